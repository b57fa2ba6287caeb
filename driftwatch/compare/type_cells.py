"""Cells of rows that say a type: a row says `int` where the change of its field says `integer`."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Final

from driftwatch.compare.page_lines import Words, words_of
from driftwatch.extract.type_words import schema_of_type
from driftwatch.model.text import Line

_ANY: Final = "any"
"""What a change says of a type that is not stated."""
_PART: Final = ", "
"""Between what a component says of a field: where it travels, its type, whether it is required."""


def words_but_types(old: Line, new: Line, is_told: Callable[[str, str], bool]) -> tuple[Words, Words]:
    """Return the words of both versions of a line, without types in one place of it of which the change is told.

    Args:
        old: the line before.
        new: the line after.
        is_told: tells whether it is said of the line that one type became another.
    """
    befores, afters = _parts(old), _parts(new)
    if len(befores) == len(afters):
        told = [
            one != other and is_told(*_differing(_types(one), _types(other)))
            for one, other in zip(befores, afters, strict=True)
        ]
        befores, afters = (
            [part for part, skip in zip(side, told, strict=True) if not skip] for side in (befores, afters)
        )
    return words_of(" ".join(befores)), words_of(" ".join(afters))


def _parts(line: Line) -> Sequence[str]:
    return [part for cell in line.cells for part in (cell.split(_PART) if line.kind == "item" else [cell])]


def _differing(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """Return both sides of the outermost type that differs; ("", "") where one of them is none."""
    if not old or not new:
        return "", ""
    pairs = zip_longest(old, new, fillvalue=_ANY)
    return next(((one, other) for one, other in pairs if one != other), ("", ""))


def _types(cell: str) -> Sequence[str]:
    """Return the type that a cell says and nothing beside it, then that of its items; () for none.

    >>> _types("array<object>")
    ['array', 'object']
    """
    found: list[str] = []
    schema = schema_of_type(cell)
    while schema:
        said, items = schema.get("type"), schema.get("items")
        if not isinstance(said, str) or not schema.keys() <= {"type", "items"}:
            return ()
        found.append(said)
        schema = items if isinstance(items, dict) else None
    return found
