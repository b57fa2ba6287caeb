"""Pages that document a call alike on one side and apart on the other: each is held against itself.

Pages that state the very same of a call are one documentation of it. Once one of them states something else they are
several, and what was joined is parted again, so that an edit is told of the page and the field that it stands on, and
not as one more documentation.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from msgspec import UNSET, Struct, structs

from driftwatch.compare.match.moves import Moves, moved_documents
from driftwatch.model.change import Change
from driftwatch.model.facts import AnyFact
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.source import Source
from driftwatch.model.stored import entry_of

_Key: TypeAlias = tuple[str, ...]


class Parted(Struct, frozen=True):
    """Both sides with the same documentations of each call, and whose they really are on the new side."""

    old: Snapshot
    new: Snapshot
    owners: Mapping[Owner, Owner] = {}

    def named(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Yield changes of the owners that the new side has: what several pages tell alike once, with all of them."""
        if not self.owners:
            yield from changes
            return
        found: dict[_Key, Change] = {}
        for change in changes:
            real = structs.replace(
                change,
                owner=self._real(change.owner),
                operations=tuple(sorted({self._real(one) for one in change.operations})),
            )
            known = found.setdefault(_told(real), real)
            sources = tuple(dict.fromkeys((*known.sources, *real.sources)))
            found[_told(real)] = structs.replace(known, sources=sources)
        yield from found.values()

    def _real(self, owner: Owner) -> Owner:
        return self.owners.get(owner, owner)


class _Pair(Struct, frozen=True):
    """Two documentations of a call that have pages in common: by their place before, and by their place now."""

    old: Entry
    new: Entry
    before: tuple[str, ...]
    after: tuple[str, ...]


def parted(old: Snapshot, new: Snapshot) -> Parted:
    """Part what one side joins and the other has apart."""
    keys = _torn(old, new)
    if not keys:
        return Parted(old, new)
    moves = moved_documents(old, new)
    found: list[tuple[_Pair, Entry, Entry]] = []
    for one, other in keys:
        for pair, alone in _refined(one, other, moves):
            owner = _owner(pair, alone, taken=new.entries)
            before, after = _sides(pair, owner)
            if before is not None and after is not None:
                found.append((pair, before, after))
    if not found:
        return Parted(old, new)
    return Parted(
        _with(old, {pair.old.owner for pair, _, _ in found}, [before for _, before, _ in found]),
        _with(new, {pair.new.owner for pair, _, _ in found}, [after for _, _, after in found]),
        {after.owner: pair.new.owner for pair, _, after in found},
    )


def with_agreeing(
    changes: Iterable[Change], sides: tuple[Snapshot, Snapshot], pair: tuple[Entry, Entry]
) -> Iterator[Change]:
    """Yield the changes of a call, with all pages that made them: those that state it alike, and say something else."""
    one, other = pair
    first = sides[1].source(other).url
    before = {place: sides[0].documents.get(place) for place in one.agreeing}
    after = {place: sides[1].documents.get(place) for place in other.agreeing}
    further = tuple(
        Source(url=now.url)
        for place, now in after.items()
        if now is not None and (known := before.get(place)) is not None and known.digest != now.digest
    )
    for change in changes:
        is_of_first = bool(further) and any(source.url == first for source in change.sources)
        yield structs.replace(change, sources=(*change.sources, *further)) if is_of_first else change


def _with(snapshot: Snapshot, replaced: AbstractSet[Owner], entries: Iterable[Entry]) -> Snapshot:
    kept = (entry for owner, entry in snapshot.entries.items() if owner not in replaced)
    return snapshot.with_parts(entries=(*kept, *entries))


def _torn(old: Snapshot, new: Snapshot) -> list[tuple[list[Entry], list[Entry]]]:
    """Return the documentations of the calls that one side has in several and the other joins, old and new.

    Where one document has a call several times, as under paths that differ by the names of parameters alone, its pages
    do not tell those apart.
    """
    before, after = _by_key(old), _by_key(new)
    both = ((before[key], after[key]) for key in sorted(before.keys() & after.keys()))
    return [
        (one, other)
        for one, other in both
        if max(len(one), len(other)) > 1 and _are_of_pages(one) and _are_of_pages(other)
    ]


