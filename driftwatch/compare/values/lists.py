"""Lists of values that are written as unions: a oneOf of constants is an enum with a remark on each value."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import UNSET, UnsetType

from driftwatch.compare.digests import stated_keywords, unwrapped
from driftwatch.compare.trees import Node
from driftwatch.model.json_values import Json, canonical, json_set

_GROUPS: Final = frozenset(("oneOf", "anyOf"))
_LISTING: Final = frozenset(("type", "enum", "const"))


def values_of_union(node: Node) -> tuple[Json, ...] | None:
    """Return the values that the union of a node lists, one or more in each branch; None when it is no such union."""
    if _GROUPS.isdisjoint(node.keywords):
        return None
    known = node.tree.lists
    if node.path not in known:
        known[node.path] = _listed(_branches(node))
    return known[node.path]


def _listed(branches: Iterable[Node]) -> tuple[Json, ...] | None:
    found: list[Json] = []
    for branch in branches:
        values = values_of_branch(branch)
        if not values:
            return None
        found += values
    return json_set(found) if found else None


def values_of_branch(branch: Node) -> tuple[Json, ...]:
    """Return the values that a branch lists and is nothing else than, none where it is more than a list."""
    field = branch.field
    listed = field.enum is UNSET is not field.const or field.const is UNSET is not field.enum
    if branch.keywords or not listed or not stated_keywords(branch).keys() <= _LISTING:
        return ()
    return (field.const,) if isinstance(field.enum, UnsetType) else field.enum


def list_the_same(one: Node, other: Node) -> bool:
    """Tell whether the unions of two nodes list the same values, or neither lists any."""
    listed, lists = values_of_union(one), values_of_union(other)
    return listed is lists or (listed is not None is not lists and canonical(listed) == canonical(lists))


def types_of_union(node: Node) -> frozenset[str]:
    """Return the types that the branches of such a union state; none when one of them states none."""
    if _GROUPS.isdisjoint(node.keywords) or values_of_union(node) is None:
        return frozenset()
    types = [branch.field.type for branch in _branches(node)]
    return frozenset(name for stated in types for name in stated) if all(types) else frozenset()


def _branches(node: Node) -> Iterator[Node]:
    """Yield the branches of the only union of a node; none when there are several or one branch alone."""
    groups = [group for keyword in sorted(_GROUPS) if (group := node.below(keyword))]
    return (unwrapped(branch) for _, branch in groups[0]) if len(groups) == 1 else iter(())
