"""OpenAPI documents become entries: lazily, the same for the same meaning, Swagger 2.0 included."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from driftwatch.errors import DocumentError
from driftwatch.extract.openapi.document import entries_of_openapi, snapshot_of_openapi
from driftwatch.model.facts import AnyFact
from driftwatch.model.snapshot import Entry, Owner, Reference
from tests.compare.whole_spec import whole_spec


def document(**parts: Any) -> dict[str, Any]:
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, **parts}


def entries(spec: Any) -> dict[Owner, Entry]:
    return {entry.owner: entry for entry in entries_of_openapi(spec, place="spec")}


def operation(spec: Any, key: str) -> dict[str, AnyFact]:
    return {fact.at: fact for fact in entries(spec)[Owner("operation", key)].facts}


def test_an_operation_is_method_and_path_with_names_blanked() -> None:
    one = document(paths={"/v1/videos/{id}": {"get": {"responses": {}}}})
    other = document(paths={"/v1/videos/{video_id}/": {"get": {"responses": {}}}})
    assert Owner("operation", "GET /v1/videos/{}") in entries(one)
    assert entries(one).keys() == entries(other).keys()


def test_two_spellings_of_one_key_in_one_document_are_variants_in_any_order() -> None:
    paths = {"/v/{id}": {"get": {}}, "/v/{name}": {"get": {}}, "/w": {"get": {}}, "/w/": {"get": {}}}
    turned = dict(reversed(paths.items()))
    found = [owner for owner in entries(document(paths=paths)) if owner.kind == "operation"]
    assert set(found) == {
        Owner("operation", "GET /v/{}", "/v/{id}"),
        Owner("operation", "GET /v/{}", "/v/{name}"),
        Owner("operation", "GET /w", "/w"),
        Owner("operation", "GET /w", "/w/"),
    }
    assert entries(document(paths=paths)).keys() == entries(document(paths=turned)).keys()


@pytest.mark.slow
def test_pointers_at_parts_of_parts_do_not_explode() -> None:
    names = [f"p{number}" for number in range(12)]
    parts = {
        name: {"$ref": f"#/components/schemas/Whole/properties/{names[(at * 5 + 3) % 12]}"}
        for at, name in enumerate(names)
    }
    whole = {name: {"type": "object", "properties": parts} for name in names}
    spec = document(components={"schemas": {"Whole": {"type": "object", "properties": whole}}})
    assert len(entries(spec)[Owner("schema", "Whole")].facts) < 30_000


def test_parameters_of_the_path_are_overridden_by_those_of_the_operation() -> None:
    shared = [{"name": "q", "in": "query", "schema": {"type": "string"}}, {"name": "X-A", "in": "header"}]
    own = [{"name": "q", "in": "query", "required": True, "schema": {"type": "integer"}}]
    facts = operation(document(paths={"/a": {"parameters": shared, "get": {"parameters": own}}}), "GET /a")
    assert facts["parameter · query · q"].required  # type: ignore[union-attr]
    assert facts["parameter · query · q · $"].type == ("integer",)  # type: ignore[union-attr]
    assert "parameter · header · x-a" in facts


def test_components_are_followed_and_their_change_changes_the_digest() -> None:
    def spec(*, required: bool) -> dict[str, Any]:
        components = {"parameters": {"Q": {"name": "q", "in": "query", "required": required}}}
        return document(
            paths={"/a": {"get": {"parameters": [{"$ref": "#/components/parameters/Q"}]}}}, components=components
        )

    key = Owner("operation", "GET /a")
    one, other = entries(spec(required=False))[key], entries(spec(required=True))[key]
    assert one.digest != other.digest
    assert [fact.required for fact in other.facts if fact.at == "parameter · query · q"] == [True]  # type: ignore[union-attr]


_LISTED: dict[str, Any] = {
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Shelf"}}},
    "headers": {"X-Left": {"schema": {"type": "integer"}}},
}
_REFERRED: dict[str, dict[str, Any]] = {
    "the content": {"content": {"$ref": "#/components/x-content/shelf"}, "headers": _LISTED["headers"]},
    "a media type": {
        "content": {"application/json": {"$ref": "#/components/mediaTypes/shelf"}},
        "headers": _LISTED["headers"],
    },
    "the headers": {"content": _LISTED["content"], "headers": {"$ref": "#/components/x-headers/left"}},
    "nothing": _LISTED,
}


@pytest.mark.parametrize("responses", ["in place", "referred to"])
@pytest.mark.parametrize("answer", _REFERRED.values(), ids=_REFERRED)
def test_what_is_referred_to_is_read_as_if_it_stood_there(answer: Any, responses: str) -> None:
    listed: Any = {"200": answer}
    spec = document(
        paths={"/a": {"post": {"responses": listed if responses == "in place" else {"$ref": "#/x-responses"}}}},
        components={
            "schemas": {"Shelf": {"type": "object"}},
            "x-content": {"shelf": _LISTED["content"]},
            "x-headers": {"left": _LISTED["headers"]},
            "mediaTypes": {"shelf": _LISTED["content"]["application/json"]},
        },
    )
    spec["x-responses"] = listed
    entry = entries(spec)[Owner("operation", "POST /a")]
    assert {fact.at for fact in entry.facts if fact.at.startswith("response")} == {
        "response · 200",
        "response · 200 · application/json",
        "response · 200 · application/json · $",
        "response · 200 · header · x-left",
        "response · 200 · header · x-left · $",
    }
    assert entry.references == (Reference("Shelf", "response"),)


def test_references_say_which_way_a_schema_is_used() -> None:
    def body(name: str) -> Any:
        return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}

    spec = document(
        paths={"/a": {"post": {"requestBody": body("In"), "responses": {"200": body("Out")}}}},
        components={"schemas": {"In": {}, "Out": {"items": {"$ref": "#/components/schemas/In"}}}},
    )
    found = entries(spec)
    assert found[Owner("operation", "POST /a")].references == (Reference("In", "request"), Reference("Out", "response"))
    assert found[Owner("schema", "Out")].references == (Reference("In", "either"),)


def test_references_say_of_what_a_schema_only_asks() -> None:
    named = {name: {"$ref": f"#/components/schemas/{name}"} for name in ("Kind", "Lid")}
    box = {"properties": {"lid": named["Lid"]}, "if": named["Kind"], "then": {"not": named["Lid"]}}
    found = entries(document(components={"schemas": {"Kind": {}, "Lid": {}, "Box": box}}))
    assert found[Owner("schema", "Box")].references == (
        Reference("Kind", "asked"),
        Reference("Lid", "asked"),
        Reference("Lid", "either"),
    )


def test_what_a_webhook_receives_is_what_we_send() -> None:
    hook = {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/E"}}}}}}
    spec = document(webhooks={"done": hook}, components={"schemas": {"E": {}}})
    entry = entries(spec)[Owner("operation", "POST webhook:done")]
    assert entry.references == (Reference("E", "response"),)


def test_callbacks_stand_below_their_operation() -> None:
    callback = {"{$request.body#/url}": {"post": {"responses": {"204": {"description": ""}}}}}
    facts = operation(document(paths={"/a": {"post": {"callbacks": {"onDone": callback}}}}), "POST /a")
    assert "callback · onDone · POST {$request.body#/url} · response · 204" in facts


def test_order_and_language_of_a_document_mean_nothing() -> None:
    spec = document(
        paths={"/b": {"get": {"tags": ["x", "y"]}}, "/a": {"get": {"responses": {"200": {}, "400": {}}}}},
        components={"schemas": {"A": {"type": "string", "maxLength": 5}}},
    )
    turned = json.loads(json.dumps(spec, sort_keys=True))
    one, other = (snapshot_of_openapi(each, place="s", label="") for each in (spec, turned))
    assert one.digest == other.digest
    assert {owner: entry.facts for owner, entry in one.entries.items()} == {
        owner: entry.facts for owner, entry in other.entries.items()
    }


@pytest.mark.parametrize("value", [None, [], "text", {}, {"openapi": "3.1.0"}, {"swagger": "1.2", "paths": {}}])
def test_what_is_no_openapi_document_is_an_error(value: Any) -> None:
    with pytest.raises(DocumentError, match="not an OpenAPI document"):
        entries_of_openapi(value, place="x")


@pytest.mark.parametrize(
    "paths",
    [
        {"/a": None},
        {"/a": {"get": "x"}},
        {"/a": {"get": {"parameters": "x", "requestBody": [], "responses": 5, "tags": "t", "security": "s"}}},
        {"/a": {"$ref": "#/paths/~1a"}},
        {"/a": {"get": {"parameters": [None, {"name": 5}, {"name": "q", "in": "nowhere"}]}}},
        {"/a": {"get": {"responses": {"200": {"content": {"a/b": None}, "headers": {"x": None}}}}}},
    ],
)
def test_a_document_of_any_shape_gives_facts_or_an_error_of_ours(paths: Any) -> None:
    for entry in entries_of_openapi(document(paths=paths), place="x"):
        assert isinstance(entry.facts, tuple)


SWAGGER = {
    "swagger": "2.0",
    "info": {"title": "T", "version": "1"},
    "host": "api.example.com",
    "basePath": "/v1/",
    "schemes": ["https"],
    "consumes": ["application/json"],
    "produces": ["application/json"],
    "securityDefinitions": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}, "basic": {"type": "basic"}},
    "parameters": {"Limit": {"name": "limit", "in": "query", "type": "integer", "maximum": 10}},
    "paths": {
        "/things": {
            "post": {
                "parameters": [
                    {"$ref": "#/parameters/Limit"},
                    {"name": "body", "in": "body", "required": True, "schema": {"$ref": "#/definitions/Thing"}},
                    {
                        "name": "ids",
                        "in": "query",
                        "type": "array",
                        "items": {"type": "string"},
                        "collectionFormat": "multi",
                    },
                ],
                "responses": {"200": {"description": "", "schema": {"$ref": "#/definitions/Thing"}}},
            },
            "put": {
                "consumes": ["multipart/form-data"],
                "parameters": [{"name": "file", "in": "formData", "type": "file", "required": True}],
                "responses": {"204": {"description": ""}},
            },
        }
    },
    "definitions": {"Thing": {"type": "object", "properties": {"id": {"type": "string"}}}},
}
MODERN = {
    "openapi": "3.0.0",
    "info": {"title": "T", "version": "1"},
    "servers": [{"url": "https://api.example.com/v1"}],
    "components": {
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "basic": {"type": "http", "scheme": "basic"},
        },
        "schemas": {"Thing": {"type": "object", "properties": {"id": {"type": "string"}}}},
    },
    "paths": {
        "/things": {
            "post": {
                "parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 10}},
                    {"name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                },
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                    }
                },
            },
            "put": {
                "requestBody": {
                    "required": True,
                    "content": {
                        "multipart/form-data": {
                            "schema": {
                                "type": "object",
                                "required": ["file"],
                                "properties": {"file": {"type": "string", "format": "binary"}},
                            }
                        }
                    },
                },
                "responses": {"204": {"description": ""}},
            },
        }
    },
}


def test_swagger_2_says_the_same_as_openapi_3() -> None:
    old, new = entries(SWAGGER), entries(MODERN)
    assert {owner: entry.facts for owner, entry in old.items()} == {owner: entry.facts for owner, entry in new.items()}


@pytest.mark.parametrize("levels", [1, 2, 5, 7])
def test_pointers_into_parts_are_followed_to_what_they_say(levels: int) -> None:
    def pointer(number: int) -> dict[str, Any]:
        return {"$ref": f"#/components/x-parts/d{number}"}

    parts: dict[str, Any] = {
        f"d{number}": {"type": "object", "properties": {"n": pointer(number + 1)}} for number in range(levels)
    }
    parts[f"d{levels}"] = {"type": "string", "maxLength": 7}
    called = {"responses": {"200": {"content": {"application/json": {"schema": pointer(0)}}}}}
    facts = operation(document(paths={"/a": {"get": called}}, components={"x-parts": parts}), "GET /a")
    path = ".".join("n" * levels)
    assert facts[f"response · 200 · application/json · {path}"].max_length == 7  # type: ignore[attr-defined]


def test_what_call_an_operation_is_takes_no_reading_of_what_it_states(monkeypatch: pytest.MonkeyPatch) -> None:
    node = {"operationId": "a", "tags": ["t"], "parameters": [{"name": "q", "in": "query"}], "deprecated": True}
    spec = document(paths={"/v/{id}": {"get": node}}, webhooks={"done": {"post": {"summary": "S"}}})
    with monkeypatch.context() as patched:
        patched.setattr("driftwatch.extract.openapi.document.operation_facts", None)
        called = {entry.owner: entry.operation for entry in entries(spec).values() if entry.owner.kind == "operation"}
    assert len(called) == 2
    for owner, call in called.items():
        assert call == operation(spec, owner.name)["operation"]


def test_the_call_is_the_fact_once_all_are_read() -> None:
    entry = entries(document(paths={"/v": {"get": {}}}))[Owner("operation", "GET /v")]
    assert any(fact is entry.operation for fact in entry.facts)


def test_what_entries_of_the_same_content_refer_to_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Once"}}}}
    spec = document(paths={"/once": {"post": {"requestBody": body}}}, components={"schemas": {"Once": {}}})
    owner = Owner("operation", "POST /once")
    first = entries(spec)[owner].references
    monkeypatch.setattr("driftwatch.extract.openapi.document._Behind.schemas", None)
    assert entries(spec)[owner].references == first == (Reference("Once", "request"),)


def test_what_many_operations_refer_to_is_read_once_for_each_place_and_document() -> None:
    calls = {
        "parameters": [{"$ref": "#/components/parameters/limit"}],
        "responses": {status: {"$ref": "#/components/responses/wrong"} for status in ("400", "404")},
    }
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    wrong = {"description": "x", "content": {"application/json": {"schema": {"type": "string"}}}}
    parts = {"parameters": {"limit": limit}, "responses": {"wrong": wrong}}
    spec = document(paths={"/a": {"get": calls}, "/b": {"get": calls}}, components=parts)
    made = entries(spec)
    one, other = ({fact.at: fact for fact in made[Owner("operation", key)].facts} for key in ("GET /a", "GET /b"))
    shared = one.keys() - {"operation"}
    assert len(shared) == len(one) - 1 == 8
    assert all(one[at] is other[at] for at in shared)
    assert one["response · 400"] != one["response · 404"]
    parts["parameters"]["limit"] = {**limit, "required": True}
    assert operation(spec, "GET /a")["parameter · query · limit"] != one["parameter · query · limit"]


def edits(node: Any) -> Iterator[Any]:
    """Yield a document with each of its members left out, and with descriptions and examples of others, one at a time.

    It is one document all the time: look at it before the next one.
    """
    for each in [one for one in objects(node) if isinstance(one, dict)]:
        for key in tuple(each):
            kept = dict(each)
            del each[key]
            yield node
            each.clear()
            each.update(kept)
        for more in ({"description": "Said."}, {"example": 1}, {"examples": {"a": {"value": 1}}}, {"x-said": 1}):
            kept = dict(each)
            each.update(more)
            yield node
            each.clear()
            each.update(kept)


def objects(node: Any) -> Iterator[Any]:
    yield node
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from objects(below)


def said(entry: Entry) -> str:
    return json.dumps(msgspec.to_builtins(entry.facts), sort_keys=True)


@pytest.mark.slow
def test_what_has_the_same_gist_has_the_same_facts_whichever_member_differs() -> None:
    stated = {owner: (entry.gist, said(entry)) for owner, entry in entries(whole_spec()).items()}
    alike = others = 0
    for edited in edits(whole_spec()):
        for owner, entry in entries(edited).items() if "openapi" in edited and edited.keys() & {"paths"} else ():
            gist, facts = stated.get(owner, ("", ""))
            if gist and entry.gist == gist:
                alike += 1
                assert facts == said(entry), owner
            else:
                others += 1
    assert min(alike, others) > 1_000


@pytest.mark.parametrize(
    ("place", "more"),
    [
        ((), {"description": "Of the call.", "x-code-samples": [{"lang": "curl"}], "externalDocs": {"url": "/a"}}),
        (("parameters", 0), {"description": "Of the parameter.", "example": 1}),
        (("requestBody",), {"description": "Of the body."}),
        (("requestBody", "content", "application/json"), {"examples": {"a": {"value": 1}}}),
        (("responses", "200"), {"description": "Of the response."}),
    ],
)
def test_what_only_people_read_is_not_in_the_gist_of_an_operation(place: tuple[Any, ...], more: Any) -> None:
    call = {
        "parameters": [{"name": "a", "in": "query"}],
        "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
        "responses": {"200": {"description": "It was done."}},
    }
    spec = document(paths={"/v": {"post": call}})
    before = entries(copy.deepcopy(spec))[Owner("operation", "POST /v")]
    part: Any = call
    for step in place:
        part = part[step]
    part.update(more)
    after = entries(spec)[Owner("operation", "POST /v")]
    assert before.gist == after.gist
    assert before.digest != after.digest
    assert before.facts == after.facts


@pytest.mark.parametrize("stated", [{"mapping": {}}, {"mapping": []}, {}])
def test_an_empty_mapping_of_a_discriminator_is_none(stated: Any) -> None:
    schema = {"type": "object", "discriminator": {"propertyName": "kind", **stated}}
    spec = document(components={"schemas": {"A": schema}})
    (fact,) = entries(spec)[Owner("schema", "A")].facts
    assert b"mapping" not in msgspec.json.encode(fact)
