"""Fields of lines of their own: "**size** (integer, optional)", `id=[integer]`."""

from typing import Final

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_lists import (
    ASSIGNED,
    NAMED,
    item_fields,
    type_in_code,
)
from driftwatch.extract.fields.heads_of_items import IN_BRACKETS
from driftwatch.extract.text.blocks import Item, Run, Text
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.wording import is_need_word, required_word
from driftwatch.patterns import lazy_regex

_BESIDE_NAME: Final = lazy_regex(r"[\s,;|/()（）·:–—-]+")


def line_field(text: Text, *, place: str = "") -> DocumentedField | None:
    """Return the field of a line of its own: a name in bold or code, right behind it a type in code."""
    return (
        next(iter(item_fields(Item(text), place, 0, untyped=False, named=True)), None) if type_in_code(text) else None
    )


def assigned_fields(text: Text, *, place: str = "") -> tuple[DocumentedField, ...]:
    """Return the fields of lines that are written as in a query and nothing else: `id=[integer]`."""
    runs = [run for run in text.runs if run.text.strip(" \n,")]
    if not runs or not all(run.code and ASSIGNED.match(run.text) for run in runs):
        return ()
    return tuple(
        field for run in runs for field in item_fields(Item(Text((run,))), place, 0, untyped=False, named=False)
    )


def named_line(text: Text, *, place: str = "", described: Text | None = None) -> DocumentedField | None:
    """Return the field whose name stands alone on a line, in bold or code, with what is `described` on the next one.

    Beside it stand but words for its type and need: "**size** (integer, optional)". A name in bold with a capital
    letter may be a label, unless it is that of a header: "**X-Trace**"; "**Response-fields:**" is one again.
    """
    first, *rest = text.runs or (Run(""),)
    name = first.text.strip().removesuffix(":")
    beside = "".join(run.text for run in rest).strip()
    is_name = (first.strong or first.code) and NAMED.match(name) and required_word(name) is None
    is_label = not first.code and name[:1].isupper() and ("-" not in name or bool(role_of_title(name)))
    is_name = is_name and not is_label
    if not is_name or not all(map(_is_badge, filter(None, _BESIDE_NAME.split(beside)))):
        return None
    noted = IN_BRACKETS.fullmatch(beside) or not beside
    aside = (*rest,) if noted else (Run(f" ({beside})"),)
    runs = (Run(name, code=True), *aside, *((Run(": "), *described.runs) if described is not None else ()))
    return next(iter(item_fields(Item(Text(runs)), place, 0, untyped=True, named=True)), None)


def _is_badge(said: str) -> bool:
    return is_need_word(said) or names_type(said)
