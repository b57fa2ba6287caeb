"""A named schema is compared once for what is sent and what is received: each is told what it would be told alone."""

from typing import Any

import pytest
from hypothesis import example, given, settings

from driftwatch.compare.schemas import reach
from driftwatch.model.change import Change
from tests.compare.mirrors import Side
from tests.compare.schema_documents import changes, document, put
from tests.compare.test_mirrors import pairs_of_suites
from tests.compare.value_schemas import COMPONENTS, SCHEMAS

WHOLE = {"$ref": "#/components/schemas/Whole"}


def described(side: Side) -> Any:
    """A document whose call sends and receives one named schema, once as it is and once inside of another one."""
    schemas = {**side.components.get("schemas", {}), "Whole": side.schema}
    held = {"type": "object", "properties": {"held": WHOLE}}
    body = put("request-body", {"allOf": [WHOLE]}, media="application/x-form") | put("response-body", WHOLE)
    parameter = {"name": "thing", "in": "query", "schema": WHOLE}
    body["requestBody"]["content"]["application/json"] = {"schema": held}
    body["responses"]["404"] = {"description": "None.", "content": {"application/json": {"schema": held}}}
    return document({**body, "parameters": [parameter]}, **schemas)


def told(old: Side, new: Side) -> list[Change]:
    return sorted(changes(described(old), described(new)), key=repr)


def told_apart(old: Side, new: Side) -> list[Change]:
    """What is told when each way of travelling is compared on its own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reach, "_OTHER_WAY", {})
        return told(old, new)


@pytest.mark.slow
def test_what_is_found_once_of_every_case_of_the_suites_is_what_each_way_is_told() -> None:
    unlike = {name for name, old, new in pairs_of_suites() if told(old, new) != told_apart(old, new)}
    assert unlike == set()


TEXT = {"type": "string"}
OF_TWO = {"type": "object", "properties": {"a": TEXT, "b": TEXT}}
COMPUTED = {"type": "object", "properties": {"a": TEXT, "b": {**TEXT, "readOnly": True}}}


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(SCHEMAS, SCHEMAS, COMPONENTS)
@example(OF_TWO, COMPUTED, {})
@example({"type": "object", "properties": {"a": TEXT}}, {**COMPUTED, "required": ["b"]}, {})
@example({"type": "array", "items": OF_TWO}, {"oneOf": [OF_TWO, {"type": "object", "properties": {"c": TEXT}}]}, {})
@example({"allOf": [OF_TWO, {"properties": {"c": TEXT}}]}, OF_TWO, {})
@example(OF_TWO, {"type": "object", "properties": {"data": OF_TWO}}, {})
@example(TEXT, {**OF_TWO, "required": ["a"]}, {})
def test_what_is_found_once_of_any_two_schemas_is_what_each_way_is_told(old: Any, new: Any, named: Any) -> None:
    sides = Side(old, {"schemas": named}), Side(new, {"schemas": named})
    assert told(*sides) == told_apart(*sides)


def test_what_is_found_of_an_optional_parameter_is_not_that_of_a_required_one() -> None:
    """The default of what is always sent never counts."""

    def described(**more: Any) -> dict[str, Any]:
        schema = {"$ref": "#/components/schemas/Sort"}
        calls = {
            path: {
                "get": {
                    "parameters": [{"name": "sort", "in": "query", "schema": schema, "required": required}],
                    "responses": {"200": {"description": "Done."}},
                }
            }
            for path, required in (("/a", False), ("/b", True))
        }
        return {**document({}, Sort={"type": "string", **more}), "paths": calls}

    found = changes(described(default="up"), described())
    assert [(one.kind, [each.name for each in one.operations]) for one in found] == [
        ("field.default.unset", ["GET /a"])
    ]
