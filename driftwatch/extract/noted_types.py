"""Types and needs with which the description of a field begins: "`string` (required) What it is."."""

import re
from typing import Final

from driftwatch.extract.blocks import Run, Text
from driftwatch.extract.needs_in_words import need_said
from driftwatch.extract.type_words import schema_of_type
from driftwatch.extract.wording import is_need_word, required_word
from driftwatch.patterns import lazy_regex

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
    return first.text if is_need and schema_of_type(first.text) is not None else ""


def need_of_description(description: Text) -> bool | None:
    """Tell whether a description says that its field is required: right behind the type, or in its words."""
    kind = noted_type(description)
    noted = _IN_BRACKETS.match(description.plain.removeprefix(kind)) if kind else None
    if noted:
        return required_word(re.split(r",\s?", noted[1])[0])
    return need_said(description)
