"""What a page states of a call beyond its specification is a fact of the call: its edits are told as of any page."""

import json
from typing import Any

import pytest

from driftwatch.model.facts import Field
from tests.compare.page_snapshots import compare, site

OBJECT = {"type": "object", "properties": {"prompt": {"type": "string"}, "meta": {"type": "object"}}}
OTHER = {"type": "object", "properties": {"size": {"type": "string"}}}
NAMED = {"$ref": "#/components/schemas/Picture"}


def described(body: Any = None, **responses: Any) -> str:
    call = {
        "responses": {
            status.removeprefix("s"): {
                "description": "-",
                **({"content": {"application/json": {"schema": schema}}} if schema else {}),
            }
            for status, schema in (responses or {"s200": None}).items()
        }
    }
    if body is not None:
        call["requestBody"] = {"content": {"application/json": {"schema": body}}}
    info = {"title": "Pictures", "version": "1"}
    paths = {"/v1/pictures": {"post": call}}
    return json.dumps(
        {"openapi": "3.1.0", "info": info, "components": {"schemas": {"Picture": OBJECT}}, "paths": paths}
    )


SPECIFICATIONS = {
    "a body": described(OBJECT),
    "a body by name": described(NAMED),
    "alternatives": described({"oneOf": [NAMED, OTHER]}),
    "parts": described({"allOf": [NAMED, OTHER]}),
    "any object": described({"type": "object"}),
    "no body": described(),
    "an answer": described(OBJECT, s200=OBJECT),
    "another success": described(OBJECT, s201=OBJECT),
    "any answer": described(OBJECT, default=OBJECT),
    "no answer": described(OBJECT, s204=None),
}
FIELDS = ("style", "options.style", "items[].style", "meta.style")
PLACES = ("Request body", "Request parameters", "Query parameters", "Response")


HEAD = "| Field | Type | Required | Description |\n|-|-|-|-|\n"


def page(title: str, name: str, required: str) -> str:
    row = f"| `{name}` | string | {required} | Made known. |"
    return f"# Create\n\n`POST /v1/pictures`\n\n## {title}\n\n{HEAD}{row}\n"


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("title", PLACES)
@pytest.mark.parametrize("specification", SPECIFICATIONS)
def test_an_edit_of_a_field_that_the_specification_lacks_is_told_as_without_it(
    specification: str, title: str, name: str
):
    spec = {"api.json": SPECIFICATIONS[specification]}
    texts = [page(title, name, required) for required in ("No", "Yes")]
    told, alone = (
        [(each.kind, each.name, each.field, each.sources[0].url) for each in compare(*sides) if each.location != "text"]
        for sides in ([site(**spec, guide=text) for text in texts], [site(guide=text) for text in texts])
    )
    derived = "request-body.became-required"  # a body that the specification has is its own
    assert [each for each in told if each[0] != derived] == [each for each in alone if each[0] != derived]
    assert name.rpartition(".")[2] in f"{told[-1][1]}.{told[-1][2]}".split(".")


@pytest.mark.parametrize(("title", "is_told"), [("Fields", True), ("Parameters", True), ("Notes", False)])
def test_a_table_beside_the_schema_of_its_page_adds_what_its_heading_gives_to_the_call(title: str, *, is_told: bool):
    embedded = f"\n## OpenAPI\n\n````yaml POST /v1/pictures\n{SPECIFICATIONS['a body']}\n````\n"
    before, after = (
        site(guide=page(title, "style", required).replace("`POST /v1/pictures`\n\n", "") + embedded)
        for required in ("No", "Yes")
    )
    told = [(each.kind, each.field) for each in compare(before, after)]
    assert told == ([("field.became-required", "style")] if is_told else [("page.row.changed", None)])


def test_a_page_that_repeats_its_specification_adds_nothing():
    spec = SPECIFICATIONS["a body by name"]
    (alone,) = [entry for owner, entry in site(**{"api.json": spec}).entries.items() if owner.kind == "operation"]
    text = page("Request body", "prompt", "No")
    (both,) = [
        entry for owner, entry in site(**{"api.json": spec}, guide=text).entries.items() if owner.kind == "operation"
    ]
    assert {fact.at for fact in both.facts if isinstance(fact, Field)} == {
        fact.at for fact in alone.facts if isinstance(fact, Field)
    }
