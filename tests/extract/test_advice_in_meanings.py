"""Advice to send again that stands in what explains a failure, and statuses beside its code under any head."""

import pytest

from driftwatch.extract.failures.error_rules import error_rules
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.extract.words.retry_advice import retry_of_prose, retry_said


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("On 500 and 502, retry once or twice with backoff.", "yes"),
        ("Wait (as `Retry-After` says) and retry", "yes"),
        ("Slow down and try again.", "yes"),
        ("Use exponential backoff.", "yes"),
        ("Back off for a minute.", "yes"),
        ("Mend the box and retry", "unspecified"),
        ("Set the timeout, retry and size options", "unspecified"),
        ("You can back off of it", "unspecified"),
    ],
)
def test_a_sentence_may_advise_to_wait_and_send_again(said: str, advice: str) -> None:
    assert retry_of_prose(said) == advice


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("The shop is closed. Try again later.", "yes"),
        ("The lid is stuck, or the shop failed. Safe to retry", "yes"),
        ("Answered when the shop is full. Retry later.", "yes"),
        ("The box is gone. Do not retry.", "no"),
        ("Retry with a valid key", "unspecified"),
        ("Please retry with different boxes.", "unspecified"),
        ("Retry later. Do not retry at once.", "unspecified"),
        ("There is no such box.", "unspecified"),
    ],
)
def test_what_explains_a_failure_may_advise(said: str, advice: str) -> None:
    assert retry_said(said) == advice


def test_a_table_without_a_column_for_it_advises_by_its_meanings() -> None:
    page = (
        "# Errors\n\n| Status | Meaning |\n|-|-|\n| 400 | The box is flat. |\n| 503 | Closed. Try again later. |\n\n"
        "- On **502 and 504**, retry twice.\n"
    )
    rules = {rule.signal: rule.retry for rule in error_rules(sections_of_markdown(page))}
    assert rules == {"400": "unspecified", "502": "yes", "503": "yes", "504": "yes"}


def test_what_to_do_is_believed_before_what_explains() -> None:
    page = "# Errors\n\n| Status | Meaning | Action |\n|-|-|-|\n| 500 | Failed. Try again later. | Do not retry. |\n"
    (rule,) = error_rules(sections_of_markdown(page))
    assert rule.retry == "no"


@pytest.mark.parametrize("head", ["Typical status", "Answered with"])
def test_a_column_of_statuses_beside_codes_needs_no_known_head(head: str) -> None:
    rows = "| `NO_BOX` | 404 | None is there |\n| `SHUT` | 409 | It is shut |\n"
    page = f"# Error codes\n\n| Code | {head} | When |\n|-|-|-|\n{rows}"
    rules = {rule.signal: rule.status for rule in error_rules(sections_of_markdown(page))}
    assert rules == {"NO_BOX": 404, "SHUT": 409}


def test_a_column_of_amounts_is_none_of_statuses() -> None:
    page = (
        "# Error codes\n\n| Code | Limit | When |\n|-|-|-|\n| `TOO_LONG` | 404 | Long |\n| `TOO_WIDE` | 409 | Wide |\n"
    )
    assert {rule.status for rule in error_rules(sections_of_markdown(page))} == {None}
