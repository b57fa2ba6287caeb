"""What every command is given that works for a project: its app and a log."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

import click

from driftwatch.cli.options import Command, config_option


def with_app(*, silent: bool = False) -> Callable[[Command], Command]:
    """Add --config to a command, and call it with the app that follows from it and from -q and -v.

    It stands where --config stands in the help. What a command raises becomes a message and an exit code in program.py,
    as does what click raises before a command is called.

    Args:
        silent: do not tell how it goes: what the command prints is all that it has to say.
    """

    def decorated(command: Command) -> Command:
        @click.pass_context
        def called(ctx: click.Context, /, *, config_file: str | None, **options: Any) -> Any:
            from driftwatch.cli.talk import talk_for
            from driftwatch.wiring import App, log_to_stderr

            log_to_stderr(verbose=ctx.obj["verbose"])
            return command(App(config_file, talk=talk_for(quiet=silent or ctx.obj["quiet"])), **options)

        return config_option(update_wrapper(called, command))

    return decorated
