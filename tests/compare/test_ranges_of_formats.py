"""Formats of integers are ranges: where bounds leave no more numbers anyway, they say nothing."""

import pytest

from tests.compare.test_ends_and_alternatives import told_of

COUNT = {"type": "integer"}
SHORT = {"minimum": 1, "maximum": 60}
PLACES = ("request-property", "request-parameter", "response-property")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("bounds", "format_"),
    [
        (SHORT, "int32"), (SHORT, "uint8"), ({"minimum": 0}, "uint64"), ({"exclusiveMinimum": 0}, "uint64"),
        ({"minimum": 1, "exclusiveMaximum": 99}, "int8"),
    ],
)  # fmt: skip
def test_a_format_that_rules_out_no_number_within_the_bounds_is_none(place, bounds, format_):
    plain, called = COUNT | bounds, COUNT | bounds | {"format": format_}
    assert told_of(place, plain, called) == told_of(place, called, plain) == []


@pytest.mark.parametrize(
    ("bounds", "format_"),
    [
        ({}, "int32"), ({"minimum": 1}, "int32"), ({"maximum": 9}, "int32"), ({"minimum": -1}, "uint64"),
        ({"minimum": 0, "maximum": 300}, "uint8"),
    ],
)  # fmt: skip
def test_any_other_rules_numbers_out(bounds, format_):
    plain, called = COUNT | bounds, COUNT | bounds | {"format": format_}
    assert told_of("request-property", plain, called) == [("request-property-type-changed", "breaking")]
    assert [level for _, level in told_of("request-property", called, plain)] == ["info"]


def test_bounds_that_come_or_go_beside_a_format_are_told_alone():
    called = COUNT | SHORT | {"format": "int32"}
    ids = ["request-property-max-set", "request-property-min-set"]
    assert told_of("request-property", COUNT, called) == [(id_, "breaking") for id_ in ids]
    assert told_of("request-property", COUNT | {"format": "int32"}, COUNT | SHORT) == [(id_, "breaking") for id_ in ids]


def test_a_number_is_still_no_integer():
    number = {"type": "number", **SHORT}
    integer = COUNT | SHORT | {"format": "int32"}
    assert told_of("request-property", number, integer) == [("request-property-type-changed", "breaking")]
