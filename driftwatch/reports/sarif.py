"""SARIF 2.1.0, as GitHub code scanning takes it.

A finding stands at the manifest line that it affects, else in the stored snapshot of the operation: code scanning
refuses results that stand in no file of the repository, and shows only the first place. The page that documents it is
named in the text. Accepted findings are no results, because code scanning shows those as open; a property lists them.

Code scanning matches an alert by its file, so that the file must be the same in every run: the manifest, the stored
snapshot of the operation, or the compared file. Beside an alert it shows the rule, whose name may have 255 characters
and whose descriptions 1024 (`reportingDescriptor`).

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html;
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from driftwatch import __version__
from driftwatch.extract.index.places import place_of
from driftwatch.model.address import operation_key
from driftwatch.model.finding import Finding, Level, Report
from driftwatch.model.json_values import Json, indented
from driftwatch.model.stored import DOCUMENTS, operation_file, text_file
from driftwatch.patterns import lazy_regex
from driftwatch.reports.pointers import line_in
from driftwatch.reports.safe import one_line, prose, visible

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS: Final = 25_000
"""Results in a run beyond which code scanning refuses the whole file; it shows the 5,000 most severe ones."""
ROOT: Final = "%SRCROOT%"
"""The root of the repository, as code scanning knows it."""
_MOST_NAMED: Final = 10
_LONGEST: Final = 2_000
_NAME: Final = 255
_DESCRIPTION: Final = 1_024
_SEVERITIES: Final = {"error": "error", "warning": "warning", "note": "recommendation"}
_API: Final = frozenset({"security", "server"})
_WEB: Final = lazy_regex(r"https?://", re.IGNORECASE)
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
                "rules": [_rule(firsts[rule_id], _LEVELS[firsts[rule_id].level]) for rule_id in indices],
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
        "locations": _places(finding, report),
        "partialFingerprints": {
            # The only one that code scanning reads; without it, it hashes the line of the file, which all share.
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
            "driftwatch/v1": finding.fingerprint,
        },
        "properties": {
            "operations": [visible(operation) for operation in finding.operations[:_MOST_NAMED]],
            "operationCount": len(finding.operations),
            "documents": [visible(source.url) for source in finding.documents[:_MOST_NAMED]],
        },
    }


def _text(finding: Finding) -> str:
    """Say what is documented now and what to do; the first sentence becomes the title of an alert.

    `[text](target)` is a link in SARIF, also in plain text (3.11.6): names from outside make none.
    """
    documents = finding.documents
    documented = f" Documented at {documents[0].url}" if documents and documents[0].url else ""
    said = visible(f"{finding.message.strip()} {finding.advice}{documented}").replace("](", "] (")
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def _accepted(finding: Finding, reason: str) -> Json:
    return {"ruleId": finding.id, "fingerprint": finding.fingerprint, "reason": visible(reason)}


def _rule(finding: Finding, level: str) -> Json:
    """Describe the rule of a finding; `level` is SARIF's, of the most severe finding of the rule."""
    title = finding.title or finding.id.replace("-", " ").capitalize()
    why = finding.why or title
    return {
        "id": finding.id,
        "name": "".join(word.capitalize() for word in finding.id.split("-"))[:_NAME],
        "shortDescription": {"text": _sentence(title)},
        "fullDescription": {"text": _sentence(why)},
        "help": {"text": f"{why} {finding.advice}", "markdown": _help(finding.id, title, why, finding.advice)},
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": ["api-documentation", finding.area],
            "precision": "high",
            "problem.severity": _SEVERITIES[level],
        },
    }


def _sentence(text: str) -> str:
    written = one_line(text, limit=_DESCRIPTION - 1)
    return written if written.endswith((".", "!", "?", "…")) else f"{written}."


def _help(rule_id: str, title: str, why: str, advice: str) -> str:
    return "\n\n".join(
        (
            f"## {prose(title)}",
            f"**Why it matters.** {prose(why)}",
            f"**What to do.** {prose(advice)}",
            f"`driftwatch rules {rule_id}` shows an example, and how oasdiff judges it.",
        )
    )


def _places(finding: Finding, report: Report) -> list[Json]:
    """Return where a finding stands: at the manifests' lines that it affects, else where the fact is stored."""
    if finding.impact.uses:
        return [_place(_below(report.home, use.file), use.line, finding) for use in finding.impact.uses[:_MOST_NAMED]]
    return [_place(_file_of(finding, report), _line_of(finding), finding)]


def _line_of(finding: Finding) -> int:
    """Return the line of a compared file; what is stored or on the web is named as a whole."""
    return max(line_in(finding.documents[0]), 1) if finding.documents else 1


def _below(home: str, file: str) -> str:
    return f"{home}/{file}" if home and not file.startswith("/") else file


def _place(file: str, line: int, finding: Finding) -> Json:
    named = [
        {"fullyQualifiedName": visible(operation), "kind": "function"} for operation in finding.operations[:_MOST_NAMED]
    ]
    physical: Json = {"artifactLocation": _artifact(file), "region": {"startLine": max(line, 1)}}
    return {"physicalLocation": physical, **({"logicalLocations": named} if named else {})}


def _artifact(file: str) -> Json:
    """Name a file: relative to the root of the repository, or as an absolute file URI where it lies elsewhere."""
    path = quote(file.replace("\\", "/").encode("utf-8", "replace"), safe="/~")
    return {"uri": f"file://{path}"} if path.startswith("/") else {"uri": path, "uriBaseId": ROOT}


def _file_of(finding: Finding, report: Report) -> str:
    url = finding.documents[0].url if finding.documents else ""
    if url and not _WEB.match(url):
        return url
    if report.folder:
        return f"{report.folder}/{_stored(finding, report.shared)}"
    return re.split(r"[?#]", _WEB.sub("", url, count=1))[0].strip("/") or DOCUMENTS


def _stored(finding: Finding, shared: Mapping[tuple[str, str], str]) -> str:
    if finding.operations:
        method, _, path = finding.first_operation.partition(" ")
        key, variant = operation_key(method, path), finding.variant or ""
        # What is gone has no shared file any longer, and code scanning wants one that is there.
        return shared.get((key, variant), DOCUMENTS) if shared else operation_file(key, variant)
    if finding.is_about_words and finding.sources:
        return text_file(place_of(finding.sources[0].url, finding.sources[0].url))
    return "api.jsonl" if finding.area in _API else DOCUMENTS
