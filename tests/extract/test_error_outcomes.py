"""Failures that stand at the end of the case in which they come, in lists and below headings about failures."""

import pytest

from driftwatch.extract.error_rules import error_rules
from driftwatch.extract.sections import sections_of_markdown


def rules(heading: str, text: str) -> dict[str, str]:
    page = sections_of_markdown(f"# Shop\n\n## {heading}\n\n{text}")
    return {rule.signal: rule.meaning for rule in error_rules(page)}


@pytest.mark.parametrize(
    "items",
    [
        "- Full boxes return **409 Conflict**\n- A lid that is none gives `400`\n",
        "- Full boxes are rejected with a `409`.\n- A lid that is none → `400 Bad Request`\n",
        "- Full boxes -> `409`; a lid that is none -> HTTP `400`\n",
        "- Boxes are red\n- Full boxes produce `409` with a message\n- A lid that is none: returns **400**\n",
    ],
)
def test_a_list_says_when_a_call_fails(items: str) -> None:
    found = {signal: said.rstrip(":").lower() for signal, said in rules("Rules", items).items()}
    assert found == {"409": "full boxes", "400": "a lid that is none"}


def test_below_a_heading_about_failures_one_sentence_is_enough() -> None:
    assert rules("Error handling", "Whatever nobody caught produces a `500` with some text.") == {
        "500": "Whatever nobody caught"
    }
    assert rules("Handling", "Whatever nobody caught produces a `500` with some text.") == {}
    assert rules("Why the errors of last week came back", "Whatever nobody caught produces a `500`.") == {}


@pytest.mark.parametrize(
    "item",
    [
        "Full boxes do not return `409`",
        "Full boxes should return `409`",
        "`POST /boxes` returns `409`",
        "/boxes returns `409`",
        "Full boxes return 409",
        "Full boxes return `409` widgets",
        "Full boxes return `200`",
        "return `409`",
    ],
)
def test_other_items_say_no_such_thing(item: str) -> None:
    assert rules("Rules", f"- {item}\n- {item}\n") == {}


def test_long_lists_are_looked_through_up_to_a_bound() -> None:
    items = "".join(f"- Case {number} gives `404`\n" for number in range(2_000))
    assert rules("Rules", items) == {"404": "Case 0"}


def test_what_a_heading_says_of_a_status_is_its_meaning() -> None:
    cases = "- Full boxes return `409`\n- No lid gives `400`\n"
    assert rules("Rules", f"{cases}\n## Errors\n\n### 409 Conflict\n\nIt cannot be kept.\n") == {
        "400": "No lid",
        "409": "It cannot be kept.",
    }
