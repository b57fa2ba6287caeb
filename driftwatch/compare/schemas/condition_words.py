"""What a condition asks, in words: `kind` is `a` or `b`, and `size` is given."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from msgspec import UNSET

from driftwatch.compare.match.digests import name_of
from driftwatch.compare.trees import Node
from driftwatch.compare.values.demands import NOTHING_LESS
from driftwatch.model.facts import Field
from driftwatch.model.json_values import as_text
from driftwatch.model.paths import ITEMS, PROPERTY, Step

_MOST: Final = 6
"""Demands that are written, and values of a list."""
_DEEPEST: Final = 5
_BOUNDS: Final = {
    "minimum": "is at least {}",
    "exclusive_minimum": "is more than {}",
    "maximum": "is at most {}",
    "exclusive_maximum": "is less than {}",
    "multiple_of": "is a multiple of {}",
    "min_length": "is at least {} long",
    "max_length": "is at most {} long",
    "min_items": "has at least {} items",
    "max_items": "has at most {} items",
    "min_properties": "has at least {} fields",
    "max_properties": "has at most {} fields",
}
_ITEMS: Final = {ITEMS: "each item", "contains": "an item"}
_EITHER: Final = ("anyOf", "oneOf")


def in_words(nodes: Iterable[Node]) -> str:
    """Say what schemas that all hold ask; "" where there are no words for it, or too many would be needed."""
    said = list(islice(_asked(nodes, "", 0), _MOST + 1))
    return " and ".join(dict.fromkeys(said)) if all(said) and len(said) <= _MOST else ""


def _asked(nodes: Iterable[Node], subject: str, depth: int) -> Iterator[str]:
    """Yield what is asked of a thing; "" of what has no words."""
    for node in nodes:
        found = list(islice(_of_one(node, subject, depth), _MOST + 1)) if depth < _DEEPEST else [""]
        if not found and node.field.type:
            found = [f"{subject or 'it'} is of type {' or '.join(node.field.type)}"]
        yield from found


def _of_one(node: Node, subject: str, depth: int) -> Iterator[str]:
    it = subject or "it"
    if node.field.ref:
        yield f"{it} is a {name_of(node)}"
    yield from (f"{_inside(subject, name)} is given" for name in node.field.requires)
    yield from (f"{it} {said}" if said else "" for said in _own(node.field))
    for step, below in node.children():
        if step.keyword not in _EITHER:
            yield from _of_what_hangs_on(step, below, subject, depth)
    for keyword in _EITHER:
        branches = [below for _, below in node.below(keyword)]
        if branches:
            yield _either(branches, subject, depth)


def _own(field: Field) -> Iterator[str]:
    """Yield what a schema asks of a value itself."""
    values = field.enum if field.enum is not UNSET else () if field.const is UNSET else (field.const,)
    if values:
        yield f"is {' or '.join(map(as_text, values))}" if len(values) <= _MOST else ""
    for name, words in _BOUNDS.items():
        value = getattr(field, name)
        if value is not UNSET and value != NOTHING_LESS.get(name):
            yield words.format(as_text(value))
    if field.pattern:
        yield f"matches {field.pattern}"
    if field.format:
        yield f"has the format {field.format}"
    if field.additional_properties is False:
        yield "has no further fields"


def _of_what_hangs_on(step: Step, node: Node, subject: str, depth: int) -> Iterator[str]:
    if step.keyword == PROPERTY:
        return _of_property(node, _inside(subject, step.name or '""'), depth)
    if step.keyword in _ITEMS:
        return _asked((node,), f"{_ITEMS[step.keyword]} of {subject or 'it'}", depth + 1)
    if step.keyword == "not":
        return iter((_all_of((node,), subject, depth, "not ({})"),))
    return _asked((node,), subject, depth + 1) if step.keyword == "allOf" else iter(("",))


def _of_property(node: Node, name: str, depth: int) -> Iterator[str]:
    said = _asked((node,), name, depth + 1)
    if node.field.required:
        first = next(said, f"{name} ")
        if not first.startswith(f"{name} "):
            yield first
            first = f"{name} "
        rest = first.removeprefix(f"{name} ")
        yield f"{name} is given and {rest}" if rest else f"{name} is given"
    yield from said


def _either(branches: Sequence[Node], subject: str, depth: int) -> str:
    said = [_all_of((branch,), subject, depth, "{}") for branch in branches[: _MOST + 1]]
    return f"({' or '.join(said)})" if all(said) and len(said) <= _MOST else ""


def _all_of(nodes: Iterable[Node], subject: str, depth: int, words: str) -> str:
    said = list(islice(_asked(nodes, subject, depth + 1), _MOST + 1))
    return words.format(" and ".join(said)) if said and all(said) and len(said) <= _MOST else ""


def _inside(subject: str, name: str) -> str:
    return f"{subject}.{name}" if subject else name
