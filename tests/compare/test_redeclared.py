"""A property that a named schema loses and that what is joined to it declares: it comes as before."""

from typing import Any

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

BOX = {"$ref": "#/components/schemas/Box"}
SIZE = {"type": "object", "properties": {"size": {"type": "integer"}, "state": {"type": "string"}}}
STATE = {"type": "object", "properties": {"state": {"type": "string"}}}


def test_what_a_response_joins_is_looked_at_although_a_request_holds_the_schema_alone() -> None:
    def calls(answer: Any) -> dict[str, Any]:
        return {**put("request-body", BOX), **put("response-body", answer)}

    joined = {"allOf": [{"$ref": "#/components/schemas/Sized"}, BOX]}
    old = document(calls(BOX), Box=SIZE)
    found = judge(changes(old, document(calls(joined), Box=STATE, Sized=SIZE)))
    assert [(one.id, one.level) for one in found] == [("request-property-removed", "warning")]
    gone = judge(changes(old, document(calls(BOX), Box=STATE)))
    assert "response-optional-property-removed" in {each.id for one in gone for each in one.single}


def test_all_calls_are_told_that_reach_a_schema_by_others_that_were_renamed_as_well() -> None:
    """Which schemas belong together is met from call to schema: the last one of a long row is met after the first."""

    def described(ending: str, **more: Any) -> dict[str, Any]:
        def held(name: str) -> dict[str, Any]:
            return {"type": "object", "properties": {name: {"$ref": f"#/components/schemas/{name}{ending}"}}}

        rows = {"Near": held("Last"), "Far": held("Middle"), "Middle": held("Next"), "Next": held("Last")}
        last = {"type": "object", "properties": {"kept": {"type": "string"}, "other": {"type": "string"}, **more}}
        schemas = {f"{name}{ending}": schema for name, schema in {**rows, "Last": last}.items()}
        calls = {
            f"/{name.lower()}": {
                "get": put("response-body", {"$ref": f"#/components/schemas/{name}{ending}"}),
            }
            for name in ("Near", "Far")
        }
        return {**document({}, **schemas), "paths": calls}

    found = changes(described("", size={"type": "integer"}), described("Dto"))
    gone = [change for change in found if change.kind == "field.removed"]
    assert [[owner.name for owner in change.operations] for change in gone] == [["GET /far", "GET /near"]]


def test_what_is_sent_alone_does_not_lose_what_comes_back_joined_to_something_else() -> None:
    def described(base: Any, other: Any) -> dict[str, Any]:
        sent = {"allOf": [{"$ref": "#/components/schemas/Base"}, STATE]}
        parts = {"Sent": sent, "Other": {"allOf": [{"$ref": "#/components/schemas/Base"}, other]}}
        answer = {"allOf": [{"$ref": "#/components/schemas/Sent"}, {"$ref": "#/components/schemas/Other"}]}
        calls = {
            **put("request-body", {"$ref": "#/components/schemas/Sent"}),
            **put("response-body", {"$ref": "#/components/schemas/Answer"}),
        }
        return document(calls, Base=base, Answer=answer, **parts)

    apart = {"type": "object", "properties": {"kept": {"type": "string"}}}
    both = {"type": "object", "properties": {**apart["properties"], "size": {"type": "integer"}}}
    gone = judge(changes(described(both, STATE), described(apart, {**STATE, "properties": {**both["properties"]}})))
    assert [(one.id, one.level) for one in gone] == [("request-property-removed", "warning")]


@pytest.mark.parametrize("is_deep", [False, True])
def test_who_reaches_a_schema_by_a_new_one_that_holds_it_lost_its_field_as_well(*, is_deep: bool) -> None:
    """A list of boxes is one of items now, which are new and hold the same source."""

    def thing(*names: str, **more: Any) -> dict[str, Any]:
        return {"type": "object", "properties": {**{name: {"type": "string"} for name in names}, **more}}

    def described(items: str, source: Any) -> dict[str, Any]:
        box = thing("id", source={"$ref": "#/components/schemas/Source"})
        listed = thing(items={"type": "array", "items": {"$ref": f"#/components/schemas/{items}"}})
        calls = {
            f"/{name.lower()}": {"get": put("response-body", {"$ref": f"#/components/schemas/{name}"})}
            for name in ("List", "Box")
        }
        schemas = {items: box, "Box": box, "List": listed, "Source": source}
        return {**document({}, **schemas), "paths": calls}

    sources = [thing(author=thing(*names)) if is_deep else thing(*names) for names in (("x", "y"), ("x",))]
    found = changes(described("Box", sources[0]), described("Item", sources[1]))
    gone = [change for change in found if change.kind == "field.removed"]
    assert [[owner.name for owner in change.operations] for change in gone] == [["GET /box", "GET /list"]]


def test_what_a_webhook_brings_bare_is_lost_although_an_answer_joins_it_to_what_declares_it() -> None:
    hook = {"post": {**put("request-body", BOX), "responses": {"200": {"description": "Taken."}}}}
    joined = {"allOf": [BOX, {"type": "object", "properties": {"size": {"type": "integer"}}}]}
    sides = ({**document(put("response-body", joined), Box=box), "webhooks": {"made": hook}} for box in (SIZE, STATE))
    gone = [change for change in changes(*sides) if change.kind == "field.removed"]
    assert [[owner.name for owner in change.operations] for change in gone] == [["POST webhook:made"]]
