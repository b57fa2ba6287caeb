"""Cells of rows that say a type: a row says `int` where the change of its field says `integer`."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from driftwatch.compare.pages.page_lines import Words, words_of
from driftwatch.extract.words.type_words import Schema, schema_of_type
from driftwatch.extract.words.wording import required_word
from driftwatch.model.text import Line

_SAID: Final = frozenset(("type", "items", "format"))
_UNSTATED: Final[Schema] = {"type": "any"}
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
            one != other and any(is_told(*types) for types in _types(one, other))
            for one, other in zip(befores, afters, strict=True)
        ]
        befores, afters = (
            [part for part, skip in zip(side, told, strict=True) if not skip] for side in (befores, afters)
        )
    return words_of(" ".join(befores)), words_of(" ".join(afters))


def name_in(key: Words) -> Words:
    """Return what names the thing in the key of an item, which may hold its type and its need as well.

    >>> name_in(("integer", "size", "optional")), name_in(("type",)), name_in(("string",))
    (('size',), ('type',), ('string',))
    """
    if len(key) == 1:
        return key
    return tuple(each for each in key if not (schema_of_type(each) or required_word(each) is not None)) or key


def _parts(line: Line) -> Sequence[str]:
    return [part for cell in line.cells for part in (cell.split(_PART) if line.kind == "item" else [cell])]


def _types(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield as changes may tell it what the type of one cell became in the other; nothing where one says none.

    Of two arrays it is told of their items.
    """
    one, other = schema_of_type(old), schema_of_type(new)
    while one and other and one.get("type") == other.get("type") == "array":
        one, other = (each.get("items", _UNSTATED) for each in (one, other))
    if one and other and _plain(one) and _plain(other):
        yield _plain(one), _plain(other)
        yield _with_format(one), _with_format(other)


def _plain(schema: Schema) -> str:
    """Return the type of a schema that says nothing else, but for its items or a format; "" for another."""
    said = schema.get("type") if schema.keys() <= _SAID else None
    return said if isinstance(said, str) else ""


def _with_format(schema: Schema) -> str:
    """Return the type of a schema as a change of its format tells it: `string (uuid)`."""
    return f"{_plain(schema)} ({schema['format']})" if "format" in schema else _plain(schema)
