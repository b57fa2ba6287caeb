"""A step of a path that a parameter stands for by now: `/shop/boxes` is `/{place}/boxes` with `shop` as its default."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Final

from msgspec import UNSET

from driftwatch.model.address import ROOT, TEMPLATE, join, operation_key, step
from driftwatch.model.facts import Field
from driftwatch.model.snapshot import Entry

_MOST: Final = 64
"""Paths that are written out of one whose parameters list what may stand for them."""


def written_out(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """Return operations by what they are called with a value that they document in place of a parameter.

    What two of them may be called is left out: nobody can tell which of the two it is.
    """
    found: dict[str, Entry] = {}
    twice: set[str] = set()
    for entry in entries:
        for key in _keys(entry):
            if found.setdefault(key, entry) is not entry:
                twice.add(key)
    return {key: entry for key, entry in found.items() if key not in twice}


def stands_for(one: Entry, other: Entry) -> bool:
    """Tell whether the path of one operation is that of another one with documented values for its parameters."""
    return one.owner.name != other.owner.name and one.owner.name in _keys(other)


def _keys(entry: Entry) -> Iterator[str]:
    operation = entry.operation
    if operation is None or operation.event or "{" not in operation.path:
        return
    steps = operation.path.split("/")
    choices = [_choices(entry, each) for each in steps]
    if all(len(each) == 1 for each in choices):
        return
    for written in islice(product(*choices), _MOST):
        if list(written) != steps:
            yield operation_key(operation.method, "/".join(written))


def _choices(entry: Entry, written: str) -> list[str]:
    """Return what may stand at a step of a path: the step itself, and what its parameter has as default or lists."""
    name = TEMPLATE.fullmatch(written)
    if name is None:
        return [written]
    at = join("parameter", "path", step(written[1:-1]), ROOT)
    field = next((fact for fact in entry.facts if fact.at == at and isinstance(fact, Field)), None)
    if field is None:
        return [written]
    listed = list(field.enum) if isinstance(field.enum, tuple) else []
    said = [value for value in (field.default, field.const, *listed) if value is not UNSET]
    return [written, *dict.fromkeys(value for value in said if isinstance(value, str) and value and "/" not in value)]
