"""A shop's OpenAPI 3.1 description with the structure of real ones: all that a schema can stand in, shared or not.

The same object, `sample()`, stands at each of the `PLACES`, so that one edit can be tried at all of them.
"""

from typing import Any, NamedTuple

Json = Any
JSON = "application/json"


class Place(NamedTuple):
    """Where a sample stands: the way to it, by which ids its changes are told, and for which operations."""

    path: tuple[str | int, ...]
    operations: dict[str, tuple[str, ...]]
    """By direction: request or response."""


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def content(schema: Json) -> Json:
    return {"content": {JSON: {"schema": schema}}}


def answer(schema: Json) -> Json:
    return {"responses": {"200": {"description": "Done.", **content(schema)}}}


def sample() -> Json:
    """An object with a property for each kind of edit."""
    return {
        "type": "object",
        "required": ["needed", "kept"],
        "properties": {
            "kept": {"type": "string"},
            "needed": {"type": "string"},
            "spare": {"type": "string"},
            "temperature": {"type": "number", "maximum": 2.5},
            "text": {"type": "string"},
            "coded": {"type": "string", "pattern": "^a", "minLength": 2, "maxLength": 9, "format": "uri"},
            "count": {"type": "integer"},
            "ratio": {"type": "number", "minimum": 1, "maximum": 90, "multipleOf": 2},
            "flag": {"type": "boolean"},
            "maybe": {"type": ["string", "null"]},
            "choice": {"type": "string", "enum": ["low", "mid", "high"]},
            "preset": {"type": "string", "default": "one"},
            "list": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 9, "uniqueItems": True},
            "row": {"type": "array", "items": {"type": "integer"}},
            "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            "open": {"type": "object", "properties": {"a": {"type": "string"}}, "minProperties": 1},
            "closed": {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False},
            "either": {"oneOf": [_branch("Card", "card"), _branch("Bank", "bank"), _branch("Cash", "cash")]},
            "any": {"anyOf": [_branch("Near", "near"), _branch("Far", "far")]},
            "all": {"allOf": [_branch("Base", "base"), {"type": "object", "properties": {"own": {"type": "string"}}}]},
            "old": {"type": "string", "deprecated": True},
            "fixed": {"type": "string", "const": "x"},
            "bounded": {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 9},
        },
    }


def _branch(title: str, name: str) -> Json:
    properties = {"kind": {"const": name}, name: {"type": "string"}, f"{name}_count": {"type": "integer"}}
    return {"type": "object", "title": title, "required": ["kind"], "properties": properties}


def _padded(prefix: str) -> Json:
    return {"type": "object", "properties": {f"{prefix}_id": {"type": "string"}, f"{prefix}_at": {"type": "integer"}}}


def wide_spec() -> Json:
    """Make the document."""
    schemas = {
        "Both": sample(),
        "Sent": sample(),
        "Got": sample(),
        "Deep": {"type": "object", "properties": {"both": ref("Both"), "again": ref("Deep")}},
        "Joined": {"allOf": [ref("Base"), {"type": "object", "properties": {"sample": sample()}}]},
        "Base": _padded("base"),
        "Pet": {
            "oneOf": [ref("Cat"), ref("Dog")],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"},
            },
        },
        "Cat": {**_branch("Cat", "cat"), "allOf": [{"type": "object", "properties": {"sample": sample()}}]},
        "Dog": _branch("Dog", "dog"),
        "Problem": {"type": "object", "properties": {"code": {"type": "string"}, "message": {"type": "string"}}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1.0.0", "description": "A shop."},
        "servers": [{"url": "https://api.shop.example/v1"}],
        "security": [{"bearer": []}],
        "tags": [{"name": "orders", "description": "Orders."}],
        "paths": _paths(),
        "webhooks": {
            "order.paid": {"post": {"requestBody": content(sample()), "responses": {"204": {"description": "-"}}}}
        },
        "components": {
            "schemas": schemas,
            "parameters": {"Page": {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1}}},
            "responses": {"Problem": {"description": "Bad.", **content(ref("Problem"))}},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
                "oauth": {
                    "type": "oauth2",
                    "flows": {
                        "clientCredentials": {
                            "tokenUrl": "https://api.shop.example/token",
                            "scopes": {"read": "Read.", "write": "Write."},
                        }
                    },
                },
            },
        },
    }


