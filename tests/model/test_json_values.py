"""JSON values: equal ones have equal texts, whatever Python thinks of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.model.json_values import canonical, json_set, pointer_part, pointer_parts, same_json

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


@pytest.mark.parametrize(
    ("one", "other"), [(1, 1.0), (0, -0.0), (1e15, 10**15), ({"a": 1, "b": [2.0]}, {"b": [2], "a": 1.0})]
)
def test_numbers_of_one_value_are_the_same(one: Any, other: Any) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), [(True, 1), (False, 0), (None, ""), ("1", 1), ([], {}), ([1, 2], [2, 1])])
def test_what_python_or_order_blurs_is_told_apart(one: Any, other: Any) -> None:
    assert not same_json(one, other)


@pytest.mark.slow
@given(VALUES)
def test_a_value_is_itself_whatever_the_order_of_its_keys(value: Any) -> None:
    def turned(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: turned(node[key]) for key in reversed(list(node))}
        return [turned(item) for item in node] if isinstance(node, list) else node

    assert same_json(value, turned(value))


@pytest.mark.slow
@given(st.lists(VALUES, max_size=6))
def test_a_set_has_one_order_and_no_twins(values: list[Any]) -> None:
    assert json_set(values) == json_set([*reversed(values), *values])


@given(st.lists(VALUES | st.sampled_from([1, 1.0, True, "a", "a b", "a!", "1.0", "\n", '"', "\\"])))
def test_a_set_is_in_the_order_of_the_texts_and_holds_each_of_them_once(values: list[Any]) -> None:
    texts = [canonical(value) for value in json_set(values)]
    assert texts == sorted({canonical(value) for value in values})


@given(st.lists(st.text(st.characters(exclude_characters="%"))))
def test_the_steps_of_a_pointer_are_those_that_it_was_written_of(steps: list[str]) -> None:
    assert pointer_parts("#" + "".join(f"/{pointer_part(step)}" for step in steps)) == tuple(steps)
