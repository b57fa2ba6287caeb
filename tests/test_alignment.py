"""Where two sequences differ: exactly as difflib says it where they are short, and in the right places where not."""

from collections import Counter
from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from driftwatch.alignment import is_short, shared, shared_at_most, stretches

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=30)
LONG = [f"w{number}" for number in range(2_000)]


@st.composite
def long_edited(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Two thousand words with a repeated one between, and the same after some edits."""
    before = [word for number in range(1_000) for word in (f"w{number}", "the")]
    after = list(before)
    for at in draw(st.lists(st.integers(0, len(before) - 1), min_size=1, max_size=5)):
        after[at : at + draw(st.integers(0, 3))] = draw(WORDS)
    return before, after


def held_together(one: list[str], other: list[str]) -> bool:
    """Tell whether the stretches cover both sides, one behind the other, and those called alike are."""
    at = there = 0
    for is_same, first, last, start, end in stretches(one, other):
        if (first, start) != (at, there) or (is_same and one[first:last] != other[start:end]):
            return False
        at, there = last, end
    return (at, there) == (len(one), len(other))


@given(WORDS, WORDS)
def test_short_sequences_are_compared_as_difflib_does(one: list[str], other: list[str]) -> None:
    assert held_together(one, other)
    if is_short(one, other):
        assert shared(one, other) == (SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0)
    assert shared(one, other) <= shared_at_most(Counter(one), Counter(other))


@given(long_edited())
def test_long_sequences_are_covered_and_what_is_called_alike_is(sides: tuple[list[str], list[str]]) -> None:
    assert not is_short(*sides)
    assert held_together(*sides)
    assert held_together(*sides[::-1])
    assert 0.9 < shared(*sides) <= shared_at_most(*map(Counter, sides))


def test_of_long_sequences_only_the_words_that_changed_differ() -> None:
    after = [*LONG[:700], "new", *LONG[701:900], *LONG[905:1_500], "more", "words", *LONG[1_500:]]
    told = [(LONG[a:b], after[c:d]) for is_same, a, b, c, d in stretches(LONG, after) if not is_same]
    assert told == [(["w700"], ["new"]), (LONG[900:905], []), ([], ["more", "words"])]


def test_long_sequences_without_a_common_word_differ_as_a_whole() -> None:
    assert stretches(LONG, ["x"] * 3_000) == [(False, 0, 2_000, 0, 3_000)]
    assert shared(LONG, ["x"] * 3_000) == 0


def test_long_sequences_in_the_contrary_order_share_one_word_at_the_least() -> None:
    assert held_together(LONG, LONG[::-1])
    assert 0 < shared(LONG, LONG[::-1]) < 0.01
