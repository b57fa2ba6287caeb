"""driftwatch run and driftwatch snapshot."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import accept_loss_option, report_options, source_option

if TYPE_CHECKING:
    from driftwatch.wiring import App


@click.command()
@with_app()
@source_option
@accept_loss_option
@click.option("--publish", is_flag=True, help="Sync GitHub issues afterwards, as `driftwatch issues sync` does.")
@report_options
def run(
    app: "App",
    *,
    source: str | None,
    accept_loss: bool,
    publish: bool,
    format_name: str,
    fail_on: str | None,
    output: str | None,
) -> int:
    """Capture the documentation, compare it with the capture before, report and commit: the scheduled job.

    Writes snapshots/SOURCE/ and, when something changed, reports/DATE/SOURCE/, and commits them in one commit; nothing
    else in the repository is touched. Without --source every source of driftwatch.toml is captured. What `driftwatch
    check` finds at warning or above is told as well, in every run until it is settled.

    \b
    Examples:
      driftwatch run
      driftwatch run --source cometapi --fail-on never --format markdown
    """
    from driftwatch.cli.run_sources import run_all

    names = [source] if source else sorted(app.workspace.config.sources) or [app.workspace.source(None)[0]]
    if publish:
        app.github(None).check()
    code = run_all(app, names, accept_loss=accept_loss, format_name=format_name, fail_on=fail_on, output=output)
    if publish:
        from driftwatch.cli.issues import publish as publish_issues

        return max(code, publish_issues(app, names))
    return code


@click.command()
@click.argument("source", required=False)
@with_app()
@click.option("--out", type=click.Path(file_okay=False), help="Write the snapshot to this folder, without a commit.")
@click.option("--no-commit", is_flag=True, help="Write snapshots/SOURCE/ and leave the commit to you.")
@accept_loss_option
def snapshot(
    app: "App",
    *,
    source: str | None,
    out: str | None,
    no_commit: bool,
    accept_loss: bool,
) -> int:
    """Capture the documentation only: no comparison, no report.

    \b
    Examples:
      driftwatch snapshot
      driftwatch snapshot cometapi --out /tmp/today
      driftwatch snapshot cometapi --out /tmp/today --accept-loss
    """
    from driftwatch.cli.run_sources import snapshot_one

    return snapshot_one(app, source, out=out, commit=not no_commit, accept_loss=accept_loss)
