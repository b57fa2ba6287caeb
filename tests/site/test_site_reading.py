"""How people find their way: what they type, the keyboard, a screen reader, a phone, paper, no JavaScript."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from driftwatch.model.finding import LEVELS
from tests.site.conftest import CHROMIUM
from tests.site.test_site_browser import LOOKS, OVERFLOW, unfold, violations

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")

FOUND = ".findings > li:visible"
PAGES = (
    "index.html",
    "subjects.html",
    "accepted.html",
    "operations/post-v1-clips.html",
    "operations/get-v2-clips-id.html",
)
HEADINGS = "(all) => all.map((heading) => +heading.tagName[1])"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**LOOKS["light"])
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    assert [] == complaints
    context.close()


def opened(page: Page, site: Path, name: str) -> Page:
    path, hash_, place = name.partition("#")
    page.goto(f"{(site / path).as_uri()}{hash_}{place}")
    return page


def searched(page: Page, words: str) -> list[str]:
    """Type into the search and return what is found once the count is told."""
    before = page.locator("#shown").inner_text()
    page.get_by_role("searchbox").fill(words)
    expect(page.locator("#shown")).not_to_have_text(before)
    return page.locator(FOUND).all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("prompt", "Request field prompt is now required."),
        ("POST /v1/clips prompt", "Request field prompt is now required."),
        ("post prompt required", "Request field prompt is now required."),
        ("request-property-became-required", "Request field prompt is now required."),
        ("`prompt`", "Request field prompt is now required."),
        ("/v2/clips/{clip_id}", "is now called id"),
        ("messages.role", "messages[].role"),
        ("messages[].role", "messages[].role"),
        ("DELETE no longer", "is no longer documented"),
        ("media-team", "affects"),
        ("2026-04-04", "Request field prompt is now required."),
        ("none of them", "extra_1"),
    ],
)
def test_what_a_reviewer_types_is_found(page: Page, lively: Path, typed: str, told: str) -> None:
    found = searched(opened(page, lively, "index.html"), typed)
    assert [one for one in found if told in one], found


def test_a_fingerprint_out_of_a_report_is_found(page: Page, lively: Path) -> None:
    opened(page, lively, "index.html")
    link = page.locator(".findings .go").first.get_attribute("href") or ""
    assert 1 == len(searched(page, link.partition("#f-")[2]))


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("get clips", "/v2/clips/{id}"),
        ("/v2/clips/{clip}", "/v2/clips/{id}"),
        ("make a clip", "/v1/clips"),
        ("messages.role", "/v1/clips"),
        ("seconds", "/v1/clips"),
        ("delete", "/v1/clips/{clip}"),
    ],
)
def test_operations_are_found_by_path_summary_and_field(page: Page, lively: Path, typed: str, path: str) -> None:
    opened(page, lively, "subjects.html").get_by_role("searchbox").fill(typed)
    expect(page.locator("#shown")).to_contain_text(" fit")
    assert path in page.locator("tbody tr:visible .path").all_inner_texts()


def test_what_no_capture_tells_can_be_searched_for_among_the_operations(page: Page, lively: Path) -> None:
    opened(page, lively, "index.html").get_by_role("searchbox").fill("seconds")
    page.get_by_role("link", name="Search the operations instead").click()
    page.wait_for_url("**/subjects.html#q=seconds")
    expect(page.locator("#shown")).to_have_text("1 fits")


def test_slash_arrows_enter_and_escape_do_what_people_expect(page: Page, lively: Path) -> None:
    opened(page, lively, "index.html")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("prompt")
    expect(page.locator("#shown")).to_contain_text("in 2 captures")
    links = page.locator(".findings .go:visible")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_have_value("")
    assert "#" not in page.url


def test_skipping_to_the_content_keeps_the_filter(page: Page, lively: Path) -> None:
    opened(page, lively, "index.html#level=breaking")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert page.url.endswith("#level=breaking")
    assert not page.get_by_label("info", exact=True).is_checked()


def test_the_filter_stands_as_it_was_when_people_come_back(page: Page, lively: Path) -> None:
    shown = opened(page, lively, "index.html").locator("#shown")
    expect(shown).not_to_be_empty()
    everything = shown.inner_text()
    page.get_by_label("Owner").select_option("media-team")
    expect(shown).not_to_have_text(everything)
    told = shown.inner_text()
    page.locator(".findings .go:visible").first.click()
    page.wait_for_url("**/captures/**")
    page.go_back()
    expect(page.get_by_label("Owner")).to_have_value("media-team")
    expect(page.locator("#shown")).to_have_text(told)


def test_what_is_folded_says_how_much_of_it_fits(page: Page, lively: Path) -> None:
    opened(page, lively, "index.html#from=2026-01-01")
    fold = page.locator("details.more", has_text="for information").first
    whole = fold.locator("summary").inner_text()
    page.get_by_label("Owner").select_option("media-team")
    expect(fold.locator("summary")).not_to_have_text(whole)
    fitting = fold.locator("li").evaluate_all("(all) => all.filter((item) => !item.hidden).length")
    assert f"{fitting} for information" == fold.locator("summary").inner_text()
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(fold.locator("summary")).to_have_text(whole)


def test_a_link_to_an_owner_who_is_no_longer_there_finds_nothing_rather_than_everything(
    page: Page, lively: Path
) -> None:
    opened(page, lively, "index.html#owner=nobody-any-longer")
    expect(page.locator("#none")).to_be_visible()
    expect(page.get_by_label("Owner")).to_have_value("nobody-any-longer")
    page.locator("#clear").click()
    expect(page.locator("#none")).to_be_hidden()


def test_a_table_is_a_stop_for_the_keyboard_only_while_it_scrolls(page: Page, lively: Path) -> None:
    opened(page, lively, "operations/post-v1-clips.html")
    expect(page.locator(".scroll[tabindex]")).to_have_count(0)
    page.evaluate("document.querySelector('.scroll table').style.minWidth = '3000px'")
    expect(page.locator(".scroll[tabindex='0']")).to_have_count(1)


def test_forced_colours_tell_the_present_page_and_what_is_new(browser: Browser, lively: Path) -> None:
    context = browser.new_context(**LOOKS["dark"], forced_colors="active")
    page = opened(context.new_page(), lively, "index.html")
    line, paper = "getComputedStyle(one).borderBottomColor", "getComputedStyle(document.body).backgroundColor"
    underlined = page.locator(".top nav a").evaluate_all(
        f"(all) => all.filter((one) => {line} !== {paper}).map((one) => one.textContent)"
    )
    assert ["Timeline"] == underlined
    page.goto(max((lively / "captures").iterdir()).as_uri())
    decoration = "(one) => getComputedStyle(one).textDecorationLine"
    assert "underline" == page.locator("ins").first.evaluate(decoration)
    assert "line-through" == page.locator("del").first.evaluate(decoration)
    context.close()


def test_whom_a_finding_affects_has_the_colour_of_its_level_and_none_when_it_is_over(page: Page, lively: Path) -> None:
    opened(page, lively, "index.html")
    unfold(page)
    colour = "(one) => getComputedStyle(one).color"
    found = page.locator(".findings > li.open:has(.hurts)").all()
    assert "breaking" in {one.locator(".level").inner_text() for one in found}
    assert all(one.locator(".level").evaluate(colour) == one.locator(".hurts").evaluate(colour) for one in found)
    for level in LEVELS:
        found[0].evaluate(
            """(item, level) => {
                item.className = `${level} open`;
                item.querySelector(".level").className = `level ${level}`;
            }""",
            level,
        )
        assert found[0].locator(".level").evaluate(colour) == found[0].locator(".hurts").evaluate(colour)
    over = page.locator(".findings > li.over:has(.hurts)").first
    assert over.locator(".hurts").evaluate(colour) == over.locator(".on").evaluate(colour)


def test_enter_opens_the_only_operation_that_is_found(page: Page, lively: Path) -> None:
    opened(page, lively, "subjects.html")
    page.keyboard.press("/")
    page.keyboard.type("seconds")
    page.keyboard.press("Enter")
    page.wait_for_url("**/operations/post-v1-clips.html")


def test_a_slash_in_a_word_is_a_slash(page: Page, lively: Path) -> None:
    opened(page, lively, "subjects.html")
    page.keyboard.press("/")
    page.keyboard.type("/v2/")
    expect(page.get_by_role("searchbox")).to_have_value("/v2/")


@pytest.mark.parametrize(("state", "other"), [("open", "over"), ("over", "open"), ("accepted", "open")])
def test_the_state_narrows_the_timeline_and_stands_in_the_address(
    page: Page, lively: Path, state: str, other: str
) -> None:
    opened(page, lively, f"index.html#state={state}")
    assert page.get_by_label(state, exact=True).is_checked()
    assert not page.get_by_label(other, exact=True).is_checked()
    classes = page.locator(FOUND).evaluate_all("(all) => all.map((one) => one.className)")
    assert classes
    assert {state} == {one.split()[1] for one in classes}
    page.get_by_label(other, exact=True).check()
    assert re.search(rf"#state=.*{other}", page.url)


def test_folds_that_the_search_opened_are_closed_again(page: Page, lively: Path) -> None:
    searched(opened(page, lively, "index.html"), "extra_11")
    expect(page.locator(".findings > li:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("details.more[open]")).to_have_count(0)


def test_operations_with_open_drift_can_be_shown_alone(page: Page, lively: Path) -> None:
    opened(page, lively, "subjects.html").get_by_label("Show").select_option("open")
    expect(page.locator("#shown")).to_contain_text("fit")
    assert page.url.endswith("#show=open")
    assert all(page.locator("tbody tr:visible .count").all_inner_texts())


def test_the_page_is_laid_out_for_a_screen_reader(page: Page, lively: Path) -> None:
    opened(page, lively, "index.html")
    for role in ("banner", "main", "contentinfo", "search"):
        expect(page.get_by_role(role)).to_have_count(1)  # type: ignore[arg-type]
    assert "polite" == page.locator("#shown").get_attribute("aria-live")
    assert "/" == page.get_by_role("searchbox").get_attribute("aria-keyshortcuts")
    for name in PAGES:
        levels = opened(page, lively, name).locator("h1, h2, h3, h4").evaluate_all(HEADINGS)
        assert 1 == levels.count(1), name
        assert all(after - before <= 1 for before, after in pairwise(levels)), name


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_use_an_eventful_history(browser: Browser, lively: Path, name: str, look: str) -> None:
    context = browser.new_context(**LOOKS[look])
    page = opened(context.new_page(), lively, name)
    unfold(page)
    assert [] == violations(page)
    assert 0 >= page.evaluate(OVERFLOW), "the page is wider than the window"
    context.close()


def test_nothing_scrolls_sideways_in_the_list_of_operations_on_a_phone(browser: Browser, lively: Path) -> None:
    context = browser.new_context(**LOOKS["phone"])
    page = opened(context.new_page(), lively, "subjects.html")
    wide = page.locator(".scroll").evaluate_all(
        "(all) => all.filter((box) => box.scrollWidth > box.clientWidth).length"
    )
    assert 0 == wide
    assert page.locator("tbody tr").first.evaluate("(row) => getComputedStyle(row).display") == "block"
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_nothing_is_missing(browser: Browser, lively: Path, name: str) -> None:
    said = []
    for scripted in (True, False):
        context = browser.new_context(java_script_enabled=scripted, **LOOKS["light"])
        page = opened(context.new_page(), lively, name)
        said.append(page.locator(".findings li, article, tbody tr, dd").all_text_contents())
        assert page.locator("form:visible").count() == (
            1 if scripted and name in {"index.html", "subjects.html"} else 0
        )
        context.close()
    assert said[0] == said[1]
    assert said[0]


def test_paper_shows_what_is_folded_and_no_controls(page: Page, lively: Path) -> None:
    opened(page, lively, "index.html").emulate_media(media="print")
    expect(page.locator("form")).not_to_be_visible()
    expect(page.locator("details.more li").first).to_be_visible()


def test_a_long_list_of_values_is_whole_and_folded(page: Page, lively: Path) -> None:
    row = (
        opened(page, lively, "operations/post-v1-clips.html")
        .locator("tr", has=page.get_by_text("model", exact=True))
        .first
    )
    expect(row.get_by_text("46 more")).to_be_visible()
    assert 58 == row.locator(".said:not(.was) code").count()
