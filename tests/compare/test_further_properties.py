"""A property that is documented by name on one side, and as one of all further ones on the other."""

from typing import Any

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

TEXTS: dict[str, Any] = {"type": "object", "additionalProperties": {"type": "string"}}
BY_NAME: dict[str, Any] = {**TEXTS, "properties": {"colour": {"type": "string"}}}


def told(old: Any, new: Any, place: str = "response-body") -> list[tuple[str, str]]:
    return [(one.id, one.level) for one in judge(changes(document(put(place, old)), document(put(place, new))))]


def test_what_all_further_properties_are_may_still_come_under_a_name_that_is_documented_no_longer() -> None:
    assert told(BY_NAME, TEXTS) == [("response-optional-property-removed", "warning")]
    assert told(BY_NAME, TEXTS, "request-body") == [("request-property-removed", "warning")]


def test_what_always_came_or_was_something_else_is_gone() -> None:
    needed = {**BY_NAME, "required": ["colour"]}
    number = {**TEXTS, "properties": {"colour": {"type": "integer"}}}
    assert told(needed, TEXTS) == [("response-required-property-removed", "breaking")]
    assert told(number, TEXTS) == [("response-optional-property-removed", "breaking")]