def _paths() -> Json:
    bad = {"400": {"$ref": "#/components/responses/Problem"}}
    paging = [{"$ref": "#/components/parameters/Page"}, {"name": "sort", "in": "query", "schema": {"type": "string"}}]
    order_id = {"name": "order_id", "in": "path", "required": True, "schema": {"type": "string"}}
    limited = {"headers": {"X-Limit": {"schema": {"type": "integer"}}, "X-Left": {"schema": {"type": "integer"}}}}
    ids = {"name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}
    trace = {"name": "X-Trace", "in": "header", "required": True, "schema": {"type": "string"}}
    called = {
        "{$request.body#/url}": {"post": {"requestBody": content(sample()), "responses": {"200": {"description": "-"}}}}
    }
    listed = answer({"type": "array", "items": ref("Got")})["responses"]["200"]
    orders = {
        "get": {
            "operationId": "listOrders",
            "tags": ["orders"],
            "parameters": paging,
            "responses": {"200": {**listed, **limited}, **bad},
        },
        "post": {
            "operationId": "makeOrder",
            "tags": ["orders"],
            "requestBody": {"required": True, **content(ref("Sent"))},
            **answer(ref("Both")),
        },
    }
    one = {
        "parameters": [order_id],
        "get": {
            "operationId": "getOrder",
            "parameters": [ids, trace],
            "security": [{"oauth": ["read"]}, {"key": []}],
            **answer(ref("Deep")),
        },
        "put": {
            "operationId": "putOrder",
            "requestBody": content(ref("Deep")),
            **answer(ref("Joined")),
            "callbacks": {"onDone": called},
        },
        "delete": {
            "operationId": "dropOrder",
            "deprecated": True,
            "responses": {"204": {"description": "Gone."}, **bad},
        },
    }
    search = {
        "operationId": "search",
        "requestBody": content(sample()),
        **answer({"type": "object", "additionalProperties": sample()}),
    }
    pets = {
        "operationId": "makePet",
        "requestBody": content(ref("Pet")),
        **answer({"type": "array", "items": sample()}),
    }
    joined = {"operationId": "join", "requestBody": content(ref("Joined")), **answer(ref("Problem"))}
    return {
        "/orders": orders,
        "/orders/{order_id}": one,
        "/search": {"post": search},
        "/pets": {"post": pets},
        "/join": {"post": joined},
    }


_BODY = ("requestBody", "content", JSON, "schema")
_ANSWER = ("responses", "200", "content", JSON, "schema")
_NAMED = ("components", "schemas")
GET, PUT, MAKE = "GET /orders/{order_id}", "PUT /orders/{order_id}", "POST /orders"
PLACES = {
    "shared both ways": Place((*_NAMED, "Both"), {"request": (PUT,), "response": (GET, MAKE)}),
    "shared, sent": Place((*_NAMED, "Sent"), {"request": (MAKE,)}),
    "shared, got": Place((*_NAMED, "Got"), {"response": ("GET /orders",)}),
    "in an allOf branch": Place(
        (*_NAMED, "Joined", "allOf", 1, "properties", "sample"), {"request": ("POST /join",), "response": (PUT,)}
    ),
    "in a oneOf branch": Place((*_NAMED, "Cat", "allOf", 0, "properties", "sample"), {"request": ("POST /pets",)}),
    "inline, sent": Place(("paths", "/search", "post", *_BODY), {"request": ("POST /search",)}),
    "values of a map": Place(
        ("paths", "/search", "post", *_ANSWER, "additionalProperties"), {"response": ("POST /search",)}
    ),
    "items": Place(("paths", "/pets", "post", *_ANSWER, "items"), {"response": ("POST /pets",)}),
    "callback": Place(
        ("paths", "/orders/{order_id}", "put", "callbacks", "onDone", "{$request.body#/url}", "post", *_BODY),
        {"response": (PUT,)},
    ),
    "webhook": Place(("webhooks", "order.paid", "post", *_BODY), {"response": ("POST webhook:order.paid",)}),
}
