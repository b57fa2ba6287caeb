"""Lines below a topic that state nothing by themselves, bare calls, links, denials of people; each beside a demand."""

import pytest

from driftwatch.compare.pages.negations import is_contrary
from tests.compare.test_page_contracts import topical

PAGE = (
    "# Boxes API\n\n## POST /boxes\n\nMakes one.\n\nPOST https://api.example.com/boxes\n\n"
    "## Errors and limits\n\nWords of a box.\n\n{}\n\nThe end of it.\n"
)


@pytest.mark.parametrize(
    ("said", "warns"),
    [
        ("No attributes.", False),
        ("There are no query parameters.", False),
        ("No request body is required.", False),
        ("No retries.", True),
        ("No limit.", True),
        ("No parameters are required below 40 boxes.", True),
        ("- POST /boxes", False),
        ("- POST https://api.example.com/boxes", False),
        ("- POST /boxes 5 times at most.", True),
        ("</call-out>", False),
        ('<call-out link="https://www.example.com/course/20" linktext="Take the course">', False),
        ('<box-limit value="20">', True),
    ],
)
def test_what_only_leads_somewhere_or_says_that_there_is_nothing_warns_nobody(said: str, *, warns: bool):
    before, after = PAGE.format(""), PAGE.format(said)
    assert topical(before, after) is warns
    assert topical(after, before) is warns


def test_a_host_that_ends_like_a_negation_denies_nothing():
    said = "Keys are made available on {} as soon as it is done."
    assert not is_contrary(said.format("portal.example.no"), said.format("the portal"))
    assert is_contrary("A key is no longer available.", "A key is available.")


def test_whom_a_sentence_is_for_denies_nothing():
    assert not is_contrary("If you are not the owner of a box: make a box key.", "Make a box key.")
    assert is_contrary("If it is sealed, you are not the owner.", "If it is sealed, you are the owner.")


CALLED = "# Boxes\n\n## {}\n\nPOST /boxes/lids\n\nReturns {} lids, which cost 5.\n"


@pytest.mark.parametrize(
    ("title", "warns"),
    [("Prepare lids and fees for boxes", False), ("Fees and lids of boxes", True), ("Rate limits", True)],
)
def test_what_a_call_is_called_names_no_topic_unless_it_begins_with_one(title: str, *, warns: bool):
    page = CALLED.format(title, 20)
    assert topical(page, page.replace("20", "30 new")) is warns


@pytest.mark.parametrize(("title", "warns"), [("Price list assignments", False), ("Rate limits of price lists", True)])
def test_a_thing_that_calls_are_about_is_no_topic_however_it_is_joined(title: str, *, warns: bool):
    page = f"# Shops\n\n## GET /pricelists\n\nLists them.\n\n## {title}\n\nEach takes 20 of them.\n"
    assert topical(page, page.replace("20", "30")) is warns


@pytest.mark.parametrize(
    ("before", "after", "warns"),
    [
        ("It requires a lid, as said.", "As said, a lid is required.", False),
        ("It is limited to a lid.", "It is unlimited to a lid.", True),
        ("It requires a lid, as said.", "As said, a lid is rejected.", True),
    ],
)
def test_another_form_of_a_word_says_the_same(before: str, after: str, *, warns: bool):
    page = "# Boxes API\n\n## Rate limits\n\nWords of a box.\n\n{}\n\nThe end of it.\n"
    assert topical(page.format(before), page.format(after)) is warns
