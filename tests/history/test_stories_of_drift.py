"""What stands of drift in things that came later than the first capture, and of what was accepted one by one."""

import copy
import itertools
from functools import partial
from typing import Any

import pytest

from driftwatch.errors import RepositoryError
from driftwatch.history.captures import History
from driftwatch.history.open_drift import OpenDrift, OpenedSnapshot, open_drift
from driftwatch.history.origins import Origins
from driftwatch.history.review import findings_between
from driftwatch.model.finding import Side, Suppression
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.rules.policy import Policy
from tests.history.commits import FOLDER, TODAY, Commits, captured
from tests.history.stories import body_of, document, json_body

Spec = dict[str, Any]
LONGER = "request-property-max-length-increased"


def opened(*days: Spec, **policy: Any) -> OpenDrift:
    _, history = captured(*days)
    return open_drift(history, source="clips", policy=Policy(today=TODAY, **policy), limit=100)


def told(found: OpenDrift) -> dict[str, tuple[str, str]]:
    """By rule: the days before and after that brought what is open."""
    return {each.finding.id: (each.old.date[-2:], each.new.date[-2:]) for each in found.found}


def with_prompt(**stated: Any) -> Spec:
    spec = document()
    body_of(spec)["properties"]["prompt"] = {"type": "string", **stated}
    return spec


def with_length(limit: int) -> Spec:
    return with_prompt(maxLength=limit)


def test_what_changes_in_a_schema_that_came_later_is_told_beside_that_it_came() -> None:
    later = document()
    later["components"]["schemas"]["Reel"] = {"type": "object", "properties": {"id": {"type": "string"}}}
    answers = {"200": {"description": "ok", "content": json_body({"$ref": "#/components/schemas/Reel"})}}
    for path in ("/v1/reels", "/v1/reels/newest"):
        later["paths"][path] = {"get": {"responses": answers}}
    changed = copy.deepcopy(later)
    changed["components"]["schemas"]["Reel"]["properties"]["id"]["type"] = "integer"
    found = told(opened(document(), later, changed))
    assert found["endpoint-added"] == ("15", "16")
    assert found["response-property-type-changed"] == ("16", "17")


def test_what_changes_in_a_branch_that_came_later_is_told_beside_that_it_came() -> None:
    text, number = {"type": "string", "title": "Text"}, {"type": "object", "title": "Deep"}
    wide = {**number, "properties": {"depth": {"type": "integer"}}}
    deep = {**number, "properties": {"depth": {"type": "integer"}}, "required": ["depth"]}
    days = [with_any_of(text), with_any_of(text, wide), with_any_of(text, deep)]
    found = opened(*days)
    fields = {each.finding.field: each.new.date[-2:] for each in found.found}
    assert fields["prompt"] == "16"
    assert fields["prompt<anyOf:Deep>.depth"] == "17"


def with_any_of(*branches: Spec) -> Spec:
    spec = document()
    body_of(spec)["properties"]["prompt"] = {"anyOf": list(branches)}
    return spec


def test_what_changes_in_a_callback_that_came_later_is_told_beside_that_it_came() -> None:
    found = opened(document(), called_back(), called_back("state"))
    locations = {each.finding.location: each.new.date[-2:] for each in found.found}
    assert {day for at, day in locations.items() if at.endswith(".operation")} == {"16"}
    assert {day for at, day in locations.items() if at.startswith("callback ") and "body" in at} == {"17"}


def called_back(*required: str) -> Spec:
    spec = document()
    properties = {"state": {"type": "string"}}
    body = {"content": json_body({"type": "object", "properties": properties, "required": list(required)})}
    answers = {"204": {"description": "taken"}}
    call = {"{$request.body#/hook}": {"post": {"requestBody": body, "responses": answers}}}
    spec["paths"]["/v1/clips"]["post"]["callbacks"] = {"done": call}
    return spec


def test_what_was_accepted_step_by_step_is_accepted_as_a_whole() -> None:
    days = [with_length(400), with_length(500), with_length(600)]
    pairs = [findings_between(*map(read, pair), today=TODAY) for pair in itertools.pairwise(days)]
    steps = [
        Suppression(fingerprint=one.fingerprint, reason="fine", owner="us", expires="2099-01-01")
        for found in pairs
        for one in found
    ]
    (whole,) = findings_between(read(days[0]), read(days[-1]), today=TODAY)
    assert whole.fingerprint not in {one.fingerprint for one in steps}
    assert told(opened(*days)) == {LONGER: ("15", "17")}
    found = opened(*days, suppressions=tuple(steps))
    assert found.found == ()
    assert whole.fingerprint in found.accepted
    assert told(opened(*days, suppressions=(steps[0],))) == {LONGER: ("16", "17")}


def read(spec: Spec) -> Snapshot:
    _, history = captured(spec)
    return history.at(history.captures()[0].commit, label="")


def test_a_clone_that_lacks_captures_is_refused_with_what_to_do() -> None:
    commits, _ = captured(document(), with_length(500))
    cut = Commits(shallow=True)
    cut.add(commits.newest, when=commits.made[-1].when)
    history = History(cut, FOLDER)  # type: ignore[arg-type]
    with pytest.raises(RepositoryError, match="holds 1 of 2 captures") as error:
        open_drift(history, source="clips", policy=Policy(), limit=10)
    assert "git fetch --unshallow" in error.value.hint


def test_a_shallow_clone_with_all_captures_is_no_trouble() -> None:
    commits, history = captured(with_length(400), with_length(500))
    commits.shallow = True
    found = open_drift(history, source="clips", policy=Policy(today=TODAY), limit=10)
    assert [each.finding.id for each in found.found] == [LONGER]


def test_the_newest_capture_knows_which_operations_it_could_read() -> None:
    owners = [Owner("operation", "GET /a"), Owner("operation", "GET /a", "other"), Owner("operation", "GET /b")]
    stated_in = (("a",), ("lost", "unknown"), ("b",))
    entries = [entry_of(owner, places, ()) for owner, places in zip(owners, stated_in, strict=True)]
    documents = [Document(path=path, url=f"https://docs.example.com/{path}") for path in ("a", "b")]
    lost = Document(path="lost", url="https://docs.example.com/lost", state="unseen", reason="blocked")
    snapshot = Snapshot(entries, [*documents, lost])
    newest = OpenedSnapshot(snapshot=snapshot, side=Side(label="now"), commit="1")
    assert newest.unseen == {"https://docs.example.com/lost"}
    assert [newest.reads(operation) for operation in ("GET /a", "GET /b", "GET /c")] == [False, True, True]


@pytest.mark.parametrize("brought_on", [1, 11, 23])
def test_the_capture_that_brought_a_finding_is_found_however_long_ago(brought_on: int) -> None:
    asked: list[str] = []

    def between(old: Snapshot, new: Snapshot) -> Any:
        asked.append(new.label)
        return findings_between(old, new, today=TODAY)

    days = [with_length(900 if day >= brought_on else 400) for day in range(24)]
    for number, day in enumerate(days):
        day["paths"]["/v1/clips"]["post"]["summary"] = f"Make a clip, part {number}"
    _, history = captured(*days)
    captures = history.captures()
    first = history.at(captures[-1].commit, label="first")
    newest = history.at(captures[0].commit, label="newest")
    finding = next(each for each in findings_between(first, newest, today=TODAY) if each.id == LONGER)
    number = Origins(history, captures, first, partial(between)).of(finding)
    assert captures[number].date == captured_on(brought_on, captures)
    assert len(asked) < 16


def captured_on(day: int, captures: Any) -> str:
    return captures[::-1][day].date
