"""driftwatch check."""

from typing import TYPE_CHECKING

import click
from msgspec import structs

from driftwatch.cli.command import with_app
from driftwatch.cli.options import report_options, source_option

if TYPE_CHECKING:
    from driftwatch.located.problem import Problem
    from driftwatch.manifests.threeway.past import Past
    from driftwatch.model.finding import Report
    from driftwatch.wiring import App
    from driftwatch.workflows.manifests import ManifestSet

_NOTHING = ", and nothing could be checked"
_ELSEWHERE = "no source in driftwatch.toml watches the pages in `docs`"


@click.command()
@click.argument("paths", nargs=-1, metavar="[MANIFEST]...", type=click.Path())
@with_app()
@source_option
@click.option(
    "--against",
    help="A date, revision, snapshot folder, OpenAPI file, pages or `live`.  [default: newest snapshot]",
)
@click.option("--without-observations", is_flag=True, help="Leave out what the live API was observed to do.")
@report_options
def check(
    app: "App",
    *,
    paths: tuple[str, ...],
    source: str | None,
    against: str | None,
    without_observations: bool,
    format_name: str,
    fail_on: str | None,
    output: str | None,
) -> int:
    """Hold manifests against the newest snapshot: what they claim and the documentation does not say.

    What the live API was observed to do (`driftwatch observe`) is held against both, as long as it is fresh.

    MANIFEST is a file or folder; by default all below the `manifests` folder of driftwatch.toml. A manifest that cannot
    be used is told on stderr, the others are checked all the same, and the exit code is 2.

    \b
    Examples:
      driftwatch check
      driftwatch check contracts/post-v1-videos.yaml --format json
      driftwatch check contracts --against openapi.yaml --fail-on warning
    """
    from driftwatch.cli.output import check_output, deliver, located, tell_problems
    from driftwatch.workflows.observations import ObservedSet, observed

    check_output(output)
    found = app.policies.manifests_at(paths, source=source)
    seen = ObservedSet() if without_observations else observed(app)
    report, unlisted = _report(app, found, source=source, against=against, pasts=seen.pasts)
    report = structs.replace(located(report, app, source), asks="what manifests breach")
    nothing = _is_nothing_checked(found, unlisted)
    code = 0
    if format_name != "text" or not nothing:  # else it would say that nothing drifted
        code = deliver(report, format_name=format_name, output=output, fail_on=fail_on or app.workspace.fail_on)
    return _complain((*found.errors, *unlisted), nothing=nothing) or tell_problems(seen.problems) or code


def _report(
    app: "App", found: "ManifestSet", *, source: str | None, against: str | None, pasts: "tuple[Past, ...]"
) -> "tuple[Report, tuple[Problem, ...]]":
    """Check each manifest against its own source, or all against one that is named."""
    from driftwatch.cli.output import tell
    from driftwatch.workflows.manifest_sources import by_source, read_elsewhere
    from driftwatch.workflows.manifests import checked, joined

    if source or against or app.workspace.file is None:
        label = app.workspace.label(source)
        return checked(app, found.manifests, source=source, label=label, against=against, pasts=pasts)
    parted = by_source(app.workspace, found.manifests)
    lost = {id(one) for one in read_elsewhere(app.workspace, found.manifests)}
    for name, each in ((name, each) for name, mine in parted.items() for each in mine if id(each) in lost):
        tell(f"warning: {each.file}:{each.pages[0].line}: {_ELSEWHERE}; it is held against {name}", err=True)
    results = [checked(app, mine, source=name, label=name, against=None, pasts=pasts) for name, mine in parted.items()]
    return joined([report for report, _ in results]), tuple(one for _, problems in results for one in problems)


def _is_nothing_checked(found: "ManifestSet", unlisted: "tuple[Problem, ...]") -> bool:
    """Whether no manifest could be held against documentation, for what is wrong with each."""
    apart = {(one.file, one.line) for one in unlisted}
    return bool(found.errors or unlisted) and len(found.manifests) <= len(apart)


def _complain(problems: "tuple[Problem, ...]", *, nothing: bool) -> int:
    from driftwatch.cli.output import tell_problems

    code = tell_problems(problems)
    if problems:
        count = len(problems)
        click.echo(
            f"error: {count} problem{'s' if count > 1 else ''} in manifests{_NOTHING if nothing else ''}", err=True
        )
        click.echo(
            "  hint: `driftwatch manifest lint` tells them all; `driftwatch manifest schema` is for editors", err=True
        )
    return code
