import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.manifests.paths import claim_steps, relation, written
from driftwatch.model.address import ROOT, bracketed, child, escape
from driftwatch.model.paths import ANY, as_claimed

NAMES = st.text(min_size=1, max_size=8).filter(lambda name: name.strip() and name != ANY)
STEPS = st.lists(st.one_of(NAMES, st.just(ANY)), min_size=1, max_size=6).map(tuple)


def as_fact(steps, *, label=None):
    path = ROOT
    for step in steps:
        path = child(path, "[]" if step == ANY else escape(step))
        if label is not None:
            path = child(path, f"<oneOf:{bracketed(label)}>")
    return path


@given(STEPS)
def test_a_path_that_is_written_is_read_as_the_same_steps(steps):
    assert steps == claim_steps(written(steps))


@given(STEPS)
def test_facts_and_claims_meet_in_the_same_steps(steps):
    assert claim_steps(written(steps)) == as_claimed(as_fact(steps))


@given(STEPS, st.text(max_size=8))
def test_branches_of_a_schema_are_no_steps(steps, label):
    assert as_claimed(as_fact(steps)) == as_claimed(as_fact(steps, label=label))


@pytest.mark.slow
@given(STEPS, STEPS)
def test_the_relation_of_two_paths_is_the_mirror_of_the_other_way(one, other):
    mirror = {"same": "same", "within": "around", "around": "within", "apart": "apart"}
    assert mirror[relation(one, other)] == relation(other, one)


@pytest.mark.slow
@given(STEPS, STEPS)
def test_a_path_below_another_is_within_it(steps, below):
    assert "within" == relation((*steps, *below), steps)


def test_map_values_and_items_are_both_any():
    assert ("labels", ANY, "x") == as_claimed("labels.*.x") == as_claimed("labels[].x")
    assert (ANY,) == as_claimed("[]") == as_claimed("*")
    assert ("pair", ANY) == as_claimed("pair<prefixItems:0>")


@pytest.mark.slow
def test_junk_of_a_megabyte_is_parted():
    assert len(as_claimed("a." * 500_000)) == 500_000
    assert len(as_claimed("a" * 1_000_000)) == 1
