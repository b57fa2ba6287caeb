"""Columns that say by their cells alone which fields of a table are needed: "required", "optional, at most 10"."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from driftwatch.extract.blocks import Table, Text
from driftwatch.extract.columns import Role
from driftwatch.extract.vocabulary import NEED_LETTERS, OUTRIGHT_NEED
from driftwatch.extract.wording import required_word, unboxed, word
from driftwatch.patterns import lazy_regex

_FIRST: Final = lazy_regex(r"\s?[,;；，、]")


def with_need(table: Table, at: Mapping[Role, int]) -> Mapping[Role, int]:
    """Return the columns of a table; one of which every cell says required or optional is that, whatever its head.

    What else a cell says stands behind a comma: "optional, at most 10 items". Letters that stand for them say so where
    there are several: one alone may be a unit.
    """
    free = [index for index in range(len(table.header)) if index not in at.values()] if "required" not in at else []
    for index in free:
        said = {word(unboxed(row[index].plain)) for row in table.rows if row[index].plain}
        if said and (_say_need(said) or (len(said) > 1 and said <= NEED_LETTERS.keys())):
            return {**at, "required": index}
    return at


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
