"""JSON Schema in place of a sample, where a line says that it is one."""

import json

import pytest

from driftwatch.model.facts import AnyFact, Field
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of

PEN = """{
  "type": "object",
  "properties": {
    "ink": {"type": "string", "enum": ["red", "blue"]},
    "width": {"type": ["number", "null"], "default": 2},
    "caps": {"type": "array", "items": {"type": "object", "properties": {"colour": {"type": "string"}}}},
    "tags": {"type": "array", "items": {"type": "string"}},
    "maker": {"$ref": "#/$defs/maker"}
  },
  "required": ["ink"],
  "$defs": {"maker": {"type": "object", "properties": {"town": {"type": "string"}}, "required": ["town"]}}
}"""


def facts(markdown: str, call: str) -> dict[str, AnyFact]:
    found = statements_of(Page(url="https://docs.example.com/pens", path="pens", text=f"# Pens\n\n{markdown}"))
    entries = (entry for each in found.documentations for entry in each.entries)
    return {fact.at: fact for entry in entries if entry.owner.name == call for fact in entry.facts}


def field(found: dict[str, AnyFact], at: str) -> Field:
    fact = found[at]
    assert isinstance(fact, Field)
    return fact


def test_a_schema_says_what_a_body_holds() -> None:
    found = facts(f"## POST /pens\n\n### Request body schema\n\n```json\n{PEN}\n```\n", "POST /pens")
    body = "request · application/json · "
    assert field(found, f"{body}ink").required
    assert field(found, f"{body}ink").enum == ("blue", "red")
    assert field(found, f"{body}width").nullable
    assert not field(found, f"{body}width").required
    assert field(found, f"{body}caps[].colour").type == ("string",)
    assert field(found, f"{body}tags[]").type == ("string",)
    assert field(found, f"{body}maker.town").required
    assert f"{body}properties" not in found


def test_what_one_part_of_a_schema_needs_another_may_declare() -> None:
    whole = '{"allOf": [{"properties": {"ink": {"type": "string"}}}], "properties": {}, "required": ["ink"]}'
    found = facts(f"## POST /pens\n\n### Request body schema\n\n```json\n{whole}\n```\n", "POST /pens")
    assert field(found, "request · application/json · ink").required


def test_the_line_in_its_box_says_whose_it_is() -> None:
    boxes = "".join(
        f'=== "{tab}"\n\n    ??? hint "Schema of the {side} body"\n        ```json\n        {schema}\n        ```\n\n'
        for tab, side, schema in (
            ("application/json", "request", '{"type": "object", "properties": {"ink": {"type": "string"}}}'),
            ("201 Created", "response", '{"type": "object", "properties": {"id": {"type": "integer"}}}'),
        )
    )
    found = facts(f"## POST /pens\n\n{boxes}", "POST /pens")
    assert field(found, "request · application/json · ink").type == ("string",)
    assert field(found, "response · 201 · application/json · id").type == ("integer",)
    assert "response · 201 · application/json · ink" not in found


@pytest.mark.parametrize(
    ("title", "at"),
    [
        ("Request body\n\nJSON schema:", "request · application/json · ink"),
        ("Request body\n\n#### Schema", "request · application/json · ink"),
        ("Response\n\nThe schema for the response body:", "response · 200 · application/json · ink"),
        ("Response schema (201)", "response · 201 · application/json · ink"),
    ],
)
def test_a_label_says_that_it_is_a_schema_and_no_more(title: str, at: str) -> None:
    assert at in facts(f"## POST /pens\n\n### {title}\n\n```json\n{PEN}\n```\n", "POST /pens")


@pytest.mark.parametrize(
    "definitions",
    [
        {"a": {"properties": {f"x{number}": {"$ref": "#/$defs/a"} for number in range(9)}}},
        {
            f"a{step}": {"properties": {f"x{number}": {"$ref": f"#/$defs/a{step + 1}"} for number in range(9)}}
            for step in range(10)
        },
    ],
)
def test_definitions_that_use_each_other_have_an_end(definitions: dict[str, object]) -> None:
    first = next(iter(definitions))
    schema = {"properties": {"whole": {"$ref": f"#/$defs/{first}"}, "ink": {"type": "string"}}, "$defs": definitions}
    code = json.dumps(schema)
    found = facts(f"## POST /pens\n\n### Request body schema\n\n```json\n{code}\n```\n", "POST /pens")
    assert "request · application/json · whole.x0" in found
    assert len(found) < 4000


def test_what_is_longer_than_names_are_is_none() -> None:
    code = json.dumps({"properties": {"ink" * 100: {"type": "string"}, "ink": {"type": "string"}}})
    found = facts(f"## POST /pens\n\n### Request body schema\n\n```json\n{code}\n```\n", "POST /pens")
    assert [at for at in found if at.endswith("ink")] == ["request · application/json · ink"]


def test_a_definition_within_itself_is_told_once() -> None:
    part = {"properties": {"inner": {"$ref": "#/$defs/part"}, "depth": {"type": "number"}}}
    whole = {"cap": {"$ref": "#/$defs/part"}, "lid": {"$ref": "#/$defs/part"}}
    code = json.dumps({"properties": whole, "$defs": {"part": part}})
    found = facts(f"## POST /pens\n\n### Request body schema\n\n```json\n{code}\n```\n", "POST /pens")
    body = "request · application/json · "
    assert {f"{body}{at}" for at in ("cap.depth", "lid.depth", "cap.inner", "lid.inner")} <= found.keys()
    assert not any("inner.inner" in at for at in found)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Request body", PEN),  # a call may store schemas
        ("Request body schema", '{"type": "Feature", "properties": {"name": {"type": "x"}}}'),
        ("Request body schema", '{"type": "object", "properties": {"size": 3}}'),
        ("Request body schema", '{"properties": {"ink": {"shade": "red"}}, "type": "object"}'),
        ("Request body schema", 'ink "type": "object", "properties": {"ink": {"type": "string"}}'),
        ("Schema registry", PEN),
        ("Request body\n\nA nib's `parameters` hold a JSON Schema, such as this one:", PEN),
        ("Request body\n\nThere is no schema for this. Example of what `extras` may hold:", PEN),
        ("Request body\n\n#### response_schema\n\nThe schema that the answer follows:", PEN),
        ("Request body\n\n#### `schema`", PEN),
        ("Request body\n\nThe schema to store:", PEN),
    ],
)
def test_what_is_no_schema_of_a_body_says_nothing_of_it(title: str, code: str) -> None:
    found = facts(f"## POST /pens\n\n### {title}\n\n```json\n{code}\n```\n", "POST /pens")
    assert not any(at.endswith(("· ink", "· name", "· size")) for at in found)
