"""Edits of what clients have to obey that ask nothing of them; beside each one that does."""

import pytest

from driftwatch.compare.compare import compare
from driftwatch.compare.pages.line_pairs import but_recut
from driftwatch.compare.pages.page_lines import Edit, Placed
from driftwatch.model.text import Line
from tests.compare.page_snapshots import site
from tests.compare.test_page_contracts import CALL, topical
from tests.rules.test_folding_pages import drift

SAID = "# Boxes API\n\n## Rate limits\n\nA key has 60 calls a minute.\n\n{}\n"


def limits(before: str, after: str) -> bool:
    return topical(SAID.format(before), SAID.format(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "For more information, see the chapter on keys and limits."),
        ("See https://www.example.com/keys.html for more information.", "See Keys for more information."),
        ("", "Please contact our sales team if you need higher limits."),
        ("Limits are per key.", "Limits are per key, please speak with your account manager to change your limits."),
        (
            "Limits are those of the v2 Limits and the v3 Limits.",
            "Limits are those of v2 and the v3 Limits, please contact us if you need to change your limits.",
        ),
        ("", "moreInformation"),
        ("", "For more information on keys, please visit the chapter on limits."),
        ("", "Подробнее на отдельной странице ограничений."),
    ],
)
def test_where_more_is_said_and_whom_people_ask_warns_nobody(before: str, after: str):
    assert not limits(before, after)
    assert not limits(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "See chapter 7 for more information on what 429 is."),
        ("", "For more information, a key must be sent."),
        ("See the `Retry-After` header for more information.", "See the `X-Reset-At` header for more information."),
        ("", "Contact our support beyond 600 of them."),
        ("", "See the billing page for more details, calls above the quota are rejected."),
        (
            "",
            "\u8be6\u89c1\u8ba1\u8d39\u9875\u9762\uff0c\u8d85\u51fa\u9650\u989d\u7684\u8bf7\u6c42\u4f1a\u88ab\u62d2\u7edd\u3002",
        ),
        ("Optional", "Required"),
        ("Limits are per key.", "Limits are per account, contact us for more."),
        ("", "Contact our sales team for a higher limit, calls above it are rejected."),
        ("", "Contact our sales team for a higher limit or calls are rejected."),
        ("", "Contact our sales team for more \u2013 calls above it are rejected."),
        ("", "Contact our sales team as calls without a key are not allowed."),
        ("", "不可重试"),
    ],
)
def test_what_is_asked_beside_that_warns(before: str, after: str):
    assert limits(before, after)


@pytest.mark.parametrize(
    ("before", "after", "warns"),
    [
        ("GET /v1/boxes Lists 60 boxes.", "Lists 60 boxes.\n\nGET /v1/boxes", False),
        ("- Wait 5 s.\n- Try 3 times.", "- Wait 5 s. Try 3 times.", False),
        ("##Calls of v2##", "###Calls of v2###", False),
        ("1.Use our scripts 2.Follow samples.", "- Use our scripts.\n- Follow samples.", False),
        ("1.Use our scripts 2.Follow samples.", "1.Use our scripts 3.Follow samples.", True),
        ("Take v1.Make 2 boxes.", "Take v2.Make 2 boxes.", True),
        ("The limit is 5.It holds for each key.", "The limit is 9.It holds for each key.", True),
        ("Wait 5.Then send again.", "Wait 50.Then send again.", True),
        ("GET /v1/boxes Lists 60 boxes.", "Lists 70 boxes.\n\nGET /v1/boxes", True),
        ("- Wait 5 s.\n- Try 3 times.", "- Wait 5 s. Never try 3 times.", True),
        ("Send `a`.", "Send `a`, never `b`.", True),
    ],
)
def test_lines_that_are_only_joined_or_parted_warn_nobody(before: str, after: str, *, warns: bool):
    old, new = (
        f"# Boxes API\n\n## Rate limits\n\nA key has limits.\n\n{said}\n\nThat is it.\n" for said in (before, after)
    )
    told = [each for each in compare(site(guide=old), site(guide=new)) if each.location == "text"]
    assert any("topical" in each.traits for each in told) is warns


def test_a_line_is_made_of_each_other_one_once():
    def line(said: str) -> Placed:
        return Placed(Line("sentence", (said,)), ())

    twice = [Edit(line("Wait. Wait."), line("Wait."))]
    assert but_recut(twice) == twice
    row = [Edit(Placed(Line("row", ("Wait.", "Send.")), ()), line("Wait. Send."))]
    assert but_recut(row) == row
    one, other = line("Wait."), line("Send.")
    assert but_recut([Edit(line("Send. Wait."), one), Edit(line("More."), other)]) == [Edit(line("More."), None)]


@pytest.mark.parametrize(
    ("title", "warns"),
    [("Historical price data", False), ("Prices", True), ("Pricing API", True), ("Error conditions of the API", True)],
)
def test_a_title_that_only_mentions_money_makes_no_section_a_price(title: str, *, warns: bool):
    page = f"# {title}\n\n## Candles\n\nThere are 60 candles for `day`.\n"
    assert topical(page, page.replace("60", "90"), boxes=CALL) is warns


