"""driftwatch explain."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import form_option, source_option

if TYPE_CHECKING:
    from driftwatch.wiring import App


@click.command()
@click.argument("fingerprint")
@with_app(silent=True)
@source_option
@form_option("text", "markdown", "json")
def explain(app: "App", *, fingerprint: str, source: str | None, format_name: str) -> int:
    """Tell everything about one finding: what it says, why at its level, since when, whom it hurts, how to answer it.

    It may be open, accepted, reviewed or over: whatever a capture told. FINGERPRINT is the 12 hex digits that reports
    and issues show beside it.

    \b
    Examples:
      driftwatch explain 0123456789ab
      driftwatch explain 0123456789ab --format markdown
    """
    from driftwatch.reports.explanation import RENDERED
    from driftwatch.workflows.explain import explain as explained

    click.echo(RENDERED[format_name](explained(app, fingerprint, source=source)), nl=False)
    return 0
