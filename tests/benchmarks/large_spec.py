"""Makes OpenAPI documents of any size, the same for the same size, with shared schemas as real ones have them."""

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
