"""Addresses are stable and injective."""

from hypothesis import given
from hypothesis import strategies as st

from driftwatch.model import address

NAMES = st.text(min_size=1, max_size=12)


def test_keys_blank_the_names_of_path_parameters() -> None:
    assert address.operation_key("get", "/v1/{a}/x/{b}:{c}/") == "GET /v1/{}/x/{}:{}"
    assert address.operation_key("GET", "/") == "GET /"
    assert address.path_parameters("/v1/{a}/x/{b}:{c}") == ("a", "b", "c")


@given(NAMES, NAMES)
def test_two_names_never_make_one_step(one: str, other: str) -> None:
    if "\n" not in one + other:
        assert (address.escape(one) == address.escape(other)) == (one == other)


@given(NAMES)
def test_an_escaped_name_is_one_step(name: str) -> None:
    path = address.child(address.child(address.ROOT, "parent"), address.escape(name))
    assert path.startswith("parent.")
    assert address.join("request", path).count(address.SEPARATOR) == 1


def test_steps_fold_white_space_and_escape_the_separator() -> None:
    assert address.split(address.join("error-rule", address.step("a ·  b\nc"))) == ("error-rule", "a \\· b c")
