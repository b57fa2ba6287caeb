"""driftwatch gate."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.options import config_option, output_option, source_option

if TYPE_CHECKING:
    from driftwatch.model.gate import Target

_BROKEN = 2


@click.command()
@click.argument("paths", nargs=-1, metavar="[MANIFEST]...", type=click.Path())
@click.option("--to", "target", type=click.Choice(("production", "load-test")), default="production", show_default=True)
@click.option(
    "--unknown",
    type=click.Choice(("fail", "warn")),
    default="fail",
    show_default=True,
    help="Whether an item that nothing tells about blocks.",
)
@click.option("--dry-run", is_flag=True, help="Tell, but exit with 0 whatever the verdict.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "markdown", "json", "junit")),
    default="text",
    show_default=True,
    help="Form of the checklist.",
)
@output_option
@config_option
@source_option
@click.pass_context
def gate(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    target: str,
    unknown: str,
    dry_run: bool,
    format_name: str,
    output: str | None,
    config_file: str | None,
    source: str | None,
) -> int:
    """Go through the release checklist of each manifest: pass, fail, unknown or waived, with the evidence.

    Reads manifests, snapshot, recordings and files of the repository; sends nothing. Exit code 1 when the gate is shut.

    \b
    Examples:
      driftwatch gate contracts/post-v1-chat-completions.yaml
      driftwatch gate --to load-test --format markdown --output gate.md
    """
    from driftwatch.cli.output import check_output, put, tell
    from driftwatch.cli.talk import talk_for
    from driftwatch.reports.gate_report import GATE_FORMATS
    from driftwatch.wiring import App, log_to_stderr
    from driftwatch.workflows.gate import gates

    log_to_stderr(verbose=ctx.obj["verbose"])
    check_output(output)
    app = App(config_file, talk=talk_for(quiet=ctx.obj["quiet"]))
    found = app.policies.manifests_at(paths)
    blocks = unknown == "fail"
    target_of: Target = "load-test" if target == "load-test" else "production"
    checklists = gates(app, found.manifests, source=source, target=target_of)
    told = GATE_FORMATS[format_name](checklists, unknown_blocks=blocks)
    put(told, output or None)
    for problem in found.errors:
        tell(str(problem), err=True)
    if found.errors:
        return _BROKEN
    shut = any(not one.is_open(unknown_blocks=blocks) for one in checklists)
    return int(shut and not dry_run)
