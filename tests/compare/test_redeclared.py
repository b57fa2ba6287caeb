"""A property that a named schema loses and that what is joined to it declares: it comes as before."""

from typing import Any

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
