"""What handbooks say that document no API: nothing of it asks for attention, whatever words stand in its headings.

The other half stands beside each case: the same words warn where an API is what the source documents.
"""

import pytest

from driftwatch.compare.compare import compare
from driftwatch.model.finding import Finding
from driftwatch.rules.judge import judge
from tests.compare.page_snapshots import site

CALL = "# Boxes\n\n## POST /boxes\n\n| Field | Type |\n| --- | --- |\n| `size` | integer |\n"
CHAPTER = "# Chapter {0}\n\nA shelf is put up with {0} screws.\n"
CHAPTERS = {f"chapter-{number}": CHAPTER.format(number) for number in range(80)}
GUIDE = (
    "# Shelves\n\n## Rate limits\n\nA queue takes up to 60 jobs per minute.\n\n"
    "## Errors\n\nA worker that fails is started 3 times.\n\n## Authentication\n\nSend `X-Shelf-Token` in the header.\n"
)
EDITS = [
    ("60 jobs", "20 jobs"),
    ("3 times", "never again"),
    ("X-Shelf-Token", "X-Rack-Token"),
    ("## Errors", "The `old_rack` setting is deprecated.\n\n## Errors"),
    ("## Errors", "## Pricing\n\nA shelf costs $4 a month.\n\n## Errors"),
]


def told(old: dict[str, str], new: dict[str, str]) -> tuple[Finding, ...]:
    """Judge what differs between two states of a site."""
    return judge(compare(site(**old), site(**new)))


def levels(old: dict[str, str], new: dict[str, str]) -> set[str]:
    return {finding.level for finding in told(old, new)}


@pytest.mark.thorough
@pytest.mark.parametrize(("old", "new"), EDITS)
@pytest.mark.parametrize("others", [{}, {"boxes": CALL}], ids=["no call", "one call in a handbook"])
def test_a_handbook_warns_nobody(old: str, new: str, others: dict[str, str]):
    before, after = ({**CHAPTERS, **others, "shelves": text} for text in (GUIDE, GUIDE.replace(old, new)))
    assert levels(before, after) == {"info"}


@pytest.mark.parametrize(("old", "new"), EDITS[:4])
def test_the_same_words_warn_where_an_api_is_documented(old: str, new: str):
    before, after = ({"boxes": CALL, "limits": text} for text in (GUIDE, GUIDE.replace(old, new)))
    assert "warning" in levels(before, after)


def test_a_page_of_a_handbook_that_documents_calls_warns_as_ever():
    said = f"{CALL}\n## Rate limits\n\nEach key may send 60 requests per minute.\n"
    before, after = ({**CHAPTERS, "boxes": text} for text in (said, said.replace("60", "20")))
    assert levels(before, after) == {"warning"}


def test_a_page_that_is_gone_warns_where_it_documented_an_api():
    assert levels({**CHAPTERS, "shelves": GUIDE}, CHAPTERS) <= {"info"}
    old = {"boxes": CALL, "limits": "# Rate limits\n\nEach key may send 60 requests per minute.\n"}
    assert [each.level for each in told(old, {"boxes": CALL}) if each.id == "document-removed"] == ["warning"]


def test_a_setting_that_is_retired_warns_where_calls_are_documented():
    said = {"boxes": CALL, "start": "# First steps\n\nWords.\n"}
    named = {**said, "start": "# First steps\n\nWords.\n\nThe `box_size` parameter is no longer supported.\n"}
    bare = {**said, "start": "# First steps\n\nWords.\n\nThe blue theme is no longer supported.\n"}
    assert [each.level for each in told(said, named)] == ["warning"]
    assert [each.level for each in told(said, bare)] == ["info"]


@pytest.mark.parametrize(
    ("front", "warns"),
    [("title: Boxes", False), ("title: Rate limits", True), ("title: Rate limit pages", False)],
)
def test_a_page_is_called_by_its_front_matter_and_not_by_its_first_section(front: str, *, warns: bool):
    said = f"---\n{front}\n---\n\n## Errors\n\nWords.\n\n## Filters\n\nIt takes 3 of them.\n"
    before, after = ({"boxes": CALL, "filters": text} for text in (said, said.replace("3", "4")))
    assert ("warning" in levels(before, after)) is warns


@pytest.mark.parametrize("key", ["description", "subtitle", "category"])
def test_what_a_page_says_of_itself_to_lists_of_pages_is_no_demand(key: str):
    said = f"---\ntitle: Rate limits\n{key}: All 3 limits of calls.\n---\n\nEach call is counted once.\n"
    before, after = ({"boxes": CALL, "limits": text} for text in (said, said.replace("All 3", "Each of the 4")))
    assert levels(before, after) == {"info"}


