"""Since when each fact stands, and what happened to what."""

import copy
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from driftwatch.history.captures import History
from driftwatch.history.timeline import Judged, past_of
from driftwatch.model.finding import Report
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.reports.site.model import Past, Stand, Subject
from driftwatch.rules.policy import Policy
from tests.history.stories import body_of, captured, document, story

pytestmark = pytest.mark.slow
Told = Callable[[Sequence[dict[str, Any]]], Past]

JUDGED = Judged(Policy(today="2026-12-01"))


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return lambda days: past_of(History(captured(tmp_path, days), "snapshots/clips"), JUDGED, source="clips")


def subject(past: Past, title: str) -> Subject:
    return next(one for one in past.subjects if one.title == title)


def stand(one: Subject, at: str) -> Stand:
    return next(stand for stand in one.stands if stand.fact.at == at)


def test_a_fact_stands_since_the_capture_that_brought_it_and_knows_what_it_said_before(told: Told) -> None:
    post = subject(told(story()), "POST /v1/clips")
    model = stand(post, "request · application/json · model")
    assert (2, ("reel-1", "reel-2")) == (model.since, model.before.enum)
    assert 0 == stand(post, "request · application/json · seconds").since


def test_captures_that_hold_the_same_facts_are_not_compared(tmp_path: Path) -> None:
    compared = []

    class Counting(Judged):
        def review(self, old: Snapshot, new: Snapshot) -> Report:
            compared.append((old.label, new.label))
            return super().review(old, new)

    history = History(captured(tmp_path, [document()] * 5), "snapshots/clips")
    past = past_of(history, Counting(Policy()), source="clips")
    assert (5, []) == (len(past.moments), compared)


def test_an_operation_that_is_gone_keeps_its_facts_and_what_happened(told: Told) -> None:
    gone = subject(told(story()), "DELETE /v1/clips/{clip}")
    assert 3 == gone.gone
    assert gone.stands
    assert ["api-removed-without-deprecation"] == [event.finding.id for event in gone.events]


def test_an_operation_that_returns_is_the_same_one_and_stands_anew(told: Told) -> None:
    first = document()
    without = copy.deepcopy(first)
    del without["paths"]["/v1/clips/{clip}"]["delete"]
    past = told([first, without, first])
    back = subject(past, "DELETE /v1/clips/{clip}")
    assert (0, None, {2}) == (back.first, back.gone, {stand.since for stand in back.stands})
    assert [2, 1] == [event.capture for event in back.events]
    assert 1 == sum(one.title == back.title for one in past.subjects)


def test_an_operation_with_another_path_stays_one_subject(told: Told) -> None:
    moved = copy.deepcopy(document())
    moved["paths"]["/v2/clips"] = moved["paths"].pop("/v1/clips")
    past = told([document(), moved])
    assert "POST /v1/clips" not in {one.title for one in past.subjects}
    found = subject(past, "POST /v2/clips")
    assert (0, 0) == (found.first, stand(found, "request · application/json · model").since)


def test_what_changes_in_a_shared_schema_is_told_with_the_schema_and_its_operations(told: Told) -> None:
    past = told(story())
    field = "response-optional-property-added"
    having = {one.title for one in past.subjects if any(event.finding.id == field for event in one.events)}
    assert {"Clip", "POST /v1/clips", "GET /v1/clips/{clip}"} == having


def test_true_and_one_are_different_values(told: Told) -> None:
    days = [document(), document()]
    for day, default in zip(days, (1, True), strict=True):
        body_of(day)["properties"]["flag"] = {"default": default}
    flag = stand(subject(told(days), "POST /v1/clips"), "request · application/json · flag")
    assert 1 == flag.since


def test_a_source_without_captures_has_an_empty_past(tmp_path: Path) -> None:
    past = past_of(History(captured(tmp_path, []), "snapshots/clips"), JUDGED, source="clips")
    assert ((), ()) == (past.moments, past.subjects)


def test_what_captures_share_is_read_once(tmp_path: Path) -> None:
    history = History(captured(tmp_path, story()), "snapshots/clips")
    labels = [{one.commit: one.label} for one in history.captures()]
    (newest,), (older,) = (history.several(one).values() for one in labels[:2])
    same = Owner("operation", "GET /v1/clips/{}")
    other = Owner("operation", "POST /v1/clips")
    assert newest.entries[same] is older.entries[same]
    assert newest.entries[other] is not older.entries[other]
