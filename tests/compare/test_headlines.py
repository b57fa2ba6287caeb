"""Of many lines that differ in a section the headline shows the one that matters."""

import pytest

from driftwatch.compare.compare import compare
from driftwatch.model.finding import Finding
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from tests.compare.page_snapshots import site

PAGE = "# API\n\n## GET /boxes\n\nReturns them.\n\n{}"
TABLE = "| Plan | Calls{} |\n|---|---{}|\n| Free | {}{} |\n"


def told(before: str, after: str) -> Finding:
    """Compare two versions of what stands below the call of a page."""
    return of_words(*(PAGE.format(said) for said in (before, after)))


def of_words(before: str, after: str) -> Finding:
    """Compare two versions of a page by what they say."""
    (finding,) = (one for one in folded(judge(compare(site(guide=before), site(guide=after)))) if one.is_about_words)
    return finding


def test_a_warning_shows_the_line_for_which_it_warns_and_no_spelling_that_was_mended():
    limits = "## Rate limits\n\nThe numers below hold for all.\n\nPlease read on.\n\nAll callers {} call at once.\n"
    finding = told(
        limits.format("may"), limits.format("must not").replace("numers", "numbers").replace("Please", "Kindly")
    )
    assert (finding.level, finding.message) == (
        "warning",
        (
            "Under `Rate limits` the page says `All callers must not call at once.`, before `All callers may call at "
            "once.`, and 2 more lines."
        ),
    )


def test_a_heading_that_was_reworded_is_shown_only_where_nothing_else_differs():
    lids = "## {}\n\nA lid keeps the water out.\n\nIt is made of {}.\n"
    assert told(lids.format("Lids", "oak"), lids.format("All lids", "pine")).message == (
        "Under `All lids` the page says `It is made of pine.`, before `It is made of oak.`, and 1 more line."
    )
    assert told(lids.format("Lids", "oak"), lids.format("All lids", "oak")).message == (
        "The heading `Lids` now reads `All lids`."
    )


def test_a_section_that_came_shows_no_heading_below_its_own():
    said = "Words stand here.\n\n## Version 2\n\n### Features\n\nLids can be locked.\n"
    message = told("Words stand here.\n", said).message
    assert "the page now says `Lids can be locked.`" in message


def test_the_kind_of_a_note_is_not_what_is_shown_of_it():
    message = told("Words stand here.\n", "Words stand here.\n\n:::caution\nLids may be locked.\n:::\n").message
    assert "the page now says `Lids may be locked.`, and 1 more line" in message


def test_of_a_table_a_row_is_shown_before_its_head_and_the_head_is_called_so_where_it_is_alone():
    plans = f"## Plans\n\n{TABLE}"
    before = plans.format("", "", 50, "")
    assert "a row says `Free · Calls: 20 · Keys: 2`, before `Free · Calls: 50`, and 1 more line" in (
        told(before, plans.format(" | Keys", "|---", 20, " | 2")).message
    )
    assert told(before, before.replace("Calls", "Requests each")).message == (
        "Under `Plans` the head of a table says `Plan · Requests each`, before `Plan · Calls`."
    )


def test_a_row_that_came_or_went_is_shown():
    plans, team = f"## Plans\n\n{TABLE}".format("", "", 50, ""), "| Team | 90 |\n"
    assert told(plans, plans + team).message == (
        "Under `Plans` there is a row more: the page now says `Team · Calls: 90`."
    )
    assert told(plans + team, plans).message == (
        "Under `Plans` a row is gone: the page no longer says `Team · Calls: 90`."
    )


def test_a_sentence_beside_a_new_row_is_shown_where_it_is_why_the_change_warns():
    table = "## Retries\n\n| Name | Made of |\n|---|---|\n| Box | wood |\n"
    finding = told(table, f"{table}| Blue | Oak |\n\nCalls that fail must not be repeated.\n")
    assert (finding.level, finding.message) == (
        "warning",
        (
            "Under `Retries` there is a row more, and the page now says `Calls that fail must not be repeated.`, and "
            "1 more line."
        ),
    )


@pytest.mark.parametrize("title", ["title: Boxes\n", ""])
def test_front_matter_is_no_row(title: str):
    page = "---\n{}order: 1\ndescription: {}\nsearch: {}\n---\n\n{}A box is made of wood.\n"
    heading = "" if title else "# Boxes\n\n"
    finding = of_words(*(page.format(title, *said, heading) for said in (("Wood.", "on"), ("Pine.", "off"))))
    assert (finding.id, finding.level) == ("page-text-changed", "info")
    assert " the page says `" in finding.message


def test_a_list_below_a_title_is_made_of_rows():
    page = "# Boxes\n\n- **size**: How {} it is.\n- **weight**: How heavy it is.\n"
    assert of_words(page.format("large"), page.format("very wide")).id == "page-row-changed"
