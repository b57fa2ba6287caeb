"""The JUnit report: one test case a finding; breaking findings and warnings fail, info passes with its text."""

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from driftwatch.model.finding import Finding, Report
from driftwatch.reports.safe import log_line, one_line

_LONGEST: Final = 2_000


def render(report: Report) -> str:
    """Write a report as JUnit XML."""
    failures = sum(1 for finding in report.findings if finding.level != "info")
    counts = f'tests="{len(report.findings)}" failures="{failures}" errors="0" skipped="0"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="driftwatch" tests="{len(report.findings)}" failures="{failures}">',
        f"  <testsuite name={quoteattr(one_line(report.source))} {counts}>",
    ]
    for finding in report.findings:
        lines.extend(_case(finding))
    return "\n".join([*lines, "  </testsuite>", "</testsuites>", ""])


def _case(finding: Finding) -> list[str]:
    name = one_line(f"{finding.id} {finding.field or ''} [{finding.fingerprint}]", limit=300)
    where = one_line(", ".join(finding.operations) or finding.area, limit=300)
    text = escape(f"{log_line(finding.message, limit=_LONGEST)}\n{log_line(finding.advice, limit=_LONGEST)}")
    if finding.level == "info":
        inner = f"      <system-out>{text}</system-out>"
    else:
        message = quoteattr(one_line(finding.message))
        inner = f"      <failure type={quoteattr(finding.level)} message={message}>{text}</failure>"
    return [f"    <testcase classname={quoteattr(where)} name={quoteattr(name)}>", inner, "    </testcase>"]
