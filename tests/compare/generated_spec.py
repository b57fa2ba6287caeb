"""OpenAPI documents drawn at random: every keyword in any place, schemas that hold, join and offer each other."""

from random import Random
from typing import Any

Json = Any
_SCALARS = ("string", "integer", "number", "boolean")
_LEAVES: tuple[Json, ...] = (
    {"type": "string", "minLength": 1, "maxLength": 40},
    {"type": "string", "enum": ["a", "b", "c"]},
    {"type": "string", "pattern": "^a"},
    {"type": ["string", "null"]},
    {"type": "integer", "minimum": 0, "maximum": 9},
    {"type": "number", "exclusiveMinimum": 0},
    {"type": "boolean", "default": True},
    {"const": "x"},
    {},
    True,
)
_NAMES = ("id", "name", "kind", "size", "items", "a.b", "x-y", "deep", "tags", "$", "")


def generated_spec(random: Random) -> Json:
    """Draw a document with a few operations and named schemas."""
    named = [f"Named{number}" for number in range(random.randint(1, 6))]
    names = [*named, *random.sample(("One~Two", "a/b", "Ünïcode", "Thing Of"), random.randint(0, 2))]
    return {
        "openapi": random.choice(["3.1.0", "3.1.0", "3.0.3"]),
        "info": {"title": "Drawn", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {f"/{number}/{{id}}": _item(random, names) for number in range(random.randint(1, 4))},
        "components": {"schemas": {name: _schema(random, names, 3) for name in names}},
    }


def _item(random: Random, names: list[str]) -> Json:
    parameters = [
        {"name": name, "in": random.choice(["query", "header", "path", "cookie"]), "schema": _schema(random, names, 1)}
        for name in random.sample(("id", "limit", "X-Trace", "ids"), random.randint(0, 3))
    ]
    return {
        random.choice(["get", "put"]): {"parameters": parameters, **_call(random, names)},
        "post": _call(random, names),
    }


def _call(random: Random, names: list[str]) -> Json:
    def content() -> Json:
        media = random.choice(["application/json", "application/json", "multipart/form-data", "text/plain"])
        return {"content": {media: {"schema": _schema(random, names, 3)}}}

    headers = {"X-Left": {"schema": _schema(random, names, 0)}} if random.random() < 0.3 else {}
    responses = {status: {"description": "-", **content(), "headers": headers} for status in ("200", "400")}
    return {"requestBody": content(), "responses": responses}


def _schema(random: Random, names: list[str], depth: int) -> Json:
    kind = random.random()
    if depth <= 0 or kind < 0.15:
        return random.choice(_LEAVES)
    if kind < 0.35:
        return {"$ref": "#/components/schemas/" + random.choice(names).replace("~", "~0").replace("/", "~1")}
    if kind < 0.5:
        return {"type": "array", "items": _schema(random, names, depth - 1), "minItems": random.randint(0, 2)}
    if kind < 0.7:
        keyword = random.choice(["allOf", "oneOf", "anyOf"])
        return {keyword: [_schema(random, names, depth - 1) for _ in range(random.randint(1, 3))]}
    members = {name: _schema(random, names, depth - 1) for name in random.sample(_NAMES, random.randint(0, 4))}
    drawn: Json = {
        "type": "object",
        "properties": members,
        "required": [name for name in members if random.random() < 0.4],
    }
    if random.random() < 0.2:
        drawn["additionalProperties"] = random.choice([False, True, _schema(random, names, depth - 1)])
    return drawn
