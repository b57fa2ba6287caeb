"""Both sides of a finding in words: no true, false or null where a word is meant."""

import pytest

from driftwatch.model.json_values import Json
from driftwatch.reports.side_words import absent_in_words, side_in_words
from driftwatch.reports.sides import sides_of
from driftwatch.rules.catalogue import explained


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        ("request-property-became-required", False, "optional"),
        ("request-property-became-required", True, "required"),
        ("response-property-became-optional", True, "required"),
        ("response-property-became-nullable", True, "may be null"),
        ("endpoint-deprecated", False, "not deprecated"),
        ("endpoint-reactivated", True, "deprecated"),
        ("api-security-became-optional", True, "credentials are required"),
        ("request-property-default-value-changed", "a", "a"),
        ("request-property-max-decreased", 10, 10),
        ("some-rule-of-tomorrow", True, "yes"),
        ("new-required-request-parameter", {"in": "query", "required": True}, {"in": "query", "required": "yes"}),
        ("rate-limit-changed", {"amounts": ["1", "2"]}, {"amounts": "1, 2"}),
        ("any", [{"a": 1, "b": False}], ["a: 1; b: no"]),
        ("any", {"deep": [["x"]]}, {"deep": [["x"]]}),
        ("any", None, None),
    ],
)
def test_a_side_is_told_in_words(rule: str, value: Json, words: Json) -> None:
    assert side_in_words(rule, value) == words


def test_what_lost_a_value_is_documented_all_the_same() -> None:
    assert absent_in_words("request-property-enum-value-removed") == "not listed"
    assert absent_in_words("values-value-added") == "not listed"
    assert absent_in_words("request-property-default-value-added") == "no default"
    assert absent_in_words("request-property-removed") == "not documented"


def test_no_rule_leaves_a_flag_as_it_is() -> None:
    assert not [rule for rule in explained() for flag in (True, False) if isinstance(side_in_words(rule, flag), bool)]


def test_what_changed_in_a_text_stands_in_its_place() -> None:
    sides = sides_of("The body was refused before it was read.", "The body was refused after it was read.")
    assert sides is not None
    assert [(part.text, part.mark) for part in sides.together if part.mark != "kept"] == [
        ("before", "gone"),
        ("after", "new"),
    ]
    kept = "".join(part.text for part in sides.together if part.mark != "new")
    assert kept == "The body was refused before it was read."
    assert sides_of(["a"], ["b"]).together == ()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one two three four", "five six seven eight nine"),
        (" ".join(f"word{number}" for number in range(900)), " ".join(f"term{number}" for number in range(900))),
        ("same " * 900 + "a " * 600, "same " * 900 + "b " * 3000),
    ],
)
def test_a_text_that_was_written_anew_stands_side_by_side(before: str, after: str) -> None:
    sides = sides_of(before, after)
    assert sides is not None
    assert sides.together == ()
    assert any(part.mark == "new" for part in sides.after or ())