@pytest.mark.parametrize(
    ("heading", "warns"),
    [("Create a key", False), ("Upgrade your plan", False), ("Signatures", True), ("Send the key", True)],
)
def test_what_people_do_in_an_account_is_no_demand_to_a_client(heading: str, *, warns: bool):
    said = f"# Authentication\n\nWords.\n\n## {heading}\n\nIt takes 3 steps.\n"
    before, after = ({"boxes": CALL, "authentication": text} for text in (said, said.replace("3", "4")))
    assert ("warning" in levels(before, after)) is warns


@pytest.mark.parametrize(
    ("new", "warns"),
    [("The card must be valid.", False), ("A failed request must be paid.", True), ("It must be 4 dollars.", True)],
)
def test_words_about_money_warn_of_amounts_and_of_calls(new: str, *, warns: bool):
    said = "# Billing\n\nThe card is looked at first.\n"
    before, after = ({"boxes": CALL, "billing": text} for text in (said, f"{said}\n{new}\n"))
    assert ("warning" in levels(before, after)) is warns


@pytest.mark.parametrize(
    ("old", "new", "warns"),
    [
        ("There is a limit of 15 keys.", "You can have up to 15 keys.", False),
        ("Either of both keys is asked for.", "Etiher of both keys is asked for.", False),
        ("There is a limit of 15 keys.", "There is a limit of 16 keys.", True),
        ("There is a limit of 15 keys.", "There is no limit of 15 keys.", True),
        ("You may have 15 keys.", "You must have 15 keys.", True),
    ],
)
def test_a_sentence_with_the_same_demands_in_the_same_order_is_worded_otherwise(old: str, new: str, *, warns: bool):
    said = "# Limits\n\nWords.\n\n## Limits of keys\n\n{}\n"
    before, after = ({"boxes": CALL, "limits": said.format(text)} for text in (old, new))
    assert ("warning" in levels(before, after)) is warns


def test_of_a_section_a_fact_and_the_sentences_around_it_ask_for_attention_once():
    said = "# Limits\n\n## Rate limits\n\nCalls are counted.\n"
    more = f"{said}\nEach key may send 60 requests per minute.\n\nWhat is refused must be sent again.\n"
    findings = told({"boxes": CALL, "limits": said}, {"boxes": CALL, "limits": more})
    assert sorted((each.id, each.level) for each in findings) == [
        ("page-text-changed", "info"),
        ("rate-limit-notice-added", "warning"),
    ]


def test_another_number_in_a_section_is_told_beside_a_fact_of_it():
    said = "# Limits\n\n## Rate limits\n\nA page of an answer must hold 50 boxes.\n"
    more = f"{said.replace('50', '20')}\nEach key may send 60 requests per minute.\n"
    findings = told({"boxes": CALL, "limits": said}, {"boxes": CALL, "limits": more})
    assert {(each.id, each.level) for each in findings} == {
        ("page-text-changed", "warning"),
        ("rate-limit-notice-added", "warning"),
    }


SAID = (
    "Each key may send 60 requests per minute.",
    "The call `GET /boxes` is deprecated.",
    "The field `old_size` will be removed in May.",
    "Send `X-Box-Key` in the header of each request.",
)
LOG = "# Log\n\n" + "\n".join(f"## Of May {number}\n\n{said}\n" for number, said in enumerate(SAID))
STUB = "# Log\n\nIt is written here one day.\n"


def loud(old: dict[str, str], new: dict[str, str]) -> list[str]:
    return [each.id for each in told({"boxes": CALL, **old}, {"boxes": CALL, **new}) if each.level != "info"]


def test_a_page_that_was_empty_and_copies_another_one_warns_nobody():
    assert loud({"log": LOG, "demo": STUB}, {"log": LOG, "demo": LOG}) == []
    assert loud({"demo": STUB}, {"demo": LOG}) != []


def test_what_few_sentences_of_one_call_say_as_of_another_one_is_news():
    old = {"log": LOG, "demo": STUB}
    for count in (1, 2):
        few = STUB + "".join(f"\n## Note {number}\n\n{said}\n" for number, said in enumerate(SAID[:count]))
        assert loud(old, {**old, "demo": few}) != []


