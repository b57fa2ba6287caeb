"""Values that are listed one by one are one list, whatever is demanded of each of them besides."""

from typing import Any

import pytest

from tests.compare.schema_documents import body_changes

PLACES = ("request-body", "request-property", "response-body", "response-property")
TEXT = {"type": "string", "pattern": "A|B|C"}
NUMBER = {"type": "integer", "multipleOf": 2}
NO_X = {"type": "string", "not": {"pattern": "x"}}


def listed(*values: Any) -> dict[str, Any]:
    return {"enum": list(values)}


def offered(keyword: str, *values: Any, **more: Any) -> dict[str, Any]:
    return {keyword: [{"const": value, **more} for value in values]}


def both_ways(old: Any, new: Any, place: str) -> list[str]:
    return [change.kind for sides in ((old, new), (new, old)) for change in body_changes(*sides, place=place)]


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("beside", "values"),
    [(TEXT, "ABC"), (NUMBER, (2, 4, 6)), (NO_X, "ABC"), ({**TEXT, "maxLength": 1}, "ABC")],
    ids=str,
)
def test_a_list_written_as_alternatives_is_the_same_list(keyword: str, place: str, beside: Any, values: Any) -> None:
    assert [] == both_ways({**beside, **listed(*values)}, {**beside, **offered(keyword, *values)}, place)


@pytest.mark.parametrize("place", PLACES)
def test_the_demand_may_stand_in_each_alternative(place: str) -> None:
    each = {"type": "string", **offered("anyOf", "A", "B", "C", pattern=TEXT["pattern"])}
    assert [] == both_ways({**TEXT, **listed("A", "B", "C")}, each, place)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "other",
    [
        {**TEXT, **offered("oneOf", "A", "B")},
        {**TEXT, **offered("oneOf", "A", "B", "D")},
        {"type": "string", "pattern": "A|B", **offered("oneOf", "A", "B", "C")},
        {
            "type": "string",
            "anyOf": [{"const": "A", "pattern": "A|B|C"}, {"const": "B"}, {"const": "C", "pattern": "C"}],
        },
        {"type": "string", "not": {"const": "C"}, **offered("oneOf", "A", "B", "C")},
    ],
    ids=str,
)
def test_fewer_values_or_other_demands_are_told(place: str, other: Any) -> None:
    assert both_ways({**TEXT, **listed("A", "B", "C")}, other, place)


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("beside", [TEXT, NO_X], ids=str)
def test_of_a_list_written_as_alternatives_only_the_values_are_told_that_are_others(
    keyword: str, place: str, beside: Any
) -> None:
    old = {**beside, **listed("A", "B", "C")}
    demand = {name: value for name, value in beside.items() if name != "type"}
    each = {"type": "string", **offered(keyword, *"AB", **demand)}
    assert both_ways(old, each, place) == ["field.enum.value-removed", "field.enum.value-added"]
    more = {"type": "string", **offered(keyword, *"ABCD", **demand)}
    assert both_ways(old, more, place) == ["field.enum.value-added", "field.enum.value-removed"]


@pytest.mark.parametrize("place", PLACES)
def test_what_is_said_beside_such_a_list_is_told_with_its_values(place: str) -> None:
    new = {"type": "string", "deprecated": True, "default": "B", **offered("oneOf", *"AB", pattern="A|B|C")}
    told = {change.kind for change in body_changes({**TEXT, **listed(*"ABC")}, new, place=place)}
    assert told == {"field.enum.value-removed", "field.default.set", "field.deprecated"}


@pytest.mark.parametrize("place", PLACES)
def test_a_long_list_written_as_alternatives_is_the_same_list(place: str) -> None:
    values = [f"A{number}" for number in range(60)]
    each = {"type": "string", **offered("oneOf", *values, pattern="A")}
    assert [] == both_ways({"type": "string", "pattern": "A", **listed(*values)}, each, place)


@pytest.mark.parametrize("place", PLACES)
def test_a_value_that_two_alternatives_offer_is_refused_by_a_one_of(place: str) -> None:
    old = {**TEXT, **listed("A", "B")}
    kinds = both_ways(old, {"type": "string", **offered("oneOf", *"AAB", pattern=TEXT["pattern"])}, place)
    assert kinds


@pytest.mark.parametrize("place", PLACES)
def test_values_that_are_listed_have_their_types_where_the_word_for_a_list_stands_in_place_of_one(place: str) -> None:
    plain, slip = {"type": "string", **listed(*"AB")}, {"type": "enum", **listed(*"AB")}
    named = {"Kind": slip}
    assert both_ways(plain, slip, place) == ["field.type.changed", "field.type.changed"]
    joined = {"allOf": [{"$ref": "#/components/schemas/Kind"}], "type": "string"}
    for other in (slip, joined):
        assert all("respelled" in change.traits for change in body_changes(plain, other, place=place, components=named))
