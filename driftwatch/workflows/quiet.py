"""Captures that nobody waits for: how they go is told to no one."""

from typing import Final

from driftwatch.ports import Talk


class _Quiet:
    def say(self, line: str) -> None: ...

    def started(self, what: str, total: int) -> None: ...

    def step(self, line: str) -> None: ...

    def finished(self) -> None: ...


QUIET: Final[Talk] = _Quiet()
