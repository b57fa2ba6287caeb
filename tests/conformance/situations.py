"""Pairs of documents of ours for whole situations, and what oasdiff 1.27.0 says of such a pair (ids and levels)."""

from typing import Any

from driftwatch.model.finding import Level

TEXT = {"type": "string"}
ANSWER = {"responses": {"200": {"description": "Fine."}}}
OLD = {"deprecated": True}
PAST, FUTURE = {"x-sunset": "2022-03-01"}, {"x-sunset": "9999-03-01"}
DRAFT, ALPHA, BETA, STABLE = ({"x-stability-level": level} for level in ("draft", "alpha", "beta", "stable"))


def api(*, version: str = "1.0", **paths: dict[str, Any]) -> dict[str, Any]:
    """An API with an operation that never changes; `boxes={...}` is the path item of /boxes."""
    items = {f"/{name}": item for name, item in paths.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Store", "version": version},
        "paths": {"/health": {"get": ANSWER}, **items},
    }


def at(path: str, item: dict[str, Any]) -> dict[str, Any]:
    return api() | {"paths": {path: item}}


def get(**more: Any) -> dict[str, Any]:
    return {"get": ANSWER | {key.replace("_", "-"): value for key, value in more.items()}}


def sends(**properties: Any) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties}
    return {"post": ANSWER | {"requestBody": {"content": {"application/json": {"schema": schema}}}}}


def query(schema: Any, **more: Any) -> dict[str, Any]:
    return {"parameters": [{"name": "kind", "in": "query", "schema": schema, **more}]}


def rename(name: str, **more: Any) -> dict[str, Any]:
    parameter = {"name": name, "in": "path", "required": True, "schema": TEXT, **more}
    return at(f"/boxes/{{{name}}}", {"get": ANSWER | {"parameters": [parameter]}})


def calling_back(kind: str) -> dict[str, Any]:
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": {"state": {"type": kind}}}}}}
    return api(
        boxes={
            "post": ANSWER | {"callbacks": {"done": {"{$request.body#/to}": {"post": ANSWER | {"requestBody": body}}}}}
        }
    )


def proven_by(name: str) -> dict[str, Any]:
    schemes = {each: {"type": "apiKey", "in": "header", "name": f"X-{each}"} for each in ("Key", "Token")}
    return api(boxes=get(security=[{name: []}])) | {"components": {"securitySchemes": schemes}}


