"""Defaults that descriptions and cells state: "Default: `x`", "`false` by default", "`asc` (default) or `desc`"."""

import re
from typing import Final

from driftwatch.extract.fields.statements import NEED_OF_CELL, enum_in, is_conditional_at, marked
from driftwatch.extract.text.blocks import Text
from driftwatch.extract.words.vocabulary import DEFAULT_WORDS
from driftwatch.extract.words.wording import tidy, word
from driftwatch.patterns import holds_any, lazy_regex

_UNLESS_LEFT_OUT: Final = lazy_regex(
    r"(?:^|[.!?;\n。])\s{0,3}(?:if|when|unless|for)\b(?![^.!?\n]*\b(?:not|omitted|unset|unspecified|absent|missing|empty|"
    r"left|null|none|no)\b)[^.!?\n]*$",
    re.IGNORECASE,
)
"""The head of a sentence that opens a condition, other than that nothing is given."""
_NOTHING: Final = frozenset(("", "-", "—", "n/a", "none", "undefined", "unset", "not set", "无", "нет", "brak", "/"))
_SPACE: Final = lazy_regex(r"^|(?<!\s)(?=[\s,(（])")
_DEFAULT_SIGNS: Final = tuple(
    cut if len(cut := said.replace("\u0131", "i").partition("i")[0]) > 2 else said  # noqa: PLR2004 - else all have it
    for said in DEFAULT_WORDS
    if not any(other in said for other in DEFAULT_WORDS if other != said)
)
"""Each of these words has one of them in it, in small letters. Of the letters I, with a dot or without one, a pattern
makes no difference in either case."""
_SPACED: Final = "|".join(re.escape(said) for said in DEFAULT_WORDS if said < "\u2e80")
_UNSPACED: Final = "|".join(re.escape(said) for said in DEFAULT_WORDS if said >= "\u2e80")
_DEFAULT_HEAD: Final = rf"(?:(?<![\w\"'-])(?:{_SPACED})(?![\w-])|(?:{_UNSPACED}))"
_DEFAULT_CODE: Final = lazy_regex(
    _DEFAULT_HEAD + r"\s?(?:(?:value\s)?(?:is|are|to|of)\s?)?[:：=]?\s?(?:is\s)?\x02([^\x02\x03]{1,200})\x03",
    re.IGNORECASE,
)
_DEFAULT_PLAIN: Final = lazy_regex(
    _DEFAULT_HEAD + r"\s?(?:(?:value\s)?(?:is|to)\s|[:：=]\s?|(?<=[为值])|\s?(?=[-\d\"]))"
    r"(-?\d{1,15}(?:\.\d{1,10})?(?:(?![\w%.-]*[\w%]|[,:]\d)|(?=(?:毫秒|秒|个|条|次|页|张|件)(?![\w%])))|true\b|false\b|null\b|\"[^\"\n]{0,100}\""
    r"|(?<=[:：=] )[\w.-]{1,60}(?=\s?(?:$|[;)\n])))",
    re.IGNORECASE,
)
_UNIT_OF_TIME: Final = lazy_regex(
    r"毫秒|秒|分|小时|时(?=[)\uff09\s\uff0c,]|$)|[天日周月年]|\b(?:ms|min|[smhd])\b", re.IGNORECASE
)
"""A default may be said in another unit than the field has: "有效期(毫秒)\uff0c默认60秒"."""
_VALUE: Final = (
    r"(?P<value>\x02[^\x02\x03]{1,100}\x03|\"[^\"\x02\x03\n]{1,60}\"|(?<![\w.-])-?\d{1,15}(?:\.\d{1,10})?(?![\w%-]|[.,:]\d)"
    r"|\b(?:true|false)\b)"
)
_BEFORE: Final = lazy_regex(
    r"(?:^\W{0,3}|(?<!\d)[.;,:(\u2013\u2014\n]\s?|(?<!\d)\s-\s)(?:(?:(?:the|this|its)\s)?(?:(?:value|parameter|field|option|flag|property"
    rf"|setting|attribute|it|this)\s)?(?:(?:is\s)?set\sto|is|equals)\s)?{_VALUE}(?:\s\([^()\x02\x03]{{1,40}}\))?\sby\sdefault\b",
    re.IGNORECASE,
)
"""A clause that says no more than the value, at most of what is described itself."""
_BEHIND: Final = lazy_regex(
    rf"(?:^|[.;(\n]\s?)by\sdefault,?\s(?:(?:it|this)\sis\s)?{_VALUE}(?=\s?(?:[.;)\n]|,\sbut\b|$))", re.IGNORECASE
)
_OF_ANOTHER: Final = lazy_regex(
    r"\x03|\b(?:with|if|when|unless|like|unlike|see|than|requires?|ignore[sd]?|overrid\w{1,4}|depend\w{0,3}|cannot|which|whose)\b",
    re.IGNORECASE,
)
"""What makes a sentence, before the value, one that may speak of another field: a name in code, or a relation to it."""
_STOP: Final = lazy_regex(r"[.!?]\s|[;\n]")
_MARKED: Final = lazy_regex(
    r"(?P<value>\x02[^\x02\x03]{1,100}\x03)(?:\s?[=:\u2013\u2014-]\s?[^,;.()\x02\x03\n]{1,80})?\s?"
    rf"[(\uff08](?:the\s)?(?:{_SPACED}|{_UNSPACED})[)\uff09]",
    re.IGNORECASE,
)
"""One value, its meaning behind it, that is told to be the default: where a text lists it, that is one of its own."""
_OF_BOUND: Final = lazy_regex(
    r"\b(?:max|maximum|min|minimum|at\smost|at\sleast|up\sto|not|never|no\slonger|longest|shortest|largest|smallest)\b[^.;\n]{0,60}$",
    re.IGNORECASE,
)
"""What makes such a value that of a bound, which the service sets, or of none."""
_FLAGS: Final = frozenset(("true", "false"))
_SIGNS: Final = ("by default", ")", "\uff09")
_CLAUSE: Final = 100


