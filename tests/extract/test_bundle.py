"""A specification in several files says what it says in one."""

import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.extract.openapi.bundle import bundled, is_specification, parts_of, refers_outward
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.stored import files_of

ROOT = "https://api.example.com/spec/openapi.yaml"
HOME = "#/components/schemas/"
THING: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "owner": {"$ref": f"{HOME}Owner"},
        "kind": {"enum": ["a", "b"], "default": "a"},
        "related": {"type": "array", "items": {"$ref": f"{HOME}Thing"}},
        "extra": {"additionalProperties": {"oneOf": [{"$ref": f"{HOME}Owner"}, {"type": "null"}]}},
    },
}
OWNER: dict[str, Any] = {
    "oneOf": [{"$ref": f"{HOME}Person"}, {"$ref": f"{HOME}Team"}],
    "discriminator": {"propertyName": "kind", "mapping": {"p": f"{HOME}Person", "t": f"{HOME}Team"}},
}
SCHEMAS = {
    "Thing": THING,
    "Owner": OWNER,
    "Person": {"type": "object", "properties": {"name": {"type": "string"}}},
    "Team": {"allOf": [{"$ref": f"{HOME}Person"}, {"required": ["name"]}]},
}


def operation(name: str) -> dict[str, Any]:
    body = {"application/json": {"schema": {"$ref": f"{HOME}{name}"}, "example": {"$ref": "./not/a/file.yaml"}}}
    return {
        "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
        "requestBody": {"content": body},
        "responses": {"200": {"description": "-", "content": body}, "404": {"description": "no"}},
    }


