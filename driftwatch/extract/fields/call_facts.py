"""Documented fields of one call to facts: parameters, request body and responses, as an OpenAPI reader gives them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.fields.field import DocumentedField, field_facts, flattened
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.model import address
from driftwatch.model.facts import UNSTATED, AnyFact, MediaType, Parameter, RequestBody, Response, StatedBy

_Within = Literal["path", "query", "header", "cookie", "unstated"]
_STYLES: Final[dict[str, tuple[str, bool]]] = {
    "path": ("simple", False),
    "query": ("form", True),
    "header": ("simple", False),
    "cookie": ("form", True),
    UNSTATED: ("", False),
}


class Call(Struct, frozen=True, kw_only=True):
    """What a page documents of one call. Fields say in `within` where they travel; "" is the body."""

    request: tuple[DocumentedField, ...] = ()
    media_type: str = ""
    """Of the request; "" when the page does not say: then it is JSON, or multipart when a file is sent."""
    responses: Mapping[str, tuple[DocumentedField, ...]] = {}
    """Status -> fields; a status without fields is documented all the same."""


def call_facts(call: Call, *, stated_by: StatedBy) -> tuple[AnyFact, ...]:
    """Return the facts of a call, each address of a kind once, sorted by address."""
    found = [*_parameters(call.request, stated_by), *_request(call, stated_by), *_responses(call, stated_by)]
    return tuple(sorted(found, key=lambda fact: (fact.at, type(fact).__name__)))


def _parameters(fields: Sequence[DocumentedField], stated_by: StatedBy) -> Iterator[AnyFact]:
    groups: dict[str, list[DocumentedField]] = {}
    for field in fields:
        if field.within in get_args(_Within) and field.name:
            root = field.name if field.within == "header" else field.name.partition(".")[0].partition("[")[0]
            if root:
                name = root.lower() if field.within == "header" else root
                groups.setdefault(address.join("parameter", field.within, address.step(name)), []).append(field)
    for at, group in groups.items():
        yield from _parameter(at, group, stated_by)


def _parameter(at: str, group: list[DocumentedField], stated_by: StatedBy) -> Iterator[AnyFact]:
    own = min(group, key=lambda field: (len(field.name), repr(field)))
    within: _Within = own.within  # type: ignore[assignment]  # only these are grouped
    name = own.name if within == "header" else own.name.partition(".")[0].partition("[")[0]
    required = any(field.required for field in group if field.name == own.name) or within == "path"
    style, explode = _STYLES[within]
    yield Parameter(
        at=at,
        name=name,
        within=within,
        required=required,
        deprecated=own.deprecated,
        style=style,
        explode=explode,
        stated_by=stated_by,
        locator=own.locator,
    )
    below = tuple(
        replace(field, name=field.name[len(name) :].lstrip(".") if field.name != name else "") for field in group
    )
    yield from field_facts(below, at=at, stated_by=stated_by, place=own.locator, required=required)


def _request(call: Call, stated_by: StatedBy) -> Iterator[AnyFact]:
    fields = [field for field in call.request if field.within in ("body", "")]
    if not fields:
        return
    place = _common([field.locator for field in fields])
    needed = any(field.required for field in fields)
    yield RequestBody(at="request", required=needed, stated_by=stated_by, locator=place)
    yield from _body("request", call.media_type or _media_type(fields), fields, stated_by=stated_by)


def _responses(call: Call, stated_by: StatedBy) -> Iterator[AnyFact]:
    for status, fields in call.responses.items():
        at = address.join("response", address.step(status))
        place = _common([field.locator for field in fields])
        yield Response(at=at, status=status, stated_by=stated_by, locator=place)
        if fields:
            yield from _body(at, "application/json", fields, stated_by=stated_by)


def _body(at: str, media_type: str, fields: Sequence[DocumentedField], *, stated_by: StatedBy) -> Iterator[AnyFact]:
    where = address.join(at, media_type)
    place = _common([field.locator for field in fields])
    yield MediaType(at=where, name=media_type, has_schema=True, stated_by=stated_by, locator=place)
    yield from field_facts(fields, at=where, stated_by=stated_by, place=place)


def _media_type(fields: Sequence[DocumentedField]) -> str:
    for field in flattened(fields):
        schema = schema_of_type(field.type) or {}
        if "binary" in (schema.get("format"), (schema.get("items") or {}).get("format")):
            return "multipart/form-data"
    return "application/json"


def _common(places: Sequence[str]) -> str:
    """Return the heading that places share."""
    heads = {place.rpartition(" > ")[0] for place in places}
    return heads.pop() if len(heads) == 1 else ""
