"""Values of which each has behind it what it means: "`0` = shut, `1` = open", "`new` - just made; `old` - kept".

What is in code or in quotes within a meaning is no value: a piece of the list begins with its value.
"""

import re
from typing import Final

from driftwatch.extract.words.open_lists import AND_MORE
from driftwatch.patterns import lazy_regex

_SPAN: Final = r"(?:\x02[^\x02\x03]{1,100}\x03|\"[^\"\x02\x03\n]{1,60}\")"
_SIGN: Final = r"(?P<sign%d>=>?|:|-|\u2013|\u2014|\(|(?:if|when|for|means|indicates)\b)"
_ASIDE: Final = r"(?:\s?\([^()\x02\x03\n]{1,60}\)(?=\s?[:=\u2013\u2014-]))?"
"""What is said of a value besides, in front of its meaning."""
_FIRST: Final = lazy_regex(rf"(?P<first>{_SPAN}){_ASIDE}\s?{_SIGN % 1}", re.IGNORECASE)
_NEXT: Final = lazy_regex(
    rf"(?:[;,.)]\s?(?:(?:and|or)\s)?|\n\s?|\s(?:or|and)\s)(?:[-*\u2022]\s)?(?P<value>{_SPAN}){_ASIDE}\s?{_SIGN % 2}",
    re.IGNORECASE,
)
_GLOSS: Final = lazy_regex(rf"\s?{_SIGN % 1}", re.IGNORECASE)
_OPEN: Final = lazy_regex(rf"\b(?:{'|'.join(sorted(AND_MORE))})\b|\.\.\.|\u2026", re.IGNORECASE)
_WITHOUT: Final = lazy_regex(rf"[;,.]\s?(?:(?:and|or)\s)?{_SPAN}\s?(?=[;,.]|$)")
"""A value, or a part of a meaning, that has none behind it: nobody knows which of both it is."""
_PATTERN: Final = lazy_regex(r":[^:/\s]{1,40}/")
"""What makes a value a pattern of several: `made_at:asc/desc`."""
_OF_OTHER: Final = lazy_regex(r"\x03\s(?:values?|options?)\s?[:\uff1a]?\s?$", re.IGNORECASE)
"""What says before the list that it is of another field than the one that is described."""
_HEAD: Final = 20
_FLAGS: Final = frozenset(("true", "false"))
_MARKS: Final = "\x02\x03\"' "
_LONGEST: Final = 2_000


def glossed_values(said: str, at: int) -> tuple[str, ...]:
    r"""Return the values with which a list begins at a place, each with its meaning behind the same sign; () for none.

    >>> glossed_values("Valid values: \x020\x03 = shut (default), \x021\x03 = open.", 14)
    ('0', '1')
    >>> glossed_values('"new" - by "date"; "old" - by "size"', 0), glossed_values('"new" - of "date", "size"', 0)
    (('new', 'old'), ())
    """
    listed = said[at : at + _LONGEST]
    first = _FIRST.match(listed)
    if first is None:
        return ()
    sign = first["sign1"].lower()
    others = (match for match in _NEXT.finditer(listed, first.end()) if match["sign2"].lower() == sign)
    found = [first["first"], *(match["value"] for match in others)]
    values = tuple(sorted({value.strip(_MARKS) for value in found}))
    is_open = any(pattern.search(listed) for pattern in (_OPEN, _WITHOUT)) or _FLAGS.issuperset(values)
    is_open |= any(map(_PATTERN.search, values)) or _OF_OTHER.search(said[:at][-_HEAD:]) is not None
    return values if len(values) == len(found) > 1 and not is_open else ()


def has_gloss(said: str, end: int) -> bool:
    """Tell whether a meaning follows a value that ends at a place, and then another value: more than one is meant."""
    return _GLOSS.match(said, end) is not None and ("\x02" in said[end:] or '"' in said[end:])
