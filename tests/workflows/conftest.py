"""Fixtures of the tests of publishing."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from driftwatch.demo.build import VERSIONS
from driftwatch.demo.server import DemoSite
from tests.e2e.workshop import Workshop, unattended
from tests.workflows.desk import Desk
from tests.workflows.fake_github import FakeGitHub, served


@pytest.fixture(scope="session")
def site() -> Iterator[DemoSite]:
    with DemoSite(VERSIONS[0]) as running:
        yield running


@pytest.fixture(scope="session")
def _drifted(site: DemoSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the captures of two versions of the site; to be copied, never changed."""
    root = tmp_path_factory.mktemp("drifted") / "team"
    with unattended(root, site) as made:
        for version in VERSIONS[:2]:
            site.switch(version)
            made.on(version)
            made.driftwatch("--quiet", "run")
    return root


@pytest.fixture
def drifted(_drifted: Path, site: DemoSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Workshop:
    """A repository of its own, in which the second version of the site drifted from the first."""
    site.switch(VERSIONS[1])
    shutil.copytree(_drifted, tmp_path / "team")
    made = Workshop(tmp_path / "team", site, monkeypatch, capsys)
    made.on("2026-12-01")
    return made


@pytest.fixture
def github() -> FakeGitHub:
    return FakeGitHub()


@pytest.fixture
def api(github: FakeGitHub) -> Iterator[str]:
    with served(github) as url:
        yield url
    assert github.wrong == []


@pytest.fixture
def desk(github: FakeGitHub, api: str) -> Iterator[Desk]:
    made = Desk(github, api)
    yield made
    made.tracker.close()
