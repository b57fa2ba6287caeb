"""Schemas become fields: one a node, what means alike read alike."""

from typing import Any

import pytest
from msgspec import UNSET, structs

from driftwatch.extract.openapi.references import Pointers
from driftwatch.extract.openapi.schema import MAX_DEPTH, fields_of
from driftwatch.model.facts import Field


def flat(schema: Any, *, document: Any = None, modern: bool = True) -> dict[str, Field]:
    pointers = Pointers(document or {}, siblings=modern)
    return {field.at.removeprefix("b · "): field for field in fields_of(schema, at="b", pointers=pointers)}


def root(schema: Any, **keywords: Any) -> Field:
    return flat(schema, **keywords)["$"]


def test_paths_name_properties_items_maps_and_branches() -> None:
    schema = {
        "properties": {
            "a.b": {"items": {"properties": {"c": {}}}},
            "m": {"additionalProperties": {"type": "string"}},
            "u": {
                "oneOf": [
                    {"title": "One"},
                    {"$ref": "#/components/schemas/Two"},
                    {"type": "string"},
                    {"type": "string"},
                ]
            },
            "t": {"prefixItems": [{}, {}], "not": {"const": 1}},
        }
    }
    assert set(flat(schema)) == {
        "$", "a\\.b", "a\\.b[]", "a\\.b[].c", "m", "m.*", "t", "t<not>", "t<prefixItems:0>", "t<prefixItems:1>",
        "u", "u<oneOf:One>", "u<oneOf:Two>", "u<oneOf:string>", "u<oneOf:string~2>",
    }  # fmt: skip


NULLABLE = [
    {"type": "string", "nullable": True},
    {"type": ["string", "null"]},
    {"type": ["null", "string"]},
    {"oneOf": [{"type": "string"}, {"type": "null"}]},
    {"anyOf": [{"type": "string"}, {"nullable": True}]},
    {"oneOf": [{"nullable": True, "description": "None."}, {"type": "string"}]},
    {"anyOf": [{"type": "null"}, {"type": "string"}]},
    {"type": "string", "x-nullable": True},
]


@pytest.mark.parametrize("schema", NULLABLE)
def test_nullable_is_one_thing_in_all_its_spellings(schema: Any) -> None:
    assert root(schema) == Field(at="b · $", type=("string",), nullable=True)


def test_null_alone_is_a_type() -> None:
    assert root({"type": "null"}).type == ("null",)


def test_null_in_the_enum_of_something_nullable_says_nothing_more() -> None:
    assert root({"type": ["string", "null"], "enum": ["a", None]}).enum == ("a",)


def test_boolean_and_numeric_exclusive_bounds_are_the_same() -> None:
    old = root({"type": "number", "minimum": 1, "exclusiveMinimum": True}, modern=False)
    assert old == root({"type": "number", "exclusiveMinimum": 1})
    assert old.minimum is UNSET


def test_absent_null_and_false_are_three_things() -> None:
    assert [root(schema).default for schema in ({}, {"default": None}, {"default": False})] == [UNSET, None, False]


def test_order_of_lists_means_nothing() -> None:
    assert root({"enum": ["b", "a"], "type": ["string", "integer"]}) == root(
        {"type": ["integer", "string"], "enum": ["a", "b"]}
    )


@pytest.mark.parametrize("schema", [True, {}, {"description": "text"}])
def test_what_allows_everything_is_the_same(schema: Any) -> None:
    assert root(schema) == Field(at="b · $")


def test_the_schema_false_is_impossible() -> None:
    never: Any = False
    assert root(never).impossible


def test_values_of_the_wrong_type_count_as_not_stated() -> None:
    schema = {
        "type": 5,
        "minLength": "3",
        "required": "yes",
        "enum": "a",
        "pattern": 7,
        "maximum": True,
        "properties": [],
    }
    assert flat(schema) == {"$": Field(at="b · $")}


def test_required_is_said_at_the_property_and_undeclared_names_at_the_object() -> None:
    fields = flat({"required": ["a", "z"], "properties": {"a": {}, "b": {}}})
    assert [fields["a"].required, fields["b"].required, fields["$"].requires] == [True, False, ("z",)]


