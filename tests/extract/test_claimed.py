"""What sentences claim outright: the words that are looked for first rule nothing out that the patterns would find."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import from_regex

from driftwatch.extract.openapi import claimed
from driftwatch.patterns import holds_any

_KINDS = ("_DEFAULTS", "_RANGES", "_MOST", "_LEAST", "_REPEATS", "_FROM_TABLE", "_DESCRIBED_DEFAULTS", "_VALUES")


@pytest.mark.slow
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
        ("By default, \x02n\x03 is 5.", ["default"]),
        ("By default, \x02n\x03 is 5 kB.", []),
        ("\x02n\x03 defaults to \x025\x03 when not provided.", ["default"]),
        ("\x02n\x03 defaults to \x025\x03 when not provided by the header.", []),
        ("\x02n\x03 is \x025\x03 by default if missing permissions.", []),
        ("\x02id\x03 must be \x02string\x03 or \x02integer\x03.", []),
        ("\x02day\x03 must be \x02YYYY-MM-DD\x03 or \x02YYYY-MM\x03.", []),
        ("If omitted, \x02n\x03 defaults to 5.", ["default"]),
        ("If \x02n\x03 is omitted, use \x025\x03 as the default.", ["default"]),
        ("When the \x02n\x03 field is not set, it defaults to 5.", ["default"]),
        ("When \x02m\x03 is not set, \x02n\x03 defaults to 5.", []),
        ("\x02n\x03 must be at most 5.", ["bounds"]),
        ("\x02form\x03 must be one of \x02a\x03, \x02b\x03, or \x02c\x03.", ["values"]),
        ("Possible values of \x02form\x03 are \x02a\x03 and \x02b\x03.", ["values"]),
        ("\x02form\x03 must not be one of \x02a\x03 or \x02b\x03.", []),
        ("\x02form\x03 must be one of \x02a\x03 or \x02b\x03 for a list.", []),
        ("\x02kind\x03 and \x02form\x03 can be either \x02a\x03 or \x02b\x03.", []),
        ("Repeat \x02tag\x03.", ["repeat"]),
        ("Never repeat \x02tag\x03.", []),
        ("Choose \x02size\x03 from the table below.", ["enum"]),
        ("\x02n\x03 says how many things there are.", []),
        ("n defaults to 5.", []),
    ],
)
def test_a_sentence_claims_what_it_says_outright(sentence: str, aspects: list[str]) -> None:
    assert [one.aspect for one in claimed.claimed_in(sentence)] == aspects
