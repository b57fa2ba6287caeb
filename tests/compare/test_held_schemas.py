"""What is told of a named schema as a body is told of what holds the same schema in a field or a list."""

from typing import Any

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.rules.catalogue import SCHEMA_RULES
from driftwatch.rules.rule import Rule
from tests.rules.examples import findings_between

RULED = [rule for rule in SCHEMA_RULES if rule.example.within == "schema"]
BOX = {"$ref": "#/components/schemas/Box"}
BOXES = {"type": "object", "properties": {"all": {"type": "array", "items": BOX}}}


def documented(box: Any, *, sent: bool) -> dict[str, Any]:
    """Two operations, one with a box as its body, the other one with a list of boxes in a field of its body."""

    def operation(schema: dict[str, Any]) -> dict[str, Any]:
        body = {"content": {"application/json": {"schema": schema}}}
        answers = {"200": {"description": "-", **({} if sent else body)}}
        return {"post": {"responses": answers, **({"requestBody": body} if sent else {})}}

    return {
        "openapi": "3.1.0",
        "info": {"title": "Boxes", "version": "1"},
        "paths": {"/box": operation(BOX), "/boxes": operation(BOXES)},
        "components": {"schemas": {"Box": box}},
    }


@pytest.mark.thorough
@pytest.mark.parametrize("sent", [True, False], ids=["sent", "returned"])
@pytest.mark.parametrize("rule", RULED, ids=lambda rule: rule.id)
def test_whoever_holds_a_schema_is_told_when_it_changes_as_a_body(rule: Rule, sent: bool) -> None:  # noqa: FBT001
    sides = (rule.example.before, rule.example.after)
    old, new = (snapshot_of_openapi(documented(side, sent=sent), place="spec", label="side") for side in sides)
    reached = {operation for finding in findings_between(old, new) for operation in finding.operations}
    assert ("POST /box" in reached) is ("POST /boxes" in reached)
