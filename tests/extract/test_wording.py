"""Words in several languages, quantities and typography, brought to one form."""

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.extract.text import columns
from driftwatch.extract.text.blocks import Run, Text
from driftwatch.extract.words import amounts as amounts_of
from driftwatch.extract.words.amounts import amounts, rates
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.extract.words.wording import required_word, slug, tidy, word


@pytest.mark.parametrize(
    ("written", "schema"),
    [
        ("int64", {"type": "integer"}),
        ("str", {"type": "string"}),
        ("Float", {"type": "number"}),
        ("bool", {"type": "boolean"}),
        ("map<string, int>", {"type": "object", "additionalProperties": {"type": "integer"}}),
        ("list", {"type": "array"}),
        ("array<string>", {"type": "array", "items": {"type": "string"}}),
        ("object[]", {"type": "array", "items": {"type": "object"}}),
        ("Array of strings", {"type": "array", "items": {"type": "string"}}),
        ("string | string[]", {"type": ["array", "string"], "items": {"type": "string"}}),
        ("string | null", {"type": ["null", "string"]}),
        ("enum<string>", {"type": "string"}),
        ("enum<integer>", {"type": "integer"}),
        ('"a" or "b"', {"type": "string", "enum": ["a", "b"]}),
        ("file", {"type": "string", "format": "binary"}),
        ("date", {"type": "string", "format": "date"}),
        ("uuid", {"type": "string", "format": "uuid"}),
        ("string (date-time)", {"type": "string", "format": "date-time"}),
        ("string, required", {"type": "string"}),
        ("integer (query)", {"type": "integer"}),
        ("字符串", {"type": "string"}),
        ("целое число", {"type": "integer"}),
        ("число", {"type": "number"}),
        ("ciąg", {"type": "string"}),
        ("any", {}),
        ("OwnerInput", None),
    ],
)
def test_type_words_become_schemas(written: str, schema: object) -> None:
    assert schema_of_type(written) == schema


@pytest.mark.parametrize(
    "yes",
    [
        "Yes",
        "true",
        "required",
        "✅",
        "是",
        "必选",
        "да",
        "обязательный",
        "wymagane",
        "requis",
        "erforderlich",
        "必須",
        "필수",
    ],
)
def test_what_is_required_in_any_language(yes: str) -> None:
    assert required_word(yes) is True


@pytest.mark.parametrize(
    "no", ["No", "false", "optional", "否", "可选", "нет", "opcjonalne", "facultatif", "任意", "선택", "—"]
)
def test_what_is_optional_in_any_language(no: str) -> None:
    assert required_word(no) is False


@pytest.mark.parametrize("open_", ["", "For `delete`", "required if `b` is set", "conditional", "maybe"])
def test_what_depends_is_neither(open_: str) -> None:
    assert required_word(open_) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60 requests per minute", ("60 request/minute",)),
        ("1,000 calls / day", ("1000 request/day",)),
        ("500 RPM and 30k TPM", ("30000 token/minute", "500 request/minute")),
        ("100 requests every 10 seconds", ("100 request/10 second",)),
        ("5 concurrent requests", ("5 concurrent request",)),
        ("$10", ("USD 10",)),
        ("a minimum of $10.00", ("USD 10",)),
        ("0.5 USD per request", ("USD 0.5/request",)),
        ("$2.5 / 1M input tokens", ("USD 2.5/1000000 token",)),
        ("files of 10 MB", ("10 MB",)),
        ("at most 4,096 characters and some signs", ("4096 character",)),
        ("10 images an hour for $5 a month and more", ("10 image/hour", "USD 5/month")),
        ("within 30 seconds", ("30 s",)),
        ("after 24 hours", ("24 h",)),
        ("status 429 at 1920x1080 in v2", ()),
        ("from 2026-05-01 on", ()),
    ],
)
def test_quantities_have_one_form(text: str, expected: tuple[str, ...]) -> None:
    assert amounts(text) == expected


def test_where_numbers_begin_is_looked_for_once_in_a_text_that_states_no_amount() -> None:
    searched: list[str] = []

    def count(_frame: FrameType, event: str, called: object) -> None:
        if event == "c_call" and getattr(called, "__name__", "") == "finditer":
            searched.append(event)

    text = "Section 12 of chapter 7 explains what version 3 changed in 2019."
    amounts("Section 1 of 2")  # what is compiled once
    amounts.cache_clear()
    sys.setprofile(count)
    try:
        assert amounts(text) == ()
    finally:
        sys.setprofile(None)
    assert len(searched) == 2  # for numbers, and for signs of money


