"""driftwatch manifest: init, lint, review, update, show, todo, schema."""

import sys
from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import form_option, output_option, source_option
from driftwatch.errors import ManifestError, UsageError

if TYPE_CHECKING:
    from driftwatch.wiring import App
    from driftwatch.workflows.manifests import ManifestSet


@click.group()
def manifest() -> None:
    """Write, lint, review and update manifests: what an integration relies on."""


@manifest.command()
@click.argument("operation")
@click.option("--variant", default="", help="Which documentation is meant, when several pages document the operation.")
@click.option("--owner", default="", help="The team that answers for it.  [default: from CODEOWNERS]")
@click.option("--base-url", default="", help="Where the API is called.  [default: as documented, else asked]")
@click.option(
    "--from-fixture",
    nargs=2,
    type=click.Path(exists=True, dir_okay=False),
    metavar="REQUEST RESPONSE",
    help="Sanitised JSON recordings: keep only the fields that they hold.",
)
@click.option(
    "--from-traffic",
    metavar="FILE",
    help="Recorded calls, HAR or NDJSON (`-` is standard input): keep only the fields that they sent and got.",
)
@click.option("--against", help="A date, revision, snapshot folder or OpenAPI file.  [default: newest snapshot]")
@click.option("--stdout", is_flag=True, help="Print the manifest, write no file.")
@output_option
@with_app()
@source_option
def init(
    app: "App",
    *,
    operation: str,
    variant: str,
    owner: str,
    base_url: str,
    from_fixture: tuple[str, str] | None,
    from_traffic: str | None,
    against: str | None,
    stdout: bool,
    output: str | None,
    source: str | None,
) -> int:
    """Write a manifest for OPERATION from the newest snapshot.

    Beside each claim stands where it is documented, and in which words. What the documentation does not say, or what
    has two readings, is written as unknown, with a TODO. A file that exists is never overwritten. Exit code 2 when what
    was written cannot be used yet, because no base URL or no page is known.

    \b
    Examples:
      driftwatch manifest init "POST /v1/chat/completions" --owner llm-platform
      driftwatch manifest init "POST /v1/videos" --variant seedance
      driftwatch manifest init "POST /v1/embeddings" --from-fixture request.json response.json
      driftwatch manifest init "POST /v1/embeddings" --from-traffic traffic.har
    """
    from driftwatch.cli.named_text import opened
    from driftwatch.cli.output import tell, tell_problems
    from driftwatch.workflows.manifest_init import Request, written
    from driftwatch.workflows.manifests import named

    request = Request(
        operation=operation,
        variant=variant,
        owner=owner,
        base_url=base_url,
        fixtures=from_fixture,
        traffic=from_traffic,
        output=output,
    )
    draft = written(app, request, opened=opened, source=source, against=against, keep=not stdout, ask=_base_url)
    if stdout:
        click.echo(draft.text, nl=False)
    else:
        path, todos = named(draft.path, app.workspace.start), draft.text.count("TODO")
        tell(f"wrote  {path} ({todos} TODO)")
        tell(f"next: fill in what is marked TODO, then `driftwatch manifest lint {path}`", err=True)
    if draft.problems:
        tell("it cannot be used yet:", err=True)
        if draft.hint:
            tell(f"hint: {draft.hint}", err=True)
    return tell_problems(draft.problems)


def _base_url(why: str) -> str:
    """Ask where the API is called, where there is somebody to ask."""
    if not sys.stdin.isatty():
        return ""
    click.echo(f"{why}: where does your code send its calls? Empty leaves it open.", err=True)
    answer: str = click.prompt("base URL", type=str, default="", show_default=False, err=True)
    return answer.strip()


@manifest.command()
@click.argument("paths", nargs=-1, metavar="[MANIFEST]...", type=click.Path())
@click.option("--strict", is_flag=True, help="Exit with 1 when there is a warning.")
@with_app()
def lint(app: "App", *, paths: tuple[str, ...], strict: bool) -> int:
    """Say what is wrong with manifests: file, line, column, and what was probably meant.

    Reads no documentation. Exit code 2 when a manifest cannot be used.

    \b
    Examples:
      driftwatch manifest lint
      driftwatch manifest lint contracts/post-v1-videos.yaml --strict
    """
    from driftwatch.cli.output import tell

    found = app.policies.manifests_at(paths)
    for file in found.files:
        for problem in file.problems:
            tell(str(problem))
        if not file.errors:
            tell(f"{file.file}: OK")
    for problem in found.disagreements:
        tell(str(problem))
    return _told(found, strict=strict)


def _told(found: "ManifestSet", *, strict: bool) -> int:
    errors, warnings = len(found.errors), len(found.problems) - len(found.errors)
    counts = ((len(found.files), "file"), (errors, "error"), (warnings, "warning"))
    files, *rest = (f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts)
    click.echo(f"{files}: {', '.join(rest)}", err=True)
    if errors:
        return ManifestError.exit_code
    return int(strict and warnings > 0)


