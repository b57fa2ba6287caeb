"""Same text, no drift: what differs although every document that states it says the same words was read otherwise.

A newer driftwatch reads more, or less, of a page that nobody touched. That is told of no fact: before two snapshots are
compared, what only unchanged documents state is taken as it is read today, and so is what an earlier capture read
otherwise before driftwatch changed (Snapshot.reread). Where that shows that driftwatch reads otherwise, the same holds
for the sections of other pages that say the same words: that a page changed elsewhere makes their facts no drift.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from driftwatch.compare.pages.page_lines import Words, words_of
from driftwatch.isolation import isolated
from driftwatch.model.change import Change
from driftwatch.model.facts import (
    UNSTATED,
    AnyFact,
    ErrorRule,
    Field,
    Header,
    Link,
    MediaType,
    Notice,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Values,
    identity_of,
)  # fmt: skip
from driftwatch.model.paths import above_or_at, name_in, split
from driftwatch.model.snapshot import Entry, Owner, Reread, Snapshot
from driftwatch.model.source import Source
from driftwatch.model.stored import entry_of
from driftwatch.model.text import Line, PageText, all_said, digest_of_text, headed, says_the_same
from driftwatch.presence.missing import PASSING

if TYPE_CHECKING:
    from driftwatch.compare.pages.edited_lines import EditedLines

Key: TypeAlias = tuple[str, str]
"""Tag and address of a fact."""
_Stated: TypeAlias = tuple[Entry | None, AnyFact | None]
"""An entry, and one of its facts; None where it has no such."""

_MANY: Final = 0.01
"""Share of a source's facts from which a loss is told: fewer may be misreadings that were mended."""
_FEWEST: Final = 5
"""Facts from which a loss is told: what fewer say may have been joined with what another page says."""
_NAMED: Final = 10
"""Documents that the finding names."""

CALL: Final = ("operation", "operation")
_FRAMES: Final = frozenset(("request-body", "media-type", "response"))
_OF_LINES: Final = (
    Operation, Parameter, RequestBody, MediaType, Response, Header, Link, Field, ErrorRule, Notice, Values
)  # fmt: skip
"""Facts that have lines of their own; what else a page states may rest on any sentence of it."""
_OWN: Final = (Parameter, Header, Field, ErrorRule, Notice, Values)
"""Facts that are read from the lines of one page, whatever others say."""
OWNER: Final = "owner"
"""Kind of the note that an owner as a whole is read since."""


def as_read_today(old: Snapshot, new: Snapshot) -> Snapshot:
    """Return `old` as it is read today: what unchanged documents state as `new` has it, and what was reread since.

    Where facts cannot be read, for a fault of ours, it is returned as it is: who compares it tells of that.
    """
    return isolated(partial(_read_today, old, new), lambda _: old)


def _read_today(old: Snapshot, new: Snapshot) -> Snapshot:
    same = _unchanged(old, new)
    if not same and not new.reread:
        return old
    before = dict(_translated(old, new))
    entries = _today(before, (old, new), same)
    return old if _are_the_same(entries, old.entries) else old.with_parts(entries=entries.values())


