"""Time of building and of opening the site of a year of daily captures of 100 operations: `make bench`.

Figures are for looking at; those of the browser are medians in milliseconds.
"""

import shutil
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from driftwatch.cli.talk import QuietTalk
from driftwatch.wiring import App
from driftwatch.workflows.site import build
from tests.benchmarks.captured_year import repository_of_a_year

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
KEY = """async (key) => {
    const search = document.querySelector("input[type=search]");
    const start = performance.now();
    search.value += key;
    search.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return performance.now() - start;
}"""


@pytest.fixture(scope="module", params=[3, 1], ids=["drift each third day", "drift each day"])
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("year")
    repository_of_a_year(root, every=request.param)
    return root


def test_build_the_site_of_a_year(benchmark: Any, year: Path, tmp_path: Path) -> None:
    app = App(str(year / "driftwatch.toml"), talk=QuietTalk())
    built = benchmark.pedantic(lambda: build(app, ("large",), out=tmp_path / "out"), rounds=3)
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "out").iterdir() if path.is_file()}
    benchmark.extra_info |= {"files": built.files, "index_bytes": sizes["index.html"]}
    assert 365 == built.captures


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_open_and_filter_the_site_of_a_year(benchmark: Any, year: Path, tmp_path: Path) -> None:
    build(App(str(year / "driftwatch.toml"), talk=QuietTalk()), ("large",), out=tmp_path / "out")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        ready = []
        benchmark.pedantic(lambda: ready.append(opened(page, tmp_path / "out" / "index.html")), rounds=5)
        keys = [page.evaluate(KEY, key) for key in "field_7"]
        benchmark.extra_info |= {"ready_ms": median(ready), "first_key_ms": keys[0], "key_ms": median(keys)}
        assert "finding" in page.locator("#shown").inner_text()
        browser.close()


def opened(page: Page, path: Path) -> float:
    """Open a page and return when it could be used."""
    page.goto("about:blank")
    page.goto(path.as_uri())
    found: float = page.evaluate(READY)
    return found
