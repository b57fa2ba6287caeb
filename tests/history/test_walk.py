"""The walk over the captures: what each visit holds, how much is held, and what a fault of ours leaves standing."""

import copy
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from driftwatch.adapters.git.read import GitReader
from driftwatch.history import captures as capturing
from driftwatch.history import walk as walking
from driftwatch.history.captures import History
from driftwatch.history.open_drift import open_drift
from driftwatch.history.walk import changed, oldest_first, walk
from driftwatch.model.snapshot import Snapshot
from driftwatch.rules.policy import Policy
from tests.history.stories import body_of, captured, document

pytestmark = pytest.mark.thorough

FOLDER = "snapshots/clips"


def days() -> list[dict[str, Any]]:
    """Return five days; the third brings nothing, each other day one more field."""
    made = [document()]
    for number in (1, 1, 2, 3):
        day = copy.deepcopy(made[0])
        body_of(day)["properties"] |= {f"extra_{each}": {"type": "string"} for each in range(number)}
        made.append(day)
    return made


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(captured(tmp_path, days()), FOLDER)


def fields_of(snapshot: Snapshot | None) -> int | None:
    """Count the fields that days bring."""
    facts = (fact for entry in snapshot.entries.values() for fact in entry.facts) if snapshot is not None else ()
    return None if snapshot is None else sum("extra_" in fact.at for fact in facts)


def walked(history: History, numbers: Sequence[int], **options: Any) -> list[tuple[int, int | None, int | None]]:
    visits = walk(history, history.captures(), numbers, **options)
    return [(each.index, fields_of(each.old), fields_of(each.new)) for each in visits]


OLDEST_FIRST = [(0, None, 0), (1, 0, 1), (2, None, None), (3, 1, 2), (4, 2, 3)]


def test_both_ways_lead_past_the_same_pairs(history: History) -> None:
    found = history.captures()
    assert OLDEST_FIRST == walked(history, oldest_first(found))
    assert OLDEST_FIRST[::-1] == walked(history, range(len(found)))
    newest = history.at(found[0].commit, label="newest")
    assert OLDEST_FIRST == walked(history, oldest_first(found), newest=newest)
    assert [0, 1, 3] == list(changed(history, found))


def test_some_captures_are_visited_alone(history: History) -> None:
    assert [(4, 2, 3), (1, 0, 1)] == walked(history, (0, 3))


@pytest.mark.parametrize("at_once", [1, 2, 24])
def test_each_snapshot_is_made_once_and_two_are_held(
    history: History, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    made: list[str] = []
    real = capturing.snapshot_of_files

    def counted(*arguments: Any, label: str, **options: Any) -> Snapshot:
        made.append(label)
        return real(*arguments, label=label, **options)

    monkeypatch.setattr(capturing, "snapshot_of_files", counted)
    monkeypatch.setattr(walking, "AT_ONCE", at_once)
    found = history.captures()
    visits = walk(history, found, oldest_first(found))
    for count in (1, 2, 2, 3, 4):
        next(visits)
        assert count == len(made)
    assert len(set(made)) == len(made)


@pytest.mark.parametrize(("at_once", "batches"), [(1, 4), (2, 2), (24, 1)])
def test_git_is_asked_once_for_all_captures_that_are_read_together(
    history: History, monkeypatch: pytest.MonkeyPatch, at_once: int, batches: int
) -> None:
    found = history.captures()
    asked: list[str] = []
    trees, blobs = GitReader.trees, GitReader.blobs
    monkeypatch.setattr(GitReader, "trees", lambda *given: (asked.append("trees"), trees(*given))[1])
    monkeypatch.setattr(GitReader, "blobs", lambda *given: (asked.append("blobs"), blobs(*given))[1])
    monkeypatch.setattr(walking, "AT_ONCE", at_once)
    assert len(list(walk(history, found, oldest_first(found)))) == len(found)
    # The third day brings nothing, and its capture is not read.
    assert (asked.count("trees"), asked.count("blobs")) == (batches, batches)


def test_a_capture_that_cannot_be_read_is_told_and_what_it_brought_comes_with_the_next(
    history: History, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    found = history.captures()
    real = capturing.snapshot_of_files

    def unlucky(*arguments: Any, label: str, **options: Any) -> Snapshot:
        if label == found[1].label:
            raise KeyError(label)
        return real(*arguments, label=label, **options)

    monkeypatch.setattr(capturing, "snapshot_of_files", unlucky)
    expected = [*OLDEST_FIRST[:3], (3, None, None), (4, 1, 3)]
    with caplog.at_level(logging.ERROR):
        assert expected == walked(history, oldest_first(found))
    assert [f"reading the capture {found[1].label} failed"] == caplog.messages
    assert expected[::-1] == walked(history, range(len(found)))


def test_open_drift_passes_over_a_capture_that_cannot_be_read(
    history: History, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    found = history.captures()
    real = capturing.snapshot_of_files
    policy = Policy(today="2026-12-01")
    expected = {each.finding.id for each in open_drift(history, source="clips", policy=policy, limit=10).found}

    def unlucky(*arguments: Any, label: str, **options: Any) -> Snapshot:
        if label == found[1].label:
            raise KeyError(label)
        return real(*arguments, label=label, **options)

    monkeypatch.setattr(capturing, "snapshot_of_files", unlucky)
    with caplog.at_level(logging.ERROR):
        opened = open_drift(history, source="clips", policy=policy, limit=10).found
    assert {each.finding.id for each in opened} == expected
    assert f"reading the capture {found[1].label} failed" in caplog.messages
