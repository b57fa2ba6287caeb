"""Error tables and headings, and the envelopes of example errors."""

import pytest

from driftwatch.extract.failures.error_envelope import error_envelope
from driftwatch.extract.failures.error_rules import error_rules
from driftwatch.extract.failures.error_tables import signals_of
from driftwatch.extract.pages.value_lists import value_lists
from driftwatch.extract.text.inline import text_of
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.extract.words.retry_advice import retry_of
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


ADVICE = {"400": "no", "401": "no", "429": "yes", "500": "yes"}


@pytest.mark.parametrize(
    ("header", "advice"),
    [
        ("Status | What it is | Send again?", "Send again?"),
        ("What came back | Notes on it | Try again?", "Try again?"),
        ("HTTP | Cause | Is it safe to repeat the call?", "Is it safe to repeat the call?"),
        ("Failure | Background | Retry strategy", "Retry strategy"),
        ("Answer | Retry advice | Do this", "Retry advice"),
        ("Number | Name | Recoverable", "Recoverable"),
        ("Ответ | Причина | Повторить?", "Повторить?"),
        ("结果 | 原因 | 能否重试", "能否重试"),
    ],
)
def test_a_table_of_statuses_is_one_of_errors_whatever_its_head(header: str, advice: str) -> None:
    heads = header.split(" | ")
    rows = [
        [code, *(word.title() if head == advice else f"Cause {code}" for head in heads[1:])]
        for code, word in ADVICE.items()
    ]
    lines = ["| " + " | ".join(row) + " |" for row in (heads, ["-"] * len(heads), *rows)]
    found = rules("# Failures\n\n" + "\n".join(lines) + "\n")
    assert {signal: rule.retry for signal, rule in found.items()} == ADVICE
    assert {rule.meaning or rule.action for rule in found.values()} == {f"Cause {code}" for code in ADVICE}


@pytest.mark.parametrize(
    "table",
    [
        "| Credits | Price |\n|-|-|\n| 400 | $4 |\n| 500 | $5 |\n",
        "| Tokens | What fits |\n|-|-|\n| 400 | A short letter |\n| 500 | A page of text |\n",
        "| Width | Use |\n|-|-|\n| 400px | Small picture |\n| 500px | Large picture |\n",
        "| Height | Use |\n|-|-|\n| 512 | Small picture |\n| 480 | Large picture |\n",
        "| Part | Use |\n|-|-|\n| 400-500 | Small picture |\n| 500-600 | Large picture |\n",
        "| Group | Capacity |\n|-|-|\n| Orders | 500/minute |\n| Other calls | 400 per hour |\n",
        "| Postal code | City |\n|-|-|\n| 10001 | New York |\n| 20001 | Washington |\n",
        "| Code | Language |\n|-|-|\n| en_GB | English here |\n| de_DE | German here |\n",
    ],
)
def test_numbers_that_are_no_statuses_make_no_rules(table: str) -> None:
    assert rules("# Guide\n\n" + table) == {}


@pytest.mark.parametrize(
    "cell", ["Sometimes", "Depends on the cause", "Only after a pause", "Иногда", "视情况而定", "Conditional"]
)
def test_a_sometimes_makes_a_retry_column_and_says_neither_yes_nor_no(cell: str) -> None:
    found = rules(f"| Status | Cause | Again? |\n|-|-|-|\n| 500 | Fault | {cell} |\n| 429 | Fast | Yes |\n")
    assert {signal: rule.retry for signal, rule in found.items()} == {"429": "yes", "500": "unspecified"}
    assert found["500"].meaning == "Fault"


def test_rows_of_one_status_are_told_apart_by_their_code() -> None:
    table = (
        "| Status | Type | What happened |\n|-|-|-|\n| 400 | `bad_size` | Too big |\n| 400 | `bad_name` | No name |\n"
    )
    found = rules(table + "| 404 | `not_found` | Nothing there |\n")
    assert {signal: (rule.status, rule.meaning) for signal, rule in found.items()} == {
        "400 bad_name": (400, "No name"),
        "400 bad_size": (400, "Too big"),
        "404": (404, "Nothing there"),
    }


