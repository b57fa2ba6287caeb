"""Error tables of two columns, where the head of the second may as well name a code."""

import pytest

from driftwatch.extract.failures.error_rules import error_rules
from driftwatch.extract.text.sections import sections_of_markdown


def rules(head: str, *rows: str, title: str = "Shop") -> dict[str, str]:
    table = "\n".join((f"| {head} |", "|-|-|", *(f"| {row} |" for row in rows)))
    return {rule.signal: rule.meaning for rule in error_rules(sections_of_markdown(f"# A\n\n## {title}\n\n{table}\n"))}


@pytest.mark.parametrize("head", ["Status | Error", "Code | Error", "HTTP status | Symptom", "Fehlercode | Status"])
def test_words_beside_a_status_are_its_meaning_whatever_the_head(head: str) -> None:
    rows = ("`404` | There is no such box.", "409 | Somebody else has taken the `box`.")
    found = {"404": "There is no such box.", "409": "Somebody else has taken the box."}
    assert rules(head, *rows) == found


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("Status | Error", ("`404` | `no_box`", "`409` | `box_taken`")),  # codes, of which nothing is said
        ("Status | Error", ("queued | None yet", "failed | What went wrong")),
        ("Code | Error", ("200 | Nothing is wrong", "201 | Nothing is wrong")),
        ("Status | Error", ("410 | 4", "460 | 2")),
        ("Status | Error", ("404 | -", "409 | -")),
        ("Status | Error", ("404 | See there what it is.", "409 | n/a")),
        ("Status | Error", ("404 | none", "409 | none")),
        ("Status | Error", ("404 | 10 per minute", "409 | 5 per minute")),
        ("Status | Error", ("404 | 12 percent", "409 | 3 percent")),
        ("Status | Error", ("404 | no_box", "409 | taken")),
        ("Status | Error rate", ("400 | 0.2 %", "500 | 0.1 %")),
    ],
)
def test_codes_alone_or_other_numbers_are_none(head: str, rows: tuple[str, ...]) -> None:
    assert rules(head, *rows) == {}


def test_a_row_of_dots_says_that_there_are_more_and_is_no_error() -> None:
    rows = ("`20001` | No box", "`20002` | No lid", "`20003` | No bolt")
    found = {"20001": "No box", "20002": "No lid", "20003": "No bolt"}
    assert rules("Error code | Meaning", *rows, "`...` | `...`") == found


def test_beside_a_column_of_its_own_it_stays_what_it_was() -> None:
    table = (
        "| Status | Error | Meaning |\n|-|-|-|\n| 404 | Not Found | None of them. |\n| 409 | Taken | By another. |\n"
    )
    found = error_rules(sections_of_markdown(f"# A\n\n## Shop\n\n{table}"))
    assert {rule.status: rule.meaning for rule in found} == {404: "None of them.", 409: "By another."}


FIELDS = ("`error.code` | string | Which failure it is", "`error.lid_id` | integer | Which lid it was")


def test_a_table_that_says_types_is_one_of_fields() -> None:
    table = "\n".join(("| Field | Type | Description |", "|-|-|-|", *(f"| {row} |" for row in FIELDS)))
    assert not error_rules(sections_of_markdown(f"# A\n\n## Error response\n\n{table}\n"))


@pytest.mark.parametrize(
    "rows",
    [
        ("`no_box` | client | There is none", "`box_taken` | server | Somebody has it"),  # kinds of failures
        ("`no_box` | string | There is none", "`box_taken` | server | Somebody has it"),
        ("`no_box` | | There is none", "`box_taken` | | Somebody has it"),
        ("`404` | string | There is none", "`409` | string | Somebody has it"),  # statuses leave no doubt
    ],
)
def test_kinds_of_failures_are_no_types(rows: tuple[str, ...]) -> None:
    table = "\n".join(("| Name | Type | Description |", "|-|-|-|", *(f"| {row} |" for row in rows)))
    assert len(error_rules(sections_of_markdown(f"# A\n\n## Errors\n\n{table}\n"))) == len(rows)
