"""Whether a sample of a text is the beginning of one sample and the end of another: what stood between them was lost.

Who takes sections out leaves samples whole. An answer that lost a piece from the midst of one block of code to the
midst of another closes all its blocks, and reads like an edit that took sections out.
"""

import re
from collections.abc import Iterator
from typing import Final

from driftwatch.patterns import lazy_regex, unescape
from driftwatch.presence.integrity import fences, is_html

_TAG: Final = lazy_regex(r"<[^<>]{1,2000}>")
_PRE: Final = lazy_regex(r"<pre(?=[\s>])")
_BEGUN: Final = lazy_regex(r"^[ \t]{0,3}(?:```|~~~)[ \t]{0,3}\w", re.MULTILINE)
_BRACKET: Final = lazy_regex(r'"(?:[^"\\\n]|\\.)*"?|[{}\[\]]')
_OPENED_BY: Final = {"}": "{", "]": "["}


def has_torn_sample(text: str) -> bool:
    """Tell whether a block of code that begins as JSON or XML does not end as that, or another block begins in one."""
    return any(_is_torn(sample.strip()) for sample in _samples(text))


def _samples(text: str) -> Iterator[str]:
    if is_html(text):
        for part in _PRE.split(text)[1:]:
            yield unescape(_TAG.sub("", part.partition(">")[2].partition("</pre")[0]))
    else:
        for opened, closed in fences(text):
            if closed is not None:
                yield text[opened.end() : closed.start()]


def _is_torn(sample: str) -> bool:
    if _BEGUN.search(sample):
        return True
    if sample.startswith("<"):
        return "</" in sample and not sample.endswith(">")
    if not sample.startswith(("{", "[")):
        return False
    opened: list[str] = []
    for match in _BRACKET.finditer(sample):
        sign = match[0]
        if sign in ("{", "["):
            opened.append(sign)
        elif sign in _OPENED_BY and (not opened or opened.pop() != _OPENED_BY[sign]):
            return True
    return bool(opened)
