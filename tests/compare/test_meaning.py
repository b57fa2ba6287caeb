"""What error rules and notices say is compared by its meaning, told once, at the most exact rung."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.compare.notices import mean_the_same
from driftwatch.compare.pages.negations import is_contrary
from driftwatch.model.facts import Notice
from driftwatch.rules.judge import judge
from tests.compare.page_snapshots import changes_of

PIECES = (
    *("calls", "are", "charged", "not", "never", "free", "the", "limit", "can't", "exceed"),
    *("no", "more", "than", ".", "不", "计费"),
)


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


def told(before: str, after: str) -> list[tuple[str, str]]:
    """Return level and id of each finding between two pages of one heading."""
    found = judge(changes_of(f"# Guide\n\n## Notes\n\n{before}\n", f"# Guide\n\n## Notes\n\n{after}\n"))
    return sorted((finding.level, finding.id) for finding in found)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Failed requests are not charged.", "Failed requests are charged at the full price."),
        ("You never pay for failed calls.", "You always pay for failed calls."),
        ("Failed calls are free.", "Failed calls are billed like all others."),
        ("失败的请求不计费。", "失败的请求照常计费。"),
        ("Неудачные запросы не тарифицируются.", "Неудачные запросы тарифицируются."),
    ],
)
def test_a_notice_that_says_the_contrary_is_told_both_ways(before: str, after: str):
    assert told(before, after) == told(after, before) == [("warning", "billing-reversed")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("You can send up to 100 requests per minute.", "You cannot exceed 100 requests per minute."),
        ("Failed requests are not charged.", "Failed requests are never charged."),
        ("No more than 5 concurrent requests are allowed.", "At most five concurrent requests are allowed."),
        ("Files can be up to 25 MB.", "Files must not exceed 25 MB."),
        ("It is deprecated and will be removed on January 31, 2027.", "It is deprecated and will go on 2027-01-31."),
    ],
)
def test_a_notice_in_other_words_is_a_reworded_sentence(before: str, after: str):
    assert [rule for _, rule in told(before, after)] == ["page-text-changed"]


@pytest.mark.parametrize(
    ("plain", "denying"),
    [
        ("You can send 60 requests per minute.", "You can send 60 requests per minute, unused ones do not roll over."),
        (
            "The rate limit is 60 requests per minute.",
            "The rate limit is 60 requests per minute (it cannot be raised).",
        ),
        ("Files can be up to 25 MB.", "Files can be up to 25 MB, but no folders are accepted."),
        ("Credits are charged per request.", "Credits are charged per request, even if the answer is not used."),
        ("Send your key in the `X-API-Key` header.", "Send your key in the `X-API-Key` header, never in the query."),
        ("The v1 API is deprecated.", "The v1 API is no longer supported."),
        ("The v1 API will be removed; use v2 instead.", "The v1 API will be removed; it is not recommended any more."),
        ("Requests time out after 60 seconds.", "Requests that do not answer time out after 60 seconds."),
        ("You need an API key to send requests.", "You cannot send requests without an API key."),
        ("每分钟最多 60 次请求。", "每分钟最多 60 次请求\uff0c不可提高。"),
        ("До 60 запросов в минуту.", "До 60 запросов в минуту, без исключений."),
    ],
)
def test_a_negation_of_what_was_not_said_before_reverses_nothing(plain: str, denying: str):
    for before, after in ((plain, denying), (denying, plain)):
        assert {rule for _, rule in told(before, after)} <= {"page-text-changed"}


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.lists(st.sampled_from(PIECES), max_size=8))
def test_what_is_contrary_is_so_both_ways_and_to_nothing_that_it_says_itself(one: list[str], other: list[str]):
    first, second = " ".join(one), " ".join(other)
    assert is_contrary(first, second) == is_contrary(second, first)
    assert not is_contrary(first, first)
    assert not is_contrary(first, f"{first}, with not a xylophone")


@pytest.mark.parametrize(
    ("low", "high", "rule"),
    [
        ("Send up to 20 requests per minute.", "Send up to 100 requests per minute.", "rate-limit-changed"),
        ("Send up to 20 requests per minute.", "Send up to two requests per second.", "rate-limit-changed"),
        ("At most five concurrent requests are allowed.", "At most ten concurrent requests are allowed.", ""),
        ("Files can be up to 5 MB.", "Files can be up to 1 GB.", "size-limit-changed"),
        ("每分钟最多 60 次请求。", "每分钟最多 600 次请求。", "rate-limit-changed"),
        ("上传文件上限为 5 MB。", "上传文件上限为 10 MB。", "size-limit-changed"),
        ("Максимум 60 запросов в минуту.", "Максимум 600 запросов в минуту.", "rate-limit-changed"),
        ("| Plan | Limit |\n|-|-|\n| Free | 5 RPM |", "| Plan | Limit |\n|-|-|\n| Free | 9 RPM |", ""),
    ],
)
def test_a_raised_limit_is_news_and_a_lowered_one_a_warning(low: str, high: str, rule: str):
    assert told(low, high) == [("info", rule or "rate-limit-changed")]
    assert told(high, low) == [("warning", rule or "rate-limit-changed")]


def test_a_lower_bound_has_no_direction():
    assert told(
        "Send at least 5 requests per minute, the limit.", "Send at least 9 requests per minute, the limit."
    ) == [("warning", "rate-limit-changed")]


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("Calls are billed per request, $1 each.", "Calls are billed per request, €1 each.", "billing-changed"),
        ("A call costs $1 per request.", "A call costs $1 per image.", "billing-changed"),
        ("每次请求收费 1 元。", "每次请求收费 2 元。", "billing-changed"),
        ("Запрос стоит 5 рублей.", "Запрос стоит 7 рублей.", "billing-changed"),
        ("The v1 API will be removed on 31 May 2027.", "The v1 API will be removed on 30 April 2027.", ""),
        ("Send your key in the `X-API-Key` header.", "Send your key in the `Authorization` header.", "names"),
        ("Verify the `old-signature` header.", "Verify the `new-signature` header.", "names"),
    ],
)
def test_units_money_days_and_names_are_compared(before: str, after: str, rule: str):
    names = {"": "deprecation-changed", "names": "authentication-names-changed"}
    assert told(before, after) == [("warning", names.get(rule, rule))]


def test_a_sentence_that_became_a_notice_is_told_once_with_both_sides():
    before = "# Guide\n\n## Models\n\nThe `alpha` model is available.\n"
    after = "# Guide\n\n## Models\n\nThe `alpha` model is deprecated and will be shut down on 2027-01-31.\n"
    (come,) = changes_of(before, after)
    assert (come.kind, come.before) == ("notice.added", "The alpha model is available.")
    (gone,) = changes_of(after, before)
    assert (gone.kind, gone.after) == ("notice.removed", "The alpha model is available.")


def test_a_finer_notice_is_told_once_and_hides_no_second_edit():
    line = "You can send up to 60 requests per minute."
    other = "Bursts of 60 come through."
    page = f"# Guide\n\n{line}\n\n{other}\n"
    lowered = page.replace(line, line.replace("60", "20"))
    assert kinds(page, lowered) == ["notice.amounts.changed"]
    assert kinds(page, lowered.replace("Bursts of 60", "Bursts of 20")) == [
        "notice.amounts.changed",
        "page.text.changed",
    ]
    (change,) = changes_of(page, lowered.replace("can send", "may send"))
    assert change.kind == "notice.amounts.changed"
    assert change.after == {"amounts": ["20 request/minute"], "text": "You may send up to 20 requests per minute."}


def test_another_cell_of_a_limits_row_is_told_beside_the_limit():
    page = "# Guide\n\n| Plan | Requests per minute | Seats |\n|-|-|-|\n| Free | 20 | 1 |\n| Team | 90 | 4 |\n"
    assert kinds(page, page.replace("| 20 | 1 |", "| 10 | 1 |")) == ["notice.amounts.changed"]
    assert kinds(page, page.replace("| 20 | 1 |", "| 10 | 2 |")) == ["notice.amounts.changed", "page.row.changed"]
    assert kinds(page, page.replace("| 20 | 1 |", "| 20 | 2 |")) == ["page.row.changed"]


def test_advice_that_a_sentence_alone_gave_is_told_as_advice_and_as_no_failure_more_or_less():
    page = "# Errors of the API\n\n- 429: Too many calls.\n\n{}Other words.\n"
    with_advice, without = page.format("Retry 503 with backoff. "), page.format("")
    for before, after in ((with_advice, without), (without, with_advice)):
        (told,) = (each for each in changes_of(before, after) if each.kind.startswith("error-rule."))
        assert (told.kind, told.status) == ("error-rule.retry.changed", "503")
        assert {told.before, told.after} == {"yes", "unspecified"}


def test_several_sentences_that_were_written_anew_deny_nothing_of_each_other() -> None:
    old = "Refunds take days. Cancel a box instead, which does not cost anything. Boxes have texts."
    new = "The shop starts a refund of what was paid. It may be partial and then costs anything. Look at each."
    assert "billing-reversed" not in {each for _, each in told(old, new)}
    charged = "Failed calls are {}charged. A refund takes {} days."
    assert ("warning", "billing-reversed") in told(charged.format("not ", "some"), charged.format("", "a few"))


def test_a_sentence_that_was_turned_is_found_among_others_that_were_written_anew() -> None:
    old = "Failed jobs are billed. Hooks are retried five times."

    def is_same(new: str) -> bool:
        return mean_the_same(*(Notice(at="", topic="billing", text=text) for text in (old, new)))

    assert not is_same("Failed jobs are not billed. We stopped retrying hooks.")
    assert is_same("Every failed job costs us money. We do not pay for hooks, nor are these retried.")
