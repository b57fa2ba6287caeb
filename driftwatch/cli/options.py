"""Options that several commands share."""

from collections.abc import Callable
from typing import Any, Final

import click

FORMATS: Final = ("text", "markdown", "json", "sarif", "junit", "github")
FAIL_ON: Final = ("breaking", "warning", "info", "never")

MOST_JOBS: Final = 128
"""Processes that may be asked for on one machine."""

Command = Callable[..., Any]


def form_option(*forms: str, of: str = "Form of the report.") -> Callable[[Command], Command]:
    """Make --format for the forms that a command can write, of which the first one is the default."""
    return click.option(
        "--format", "format_name", type=click.Choice(forms), default=forms[0], show_default=True, help=of
    )


config_option: Final = click.option(
    "--config", "config_file", type=click.Path(dir_okay=False), help="Use this file in place of driftwatch.toml."
)
source_option: Final = click.option("--source", help="The source to look at, when driftwatch.toml names several.")
format_option: Final = form_option(*FORMATS)
fail_on_option: Final = click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default=None,
    help="Exit with 1 when there is a finding of this level or above.  [default: fail_on of driftwatch.toml, breaking]",
)
output_option: Final = click.option(
    "--output", type=click.Path(dir_okay=False), help="Write the report to this file, not to standard output."
)
accept_loss_option: Final = click.option(
    "--accept-loss", is_flag=True, help="Take this as the new baseline even when most operations are gone."
)


def outcomes_option(help_text: str) -> Callable[[Command], Command]:
    """Make --outcomes, a file that one step of a job writes and the next one reads."""
    return click.option("--outcomes", "outcomes_file", type=click.Path(dir_okay=False), help=help_text)


def report_options(command: Command) -> Command:
    """Add --format, --fail-on and --output."""
    return format_option(fail_on_option(output_option(command)))


def side_by_side_options(command: Command) -> Command:
    """Add --jobs, --executor and --scheduler: who captures several sources at once."""
    jobs = click.option(
        "--jobs", type=click.IntRange(1, MOST_JOBS), help="Capture so many sources side by side.  [default: 1]"
    )
    executor = click.option(
        "--executor",
        type=click.Choice(("processes", "dask")),
        default="processes",
        show_default=True,
        help="What captures side by side: processes of this machine, or the workers of a Dask cluster.",
    )
    scheduler = click.option(
        "--scheduler", metavar="ADDRESS", help="The Dask scheduler, tcp://HOST:PORT; by default one is started here."
    )
    return jobs(executor(scheduler(command)))
