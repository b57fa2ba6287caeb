"""Sentences that say which values a field may have: "`kind` must be one of `red`, `blue`".

The values stand in code, as the name of the field does, and nothing says that there are others.
"""

import re
from typing import Final

from driftwatch.extract.blocks import Text
from driftwatch.patterns import lazy_regex

_CODE: Final = "[\x02]([^\x02\x03]{1,60})[\x03]"
_ALLOWED: Final = r"(?:valid|allowed|supported|possible|accepted|permitted|available)"
_NAME: Final = "\x02(?P<name%d>[A-Za-z_$][\\w$.\\[\\]-]{0,60})\x03"
_FIRST: Final = lazy_regex(
    rf"(?:{_NAME % 1}\s(?:must|can|may|should)\s(?:only\s)?be(?:\seither)?"
    r"(?:\s(?:exactly\s)?(?:one|any)\sof(?:\sthe\sfollowing)?(?:\svalues)?)?"
    rf"|{_NAME % 2}\s(?:is|are)\s(?:always\s)?(?:exactly\s)?one\sof(?:\sthe\sfollowing)?"
    rf"|\b{_ALLOWED}\s(?:values|options|choices)\s(?:for|of)\s(?:the\s)?{_NAME % 3}"
    r"(?:\s(?:field|parameter|property))?(?:\sare)?"
    rf"|\b(?:{_ALLOWED}\s)?{_NAME % 4}\s(?:values|options)(?:\sare)?)\s?[:\uff1a]?\s?(?=\x02)",
    re.IGNORECASE,
)
"""What stands before the first value; the name of the field in it."""
_VALUE: Final = lazy_regex(rf"{_CODE}(?:\s\([^()]{{1,80}}\))?")
_NEXT: Final = lazy_regex(r"\s?(?:,|/|\||;)?\s?(?:(?:and|or)\s)?(?=\x02)")
_END: Final = lazy_regex(r"\s?(?:$|[.;)](?:\s|$)|[,:]?\s(?:[\u2013\u2014(-]|\())")
"""What stands behind the last one."""
_OPEN: Final = lazy_regex(
    r"\b(?:if|when|whenever|unless|for example|e\.g|such as|not|never|with|only|include|includes|default)\b",
    re.IGNORECASE,
)
"""What makes a sentence one of a condition, or of some of the values."""
_SENTENCES: Final = lazy_regex(r"(?<=[.!?])\s(?=\S)")
_LITERAL: Final = lazy_regex(r"[A-Za-z0-9_$][\w$.:/+@ -]{0,60}|\"[^\"]{1,60}\"|'[^']{1,60}'")
_TYPES: Final = frozenset(
    (
        "any", "array", "bool", "boolean", "double", "empty", "false", "float", "int", "integer", "list", "nil", "none",
        "null", "number", "object", "string", "true", "undefined",
    )
)  # fmt: skip
"""What such a sentence says of types, or of nothing at all."""
_LONGEST: Final = 1_000
_FEW: Final = 2
_MOST: Final = 40


def values_said(text: Text) -> dict[str, tuple[str, ...]]:
    """Return the values that the sentences of a text say fields may have, by the names of these."""
    if len(text.codes) <= _FEW:
        return {}
    marked = "".join(f"\x02{run.text.strip()}\x03" if run.code else run.text for run in text.runs)
    said = " ".join(marked[:_LONGEST].split())
    found: dict[str, tuple[str, ...]] = {}
    for sentence in _SENTENCES.split(said):
        match = _FIRST.search(sentence)
        if match is None or _OPEN.search(sentence, 0, match.start()):
            continue
        name = next(filter(None, match.groups()))
        values = _values(sentence, match.end())
        if len(values) >= _FEW and name not in values:
            found.setdefault(name, values)
    return found


def _values(sentence: str, at: int) -> tuple[str, ...]:
    """Return the values in code from a place on, up to the end of their list; () where it ends in something else."""
    found: list[str] = []
    while (match := _VALUE.match(sentence, at)) is not None and len(found) < _MOST:
        if _LITERAL.fullmatch(match[1]) is None or match[1].lower() in _TYPES:
            return ()
        found.append(match[1].strip("\"'"))
        at = match.end()
        following = _NEXT.match(sentence, at)
        if following is None or following.end() == at:
            break
        at = following.end()
    return tuple(dict.fromkeys(found)) if _END.match(sentence, at) else ()