@pytest.mark.parametrize(
    "page",
    [
        "* 402 - `unpaid_bill`: Pay first.\n* 429 - `too_fast`: Slow down.\n",
        "- **402**: Pay first.\n- **429**: Slow down.\n",
        "- `402 Payment Required` - Pay first.\n- `429 Too Many Requests` - Slow down.\n",
        "<dl>\n<dt>402</dt><dd>Pay first.</dd>\n<dt>429</dt><dd>Slow down.</dd>\n</dl>\n",
        "402\n: Pay first.\n\n429\n: Slow down.\n",
        "### 402 - `unpaid_bill`\n\nPay first.\n\n### 429 Too Many Requests\n\nSlow down.\n",
        "### 402\n\n* **Meaning:** Pay first.\n\n### 429\n\n* **Meaning:** Slow down.\n",
    ],
)
def test_error_tables_in_other_clothes_are_read(page: str) -> None:
    found = rules("# Answers\n\n" + page)
    assert {signal: rule.meaning for signal, rule in found.items()} == {"402": "Pay first.", "429": "Slow down."}


def test_a_list_of_failures_may_say_in_words_that_it_is_about_them() -> None:
    items = (
        "in case of 429 (Too Many Requests) - wait a minute",
        "in case of 402: pay",
        "when you get a 5xx error - wait",
    )
    found = rules("# T\n\n## Failures\n\n" + "".join(f"- {item}\n" for item in items))
    assert {signal: rule.meaning for signal, rule in found.items()} == {
        "429": "wait a minute",
        "402": "pay",
        "5XX": "wait",
    }


def test_an_item_says_whether_to_retry_in_its_sentences() -> None:
    found = rules("# T\n\n- 402: Pay, and do not retry before.\n- 429: Retry in a minute.\n- 400: Mend it.\n")
    assert {signal: rule.retry for signal, rule in found.items()} == {"402": "no", "429": "yes", "400": "unspecified"}


def test_a_paragraph_that_announces_a_sample_is_no_advice() -> None:
    sample = "Example:\n\n```json\n{}\n```\n"
    page = f"# T\n\n### 422: Not valid\n\nSome field is wrong.\n\n{sample}\n## More\n\nIt ends.\n"
    assert rules(page)["422"].action == ""


def test_a_heading_with_a_status_among_its_bullets_is_a_rule_of_its_own() -> None:
    bullets = "* **Status:** 403\n* **Message:** The key is wrong.\n* **Suggested action:** Do not retry.\n"
    rule = rules(f"# T\n\n### `wrong_key`\n\n{bullets}")["wrong_key"]
    assert (rule.status, rule.meaning, rule.retry, rule.action) == (403, "The key is wrong.", "no", "Do not retry.")


@pytest.mark.parametrize(
    "page",
    [
        "* 400 boxes arrived\n* 500 boxes left\n",
        "* 400-500: middle\n* 500-600: high\n",
        "* 400 GB - the small disk\n* 500 GB - the large disk\n",
        "### Step\n\n* **Status:** done\n* **Message:** fine\n",
    ],
)
def test_other_lists_are_none(page: str) -> None:
    assert rules("# T\n\n" + page) == {}


def test_codes_of_a_vendor_are_keys() -> None:
    table = "| Code | Text |\n|-|-|\n| 10001 | The name is empty |\n| -1003 TOO_FAST | Slow down |\n"
    assert {signal: rule.meaning for signal, rule in rules("# Error codes\n\n" + table).items()} == {
        "10001": "The name is empty",
        "-1003": "TOO_FAST: Slow down",
    }
    headings = "# Errors\n\n## -1003 TOO_FAST\n\n* Slow down.\n\n## 10001\n\nThe name is empty.\n"
    assert {signal: rule.meaning for signal, rule in rules(headings).items()} == {
        "10001": "The name is empty.",
        "-1003": "TOO_FAST: Slow down.",
    }


@pytest.mark.parametrize(
    ("prose", "advice"),
    [
        ("Retry `429` and `503` with a pause. Do not retry `400`.", {"429": "yes", "503": "yes", "400": "no"}),
        ("You should retry 5xx errors, but never retry 422.", {"5XX": "yes", "422": "no"}),
        ("Answers 502 and 504 can be retried; 404 must not be retried.", {"502": "yes", "504": "yes", "404": "no"}),
        ("遇到 429 请重试。400 请勿重试。", {"429": "yes", "400": "no"}),
        ("Retry after 500 ms at most 400 times.", {}),
        ("A call that fails with 500 is logged.", {}),
        ("Retry up to 3 times.", {}),
        ("Retry-After comes with 429 answers.", {}),
    ],
)
def test_prose_that_names_statuses_advises(prose: str, advice: dict[str, str]) -> None:
    assert {signal: rule.retry for signal, rule in rules(f"# Guide\n\n{prose}\n").items()} == advice


