"""Sentences that say which other call lists the fields of a call: "the same parameters as `POST /widgets`"."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from driftwatch.extract.fields.legends import BUT
from driftwatch.extract.text.blocks import Run, Text
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import call_of_line
from driftwatch.platforms.calls.named_call import NamedCall

_FIELDS: Final = r"(?:parameters|params|fields|arguments|attributes|properties|keys|filters)"
_EXCEPT: Final = lazy_regex(
    r"\b(?:except|excluding|other\sthan|besides|save|but\s(?:for|not|no|without))\b", re.IGNORECASE
)
"""The same where a "but" may as well say how they are passed."""
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
_LISTED_IN: Final = lazy_regex(
    r"\b(?:(?:all|any)\s(?:of\s)?(?:the\s)?|same\s(?:as\s)?(?:the\s|those\s)?|(?:refer\sto|see|in\saddition\sto)\s(?:the\s)?)"
    rf"(?:\w{{1,20}}\s){{0,3}}{_FIELDS}\s"
    r"(?:(?:that|can|may|are|is|be|used|found|accepted|supported|taken|listed|available|documented|described|as|of|from|for|"
    r"in|by|with|when|the)\s){1,6}$",
    re.IGNORECASE,
)
"""What stands before a link to another call, in a sentence that takes its fields: "Refer to the parameters of "."""
_WRITTEN: Final = lazy_regex(r"\w_\w|[a-z][A-Z]")
"""What tells a name as programs write it from a word."""
_BODY: Final = lazy_regex(r"\bbody\b", re.IGNORECASE)
_CHANGES: Final = lazy_regex(
    r"\b(?:change|changing|update|updating|modify|modifying|edit|editing)\sany\b", re.IGNORECASE
)
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
            is_part = _NOT.search(before) or BUT.search(_plain(text.runs[number + 1 :]).partition(".")[0])
            return call if _AS_WELL.search(before) and not is_part else None
    return None


class LinkedCall(NamedTuple):
    """The call of the page whose fields another one takes, as a link in a sentence names it."""

    anchor: str
    words: str = ""
    """Of the link, where the title may begin with them."""
    in_body: bool = False
    """What stands in the address of that call, this one has in its body."""
    is_change: bool = False
    """Some of them are changed: what that call needs, this one does not."""
    but: frozenset[str] = frozenset()
    """The words of what is said of fields that it does not take, or has besides."""


def as_in(text: Text) -> LinkedCall | None:
    """Return the other call that a link alone names, below a heading: "See [create](#create-it)."."""
    linked = [number for number, run in enumerate(text.runs) if run.href]
    if len(linked) != 1 or not text.runs[linked[0]].href.startswith("#"):
        return None
    link = text.runs[linked[0]]
    is_alone = _AS_IN.fullmatch(_plain(text.runs[: linked[0]])) and _plain(text.runs[linked[0] + 1 :]).strip(" .") == ""
    return LinkedCall(link.href[1:], link.text.strip()) if is_alone else None


def listed_by(text: Text, page: str) -> LinkedCall | None:
    """Return the other call of the page with that place of which a sentence takes the fields.

    "Takes the same parameters as [create](#create)."; "All filters that can be used in the [list](page.md#list)".
    """
    before = ""
    for number, run in enumerate(text.runs):
        if _leads_to(page, run.href) and _LISTED_IN.search(before):
            rest = _plain(text.runs[number + 1 :]).partition(". ")[0][:_LONGEST]
            but = _EXCEPT.search(rest)
            is_named = but and (_WRITTEN.search(rest, but.end()) or any(each.code for each in text.runs[number + 1 :]))
            if _NOT.search(before) or (but and not is_named):
                return None
            in_body = _BODY.search(before + rest) is not None
            return LinkedCall(
                run.href.partition("#")[2],
                in_body=in_body,
                is_change=_CHANGES.search(before) is not None,
                but=_words(rest[but.end() :] if but else ""),
            )
        before = (before + run.text)[-_BEFORE:]
    return None


def _words(said: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w.-]+", said))


def _leads_to(page: str, href: str) -> bool:
    """Tell whether a link leads to a section of the page itself, be it that it names its file."""
    file, sign, anchor = href.partition("#")
    return bool(sign and anchor) and (not file or _stem(file) == _stem(page))


def _stem(file: str) -> str:
    return file.rpartition("/")[2].partition(".")[0]


def _plain(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)
