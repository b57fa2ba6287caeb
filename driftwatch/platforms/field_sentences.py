"""Sentences that say which other call lists the fields of a call: "the same parameters as `POST /widgets`"."""

import re
from collections.abc import Sequence
from typing import Final

from driftwatch.extract.blocks import Run, Text
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.endpoint_headings import NamedCall, call_of_line

_FIELDS: Final = r"(?:parameters|params|fields|arguments|attributes|properties|keys)"
_BUT: Final = lazy_regex(r"\b(?:except|excluding|but|other\sthan|besides|save)\b", re.IGNORECASE)
_AS_WELL: Final = lazy_regex(
    rf"\b(?:all\s(?:of\s)?(?:the\s)?|the\ssame\s|same\s)(?:\w{{1,20}}\s){{0,2}}{_FIELDS}\s"
    r"(?:(?:that\s(?:are|is)\s)?(?:accepted|supported|taken|listed|documented)\s(?:by|in|for|at|of)|as|of|from|for|in)\s(?:the\s)?$",
    re.IGNORECASE,
)
_AS_IN: Final = lazy_regex(
    r"(?:please\s)?(?:see|(?:the\s)?same\s(?:\w{1,20}\s)?as|as\s(?:in|for)|identical\sto)\s(?:in\s|for\s)?(?:the\s)?",
    re.IGNORECASE,
)
"""What stands before a link to the section of another call, where nothing else is said of what is sent."""
_NOT: Final = lazy_regex(r"\b(?:not|no|without)\b[^.!?\n]{0,60}$", re.IGNORECASE)
_LONGEST: Final = 600
_BEFORE: Final = 160
"""Characters before the name of another call that say what of it is taken."""


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


def as_in(text: Text) -> tuple[str, str]:
    """Return anchor and words of the link to another call of the page, below a heading: "See [create](#create-it)."."""
    linked = [number for number, run in enumerate(text.runs) if run.href]
    if len(linked) != 1 or not text.runs[linked[0]].href.startswith("#"):
        return "", ""
    link = text.runs[linked[0]]
    is_alone = _AS_IN.fullmatch(_plain(text.runs[: linked[0]])) and _plain(text.runs[linked[0] + 1 :]).strip(" .") == ""
    return (link.href[1:], link.text.strip()) if is_alone else ("", "")


def _plain(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)
