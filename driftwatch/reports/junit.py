"""The JUnit report: one test case a finding; breaking findings and warnings fail, info passes with its text."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

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


Kind: TypeAlias = Literal["pass", "differs", "skipped"]


class TestCase(Struct, frozen=True, kw_only=True):
    """One case of a suite, of whatever was tried."""

    __test__ = False  # pytest takes the name for one of its own

    name: str
    words: str
    kind: Kind
    seconds: float = 0.0


def suites(listed: Mapping[str, Sequence[TestCase]]) -> str:
    """Write suites of cases by name; what is only skipped fails nobody."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="driftwatch probe">']
    for suite, cases in listed.items():
        counts = {kind: sum(case.kind == kind for case in cases) for kind in ("differs", "skipped")}
        told = f'tests="{len(cases)}" failures="{counts["differs"]}" errors="0" skipped="{counts["skipped"]}"'
        lines.append(f"  <testsuite name={quoteattr(one_line(suite))} {told}>")
        for case in cases:
            lines += _test(case, suite)
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _test(case: TestCase, suite: str) -> list[str]:
    names = f"classname={quoteattr(one_line(suite))} name={quoteattr(one_line(case.name))}"
    message = quoteattr(one_line(case.words, limit=300))
    words = escape(log_line(case.words, limit=_LONGEST))
    inner = {
        "pass": f"      <system-out>{words}</system-out>",
        "differs": f'      <failure type="differs" message={message}>{words}</failure>',
        "skipped": f"      <skipped message={message}/>",
    }[case.kind]
    return [f'    <testcase {names} time="{case.seconds:.3f}">', inner, "    </testcase>"]
