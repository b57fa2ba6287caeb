"""Cells of tables that are amounts, before and after: the same written otherwise, or a limit that went up or down."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, TypeAlias

from driftwatch.compare.pages.allowances import Direction, amount_went
from driftwatch.compare.pages.page_lines import Edit, words_of
from driftwatch.compare.pages.page_topics import is_about_limits
from driftwatch.extract.words.amounts import whole_amount
from driftwatch.extract.words.notice_words import LEAST
from driftwatch.patterns import lazy_regex

Trait: TypeAlias = Literal["restyled", "raised", "lowered"]

_NO_LIMIT: Final = lazy_regex(
    rf"{LEAST}|\b(?:window|interval|period|delay|wait\w*|back-?off|cool-?down|retr\w+|costs?|prices?|fees?|charges?)\b",
    re.IGNORECASE,
)
"""Names of columns and rows whose number, when it rises, allows no more: of pauses, of money, of what is needed."""


def cells_traits(edits: Sequence[Edit], titles: Iterable[str]) -> frozenset[Trait]:
    """Return what all edits of a section are, when each changes nothing but amounts in cells of a row.

    Args:
        edits: the lines that differ.
        titles: the headings above them.
    """
    went: set[Direction | Literal["same"]] = set()
    of_limits = is_about_limits(titles)
    for edit in edits:
        cells = list(_cells(edit))
        if not cells:
            return frozenset()
        for old, new, names in cells:
            if old == new:
                went.add("same")
            elif _NO_LIMIT.search(" ".join(names)) or not (of_limits or is_about_limits(names)):
                return frozenset()
            else:
                went.add(amount_went(old, new))
    if went == {"same"}:
        return frozenset({"restyled"})
    ways = went - {"same"}
    return frozenset({way for way in ways if way in ("raised", "lowered")}) if len(ways) == 1 else frozenset()


def _cells(edit: Edit) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield of the cells that differ the amounts, with the names of row and column; nothing when one is no amount."""
    if edit.old is None or edit.new is None or edit.new.line.kind != "row":
        return
    befores, afters, head = edit.old.line.cells, edit.new.line.cells, edit.new.head
    if len(befores) != len(afters) or edit.old.head != head:
        return
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for number, (old, new) in enumerate(zip(befores, afters, strict=True)):
        if words_of(old) == words_of(new):
            continue
        amounts = whole_amount(old), whole_amount(new)
        if not number or not amounts[0] or not amounts[1]:
            return
        column = head[number] if number < len(head) else ""
        found.append((amounts[0], amounts[1], (afters[0], column)))
    yield from found
