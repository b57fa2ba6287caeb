"""Named schemas: each pair is compared once, and what changed is told once for each way in which it is used."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import chain
from typing import Final, Literal, NamedTuple, TypeAlias, TypeVar

import msgspec

from driftwatch.compare.failures import Failures
from driftwatch.compare.match.digests import property_names
from driftwatch.compare.match.matching import Matches
from driftwatch.compare.schemas.level import Ways, Where
from driftwatch.compare.schemas.list_alternatives import ListAlternatives
from driftwatch.compare.schemas.named_pairs import NamedPairs
from driftwatch.compare.schemas.reach import BODIES, AskedBy, Reach, Use
from driftwatch.compare.schemas.redeclared import Redeclaration, Redeclared
from driftwatch.compare.schemas.remarks import XML, sends_xml
from driftwatch.compare.schemas.sides import PREVIEW
from driftwatch.compare.schemas.views import opened
from driftwatch.compare.schemas.walk import compare_asked, compare_fields, compare_property
from driftwatch.compare.trees import Known, SchemaSide
from driftwatch.isolation import isolated
from driftwatch.model.address import ROOT
from driftwatch.model.change import Change
from driftwatch.model.json_values import canonical
from driftwatch.model.paths import but_joined, parts, split
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.model.tree import NAMED_ROOT, Usage, referring

_UNREACHED: Final = Use("response-body", "schemas")
"""Of what no operation reaches it is not known as what it travels; events come to us."""
_BODY_LOCATIONS: Final = frozenset(use.location for use in BODIES.values())
_OTHER_VALUES: Final = frozenset(
    ("field.type.changed", "field.one-of.wrapped", "field.any-of.wrapped", "field.wrapped", "field.unwrapped")
)
_NOTHING: Final[tuple[tuple[Change, ...], bool]] = ((), False)
_T = TypeVar("_T")
_Known: TypeAlias = tuple[Owner, Entry | None]
"""A named schema and what is known of it."""


class _Compared(NamedTuple):
    """What comparing two named schemas found, before it is known whom it concerns."""

    old: Entry
    new: Entry
    found: tuple[tuple[Change, tuple[Owner, ...]], ...]
    """Each change with the operations that reach the schema in the way in which it is told."""
    is_other: bool
    """The schema is another one under its name by now: that concerns those who refer to it where they did."""


_Part = tuple[Use, Literal["root", "below", "all"], frozenset[Owner]]


def shared_changes(
    old: Snapshot,
    new: Snapshot,
    schemas: Matches,
    met: NamedPairs,
    *,
    partners: Mapping[Owner, Owner] | None = None,
    known: tuple[Known, Known] | None = None,
    failures: Failures | None = None,
) -> tuple[Change, ...]:
    """Compare the named schemas of two snapshots; call it after the operations were compared.

    A change is told for the operations that reached the schema before and still do. What no operation reaches on either
    side, as the payload of an event, is told once for the schema itself.
    A name that is still referred to and that nothing defines any more is told once, and so is one that is defined now.

    Args:
        old: the old snapshot.
        new: the new snapshot.
        schemas: the named schemas of both snapshots that belong together.
        met: pairs that comparing the operations met; those that comparing schemas meets are added.
        partners: for an operation of the new snapshot what it was in the old one, where key or variant changed.
        known: what comparing the operations found out about the named schemas of both.
        failures: takes what fails.
    """
    for one, other in (*schemas.pairs, *schemas.moved):
        if one.digest != other.digest:
            met.add(one.owner, other.owner)
    for entry in (*schemas.removed, *schemas.added):
        met.add(entry.owner, entry.owner)
    shared = _Shared(
        old,
        new,
        met,
        partners=partners or {},
        known=known or (Known(), Known()),
        failures=failures or Failures(),
    )
    return tuple(shared.changes())


class _Shared:
    def __init__(
        self,
        old: Snapshot,
        new: Snapshot,
        met: NamedPairs,
        *,
        partners: Mapping[Owner, Owner],
        known: tuple[Known, Known],
        failures: Failures,
    ) -> None:
        self._failures = failures
        self._old = old
        self._new = new
        self._met = met
        self._partners = partners
        self._known = known
        self._reaches = (Reach(old), Reach(new))
        self._redeclared = Redeclared((old, new), self._reaches, known, met, self._partners)
        self._met_beside = NamedPairs()
        self._met_beside.verdicts = met.verdicts
        """What comparing properties apart meets: it was met before, where they stand."""
        self._beside = ListAlternatives((old, new), self._reaches, known)
        self._asked: Mapping[Owner, AskedBy] = {}
        """The schemas that ask what a value is by others which differ."""
        self._asking: list[tuple[Change, str]] = []
        """What follows from that, with the name."""
        self._still: dict[tuple[int, int], dict[Usage, frozenset[Owner]]] = {}
        self._listed: dict[tuple[int, ...], tuple[list[frozenset[Owner]], tuple[Owner, ...]]] = {}
        self._rank = {owner: number for number, owner in enumerate(new.entries)}
        self._previews: dict[Owner, bool] = {}
        self._places: dict[int, Mapping[str, frozenset[tuple[str, str]]]] = {}
        """Where an entry of either side refers to schemas, by the identity of the entry."""
        self._found: dict[Use, tuple[tuple[Change, ...], bool]] = {}
        """What comparing the pair at hand found, by use, and whether it holds of the other way of travelling, too."""

    def changes(self) -> Iterator[Change]:
        """Compare the pairs that were met, and those that this meets; when there are no more, say whom it concerns.

        For whom a change of a schema counts, what refers to it tells: which of those belong together has to be known.
        """
        self._asked = self._reaches[1].asking(now for was, now in self._met.pairs if was in self._old.entries)
        for owner in self._asked:
            self._met.add(owner, owner)
        found: Iterable[Change] = chain.from_iterable(map(self._told_of, list(self._comparisons())))
        if self._asking:
            from driftwatch.compare.schemas.asking_schemas import but_asked  # noqa: PLC0415 - few schemas ask

            found = but_asked(found, self._asking, self._reaches[1], self._met.unaffecting)
        yield from map(self._standing, found)

    def _told_of(self, one: Change | _Compared) -> tuple[Change, ...]:
        if isinstance(one, Change):
            return (one,)
        pair = (one.old.owner, one.old), (one.new.owner, one.new)
        return self._attempt(*pair, partial(self._concerning, one))

    def _comparisons(self) -> Iterator[Change | _Compared]:
        done: set[tuple[Owner, Owner]] = set()
        while waiting := sorted(self._met.pairs.keys() - done):
            done.update(waiting)
            for old, new in waiting:
                before, after = self._old.entries.get(old), self._new.entries.get(new)
                if before is not None or after is not None:
                    pair = (old, before), (new, after)
                    yield from self._attempt(*pair, partial(self._between, *pair))

    def _attempt(self, old: _Known, new: _Known, make: Callable[[], Iterable[_T]]) -> tuple[_T, ...]:
        return self._failures.attempt((old[1], new[1]), make, reached=partial(self._reached, old[0], new[0]))

    def _standing(self, change: Change) -> Change:
        """Say of a change that only operations in draft or alpha reach that nothing was promised."""
        if not change.operations or not all(map(self._is_preview, change.operations)):
            return change
        return msgspec.structs.replace(change, traits=change.traits | {"preview"})

    def _is_preview(self, owner: Owner) -> bool:
        if owner not in self._previews:
            entry = self._old.entries.get(self._partners.get(owner, owner)) or self._new.entries[owner]
            operation = isolated(lambda: entry.operation, lambda _: None)
            self._previews[owner] = operation is not None and operation.stability in PREVIEW
        return self._previews[owner]

    def _between(self, old: _Known, new: _Known) -> Iterator[Change | _Compared]:
        before, after = old[1], new[1]
        if before is not None and after is not None:
            if before.digest != after.digest or after.owner in self._asked:
                if after.is_last_known and not before.is_last_known:
                    yield from self._unresolved(before, after.owner)
                yield self._pair(before, after)
        elif before is not None:
            yield from self._unresolved(before, new[0])
        elif after is not None:
            yield from self._resolved(old[0], after)

    def _reached(self, old: Owner, new: Owner) -> tuple[Owner, ...]:
        return self._sorted(list(self._flows(old, new).values()))

    def _unresolved(self, old: Entry, new: Owner) -> Iterator[Change]:
        """Yield that what an old schema was referred to by refers to nothing now."""
        operations = self._flows(old.owner, new)
        if operations:
            yield self._referred("schema.unresolved", old, self._old, new, operations)

    def _resolved(self, old: Owner, new: Entry) -> Iterator[Change | _Compared]:
        """Yield that a name is defined which nothing defined before, and what now stands below it."""
        operations = self._flows(old, new.owner)
        if operations:
            yield self._referred("schema.resolved", new, self._new, new.owner, operations)
            root = SchemaSide(new, self._new).root(NAMED_ROOT)
            yield self._pair(entry_of(old, (), (root.field,) if root is not None else ()), new)

    def _referred(
        self, kind: str, known: Entry, side: Snapshot, owner: Owner, flows: Mapping[Usage, frozenset[Owner]]
    ) -> Change:
        """Make a change of a name that is referred to; `known` is the schema of the side that has one."""
        root = SchemaSide(known, side).root(NAMED_ROOT)
        return Change(
            kind=kind,
            role="api",
            owner=owner,
            operations=self._sorted(list(flows.values())),
            location="schemas",
            name=owner.name,
            sources=(root.source(),) if root is not None else (),
        )

    def _pair(self, old: Entry, new: Entry) -> _Compared:
        sides = self._sides_of(old, new)
        self._found.clear()
        reached: dict[str, tuple[Change, list[frozenset[Owner]]]] = {}
        for use, part, operations in self._parts(old, new, sides):
            for change in self._compared(use, sides) if operations or use is _UNREACHED else ():
                if part == "all" or (part == "root") is (change.field is None):
                    _, owners = reached.setdefault(_told(change), (change, []))
                    owners.append(operations)
        changes = [change for change, _ in reached.values()]
        is_other = (
            _is_a_list_of_one(*sides)
            or any(map(_is_of_other_values, changes))
            or (_loses_properties(changes) and _has_other_properties(*sides))
        )
        return _Compared(
            old, new, tuple((change, self._sorted(owners)) for change, owners in reached.values()), is_other
        )

    def _concerning(self, compared: _Compared) -> Iterator[Change]:
        """Yield what comparing two schemas found, for the operations to which it means something."""
        pair = compared.old.owner, compared.new.owner
        still = self._still_referring(compared.old, compared.new) if compared.is_other else None
        lost = frozenset[Owner]() if compared.is_other else self._given_others(compared.old, compared.new)
        for change, reaching in compared.found:
            known = reaching if still is None else tuple(filter(still.__contains__, reaching))
            known = tuple(owner for owner in known if owner not in lost) if lost else known
            affected = self._affected(pair, change, known)
            if change.kind == XML:
                affected = tuple(owner for owner in affected if self._sends_xml(owner, change.direction))
            told = affected if change.field else ()
            # Mostly all are told of it: sets of hundreds of operations are made for the rest alone.
            concerned = frozenset(known).difference(told) if len(told) < len(known) else frozenset[Owner]()
            beside, is_explained = self._declared_beside(compared, change, concerned)
            yield from beside
            if affected or not reaching:
                yield from self._but_beside(pair, msgspec.structs.replace(change, operations=affected))
            elif is_explained:
                self._met.unaffecting.append(change)

    def _declared_beside(
        self, compared: _Compared, change: Change, concerned: frozenset[Owner]
    ) -> tuple[list[Change], bool]:
        """Return what a property demands otherwise where it is declared beside a schema that it came or went with.

        Returns:
            What is told, and whether that is all.
        """
        found: dict[str, tuple[Change, set[Owner]]] = {}
        is_all = True
        pair = compared.old.owner, compared.new.owner
        for each in self._redeclared.declared_otherwise(pair, change) if concerned else ():
            operations = concerned & each.operations
            told = self._of_property(compared, change, each) if operations else ()
            is_all = is_all and bool(told or not operations)
            for one in told:
                found.setdefault(_told(one), (one, set()))[1].update(operations)
        return [
            msgspec.structs.replace(one, operations=self._sorted([frozenset(operations)]))
            for one, operations in found.values()
        ], is_all

    def _of_property(self, compared: _Compared, change: Change, one: Redeclaration) -> tuple[Change, ...]:
        sides = self._sides_of(compared.old, compared.new)
        traits = change.traits & {"always-sent"}
        where = Where(role=change.role, owner=change.owner, location=change.location, traits=traits)
        return compare_property(sides, one.name, one.sides, where=where, pairs=self._met_beside)

    def _sides_of(self, old: Entry, new: Entry) -> tuple[SchemaSide, SchemaSide]:
        before, now = self._known
        return SchemaSide(old, self._old, known=before), SchemaSide(new, self._new, known=now)

    def _given_others(self, old: Entry, new: Entry) -> frozenset[Owner]:
        """Return the operations that refer to another schema where they did to this one, and to this one elsewhere.

        There it is news to them as a whole: what it was before does not matter.
        """
        name, kept, lost = old.owner.name, set[Owner](), set[Owner]()
        if not self._met.exchanged:
            return frozenset()
        for owner in self._reaches[1].referrers(new.owner):
            before = self._old.entries.get(self._partners.get(owner, owner))
            is_other = (owner, name) in self._met.exchanged and before is not None
            if is_other and before is not None:
                places = self._places_of(before, old.owner), self._places_of(self._new.entries[owner], new.owner)
                is_other = places[0].isdisjoint(places[1])
            reached = (owner,) if owner.kind != "schema" else chain(*self._reaches[1].flows(owner).values())
            (lost if is_other else kept).update(reached)
        return frozenset(lost - kept)

    def _still_referring(self, old: Entry, new: Entry) -> frozenset[Owner]:
        """Return the operations that refer to a schema, however deep, where they referred to it before.

        Of those that have a list of it by now, where it was a list itself, that is compared as theirs; and where a name
        was given to something else, what had it before and what has it now may have nothing in common.
        """
        found: set[Owner] = set()
        for owner in self._reaches[1].referrers(new.owner):
            places = self._places_of(self._new.entries[owner], new.owner)
            if all(self._places_of(before, old.owner).isdisjoint(places) for before in self._before(owner)):
                continue
            found |= {owner} if owner.kind != "schema" else frozenset().union(*self._reaches[1].flows(owner).values())
        return frozenset(found)

    def _before(self, owner: Owner) -> list[Entry]:
        """Return what an owner of the new side was held against, under whichever name."""
        known = (self._partners[owner],) if owner in self._partners else self._formers.get(owner, (owner,))
        return [entry for each in known if (entry := self._old.entries.get(each)) is not None]

    @cached_property
    def _formers(self) -> Mapping[Owner, list[Owner]]:
        """The named schemas that were held against each one of the new side, once all were compared."""
        found: defaultdict[Owner, list[Owner]] = defaultdict(list)
        for before, now in self._met.pairs:
            found[now].append(before)
        return found

    def _places_of(self, entry: Entry, schema: Owner) -> frozenset[tuple[str, str]]:
        if id(entry) not in self._places:
            self._places[id(entry)] = _places(entry)
        return self._places[id(entry)].get(schema.name, frozenset())

    def _affected(self, pair: tuple[Owner, Owner], change: Change, operations: tuple[Owner, ...]) -> tuple[Owner, ...]:
        """Leave out operations for which something else states what a change of the schema tells."""
        return self._known_alone(self._redeclared, pair, change, operations)

    def _known_alone(
        self,
        elsewhere: Redeclared | ListAlternatives,
        pair: tuple[Owner, Owner],
        change: Change,
        owners: tuple[Owner, ...],
    ) -> tuple[Owner, ...]:
        side = elsewhere.side_of(change) if owners else None
        known = None if side is None else elsewhere.affected(pair[side], change, side)
        if known is None:
            return owners
        former = self._partners if side == 0 else {}
        return tuple(operation for operation in owners if former.get(operation, operation) in known)

    def _but_beside(self, pair: tuple[Owner, Owner], change: Change) -> Iterator[Change]:
        """Yield a change apart for the operations for which its values are only some of those that there may be."""
        bound = self._known_alone(self._beside, pair, change, change.operations)
        if len(bound) == len(change.operations):
            yield change
            return
        left = frozenset(bound)
        free = tuple(operation for operation in change.operations if operation not in left)
        if bound:
            yield msgspec.structs.replace(change, operations=bound)
        yield msgspec.structs.replace(change, operations=free, traits=change.traits | {"open-list"})

    def _sends_xml(self, operation: Owner, direction: str | None) -> bool:
        return sends_xml(self._new.entries[operation], direction or "")

    def _sorted(self, operations: list[frozenset[Owner]]) -> tuple[Owner, ...]:
        """List operations in order; most changes have theirs in common, and thousands of them take a while to sort."""
        key = tuple(map(id, operations))
        if key not in self._listed:
            ranked = sorted(frozenset().union(*operations), key=self._rank.__getitem__)
            # The sets are kept with what they came to: the identity of a set that is gone may be another one's.
            self._listed[key] = operations, tuple(ranked)
        return self._listed[key][1]

    def _compared(self, use: Use, sides: tuple[SchemaSide, SchemaSide]) -> tuple[Change, ...]:
        self._met.compared.add((sides[0].entry.owner, sides[1].entry.owner))
        if use not in self._found:
            other = use.other_way()
            found, is_of_both_ways = self._found.get(other, _NOTHING) if other is not None else _NOTHING
            self._found[use] = (tuple(map(_travelling, found)), True) if is_of_both_ways else self._compare(use, sides)
        return self._found[use][0]

    def _compare(self, use: Use, sides: tuple[SchemaSide, SchemaSide]) -> tuple[tuple[Change, ...], bool]:
        traits = frozenset({"always-sent"} if use.always_sent else {"unreached"} if use is _UNREACHED else ())
        where = Where(role=use.role, owner=sides[1].entry.owner, location=use.location, traits=traits)
        ways = Ways()
        found = compare_fields(
            *sides, old_root=NAMED_ROOT, new_root=NAMED_ROOT, where=where, pairs=self._met, ways=ways
        )
        by = self._asked.get(sides[1].entry.owner)
        asked = compare_asked(*sides, by, where=where, pairs=self._met) if by else ()
        self._asking += asked
        return (*found, *(change for change, _ in asked)), not (asked or ways.differ)

    def _parts(self, old: Entry, new: Entry, sides: tuple[SchemaSide, SchemaSide]) -> Iterator[_Part]:
        """Yield what is to be told for which operations: of bodies the root apart from what lies below it.

        Whether a schema is the root of a body or lies deeper matters only to a change of its own root; then what
        refers to it is read.
        """
        flows = self._flows(old.owner, new.owner)
        if not flows and not self._reaches[0].flows(old.owner) and not self._reaches[1].flows(new.owner):
            yield _UNREACHED, "all", frozenset()
        for flow, use in BODIES.items():
            operations = flows.pop(flow, frozenset())
            if not operations:
                continue
            yield use, "below", operations
            if any(change.field is None for change in self._compared(use, sides)) or _travel_otherwise(sides):
                rooted = self._reaches[1].roots(new.owner).get(use, frozenset()) & operations
                yield from ((use, "root", rooted), (use.below(), "root", operations - rooted))
        if flows:
            known = frozenset().union(*flows.values())
            for use, operations in sorted(self._reaches[1].uses(new.owner).items()):
                if use.location not in _BODY_LOCATIONS:
                    yield use, "all", operations & known

    def _flows(self, old: Owner, new: Owner) -> dict[Usage, frozenset[Owner]]:
        """Return the operations that reached the old schema and reach the new one, by flow."""
        reached, reaches = self._reaches[0].flows(old), self._reaches[1].flows(new)
        if not reached or not reaches:
            return {}
        key = id(reached), id(reaches)
        if key not in self._still:
            before = frozenset[Owner]().union(*reached.values())
            still = {flow: self._kept(owners, before) for flow, owners in reaches.items()}
            self._still[key] = {flow: owners for flow, owners in still.items() if owners}
        return dict(self._still[key])

    def _kept(self, owners: frozenset[Owner], before: frozenset[Owner]) -> frozenset[Owner]:
        moved = owners & self._partners.keys()
        return (owners - moved) & before | {owner for owner in moved if self._partners[owner] in before}


def _travel_otherwise(sides: tuple[SchemaSide, SchemaSide]) -> bool:
    """Tell whether the roots differ in who may send them: that is said of what lies below a body, not of one."""
    one, other = (side.trees[NAMED_ROOT].fields[ROOT] for side in sides)
    return one.read_only is not other.read_only or one.write_only is not other.write_only


def _travelling(change: Change) -> Change:
    """Return what was found of a schema that is sent as found of it where it is received, or the other way round."""
    use = Use(change.role, change.location).other_way()
    return change if use is None else msgspec.structs.replace(change, role=use.role, location=use.location)


def _told(change: Change) -> str:
    """Return what makes two changes one that is told once: a root may be a body here and a property there."""
    sides = [[] if side is msgspec.UNSET else [side] for side in (change.before, change.after)]
    return canonical([change.kind, change.role, change.location, change.field, *sides, *sorted(change.traits)])


def _is_a_list_of_one(old: SchemaSide, new: SchemaSide) -> bool:
    """Tell whether a schema is a list on one side and something else on the other one."""
    types = [() if (root := side.root(NAMED_ROOT)) is None else root.field.type for side in (old, new)]
    return all(types) and ("array" in types[0]) is not ("array" in types[1])


def _loses_properties(changes: Iterable[Change]) -> bool:
    """Tell whether properties of a schema are gone, and none of them is known again under another name."""
    kinds = {change.kind for change in changes}
    return "field.removed" in kinds and "field.renamed" not in kinds


def _has_other_properties(old: SchemaSide, new: SchemaSide) -> bool:
    """Tell whether a schema declares none of the properties that it declared: it may be another one of that name."""
    roots = [root for side in (old, new) if (root := side.root(NAMED_ROOT)) is not None]
    names = [property_names(opened((root,))) for root in roots]
    return any(names) and not frozenset.intersection(*names)


def _is_of_other_values(change: Change) -> bool:
    """Tell whether a schema as a whole is of other values than it was."""
    return change.field is None and change.kind in _OTHER_VALUES


def _places(entry: Entry) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return where an entry refers to schemas: in what is sent or received, and by which path."""
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for field in referring(entry.facts):
        root, path = split(field.at)
        found[field.ref].add((parts(root)[0], but_joined(path)))
    return {name: frozenset(places) for name, places in found.items()}
