"""For which calls it matters that a property came to a named schema, or went: others declare it beside the schema.

`Car` joins `Vehicle` by allOf and declares `wheels` itself. If `Vehicle` loses `wheels`, `Car` keeps it: only what
`Vehicle` said of it is gone. `Redeclared.affected` returns the operations that know the property by the schema alone;
`Redeclared.declared_otherwise` yields where what is left of the property takes other values now.

Both sides of a comparison are asked the same way: `number` is 0 for the old side and 1 for the new one.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

from driftwatch.compare.match.digests import digest
from driftwatch.compare.schemas.named_pairs import NamedPairs
from driftwatch.compare.schemas.reach import Reach
from driftwatch.compare.schemas.views import Member, View, opened
from driftwatch.compare.trees import Known, Node, SchemaSide
from driftwatch.compare.values.parts import joined
from driftwatch.model.address import ROOT, escape
from driftwatch.model.change import Change
from driftwatch.model.facts import Field
from driftwatch.model.paths import PROPERTY, parent, split, steps
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.model.tree import usage_of

_MAX_REFERRERS: Final = 20
"""Of a schema to which more owners refer, nobody looks what each declares: schemas that are joined have few."""
_MAX_NESTING: Final = 5
"""Schemas that join each other in a row; beyond, all operations are taken to know the property."""
_DECLARING: Final = ("",)
"""In place of the paths at which an owner joins the schema, if it declares the property itself at all of them."""
_ON_THE_OTHER_SIDE: Final = {"field.removed": 1, "field.added": 0}
"""The side whose snapshot may state all the same what came or went, by kind of change."""
_OFFERED: Final = "field.all-of.offered"
"""The kind of change that names several fields that came."""


class _Side(NamedTuple):
    """One side of the comparison; what was found out of owners is kept, since it is asked for each property."""

    snapshot: Snapshot
    reach: Reach
    known: Known
    places: dict[tuple[Owner, str], list[tuple[str, str]]]
    """Where an owner refers to a schema, by the name of that: root and path."""
    members: dict[tuple[Owner, str, str], Mapping[str, Member]]
    """The properties at a root and path of an owner, or at what stands in its place."""


class _Asked(NamedTuple):
    """What is asked: which property, and whether it is sent or received."""

    name: str
    direction: str | None
    declaring: dict[tuple[Owner, str], None]
    """Found on the way: the owners that declare the property where they join a schema, with the name of that."""


class Redeclaration(NamedTuple):
    """A property that came to a schema, or went, where an owner that joins the schema declares it as well."""

    name: str
    sides: tuple[Member, Member]
    """All that is said of it there, old and new."""
    operations: frozenset[Owner]
    """The operations that reach it there, by their names of today."""


class Redeclared:
    """Answers, for a change of a named schema, which operations know the property by that schema alone."""

    def __init__(
        self,
        sides: tuple[Snapshot, Snapshot],
        reaches: tuple[Reach, Reach],
        known: tuple[Known, Known],
        met: NamedPairs,
        partners: Mapping[Owner, Owner],
    ) -> None:
        self._sides = tuple(_Side(*side, places={}, members={}) for side in zip(sides, reaches, known, strict=True))
        self._met = met
        self._partners = partners

    def side_of(self, change: Change) -> int | None:
        """Return which side may state all the same what came or went; None for other changes.

        So it is with a property of the schema itself, and not with what is below one.
        """
        path = steps(change.field) if change.field else ()
        is_own = len(path) == 1 and path[0].keyword == PROPERTY
        return _ON_THE_OTHER_SIDE.get(change.kind) if is_own else None

    def affected(self, schema: Owner, change: Change, side: int) -> frozenset[Owner] | None:
        """Return the operations that know a property by the schema alone; None when all do, or nobody looked."""
        asked = _Asked(steps(change.field or "")[0].label, change.direction, {})
        return self._affected(schema, asked, side, frozenset((schema,)))

    def declared_otherwise(self, pair: tuple[Owner, Owner], change: Change) -> Iterator[Redeclaration]:
        """Yield where a property that came or went with a schema is declared beside it, and takes other values now."""
        side = 0 if change.kind == _OFFERED and change.field is None else self.side_of(change)
        if side is None:
            return
        names = map(escape, change.after) if isinstance(change.after, list) else (steps(change.field)[0].label,)
        for name in names:
            asked = _Asked(name, change.direction, {})
            self._affected(pair[side], asked, side, frozenset((pair[side],)))
            for owner, joins in asked.declaring:
                for members in self._at(owner, joins, pair, asked, side):
                    yield Redeclaration(name, members, self._reached(owner, asked, side))

    def _reached(self, owner: Owner, asked: _Asked, number: int) -> frozenset[Owner]:
        """Return the operations that reach an owner, by their names of today."""
        known = frozenset(chain.from_iterable(self._flows(owner, asked, number)))
        return known if number else frozenset(now for each in known if (now := self._twin(each, number)) is not None)

    def _flows(self, owner: Owner, asked: _Asked, number: int) -> tuple[Iterable[Owner], ...]:
        """Return the operations that an owner is, or that reach it the way that is asked about."""
        if owner.kind != "schema":
            return ((owner,),)
        flows = self._sides[number].reach.flows(owner).items()
        return tuple(owners for flow, owners in flows if _fits(flow, asked.direction))

    def _at(
        self, owner: Owner, joins: str, pair: tuple[Owner, Owner], asked: _Asked, number: int
    ) -> Iterator[tuple[Member, Member]]:
        """Yield what an owner says of a property where it joins a schema, on both sides, if that is not the same."""
        here, there = self._sides[number], self._sides[1 - number]
        twin = self._twin(owner, number)
        for root, path in here.places[owner, joins]:
            if twin is None or not _travels(root, asked.direction):
                continue
            holder = _holder(path)
            one = _members(owner, root, holder, here).get(asked.name)
            other = _members(twin, root, holder, there).get(asked.name)
            if one is not None and other is not None:
                sides = self._with_and_without(pair, (one, other), owner, number)
                if sides is not None and not self._is_same(*sides):
                    yield sides

    def _with_and_without(
        self, pair: tuple[Owner, Owner], members: tuple[Member, Member], owner: Owner, number: int
    ) -> tuple[Member, Member] | None:
        """Return a property with all that stays of it, and what went or came; None where that is told elsewhere.

        What else changed of it is left out: it is told where that stands.
        """
        here, there = members
        owners = {self._twin(_owner(node), 1 - number) for node in there.nodes}
        kept = tuple(node for node in here.nodes if _owner(node) in owners)
        lost = [node for node in there.nodes if _owner(node) == pair[1 - number]]
        fresh = [node for node in here.nodes if _owner(node) not in owners]
        # What moved is told once: by whoever holds it, or by what it went from.
        if not lost or (fresh and (number == 0 or any(_owner(node) == owner for node in fresh))):
            return None
        said = Member((*lost, *kept), there.required or here.required)
        return (said, here) if number else (here, said)

    def _is_same(self, old: Member, new: Member) -> bool:
        """Tell whether a property takes the same values on both sides, and is as required."""
        if old.required != new.required:
            return False
        if {digest(node) for node in old.nodes} == {digest(node) for node in new.nodes}:
            return True
        return self._met.verdicts.same(joined(old.nodes), joined(new.nodes))

    def _twin(self, owner: Owner, number: int) -> Owner | None:
        """Return what an owner of one side is on the other one, be it by another name."""
        if owner in self._sides[1 - number].snapshot.entries:
            return owner
        return self._twins[number].get(owner)

    @cached_property
    def _twins(self) -> tuple[Mapping[Owner, Owner], Mapping[Owner, Owner]]:
        """Owners that have another name on the other side: today's by that of before, and the reverse."""
        known = [*self._met.pairs, *((old, new) for new, old in self._partners.items())]
        return {old: new for old, new in known if old != new}, {new: old for old, new in known if old != new}

    def _is_alone(self, owner: Owner, number: int) -> bool:
        """Tell whether a named schema is on one side only, under whichever name: what it lacks it never had."""
        if owner.kind != "schema" or owner in self._sides[1 - number].snapshot.entries:
            return False
        return owner not in self._paired[number]

    @cached_property
    def _paired(self) -> tuple[frozenset[Owner], frozenset[Owner]]:
        """The schemas of either side that belong together with one of the other: it is asked when all pairs are met."""
        entries = [one.snapshot.entries for one in self._sides]
        pairs = [(old, new) for old, new in self._met.pairs if old in entries[0] and new in entries[1]]
        return frozenset(old for old, _ in pairs), frozenset(new for _, new in pairs)

    def _stood_in_for(self, owner: Owner, schema: Owner, number: int, *, is_joined: bool) -> frozenset[Owner]:
        """Return the calls that reach a schema by what one side alone has, and refer to it itself on the other one.

        Where it holds the schema as it is (not `is_joined` to it), it is enough that they reach it there.
        """
        reach, twin = self._sides[1 - number].reach, self._twin(schema, number) or schema
        there = frozenset(reach.referrers(twin) if is_joined else chain.from_iterable(reach.flows(twin).values()))
        known = frozenset[Owner]().union(*self._sides[number].reach.flows(owner).values())
        return frozenset(each for each in known if self._twin(each, number) in there)

    def _affected(self, schema: Owner, asked: _Asked, number: int, above: frozenset[Owner]) -> frozenset[Owner] | None:
        """Return the operations; None when all that reach the schema do: then nobody puts the set of them together."""
        side = self._sides[number]
        reach = side.reach
        referrers = reach.referrers(schema)
        if len(referrers) > _MAX_REFERRERS or len(above) > _MAX_NESTING:
            return None
        parts: list[Iterable[Owner]] = []
        is_whole = True
        for owner in referrers:
            if not _refers_that_way(owner, schema, asked, side):
                continue
            inner = self._by_referrer(owner, schema, asked, number, above)
            is_whole = is_whole and inner is None
            parts += self._flows(owner, asked, number) if inner is None else (inner,)
        return None if is_whole else frozenset(chain.from_iterable(parts))

    def _by_referrer(
        self, owner: Owner, schema: Owner, asked: _Asked, number: int, above: frozenset[Owner]
    ) -> frozenset[Owner] | None:
        """Return the operations that know the property by what one owner refers to; None for all that reach it."""
        holders = _holders(owner, schema, asked, self._sides[number])
        is_declared = holders is _DECLARING
        if self._is_alone(owner, number):
            if is_declared:
                return frozenset()
            return self._stood_in_for(owner, schema, number, is_joined=bool(holders))
        if is_declared:
            asked.declaring[owner, schema.name] = None
            return frozenset()
        if owner.kind == "schema" and owner not in above and set(holders) == {ROOT}:
            return self._affected(owner, asked, number, above | {owner})
        return None


