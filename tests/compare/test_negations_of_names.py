"""What a `not` rules out of objects is judged by what is documented: nobody sends or gets any other property."""

from typing import Any

import pytest

from tests.compare.test_ends_and_alternatives import told_of
from tests.compare.test_required_alternatives import TEXT, thing


def without(*groups: Any) -> dict[str, Any]:
    return {"not": {"anyOf": [{"required": list(names)} for names in groups]}}


AB, ABC, NEITHER = thing("a", "b"), thing("a", "b", "c"), without(["a"], ["b"])


def told(place: str, old: Any, new: Any) -> list[tuple[str, str]]:
    return [one for one in told_of(place, old, new) if "-not-" in one[0] and "nullable" not in one[0]]


@pytest.mark.parametrize("names", [["c"], ["c", "d"]])
@pytest.mark.parametrize("after", [AB, ABC])
def test_a_property_that_nobody_documented_is_ruled_out_to_no_harm(names: list[str], after: dict[str, Any]) -> None:
    old, new = AB | NEITHER, after | without(["a"], ["b"], names)
    assert told("request-property", old, new) == [("request-property-not-changed", "info")]
    assert told("request-property", new, old) == [("request-property-not-changed", "info")]
    assert told("response-property", old, new) == [("response-property-not-changed", "info")]
    assert told("response-property", new, old) == [("response-property-not-changed", "warning")]


def test_so_it_is_whatever_a_property_that_nobody_documented_would_have_to_be() -> None:
    named = [{"properties": {name: {}}, "required": [name]} for name in "abc"]
    old, new = AB | {"not": {"anyOf": named[:2]}}, AB | {"not": {"anyOf": named}}
    assert told("request-property", old, new) == [("request-property-not-changed", "info")]
    assert told("request-property", ABC | {"not": {"anyOf": named[:2]}}, ABC | {"not": {"anyOf": named}}) == [
        ("request-property-not-changed", "breaking")
    ]


def test_so_it_is_where_nothing_was_ruled_out_and_where_one_name_was() -> None:
    assert told("request-property", AB, ABC | {"not": {"required": ["c"]}}) == [("request-property-not-added", "info")]
    assert told("request-property", AB | {"not": {"required": ["a"]}}, ABC | without(["a"], ["c"])) == [
        ("request-property-not-changed", "info")
    ]
    closed = AB | {"additionalProperties": False}
    assert told("request-property", closed | NEITHER, closed | without(["a"], ["b"], ["c"])) == [
        ("request-property-not-changed", "info")
    ]


@pytest.mark.parametrize(
    ("old", "ruled"),
    [
        (ABC, without(["a"], ["b"], ["c"])),
        (AB | {"additionalProperties": TEXT}, without(["a"], ["b"], ["c"])),
        (AB | {"patternProperties": {"^c": TEXT}}, without(["a"], ["b"], ["c"])),
        (AB | {"required": ["c"]}, without(["a"], ["b"], ["c"])),
        (AB | {"anyOf": [{"properties": {"c": TEXT}}, {"properties": {"d": TEXT}}]}, without(["a"], ["b"], ["c"])),
        (AB, without(["a"], ["b"], ["a", "b"]) | {"not": {"properties": {"c": TEXT}}}),
        (AB, {"not": {"anyOf": [{"required": ["a"]}, {"required": ["c"], "properties": {"a": TEXT}}, {"enum": [1]}]}}),
    ],
    ids=["declared", "any further", "by its name", "required", "in alternatives", "of a schema", "another one as well"],
)
def test_what_somebody_may_send_by_the_documentation_is_a_demand(old: Any, ruled: Any) -> None:
    levels = {level for _, level in told("request-property", old | NEITHER, old | ruled)}
    assert levels == {"breaking"}


def test_a_property_that_is_documented_now_may_come() -> None:
    ruled = ABC | without(["a"], ["b"], ["c"])
    assert told("response-property", ruled, ABC | NEITHER) == [("response-property-not-changed", "warning")]
