"""Which names may be one name before and after a renaming."""

import pytest

from driftwatch.compare.match.likeness import alike_names

LONG = "prompt" + "x" * 94


@pytest.mark.parametrize(("one", "other"), [(LONG, "prompt"), ("prompt", LONG), (LONG, LONG)])
def test_a_name_of_a_hundred_characters_is_compared(one: str, other: str) -> None:
    assert alike_names(one, other)


@pytest.mark.parametrize(("one", "other"), [(f"{LONG}x", "prompt"), ("prompt", f"{LONG}x"), (f"{LONG}x", f"{LONG}x")])
def test_a_longer_one_is_like_no_other(one: str, other: str) -> None:
    assert not alike_names(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("password_grant_token_lifespan", "device_grant_token_lifespan"),
        ("shipping_address_line", "billing_address_line"),
        ("max_input_tokens", "max_output_tokens"),
    ],
)
def test_a_name_of_which_one_word_is_another_is_of_something_else(one: str, other: str) -> None:
    assert not alike_names(one, other)
    assert not alike_names(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hlsDisable", "hls"), ("disableHls", "hls"), ("show_ads", "not_show_ads"), ("no_store", "store")],
)
def test_a_name_that_says_the_contrary_is_of_something_else(one: str, other: str) -> None:
    assert not alike_names(one, other)
    assert not alike_names(other, one)


@pytest.mark.parametrize(("one", "other"), [("skip", "skip_count"), ("invoice_no", "invoice"), ("hidden", "is_hidden")])
def test_a_name_that_says_no_contrary_of_another_may_be_it(one: str, other: str) -> None:
    assert alike_names(one, other)
    assert alike_names(other, one)
