"""driftwatch gate."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import form_option, output_option, source_option

if TYPE_CHECKING:
    from driftwatch.model.gate import Target
    from driftwatch.wiring import App


@click.command()
@click.argument("paths", nargs=-1, metavar="[MANIFEST]...", type=click.Path())
@click.option(
    "--to",
    "target",
    type=click.Choice(("production", "load-test")),
    default="production",
    show_default=True,
    help="What the release is for; a load test needs limits that are stated.",
)
@click.option(
    "--unknown",
    type=click.Choice(("fail", "warn")),
    default="fail",
    show_default=True,
    help="Whether an item that nothing tells about blocks.",
)
@click.option("--release", default="", help="Also: was it reviewed for this release (a tag or a name), and what since?")
@click.option("--dry-run", is_flag=True, help="Tell, but exit with 0 whatever the verdict.")
@form_option("text", "markdown", "json", "junit", of="Form of the checklist.")
@output_option
@with_app()
@source_option
def gate(
    app: "App",
    *,
    paths: tuple[str, ...],
    target: str,
    unknown: str,
    release: str,
    dry_run: bool,
    format_name: str,
    output: str | None,
    source: str | None,
) -> int:
    """Go through the release checklist of each manifest: pass, fail, unknown or waived, with the evidence.

    Reads manifests, snapshot, recordings and files of the repository; sends nothing. Exit code 1 when the gate is shut.

    \b
    Examples:
      driftwatch gate contracts/post-v1-chat-completions.yaml
      driftwatch gate --release v1.4
      driftwatch gate --to load-test --format markdown --output gate.md
    """
    from driftwatch.cli.output import check_output, put, tell_problems
    from driftwatch.reports.gate_report import GATE_FORMATS
    from driftwatch.workflows.gate import gates

    check_output(output)
    found = app.policies.manifests_at(paths, source=source)
    blocks = unknown == "fail"
    target_of: Target = "load-test" if target == "load-test" else "production"
    checklists = gates(app, found.manifests, source=source, target=target_of, release=release)
    told = GATE_FORMATS[format_name](checklists, unknown_blocks=blocks)
    put(told, output or None)
    shut = any(not one.is_open(unknown_blocks=blocks) for one in checklists)
    return tell_problems(found.errors) or int(shut and not dry_run)
