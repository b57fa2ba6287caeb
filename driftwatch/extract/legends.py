"""Legends: sentences that say what a mark in the tables of a page means."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from driftwatch.extract.blocks import Section, tables_of
from driftwatch.extract.field_tables import marks_optional
from driftwatch.extract.prose import texts_of
from driftwatch.extract.statements import is_conditional_at

_LONGEST: Final = 400
"""Characters of a legend; what is longer is prose."""
_STARS: Final = re.compile(
    r"\*\s?(?:[=:\u2013-]|denotes?|indicates?|means?|marks?|are|is)?\s?(?:a\s)?(?:required|mandatory)\b"
    r"|\b(?:required|mandatory)(?:\s\w{1,20}){0,2}\s(?:(?:is|are)\s)?(?:marked|indicated|denoted|shown)\s(?:with|by)\s"
    r"(?:an?\s)?(?:red\s)?[\"'(`]?(?:\*|asterisk|star)"
    r"|(?:\*|asterisk|star)[\"')`]?\s(?:is|are)\s(?:required|mandatory)\b"
    r"|\*\s?(?:号)?(?:的|为|表示|代表|标记){0,2}[^\n。]{0,8}必[填选须需]|\*\s?[=:—–-]?\s?(?:обязательн|wymagan|erforderlich|obligat)",
    re.IGNORECASE,
)


def stars_mean_required(page: Section) -> bool:
    """Tell whether a page says that a star marks what is required; without a legend a star may be a footnote's."""
    texts = (text.plain for _, section in page.walk() for text in texts_of(section.blocks))
    return any(match and not is_conditional_at(text, match.end()) for text, match in _legends(texts))


def _legends(texts: Iterable[str]) -> Iterator[tuple[str, re.Match[str] | None]]:
    return ((text, _STARS.search(text)) for text in texts if len(text) <= _LONGEST)


def question_marks_mean_optional(page: Section) -> bool:
    """Tell whether tables of a page mark optional fields with a `?` behind their names."""
    return any(marks_optional(table) for _, section in page.walk() for table in tables_of(section.blocks))
