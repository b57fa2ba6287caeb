"""driftwatch comment."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import source_option
from driftwatch.errors import UsageError

if TYPE_CHECKING:
    from driftwatch.wiring import App


@click.command()
@click.argument("pull_request", type=click.IntRange(min=1), required=False)
@with_app()
@source_option
@click.option("--since", required=True, help="The commit from which the change starts: HEAD^1 of a merge.")
@click.option("--repo", help="Write to this repository, OWNER/NAME.  [default: GITHUB_REPOSITORY]")
@click.option("--dry-run", is_flag=True, help="Print the comment, and write nothing.")
def comment(
    app: "App", *, pull_request: int | None, source: str | None, since: str, repo: str | None, dry_run: bool
) -> int:
    """Say on a pull request what is open about the manifests that it changes, and what its code names.

    One comment, brought up to date with each call; none where nothing is open. Needs GITHUB_TOKEN with the permission
    `pull-requests: write`. The action does it with `mode: comment`.

    \b
    Examples:
      driftwatch comment --since "$(git merge-base main HEAD)" --dry-run
      driftwatch comment 128 --since HEAD^1
    """
    from driftwatch.config.sources import wanted_sources
    from driftwatch.workflows.issues_sync import author_of
    from driftwatch.workflows.touched import comment_on, touched

    if pull_request is None and not dry_run:
        raise UsageError("which pull request?", hint="give its number, or --dry-run")
    github = app.github(repo)
    is_home = dry_run or github.is_home_of(app.repository.remotes())
    text, count = touched(
        app,
        wanted_sources(app.workspace.config, source),
        since=since,
        address=github.commit_address,
        file_address=github.file_address if is_home else None,
    )
    if dry_run or pull_request is None:
        click.echo(text if count else "", nl=False)
        return 0
    with github.issues() as tracker:
        done = comment_on(tracker, pull_request, text, author=author_of(app, tracker), is_empty=not count)
    app.talk.say(f"pull request #{pull_request}: {done}")
    return 0
