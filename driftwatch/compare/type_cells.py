"""Cells of rows that say a type: a row says `int` where the change of its field says `integer`."""

from collections.abc import Callable, Sequence

from driftwatch.compare.page_lines import Words, words_of
from driftwatch.extract.type_words import schema_of_type
from driftwatch.model.text import Line

_PART = ", "
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
        told = [one != other and is_told(_type(one), _type(other)) for one, other in zip(befores, afters, strict=True)]
        befores, afters = (
            [part for part, skip in zip(side, told, strict=True) if not skip] for side in (befores, afters)
        )
    return words_of(" ".join(befores)), words_of(" ".join(afters))


def _parts(line: Line) -> Sequence[str]:
    return [part for cell in line.cells for part in (cell.split(_PART) if line.kind == "item" else [cell])]


def _type(cell: str) -> str:
    """Return the type that a cell says and nothing beside it, "" for none."""
    schema = schema_of_type(cell)
    said = schema.get("type") if schema is not None and schema.keys() == {"type"} else None
    return said if isinstance(said, str) else ""
