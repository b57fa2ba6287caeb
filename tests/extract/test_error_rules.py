"""Error tables and headings, and the envelopes of example errors."""

import pytest

from driftwatch.extract.error_envelope import error_envelope
from driftwatch.extract.error_rules import error_rules, retry_of, signals_of
from driftwatch.extract.inline import text_of
from driftwatch.extract.sections import sections_of_markdown
from driftwatch.extract.value_lists import value_lists
from driftwatch.model.facts import ErrorRule

HEADER = "| Status | What it usually means | Retry? | First action |\n|-|-|-|-|\n"


def rules(markdown: str) -> dict[str, ErrorRule]:
    return {rule.signal: rule for rule in error_rules(sections_of_markdown(markdown))}


@pytest.mark.parametrize(
    ("cell", "signals"),
    [
        ("`500`, `503`, `504`", ("500", "503", "504")),
        ("500, 503, 504, 524", ("500", "503", "504", "524")),
        ("500 or 503", ("500", "503")),
        ("401 / 403", ("401", "403")),
        ("429 Too Many Requests", ("429",)),
        ("`400` - Bad Request", ("400",)),
        ("404 (Not Found)", ("404",)),
        ("5xx", ("5XX",)),
        ("500-504", ("500-504",)),
        ("500 with `error.code: invalid_request`", ("500 with error.code: invalid_request",)),
        ("`500` with invalid_request", ("500 with invalid_request",)),
        ("`Path mistake`", ("Path mistake",)),
        ("Connection reset", ("Connection reset",)),
        ("", ()),
    ],
)
def test_status_cells_are_split_into_signals(cell: str, signals: tuple[str, ...]) -> None:
    assert signals_of(text_of(cell)) == signals


@pytest.mark.parametrize(
    ("cell", "retry"),
    [
        ("Yes", "yes"),
        ("Yes, with backoff", "yes"),
        ("✅", "yes"),
        ("No", "no"),
        ("Never", "no"),
        ("Do not retry", "no"),
        ("Usually no", "usually-no"),
        ("Usually not", "usually-no"),
        ("It depends", "unspecified"),
        ("", "unspecified"),
    ],
)
def test_retry_has_three_answers_and_silence(cell: str, retry: str) -> None:
    assert retry_of(cell) == retry


def test_a_merged_row_is_a_rule_for_each_code() -> None:
    found = rules(HEADER + "| `500, 503` | A fault | Yes | Try again |\n")
    assert [(rule.status, rule.meaning, rule.retry, rule.action) for rule in found.values()] == [
        (500, "A fault", "yes", "Try again"),
        (503, "A fault", "yes", "Try again"),
    ]


def test_a_code_with_a_condition_is_another_signal() -> None:
    found = rules(HEADER + "| 500 with `error.code: x` | Body | No | Mend |\n| `500, 503` | Fault | Yes | Again |\n")
    assert {signal: (rule.status, rule.retry) for signal, rule in found.items()} == {
        "500": (500, "yes"),
        "500 with error.code: x": (500, "no"),
        "503": (503, "yes"),
    }


def test_a_signal_without_code_is_kept() -> None:
    assert rules(HEADER + "| `Path mistake` | HTML | No | Look |\n")["Path mistake"].status is None


def test_error_codes_have_their_status_beside_them() -> None:
    found = rules("| HTTP status | Error code | Meaning |\n|-|-|-|\n| 400 | `bad_size` | Too big |\n")
    assert (found["bad_size"].status, found["bad_size"].meaning) == (400, "Too big")


@pytest.mark.parametrize(
    "markdown",
    [
        "| Status | Meaning |\n|-|-|\n| `queued` | Waiting |\n| `done` | Ready |\n",
        "| Status | Meaning | Description | Schema |\n|-|-|-|-|\n| 400 | Bad Request | x | [Error](#e) |\n",
        "| Code | Description |\n|-|-|\n| en | English |\n",
        "| Model | Meaning |\n|-|-|\n| 500 | x |\n",
    ],
)
def test_other_tables_have_no_error_rules(markdown: str) -> None:
    assert rules(markdown) == {}


