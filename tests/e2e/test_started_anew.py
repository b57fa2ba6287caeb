"""A history that somebody ended by removing the snapshot, and the one that began afterwards."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from driftwatch.cli.program import run
from tests.history.stories import captured, story

CAPTURED = "snapshots/clips"


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def removed(root: Path) -> None:
    git(root, "rm", "-r", "--quiet", CAPTURED)
    git(root, "commit", "--quiet", "--message", "Start anew")


class Team:
    """A repository with a history, and what the commands tell of it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys

    def told(self, *arguments: str) -> Any:
        self._capsys.readouterr()
        code = run([*arguments, "--format", "json"])
        out, err = self._capsys.readouterr()
        assert code in (0, 1), err
        return json.loads(out)

    def dates(self) -> list[str]:
        return [capture["date"] for capture in self.told("history", "--all")]

    def commits(self) -> list[str]:
        return [capture["commit"] for capture in self.told("history", "--all")]

    def open(self) -> set[str]:
        return {finding["id"] for finding in self.told("diff", "--open")["findings"]}

    def capture(self, days: Sequence[dict[str, Any]]) -> None:
        captured(self.root, days)


@pytest.fixture
def team(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Team:
    """A team that captured three days of the documentation, of which the last one broke something."""
    made = Team(tmp_path / "team", capsys)
    made.root.mkdir()
    made.capture(story()[:3])
    monkeypatch.chdir(made.root)
    return made


def test_a_history_begins_after_the_removal_even_with_the_same_dates(team: Team) -> None:
    dates = team.dates()
    removed(team.root)
    team.capture(story()[:3])
    assert team.dates() == dates
    assert team.commits() == git(team.root, "log", "--format=%H", "--max-count=3").split()


def test_since_when_a_fact_stands_is_not_told_of_what_was_captured_before_the_removal(team: Team) -> None:
    removed(team.root)
    team.capture(story()[2:3])
    facts = team.told("blame", "POST /v1/clips")[0]["facts"]
    assert {fact["commit"] for fact in facts} == {git(team.root, "rev-parse", "HEAD")}
    assert {fact["from_start"] for fact in facts} == {True}


def test_no_drift_is_open_that_was_found_before_the_removal(team: Team) -> None:
    assert team.open()
    removed(team.root)
    team.capture(story()[2:3])
    assert team.open() == set()


def test_a_history_that_was_squashed_after_the_removal_takes_no_capture_from_before(team: Team) -> None:
    removed(team.root)
    team.capture(story()[3:])
    git(team.root, "reset", "--quiet", "--soft", "HEAD~3")
    git(team.root, "commit", "--quiet", "--message", "Captured anew (#1)")
    assert team.commits() == [git(team.root, "rev-parse", "HEAD")]


def test_a_removal_that_was_taken_back_ends_no_history(team: Team) -> None:
    before, drift = team.commits(), team.open()
    removed(team.root)
    git(team.root, "revert", "--no-edit", "HEAD")
    assert team.commits() == [git(team.root, "rev-parse", "HEAD"), *before]
    assert team.open() == drift
    assert team.told("diff")["findings"] == []


def test_what_was_captured_after_a_removal_was_taken_back_goes_on_from_there(team: Team) -> None:
    removed(team.root)
    git(team.root, "revert", "--no-edit", "HEAD")
    removed(team.root)
    git(team.root, "revert", "--no-edit", "HEAD")
    assert len(team.commits()) == 3 + 2
    assert team.open()


def test_one_capture_that_was_removed_and_made_again_is_one(team: Team) -> None:
    removed(team.root)
    team.capture(story()[:1])
    removed(team.root)
    team.capture(story()[:1])
    assert team.commits() == [git(team.root, "rev-parse", "HEAD")]


def test_who_removes_a_damaged_trail_starts_anew(team: Team) -> None:
    trail = team.root / CAPTURED / "captures.jsonl"
    trail.write_bytes(trail.read_bytes() + b"{ruined\n")
    git(team.root, "commit", "--quiet", "--all", "--message", "Ruin the trail")
    removed(team.root)
    team.capture(story()[:2])
    assert len(team.commits()) == 2


def test_a_removed_snapshot_has_no_history(team: Team) -> None:
    removed(team.root)
    assert team.commits() == []
