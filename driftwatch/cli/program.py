"""The command line as one function: every failure becomes one message and one exit code."""

import errno
import os
from contextlib import suppress

import click

from driftwatch.cli.main import driftwatch
from driftwatch.errors import DriftwatchError, InternalError, UnfinishedError, UsageError

INTERRUPTED = 130


def run(arguments: list[str]) -> int:
    """Run the command line and return the exit code."""
    try:
        return ran(arguments) if _stands_somewhere() else UsageError.exit_code
    finally:
        from driftwatch.adapters.sink import SINK

        # Only here: what is told of a failure passes it as well.
        SINK.forget()


def _stands_somewhere() -> bool:
    try:
        os.getcwd()  # noqa: PTH109 - asked for the error alone
    except OSError as error:
        from driftwatch.cli.output import complain

        complain(f"the folder in which driftwatch was called cannot be read: {error.strerror}", "call it in another")
        return False
    return True


def ran(arguments: list[str]) -> int:
    """Run one command within a process that has others to run."""
    try:
        code = driftwatch.main(args=arguments, prog_name="driftwatch", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 - every failure becomes one message
        return failed(error)
    except KeyboardInterrupt as interrupt:
        return _interrupted(str(interrupt))
    return code if isinstance(code, int) else 0


def failed(error: Exception) -> int:
    """Tell of a failure in one message, and return its exit code."""
    from driftwatch.cli.output import TAKES_NO_MORE, complain

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.ClickException):
        return _misused(error)
    if isinstance(error, click.Abort):
        # Click turns an interrupt into this, and keeps what it was.
        return _interrupted(str(error.__cause__ or error.__context__ or ""))
    if isinstance(error, DriftwatchError):
        complain(error.message, error.hint)
        return error.exit_code
    if isinstance(error, OSError) and error.errno in {errno.EPIPE, *TAKES_NO_MORE}:
        return _cut_off(error)
    return _internal(error)


def _cut_off(error: OSError) -> int:
    from driftwatch.cli.output import complain, give_up_stdout

    give_up_stdout()
    if isinstance(error, BrokenPipeError):
        return 0
    complain(f"{error.filename or 'the output'} cannot be written: {error.strerror}", "free some space, then run again")
    return UnfinishedError.exit_code


def _misused(error: click.ClickException) -> int:
    from driftwatch.cli.output import complain

    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message())
        return 0
    complain(_said(error), _remedy(error))
    return UsageError.exit_code


def _remedy(error: click.ClickException) -> str:
    """Return what helps: where an option of every command belongs, or else the help of what was called."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return "`driftwatch --help` tells how it is called"
    if isinstance(error, click.NoSuchOption) and any(error.option_name in option.opts for option in driftwatch.params):
        before, _, command = context.command_path.partition(" ")
        return f"it stands before the command: `{before} {error.option_name} {command}`"
    return f"`{context.command_path} --help` tells how it is called"


def _said(error: click.ClickException) -> str:
    """Return what click says of a mistake, and of a number that is none, between which it has to be."""
    kind = error.param.type if isinstance(error, click.BadParameter) and error.param is not None else None
    said = error.format_message()
    if not isinstance(kind, click.IntRange) or "is not a valid" not in said:
        return said
    least = f" from {kind.min:,}" if kind.min is not None else ""
    most = f" to {kind.max:,}" if kind.max is not None else ""
    return f"{said.partition(' is not a valid')[0]} is no whole number{least}{most}."


def _interrupted(done: str) -> int:
    with suppress(OSError):
        click.echo(f"interrupted; {done or 'nothing was changed'}", err=True)
    return INTERRUPTED


def _internal(error: Exception) -> int:
    import traceback

    from driftwatch.cli.output import complain

    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{frame.filename.rpartition('driftwatch/')[2]}:{frame.lineno}"
    notes = "".join(f"; {note}" for note in getattr(error, "__notes__", ()))
    complain(
        f"internal error: {type(error).__name__} in {where}: {error}{notes}",
        "this is a bug of driftwatch; report it with the command that you ran",
    )
    return InternalError.exit_code
