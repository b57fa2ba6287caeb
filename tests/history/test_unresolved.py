"""A reference that leads nowhere for some captures: what was known of the part stays, and is compared once back."""

import copy
import json
from itertools import pairwise
from typing import Any

import pytest

from driftwatch.assemble.assembly import assemble
from driftwatch.history.blame import blame
from driftwatch.history.review import findings_between
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.platforms.detection import statements_of
from driftwatch.presence.presence import Presence
from tests.history.test_open_drift import TODAY, Remembered, opened

Json = Any
UNRESOLVED = "reference-unresolved"
BOX = {"type": "object", "required": ["size"], "properties": {"size": {"type": "integer"}, "label": {"type": "string"}}}
LIMIT = {"name": "limit", "in": "query", "required": True, "schema": {"type": "integer", "maximum": 50}}
LOST = {"description": "Too many.", "headers": {"X-Left": {"required": True, "schema": {"type": "integer"}}}}
DONE = {"responses": {"200": {"description": "-"}}}
GET = {
    "parameters": [LIMIT],
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Box"}}},
    },
    "responses": {
        "200": {"description": "-", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Box"}}}},
        "429": LOST,
    },
}
START = {
    "openapi": "3.1.0",
    "info": {"title": "Boxes", "version": "1"},
    "paths": {"/boxes": {"post": GET}, "/lids": {"get": DONE, "delete": DONE}},
    "components": {"schemas": {"Box": BOX}},
}


def edited(path: str, value: Json, spec: Json = START) -> Json:
    """A copy of a specification with another value at a path of keys; None takes the key away."""
    spec = copy.deepcopy(spec)
    *above, last = path.split(" ")
    node = spec
    for key in above:
        node = node[int(key)] if isinstance(node, list) else node[key]
    if value is None:
        del node[last]
    else:
        node[int(last) if isinstance(node, list) else last] = value
    return spec


OPERATION = "paths /boxes post"
PARTS = {
    "a named schema": ("components schemas Box", None),
    "a schema of a body": (
        f"{OPERATION} requestBody content application/json schema", {"$ref": "./schemas.yaml#/Box"},
    ),
    "a response": (f"{OPERATION} responses 429", {"$ref": "#/components/responses/Gone"}),
    "a header": (f"{OPERATION} responses 429 headers X-Left", {"$ref": "./headers.yaml#/Left"}),
    "a parameter": (f"{OPERATION} parameters 0", {"$ref": "#/components/parameters/Limit"}),
    "a body": (f"{OPERATION} requestBody", {"$ref": "./bodies.yaml#/Box"}),
    "a path": ("paths /boxes", {"$ref": "./boxes.yaml"}),
}  # fmt: skip
CHANGED = {
    "a named schema": ("components schemas Box properties size type", "string", "request-property-type-changed"),
    "a schema of a body": ("components schemas Box properties size type", "string", "request-property-type-changed"),
    "a response": (f"{OPERATION} responses 429 headers X-Left schema type", "string", "response-header-type-changed"),
    "a header": (f"{OPERATION} responses 429 headers X-Left schema type", "string", "response-header-type-changed"),
    "a parameter": (f"{OPERATION} parameters 0 schema maximum", 20, "request-parameter-max-decreased"),
    "a body": (
        f"{OPERATION} requestBody content application/json schema",
        {"type": "string"},
        "request-body-type-changed",
    ),
    "a path": (f"{OPERATION} parameters 0 schema maximum", 20, "request-parameter-max-decreased"),
}


def captured(*specs: Json) -> list[Snapshot]:
    """Capture versions of a specification one after the other, each stored and read again."""
    made: list[Snapshot] = []
    for number, spec in enumerate(specs):
        url = "https://docs.example.com/openapi.json"
        page = Page(url=url, path="openapi.json", text=json.dumps(spec), content_type="application/json")
        found = assemble([statements_of(page)], made[-1] if made else None)
        made.append(Snapshot(found.entries, found.documents, label=f"day {number}", digest=json.dumps(spec)))
    return made


