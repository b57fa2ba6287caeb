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
_NAMED: Final = lazy_regex(
    rf"(?:[;,.)]\s?(?:(?:and|or)\s)?|\n\s?|\s(?:or|and)\s)(?:[-*\u2022]\s)?(?P<value>{_SPAN})", re.IGNORECASE
)
"""Where a value may begin; one with no meaning behind it may be a part of a meaning: nobody knows which of both."""
_FURTHER: Final = lazy_regex(
    rf"[;,]\s?(?:or|and)\s(?!{_SPAN})|\b(?:any|other|others|another|further|additional|arbitrary|custom|special)\b",
    re.IGNORECASE,
)
"""What says that there are values besides those that are named."""
_HEAD_OF_ALL: Final = lazy_regex(
    r"(?:^|[.;:(\n\u2013\u2014]\s?|\s-\s)(?:(?:it|this|must|should|can|may|will|is|be|the|its|a|currently)\s){0,4}"
    r"(?:[^\x02\x03.;:\n]{1,60}\s(?:can|may|must|should|will)\sbe\s(?:either|one\sof)(?=\s?[:\uff1a])|(?:allowed|accepted|supported)(?=\s?[:\uff1a])"
    r"|(?:allowed|possible|accepted|valid|supported|available|permitted)\s(?:values?|options?)(?:\sare)?"
    r"|one\sof(?:\sthe\sfollowing|\sthese)?(?:\s(?:values|options))?|either|values(?:\sare)?|enum|options(?:\sare)?)\s?[:\uff1a]?\s?(?:\n\s?)?"
    r"(?:[-*\u2022]\s)?\[?$",
    re.IGNORECASE,
)
"""What says before such a list that it holds all values of the field; "can be `0` for no limit" says it of none."""
_DEFAULT: Final = lazy_regex(rf"\bdefaults?\s?(?:value\s)?(?:is|to|=|:|\uff1a)\s?({_SPAN})", re.IGNORECASE)
_PATTERN: Final = lazy_regex(r":[^:/\s]{1,40}/|<[^<>]{1,60}>|\{[^{}]{1,60}\}")
"""What makes a value a pattern of several: `made_at:asc/desc`, `sign_<kind>`."""
_TOGETHER: Final = lazy_regex(
    r"\bany combinations?\b|\bcombinations? of the following\b"
    r"|\b(?:comma|space|semicolon|pipe)s?[- ](?:separated|delimited)\b"
    r"|\bseparated? (?:\w+ ){0,2}(?:by|with) (?:an? )?(?:comma|space|semicolon|pipe)s?\b",
    re.IGNORECASE,
)
"""What says that several of the values may be sent as one text, which is none of them."""
_HEAD: Final = 100
_FLAGS: Final = frozenset(("true", "false"))
_MARKS: Final = "\x02\x03\"' "
_LONGEST: Final = 2_000


def glossed_values(said: str, at: int) -> tuple[str, ...]:
    r"""Return the values with which a list begins at a place, each with its meaning behind the same sign; () for none.

    >>> glossed_values("Valid values: \x020\x03 = shut (default), \x021\x03 = open.", 14)
    ('0', '1')
    >>> [glossed_values(f'One of "new" - by {ways}', 7) for ways in ('"date"; "old" - by "size"', '"date", "size"')]
    [('new', 'old'), ()]
    """
    listed = said[at : at + _LONGEST]
    first = _FIRST.match(listed)
    if first is None or _HEAD_OF_ALL.search(said[:at][-_HEAD:]) is None:
        return ()
    sign = first["sign1"].lower()
    others = [match for match in _NEXT.finditer(listed, first.end()) if match["sign2"].lower() == sign]
    found = [first["first"], *(match["value"] for match in others)]
    values = tuple(sorted({value.strip(_MARKS) for value in found}))
    is_open = {match["value"] for match in _NAMED.finditer(listed, first.end())} != set(found[1:])
    is_open |= any(pattern.search(listed) for pattern in (_OPEN, _FURTHER)) or _FLAGS.issuperset(values)
    is_open |= _TOGETHER.search(said[: at + _LONGEST]) is not None
    is_open |= any(match[1].strip(_MARKS) not in values for match in _DEFAULT.finditer(said))
    return values if len(values) == len(found) > 1 and not (is_open or any(map(_PATTERN.search, values))) else ()


def has_gloss(said: str, end: int) -> bool:
    """Tell whether a meaning follows a value that ends at a place, and then another value: more than one is meant."""
    return _GLOSS.match(said, end) is not None and ("\x02" in said[end:] or '"' in said[end:])
