"""A verdict is never wrong: what a validator that is not ours accepts, value by value, decides."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compare.schema_documents import body_changes
from tests.compare.value_schemas import COMPONENTS, SCHEMAS, UNIVERSE, accepted, verdict

MIRRORED = {"narrower": "wider", "wider": "narrower"}
FEW = settings(max_examples=250, deadline=None)


@pytest.mark.slow
@FEW
@given(SCHEMAS, SCHEMAS, COMPONENTS)
def test_no_verdict_is_wrong(old, new, components):
    check(old, new, components)


@pytest.mark.slow
@FEW
@given(SCHEMAS, SCHEMAS, COMPONENTS, st.sampled_from(["anyOf", "allOf"]))
def test_no_verdict_is_wrong_where_one_side_holds_the_other(old, new, components, keyword):
    check(old, {keyword: [new, old]}, components)


def check(old, new, components):
    before, after = accepted(old, components), accepted(new, components)
    said = verdict(old, new, components)
    told = [UNIVERSE[index] for index in before ^ after]
    if said == "equal":
        assert before == after, told
    elif said == "wider":
        assert before <= after, told
    elif said == "narrower":
        assert before >= after, told
    elif said == "disjoint":
        assert not before & after, [UNIVERSE[index] for index in before & after]
    assert verdict(new, old, components) == MIRRORED.get(said, said)


@pytest.mark.slow
@FEW
@given(SCHEMAS, SCHEMAS, COMPONENTS)
def test_what_changes_the_values_is_told(old, new, components):
    check_told(old, new, components)


LISTED = st.lists(
    st.builds(
        lambda value, title: {**title, "const": value},
        st.sampled_from(["a", "b", "c", 1, 2, True]),
        st.sampled_from([{}, {"title": "T"}]),
    ),
    min_size=1,
    max_size=4,
    unique_by=repr,
)


@pytest.mark.slow
@FEW
@given(LISTED, LISTED, st.sampled_from(["oneOf", "anyOf"]), st.sampled_from([{}, {"type": "string"}]), COMPONENTS)
def test_a_constant_more_or_less_of_a_union_is_told(old, new, keyword, beside, components):
    check_told({**beside, keyword: old}, {**beside, keyword: new}, components)


def check_told(old, new, components):
    before, after = accepted(old, components), accepted(new, components)
    if before != after:
        assert body_changes(copy.deepcopy(old), copy.deepcopy(new), components=copy.deepcopy(components)), [
            UNIVERSE[index] for index in before ^ after
        ]
