"""How a run tells a person how it goes: a progress bar on a terminal, plain lines elsewhere; on stderr."""

import sys
from contextlib import suppress
from typing import Any, Self

import click

from driftwatch.redaction import redact
from driftwatch.reports.safe import log_line, one_line


class PlainTalk:
    """Plain lines: in CI, in a pipe, in a file."""

    def say(self, line: str) -> None:
        """Say one line; a stderr that takes nothing ends no run."""
        with suppress(OSError):
            click.echo(log_line(redact(line), limit=400), err=True)

    def started(self, what: str, total: int) -> None:
        """Begin a stage of `total` steps."""
        self.say(f"{what} ({total})")

    def step(self, line: str) -> None:
        """One step is done; only what went wrong or changed is worth a line."""
        if line:
            self.say(f"  {line}")

    def finished(self) -> None:
        """End the stage."""


class QuietTalk(PlainTalk):
    """Says nothing."""

    def say(self, line: str) -> None:
        """Say nothing."""


class BarTalk(PlainTalk):
    """A progress bar on a terminal."""

    def __init__(self) -> None:
        self._progress: Any = None
        self._task: Any = None

    def started(self, what: str, total: int) -> None:
        """Begin a stage of `total` steps with a bar."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self.finished()
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task(one_line(what), total=total)
        self._progress.start()

    def step(self, line: str) -> None:
        """Advance the bar; what is worth a line stands above it."""
        if self._progress is None:
            return
        self._progress.advance(self._task)
        if line:
            from rich.text import Text

            self._progress.console.print(Text(log_line(redact(line), limit=400)))

    def finished(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.finished()


def talk_for(*, quiet: bool) -> PlainTalk:
    """Choose how to talk: nothing, a bar, or lines."""
    if quiet:
        return QuietTalk()
    return BarTalk() if sys.stderr.isatty() else PlainTalk()
