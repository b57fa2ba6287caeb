"""A list of values that gives way to a bound or a pattern, or the other way round: what is told, and how high."""

import pytest

from tests.compare.schema_documents import body_changes, document, put, said
from tests.compare.test_ends_and_alternatives import told

ROLES = {"type": "string", "enum": ["read", "write"]}
SIZES = {"type": "integer", "enum": [1, 5]}
PLACES = ["request-property", "request-parameter", "response-property", "response-header"]


def levels(place, old, new):
    sides = (document(put(place, one)) for one in (old, new))
    return {name.removeprefix(f"{place}-"): level for name, level in told(*sides)}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("listed", "bound", "name"),
    [
        (ROLES, {"minLength": 1}, "min-length"),
        (ROLES, {"maxLength": 5}, "max-length"),
        (SIZES, {"minimum": 1}, "min"),
        (SIZES, {"maximum": 5}, "max"),
        (SIZES, {"exclusiveMinimum": 0}, "exclusive-min"),
        (SIZES, {"exclusiveMaximum": 6}, "exclusive-max"),
    ],
)
def test_a_bound_that_the_listed_values_keep_breaks_nobody(place, listed, bound, name):
    loose = {"type": listed["type"], **bound}
    for found in (levels(place, listed, loose), levels(place, loose, listed)):
        (level,) = [level for each, level in found.items() if each.startswith(f"{name}-")]
        assert level == "info"


@pytest.mark.parametrize(
    ("listed", "bound", "name"),
    [
        (ROLES, {"minLength": 5}, "min-length-increased"),
        (ROLES, {"maxLength": 4}, "max-length-set"),
        (SIZES, {"minimum": 2}, "min-set"),
        (SIZES, {"exclusiveMinimum": 1}, "exclusive-min-set"),
        (SIZES, {"exclusiveMaximum": 5}, "exclusive-max-set"),
    ],
)
def test_a_bound_that_a_listed_value_breaks_is_told_as_ever(listed, bound, name):
    assert levels("request-property", listed, {"type": listed["type"], **bound})[name] == "breaking"


def test_a_bound_beside_the_list_that_stays_is_told_as_ever():
    assert levels("request-property", SIZES, SIZES | {"maximum": 4})["max-set"] == "breaking"


def test_a_pattern_in_place_of_a_list_may_be_looser_or_tighter():
    pattern = {"type": "string", "pattern": "^[a-z]+$"}
    assert levels("request-property", ROLES, pattern)["pattern-added"] == "warning"
    assert levels("request-property", {"type": "string"}, pattern)["pattern-added"] == "breaking"


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_a_bound_that_is_only_rounded_is_the_same_one(place: str) -> None:
    bounds = [{"type": "integer", "maximum": most} for most in (9223372036854775807, 9223372036854776000)]
    for old, new in (bounds, bounds[::-1]):
        assert [] == said(body_changes(old, new, place=place))
    near = [{"type": "integer", "maximum": most} for most in (2**53, 2**53 - 1)]
    assert said(body_changes(*near, place=place))


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_further_fields_that_may_be_anything_and_null_as_well_are_not_limited(place: str) -> None:
    plain = {"type": "object", "properties": {"size": {"type": "string"}}}
    for anything in ({"nullable": True}, {}, True, {"description": "More."}):
        for sides in (
            (plain, {**plain, "additionalProperties": anything}),
            ({**plain, "additionalProperties": anything}, plain),
        ):
            assert [] == said(body_changes(*sides, place=place))


def test_great_numbers_of_which_none_is_rounded_differ() -> None:
    near = [{"type": "integer", "maximum": most} for most in (9223372036854775807, 9223372036854775806)]
    assert said(body_changes(*near, place="request-property"))


def test_a_bound_that_no_float_holds_is_a_bound() -> None:
    vast = [{"type": "integer", "maximum": most} for most in (10**4000, 10**4000 + 1)]
    assert said(body_changes(*vast, place="request-property"))
