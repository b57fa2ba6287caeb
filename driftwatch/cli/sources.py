"""driftwatch sources."""

import json
from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app

if TYPE_CHECKING:
    from driftwatch.wiring import App


@click.command()
@with_app(silent=True)
@click.option("--matrix", is_flag=True, help="Print JSON for the `matrix` of a GitHub job: one entry a source.")
def sources(app: "App", *, matrix: bool) -> int:
    """List the sources of driftwatch.toml. The matrix leaves out those with `scheduled = false`.

    \b
    Examples:
      driftwatch sources
      driftwatch sources --matrix
    """
    from driftwatch.config.sources import base_of
    from driftwatch.redaction import redact_url
    from driftwatch.reports.safe import one_line

    config = app.workspace.config
    if matrix:
        click.echo(json.dumps({"source": config.scheduled}, separators=(",", ":")))
        return 0
    for name, source in sorted(config.sources.items()):
        note = "" if source.scheduled else " (not scheduled)"
        click.echo(one_line(f"{name}  {redact_url(source.repository or base_of(source))}", limit=400) + note)
    return 0
