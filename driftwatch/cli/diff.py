"""driftwatch diff."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import report_options, source_option

if TYPE_CHECKING:
    from driftwatch.wiring import App


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@with_app()
@source_option
@click.option("--open", "standing", is_flag=True, help="Tell all drift that is open, whichever capture brought it.")
@click.option(
    "--since-release", metavar="RELEASE", help="Compare what was reviewed for a release (a name or tag) with today."
)
@click.option("--only-affecting", is_flag=True, help="Tell only findings that a manifest relies on.")
@click.option("--audit", is_flag=True, help="Search all that differs for what no rule speaks of, however much.")
@report_options
def diff(
    app: "App",
    *,
    old: str | None,
    new: str | None,
    source: str | None,
    standing: bool,
    since_release: str | None,
    only_affecting: bool,
    audit: bool,
    format_name: str,
    fail_on: str | None,
    output: str | None,
) -> int:
    """Compare two states of the documentation and tell what changed.

    OLD and NEW are a date (2026-10-01, yesterday, 7d), a release that manifests were reviewed for, a git revision, a
    snapshot folder, an OpenAPI file (JSON or YAML), a page (Markdown, HTML, reStructuredText, AsciiDoc), a folder of
    pages, or `live`. Without NEW, OLD is compared with the newest snapshot; without both, the last two captures are
    compared. Of OpenAPI files each finding names the line, up to 4 MB.

    With `--open` it tells what issues are open for: all that drifted since captures began and was neither taken back
    nor accepted nor reviewed.

    \b
    Examples:
      driftwatch diff
      driftwatch diff --open
      driftwatch diff --since-release v1.4 --only-affecting
      driftwatch diff 2026-10-01 live
      driftwatch diff openapi-v1.yaml openapi-v2.yaml --format json --fail-on warning
      driftwatch diff checkout-of-may/docs checkout-of-june/docs
    """
    from driftwatch.cli.output import check_output, deliver, lined, located
    from driftwatch.workflows.diff import compared, open_report
    from driftwatch.workflows.diff import since_release as report_since

    if standing and audit:
        raise click.UsageError("--open tells what captures brought: give --audit with two sides")
    if standing and old is not None:
        raise click.UsageError("--open looks back on all captures: name no sides")
    if since_release is not None and (standing or old is not None):
        raise click.UsageError("--since-release compares a release with today: name no sides, and leave out --open")
    check_output(output)
    if since_release is not None:
        report = report_since(app, release=since_release, source=source, only_affecting=only_affecting, audit=audit)
    elif standing:
        report = open_report(app, app.workspace.source(source)[0], only_affecting=only_affecting)
    else:
        report = compared(app, old=old, new=new, source=source, only_affecting=only_affecting, audit=audit)
        report = lined(report, (old, new))
    if format_name == "sarif":  # opening the repository takes as long as a small diff
        report = located(report, app, source)
    return deliver(report, format_name=format_name, output=output, fail_on=fail_on or app.workspace.fail_on)
