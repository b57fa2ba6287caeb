"""Several parameters of Swagger 2.0 that are called the body: the standard knows one alone, documents do not."""

from typing import Any

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.facts import AnyFact

BOX = {"type": "object", "properties": {"size": {"type": "string"}}}
BAG = {"type": "object", "properties": {"colour": {"type": "string"}}}


def stated(*parameters: dict[str, Any]) -> list[AnyFact]:
    document = {
        "swagger": "2.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"post": {"parameters": list(parameters), "responses": {"200": {"description": ""}}}}},
    }
    (entry,) = (
        each
        for each in snapshot_of_openapi(document, place="s", label="s").entries.values()
        if each.owner.kind == "operation"
    )
    return [fact for fact in entry.facts if fact.at.startswith("request")]


def body(name: str, schema: Any = None, **more: Any) -> dict[str, Any]:
    return {"in": "body", "name": name, **({} if schema is None else {"schema": schema}), **more}


def test_those_of_simple_types_are_the_fields_of_one() -> None:
    several = stated(
        body("owner", type="string", format="email", required=True),
        body("tags", {"type": "array", "items": {"type": "string"}}),
    )
    fields = {"owner": {"type": "string", "format": "email"}, "tags": {"type": "array", "items": {"type": "string"}}}
    assert several == stated(
        body("body", {"type": "object", "properties": fields, "required": ["owner"]}, required=True)
    )


def test_of_others_each_may_be_it_in_any_order() -> None:
    boxes = [body("box", BOX, required=True), body("bag", BAG)]
    assert stated(*boxes) == stated(*boxes[::-1]) == stated(body("body", {"anyOf": [BOX, BAG]}))


@pytest.mark.parametrize("more", [body("raw"), body("raw", {})], ids=["none", "empty"])
def test_one_of_which_nothing_is_said_says_nothing(more: dict[str, Any]) -> None:
    assert stated(body("box", BOX), more) == stated(body("box", BOX)) == stated(more, body("box", BOX))


def test_one_without_a_schema_may_be_anything() -> None:
    assert stated(body("raw")) == stated(body("raw", {})) == stated(body("raw"), body("other"))