def test_only_quantities_over_time_or_at_once_are_rates() -> None:
    assert rates("60 requests per minute, $2 per request, 10 MB, 5 concurrent tasks") == (
        "5 concurrent task",
        "60 request/minute",
    )


def test_a_million_digits_are_no_quantity() -> None:
    assert amounts("1" * 1_000_000) == ()


def test_typography_means_nothing() -> None:
    assert tidy("don\u2019t\u00a0say \u201cx\u201d \u2013 ever\u200b") == 'don\'t say "x" - ever'


def test_controls_and_direction_marks_are_dropped() -> None:
    assert tidy("GET /v1/\x00mo\u202edels\U000e0041") == "GET /v1/models"


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert word(word(text)) == word(text)


def test_a_slug_keeps_letters_of_any_script() -> None:
    assert slug("Минимум: $10, top-up!") == "минимум-10-top-up"


_PIECES = st.sampled_from(
    [
        "5",
        "60",
        "1,000",
        "0.25",
        "ten",
        "two",
        "$",
        "USD",
        "/",
        "per",
        "each",
        "a",
        "every",
        "minute",
        "s",
        "hour",
        "tokens",
        "token",
        "request",
        "MB",
        "k",
        "million",
        "rpm",
        "ms",
        ".",
        "-",
        "day",
        "ks",
    ]
)


@given(st.lists(_PIECES, max_size=12).map(" ".join) | st.text(st.characters(max_codepoint=127), max_size=60))
def test_a_text_of_ascii_states_what_all_readings_find_in_it(text):
    known = amounts_of.amounts.__wrapped__(text), amounts_of.whole_amount(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amounts_of, "_readings_of", lambda _: amounts_of._READINGS)
        assert (amounts_of.amounts.__wrapped__(text), amounts_of.whole_amount(text)) == known


def test_chinese_is_not_looked_for_in_a_text_of_ascii(monkeypatch):
    asked: list[str] = []
    compiled = amounts_of._compiled
    monkeypatch.setattr(amounts_of, "_compiled", lambda pattern: asked.append(pattern) or compiled(pattern))
    assert amounts("At most 77 requests per minute.") == ("77 request/minute",)
    spelled_and_read = len(asked)
    assert amounts("At most 77 requests per minute, \u6bcf\u5929.") == ("77 request/minute",)
    assert (spelled_and_read, len(asked) - spelled_and_read) == (
        3,
        9,
    )  # behind the one number nothing is left to be looked for


TABLES = ("THINGS", "SPANS", "PLAIN", "MONEY", "ONES", "HUNDREDS", "FACTORS", "PER", "TOGETHER", "SHORT", "CJK_THINGS")
WORDS = (
    *(word for name in TABLES for word in getattr(amounts_of.amount_words, name)),
    *amounts_of.CJK_ONES,
    "of",
    "_0",
    "x",
)
FIGURES = ("1", "60", "1,000", "0.5", "٣", "2.", "1k", " ", " ", "-", "/", "(", ". ")
SAYINGS = st.lists(st.sampled_from(WORDS) | st.sampled_from(FIGURES), max_size=16).map(" ".join) | st.lists(
    st.sampled_from((*WORDS, " ", "-", "_", "7", ","))
).map("".join)


@given(SAYINGS)
def test_a_number_is_looked_for_where_one_begins_and_found_wherever_one_is(text: str) -> None:
    for pattern, _ in amounts_of._READINGS:
        found = [match.span() for match in amounts_of._matches(pattern, text)]
        assert found == [match.span() for match in amounts_of._compiled(pattern).finditer(text)]
    spelled = amounts_of._compiled(amounts_of._SPELLED).sub(amounts_of._spelled, text)
    if text.isascii():
        assert amounts_of.in_digits(text) == spelled


@given(st.text(st.sampled_from("a b\t\n.'`é\u00a0\u2019\u200b"), max_size=12))
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once == " ".join(once.split())
    if text.isascii() and "\t" not in text and "\n" not in text:
        assert once == " ".join(text.split())


def test_the_head_of_a_table_is_looked_up_once_for_all_its_readers() -> None:
    header = tuple(Text(runs=(Run(text=each),)) for each in ("Parameter", "Type", "Meaning of the once looked up"))
    before = columns._roles_of.cache_info().misses
    found = [columns.columns_of(header) for _ in range(3)]
    found[0].clear()
    assert found[1] == found[2] == {"name": 0, "type": 1}
    assert columns._roles_of.cache_info().misses == before + 1
