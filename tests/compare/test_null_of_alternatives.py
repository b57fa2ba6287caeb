"""Null that an alternative admits is admitted by the whole: whether one schema or several say it is no change."""

from typing import Any

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

LONG: dict[str, Any] = {"type": "object", "title": "long", "additionalProperties": {"type": "string"}}
SHORT: dict[str, Any] = {"type": "object", "title": "short", "additionalProperties": {"type": "integer"}}


def or_null(schema: Any) -> Any:
    return {**schema, "type": [schema["type"], "null"]}


def told(old: Any, new: Any, place: str = "request-property") -> list[tuple[str, str]]:
    return [(one.id, one.level) for one in judge(changes(document(put(place, old)), document(put(place, new))))]


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_a_schema_that_becomes_one_of_several_keeps_null_where_one_of_them_admits_it(keyword: str) -> None:
    for others in ([or_null(LONG), or_null(SHORT)], [LONG, or_null(SHORT)], [or_null(LONG), SHORT]):
        there, back = told(or_null(LONG), {keyword: others}), told({keyword: others}, or_null(LONG))
        assert not [each for each in (*there, *back) if "nullable" in each[0]]
        assert there == [(f"request-property-{'one' if keyword == 'oneOf' else 'any'}-of-added", "info")]


def test_null_that_no_alternative_admits_any_longer_is_told() -> None:
    found = told(or_null(LONG), {"anyOf": [LONG, SHORT]})
    assert ("request-property-became-not-nullable", "breaking") in found
    assert ("request-property-became-nullable", "info") in told({"anyOf": [LONG, SHORT]}, or_null(LONG))


def test_null_that_moves_from_one_alternative_to_another_one_is_admitted_as_before() -> None:
    sides = {"anyOf": [or_null(LONG), SHORT]}, {"anyOf": [LONG, or_null(SHORT)]}
    assert told(*sides) == told(*sides[::-1]) == []
    assert told({"anyOf": [or_null(LONG), or_null(SHORT)]}, sides[0]) == []


def test_null_that_only_one_alternative_admitted_is_told_with_it() -> None:
    sides = {"anyOf": [or_null(LONG), SHORT]}, {"anyOf": [LONG, SHORT]}
    assert told(*sides) == [("request-property-became-not-nullable", "breaking")]
    assert told(*sides[::-1]) == [("request-property-became-nullable", "info")]


def test_null_that_comes_with_an_alternative_is_told() -> None:
    found = told(LONG, {"anyOf": [or_null(LONG), SHORT]}, "response-property")
    assert ("response-property-became-nullable", "warning") in found
