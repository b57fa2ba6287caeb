"""A fault of ours in one operation or one capture ends neither history nor blame nor the site, and is told."""

import copy
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from driftwatch.compare import comparison as comparing
from driftwatch.errors import InternalError
from driftwatch.history import subjects
from driftwatch.history.blame import blame, steps
from driftwatch.history.captures import History
from driftwatch.history.open_drift import open_drift
from driftwatch.history.review import Judge
from driftwatch.history.timeline import Judged, past_of
from driftwatch.model import stored
from driftwatch.model.snapshot import Snapshot
from driftwatch.reports.site.model import Past
from driftwatch.rules.policy import Policy
from tests.history.stories import body_of, captured, document

pytestmark = pytest.mark.thorough

POLICY = Policy(today="2026-12-01")
LOOK, MAKE = "GET /v1/clips/{clip}", "POST /v1/clips"
TYPE = "request · application/json · seconds"


def days() -> list[dict[str, Any]]:
    """Return three days: seconds become a number on the second; on the third prompt is required, and one way moved."""
    first = document()
    second = copy.deepcopy(first)
    body_of(second)["properties"]["seconds"]["type"] = "number"
    third = copy.deepcopy(second)
    body_of(third)["required"] = ["model", "prompt"]
    third["paths"]["/v1/clips/{clip}"]["get"]["summary"] = "Have a look at a clip"
    third["paths"]["/v2/clips/{clip}"] = {"delete": third["paths"]["/v1/clips/{clip}"].pop("delete")}
    return [first, second, third]


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(captured(tmp_path, days()), "snapshots/clips")


def told(history: History) -> list[set[str]]:
    return [{finding.id for finding in step.findings} for step in steps(history, Judge(POLICY))]


def since(history: History) -> dict[str, str]:
    ((_, standings),) = blame(history, MAKE)
    return {each.at: each.since.date for each in standings}


def past(history: History) -> Past:
    return past_of(history, Judged(POLICY), source="clips")


def raising(real: Callable[..., Any], wanted: Callable[..., bool]) -> Callable[..., Any]:
    """Let a function raise where `wanted` says so of its arguments."""

    def made(*arguments: Any, **keywords: Any) -> Any:
        if wanted(*arguments, **keywords):
            raise KeyError("sk-live-secret of the poisoned one")
        return real(*arguments, **keywords)

    return made


def poison(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, wanted: Callable[..., bool]) -> None:
    monkeypatch.setattr(module, name, raising(getattr(module, name), wanted))


def test_an_operation_that_cannot_be_compared_is_told_in_its_capture_and_the_others_as_ever(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, dates = told(history), since(history)
    poison(monkeypatch, comparing, "operation_changes", lambda pair, _: pair.owner.name == "GET /v1/clips/{}")
    newest, second, first = told(history)
    assert "comparison-failed" in newest
    assert "request-property-became-required" in newest
    assert (whole[1], set()) == (second, first)
    assert dates == since(history)
    events = {event.finding.id for one in past(history).subjects if one.title == LOOK for event in one.events}
    assert {"comparison-failed"} == events
    assert "comparison-failed" in {each.finding.id for each in drift(history)}


def drift(history: History) -> Any:
    return open_drift(history, source="clips", policy=POLICY, limit=10).found


def test_a_capture_that_cannot_be_compared_at_all_is_told_and_the_others_as_ever(
    history: History, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole, dates = told(history), since(history)
    newest = history.captures()[0].label
    poison(monkeypatch, comparing, "Sides", lambda _, new: new.label == newest)
    with caplog.at_level(logging.ERROR):
        assert [{"comparison-failed"}, whole[1], set()] == told(history)
    assert caplog.messages
    assert dates == since(history)
    moments = past(history).moments
    assert [set(), whole[1], {"comparison-failed"}] == [{each.id for each in one.findings} for one in moments]


def test_operations_that_cannot_be_matched_keep_their_names_and_since_when_their_facts_stand(
    history: History, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    dates = since(history)
    poison(monkeypatch, subjects, "match_operations", lambda *_: True)
    with caplog.at_level(logging.ERROR):
        assert dates == since(history)
    assert {"matching failed for api"} == set(caplog.messages)
    assert ("2026-04-04", "2026-04-24") == (dates[TYPE], dates["request · application/json · prompt"])
    assert {LOOK, MAKE} <= {one.title for one in past(history).subjects if one.gone is None}


def test_an_operation_whose_facts_cannot_be_made_leaves_the_others_their_blame_and_their_pages(
    history: History, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    dates = since(history)
    poison(monkeypatch, stored, "_read_fact", lambda line: b"a look at a clip" in line)
    with caplog.at_level(logging.ERROR):
        assert dates == since(history)
    assert {"extraction failed for operation GET /v1/clips/{}"} == set(caplog.messages)
    assert "comparison-failed" in told(history)[0]
    shown = past(history)
    assert TYPE in {stand.fact.at for one in shown.subjects if one.title == MAKE for stand in one.stands}
    assert "comparison-failed" in {each.id for each in shown.moments[-1].findings}


def test_blame_of_an_operation_whose_facts_cannot_be_made_says_so(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison(monkeypatch, stored, "_read_fact", lambda line: b"ook at a clip" in line)
    with pytest.raises(InternalError, match="cannot be read"):
        blame(history, "GET /v1/clips/{}")


def test_an_operation_whose_schemas_cannot_be_found_has_a_page_without_them(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wanted(_: Snapshot, entry: Any) -> bool:
        return bool(entry.owner.name == "GET /v1/clips/{}")

    monkeypatch.setattr(Snapshot, "reached", raising(Snapshot.reached, wanted))
    uses = {one.title: [each.name for each in one.uses] for one in past(history).subjects if one.gone is None}
    assert ([], ["Clip", "Failure"]) == (uses[LOOK], uses[MAKE])
