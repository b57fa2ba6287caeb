"""The JSON report, `driftwatch.findings/1`: a public contract, see docs/json.md."""

from driftwatch.model.finding import Finding, Report, Side
from driftwatch.model.json_values import indented
from driftwatch.reports.json_shapes import (
    Findings,
    FindingsFinding,
    FindingsImpact,
    FindingsMember,
    FindingsSide,
    FindingsSource,
    FindingsSummary,
)


def render(report: Report) -> str:
    """Write a report as JSON, indented, one document."""
    counts = report.counts
    return indented(
        Findings(
            schema="driftwatch.findings/1",
            old=_side(report.old),
            new=_side(report.new),
            findings=[finding_shape(finding) for finding in report.findings],
            summary=FindingsSummary(breaking=counts["breaking"], warning=counts["warning"], info=counts["info"]),
        )
    )


def _side(side: Side) -> FindingsSide:
    return FindingsSide(label=side.label, digest=side.digest)


def finding_shape(finding: Finding) -> FindingsFinding:
    """Return a finding as it is printed as JSON."""
    return FindingsFinding(
        id=finding.id,
        level=finding.level,
        area=finding.area,
        operations=list(finding.operations),
        variant=finding.variant,
        location=finding.location,
        media_type=finding.media_type,
        status=finding.status,
        field=finding.field,
        before=finding.before,
        after=finding.after,
        message=finding.message,
        advice=finding.advice,
        impact=FindingsImpact(kind=finding.impact.kind, manifests=list(finding.impact.manifests)),
        sources=[
            FindingsSource(url=source.url, place=source.locator, stated_by=source.stated_by)
            for source in finding.sources
        ],
        fingerprint=finding.fingerprint,
        members=members_of(finding),
    )


def members_of(finding: Finding) -> list[FindingsMember]:
    """Write those findings that are told in one."""
    return [_member(one) for one in finding.members]


def _member(finding: Finding) -> FindingsMember:
    return FindingsMember(
        fingerprint=finding.fingerprint,
        id=finding.id,
        level=finding.level,
        area=finding.area,
        operations=list(finding.operations),
        variant=finding.variant,
        location=finding.location,
        media_type=finding.media_type,
        status=finding.status,
        schema=finding.schema,
        field=finding.field,
        before=finding.before,
        after=finding.after,
        message=finding.message,
    )