DOCUMENT = {
    "components": {
        "schemas": {
            "Node": {"properties": {"next": {"$ref": "#/components/schemas/Node"}}},
            "Deep": {"properties": {"inner": {"type": "string"}}},
            "Loop": {"properties": {"a": {"$ref": "#/components/schemas/Loop/properties/a"}}},
        }
    }
}


def test_a_named_schema_stays_a_reference() -> None:
    assert flat({"$ref": "#/components/schemas/Node"}, document=DOCUMENT) == {"$": Field(at="b · $", ref="Node")}


def test_a_reference_into_a_schema_is_followed() -> None:
    found = root({"$ref": "#/components/schemas/Deep/properties/inner"}, document=DOCUMENT)
    assert found == Field(at="b · $", type=("string",))


@pytest.mark.parametrize("reference", ["#/nowhere", "other.yaml#/X", "#/components/schemas/Loop/properties/a"])
def test_a_reference_to_nowhere_or_to_itself_ends(reference: str) -> None:
    assert root({"$ref": reference}, document=DOCUMENT).ref == reference


def test_keywords_beside_a_reference_count_in_3_1_only() -> None:
    schema = {"$ref": "#/components/schemas/Node", "deprecated": True}
    assert [root(schema, document=DOCUMENT, modern=modern).deprecated for modern in (True, False)] == [True, False]


def test_a_null_branch_beside_a_reference_makes_it_nullable() -> None:
    found = root({"anyOf": [{"$ref": "#/components/schemas/Node"}, {"type": "null"}]}, document=DOCUMENT)
    assert structs.replace(found, at="") == Field(at="", ref="Node", nullable=True)


def test_a_schema_of_any_depth_ends() -> None:
    schema: Any = {}
    for _ in range(5_000):
        schema = {"properties": {"x": schema}}
    assert len(flat(schema)) == MAX_DEPTH + 1


@pytest.mark.parametrize(
    ("beside", "is_open"),
    [
        ({"x-ms-enum": {"name": "Colour", "modelAsString": True}}, True),
        ({"x-speakeasy-unknown-values": "allow"}, True),
        ({"x-ms-enum": {"modelAsString": False}}, False),
        ({"x-ms-enum": True}, False),
        ({"x-speakeasy-unknown-values": "disallow"}, False),
    ],
)
def test_an_enum_that_is_documented_as_open_is_an_open_list(beside: Any, *, is_open: bool) -> None:
    found = root({"type": "string", "enum": ["b", "a"], **beside})
    assert (found.enum, found.extensible_enum) == ((UNSET, ("a", "b")) if is_open else (("a", "b"), UNSET))


@pytest.mark.parametrize("needed", [{"type": "string"}, {"$ref": "#/components/schemas/Name"}, {"type": "object"}])
def test_a_property_that_says_of_itself_that_it_is_required_is(needed: Any) -> None:
    said = {"type": "object", "properties": {"name": {**needed, "required": True}, "note": needed}}
    listed = {"type": "object", "properties": {"name": needed, "note": needed}, "required": ["name"]}
    assert flat(said) == flat(listed)


@pytest.mark.parametrize("said", [False, [], ["required"], "true", None])
def test_what_else_a_property_says_about_needs_is_none_of_its_own(said: Any) -> None:
    fields = flat({"properties": {"name": {"type": "object", "required": said}}})
    assert not fields["name"].required


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_the_type_null_without_quotes_is_the_same_type(keyword: str) -> None:
    quoted = {keyword: [{"type": "null"}, {"type": "string"}, {"type": "object"}]}
    assert flat(quoted) == flat({keyword: [{"type": None}, {"type": "string"}, {"type": "object"}]})
    assert flat({"type": ["object", "null"]}) == flat({"type": ["object", None]})
    assert root({"type": ["string", None]}).nullable


def test_a_type_that_was_left_out_as_null_is_none() -> None:
    assert root({"type": None, "properties": {"name": {"type": None}}}) == root({"properties": {"name": {}}})
    assert root({"type": [None]}) == root({"type": "null"})