def test_codes_of_an_error_table_need_no_status_and_are_no_list_of_values() -> None:
    page = "| Code | Retry? | Developer action |\n|-|-|-|\n"
    page += "| `TOO_FAST` | Yes | Slow down. |\n| `BAD_KEY` | No | Mend it. |\n"
    found = rules(page)
    assert {name: (rule.retry, rule.action) for name, rule in found.items()} == {
        "TOO_FAST": ("yes", "Slow down."),
        "BAD_KEY": ("no", "Mend it."),
    }
    assert value_lists(sections_of_markdown(page)) == ()


@pytest.mark.parametrize(
    ("action", "retry"),
    [
        ("Retry with backoff", "yes"),
        ("Do not retry; mend the request", "no"),
        ("Check the key", "unspecified"),
        ("Contact us; retry only if asked to", "unspecified"),
    ],
)
def test_without_a_column_of_its_own_the_action_says_whether_to_retry(action: str, retry: str) -> None:
    assert rules(f"| Status | Meaning | Solution |\n|-|-|-|\n| 500 | Broken | {action} |\n")["500"].retry == retry


def test_accordions_that_name_codes_are_rules() -> None:
    found = rules(
        '# T\n<Accordion title="500 or 503">\nA fault. Retry with backoff.\n</Accordion>\n'
        '<Accordion title="404">\nDo not retry.\n</Accordion>\n'
    )
    assert {signal: rule.retry for signal, rule in found.items()} == {"404": "no", "500": "yes", "503": "yes"}


@pytest.mark.parametrize("title", ["500 models", "200", "Errors", "2024", "Version 404 of the plan"])
def test_other_headings_are_none(title: str) -> None:
    assert rules(f"# T\n## {title}\n\nText.\n") == {}


def test_a_table_is_believed_before_a_heading_and_a_heading_fills_it() -> None:
    page = HEADER.replace("First action", "x") + "| 429 | Slow | | |\n\n## 429\n\nSlow down.\n\nRetry after a while.\n"
    rule = rules("# T\n" + page)["429"]
    assert (rule.meaning, rule.retry, rule.stated_by) == ("Slow", "yes", "table")


def test_rows_in_another_order_give_the_same_rules() -> None:
    one, two = "| 400 | A | No | x |\n", "| `500, 503` | B | Yes | y |\n"
    assert rules(HEADER + one + two) == rules(HEADER + two + one)


def test_columns_in_another_order_give_the_same_rules() -> None:
    turned = "| First action | Retry? | What it usually means | Status |\n|-|-|-|-|\n| x | No | A | 400 |\n"
    assert rules(HEADER + "| 400 | A | No | x |\n") == rules(turned)


def envelope(markdown: str) -> dict[str, tuple[tuple[str, ...], bool]]:
    fields = error_envelope(sections_of_markdown(markdown))
    return {field.at.removeprefix("error-envelope · "): (field.type, field.nullable) for field in fields}


def test_an_example_error_gives_types_and_never_values() -> None:
    found = envelope('# Errors\n\n```json\n{"error": {"code": "x", "param": null, "at": 1.5}}\n```\n')
    assert found == {
        "$": (("object",), False),
        "error": (("object",), False),
        "error.at": (("number",), False),
        "error.code": (("string",), False),
        "error.param": (("null",), False),
    }


def test_examples_are_joined() -> None:
    page = '# Errors\n\n```json\n{"error": {"a": "x"}}\n```\n\n```json\n{"error": {"a": null, "b": 1}}\n```\n'
    assert envelope(page) == {
        "$": (("object",), False),
        "error": (("object",), False),
        "error.a": (("string",), True),
        "error.b": (("integer",), False),
    }


@pytest.mark.parametrize(
    "markdown",
    [
        '# Chat\n\n```json\n{"error": {"a": 1}}\n```\n',
        '# Errors\n\n```json\n{"error": null}\n```\n',
        "# Errors\n\n```json\n{broken\n```\n",
    ],
)
def test_other_examples_say_nothing_of_errors(markdown: str) -> None:
    assert envelope(markdown) == {}