@pytest.mark.parametrize(("title", "warns"), [("Сценарии", False), ("Цены", True)])
def test_a_word_that_only_holds_a_topic_names_none(title: str, *, warns: bool):
    page = f"# Boxes API\n\n## {title}\n\nЛишь 60 шагов/час.\n"
    assert topical(page, page.replace("60", "90")) is warns


def test_a_new_call_that_tries_again_is_no_advice_on_failures():
    page = "# Boxes API\n\n## GET /boxes\n\nLists them.\n"
    call = "## {}\n\nIt answers 202 at once.\n\n```bash\ncurl -X PUT https://api.example.com/v1/boxes/1/retry\n```\n"
    for heading, warns in (("Retry failed boxes of a shelf", False), ("Retries", True)):
        told = compare(site(guide=page), site(guide=f"{page}\n{call.format(heading)}\nPUT /v1/boxes/{{id}}/retry\n"))
        assert any("topical" in each.traits for each in told if each.location == "text") is warns


def test_what_a_site_makes_of_a_page_warns_nobody():
    page = "---\ntitle: Rate limits\n{}---\n\n# Rate limits\n\nA key has 60 calls a minute.\n"
    for front in ("nav_link: Limits\nnav_level: 2\n", "linkTitle: Limits of keys\n", "sidebarTitle: 2 limits\n"):
        told = compare(site(guide=page.format(""), boxes=CALL), site(guide=page.format(front), boxes=CALL))
        assert not any("topical" in each.traits for each in told)
    counted = page.format("menu_limit: At most 60 calls a minute\n")
    assert topical(counted, counted.replace("At most 60", "At most 50"), boxes=CALL)
    listed = page.format("").replace("A key", "- rate_limit: 60\n\nA key")
    assert topical(listed, listed.replace(": 60", ": 50"), boxes=CALL)


NOTICES = "# API\n\n## POST /boxes\n\nSends them.\n\n## Batches\n\n{}\n"


@pytest.mark.parametrize(
    ("before", "after", "levels"),
    [
        ("The limit is 1800 requests/60s.", "The limit is 1800 requests/min.", []),
        ("The limit is 1800 requests/60s.", "The limit is 1700 requests/min.", ["warning"]),
        ("The limit is 120 requests per minute.", "The limit is 2 requests per second.", []),
    ],
)
def test_as_much_in_another_unit_is_the_same_limit(before: str, after: str, levels: list[str]):
    old, new = (site(guide=NOTICES.format(said)) for said in (before, after))
    assert [each.level for each in drift(old, new, "notices")] == levels
    assert levels or "warning" not in [each.level for each in drift(old, new, "documents")]


CELL = "| Field | What |\n| --- | --- |\n| `size` | {} |\n"
GOING = "The small size is deprecated. Use `large` instead."


@pytest.mark.parametrize(
    ("before", "after", "levels"),
    [
        (CELL.format(f"A size. {GOING}"), f"{CELL.format('A size.')}\n> {GOING}", ["info"]),
        (CELL.format("A size."), f"{CELL.format('A size.')}\n> {GOING}", ["warning"]),
        (CELL.format(f"A size. {GOING}"), f"{CELL.format('A size.')}\n\n## More\n\n{GOING}", ["warning"]),
    ],
)
def test_a_notice_whose_words_its_section_had_is_no_news(before: str, after: str, levels: list[str]):
    old, new = (site(guide=NOTICES.format(said)) for said in (before, after))
    told = [each.level for each in drift(old, new, "notices") if "deprecation" in each.id]
    assert told == levels


def test_what_is_removed_of_the_reader_is_no_deprecation():
    said = "`rates`: the ids of each user {} rate will be removed."
    for who, levels in (("whose custom", []), ("who has a", ["warning"])):
        new = site(guide=NOTICES.format(said.format(who)))
        assert [each.level for each in drift(site(guide=NOTICES.format("Words.")), new, "notices")] == levels


KEYED = "# Keys\n\n## GET /boxes\n\nEvery request must send a key in the `X-Box-Key` header.\n"


@pytest.mark.parametrize(
    ("place", "said", "level"),
    [
        ("more", "You can pass the key in the `X-Box-Key` header.", "info"),
        ("more", "You must pass the key in the `X-Box-Key` header.", "warning"),
        ("more", "Pass the key in the `X-Box-Key` header.", "warning"),
        ("more", "You can pass the key in the `X-Shelf-Key` header.", "warning"),
        ("more", "You can pass the key in the `X-Box-Key` header for 5 minutes.", "warning"),
        ("tutorials/more", "You must pass the key in the `X-Box-Key` header within 5 minutes.", "warning"),
        ("more", "Der Schlüssel steht im Header `X-Box-Key`, signiert von Ihrem secret.", "warning"),
        ("tutorials/more", "You must pass the key in the `X-Box-Key` header.", "info"),
        ("tutorials/more", "You must pass the key in the `X-Shelf-Key` header.", "warning"),
        ("quickstart/more", "Send it in the `authorization` header to authenticate.", "info"),
        ("more", "Send it in the `authorization` header to authenticate.", "warning"),
        ("more", "It is in the `authorization` header to authenticate.", "warning"),
    ],
)
def test_a_notice_that_only_repeats_how_a_key_is_sent_asks_nothing(place: str, said: str, level: str):
    old, new = (
        site(**{"boxes": KEYED, place: f"# Lids API\n\n## GET /lids\n\nLists them.\n{more}"})
        for more in ("", f"\n## Keys\n\n{said}\n")
    )
    told = [each.level for each in drift(old, new, "notices") if "authentication" in each.id]
    assert told == [level]


