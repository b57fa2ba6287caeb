"""Rules in SARIF: what code scanning shows beside an alert.

Source: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
(`reportingDescriptor`: name up to 255 characters, descriptions up to 1024, at most 10 tags shown).
"""

from typing import Final

from driftwatch.model.finding import Finding
from driftwatch.model.json_values import Json
from driftwatch.reports.safe import one_line, prose

_NAME: Final = 255
_DESCRIPTION: Final = 1_024
_SEVERITIES: Final = {"error": "error", "warning": "warning", "note": "recommendation"}


def rule(finding: Finding, level: str) -> Json:
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
