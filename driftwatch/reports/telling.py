"""Findings as lines of text: by level, then by rule; the same change in several places is told once."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec import Struct

from driftwatch.model.finding import LEVELS, Finding, Level, ManifestUse, Report
from driftwatch.model.json_values import canonical
from driftwatch.model.source import Source
from driftwatch.reports.words import diff_lines, edits_of


class Telling(Struct, frozen=True, kw_only=True):
    """One line: the first finding of its kind, and where else the same happened."""

    subject: str
    """Operation or area; "" when the message names it itself."""
    message: str
    also: tuple[str, ...]
    sources: tuple[Source, ...]
    uses: tuple[ManifestUse, ...]
    fingerprint: str
    edits: tuple[str, ...] = ()
    """Of the words of a page, when more than one line differs: the lines as a diff."""


class Chapter(Struct, frozen=True, kw_only=True):
    """All that one rule found at one level, with its advice said once."""

    level: Level
    id: str
    advice: str
    tellings: tuple[Telling, ...]


def chapters_of(report: Report) -> tuple[Chapter, ...]:
    """Arrange a report's findings, most severe first; rules in the order of their first finding."""
    arranged: dict[tuple[Level, str], list[Finding]] = {}
    for level in LEVELS:
        for finding in report.findings:
            if finding.level == level:
                arranged.setdefault((level, finding.id), []).append(finding)
    return tuple(
        Chapter(level=level, id=rule, advice=findings[0].advice, tellings=_tellings(findings))
        for (level, rule), findings in arranged.items()
    )


def subject_of(finding: Finding) -> str:
    """Name what a finding is about: its operation, variant and how many it reaches; its document; or its area."""
    if not finding.operations:
        return next((urlsplit(source.url).path for source in finding.sources if "://" in source.url), finding.area)
    first = finding.operations[0]
    variant = f" ({finding.variant})" if finding.variant else ""
    more = f" +{len(finding.operations) - 1}" if len(finding.operations) > 1 else ""
    return f"{first}{variant}{more}"


def _tellings(findings: Iterable[Finding]) -> tuple[Telling, ...]:
    alike: dict[str, list[Finding]] = {}
    for finding in findings:
        alike.setdefault(_sameness(finding), []).append(finding)
    return tuple(_telling(group) for group in alike.values())


def _sameness(finding: Finding) -> str:
    """Equal for findings that say the same of the same field; without a field each stands for itself."""
    if finding.field is None or finding.impact.uses:
        return finding.fingerprint
    return canonical([finding.field, finding.location, finding.before, finding.after])


def _telling(group: list[Finding]) -> Telling:
    first = group[0]
    subject = subject_of(first)
    named = first.message.startswith(f"`{first.operations[0]}`") if first.operations else False
    return Telling(
        subject="" if named else subject,
        message=first.message,
        also=tuple(dict.fromkeys(subject_of(each) for each in group[1:])),
        sources=first.sources,
        uses=first.impact.uses,
        fingerprint=first.fingerprint,
        edits=diff_lines(first) if len(edits_of(first)) > 1 else (),
    )