def one_file() -> dict[str, Any]:
    paths = {f"/{name.lower()}s": {"post": operation(name)} for name in SCHEMAS}
    info = {"title": "T", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": SCHEMAS}}


def referring(value: Any, home: str, named: str) -> Any:
    """Write the references to schemas as those to files, as seen from a folder."""
    if isinstance(value, str) and value.startswith(HOME):
        return f"{home}{value.removeprefix(HOME)}{named}"
    if isinstance(value, list):
        return [referring(each, home, named) for each in value]
    return {key: referring(each, home, named) for key, each in value.items()} if isinstance(value, dict) else value


def split(document: Mapping[str, Any], *, paths: set[str], kept: bool) -> dict[str, Any]:
    """Write schemas, and some path items, to files of their own."""
    base = ROOT.rpartition("/")[0]
    files: dict[str, Any] = {
        f"{base}/schemas/{name}.yaml": referring(schema, "./", ".yaml")
        for name, schema in document["components"]["schemas"].items()
    }
    whole = referring({**document, "components": {}}, "schemas/", ".yaml")
    for path in paths:
        item = referring(document["paths"][path], "../../schemas/", ".yaml")
        files[f"{base}/paths/x/{path[1:]}.json"] = {"items": {"one": item}}
        whole["paths"][path] = {"$ref": f"paths/x/{path[1:]}.json#/items/one"}
    if kept:
        names = document["components"]["schemas"]
        whole["components"] = {"schemas": {name: {"$ref": f"./schemas/{name}.yaml"} for name in names}}
    return {**files, ROOT: whole}


def said(document: Any) -> dict[str, bytes]:
    snapshot = snapshot_of_openapi(document, place="spec", label="spec", url=ROOT)
    return dict(files_of(snapshot))


@given(st.sets(st.sampled_from(sorted(one_file()["paths"]))), st.booleans())
def test_a_specification_says_the_same_in_one_file_and_in_several(paths: set[str], kept: bool) -> None:  # noqa: FBT001
    files = split(one_file(), paths=paths, kept=kept)
    assert said(bundled(ROOT, files)) == said(one_file())


@given(st.randoms(), st.booleans())
def test_the_order_in_which_files_come_says_nothing(chance: random.Random, kept: bool) -> None:  # noqa: FBT001
    files = list(split(one_file(), paths={"/things"}, kept=kept).items())
    chance.shuffle(files)
    assert bundled(ROOT, dict(files)) == bundled(ROOT, dict(sorted(files)))


def test_a_document_without_other_files_stays_as_it_is() -> None:
    assert bundled(ROOT, {ROOT: one_file()}) == one_file()


def test_parts_are_found_wherever_they_are_referred_to_but_not_in_values() -> None:
    files = split(one_file(), paths={"/things"}, kept=True)
    assert parts_of(files[ROOT], ROOT) == (
        "https://api.example.com/spec/paths/x/things.json",
        *(f"https://api.example.com/spec/schemas/{name}.yaml" for name in sorted(SCHEMAS)),
    )
    assert parts_of({"x": {"$ref": "file:///etc/passwd"}, "y": {"$ref": "http://[bad"}}, ROOT) == ()


def test_what_no_file_holds_stays_a_reference_that_leads_nowhere() -> None:
    root = {
        "openapi": "3.1.0",
        "paths": {"/a": {"$ref": "gone.yaml#/a"}},
        "components": {"schemas": {"B": {"$ref": "b.yaml"}}},
    }
    assert bundled(ROOT, {ROOT: root, "https://api.example.com/spec/gone.yaml": {"b": 1}}) == {
        "openapi": "3.1.0",
        "paths": {"/a": {"$ref": "https://api.example.com/spec/gone.yaml#/a"}},
        "components": {"schemas": {"B": {"$ref": "https://api.example.com/spec/b.yaml"}}},
    }


def test_a_part_may_refer_to_itself_to_the_whole_and_in_a_circle() -> None:
    base = ROOT.rpartition("/")[0]
    root = {
        "openapi": "3.0.3",
        "paths": {"/a": {"get": {"parameters": [{"$ref": "p.yaml#/limit"}], "responses": {"200": {"$ref": "r.yaml"}}}}},
        "components": {"schemas": {"Known": {"type": "string"}}},
    }
    parts = {
        f"{base}/p.yaml": {
            "limit": {"$ref": "#/page"},
            "page": {"name": "page", "in": "query", "schema": {"$ref": "#/Size"}},
            "Size": {"type": "integer"},
        },
        f"{base}/r.yaml": {"description": "-", "content": {"application/json": {"schema": {"$ref": "s.yaml"}}}},
        f"{base}/s.yaml": {
            "properties": {
                "self": {"$ref": "s.yaml"},
                "known": {"$ref": "#/components/schemas/Known"},
                "whole": {"$ref": "openapi.yaml#/components/schemas/Known"},
            }
        },
        f"{base}/c.yaml": {"$ref": "c.yaml"},
    }
    made: Any = bundled(ROOT, {ROOT: root, **parts})
    (parameter,) = made["paths"]["/a"]["get"]["parameters"]
    assert parameter == {"name": "page", "in": "query", "schema": {"$ref": "#/components/schemas/Size"}}
    body = made["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/s"}
    properties = made["components"]["schemas"]["s"]["properties"]
    assert {key: each["$ref"].rpartition("/")[2] for key, each in properties.items()} == {
        "self": "s",
        "known": "Known",
        "whole": "Known",
    }
    circle = {"openapi": "3.0.3", "paths": {"/c": {"$ref": "c.yaml"}}}
    assert "$ref" in str(bundled(ROOT, {ROOT: circle, **parts}))


def test_schemas_of_one_file_name_are_told_apart_by_their_folders() -> None:
    base = ROOT.rpartition("/")[0]
    schema = {"allOf": [{"$ref": "a/item.yaml"}, {"$ref": "b/item.yaml"}]}
    files = {ROOT: {"openapi": "3.1.0", "components": {"schemas": {"All": schema}}}}
    files |= {f"{base}/{name}/item.yaml": {"title": name} for name in "ab"}
    made: Any = bundled(ROOT, files)
    assert sorted(made["components"]["schemas"]) == ["All", "a-item", "b-item"]


def test_definitions_of_swagger_are_the_home_of_schemas() -> None:
    files = {ROOT: {"swagger": "2.0", "paths": {"/a": {"get": {"responses": {"200": {"schema": {"$ref": "t.json"}}}}}}}}
    made: Any = bundled(ROOT, {**files, "https://api.example.com/spec/t.json": {"type": "object"}})
    assert made["definitions"] == {"t": {"type": "object"}}
    assert made["paths"]["/a"]["get"]["responses"]["200"]["schema"] == {"$ref": "#/definitions/t"}


@pytest.mark.parametrize(
    ("text", "outward"),
    [
        (b'{"$ref": "./a.yaml"}', True),
        (b'{"$ref":"https://example.com/a.json#/b"}', True),
        (b"$ref: a.yaml", True),
        (b"$ref: 'a.yaml'", True),
        (b'{"$ref": "#/components/schemas/A"}', False),
        (b"$ref: '#/a'", False),
        (b"refer to a.yaml", False),
    ],
)
def test_a_cheap_look_tells_whether_something_is_referred_to(text: bytes, outward: bool) -> None:  # noqa: FBT001
    assert refers_outward(text) is outward


def test_a_part_is_no_specification() -> None:
    assert is_specification({"openapi": "3.1.0"})
    assert not is_specification({"type": "object"})
    assert not is_specification(["openapi"])


def test_names_of_properties_and_of_responses_are_no_keywords() -> None:
    names = ("value", "default", "example", "examples", "enum", "const")
    part = {"type": "object", "properties": {name: {"$ref": f"{name}.yaml"} for name in names}}
    root = {
        "openapi": "3.0.3",
        "paths": {"/a": {"get": {"responses": {"default": {"$ref": "r.yaml"}}}}},
        "components": {"schemas": {"value": {"$ref": "part.yaml"}, "enum": {"$ref": "enum.yaml"}}},
    }
    base = ROOT.rpartition("/")[0]
    assert parts_of(root, ROOT) == tuple(f"{base}/{name}.yaml" for name in ("enum", "part", "r"))
    assert parts_of(part, f"{base}/part.yaml") == tuple(f"{base}/{name}.yaml" for name in sorted(names))
    files = {f"{base}/{name}.yaml": {"type": "string", "description": name} for name in names}
    made: Any = bundled(ROOT, {ROOT: root, f"{base}/part.yaml": part, f"{base}/r.yaml": {"description": "no"}, **files})
    assert made["paths"]["/a"]["get"]["responses"] == {"default": {"description": "no"}}
    properties = made["components"]["schemas"]["value"]["properties"]
    said = {key: made["components"]["schemas"][each["$ref"].removeprefix(HOME)] for key, each in properties.items()}
    assert said == {name: {"type": "string", "description": name} for name in names}
