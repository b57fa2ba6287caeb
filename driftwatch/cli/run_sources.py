"""Running sources one after the other, and what is said of it."""

from pathlib import Path
from typing import Final

import click
from msgspec import structs

from driftwatch.cli.output import check_output, complain, exit_code, located, put, rendered
from driftwatch.errors import DriftwatchError
from driftwatch.model.finding import Report
from driftwatch.rules.policy import order
from driftwatch.wiring import App
from driftwatch.workflows.manifests import checked
from driftwatch.workflows.open_breaches import untold
from driftwatch.workflows.run import Ran, run
from driftwatch.workflows.snapshot_only import write_snapshot

_SEPARATED: Final = frozenset({"text", "markdown"})
"""Formats of which several reports can stand in one file."""


def run_all(
    app: App, names: list[str], *, accept_loss: bool, format_name: str, fail_on: str | None, output: str | None
) -> int:
    """Run each source; one that fails does not keep the others from running. Returns the worst exit code."""
    if len(names) > 1 and format_name not in _SEPARATED:
        raise click.UsageError(f"--format {format_name} holds one source: say which one with --source")
    check_output(output)
    codes, texts = [0], []
    for name in names:
        try:
            ran = _run_one(app, name, accept_loss=accept_loss)
        except DriftwatchError as error:
            if len(names) == 1:
                raise
            complain(f"{name}: {error.message}", error.hint)
            codes.append(error.exit_code)
            continue
        _tell(app, name, ran)
        report = located(_with_breaches(app, name, ran.report), app, name)
        texts.append(rendered(report, format_name, output))
        codes.append(exit_code(report, fail_on or app.workspace.fail_on))
    put("\n".join(texts), output)
    return max(codes)


def snapshot_one(app: App, name: str | None, *, out: str | None, commit: bool, accept_loss: bool) -> int:
    """Capture one source into a folder, or commit it; returns the exit code."""
    name, source = app.workspace.source(name)
    with app.fetcher(source) as fetcher:
        if out is None and commit:
            ran = run(app, name, source, fetcher=fetcher, policy=None, accept_loss=accept_loss)
            app.talk.say(f"{name}: committed {ran.commit[:10]}, {ran.operations} operations")
            return 0
        folder = Path(out) if out is not None else app.workspace.snapshots(name)
        captured = write_snapshot(app, source, folder=folder, fetcher=fetcher, accept_loss=accept_loss)
    app.talk.say(f"{name}: wrote {folder}, {captured.counts.read} documents read")
    return 0


def _run_one(app: App, name: str, *, accept_loss: bool) -> Ran:
    name, source = app.workspace.source(name)
    with app.fetcher(source) as fetcher:
        return run(
            app,
            name,
            source,
            fetcher=fetcher,
            policy=app.policies.of(name),
            accept_loss=accept_loss,
        )


def _with_breaches(app: App, name: str, report: Report) -> Report:
    """Add what `driftwatch check` finds at warning or above: a breach stands until somebody settles it."""
    manifests = app.policies.of(name).manifests
    if not manifests:
        return report
    held, strangers = checked(app, manifests, source=name, label=name, against=None)
    for problem in strangers:
        app.talk.say(f"{name}: {problem}")
    breaches = untold(held.findings, report.findings, level="warning")
    return structs.replace(report, findings=tuple(sorted((*report.findings, *breaches), key=order)))


def _tell(app: App, name: str, ran: Ran) -> None:
    for problem in ran.problems:
        line = f" line {problem.line}" if problem.line else ""
        app.talk.say(f"{name}: unreadable: {problem.url}{line}: {problem.reason}")
    first = "first capture, " if ran.first else ""
    app.talk.say(f"{name}: {first}committed {ran.commit[:10]}, {ran.operations} operations")
    for path in ran.reports:
        if path.endswith("summary.md"):
            app.talk.say(f"{name}: report {path}")
