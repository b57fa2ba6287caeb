"""The fields of an owner by the names on the way to them, whatever branches and references they stand in."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Final, TypeAlias

from driftwatch.compare.covering import without_branches
from driftwatch.compare.schemas.demands import MOST_JOINED
from driftwatch.compare.trees import Node, SchemaSide, Tree
from driftwatch.model.address import ROOT
from driftwatch.model.paths import cut, steps
from driftwatch.model.tree import COMPOSITIONS, closure

Place: TypeAlias = tuple[str, ...]
"""The address of a root, and the names on the way from there, whatever the branches."""
Nodes: TypeAlias = Mapping[Place, list[Node]]
_DEMANDED_BESIDE: Final = frozenset(("then", "else", "dependentSchemas"))
"""Keywords below which more is demanded of what they hang on."""


class FieldsOfVersions:
    """The fields of two versions of an owner by place; each view of them is made when it is first asked for.

    Args:
        old: the fields as they were.
        new: the fields as they are.
        old_today: the old ones, where what they refer to by name is as the new snapshot has it: how that changed is
            told there.
        new_before: the new ones, where it is as the old snapshot had it.
    """

    def __init__(
        self,
        *,
        old: Callable[[], Nodes],
        new: Callable[[], Nodes],
        old_today: Callable[[], Nodes],
        new_before: Callable[[], Nodes],
    ) -> None:
        self._make_old, self._make_new = old, new
        self._make_old_today, self._make_new_before = old_today, new_before

    @cached_property
    def old(self) -> Nodes:
        """The fields as they were."""
        return self._make_old()

    @cached_property
    def new(self) -> Nodes:
        """The fields as they are."""
        return self._make_new()

    @cached_property
    def old_today(self) -> Nodes:
        """The old ones, where names mean what they mean today."""
        return self._make_old_today()

    @cached_property
    def new_before(self) -> Nodes:
        """The new ones, where names mean what they meant before."""
        return self._make_new_before()

    def at(self, place: Place) -> Iterator[tuple[list[Node], list[Node]]]:
        """Yield the fields of a place, old and new: as they are, and with all names meaning what one side means."""
        yield reached(self.old, place), reached(self.new, place)
        yield reached(self.old_today, place), reached(self.new, place)
        yield reached(self.old, place), reached(self.new_before, place)

    def with_what_always_holds(self, place: Place) -> Iterator[tuple[list[Node], list[Node]]]:
        """Yield the fields of a place below a condition, old and new, with what is said of them without it."""
        always = tuple(name for name in place if steps(name)[0].keyword not in _DEMANDED_BESIDE)
        if always != place:
            olds, news = ([*reached(nodes, place), *reached(nodes, always)] for nodes in (self.old, self.new))
            yield olds, news


def by_name(side: SchemaSide) -> Nodes:
    """Sort the nodes of an owner by name; what it joins with allOf is followed to the named schema."""
    found: defaultdict[Place, list[Node]] = defaultdict(list)
    waiting: deque[tuple[Place, Tree]] = deque(((root,), tree) for root, tree in side.trees.items())
    seen: set[tuple[Place, int]] = set()
    own = tuple(side.trees.values())
    while waiting and len(seen) < MOST_JOINED:
        above, tree = waiting.popleft()
        if (above, id(tree)) in seen:
            continue
        seen.add((above, id(tree)))
        for path in tree.fields:
            node = Node(tree, path)
            at = (*above, *without_branches(path))
            if path != ROOT or tree in own:  # what is joined there as a whole is part of what it is joined to
                found[at].append(node)
            target = node.target() if node.path != ROOT and cut(node.path)[1].keyword == "allOf" else None
            if target is not None:
                waiting.append((at, target.tree))
    return found


def reached(nodes: Nodes, place: Place) -> list[Node]:
    """Return the fields of a place; where a version has a reference above it, those that the reference leads to."""
    found = nodes.get(place)
    return found or [] if found is not None or len(place) == 1 else offered(nodes, place)


def offered(nodes: Nodes, place: Place) -> list[Node]:
    """Return the fields of a place in all alternatives of what it hangs on, be they written out or referred to."""
    above = closure(reached(nodes, place[:-1]), through=COMPOSITIONS, most=MOST_JOINED)
    return [
        under
        for node in above
        if isinstance(node, Node)
        for step, under in node.children()
        if step.text == place[-1] and step.keyword not in COMPOSITIONS
    ]
