"""Sentences about all fields of a call: "All parameters are optional", "the same parameters as `POST /widgets`"."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from driftwatch.extract.blocks import Run, Text
from driftwatch.extract.wording import tidy
from driftwatch.platforms.endpoint_headings import NamedCall, call_of_line

_FIELDS: Final = r"(?:parameters|params|fields|arguments|attributes|properties|keys)"
_OPTIONAL: Final = re.compile(
    rf"(?:^|[.!?\n]\s?)all\s(?:of\s)?(?:the\s|these\s|its\s)?(?:(?!other\b)\w{{1,20}}\s){{0,2}}{_FIELDS}\b(?P<before>[^.!?\n]{{0,120}}?)"
    r"\b(?:are|is)\soptional\b(?P<after>[^.!?\n]{0,120})"
    r"|(?P<plain>所有(?:的)?(?:请求)?(?:参数|字段)(?:均|都)?(?:为|是)?可选|все\s(?:параметры|поля)\s(?:являются\s)?необязательн)",
    re.IGNORECASE,
)
_BUT: Final = re.compile(r"\b(?:except|excluding|but|other\sthan|besides|save)\b", re.IGNORECASE)
_CONDITION: Final = re.compile(r"\b(?:if|when|unless|until|for\s(?!`|this\b))\b", re.IGNORECASE)
_AS_WELL: Final = re.compile(
    rf"\b(?:all\s(?:of\s)?(?:the\s)?|the\ssame\s|same\s)(?:\w{{1,20}}\s){{0,2}}{_FIELDS}\s"
    r"(?:(?:that\s(?:are|is)\s)?(?:accepted|supported|taken|listed|documented)\s(?:by|in|for|at|of)|as|of|from|for|in)\s(?:the\s)?$",
    re.IGNORECASE,
)
_SIGNS: Final = ("ptional", "可选", "необязательн")
"""One of these stands in each such sentence."""
_NOT: Final = re.compile(r"\b(?:not|no|without)\b[^.!?\n]{0,60}$", re.IGNORECASE)
_LONGEST: Final = 600
_BEFORE: Final = 160
"""Characters before the name of another call that say what of it is taken."""


class Optional(Struct, frozen=True):
    """That all fields of a request are optional, but for those named."""

    but: frozenset[str] = frozenset()


def optional_by(text: Text) -> Optional | None:
    """Return what a sentence says of which fields are optional; None where it says nothing of all of them."""
    if not any(said in run.text for run in text.runs for said in _SIGNS):
        return None
    plain = tidy("".join(f"`{run.text.strip()}`" if run.code else run.text for run in text.runs))[:_LONGEST]
    match = _OPTIONAL.search(plain)
    if match is None:
        return None
    if match["plain"]:
        return Optional()
    around = f"{match['before']} {match['after']}"
    names = frozenset(re.findall(r"`([^`]{1,80})`", around))
    if _CONDITION.search(around) or bool(names) != bool(_BUT.search(around)):
        return None
    return Optional(names)


def taken_from(text: Text) -> NamedCall | None:
    """Return the other call whose fields a call takes as well: "In addition to all parameters of `POST /widgets`"."""
    if sum(len(run.text) for run in text.runs) > _LONGEST:
        return None
    for number, run in enumerate(text.runs):
        call = call_of_line(run.text.strip()) if run.code else None
        if call is not None:
            before = _plain(text.runs[:number])[-_BEFORE:]
            is_part = _NOT.search(before) or _BUT.search(_plain(text.runs[number + 1 :]).partition(".")[0])
            return call if _AS_WELL.search(before) and not is_part else None
    return None


def _plain(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)
