"""driftwatch issues."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import outcomes_option, source_option
from driftwatch.errors import PublishError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from driftwatch.model.outcome import Outcome
    from driftwatch.wiring import App
    from driftwatch.workflows.issues_sync import Synced


@click.group()
def issues() -> None:
    """Keep GitHub issues in step with the open drift."""


@issues.command()
@with_app()
@source_option
@click.option("--repo", help="Write to this repository, OWNER/NAME.  [default: GITHUB_REPOSITORY]")
@click.option("--dry-run", is_flag=True, help="Print what would be done, and write nothing.")
@outcomes_option("What `driftwatch run --outcomes` wrote: a source that was refused gets an issue, too.")
def sync(app: "App", *, source: str | None, repo: str | None, dry_run: bool, outcomes_file: str | None) -> int:
    """Open, update, reopen and close issues, so that the open ones are exactly the open drift.

    Reads the captures in git and the token in GITHUB_TOKEN, which needs the permission `issues: write`; without a token
    --dry-run tells what would be done as if no issue were open. Exits with 3
    when something could not be written; the next call finishes. A manifest that cannot be used has an issue of its own,
    and counts as it was last committed in order. Sources with `scheduled = false` are left out, unless --source names
    one.

    \b
    Examples:
      driftwatch issues sync --dry-run
      driftwatch issues sync --repo acme/api-drift
    """
    from driftwatch.config.sources import wanted_sources

    names = wanted_sources(app.workspace.config, source)
    outcomes = _read(outcomes_file) if outcomes_file is not None else ()
    return publish(app, names, repo=repo, dry_run=dry_run, outcomes=outcomes)


def _read(file: str) -> "tuple[Outcome, ...]":
    from pathlib import Path

    from driftwatch.model.outcome import outcomes_of

    try:
        return outcomes_of(Path(file).read_bytes(), file)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}", hint="check --outcomes") from None


@issues.command()
@with_app()
@source_option
@click.option("--repo", help="Read the issues of this repository, OWNER/NAME.  [default: GITHUB_REPOSITORY]")
@click.option("--dry-run", is_flag=True, help="Print what would be committed, and commit nothing.")
def answers(app: "App", *, source: str | None, repo: str | None, dry_run: bool) -> int:
    """Carry out what people answered in issues, as a commit to driftwatch.toml.

    A comment that begins with `/driftwatch accept until 2027-01-31 because ...` accepts what its issue tells, when its
    author may write to the repository. The next `driftwatch issues sync` replies to it, and closes the issue. A run
    with --publish does both.

    \b
    Examples:
      driftwatch issues answers --dry-run
      driftwatch issues answers && git push && driftwatch issues sync
    """
    from driftwatch.config.sources import wanted_sources

    answered(app, wanted_sources(app.workspace.config, source), repo=repo, dry_run=dry_run)
    return 0


def answered(app: "App", names: tuple[str, ...], *, repo: str | None = None, dry_run: bool = False) -> str:
    """Carry out what people answered in the issues of some sources; returns the commit, "" when there is none."""
    from driftwatch.cli.output import tell
    from driftwatch.workflows.answers import take_answers
    from driftwatch.workflows.issues_sync import author_of

    with app.github(repo).issues() as tracker:
        taken = take_answers(app, names, tracker, author=author_of(app, tracker), dry_run=dry_run)
    for entry in taken.entries:
        one = entry.accept
        line = f"accept {one.fingerprint} until {one.expires} ({one.owner}): {one.reason}"
        if dry_run:
            tell(line)
        else:
            app.talk.say(line)
    if taken.commit:
        app.talk.say(f"answers are committed as {taken.commit[:10]}")
    return taken.commit


def publish(
    app: "App",
    names: tuple[str, ...],
    *,
    repo: str | None = None,
    dry_run: bool = False,
    outcomes: "Iterable[Outcome]" = (),
) -> int:
    """Sync the issues of some sources; returns the exit code."""
    from driftwatch.cli.output import complain
    from driftwatch.workflows.issues_sync import sync as sync_issues

    github = app.github(repo)
    if is_at_desk := dry_run and not github.has_token:
        app.talk.say("GITHUB_TOKEN is not set: this is what would be done as if no issue were open")
    with github.no_issues() if is_at_desk else github.issues() as tracker:
        synced = sync_issues(
            app,
            names,
            tracker,
            address=github.commit_address,
            file_address=github.file_address if github.is_home_of(app.repository.remotes()) else None,
            dry_run=dry_run,
            outcomes=outcomes,
        )
    if dry_run:
        _print_plan(synced)
    for error in synced.failed:
        complain(error.message, error.hint)
    if synced.failed:
        return PublishError.exit_code
    return 0


def _print_plan(synced: "Synced") -> None:
    """Print what a sync would do, with every text that it would write."""
    from driftwatch.reports.safe import log_line, one_line, visible
    from driftwatch.workflows.publish_plan import told

    for issue, text in synced.replies:
        click.echo(log_line(f"reply: #{issue.number} {text.splitlines()[-1]}", limit=400))
    for action in synced.actions:
        click.echo(log_line(told(action), limit=400))
        for line in (action.comment or "").splitlines()[1:]:
            click.echo(f"  comment: {one_line(line, limit=400)}")
        for line in action.body.splitlines() if action.writes else ():
            click.echo(f"  | {visible(line)}")
