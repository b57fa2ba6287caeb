"""driftwatch notify."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import source_option
from driftwatch.errors import PublishError

if TYPE_CHECKING:
    from driftwatch.wiring import App


@click.command()
@with_app()
@source_option
@click.option("--receiver", help="Tell this one alone, by its name under [[notify]].")
@click.option("--dry-run", is_flag=True, help="Print what would be told, and tell nobody; needs no address.")
def notify(app: "App", *, source: str | None, receiver: str | None, dry_run: bool) -> int:
    """Tell webhooks, such as those of Slack, Teams and Discord, what drifted.

    Each receiver under [[notify]] hears of a finding once, and when it is settled. What it was told is committed below
    the folder of reports, when it took the message; one that fails is told by the next call, and the exit code is 3.
    Addresses and keys come from the environment variables that driftwatch.toml names.

    \b
    Examples:
      driftwatch notify --dry-run
      driftwatch notify --receiver chat && git push
    """
    from driftwatch.cli.output import complain, tell
    from driftwatch.config.sources import wanted_sources
    from driftwatch.workflows.notify import lines_of
    from driftwatch.workflows.notify import notify as tell_receivers

    names = wanted_sources(app.workspace.config, source)
    notified = tell_receivers(
        app,
        names,
        only=receiver,
        address=app.github(None).commit_address,
        open_receiver=None if dry_run else app.receiver,
    )
    if dry_run:
        for line in (line for message in notified.messages for line in lines_of(message)):
            tell(line)
    if not notified.messages:
        app.talk.say("nothing is new")
    for error in notified.failed:
        complain(error.message, error.hint)
    return PublishError.exit_code if notified.failed else 0
