"""driftwatch observe: import, show, add, lint, commit."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.named_text import opened
from driftwatch.cli.options import form_option, output_option, source_option
from driftwatch.errors import ManifestError

if TYPE_CHECKING:
    from driftwatch.wiring import App


@click.group()
def observe() -> None:
    """Keep what the live API was seen to do beside what is documented and relied on; no value of a body is kept."""


@observe.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="Tell what would be written, write no file.")
@form_option("text", "json")
@output_option
@with_app()
def import_(app: "App", *, files: tuple[str, ...], dry_run: bool, format_name: str, output: str | None) -> int:
    """Take recorded traffic in: HAR or NDJSON (`-` is standard input), as shapes and counts for each manifest.

    Of a call the names and types of fields, the status and a few headers are kept, never a value of a body or a
    credential. Exit code 1 when an answer differs from what its manifest says.

    \b
    Examples:
      driftwatch observe import traffic.har
      zcat calls.ndjson.gz | driftwatch observe import - --dry-run
    """
    from driftwatch.cli.output import check_output, put, tell_problems
    from driftwatch.reports.observed import IMPORT_FORMATS
    from driftwatch.workflows.observations import imported

    check_output(output)
    found = app.policies.manifests_at(())
    result = imported(app, found.manifests, files, opened=opened, keep=not dry_run)
    put(IMPORT_FORMATS[format_name](result), output)
    differing = any(case.verdict == "differs" for one in result.contracts for case in one.seen.cases)
    return tell_problems(found.errors) or int(differing)


@observe.command()
@click.argument("paths", nargs=-1, metavar="[FILE]...", type=click.Path())
@with_app()
def lint(app: "App", *, paths: tuple[str, ...]) -> int:
    """Say what is wrong with observations: file, line, column, and what was probably meant.

    Exit code 2 when one cannot be used.

    \b
    Examples:
      driftwatch observe lint
      driftwatch observe lint observations/post-v1-videos/api.example.com/latest.yaml
    """
    from driftwatch.cli.output import tell
    from driftwatch.workflows.observations import observations_at

    found = observations_at(app, paths)
    for file in found:
        for problem in file.problems:
            tell(str(problem))
        if not file.problems:
            tell(f"{file.file}: OK")
    errors = sum(len(file.problems) for file in found)
    counts = ((len(found), "file"), (errors, "error"))
    click.echo(": ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts), err=True)
    return ManifestError.exit_code if errors else 0


@observe.command()
@with_app()
def commit(app: "App") -> int:
    """Commit what was observed since the last commit, and nothing else, as `driftwatch run` does with captures.

    \b
    Examples:
      driftwatch observe commit
    """
    from driftwatch.cli.output import tell
    from driftwatch.workflows.observations_commit import commit_observations

    made = commit_observations(app)
    tell(f"committed {made[:10]}" if made else "nothing new was observed")
    return 0


@observe.command()
@click.argument("contract", required=False)
@form_option("text", "markdown", "json")
@output_option
@with_app()
@source_option
def show(app: "App", *, contract: str | None, format_name: str, output: str | None, source: str | None) -> int:
    """Show what is documented, relied on and observed, side by side; what is observed too long ago counts as `?`.

    CONTRACT is a method and path as in a manifest, or the manifest's file.

    \b
    Examples:
      driftwatch observe show
      driftwatch observe show "POST /v1/videos" --format markdown
    """
    from driftwatch.cli.output import check_output, put, tell_problems
    from driftwatch.reports.witnessed import SHOW_FORMATS
    from driftwatch.workflows.observations import shown

    check_output(output)
    manifests = app.policies.manifests_at(())
    found, problems = shown(app, manifests.manifests, contract, source=source)
    put(SHOW_FORMATS[format_name](found), output)
    return tell_problems((*manifests.errors, *problems))


@observe.command()
@click.argument("contract")
@click.option("--case", "case", required=True, help="The failure, as manifests name it: upstream-5xx.")
@click.option("--status", required=True, type=click.IntRange(100, 599), help="HTTP status of the answer.")
@click.option("--at", required=True, help="When, ISO 8601 with its zone: 2026-11-20T17:05:00Z.")
@click.option("--variant", default="", help="Which variant of the manifest.")
@click.option("--request-id", default="", help="By what the API knows the call.")
@click.option("--note", default="", help="A line about it.")
@with_app()
def add(app: "App", *, contract: str, case: str, status: int, at: str, variant: str, request_id: str, note: str) -> int:
    """Write down an answer that somebody saw in an incident. It is observed only, and never enough for a release.

    \b
    Examples:
      driftwatch observe add "POST /v1/videos" --case upstream-5xx --status 503 --at 2026-11-20T17:05:00Z
    """
    from driftwatch.cli.output import tell
    from driftwatch.manifests.observations.incident import Incident
    from driftwatch.workflows.observations import incident, moment

    found = app.policies.manifests_at(())
    when = moment(at, app.clock)
    wanted = Incident(
        contract=contract, case=case, status=status, at=when, variant=variant, request_id=request_id, note=note
    )
    file, written = incident(app, found.manifests, wanted)
    tell(f"wrote {file}: {written.name}, {status}, observed only")
    if written.because:
        tell(f"it differs: {written.because}", err=True)
    return 0
