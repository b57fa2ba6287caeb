"""Values that a named list lost or gained, and that an alternative beside it takes all the same: nothing changed there.

Who may send any text, or one of the texts that are listed, may send a text that left the list.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import Final

from driftwatch.compare.match.digests import settled, stated_keywords
from driftwatch.compare.schemas.reach import Reach
from driftwatch.compare.trees import Known, Node, SchemaSide
from driftwatch.compare.values.lists import values_of_branch, values_of_union
from driftwatch.model.change import Change
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import parent, steps
from driftwatch.model.snapshot import Owner, Snapshot

_GROUPS: Final = ("oneOf", "anyOf")
_MAX_REFERRERS: Final = 20
"""Owners that refer to one list, beyond which nobody looks what stands beside it."""
_MAX_BRANCHES: Final = 40
_ON_THE_OTHER_SIDE: Final = {"field.enum.value-removed": 1, "field.enum.value-added": 0}
"""Kinds of change, with the snapshot of which something beside the list may take the values: 0 the old one, 1 the new
one."""


class ListAlternatives:
    """Finds out for which operations it matters which values a named list has, on both sides."""

    def __init__(
        self, sides: tuple[Snapshot, Snapshot], reaches: tuple[Reach, Reach], known: tuple[Known, Known]
    ) -> None:
        self._sides, self._reaches, self._known = sides, reaches, known
        self._places: dict[tuple[Owner, int], Mapping[str, list[Node]]] = {}

    def side_of(self, change: Change) -> int | None:
        """Return which snapshot may take the values of a change all the same; None where no other can."""
        return _ON_THE_OTHER_SIDE.get(change.kind) if change.field is None else None

    def affected(self, schema: Owner, change: Change, side: int) -> frozenset[Owner] | None:
        """Return the operations that know the values by the list alone; None when all do, or nobody looked."""
        reach = self._reaches[side]
        referrers = reach.referrers(schema)
        said = change.before if side else change.after
        if len(referrers) > _MAX_REFERRERS or not isinstance(said, list):
            return None
        values = [canonical(value) for value in said]
        left = [owner for owner in referrers if not self._takes(owner, schema.name, values, side)]
        if len(left) == len(referrers):
            return None
        flows = ((reach.flows(owner).values() if owner.kind == "schema" else ((owner,),)) for owner in left)
        return frozenset(chain.from_iterable(chain.from_iterable(flows)))

    def _takes(self, owner: Owner, name: str, values: Collection[str], side: int) -> bool:
        """Tell whether an owner offers something beside the list that takes the values, wherever it refers to it."""
        places = self._places_of(owner, side).get(name, ())
        return bool(places) and all(_is_taken(values, _beside(place)) for place in places)

    def _places_of(self, owner: Owner, side: int) -> Mapping[str, list[Node]]:
        """Return where an owner refers to named schemas, by their names: many lists may be of one owner."""
        known = self._places.get((owner, side))
        if known is None:
            snapshot, found = self._sides[side], dict[str, list[Node]]()
            trees = SchemaSide(snapshot.entries[owner], snapshot, known=self._known[side]).trees
            for tree in trees.values():
                for path, field in tree.fields.items():
                    if field.ref:
                        found.setdefault(field.ref, []).append(Node(tree, path))
            known = self._places[owner, side] = found
        return known


def _beside(node: Node) -> list[Node]:
    """Return the alternatives beside one; none where it is none, or there are too many."""
    path = steps(node.path)
    if not path or path[-1].keyword not in _GROUPS:
        return []
    offered = Node(node.tree, parent(node.path)).below(path[-1].keyword)
    return [one for _, one in offered if one.path != node.path] if len(offered) <= _MAX_BRANCHES else []


def _is_taken(values: Collection[str], alternatives: Iterable[Node]) -> bool:
    taken: set[str] = set()
    for one in map(settled, alternatives):
        if stated_keywords(one) == {"type": ("string",)} and not one.keywords:
            taken |= {value for value in values if value.startswith('"')}
        taken |= {canonical(value) for value in _listed(one)}
    return taken.issuperset(values)


def _listed(node: Node) -> tuple[Json, ...]:
    return values_of_branch(node) or values_of_union(node) or ()
