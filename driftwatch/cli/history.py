"""driftwatch history and driftwatch blame."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import form_option, source_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from driftwatch.history.blame import Standing, Step
    from driftwatch.history.captures import History
    from driftwatch.model.finding import Finding
    from driftwatch.reports.history_shapes import BlamedFact, HistoryCapture
    from driftwatch.wiring import App


@click.command()
@click.argument("operation", required=False)
@with_app(silent=True)
@source_option
@click.option("--field", help="Only changes of this field: a name, a path, or a pattern.")
@click.option("--limit", type=click.IntRange(min=1), help="Look at this many captures.")
@click.option("--all", "everything", is_flag=True, help="List captures without changes as well.")
@form_option("text", "json", "jsonl")
def history(
    app: "App",
    *,
    operation: str | None,
    source: str | None,
    field: str | None,
    limit: int | None,
    everything: bool,
    format_name: str,
) -> int:
    """List captures and what changed, newest first; with OPERATION, only what touched it.

    As jsonl, for a database, it is one finding a line, of every source when none is named.

    \b
    Examples:
      driftwatch history
      driftwatch history "POST /v1/videos" --field model
      driftwatch history --format jsonl > history.jsonl
    """
    from driftwatch.history.blame import check_documented, steps
    from driftwatch.history.captures import History
    from driftwatch.history.review import Judge
    from driftwatch.model.json_values import indented

    filtered = operation is not None or field is not None

    def found_in(name: str, past: "History") -> "list[Step]":
        return [
            step
            for step in steps(past, Judge(app.policies.of(name)), operation=operation, field=field, limit=limit)
            if everything or step.findings or (step.first and not filtered)
        ]

    if format_name == "jsonl":
        return _all_lines(app, source, found_in)
    name, _ = app.workspace.source(source)
    past = History.of(app, name)
    found = found_in(name, past)
    if operation is not None and not found:
        check_documented(past, operation)
    _tell_missing(past)
    if format_name == "json":
        click.echo(indented([_step(step) for step in found]), nl=False)
    elif not found and not past.captures(limit=1):
        click.echo("no captures yet")
    else:
        click.echo(_steps_text(found), nl=False)
    return 0


def _all_lines(app: "App", source: str | None, found_in: "Callable[[str, History], list[Step]]") -> int:
    """Print a finding a line, of the source that is named or of every one."""
    from driftwatch.history.captures import History

    for each in (source,) if source is not None else sorted(app.workspace.config.sources):
        name, _ = app.workspace.source(each)
        past = History.of(app, name)
        _tell_missing(past)
        click.echo(_lines(name, found_in(name, past)), nl=False)
    return 0


@click.command()
@click.argument("operation")
@click.argument("field", required=False)
@with_app(silent=True)
@source_option
@form_option("text", "json")
def blame(app: "App", *, operation: str, field: str | None, source: str | None, format_name: str) -> int:
    """Tell since which capture each fact of OPERATION stands, and what it said before.

    \b
    Examples:
      driftwatch blame "POST /v1/videos"
      driftwatch blame "POST /v1/videos" model
    """
    from driftwatch.errors import UsageError
    from driftwatch.history.blame import blame as standings_of
    from driftwatch.history.blame import known_fields
    from driftwatch.history.captures import History
    from driftwatch.model.json_values import indented
    from driftwatch.reports.history_shapes import BlamedOperation
    from driftwatch.spelling import did_you_mean

    name, _ = app.workspace.source(source)
    past = History.of(app, name)
    found = standings_of(past, operation, field=field)
    if not any(standings for _, standings in found):
        near = did_you_mean(field or "", known_fields(past, operation))
        raise UsageError(f"{operation} has no field {field!r}{near}", hint="leave the field out to see all")
    _tell_missing(past)
    if format_name == "json":
        value = [
            BlamedOperation(operation=owner.name, variant=owner.variant, facts=[_standing(each) for each in standings])
            for owner, standings in found
        ]
        click.echo(indented(value), nl=False)
        return 0
    for owner, standings in found:
        click.echo(_standings_text(owner.label, standings), nl=False)
    return 0


def _tell_missing(past: "History") -> None:
    from driftwatch.cli.output import tell
    from driftwatch.history.captures import UNSHALLOW

    if missing := past.missing():
        tell(f"warning: {missing}: {UNSHALLOW}", err=True)


def _steps_text(found: "list[Step]") -> str:
    from driftwatch.reports.grouping import counts_in_words
    from driftwatch.reports.plain_lines import plain_lines

    if not found:
        return "no changes\n"
    lines = []
    for step in found:
        said = "first capture" if step.first else counts_in_words(step.findings)
        lines.append(f"{step.captured.date} {step.captured.commit[:10]}  {said}")
        lines += [f"  {line}" for line in plain_lines(step.findings, _line)]
    return "\n".join(lines) + "\n"


def _line(finding: "Finding") -> str:
    from driftwatch.reports.plain_lines import said_of
    from driftwatch.reports.safe import one_line

    return f"{finding.level:<8}  {said_of(finding, shown=one_line)}"


def _standings_text(label: str, standings: "tuple[Standing, ...]") -> str:
    from driftwatch.reports.fact_words import fact_in_words
    from driftwatch.reports.safe import one_line

    lines = [one_line(label)]
    for each in standings:
        at_least = "at least since" if each.from_start else "since"
        says = fact_in_words(each.at, each.words, each.words_before)
        lines.append(f"  {each.since.date} {each.since.commit[:10]}  {one_line(each.at)}: {says} ({at_least})")
        if each.words_before is not None:
            lines.append(f"{'':25}before: {fact_in_words(each.at, each.words_before, each.words)}")
    return "\n".join(lines) + "\n"


def _step(step: "Step") -> "HistoryCapture":
    from driftwatch.reports.history_shapes import HistoryCapture, HistoryFinding
    from driftwatch.reports.json_report import members_of

    findings = [
        HistoryFinding(
            id=finding.id,
            level=finding.level,
            operations=list(finding.operations),
            field=finding.field,
            message=finding.message,
            fingerprint=finding.fingerprint,
            members=members_of(finding),
        )
        for finding in step.findings
    ]
    return HistoryCapture(date=step.captured.date, commit=step.captured.commit, first=step.first, findings=findings)


def _lines(source: str, found: "list[Step]") -> str:
    """Write one line of JSON a finding, and one for a capture without any."""
    import msgspec

    from driftwatch.model.json_values import visible
    from driftwatch.reports.history_shapes import HistoryLine

    lines = (
        HistoryLine(
            source=source,
            date=step.captured.date,
            commit=step.captured.commit,
            first=step.first,
            id=finding.id if finding is not None else None,
            level=finding.level if finding is not None else None,
            operations=list(finding.operations) if finding is not None else [],
            field=finding.field if finding is not None else None,
            message=finding.message if finding is not None else None,
            fingerprint=finding.fingerprint if finding is not None else None,
        )
        for step in found
        for finding in step.findings or (None,)
    )
    return b"".join(visible(msgspec.json.encode(line)) + b"\n" for line in lines).decode()


def _standing(each: "Standing") -> "BlamedFact":
    from driftwatch.reports.history_shapes import BlamedFact

    return BlamedFact(
        at=each.at,
        says=dict(each.says),
        since=each.since.date,
        commit=each.since.commit,
        from_start=each.from_start,
        said_before=None if each.said_before is None else dict(each.said_before),
    )
