"""driftwatch manifest: init, lint, review, schema."""

import sys
from typing import TYPE_CHECKING

import click

from driftwatch.cli.options import config_option, output_option, source_option

if TYPE_CHECKING:
    from driftwatch.wiring import App
    from driftwatch.workflows.manifests import ManifestSet

_BROKEN = 2


@click.group()
def manifest() -> None:
    """Write, lint and review manifests: what an integration relies on."""


@manifest.command()
@click.argument("operation")
@click.option("--variant", default="", help="Which documentation is meant, when several pages document the operation.")
@click.option("--owner", default="", help="The team that answers for it.  [default: from CODEOWNERS]")
@click.option(
    "--from-fixture",
    nargs=2,
    type=click.Path(exists=True, dir_okay=False),
    metavar="REQUEST RESPONSE",
    help="Sanitised JSON recordings: keep only the fields that they hold.",
)
@click.option("--against", help="A date, revision, snapshot folder or OpenAPI file.  [default: newest snapshot]")
@click.option("--stdout", is_flag=True, help="Print the manifest, write no file.")
@output_option
@config_option
@source_option
@click.pass_context
def init(
    ctx: click.Context,
    *,
    operation: str,
    variant: str,
    owner: str,
    from_fixture: tuple[str, str] | None,
    against: str | None,
    stdout: bool,
    output: str | None,
    config_file: str | None,
    source: str | None,
) -> int:
    """Write a manifest for OPERATION from the newest snapshot.

    What the documentation does not say is written as unknown, with a TODO. A file that exists is never overwritten.

    \b
    Examples:
      driftwatch manifest init "POST /v1/chat/completions" --owner llm-platform
      driftwatch manifest init "POST /v1/videos" --variant seedance
      driftwatch manifest init "POST /v1/embeddings" --from-fixture request.json response.json
    """
    from driftwatch.cli.output import tell
    from driftwatch.workflows.manifest_init import Request, written

    app = _app(ctx, config_file)
    request = Request(operation=operation, variant=variant, owner=owner, fixtures=from_fixture, output=output)
    text, path = written(app, request, source=source, against=against, keep=not stdout)
    if path is None:
        click.echo(text, nl=False)
    else:
        todos = text.count("TODO")
        tell(f"wrote  {path} ({todos} TODO)")
        tell(f"next: fill in what is marked TODO, then `driftwatch manifest lint {path}`", err=True)
    return 0


@manifest.command()
@click.argument("paths", nargs=-1, metavar="[MANIFEST]...", type=click.Path())
@click.option("--strict", is_flag=True, help="Exit with 1 when there is a warning.")
@config_option
@click.pass_context
def lint(ctx: click.Context, *, paths: tuple[str, ...], strict: bool, config_file: str | None) -> int:
    """Say what is wrong with manifests: file, line, column, and what was probably meant.

    Reads no documentation. Exit code 2 when a manifest cannot be used.

    \b
    Examples:
      driftwatch manifest lint
      driftwatch manifest lint contracts/post-v1-videos.yaml --strict
    """
    from driftwatch.cli.output import tell

    found = _app(ctx, config_file).policies.manifests_at(paths)
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
        return _BROKEN
    return int(strict and warnings > 0)


@manifest.command()
@click.argument("paths", nargs=-1, metavar="[MANIFEST]...", type=click.Path())
@click.option("--by", help="Who reviews: record the review under this name.")
@click.option("--ref", default="", help="Where the review can be looked up: a pull request or ticket.")
@click.option("--yes", is_flag=True, help="Record without asking.")
@config_option
@source_option
@click.pass_context
def review(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    by: str | None,
    ref: str,
    yes: bool,
    config_file: str | None,
    source: str | None,
) -> int:
    """Walk through what changed since each manifest's pages were read, and record that somebody looked.

    With --by the access date, the reviewer and the digests of snapshot and pages are written into the file; comments
    and order stay. Without it nothing is written.

    \b
    Examples:
      driftwatch manifest review
      driftwatch manifest review contracts/post-v1-videos.yaml --by jonas --ref "PR 381"
    """
    from driftwatch.cli.output import tell
    from driftwatch.workflows.manifest_review import record, reviews

    app = _app(ctx, config_file)
    found = app.policies.manifests_at(paths)
    for one in reviews(app, found.manifests, source=source):
        for line in one.lines:
            tell(line)
        agreed = by and (yes or not sys.stdin.isatty() or click.confirm("record this review?", default=True, err=True))
        if by and agreed:
            record(one, by=by, ref=ref, today=app.clock.today())
            tell(f"recorded in {one.manifest.file}: accessed {app.clock.today()}, reviewed by {by}")
    for problem in found.errors:
        tell(str(problem), err=True)
    return _BROKEN if found.errors else 0


@manifest.command()
@output_option
def schema(*, output: str | None) -> int:
    """Print the JSON Schema of a manifest, for editors.

    \b
    Examples:
      driftwatch manifest schema --output contracts/manifest.schema.json
    """
    from driftwatch.cli.output import put
    from driftwatch.manifests.schema import schema_text

    put(schema_text(), output or None)
    return 0


def _app(ctx: click.Context, config_file: str | None) -> "App":
    from driftwatch.cli.talk import talk_for
    from driftwatch.wiring import App, log_to_stderr

    log_to_stderr(verbose=ctx.obj["verbose"])
    return App(config_file, talk=talk_for(quiet=ctx.obj["quiet"]))
