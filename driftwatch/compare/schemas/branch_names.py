"""What the alternatives of a composition are called, for those that have no name of their own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from msgspec.structs import replace

from driftwatch.compare.match.digests import Branch, name_of, property_names, settled
from driftwatch.compare.schemas.branches import constants_of
from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.views import GROUPS
from driftwatch.compare.trees import Node
from driftwatch.model.address import ROOT
from driftwatch.model.change import Change
from driftwatch.model.json_values import Json
from driftwatch.model.paths import ITEMS, PROPERTY, Step, cut, parent, unescape

_FEW: Final = 40
"""Alternatives of one type among which one is looked for by what it alone has."""
_MOST_NAMED: Final = 3
"""Kinds of items by which a branch is named."""


def labels_of(branches: list[Branch], others: Sequence[Branch] = ()) -> Json:
    """Name branches; one that says nothing of itself by what it offers, joins or requires.

    One of several of one type, be it that `others` have it, is named by its items or its format as well.
    """
    known: dict[tuple[int, str], Mapping[str, Sequence[Node]]] = {}  # all branches of a union have the same beside them
    found: list[str] = []
    for step, node in branches:
        place = id(node.tree), parent(node.path)
        if place not in known:
            known[place] = _by_kind((*Node(node.tree, place[1]).children(), *others))
        found.extend(_names(step, node, known[place]))
    return sorted(dict.fromkeys(found))


def naming_alternatives(level: Level) -> list[Change]:
    """Return what was found at a level, with what tells the alternatives apart that it stands in."""
    node = next((node for node in (*level.task.new, *level.task.old) if "Of:" in node.path), None)
    if node is None or not level.changes:
        return level.changes
    named = tuple(_told_apart(node))
    return [replace(change, alternatives=named) for change in level.changes] if named else level.changes


def _told_apart(node: Node) -> Iterator[tuple[str, str]]:
    """Yield the steps to a node that are one of several alternatives of a type, with words for each."""
    path = node.path
    while path != ROOT:
        above, step = cut(path)
        if step.keyword in GROUPS:
            if above not in node.tree.unions:
                node.tree.unions[above] = _by_kind(Node(node.tree, above).children())
            alike = node.tree.unions[above].get(_kind(step), ())
            words = _in_detail(_kind(step), Node(node.tree, path), alike) if len(alike) > 1 else ""
            if words:
                yield step.text, words
        path = above


def _by_kind(branches: Iterable[Branch]) -> Mapping[str, Sequence[Node]]:
    found: dict[str, list[Node]] = {}
    for step, node in branches:
        found.setdefault(_kind(step), []).append(node)
    return found


def _names(step: Step, node: Node, beside: Mapping[str, Sequence[Node]]) -> list[str]:
    kind = _kind(step)
    if kind != "any":
        alike = beside.get(kind, ())
        return [_in_detail(kind, node, alike) or step.label if len(alike) > 1 else step.label]
    offered = [below.label for keyword in GROUPS for below, _ in node.below(keyword)]
    parts = [below.label for below, part in node.below("allOf") if part.field.ref]
    if offered:
        return offered
    if parts:
        return [" and ".join(parts)]
    needed = [*node.field.requires, *(below.label for below, one in node.below(PROPERTY) if one.field.required)]
    return [f"with {', '.join(needed[:_MOST_NAMED])}"] if needed else [step.label]


def _kind(step: Step) -> str:
    return step.label.partition("~")[0]


def _in_detail(kind: str, node: Node, alike: Sequence[Node]) -> str:
    """Name a branch by its type and what it is made of: `array of Box or Lid`; "" when it says nothing of that."""
    if kind == "object":
        return _object_in_detail(node, alike)
    if kind != "array":
        return f"{kind} ({node.field.format})" if node.field.format else ""
    items = [name for _, item in node.below(ITEMS) for name in _kinds(item)]
    more = " or others" if len(items) > _MOST_NAMED else ""
    return f"array of {' or '.join(items[:_MOST_NAMED])}{more}" if items else ""


def _object_in_detail(node: Node, alike: Sequence[Node]) -> str:
    """Name an object by a value that it alone fixes, else by the properties that it alone has: `object with size`."""
    others = list(islice((one for one in alike if one.key != node.key), _FEW))
    fixed = constants_of(node)
    for name, value in fixed.items():
        if all(constants_of(one).get(name) != value for one in others):
            return f"object with {unescape(name)} {value}"
    known = property_names(settled(one) for one in others)
    own = sorted(property_names((settled(node),)) - known)[:_MOST_NAMED]
    return f"object with {', '.join(map(unescape, own))}" if own else ""


def _kinds(item: Node) -> list[str]:
    kinds = [_kind(step) for keyword in GROUPS for step, _ in item.below(keyword)]
    offered = dict.fromkeys("anything" if kind == "any" else kind for kind in kinds)
    return [name_of(item)] if name_of(item) else list(offered) or list(item.field.type)
