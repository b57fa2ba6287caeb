"""One OpenAPI operation to facts: parameters, request body, responses, callbacks, and the fields of their schemas."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final, Literal

from msgspec import Struct, structs

from driftwatch.extract.data import loose
from driftwatch.extract.openapi.api import requirements, servers
from driftwatch.extract.openapi.encodings import encoding_of_further, encodings_by_name, encodings_of_first
from driftwatch.extract.openapi.links import link_facts
from driftwatch.extract.openapi.references import Pointers
from driftwatch.extract.openapi.schema import fields_of
from driftwatch.model import address, paths
from driftwatch.model.facts import (
    AnyFact,
    Header,
    MediaType,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Unresolved,
)
from driftwatch.model.json_values import Json

_Within = Literal["path", "query", "querystring", "header", "cookie"]
PATH_ITEM: Final = "path item"
"""Evidence of a parameter that the path item states for all of its methods."""
_STYLES: Final = {"path": "simple", "query": "form", "querystring": "", "header": "simple", "cookie": "form"}
MAX_CALLBACK_DEPTH: Final = 3
_READ: Final = frozenset(
    {
        "callbacks",
        "deprecated",
        "operationId",
        "parameters",
        "requestBody",
        "responses",
        "security",
        "servers",
        "summary",
        "tags",
        "x-stability-level",
        "x-sunset",
    }
)
"""Members of an operation that facts are made of; its description, and what extensions add, is for people."""
_UNREAD: Final = frozenset({"description", "example", "examples"})
"""Members of parameters, bodies, responses and media types of which no fact is made."""
UNRESOLVED: Final = "unresolved"
"""First step of the address of what is a reference that leads nowhere."""


class Site(Struct, frozen=True, kw_only=True):
    """Where a document's entries belong: scope of its schemas, name of its API, variant of its operations."""

    scope: str = ""
    api: str = ""
    variant: str = ""


def operation_facts(
    node: Mapping[str, Json],
    *,
    path: str,
    method: str,
    shared: Mapping[str, Json],
    pointers: Pointers,
    site: Site,
) -> Iterator[AnyFact]:
    """Yield the facts of one operation, in no order; `shared` is what its path item states for all methods."""
    call = call_fact(node, path=path, method=method, shared=shared, site=site)
    yield call
    yield from _message(node, shared, pointers, prefix="")
    yield from _callbacks(node, pointers, parent=call, prefix="", depth=0)


def substance(node: Mapping[str, Json]) -> dict[str, Json]:
    """Return what of an operation facts are made of: those that are alike in it state the same."""
    kept = {key: value for key, value in node.items() if key in _READ}
    parameters, responses = node.get("parameters"), node.get("responses")
    if isinstance(parameters, list):
        kept["parameters"] = [_part_that_is_read(each) for each in parameters]
    if isinstance(responses, dict):
        kept["responses"] = {status: _part_that_is_read(each) for status, each in responses.items()}
    if "requestBody" in kept:
        kept["requestBody"] = _part_that_is_read(kept["requestBody"])
    return kept


def _part_that_is_read(part: Json) -> Json:
    kept = _but_unread(part)
    content = kept.get("content") if isinstance(kept, dict) else None
    if isinstance(content, dict):
        kept["content"] = {name: _but_unread(media) for name, media in content.items()}
    return kept


def _but_unread(part: Json) -> Json:
    return {key: part[key] for key in part if key not in _UNREAD} if isinstance(part, dict) else part


def call_fact(node: Mapping[str, Json], *, path: str, method: str, shared: Mapping[str, Json], site: Site) -> Operation:
    """Return the fact that says what call an operation is."""
    event: Literal["", "webhook"] = "webhook" if path.startswith("webhook:") else ""
    base = Operation(at="operation", method=method.upper(), path=path, event=event, api=site.api, schemas=site.scope)
    return _operation(base, node, shared)


def _operation(base: Operation, node: Mapping[str, Json], shared: Mapping[str, Json]) -> Operation:
    own = node.get("servers", shared.get("servers"))
    return Operation(
        at=base.at,
        method=base.method,
        path=base.path,
        event=base.event,
        parent=base.parent,
        operation_id=loose.text(node.get("operationId")),
        summary=loose.text(node.get("summary")),
        tags=tuple(sorted({str(tag) for tag in loose.items(node.get("tags"))})),
        deprecated=node.get("deprecated") is True,
        sunset=loose.text(node.get("x-sunset")),
        stability=loose.text(node.get("x-stability-level")),
        security=requirements(node.get("security")),
        servers=tuple(sorted({server.url for server in servers(own)})),
        server_variables={server.url: server.variables for server in servers(own) if server.variables},
        api=base.api,
        schemas=base.schemas,
    )


