"""Columns of ranges: which values of a field each model, plan or size takes, one row each."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from driftwatch.extract.fields.ranges import number_of
from driftwatch.extract.text.blocks import Table
from driftwatch.extract.text.columns import is_field_table
from driftwatch.extract.words.wording import tidy
from driftwatch.patterns import lazy_regex

_NUMBER: Final = r"(-?\d{1,12}(?:\.\d{1,6})?)"
_RANGE: Final = lazy_regex(rf"{_NUMBER}\s?(?:-|–|—|~|to|до|至|到)\s?{_NUMBER}", re.IGNORECASE)
_NAME: Final = lazy_regex(r"[A-Za-z_]\w{0,80}")
_NONE: Final = frozenset(("", "-", "–", "—", "n/a"))


class Span(Struct, frozen=True):
    """What all rows of a column take together, of the field that its header names in code."""

    name: str
    least: int | float
    most: int | float


def spans_of(table: Table) -> Iterator[Span]:
    """Yield the span of each column whose header names a field and whose cells are all ranges.

    A cell with a unit or a remark says something else than the field's values.
    """
    if not any(head.codes for head in table.header) or is_field_table(table.header):
        return
    for index, head in enumerate(table.header):
        names = [code for code in head.codes if _NAME.fullmatch(code)]
        cells = [tidy(row[index].plain) for row in table.rows]
        ranges = [_RANGE.fullmatch(cell) for cell in cells if cell.lower() not in _NONE]
        if len(head.codes) == len(names) == 1 and len(ranges) > 1 and all(ranges):
            ends = [number_of(end) for found in ranges if found for end in found.groups()]
            yield Span(names[0], min(ends), max(ends))