@pytest.mark.parametrize(
    ("title", "column", "value", "warns"),
    [
        ("Rate limits", "Variable", "Default", False),
        ("Rate limits", "Name", "Default", True),
        ("Rate limits", "Quota", "Default limit", True),
        ("Rate limits by environment variables", "Name", "Default", False),
        ("Rate limits by environment variables", "Name", "Value", True),
    ],
)
def test_a_setting_of_who_runs_a_server_is_no_limit_of_calls(title: str, column: str, value: str, *, warns: bool):
    page = f"# Boxes API\n\n## {title}\n\n| {column} | {value} |\n| --- | --- |\n| `BOX_LIMIT_POINTS` | 60 |\n"
    assert topical(page, page.replace("60", "30")) is warns


def test_a_word_for_what_is_retired_beside_its_noun_retires_nothing():
    for said, levels in (("如果指定了已弃用的字段则返回 true。", []), ("该字段已弃用。", ["warning"])):
        told = drift(site(guide=NOTICES.format("Words.")), site(guide=NOTICES.format(said)), "notices")
        assert [each.level for each in told] == levels


@pytest.mark.parametrize(
    ("before", "after", "warns"),
    [
        ("Images are limited to a maximum of steps 50.", "Images are limited to a maximum of steps 20.", True),
        ("Wait, it goes up in steps of 4 s.", "Wait, it goes up in steps of 8 s.", True),
        ("", "For keys, see the guide on limits.", False),
        ("", "Please refer to the section on retries.", False),
        ("", "You can find your API keys in the dashboard.", False),
        ("", "View your secret key in the project settings", False),
    ],
)
def test_references_and_places_of_keys_warn_nobody(before: str, after: str, *, warns: bool):
    assert limits(before, after) is warns
    assert limits(after, before) is warns


@pytest.mark.parametrize(
    "said",
    [
        "For 429 see the guide on limits.",
        "For large requests, see the guide on limits: they are refused.",
        "For requests over the limit, see the guide on quotas: each of them is charged.",
        "For the legacy endpoint, see the migration guide before it is shut down in March.",
        "See the deprecation page as POST /boxes goes away.",
        "For passwords, please see the section: send them in the body",
        "To keep your access, see the guide on the new scheme that replaces API keys.",
        "To call the endpoint from a browser, see the docs: CORS is blocked",
        "See the section on webhooks where only signed calls are accepted",
        "Find your API key in the dashboard, it must be sent with each call.",
        "Find your API key in the dashboard, it is valid for one hour.",
        "Find your key in the dashboard - send it with each call",
        "Find the secret in the dashboard and sign requests with it",
        "Copy the API key from the dashboard: it is sent as a bearer token.",
        "Get a token from the console and put it in the cookie.",
        "Generate a new API key in the dashboard because old keys are rejected.",
        "Generate a new API key in the dashboard since all old keys were revoked",
        "Manage API keys in the console (test keys are refused in production).",
        "Manage tokens in the console where unused ones get deleted",
        "Create a key per environment in the dashboard",
        "View your secret key in the dashboard - it replaces the password.",
        "Click Settings -> API keys -> sandbox keys are rejected in production",
        "Open Settings -> Keys and turn on the IP list, or create tokens",
        "Rotate keys in the dashboard daily",
        "Visit the support portal to sign each request",
        "Visit our help center to rotate the key monthly",
        "Shift the mask ->> bits: at most 5 calls",
        "key -->> v1: calls are refused",
        "app-->>map: Send all calls in one batch or they fail",
        "TODO: calls above the limit are refused since Monday.",
        "TBD whether the endpoint is removed",
    ],
)
def test_what_a_reference_goes_on_to_say_warns(said: str):
    assert limits("", said)


def test_a_call_more_in_a_table_of_what_has_to_be_obeyed_warns():
    for head, cells in (
        ("Rate limit", "one at a time"),
        ("Deprecated since", "spring"),
        ("Retry", "never"),
        ("Authentication", "none"),
    ):
        table = f"# API\n\n## Calls\n\n| Method | Path | {head} |\n|---|---|---|\n| POST | /boxes | shared |\n"
        assert topical(table, f"{table}| GET | /boxes | {cells} |\n", boxes="# B\n\n## GET /boxes\n\nLists them.\n")
