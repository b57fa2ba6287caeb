"""What another process does for a run: it captures what it is sent for, and brings the files of the snapshot back.

It commits nothing. On the machine of the run it keeps what it read beside the configuration, as a run does; elsewhere
it keeps nothing.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import structs

from driftwatch.wiring import App, log_to_stderr
from driftwatch.workflows.errand import Brought, Errand, done

_MOST_SAID = 50
"""Lines that one capture tells: of thousands of documents that cannot be read, some are enough."""


class _Heard:
    """Keeps what a capture tells, for the process that has a terminal."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, line: str) -> None:
        if len(self.lines) < _MOST_SAID:
            self.lines.append(line)

    def started(self, what: str, total: int) -> None:
        """Keep quiet: how far another process is, is of little use."""

    def step(self, line: str) -> None:
        if line:
            self.say(line)

    def finished(self) -> None:
        """Keep quiet."""


def captured(errand: Errand) -> Brought:
    """Do an errand in this process."""
    log_to_stderr(verbose=False)
    heard = _Heard()
    if errand.config_file:
        brought = done(App(errand.config_file, talk=heard), errand)
    else:
        with TemporaryDirectory(prefix="driftwatch-", ignore_cleanup_errors=True) as nowhere:
            brought = done(App(talk=heard, start=Path(nowhere)), errand)
    return structs.replace(brought, said=tuple(heard.lines))
