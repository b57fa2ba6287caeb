from datetime import UTC, datetime

import pytest

from driftwatch.adapters.clock import SystemClock
from driftwatch.errors import UsageError


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"DRIFTWATCH_NOW": "2026-11-01T06:00:00Z"}, datetime(2026, 11, 1, 6, tzinfo=UTC)),
        ({"DRIFTWATCH_NOW": "2026-11-01T06:00:00"}, datetime(2026, 11, 1, 6, tzinfo=UTC)),
        ({"DRIFTWATCH_NOW": "2026-11-01"}, datetime(2026, 11, 1, tzinfo=UTC)),
        ({"DRIFTWATCH_NOW": "2026-11-01T06:00:00.5+02:00"}, datetime(2026, 11, 1, 4, tzinfo=UTC)),
        ({"SOURCE_DATE_EPOCH": "86400"}, datetime(1970, 1, 2, tzinfo=UTC)),
        ({"SOURCE_DATE_EPOCH": "0", "DRIFTWATCH_NOW": "2026-11-01"}, datetime(2026, 11, 1, tzinfo=UTC)),
    ],
)
def test_the_environment_fixes_the_time(environment: dict[str, str], expected: datetime) -> None:
    assert SystemClock(environment).now() == expected


def test_without_a_fixed_time_the_clock_is_in_utc_and_whole_seconds() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    now = SystemClock({"DRIFTWATCH_NOW": " ", "SOURCE_DATE_EPOCH": ""}).now()
    assert before <= now <= datetime.now(UTC)
    assert now.microsecond == 0


@pytest.mark.parametrize("name", ["DRIFTWATCH_NOW", "SOURCE_DATE_EPOCH"])
@pytest.mark.parametrize("value", ["yesterday", "9" * 40, "2026-13-40"])
def test_a_time_that_cannot_be_read_is_named(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=name):
        SystemClock({name: value}).now()