def _refers_that_way(owner: Owner, schema: Owner, asked: _Asked, side: _Side) -> bool:
    """Tell whether an owner may refer to a schema the way that is asked about: a call may send it and get another."""
    references = side.snapshot.entries[owner].references
    return owner.kind == "schema" or any(
        one.schema == schema.name and _fits(one.usage, asked.direction) for one in references
    )


def _holders(owner: Owner, schema: Owner, asked: _Asked, side: _Side) -> tuple[str, ...]:
    """Return the paths of an owner to which a schema is joined everywhere, _DECLARING where they hold the property."""
    if not side.snapshot.entries[owner].joins:
        return ()
    places = side.places.get((owner, schema.name))
    if places is None:
        fields = (fact for fact in side.snapshot.entries[owner].facts if isinstance(fact, Field))
        places = [split(field.at) for field in fields if field.ref == schema.name]
        side.places[owner, schema.name] = places
    if owner.kind == "operation":
        # What a request holds bare, a response may join to something else.
        places = [place for place in places if _travels(place[0], asked.direction)] or places
    if not places or not all(_is_joined(path) for _, path in places):
        return ()
    if all(_declares(_members(owner, root, _holder(path), side), asked.name) for root, path in places):
        return _DECLARING
    return tuple(_holder(path) for _, path in places)


