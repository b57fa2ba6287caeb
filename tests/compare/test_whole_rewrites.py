"""A document in another version of OpenAPI, with its statements elsewhere or by reference, says the same."""

import json
from typing import Any

import pytest

from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.change import Change
from tests.compare.rewrites import rewritten, seeded
from tests.compare.whole_rewrites import SILENT, as_3_1, as_3_2

Json = Any
SCHEMAS = "#/components/schemas/"
IDS = {"name": "box", "in": "path", "required": True, "schema": {"type": "string", "example": "b1"}}
PAGE = {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 0, "exclusiveMinimum": True}}
TOKEN = {"name": "X-Token", "in": "header", "schema": {"type": "string", "nullable": True, "enum": ["a", None]}}
LEFT = {"schema": {"type": "integer", "maximum": 9, "exclusiveMaximum": True}}
NAMED_LEFT = {"$ref": "#/components/headers/Left"}
NOTE = {"type": "string", "nullable": True, "maxLength": 9, "description": "Free text.", "example": "x"}
BOX: Json = {
    "type": "object",
    "required": ["id", "kind"],
    "properties": {
        "id": {"type": "string", "format": "byte"},
        "kind": {"type": "string", "enum": ["box"]},
        "note": NOTE,
        "image": {"type": "string", "format": "binary", "nullable": True},
        "rows": {"type": "array", "nullable": True, "items": {"type": "number", "nullable": True}},
        "at": {"description": "Where.", "allOf": [{"$ref": f"{SCHEMAS}Place"}]},
        "in": {"nullable": True, "allOf": [{"$ref": f"{SCHEMAS}Place"}]},
        "names": {"type": "object", "properties": {"nullable": {"type": "string"}}, "example": {"nullable": "true"}},
    },
    "xml": {"name": "box"},
}
PLACE: Json = {"type": "object", "required": ["room"], "properties": {"room": {"type": "string", "minLength": 1}}}
SHELF: Json = {
    "allOf": [
        {"$ref": f"{SCHEMAS}Place"},
        {
            "type": "object",
            "required": ["code"],
            "properties": {"code": {"type": "string", "xml": {"attribute": True}}},
        },
    ]
}
EITHER: Json = {"anyOf": [{"$ref": f"{SCHEMAS}Box"}, {"$ref": f"{SCHEMAS}Shelf"}], "nullable": True}


def _content(name: str, **more: Json) -> Json:
    return {"application/json": {"schema": {"$ref": SCHEMAS + name}, **more}}


def _call(**more: Json) -> Json:
    missing = {"$ref": "#/components/responses/Missing"}
    answer = {"description": "Fine.", "headers": {"X-Left": LEFT}, "content": _content("Either")}
    return {"responses": {"200": answer, "404": missing}, **more}


OLD: Json = {
    "openapi": "3.0.3",
    "info": {"title": "Boxes", "version": "1"},
    "servers": [{"url": "https://api.box.example/v1/"}, {"url": "https://test.box.example/v1"}],
    "security": [{"key": []}],
    "paths": {
        "/boxes/{box}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "get": _call(operationId="read", parameters=[PAGE, TOKEN]),
            "put": _call(
                operationId="write",
                parameters=[PAGE],
                requestBody={"$ref": "#/components/requestBodies/Box"},
                security=[{"key": []}, {}],
            ),
        },
        "/boxes": {
            "servers": [{"url": "https://write.box.example/v1"}],
            "post": _call(
                operationId="make",
                requestBody={"content": _content("Box", examples={"one": {"value": {"id": "x"}}})},
                callbacks={"made": {"{$request.query.to}": {"post": {"responses": {"204": {"description": "Fine."}}}}}},
            ),
        },
    },
    "components": {
        "schemas": {"Box": BOX, "Place": PLACE, "Shelf": SHELF, "Either": EITHER},
        "parameters": {"Id": IDS},
        "headers": {"Left": LEFT},
        "requestBodies": {"Box": {"required": True, "content": _content("Box")}},
        "responses": {"Missing": {"description": "No such box.", "headers": {"X-Left": NAMED_LEFT}}},
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
    },
}
OLD = json.loads(json.dumps(OLD))  # each part of it stands there once: rewrites change parts in place
LATER = rewritten(OLD, as_3_1, seed=3)
LATER["components"]["schemas"]["Box"]["properties"]["at"] = {"description": "Where.", "$ref": f"{SCHEMAS}Place"}
OWN: Json = rewritten({**LATER, "security": []})
"""Where the calls state what they need themselves."""
del OWN["security"]
for _item in OWN["paths"].values():
    for _verb in _item.keys() & {"get", "put", "post"}:
        _item[_verb].setdefault("security", [{"key": []}])
DOCUMENTS = {"3.0": OLD, "3.1": LATER, "3.2": rewritten(LATER, as_3_2), "own": OWN}


def told(old: Json, new: Json) -> list[Change]:
    one, other = (snapshot_of_openapi(side, place="spec", label="side") for side in (old, new))
    return [*compare(one, other), *compare(other, one)]


@pytest.mark.parametrize("rewrite", SILENT, ids=lambda rewrite: rewrite.__name__)
def test_a_document_that_says_the_same_elsewhere_is_silent(rewrite):
    pairs = [(document, rewritten(document, rewrite)) for document in DOCUMENTS.values()]
    assert any(old != new for old, new in pairs)
    assert [told(*pair) for pair in pairs] == [[]] * len(pairs)


@pytest.mark.parametrize("seed", range(40))
def test_several_of_them_at_once_are_silent(seed):
    for document in DOCUMENTS.values():
        assert [] == told(document, rewritten(document, *seeded(seed).sample(SILENT, 4), seed=seed))


@pytest.mark.parametrize("rewrite", SILENT, ids=lambda rewrite: rewrite.__name__)
def test_an_edit_beside_them_is_told_all_the_same(rewrite):
    for document in DOCUMENTS.values():
        new = rewritten(document)
        new["components"]["schemas"]["Place"]["properties"]["room"]["minLength"] = 2
        found = {change.kind for change in told(document, rewritten(new, rewrite))}
        assert found == {"field.min-length.raised", "field.min-length.lowered"}
