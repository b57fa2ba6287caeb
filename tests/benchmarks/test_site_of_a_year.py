"""Time of building the site of a year of daily captures of 100 operations: `make bench`. Figures are for looking at."""

from pathlib import Path
from typing import Any

import pytest

from driftwatch.cli.talk import QuietTalk
from driftwatch.wiring import App
from driftwatch.workflows.site import build
from tests.benchmarks.captured_year import repository_of_a_year


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
