import pytest

from driftwatch.spelling import closest, did_you_mean

WORDS = ("snapshot", "snapshots", "manifests", "diff")


@pytest.mark.parametrize(
    ("word", "meant"),
    [("snapshto", ("snapshot",)), ("mainfests", ("manifests",)), ("zzz", ()), ("", ())],
)
def test_the_closest_known_name_is_offered_and_none_that_is_far(word, meant):
    assert closest(word, WORDS) == meant


def test_several_are_offered_closest_first():
    assert closest("snapshot", WORDS, count=2) == ("snapshot", "snapshots")


def test_a_word_of_a_megabyte_costs_nothing():
    assert closest("s" * 1_000_000, WORDS) == ()


def test_the_sentence_names_all_that_are_offered():
    assert did_you_mean("snapshot_", WORDS, count=2) == "; did you mean 'snapshot' or 'snapshots'?"
    assert did_you_mean("zzz", WORDS) == ""
