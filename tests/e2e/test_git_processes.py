"""What a run costs that finds nothing new, counted: a monitor runs for every source, every day."""

import gc
from typing import Any

import pytest

from driftwatch.adapters.git.command import GitCommands
from driftwatch.compare import compare
from driftwatch.demo.build import VERSIONS
from driftwatch.workflows import heard
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


def test_what_is_the_same_byte_for_byte_is_not_compared(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[object] = []
    monkeypatch.setattr(compare, "Comparison", lambda *sides: compared.append(sides) or None)
    workshop.capture(VERSIONS[0], "--fail-on", "never")
    compared.clear()
    code, report = workshop.capture(VERSIONS[0], "--fail-on", "never")
    assert (code, report["findings"], compared) == (0, [], [])
    assert ": no drift\n" in workshop.git("log", "-1", "--format=%B")


def test_the_collector_looks_at_nothing_that_stood_before_a_capture(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    stood: dict[str, object] = {}
    taken = heard.Hearing.take
    young: list[bool] = []

    def looked(self: heard.Hearing, *arguments: Any) -> Any:
        young.append(any(each is stood for each in gc.get_objects(generation=0)))
        return taken(self, *arguments)

    monkeypatch.setattr(heard.Hearing, "take", looked)
    gc.disable()
    try:
        stood["self"] = stood
        workshop.capture(VERSIONS[0], "--fail-on", "never")
    finally:
        gc.enable()
    assert young
    assert not any(young)
