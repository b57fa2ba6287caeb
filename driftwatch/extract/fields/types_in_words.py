"""The types that descriptions say in words: "Boolean value, whether ...", "A list of names", "When (integer)"."""

import re
from typing import Final

from driftwatch.patterns import lazy_regex

_FIRST_WORDS: Final = lazy_regex(r"[:：–—−-]{1,2}\s{1,3}([A-Za-z]{2,12})\s?(?=[.,;(（]|[:–—-]\s|$)")
"""A type with which a description begins: ": Boolean (0/1)", ": string - How it is called"."""
_VALUE_OF: Final = lazy_regex(
    r"[:：–—−-]{1,2}\s{1,3}(?:an?\s)?(?:(?P<kind>string|integer|number|float|boolean|bool)\s"
    r"(?:values?|flag|specifying|containing|representing|indicating)\b|(?P<holder>list|array|map|mapping|dictionary)\sof\s)",
    re.IGNORECASE,
)
"""The same in a sentence: ": Boolean value, whether ...", " - A list of names"."""
_HOLDERS: Final = {"list": "array", "array": "array", "map": "object", "mapping": "object", "dictionary": "object"}
_TRUTH: Final = lazy_regex(
    r"[:：–—−-]{1,2}\s{1,3}(?:(?:1|0|true|false|yes|no|on|off)\b(?:\s?/\s?|\s(?:or|and)\s)?){2,6}(?=\s?[,.;:(]|\s?$)",
    re.IGNORECASE,
)
"""A choice of spellings of true and false alone: " - 1/True/true or 0/False/false, whether ..."."""
_YES: Final = frozenset(("1", "true", "yes", "on"))
_NO: Final = frozenset(("0", "false", "no", "off"))
_OBJECT: Final = lazy_regex(
    r"[:：–—−-]{1,2}\s{1,3}(?:an?\s)?(?:object|hash)\s(?:mapping|containing|with|that|whose|describing)\b",
    re.IGNORECASE,
)
_ASIDE_WORD: Final = lazy_regex(r"\(([A-Za-z]{2,12})\)")
_LAST_WORD: Final = lazy_regex(r"\(([A-Za-z]{2,12})(?:,\s[^()]{1,60})?\)\.?$")
"""The same with which a description ends, and what the type holds: "When it was made (integer, in seconds)"."""
_OUTRIGHT: Final = frozenset(
    ("string", "integer", "int", "number", "float", "double", "boolean", "bool", "array", "object")
)
"""Words that are types wherever they stand alone; others, such as "record" and "link", may say what a field holds."""
_HEAD: Final = 80
"""Letters at the begin or the end of a description in which its type may stand in brackets."""


def type_in_words(rest: str) -> str:
    """Return the type that a description begins with, or has in brackets: ": Boolean (0/1).", "time (integer)"."""
    said_of = _VALUE_OF.match(rest)
    if said_of is not None:
        return said_of["kind"] or _HOLDERS[said_of["holder"].lower()]
    first = _FIRST_WORDS.match(rest)
    said = [*([first[1]] if first else []), *_ASIDE_WORD.findall(rest[:_HEAD]), *_LAST_WORD.findall(rest[-_HEAD:])]
    return next((kind for kind in said if kind.lower() in _OUTRIGHT), "")


def type_of_choice(rest: str) -> str:
    """Return boolean for a choice between ways to write true and false, object for one that is described as such."""
    match = _TRUTH.match(rest)
    said = set(re.findall(r"\w+", match.group().lower())) if match else set()
    if said & _YES and said & _NO:
        return "boolean"
    return "object" if _OBJECT.match(rest) else ""
