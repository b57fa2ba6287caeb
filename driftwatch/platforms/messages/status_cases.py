"""Statuses that stand apart in a sentence, each with the case in which it comes: "Stops it; `409` if it has ended"."""

import re
from collections.abc import Iterator
from typing import Final

from driftwatch.extract.words import error_words
from driftwatch.extract.words.error_words import PHRASES
from driftwatch.extract.words.phrases import said
from driftwatch.patterns import lazy_regex

STATUS: Final = r"(?P<status>[1-5]\d\d|[1-5]xx|default)(?![\w%]|[.,-]\d)"
"""A status, of which a number with a unit or a fraction is none."""
MARK: Final = "\x01"
"""What stands around code and bold type in a sentence that is looked through."""
_KNOWN: Final = PHRASES.keys() | {str(status) for status in error_words.FAILURES}
_IF: Final = rf"if|when|whenever|unless|once|in\scase|otherwise|{'|'.join(sorted(said('if')))}"
_CASE: Final = lazy_regex(
    rf"{MARK}(?:HTTP\s)?{STATUS}(?:\s[\w '-]{{1,60}})?{MARK}\s"
    rf"(?:(?P<case>{_IF})|upon|on|for|with|after|means|indicates)\b",
    re.IGNORECASE,
)
"""A status apart, and when it comes: "`404 no_such_box` if there is none"."""
_PLAIN: Final = lazy_regex(
    rf"(?:HTTP\s{STATUS}(?:\s{MARK}[\w '-]{{1,60}}{MARK})?(?=\)|\s(?:{_IF})\b)"
    rf"|(?<![\w.,$/-])(?P<bare>[45]\d\d)(?=\s(?:{_IF})\b)"
    r"|\b(?:(?:rejected|refused|denied)\s(?:with\s)?|(?:yields?|produces?|gets?)\s)(?:an?\s)?(?:HTTP\s)?"
    rf"(?:{MARK}(?P<marked>[45]\d\d)(?:\s[\w '-]{{1,60}})?{MARK}"
    rf"|(?P<refused>[45]\d\d)(?=\s?(?:[.,;)]|$)|\s(?:{_IF})\b)))",
    re.IGNORECASE,
)
"""The same without a mark: "HTTP 503 when it is shut", "(HTTP 409 `box_taken`)", "(404 if there is none)".

Or behind a word for a failure: "is rejected with 400", "yields a `404`".
"""
_ASIDE: Final = lazy_regex(rf"[(\uff08](?:still\s)?{MARK}(?:HTTP\s)?{STATUS}(?:\s[\w '-]{{1,60}})?{MARK}[)\uff09]")
"""A status alone in brackets, apart: "An unknown box is refused (`404`)"."""
_FAILED: Final = lazy_regex(
    r"\b(?:refused?|rejects?|rejected|denied|unknown|invalid|missing|conflicts?)\b", re.IGNORECASE
)
"""What a sentence says before it names a failure in brackets."""
_GOES_ON: Final = lazy_regex(r"(?:[,;]\s?(?:(?:and|or)\s)?|\s(?:and|or)\s)\Z", re.IGNORECASE)
_BEGINS: Final = lazy_regex(r"(?:^|[;(\uff08\u2013\u2014\u2192]\s?|->\s)\Z")
"""What stands in front of a status that begins a part of a sentence."""
_NEAR: Final = 8
"""Letters before a status in which it is said that a row of them goes on, or a part of the sentence begins."""


def written_status(status: str) -> str:
    """Write a status as addresses do: `200`, `4XX`, `default`."""
    return "default" if status.lower() == "default" else status.upper()


def is_known(status: str) -> bool:
    """Tell whether a number is a registered status, or another that stands for failures."""
    return status in _KNOWN or status.lower() == "default" or status[1:].lower() == "xx"


def cases_in(sentence: str, end: int) -> tuple[str, ...]:
    """Return the statuses of a sentence that stand before `end`, each with its case: "`404` if none, or `409` if".

    What begins a sentence, and goes on with a row of such, may have its case in other words.
    """
    if not any(digit in sentence for digit in "2345"):
        return ()
    found: list[str] = []
    for match in _CASE.finditer(sentence) if MARK in sentence else ():
        is_first = not match.start()
        is_next = bool(found) and _stands_behind(_GOES_ON, sentence, match.start())
        is_part = match["case"] and match["status"][0] in "45" and _stands_behind(_BEGINS, sentence, match.start())
        if (is_first or is_next or (is_part and match.start() <= end)) and is_known(match["status"]):
            found.append(written_status(match["status"]))
        elif found and not is_next:
            break
    return tuple(dict.fromkeys((*found, *_others(sentence, end))))


def _others(sentence: str, end: int) -> Iterator[str]:
    for match in _PLAIN.finditer(sentence, 0, end):
        status = next(filter(None, match.groups()))
        if is_known(status) and (not match["bare"] or _stands_behind(_BEGINS, sentence, match.start())):
            yield written_status(status)
    for match in _ASIDE.finditer(sentence, 0, end) if MARK in sentence else ():
        if is_known(match["status"]) and _FAILED.search(sentence, 0, match.start()):
            yield written_status(match["status"])


def _stands_behind(pattern: re.Pattern[str], sentence: str, at: int) -> bool:
    return pattern.search(sentence, max(0, at - _NEAR), at) is not None