def told(old: Snapshot, new: Snapshot) -> set[str]:
    return {finding.id for finding in findings_between(old, new, today=TODAY)}


@pytest.mark.parametrize("part", PARTS)
def test_what_nobody_can_read_is_told_once_and_its_return_is_no_drift(part: str) -> None:
    lost = edited(*PARTS[part])
    days = captured(START, lost, lost, START)
    between = [told(one, other) for one, other in pairwise(days)]
    assert [{UNRESOLVED}, set(), set()] == between
    assert set() == told(days[0], days[-1])


@pytest.mark.parametrize("part", PARTS)
def test_what_is_otherwise_when_it_is_back_is_told_against_the_last_that_was_known(part: str) -> None:
    lost = edited(*PARTS[part])
    path, value, rule = CHANGED[part]
    days = captured(START, lost, lost, edited(path, value))
    assert told(days[0], days[-1]) == told(days[-2], days[-1])
    assert rule in told(days[-2], days[-1])


@pytest.mark.parametrize("part", PARTS)
def test_no_capture_meanwhile_says_that_it_is_documented_no_longer(part: str) -> None:
    lost = edited(*PARTS[part])
    known, unseen = captured(START, lost)
    kept = {(type(fact).__name__, fact.at) for entry in known.entries.values() for fact in entry.facts}
    still = {(type(fact).__name__, fact.at) for entry in unseen.entries.values() for fact in entry.facts}
    assert set() == kept - still


@pytest.mark.parametrize("part", PARTS)
def test_what_is_not_known_is_open_as_long_as_it_is_not_known(part: str) -> None:
    lost = edited(*PARTS[part])
    days = captured(START, lost, lost, START)
    assert {UNRESOLVED} == {one.finding.id for one in opened(Remembered(*days[:3])).found}
    assert set() == {one.finding.id for one in opened(Remembered(*days)).found}


@pytest.mark.parametrize("part", PARTS)
def test_what_never_resolved_is_told_once_it_does(part: str) -> None:
    lost = edited(*PARTS[part])
    days = captured(lost, lost, START)
    assert set() == told(days[0], days[1])
    assert "reference-resolved" in told(days[1], days[2])
    assert not {rule for rule in told(days[1], days[2]) if "removed" in rule}


def test_what_is_no_longer_referred_to_is_not_kept() -> None:
    lost = edited(*PARTS["a named schema"])
    free = edited(f"{OPERATION} requestBody", None, edited(f"{OPERATION} responses 200 content", None, lost))
    days = captured(START, lost, free)
    assert [] == [owner for owner in days[-1].entries if owner.kind == "schema"]


@pytest.mark.parametrize("part", ["a response", "a header", "a parameter", "a body", "a path"])
def test_what_stays_stands_since_it_was_first_documented(part: str) -> None:
    lost = edited(*PARTS[part])
    history = Remembered(*captured(START, lost, edited("paths /lids get deprecated", value=True, spec=lost)))
    ((_, facts),) = blame(history, "POST /boxes")
    since = {each.since.commit for each in facts if not each.at.startswith("unresolved")}
    assert {"0"} == since
    assert any(each.at == "parameter · query · limit" for each in facts)


@pytest.mark.parametrize("part", PARTS)
def test_what_is_kept_is_stored_and_read_again(part: str) -> None:
    _, kept = captured(START, edited(*PARTS[part]))
    again = snapshot_of_files(files_of(kept), label="again")
    assert {owner: entry.facts for owner, entry in kept.entries.items()} == {
        owner: entry.facts for owner, entry in again.entries.items()
    }
    assert set() == told(kept, again) | told(again, kept)


def test_a_document_that_cannot_be_read_meanwhile_keeps_what_was_kept() -> None:
    lost = edited(*PARTS["a response"])
    known, unseen = captured(START, lost)
    away = Presence(path="openapi.json", state="unseen", reason="unreachable")
    found = assemble([], unseen, [away])
    later = Snapshot(found.entries, found.documents, label="later", digest="later")
    assert set() == told(unseen, later) | told(known, known)
    (back,) = captured(START)
    assert set() == told(later, back)
