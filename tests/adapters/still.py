"""Time that stands still until somebody pauses: no test waits."""

import asyncio
from datetime import UTC, datetime, timedelta

from driftwatch.adapters.http.pace import Timing

START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class StillTime:
    """A clock that only pauses move; `pauses` holds them in order."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.pauses: list[float] = []
        self.timing = Timing(clock=lambda: self.seconds, sleep=self.pause, chance=lambda: 1.0, now=self.now)

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        until = self.seconds + seconds
        await asyncio.sleep(0)
        self.seconds = max(self.seconds, until)

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)
