"""An explanation as text for a terminal, as Markdown, and as JSON."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.model.finding import Finding, State, Suppression
from driftwatch.model.json_values import indented
from driftwatch.reports import safe
from driftwatch.reports.explained import Explanation
from driftwatch.reports.json_report import finding_shape
from driftwatch.reports.json_shapes import (
    ExplainedAcceptance,
    ExplainedFinding,
    ExplainedLevel,
    ExplainedRemedy,
    ExplainedUse,
    FindingsSide,
)
from driftwatch.reports.words import whole_sides

Form: TypeAlias = Literal["prose", "name", "address", "block"]
_LONGEST: Final = 4000
"""Characters of a sentence or name; blocks are whole."""
_STATES: Final[Mapping[State, str]] = {
    "open": "open",
    "accepted": "accepted",
    "reviewed": "reviewed: every manifest that it affects was reviewed since",
    "over": "over: it was taken back or backfilled, or open drift tells of its place in other words",
}


class _Row(Struct, frozen=True):
    """One thing that is known: what it is, and how it is written."""

    label: str
    value: str
    form: Form = "prose"
    note: str = ""
    """Of ours, after the value."""


def text(explanation: Explanation) -> str:
    """Write an explanation as plain text."""
    finding = explanation.finding
    head = f"{finding.level} {finding.id} {finding.fingerprint}"
    lines = [safe.one_line(head), safe.one_line(finding.message, limit=_LONGEST), ""]
    for row in _rows(explanation):
        if row.form == "block":
            lines += [f"{row.label}:", *(f"  {safe.visible(line)}" for line in row.value.splitlines())]
        else:
            lines.append(f"{row.label + ':':<12}{safe.one_line(row.value, limit=_LONGEST)}{row.note}")
    return "\n".join(lines) + "\n"


def markdown(explanation: Explanation) -> str:
    """Write an explanation as Markdown."""
    finding = explanation.finding
    lines = [f"# {safe.prose(finding.message)}", "", f"**{finding.level}** {safe.span(finding.id)}", ""]
    for row in _rows(explanation):
        if row.form == "block":
            block = safe.fenced(row.value, limit=len(row.value))
            lines += [f"- {row.label}:", "", *(f"  {line}" for line in block.splitlines()), ""]
        else:
            lines.append(f"- {row.label}: {_IN_MARKDOWN[row.form](row.value)}{row.note}")
    return "\n".join(lines) + "\n"


def _named(value: str) -> str:
    return safe.span(value, limit=_LONGEST)


_IN_MARKDOWN: Final[Mapping[Form, Callable[[str], str]]] = {
    "prose": safe.prose,
    "name": _named,
    "address": safe.link,
}


def _rows(explanation: Explanation) -> Iterator[_Row]:
    finding = explanation.finding
    yield _Row("state", _STATES[explanation.state])
    if explanation.suppression is not None:
        yield from _acceptance(explanation.suppression, holds=explanation.state == "accepted")
    yield _Row("finds", finding.title)
    yield _Row("why", finding.why)
    for level in explanation.levels:
        yield _Row("level", f"{level.level}: {level.because}")
    yield from _places(finding)
    yield from _said(finding)
    yield _Row("since", explanation.new.label, "name")
    yield _Row("not yet in", explanation.old.label, "name")
    if explanation.commit:
        yield _Row("commit", explanation.commit, "name")
    yield from _answers(explanation)


def _said(finding: Finding) -> Iterator[_Row]:
    """Say what was documented, what is now, and where."""
    for label, value in zip(("before", "after"), whole_sides(finding), strict=True):
        if value is not None:
            yield _Row(label, value if isinstance(value, str) else indented(value), "block")
    for source in finding.sources:
        yield _Row("observed" if source.stated_by == "observation" else "documented", source.url, "address")
        if source.locator:
            yield _Row("at", source.locator, "name", f" ({source.stated_by})")


def _answers(explanation: Explanation) -> Iterator[_Row]:
    """Say whom it hurts, and what can be done about it."""
    finding = explanation.finding
    for use in finding.impact.uses:
        owner = f", {use.owner}" if use.owner else ""
        yield _Row("relied on", f"{use.manifest}: {use.claim} ({use.file}:{use.line}{owner})", "name")
    yield _Row("do", finding.advice)
    for remedy in explanation.remedies:
        yield _Row("run", remedy.command, "name", f" ({remedy.does})")
    for reason in explanation.differs:
        yield _Row("oasdiff", reason)


def _acceptance(one: Suppression, *, holds: bool) -> Iterator[_Row]:
    day = f" until {one.expires}" if one.expires else ""
    yield _Row("accepted" if holds else "it was", f"{'' if holds else 'accepted'}{day}".strip() or "for ever")
    yield _Row("because", one.reason, "name", "")
    if one.owner:
        yield _Row("by", one.owner, "name")
    yield _Row("written in", one.where, "name")


def _places(finding: Finding) -> Iterator[_Row]:
    for operation in finding.operations:
        yield _Row("operation", operation, "name")
    steps = (finding.location.replace(".", " "), finding.status, finding.media_type)
    for label, value in (
        ("variant", finding.variant),
        ("where", " ".join(step for step in steps if step)),
        ("field", finding.field if finding.field != finding.status else None),
        ("schema", finding.schema),
    ):
        if value:
            yield _Row(label, value, "name")


def json(explanation: Explanation) -> str:
    """Write an explanation as JSON: `driftwatch.explanation/1`, see docs/json.md."""
    finding = explanation.finding
    return indented(
        ExplainedFinding(
            schema="driftwatch.explanation/1",
            source=explanation.source,
            state=explanation.state,
            finding=finding_shape(finding),
            title=finding.title,
            why=finding.why,
            old=FindingsSide(label=explanation.old.label, digest=explanation.old.digest),
            new=FindingsSide(label=explanation.new.label, digest=explanation.new.digest),
            commit=explanation.commit,
            levels=[ExplainedLevel(level=each.level, because=each.because) for each in explanation.levels],
            uses=[
                ExplainedUse(manifest=use.manifest, file=use.file, line=use.line, owner=use.owner, claim=use.claim)
                for use in finding.impact.uses
            ],
            acceptance=_acceptance_shape(explanation.suppression),
            remedies=[ExplainedRemedy(command=each.command, does=each.does) for each in explanation.remedies],
            deviations=list(explanation.differs),
        )
    )


def _acceptance_shape(one: Suppression | None) -> ExplainedAcceptance | None:
    if one is None:
        return None
    return ExplainedAcceptance(reason=one.reason, owner=one.owner, expires=one.expires, where=one.where)


RENDERED: Final[Mapping[str, Callable[[Explanation], str]]] = {"text": text, "markdown": markdown, "json": json}
"""By the name of the format."""
