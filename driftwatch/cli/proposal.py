"""driftwatch proposal."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import source_option

if TYPE_CHECKING:
    from driftwatch.wiring import App

_base = click.option("--base", required=True, help="The branch that captures are merged into.")
_repo = click.option("--repo", help="Look into this repository, OWNER/NAME.  [default: GITHUB_REPOSITORY]")
_since = click.option("--since", required=True, help="The commit before the captures.")
_until = click.option("--until", default="HEAD", show_default=True, help="The commit of the last capture.")


@click.group()
def proposal() -> None:
    """Keep captures in one pull request until somebody accepts them by merging it.

    For branches that nobody may push to. The action does all of this with `mode: pull-request`: it finds the branch
    that waits, captures on top of it, pushes, and opens or updates the pull request.
    """


@proposal.command()
@with_app(silent=True)
@_base
@_repo
def find(app: "App", *, base: str, repo: str | None) -> int:
    """Print the branch on which captures wait, and a free name for another one.

    Two lines: `waiting` and the branch, nothing behind it when nothing waits; `free` and a name below
    driftwatch/captures/BASE/. Needs GITHUB_TOKEN with the permission `pull-requests: read`.

    \b
    Example:
      driftwatch proposal find --base main
    """
    from driftwatch.workflows.proposal import find as find_branch

    with app.github(repo).pulls() as host:
        found = find_branch(host, base=base, today=app.clock.today())
    click.echo(f"waiting {found.waiting}".rstrip())
    click.echo(f"free {found.free}")
    return 0


@proposal.command(name="list")
@with_app(silent=True)
@source_option
@_since
@_until
def list_(app: "App", *, source: str | None, since: str, until: str) -> int:
    """Print what is worth pushing: captures with drift, or the first of their source, and what is newly accepted.

    And of how many documents the dates differ on which they were missed: what waits for another date needs those. They
    alone open no pull request.

    \b
    Example:
      driftwatch proposal list --since HEAD~1
    """
    from driftwatch.history.proposed import accepted_since, drift_since, waits_since

    names = [app.workspace.source(source)[0]] if source else sorted(app.workspace.config.sources)
    for name, capture in drift_since(app, names, since=since, until=until):
        counts = f"{capture.breaking} breaking, {capture.warning} warning, {capture.info} info"
        click.echo(f"{name} {capture.at} {counts}")
    for name, number in waits_since(app, names, since=since, until=until):
        click.echo(f"{name} waits for {number} document{'' if number == 1 else 's'}")
    for each in accepted_since(app, since=since, until=until):
        click.echo(f"accept {each.fingerprint or each.rule} until {each.expires}")
    return 0


@proposal.command()
@with_app(silent=True)
@_base
@click.option("--branch", required=True, help="The branch of the captures, pushed already.")
@_since
@_until
@_repo
def sync(app: "App", *, base: str, branch: str, since: str, until: str, repo: str | None) -> int:
    """Open or update the pull request of a branch that was pushed; nothing is written that stands there already.

    Needs GITHUB_TOKEN with the permission `pull-requests: write`. Exits with 3 when it could not be opened or written;
    the next call finishes.

    \b
    Example:
      driftwatch proposal sync --base main --branch driftwatch/captures/main/2026-12-01 --since main
    """
    from driftwatch.workflows.proposal import sync as sync_pull

    github = app.github(repo)
    with github.pulls() as host:
        done = sync_pull(app, host, base=base, branch=branch, since=since, until=until, address=github.file_address)
    click.echo(f"pull request{f' #{done.number}' if done.number else ''}: {done.verb}")
    for number in done.closed:
        click.echo(f"pull request #{number}: closed, #{done.number} came in its place")
    return 0