@manifest.command()
@click.argument("paths", nargs=-1, metavar="[MANIFEST]...", type=click.Path())
@click.option("--by", help="Who reviews: record the review under this name.")
@click.option("--ref", default="", help="Where the review can be looked up: a pull request or ticket.")
@click.option(
    "--release", default="", help="For which release (a tag or a name): pins the snapshot that was reviewed for it."
)
@click.option("--yes", is_flag=True, help="Record without asking.")
@with_app()
@source_option
def review(
    app: "App",
    *,
    paths: tuple[str, ...],
    by: str | None,
    ref: str,
    release: str,
    yes: bool,
    source: str | None,
) -> int:
    """Walk through what changed since each manifest's pages were read, and record that somebody looked.

    With --by the access date, the reviewer and the digests of snapshot and pages are written into the file; comments
    and order stay. Without it nothing is written.

    \b
    Examples:
      driftwatch manifest review
      driftwatch manifest review contracts/post-v1-videos.yaml --by jonas --ref "PR 381"
      driftwatch manifest review --by jonas --release v1.4
    """
    from driftwatch.cli.output import tell, tell_problems
    from driftwatch.manifests.file.shape import is_release
    from driftwatch.workflows.manifest_review import record, reviews

    if release and not by:
        raise UsageError("--release is recorded with a review: who reviews?", hint="give --by NAME")
    if release and not is_release(release):
        raise UsageError("--release is no name of a release", hint="letters, digits and . _ + / -, as v1.4")
    found = app.policies.manifests_at(paths, source=source)
    for one in reviews(app, found.manifests, source=source):
        for line in one.lines:
            tell(line)
        agreed = by and (yes or not sys.stdin.isatty() or click.confirm("record this review?", default=True, err=True))
        if by and agreed:
            record(one, by=by, ref=ref, today=app.clock.today(), release=release)
            of = f" for {release}" if release else ""
            tell(f"recorded in {one.manifest.file}: accessed {app.clock.today()}, reviewed by {by}{of}")
    return tell_problems(found.errors)


@manifest.command()
@click.argument("paths", nargs=-1, metavar="[MANIFEST]...", type=click.Path())
@click.option("--apply", "writes", is_flag=True, help="Write the files, and print no patch.")
@with_app()
@source_option
def update(app: "App", *, paths: tuple[str, ...], writes: bool, source: str | None) -> int:
    """Take open drift into the manifests that rely on it, as a patch to review.

    Names, paths, methods, values of lists, what is required, and addresses of pages are taken over from the newest
    capture; comments and order stay. What takes a person is told as TODO on stderr, and the exit code is 1; when
    nothing is left, the access date moves to the day of the capture. The code has to follow, and a review
    (`driftwatch manifest review`) settles the drift.

    \b
    Examples:
      driftwatch manifest update
      driftwatch manifest update | git apply
      driftwatch manifest update --apply contracts/post-v1-videos.yaml
    """
    from driftwatch.cli.output import tell, tell_problems
    from driftwatch.reports.safe import visible
    from driftwatch.workflows.manifest_update import updates, write

    found = app.policies.manifests_at(paths, source=source)
    left = 0
    for one in updates(app, found.manifests, source=source):
        for step in one.taken:
            tell(f"{step.use.file}:{step.use.line}: {step.use.claim}: {step.says}", err=True)
        for todo in one.left:
            tell(f"TODO {todo.use.file}:{todo.use.line}: {todo.use.claim}: {todo.says}", err=True)
        left += len(one.left)
        if writes and one.taken:
            write(one)
            tell(f"wrote  {one.file}")
        elif not writes:
            click.echo("".join(f"{visible(line)}\n" for line in one.patch.split("\n")[:-1]), nl=False)
    return tell_problems(found.errors) or int(left > 0)


_form_option = form_option("text", "markdown", "json")


@manifest.command()
@click.argument("paths", nargs=-1, metavar="[MANIFEST]...", type=click.Path())
@_form_option
@output_option
@with_app()
@source_option
def show(app: "App", *, paths: tuple[str, ...], format_name: str, output: str | None, source: str | None) -> int:
    """Show manifests as people read them: the contract table, the sources checked, and the release gate.

    With `--format markdown` it is ready for a runbook or a pull request. A manifest that cannot be used is told on
    stderr, and the exit code is 2.

    \b
    Examples:
      driftwatch manifest show contracts/post-v1-videos.yaml
      driftwatch manifest show --format markdown --output contracts/README.md
    """
    from driftwatch.cli.output import check_output, put, tell_problems
    from driftwatch.reports.contract_report import contracts_json, contracts_markdown, contracts_text
    from driftwatch.workflows.contracts import contracts

    check_output(output)
    found = app.policies.manifests_at(paths, source=source)
    written = {"text": contracts_text, "markdown": contracts_markdown, "json": contracts_json}[format_name]
    put(written(contracts(app, found.manifests, source=source)), output or None)
    return tell_problems(found.errors)


@manifest.command()
@click.argument("paths", nargs=-1, metavar="[MANIFEST]...", type=click.Path())
@click.option("--owner", help="Only what this team has to find out.")
@_form_option
@output_option
@with_app()
def todo(app: "App", *, paths: tuple[str, ...], owner: str | None, format_name: str, output: str | None) -> int:
    """List what manifests do not know, by owner, as questions to support or to whom the manifest names under `ask`.

    \b
    Examples:
      driftwatch manifest todo
      driftwatch manifest todo --owner llm-platform --format markdown --output questions.md
    """
    from driftwatch.cli.output import check_output, put, tell_problems
    from driftwatch.reports.contract_report import questions_json, questions_markdown, questions_text
    from driftwatch.workflows.contracts import questions

    check_output(output)
    found = app.policies.manifests_at(paths)
    written = {"text": questions_text, "markdown": questions_markdown, "json": questions_json}[format_name]
    put(written(questions(found.manifests, owner=owner)), output or None)
    return tell_problems(found.errors)


@manifest.command()
@output_option
def schema(*, output: str | None) -> int:
    """Print the JSON Schema of a manifest, for editors.

    \b
    Examples:
      driftwatch manifest schema --output contracts/manifest.schema.json
    """
    from driftwatch.cli.output import put
    from driftwatch.manifests.file.schema import schema_text

    put(schema_text(), output or None)
    return 0
