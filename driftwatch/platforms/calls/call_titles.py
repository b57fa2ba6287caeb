"""Headings that begin with a call and go on with what it does, be they numbered: "4.2 GET /widgets - List them"."""

import re
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Text
from driftwatch.extract.words.vocabulary import ANY_METHOD
from driftwatch.extract.words.wording import tidy, unadorned
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import CALL, call_matched, call_of_line
from driftwatch.platforms.calls.named_call import NamedCall

_NUMBER: Final = lazy_regex(
    r"\s{0,3}(?:(?:\d{1,2}(?:[.\-]\d{1,2}){0,5}[.)、：:]?|[(（]\d{1,2}[)）])\s{1,3}|[一二三四五六七八九十]{1,3}[、.]\s{0,3})"
)
"""The number of a heading, in front of what it says."""
_CAPITAL: Final = r"(?-i:[A-Z\u00c0-\u00de\u0400-\u042f\u0e00-\u0e7f\u1e00-\u1eff\u3040-\u9fff\uac00-\ud7af])"
"""How a word begins that is no part of a path: large, or in a script that has no large letters."""
_ENTITLED: Final = lazy_regex(
    rf"{CALL.pattern}\s(?:[|:\u2013\u2014-]\s.{{1,160}}|{_CAPITAL}[\w ,-]{{1,80}})$", re.IGNORECASE
)
"""A heading that begins with a call and goes on with what it does: "GET /widgets - List them", "GET /boxes All"."""
_METHOD: Final = lazy_regex(rf"(?:{ANY_METHOD})$", re.IGNORECASE)
_LONGEST: Final = 400
_FEW_RUNS: Final = 6


def match_whole(pattern: re.Pattern[str], text: Text) -> NamedCall | None:
    """Match a whole text against a pattern of calls; each of them has a slash in its target, and most texts none."""
    if "/" not in text.plain:
        return None
    said = tidy(text.template)
    return call_matched(pattern.match(said)) if len(said) <= 600 else None  # noqa: PLR2004 - longer is prose


def call_of_title(heading: Text) -> NamedCall | None:
    """Read a heading that begins with a call, whatever it says behind it: "`GET` `/widgets` lists them"."""
    plain = without_number(heading)
    return match_whole(_ENTITLED, plain) or _in_code(plain)


def without_number(heading: Text) -> Text:
    """Return a heading without the number and the pictures in front of it, which say nothing of its call."""
    first, *rest = heading.runs or (None,)
    if first is None or first.code:
        return heading
    said = _NUMBER.sub("", unadorned(first.text), count=1)
    return heading if said == first.text else Text((*((replace(first, text=said),) if said.strip() else ()), *rest))


def _in_code(heading: Text) -> NamedCall | None:
    """Read one that begins with a call in code, or with the method and, in code, the path: "GET `/widgets` - All"."""
    runs = [run for run in heading.runs[:_FEW_RUNS] if run.text.strip()]
    first = runs[0].text.strip() if runs else ""
    size = 2 if _METHOD.match(first) else 1
    coded = runs[1:size] if size > 1 else runs[:size]
    if not first or any(run.code for run in runs[size:]) or not coded or not all(run.code for run in coded):
        return None
    said = " ".join(run.text.strip() for run in runs[:size])
    return call_of_line(said) if len(runs) > size and len(said) <= _LONGEST else None
