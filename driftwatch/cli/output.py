"""What commands print: reports to stdout, talk to stderr, and the exit code that follows."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from msgspec import structs

from driftwatch.adapters.sink import SINK
from driftwatch.errors import DriftwatchError, ManifestError, UnfinishedError, UsageError
from driftwatch.model.finding import LEVELS, Report
from driftwatch.redaction import redact
from driftwatch.reports.formats import COLOURED_TEXT, FORMATS
from driftwatch.reports.safe import log_line, visible

if TYPE_CHECKING:
    from driftwatch.located.problem import Problem
    from driftwatch.platforms.platform import Problem as Unread
    from driftwatch.wiring import App

_LONGEST_LINE: Final = 1000
TAKES_NO_MORE: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO))
"""What the system says when a disk cannot be written, whoever asks."""


def deliver(report: Report, *, format_name: str, output: str | None, fail_on: str) -> int:
    """Print or write a report and return the exit code: 1 when a finding is at or above `fail_on`."""
    put(rendered(report, format_name, output), output)
    return exit_code(report, fail_on)


def rendered(report: Report, format_name: str, output: str | None) -> str:
    """Write a report in a format; text that goes to a terminal gets colours."""
    from driftwatch.workflows.rendering import rendered as carefully

    render = COLOURED_TEXT if format_name == "text" and output is None and wants_colour() else FORMATS[format_name]
    return carefully(render, report)


def put(text: str, output: str | None) -> None:
    """Print the text of reports, or write it to the file that the user named.

    Raises:
        UsageError: the file cannot be written.
        LeakError: it would repeat a credential of this run.
        UnfinishedError: the system takes no more of it.
    """
    try:
        if output is None:
            click.echo(text, nl=False, color=True)
        else:
            SINK.check(output, text)
            Path(output).write_text(text, encoding="utf-8", newline="\n")
    except BrokenPipeError:
        raise  # whoever reads stdout has seen enough
    except OSError as error:
        said = f"{output or 'stdout'} cannot be written: {error.strerror or error}"
        if output is None:
            give_up_stdout()
        if output is None or error.errno in TAKES_NO_MORE:
            raise UnfinishedError(
                said, hint="free some space, then run again; `driftwatch diff` tells the last capture again"
            ) from None
        raise UsageError(said, hint="check --output") from None


def give_up_stdout() -> None:
    """Let what Python still holds for stdout go nowhere: writing it at the end would change the exit code."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def check_output(output: str | None) -> None:
    """Refuse a file that cannot be written, before anything is done whose report would then be lost.

    Raises:
        UsageError: its folder is missing, or it may not be written.
    """
    if output is None:
        return
    path = Path(output)
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise UsageError(f"{output} cannot be written: it or its folder is missing or closed", hint="check --output")


def located(report: Report, app: "App", source: str | None) -> Report:
    """Say in a report where its files lie in the repository; without one it stays as it is."""
    from driftwatch.history.captures import shared_homes

    if app.workspace.file is None:
        return report
    try:
        home = app.in_repository(app.workspace.root)
        name, _ = app.workspace.source(source)
        snapshots = app.workspace.snapshots(name)
        folder, shared = app.in_repository(snapshots), shared_homes(snapshots)
    except DriftwatchError:
        return report
    return structs.replace(report, home="" if home == "." else home, folder=folder, shared=shared)


def lined(report: Report, sides: tuple[str | None, str | None]) -> Report:
    """Say at which line of a file each finding is documented, where files are compared."""
    from driftwatch.located.outline import MOST

    named = {side: Path(side) for side in sides if side is not None}
    files = {side: path for side, path in named.items() if path.is_file() and path.stat().st_size <= MOST}
    if not files:
        return report
    from driftwatch.adapters.files import read_file
    from driftwatch.reports.spec_lines import with_lines

    def text_of(url: str) -> str:
        return read_file(files[url]).decode("utf-8", "replace") if url in files else ""

    return with_lines(report, text_of)


def exit_code(report: Report, fail_on: str) -> int:
    """Return 1 when the report has a finding at or above `fail_on`, else 0."""
    if fail_on == "never":
        return 0
    failing = LEVELS[: LEVELS.index(fail_on) + 1]
    return int(any(finding.level in failing for finding in report.findings))


def wants_colour() -> bool:
    """Tell whether stdout is a terminal whose user did not refuse colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def tell(line: str, *, err: bool = False) -> None:
    """Print one line in which there may be text from outside."""
    click.echo(log_line(redact(line), limit=_LONGEST_LINE), err=err)


def tell_problems(problems: "Iterable[Problem]") -> int:
    """Tell on stderr what is wrong with manifests; returns the exit code, 0 when nothing is."""
    found = tuple(problems)
    for problem in found:
        tell(str(problem), err=True)
    return ManifestError.exit_code if found else 0


def unread(problems: "Iterable[Unread]") -> Iterator[str]:
    """Say of each document of a capture that could not be read why."""
    for problem in problems:
        line = f" line {problem.line}" if problem.line else ""
        yield f"unreadable: {problem.url}{line}: {problem.reason}"


def complain(message: str, hint: str = "") -> None:
    """Say on stderr what happened and what to do; where stderr takes nothing, the exit code alone says it."""
    with suppress(OSError):
        click.echo(f"error: {_marked(message)}", err=True)
        if hint:
            click.echo(f"  hint: {_marked(hint)}", err=True)


def _marked(text: str) -> str:
    """Mark all lines but the first: none that came from outside may begin like a command of a runner."""
    return "\n  | ".join(visible(line) for line in redact(text).splitlines())
