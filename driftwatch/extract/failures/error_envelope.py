"""The shape of error bodies, from the JSON examples of pages about errors: types only, never values."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.data.lone_surrogates import spelled_halves
from driftwatch.extract.openapi.references import Pointers
from driftwatch.extract.openapi.schema import fields_of
from driftwatch.extract.text.blocks import Block, Callout, Code, Item, List, Section
from driftwatch.extract.words.wording import tidy
from driftwatch.model.facts import Field
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

_ABOUT_ERRORS: Final = lazy_regex(
    r"error|fail|troubleshoot|错误|异常|ошиб|błęd|erreur|fehler|errores|erro\b|エラー|오류|lỗi", re.IGNORECASE
)
_LONGEST: Final = 50_000
_DEPTH: Final = 12


def error_envelope(page: Section) -> tuple[Field, ...]:
    """Return the shape of example error bodies at `error-envelope · …`, sorted.

    An example counts when it has an `error` object and stands on a page or below a heading about errors.
    """
    found: dict[str, Field] = {}
    for above, section in page.walk():
        titles = " ".join(inner.title for inner in (*above, section))
        if not _ABOUT_ERRORS.search(titles):
            continue
        for body in _error_bodies(section.blocks):
            for field in fields_of(_shape(body, 0), at="error-envelope", pointers=Pointers({}, siblings=True)):
                stated = replace(field, stated_by="example", locator=tidy(section.title))
                found[field.at] = _joined(found.get(field.at), stated)
    return tuple(found[at] for at in sorted(found))


def _joined(known: Field | None, other: Field) -> Field:
    if known is None:
        return other
    types = {*known.type, *other.type} - {"null"} or {"null"}
    nullable = known.nullable or other.nullable or (("null",) in (known.type, other.type) and types != {"null"})
    return replace(known, type=tuple(sorted(types)), nullable=nullable, locator=min(known.locator, other.locator))


def _error_bodies(blocks: tuple[Block | Item, ...]) -> Iterator[Mapping[str, Json]]:
    for block in blocks:
        if isinstance(block, Code):
            body = _json(block)
            if isinstance(body, Mapping) and isinstance(body.get("error"), Mapping):
                yield body
        elif isinstance(block, List):
            yield from _error_bodies(block.items)
        elif isinstance(block, Callout | Item):
            yield from _error_bodies(block.blocks)


def _json(block: Code) -> Json:
    text = block.text.strip()
    if not text.startswith("{") or len(text) > _LONGEST:
        return None
    try:
        return json.loads(spelled_halves(text))
    except (ValueError, RecursionError):
        return None


def _shape(value: Json, depth: int) -> dict[str, Json]:
    if isinstance(value, Mapping):
        properties = {str(name): _shape(item, depth + 1) for name, item in value.items()} if depth < _DEPTH else {}
        return {"type": "object", "properties": properties}
    if isinstance(value, list):
        return (
            {"type": "array", "items": _shape(value[0], depth + 1)} if value and depth < _DEPTH else {"type": "array"}
        )
    for kind, name in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string")):
        if isinstance(value, kind):
            return {"type": name}
    return {"type": "null"}
