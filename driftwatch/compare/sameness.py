"""What is only written otherwise: schemas that take the same values, be they spelled another way."""

from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Final, TypeAlias

from driftwatch.compare.covering import Gap, without_branches
from driftwatch.compare.digests import digest, stated_keywords
from driftwatch.compare.reach import Reach
from driftwatch.compare.schemas import NamedPairs
from driftwatch.compare.trees import Known, Node, SchemaSide, Tree
from driftwatch.compare.values.parts import joined
from driftwatch.model.address import ROOT
from driftwatch.model.json_values import canonical
from driftwatch.model.paths import cut, split, steps
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.tree import COMPOSITIONS

_MOST_JOINED: Final = 200
"""Schemas that are looked into for one owner."""
_BESIDE_VALUES: Final = frozenset(
    ("default", "deprecated", "sunset", "stability", "read_only", "write_only", "extensible_enum", "format")
)
"""Attributes of a field that say something else than which values it takes."""


class Sameness:
    """Tells what is only written otherwise from what differs: schemas that take the same values.

    Args:
        old: the snapshot before.
        new: the snapshot after.
        named: the named schemas that comparing held against each other, and how schemas relate.
    """

    def __init__(self, old: Snapshot, new: Snapshot, named: NamedPairs) -> None:
        self._snapshots = old, new
        self._known = Known(), Known()
        self._reach = Reach(old), Reach(new)
        self._named = named
        self._nodes: dict[tuple[Owner, Owner], tuple[_Nodes, _Nodes]] = {}

    def is_compared(self, old: Entry, new: Entry) -> bool:
        """Tell whether two versions of an owner are held against each other.

        What operations do not use any longer, or use newly, is told where they use another schema.
        """
        if new.owner.kind != "schema":
            return True
        reached, reaches = (reach.flows(one.owner) for reach, one in zip(self._reach, (old, new), strict=True))
        return any(reached.values()) == any(reaches.values())

    def holds(self, old: Entry, new: Entry, gap: Gap) -> bool:
        """Tell whether a field, or any that it hangs on, takes the values that it took."""
        root, path = split(gap.at)
        names = without_branches(path)
        sides = self._sides(old, new)
        by_values = gap.attribute not in _BESIDE_VALUES
        # That a field is required is a demand of what it hangs on.
        first = len(names) - (gap.attribute == "required")
        places = ((root, *names[:depth]) for depth in range(first, -1, -1))
        return any(self._are_same(*(side.get(place, []) for side in sides), by_values=by_values) for place in places)

    def _sides(self, old: Entry, new: Entry) -> "tuple[_Nodes, _Nodes]":
        key = old.owner, new.owner
        if key not in self._nodes:
            sides = zip((old, new), self._snapshots, self._known, strict=True)
            one, other = (_by_name(SchemaSide(entry, snapshot, known=known)) for entry, snapshot, known in sides)
            self._nodes[key] = one, other
        return self._nodes[key]

    def _are_same(self, ones: list[Node], others: list[Node], *, by_values: bool) -> bool:
        if not ones or not others:
            return False
        if set(map(digest, ones)) == set(map(digest, others)) or self._refer_to_pairs(ones, others):
            return True
        if not by_values:
            return False
        ones, others = (list(filter(_holds_for_all, side)) for side in (ones, others))
        return bool(ones and others) and self._named.verdicts.same(joined(ones), joined(others))

    def _refer_to_pairs(self, ones: list[Node], others: list[Node]) -> bool:
        """Tell whether what differs are names of schemas that were held against each other: it is told in those."""
        bare = [{_content(node) for node in side if not node.field.ref} for side in (ones, others)]
        olds, news = (
            {node.tree.side.owner_named(node.field.ref) for node in side if node.field.ref} for side in (ones, others)
        )
        renamed = [pair for pair in self._named.pairs if pair[0] in olds - news and pair[1] in news - olds]
        gone, come = {old for old, _ in renamed}, {new for _, new in renamed}
        return bool(renamed) and bare[0] == bare[1] and gone == olds - news and come == news - olds


def _content(node: Node) -> object:
    """Return what tells a node apart; where branches hang on it, without those: they stand at the same place."""
    return digest(node) if COMPOSITIONS.isdisjoint(node.keywords) else canonical(stated_keywords(node))


_Nodes: TypeAlias = Mapping[tuple[str, ...], list[Node]]
"""The nodes of an owner by the address of their root and the names on the way to them, whatever the branches."""


def _by_name(side: SchemaSide) -> _Nodes:
    """Sort the nodes of an owner by name; what it joins with allOf is followed to the named schema."""
    found: defaultdict[tuple[str, ...], list[Node]] = defaultdict(list)
    waiting: deque[tuple[tuple[str, ...], Tree]] = deque(((root,), tree) for root, tree in side.trees.items())
    seen: set[tuple[tuple[str, ...], int]] = set()
    while waiting and len(seen) < _MOST_JOINED:
        above, tree = waiting.popleft()
        if (above, id(tree)) in seen:
            continue
        seen.add((above, id(tree)))
        for path in tree.fields:
            node = Node(tree, path)
            at = (*above, *without_branches(path))
            found[at].append(node)
            target = node.target() if node.path != ROOT and cut(node.path)[1].keyword == "allOf" else None
            if target is not None:
                waiting.append((at, target.tree))
    return found


def _holds_for_all(node: Node) -> bool:
    """Tell whether a node speaks of each value that stands at its place: it is no branch of a choice, nor below one."""
    return all(step.keyword not in COMPOSITIONS or step.keyword == "allOf" for step in steps(node.path))
