"""Values, names and lists that take much room: on screen, on paper, in forced colours."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from driftwatch.reports.site.files import files_of_site
from driftwatch.reports.site.model import Moment, Past
from tests.history.stories import captured, document
from tests.site.conftest import CHROMIUM, build
from tests.site.test_site_browser import LOOKS, OVERFLOW, unfold, violations
from tests.site.test_site_long import finding, moment

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")

OVERLAPS = """() => [...document.querySelectorAll(".half")].filter((half) =>
    [...half.children].at(-1).getBoundingClientRect().bottom > half.getBoundingClientRect().bottom &&
    getComputedStyle(half).overflowY === "visible").length"""


@pytest.fixture(scope="module")
def capture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a capture that changed long texts, long lists and objects, and one word."""
    sides = (
        (" ".join(f"word{number}" for number in range(900)), " ".join(f"term{number}" for number in range(900))),
        ([f"value-{number}" for number in range(300)], ["value-1"]),
        ({"nested": {f"key-{number}": number for number in range(90)}}, None),
        ("one word", "one term"),
    )
    told = tuple(
        msgspec.structs.replace(finding(1, number), before=before, after=after)
        for number, (before, after) in enumerate(sides)
    )
    foreign = msgspec.structs.replace(finding(1, 9), message="`\u05d0\u05d1\u05d2`, `\u05d3\u05d4\u05d5` are new.")
    unbroken = msgspec.structs.replace(finding(1, 10), operations=(f"GET /v1/{'x' * 200}",))
    told = (*told, foreign, unbroken)
    moments: tuple[Moment, ...] = (moment(0, 0), msgspec.structs.replace(moment(1, 0), findings=told))
    root = tmp_path_factory.mktemp("room")
    for path, content in files_of_site(Past(source="long", moments=moments, subjects=())).items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(content)
    return next((root / "captures").iterdir())


@pytest.fixture(params=LOOKS)
def page(request: pytest.FixtureRequest, browser: Browser, capture: Path) -> Iterator[Page]:
    context = browser.new_context(**LOOKS[request.param])
    opened = context.new_page()
    opened.goto(capture.as_uri())
    yield opened
    context.close()


def test_a_long_value_lies_on_nothing_else_and_can_be_scrolled_by_everybody(page: Page) -> None:
    assert 0 == page.evaluate(OVERLAPS)
    assert 0 >= page.evaluate(OVERFLOW), "the page is wider than the window"
    assert [] == violations(page)
    high = page.locator(".half[tabindex]")
    assert 4 == high.count()
    assert {"Before", "After"} == {one.get_attribute("aria-label") for one in high.all()}


def test_a_short_value_is_no_stop_for_the_keyboard(page: Page) -> None:
    assert 0 == page.locator("article", has_text="one term").locator(".half[tabindex]").count()


def test_names_that_are_written_from_right_to_left_keep_their_order(page: Page) -> None:
    first, second = page.locator("article", has_text="are new").locator(".message code").all()
    left = "(one) => one.getBoundingClientRect().left"
    assert first.evaluate(left) < second.evaluate(left)


@pytest.mark.parametrize("width", [320, 500, 700, 900])
def test_the_timeline_fits_a_window_of_any_width(browser: Browser, capture: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((capture.parents[1] / "index.html").as_uri())
    unfold(page)
    assert 0 >= page.evaluate(OVERFLOW)
    page.close()


def test_the_fields_of_several_schemas_on_one_page_have_names_of_their_own(browser: Browser, tmp_path: Path) -> None:
    spec = document()
    spec["paths"] = {"/v1/clips": spec["paths"]["/v1/clips"]}
    captured(tmp_path / "project", [spec])
    build(tmp_path / "project", tmp_path / "out")
    page = browser.new_page()
    page.goto((tmp_path / "out" / "operations" / "post-v1-clips.html").as_uri())
    for name in ("Schema Clip Fields", "Schema Failure Fields"):
        expect(page.get_by_role("region", name=name)).to_have_count(1)
    assert [] == violations(page)
    page.close()


def test_paper_shows_the_whole_of_a_long_value(page: Page) -> None:
    page.emulate_media(media="print")
    cut = "(all) => all.filter((half) => half.scrollHeight > half.clientHeight + 1).length"
    assert 0 == page.locator(".half").evaluate_all(cut)
