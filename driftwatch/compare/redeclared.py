"""Where what joins a named schema declares a property itself: there it changes nothing that the schema does so, too."""

from typing import Final, TypeAlias

from driftwatch.compare.reach import Reach
from driftwatch.compare.trees import Known, Node, SchemaSide
from driftwatch.compare.views import View, opened
from driftwatch.model.address import ROOT
from driftwatch.model.change import Change
from driftwatch.model.facts import Field
from driftwatch.model.paths import PROPERTY, parent, split, steps
from driftwatch.model.snapshot import Owner, Snapshot

_MAX_REFERRERS: Final = 20
"""Owners that refer to one schema, beyond which nobody looks what they declare: what is joined has few."""
_MAX_NESTING: Final = 5
_ON_THE_OTHER_SIDE: Final = {"field.removed": 1, "field.added": 0}
"""Kinds of change, with the snapshot that may state all the same what one of them came or went."""


_Side: TypeAlias = tuple[Snapshot, Reach, Known]


class Redeclared:
    """Finds out for which operations it matters what a named schema declares, on both sides."""

    def __init__(
        self, sides: tuple[Snapshot, Snapshot], reaches: tuple[Reach, Reach], known: tuple[Known, Known]
    ) -> None:
        self._sides = tuple(zip(sides, reaches, known, strict=True))

    def side_of(self, change: Change) -> int | None:
        """Return which snapshot may state otherwise what a change tells: 0 the old one, 1 the new one; else None."""
        path = steps(change.field) if change.field else ()
        is_own = len(path) == 1 and path[0].keyword == PROPERTY
        return _ON_THE_OTHER_SIDE.get(change.kind) if is_own else None

    def affected(self, schema: Owner, change: Change, side: int) -> frozenset[Owner] | None:
        """Return the operations that know a property by the schema alone; None when nobody looked."""
        if len(self._sides[side][1].referrers(schema)) > _MAX_REFERRERS:
            return None
        return self._affected(schema, steps(change.field or "")[0].label, self._sides[side], frozenset((schema,)))

    def _affected(self, schema: Owner, name: str, side: _Side, above: frozenset[Owner]) -> frozenset[Owner]:
        snapshot, reach, known = side
        referrers = reach.referrers(schema)
        if len(referrers) > _MAX_REFERRERS or len(above) > _MAX_NESTING:
            return frozenset().union(*reach.flows(schema).values())
        found: set[Owner] = set()
        for owner in referrers:
            entry = snapshot.entries[owner]
            places = [split(fact.at) for fact in entry.facts if isinstance(fact, Field) and fact.ref == schema.name]
            joined = bool(places) and all(_is_joined(path) for _, path in places)
            trees = SchemaSide(entry, snapshot, known=known).trees if joined else {}
            if joined and all(_holds(Node(trees[root], _holder(path)), name) for root, path in places):
                continue
            if owner.kind != "schema":
                found.add(owner)
            elif joined and owner not in above and all(_holder(path) == ROOT for _, path in places):
                found |= self._affected(owner, name, side, above | {owner})
            else:
                found = found.union(*reach.flows(owner).values())
        return frozenset(found)


def _is_joined(path: str) -> bool:
    known = steps(path)
    return bool(known) and known[-1].keyword == "allOf"


def _holder(path: str) -> str:
    while _is_joined(path):
        path = parent(path)
    return path


def _holds(node: Node, name: str) -> bool:
    member = View(opened((node,)), singles=False).members.get(name)
    return member is not None and bool(member.nodes)
