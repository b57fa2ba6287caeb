"""driftwatch triage."""

import sys
from typing import TYPE_CHECKING, Final

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import form_option, output_option, source_option

if TYPE_CHECKING:
    from driftwatch.wiring import App

_LONGEST: Final = 1_000_000
"""Bytes of a body; what is longer is no error."""


@click.command()
@click.argument("status", type=click.IntRange(100, 599))
@click.argument("body", required=False, default="")
@click.option(
    "--contract", help="The operation, `METHOD /path`, or the file of its manifest.  [default: all manifests]"
)
@click.option("--content-type", default="", help="Media type of the answer.")
@form_option("text", "json")
@output_option
@with_app()
@source_option
def triage(
    app: "App",
    *,
    status: int,
    body: str,
    contract: str | None,
    content_type: str,
    format_name: str,
    output: str | None,
    source: str | None,
) -> int:
    """Tell which documented failure a live answer is, whether to try again, and since when that is documented.

    BODY is the answer's JSON, `-` reads it from standard input; nothing of it is printed or kept. Exit code 1 when
    neither manifest nor documentation has a place for the answer.

    \b
    Examples:
      driftwatch triage 429
      driftwatch triage 500 - --contract "POST /v1/videos" < answer.json
    """
    from driftwatch.cli.output import check_output, put, tell_problems
    from driftwatch.reports.triaged import TRIAGE_FORMATS
    from driftwatch.workflows.triage import failure_of, triaged

    check_output(output)
    text = sys.stdin.buffer.read(_LONGEST).decode("utf-8", "replace") if body == "-" else body
    found = app.policies.manifests
    answers = triaged(app, found.manifests, failure_of(status, text, content_type), contract=contract, source=source)
    put(TRIAGE_FORMATS[format_name](answers, status), output)
    return tell_problems(found.errors) or int(not all(one.is_known for one in answers))
