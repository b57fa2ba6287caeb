"""Days as people write them."""

import pytest

from driftwatch.config.days import past_day

TODAY = "2026-03-01"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-03-01"),
        ("yesterday", "2026-02-28"),
        ("0d", "2026-03-01"),
        ("7d", "2026-02-22"),
        ("2w", "2026-02-15"),
        ("2026-02-28", "2026-02-28"),
        ("2028-02-29", "2028-02-29"),
    ],
)
def test_a_day_is_known(text: str, day: str) -> None:
    assert past_day(text, today=TODAY) == day
    assert past_day(text, today=f"{TODAY}T05:17:00Z") == day


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "7", "d", "-1d", "7 d", "2026-02-30", "20260228", "2026-W09-1", "HEAD~1"]
)
def test_what_names_no_day_is_none(text: str) -> None:
    assert past_day(text, today=TODAY) == ""