FINE = ANSWER["responses"]["200"]
BOX, BAG = ({"type": "object", "required": [name], "properties": {name: TEXT}} for name in ("size", "colour"))
KINDS = {"type": "string", "enum": ["small", "large"]}
PAIRS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Level]]] = {
    "a draft is deprecated": (api(boxes=get(**DRAFT)), api(boxes=get(**DRAFT, **OLD)), {}),
    "a property of an alpha operation is deprecated": (
        api(boxes={"post": sends(size=TEXT)["post"] | ALPHA}),
        api(boxes={"post": sends(size=TEXT | OLD)["post"] | ALPHA}),
        {},
    ),
    "an alpha operation is gone": (api(boxes=get(**ALPHA)), api(), {}),
    "an operation is gone after its sunset": (api(boxes=get(**OLD, **PAST)), api(), {}),
    "an operation is gone before its sunset": (
        api(boxes=get(**OLD, **FUTURE)),
        api(),
        {"api-path-removed-before-sunset": "breaking"},
    ),
    "a parameter is gone after its sunset": (
        api(boxes=get(**query(TEXT, **OLD, **PAST))),
        api(boxes=get()),
        {},
    ),
    "alpha became beta": (api(boxes=get(**ALPHA)), api(boxes=get(**BETA)), {}),
    "draft became stable": (api(boxes=get(**DRAFT)), api(boxes=get(**STABLE)), {}),
    "beta became stable": (
        api(boxes=get(**BETA)),
        api(boxes=get(**STABLE)),
        {"api-stability-increased": "info"},
    ),
    "a draft of a property became stable": (
        api(boxes=sends(size=TEXT | DRAFT)),
        api(boxes=sends(size=TEXT | STABLE)),
        {},
    ),
    "a parameter got a list of values": (
        api(boxes=get(**query(TEXT))),
        api(boxes=get(**query(KINDS))),
        {"request-parameter-became-enum": "breaking", "request-parameter-enum-value-added": "info"},
    ),
    "a parameter of a path takes fewer": (
        api(boxes={**get(), **query({"type": "array", "items": TEXT, "maxItems": 9})}),
        api(boxes={**get(), **query({"type": "array", "items": TEXT, "maxItems": 5})}),
        {},
    ),
    "a path parameter has another name": (rename("id"), rename("box_id"), {}),
    "a path parameter has another name and no sunset": (
        rename("id", **OLD, **PAST),
        rename("box_id", **OLD),
        {"request-parameter-sunset-deleted": "breaking"},
    ),
    "a sunset that could not be read can be": (
        api(boxes=get(**OLD, **{"x-sunset": "next spring"})),
        api(boxes=get(**OLD, **FUTURE)),
        {"api-path-sunset-parse": "breaking"},
    ),
    "null became possible and a value impossible": (
        api(boxes=sends(kind=KINDS)),
        api(boxes=sends(kind={"oneOf": [{"type": "null"}, {"type": "string", "enum": ["small"]}]})),
        {"request-property-enum-value-removed": "breaking", "request-property-list-of-types-widened": "info"},
    ),
    "the version went down": (api(version="2.0"), api(version="1.0"), {}),
    "a field of a callback has another type": (calling_back("string"), calling_back("integer"), {}),
    "other credentials are needed": (proven_by("Key"), proven_by("Token"), {"api-security-added": "info"}),
    "the version in a path is another one": (
        at("/v1/boxes", sends(size=TEXT, colour=TEXT, weight=TEXT)),
        at("/v2/boxes", sends(size=TEXT, colour=TEXT, weight=TEXT)),
        {"api-path-removed-without-deprecation": "breaking", "endpoint-added": "info"},
    ),
    "a property has another name": (
        api(boxes=sends(max_size=TEXT)),
        api(boxes=sends(maxSize=TEXT)),
        {"request-property-removed": "warning", "new-optional-request-property": "info"},
    ),
    "another success status": (
        api(boxes={"post": {"responses": {"200": FINE}}}),
        api(boxes={"post": {"responses": {"202": FINE}}}),
        {"response-success-status-removed": "breaking", "response-success-status-added": "info"},
    ),
    "an object became a list": (
        api(boxes=sends(sizes={"type": "object", "properties": {"small": TEXT}})),
        api(boxes=sends(sizes={"type": "array", "items": TEXT})),
        {"request-property-type-changed": "breaking", "request-property-removed": "warning"},
    ),
    "the type of an object is left out, and null with it": (
        api(boxes=sends(box={"type": ["object", "null"], "properties": {"size": TEXT}})),
        api(boxes=sends(box={"properties": {"size": TEXT}})),
        {"request-property-type-generalized": "info"},
    ),
    "an integer has a format of texts": (
        api(boxes=sends(weight={"type": "integer", "format": "int32"})),
        api(boxes=sends(weight={"type": "integer", "format": "uuid"})),
        {"request-property-type-changed": "breaking"},
    ),
    "one of two equal branches": (
        api(boxes=sends(kind={"anyOf": [BOX, BOX, BAG]})),
        api(boxes=sends(kind={"anyOf": [BOX, BAG]})),
        {"request-property-any-of-removed": "breaking"},
    ),
    "a bound beside values that meet it": (
        api(boxes=get(**query({**KINDS, "maxLength": 9}))),
        api(boxes=get(**query({**KINDS, "maxLength": 10}))),
        {"request-parameter-max-length-increased": "info"},
    ),
}
