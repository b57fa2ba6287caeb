"""SARIF 2.1.0: findings at the manifest line that they affect, else at the document that states the fact.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
"""

from typing import Final

from driftwatch import __version__
from driftwatch.model.finding import Finding, Level, Report
from driftwatch.model.json_values import Json, indented
from driftwatch.reports.safe import visible

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final[dict[Level, str]] = {"breaking": "error", "warning": "warning", "info": "note"}


def render(report: Report) -> str:
    """Write a report as SARIF, indented."""
    rules = sorted({finding.id for finding in report.findings})
    results = [_result(finding, rules.index(finding.id)) for finding in report.findings]
    results += [
        _result(each.finding, None)
        | {
            "suppressions": [
                {"kind": "external", "status": "accepted", "justification": visible(each.suppression.reason)}
            ]
        }
        for each in report.suppressed
    ]
    driver = {"name": "driftwatch", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    value = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return indented(value)


def _result(finding: Finding, index: int | None) -> dict[str, Json]:
    result: dict[str, Json] = {
        "ruleId": finding.id,
        "level": _LEVELS[finding.level],
        "message": {"text": visible(f"{finding.message} {finding.advice}")},
        "partialFingerprints": {"driftwatch/v1": finding.fingerprint},
        "locations": _locations(finding),
        "properties": {"operations": [visible(operation) for operation in finding.operations]},
    }
    if index is not None:
        result["ruleIndex"] = index
    return result


def _locations(finding: Finding) -> list[Json]:
    if finding.impact.uses:
        return [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": use.file},
                    "region": {"startLine": max(use.line, 1)},
                }
            }
            for use in finding.impact.uses[:10]
        ]
    logical = [{"fullyQualifiedName": visible(operation), "kind": "function"} for operation in finding.operations[:10]]
    urls = [source.url for source in finding.sources[:1] if "://" in source.url]
    location: dict[str, Json] = {}
    if urls:
        location["physicalLocation"] = {"artifactLocation": {"uri": urls[0]}}
    if logical:
        location["logicalLocations"] = logical
    return [location] if location else []
