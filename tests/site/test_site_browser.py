"""The site as people meet it: in Chromium, from a folder, light and dark, wide and narrow, without JavaScript too."""

import importlib.resources
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.site.conftest import CHROMIUM

LOOKS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
}
PAGES = (
    "index.html",
    "subjects.html",
    "accepted.html",
    "operations/post-v1-clips.html",
    "schemas/clip.html",
    "capture",
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE = """async () => (await axe.run()).violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" | ")}`
)"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**LOOKS["light"])
    opened = context.new_page()
    opened.complaints = []  # type: ignore[attr-defined]
    opened.on("console", lambda message: opened.complaints.append(message.text))  # type: ignore[attr-defined]
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))  # type: ignore[attr-defined]
    opened.on("dialog", lambda dialog: opened.complaints.append(dialog.message))  # type: ignore[attr-defined]
    yield opened
    assert [] == opened.complaints  # type: ignore[attr-defined]
    context.close()


def address(built: Path, name: str) -> str:
    found = min((built / "captures").glob("*.html")) if name == "capture" else built / name
    return found.as_uri()


def visible(page: Page, selector: str = ".findings > li") -> int:
    return page.locator(f"{selector}:visible").count()


def unfold(page: Page) -> None:
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")


def violations(page: Page) -> list[Any]:
    """Return what axe finds on a page."""
    page.evaluate(importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found: list[Any] = page.evaluate(AXE)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_no_page_complains(page: Page, built: Path, name: str) -> None:
    page.goto(address(built, name))
    expect(page.locator("h1")).to_be_visible()


def test_the_policy_is_in_force(browser: Browser, built: Path) -> None:
    opened = browser.new_page()
    refused: list[str] = []
    opened.on("console", lambda message: refused.append(message.text))
    opened.goto(address(built, "index.html"))
    with pytest.raises(Error, match="TrustedScript"):
        opened.evaluate("document.querySelector('h1').setAttribute('onclick', 'alert(1)')")
    with pytest.raises(Error, match="TrustedHTML"):
        opened.evaluate("document.querySelector('h1').innerHTML = '<b>x</b>'")
    opened.evaluate("document.querySelector('h1').setAttribute('style', 'color: red')")
    assert opened.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(255, 0, 0)"
    assert [text for text in refused if "style-src" in text]
    opened.close()


def test_a_level_narrows_the_timeline_and_stands_in_the_address(page: Page, built: Path) -> None:
    page.goto(address(built, "index.html"))
    page.get_by_label("info", exact=True).uncheck()
    page.get_by_label("warning", exact=True).uncheck()
    assert page.url.endswith("#level=breaking")
    expect(page.locator("#shown")).to_contain_text("in 2 captures")
    assert {"breaking"} == set(page.locator(".findings > li:visible .level").all_inner_texts())


def test_a_view_can_be_linked_to(page: Page, built: Path) -> None:
    page.goto(f"{address(built, 'index.html')}#level=breaking&q=prompt")
    expect(page.locator("#shown")).to_have_text("1 finding in 1 capture")
    expect(page.get_by_role("searchbox")).to_have_value("prompt")
    assert not page.get_by_label("info", exact=True).is_checked()


def test_dates_manifests_and_owners_narrow_the_timeline(page: Page, built: Path) -> None:
    page.goto(address(built, "index.html"))
    everything = page.locator("#shown").inner_text()
    page.get_by_label("Owner").select_option("media-team")
    expect(page.locator("#shown")).not_to_have_text(everything)
    assert all(page.locator(".findings > li:visible .hurts").all_inner_texts())
    page.get_by_label("From").fill("2026-06-20")
    expect(page.locator("#none")).to_be_visible()
    page.locator("#clear").click()
    expect(page.locator("#shown")).to_have_text(everything)
    assert "#" not in page.url


def test_a_link_to_a_capture_is_no_filter(page: Page, built: Path) -> None:
    key = min((built / "captures").glob("*.html")).stem
    page.goto(f"{address(built, 'index.html')}#c-{key}")
    expect(page.locator(f"#c-{key}")).to_be_in_viewport()
    assert page.locator("section.capture:visible").count() == 4


def test_a_link_to_a_folded_fact_unfolds_it(page: Page, built: Path) -> None:
    page.goto(address(built, "operations/post-v1-clips.html"))
    page.locator("td.since a").first.click()
    expect(page.locator(":target")).to_be_in_viewport()


def test_operations_are_found_by_a_field_of_theirs(page: Page, built: Path) -> None:
    page.goto(address(built, "subjects.html"))
    page.keyboard.press("/")
    page.keyboard.type("seconds")
    expect(page.locator("#shown")).to_have_text("1 fits")
    assert page.locator("tbody tr:visible .path").all_inner_texts() == ["/v1/clips"]
    assert page.url.endswith("#q=seconds")


def test_a_dot_of_the_drawing_leads_to_its_capture(page: Page, built: Path) -> None:
    page.goto(address(built, "index.html"))
    page.locator("circle.breaking").first.click()
    expect(page.locator("section.capture:target")).to_be_in_viewport()


def test_the_first_tab_skips_to_the_content(page: Page, built: Path) -> None:
    page.goto(address(built, "index.html"))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_use_it(browser: Browser, built: Path, name: str, look: str) -> None:
    context = browser.new_context(**LOOKS[look])
    opened = context.new_page()
    opened.goto(address(built, name))
    unfold(opened)
    assert [] == violations(opened)
    assert 0 >= opened.evaluate(OVERFLOW), "the page is wider than the window"
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_everything_can_be_read(browser: Browser, built: Path, name: str) -> None:
    context = browser.new_context(java_script_enabled=False, **LOOKS["phone"])
    opened = context.new_page()
    opened.goto(address(built, name))
    expect(opened.locator("h1")).to_be_visible()
    assert opened.locator("form:visible").count() == 0
    assert opened.locator(".finding:visible, .findings > li:visible, table tbody tr:visible, .example").count() > 0
    context.close()
