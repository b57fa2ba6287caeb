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

_STAR_WORDS: Final = ("*", "star", "Star", "aster", "Aster")
_ALL_NEEDED: Final = re.compile(
    r"\b(?<!not\s)all\s(?:(?:request|body|query|of|the|these)\s){0,3}(?:parameters?|params|fields|attributes|properties|arguments)"
    r"\s(?:are|is)\s(required|mandatory|optional)\b",
    re.IGNORECASE,
)
"""What a sentence says of all that is sent, but for what says otherwise."""
_UNLESS: Final = re.compile(
    r"\b(?:unless|if\snot|except\swhere)\s(?:it\sis\s|explicitly\s|otherwise\s|stated|specified|marked|noted|indicated|mentioned)",
    re.IGNORECASE,
)

_BUT: Final = re.compile(r"\b(?:except|excluding|but|other\sthan|besides|save)\b", re.IGNORECASE)


def speaks_of_all(text: str) -> bool:
    """Tell whether a text says of all parameters whether they are required."""
    return len(text) <= _LONGEST and "all" in text.lower() and _ALL_NEEDED.search(text) is not None


def need_of_all(texts: Iterable[str], *, on_page: bool = False) -> bool | None:
    """Tell whether a sentence says that all parameters are required, or that all are optional; None where none does.

    On a whole page, only a sentence counts that says so "unless otherwise stated": any other speaks of its own section.
    """
    for text in texts:
        match = _ALL_NEEDED.search(text) if len(text) <= _LONGEST else None
        if match and _BUT.search(text, match.end()) and not _UNLESS.search(text):
            continue  # what is excepted is named, which a reader of sentences about one call takes in
        if match and (_UNLESS.search(text) or not (on_page or is_conditional_at(text, match.end()))):
            return match[1].lower() != "optional"
    return None


def stars_mean_required(page: Section) -> bool:
    """Tell whether a page says that a star marks what is required; without a legend a star may be a footnote's."""
    texts = (text.plain for _, section in page.walk() for text in texts_of(section.blocks))
    return any(match and not is_conditional_at(text, match.end()) for text, match in _legends(texts))


def _legends(texts: Iterable[str]) -> Iterator[tuple[str, re.Match[str] | None]]:
    starred = (text for text in texts if len(text) <= _LONGEST and any(star in text for star in _STAR_WORDS))
    return ((text, _STARS.search(text)) for text in starred)


def question_marks_mean_optional(page: Section) -> bool:
    """Tell whether tables of a page mark optional fields with a `?` behind their names."""
    return any(marks_optional(table) for _, section in page.walk() for table in tables_of(section.blocks))
