"""When to ask again, and how fast to ask at all: one pace for each host, one budget for the run."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import msgspec

from driftwatch.model.reading import FetchPolicy

RETRIED_STATUSES: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0
_SILENT_CONNECTIONS: Final = 8


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """Clock, pause and chance, so that tests need to wait for nothing.

    ``clock`` is monotonic, in seconds; ``now`` has a time zone; ``chance`` is in [0, 1).
    """

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.SystemRandom().random
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


class RetryBudget:
    """The seconds that all pauses of a run together may take."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    def take(self, seconds: float) -> bool:
        """Whether a pause of `seconds` is still affordable; if so, it is paid."""
        if seconds > self._left:
            return False
        self._left -= seconds
        return True


class HostPace:
    """How fast one host is asked: so many at once, evenly spaced, not at all while it wants a pause."""

    def __init__(self, policy: FetchPolicy, timing: Timing, *, interval: float) -> None:
        self.slots = asyncio.Semaphore(policy.concurrency)
        self.interval = interval
        self.closed = ""
        """Why this host is left alone for the rest of the run; "" while it is not."""
        self._timing = timing
        self._next = 0.0
        self._resume = 0.0
        self._silent = 0

    async def turn(self) -> None:
        """Wait until the next request may start."""
        now = self._timing.clock()
        start = max(now, self._next, self._resume)
        self._next = start + self.interval
        while start > now:
            await self._timing.sleep(start - now)
            now = self._timing.clock()
            start = max(start, self._resume)

    def back_off(self, seconds: float) -> float:
        """Start no request for `seconds`; returns how much longer that is than what was agreed before."""
        now = self._timing.clock()
        added = max(0.0, now + seconds - max(now, self._resume))
        self._resume = max(self._resume, now + seconds)
        return added

    def close(self, reason: str) -> None:
        """Leave this host alone for the rest of the run."""
        self.closed = self.closed or reason

    def answered(self) -> None:
        """Note that the host answered something."""
        self._silent = 0

    def stayed_silent(self) -> None:
        """Note that no connection came about; after several in a row the host counts as down."""
        self._silent += 1
        if self._silent >= _SILENT_CONNECTIONS:
            self.close(f"no connection in {self._silent} documents in a row")


def pause_before(attempt: int, chance: float) -> float:
    """Seconds before attempt number `attempt` (2 is the first retry): doubling, and spread by `chance`."""
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** (attempt - 2)) * (0.5 + chance / 2)


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or an HTTP date; None when it says nothing usable."""
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) < len("1" * 10):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
