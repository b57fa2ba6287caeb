"""Ranges that descriptions state."""

import pytest

from driftwatch.extract.fields.ranges import bounds_in
from driftwatch.model.json_values import Json

INTEGER, NUMBER, STRING = ({"type": kind} for kind in ("integer", "number", "string"))


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("How many, between 1 and 10.", {"minimum": 1, "maximum": 10}),
        ("From 4 to 15 seconds", {"minimum": 4, "maximum": 15}),
        ("Range: 0-2", {"minimum": 0, "maximum": 2}),
        ("Must be in the range [0, 1]", {"minimum": 0, "maximum": 1}),
        ("Sampling (0.1-2.5)", {"minimum": 0.1, "maximum": 2.5}),
        ("Between -2.0 and 2.0", {"minimum": -2.0, "maximum": 2.0}),
        ("Min: 1, max: 100", {"minimum": 1, "maximum": 100}),
        ("Maximum is 50.", {"maximum": 50}),
        ("取值范围\uff1a1~10", {"minimum": 1, "maximum": 10}),
        ("How many (1-25, default 20)", {"minimum": 1, "maximum": 25}),
        ("介于 1 和 10 之间", {"minimum": 1, "maximum": 10}),
        ("Количество, от 1 до 10", {"minimum": 1, "maximum": 10}),
        ("Between 1 and 10 for the small model", {}),
        ("Between 1 and 4; between 1 and 10 for the small model", {}),
        ("Between 0 and 1, exclusive", {}),
        ("From 1 to 2 exclusive", {}),
        ("Between 10 and 1", {}),
        ("Max 100% of it", {}),
        ("Maximum 4x4", {}),
        ("Takes 1-2 seconds", {}),
        ("See sections 1-2 (1-2 pages)", {}),
        ("Less than 5, minimum 1", {}),
        ("From 2024-01-01 to 2025-01-01", {}),
    ],
)
def test_numbers_have_the_range_that_is_stated_for_all_of_them(said: str, bounds: dict[str, Json]) -> None:
    assert bounds_in(said, dict(NUMBER)) == bounds
    assert bounds_in(said, {"type": ["integer", "null"]}) == bounds
    assert bounds_in(said, dict(STRING)) == {}
    assert bounds_in(said, {}) == {}


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("Its name (1-100 characters)", {"minLength": 1, "maxLength": 100}),
        ("Up to 2000 characters", {"maxLength": 2000}),
        ("Max 32 chars.", {"maxLength": 32}),
        ("1-100 character name", {"minLength": 1, "maxLength": 100}),
        ("Between 2 and 30 characters", {"minLength": 2, "maxLength": 30}),
        ("Up to 10 characters for guests", {}),
        ("Costs 5 per 1000 characters", {}),
    ],
)
def test_text_has_the_length_that_is_stated(said: str, bounds: dict[str, Json]) -> None:
    assert bounds_in(said, dict(STRING)) == bounds
    assert bounds_in(said, {"type": "string", "enum": ["a"]}) == {}


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("Its parts, max of 25", {"maxItems": 25}),
        ("Up to 10 of them. All are shown.", {"maxItems": 10}),
        ("Names (max 20 characters, max 5)", {"maxItems": 5}),
        ("Names, at most 20 characters each", {}),
        ("Files of up to 10 MB", {}),
        ("Up to 10 for guests", {}),
        ("Up to 10, or up to 20 for others", {}),
        ("Kept for up to 10 days", {}),
        ("Grows up to 1.5 times", {}),
    ],
)
def test_arrays_have_the_size_that_is_stated(said: str, bounds: dict[str, Json]) -> None:
    assert bounds_in(said, {"type": "array", "items": {"type": "string"}}) == bounds
    assert bounds_in(said, {"type": ["array", "null"]}) == bounds
    assert bounds_in(said, {"type": ["array", "string"]}) == {}
