"""driftwatch operations and driftwatch show."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import form_option, output_option, source_option

if TYPE_CHECKING:
    from driftwatch.wiring import App

_format_option = form_option("text", "markdown", "json")
_at_option = click.option(
    "--at", help="A date, release, revision, snapshot folder, OpenAPI file or `live`.  [default: newest snapshot]"
)


@click.command()
@click.argument("word", required=False)
@with_app()
@source_option
@_at_option
@_format_option
@output_option
def operations(
    app: "App", *, word: str | None, source: str | None, at: str | None, format_name: str, output: str | None
) -> int:
    """List the operations that are documented; with WORD those whose call, summary or page holds it.

    \b
    Examples:
      driftwatch operations
      driftwatch operations video --at 2026-05-28
    """
    from driftwatch.cli.output import check_output, put
    from driftwatch.model.json_values import indented
    from driftwatch.reports.documented import operations_markdown, operations_text
    from driftwatch.workflows.documented import listed

    check_output(output)
    found = listed(app, word, source=source, at=at)
    written = {"text": operations_text, "markdown": operations_markdown}.get(format_name)
    put(written(found) if written else indented(list(found)), output)
    return 0


@click.command()
@click.argument("operation")
@with_app()
@source_option
@_at_option
@_format_option
@output_option
def show(
    app: "App", *, operation: str, source: str | None, at: str | None, format_name: str, output: str | None
) -> int:
    """Show OPERATION as documented: its fields, errors and limits, now or on a day.

    \b
    Examples:
      driftwatch show "POST /v1/videos"
      driftwatch show "POST /v1/videos" --at 2026-05-28 --format markdown
      driftwatch show "POST /v1/videos" --at v1.4
    """
    from driftwatch.cli.output import check_output, put
    from driftwatch.model.json_values import indented
    from driftwatch.reports.documented import shown_markdown, shown_text
    from driftwatch.workflows.documented import shown

    check_output(output)
    found = shown(app, operation, source=source, at=at)
    written = {"text": shown_text, "markdown": shown_markdown}.get(format_name)
    put(written(found) if written else indented(list(found)), output)
    return 0
