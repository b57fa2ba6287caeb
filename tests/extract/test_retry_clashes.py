"""What one page says against itself of sending a call again: both sides are kept."""

import pytest

from driftwatch.extract.failures.error_rules import error_facts, error_rules
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Contradiction

TABLE = """# Errors

| Status | Meaning | Retry? |
|-|-|-|
| 429 | Too fast | Yes |
| 500 | Broken | No |
| 503 | Busy | {} |
"""


def clashes(markdown: str) -> dict[str, list[tuple[object, str]]]:
    facts = error_facts(sections_of_markdown(markdown))
    return {
        fact.subject: [(statement.says, statement.stated_by) for statement in fact.statements]
        for fact in facts
        if isinstance(fact, Contradiction)
    }


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("Retry 500 with backoff.", {"error-rule · 500": [("no", "table"), ("yes", "prose")]}),
        ("When you receive a 500, retry with backoff.", {"error-rule · 500": [("no", "table"), ("yes", "prose")]}),
        ("Retry 503, but do not retry 429.", {"error-rule · 429": [("yes", "table"), ("no", "prose")]}),
        ("## 500\n\nBroken. Please retry.", {"error-rule · 500": [("no", "table"), ("yes", "prose")]}),
        (
            "## Others\n\n| Status | Retry? |\n|-|-|\n| 500 | Yes |",
            {"error-rule · 500": [("no", "table"), ("yes", "table")]},
        ),
        ("Retry 402 later.\n\nNever retry 402.", {"error-rule · 402": [("yes", "prose"), ("no", "prose")]}),
    ],
)
def test_a_page_that_says_both_keeps_both(prose: str, expected: dict[str, list[tuple[object, str]]]):
    assert clashes(f"{TABLE.format('Yes')}\n{prose}\n") == expected


@pytest.mark.parametrize(
    "prose",
    [
        "Retry 429 and 503 with backoff.",
        "Do not retry 500.",
        "Do not retry 429 immediately.",
        "Retry 500 once the body is mended.",
        "Never retry 503 in a loop.",
        "Retry 500 only when it says so.",
        "Wait 500 ms, then retry.",
        "## Upload errors\n\nRetry 500 with backoff.",
        "## Errors of tokens\n\n| Status | Retry? |\n|-|-|\n| 500 | Yes |",
        "## GET /jobs/{id}\n\n| Status | Retry? |\n|-|-|\n| 500 | Yes |",
    ],
)
def test_what_agrees_depends_or_is_of_one_call_contradicts_nothing(prose: str):
    assert clashes(f"{TABLE.format('Yes')}\n{prose}\n") == {}


def test_rows_of_one_table_about_one_status_are_about_different_causes():
    assert clashes(TABLE.format("Yes") + "| 503 | Shut down | No |\n") == {}


def test_the_table_is_still_what_is_believed():
    page = sections_of_markdown(f"{TABLE.format('Yes')}\nRetry 500 with backoff.\n")
    assert {rule.signal: rule.retry for rule in error_rules(page)}["500"] == "no"
