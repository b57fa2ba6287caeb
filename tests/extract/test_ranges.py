"""Ranges that descriptions state."""

import pytest

from driftwatch.extract.fields.ranges import bounds_in, bounds_of_type
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
        ("Its name. Max length: 50", {"maxLength": 50}),
        ("It has a maximum length of 200", {"maxLength": 200}),
        ("Must not exceed 255 characters.", {"maxLength": 255}),
        ("Largo máximo: 26. Uno solo", {"maxLength": 26}),
        ("Nome, tamanho máximo 50", {"maxLength": 50}),
        ("长度不超过 64 个字符", {"maxLength": 64}),
        ("最大长度\uff1a32", {"maxLength": 32}),
        ("Texts that are longer than 20 characters are cut", {}),
        ("Max length 10 bytes", {}),
        ("Max length 2,000", {}),
        ("Max length: 30 days", {}),
        ("Max length 100 for guests", {}),
        ("Max length 10 or max length 20", {}),
        ("Length: 36", {}),
        ("Name for it. Max length: 50. If left out, it has none", {"maxLength": 50}),
        ("Its name (maximum length of the name), max text length: 50.", {"maxLength": 50}),
        *(
            (said, {})
            for said in (
                "Maximum length: 10 000 (unless customized)",
                "Max length: 1 000",
                "Max length: 0",
                "Maximum length of 100 characters: as `a` has it",
                "Max length: 10-20",
                "Max length: 10\u201320",
                "Min/max length: 3/50",
                "Max length: 5 (6 for PRO)",
                "Max length of it is 50 characters for all others than A, which has a maximum length of 35 characters.",
                "type=0 时传文本\uff0c最长 500 个字符\uff1btype=1 时传 key",
                "Each tag not more than 20 characters",
                "最多3个标签\uff0c每个不超过10个字符",
                "The total of all names cannot exceed 1000 characters",
                "The first line is limited to 50 characters, the rest is not",
                "If no more than 20 characters are left, is cut",
                "The part before the @ must not exceed 64 characters.",
                "Must not exceed 255 characters or 60 when short",
                "Must not exceed 255",
                "Max line length: 80",
                "The max token length is 512",
                "Max request length 4096",
                "The max chain length: 4",
                "Maximum length 100 miles",
                "Max length: 12 inches",
                "Max length: 100 m",
                "Max length: 10 items",
                "Words of it, max length 20",
                "If it is a text, max length 20",
                "For texts, max length 20",
                "Max length 20. Longer for guests",
                "最长 30 次",
                "最长 30",
                "最长 30 天",
            )
        ),
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


@pytest.mark.parametrize(
    ("written", "kind", "bounds"),
    [
        ("Number (0\u2013255)", "number", {"minimum": 0, "maximum": 255}),
        ("int[1-100]", "integer", {"minimum": 1, "maximum": 100}),
        ("float (0.5 to 1)", "number", {"minimum": 0.5, "maximum": 1}),
        ("integer (9-1)", "integer", {}),
        ("integer (0 or 1)", "integer", {}),
        ("decimal(10,2)", "number", {}),
        ("integer [0..1]", "integer", {}),
        ("integer (0..9)", "integer", {"minimum": 0, "maximum": 9}),
        ("int(11)", "integer", {}),
        ("String(32)", "string", {"maxLength": 32}),
        ("varchar (20)", "string", {"maxLength": 20}),
        ("string (2019)", "string", {}),
        ("string [0..1]", "string", {}),
        ("string (50 chars)", "string", {"maxLength": 50}),
        ("string (max. 255)", "string", {"maxLength": 255}),
        ("string[1,32]", "string", {"minLength": 1, "maxLength": 32}),
        ("string [1,32]", "string", {}),
        ("string[9,3]", "string", {}),
        ("string (0-9)", "string", {}),
        ("string (optional)", "string", {}),
        ("string", "string", {}),
        ("list (10)", "array", {}),
    ],
)
def test_a_type_may_have_its_bounds_in_brackets(written: str, kind: str, bounds: dict[str, Json]) -> None:
    assert bounds_of_type(written, {"type": kind}) == bounds
    assert bounds_of_type(written, {"type": kind, "enum": ["a"]}) == {}
