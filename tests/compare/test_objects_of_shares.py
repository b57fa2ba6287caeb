"""An object of which one property must be one of several is one of several objects, and the other way round."""

from typing import Any

import pytest

from tests.compare.test_ends_and_alternatives import told_of

PLACES = ("request-property", "response-property")
TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
CIRCLE = {"type": "object", "required": ["as"], "properties": {"as": {"const": "circle"}, "radius": NUMBER}}
SQUARE = {"type": "object", "required": ["as"], "properties": {"as": {"const": "square"}, "side": NUMBER}}


def thing(shape: Any, *, required: tuple[str, ...] = ("shape", "count"), **more: Any) -> dict[str, Any]:
    properties = {"shape": shape, "count": NUMBER, "note": TEXT}
    return {"type": "object", "required": list(required), "properties": properties, **more}


def listed(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def one_of(*branches: Any) -> dict[str, Any]:
    return {"oneOf": list(branches)}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("union", "shares"),
    [
        (listed("a", "b"), (listed("a"), listed("b"))),
        (listed("a", "b", "c"), (listed("a", "c"), listed("b"))),
        (one_of(CIRCLE, SQUARE), (CIRCLE, SQUARE)),
        ({"anyOf": [TEXT, NUMBER]}, (NUMBER, TEXT)),
        ({"type": "boolean"}, ({"type": "boolean", "enum": [True]}, {"type": "boolean", "enum": [False]})),
    ],
    ids=["values", "some values", "objects", "types", "booleans"],
)
def test_the_same_values_written_as_one_object_or_as_several_are_no_change(place: str, union: Any, shares: Any) -> None:
    alone, several = thing(union), one_of(*map(thing, shares))
    assert told_of(place, alone, several) == told_of(place, several, alone) == []


def test_one_object_more_is_a_wider_union_and_one_less_a_narrower_one() -> None:
    alone = thing(listed("a", "b"))
    more = one_of(*(thing(listed(name)) for name in "abc"))
    less = one_of(thing(listed("a")), thing(listed("a", "b"), required=("shape", "count", "note")))
    for other, levels in ((more, ("info", "breaking")), (less, ("breaking", "info"))):
        assert {level for _, level in told_of("request-property", alone, other)} == {levels[0]}
        assert {level for _, level in told_of("request-property", other, alone)} == {levels[1]}


def test_what_several_objects_may_all_be_at_once_is_no_demand_where_one_of_them_is_enough() -> None:
    halves = {"type": "object", "required": ["p"]}, {"type": "object", "required": ["q"]}
    alone, several = thing({"anyOf": list(halves)}), {"anyOf": list(map(thing, halves))}
    assert "breaking" not in {level for _, level in told_of("request-property", alone, several)}


@pytest.mark.parametrize(
    "several",
    [
        one_of(thing(listed("a")), thing(listed("a", "b"), required=("shape", "count", "note"))),
        one_of(thing(listed("a")), thing(listed("b"), required=("shape", "count", "note"))),
        one_of(thing(listed("a")), thing(listed("b"), maxProperties=2)),
        one_of(thing(listed("a")), thing(listed("a"))),
        one_of(thing(listed("a")), thing({"type": "string", "enum": ["b"], "minLength": 3})),
        one_of(thing(listed("a")), {**thing(listed("b")), "additionalProperties": False}),
    ],
    ids=["one part", "more is required", "fewer fields fit", "both are one", "no value fits", "one is closed"],
)
def test_a_share_that_takes_less_than_the_one_object_did_is_a_demand(several: Any) -> None:
    alone = thing(listed("a", "b"))
    assert "breaking" in {level for _, level in told_of("request-property", alone, several)}
    assert "breaking" not in {level for _, level in told_of("response-property", alone, several)}


def test_another_value_is_another_object() -> None:
    alone, several = thing(listed("a", "b")), one_of(thing(listed("a")), thing(listed("c")))
    for place in PLACES:
        assert "breaking" in {level for _, level in told_of(place, alone, several)}


def test_what_may_stay_away_is_no_union() -> None:
    alone = thing(listed("a", "b"), required=("count",))
    several = one_of(thing(listed("a")), thing(listed("b")))
    assert "breaking" in {level for _, level in told_of("request-property", alone, several)}
