"""How long credentials hold is for clients to obey; what an example or a walkthrough says is not."""

import pytest

from tests.compare.page_snapshots import site
from tests.compare.test_page_contracts import CALL, topical
from tests.rules.examples import findings_between


@pytest.mark.parametrize(
    ("heading", "warns"),
    [
        ("Token expiration", True),
        ("API key rotation", True),
        ("Secret lifetime", True),
        ("Token expressions", False),
        ("Box expiration", False),
        ("Box lifetimes", False),
        ("Quote statuses", False),
        ("Quote di utilizzo", True),
        ("Quote delle chiamate", True),
        ("Quote detail", False),
        ("Quote per chiave", True),
        ("Quote mensili", True),
        ("Quote d'uso", True),
        ("Quote dell'API", True),
        ("Quote API", False),
    ],
)
def test_how_long_a_credential_holds_is_obeyed(heading: str, *, warns: bool):
    said = CALL + f"\n## {heading}\n\nIt takes 5 requests.\n"
    assert topical(said, said.replace("5", "6")) is warns


@pytest.mark.parametrize(
    ("heading", "warns"),
    [
        (".NET Framework example", False),
        ("Walkthrough", False),
        ("Examples", False),
        ("Example keys", True),
        ("Scopes by example and by role", True),
    ],
)
def test_an_example_on_a_page_of_a_topic_demands_nothing(heading: str, *, warns: bool):
    page = f"# Authorization API\n\nAsk first.\n\n## {heading}\n\nThere is one for three languages, and it is free.\n"
    assert topical(page, page.replace("three", "four"), place="authorization") is warns


@pytest.mark.parametrize(
    "heading", ["Rate limit examples", "Error response example", "Pricing by example", "Authentication walkthrough"]
)
def test_an_example_that_names_a_topic_states_it(heading: str):
    page = f"# Authorization API\n\nAsk first.\n\n## {heading}\n\n| Plan | Calls |\n| --- | --- |\n| free | 60 |\n"
    assert topical(page, page.replace("60", "30"), place="authorization")


@pytest.mark.parametrize(
    ("heading", "warns"),
    [
        ("List boxes [/boxes{?limit,offset}]", False),
        ("List boxes `/boxes/limits`", False),
        ("Limits of /boxes", True),
        ("Errors / retries", True),
        ("Rate limits [per key]", True),
        ("/errors", True),
    ],
)
def test_an_address_in_a_heading_is_no_topic(heading: str, *, warns: bool):
    said = CALL + f"\n## {heading}\n\nIt takes 5 requests.\n"
    assert topical(said, said.replace("5", "6")) is warns


@pytest.mark.parametrize(
    ("title", "warns"),
    [
        ("Boxes [/boxes{?offset,limit}]", False),
        ("Limits [/boxes{?offset}]", True),
        ("/rate-limits", True),
        ("/boxes", False),
    ],
)
def test_an_address_in_the_title_of_a_page_is_no_topic_of_it(title: str, *, warns: bool):
    said = f"# {title}\n\n## Open\n\nIt takes 5 requests.\n"
    assert topical(said, said.replace("5", "6"), place="boxes", calls=CALL) is warns


@pytest.mark.parametrize(
    ("before", "after", "warns"),
    [
        ("Is it kept.", "Is it kept. Do you not know what to do with 5 of them?", False),
        ("Do you have 5 of them?", "Do you have 6 of them?", False),
        ("Do you have 5 of them?", "There are 6 of them.", True),
        ("Is it kept.", "Is it kept. Too many? Wait 5 seconds.", True),
        ("Ask https://a.example.com/v1/errors?", "Ask https://b.example.com/v2/errors?", True),
        ("- `boxes`: 60 calls, `Int?`", "- `boxes`: 30 calls, `Int?`", True),
        ("- `token: String?`", "- `apiKey: String?`", True),
        ("| A | B | C |\n|---|---|---|\n| a | 60 | Int? |", "| A | B | C |\n|---|---|---|\n| a | 30 | Int? |", True),
    ],
)
def test_a_question_demands_nothing(before: str, after: str, *, warns: bool):
    said = CALL + "\n## Errors\n\n{}\n"
    assert topical(said.format(before), said.format(after)) is warns


@pytest.mark.parametrize(
    ("place", "level"),
    [
        ("guides/tutorials/boxes", "info"),
        ("quickstart", "info"),
        ("changelog", "warning"),
        ("release-notes", "warning"),
        ("boxes/deprecation-faq", "warning"),
        ("boxes/faq", "info"),
        ("boxes-guide", "warning"),
    ],
)
def test_a_notice_of_a_lesson_that_another_page_has_as_well_warns_nobody(place: str, level: str):
    said = "# Boxes\n\nA box is kept.\n"
    gone = "\nThe `lids` field of the API is no longer supported.\n"
    pages = {"calls": CALL, "more": CALL.replace("boxes", "lids"), "lids": f"# Lids\n{gone}"}
    old, new = (site(**{place: text}, **pages) for text in (said, said + gone))
    assert [each.level for each in findings_between(old, new)] == [level]


RATE = "Each API key may send {} requests per minute."
GONE = "The `lids` field of the API is deprecated and will be removed on 2027-01-01."
LIDS = CALL.replace("boxes", "lids")


def levels_of_lesson(before: str, after: str, *, lesson: str = "# Boxes", other: str = "") -> list[str]:
    pages = {"calls": CALL, "more": LIDS, **({"lids-guide": f"# Lids\n\n{other}\n"} if other else {})}
    old, new = (site(**{"integrations/boxes": f"{lesson}\n\n{said}\n"}, **pages) for said in (before, after))
    return [each.level for each in findings_between(old, new)]


@pytest.mark.parametrize(
    ("before", "after", "other", "level"),
    [
        (RATE.format(60), RATE.format(30), "", "warning"),
        (RATE.format(60), RATE.format(30), RATE.format(60), "warning"),
        (RATE.format(60), RATE.format(30), f"Be kind. {RATE.format(30)}", "info"),
        ("It is kept.", GONE, "", "warning"),
        ("It is kept.", GONE, GONE, "info"),
        ("It is kept.", GONE, GONE.replace("lids", "seal"), "warning"),
        ("It is kept.", "The endpoint is currently unavailable.", "", "warning"),
    ],
)
def test_a_notice_that_only_a_lesson_has_warns(before: str, after: str, other: str, level: str):
    assert levels_of_lesson(before, after, other=other) == [level]


def test_a_notice_of_a_lesson_that_another_lesson_alone_has_as_well_warns():
    places = ("quickstart", "tutorials/boxes")
    old, new = (
        site(calls=CALL, more=LIDS, **{place: f"# {place}\n\n{RATE.format(number)}\n" for place in places})
        for number in (60, 30)
    )
    assert {each.level for each in findings_between(old, new)} == {"warning"}


def test_a_notice_of_a_page_that_documents_a_call_warns_wherever_the_page_stands():
    lesson = CALL.replace("boxes", "payments") + "\n## Use"
    said = RATE.format(60), RATE.format(30)
    assert levels_of_lesson(*said, lesson=lesson, other=said[1]) == ["warning"]
