"""Makes OpenAPI documents of any size, the same for the same size, with shared schemas as real ones have them."""

import json
from typing import Any

SHARED = 10
"""One shared schema for each ten operations."""


def large_spec(operations: int) -> dict[str, Any]:
    """Return an OpenAPI 3.1 document with `operations` operations; about 3 kB each."""
    schemas = max(operations // SHARED, 2)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Large", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com/v1"}],
        "security": [{"bearer": []}],
        "paths": dict(_path(number, schemas) for number in range(operations)),
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "schemas": {f"Thing{number}": _schema(number, schemas) for number in range(schemas)},
        },
    }


def changed(spec: dict[str, Any], changes: int) -> dict[str, Any]:
    """Return a copy in which `changes` operations require one more request field each; the rest is shared."""
    paths = dict(spec["paths"])
    for number, path in enumerate(list(paths)[:changes]):
        post = dict(paths[path]["post"])
        body = {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        **post["requestBody"]["content"]["application/json"]["schema"],
                        "required": ["name", f"field_{number % 12}"],
                    }
                }
            },
        }
        paths[path] = {"post": {**post, "requestBody": body}}
    return {**spec, "paths": paths}


def ring(schemas: int, *, name: str = "Thing", more: bool = False) -> dict[str, Any]:
    """Return a document whose schemas all refer to each other, one operation for ten; with `more` each has changed."""
    return _document({f"{name}{number}": _link(number, schemas, name, more=more) for number in range(schemas)})


def clique(alternatives: int, *, name: str = "Part", more: bool = False) -> dict[str, Any]:
    """Return a document of alternatives each of which may hold any other one; with `more` each has changed."""
    names = [f"{name}{number}" for number in range(alternatives)]
    return _document(
        {
            own: {
                "type": "object",
                "properties": {
                    f"own_{number}": {"type": "string"},
                    "held": {"oneOf": [_reference(other) for other in names if other != own]},
                    **({f"new_{number}": {"type": "integer"}} if more else {}),
                },
            }
            for number, own in enumerate(names)
        }
    )


def union(size: int, *, more: bool = False) -> dict[str, Any]:
    """Return a document of one union that is written in `size` bytes; with `more` two of its branches have changed."""
    branches: list[dict[str, Any]] = []
    written = 0
    while written < size:
        number = len(branches)
        own = {f"own_{number}": {"type": "string", "maxLength": number}, "kind": {"enum": [f"kind_{number}"]}}
        branches.append({"type": "object", "title": f"Kind {number}", "properties": own})
        written += len(json.dumps(branches[-1]))
    if more:
        branches[100]["properties"]["own_100"]["type"] = "integer"
        branches[200]["required"] = ["kind"]
    return _document({"Thing": {"oneOf": branches}})


def _document(schemas: dict[str, Any]) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Large", "version": "1.0.0"},
        "paths": {
            f"/things{number}": {"post": {"requestBody": _content(name), "responses": {"200": _content(name)}}}
            for number, name in enumerate(list(schemas)[::SHARED])
        },
        "components": {"schemas": schemas},
    }


def _content(name: str) -> dict[str, Any]:
    return {"description": "one of them", "content": {"application/json": {"schema": _reference(name)}}}


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _link(number: int, schemas: int, name: str, *, more: bool) -> dict[str, Any]:
    properties = {f"member_{index}": {"type": "string", "maxLength": 10 + number + index} for index in range(8)}
    properties["next"] = _reference(f"{name}{(number + 1) % schemas}")
    properties["others"] = {"type": "array", "items": _reference(f"{name}{(number * 7 + 3) % schemas}")}
    if more:
        properties["member_0"] = {"type": "string", "maxLength": 9 + number}
        properties[f"new_{number}"] = {"type": "integer"}
    return {"type": "object", "required": ["member_1"], "properties": properties}


def _path(number: int, schemas: int) -> tuple[str, dict[str, Any]]:
    properties = {f"field_{index}": _property(number + index, schemas) for index in range(12)}
    body = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, **properties}}
    reference = {"$ref": f"#/components/schemas/Thing{number % schemas}"}
    operation = {
        "operationId": f"operation{number}",
        "summary": f"Do thing {number}",
        "tags": [f"tag{number % 20}"],
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
            {
                "name": "limit",
                "in": "query",
                "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
            },
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            "200": {"description": "ok", "content": {"application/json": {"schema": reference}}},
            "400": {
                "description": "bad",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing0"}}},
            },
        },
    }
    return f"/area{number % 50}/things{number}/{{id}}", {"post": operation}


def _schema(number: int, schemas: int) -> dict[str, Any]:
    properties = {f"member_{index}": _property(number * 7 + index, schemas) for index in range(15)}
    return {"type": "object", "required": ["member_0"], "properties": properties}


def _property(seed: int, schemas: int) -> dict[str, Any]:
    kind = seed % 6
    if kind == 0:
        return {"type": "string", "maxLength": 50 + seed % 100, "description": f"Text number {seed} of this API."}
    if kind == 1:
        return {"type": "integer", "minimum": 0, "maximum": seed}
    if kind == 2:
        return {"type": "string", "enum": [f"value{index}" for index in range(seed % 5 + 2)]}
    if kind == 3:
        return {"type": "array", "items": {"type": "object", "properties": {"key": {"type": "string"}}}}
    if kind == 4:
        return {"$ref": f"#/components/schemas/Thing{(seed * 3 + 1) % schemas}"}
    return {"type": ["number", "null"], "default": seed}
