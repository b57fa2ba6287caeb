"""Tell the time, once a run; everything else takes it as an argument."""

import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from driftwatch.errors import UsageError


class SystemClock:
    """The machine's clock, unless the environment fixes the time.

    `DRIFTWATCH_NOW` (ISO 8601; UTC when it names no zone) comes first, then `SOURCE_DATE_EPOCH` (seconds since 1970,
    https://reproducible-builds.org/specs/source-date-epoch/).
    """

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment

    def now(self) -> datetime:
        """Return the present time in UTC, in whole seconds.

        Raises:
            UsageError: when the environment holds a time that cannot be read.
        """
        return self._fixed() or datetime.now(UTC).replace(microsecond=0)

    def today(self) -> str:
        """Return the date, ISO, UTC; raises as `now` does."""
        return f"{self.now():%Y-%m-%d}"

    def _fixed(self) -> datetime | None:
        for name, reader in (("DRIFTWATCH_NOW", _from_iso), ("SOURCE_DATE_EPOCH", _from_seconds)):
            value = self._environment.get(name, "").strip()
            if not value:
                continue
            try:
                return reader(value).replace(microsecond=0)
            except (ValueError, OverflowError, OSError) as error:
                raise UsageError(
                    f"the environment variable {name} holds no time: {value[:60]!r}",
                    hint="set DRIFTWATCH_NOW as in 2026-11-01T06:00:00Z, SOURCE_DATE_EPOCH in seconds, or unset it",
                ) from error
        return None


class SystemStopwatch:
    """Measures how long a run takes, whatever time the clock tells."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def seconds(self) -> float:
        """Return the seconds since it was made."""
        return time.monotonic() - self._began

    @staticmethod
    def pause(seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def _from_iso(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _from_seconds(text: str) -> datetime:
    return datetime.fromtimestamp(int(text), UTC)
