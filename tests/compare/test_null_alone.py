"""What is always null by now, or was, beside what may be null: one edit of a type, and null did not come or go."""

from typing import Any

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import body_changes, changes, document, put

NULL: dict[str, Any] = {"type": "null"}


def told(place: str, old: Any, new: Any) -> list[tuple[str, str]]:
    return [(one.id, one.level) for one in judge(changes(document(put(place, old)), document(put(place, new))))]


@pytest.mark.parametrize("types", [["string", "null"], ["object", "null"], ["string", "integer", "null"]])
def test_what_is_always_null_by_now_could_be_null_before(types: list[str]) -> None:
    either = {"type": types}
    assert told("response-property", either, NULL) == [("response-property-type-specialized", "info")]
    assert told("request-property", either, NULL) == [("request-property-type-changed", "breaking")]
    assert told("request-property", NULL, either) == [("request-property-type-generalized", "info")]
    assert told("response-property", NULL, either) == [("response-property-type-changed", "breaking")]


def test_the_types_of_both_sides_name_null() -> None:
    sides = (document(put("response-property", side)) for side in ({"type": ["string", "null"]}, NULL))
    (found,) = judge(changes(*sides))
    assert found.message.endswith("is now `null`, before `null or string`.")


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_null_that_alternatives_admit_and_a_type_beside_them_rules_out_is_told(keyword: str, place: str) -> None:
    named: dict[str, Any] = {name: {"type": ["object", "null"], "required": [name]} for name in ("Lid", "Base")}
    offered = {keyword: [{"$ref": f"#/components/schemas/{name}"} for name in named]}
    closed, still = {**offered, "type": "object"}, {**offered, "type": ["object", "null"]}

    def kinds(old: Any, new: Any) -> list[str]:
        return [one.kind for one in body_changes(old, new, place=place, components=named)]

    assert ["field.became-not-nullable"] == kinds(offered, closed)
    assert ["field.became-nullable"] == kinds(closed, offered)
    assert [] == kinds(offered, still) == kinds(still, offered)
    gone = {**named, "Lid": {"type": "object", "required": ["Lid"]}}
    told = body_changes(offered, offered, place=place, components=named, after=gone)
    assert ["Lid"] == [one.owner.name for one in told]