def default_in(text: Text) -> str | None:
    """Return the default that a text states, as written; None for none, or where it depends on something."""
    said = marked(text)
    if not holds_any(said.lower(), _DEFAULT_SIGNS):
        return None
    match = _DEFAULT_CODE.search(said) or _said_before(text)
    if match is None:
        said = said.replace("\x02", "").replace("\x03", "")
        match = _DEFAULT_PLAIN.search(said)
    if match is None or is_conditional_at(said, match.end()) or _UNLESS_LEFT_OUT.search(said[: match.start()][-200:]):
        return None
    return None if _is_in_other_unit(said, match) else match[1].strip("\x02\x03 ")


def _is_in_other_unit(said: str, match: re.Match[str]) -> bool:
    """Tell whether a default has a unit of time behind it beside which the text names another, or a number."""
    unit = _UNIT_OF_TIME.match(said, match.end()) if match.group()[-1:].isdigit() else None
    rest = said[match.end() :]
    return unit is not None and (
        {found.group() for found in _UNIT_OF_TIME.finditer(said)} != {unit.group()} or any(map(str.isdigit, rest))
    )


def default_of_cell(cell: Text) -> str | None:
    """Return what a cell of defaults holds; a dash or nothing is no default, nor is one that depends on something."""
    if word(cell.plain) in NEED_OF_CELL or word(cell.plain).startswith("see "):
        return None
    said = cell.codes[0] if cell.codes else tidy(cell.plain)
    around = cell.prose if cell.codes else said
    is_none = said.lower().partition(" (")[0] in _NOTHING or any(
        is_conditional_at(around, at.start()) for at in _SPACE.finditer(around)
    )
    return None if is_none else said


def _said_before(text: Text) -> re.Match[str] | None:
    """Find the default that a text names in front of the word.

    None where it names several, speaks of a bound or may speak of another field.
    """
    said = marked(text)
    if not any(sign in said.lower() for sign in _SIGNS):
        return None
    said_apart = [match for pattern in (_BEFORE, _BEHIND) for match in pattern.finditer(said)]
    found = [*said_apart, *_MARKED.finditer(said)]
    if len({match["value"] for match in found}) != 1:
        return None
    (match, *_) = found
    if match not in said_apart:
        return match if match["value"].strip("\x02\x03 ") in _listed(text) else None
    sentence = _STOP.split(said[max(match.start("value") - _CLAUSE, 0) : match.start("value")])[-1]
    return None if _OF_BOUND.search(sentence) or _OF_ANOTHER.search(sentence) else match


def _listed(text: Text) -> frozenset[str]:
    """Return the values that a text says are all there are; where it names true and false and nothing else, these."""
    return _FLAGS if set(text.codes) == _FLAGS else frozenset(enum_in(text, is_scalar=True))
