"""MDX components (ParamField, ResponseField, Expandable) to facts, by Mintlify's own rules."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import UNSET

from driftwatch.errors import DocumentError
from driftwatch.extract.data import loose
from driftwatch.extract.data.structured_text import read_structured
from driftwatch.extract.fields.call_facts import Call, call_facts
from driftwatch.extract.fields.defaults import default_in
from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.statements import enum_in
from driftwatch.extract.text.blocks import Block, Callout, FieldBlock, Item, List, Paragraph, Run, Section, Text
from driftwatch.extract.words.enum_words import in_english
from driftwatch.extract.words.roles import aim_of
from driftwatch.extract.words.type_words import is_enumeration, schema_of_type
from driftwatch.extract.words.wording import tidy, unadorned
from driftwatch.model.facts import AnyFact
from driftwatch.model.json_values import Json, as_text
from driftwatch.patterns import lazy_regex

_STATUS: Final = lazy_regex(
    r"(?:(?:response|status|http|code|код|状态码)\s?){0,3}:?\s?([1-5]\d\d|[1-5]xx)\b", re.IGNORECASE
)
_MEDIA_TYPES: Final = lazy_regex(r"application/[\w.+-]{1,60}|multipart/form-data|text/[\w.+-]{1,40}")
_DEPTH: Final = 40
_INTRODUCTION: Final = lazy_regex(
    r"(?:(?:allowed|possible|accepted|valid|supported|available|permitted|optional)\s(?:values?|options?)(?:\sare)?"
    r"|one of(?:\sthe following)?|"
    r"enum|可[选選]值|枚举值|取值|(?:допустимые|возможные|поддерживаемые|доступные) значения)\s?[:：]?$",
    re.IGNORECASE,
)
"""How a paragraph ends below which the values of a field stand."""
_OPEN: Final = lazy_regex(
    r"\b(?:left\sout|omit(?:ted)?|optional(?:ly)?|defaults?|absent|missing|not\s(?:required|needed|set|given|sent)|need\snot|"
    r"leave\s(?:it\s)?(?:out|empty|blank)|only\s(?:if|when))\b",
    re.IGNORECASE,
)
"""What a description says that may mean that its field is not always sent."""


_FRONT_FIELDS: Final = lazy_regex(r"^parameters:", re.MULTILINE)
_FRONT_PLACES: Final = {each: each for each in ("path", "query", "header", "cookie", "body")} | {
    "headers": "header", "form": "body", "formdata": "body", "url": "path"
}  # fmt: skip


def component_facts(page: Section) -> tuple[AnyFact, ...]:
    """Return parameters, body and response fields that components of one operation's page state, sorted by address.

    The status of response fields is that of the heading or tab they stand under, 200 when there is none.
    """
    request: list[DocumentedField] = []
    responses: dict[str, list[DocumentedField]] = {}
    for above, section in page.walk():
        titles = [inner.title for inner in (*above, section)]
        if any(inner.kind == "operation" for inner in (*above, section)):
            continue  # GitBook's blocks, of which a page holds several: the reader of plain pages takes them
        for field in _fields(section.blocks):
            aim = aim_of(titles[1:])
            if not field.within and (aim.is_elsewhere or (field.is_drawn and not aim.side)):
                continue
            place = section.title if above else ""  # below the page's own title its name says nothing
            documented = documented_field(field, place=place, within=_within(field, titles))
            if documented.within == "response":
                responses.setdefault(status_of_titles(titles) or "200", []).append(documented)
            else:
                request.append(documented)
    if not request and not responses:
        return ()
    found = {status: tuple(fields) for status, fields in sorted(responses.items())}
    call = Call(request=tuple(request), responses=found, media_type=_media_type(request))
    return call_facts(call, stated_by="component")


def documented_field(field: FieldBlock, *, place: str, within: str = "", depth: int = 0) -> DocumentedField:
    """Read a component with the fields of its expandables."""
    name = tidy(field.name).strip("`")
    here = f"{place} > {name}" if place and name else place or name
    default = field.default if isinstance(field.default, str) else None
    if default is None:
        default = _default_of_blocks(field.blocks)
    children = field.fields if depth < _DEPTH else ()
    return DocumentedField(
        name=name,
        type=tidy(field.type),
        required=field.required,
        default=UNSET if default is None else default,
        enum=_enum(field),
        deprecated=field.deprecated,
        within=within,
        children=tuple(documented_field(child, place=here, depth=depth + 1) for child in children),
        locator=here,
        unknown_is_object=True,
    )


def marks_need(field: FieldBlock) -> bool:
    """Tell whether the markup of a field says all of its need, to which its description adds nothing."""
    said = (block.text.plain for block in field.blocks if isinstance(block, Paragraph))
    return field.is_boxed and not any(map(_OPEN.search, said))


def front_fields(text: str) -> tuple[DocumentedField, ...]:
    """Return the parameters that front matter lists, by where they travel or each with its place.

    >>> [field.name for field in front_fields("parameters: {query: [{name: size, type: integer}]}")]
    ['size']
    """
    if not _FRONT_FIELDS.search(text):
        return ()
    try:
        said = loose.mapping(read_structured(text)).get("parameters")
    except DocumentError:
        return ()
    by_place = loose.mapping(said) or {"": said}
    return tuple(
        field
        for place, listed in by_place.items()
        for item in loose.items(listed)
        if (field := _front_field(loose.mapping(item), _FRONT_PLACES.get(place.lower(), ""))).name
    )


def _front_field(said: Mapping[str, Json], within: str) -> DocumentedField:
    name, place, values = loose.text(said.get("name")), loose.text(said.get("in")), loose.items(said.get("enum"))
    default, required = said.get("default"), said.get("required")
    return DocumentedField(
        name=name,
        type=loose.text(said.get("type")),
        required=required if isinstance(required, bool) else None,
        default=UNSET if default is None or isinstance(default, dict | list) else str(default),
        enum=tuple(as_text(value) for value in values),
        within=_FRONT_PLACES.get(place.lower(), within),
        says=tidy(loose.text(said.get("description"))),
        locator=name,
    )


def status_of_titles(titles: Sequence[str]) -> str:
    """Return the status that the innermost heading with one names: `200`, `4XX`; "" for none."""
    return next(filter(None, map(_status_in, reversed(titles))), "")


@lru_cache(maxsize=1024)  # asked again for every block below a title
def _status_in(title: str) -> str:
    match = _STATUS.match(unadorned(title).strip())
    return match[1].upper() if match else ""


def _enum(field: FieldBlock) -> tuple[str, ...]:
    kind = schema_of_type(field.type) if field.type else {}
    scalar = kind is not None and kind.get("type") not in ("object", "boolean")
    told = is_enumeration(field.type)
    return _enum_of_blocks(field.blocks, is_enumeration=told) if scalar and not field.fields else ()


def _enum_of_blocks(blocks: Sequence[Block], *, is_enumeration: bool = False) -> tuple[str, ...]:
    """Return the closed list that a description states, in a sentence or in bullets below "Allowed values:".

    Of what is known to be an enumeration, any list whose items begin with code is one of its values.
    """
    introduced: Text | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            text = Text((*introduced.runs, Run(" "), *block.text.runs)) if introduced else block.text
            if values := enum_in(text, is_enumeration=is_enumeration):
                return values
            is_led = is_enumeration or _INTRODUCTION.search(in_english(block.text.plain[-60:]))
            introduced = block.text if is_led else None
        elif isinstance(block, List) and introduced:
            begun = [item.text.runs[0] for item in block.items if _begins_with_code(item.text)]
            codes = [run.text.strip().strip("\"'") for run in begun]
            if codes and len(codes) == len(block.items):
                return tuple(sorted(set(codes)))
    return ()


def _default_of_blocks(blocks: Sequence[Block]) -> str | None:
    """Return the default that the paragraphs of a description state."""
    found = (default_in(block.text) for block in blocks if isinstance(block, Paragraph))
    return next((text for text in found if text is not None), None)


def _begins_with_code(text: Text) -> bool:
    return bool(text.runs) and text.runs[0].code


def _within(field: FieldBlock, titles: list[str]) -> str:
    """Tell where a field travels; the page's own title, which comes first, says nothing of it."""
    return field.within or aim_of(titles[1:]).where or "body"


def _media_type(request: list[DocumentedField]) -> str:
    """Read the media type that a documented Content-Type header names."""
    for field in request:
        if field.within == "header" and field.name.lower() == "content-type":
            said = field.default if isinstance(field.default, str) else " ".join(field.enum)
            match = _MEDIA_TYPES.search(said)
            if match:
                return match.group().lower()
    return ""


def _fields(blocks: tuple[Block | Item, ...], depth: int = 0) -> Iterator[FieldBlock]:
    for block in blocks if depth < _DEPTH else ():
        if isinstance(block, FieldBlock):
            yield block
        elif isinstance(block, List):
            yield from _fields(block.items, depth + 1)
        elif isinstance(block, Item | Callout):
            yield from _fields(block.blocks, depth + 1)
