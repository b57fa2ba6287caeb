"""What schemas that all hold at one place demand together, in a form that is equal however they are written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec import Struct

from driftwatch.compare.match.digests import digest, settled, stated_keywords
from driftwatch.compare.schemas.views import GROUPS
from driftwatch.compare.trees import Node
from driftwatch.compare.values.kinds import implied_types
from driftwatch.compare.values.lists import but_nested
from driftwatch.model.json_values import as_text, canonical
from driftwatch.model.paths import ITEMS, PROPERTY, steps
from driftwatch.model.tree import COMPOSITIONS, closure

MOST_JOINED: Final = 200
"""Schemas that are looked into for one owner, or joined at one place."""
_NAMES: Final = frozenset(("ref", "mapping", "default_mapping", "requires", "nullable"))
"""Attributes that say which schemas or properties are meant: those are held against each other themselves. Null is
admitted where all that is joined admits it."""


class Demands(Struct, frozen=True):
    """All that nodes of one place say of it."""

    said: frozenset[tuple[str, str]]
    offered: Mapping[tuple[str, bytes], Node]
    """Alternatives, by keyword and content."""
    below: Mapping[str, list[Node]]
    required: frozenset[str]


def opened(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return nodes with all that they join and refer to."""
    found = closure(nodes, through=frozenset({"allOf"}), most=MOST_JOINED)
    return tuple(node for node in found if isinstance(node, Node))


def lead_nowhere(nodes: Iterable[Node]) -> frozenset[str]:
    """Return the names that nodes refer to and nobody defines."""
    return frozenset(node.field.ref for node in nodes if node.field.ref and node.target() is None)


def demands_of(nodes: Iterable[Node], *, textual: bool) -> Demands:
    """Join what nodes say; where values travel as text, whether null is admitted is left out."""
    below: defaultdict[str, list[Node]] = defaultdict(list)
    offered: dict[tuple[str, bytes], Node] = {}
    required: set[str] = set()
    nodes = tuple(nodes)
    said = {("ref", name) for name in lead_nowhere(nodes)}
    if not textual:
        said.add(("null", str(all(map(_admits_null, nodes)))))
    for node in nodes:
        stated = stated_keywords(node).items()
        said |= {(name, _as_sent(name, value, textual=textual)) for name, value in stated if name not in _NAMES}
        required.update(node.field.requires)
        for step, under in node.children():
            if step.keyword not in COMPOSITIONS:
                below[step.text].append(under)
                required |= {step.text} if under.field.required else set()
        for keyword in GROUPS:
            branches = but_nested(node.below(keyword), keyword)
            offered |= {(keyword, digest(settled(branch))): branch for _, branch in branches}
    said |= {("ruled out", name) for name in _ruled_out(nodes, below)}
    implied = implied_types(nodes)
    if implied and not any(node.field.type for node in nodes):
        said.add(("type", canonical(sorted(implied))))
    return Demands(frozenset(said), offered, below, frozenset(required))


def _as_sent(name: str, value: Any, *, textual: bool) -> str:
    """Return what a keyword says, in one form; values that travel as text are the same ones as their texts are."""
    if textual and name == "enum":
        return canonical(sorted(set(map(as_text, value))))
    return canonical(value)


def _ruled_out(nodes: Iterable[Node], declared: Iterable[str]) -> set[str]:
    """Return the properties that a part leaves no room for, since it allows none but its own."""
    found: set[str] = set()
    for node in nodes:
        if node.field.additional_properties is False and "patternProperties" not in node.keywords:
            own = {step.text for step, _ in node.below(PROPERTY)}
            found |= {name for name in declared if name not in own and steps(name)[0].keyword == PROPERTY}
    return found


def _admits_null(node: Node) -> bool:
    """Tell whether null is not ruled out: no type is stated, nor meant by what hangs on it."""
    return node.field.nullable or not (node.field.type or {PROPERTY, ITEMS} & node.keywords)
