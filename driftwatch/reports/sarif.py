"""SARIF 2.1.0, as GitHub code scanning takes it.

A finding stands at the manifest line that it affects, else in the stored snapshot of the operation: code scanning
refuses results that stand in no file of the repository, and shows only the first place. The page that documents it is
named in the text. Accepted findings are no results, because code scanning shows those as open; a property lists them.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html;
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from typing import Final

from driftwatch import __version__
from driftwatch.model.finding import Finding, Level, Report
from driftwatch.model.json_values import Json, indented
from driftwatch.reports.safe import visible
from driftwatch.reports.sarif_places import places
from driftwatch.reports.sarif_rules import rule

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS: Final = 25_000
"""Results in a run beyond which code scanning refuses the whole file; it shows the 5,000 most severe ones."""
_MOST_NAMED: Final = 10
_LONGEST: Final = 2_000
_LEVELS: Final[dict[Level, str]] = {"breaking": "error", "warning": "warning", "info": "note"}


def render(report: Report) -> str:
    """Write a report as SARIF, indented; the most severe findings come first."""
    told = report.findings[:MOST_RESULTS]
    firsts = {finding.id: finding for finding in reversed(told)}
    indices = {rule_id: index for index, rule_id in enumerate(sorted(firsts))}
    run: dict[str, Json] = {
        "tool": {
            "driver": {
                "name": "driftwatch",
                "semanticVersion": __version__,
                "rules": [rule(firsts[rule_id], _LEVELS[firsts[rule_id].level]) for rule_id in indices],
            }
        },
        "automationDetails": {"id": _category(report)},
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, indices[finding.id], report) for finding in told],
    }
    if report.suppressed:
        run["properties"] = {"accepted": [_accepted(one.finding, one.suppression.reason) for one in report.suppressed]}
    return indented({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _category(report: Report) -> str:
    """Tell analyses apart: code scanning replaces the results of an earlier upload with the same category.

    What stands behind the last slash would number the run; drift and breaches of a source are two categories.
    """
    source = visible(report.source).replace("/", "-") or "diff"
    return f"driftwatch/{'drift' if report.asks == 'what drifted' else 'manifests'}/{source}/"


def _invocation(report: Report) -> Json:
    said = []
    left_out = len(report.findings) - MOST_RESULTS
    if left_out > 0:
        what = "finding is" if left_out == 1 else "findings are"
        said.append(f"{left_out} {what} left out: code scanning takes {MOST_RESULTS} at most.")
    unseen = len(report.coverage.unseen)
    if unseen:
        said.append(f"{unseen} of {report.coverage.total} documents could not be read; their facts were carried over.")
    notifications: list[Json] = [{"level": "warning", "message": {"text": text}} for text in said]
    return {"executionSuccessful": True, **({"toolExecutionNotifications": notifications} if notifications else {})}


def _result(finding: Finding, index: int, report: Report) -> Json:
    return {
        "ruleId": finding.id,
        "ruleIndex": index,
        "level": _LEVELS[finding.level],
        "message": {"text": _text(finding)},
        "locations": places(finding, folder=report.folder, home=report.home),
        "partialFingerprints": {
            # The only one that code scanning reads; without it, it hashes the line of the file, which all share.
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
            "driftwatch/v1": finding.fingerprint,
        },
        "properties": {
            "operations": [visible(operation) for operation in finding.operations[:_MOST_NAMED]],
            "operationCount": len(finding.operations),
            "documents": [visible(source.url) for source in finding.sources[:_MOST_NAMED]],
        },
    }


def _text(finding: Finding) -> str:
    """Say what is documented now and what to do; the first sentence becomes the title of an alert.

    `[text](target)` is a link in SARIF, also in plain text (3.11.6): names from outside make none.
    """
    documented = f" Documented at {finding.sources[0].url}" if finding.sources and finding.sources[0].url else ""
    said = visible(f"{finding.message.strip()} {finding.advice}{documented}").replace("](", "] (")
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def _accepted(finding: Finding, reason: str) -> Json:
    return {"ruleId": finding.id, "fingerprint": finding.fingerprint, "reason": visible(reason)}
