"""Which way a limit went, and where nobody can say."""

import pytest

from driftwatch.compare.notices import mean_the_same
from driftwatch.compare.pages.allowances import direction
from driftwatch.extract.words.amounts import amounts
from driftwatch.model.facts import Notice


def limit(*amounts: str, text: str = "Calls are limited.") -> Notice:
    return Notice(at="notice", topic="rate-limit", text=text, amounts=amounts)


@pytest.mark.parametrize(
    ("old", "new", "went"),
    [
        (("60 request/minute", "9 MB"), ("90 request/minute", "9 MB"), "raised"),
        (("60 request/minute", "9 MB"), ("30 request/minute", "9 MB"), "lowered"),
        (("60 request/minute", "9 MB"), ("90 request/minute", "8 MB"), ""),
        (("60 request/minute",), ("1 request/second",), ""),
        (("60 request/minute",), ("60 MB",), ""),
        (("60 request/moment",), ("90 request/moment",), ""),
        (("60 request/minute", "2026-01-31"), ("90 request/minute", "2026-02-28"), "raised"),
    ],
)
def test_a_limit_goes_one_way_or_nobody_can_say(old: tuple[str, ...], new: tuple[str, ...], went: str) -> None:
    assert direction(limit(*old), limit(*new)) == went


def test_a_limit_from_below_allows_neither_more_nor_less() -> None:
    old, new = (limit(f"{number} request/minute", text=f"At least {number} requests.") for number in (60, 90))
    assert direction(old, new) == ""


@pytest.mark.parametrize("blank", [".", " ", "\u00a0", "\u2009", "\u202f", "'", "\u2019"])
def test_no_limit_goes_either_way_of_whose_numbers_a_part_alone_may_be_read(blank: str) -> None:
    for was, now in (("10 500", "10 000"), ("9 200", "8 500"), ("10 500", "400"), ("300", "10 000")):
        old, new = (f"Send up to {number.replace(' ', blank)} requests per day." for number in (was, now))
        assert direction(limit(*amounts(old), text=old), limit(*amounts(new), text=new)) == ""


@pytest.mark.parametrize("text", ["Each call counts as {} requests per day.", "A box costs you {} requests per day."])
def test_more_that_a_call_takes_of_a_limit_allows_no_more(text: str) -> None:
    old, new = (limit(f"{number} request/day", text=text.format(number)) for number in (60, 90))
    assert direction(old, new) == ""


def test_russian_numbers_are_read_whole() -> None:
    old, new = (f"\u0434\u043e {number} requests per day." for number in ("10 000", "12 500"))
    assert direction(limit(*amounts(old), text=old), limit(*amounts(new), text=new)) == "raised"


@pytest.mark.parametrize(
    "text",
    ["Limit: {} / min", "{} requests/min", "{} calls per min", "{} calls every 1 min.", "Up to {} in a 1-min window"],
)
def test_min_behind_a_slash_or_a_number_is_a_minute(text: str) -> None:
    old, new = (limit(f"{number} request/minute", text=text.format(number)) for number in (60, 90))
    assert (direction(old, new), direction(new, old)) == ("raised", "lowered")


@pytest.mark.parametrize(
    "text", ["Min. {} requests", "min {} requests", "Batch size (min): {}", "Min: {}", "{} (minimum)"]
)
def test_min_elsewhere_is_a_limit_from_below(text: str) -> None:
    old, new = (limit(f"{number} request", text=text.format(number)) for number in (60, 90))
    assert direction(old, new) == ""


def test_digits_that_stand_apart_are_other_amounts_though_the_last_ones_are_the_same() -> None:
    def said(number: str) -> Notice:
        text = f"Send up to {number} requests per day."
        return limit(*amounts(text), text=text)

    assert not mean_the_same(said("20 000"), said("10 000"))
    assert mean_the_same(said("20 000"), said("20\u00a0000"))
    assert mean_the_same(limit(text="Of 20 000 boxes."), limit(text="Of 10 000 boxes."))


@pytest.mark.parametrize(
    ("now", "went"),
    [
        ((100, 10, 300), ""),  # downloads were halved
        ((100, 200, 300), "raised"),
        ((10, 5, 30), "lowered"),
        ((20, 10, 30), ""),
    ],
)
def test_of_several_limits_each_is_held_against_its_own(now: tuple[int, ...], went: str) -> None:
    said = " ".join(f"{name} may send {{}} requests per day." for name in ("Uploads", "Downloads", "Searches"))
    old, new = said.format(10, 20, 30), said.format(*now)
    assert direction(limit(*amounts(old), text=old), limit(*amounts(new), text=new)) == went
