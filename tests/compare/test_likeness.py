"""Which names may be one name before and after a renaming."""

import pytest

from driftwatch.compare.likeness import alike_names

LONG = "prompt" + "x" * 94


@pytest.mark.parametrize(("one", "other"), [(LONG, "prompt"), ("prompt", LONG), (LONG, LONG)])
def test_a_name_of_a_hundred_characters_is_compared(one: str, other: str) -> None:
    assert alike_names(one, other)


@pytest.mark.parametrize(("one", "other"), [(f"{LONG}x", "prompt"), ("prompt", f"{LONG}x"), (f"{LONG}x", f"{LONG}x")])
def test_a_longer_one_is_like_no_other(one: str, other: str) -> None:
    assert not alike_names(one, other)