def test_prose_fills_what_a_table_leaves_open_and_no_more() -> None:
    table = "| Status | Meaning |\n|-|-|\n| 429 | Too fast |\n| 500 | Fault |\n\n"
    found = rules("# Errors\n\n" + table + "Retry 429 with backoff.\n")
    assert {signal: (rule.meaning, rule.retry) for signal, rule in found.items()} == {
        "429": ("Too fast", "yes"),
        "500": ("Fault", "unspecified"),
    }


@pytest.mark.parametrize("page", ["### 500\n", "### 500\n\n### 503\n", "## -1003 A_B\n", "### `a_b`\n", "402\n"])
def test_a_heading_without_anything_below_it_is_none(page: str) -> None:
    assert rules(f"# Errors\n\n{page}") == {}


@pytest.mark.parametrize(
    "below",
    [
        "```json\n{}\n```\n\nSomething of the site.\n",
        "Was this page helpful?\n",
        "© 2026 Example\n",
        "Edit this page\n",
        "json\n\n```json\n{}\n```\n",
        "* [Limits](/limits)\n* [Billing](/billing)\n",
    ],
)
def test_neither_a_foot_nor_a_label_is_an_errors_meaning(below: str) -> None:
    assert rules(f"# Errors\n\n### 500\n\n{below}") == {}
    rule = rules(f"# Errors\n\n### 500\n\nA fault.\n\n{below}")["500"]
    assert (rule.meaning, rule.action) == ("A fault.", "")


def test_fields_of_the_body_of_a_failure_are_no_meaning() -> None:
    body = "* name: `String`.\n* message: `String`.\n* causes: `String[]`.\n* isOurs: `Bool`.\n"
    assert rules(f"# Errors\n\n## `404` **NotFound**\n\n{body}") == {}
    (rule,) = rules(f"# Errors\n\n## `404` **NotFound**\n\nNo such box.\n\n{body}").values()
    assert (rule.meaning, rule.action) == ("No such box.", "")


def test_boxes_of_hugo_are_told_apart() -> None:
    box = "{{<hint %s>}}\n%s\n{{</hint>}}\n"
    said = box % ("danger", "404 - No such box") + box % ("danger", "409 - It stands open") + box % ("info", "Wait.")
    assert {rule.signal: rule.meaning for rule in rules(f"# Boxes\n\n## Errors\n\n{said}").values()} == {
        "404": "No such box",
        "409": "It stands open",
    }


CALLS = ("`GET /boxes/(id or name)/lid`", "```\nPOST /boxes/:box/lids\n```", "`PUT /boxes/pull?name=<box name>`")


def test_what_a_status_means_for_calls_in_any_form_is_no_meaning_of_the_page() -> None:
    parts = "".join(
        f"## Part {number}\n\n{call}\n\n**Status codes**:\n\n- **404** - no lid {number}\n- **409** - it is shut\n\n"
        for number, call in enumerate(CALLS)
    )
    found = rules(f"# Boxes\n\n{parts}")
    assert {rule.signal: rule.meaning for rule in found.values()} == {"404": "", "409": "it is shut"}
    general = "## Errors\n\n| Status | Meaning |\n| --- | --- |\n| 404 | Nothing there |\n| 500 | Ours |\n"
    assert rules(f"# Boxes\n\n{parts}{general}")["404"].meaning == "Nothing there"


@pytest.mark.parametrize("said", ["Possible errors:", "Error codes:"])
def test_a_line_that_announces_failures_is_no_meaning(said: str) -> None:
    found = rules(f"# Boxes\n\n## Errors\n\n### 422\n\n{said}\n\n| Code | Field |\n| --- | --- |\n| `a_b` | size |\n")
    assert "422" not in found or not found["422"].meaning


