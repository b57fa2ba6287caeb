"""What is always null by now, or was, beside what may be null: one edit of a type, and null did not come or go."""

from typing import Any

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

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
