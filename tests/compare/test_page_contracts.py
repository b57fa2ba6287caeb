"""Which edits of pages warn: of what clients have to obey, on pages about an API, in more than wording."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from driftwatch.compare.pages.page_contracts import PageContracts
from tests.compare.page_snapshots import changes_of, compare, site
from tests.rules.examples import findings_between

CALL = "# Boxes\n\n## POST /boxes\n\n| Field | Type |\n| --- | --- |\n| `size` | integer |\n"
LIMITS = "# Boxes API\n\n## Rate limits\n\nEach key may send 60 calls a minute, which is quite a lot.\n"


def topical(before: str, after: str, place: str = "guide", **others: str) -> bool:
    """Tell whether what changed on a page, the only words that did, deserves a warning."""
    old, new = site(**{place: before, **others}), site(**{place: after, **others})
    (told,) = (each for each in compare(old, new) if each.location == "text")
    return "topical" in told.traits


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("quite a lot", "very much"),
        ("which is", "and that is"),
        ("a lot", "plenty"),
    ],
)
def test_a_limit_that_is_worded_otherwise_warns_nobody(old: str, new: str):
    assert not topical(LIMITS, LIMITS.replace(old, new))


def test_a_name_that_stood_there_twice_by_mistake_warns_nobody():
    twice = LIMITS.replace("which is", "which an OAuth2 OAuth2 token has, is")
    assert not topical(twice, twice.replace("OAuth2 OAuth2", "OAuth2"))
    assert topical(twice, twice.replace("OAuth2 OAuth2", "V2"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("quite a lot", "refused at night"),
        ("Each key", "Every key of a team"),
        ("may", "must"),
        ("which is quite a lot", "sent as `X-Calls`"),
        ("which is quite a lot", "see status.example.com"),
    ],
)
def test_what_is_of_substance_under_a_heading_of_limits_warns(old: str, new: str):
    assert topical(LIMITS, LIMITS.replace(old, new))


def test_a_number_that_is_written_in_words_warns_nobody():
    assert not topical(LIMITS, LIMITS.replace("60", "sixty"))
    assert topical(LIMITS, LIMITS.replace("60", "fifty"))


@pytest.mark.parametrize(("said", "warns"), [("per account", True), ("per API key, as a rule", False)])
def test_a_limit_that_is_counted_by_another_thing_warns(said: str, *, warns: bool):
    scoped = "# Boxes API\n\n## Rate limits\n\nLimits are per API key.\n"
    assert topical(scoped, scoped.replace("per API key", said)) is warns


@pytest.mark.parametrize(
    ("old", "new", "warns"),
    [("方案", "套餐", False), ("每次", "每天", True), ("扣除", "拒绝", True), ("会从", "不会从", True)],
)
def test_substance_is_known_in_a_script_without_blanks(old: str, new: str, *, warns: bool):
    said = "# 接口\n\n## 计费\n\n每次调用会从账户的额度里扣除。方案见下。\n"
    assert topical(said, said.replace(old, new)) is warns


@pytest.mark.parametrize(
    "heading",
    [
        "Get box limit",
        "Step 3: Set your quota",
        "2. Tune it for cost",
        "Using credits",
        "Sign a limit",
        "Organize errors",
        "Override rate limits of a user",
        "Retire box key",
        "Allow boxes without auth",
        "Troubleshooting",
    ],
)
def test_what_somebody_does_with_a_thing_called_limit_is_no_limit(heading: str):
    said = CALL + f"\n## {heading}\n\nIt is read 5 times.\n"
    assert not topical(said, said.replace("5", "6"))


@pytest.mark.parametrize("heading", ["Box limits", "Request limits", "Handle errors", "Usage quota", "Upload limits"])
def test_a_heading_of_limits_or_failures_of_a_call_warns(heading: str):
    said = CALL + f"\n## {heading}\n\nIt is read 5 times.\n"
    assert topical(said, said.replace("5", "6"))


def test_of_a_guide_only_the_sections_warn_of_which_a_notice_was_read():
    said = (
        "# Reports\n\n## Cost estimate\n\nIt counts 5 boxes first.\n\n"
        "## Rate limits\n\nEach key may send 60 requests per minute. Reports count 3 times.\n"
    )
    assert not topical(said, said.replace("5 boxes", "6 boxes"), boxes=CALL)
    assert topical(said, said.replace("count 3", "count 4"), boxes=CALL)


def test_a_guide_that_only_has_a_key_of_an_api_documents_none():
    said = "# Set-up\n\n## Put your API key in place\n\nIt goes here.\n\n## Cost of storage\n\nIt counts 5 boxes.\n"
    assert not topical(said, said.replace("5", "6"))


@pytest.mark.parametrize(
    "place", ["cookbook/boxes.md", "boxes/quickstart.md", "changelog.md", "tutorials/boxes", "faq.md"]
)
def test_a_lesson_warns_nobody_of_what_it_says_around_its_calls(place: str):
    said = CALL + "\n## Cost of storage\n\nIt counts 5 boxes.\n"
    assert not topical(said, said.replace("5 boxes", "6 boxes"), place)
    assert topical(said, said.replace("5 boxes", "6 boxes"), "reference/boxes.md")


def test_a_page_that_is_called_by_its_topic_warns_where_the_source_documents_calls():
    said = "# Codes\n\n## Of boxes\n\n- 20001 Open it first.\n"
    assert topical(said, said.replace("Open it first", "Use 2 keys"), "error-codes.md", boxes=CALL)
    assert not topical(said, said.replace("Open it first", "Use 2 keys"), "error-codes.md")
    assert not topical(said, said.replace("Open it first", "Use 2 keys"), "codes.md", boxes=CALL)


def test_a_list_of_failures_warns_on_any_page_of_a_source_that_documents_calls():
    said = "# Socket\n\n## Error codes\n\n- 4300: Gone.\n"
    assert topical(said, said + "- 4302: Too many watchers.\n", boxes=CALL)
    assert not topical(said, said + "- 4302: Too many watchers.\n")


@pytest.mark.parametrize(
    ("added", "warns"),
    [
        ("- 4303: The box is not known.\n", False),
        ("- 4303: The box is busy; retry after a second.\n", True),
        ("- 4303: The limit of boxes is met.\n", True),
        ("\nExample error response:\n", False),
    ],
)
def test_a_failure_more_warns_where_it_says_what_to_do_or_which_limit_was_met(added: str, *, warns: bool):
    said = "# Socket\n\n## Error codes\n\n- 4300: Gone.\n"
    assert topical(said, said + added, boxes=CALL) is warns


def test_a_failure_more_with_a_section_of_its_own_is_told_as_the_fact_that_it_is():
    said = "# Socket\n\n## Error codes\n\n- 4300: Gone.\n"
    added = "\n### 4303 NO_BOX\n\nThe box `%s` is not known.\n"
    told = compare(*(site(guide=page, boxes=CALL) for page in (said, said + added)))
    assert [(each.kind, each.name, each.traits) for each in told] == [("error-rule.added", "4303", frozenset())]


def test_a_failure_that_is_gone_from_a_list_warns():
    said = "# Socket\n\n## Error codes\n\n- 4300: Gone.\n"
    assert topical(said + "- 4303: The box is not known.\n", said, boxes=CALL)


def test_a_section_that_came_is_about_its_heading_and_not_about_its_tables():
    added = "\n## listBoxes\n\nAll of them.\n\n| Error | Status |\n| --- | --- |\n| NotThere | 404 |\n"
    told = [each for each in changes_of(CALL, CALL + added) if each.kind == "page.section.added"]
    assert [each.traits for each in told] == [frozenset()]


FEES = "# Fees\n\n## Change a fee\n\nIt holds from tomorrow.\n\n## {}\n\nThe record has a name and a colour.\n\n{}"
OF_CALL = "`POST /fees`\n\n| Field | Type |\n| --- | --- |\n| `size` | integer |\n"


@pytest.mark.parametrize(
    ("heading", "call", "warns"),
    [
        ("Fees of rentals", OF_CALL, False),
        ("The fee", OF_CALL.replace("/fees", "/rentals/{id}/rental_fees"), False),
        ("Fees of rentals", OF_CALL.replace("/fees", "/rentals"), True),
        ("Errors of fees", OF_CALL, True),
        ("Limits", OF_CALL, True),
    ],
)
def test_what_calls_are_about_is_no_price(heading: str, call: str, *, warns: bool):
    page = FEES.format(heading, call)
    assert topical(page, page.replace("colour", "limit of 5")) is warns


@pytest.mark.parametrize(("path", "warns"), [("billing/meters", False), ("meters", True)])
def test_what_calls_are_about_is_no_bill(path: str, *, warns: bool):
    page = "# Meters\n\n## Billing meters\n\nThe record has a name and a colour.\n\n" + OF_CALL.replace("fees", path)
    assert topical(page, page.replace("colour", "limit of 5")) is warns


@pytest.mark.parametrize(
    ("line", "edited", "warns"),
    [
        ("order: 1", "order: 2", False),
        ("position: 3", "position: 12", False),
        ("menu_order: 3", "menu_order: 2.5", False),
        ("priority: -10", "priority: 20", False),
        ("limit: 10", "limit: 20", True),
    ],
)
def test_where_a_page_stands_in_its_menu_warns_nobody(line: str, edited: str, *, warns: bool):
    for title in ("title: Authentication\n", ""):
        page = f"---\n{title}{line}\n---\n\nSend a key.\n\n{CALL.partition(chr(10))[2]}"
        assert topical(page, page.replace(line, edited), place="authentication") is warns


@pytest.mark.parametrize(
    ("heading", "warns"),
    [("Libraries", False), ("See also", False), ("Code samples", False), ("Scopes", True), ("Sample rates", True)],
)
def test_what_goes_along_with_a_page_of_a_topic_demands_nothing(heading: str, *, warns: bool):
    page = f"# Authorization API\n\nAsk first.\n\n## {heading}\n\nThere is one for three languages, and it is free.\n"
    assert topical(page, page.replace("three", "four"), place="authorization") is warns


@pytest.mark.parametrize(("name", "warns"), [("Authentication", True), ("Multi-factor authentication", False)])
def test_a_service_that_asks_people_for_a_second_factor_is_no_credential_of_the_api(name: str, *, warns: bool):
    page = f"# {name} API\n\nA code is sent, and it holds for 5 minutes.\n"
    assert topical(page, page.replace("5", "9")) is warns


def test_what_is_counted_of_fees_is_no_fee():
    said = "# Tables\n\n## Daily\n\nIt is made of 5 columns.\n"
    for place, warns in (("daily-fee-stats.md", False), ("price_history.md", False), ("daily-fees.md", True)):
        assert topical(said, said.replace("5", "6"), place, boxes=CALL) is warns


@pytest.mark.parametrize(
    ("sentence", "warns"),
    [
        ("Learn more about how to send a token.", False),
        ("See how keys are rotated.", False),
        ("Learn how to send 50 keys.", True),
        ("See how keys are rotated. A token is valid for a day.", True),
        ("Read only tokens are refused.", True),
    ],
)
def test_a_sentence_that_says_where_more_is_said_warns_nobody(sentence: str, *, warns: bool):
    assert topical(LIMITS, f"{LIMITS}\n{sentence}\n") is warns


def test_of_a_guide_with_a_section_on_an_api_only_that_section_warns():
    said = "# Settings\n\n## Billing\n\nIt counts 5 seats.\n\n## API log\n\n### Errors\n\nIt shows 3 of them.\n"
    assert not topical(said, said.replace("5", "6"), boxes=CALL)
    assert topical(said, said.replace("3", "4"), boxes=CALL)


@pytest.mark.parametrize(("paid", "warns"), [("seat", False), ("request", True), ("call of the API", True)])
def test_a_section_on_money_warns_where_calls_are_paid(paid: str, *, warns: bool):
    said = f"# Reports\n\n## Costs\n\nEach {paid} is charged at $2.\n\nThe list must hold 3 lines.\n"
    assert topical(said, said.replace("3", "4"), boxes=CALL) is warns


@pytest.mark.parametrize(
    ("heading", "old", "new"),
    [
        ("Prezzi", "Le richieste fallite non vengono addebitate.", "Le richieste fallite vengono addebitate."),
        ("Giá", "Yêu cầu thất bại không bị tính phí.", "Yêu cầu thất bại bị tính phí."),
        ("計費", "失敗的請求不收費。", "失敗的請求照常收費。"),
        ("Obsoleto", "Se retira el 1 de julio de 2026.", "Se retira el 1 de mayo de 2026."),
        ("Limiti", "Un minuto per tutti.", "Un'ora per tutti."),
    ],
)
def test_what_costs_or_goes_away_warns_in_other_languages(heading: str, old: str, new: str):
    said = f"{CALL}\n## {heading}\n\n{old}\n"
    assert [each.level for each in findings_between(site(guide=said), site(guide=said.replace(old, new)))] == [
        "warning"
    ]


@pytest.mark.parametrize(
    ("heading", "warns"),
    [
        ("Open a box (deprecated)", False),
        ("Open a box [deprecated since May]", False),
        ("Box list - Deprecated (LIST)", False),
        ("Deprecated: open a box", False),
        ("Deprecated boxes", True),
        ("Deprecated / no longer supported", True),
        ("Box errors (deprecated)", True),
        ("Box price ticker", False),
        ("Credit card of a box", False),
        ("24h price change", False),
        ("Price changes", True),
        ("Price list", True),
        ("Cost per box", True),
        ("Credits and fees", True),
        ("Retry source in box events", False),
        ("Retry payments", False),
        ("Retry policy", True),
        ("Query reference price", False),
        ("Query limits", True),
    ],
)
def test_what_a_heading_only_marks_or_modifies_is_no_topic(heading: str, *, warns: bool):
    said = CALL + f"\n## {heading}\n\nIt takes 5 requests.\n"
    assert topical(said, said.replace("5", "6")) is warns


@pytest.mark.parametrize(("column", "warns"), [("Price", True), ("Price per call", True), ("Price step", False)])
def test_a_column_that_is_only_modified_by_money_is_no_price(column: str, *, warns: bool):
    said = CALL + f"\n## Boxes of call\n\n| Box | {column} |\n| --- | --- |\n| big | 0.5 |\n| small | 0.1 |\n"
    assert topical(said, said.replace("0.5", "0.6")) is warns


TABLE = """
## Open a box