def _travels(root: str, direction: str | None) -> bool:
    """Tell whether what stands at a root is sent, or received, as is asked."""
    return _fits(usage_of(root, inbound=False), direction)


def _fits(usage: str, direction: str | None) -> bool:
    return (
        direction is None
        or usage == "either"
        or ("request" if usage in {"request", "parameter"} else "response") == direction
    )


def _is_joined(path: str) -> bool:
    known = steps(path)
    return bool(known) and known[-1].keyword == "allOf"


def _holder(path: str) -> str:
    """Return the path of the schema that joins what stands at a path by allOf."""
    while _is_joined(path):
        path = parent(path)
    return path


def _declares(members: Mapping[str, Member], name: str) -> bool:
    return name in members and bool(members[name].nodes)


def _members(owner: Owner, root: str, path: str, side: _Side) -> Mapping[str, Member]:
    """Return the properties that an owner declares at a path, be it by what it joins there."""
    found = side.members.get((owner, root, path))
    if found is None:
        tree = SchemaSide(side.snapshot.entries[owner], side.snapshot, known=side.known).trees.get(root)
        nodes = (Node(tree, path),) if tree is not None and path in tree.fields else ()
        found = side.members[owner, root, path] = View(opened(nodes), singles=False).members
    return found


def _owner(node: Node) -> Owner:
    return node.tree.side.entry.owner
