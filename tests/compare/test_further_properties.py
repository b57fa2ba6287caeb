"""A property that is documented by name on one side, and as one of all further ones on the other."""

from typing import Any

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

TEXTS: dict[str, Any] = {"type": "object", "additionalProperties": {"type": "string"}}
BY_NAME: dict[str, Any] = {**TEXTS, "properties": {"colour": {"type": "string"}}}


def told(old: Any, new: Any, place: str = "response-body") -> list[tuple[str, str]]:
    return [(one.id, one.level) for one in judge(changes(document(put(place, old)), document(put(place, new))))]


def test_what_all_further_properties_are_may_still_come_under_a_name_that_is_documented_no_longer() -> None:
    assert told(BY_NAME, TEXTS) == [("response-optional-property-removed", "warning")]
    assert told(BY_NAME, TEXTS, "request-body") == [("request-property-removed", "warning")]


def test_what_is_received_may_be_less_than_it_was_under_its_name() -> None:
    short = {"type": "object", "additionalProperties": {"type": "string", "maxLength": 5}}
    old = {**TEXTS, "properties": BY_NAME["properties"]}
    levels = {place: dict(told(old, short, place)) for place in ("response-body", "request-body")}
    assert levels["response-body"]["response-optional-property-removed"] == "warning"
    assert levels["request-body"]["request-property-removed"] == "warning"


def test_what_always_came_or_was_something_else_is_gone() -> None:
    needed = {**BY_NAME, "required": ["colour"]}
    number = {**TEXTS, "properties": {"colour": {"type": "integer"}}}
    assert told(needed, TEXTS) == [("response-required-property-removed", "breaking")]
    assert told(number, TEXTS) == [("response-optional-property-removed", "breaking")]


def maps(schema: Any) -> dict[str, Any]:
    return {"type": "object"} | ({} if schema is None else {"additionalProperties": schema})


@pytest.mark.parametrize("anything", [None, True, {}])
@pytest.mark.parametrize(
    ("bounds", "word", "level"),
    [
        ({"maxLength": 5}, "max-length", "info"),
        ({"minLength": 1, "description": "A remark."}, "min-length", "info"),
        ({"maximum": 9}, "max", "warning"),
        ({"pattern": "^a"}, "pattern", "warning"),
    ],
)
def test_bounds_of_further_properties_of_any_type_come_and_go_as_those_of_any_schema(
    anything: Any, bounds: Any, word: str, level: str
) -> None:
    bound, free = maps(bounds), maps(anything)
    ways = (bound, free), (free, bound)
    for place, levels in (("response-body", (level, "info")), ("request-body", ("info", "breaking"))):
        for (old, new), expected in zip(ways, levels, strict=True):
            found = told(old, new, place)
            assert [one for _, one in found] == [expected]
            assert all(word in rule and "additional" not in rule for rule, _ in found)


def test_what_a_name_stands_for_is_looked_into() -> None:
    old, new = maps({"$ref": "#/components/schemas/Short"}), maps({})
    sides = [document(put("response-body", side), Short={"maxLength": 5}) for side in (old, new)]
    assert [(one.id, one.level) for one in judge(changes(*sides))] == [("response-property-max-length-unset", "info")]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "maxLength": 5},
        {"type": ["string", "integer"]},
        {"enum": ["a", "b"]},
        {"const": "a"},
        {"properties": {"id": {"type": "string"}}},
        {"items": {"type": "string"}},
        {"maxItems": 5},
        {"oneOf": [{"type": "string"}, {"type": "object"}]},
        {"allOf": [{"maxLength": 5}, {"type": "string"}]},
    ],
)
def test_further_properties_of_which_a_type_was_promised_may_be_anything_now(schema: Any) -> None:
    old, new = maps(schema), maps({})
    assert told(old, new) == [("response-body-additional-properties-unrestricted", "breaking")]
    assert told(new, old, "request-body") == [("request-body-additional-properties-restricted", "breaking")]


def test_where_none_were_allowed_that_some_are_is_all() -> None:
    closed, bound = maps(schema=False), maps({"maxLength": 5})
    assert [rule for rule, _ in told(closed, bound)] == ["response-body-additional-properties-allowed"]
    assert [rule for rule, _ in told(bound, closed)] == ["response-body-additional-properties-disallowed"]
