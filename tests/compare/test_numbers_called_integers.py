"""A number whose format says that it is an integer is one, whichever type it is called by."""

import pytest

from tests.compare.test_ends_and_alternatives import told_of

PLACES = ("request-property", "request-parameter", "response-property")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("format_", ["int64", "integer", "long"])
def test_a_number_that_is_an_integer_by_its_format_may_be_called_so(place, format_):
    number, integer = {"type": "number", "format": format_}, {"type": "integer"}
    both = told_of(place, number, integer) + told_of(place, integer, number)
    assert both == [(f"{place}-type-compatible", "info")] * 2


@pytest.mark.parametrize("format_", ["double", "decimal", ""])
def test_any_other_number_is_none(format_):
    number = {"type": "number", **({"format": format_} if format_ else {})}
    assert told_of("request-property", number, {"type": "integer"}) == [("request-property-type-changed", "breaking")]


def test_its_range_counts_all_the_same():
    number, integer = {"type": "number", "format": "int32"}, {"type": "integer", "format": "int32"}
    assert [level for _, level in told_of("response-property", number, integer)] == ["info"]
    assert [level for _, level in told_of("response-property", number, {"type": "integer"})] == ["breaking"]
    assert [level for _, level in told_of("response-property", {"type": "integer"}, number)] == ["info"]


def test_bounds_beside_it_are_still_compared():
    number, integer = {"type": "number", "format": "int64"}, {"type": "integer", "minimum": 1}
    assert ("request-property-min-set", "breaking") in told_of("request-property", number, integer)
