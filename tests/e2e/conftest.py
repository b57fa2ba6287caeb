"""Fixtures of the end-to-end tests."""

import functools
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from driftwatch.adapters.http import fetcher as http
from driftwatch.demo.build import VERSIONS
from driftwatch.demo.server import DemoSite
from tests.e2e.vendor import Team, Vendor
from tests.e2e.workshop import Workshop, unattended


@pytest.fixture
def site() -> Iterator[DemoSite]:
    with DemoSite(VERSIONS[0]) as running:
        yield running


@pytest.fixture
def workshop(tmp_path: Path, site: DemoSite, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Workshop:
    root = tmp_path / "team"
    root.mkdir()
    return Workshop(root, site, monkeypatch, capsys)


@pytest.fixture(scope="session")
def _shared_site() -> Iterator[DemoSite]:
    """One site for all copies of the baseline: the address of the site stands in the snapshots."""
    with DemoSite(VERSIONS[0]) as running:
        yield running


@pytest.fixture(scope="session")
def _baseline(_shared_site: DemoSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that captured the first version of the site; to be copied, never changed."""
    root = tmp_path_factory.mktemp("baseline") / "team"
    with unattended(root, _shared_site) as made:
        _shared_site.switch(VERSIONS[0])
        made.on(VERSIONS[0])
        assert made.driftwatch("--quiet", "run")[0] == 0
    return root


@pytest.fixture(scope="session")
def _later(_baseline: Path, _shared_site: DemoSite, tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Path]:
    """Repositories that went on to capture the second version, and the third; to be copied, never changed."""
    roots = {1: _baseline}
    for count, version in enumerate(VERSIONS[1:3], 2):
        roots[count] = shutil.copytree(roots[count - 1], tmp_path_factory.mktemp("later") / "team")
        with unattended(roots[count], _shared_site) as made:
            made.capture(version, "--fail-on", "never")
            assert len(made.captures()) == count
    return roots


Copied = Callable[[Path], Workshop]


@pytest.fixture
def copied(_shared_site: DemoSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Copied:
    """Copy a repository that was made for many tests: on the day of its last capture, and without pauses.

    The site is as it was then; what a test makes it answer ends with the test.
    """

    def copy(root: Path) -> Workshop:
        made = Workshop(shutil.copytree(root, tmp_path / "team"), _shared_site, monkeypatch, capsys)
        day = made.captures()[-1]["at"][:10]
        _shared_site.switch(day)
        made.on(day)
        monkeypatch.setattr(http, "Timing", functools.partial(http.Timing, sleep=_at_once))
        return made

    return copy


@pytest.fixture
def captured(_baseline: Path, copied: Copied) -> Workshop:
    """A repository of its own that captured the site on 2026-03-15; the next run is on the day after."""
    made = copied(_baseline)
    made.on("2026-03-16")
    return made


@pytest.fixture
def twice(_later: Mapping[int, Path], copied: Copied) -> Workshop:
    """A repository of its own that captured the first two versions of the site."""
    return copied(_later[2])


@pytest.fixture
def thrice(_later: Mapping[int, Path], copied: Copied) -> Workshop:
    """A repository of its own that captured all versions of the site."""
    return copied(_later[3])


async def _at_once(seconds: float) -> None:
    """Wait for nothing: what is tried again is tried again at once."""


@pytest.fixture
def unused_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def vendor(tmp_path: Path) -> Vendor:
    return Vendor(tmp_path / "vendor")


@pytest.fixture
def watching(tmp_path: Path, vendor: Vendor, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Team:
    """A team that watches the vendor's repository."""
    return Team(tmp_path / "team", vendor, monkeypatch, capsys)
