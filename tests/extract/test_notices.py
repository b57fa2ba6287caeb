"""Statements in prose: what states something is a notice, and everything else is none."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import from_regex

from driftwatch.extract.pages.base_urls import servers
from driftwatch.extract.pages.notices import notices
from driftwatch.extract.pages.page_facts import page_facts
from driftwatch.extract.pages.value_lists import value_lists
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.extract.words import error_words, notice_words
from driftwatch.extract.words.dates import dates
from driftwatch.model.facts import ErrorRule, Notice
from driftwatch.patterns import holds_any


def found(prose: str) -> dict[str, tuple[str, ...]]:
    return {
        notice.at.removeprefix("notice · "): notice.amounts
        for notice in notices(sections_of_markdown(f"# Page\n\n{prose}\n"))
    }


STATED = [
    ("Each key may send up to 60 requests per minute.", "rate-limit · request-per-minute", ("60 request/minute",)),
    ("The free plan is limited to 10 requests per day.", "rate-limit · free-request-per-day", ("10 request/day",)),
    ("At most 5 concurrent requests are allowed.", "rate-limit · concurrent-request", ("5 concurrent request",)),
    ("The minimum top-up is $10.", "billing · minimum-top-up", ("USD 10",)),
    ("New accounts get $0.1 of free credit.", "billing · free-credit", ("USD 0.1",)),
    ("The balance never expires, and unused portions are refundable.", "billing · refund", ()),
    ("Failed tasks are not charged.", "billing · failed-calls", ()),
    ("Special models are billed per use.", "billing · per-use", ()),
    ("`clip-1` is deprecated and will be removed on 2026-12-01.", "deprecation · clip-1", ("2026-12-01",)),
    ("`clip-1` will be removed from the API.", "deprecation · clip-1", ()),
    ("`clip-1` will be removed from a future version.", "deprecation · clip-1", ()),
    ("If you use `clip-1`, your calls will stop working on 2026-12-01.", "deprecation · clip-1", ("2026-12-01",)),
    ("Music is temporarily unavailable.", "availability · page", ()),
    ("Links expire after 24 hours.", "availability · retention", ("24 h",)),
    ("See that files are at most 5 MB.", "size-limit · file", ("5 MB",)),
    ("Uploads of files have a maximum of 512 MB RAM dumps.", "size-limit · file-upload", ("512 MB",)),
    ("Files have a limit (512 MB RAM).", "size-limit · file", ("512 MB",)),
    ("On a demo (512MB RAM) files have a limit of 5MB.", "size-limit · file", ("5 MB",)),
    ("Send the key in the `x-api-key` header or as Bearer.", "authentication · x-api-key", ()),
    ("Use `Authorization: Bearer $KEY` in every call.", "authentication · bearer", ()),
    ("Files may be up to 25 MB.", "size-limit · file", ("25 MB",)),
    ("Calls time out after 60 seconds.", "timeout · page", ("60 s",)),
    ("The sandbox answers with made-up results.", "environment · sandbox", ()),
    (
        "Our servers can process up to 20 requests per second.",
        "rate-limit · request-per-second",
        ("20 request/second",),
    ),
    (
        "The maximum throughput is 20 requests per second on average.",
        "rate-limit · request-per-second",
        ("20 request/second",),
    ),
    ("While we move, uploads are temporarily unavailable.", "availability · page", ()),
]


@pytest.mark.parametrize(("prose", "at", "amounts"), STATED)
def test_what_is_stated_is_a_notice(prose: str, at: str, amounts: tuple[str, ...]) -> None:
    assert found(prose) == {at: amounts}


SILENT = [
    "```python\nlimit = Semaphore(5)  # 60 requests per minute\n```",
    "Use `Semaphore(5)` to cap concurrency.",
    "Retry 429 with exponential backoff and jitter, at most 30000 ms.",
    "Wait 30 seconds and retry.",
    "The store can achieve 20,000 requests per second on such a machine.",
    "One node can currently serve 2,000 requests per second with a latency of 7 ms.",
    "A model capable of up to 100 tokens per second.",
    "**Workload:** A 10 RPS, B 1 RPS",
    "| Pool | Peak RPS |\n| --- | --- |\n| web | 21 RPS |",
    "It keeps answering even if the store is temporarily unavailable.",
    "503 - The model is temporarily unavailable.",
    "For example, a job with 60 requests per minute is fine.",
    "See About pricing for prices.",
    "How are failed tasks billed?",
    "Learn more about rate limits.",
    "Rate limits vary by model.",
    "Create an API key in the console.",
    "This guide is based on live checks on 2026-03-12.",
    "The clip is 30 seconds long and 10 MB big.",
    "Use the API to make requests.",
    "Prices differ by model.",
    "When editing the name of a group, its files will be removed.",
    "When using a common address, copies to others will be removed.",
    "Words of the list will be removed from the query.",
    "All associated data of the box will be removed.",
    "A user will be removed as a member.",
    "The user will be removed as an admin of the group.",
    "If the box is deleted, all associated lids will be removed.",
    "See the `Authorization` header.",
    "Older files will be removed from the shared cache.",
    "在下方, 将逾期已关闭的任务与其他任务进行比较。",
    "If you lose the secret, some calls will stop working.",
    "When a user deletes a key, its webhooks will no longer work.",
    "Events that come later will be dropped.",
    "A file that was moved to another folder keeps its id.",
    "Pages of a document are moved to the bin.",
    "Rows that are empty will be dropped in the answer.",
    'answer = store.boxes.shrink( name = "a", body = { "max_file_size": "100mb", "copies": 0 } )',
]


@pytest.mark.parametrize("prose", SILENT)
def test_what_states_nothing_is_none(prose: str) -> None:
    assert found(prose) == {}


REWORDED = [
    ("Each key may send up to 60 requests per minute.", "Keys are limited to 60 requests/minute."),
    ("The minimum top-up is $10.", "You must top up by a minimum of $10."),
    ("`clip-1` is deprecated.", "The model `clip-1` is now deprecated."),
    ("Files may be up to 25 MB.", "The maximum file is 25 MB."),
    ("Use `Authorization: Bearer <MY_KEY>`.", "Use `Authorization: Bearer $MY_KEY`."),
]


@pytest.mark.parametrize(("one", "other"), REWORDED)
def test_a_reworded_notice_is_the_same_notice(one: str, other: str) -> None:
    assert found(one) == found(other)


def test_a_placeholder_of_a_key_means_nothing() -> None:
    texts = {
        notices(sections_of_markdown(f"Send `Authorization: Bearer {key}`.\n"))[0].text
        for key in ("<EXAMPLE_KEY>", "$EXAMPLE_KEY", "${EXAMPLE_KEY}", "sk-xxxx", "<your-api-key>", "YOUR_API_KEY")
    }
    assert texts == {"Send Authorization: Bearer {key}."}


def test_typography_means_nothing() -> None:
    plain = notices(sections_of_markdown("The balance doesn't expire - ever.\n"))
    assert notices(sections_of_markdown("The\u00a0balance doesn\u2019t\u200b expire \u2013 ever.\n")) == plain


def test_sentences_on_one_subject_are_one_notice() -> None:
    assert found("Send up to 60 requests per minute. Bursts are limited to 90 requests per minute.") == {
        "rate-limit · request-per-minute": ("60 request/minute", "90 request/minute")
    }


def test_tables_of_limits_are_notices() -> None:
    assert found("| Plan | Requests per minute |\n|-|-|\n| Free | 20 |\n| Pro | unlimited |\n") == {
        "rate-limit · free-requests-per-minute": ("20 request/minute",)
    }


@pytest.mark.parametrize(
    ("table", "at", "amounts"),
    [
        ("| Endpoint | Limit |\n|-|-|\n| `/find` | 1,500 req / 10s |\n", "find-limit", "1500 request/10 second"),
        ("| Endpoint | Limit |\n|-|-|\n| `/find` | 10 QPS\\* |\n", "find-limit", "10 request/second"),
        ("| Endpoint | Limit |\n|-|-|\n| `/dig` | 15 concurrent tasks |\n", "dig-limit", "15 concurrent task"),
        ("| Endpoint | Burst Limit |\n|-|-|\n| `/x` | 25 req / 1 min |\n", "x-burst-limit", "25 request/minute"),
        ("| Facts | |\n|-|-|\n| Rate Limit | 100 per minute |\n", "rate-limit", "100 request/minute"),
    ],
)
def test_limits_are_read_in_the_units_of_their_cells(table: str, at: str, amounts: str) -> None:
    assert found(table) == {f"rate-limit · {at}": (amounts,)}


def test_the_same_subject_under_several_headings_is_told_apart() -> None:
    table = "| Key | Requests per minute |\n|-|-|\n| Live | {} |\n\n"
    page = (
        table.format(90) + "## Search endpoint rate limits\n\n" + table.format(20) + "## Upload\n\n" + table.format(5)
    )
    stated = {
        "rate-limit · live-requests-per-minute": ("90 request/minute",),
        "rate-limit · search-live-requests-per-minute": ("20 request/minute",),
        "rate-limit · upload-live-requests-per-minute": ("5 request/minute",),
    }
    assert found(page) == stated
    swapped = table.format(90) + "## Upload\n\n" + table.format(5) + "## Search\n\n" + table.format(20)
    assert found(swapped) == stated


def test_an_amount_of_tokens_is_no_span() -> None:
    assert found("| Model | Limit |\n|-|-|\n| `a` | 3 credits per 1M tokens |\n") == {}


def urls(markdown: str) -> dict[str, str]:
    return {server.url: server.environment for server in servers(sections_of_markdown(markdown))}


@pytest.mark.parametrize(
    "markdown",
    [
        "Base URL: `https://api.example.test/v1/`\n",
        "The base URL is https://api.example.test/v1.\n",
        "| Feature | Description |\n|-|-|\n| **Base URL** | `https://api.example.test/v1` |\n",
        "# T\n\n## Base URL\n\n```\nhttps://api.example.test/v1\n```\n",
        "# T\n\n## Servers\n\n- https://api.example.test/v1\n",
        'Base URLs:\n\n* <a href="https://api.example.test/v1">https://api.example.test/v1</a>\n',
    ],
)
def test_base_urls_are_servers(markdown: str) -> None:
    assert urls(markdown) == {"https://api.example.test/v1": ""}


def test_environments_are_told() -> None:
    page = "# T\n\n## Environments\n\n- Production: https://api.example.test\n- Sandbox: https://sandbox.example.test\n"
    assert urls(page) == {"https://api.example.test": "production", "https://sandbox.example.test": "sandbox"}


@pytest.mark.parametrize(
    "markdown",
    [
        "See https://example.test for more.\n",
        "```sh\ncurl https://api.example.test/v1/x\n```\n",
        "Base URL: https://me:secret@api.example.test\n",
        "Pass the API endpoint in the query. For `https://api.example.test/v1` that is another URL.\n",
        "<ul>\n <li>The API server URL is `https` always. [#](https://tickets.example.test/403)</li>\n</ul>\n",
    ],
)
def test_other_urls_are_no_servers(markdown: str) -> None:
    assert urls(markdown) == {}


def values(markdown: str) -> dict[str, tuple[str, ...]]:
    return {item.name: item.values for item in value_lists(sections_of_markdown(markdown))}


def test_closed_lists_keep_case_and_spaces() -> None:
    assert values("| Model | Exact model ID |\n|-|-|\n| A | `Clip  2` |\n| B | `clip-2` |\n") == {
        "Exact model ID": ("Clip  2", "clip-2")
    }


def test_sizes_and_statuses_are_closed_lists() -> None:
    sizes = "| Ratio | Mini |\n|-|-|\n| a | `640x640` |\n| b | `1280x720` (new) |\n| c | — |\n\n"
    page = sizes + "| Status | Meaning |\n|-|-|\n| `queued` | x |\n| `done` | y |\n"
    assert values(page) == {"Mini": ("1280x720", "640x640"), "Status": ("done", "queued")}


@pytest.mark.parametrize(
    "markdown",
    [
        "| Field | Type |\n|-|-|\n| `id` | `string` |\n| `name` | `string` |\n",
        "| Status | Action |\n|-|-|\n| `400` | x |\n| `500` | y |\n",
        "| Model | Range |\n|-|-|\n| a | `4`-`15` |\n| b | `2`-`10` |\n",
        "| Model | x |\n|-|-|\n| plain | 1 |\n| words | 2 |\n",
        "| Method | Endpoint |\n|-|-|\n| GET | `/v1/x` |\n| GET | `/v1/y` |\n",
        "| Key | Example value |\n|-|-|\n| a | `one` |\n| b | `two` |\n",
        "| Setting | Default value |\n|-|-|\n| a | `one` |\n| b | `two` |\n",
        "| Header | Value |\n|---|---|\n| `A-Key` | `some key` |\n| `Accept` | `text/csv` |",
        "| Parameter | Value |\n|---|---|\n| `kind` | `old` |\n| `scope` | `read` |",
    ],
)
def test_other_columns_are_no_closed_lists(markdown: str) -> None:
    assert values(markdown) == {}


def test_the_order_of_rows_means_nothing() -> None:
    one, two = "| A | `a` |\n", "| B | `b` |\n"
    head = "| Name | Model ID |\n|-|-|\n"
    assert value_lists(sections_of_markdown(head + one + two)) == value_lists(sections_of_markdown(head + two + one))


@pytest.mark.parametrize(
    ("prose", "at", "amounts"),
    [
        ("每分钟最多 60 次请求。", "rate-limit · request-per-minute", ("60 request/minute",)),
        ("调用上限为 1万次/天。", "rate-limit · request-per-day", ("10000 request/day",)),
        ("图片大小不超过 10 MB。", "size-limit · image", ("10 MB",)),
        ("每次请求收费 0.5 元。", "billing · price", ("CNY 0.5/request",)),
        ("失败的任务不扣费。", "billing · failed-calls", ()),
        ("该接口已弃用。", "deprecation · page", ()),
        ("请求 60 秒后超时。", "timeout · page", ("60 s",)),
        ("Максимум 1 000 запросов в час.", "rate-limit · request-per-hour", ("1000 request/hour",)),
        ("Размер файла до 25 МБ.", "size-limit · file", ("25 MB",)),
        ("Запрос стоит 0,5 рубля.", "billing · price", ("RUB 0.5",)),
        ("Метод устарел и будет удалён 1 мая 2027.", "deprecation · page", ("2027-05-01",)),
        ("At most five concurrent requests are allowed.", "rate-limit · concurrent-request", ("5 concurrent request",)),
        ("Up to two hundred requests per day are allowed.", "rate-limit · request-per-day", ("200 request/day",)),
        ("A call costs £2 per image.", "billing · price", ("GBP 2/image",)),
    ],
)
def test_limits_and_prices_are_read_in_words_and_other_languages(prose: str, at: str, amounts: tuple[str, ...]) -> None:
    assert found(prose) == {at: amounts}


@pytest.mark.parametrize(
    "prose",
    [
        "One of the two requests is enough.",
        "例如每分钟 60 次请求。",
        "Например, 60 запросов в минуту.",
        "第一天的请求更多。",
        "Три ключа лучше одного.",
    ],
)
def test_other_sentences_in_words_and_other_languages_are_none(prose: str) -> None:
    assert found(prose) == {}


def test_a_notice_keeps_the_names_in_it() -> None:
    page = sections_of_markdown("# Page\n\nVerify the `new-signature` header. Files may be up to `25` MB.\n")
    assert {notice.topic: notice.names for notice in notices(page)} == {
        "authentication": ("new-signature",),
        "size-limit": (),
    }


@pytest.mark.parametrize(
    ("prose", "days"),
    [
        ("on January 31, 2027", ("2027-01-31",)),
        ("on the 3rd of May 2027 or 4 Jun. 2027", ("2027-05-03", "2027-06-04")),
        ("2027年2月1日", ("2027-02-01",)),
        ("31.12.2026 и 1 марта 2027", ("2026-12-31", "2027-03-01")),
        ("31.13.2026, 2027-99-01, version 1.2.2027", ()),
    ],
)
def test_days_are_read_however_they_are_written(prose: str, days: tuple[str, ...]) -> None:
    assert dates(prose) == days


@pytest.mark.slow
@pytest.mark.parametrize(
    ("quick", "whole"),
    [
        (notice_words.OF_BILLING, "|".join(pattern for _, pattern in notice_words.BILLING)),
        (notice_words.OF_DEPRECATION, notice_words.DEPRECATION),
        (notice_words.OF_AVAILABILITY, notice_words.AVAILABILITY),
        (notice_words.OF_ENVIRONMENTS, notice_words.ENVIRONMENT),
        (notice_words.OF_HEADER, notice_words.HEADER),
        (error_words.OF_RETRY, error_words.ADVISED),
        (error_words.OF_RETRY, error_words.REFUSED),
    ],
)
def test_what_fits_a_topic_has_one_of_its_words(quick: tuple[str, ...], whole: str) -> None:
    assert {word.upper().lower() for word in quick} == set(quick)

    @settings(max_examples=300, deadline=None)
    @given(from_regex(whole))
    def has_one(said: str) -> None:
        assert holds_any(said.lower(), quick)
        assert holds_any(said.upper().lower(), quick)

    has_one()


@pytest.mark.parametrize(
    "said",
    [
        "The `lid` endpoint will be removed as a breaking change.", "`lid` will be removed as a parameter.",
        "Basic auth will be removed as an option.", "TLS 1.0 will be removed as a supported protocol.",
        "The endpoint will be removed as a result of low use.", "The field `lid` will be removed as an alias of `rim`.",
        "Lids will be removed as a part of v3.", "The key `lid` will be removed as a member of the response.",
        "The field user will be removed as a member of the object.", "Key users will be removed as an admin option.",
        "All associated v1 endpoints will be removed.", "The v1 API and its related endpoints will be removed.",
        "Nested `lids` parameters will be removed.", "Linked accounts API will be removed.",
        "The deprecated fields linked to the order object will be removed.", "All related files will be removed in v3.",
        "The call will be shut down and all associated data will be removed.",
        "All associated data of the old API will be removed.", "All related files endpoints will be removed.",
        "Once the v1 API is deleted, all related calls will be removed.",
        "The call to delete boxes and related calls will be removed.",
        "Delete and its related lids will be removed on 2027-01-01.",
        "Read endpoints of the legacy API will be shut down.", "Read access to `lids` will be removed.",
        "Visit endpoints will be removed.", "Read the note that the old endpoint is deprecated.",
        "See that the endpoint is deprecated.", "Learn that the old call will be removed.",
        "See the old call no longer supported.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_deletion_or_a_pointer_is_deprecated(said: str) -> None:
    assert [at.split(" · ")[0] for at in found(said)] == ["deprecation"]


@pytest.mark.parametrize(
    "said",
    [
        "Calls to `old.clips.dev` will be dropped at the end of May.",
        "The old host will be dropped soon, call the new one.",
        "Support for version 1 of the API was dropped.",
        "Version 1 of the API will be decommissioned.",
        "This documentation is out of date.",
        "We have migrated our documentation to https://new.clips.dev/docs.",
        "This document has moved to the new site.",
        "As of May the `lids` list will no longer be returned.",
        "The `lids` list will no longer be included in version 3.",
        "Starting May 2027, the `lids` list will no longer be provided.",
        "Deprecated - use `GET /v2/lids` instead.",
    ],
)
def test_what_is_dropped_at_some_time_is_deprecated(said: str) -> None:
    assert [at.split(" · ")[0] for at in found(said)] == ["deprecation"]


@pytest.mark.parametrize(
    "said",
    [
        "This page has been moved to Limits.",
        "The page has moved to another section.",
        "The file has moved to the attic.",
        "A box that is open will no longer be shown.",
        "It is no longer returned to the shelf.",
        "Once a box is deleted, it will no longer be returned.",
        "If you archive a box in May, it will no longer be included.",
        "After the key is revoked, data will no longer be provided.",
        "Deleted boxes will no longer be returned by `GET /v2/boxes`.",
        "deprecated - whether the box is old",
    ],
)
def test_a_page_that_moved_and_what_becomes_of_one_thing_is_not_deprecated(said: str) -> None:
    assert not found(said)


@pytest.mark.parametrize(
    "title",
    ["This documentation is out of date", "This API is no longer supported", "Lids API is currently unavailable"],
)
def test_a_heading_that_is_a_sentence_may_be_a_notice(title: str) -> None:
    for page in (f"# {title}\n\nMore of it.\n", f"# Lids\n\n## {title}\n\nMore of it.\n"):
        assert [notice.text for notice in notices(sections_of_markdown(page))] == [title]


@pytest.mark.parametrize(
    "title",
    ["Deprecated calls", "What is deprecated", "Fields that are deprecated", "Is v1 deprecated?", "Lids are round"],
)
def test_a_heading_that_only_names_something_is_none(title: str) -> None:
    for page in (f"# {title}\n\nMore of it.\n", f"# Lids\n\n## {title}\n\nMore of it.\n"):
        assert notices(sections_of_markdown(page)) == ()


def test_a_heading_and_a_sentence_below_it_are_notices_of_their_own_words() -> None:
    (first, second) = notices(sections_of_markdown("# Lids\n\n## Lids v1 is retired\n\nThis page is outdated.\n"))
    assert {first.text, second.text} == {"Lids v1 is retired", "This page is outdated."}


@pytest.mark.parametrize(
    "said",
    [
        "If set to an empty string, the name of the lid will be removed.",
        "When the `label` is null, all labels will be removed.",
        "If the label is blank, its lid will be removed.",
        "Send the `Content-Digest` header to verify integrity.",
        "'curl -X PUT '{host}/lids' -H \"Authorization: Bearer ...\"'",
    ],
)
def test_what_comes_of_a_value_is_no_deprecation_and_neither_checksums_nor_samples_prove_who_calls(said: str) -> None:
    assert notices(sections_of_markdown(f"# Lids\n\n{said}\n")) == ()


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("If you set old lids, note that the call will be removed on 2027-01-01.", "deprecation"),
        ("Send the `Lid-Seal` header to verify integrity and authenticity.", "authentication"),
    ],
)
def test_what_is_said_besides_is_a_notice_still(said: str, topic: str) -> None:
    assert [notice.topic for notice in notices(sections_of_markdown(f"# Lids\n\n{said}\n"))] == [topic]


def test_what_a_failure_means_is_no_notice_of_what_is_available() -> None:
    failure = "## 503 — Service unavailable\n\nThe backend of boxes is temporarily unavailable.\n\nWait and retry.\n"
    news = "## News\n\nThe backend of the lids is temporarily unavailable.\n"
    facts = page_facts(sections_of_markdown(f"# Errors\n\n{failure}\n{news}"))
    assert [one.text for one in facts if isinstance(one, Notice)] == [
        "The backend of the lids is temporarily unavailable."
    ]
    assert [one.meaning for one in facts if isinstance(one, ErrorRule)] == [
        "The backend of boxes is temporarily unavailable."
    ]


@pytest.mark.parametrize("subject", ["backend", "`lids` backend"])  # code makes of both sentences one notice
@pytest.mark.parametrize("is_first", [True, False])
def test_the_same_words_elsewhere_on_the_page_are_news(subject: str, *, is_first: bool) -> None:
    said = f"The {subject} is temporarily unavailable."
    failure, news = f"## 503 \u2014 Service unavailable\n\n{said}\n\n", f"## News\n\n{said}\n\n"
    text = f"{news}# Errors\n\n{failure}" if is_first else f"# Errors\n\n{failure}{news}"
    facts = page_facts(sections_of_markdown(f"# Boxes\n\n{text}"))
    assert [one.locator for one in facts if isinstance(one, Notice)] == ["News"]
    assert [one.signal for one in facts if isinstance(one, ErrorRule)] == ["503"]


def test_on_a_page_without_headings_what_a_failure_means_is_no_news_either() -> None:
    items = "- 503: The lid is loose. The backend of boxes is temporarily unavailable.\n- 404: It is lost.\n"
    assert [one for one in page_facts(sections_of_markdown(items)) if isinstance(one, Notice)] == []