FIELDS_IN_ERROR = (
    "| Field | Code | Description |\n|-|-|-|\n| `lid` | `value_is_wrong` | No such lid |\n"
    "| `size` | `value_is_large` | Too large |\n"
)
ONE_IN_ERROR = "| Field | Code | Description |\n|-|-|-|\n| `lid` | `value_is_wrong` | No such lid |\n"


@pytest.mark.parametrize(
    ("above", "status"),
    [
        ("### HTTP 422\n\n```json\n{}\n```\n\n**Possible errors:**\n\n", 422),
        ("### 422 Unprocessable Entity\n\n", 422),
        ("### Response\n\nPossible errors:\n\n", None),
        ("### 200\n\n**Error codes**\n\n", None),
        ("### 400, 422\n\n", None),
    ],
)
def test_what_stands_below_a_status_of_failure_or_a_line_about_errors_is_one(above: str, status: int | None) -> None:
    found = rules(f"# Boxes\n\n{above}{FIELDS_IN_ERROR}")
    assert {signal: (rule.meaning, rule.status) for signal, rule in found.items() if not signal.isdigit()} == {
        "value_is_wrong": ("No such lid", status),
        "value_is_large": ("Too large", status),
    }
    assert "value_is_wrong" in rules(f"# Boxes\n\n{above}{ONE_IN_ERROR}")


@pytest.mark.parametrize(
    "page",
    [
        "### 200 OK\n\n" + FIELDS_IN_ERROR,
        "### Lids\n\nTheir codes:\n\n" + FIELDS_IN_ERROR,
        "### 422\n\n| Name | Type |\n|-|-|\n| `error_code` | string |\n| `error_text` | string |\n",
        "### 422\n\n| Code | Name |\n|-|-|\n| blue | sea |\n| green | wood |\n",
    ],
)
def test_fields_and_codes_of_other_things_are_none(page: str) -> None:
    assert rules(f"# Boxes\n\n{page}") == {}


def test_a_row_says_its_own_status_below_a_heading_with_another() -> None:
    page = (
        "# B\n\n## 422\n\n| Code | HTTP status | Meaning |\n|-|-|-|\n| no_lid | 404 | None |\n| old_lid | 410 | Old |\n"
    )
    assert {signal: rule.status for signal, rule in rules(page).items()} == {"no_lid": 404, "old_lid": 410}


def test_a_meaning_may_say_the_status() -> None:
    rows = "| `no_lid` | **HTTP 404**. No such lid. |\n| `lid_gone` | Not HTTP 410 |\n"
    found = rules(f"# B\n\n## Error codes\n\n| Code | Meaning |\n|-|-|\n{rows}")
    assert {signal: rule.status for signal, rule in found.items()} == {"no_lid": 404, "lid_gone": None}


@pytest.mark.parametrize(
    ("item", "meaning"),
    [
        ("HTTP `418` return code is used when the pot is short.", "return code is used when the pot is short."),
        ("`418 I'm a teapot` when the pot is short.", "when the pot is short."),
        ("418 if the pot is short", "if the pot is short"),
        ("HTTP 418 is returned for short pots", "is returned for short pots"),
    ],
)
def test_a_status_that_opens_an_item_with_when_it_is_answered_is_a_failure(item: str, meaning: str) -> None:
    found = rules(f"# Answers\n\n- `404`: no pot\n- {item}\n")
    assert {signal: rule.meaning for signal, rule in found.items()} == {"404": "no pot", "418": meaning}


@pytest.mark.parametrize("item", ["500 for small boxes, 600 for large ones", "404 widgets when all are sold"])
def test_a_number_of_something_that_opens_an_item_is_none(item: str) -> None:
    assert set(rules(f"# Sizes\n\n- 400 MB: small\n- {item}\n")) == set()


def test_a_heading_that_has_its_status_in_brackets_is_a_failure() -> None:
    found = rules(
        "# Handbook\n\n## Slowing down (429 Too Many Requests)\n\nWait a minute.\n\n## Boxes (404 of them)\n\nX.\n"
    )
    assert {signal: rule.meaning for signal, rule in found.items()} == {"429": "Wait a minute."}


def test_a_range_in_a_list_is_no_failure_that_means_its_end() -> None:
    assert set(rules("# Status codes\n\n- 50x\n- 400 - 499\n")) == set()
