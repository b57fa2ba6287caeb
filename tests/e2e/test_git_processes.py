"""A run starts few git processes: each takes some milliseconds, and a monitor runs for every source, every day."""

from typing import Any

import pytest

from driftwatch.adapters.git.command import GitCommands
from driftwatch.demo.build import VERSIONS
from tests.e2e.workshop import Workshop

MOST = 8
"""Where the repository lies, its objects, the captures, who commits; what is stored, and where: index, ref, index."""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    start = GitCommands._started

    def counted(self: GitCommands, *arguments: str, **options: Any) -> Any:
        names.append(next(one for one in arguments if not one.startswith("-")))
        return start(self, *arguments, **options)

    monkeypatch.setattr(GitCommands, "_started", counted)
    return names


def test_a_run_starts_few_git_processes_whether_it_finds_drift_or_not(workshop: Workshop, started: list[str]) -> None:
    workshop.capture(VERSIONS[0], "--fail-on", "never")
    workshop.capture(VERSIONS[1], "--fail-on", "never")
    started.clear()
    _, report = workshop.capture(VERSIONS[2], "--fail-on", "never")
    assert report["findings"]
    assert len(started) <= MOST, started
    started.clear()
    workshop.capture(VERSIONS[2], "--fail-on", "never")
    assert len(started) <= MOST, started
    assert started.count("cat-file") == 1
