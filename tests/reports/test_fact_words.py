"""What a fact states, in one line."""

from driftwatch.reports.fact_words import fact_in_words

AT = "request · application/json · lid"


def test_what_the_address_says_is_not_said_again():
    says = {"name": "application/json", "has_schema": True}
    assert fact_in_words("request · application/json", says) == "documented"
    assert fact_in_words("response · 200", {"status": "200", "summary": "A lid"}) == "summary A lid"
    assert fact_in_words("values · lids", {"name": "Lids"}) == "name Lids"


def test_two_states_are_never_shown_in_the_same_words():
    lids = [f"a lid with the number {number}" for number in range(9)]
    after, before = {"enum": [*lids, "new"]}, {"enum": lids}
    assert fact_in_words(AT, after, before) == "enum new, 9 more"
    assert fact_in_words(AT, before, after) == "enum 9 of them"
    assert fact_in_words(AT, {"enum": ["a", "b"]}, {"enum": ["a"]}) == "enum a, b"
    long = "It keeps the water out of the box, whatever the weather is, for {} days."
    one, other = ({"meaning": long.format(days)} for days in (5, 9))
    assert fact_in_words(AT, one, other) != fact_in_words(AT, other, one)
