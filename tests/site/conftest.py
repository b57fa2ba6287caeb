"""A site made of captures in a repository, once for all tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, sync_playwright

from driftwatch.cli.main import driftwatch
from tests.history.stories import ACCEPTING, MANIFEST, captured, eventful, story

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


@pytest.fixture(scope="session")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of documentation to which everything happened that a site can tell."""
    root = tmp_path_factory.mktemp("lively")
    captured(root, eventful())
    config = root / "driftwatch.toml"
    config.write_text(config.read_text(encoding="utf-8") + ACCEPTING, encoding="utf-8")
    (root / "contracts").mkdir()
    (root / "contracts" / "clips.yaml").write_text(MANIFEST, encoding="utf-8")
    build(root, root / "out")
    return root / "out"


def build(project: Path, out: Path, *more: str, quiet: bool = True) -> str:
    """Run `driftwatch site` on a project; return what it said on stderr."""
    arguments = ["site", "--config", str(project / "driftwatch.toml"), "--out", str(out), *more]
    result = CliRunner().invoke(
        driftwatch, ["-q", *arguments] if quiet else arguments, catch_exceptions=False, standalone_mode=False
    )
    assert "" == result.stdout
    return result.stderr
