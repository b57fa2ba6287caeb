"""Columns of notes: one that says of each field what other tables say in several, "required, string, default `a`"."""

import re
from collections.abc import Mapping
from typing import Final

from driftwatch.extract.text.blocks import Table, Text
from driftwatch.extract.text.columns import Role, columns_of
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.vocabulary import OUTRIGHT_NEED
from driftwatch.extract.words.wording import tidy, word
from driftwatch.patterns import lazy_regex

_BETWEEN: Final = lazy_regex(r"[,;]\s?")
_DEFAULT: Final = lazy_regex(r"default\b", re.IGNORECASE)


def columns_with_notes(table: Table) -> Mapping[Role, int]:
    """Return the columns of a table one of which holds notes: it is that of the types, and of what is required.

    {} for a table that has a column of types, or none whose cells say nothing else.
    """
    if "type" in columns_of(table.header):
        return {}
    for index in range(1, len(table.header)):
        cells = [_BETWEEN.split(tidy(row[index].plain)) for row in table.rows if row[index].plain]
        pieces = [piece for cell in cells for piece in cell]
        needs = [word(each) in OUTRIGHT_NEED for each in pieces]
        kinds = [names_type(each) for each in pieces]
        is_parted = any(len(cell) > 1 for cell in cells) and any(needs) and any(kinds)
        rest = (each for each, *known in zip(pieces, needs, kinds, strict=True) if not any(known))
        if is_parted and all(map(_DEFAULT.match, rest)):
            others = tuple(Text() if at == index else cell for at, cell in enumerate(table.header))
            return {"required": index, **columns_of(others), "type": index}
    return {}


def has_notes(at: Mapping[Role, int]) -> bool:
    """Tell whether one column says both the type and the need, in any order."""
    return "type" in at and at.get("required") == at["type"]
