"""Bounds of texts beside a pattern: what it says already is no demand that came, nor one that went."""

import pytest

from driftwatch.compare.values.widths import ANY_LENGTH, lengths_of, lengths_of_pattern
from tests.compare.schema_documents import document, put
from tests.compare.test_ends_and_alternatives import told

WORD = {"type": "string", "pattern": "^[a-z]+$"}
CODE = {"type": "string", "pattern": "^[A-Z]{3}$"}
PLACES = ["request-body", "response-body"]


def judged(place, old, new):
    return told(*(document(put(place, schema)) for schema in (old, new)))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("old", "more"), [(WORD, {"minLength": 1}), (CODE, {"minLength": 3, "maxLength": 3}), (CODE, {"maxLength": 10})]
)
def test_a_bound_that_the_pattern_keeps_anyway_is_none(place, old, more):
    assert judged(place, old, old | more) == judged(place, old | more, old) == []


def test_beside_another_bound_only_that_one_is_told():
    assert judged("request-body", WORD, WORD | {"minLength": 1, "maxLength": 9}) == [
        ("request-body-max-length-set", "breaking")
    ]
    assert judged("request-body", WORD | {"minLength": 1}, WORD | {"minLength": 2}) == [
        ("request-body-min-length-increased", "breaking")
    ]


def test_a_bound_that_its_pattern_cannot_keep_is_a_mistake_and_still_told():
    assert judged("request-body", CODE, CODE | {"maxLength": 2}) == [("request-body-max-length-set", "breaking")]


def test_of_texts_that_are_listed_the_list_says_how_long_they_are():
    old, new = ({"enum": ["a", "bc"], **stated} for stated in ({}, {"pattern": "^[a-z]{2}$"}))
    assert judged("request-body", {"type": "string", **old}, {"type": "string", **new}) == [
        ("request-body-pattern-added", "breaking")
    ]


def test_a_least_length_asks_for_nothing_more_where_a_pattern_asked_for_as_much_before():
    old = {"type": "string", "pattern": "^[a-z][a-z0-9]$"}
    new = {"type": "string", "pattern": "^[a-z][a-z0-9]*$", "minLength": 1}
    changed, raised = ("request-body-pattern-changed", "warning"), "request-body-min-length-increased"
    assert judged("request-body", old, new) == [(raised, "info"), changed]
    any_text = {"type": "string", "pattern": "^[a-z]*$"}
    assert judged("request-body", any_text, new) == [(raised, "breaking"), changed]
    assert judged("response-body", new, any_text)[0] == ("response-body-min-length-decreased", "info")


def test_a_most_length_asks_for_nothing_more_where_a_pattern_asked_for_as_much_before():
    limited = {"type": "string", "pattern": "^[a-z]+$", "maxLength": 9}
    changed, limit = ("request-body-pattern-changed", "warning"), "request-body-max-length-set"
    assert judged("request-body", {"type": "string", "pattern": "^[a-z]{4}$"}, limited) == [(limit, "info"), changed]
    assert judged("request-body", {"type": "string", "pattern": "^[a-z]{10}$"}, limited) == [
        (limit, "breaking"), changed
    ]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_pattern_beside_those_that_stay_is_one_that_came(place):
    more = {"allOf": [WORD, {"pattern": "^a"}]}
    came = {"request-body": "breaking", "response-body": "info"}[place]
    went = {"request-body": "info", "response-body": "warning"}[place]
    assert judged(place, WORD, more) == [(f"{place}-pattern-added", came)]
    assert judged(place, more, WORD) == [(f"{place}-pattern-removed", went)]
    assert judged(place, more, {"allOf": [WORD, {"pattern": "b$"}]}) == [(f"{place}-pattern-changed", "warning")]


@pytest.mark.parametrize(
    ("pattern", "least", "most"),
    [
        (r"^\d{3}-\d{4}$", 8, 8),
        (r"^[^\s@]+@[^\s@]+\.[^\s@]+$", 5, None),
        (r"^(?!-)(?=.*[0-9])[a-z0-9-]{1,63}$", 1, 63),
        (r"(?<=ab)c|(?<!x)de", 1, None),
        (r"^a|b$", 1, None),
        (r"^$|^[a-z]{2}$", 0, None),
        (r"^(|[a-z]{2,})$", 0, None),
        (r"^(?<year>\d{4})(?:-(?P<month>\d\d)){0,2}$", 4, 10),
        (r"^[\w\]-]+?$", 1, None),
        (r"^\p{Lu}\P{L}\u{1F600}\u00e4\x41\t$", 6, 6),
        (r"^\uD83D\uDE00\b\A$", 1, 3),
        (r"^x{0}y?+z*$", 0, None),
        (r"^a\$", 2, None),
        (r"^(((a{999999999}){999999999}){999999999})$", 1 << 31, None),
    ],
)
def test_the_least_and_the_most_characters_that_meet_a_pattern(pattern, least, most):
    found = lengths_of_pattern(pattern)
    assert (found.least, found.most) == (least, ANY_LENGTH.most if most is None else most)


@pytest.mark.parametrize(
    "pattern",
    [
        "", "/^[a-z]+$/i", "a{2", "a{2 }", "x{,3}", "(a", "a)", "[]a]", "[^]]", "[[:alpha:]]+", "[a-z", "^(?i)a$",
        "(?#a)b", r"(a)\1", r"\k<a>", r"\ca", "a\\", "a" * 5_000,
    ],
)  # fmt: skip
def test_of_a_pattern_that_is_read_in_two_ways_or_none_any_text_is_long_enough(pattern):
    assert lengths_of_pattern(pattern) == ANY_LENGTH


def test_a_text_meets_all_of_several_patterns():
    assert lengths_of(["^[a-z]{2,8}$", "^.{4,}$", ""]) == (4, 8)
    assert lengths_of([]) == ANY_LENGTH


@pytest.mark.parametrize(
    "begin", ["(", "(?:", "(?=", "[", "[a", "[^", "\\", "\\p{", "\\u{1", "{", "{1", "a{1}", "(a|", "(?<a"]
)
def test_no_pattern_takes_long(begin):
    times = 4_000 // len(begin)
    assert lengths_of_pattern(begin * times).least >= 0
    assert lengths_of_pattern(begin * times + ")" * (4_000 - times * len(begin))).least >= 0
