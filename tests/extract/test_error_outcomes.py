"""Failures that stand at the end of the case in which they come, in lists and below headings about failures."""

import pytest

from driftwatch.extract.failures.error_rules import error_rules
from driftwatch.extract.text.sections import sections_of_markdown


def rules(heading: str, text: str) -> dict[str, str]:
    page = sections_of_markdown(f"# Shop\n\n## {heading}\n\n{text}")
    return {rule.signal: rule.meaning for rule in error_rules(page) if rule.meaning}


@pytest.mark.parametrize(
    "items",
    [
        "- Full boxes return **409 Conflict**\n- A lid that is none gives `400`\n",
        "- Full boxes are rejected with a `409`.\n- A lid that is none → `400 Bad Request`\n",
        "- Full boxes -> `409`; a lid that is none -> HTTP `400`\n",
        "- Boxes are red\n- Full boxes produce `409` with a message\n- A lid that is none: returns **400**\n",
        "- Full boxes return **HTTP 409**. A lid that is none gives `400`\n",
        "- Full boxes return `409`, a lid that is none returns `400`\n",
    ],
)
def test_a_list_says_when_a_call_fails(items: str) -> None:
    found = {signal: said.rstrip(":").lower() for signal, said in rules("Errors", items).items()}
    assert found == {"409": "full boxes", "400": "a lid that is none"}
    assert rules("Rules", items) == {}


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("A full box returns `409`. A lost one returns `404`.", {"409": "A full box", "404": "A lost one"}),
        ("A full box returns `409`, a lost one returns `404`", {"409": "A full box", "404": "a lost one"}),
        ("A box under seizure returns `451`", {"451": "A box under seizure"}),
        ("A captive network gives **511**", {"511": "A captive network"}),
        ("No token -> `401`", {"401": "No token"}),
        ("Not found -> `404`", {"404": "Not found"}),
        ("If the lid is lost -> `404`", {"404": "If the lid is lost"}),
        ("A box that is not shut returns `409`", {"409": "A box that is not shut"}),
        ("A box with no lid returns `409`", {"409": "A box with no lid"}),
        ("A slow box yields `408 Request Timeout`", {"408": "A slow box"}),
    ],
)
def test_each_failure_has_its_own_case(item: str, found: dict[str, str]) -> None:
    assert rules("Errors", f"- {item}\n") == found


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
        "The call no longer returns `404`",
        "The call returns `404`",
        "It returns `404`",
        "Fixed a bug where an empty list returns `500`",
        "An empty list used to return `500`",
        "Retry when the server returns `503`",
        "Contact us if it returns `500`",
        "If your endpoint returns `410`",
        "Your endpoint returns `410`",
        "Nobody returns `404`",
        "None of the calls returns `500`",
        "Of these boxes none returns `500`",
        "Boxes that do not return `500`",
        "Today no box returns `404`",
        "Card 4000 0000 0000 0002 returns `402`",
        "Card 4000\u2026 returns `402`",
        "Upstream fails with `504`",
        "The upstream server fails with `504`",
        "Room `404` -> `405`",
        "`404` -> `405`",
        "The call is changed: empty lists -> `404`",
        "Unless it is open, a full box returns `409`",
        "A large plan gives `500 Credits`",
    ],
)
def test_other_items_say_no_such_thing(item: str) -> None:
    assert rules("Rules", f"- {item}\n- {item}\n") == {}
    assert rules("Errors", f"- {item}\n- {item}\n") == {}
    assert rules("Errors", f"{item}\n") == {}


@pytest.mark.parametrize(
    "heading", ["v2.0\n\n### Errors", "2026-01-02\n\n### Errors", "Fixes\n\n### Errors", "Fixed errors"]
)
def test_below_a_release_stands_what_has_changed(heading: str) -> None:
    assert rules(heading, "- A full box returns `409`\n- A lost box returns `404`\n") == {}


def test_long_lists_are_looked_through_up_to_a_bound() -> None:
    items = "".join(f"- Case {number} gives `404`\n" for number in range(2_000))
    assert rules("Errors", items) == {"404": "Case 0"}


def test_what_a_heading_says_of_a_status_is_its_meaning() -> None:
    cases = "- Full boxes return `409`\n- A lost lid gives `400`\n"
    assert rules("Common errors", f"{cases}\n## Errors\n\n### 409 Conflict\n\nIt cannot be kept.\n") == {
        "400": "A lost lid",
        "409": "It cannot be kept.",
    }
