"""The shape of bodies holds every path and no value."""

import json

from hypothesis import given
from hypothesis import strategies as st

from driftwatch.manifests.observations.shape import MAX_PATHS, Seen, Shape, shape_of

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=6), below, max_size=3),
    max_leaves=12,
)


def test_a_path_says_its_types_and_how_often_it_was_there() -> None:
    seen = shape_of([{"id": "a", "usage": {"total": 3}}, {"id": None}, {"id": "c", "usage": {"total": 1.5}}])
    assert seen == {
        "id": Seen(types=("null", "string"), there=3, of=3),
        "usage": Seen(types=("object",), there=2, of=3),
        "usage.total": Seen(types=("integer", "number"), there=2, of=2),
    }
    assert [path for path, one in seen.items() if one.is_always] == ["id", "usage.total"]


def test_an_empty_list_says_nothing_of_its_items() -> None:
    seen = shape_of([{"data": []}, {"data": [{"id": 1}, {"id": 2, "name": "x"}]}])
    assert seen["data.*"] == Seen(types=("object",), there=2, of=2)
    assert seen["data.*.name"] == Seen(types=("string",), there=1, of=2)
    assert shape_of([{"data": []}]) == {"data": Seen(types=("array",), there=1, of=1)}


def test_keys_that_are_data_are_not_written_down() -> None:
    bodies = [
        {"by_user": {"ann@example.com": {"n": 1}, "bob@example.com": {"n": 2}}},
        {"by_user": {"carl": {"n": 3}}},
        {"days": {"2026-01-01": 1}, "ids": {"8f14e45f-ceea-467f-9575-000000000000": True, "u12a34b567890": False}},
    ]
    seen = shape_of(bodies)
    assert set(seen) == {"by_user", "by_user.*", "by_user.*.n", "days", "days.*", "ids", "ids.*"}
    assert seen["by_user.*.n"].there == 3
    assert shape_of(reversed(bodies)) == seen


def test_a_name_with_a_dot_is_one_step() -> None:
    assert set(shape_of([{"a.b": {"c": 1}}])) == {r"a\.b", r"a\.b.c"}


def test_a_body_without_end_is_cut() -> None:
    shape = Shape()
    for number in range(60):
        shape.add({f"key_{number:c}" if number > 64 else f"key_{'x' * number}": {f"n{i}": 1 for i in range(90)}})
    assert len(shape.seen()) <= MAX_PATHS
    assert shape.is_cut


@given(st.lists(VALUES, max_size=4))
def test_counts_never_exceed_what_could_be(bodies: list[object]) -> None:
    seen = shape_of(bodies)
    for path, one in seen.items():
        assert one.there > 0
        assert one.of > 0
        if not path.endswith("*"):
            assert one.there <= one.of
    assert list(seen) == sorted(seen)


@given(VALUES, st.text(alphabet="qwertyz", min_size=5, max_size=9))
def test_no_value_is_kept(body: object, word: str) -> None:
    secret = word + "-value"
    seen = shape_of([{"a": secret, "b": [secret], "c": {secret + "@x.example": body}}])
    assert secret not in json.dumps([(path, one.types) for path, one in seen.items()])


def test_plain_names_beside_data_stay_fields() -> None:
    bodies = [
        {"users": {"total": 2, "ann@example.com": {"n": 1}, "carl": {"n": 4}}},
        {"users": {"total": 1, "next": "x", "dora": {"n": 3}}},
    ]
    seen = shape_of(bodies)
    assert set(seen) == {"users", "users.*", "users.*.n", "users.total", "users.next"}
    assert (seen["users.total"].there, seen["users.total"].of) == (2, 2)
    assert seen["users.*.n"].there == 3
    assert shape_of(reversed(bodies)) == seen


def test_names_that_a_manifest_holds_are_kept_in_a_map() -> None:
    shape = Shape(known=[("users", "admin", "n")])
    shape.add({"users": {"admin": {"n": 1}, "ann@example.com": {"n": 1}, "carl": {"n": 4}}})
    assert set(shape.seen()) == {"users", "users.*", "users.*.n", "users.admin", "users.admin.n"}


def test_what_became_a_map_folds_what_was_seen_inside_it_before() -> None:
    bodies = [
        {"a": {"x": {"u@example.com": 1, "plain": 2}, "y": {"plain": 3}}},
        {"a": {"ann@example.com": {"plain": 3}}},
    ]
    assert set(shape_of(bodies)) == {"a", "a.*", "a.*.*"}
    assert shape_of(reversed(bodies)) == shape_of(bodies)


NAMES = st.sampled_from(["plain", "other", "u@example.com", "8f14e45fceea467f"])
NESTED = st.recursive(
    st.integers() | st.none(), lambda below: st.dictionaries(NAMES, below, max_size=4) | st.lists(below, max_size=2)
)


@given(st.lists(NESTED, max_size=5))
def test_the_order_of_bodies_does_not_count(bodies: list[object]) -> None:
    assert shape_of(bodies) == shape_of(reversed(bodies))


MAYBE = st.integers() | st.none()


@given(st.dictionaries(st.sampled_from(["ann", "bob", "carl"]), MAYBE, min_size=1), MAYBE)
def test_a_plain_key_among_data_of_its_kind_is_not_kept(people: dict[str, int | None], one: int | None) -> None:
    seen = shape_of([{"by": {**people, "dora@example.com": one}}])
    assert set(seen) == {"by", "by.*"}
