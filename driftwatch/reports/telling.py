"""Findings as lines of text: by level, then by rule."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from driftwatch.extract.index.places import PAGE_SUFFIXES
from driftwatch.model.finding import LEVELS, Finding, Level, ManifestUse, Report
from driftwatch.model.source import Source
from driftwatch.reports.pointers import line_in
from driftwatch.reports.words import diff_lines, edits_of

_OF_CALLS: Final = ("operation", "request", "response")
"""Areas of findings that belong to a call, where one is named."""


class Telling(Struct, frozen=True, kw_only=True):
    """One finding as a line, and what is told below it."""

    subject: str
    """Operation or area; "" when the message names it itself."""
    message: str
    cited: tuple[Source, ...]
    """What was observed, and the first page that says it: a finding may stand for the pages of fifty operations."""
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
        Chapter(level=level, id=rule, advice=_advice(findings), tellings=tuple(map(_telling, findings)))
        for (level, rule), findings in arranged.items()
    )


def _advice(findings: Sequence[Finding]) -> str:
    """Say what is to be done; where one of them is told with what another rule found, what that asks for as well.

    Where each of several asks for something else, what the rule asks for whatever it finds.
    """
    if len({finding.advice for finding in findings}) == 1:
        return findings[0].advice
    return max((finding.usual_advice or finding.advice for finding in findings), key=len)


def subject_of(finding: Finding) -> str:
    """Name what a finding is about: its operation, variant and how many it reaches; its document; or its area."""
    if not finding.operations:
        # What is of no call is of the API: "request" before a schema that nobody sends would mislead.
        area = "API" if finding.area in _OF_CALLS else finding.area
        if finding.location == "documents" and len(finding.sources) > 1:
            return area  # of several pages at once, which its message names
        return next((page for source in finding.sources if (page := _page(source.url))), area)
    first = finding.first_operation
    variant = f" ({finding.variant})" if finding.variant else ""
    more = f" +{len(finding.operations) - 1}" if len(finding.operations) > 1 else ""
    return f"{first}{variant}{more}"


def _page(url: str) -> str:
    """Return what to call the page at an address, or in a file; "" of a specification on this machine, which is all."""
    if "://" in url:
        return urlsplit(url).path
    return url if url.lower().endswith(PAGE_SUFFIXES) else ""


def _telling(finding: Finding) -> Telling:
    subject = subject_of(finding)
    first = finding.message.split("`", 2)[1] if finding.message.startswith("`") else None
    named = (bool(first) and finding.first_operation == first) or (finding.names_each and first in finding.operations)
    return Telling(
        subject="" if named else subject,
        message=finding.message,
        cited=tuple(_cited(finding.sources)),
        uses=finding.impact.uses,
        fingerprint=finding.fingerprint,
        edits=diff_lines(finding) if len(edits_of(finding)) > 1 else (),
    )


def _cited(sources: Iterable[Source]) -> Iterator[Source]:
    documented = False
    for source in sources:
        is_named = "://" in source.url or line_in(source) > 0
        if is_named and (source.stated_by == "observation" or not documented):
            documented = documented or source.stated_by != "observation"
            yield source
