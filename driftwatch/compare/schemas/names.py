"""Named schemas that have another name, come or are gone: what they say is told where they are used."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import structs

from driftwatch.compare.match.matching import Matches, renamed_schemas
from driftwatch.compare.schemas.named_pairs import NamedPairs
from driftwatch.compare.schemas.reach import Reach
from driftwatch.compare.schemas.sides import Pair
from driftwatch.model.change import Change
from driftwatch.model.snapshot import Entry, Owner, Snapshot

_Paired: TypeAlias = Callable[[Entry | None, Entry | None], Pair]

_MANY: Final = 20
"""Names from which a reader wants one line, not one for each: a generator that writes names in another way."""


def but_by_chance(schemas: Matches, met: NamedPairs) -> Matches:
    """Return schemas of equal content as two where others stand in place of the old one: small ones are often equal."""
    chance = [pair for pair in schemas.moved if not met.may_have_become(pair[0].owner, pair[1].owner)]
    return structs.replace(
        schemas,
        moved=tuple(pair for pair in schemas.moved if met.may_have_become(pair[0].owner, pair[1].owner)),
        removed=(*schemas.removed, *(one for one, _ in chance)),
        added=(*schemas.added, *(other for _, other in chance)),
    )


def renamed_by_use(old: Snapshot, new: Snapshot, schemas: Matches, met: NamedPairs) -> dict[Owner, Entry]:
    """Return what has another name now, by old owner: by equal content, by where it stands, and by shape."""
    removed = {entry.owner for entry in schemas.removed}
    # A schema that refers to renamed ones is known by where it stands, not by equal content.
    renamed = {one.owner: other for one, other in schemas.moved}
    renamed |= {one: new.entries[other] for one, other in met.pairs if one in removed and other in new.entries}
    taken = {entry.owner for entry in renamed.values()}
    alike = renamed_schemas(
        [old.entries[owner] for owner in sorted(removed) if owner not in renamed],
        [entry for entry in schemas.added if entry.owner not in taken],
        {entry.owner.name: owner.name for owner, entry in renamed.items()},
    )
    return renamed | {one.owner: other for one, other in alike if met.may_have_become(one.owner, other.owner)}


def name_changes(
    pair: _Paired,
    whole: Pair,
    *,
    renamed: Mapping[Owner, Entry],
    removed: list[Entry],
    added: list[Entry],
    went: Mapping[Owner, str],
) -> Iterator[Change]:
    """Yield one change for each other name, each that is gone and each new one, or one for all of many.

    Args:
        pair: makes a pair of the versions of a schema.
        whole: stands for the API.
        renamed: what has another name now, by old owner.
        removed: schemas that are gone.
        added: new ones that nothing refers to.
        went: of schemas that are gone, with which removal of calls they went.
    """
    yield from _renamed(renamed, pair, whole)
    yield from _removed(removed, pair, whole, went)
    if len(added) > _MANY:
        afters = sorted(entry.owner.name for entry in added)
        yield whole.change("schema.added", "api", location="schemas", after=afters)
        return
    for entry in added:
        name = entry.owner.name
        yield pair(None, entry).change("schema.added", "api", location="schemas", name=name, after=name)


def _renamed(renamed: Mapping[Owner, Entry], pair: _Paired, whole: Pair) -> Iterator[Change]:
    """Those that have one name in common by now became one schema: that is one edit."""
    names = {owner: entry for owner, entry in renamed.items() if owner.name != entry.owner.name}
    if len(names) > _MANY:
        befores = sorted(owner.name for owner in names)
        afters = sorted(entry.owner.name for entry in names.values())
        yield whole.change("schema.renamed", "api", location="schemas", before=befores, after=afters)
        return
    befores_of: defaultdict[Owner, list[str]] = defaultdict(list)
    for owner, entry in names.items():
        befores_of[entry.owner].append(owner.name)
    entries = {entry.owner: entry for entry in names.values()}
    for now, befores in befores_of.items():
        before = sorted(befores) if len(befores) > 1 else befores[0]
        yield pair(None, entries[now]).change(
            "schema.renamed", "api", location="schemas", before=before, after=now.name
        )


def beside_calls(new: Snapshot, added: Iterable[Entry]) -> list[Entry]:
    """Return added schemas that nothing refers to but others of them: no call, and no schema that was there before.

    What is referred to is told there. Where one may come to which nothing refers, `Reach` knows: that it extends what
    is used is told nowhere else. A page says in its words which objects it describes.
    """
    found = {entry.owner: entry for entry in added if not entry.is_last_known and not _is_of_pages(new, entry)}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for owner, entry in new.entries.items() if found else ():
        if owner not in found:
            names[entry.scope].update(reference.schema for reference in entry.references)
    used = {entry.owner for scope, named in names.items() for entry in new.reached_by(named, scope)}
    return [entry for owner, entry in found.items() if owner not in used]


def _is_of_pages(new: Snapshot, entry: Entry) -> bool:
    return bool(entry.documents) and new.texts.keys() >= {*entry.documents}


def gone_with(old: Snapshot, removed: Iterable[Entry], told: Iterable[Change]) -> Mapping[Owner, str]:
    """Return with which removal names of schemas went: all calls that reached one are gone, and told as one edit."""
    removals = {change.owner: change.removal for change in told if change.removal}
    reach = Reach(old)
    known: dict[int, tuple[Iterable[Owner], str | None]] = {}
    """What thousands of schemas have in common is looked through once; it is kept, since it is known by where it is."""

    def only(owners: Iterable[Owner]) -> str | None:
        if id(owners) not in known:
            known[id(owners)] = owners, _only(removals.get(owner) for owner in owners)
        return known[id(owners)][1]

    flows = {entry.owner: reach.flows(entry.owner).values() for entry in removed} if removals else {}
    return {owner: _only(map(only, ways)) or "" for owner, ways in flows.items()}


def _only(removals: Iterable[str | None]) -> str | None:
    """Return the one removal that all went with; None where one stays or went with another one, and for none."""
    found = None
    for removal in removals:
        if not removal or removal != (found or removal):
            return None
        found = removal
    return found


def _removed(removed: list[Entry], pair: _Paired, whole: Pair, went: Mapping[Owner, str]) -> Iterator[Change]:
    """Of each that went with calls it is said with which removal."""
    alone = [entry for entry in removed if not went.get(entry.owner)]
    are_many = len(alone) > _MANY
    if are_many:
        befores = sorted(entry.owner.name for entry in alone)
        yield whole.change("schema.removed", "api", location="schemas", before=befores)
    for entry in removed:
        if are_many and not went.get(entry.owner):
            continue
        name = entry.owner.name
        yield pair(entry, None).change(
            "schema.removed", "api", location="schemas", name=name, before=name, content=went.get(entry.owner, "")
        )
