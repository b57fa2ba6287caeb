"""driftwatch sources."""

import json

import click

from driftwatch.cli.options import config_option


@click.command()
@config_option
@click.option("--matrix", is_flag=True, help="Print JSON for the `matrix` of a GitHub job: one entry a source.")
def sources(*, config_file: str | None, matrix: bool) -> int:
    """List the sources of driftwatch.toml.

    \b
    Examples:
      driftwatch sources
      driftwatch sources --matrix
    """
    from driftwatch.cli.talk import QuietTalk
    from driftwatch.reports.safe import one_line
    from driftwatch.wiring import App

    configured = App(config_file, talk=QuietTalk()).workspace.config.sources
    if matrix:
        click.echo(json.dumps({"source": sorted(configured)}, separators=(",", ":")))
        return 0
    for name, source in sorted(configured.items()):
        click.echo(one_line(f"{name}  {source.index or source.documents[0]}", limit=400))
    return 0
