"""What sentences claim outright: the words that are looked for first rule nothing out that the patterns would find."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import from_regex

from driftwatch.extract import claimed
from driftwatch.patterns import holds_any

_KINDS = ("_DEFAULTS", "_RANGES", "_MOST", "_LEAST", "_REPEATS", "_FROM_TABLE", "_DESCRIBED_DEFAULTS")


@pytest.mark.parametrize("kind", _KINDS)
def test_whatever_a_pattern_finds_has_one_of_the_words_of_its_kind(kind: str) -> None:
    wordings = getattr(claimed, kind)
    for pattern in wordings.patterns:

        @settings(max_examples=60, deadline=None)
        @given(from_regex(pattern.pattern))
        def has_one(said: str) -> None:
            assert holds_any(said.lower(), wordings.words)

        has_one()


@pytest.mark.parametrize(
    ("sentence", "aspects"),
    [
        ("\x02n\x03 defaults to 5.", ["default"]),
        ("\x02n\x03 must be at most 5.", ["bounds"]),
        ("Repeat \x02tag\x03.", ["repeat"]),
        ("Never repeat \x02tag\x03.", []),
        ("Choose \x02size\x03 from the table below.", ["enum"]),
        ("\x02n\x03 says how many things there are.", []),
        ("n defaults to 5.", []),
    ],
)
def test_a_sentence_claims_what_it_says_outright(sentence: str, aspects: list[str]) -> None:
    assert [one.aspect for one in claimed.claimed_in(sentence)] == aspects
