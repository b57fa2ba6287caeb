"""driftwatch doctor."""

from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app

if TYPE_CHECKING:
    from driftwatch.wiring import App


@click.command()
@with_app(silent=True)
@click.option("--max-age", type=click.IntRange(min=1), default=3, show_default=True, help="Days a capture may be old.")
@click.option("--online", is_flag=True, help="Read each source's index as well.")
@click.option("--repo", help="Ask GitHub when the schedule last succeeded in this repository, OWNER/NAME.")
def doctor(app: "App", *, max_age: int, online: bool, repo: str | None) -> int:
    """Check that everything is in place, and that captures still come in.

    Exits with 1 when something needs attention. A schedule that went silent is noticed by the age of the last capture
    of each source without `scheduled = false`.
    Where captures wait for a merge and only those with drift are kept, that says little: `--repo` asks GitHub, with the
    token in GITHUB_TOKEN, which needs the permission `actions: read`.

    \b
    Examples:
      driftwatch doctor --online
      driftwatch doctor --max-age 2 --repo acme/api-drift
    """
    from driftwatch.redaction import redact
    from driftwatch.reports.safe import one_line
    from driftwatch.workflows.doctor import examine

    with app.github(repo).schedules() if repo else nullcontext() as schedules:
        checks = examine(app, max_age=max_age, online=online, schedules=schedules)
    for check in checks:
        says = one_line(redact(check.says), limit=300)
        click.echo(f"{'ok' if check.passed else 'attention':<9}  {one_line(redact(check.what))}: {says}")
        if check.hint and not check.passed:
            click.echo(f"{'':<9}  hint: {one_line(redact(check.hint), limit=300)}")
    return int(any(not check.passed for check in checks))
