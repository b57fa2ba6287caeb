"""Types and needs that are noted of a field: "`string` (required) What it is.", "`size` (integer, optional)"."""

import re
from typing import Final, NamedTuple

from msgspec import UNSET, UnsetType

from driftwatch.extract.fields.needs_in_words import need_said
from driftwatch.extract.text.blocks import Run, Text
from driftwatch.extract.words.type_words import names_type, schema_of_type
from driftwatch.extract.words.vocabulary import DEFAULT_WORDS
from driftwatch.extract.words.wording import is_need_word, required_word
from driftwatch.patterns import lazy_regex

_OF_TYPE: Final = lazy_regex(r"(?:of\s)?type(?:\s?[:：=]\s?|\s)(?=[a-z])", re.IGNORECASE)
"""What a type may be called where it stands: "(type integer)", "(type: integer)"."""
_WITH_DEFAULT: Final = lazy_regex(r"([^:：]{1,80}?)\s?[:：]\s?(\S.*)$", re.DOTALL)
"""A type and what holds where nothing is sent: "string: "a"", "list: []", "int: <required>"."""
_LITERAL: Final = lazy_regex(r"\"[^\"]+\"$|'[^']+'$|-?\d{1,15}(?:\.\d{1,10})?$|(?:true|false)$|\[[^\[\]]+\]$")
_EMPTY: Final = frozenset(('""', "''", "[]", "{}", "nil", "null", "none"))
"""What stands in place of a default where there is none."""
_DEFAULTED: Final = lazy_regex(rf"(?:{'|'.join(map(re.escape, DEFAULT_WORDS))})[^,;，]{{0,80}}", re.IGNORECASE)
"""What is said of a default, of which the value is no word of a need: "bool, default true"."""
_SIGNS: Final = frozenset(("true", "false", "yes", "no", "y", "n", "x", "0", "1"))
"""What says in a column of needs whether there is one, and in brackets is a value: "integer, min 1"."""
_DASHES: Final = "\u2013\u2014-"
_FACETS: Final = lazy_regex(r"\s[\u2013\u2014-]\s")
"""What parts a type from what else holds of its values: "string - minLength: 3 - maxLength: 9"."""
_IN_BRACKETS: Final = lazy_regex(r"\s?[(（]([^()（）]{1,60})[)）]")
_ALONE: Final = lazy_regex(r"[ \t]{0,4}\n")
_CALLED: Final = lazy_regex(r"\s?(?:类型|類型|型|타입)(?=[，、,。.（(\s]|$)")
"""What stands behind a type that begins a description: a line of its own, or the word for a type."""


def noted_type(description: Text) -> str:
    """Return the type in code with which a description begins, its need in brackets behind: "`string` (required)"."""
    first, *rest = description.runs or (Run(""),)
    if (first.code or first.strong) and rest and (_ALONE.match(rest[0].text) or _CALLED.match(rest[0].text)):
        return first.text if schema_of_type(first.text) else ""
    match = _IN_BRACKETS.match("".join(run.text for run in rest)) if first.code else None
    is_need = match is not None and all(is_need_word(piece) for piece in re.split(r",\s?", match[1]))
    return first.text if is_need and names_type(first.text) else ""


def need_of_description(description: Text) -> bool | None:
    """Tell whether a description says that its field is required: right behind the type, or in its words."""
    kind = noted_type(description)
    noted = _IN_BRACKETS.match(description.plain.removeprefix(kind)) if kind else None
    if noted:
        return required_word(re.split(r",\s?", noted[1])[0])
    return need_said(Text(description.runs[1:]) if kind else description)


class Noted(NamedTuple):
    """What stands in brackets behind the name of a field."""

    type: str = ""
    required: bool | None = None
    default: str | UnsetType = UNSET


def noted_in(said: str) -> Noted:
    """Read "string, required" and "string: <required>"; a field with a default need not be sent."""
    said = _OF_TYPE.sub("", said, count=1) if _OF_TYPE.match(said) else said
    match = _WITH_DEFAULT.match(said)
    is_default = match is not None and _DEFAULTED.search(match[1]) is not None
    if match is None or not names_type(match[1]) or ("," in match[1] and not is_default):
        pieces = re.split(r"[,;，\s]+", _DEFAULTED.sub("", said))
        needed = (required_word(piece) for piece in pieces if piece.strip(_DASHES) and piece.lower() not in _SIGNS)
        kind = _FACETS.split(said, maxsplit=1)[0]
        return Noted(kind if names_type(kind) else said, next((need for need in needed if need is not None), None))
    value = match[2].strip()
    if value.lower() in _EMPTY or _LITERAL.match(value):
        return Noted(match[1], required=False, default=UNSET if value.lower() in _EMPTY else value)
    return Noted(match[1], None if is_default else required_word(value.strip("<>")))


def says_type(text: str) -> bool:
    """Tell whether words in brackets say a type, be it behind what it is called: "of type integer, optional"."""
    text = _OF_TYPE.sub("", text, count=1) if _OF_TYPE.match(text) else text
    said = (text, *re.split(r"[,;，]\s?", text), text.partition(":")[0], _FACETS.split(text, maxsplit=1)[0])
    return any(names_type(piece) for piece in said)
