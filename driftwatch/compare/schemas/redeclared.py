"""Where what joins a named schema declares a property itself: there it changes nothing that the schema does so, too."""

from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

from driftwatch.compare.schemas.reach import Reach
from driftwatch.compare.schemas.views import View, opened
from driftwatch.compare.trees import Known, Node, SchemaSide
from driftwatch.model.address import ROOT
from driftwatch.model.change import Change
from driftwatch.model.facts import Field
from driftwatch.model.paths import PROPERTY, parent, split, steps
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.model.tree import usage_of

_MAX_REFERRERS: Final = 20
"""Owners that refer to one schema, beyond which nobody looks what they declare: what is joined has few."""
_MAX_NESTING: Final = 5
_DECLARING: Final = ("",)
"""Stands for the paths of an owner that holds the property itself, wherever it joins the schema."""
_ON_THE_OTHER_SIDE: Final = {"field.removed": 1, "field.added": 0}
"""Kinds of change, with the snapshot that may state all the same what one of them came or went."""


class _Side(NamedTuple):
    """One side of the comparison; what was found out of owners is kept, since it is asked for each property."""

    snapshot: Snapshot
    reach: Reach
    known: Known
    places: dict[tuple[Owner, str], list[tuple[str, str]]]
    """Where an owner refers to a schema, by the name of that: root and path."""
    declared: dict[tuple[Owner, str, str], frozenset[str]]
    """The properties that are declared at a root and path of an owner, or at what stands in its place."""


class _Asked(NamedTuple):
    """Which property it is about, and which way it travels."""

    name: str
    direction: str | None


class Redeclared:
    """Finds out for which operations it matters what a named schema declares, on both sides."""

    def __init__(
        self,
        sides: tuple[Snapshot, Snapshot],
        reaches: tuple[Reach, Reach],
        known: tuple[Known, Known],
        met: dict[tuple[Owner, Owner], None],
    ) -> None:
        self._sides = tuple(_Side(*side, places={}, declared={}) for side in zip(sides, reaches, known, strict=True))
        self._met = met

    def side_of(self, change: Change) -> int | None:
        """Return which snapshot may state otherwise what a change tells: 0 the old one, 1 the new one; else None."""
        path = steps(change.field) if change.field else ()
        is_own = len(path) == 1 and path[0].keyword == PROPERTY
        return _ON_THE_OTHER_SIDE.get(change.kind) if is_own else None

    def affected(self, schema: Owner, change: Change, side: int) -> frozenset[Owner] | None:
        """Return the operations that know a property by the schema alone; None when all do, or nobody looked."""
        asked = _Asked(steps(change.field or "")[0].label, change.direction)
        return self._affected(schema, asked, side, frozenset((schema,)))

    def _is_alone(self, owner: Owner, number: int) -> bool:
        """Tell whether a named schema is on one side only, under whichever name: what it lacks it never had."""
        if owner.kind != "schema" or owner in self._sides[1 - number].snapshot.entries:
            return False
        return owner not in self._paired[number]

    @cached_property
    def _paired(self) -> tuple[frozenset[Owner], frozenset[Owner]]:
        """The schemas of either side that belong together with one of the other: it is asked when all pairs are met."""
        entries = [one.snapshot.entries for one in self._sides]
        pairs = [(old, new) for old, new in self._met if old in entries[0] and new in entries[1]]
        return frozenset(old for old, _ in pairs), frozenset(new for _, new in pairs)

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
            is_alone = self._is_alone(owner, number)
            holders = () if is_alone else _holders(owner, schema, asked, side)
            inner: frozenset[Owner] | None = frozenset() if is_alone or holders is _DECLARING else None
            if holders and owner.kind == "schema" and owner not in above and set(holders) == {ROOT}:
                inner = self._affected(owner, asked, number, above | {owner})
            is_whole = is_whole and inner is None
            all_of_it = (*reach.flows(owner).values(),) if owner.kind == "schema" else ((owner,),)
            parts += all_of_it if inner is None else (inner,)
        return None if is_whole else frozenset(chain.from_iterable(parts))


def _holders(owner: Owner, schema: Owner, asked: _Asked, side: _Side) -> tuple[str, ...]:
    """Return the paths of an owner to which a schema is joined everywhere, _DECLARING where they hold the property."""
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
    if all(asked.name in _declared(owner, root, _holder(path), side) for root, path in places):
        return _DECLARING
    return tuple(_holder(path) for _, path in places)


def _travels(root: str, direction: str | None) -> bool:
    usage = usage_of(root, inbound=False)
    return (
        direction is None
        or usage == "either"
        or ("request" if usage in {"request", "parameter"} else "response") == direction
    )


def _is_joined(path: str) -> bool:
    known = steps(path)
    return bool(known) and known[-1].keyword == "allOf"


def _holder(path: str) -> str:
    while _is_joined(path):
        path = parent(path)
    return path


def _declared(owner: Owner, root: str, path: str, side: _Side) -> frozenset[str]:
    """Name the properties that an owner declares at a path, be it by what it joins there."""
    found = side.declared.get((owner, root, path))
    if found is None:
        tree = SchemaSide(side.snapshot.entries[owner], side.snapshot, known=side.known).trees[root]
        members = View(opened((Node(tree, path),)), singles=False).members
        found = side.declared[owner, root, path] = frozenset(name for name, one in members.items() if one.nodes)
    return found
