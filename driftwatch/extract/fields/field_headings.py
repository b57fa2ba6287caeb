"""Headings that are the name of a field, with labelled lines or bullets below them: its type, whether required."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import UNSET
from msgspec.structs import replace

from driftwatch.extract.fields.defaults import default_of_cell
from driftwatch.extract.fields.field import DocumentedField, steps_of
from driftwatch.extract.fields.field_tables import REFERENCE, below
from driftwatch.extract.fields.object_links import link_of_type
from driftwatch.extract.fields.statements import enum_in, is_deprecated_in
from driftwatch.extract.text.blocks import Block, List, Paragraph, Run, Section, Text
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.type_words import names_type, schema_of_type
from driftwatch.extract.words.vocabulary import (
    ANY_METHOD,
    DEFAULT_COLUMNS,
    DESCRIPTION_COLUMNS,
    ENUM_COLUMNS,
    OPTIONAL_COLUMNS,
    REQUIRED_COLUMNS,
    TYPE_COLUMNS,
)
from driftwatch.extract.words.wording import BADGE, required_word, word
from driftwatch.patterns import lazy_regex

_LABELLED: Final = lazy_regex(r"([^:：\n]{1,40})\s?[:：]\s?(.*)$", re.DOTALL)
_TYPE_LABELS: Final = TYPE_COLUMNS - frozenset(("schema",))
_REQUIRED_LABELS: Final = REQUIRED_COLUMNS - OPTIONAL_COLUMNS
_METHOD: Final = lazy_regex(ANY_METHOD)
_MEDIA_TYPE: Final = lazy_regex(r"(?:application|multipart|text|image|audio|video)/[\w.+*-]{1,60}", re.IGNORECASE)
"""As what a body travels, which is no type of a field."""
_DEPTH: Final = 6
"""Headings below one another."""
_ONE_OF: Final = lazy_regex(r"\benumerable\b|\bone\sof\b|\boneof\b|\benum\b", re.IGNORECASE)
_CONDITION: Final = lazy_regex(r"\s(?:if|when|unless|falls|wenn|если)\s", re.IGNORECASE)
"""What stands behind a type that is said to be so under a condition."""


def heading_field(section: Section, *, place: str = "") -> DocumentedField | None:
    """Read a section whose title is a field's name and whose bullets or lines say type, required, default."""
    codes = section.heading.codes or (section.title,)
    is_role = not section.heading.codes and section.title[:1].isupper() and role_of_title(section.title)
    if len(codes) != 1 or not REFERENCE.match(codes[0]) or is_role:
        return None
    lines = [line for block in section.blocks for line in _lines(block)]
    said: dict[str, Text] = {}
    for label, text in _labels(lines):
        said.setdefault(label, text)
    if not said.keys() & (_TYPE_LABELS | _REQUIRED_LABELS):
        return None
    kind = next((text for label, text in said.items() if label in _TYPE_LABELS), Text())
    if said.keys() & _TYPE_LABELS & _names(lines) and not names_type(_plain(kind)):
        return None  # a field that is called `type`, among others
    if _METHOD.fullmatch(_plain(kind)) or _MEDIA_TYPE.fullmatch(_plain(kind)):
        return None  # a call, a body
    needed = next((required_word(text.plain) for label, text in said.items() if label in _REQUIRED_LABELS), None)
    default = next((default_of_cell(said[label]) for label in sorted(DEFAULT_COLUMNS & said.keys())), None)
    listed = next((said[label] for label in sorted(ENUM_COLUMNS & said.keys())), None)
    described = next((said[label] for label in sorted(DESCRIPTION_COLUMNS & said.keys())), Text())
    values = tuple(sorted(code.strip("\"'") for code in listed.codes)) if listed is not None else _values(lines)
    return DocumentedField(
        name=codes[0],
        type=_plain(kind),
        required=needed,
        default=UNSET if default is None else default,
        enum=values or enum_in(described, kind=_plain(kind)),
        deprecated=is_deprecated_in(described),
        target=link_of_type(kind),
        locator=below(place, codes[0]),
    )


def heading_fields(section: Section, *, place: str = "", depth: int = 0) -> Iterator[DocumentedField]:
    """Yield the field that a section describes, and those of the headings below it, which are parts of it."""
    field = heading_field(section, place=place)
    if field is None:
        return
    yield field
    if not section.children or depth >= _DEPTH:
        return
    first = steps_of(field.name)[:1]
    kinds = (schema_of_type(field.type) or {}).get("type", ())
    has_parts = "object" in kinds or "array" in kinds
    for child in section.children:
        for part in heading_fields(child, place=place, depth=depth + 1):
            if steps_of(part.name)[:1] == first:
                yield part  # written out from the root: `limits[size]`
            elif has_parts:
                yield replace(part, name=f"{field.name}.{part.name}")


def _lines(block: Block) -> Iterator[Text]:
    """Yield the bullets of a list, or the lines of a paragraph."""
    if isinstance(block, List):
        yield from (item.text for item in block.items)
    elif isinstance(block, Paragraph):
        kept: list[Run] = []
        for run in block.text.runs:
            first, *more = run.text.split("\n")
            kept.append(replace(run, text=first))
            for piece in more:
                yield Text(tuple(kept))
                kept = [replace(run, text=piece)]
        yield Text(tuple(kept))


def _labels(lines: Iterable[Text]) -> Iterator[tuple[str, Text]]:
    for line in lines:
        match = _LABELLED.match(line.plain)
        if match:
            yield word(match[1]), _after_colon(line)


def _names(lines: Sequence[Text]) -> frozenset[str]:
    """Return what stands in code at the heads of lines."""
    return frozenset(word(line.runs[0].text) for line in lines if line.runs and line.runs[0].code)


def _values(lines: Sequence[Text]) -> tuple[str, ...]:
    """Return what lines such as "`draft` = Nobody sees it" below the type list as the values of the field."""
    start = next((at for at, line in enumerate(lines, start=1) if _is_of_values(line)), len(lines))
    found = [code for line in lines[start:] if (code := _value(line))]
    return tuple(sorted(set(found))) if len(found) > 1 else ()


def _is_of_values(line: Text) -> bool:
    match = _LABELLED.match(line.plain)
    return match is not None and word(match[1]) in _TYPE_LABELS and _ONE_OF.search(match[2]) is not None


def _value(line: Text) -> str:
    runs = [run for run in line.runs if run.text.strip()]
    is_value = len(runs) > 1 and runs[0].code and runs[1].text.lstrip().startswith("=")
    return runs[0].text.strip() if is_value else ""


def _plain(kind: Text) -> str:
    """Write a type without the badges that Hugo puts into it; one of them says that it may be null."""
    said = kind.plain.replace("\n", " ")
    null = any(word(badge[1]) == "nullable" for badge in BADGE.finditer(said))
    plain = BADGE.sub("", said).strip()
    before = _CONDITION.split(plain, maxsplit=1)[0]
    return ("?" if null else "") + (before if not names_type(plain) and schema_of_type(before) else plain)


def _after_colon(text: Text) -> Text:
    kept = []
    seen = False
    for run in text.runs:
        if seen:
            kept.append(run)
        elif not run.code and (":" in run.text or "：" in run.text):
            seen = True
            rest = re.split(r"[:：]", run.text, maxsplit=1)[1]
            kept.append(replace(run, text=rest.lstrip()))
    return Text(tuple(kept))
