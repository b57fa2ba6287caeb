"""The order of findings in every report."""

from typing import Final

from driftwatch.model.finding import LEVELS, Finding
from driftwatch.model.json_values import canonical

_IMPACTS: Final = ("affects", "unknown", "unused")


def order(finding: Finding) -> tuple[object, ...]:
    """Return the key of the order of findings: most severe, affected, operation, id, field; total."""
    path, method = "", ""
    if finding.operations:
        method, _, path = finding.first_operation.partition(" ")
    return (
        LEVELS.index(finding.level),
        _IMPACTS.index(finding.impact.kind),
        path,
        method,
        finding.variant or "",
        finding.id,
        finding.status or "",
        finding.media_type or "",
        finding.schema or "",
        finding.field or "",
        finding.location,
        canonical([finding.before, finding.after]),
        finding.fingerprint,
    )
