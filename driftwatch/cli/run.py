"""driftwatch run and driftwatch snapshot."""

from typing import TYPE_CHECKING, Final

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import (
    accept_loss_option,
    outcomes_option,
    report_options,
    side_by_side_options,
    source_option,
)
from driftwatch.errors import DriftwatchError, ObservationError, RepositoryError

if TYPE_CHECKING:
    from driftwatch.cli.captures import Captures
    from driftwatch.cli.commits import Commits
    from driftwatch.model.finding import Report
    from driftwatch.model.outcome import Outcome
    from driftwatch.wiring import App
    from driftwatch.workflows.run import Ran

_SEPARATED: Final = frozenset({"text", "markdown"})
"""Formats of which several reports can stand in one file."""


@click.command()
@with_app()
@source_option
@click.option("--shard", metavar="I/N", help="Only the I-th of N shares of the sources, as a job of a matrix takes it.")
@click.option(
    "--from",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    help="Take in the capture of `driftwatch snapshot --out` in this folder; may be given several times.",
)
@accept_loss_option
@side_by_side_options
@click.option("--publish", is_flag=True, help="Sync GitHub issues afterwards, as `driftwatch issues sync` does.")
@outcomes_option("Write to this file which sources were captured and which refused, for `driftwatch issues sync`.")
@click.option(
    "--record",
    type=click.Path(dir_okay=False),
    help="Read all in full, and write to this file what was sent and answered, redacted (HAR): attach it to a report.",
)
@click.option(
    "--replay",
    type=click.Path(exists=True, dir_okay=False),
    help="Run what --record wrote once more, offline. Nothing is written or committed.",
)
@report_options
def run(
    app: "App",
    *,
    source: str | None,
    shard: str | None,
    folders: tuple[str, ...],
    accept_loss: bool,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    publish: bool,
    outcomes_file: str | None,
    record: str | None,
    replay: str | None,
    format_name: str,
    fail_on: str | None,
    output: str | None,
) -> int:
    """Capture the documentation, compare it with the capture before, report and commit: the scheduled job.

    Writes snapshots/SOURCE/ and, when something changed, reports/DATE/SOURCE/ and the changelog reports/SOURCE.md, and
    commits them in one commit; nothing else in the repository is touched. Without --source every source of
    driftwatch.toml is captured but those with `scheduled = false`. What `driftwatch check` finds at warning or above is
    told as well, in every run until it is settled. With --publish a source that is refused opens an issue, too.

    \b
    Examples:
      driftwatch run
      driftwatch run --source cometapi --fail-on never --format markdown
      driftwatch run --source cometapi --record run.har
      driftwatch run --replay run.har
      driftwatch run --jobs 4
      driftwatch run --shard 2/8 --jobs 4
      driftwatch run --from captured/cometapi
      driftwatch run --executor dask --scheduler tcp://127.0.0.1:8786
    """
    from driftwatch.cli.captures import Way, captures_of
    from driftwatch.cli.commits import Commits
    from driftwatch.cli.output import check_output, put
    from driftwatch.model.outcome import written

    if replay is not None:
        from driftwatch.cli.replay import replayed

        _stand_alone(source, shard, folders, jobs, publish, outcomes_file, record)
        return replayed(app, replay, accept_loss=accept_loss, format_name=format_name, fail_on=fail_on, output=output)
    way = Way(jobs=jobs, executor=executor, scheduler=scheduler, accept_loss=accept_loss, record=record)
    captures = captures_of(app, way, source=source, shard=shard, folders=folders)
    names = captures.names
    check_output(record)
    if publish:
        app.github(None).check()
    check_output(outcomes_file)
    commits = Commits()
    if publish:
        _take_answers(app, names, commits)
    code, texts, outcomes = _run_all(app, captures, commits, format_name=format_name, fail_on=fail_on, output=output)
    with commits.told():
        if texts or len(names) > 1:
            put("\n".join(texts), output)
        if outcomes_file is not None:
            put(written(outcomes).decode(), outcomes_file)
        if publish:
            from driftwatch.cli.issues import publish as publish_issues

            code = max(code, publish_issues(app, names, outcomes=outcomes))
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

    What --out writes is the snapshot as a run would commit it, and capture.json: `driftwatch run --from DIR` takes it
    in, on this machine or another one. It is made on top of the snapshot in that folder, or else of the committed one.

    \b
    Examples:
      driftwatch snapshot
      driftwatch snapshot cometapi --out /tmp/today
      driftwatch snapshot cometapi --out /tmp/today --accept-loss
    """
    return _snapshot_one(app, source, out=out, commit=not no_commit, accept_loss=accept_loss)


def _stand_alone(*others: object) -> None:
    if any(others):
        raise click.UsageError("--replay stands alone: the source is that of the file, and nothing is written")


def _take_answers(app: "App", names: tuple[str, ...], commits: "Commits") -> None:
    """Carry out what people answered in issues; where that cannot be done, the capture goes on all the same."""
    from driftwatch.cli.issues import answered
    from driftwatch.config.keys import CONFIG_NAME

    try:
        commit = answered(app, names)
    except DriftwatchError as error:
        app.talk.say(f"what people answered in issues waits: {error.message}")
        return
    if commit:
        commits.add(CONFIG_NAME, commit)


def _run_all(
    app: "App",
    captures: "Captures",
    commits: "Commits",
    *,
    format_name: str,
    fail_on: str | None,
    output: str | None,
) -> tuple[int, list[str], list["Outcome"]]:
    """Run each source; one that fails does not keep the others from running.

    Returns the worst exit code, the reports, and what a run can tell of its sources: captured, or refused.
    """
    from driftwatch.cli.output import check_output, complain, exit_code, rendered
    from driftwatch.model.outcome import Outcome, refused

    names = captures.names
    if len(names) > 1 and format_name not in _SEPARATED:
        raise click.UsageError(f"--format {format_name} holds one source: say which one with --source")
    check_output(output)
    codes, texts, outcomes = [0], [], list[Outcome]()
    for name, made in captures.made():
        try:
            with commits.told(name):
                report = _reported(app, name, made(), commits)
                outcomes.append(Outcome(source=name))
                texts.append(rendered(report, format_name, output))
                codes.append(exit_code(report, fail_on or app.workspace.fail_on))
        except DriftwatchError as error:
            if isinstance(error, ObservationError) and not isinstance(error, RepositoryError):
                outcomes.append(refused(name, error))
            elif len(names) == 1:
                raise
            complain(error.message if len(names) == 1 else f"{name}: {error.message}", error.hint)
            codes.append(error.exit_code)
    return max(codes), texts, outcomes


def _reported(app: "App", name: str, ran: "Ran", commits: "Commits") -> "Report":
    from driftwatch.cli.output import located

    commits.add(name, ran.commit)
    _tell(app, name, ran)
    return located(_with_breaches(app, name, ran), app, name)


def _snapshot_one(app: "App", name: str | None, *, out: str | None, commit: bool, accept_loss: bool) -> int:
    """Capture one source into a folder, or commit it; returns the exit code."""
    from pathlib import Path

    from driftwatch.workflows.run import run as run_source
    from driftwatch.workflows.snapshot_only import write_snapshot

    scheduled = app.workspace.config.scheduled
    name, source = app.workspace.source(name or (scheduled[0] if len(scheduled) == 1 else None))
    with app.fetcher(source) as fetcher:
        if out is None and commit:
            ran = run_source(app, name, source, fetcher=fetcher, policy=None, accept_loss=accept_loss)
            app.talk.say(f"{name}: committed {ran.commit[:10]}, {ran.operations} operations")
            return 0
        folder = Path(out) if out is not None else app.workspace.snapshots(name)
        captured = write_snapshot(
            app, name, source, folder=folder, fetcher=fetcher, parcel=out is not None, accept_loss=accept_loss
        )
    app.talk.say(f"{name}: wrote {folder}, {captured.counts.read} documents read")
    return 0


def _with_breaches(app: "App", name: str, ran: "Ran") -> "Report":
    """Add what `driftwatch check` finds at warning or above: a breach stands until somebody settles it."""
    report, manifests = ran.report, app.policies.of(name).manifests
    if not manifests:
        return report
    from msgspec import structs

    from driftwatch.rules.order import order
    from driftwatch.workflows.manifests import checked
    from driftwatch.workflows.observations import observed
    from driftwatch.workflows.open_breaches import untold

    pasts = observed(app).pasts
    held, unlisted = checked(app, manifests, source=name, label=name, against=None, commit=ran.commit, pasts=pasts)
    for problem in unlisted:
        app.talk.say(f"{name}: {problem}")
    breaches = untold(held.findings, report.findings, level="warning")
    return structs.replace(report, findings=tuple(sorted((*report.findings, *breaches), key=order)))


def _tell(app: "App", name: str, ran: "Ran") -> None:
    from driftwatch.cli.output import unread

    for line in unread(ran.problems):
        app.talk.say(f"{name}: {line}")
    first = "first capture, " if ran.first else ""
    app.talk.say(f"{name}: {first}committed {ran.commit[:10]}, {ran.operations} operations")
    for path in ran.reports:
        if path.endswith("summary.md"):
            app.talk.say(f"{name}: report {path}")
