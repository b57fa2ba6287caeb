"""Defaults that stand in front of the word: "Set to `false` by default", "`asc` (default) or `desc`"."""

import re
from typing import Final

from driftwatch.patterns import lazy_regex

_VALUE: Final = (
    r"(?P<value>\x02[^\x02\x03]{1,100}\x03|\"[^\"\x02\x03\n]{1,60}\"|(?<![\w.-])-?\d{1,15}(?:\.\d{1,10})?(?![\w.%-])"
    r"|\b(?:true|false)\b)"
)
_BEFORE: Final = lazy_regex(
    rf"(?:^\W{{0,3}}|[.;,:(\u2013\u2014\n]\s?|\s-\s|\b(?:is|are|set\sto|equals)\s){_VALUE}(?:\s\([^()\x02\x03]{{1,40}}\))?"
    r"\sby\sdefault\b",
    re.IGNORECASE,
)
_BEHIND: Final = lazy_regex(
    rf"(?:^|[.;(\n]\s?)by\sdefault,?\s(?:(?:it|this)\sis\s)?{_VALUE}(?=\s?(?:[.;,)\n]|$))", re.IGNORECASE
)
_MARKED: Final = lazy_regex(
    r"(?P<value>\x02[^\x02\x03]{1,100}\x03)(?:\s?[=:\u2013\u2014-]\s?[^,;.()\x02\x03\n]{1,80})?\s?\((?:the\s)?default\)",
    re.IGNORECASE,
)
"""One value of a list, its meaning behind it, that is told to be the default."""
_OF_BOUND: Final = lazy_regex(
    r"\b(?:max|maximum|min|minimum|at\smost|at\sleast|up\sto|not|never|no\slonger|longest|shortest|largest|smallest)\b[^.;\n]{0,60}$",
    re.IGNORECASE,
)
"""What makes such a value that of a bound, which the service sets, or of none."""
_SIGNS: Final = ("by default", "default)")
_CLAUSE: Final = 100


def said_by_default(said: str) -> re.Match[str] | None:
    r"""Find the default that a text names in front of the word; None where it names several or speaks of a bound.

    >>> found = [said_by_default(said) for said in ("Set to \x02no\x03 by default.", "At most 9 by default")]
    >>> [match and match["value"] for match in found]
    ['\x02no\x03', None]
    """
    small = said.lower()
    if not any(sign in small for sign in _SIGNS):
        return None
    found = [match for pattern in (_BEFORE, _BEHIND, _MARKED) for match in pattern.finditer(said)]
    if len({match["value"] for match in found}) != 1:
        return None
    (match, *_) = found
    return None if _OF_BOUND.search(said[max(match.start("value") - _CLAUSE, 0) : match.start("value")]) else match