def test_of_a_page_that_copies_less_than_it_says_anew_all_is_news():
    more = "".join(f"\n## Call {number}\n\nThe call `PUT /boxes/{number}` is deprecated.\n" for number in range(3))
    found = told({"boxes": CALL, "log": LOG, "demo": STUB}, {"boxes": CALL, "log": LOG, "demo": LOG + more})
    assert len([one for each in found for one in each.single if one.level != "info"]) >= len(SAID) - 1 + 3


API = {f"boxes-{number}": CALL.replace("/boxes", f"/boxes-{number}") for number in range(6)}
PLANS = (
    "# Billing\n\nA plan costs $9 a month.\n\n"
    "## What if I exceed the limit of shelves?\n\nNothing happens to 100 shelves.\n"
)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("old", "new", "warns"),
    [
        ("$9", "$19", False),
        ("100 shelves", "50 shelves", False),
        ("A plan costs $9 a month.", "A plan costs $9 a month, with 7 days for free.", False),
        ("Nothing happens to 100 shelves.", "The API answers no more than 70 calls a day.", True),
    ],
)
def test_in_the_handbook_of_a_product_with_an_api_plans_are_those_of_people(old: str, new: str, *, warns: bool):
    before, after = ({**CHAPTERS, **API, "billing": text} for text in (PLANS, PLANS.replace(old, new)))
    assert ("warning" in levels(before, after)) is warns


def test_where_the_api_is_what_most_pages_document_its_plans_are_prices_of_calls():
    before, after = ({**API, "billing": text} for text in (PLANS, PLANS.replace("$9", "$19")))
    assert "warning" in levels(before, after)


@pytest.mark.parametrize(
    ("said", "warns"),
    [
        ("The old repository https://apt.example.com/x86_64/ is deprecated.", False),
        ("The setting `SHELF_DEBUG` is deprecated.", False),
        ("PostgreSQL 9 is no longer supported.", False),
        ("The field `old_rack` is deprecated.", True),
        ("The name `oldRack` is deprecated.", True),
    ],
)
def test_beside_an_api_what_is_retired_of_a_product_is_none_of_its_calls(said: str, *, warns: bool):
    guide = "# Put up a shelf\n\nTake a box.\n"
    before, after = ({**API, "shelf": text} for text in (guide, f"{guide}\n{said}\n"))
    assert ("warning" in levels(before, after)) is warns


@pytest.mark.parametrize(
    ("old", "new", "warns"),
    [
        ("Write to keys@example.com for another key.", "Ask our people for another key.", False),
        ("Write to keys@example.com for another key.", "Write to help@example.org for another key.", False),
        ("{% callout %} A key is of one person.", "A key is of one person.", False),
        ("A key is of one person. {% /callout %}", "A key is of one person. {% endhint %}", False),
        (
            "Write to keys@example.com for another key.",
            "Write to keys@example.com for another key within 5 days.",
            True,
        ),
        ("Send the key to api.example.com.", "Send the key to api.example.org.", True),
        ("Send it as user@api.example.com/v1.", "Send it as user@api.example.com/v2.", True),
        ('{% callout title="5 calls" %} A key is of one person.', "A key is of one person.", True),
        ("A key is of one person.", "A key is of one person. {% deprecated %}", True),
        ("A key is of one person.", "{% deprecated %} A key is of one person. {% /deprecated %}", True),
        ("A key is of one person.", "A key is of one person. {% required %}", True),
        ("The key is {% optional %} here.", "The key is {% required %} here.", True),
        ("Mail us at keys@example.com for a key.", "Mail us at help@example.org for a key.", False),
        ("Set `user` to robot@example.com in it.", "Set `user` to agent@example.org in it.", True),
        ("Connect to ssh git@git.example.com for it.", "Connect to ssh git@code.example.org for it.", True),
        ("Use the account robot@a.example.com for it.", "Use the account agent@b.example.org for it.", True),
        ("Mail comes from robot@example.com alone.", "Mail comes from agent@example.org alone.", True),
        ("{% if plan >= 2 %} A key is of one person.", "A key is of one person.", True),
    ],
)
def test_whom_people_write_to_and_tags_without_words_ask_nothing_of_clients(old: str, new: str, *, warns: bool):
    said = "# Boxes API\n\n`GET /boxes`\n\n## Authentication\n\n{}\n"
    one, other = site(boxes=said.format(old)), site(boxes=said.format(new))
    found = [each for each in compare(one, other) if each.location == "text"]
    assert [each for each in found if "topical" in each.traits] == (found if warns else [])
