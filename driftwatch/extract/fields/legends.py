"""Legends: sentences that say what a mark in the tables of a page means, or what holds of all fields of a request."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from driftwatch.extract.fields.field_tables import marks_optional
from driftwatch.extract.fields.statements import is_conditional_at
from driftwatch.extract.text.blocks import Section, Text, asked_once, tables_of
from driftwatch.extract.text.prose import texts_of, texts_of_page
from driftwatch.extract.words.wording import tidy
from driftwatch.patterns import holds_any, lazy_regex

_LONGEST_OF_ALL: Final = 600
_LONGEST: Final = 400
"""Characters of a legend; what is longer is prose."""
_STARS: Final = lazy_regex(
    r"\*\s?(?:[=:\u2013-]|denotes?|indicates?|means?|marks?|are|is)?\s?(?:a\s)?(?:required|mandatory)\b"
    r"|\b(?:required|mandatory)(?:\s\w{1,20}){0,2}\s(?:(?:is|are)\s)?(?:marked|indicated|denoted|shown)\s(?:with|by)\s"
    r"(?:an?\s)?(?:red\s)?[\"'(`]?(?:\*|asterisk|star)"
    r"|(?:\*|asterisk|star)[\"')`]?\s(?:is|are)\s(?:required|mandatory)\b"
    r"|\*\s?(?:号)?(?:的|为|表示|代表|标记){0,2}[^\n。]{0,8}必[填选须需]|\*\s?[=:—–-]?\s?(?:обязательн|wymagan|erforderlich|obligat)",
    re.IGNORECASE,
)

_STAR_WORDS: Final = ("*", "star", "Star", "aster", "Aster")
_FIELDS: Final = r"(?:parameters?|params|fields|arguments|attributes|properties|keys)"
_OF_ALL: Final = lazy_regex(
    rf"\b(?<!not\s)all\s(?:of\s)?(?:the\s|these\s|its\s)?(?:(?!other\b)\w{{1,20}}\s){{0,2}}{_FIELDS}\b(?P<before>[^.!?\n]{{0,120}}?)"
    r"\b(?:are|is)\s(?P<need>required|mandatory|optional)\b(?P<after>[^.!?\n]{0,120})"
    r"|(?P<plain>所有(?:的)?(?:请求)?(?:参数|字段)(?:均|都)?(?:为|是)?可选|все\s(?:параметры|поля)\s(?:являются\s)?необязательн)",
    re.IGNORECASE,
)
"""What a sentence says of all that is sent, but for what says otherwise."""
_UNLESS: Final = lazy_regex(
    r"\b(?:unless|if\snot|except\swhere)\s(?:it\sis\s|explicitly\s|otherwise\s|stated|specified|marked|noted|indicated|mentioned)",
    re.IGNORECASE,
)
BUT: Final = lazy_regex(r"\b(?:except|excluding|but|other\sthan|besides|save)\b", re.IGNORECASE)
_CONDITION: Final = lazy_regex(r"\b(?:if|when|unless|until|for\s(?!`|this\b))\b", re.IGNORECASE)
_SIGNS: Final = ("all ", "可选", "необязательн")
"""One of these stands in each such sentence."""


class OfAll(Struct, frozen=True):
    """What a sentence says of all fields of a request: whether they are required, but for those named."""

    required: bool
    but: frozenset[str] = frozenset()
    is_legend: bool = False
    """It says so "unless otherwise stated", which may hold for a whole page."""


def of_all(text: Text) -> OfAll | None:
    """Return what a text says of all parameters; None where it says nothing, or something under a condition."""
    if not holds_any(text.plain.lower(), _SIGNS):
        return None
    plain = tidy("".join(f"`{run.text.strip()}`" if run.code else run.text for run in text.runs))
    match = _OF_ALL.search(plain) if len(plain) <= _LONGEST_OF_ALL else None
    if match is None or match["plain"]:
        return OfAll(required=False) if match else None
    required = match["need"].lower() != "optional"
    opening = re.split(r"[.!?]\s", plain[: match.start()])[-1]
    if _UNLESS.search(opening) or _UNLESS.search(match["after"]):
        return OfAll(required=required, is_legend=True) if not match["before"].strip() else None
    around = f"{match['before']} {match['after']}"
    names = frozenset(re.findall(r"`([^`]{1,80})`", around))
    if _CONDITION.search(around) or bool(names) != bool(BUT.search(around)):
        return None
    return OfAll(required=required, but=names)


def stars_mean_required(page: Section) -> bool:
    """Tell whether a page says that a star marks what is required, in words or as it sets them: in red.

    Without either a star may be a footnote's.
    """
    if page.has_required_stars:
        return True
    texts = (text.plain for text in texts_of_page(page))
    return any(match and not is_conditional_at(text, match.end()) for text, match in _legends(texts))


def need_of_all(section: Section) -> bool | None:
    """Tell whether a sentence of a section says that all that is sent there is required, or that all is optional.

    Where it names what is excepted, it speaks of the call as a whole.
    """
    said = (of_all(text) for text in texts_of(section.blocks))
    return next((found.required for found in said if found is not None and not found.but), None)


def _legends(texts: Iterable[str]) -> Iterator[tuple[str, re.Match[str] | None]]:
    starred = (text for text in texts if len(text) <= _LONGEST and any(star in text for star in _STAR_WORDS))
    return ((text, _STARS.search(text)) for text in starred)


@asked_once
def question_marks_mean_optional(page: Section) -> bool:
    """Tell whether tables of a page mark optional fields with a `?` behind their names."""
    return any(marks_optional(table) for _, section in page.walk() for table in tables_of(section.blocks))
