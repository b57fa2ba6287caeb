"""The JSON report, `driftwatch.findings/1`: a public contract, see docs/json.md."""

from typing import Final

from driftwatch.model.finding import Finding, Report, Side
from driftwatch.model.json_values import Json, indented

SCHEMA: Final = "driftwatch.findings/1"


def render(report: Report) -> str:
    """Write a report as JSON, indented, one document."""
    value = {
        "schema": SCHEMA,
        "old": _side(report.old),
        "new": _side(report.new),
        "findings": [_finding(finding) for finding in report.findings],
        "summary": dict(report.counts),
    }
    return indented(value)


def _side(side: Side) -> Json:
    return {"label": side.label, "digest": side.digest}


def _finding(finding: Finding) -> Json:
    return {
        "id": finding.id,
        "level": finding.level,
        "area": finding.area,
        "operations": list(finding.operations),
        "variant": finding.variant,
        "location": finding.location,
        "media_type": finding.media_type,
        "status": finding.status,
        "field": finding.field,
        "before": finding.before,
        "after": finding.after,
        "message": finding.message,
        "advice": finding.advice,
        "impact": {"kind": finding.impact.kind, "manifests": list(finding.impact.manifests)},
        "sources": [
            {"url": source.url, "place": source.place, "stated_by": source.stated_by} for source in finding.sources
        ],
        "fingerprint": finding.fingerprint,
    }
