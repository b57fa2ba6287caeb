"""driftwatch backfill."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.errors import UsageError
from driftwatch.history.replay import EVERY

if TYPE_CHECKING:
    from driftwatch.history.replay import Every
    from driftwatch.wiring import App


@click.command()
@click.argument("source", required=False)
@with_app()
@click.option("--since", metavar="DATE", help="Leave out what changed before that day: 2026-01-31, 90d, 52w.")
@click.option(
    "--every", type=click.Choice(EVERY), default="day", show_default=True, help="Which commits become captures."
)
@click.option(
    "--folders",
    metavar="DIR",
    type=click.Path(file_okay=False),
    help="Take pages that were saved in folders named by date (2026-01-31) instead of a repository.",
)
def backfill(app: "App", *, source: str | None, since: str | None, every: "Every", folders: str | None) -> int:
    """Replay the history of a repository of docs into dated captures, so that history and blame know it.

    Each capture is one commit, of the date of the commit that it was read from; what was not changed is not read again.
    Captures that are there from an interrupted backfill are gone on from; a source that a run captured already is
    refused. What was backfilled is history: open drift and issues begin after it.

    \b
    Examples:
      driftwatch backfill acme
      driftwatch backfill acme --since 2025-01-01 --every week
      driftwatch backfill acme --folders saved
    """
    from driftwatch.config.days import HINT, past_day
    from driftwatch.workflows.backfill import backfill as replay

    name, settings = app.workspace.source(source)
    day = past_day(since, today=app.clock.today()) if since else ""
    if since and not day:
        raise UsageError(f"--since {since!r} is no day", hint=HINT)
    with app.past(name, settings, folders) as past:
        done = replay(app, name, settings, moments=past.moments(), documents=past.documents, every=every, since=day)
    if not done.captures:
        click.echo(f"{name}: there is nothing to add")
        return 0
    span = done.first if done.first == done.last else f"{done.first} to {done.last}"
    click.echo(f"{name}: {done.captures} captures, {span}; next: `driftwatch run`, `driftwatch history`")
    return 0
