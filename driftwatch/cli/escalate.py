"""driftwatch escalate."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import form_option, output_option, source_option

if TYPE_CHECKING:
    from driftwatch.wiring import App


@click.command()
@click.argument("contract")
@click.option("--case", "case", help="Only this kind of call: success, upstream-5xx, status-418.")
@form_option("markdown", "json", of="Form of the bundle.")
@output_option
@with_app()
@source_option
def escalate(
    app: "App", *, contract: str, case: str | None, format_name: str, output: str | None, source: str | None
) -> int:
    """Write what a provider's support needs when the API does something else than its documentation.

    Times, request ids, the names of what was sent and received, what is expected, the last good observation, and what
    the documentation says with its page and capture. No value of a body and no credential is in it. CONTRACT is a
    method and path as in a manifest, or the manifest's file.

    \b
    Examples:
      driftwatch escalate "POST /v1/videos"
      driftwatch escalate "POST /v1/videos" --case upstream-5xx --output ticket.md
    """
    from driftwatch.cli.output import check_output, put, tell_problems
    from driftwatch.reports.escalated import ESCALATION_FORMATS
    from driftwatch.workflows.escalate import escalated

    check_output(output)
    found = app.policies.manifests_at(())
    bundles = escalated(app, found.manifests, contract, case=case, source=source)
    put(ESCALATION_FORMATS[format_name](bundles), output)
    return tell_problems(found.errors)
