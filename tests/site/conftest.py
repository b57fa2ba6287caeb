"""A site made of captures in a repository, once for all tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, sync_playwright

from driftwatch.cli.main import driftwatch
from tests.site.stories import MANIFEST, captured, story

CHROMIUM = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    captured(root, story())
    (root / "contracts").mkdir()
    (root / "contracts" / "clips.yaml").write_text(MANIFEST, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    build(project, out)
    return out


def build(project: Path, out: Path, *more: str) -> str:
    """Run `driftwatch site` on a project."""
    arguments = ["-q", "site", "--config", str(project / "driftwatch.toml"), "--out", str(out), *more]
    result = CliRunner().invoke(driftwatch, arguments, catch_exceptions=False, standalone_mode=False)
    return result.output
