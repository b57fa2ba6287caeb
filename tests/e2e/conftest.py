"""Fixtures of the end-to-end tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from driftwatch.demo.build import VERSIONS
from driftwatch.demo.server import DemoSite
from tests.e2e.workshop import Workshop


@pytest.fixture
def site() -> Iterator[DemoSite]:
    with DemoSite(VERSIONS[0]) as running:
        yield running


@pytest.fixture
def workshop(tmp_path: Path, site: DemoSite, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Workshop:
    root = tmp_path / "team"
    root.mkdir()
    return Workshop(root, site, monkeypatch, capsys)
