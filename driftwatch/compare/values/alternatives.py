"""A schema written out as alternatives: each a list of nodes that all hold, without references, allOf and unions.

Null stands apart as an alternative of its own: `nullable`, a list of types and a branch of a union mean the same.
What refers to itself without anything in between adds nothing to a union and demands nothing of a join.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from driftwatch.compare.match.digests import settled, stated_keywords
from driftwatch.compare.trees import Node
from driftwatch.compare.values.lists import but_nested, offers_only
from driftwatch.model.address import escape

_GROUPS: Final = ("oneOf", "anyOf")
_COMPOSING: Final = frozenset(("allOf", *_GROUPS))
_DEMANDS: Final = frozenset(
    (
        "type", "format", "enum", "const", "minimum", "maximum", "exclusive_minimum", "exclusive_maximum",
        "multiple_of", "min_length", "max_length", "pattern", "min_items", "max_items", "unique_items",
        "min_properties", "max_properties", "min_contains", "max_contains", "requires", "dependent_required",
        "impossible", "content_encoding", "content_media_type",
    )
)  # fmt: skip
_CLOSING: Final = ("additional_properties", "unevaluated_properties", "unevaluated_items")

_MAX_ALTERNATIVES: Final = 5_000
_MAX_STEPS: Final = 20_000
"""Nodes that are looked at for one schema."""
_FEW_NAMED: Final = 8
"""Unions that a oneOf offers by name and that are opened to see which branches it refuses together."""
_MAX_NESTING: Final = 50
"""Compositions inside of each other that are opened."""


class TooManyError(Exception):
    """A schema has more alternatives than are written out."""


class Alternative(NamedTuple):
    """Nodes that all hold; `only_null` when of all values null alone is meant."""

    atoms: tuple[Node, ...] = ()
    only_null: bool = False
    within: frozenset[str] = frozenset()
    """Names of the schemas that admit all of it."""
    absent: frozenset[str] = frozenset()
    """Properties that must not be there: another branch of a oneOf, that only requires one, would fit as well."""

    def meet(self, other: "Alternative") -> "Alternative":
        """Return what both admit."""
        known = {atom.key for atom in self.atoms}
        more = tuple(atom for atom in other.atoms if atom.key not in known)
        only_null, within = self.only_null or other.only_null, self.within | other.within
        return Alternative(self.atoms + more, only_null, within, self.absent | other.absent)


EVERYTHING: Final = Alternative()
NULL: Final = Alternative(only_null=True)


class Alternatives(NamedTuple):
    """All alternatives of a schema."""

    found: list[Alternative]
    names: frozenset[str]
    """Names of the schemas all of whose values are among the alternatives."""
    exclusive: list[tuple[Node, ...]]
    """Branches of each oneOf on the way: of these exactly one may fit."""


def alternatives_of(nodes: Iterable[Node]) -> Alternatives:
    """Write nodes that all hold out as alternatives.

    Raises:
        TooManyError: there are too many of them.
    """
    nodes = tuple(nodes)
    expansion = _Expansion()
    found = [EVERYTHING]
    context = _Context(frozenset(), frozenset(), set(), set())
    for node in nodes:
        found = _product(found, expansion.of_node(node, context.apart(), 0))
    names = frozenset(_names(nodes[0])) if len(nodes) == 1 else frozenset[str]()
    return Alternatives(found, names, expansion.exclusive)


def demands(node: Node) -> bool:
    """Tell whether a node rules values out by itself: not by what it refers to, joins or offers."""
    stated = stated_keywords(node)
    if not _DEMANDS.isdisjoint(stated) or any(stated.get(name) is False for name in _CLOSING):
        return True
    return not node.keywords <= _COMPOSING


def admits_everything(node: Node) -> bool:
    """Tell whether any value fits a node."""
    return not node.keywords and not node.field.ref and not demands(node)


def admits_nothing(node: Node) -> bool:
    """Tell whether a node says that no value fits: `false`, or `not` of what everything fits."""
    if node.field.impossible:
        return True
    return "not" in node.keywords and any(admits_everything(one) for _, one in node.below("not"))


class _Context(NamedTuple):
    """What was opened on the way to a node."""

    open: frozenset[str]
    """Names that are being opened."""
    outside: frozenset[str]
    """Those of them that a union lies between: what is found there again adds no value."""
    offered: set[str]
    """Names that the same union has offered already."""
    joined: set[str]
    """Names that hold in any case."""

    def apart(self) -> "_Context":
        """Return the same for a part of a join: what its unions offer was not offered by another part."""
        return self._replace(offered=set())


class _Expansion:
    """The state of writing out one schema."""

    def __init__(self) -> None:
        self.exclusive: list[tuple[Node, ...]] = []
        self._steps = 0

    def of_node(self, node: Node, context: _Context, depth: int) -> list[Alternative]:
        """Return the alternatives of one node."""
        self._steps += 1
        if self._steps > _MAX_STEPS or depth > _MAX_NESTING:
            raise TooManyError
        branches = [branch for _, branch in node.below("allOf")]
        groups = [(keyword, group) for keyword in _GROUPS if (group := _branches(node, keyword))]
        own = demands(node)
        alone = own + len(branches) + bool(node.field.ref) + len(groups) == 1
        found = [Alternative((node,)) if own else EVERYTHING]
        if node.field.ref:
            found = _product(found, self._named(node, context if alone else context.apart(), depth))
        for branch in branches:
            found = _product(found, self.of_node(branch, context if alone else context.apart(), depth + 1))
        for keyword, group in groups:
            offered = _either_required(group) if keyword == "oneOf" else None
            if keyword == "oneOf" and len(group) > 1 and offered is None:
                self.exclusive.append(tuple(_all_offered(group)))
            offered = offered or self._offered(group, context if alone else context.apart(), depth)
            found = _product(found, offered)
        return [*found, NULL] if node.field.nullable or any(map(_only_admits_null, branches)) else found

    def _offered(self, group: list[Node], context: _Context, depth: int) -> list[Alternative]:
        found: list[Alternative] = []
        if len(group) > _MAX_ALTERNATIVES:
            raise TooManyError
        for branch in group:
            inside = context._replace(outside=context.outside | context.open, joined=set(context.joined))
            found += self.of_node(branch, inside, depth + 1)
            if len(found) > _MAX_ALTERNATIVES:
                raise TooManyError
        return found

    def _named(self, node: Node, context: _Context, depth: int) -> list[Alternative]:
        name = node.field.ref
        if name in context.outside or name in context.offered:
            return []
        if name in context.joined:
            return [EVERYTHING]
        context.offered.add(name)
        context.joined.add(name)
        target = node.target()
        if target is None:
            return [Alternative((node,), within=frozenset((name,)))]
        inside = context._replace(open=context.open | {name})
        within = frozenset((name,))
        return [one._replace(within=one.within | within) for one in self.of_node(target, inside, depth + 1)]


def _branches(node: Node, keyword: str) -> list[Node]:
    found = node.below(keyword)
    # Too many are refused later on: it takes no further look at each of them.
    return [branch for _, branch in (but_nested(found, keyword) if len(found) <= _MAX_ALTERNATIVES else found)]


def _all_offered(group: list[Node]) -> list[Node]:
    """Return the branches of a oneOf with those of a named one in its place: that just one of these fits is meant."""
    if len(group) > _MAX_ALTERNATIVES:
        return group  # too many are refused later on
    found: list[Node] = []
    waiting, seen = group[::-1], set[tuple[int, str]]()
    while waiting:
        branch = waiting.pop()
        target = settled(branch)
        if len(seen) < _FEW_NAMED and offers_only(target, "oneOf"):
            waiting += [] if target.key in seen else _branches(target, "oneOf")[::-1]
            seen.add(target.key)
        else:
            found.append(branch)
    return found


def _either_required(group: list[Node]) -> list[Alternative] | None:
    """Return the branches of a oneOf each of which only requires one property, without those of the others."""
    names = [_only_required(branch) for branch in group]
    if len(names) < 2 or "" in names or len(set(names)) < len(names):  # noqa: PLR2004 - one branch refuses nothing
        return None
    return [Alternative((branch,), absent=frozenset(names) - {name}) for branch, name in zip(group, names, strict=True)]


def _only_required(branch: Node) -> str:
    """Return the property that a branch requires, when it says nothing else than that it be an object; else ""."""
    stated = stated_keywords(branch)
    names = branch.field.requires
    only = len(names) == 1 and not branch.keywords and not branch.field.ref and stated.keys() <= {"type", "requires"}
    return escape(names[0]) if only and branch.field.type in {(), ("object",)} else ""


def _only_admits_null(branch: Node) -> bool:
    """Tell whether a part of allOf says `nullable` and demands nothing: it is meant of the whole."""
    return branch.field.nullable and not branch.field.ref and not branch.keywords and not demands(branch)


def _product(ones: list[Alternative], others: list[Alternative]) -> list[Alternative]:
    if len(ones) * len(others) > _MAX_ALTERNATIVES:
        raise TooManyError
    if ones == [EVERYTHING]:
        return others
    return [one.meet(other) for one in ones for other in others]


def _names(node: Node) -> set[str]:
    """Name the schemas that a node offers whole: which it only refers to, be it in a union."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        node = waiting.pop()
        groups = [group for keyword in _GROUPS if (group := node.below(keyword))]
        parts = node.below("allOf")
        if demands(node) or len(groups) + len(parts) + bool(node.field.ref) != 1:
            continue
        if node.field.ref and node.field.ref not in found:
            found.add(node.field.ref)
            target = node.target()
            waiting.extend((target,) if target is not None else ())
        elif not node.field.ref:
            waiting.extend(branch for _, branch in (groups or [parts])[0])
    return found
