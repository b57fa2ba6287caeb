"""GitHub workflow commands: one annotation a finding, at the manifest line that it affects when there is one.

Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from typing import Final

from driftwatch.model.finding import Finding, Level, Report
from driftwatch.reports.safe import command_data, command_property, one_line

_COMMANDS: Final[dict[Level, str]] = {"breaking": "error", "warning": "warning", "info": "notice"}


def render(report: Report) -> str:
    """Write a report as workflow commands, one line each."""
    return "".join(_annotation(finding) + "\n" for finding in report.findings)


def _annotation(finding: Finding) -> str:
    where = ", ".join(finding.operations[:3])
    properties = {"title": one_line(f"{finding.id}: {where}" if where else finding.id)}
    if finding.impact.uses:
        use = finding.impact.uses[0]
        properties |= {"file": use.file, "line": str(use.line)}
    written = ",".join(f"{key}={command_property(value)}" for key, value in sorted(properties.items()))
    return f"::{_COMMANDS[finding.level]} {written}::{command_data(f'{finding.message} {finding.advice}')}"
