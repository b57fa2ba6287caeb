"""Lists of values that are written as unions: a oneOf of constants is an enum with a remark on each value."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import UNSET, UnsetType

from driftwatch.compare.match.digests import Branch, stated_keywords, unwrapped
from driftwatch.compare.trees import Node
from driftwatch.model.json_values import Json, canonical, json_set
from driftwatch.model.paths import Step

_GROUPS: Final = frozenset(("oneOf", "anyOf"))
SAID_OF_VALUES: Final = ("value_names", "value_remarks")
"""Attributes that say something of each value: the branches of a union may say it one by one."""
_TELLING_APART: Final = frozenset(("type", "discriminator", "mapping", "default_mapping"))
_LISTING: Final = frozenset(("type", "enum", "const", "nullable", *SAID_OF_VALUES))


def values_of_union(node: Node) -> tuple[Json, ...] | None:
    """Return the values that the union of a node lists, one or more in each branch; None when it is no such union."""
    if _GROUPS.isdisjoint(node.keywords):
        return None
    known = node.tree.lists
    if node.path not in known:
        known[node.path] = _listed(_branches(node))
    return known[node.path]


def but_nested(branches: list[Branch], keyword: str) -> list[Branch]:
    """Return alternatives with those of one that only offers further ones in its place.

    That of a oneOf inside a oneOf just one must fit by itself is meant by nobody.
    """
    if not any(_only_offers(branch, keyword) for _, branch in branches):
        return branches
    found: list[Branch] = []
    waiting = branches[::-1]
    while waiting:
        step, branch = waiting.pop()
        if _only_offers(branch, keyword):
            inner = ((below.label, step.text + below.text, one) for below, one in branch.below(keyword))
            waiting += [(Step(keyword, label, text), one) for label, text, one in inner][::-1]
        else:
            found.append((step, branch))
    return found


def _only_offers(branch: Node, keyword: str) -> bool:
    # Most branches are told by what hangs on them: of a long union no more is asked of each.
    return branch.keywords == {keyword} and offers_only(branch, keyword) and not stated_keywords(branch)


def offers_only(node: Node, keyword: str) -> bool:
    """Tell whether a schema is nothing but alternatives, be it of one type; what lists values is a list of them.

    What it says of how they are known offers no others.
    """
    if node.keywords != {keyword} or len(node.below(keyword)) < 2:  # noqa: PLR2004 - one branch is no group
        return False
    return stated_keywords(node).keys() <= _TELLING_APART and values_of_union(node) is None


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
    if branch.keywords or not stated_keywords(branch).keys() <= _LISTING:
        return ()
    return listed_by_branch(branch)


def listed_by_branch(branch: Node) -> tuple[Json, ...]:
    """Return the values that a branch lists itself, whatever it demands of them besides."""
    enum, const = branch.field.enum, branch.field.const
    if isinstance(enum, UnsetType):
        return () if isinstance(const, UnsetType) else (const,)
    return enum if const is UNSET else ()


def list_the_same(one: Node, other: Node) -> bool:
    """Tell whether the unions of two nodes list the same values, with null or without, or neither lists any.

    What is said of each value counts as well.
    """
    if _GROUPS.isdisjoint(one.keywords) and _GROUPS.isdisjoint(other.keywords):
        return True
    if any(said_of_values(one, attribute) != said_of_values(other, attribute) for attribute in SAID_OF_VALUES):
        return False
    if has_null_in_union(one) is not has_null_in_union(other):
        return False
    listed, lists = values_of_union(one), values_of_union(other)
    return listed is lists or (listed is not None is not lists and canonical(listed) == canonical(lists))


def said_of_values(node: Node, attribute: str) -> Mapping[str, Json]:
    """Return what an attribute says of values, by value, at a node or in the branches of the list that its union is."""
    said: dict[str, Json] = {}
    if values_of_union(node) is not None:
        for branch in _branches(node):
            said |= getattr(branch.field, attribute)
    return {**said, **getattr(node.field, attribute)}


def types_of_union(node: Node) -> frozenset[str]:
    """Return the types that the branches of such a union state; none when one of them states none."""
    if _GROUPS.isdisjoint(node.keywords) or values_of_union(node) is None:
        return frozenset()
    types = [branch.field.type for branch in _branches(node)]
    return frozenset(name for stated in types for name in stated) if all(types) else frozenset()


def has_null_in_union(node: Node) -> bool:
    """Tell whether a branch of such a union admits null beside its values: so does the union then."""
    if _GROUPS.isdisjoint(node.keywords) or values_of_union(node) is None:
        return False
    return any(branch.field.nullable for branch in _branches(node))


def _branches(node: Node) -> Iterator[Node]:
    """Yield the branches of the only union of a node; none when there are several or one branch alone."""
    groups = [group for keyword in sorted(_GROUPS) if (group := node.below(keyword))]
    return (unwrapped(branch) for _, branch in groups[0]) if len(groups) == 1 else iter(())
