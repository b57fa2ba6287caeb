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
@click.option("--names", is_flag=True, help="Print the names of the scheduled sources alone, a line each.")
@click.option("--shard", metavar="I/N", help="With --names, only the I-th of N shares, as `driftwatch run` takes it.")
@click.option("--shards", type=click.IntRange(min=1), help="In the matrix, one entry for each of so many shares.")
def sources(app: "App", *, matrix: bool, names: bool, shard: str | None, shards: int | None) -> int:
    """List the sources of driftwatch.toml. The matrix leaves out those with `scheduled = false`.

    A matrix of GitHub has 256 jobs at most; with --shards each job takes a share, with `driftwatch run --shard`.

    \b
    Examples:
      driftwatch sources
      driftwatch sources --matrix
      driftwatch sources --matrix --shards 20
      driftwatch sources --names --shard 2/20
    """
    from driftwatch.config.shards import matrix_of, shard_of
    from driftwatch.config.sources import base_of
    from driftwatch.redaction import redact_url
    from driftwatch.reports.safe import one_line

    config = app.workspace.config
    if shards is not None and not matrix:
        raise click.UsageError("--shards belongs to a matrix: add --matrix")
    if (shard is not None and not names) or (names and matrix):
        raise click.UsageError("--shard belongs to --names, and that to no matrix")
    if names:
        click.echo(
            "".join(f"{name}\n" for name in (config.scheduled if shard is None else shard_of(config, shard))), nl=False
        )
        return 0
    if matrix:
        click.echo(json.dumps(matrix_of(config.scheduled, shards), separators=(",", ":")))
        return 0
    for name, source in sorted(config.sources.items()):
        note = "" if source.scheduled else " (not scheduled)"
        click.echo(one_line(f"{name}  {redact_url(source.repository or base_of(source))}", limit=400) + note)
    return 0
