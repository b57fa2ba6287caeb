"""Which moments of a history become captures."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.errors import UsageError
from driftwatch.history.captures import Captured
from driftwatch.history.replay import Every, Step, refuse_captured, since_backfill, steps
from driftwatch.model.moment import Moment
from driftwatch.model.snapshot import Capture, CaptureCounts

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def moment(origin: str, when: str, **changes: str | None) -> Moment:
    at = datetime.fromisoformat(when).replace(tzinfo=UTC)
    return Moment(origin=origin, seconds=int(at.timestamp()), changes=changes)


HISTORY = (
    moment("a", "2026-01-05T08:00", one="1"),
    moment("b", "2026-01-05T09:00", two="1"),
    moment("c", "2026-01-07T09:00", one="2", code="1"),
    moment("d", "2026-01-08T09:00", code="2"),
    moment("e", "2026-01-14T09:00", two=None),
)


def is_watched(path: str) -> bool:
    return path != "code"


def of(moments: Iterable[Moment], *, every: Every = "commit", since: str = "", **told: Any) -> Iterator[Step]:
    return steps(moments, is_watched=is_watched, every=every, since=since, **{"until": NOW, **told})


def planned(
    *, every: Every = "commit", since: str = "", until: datetime = NOW, after: Captured | None = None
) -> tuple[Step, ...]:
    return tuple(of(HISTORY, every=every, since=since, until=until, after=after))


def captured(origin: str, at: str, *, backfilled: bool = True) -> Captured:
    line = Capture(
        at=at,
        digest="",
        documents=CaptureCounts(read=1, unchanged=0, unseen=0, gone=0, left_out=0),
        operations=0,
        facts=0,
        origin=origin,
        backfilled=backfilled,
    )
    return Captured(commit=f"commit of {origin}", date=at[:10], subject="", capture=line)


def test_commits_that_change_no_document_make_no_capture() -> None:
    assert [(each.origin, dict(each.files)) for each in planned()] == [
        ("a", {"one": "1"}),
        ("b", {"one": "1", "two": "1"}),
        ("c", {"one": "2", "two": "1"}),
        ("e", {"one": "2"}),
    ]


@pytest.mark.parametrize(("every", "origins"), [("day", "bce"), ("week", "ce")])
def test_of_a_day_or_week_the_last_commit_is_captured(every: Every, origins: str) -> None:
    assert "".join(each.origin for each in planned(every=every)) == origins


def test_what_was_there_before_a_day_is_one_capture() -> None:
    assert [(each.origin, each.day) for each in planned(since="2026-01-06")] == [
        ("b", "2026-01-05"),
        ("c", "2026-01-07"),
        ("e", "2026-01-14"),
    ]


def test_without_a_document_there_is_nothing_to_capture() -> None:
    empty = (
        moment("a", "2026-01-05", one="1"),
        moment("b", "2026-01-06", one=None),
        moment("c", "2026-01-07", one="1"),
    )
    assert [each.origin for each in of(empty)] == ["a", "c"]


@pytest.mark.parametrize("every", ["commit", "day", "week"])
def test_after_an_interruption_it_goes_on_where_it_was(every: Every) -> None:
    whole = planned(every=every)
    for number, step in enumerate(whole):
        last = captured(step.origin, f"{step.at:%Y-%m-%dT%H:%M:%SZ}")
        assert planned(every=every, after=last) == whole[number + 1 :]


def test_a_capture_of_an_origin_that_is_gone_is_told() -> None:
    with pytest.raises(UsageError, match="the last capture is of rewritten"):
        planned(after=captured("rewritten", "2026-01-05T00:00:00Z"))


def test_a_source_that_a_run_captured_is_refused() -> None:
    assert refuse_captured("docs", ()) is None
    last = captured("a", "2026-01-05T00:00:00Z")
    assert refuse_captured("docs", (last,)) is last
    with pytest.raises(UsageError, match="docs has a capture of 2026-01-05 already"):
        refuse_captured("docs", (captured("a", "2026-01-05T00:00:00Z", backfilled=False), last))


def test_what_runs_found_begins_after_what_was_backfilled() -> None:
    runs = tuple(captured(name, "2026-02-01T00:00:00Z", backfilled=False) for name in "yx")
    past = tuple(captured(name, "2026-01-01T00:00:00Z") for name in "cba")
    assert since_backfill((*runs, *past)) == (*runs, past[0])
    assert since_backfill(past) == past[:1]
    assert since_backfill(runs) == runs


@given(st.lists(st.integers(min_value=-10, max_value=4_000_000_000), min_size=1, max_size=20))
def test_captures_are_of_rising_times_and_none_of_a_later_one_than_now_allows(seconds: list[int]) -> None:
    """Clocks of those who commit go wrong; each capture needs a time of its own."""
    moments = [
        Moment(origin=f"{number}", seconds=second, changes={"one": f"{number}"})
        for number, second in enumerate(seconds)
    ]
    made = [each.at for each in of(moments)]
    assert len(made) == len(moments)
    assert made == sorted(set(made))
    assert made[-1] <= NOW + timedelta(seconds=len(moments))
