"""What error rules and notices say is compared by its meaning, told once, at the most exact rung."""

from tests.compare.page_snapshots import changes_of


def kinds(before: str, after: str) -> list[str]:
    return sorted(change.kind for change in changes_of(before, after))


ROWS = (
    "# Errors\n\n| Status | Type | What happened |\n|-|-|-|\n| 400 | `bad_size` | Too big |\n| 429 | `fast` | Slow |\n"
)


def test_a_second_row_of_a_status_does_not_make_the_first_one_another():
    assert kinds(ROWS, ROWS + "| 400 | `bad_name` | No name |\n") == ["error-rule.added"]
    assert kinds(ROWS + "| 400 | `bad_name` | No name |\n", ROWS) == ["error-rule.removed"]


def test_advice_of_prose_that_was_reversed_is_told_and_its_sentences_are_not_told_again():
    before = "# Retries\n\nRetry `429` and `503` with a pause. Do not retry `400`.\n"
    after = "# Retries\n\nRetry `429` with a pause. Do not retry `400` or `503`.\n"
    assert [(change.kind, change.name, change.before, change.after) for change in changes_of(before, after)] == [
        ("error-rule.retry.changed", "503", "yes", "no")
    ]


def test_a_second_edit_of_a_sentence_whose_advice_was_reversed_is_told_as_well():
    before = "# Retries\n\nRetry `429` and `503` with a pause. Do not retry `400`.\n"
    after = "# Retries\n\nRetry `429` with a jitter. Do not retry `400` or `503`.\n"
    assert kinds(before, after) == ["error-rule.retry.changed", "page.text.changed"]


def test_a_status_among_the_bullets_of_a_heading_is_a_fact():
    before = "# Errors\n\n### `wrong_key`\n\n* **Status:** 403\n* **Message:** Wrong.\n* **Fix:** Do not retry.\n"
    after = before.replace("403", "401").replace("Do not retry", "Retry later")
    assert kinds(before, after) == [
        "error-rule.action.changed",
        "error-rule.retry.changed",
        "error-rule.status.changed",
    ]