def _message(
    node: Mapping[str, Json], shared: Mapping[str, Json], pointers: Pointers, *, prefix: str
) -> Iterator[AnyFact]:
    yield from _parameters(node, shared, pointers, prefix=prefix)
    body = node.get("requestBody")
    yield from unresolved(body, pointers, "request", prefix=prefix)
    if isinstance(body, Mapping) and not pointers.dangling(body):
        body = pointers.resolved(body)
        at = address.join(prefix, "request")
        yield RequestBody(at=at, required=body.get("required") is True)
        yield from _content(body.get("content"), pointers, at=at)
    for status, response in pointers.resolved(node.get("responses")).items():
        if str(status).startswith("x-"):
            continue
        at = address.join(prefix, "response", address.step(str(status).upper().replace("DEFAULT", "default")))
        read = partial(_response, response, pointers, at=at, prefix=prefix)
        yield from pointers.read_once(response, at, prefix, read=read)


def _response(response: Json, pointers: Pointers, *, at: str, prefix: str) -> Iterator[AnyFact]:
    resolved = pointers.resolved(response)
    yield from unresolved(response, pointers, *paths.parts(at)[-2:], prefix=prefix)
    yield Response(at=at, status=paths.split(at)[1])
    yield from _content(resolved.get("content"), pointers, at=at)
    yield from _headers(resolved.get("headers"), pointers, at=at, prefix=prefix)
    for link in link_facts(resolved.get("links"), pointers, at=at):
        part = paths.parts(link.at)[-4:]
        lost = isinstance(link, Unresolved)
        yield structs.replace(link, at=address.join(prefix, UNRESOLVED, *part)) if lost else link


def _parameters(
    node: Mapping[str, Json], shared: Mapping[str, Json], pointers: Pointers, *, prefix: str
) -> Iterator[AnyFact]:
    merged: dict[str, tuple[Json, Mapping[str, Json], str]] = {}
    for holder, place in ((shared, PATH_ITEM), (node, "")):
        # Of headers that differ in case alone one counts, whichever comes first in the document.
        for item in sorted(loose.items(holder.get("parameters")), key=lambda item: _name(item, pointers), reverse=True):
            parameter = pointers.resolved(item)
            yield from unresolved(item, pointers, "parameter", address.step(pointers.dangling(item)), prefix=prefix)
            name, within = loose.text(parameter.get("name")), loose.text(parameter.get("in"))
            if within in _STYLES and name:
                written = name.lower() if within == "header" else name
                merged[address.join(prefix, "parameter", within, address.step(written))] = (item, parameter, place)
    for at, (item, parameter, place) in merged.items():
        read = partial(_parameter, parameter, pointers, at=at, place=place)
        yield from pointers.read_once(item, at, place, read=read)


def _name(item: Json, pointers: Pointers) -> str:
    return loose.text(pointers.resolved(item).get("name"))


def _parameter(parameter: Mapping[str, Json], pointers: Pointers, *, at: str, place: str) -> Iterator[AnyFact]:
    within: _Within = parameter["in"]
    style = loose.text(parameter.get("style")) or _STYLES[within]
    explode = parameter.get("explode")
    content = pointers.resolved(parameter.get("content"))
    media_type = next(iter(content), "")
    required = parameter.get("required") is True or within == "path"
    yield Parameter(
        at=at,
        locator=place,
        name=str(parameter["name"]),
        within=within,
        required=required,
        deprecated=parameter.get("deprecated") is True,
        sunset=loose.text(parameter.get("x-sunset")),
        stability=loose.text(parameter.get("x-stability-level")),
        style="" if content else style,
        explode=False if content else explode if isinstance(explode, bool) else style == "form",
        allow_reserved=parameter.get("allowReserved") is True,
        allow_empty_value=parameter.get("allowEmptyValue") is True,
        media_type=str(media_type).lower(),
    )
    schema = pointers.resolved(content.get(media_type)).get("schema") if content else parameter.get("schema")
    if isinstance(schema, Mapping | bool):
        yield from fields_of(schema, at=at, pointers=pointers, required=required)


