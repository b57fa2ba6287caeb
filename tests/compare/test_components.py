"""Groups of things that lead to each other are found in one walk."""

from hypothesis import given
from hypothesis import strategies as st

from driftwatch.compare.schemas.components import components

GRAPHS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


def led_to(pairs, start):
    found, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        fresh = {other for one, other in pairs if one == node} - found
        found |= fresh
        waiting += fresh
    return found


def groups_of(pairs, start, known=()):
    return [set(group) for group in components(start, lambda node: [b for a, b in pairs if a == node], known=known)]


@given(GRAPHS)
def test_a_group_is_what_leads_to_each_other(pairs):
    met = led_to(pairs, 0)
    expected = {frozenset(one for one in led_to(pairs, node) if node in led_to(pairs, one)) for node in met}
    groups = groups_of(pairs, 0)
    assert expected == set(map(frozenset, groups))
    assert len(expected) == len(groups)


@given(GRAPHS)
def test_a_group_comes_after_all_that_it_leads_to(pairs):
    before = set()
    for group in groups_of(pairs, 0):
        before |= group
        assert all(led_to(pairs, node) <= before for node in group)


def test_what_is_known_is_left_out():
    assert [{2}, {0}] == groups_of([(0, 1), (0, 2), (1, 3)], 0, known={1})


def test_a_long_way_needs_no_recursion():
    assert 5_000 == len(list(components(0, lambda node: [node + 1] if node < 4_999 else [], known=())))