def lost_readings(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield one change when much is no longer read from documents that say what they said: a reader may be broken."""
    today = _today(old.entries, (old, new), _unchanged(old, new))
    changed = [entry for owner, entry in old.entries.items() if today.get(owner) is not entry]
    before, now = (_by_name(entries) if changed else {} for entries in (old.entries, today))
    come = _come(today, before) if changed else {}
    unused = _no_longer_used(old, new) if changed else ()
    lost = 0
    places: set[str] = set()
    for entry in changed:
        if entry.owner in unused:
            continue  # an object is kept where a call has it: that the calls are gone is told of them
        # The same under another variant, in another scope, or bound to another call of its document is not lost.
        known = now.get((entry.owner.kind, entry.owner.name), set())
        placed_anew = {key for place in entry.documents for key in come.get(place, ())}
        gone = set(_but_placed({_key(fact) for fact in entry.facts} - known, placed_anew))
        lost += len(gone)
        places.update(entry.documents if gone else ())
    total = sum(len(entry.facts) for entry in old.entries.values()) if lost else 0
    if lost >= _FEWEST and lost > total * _MANY:
        yield Change(
            kind="reading.lost",
            role="page",
            owner=Owner("page", ""),
            location="documents",
            name=str(lost),
            before=total,
            after=total - lost,
            sources=tuple(Source(url=new.documents[place].url) for place in sorted(places)[:_NAMED]),
        )


def _no_longer_used(old: Snapshot, new: Snapshot) -> Collection[Owner]:
    """Return schemas that are gone, and with them all that referred to them, from documents that say something else."""
    gone = {owner for owner in old.entries.keys() - new.entries.keys() if owner.kind == "schema"}
    same = _unchanged(old, new) if gone else frozenset()
    used: dict[str, bool] = {}
    for owner, entry in old.entries.items() if gone else ():
        is_left = owner in new.entries or same.issuperset(entry.documents)
        for reference in entry.references:
            used[reference.schema] = used.get(reference.schema, False) or is_left
    return {owner for owner in gone if used.get(owner.name) is False}


def _by_name(entries: Mapping[Owner, Entry]) -> Mapping[tuple[str, str], set[Key]]:
    """Return what is read of all variants and scopes of an owner."""
    found: dict[tuple[str, str], set[Key]] = {}
    for owner, entry in entries.items():
        found.setdefault((owner.kind, owner.name), set()).update(map(_key, entry.facts))
    return found


def _come(today: Mapping[Owner, Entry], before: Mapping[tuple[str, str], set[Key]]) -> Mapping[str, set[Key]]:
    """Return by document what is read of an owner since: a page owns what it shows until its call is known."""
    found: dict[str, set[Key]] = {}
    for owner, entry in today.items():
        keys = {_key(fact) for fact in entry.facts} - before.get((owner.kind, owner.name), set())
        for place in entry.documents if keys else ():
            found.setdefault(place, set()).update(keys)
    return found


def _but_placed(gone: Iterable[Key], come: Collection[Key]) -> Iterator[Key]:
    """Yield what is read no longer, but for what stands in another place by now, and the bodies that it stood in.

    Of a field of which the page does not say where it travels another driftwatch may say something else.
    """
    names = {_name(key) for key in come} - {""}
    placed = [key for key in gone if _name(key) in names]
    for key in gone:
        if _name(key) not in names and not (placed and not _name(key)):
            yield key


def _name(key: Key) -> str:
    """Return the name of the field or parameter that a fact is about; "" for bodies, their forms and their roots.

    Addresses write those of headers in small letters.
    """
    kind, at = key
    root, path = split(at)
    if kind == "parameter":
        return path.lower()
    if kind != "field":
        return "" if kind in _FRAMES else at
    return (name_in(path) or (split(root)[1] if root.startswith("parameter") else "")).lower()


def rereadings(old: Snapshot, new: Snapshot) -> Mapping[Owner, tuple[Reread, ...]]:
    """Return what is read otherwise in `new` from the words that `old` was read from, after what is noted in `old`."""
    found = dict(old.reread)
    before = old.entries
    today = _today(before, (old, new), _unchanged(old, new))
    for owner in sorted({*before, *today}):
        one, other = before.get(owner), today.get(owner)
        if one is not other:
            notes = tuple(_notes(one, other))
            found[owner] = (*found.get(owner, ()), *notes)
    return {owner: notes for owner, notes in found.items() if notes}


def _unchanged(old: Snapshot, new: Snapshot) -> frozenset[str]:
    """Return the places of documents that say the same words on both sides, and were understood before.

    Of one that was not, the facts may be those of older words than its digest tells of.
    """
    return frozenset(
        place
        for place, document in old.documents.items()
        if (document.state == "read" or document.reason in PASSING)
        and document.digest
        and place in new.documents
        and (new.documents[place].has_digest(document.digest) or _says_the_same(old, new, place))
    )


def _says_the_same(old: Snapshot, new: Snapshot, place: str) -> bool:
    """Tell whether a page has the same words in the normal forms of two versions, whose digests always differ."""
    one, other = old.text(place), new.text(place)
    return one is not None and other is not None and says_the_same(one, other)


def _today(
    before: Mapping[Owner, Entry], sides: tuple[Snapshot, Snapshot], same: frozenset[str]
) -> Mapping[Owner, Entry]:
    """Return entries of before with what rests on words that are the same as it is read today.

    Args:
        before: the entries, as they are known by now.
        sides: the snapshot that they are of, and the one of today.
        same: the places of documents that say the same as a whole.
    """
    new = sides[1].entries
    found = dict(_aligned(before, sides[1], same))
    is_upgraded = any(_is_read_otherwise(before.get(owner), entry, same) for owner, entry in new.items())
    if not is_upgraded and not _is_reformed(sides, same):
        return found  # nothing shows that driftwatch reads otherwise than it did
    sections = _Sections(sides, same)
    owners = {**found, **new}
    whole = [owner for owner in owners if owner.kind == "operation" and (owner in found) != (owner in new)]
    # What a call states that came or went may be said of another one since: calls as a whole first.
    entries = {owner: sections.aligned(owner, found.get(owner), new.get(owner)) for owner in (*whole, *owners)}
    return {owner: entry for owner, entry in entries.items() if entry is not None}


def _is_read_otherwise(one: Entry | None, other: Entry, same: frozenset[str]) -> bool:
    """Tell whether an owner shows that driftwatch reads otherwise: no edit of another document can be why it differs.

    What refers to objects may differ for an edit where those stand, and so may the place of a field of which its own
    page says none; objects of pages are kept where something refers to them, and calls pass from variant to variant.
    """
    if other.owner.kind not in ("operation", "page") or not _rests_on(other, same):
        return False
    if one is None:
        return other.owner.kind == "page" and all(isinstance(fact, _OWN) for fact in other.facts)
    if one.documents != other.documents or _equal(one, other) or one.references or other.references:
        return False
    before, after = (
        {_key(fact): identity_of(fact) for fact in entry.facts if isinstance(fact, _OWN)} for entry in (one, other)
    )
    return before != after and not any(f" {UNSTATED} " in f"{at} " for _, at in (*before, *after))


def _is_reformed(sides: tuple[Snapshot, Snapshot], same: frozenset[str]) -> bool:
    """Tell whether a page that says something else is held in the normal forms of two versions."""
    texts = ([side.text(place) for side in sides] for place in sides[0].documents.keys() - same)
    return any(one is not None and other is not None and one.form != other.form for one, other in texts)


class _Sections:
    """The sections of pages that say something else as a whole, and which of them say the same."""

    def __init__(self, sides: tuple[Snapshot, Snapshot], same: frozenset[str]) -> None:
        self._sides = sides
        self._same = same
        self._titles: dict[str, Mapping[Words, bool]] = {}
        self._lines: dict[str, EditedLines | None] = {}

    def aligned(self, owner: Owner, one: Entry | None, other: Entry | None) -> Entry | None:
        """Return an entry of before with what no edit may have changed as it is today; None where there is none."""
        entries = [entry for entry in (one, other) if entry is not None]
        if _is_settled(one, other, self._same):
            return one
        before, after = ({_key(fact): fact for fact in entry.facts} if entry else {} for entry in (one, other))
        facts = {key: self._fact((one, before.get(key)), (other, after.get(key))) for key in {*before, *after}}
        facts.update((key, before.get(key)) for key in _nested_otherwise(before, after))
        facts.update(_frames(before, after, facts))
        if CALL in facts and (one is None or other is None):
            # A call comes or goes as a whole, where a line that names it does.
            if facts[CALL] is before.get(CALL):
                for lines in map(self._lines_of, entries[0].documents):
                    if lines is not None:
                        lines.leave(owner)
                return one
            if other is None:
                return None
        known = [fact for fact in facts.values() if fact is not None]
        if len(known) == len(before) and all(facts[key] is fact for key, fact in before.items()):
            return one
        # A body, or an object, of which nothing is left is none any longer; one that is a frame alone is what it is.
        is_left = any(not _is_frame(_key(fact)) for fact in known) or (known and all(map(_is_frame, before)))
        return entry_of(owner, entries[0].documents, known) if is_left else None

    def _fact(self, one: _Stated, other: _Stated) -> AnyFact | None:
        """Return a fact as it was, or as it is read today where no edited line may carry it."""
        was, now = one[1], other[1]
        if identity_of(was) == identity_of(now):
            return was
        stated = [(entry, fact) for entry, fact in (one, other) if fact is not None and entry is not None]
        of_all = _is_of_all(was, now)
        return now if all(self._is_unchanged(*each, of_all=of_all) for each in stated) else was

    def _lines_of(self, place: str) -> "EditedLines | None":
        """Return what differs in the lines of a page; None where its two texts cannot be compared by lines."""
        if place not in self._lines:
            one, other = (side.text(place) for side in self._sides)
            if one is None or other is None or (one.kept, one.form) != (other.kept, other.form):
                self._lines[place] = None
            else:
                # With it come words of all languages: OpenAPI files have no lines.
                from driftwatch.compare.pages.edited_lines import EditedLines  # noqa: PLC0415

                is_whole = all(
                    side.documents[place].digest == digest_of_text(text.lines, ())
                    for side, text in zip(self._sides, (one, other), strict=True)
                )
                self._lines[place] = EditedLines(one, other, is_whole=is_whole)
        return self._lines[place]

    def _is_unchanged(self, entry: Entry, fact: AnyFact, *, of_all: bool) -> bool:
        """Tell whether no edited line may carry a fact."""
        place = fact.document or "".join(entry.documents[:1])
        if place in self._same:
            return True
        lines = self._lines_of(place)
        if lines is not None:
            return not (of_all and lines.is_said_otherwise) and not lines.touch(entry.owner, fact, _name(_key(fact)))
        if place not in self._titles:
            self._titles[place] = _titles_of_forms(*(side.text(place) for side in self._sides))
        titles = self._titles[place]
        known = [titles[words] for part in fact.locator.split(" > ") if (words := words_of(part)) in titles]
        return bool(known) and all(known)


def _is_settled(one: Entry | None, other: Entry | None, same: frozenset[str]) -> bool:
    """Tell whether an entry is known as it was: it is equal, was aligned as a whole, or came or went with its users.

    An object of a page is kept where something refers to it, so that another line may be why it is there.
    """
    if one is not None and other is not None and _equal(one, other):
        return True
    entries = [entry for entry in (one, other) if entry is not None]
    return (len(entries) == 1 and entries[0].owner.kind == "schema") or all(_rests_on(entry, same) for entry in entries)


def _nested_otherwise(before: Collection[Key], after: Collection[Key]) -> Iterator[Key]:
    """Yield fields that only one side has where the other has some of their names at other depths: no line tells it."""
    gone, come = (
        {key: (_name(key), _path(key)) for key in one if key[0] in ("field", "parameter") and key not in other}
        for one, other in ((before, after), (after, before))
    )
    for keys, others in ((gone, come), (come, gone)):
        known, names = set(others.values()), {name for name, _ in others.values()}
        yield from (key for key, at in keys.items() if at[0] in names and at not in known)


def _path(key: Key) -> str:
    """Return the path of a field, or of a parameter, from what a call sends or answers as a whole."""
    root, path = split(key[1])
    is_of_parameter = key[0] == "field" and root.startswith("parameter")
    return f"{split(root)[1]}{path.removeprefix('$')}" if is_of_parameter else path


def _frames(
    before: Mapping[Key, AnyFact], after: Mapping[Key, AnyFact], facts: Mapping[Key, AnyFact | None]
) -> Iterator[tuple[Key, AnyFact | None]]:
    """Yield the frames of what is known: bodies, their forms and their roots go along with what stands in them."""
    held = {at for key, fact in facts.items() if fact is not None and not _is_frame(key) for at in above_or_at(key[1])}
    stated = {at for key in facts if not _is_frame(key) for at in above_or_at(key[1])}
    for key in filter(_is_frame, facts):
        was, now = before.get(key), after.get(key)
        at = split(key[1])[0] if key[0] == "field" else key[1]
        if (was is None or now is None) and at in stated:
            yield key, (was or now) if at in held else None


def _is_of_all(was: AnyFact | None, now: AnyFact | None) -> bool:
    """Tell whether a sentence anywhere on a page may be why two readings differ."""
    if isinstance(was, Operation) and isinstance(now, Operation):
        return (was.security, was.servers, was.deprecated) != (now.security, now.servers, now.deprecated)
    return not isinstance(was or now, _OF_LINES)


def _is_frame(key: Key) -> bool:
    return key[0] in _FRAMES or (key[0] == "field" and not _name(key))


def _titles_of_forms(old: PageText | None, new: PageText | None) -> Mapping[Words, bool]:
    """Return of the headings that texts in normal forms of two versions have whether every section says the same."""
    if old is None or new is None or not old.kept == new.kept == "full":
        return {}
    older, newer = sorted((old, new), key=lambda text: text.form)
    before, after = _by_title(older), _by_title(newer)
    return {title: all_said(before[title], after[title]) for title in before.keys() & after.keys()}


def _by_title(text: PageText) -> Mapping[Words, list[Line]]:
    found: dict[Words, list[Line]] = {}
    for path, line in headed(text.lines):
        for title in set(map(words_of, path)):
            found.setdefault(title, []).append(line)
    return found


def _aligned(old: Mapping[Owner, Entry], new: Snapshot, same: frozenset[str]) -> Iterator[tuple[Owner, Entry]]:
    """Yield entries as they were, but those that rest on unchanged documents alone as they are today."""
    come = {_whose_api(owner, entry) for owner, entry in new.entries.items() if owner not in old} - {None}
    for owner, entry in old.items():
        other = new.entries.get(owner)
        if other is not None and set(other.documents).isdisjoint(entry.documents) and _whose_api(owner, entry) in come:
            continue  # its name passed to the API of another document: below its new name it is the same
        if not _rests_on(entry, same) or (other is not None and not _rests_on(other, same)):
            yield owner, entry
        elif other is not None:
            yield owner, entry if _equal(entry, other) else other
    for owner, entry in new.entries.items():
        if owner not in old and _rests_on(entry, same):
            yield owner, entry


def _whose_api(owner: Owner, entry: Entry) -> tuple[str, ...] | None:
    """Return what tells the API of some documents, whatever host sets it apart from others; None for what is none."""
    return entry.documents if owner.kind == "api" else None


def _equal(one: Entry, other: Entry) -> bool:
    return one.digest == other.digest or list(one.facts) == list(other.facts)


def _rests_on(entry: Entry, same: frozenset[str]) -> bool:
    return bool(entry.documents) and same.issuperset(entry.documents)


def _are_the_same(one: Mapping[Owner, Entry], other: Mapping[Owner, Entry]) -> bool:
    return one.keys() == other.keys() and all(one[owner] is other[owner] for owner in one)


def _translated(old: Snapshot, new: Snapshot) -> Iterator[tuple[Owner, Entry]]:
    """Yield the entries of a snapshot with each old reading that is noted taken as what is read since.

    An owner that was first read later is supplied while it is there: once it is gone, it is gone from both.
    """
    reread = new.reread
    for owner, entry in old.entries.items():
        kept = _reread(entry.facts, reread[owner]) if owner in reread else None
        if kept is None:
            yield owner, entry
        elif kept:
            yield owner, entry_of(owner, entry.documents, kept)
    for owner, notes in reread.items():
        if owner not in old.entries and owner in new.entries and any(note.kind == OWNER for note in notes):
            facts = _reread((), notes)
            if facts:
                yield owner, entry_of(owner, (), facts)


def _reread(facts: Iterable[AnyFact], notes: Iterable[Reread]) -> tuple[AnyFact, ...] | None:
    """Apply the notes in their order; None when none of them is about these readings."""
    known = {_key(fact): fact for fact in facts}
    touched = False
    for note in notes:
        key = note.kind, note.at
        if note.kind != OWNER and identity_of(known.get(key)) == note.was:
            touched = True
            known.pop(key, None)
            if note.fact is not None:
                known[key] = note.fact
    return tuple(known.values()) if touched else None


def _notes(old: Entry | None, new: Entry | None) -> Iterator[Reread]:
    before = {_key(fact): fact for fact in (old.facts if old is not None else ())}
    after = {_key(fact): fact for fact in (new.facts if new is not None else ())}
    if old is None:
        yield Reread(kind=OWNER)
    for kind, at in sorted({*before, *after}):
        was, now = before.get((kind, at)), after.get((kind, at))
        if identity_of(was) != identity_of(now):
            yield Reread(kind=kind, at=at, was=identity_of(was), fact=now)


def _key(fact: AnyFact) -> Key:
    return str(fact.__struct_config__.tag), fact.at