def _content(content: Json, pointers: Pointers, *, at: str) -> Iterator[AnyFact]:
    for name, media in pointers.resolved(content).items():
        written = address.name_step(str(name).lower())
        where = address.join(at, written)
        resolved = pointers.resolved(media)
        lost = pointers.dangling(media)
        schema = {"$ref": lost} if lost else resolved.get("schema")
        item_schema = resolved.get("itemSchema")
        stated = isinstance(schema, Mapping | bool)
        yield MediaType(
            at=where,
            name=written,
            has_schema=stated,
            encoding=encodings_by_name(resolved, pointers),
            item_schema=isinstance(item_schema, Mapping),
            prefix_encoding=encodings_of_first(resolved, pointers),
            item_encoding=encoding_of_further(resolved, pointers),
        )
        if stated and isinstance(item_schema, Mapping):
            both = {"allOf": [schema, {"items": item_schema}]}
            yield from fields_of(both, at=where, pointers=pointers)
        elif stated:
            yield from fields_of(schema, at=where, pointers=pointers)
        elif isinstance(item_schema, Mapping):
            yield from fields_of({"type": "array", "items": item_schema}, at=where, pointers=pointers)


def unresolved(node: Json, pointers: Pointers, *part: str, prefix: str = "") -> Iterator[Unresolved]:
    """Yield that a part is a reference which leads nowhere, when it is."""
    reference = pointers.dangling(node)
    if reference:
        yield Unresolved(at=address.join(prefix, UNRESOLVED, *part), reference=reference)


def _headers(headers: Json, pointers: Pointers, *, at: str, prefix: str) -> Iterator[AnyFact]:
    for name, header in pointers.resolved(headers).items():
        resolved = pointers.resolved(header)
        where = address.join(at, "header", address.name_step(str(name).lower()))
        if pointers.dangling(header):
            yield from unresolved(header, pointers, *paths.parts(where)[-4:], prefix=prefix)
            continue
        required = resolved.get("required") is True
        yield Header(
            at=where,
            name=str(name).lower(),
            required=required,
            deprecated=resolved.get("deprecated") is True,
            style=loose.text(resolved.get("style")) or "simple",
            explode=resolved.get("explode") is True,
        )
        content = pointers.resolved(resolved.get("content"))
        schema = (
            pointers.resolved(next(iter(content.values()), None)).get("schema") if content else resolved.get("schema")
        )
        if isinstance(schema, Mapping | bool):
            yield from fields_of(schema, at=where, pointers=pointers, required=required)


def _callbacks(
    node: Mapping[str, Json], pointers: Pointers, *, parent: Operation, prefix: str, depth: int
) -> Iterator[AnyFact]:
    if depth >= MAX_CALLBACK_DEPTH:
        return
    for name, expression, item in _called(node, pointers):
        shared = {key: item[key] for key in ("parameters", "servers") if key in item}
        for method in address.METHODS:
            called = item.get(method)
            if not isinstance(called, Mapping):
                continue
            at = address.join(prefix, "callback", name, address.step(f"{method.upper()} {expression}"))
            base = Operation(
                at=address.join(at, "operation"),
                method=method.upper(),
                path=expression,
                event="callback",
                parent=f"{parent.method} {parent.path}",
                api=parent.api,
                schemas=parent.schemas,
            )
            yield _operation(base, called, shared)
            yield from _message(called, shared, pointers, prefix=at)
            yield from _callbacks(called, pointers, parent=base, prefix=at, depth=depth + 1)


def _called(node: Mapping[str, Json], pointers: Pointers) -> Iterator[tuple[str, str, Mapping[str, Json]]]:
    for name, callback in pointers.resolved(node.get("callbacks")).items():
        for expression, item in loose.mapping(pointers.resolved(callback)).items():
            yield address.name_step(str(name)), str(expression), pointers.resolved(item)


def called_back(
    node: Mapping[str, Json], pointers: Pointers
) -> Iterator[tuple[Mapping[str, Json], Mapping[str, Json]]]:
    """Yield the calls that an operation makes back: the path item, and the operation in it."""
    for _, _, item in _called(node, pointers):
        for method in address.METHODS:
            called = item.get(method)
            if isinstance(called, Mapping):
                yield item, called
