"""The sentences of a notice by the lines of its page, and what of them is news."""

from driftwatch.model.finding import Finding
from tests.compare.page_snapshots import site
from tests.rules.test_folding_pages import drift

PAGE = "# API\n\n## GET /boxes\n\nReturns them.\n\n{}\n"


def told(before: str, after: str) -> list[Finding]:
    return drift(*(site(guide=PAGE.format(said)) for said in (before, after)), "notices")


def test_an_amount_that_the_page_stated_in_other_words_is_no_news():
    limits = "## Limits\n\n- {0} 4 concurrent requests per key\n- {0} 10 concurrent requests per account in total\n"
    before = limits.format("never more than").replace("never more than 4", "at most 4")
    assert told(before, limits.format("at most")) == []
    assert told(limits.format("at most"), before) == []


def test_an_amount_that_the_page_denied_or_stated_of_something_else_is_news():
    limit = "## Limits\n\nKeys have at most 4 concurrent requests. {}\n"
    for said in ("Boxes were counted 10 concurrent requests ago.", "Nothing else is said."):
        (finding,) = told(limit.format(said), limit.format("Accounts have at most 10 concurrent requests."))
        assert "now also says `10 concurrent requests`" in finding.message


def test_items_of_a_list_are_shown_apart():
    limits = "## Limits\n\n- at most {} concurrent requests per key\n- at most {} concurrent requests per account\n"
    (finding,) = told(limits.format(4, 10), limits.format(3, 9))
    assert finding.message.endswith(
        ": `at most 3 concurrent requests per key`, `at most 9 concurrent requests per account`."
    )


def test_each_place_of_a_notice_is_shown_with_what_it_said():
    jobs, tests, files = (f"Failed calls of {each} are" for each in ("jobs", "tests", "files"))
    bills = f"## Bills\n\n{jobs} {{0}} charged.\n\n{tests} not charged.\n\n{files} {{0}} charged.\n"
    (finding,) = told(bills.format("not"), bills.format("always"))
    assert finding.message == (
        f"A notice about `billing` was reversed: it says `{jobs} always charged.`, before `{jobs} not charged.`, "
        f"and it says `{files} always charged.`, before `{files} not charged.`."
    )


def test_a_notice_of_two_sections_is_told_with_the_one_that_changed():
    page = "## Jobs\n\nFailed calls are not charged.\n\n## Files\n\nFailed calls of files are {} charged.\n"
    (finding,) = told(page.format("not"), page.format("always"))
    assert [source.locator for source in finding.sources] == ["Files"]


def test_a_notice_that_is_none_any_longer_is_told_with_what_the_page_says_instead():
    (finding,) = told("## Bills\n\nFailed calls are not charged.", "## Bills\n\nFailed calls are not counted.")
    assert finding.message == (
        "A notice about `billing` is gone; it said `Failed calls are not charged.`, and the page says "
        "`Failed calls are not counted.` now."
    )
