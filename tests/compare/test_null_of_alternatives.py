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


OBJECT = {"type": "object", "properties": {"q": {"type": "string"}}}
MAYBE = {**OBJECT, "nullable": True}
WIDE = {"type": "object", "additionalProperties": True}


def _null_of(old, new, place="response-property"):
    sides = ({**document(put(place, side), Maybe=MAYBE, Sure=OBJECT), "openapi": "3.0.3"} for side in (old, new))
    return [one.kind for one in changes(*sides) if "null" in one.kind or "explained" in one.kind]


@pytest.mark.parametrize("place", ["request-property", "response-property"])
@pytest.mark.parametrize("maybe", [{"$ref": "#/components/schemas/Maybe"}, MAYBE], ids=["named", "written out"])
def test_a_part_with_a_type_rules_out_null_that_another_part_admits_for_itself(maybe, place):
    both = {"allOf": [maybe, WIDE]}
    assert ["field.became-not-nullable"] == _null_of(maybe, both, place)
    assert ["field.became-nullable"] == _null_of(both, maybe, place)


@pytest.mark.parametrize(
    "new",
    [
        {"allOf": [{"$ref": "#/components/schemas/Maybe"}], "description": "-"},
        {"allOf": [{"$ref": "#/components/schemas/Sure"}], "nullable": True},
        {"allOf": [{"$ref": "#/components/schemas/Sure"}, {"nullable": True}]},
        {"type": "object", "allOf": [{"$ref": "#/components/schemas/Sure"}], "nullable": True},
        {"allOf": [{"$ref": "#/components/schemas/Maybe"}, {"properties": {"q": {"type": "string"}}}]},
        {"allOf": [{"$ref": "#/components/schemas/Maybe"}, {**WIDE, "nullable": True}]},
        {"type": "object", "anyOf": [{"$ref": "#/components/schemas/Sure"}], "nullable": True},
    ],
    ids=str,
)
def test_null_that_is_said_of_the_whole_or_by_every_part_with_a_type_stays(new):
    assert [] == [one for one in _null_of(MAYBE, new) + _null_of(new, MAYBE) if "null" in one]


def test_null_may_move_between_alternatives_and_what_stands_beside_them():
    text, number = {"type": "string", "maxLength": 3}, {"type": "integer", "minimum": 1}
    within = {"oneOf": [{**text, "nullable": True}, number]}
    beside = {"nullable": True, "oneOf": [text, number]}
    assert [] == _null_of(within, beside) == _null_of(beside, within)
    nowhere = {"oneOf": [text, number]}
    for side in (within, beside):
        assert ["field.became-not-nullable"] == _null_of(side, nowhere)
        assert ["field.became-nullable"] == _null_of(nowhere, side)


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_null_that_moves_is_admitted_as_before_whatever_else_changes(place: str, keyword: str) -> None:
    text, number, further = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
    within, without = {keyword: [or_null(text), number]}, [text, {**number, "maximum": 3}]
    beside = {keyword: [{**text, "nullable": True}, number]}, {"nullable": True, keyword: without}
    for old, new in (
        (within, {keyword: [text, {**or_null(number), "maximum": 3}]}),
        (within, {keyword: [*without, {"type": "null"}]}),
        beside,
        (beside[0], {"nullable": True, keyword: [text, number, further]}),
    ):
        found = _null_of(old, new, place) + _null_of(new, old, place)
        assert found == [], found
    # Where none of them admits it any longer, nor what stands beside them, it is told.
    lost = {keyword: without}
    assert (_null_of(within, lost, place), _null_of(lost, within, place)) == (
        ["field.became-not-nullable"], ["field.became-nullable"],
    )  # fmt: skip


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_a_name_with_null_beside_it_is_another_alternative_than_the_name_alone(place: str) -> None:
    named, number = {"$ref": "#/components/schemas/Sure"}, {"type": "integer"}
    few, many = [named, number], [named, {"allOf": [named], "nullable": True}, number]
    for old, new, what in ((few, many, "added"), (many, few, "removed")):
        sides = ({**document(put(place, {"anyOf": side}), Sure=OBJECT), "openapi": "3.0.3"} for side in (old, new))
        assert [one.kind for one in changes(*sides)] == [f"field.any-of.{what}"]


@pytest.mark.parametrize("place", ["request-property", "response-property"])
@pytest.mark.parametrize("anything", [{}, {"$ref": "#/components/schemas/Anything"}], ids=["inline", "named"])
@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_null_is_a_value_of_a_union_of_which_one_alternative_is_anything(
    keyword: str, anything: dict[str, Any], place: str
) -> None:
    limited = document(put(place, {"type": ["string", "null"]}), Anything={})
    free = document(put(place, {keyword: [{"type": "string"}, anything]}), Anything={})
    for old, new in ((limited, free), (free, limited)):
        kinds = {change.kind for change in changes(old, new)}
        assert kinds
        assert not {kind for kind in kinds if "nullable" in kind}


def test_null_that_one_of_two_groups_rules_out_is_told_though_the_other_one_offers_anything() -> None:
    free = {"anyOf": [{}, {"type": "string"}]}
    old, new = ({"oneOf": [{"type": type_} for type_ in ("string", "integer", *more)]} for more in (["null"], []))
    for sides in ((free | old, free | new), ({"allOf": [free, old]}, {"allOf": [free, new]})):
        assert ("request-property-became-not-nullable", "breaking") in told(*sides)
        assert ("request-property-became-nullable", "info") in told(*sides[::-1])
