"""Lines below a topic that state nothing by themselves, bare calls, links, denials of people; each beside a demand."""

import pytest

from driftwatch.compare.compare import compare
from driftwatch.compare.pages.negations import is_contrary
from tests.compare.page_snapshots import site
from tests.compare.test_page_contracts import CALL, topical

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
    said = "If you are {} verified, you may send at most 10 requests per minute."
    assert is_contrary(said.format("not"), said.format("now"))
    assert not is_contrary("If you are not a guest, you are verified.", "If you are not verified, ask us.")


def test_a_negation_right_behind_the_stop_of_another_sentence_denies():
    assert is_contrary("Calls are free.No refunds are given.", "Refunds are given.")


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
        ("It takes an enableLid flag.", "It takes an enableBox flag.", True),
        ("It is sent as `token` of a box.", "It is sent as `tokens` of a box.", True),
    ],
)
def test_another_form_of_a_word_says_the_same(before: str, after: str, *, warns: bool):
    page = "# Boxes API\n\n## Rate limits\n\nWords of a box.\n\n{}\n\nThe end of it.\n"
    assert topical(page.format(before), page.format(after)) is warns


def test_a_name_that_gave_way_everywhere_warns_once():
    part = "## Limits of part {0}\n\nA call of part {0} to box 3.5 takes {1} calls a minute.\n\n"

    def told(before: str, after: str, parts: int) -> int:
        pages = (
            "# Boxes API\n\n" + "".join(part.format(number, said) for number in range(parts))
            for said in (before, after)
        )
        old, new = (site(guide=page, boxes=CALL) for page in pages)
        return sum("topical" in each.traits for each in compare(old, new) if each.location == "text")

    assert told("box-a1", "box-b2", 6) == 1
    assert told("box-a1", "box-b2", 3) == 3
    assert told("60 or 7", "50 or 7", 6) == 6
    assert told("each minute", "each hour", 6) == 6
    assert told("fault_id", "trace_id", 6) == 6
    assert told("boxFault", "boxTrace", 6) == 6


def test_each_page_warns_of_a_name_that_gave_way_on_all():
    page = CALL + "\n## Errors of {0}\n\nThe body of box {0} has {1} in 3 words.\n"
    old, new = (
        site(**{f"page{number}": page.format(f"a{number}", name) for number in range(7)})
        for name in ("box-a1", "box-b2")
    )
    assert sum("topical" in each.traits for each in compare(old, new) if each.location == "text") == 7


def test_the_price_of_one_more_model_is_asked_of_nobody():
    page = (
        "# Boxes API\n\n## POST /boxes\n\nMakes one.\n\n## Pricing\n\n| {0} | Price |\n| --- | --- |\n| a-1 | $5 |\n{1}"
    )
    for head, warns in (("Model", False), ("Provider name", False), ("Charge", True)):
        assert topical(page.format(head, ""), page.format(head, "| b-2 | $7 per box |\n")) is warns
        assert topical(page.format(head, ""), page.format(head, "").replace("$5", "$6"))
        assert topical(page.format(head, "| b-2 | $7 per box |\n"), page.format(head, ""))


@pytest.mark.parametrize(
    ("after", "warns"), [("60 calls a minute, 90 an hour", False), ("60 calls a minute/ 9 an hour", True)]
)
def test_what_stands_between_two_limits_says_nothing(after: str, *, warns: bool):
    page = "# Boxes API\n\n## Rate limits\n\n| Key | Limit |\n| --- | --- |\n| a | {} |\n"
    assert topical(page.format("60 calls a minute/ 90 an hour"), page.format(after), boxes=CALL) is warns


@pytest.mark.parametrize(("place", "warns"), [("boxes-faq", False), ("boxes-errors", True)])
def test_questions_below_the_failures_of_a_lesson_warn_nobody(place: str, *, warns: bool):
    page = "# Boxes\n\nWords.\n\n## Common errors\n\nSome.\n\n### Why does it say 401?\n\nWait {} seconds and look.\n"
    assert topical(page.format(5), page.format(6), place, boxes=CALL) is warns


def test_a_slip_that_was_mended_warns_nobody():
    page = "# Boxes API\n\n## Authentication\n\nSend your name and {} as fields.\n"
    assert not topical(page.format("pasword"), page.format("password"))
    assert not topical(page.format("passwrod"), page.format("password"))
    assert topical(page.format("password"), page.format("secret"))


@pytest.mark.parametrize(("before", "after"), [("reused", "refused"), ("refused", "reused"), ("resend", "sender")])
def test_a_word_that_is_another_one_by_a_letter_is_no_slip(before: str, after: str):
    page = "# Boxes API\n\n## Rate limits\n\nThe limit of a box is {} by us.\n"
    assert topical(page.format(before), page.format(after), boxes=CALL)


@pytest.mark.parametrize("word", ["additional", "extra", "further"])
def test_what_is_said_to_be_more_is_denied_by_its_own_name(word):
    assert not is_contrary(f"There are no {word} fees for boxes.", "There are no fees for boxes.")
    assert is_contrary(f"There are no {word} fees for boxes.", f"There are {word} fees for boxes.")
