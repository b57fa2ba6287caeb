"""Rules that sentences state to clients below headings that name no topic, and lines that say the contrary now."""

import pytest

from tests.compare.test_page_contracts import CALL, topical

PAGE = "# Boxes API\n\n## POST /boxes\n\nMakes one.\n\n## The life of a box\n\nA box is made once, and stays.\n\n{}\n"
GUIDE = "# Shelves\n\n## The life of a shelf\n\nA shelf is put up.\n\n{}\n"


@pytest.mark.parametrize(
    ("said", "warns"),
    [
        ("Wait at least 30 seconds before you retry.", True),
        ("Deliveries are retried 10 times.", True),
        ("Honor the `Retry-After` header.", True),
        ("A token of a box expires after 15 minutes.", True),
        ("A connection to box.example.com is only valid for 6 hours.", True),
        ("The `box_token` has a TTL (time to live) of 12 hours.", True),
        ("Requests without the `X-Box-Id` header are rejected.", True),
        ("Your server has to answer with status 200 within 5 seconds.", True),
        ("One credit is deducted per request.", True),
        ("Retry it as you like.", False),
        ("A box lives for 15 minutes in the demo.", False),
        ("Tokens are described in another chapter.", False),
        ("Answer the questions of the form.", False),
        ("Resend the code after 60 seconds.", True),
        ("The webhook resends the reminder mail 3 times.", True),
    ],
)
def test_a_rule_warns_whatever_heading_it_stands_below(said: str, *, warns: bool):
    before, after = PAGE.format(""), PAGE.format(said)
    assert topical(before, after) is warns
    assert topical(after, before) is warns
    assert not topical(GUIDE.format(""), GUIDE.format(said))


@pytest.mark.parametrize(
    ("before", "after", "warns"),
    [
        ("A box can not be opened while it is sent.", "A box can be opened while it is sent.", True),
        ("Exactly one lid must be on it.", "Exactly one lid may be on it.", True),
        ("The lid of a box is optional there.", "The lid of a box is required there.", True),
        ("A box can be opened while it is sent.", "A box may be opened while it is sent.", False),
        ("A box can be opened while it is sent.", "A box can be closed while it is sent.", False),
        ("It is not.", "It is.", False),
        ("A box does not close while it is sent.", "A box does close while it is sent.", False),
        ("Deliveries are retried 10 times.", "Deliveries are retried 5 times.", True),
        ("Deliveries are retried 10 times.", "Deliveries are sent again, retried 10 times.", False),
    ],
)
def test_a_line_that_says_the_contrary_now_warns(before: str, after: str, *, warns: bool):
    old, new = PAGE.format(before), PAGE.format(after)
    assert topical(old, new) is warns
    assert topical(new, old) is warns


def test_what_a_failure_is_now_instead_of_another_one_warns():
    page = "# Boxes API\n\n## POST /boxes\n\nMakes one.\n\n## Errors\n\nErrors have a body.\n\n{}\n"
    assert topical(page.format(""), page.format("The body no longer has a `message`."))
    assert not topical(page.format(""), page.format("The body has a `message` as well."))


@pytest.mark.parametrize(("place", "warns"), [("api-reference/jobs", True), ("handbook/api-jobs", False)])
def test_what_the_reference_in_a_handbook_says_counts_without_a_word_for_calls(place: str, *, warns: bool):
    page = "# Jobs\n\n## Limits\n\n| What | Value |\n| --- | --- |\n| Time to upload | {} |\n"
    others = {f"chapter-{number}": f"# Chapter {number}\n\nWords of {number}.\n" for number in range(38)}
    others |= {"boxes": CALL, "lids": CALL.replace("boxes", "lids"), "sizes": CALL.replace("boxes", "sizes")}
    assert topical(page.format("5 minutes"), page.format("5 seconds"), place, **others) is warns


@pytest.mark.parametrize(
    ("old", "new", "warns"),
    [
        ("The server sends the 1000 last boxes at once.", "The server sends the 200 last boxes at once.", True),
        ("The server sends the 200 last boxes at once.", "The server sends the 1000 last boxes at once.", False),
        ("We made it in spring 2021 as boxes can be.", "We made it in spring 2020 as boxes can be.", False),
        ("The response contains the 90 last boxes.", "The response contains the 20 last boxes.", True),
        ("The server keeps boxes for 30 days.", "The server keeps boxes for 7 days.", True),
        ("The page contains 12 samples of keys.", "The page contains 11 samples of keys.", False),
        ("This guide may take 10 minutes.", "This guide may take 5 minutes.", False),
        ("The box is sent after 30 days.", "The box is sent after 7 days.", False),
        ("You can use 50 languages.", "You can use 49 languages.", False),
        ("The picture can show part 9 of it.", "The picture can show part 8 of it.", False),
        ("Some 90 shops and others know this.", "Some 80 shops and others know this.", False),
    ],
)
def test_a_sentence_that_promises_fewer_of_something_warns(old: str, new: str, *, warns: bool):
    assert topical(PAGE.format(old), PAGE.format(new)) is warns
