"""Names that stand alone on a line, with whether they are needed, and what they are below: `size (optional)`.

Generators write so what is sent (`size (optional)`, "Query Parameter: How wide.", or `body [Box](#box) (required)`)
and what objects hold: `size (optional)`, "[Integer](#integer) How wide. format: int32".
"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import UNSET, Struct
from msgspec.structs import replace

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_tables import LONGEST_DESCRIPTION, below
from driftwatch.extract.fields.joined_names import NAME
from driftwatch.extract.fields.named_types import named_type
from driftwatch.extract.fields.object_links import link_of_type
from driftwatch.extract.fields.statements import default_in, enum_in, introduces_values, is_deprecated_in
from driftwatch.extract.text.blocks import Block, Paragraph, Text
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.type_words import names_type, schema_of_type
from driftwatch.extract.words.wording import required_word, tidy
from driftwatch.patterns import lazy_regex

_HEAD: Final = lazy_regex(r"([A-Za-z_$@][\w$@.\[\]-]{0,80})(?:\s([^\s()][^()]{0,100}?))?\s\(([a-z][a-z ]{0,30})\)")
_PLACE: Final = lazy_regex(r"(path|query|header|cookie|form|body)\sparameter(?:\s?[–—:-]\s?|$)", re.IGNORECASE)
_FORMAT: Final = lazy_regex(r"(?:^|\s)format:\s(\w{1,20})$")
_VALUE: Final = lazy_regex(r"[^()\n]{1,80}(?<![.:])")
_PLACES: Final = {"path": "path", "query": "query", "header": "header", "cookie": "cookie"}
_LONGEST: Final = 200
"""Letters of such a line, and of one that introduces values."""
_MOST_VALUES: Final = 500


class NeededName(Struct, frozen=True):
    """A field of such a line."""

    field: DocumentedField
    spans: int
    """Blocks behind it that say what it is."""
    is_explained: bool
    """What it is begins with its type, or with where it travels."""


def needed_name(blocks: Sequence[Block], at: int, *, place: str = "", may_be_bare: bool = False) -> NeededName | None:
    """Read the name in a block of these, with what stands below it; None for any other block.

    Where it `may_be_bare`, a name is one without a word for its need as well, if its type links to what it is.
    """
    own = blocks[at + 1] if at + 1 < len(blocks) else None
    head = _head(blocks[at]) or (_bare(blocks[at], own) if may_be_bare else None)
    if head is None:
        return None
    name, beside, need = head
    text = own.text if isinstance(own, Paragraph) and _head(own) is None else Text()
    travels = _PLACE.match(text.plain)
    kind = beside or ("" if travels else _type_ahead(text))
    described = Text(text.runs[1:]) if kind and not beside else text
    rest = text.plain[travels.end() :] if travels else described.plain
    form = _FORMAT.search(rest) if not kind else None
    values, listed = _values(blocks, at + 2) if text.runs else ((), 0)
    default = default_in(described)
    known = schema_of_type(named_type(kind)[0] or kind) if kind else None
    field = DocumentedField(
        name=name,
        type=kind or (form[1] if form and names_type(form[1]) else ""),
        required=need,
        within=_PLACES.get(travels[1].lower(), "") if travels else "",
        default=UNSET if default is None else default,
        enum=values or enum_in(described),
        deprecated=is_deprecated_in(described),
        says=tidy(rest)[:LONGEST_DESCRIPTION],
        target=_target(blocks[at] if beside else own) if kind and known is None else "",
        locator=below(place, name),
    )
    return NeededName(field, bool(text.runs) + listed, bool(travels or kind))


def needed_fields(blocks: Sequence[Block], *, place: str = "") -> tuple[DocumentedField, ...]:
    """Return the fields of all such lines among these blocks of which what they are begins with their type.

    Where some are marked as optional the others, whose names stand alone, are not.
    """
    found: list[DocumentedField] = []
    at = 0
    while at < len(blocks):
        read = needed_name(blocks, at, place=place, may_be_bare=True)
        found += [read.field] if read is not None and read.is_explained else []
        at += 1 + (read.spans if read is not None else 0)
    if not any(schema_of_type(field.type) for field in found if field.type):
        return ()
    is_marked = any(field.required is False for field in found)
    return tuple(replace(field, required=True) if is_marked and field.required is None else field for field in found)


def _head(block: Block) -> tuple[str, str, bool] | None:
    """Return the name on a line of its own, what stands between it and the word for its need, and that."""
    said = block.text.plain if isinstance(block, Paragraph) else ""
    match = _HEAD.fullmatch(said) if said.endswith(")") and len(said) <= _LONGEST else None
    need = required_word(match[3]) if match else None
    if match is None or need is None or (match[1][:1].isupper() and role_of_title(match[1])):
        return None
    return match[1], match[2] or "", need


def _bare(block: Block, own: Block | None) -> tuple[str, str, None] | None:
    """Return a name alone on a line, where what it is begins with a type that links to where the page describes it."""
    is_typed = isinstance(own, Paragraph) and own.text.runs[:1] and own.text.runs[0].href.startswith("#")
    name = block.text.plain if is_typed and isinstance(block, Paragraph) else ""
    is_name = len(name) <= _LONGEST and NAME.fullmatch(name) and isinstance(own, Paragraph)
    return (name, "", None) if is_name and isinstance(own, Paragraph) and named_type(_type_ahead(own.text))[0] else None


def _type_ahead(text: Text) -> str:
    """Return the type with which words begin that are set apart from them."""
    said = text.runs[0].text.strip() if text.runs else ""
    is_apart = bool(said) and (text.runs[0].href.startswith("#") or len(text.runs) == 1 or text.runs[0].code)
    return said if is_apart and (text.runs[0].href or names_type(said)) else ""


def _target(block: Block | None) -> str:
    """Return where the words of a type lead, which are all that is linked on its line or come first on it."""
    runs = block.text.runs if isinstance(block, Paragraph) else ()
    return link_of_type(Text(runs[:1] if runs[:1] and runs[0].href else runs))


def _values(blocks: Sequence[Block], at: int) -> tuple[tuple[str, ...], int]:
    """Return the values that stand one a line below "Enum:", and how many lines those are with that one."""
    label = blocks[at] if at < len(blocks) else None
    if not isinstance(label, Paragraph) or len(label.text.plain) > _LONGEST or not introduces_values(label.text):
        return (), 0
    found: list[str] = []
    for block in blocks[at + 1 : at + 1 + _MOST_VALUES]:
        if not isinstance(block, Paragraph) or _head(block) or not _VALUE.fullmatch(block.text.plain):
            break
        found.append(block.text.plain)
    return tuple(sorted(set(found))), len(found) + 1 if found else 0
