"""Columns that say by their cells alone which fields of a table are needed: "required", "optional, at most 10"."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Run, Table, Text
from driftwatch.extract.text.columns import OCCURRENCES, Role
from driftwatch.extract.words.vocabulary import NEED_LETTERS, OUTRIGHT_NEED
from driftwatch.extract.words.wording import required_word, unboxed, word
from driftwatch.patterns import lazy_regex

_MARKS: Final = frozenset(("x", "-", "\u2013", "\u2014", ""))
"""A cross for what must be there, where nothing or a dash stands for what need not."""
_YES, _NO = Text((Run("yes"),)), Text((Run("no"),))
_TIMES: Final = lazy_regex(r"(?:[01]|\d{1,4}\s?(?:\.\.|-|\u2013)\s?(?:\d{1,4}|n|unbounded)?)$")
"""How often a field is there; no star is left of "0..*"."""
_FIRST: Final = lazy_regex(r"\s?[,;；，、]")


def with_need(table: Table, at: Mapping[Role, int]) -> Mapping[Role, int]:
    """Return the columns of a table; one of which every cell says required or optional is that, whatever its head.

    What else a cell says stands behind a comma: "optional, at most 10 items". Letters that stand for them say so where
    there are several: one alone may be a unit. Each cell below "Occurrence" may say a range as well.
    """
    free = [index for index in range(len(table.header)) if index not in at.values()] if "required" not in at else []
    for index in free:
        said = {word(unboxed(row[index].plain)) for row in table.rows if row[index].plain}
        is_often = word(table.header[index].plain) in OCCURRENCES and _say_times(said)
        if said and (is_often or _say_need(said) or (len(said) > 1 and said <= NEED_LETTERS.keys())):
            return {**at, "required": index}
    return at


def with_marks(table: Table, at: Mapping[Role, int]) -> Table:
    """Write out the crosses of a column that says which fields are needed, where it holds nothing else than these.

    Beside other signs a cross says no; alone in all cells it may say either.
    """
    column = at.get("required", -1)
    said = {word(row[column].plain) for row in table.rows} if column >= 0 else set[str]()
    if "x" not in said or not said <= _MARKS:
        return table
    cross = _YES if len(said) > 1 else Text()
    rows = ((*row[:column], cross if word(row[column].plain) == "x" else _NO, *row[column + 1 :]) for row in table.rows)
    return replace(table, rows=tuple(rows))


def need_of_cell(head: Text, cell: Text) -> bool | None:
    """Tell what a cell says in a column of needs; below a head in Korean or Japanese an O is a ring, that is a yes."""
    letter = word(cell.plain)
    if letter == "o" and not head.plain.isascii():
        return True
    return NEED_LETTERS[letter] if letter in NEED_LETTERS else required_word(cell.plain)


def _say_need(said: AbstractSet[str]) -> bool:
    """Tell whether each of several cells says required or optional, most of them nothing else."""
    others = said - OUTRIGHT_NEED
    return said != others and all(_FIRST.split(each, maxsplit=1)[0] in OUTRIGHT_NEED for each in others)


def _say_times(said: AbstractSet[str]) -> bool:
    """Tell whether each of several cells says how often something is there, or whether it is needed."""
    return all(each in OUTRIGHT_NEED or _TIMES.match(each) for each in said)
