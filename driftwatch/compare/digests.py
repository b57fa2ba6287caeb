"""What sub-schemas look like: equality by content, whatever their order, titles and evidence; and closeness."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from msgspec import UNSET

from driftwatch.compare.trees import PROPERTY, Node, Step, Tree
from driftwatch.model.address import ROOT
from driftwatch.model.facts import Fact, Field
from driftwatch.model.json_values import canonical

_SILENT: Final = (*Fact.__struct_fields__, "fact", "title", "required")
"""Attributes of a field that say nothing of its own values: evidence, titles, and `required`, which is about its parent."""
_DEFAULTS: Final = {name: getattr(Field(at=""), name) for name in Field.__struct_fields__}
_BRANCHES: Final = ("oneOf", "anyOf", "allOf")
_MAX_FEATURES: Final = 200


def stated_keywords(field: Field) -> dict[str, Any]:
    """Return what a field states of itself, by attribute."""
    stated: dict[str, Any] = msgspec.to_builtins(field)
    for name in _SILENT:
        stated.pop(name, None)
    return stated


def is_stated(name: str, value: object) -> bool:
    """Tell whether a keyword, by the name of its attribute, says anything with `value`."""
    default = _DEFAULTS[name]
    return value is not default and (value != default or default is UNSET)


def digests_of(tree: Tree) -> dict[str, int]:
    """Return a number for each path of a tree: equal numbers mean equal content below, within this process."""
    if tree.digests is None:
        digests: dict[str, int] = {}
        for path in sorted(tree.fields, key=_depth, reverse=True):
            children = [_below(step, tree.fields[below], digests[below]) for step, below in tree.children(path)]
            digests[path] = hash((_text(tree.fields[path]), tuple(sorted(children))))
        tree.digests = digests
    return tree.digests


def _text(field: Field) -> str:
    stated = stated_keywords(field)
    return canonical(stated) if stated else ""


def _depth(path: str) -> int:
    """Order paths so that what is below comes after what it hangs on."""
    return 0 if path == ROOT else len(path)


def _below(step: Step, field: Field, digest: int) -> int:
    return hash((step.keyword, "" if step.keyword in _BRANCHES else step.label, field.required, digest))


def digest(node: Node) -> int:
    """Return a number that is equal for equal content, within this process; references count by name."""
    return digests_of(node.tree)[node.path]


def settled(node: Node) -> Node:
    """Follow a bare reference to what it refers to."""
    for _ in range(20):
        target = node.target() if node.field.ref else None
        if target is None or len(stated_keywords(node.field)) > 1 or node.tree.children(node.path):
            break
        node = target
    return node


def is_annotation(node: Node) -> bool:
    """Tell whether a schema says nothing about values: only a description or a title."""
    return not stated_keywords(node.field) and not node.tree.children(node.path)


def features(node: Node) -> frozenset[str]:
    """Describe a schema by its marks: types, values, property names, constants. Bounded; references are followed."""
    node = settled(node)
    found: set[str] = {f"type:{name}" for name in node.field.type}
    if node.field.title:
        found.add(f"title:{node.field.title}")
    found |= {f"{name}={value}" for name, value in stated_keywords(node.field).items() if name not in ("type", "ref")}
    for step, below in list(node.all_below())[:_MAX_FEATURES]:
        if step.keyword == PROPERTY:
            found.add(f"property:{step.label}")
            found |= {f"property:{step.label}:{name}={value}" for name, value in stated_keywords(below.field).items()}
        else:
            found.add(f"{step.keyword}:{digest(below)}")
    return frozenset(found)


def closeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two descriptions share, 0 to 1."""
    together = len(one | other)
    return len(one & other) / together if together else 1.0


def property_names(nodes: Iterable[Node]) -> frozenset[str]:
    """Name the properties that nodes declare."""
    return frozenset(step.label for node in nodes for step, _ in node.below(PROPERTY))
