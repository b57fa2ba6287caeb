"""Tables in which each row is one value that a field may have: `Value | Name | Description`."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from driftwatch.extract.text.blocks import List, Table, Text
from driftwatch.extract.text.columns import columns_of
from driftwatch.extract.words import vocabulary
from driftwatch.extract.words.open_lists import NOT_ALL
from driftwatch.extract.words.wording import tidy, word
from driftwatch.patterns import lazy_regex

_MARKS: Final = lazy_regex(r"(?:\s?(?:\*{1,3}|\[\d{1,2}\]))$")
_NUMBER: Final = lazy_regex(r"-?\d{1,9}$")
_WORD: Final = lazy_regex(r"[\w.:/+-]{1,80}$")
_DEFINED: Final = lazy_regex(r"\s?(?:is|are)\s(?:an?|the|any)\s", re.IGNORECASE)
_FEW: Final = 2
_NAME: Final = lazy_regex(r"[A-Za-z_][\w.-]{0,60}(?:\[\])?")
_LONGEST_LEAD: Final = 300
_SENTENCE_END: Final = lazy_regex(r"(?<=[.!?])\s")
_LONGEST: Final = 120
"""Letters of a title; what is longer is a sentence."""
_VALUES: Final = lazy_regex(r"\b(?:enums?|enumerations?|enumerated)\b|枚举|перечисления?\b|enumeraci", re.IGNORECASE)


_OF: Final = lazy_regex(
    r"\b(?:values|options)\b[^.:]{0,60}?\b(?:for|of|in)\s(?:(?:the|field|parameter|property)\s){0,2}\x00[^.:]{0,60}:$"
    r"|\x00\s(?:(?:query|path|body)\s)?(?:parameter|field|property|argument|attribute|header|key|option|setting)\b"
    r"[^.:]{0,60}\b(?:values|options|one\sof)\b[^.:]{0,60}:$"
    r"|\b(?:values|options)\b[^.:]{0,30}?\s\x00\s(?:parameter|field|property|argument|attribute|can|may)\b[^.:]{0,60}:$",
    re.IGNORECASE,
)
"""What says of which field, written as a NUL, the values are that stand below: "The values that `kind` may have:"."""
_NOT_OF: Final = lazy_regex(
    r"\b(?:not|invalid|no|defaults?|examples?|e\.?g|errors?|such)\b"
    rf"|\b(?:{NOT_ALL})\s(?:[a-z]{{2,20}}\s)?(?:values|options)\b",
    re.IGNORECASE,
)
"""What says that they are none, or some: "common values", but not "the values in the common case"."""


class Listed(Struct, frozen=True):
    """The values of a table, sorted: as numbers and as words, where one row states both."""

    numbers: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


def field_of_values(text: Text) -> str:
    """Return the field of which a sentence says that what stands below it are the values it may have; "" for none.

    The field is the one name in the sentence that is written as code.
    """
    said = tidy(text.plain)[-_LONGEST_LEAD:]
    if not (text.codes and said.endswith(":")):
        return ""
    said = _SENTENCE_END.split(said)[-1]
    named = {code for code in text.codes if code in said}
    name = named.pop() if len(named) == 1 else ""
    is_said = _NAME.fullmatch(name) and _OF.search(said.replace(name, "\0")) and not _NOT_OF.search(said)
    return name if is_said else ""


def names_values(titles: Iterable[str]) -> bool:
    """Tell whether one of these titles says that what stands below it are values, and no fields: "Enums"."""
    return any(len(title) <= _LONGEST and _VALUES.search(title) for title in titles)


def listed_in(table: Table, title: str = "", *, told: bool = False) -> Listed | None:
    """Return the values that a table lists, one a row; None for a table of something else, such as of flags.

    `title` is that of its section: a first column that is called the same holds the values. Where `told` is true, a
    heading says that the table lists values: they stand in its first column, whatever that is called.
    """
    heads = [word(cell.plain) for cell in table.header]
    columns = [_column(table.rows, index) for index in range(len(heads))]
    numbers = _numbers(heads, columns)
    is_of_fields = {"name", "type"} <= columns_of(table.header).keys() and heads[0] not in vocabulary.TYPE_COLUMNS
    if is_of_fields and not numbers:
        return None
    words = _words(heads, columns, heads[0] if told and heads else word(title))
    return Listed(numbers, words) if numbers or words else None


def _column(rows: Sequence[tuple[Text, ...]], index: int) -> tuple[str, ...]:
    cells = (row[index] for row in rows)
    return tuple(cell.codes[0] if len(cell.codes) == 1 else _MARKS.sub("", tidy(cell.plain)) for cell in cells)


def _numbers(heads: Sequence[str], columns: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    for head, cells in zip(heads, columns, strict=True):
        if head in vocabulary.VALUE_COLUMNS | vocabulary.TYPE_COLUMNS and cells and all(map(_NUMBER.match, cells)):
            return tuple(sorted({int(cell) for cell in cells}))
    return ()


def listed_by_bullets(block: List) -> Listed | None:
    """Return the values of a list of which every item is one: a word as code, and at most what it means."""
    if any(_DEFINED.match(item.text.prose) for item in block.items):
        return None  # of what else is written: "`key` is the name of a widget"
    codes = [item.text.codes[0] for item in block.items if item.text.codes and item.text.runs[0].code]
    are_all = len(codes) == len(block.items) >= _FEW and all(map(_WORD.match, codes))
    return Listed((), tuple(sorted(set(codes)))) if are_all and not all(map(_NUMBER.match, codes)) else None


def _words(heads: Sequence[str], columns: Sequence[tuple[str, ...]], title: str) -> tuple[str, ...]:
    """Return the words of the column of values, else of the first one, which names them."""
    valued = [cells for head, cells in zip(heads, columns, strict=True) if head in vocabulary.VALUE_COLUMNS]
    if not valued and heads and (heads[0] in vocabulary.KIND_COLUMNS or title in (heads[0], f"{heads[0]}s")):
        valued = [columns[0]]
    for cells in valued:
        said = tuple(cell.strip("\"'") for cell in cells if cell)
        if len(said) >= _FEW and all(map(_WORD.match, said)) and not all(map(_NUMBER.match, said)):
            return tuple(sorted(set(said)))
    return ()
