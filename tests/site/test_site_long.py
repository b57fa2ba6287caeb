"""Long histories: the first page stays small, older captures have pages of their own, and no link is lost."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from driftwatch.model.finding import LEVELS, Finding
from driftwatch.reports.site.chart import chart_of
from driftwatch.reports.site.files import files_of_site
from driftwatch.reports.site.lines import sheets_of
from driftwatch.reports.site.model import Moment, Past
from tests.site.conftest import CHROMIUM
from tests.site.test_site_browser import LOOKS, violations

START = date(2023, 1, 1)


def moment(day: int, findings: int) -> Moment:
    when = (START + timedelta(days=day)).isoformat()
    commit = f"{day:010x}{'0' * 30}"
    told = tuple(finding(day, number) for number in range(findings))
    return Moment(
        key=f"{when}-{commit[:10]}", date=when, at=f"{when}T00:00:00Z", commit=commit, first=day == 0, findings=told
    )


def finding(day: int, number: int) -> Finding:
    return Finding(
        id="request-property-removed",
        level=LEVELS[number % 3],
        area="request",
        operations=(f"POST /v1/things{number}/of-a-usual-length/{{thing_id}}",),
        field=f"field_{day}_{number}",
        message=f"Request field `field_{day}_{number}` of a usual length is no longer documented on this day.",
        advice="Stop sending it once you know what took its place.",
        fingerprint=f"{day:06x}{number:06x}",
    )


def history(days: int, findings: int) -> tuple[Moment, ...]:
    return tuple(moment(day, findings if day else 0) for day in range(days))


def days_of(sheets: tuple[object, ...]) -> Iterator[str]:
    for sheet in sheets:
        for line in sheet.lines:  # type: ignore[attr-defined]
            yield from (moment.key for moment in line.moments)


@given(st.lists(st.integers(0, 700), min_size=1, max_size=40))
def test_every_capture_stands_on_one_sheet_newest_first(findings: list[int]) -> None:
    moments = tuple(moment(day, count) for day, count in enumerate(findings))
    assert [one.key for one in reversed(moments)] == list(days_of(sheets_of(moments)))


@given(st.lists(st.integers(0, 300), min_size=2, max_size=60))
def test_a_full_sheet_stays_as_it_is_while_the_history_grows(findings: list[int]) -> None:
    moments = tuple(moment(day, count) for day, count in enumerate(findings))
    earlier, later = sheets_of(moments[:-1])[1:], sheets_of(moments)[1:]
    full = {sheet.path: list(days_of((sheet,))) for sheet in earlier[1:]}
    assert full.items() <= {sheet.path: list(days_of((sheet,))) for sheet in later}.items()


def test_a_short_history_stands_on_one_page() -> None:
    assert 1 == len(sheets_of(history(365, 2)))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return files_of_site(Past(source="clips", moments=history(1095, 4), subjects=()))


def test_three_years_of_four_findings_a_day_keep_every_page_below_a_megabyte(files: dict[str, bytes]) -> None:
    assert 4 == len([path for path in files if path.startswith("older/")])
    assert {} == {path: len(content) for path, content in files.items() if len(content) > 1_000_000}


def test_a_capture_with_very_many_findings_is_told_on_its_own_page_alone() -> None:
    files = files_of_site(Past(source="clips", moments=(moment(0, 0), moment(1, 301)), subjects=()))
    assert b"So many that they stand on" in files["index.html"]
    assert 301 == files["captures/2023-01-02-0000000001.html"].count(b"<article")


def test_a_crowded_drawing_joins_neighbours() -> None:
    chart = chart_of(history(1095, 4))
    assert 270 >= len(chart.dots)
    assert 4 * 1094 == sum(int(dot.label.rpartition(": ")[2].split()[0]) for dot in chart.dots)


@pytest.fixture(scope="module")
def long(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("long")
    for path, content in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(content)
    return root


needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")


@needs_browser
def test_an_old_link_to_a_capture_on_the_first_page_opens_the_captures_page(browser: Browser, long: Path) -> None:
    page = browser.new_page()
    page.goto(f"{(long / 'index.html').as_uri()}#c-2023-01-02-0000000001")
    page.wait_for_url("**/captures/2023-01-02-0000000001.html")
    page.close()


@needs_browser
def test_older_pages_are_filtered_alike_and_take_the_filter_along(browser: Browser, long: Path) -> None:
    page = browser.new_page()
    page.goto(f"{(long / 'index.html').as_uri()}#level=breaking&q=field_1_3")
    expect(page.locator("#none")).to_be_visible()
    page.get_by_role("link", name="2023-01-01 to").click()
    page.wait_for_url("**/older/*.html#level=breaking&q=field_1_3")
    expect(page.locator("#shown")).to_have_text("1 finding in 1 capture on this page")
    page.close()


@needs_browser
def test_a_dot_of_an_older_capture_leads_to_its_page(browser: Browser, long: Path) -> None:
    page = browser.new_page()
    page.goto((long / "index.html").as_uri())
    page.locator("circle.breaking").first.click()
    page.wait_for_url("**/older/*.html#c-2023-*")
    expect(page.locator("section.capture:target")).to_be_in_viewport()
    page.close()


@needs_browser
@pytest.mark.parametrize("look", LOOKS)
def test_everybody_can_use_older_pages(browser: Browser, long: Path, look: str) -> None:
    context = browser.new_context(**LOOKS[look])
    page = context.new_page()
    page.goto(min((long / "older").iterdir()).as_uri())
    page.evaluate("for (const one of [...document.querySelectorAll('section.capture')].slice(8)) one.remove()")
    assert [] == violations(page)
    context.close()


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A timeline with a capture of so many findings that they stand on a page of their own."""
    root = tmp_path_factory.mktemp("crowded")
    moments = (moment(0, 0), moment(1, 301), moment(2, 4))
    for path, content in files_of_site(Past(source="long", moments=moments, subjects=())).items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(content)
    return root


@needs_browser
@pytest.mark.parametrize(
    ("view", "told", "captures"),
    [
        ("", "4 findings in 1 capture, besides 1 capture told on a page of its own", 2),
        ("#q=field_2_1", "1 finding in 1 capture, besides 1 capture told on a page of its own", 2),
        ("#q=field_1_7", "0 findings in 0 captures, besides 1 capture told on a page of its own", 1),
        ("#from=2023-01-03", "4 findings in 1 capture", 1),
        ("#level=", "0 findings in 0 captures", 0),
    ],
)
def test_what_the_filters_cannot_look_into_is_told(
    browser: Browser, crowded: Path, view: str, told: str, captures: int
) -> None:
    page = browser.new_page()
    page.goto(f"{(crowded / 'index.html').as_uri()}{view}")
    expect(page.locator("#shown")).to_have_text(told)
    assert captures == page.locator("section.capture:visible").count()
    page.close()
