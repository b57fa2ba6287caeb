"""What a receiver was told is read back as it was written, and tells when it is due again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.errors import UsageError
from driftwatch.model.told import Told, told_of, written

DAYS = st.dates().map(lambda day: day.isoformat())


@given(st.one_of(st.just(""), DAYS), st.sets(st.text("0123456789abcdef", min_size=12, max_size=12)))
def test_what_is_written_is_read_back(day: str, told: set[str]) -> None:
    known = Told(day=day, told=tuple(sorted(told)))
    assert told_of(written(known), "told.json") == known
    assert written(Told(day=day, told=tuple(sorted(told, reverse=True)))) == written(known)


def test_what_was_told_is_read_in_order() -> None:
    told = Told(day="2026-12-01", told=("b" * 12, "a" * 12))
    assert told_of(written(told), "x") == Told(day="2026-12-01", told=("a" * 12, "b" * 12))


def test_without_a_file_nothing_was_told() -> None:
    assert told_of(None, "told.json") == Told()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"schema": "driftwatch.told/2", "day": "", "told": []}',
        b'{"schema": "driftwatch.told/1", "day": "soon", "told": []}',
        b'{"schema": "driftwatch.told/1", "day": "", "told": [1]}',
        b'{"schema": "driftwatch.told/1", "day": "", "told": [], "more": 1}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_not_taken_for_nothing(content: bytes) -> None:
    with pytest.raises(UsageError, match=r"told\.json is damaged"):
        told_of(content, "told.json")


@pytest.mark.parametrize(
    ("when", "last", "today", "due"),
    [
        ("each", "2026-11-26", "2026-11-26", True),
        ("each", "2026-12-01", "2026-12-01", True),
        ("daily", "", "2026-11-26", True),
        ("daily", "2026-11-26", "2026-11-26", False),
        ("daily", "2026-11-25", "2026-11-26", True),
        ("daily", "", "2026-12-01", True),
        ("daily", "2026-12-01", "2026-12-01", False),
        ("daily", "2026-12-01", "2026-12-02", True),
        ("weekly", "2026-11-23", "2026-11-29", False),
        ("weekly", "2026-11-22", "2026-11-23", True),
        ("weekly", "2026-11-30", "2026-12-06", False),
        ("weekly", "2026-11-30", "2026-12-07", True),
        ("weekly", "2026-12-28", "2027-01-03", False),
        ("weekly", "2026-12-31", "2027-01-03", False),
        ("weekly", "2026-12-31", "2027-01-04", True),
    ],
)
def test_a_receiver_is_told_as_often_as_it_wishes(when: str, last: str, today: str, *, due: bool) -> None:
    assert Told(day=last).is_due(when, today) is due  # type: ignore[arg-type]