| Method | URL | Requires auth |
| --- | --- | --- |
| POST | `/boxes/open` in the cellar | yes, a key |
"""


@pytest.mark.parametrize(
    ("old", "new", "warns"),
    [("the cellar", "the attic", False), ("yes, a key", "yes, a token", True)],
)
def test_of_a_table_with_a_column_of_a_topic_that_column_warns(old: str, new: str, *, warns: bool):
    assert topical(CALL + TABLE, (CALL + TABLE).replace(old, new)) is warns


def test_that_a_guide_is_gone_warns_nobody_where_one_of_its_sections_had_a_notice_of_calls():
    guide = "# Hosting\n\n## Proxy\n\nEach key may send 60 requests per minute through it.\n"
    for texts, level in (({"guide": guide}, True), ({"other": CALL.replace("boxes", "bags")}, False)):
        changes = compare(site(boxes=CALL, **texts), site(boxes=CALL))
        told = [each for each in changes if each.kind == "document.removed"]
        assert all(("guide" in each.traits) is level for each in told)
        assert bool(told) is level


NOTICED = "# Hosting {}\n\n## Proxy\n\nEach key may send 60 requests per minute through it.\n"
KINDS = {
    "call": CALL.replace("boxes", "boxes{}"),
    "notice": NOTICED,
    "named": "# Boxes API {}\n\nIt is a guide.\n",
    "plain": "# Words {}\n\nThey say nothing of it.\n",
}


def source_of(calls: int, notices: int, named: int, plain: int) -> dict[str, str]:
    kinds = ["call"] * calls + ["notice"] * notices + ["named"] * named + ["plain"] * plain
    return {f"p{number}": KINDS[kind].format(number) for number, kind in enumerate(kinds)}


@pytest.mark.thorough
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2), st.integers(0, 3), st.integers(0, 8), st.integers(0, 70), st.sampled_from([*KINDS, "gone"]))
@example(0, 1, 0, 32, "plain")
@example(0, 1, 0, 33, "gone")
@example(1, 0, 0, 32, "call")
@example(0, 0, 7, 28, "named")
@example(0, 0, 8, 32, "gone")
def test_one_page_more_or_less_makes_no_other_source_of_many_pages(
    calls: int, notices: int, named: int, plain: int, edit: str
):
    texts = source_of(calls, notices, named, max(plain, 36 - calls - notices - named))
    less = dict(list(texts.items())[:-1])
    edited = less if edit == "gone" else {**texts, "more": KINDS[edit].format("more")}
    old, new = site(**texts), site(**edited)
    same, moved = (PageContracts(old, side, {}).of("p0").is_of_api for side in (old, new))
    assert moved == same


def test_what_goes_wrong_in_a_tool_is_about_that_tool_wherever_it_is_told():
    said = CALL + "\n## Errors\n\n### {}\n\nThe lid does not open before 5 o'clock.\n"
    for heading, warns in (("Troubleshooting", False), ("Too many boxes", True)):
        page = said.format(heading)
        assert topical(page, page.replace("5", "6")) is warns
    guide = "# When it fails\n\n## Errors of lids\n\nThe lid does not open before 5 o'clock.\n"
    for place, warns in (("troubleshooting", False), ("errors", True)):
        assert topical(guide, guide.replace("5", "6"), place, boxes=CALL) is warns


FURTHER = "\n## Key authentication\n\nSend the key of your team as `X-Key`.\n"
ALL_OF_LIMITS = f"{CALL}\n## Rate limits\n\nEach key may send 60 calls a minute.\n"


@pytest.mark.parametrize(
    ("added", "warns"),
    [
        (FURTHER, False),
        ("\n## Limits of authentication\n\nA key may ask for 60 tokens a minute.\n", True),
        ("\n## Request size limits\n\nA body may have 8 MB.\n", True),
        ("\n### Of `GET /boxes`\n\nA key may list them once a minute.\n", True),
        ("\n### Limits of `GET /boxes`\n\n`GET /boxes` may be sent once a minute.\n", True),
    ],
    ids=["another way to authenticate", "its limits", "limits", "of a call", "limits of a call"],
)
def test_a_new_section_warns_where_clients_have_to_obey_it(added: str, *, warns: bool):
    assert topical(ALL_OF_LIMITS, ALL_OF_LIMITS + added) is warns


def test_a_call_below_a_heading_of_money_is_no_price():
    said = f"{CALL}\n## Billing\n\nEach call costs 2 cents.\n"
    assert not topical(said, f"{said}\n### Meters\n\n`GET /meters` returns 20 of them, by calls.\n")
    assert topical(said, f"{said}\n### Meters\n\nEach call of a meter costs 3 cents.\n")


def test_what_is_demanded_of_credentials_warns_in_a_section_that_was_there():
    said = CALL + FURTHER
    assert topical(said, said.replace("Send", "Keys end after 30 days. Send"))
    assert topical(said, CALL)


def test_what_people_do_in_a_handbook_is_asked_of_no_client():
    said = "# The API of boxes\n\n## OAuth authorization\n\n### {}\n\nToken URL: https://box.example.com/token/1\n"
    calls = {f"call{number}": CALL.replace("boxes", f"boxes{number}") for number in range(4)}
    words = {f"words{number}": f"# Words {number}\n\nThey say nothing of it.\n" for number in range(60)}
    for heading, warns in (("Step 6: Configure the connector", False), ("The connector", True)):
        page = said.format(heading)
        assert topical(page, page.replace("/1", "/2"), **calls, **words) is warns


@pytest.mark.parametrize(
    ("heading", "warns"),
    [
        ("Step 2: Submit the registration request", False),
        ("Register your application with the box office", False),
        ("Receive your API credentials", False),
        ("Receive a token", True),
        ("Submit a token", True),
    ],
)
def test_what_people_do_to_be_let_in_is_asked_of_no_client(heading: str, *, warns: bool):
    page = f"# Authentication\n\n## Basics\n\nWho calls has a key.\n\n## {heading}\n\nIt takes 2 days and a `form`.\n"
    assert topical(page, page.replace("2 days", "9 days"), boxes=CALL) is warns


def test_a_page_that_teaches_to_estimate_costs_is_no_price_list():
    page = "# {} and send boxes\n\n## Count them\n\nEach call has 2 of them.\n"
    for title, warns in (("Estimate costs", False), ("Costs", True)):
        said = page.format(title)
        assert topical(said, said.replace("has 2", "has 3"), boxes=CALL) is warns


CAME = "`POST /lids`: makes a lid.\n\n```bash\ncurl https://box.example.com/lids -d '{\"size\": 1}'\n```\n"


@pytest.mark.parametrize(
    ("added", "warns"),
    [
        (CAME, False),
        (f"Request:\n\n{CAME}\nA lid is `gone` after 3 days.\n", False),
        ("`POST /lids`: makes a lid, with a key of 40 signs.\n", True),
        (CAME.replace("`POST", "Keys end after 3 days. See `POST"), True),
        ("Send `X-Lid`:\n\n```bash\ncurl https://box.example.com/lids -H 'X-Lid: 1'\n```\n", True),
    ],
    ids=["a call", "a call with words", "no sample", "words on it", "a demand with a sample"],
)
def test_a_call_that_came_is_told_as_the_fact_that_it_is(added: str, *, warns: bool):
    said = f"{CALL}\n## Authentication\n\nSend a key as `X-Key`.\n"
    told = [one for one in changes_of(said, f"{said}\n{added}") if one.location == "text"]
    assert any("topical" in one.traits for one in told) is warns


def test_a_call_that_came_in_place_of_what_was_said_warns():
    said = f"{CALL}\n## Authentication\n\nSend a key as `X-Key`.\n"
    told = [one for one in changes_of(said, said.replace("Send a key as `X-Key`.", CAME)) if one.location == "text"]
    assert any("topical" in one.traits for one in told)


@pytest.mark.parametrize(
    ("line", "warns"),
    [
        ("Source: https://docs.box.example.com/keys/1/", False),
        ("> See also: https://docs.box.example.com/keys_2", False),
        ("Token URL: https://box.example.com/token/1", True),
        ("Base URL: https://box.example.com/v2", True),
        ("Source: https://docs.box.example.com says that keys end after 3 days.", True),
        ("Source: `x_key`", True),
    ],
)
def test_where_a_page_was_taken_from_warns_nobody(line: str, *, warns: bool):
    said = f"{CALL}\n## Authentication\n\nSend a key.\n"
    told = [one for one in changes_of(said, f"{said}\n{line}\n") if one.location == "text"]
    assert any("topical" in one.traits for one in told) is warns


@pytest.mark.parametrize(
    ("heading", "warns"),
    [
        ("Integration Patterns", False),
        ("Use cases", False),
        ("Recipes", False),
        ("Retry patterns", True),
        ("Patterns of use", True),
    ],
)
def test_what_a_page_shows_uses_of_demands_nothing(heading: str, *, warns: bool):
    said = f"{CALL}\n## {heading}\n\n### Rate limits\n\nIt counts 5 boxes.\n"
    assert topical(said, said.replace("5", "6")) is warns