def _are_of_pages(entries: Iterable[Entry]) -> bool:
    """Tell whether each documentation of a call is of other documents."""
    places = [place for entry in entries for place in entry.documents]
    return len(places) == len(set(places))


def _by_key(snapshot: Snapshot) -> Mapping[str, list[Entry]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for owner, entry in snapshot.entries.items():
        if owner.kind == "operation":
            found[owner.name].append(entry)
    return found


def _refined(olds: Sequence[Entry], news: Sequence[Entry], moves: Moves) -> Iterator[tuple[_Pair, tuple[bool, bool]]]:
    """Yield the pairs that share pages, where a side is in several or was renamed; with whether each is in one only."""
    now = {place: number for number, entry in enumerate(news) for place in entry.documents}
    shared: defaultdict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for number, entry in enumerate(olds):
        for before in entry.documents:
            after = moves.get(before, before)
            if after in now:
                shared[number, now[after]].append((before, after))
    befores, afters = Counter(one for one, _ in shared), Counter(other for _, other in shared)
    for (one, other), places in shared.items():
        alone = befores[one] == 1, afters[other] == 1
        if alone != (True, True) or olds[one].owner != news[other].owner:
            ordered = sorted((after for _, after in places), key=news[other].documents.index)
            known = olds[one].documents if alone[0] else tuple(before for before, _ in places)
            today = news[other].documents if alone[1] else tuple(ordered)
            yield _Pair(olds[one], news[other], known, today), alone


def _owner(pair: _Pair, alone: tuple[bool, bool], *, taken: Mapping[Owner, Entry]) -> Owner:
    """Name what two sides have in common of a call as the side does that has it apart."""
    if alone[1]:
        return pair.new.owner
    wanted = pair.old.owner if alone[0] else structs.replace(pair.new.owner, variant=pair.after[0])
    return wanted if wanted not in taken else structs.replace(pair.new.owner, variant=pair.after[0])


def _sides(pair: _Pair, owner: Owner) -> tuple[Entry | None, Entry | None]:
    """Return what the pages that a pair has in common state, before and now.

    What a page states by itself is not known as long as it is joined to a specification, where only what it adds and
    contradicts is kept: then it is taken to say what it says on the other side, and its edits are told as its words.
    """
    before, after = _of(pair.old, owner, pair.before), _of(pair.new, owner, pair.after)
    if pair.old.is_specified == pair.new.is_specified:
        return before, after
    if pair.old.is_specified:
        return (after and entry_of(owner, pair.before, after.facts)), after
    return before, (before and entry_of(owner, pair.after, before.facts))


def _of(entry: Entry, owner: Owner, places: Sequence[str]) -> Entry | None:
    """Return what some of the pages of a documentation state; None where it is not known what they do."""
    first = entry.documents[0]
    if len(places) == len(entry.documents):
        return entry_of(owner, entry.documents, entry.facts)
    if places[0] != first and entry.dissents(places[0]):
        return None
    facts = (_as_stated(fact, first, places) for fact in entry.facts)
    return entry_of(owner, tuple(places), (fact for fact in facts if fact is not None))


def _as_stated(fact: AnyFact, first: str, places: Sequence[str]) -> AnyFact | None:
    """Return a fact as the first of some pages states it; None when only others do."""
    if fact.document and fact.document not in places:
        return None
    if places[0] == first:
        return fact
    if fact.document:
        return structs.replace(fact, document="" if fact.document == places[0] else fact.document)
    return structs.replace(fact, locator="")


def _told(change: Change) -> _Key:
    """Return what tells one change from another, evidence left out."""
    sides: list[Json] = [None if side is UNSET else [side] for side in (change.before, change.after)]
    owner = change.owner
    said = (change.media_type, change.status, change.name, change.field, change.identity)
    traits = sorted(change.traits)
    place = (owner.kind, owner.name, owner.variant, owner.scope, change.location)
    return *place, change.kind, change.role, canonical([*said, traits, *sides])
