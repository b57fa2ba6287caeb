"""driftwatch site."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import source_option

if TYPE_CHECKING:
    from driftwatch.wiring import App


@click.command()
@with_app()
@source_option
@click.option("--out", required=True, type=click.Path(file_okay=False), help="Write the site into this folder.")
@click.option("--url", default="", help="Where it will be published, for the links of the feed.")
def site(app: "App", *, source: str | None, out: str, url: str) -> int:
    """Write the history as a static site: a timeline, a page for each operation, a feed and a badge.

    It works from a folder and from GitHub Pages, and loads nothing from elsewhere. The folder may not hold anything
    else; what an earlier call wrote there is replaced. Without --source every source of driftwatch.toml is told.

    \b
    Examples:
      driftwatch site --out site
      driftwatch site --out site --url https://example.github.io/api-drift/
    """
    from pathlib import Path

    from driftwatch.workflows.site import build

    names = (source,) if source else tuple(sorted(app.workspace.config.sources))
    wanted = tuple(app.workspace.source(name)[0] for name in names) or (app.workspace.source(None)[0],)
    built = build(app, wanted, out=Path(out), url=url)
    for warning in built.warnings:
        app.talk.say(f"warning: {warning}")
    captures = f"{built.captures} capture{'' if built.captures == 1 else 's'}"
    app.talk.say(f"{out}: {built.files} files, {captures}, {built.subjects} operations, schemas and pages")
    return 0
