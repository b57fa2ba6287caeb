"""What is said of a field behind its name, its type and its need.

"`kind` (string, required): One of `a`, `b`" says "One of `a`, `b`", as the cell of descriptions in a table would.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Run, Text
from driftwatch.patterns import lazy_regex

_BETWEEN: Final = lazy_regex(
    r"(?:\s?[(（](?:optional|required|mandatory)[^()（）]{0,60}[)）])?\s?(?:[:：\u2013\u2014]\s?|-{1,2}\s)?",
    re.IGNORECASE,
)
"""What may stand between a type and the words: its need in brackets, a colon or a dash."""

_NEED_FIRST: Final = lazy_regex(
    r"\s?(?:[\[(](?:optional|required|mandatory|conditional)[\])]|(?:optional|required|mandatory)\.(?=\s))\s?",
    re.IGNORECASE,
)
"""What a description may begin with before it says anything of the values."""


def behind_need(said: str) -> str:
    """Return what a description says behind the need with which it begins."""
    first = _NEED_FIRST.match(said)
    return said[first.end() :] if first else said


def words_behind(text: Text, noted: str) -> Text:
    """Return what an item says behind its name and behind what is noted of its type; that is "" where nothing is.

    >>> words_behind(Text((Run("kind", code=True), Run(" (string): Kind of box"))), "(string)").plain
    'Kind of box'
    """
    runs = text.runs[1:]
    said = "".join(run.text for run in runs)
    at = said.find(noted) + len(noted) if noted and noted in said else 0
    between = _BETWEEN.match(said, at)
    return Text(tuple(_from(runs, between.end() if between else at)))


def _from(runs: Sequence[Run], start: int) -> Iterator[Run]:
    """Yield what stands in runs from a letter of their text on."""
    for run in runs:
        if start < len(run.text):
            yield replace(run, text=run.text[start:]) if start else run
        start = max(start - len(run.text), 0)
