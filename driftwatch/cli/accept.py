"""driftwatch accept."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import source_option

if TYPE_CHECKING:
    from driftwatch.wiring import App
    from driftwatch.workflows.accept import Accepted


@click.command()
@click.argument("fingerprints", nargs=-1, required=True, metavar="FINGERPRINT...")
@with_app()
@source_option
@click.option("--because", required=True, metavar="TEXT", help="Why: a line that the report and the site show.")
@click.option("--until", metavar="DAY", help="The last day: a date, or days or weeks from today.  [default: 30d]")
@click.option("--owner", metavar="NAME", help="Who accepts it.  [default: git's user.name]")
def accept(
    app: "App",
    *,
    fingerprints: tuple[str, ...],
    source: str | None,
    because: str,
    until: str | None,
    owner: str | None,
) -> int:
    """Accept findings that are open, until a day: they are told no more, and their issues are closed.

    Writes an entry of `[[accept]]` into driftwatch.toml for each, and leaves the commit to you; nothing else in the
    file changes. What is accepted already is extended. On the day after the last one the finding is back.

    \b
    Examples:
      driftwatch accept 0123456789ab --because "not read by us"
      driftwatch accept 0123456789ab --until 2027-01-31 --because "moving to v2 in January" --owner media-team
    """
    from driftwatch.cli.output import tell
    from driftwatch.config.keys import CONFIG_NAME
    from driftwatch.workflows.accept import Answer
    from driftwatch.workflows.accept import accept as accept_findings

    answer = Answer(because=because, until=until or "", owner=owner or "")
    for each in accept_findings(app, fingerprints, answer, source=source):
        tell(_told(each))
    tell(f"next: look at {app.workspace.file or CONFIG_NAME}, and commit it", err=True)
    return 0


def _told(each: "Accepted") -> str:
    if each.finding is None:
        return f"accepted until {each.expires}: {each.fingerprint} (was accepted before)"
    return f"accepted until {each.expires}: {each.fingerprint} {each.finding.level}: {each.finding.message}"
