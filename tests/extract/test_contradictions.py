"""What one OpenAPI document says against itself, and how two fields disagree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.extract.openapi.contradictions import contradictions_of_openapi
from driftwatch.extract.openapi.disagreements import disagreements
from driftwatch.model.facts import Field


def document(
    schema, *, example=None, path="/v1/tasks", status="200", media="application/json", schemas=None, side="response"
):
    content = {media: {"schema": schema} | ({} if example is None else {"example": example})}
    node = {"responses": {status: {"description": "x", "content": content if side == "response" else {}}}}
    if side == "request":
        node["requestBody"] = {"content": content}
    return {"openapi": "3.1.0", "paths": {path: {"post": node}}, "components": {"schemas": schemas or {}}}


def found(*args, **more):
    return sorted(
        (fact.aspect, fact.subject.rpartition(" · ")[2])
        for facts in contradictions_of_openapi(document(*args, **more)).values()
        for fact in facts
    )


TASK = {
    "type": "object",
    "required": ["id", "state"],
    "properties": {
        "id": {"type": "string"},
        "state": {"type": "string", "enum": ["queued", "done"]},
        "size": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "secret": {"type": "string", "writeOnly": True},
    },
}
GOOD = {"id": "t1", "state": "done", "size": 4, "tags": ["a"]}


def test_an_example_that_fits_is_silent():
    assert found(TASK, example=GOOD) == []


@pytest.mark.parametrize(
    ("change", "aspect", "field"),
    [
        ({"size": "4"}, "example", "size"),
        ({"size": 4.5}, "example", "size"),
        ({"state": "running"}, "example", "state"),
        ({"tags": ["a", 1]}, "example", "tags[]"),
        ({"tags": "a"}, "example", "tags"),
        ({"id": True}, "example", "id"),
    ],
)
def test_an_example_of_another_type_or_value_is_told(change, aspect, field):
    assert found(TASK, example=GOOD | change) == [(aspect, field)]


def test_a_required_field_that_the_example_lacks_is_told():
    assert found(TASK, example={"id": "t1"}) == [("missing-in-example", "state")]


def test_what_only_the_other_way_needs_is_not_missing():
    schema = TASK | {"required": ["id", "secret"]}
    assert found(schema, example={"id": "t1"}) == []
    assert found(schema, example={"id": "t1"}, side="request") == [("missing-in-example", "secret")]


def test_additional_properties_are_told_only_where_they_are_forbidden():
    assert found(TASK, example=GOOD | {"more": 1}) == []
    assert found(TASK | {"additionalProperties": False}, example=GOOD | {"more": 1}) == [("example", "more")]


@pytest.mark.parametrize(
    "value", [None, "<string>", "{{id}}", "...", "$ID"], ids=["null", "rendered", "template", "dots", "variable"]
)
def test_null_and_placeholders_prove_nothing(value):
    assert found(TASK, example=GOOD | {"size": value}) == []


def test_an_error_example_is_told_as_such():
    assert found(TASK, example={"id": 1, "state": "done"}, status="400") == [("error-example", "id")]


def test_a_form_sends_everything_as_text():
    schema = {
        "type": "object",
        "properties": {"seconds": {"type": "integer"}, "image": {"type": "string", "format": "binary"}},
    }
    assert found(schema, example={"seconds": "15", "image": 3}, media="multipart/form-data", side="request") == []
    assert found(schema, example={"seconds": "soon"}, media="multipart/form-data", side="request") == [
        ("example", "seconds")
    ]


def test_an_example_fits_when_one_branch_does():
    schema = {"oneOf": [{"type": "string"}, {"type": "object", "required": ["a"]}]}
    assert found(schema, example={"a": 1}) == []
    assert found(schema, example={"b": 1}) == [("example", "$")]


def test_all_parts_of_all_of_count():
    schema = {"allOf": [{"required": ["a"]}, {"properties": {"b": {"type": "integer"}}, "additionalProperties": False}]}
    assert found(schema, example={"a": 1, "b": "x"}) == [("example", "b")]


def test_references_are_followed_and_cycles_end():
    node = {"type": "object", "required": ["name"], "properties": {"inner": {"$ref": "#/components/schemas/Node"}}}
    schemas = {"Node": node, "Loop": {"allOf": [{"$ref": "#/components/schemas/Loop"}]}}
    assert found({"$ref": "#/components/schemas/Node"}, example={"name": "a", "inner": {}}, schemas=schemas) == [
        ("missing-in-example", "inner.name")
    ]
    assert found({"$ref": "#/components/schemas/Loop"}, example=1, schemas=schemas) == []


def test_a_schema_of_a_thousand_branches_ends():
    branch = {"type": "object", "properties": {"x": {"$ref": "#/components/schemas/Wide"}}, "required": ["x"]}
    wide = {"oneOf": [branch] * 1_000}
    value = {"x": {"x": {"x": {"x": 1}}}}
    assert found({"$ref": "#/components/schemas/Wide"}, example=value, schemas={"Wide": wide}) == []


def test_a_default_outside_its_enum_is_told():
    schema = {
        "type": "object",
        "properties": {"quality": {"type": "string", "enum": ["high", "low"], "default": "auto"}},
    }
    assert found(schema) == [("default", "quality")]


def test_examples_beside_a_property_stand_at_the_property():
    schemas = {"Task": {"properties": {"a": {"items": {"type": "integer", "example": "x"}}}}}
    assert found({}, schemas=schemas) == [("example", "a[]")]


def test_a_path_parameter_that_is_not_declared_is_told():
    assert found({}, path="/v1/tasks/{task_id}") == [("undeclared-parameter", "task_id")]
    declared = document({}, path="/v1/tasks/{task_id}")
    declared["paths"]["/v1/tasks/{task_id}"]["parameters"] = [{"$ref": "#/components/parameters/Id"}]
    declared["components"]["parameters"] = {"Id": {"name": "task_id", "in": "path"}}
    assert contradictions_of_openapi(declared) == {}


def test_an_operation_that_one_document_has_twice_is_told():
    twice = document({}, path="/v1/tasks")
    item = {"get": {"responses": {}, "parameters": [{"name": "id", "in": "path"}, {"name": "task_id", "in": "path"}]}}
    twice["paths"] = {"/v1/tasks/{id}": item, "/v1/tasks/{task_id}": item}
    assert [(owner, fact.aspect) for owner, facts in contradictions_of_openapi(twice).items() for fact in facts] == [
        (("operation", "GET /v1/tasks/{task_id}"), "documented-differently")
    ]


def test_values_that_look_like_secrets_or_are_long_are_not_told():
    for value in ("sk-abcdefghij0123456789klmn", "x" * 500):
        facts = contradictions_of_openapi(document(TASK, example=GOOD | {"state": value}))
        assert value not in repr(facts)
        assert facts


def test_swagger_2_is_checked_as_well():
    swagger = {
        "swagger": "2.0",
        "paths": {"/a/{id}": {"get": {"parameters": [], "responses": {}}}},
        "definitions": {"T": {"type": "object", "properties": {"n": {"type": "integer", "default": "x"}}}},
    }
    aspects = sorted(fact.aspect for facts in contradictions_of_openapi(swagger).values() for fact in facts)
    assert aspects == ["default", "undeclared-parameter"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "properties", "items", "required", "enum", "oneOf", "allOf", "$ref", "example", "a"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@pytest.mark.slow
@given(VALUES, VALUES)
def test_any_schema_and_example_end(schema, example):
    facts = contradictions_of_openapi(document(schema, example=example, schemas={"a": schema}))
    assert contradictions_of_openapi(document(schema, example=example, schemas={"a": schema})) == facts


def field(**stated):
    return Field(at="request · application/json · a", **stated)


@pytest.mark.parametrize(
    ("one", "two", "is_exact", "aspects"),
    [
        ({"type": ("integer",)}, {"type": ("string",)}, True, ["type"]),
        ({"type": ("integer",)}, {"type": ("number",)}, True, []),
        ({"type": ("integer", "string")}, {"type": ("string",)}, True, []),
        ({"type": ("integer",)}, {}, True, []),
        ({"required": True}, {}, True, ["required"]),
        ({"required": True}, {}, False, []),
        ({}, {"required": True}, False, ["required"]),
        ({"enum": ("a", "b")}, {"enum": ("a",)}, False, []),
        ({"enum": ("a", "b")}, {"enum": ("a",)}, True, ["enum"]),
        ({"enum": ("a", "b")}, {"enum": ("a", "c")}, False, ["enum"]),
        ({"enum": (1, 2)}, {"enum": ("1", "2")}, False, []),
        ({"default": 5}, {"default": "5"}, False, []),
        ({"default": 5}, {"default": 4}, False, ["default"]),
        ({"minimum": 2}, {"minimum": 4}, True, ["bounds"]),
    ],
)
def test_fields_disagree_only_where_both_speak(one, two, is_exact, aspects):
    assert [found[0] for found in disagreements(field(**one), field(**two), is_exact=is_exact)] == aspects


@pytest.mark.parametrize(
    ("at", "type_", "aspects"),
    [
        ("parameter · query · a · $", ("string",), []),
        ("parameter · query · a · $", ("boolean",), ["type"]),
        ("request · application/json · a", ("string",), ["type"]),
    ],
)
def test_a_parameter_between_commas_is_a_text_and_a_list(at, type_, aspects):
    sides = (Field(at=at, type=stated) for stated in (("array",), type_))
    assert [found[0] for found in disagreements(*sides, is_exact=True)] == aspects
