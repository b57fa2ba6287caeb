"""How the head of an item that describes a field may be written: type first, name in quotes, brackets of any kind."""

import re
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.fields.noted_types import says_type
from driftwatch.extract.text.blocks import Run, Text
from driftwatch.extract.words.vocabulary import OUTRIGHT_NEED
from driftwatch.extract.words.wording import word
from driftwatch.patterns import lazy_regex

IN_BRACKETS: Final = lazy_regex(r"[:：-]?\s?[(（]([^()（）]{1,120})[)）]")
PIECES: Final = lazy_regex(r"[,，]\s?(?![^()（）]{0,200}[)）])")
"""Commas outside of brackets."""
_NEED_FIRST: Final = lazy_regex(r"\s?[:：]?\s?(required|optional|mandatory)\s?\(([^()]{1,120})\)", re.IGNORECASE)
"""A need in front of the type in brackets: ": required (string)"."""
_IN_SQUARE: Final = lazy_regex(r"\s?\[[^\[\]()]{1,80}\](?:\s?[\[(][^\[\]()]{1,80}[\])]){0,2}")
_BRACKETED: Final = lazy_regex(r"[\[(]([^\[\]()]{1,80})[\])]")
_KIND: Final = lazy_regex(
    r"(?:string|integer|int|number|float|double|boolean|bool|array|object)(?:\[\])?"
    r"(?:\s?\|\s?(?:string|integer|int|number|float|boolean|bool|array|object|null)(?:\[\])?){0,4}",
    re.IGNORECASE,
)
"""A type that stands before a name: "integer `size`", "string|array `kind`"."""
_QUOTES: Final = ('"', "\u201c")
_IN_QUOTES: Final = lazy_regex(r"[\"\u201c]([A-Za-z_$@][\w$.-]{0,60})[\"\u201d]\s?(?=[:\uff1a(]|[\u2013\u2014-]\s)")


def name_first(text: Text) -> Text:
    """Write "integer `size` (required): How wide" as "`size` (integer, required): How wide".

    A name in quotes, as JSON has it, stands for one in code.
    """
    first, *rest = text.runs or (Run(""),)
    is_plain = not (first.code or first.strong or first.href) and first.text[:1] in _QUOTES
    if is_plain and (match := _IN_QUOTES.match(first.text)):
        return Text((Run(match[1], code=True), Run(first.text[match.end() :]), *rest))
    kind = first.text.strip()
    is_type = not first.code and not first.strong and bool(rest) and rest[0].code and bool(_KIND.fullmatch(kind))
    if not is_type:
        return text
    behind = rest[1].text if len(rest) > 1 and not rest[1].code else ""
    aside = IN_BRACKETS.match(behind.lstrip())
    said = f" ({kind}, {aside[1]}){behind.lstrip()[aside.end() :]}" if aside else f" ({kind}){behind}"
    return Text((rest[0], Run(said), *(rest[2:] if behind else rest[1:])))


def rounded(text: Text) -> Text:
    """Write what stands behind a name of its type and need in round brackets: "`size` [optional]: How wide".

    So is what follows in brackets of either kind, "`size` [optional] (string)", "`size` [optional] [Default: 3]", and a
    need in front of the brackets: "`size`: required (string)".
    """
    behind = text.runs[1] if len(text.runs) > 1 else None
    if behind is None or behind.code or behind.href:
        return text
    square = _IN_SQUARE.match(behind.text) if "[" in behind.text[:2] else None
    match = square or _NEED_FIRST.match(behind.text)
    said = ", ".join(_BRACKETED.findall(match.group()) if square else match.groups()) if match else ""
    is_said = says_type(match[2]) if match and not square else _says_any(said)
    if match is None or not is_said:
        return text
    return Text((text.runs[0], replace(behind, text=f" ({said}){behind.text[match.end() :]}"), *text.runs[2:]))


def _says_any(said: str) -> bool:
    return says_type(said) or any(word(each) in OUTRIGHT_NEED for each in PIECES.split(said))
