"""Since when a fact stands: blame, the history and the site tell the same capture."""

import copy
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from driftwatch.extract.openapi.document import entries_of_openapi
from driftwatch.history.blame import Standing, blame, steps
from driftwatch.history.captures import History
from driftwatch.history.review import findings_between
from driftwatch.history.subjects import Tracks
from driftwatch.history.timeline import Judged, past_of
from driftwatch.model.snapshot import Entry, Snapshot
from driftwatch.rules.policy import Policy
from tests.history.stories import body_of, captured, document, json_body

pytestmark = pytest.mark.thorough

PAIRS = ((1, True), (True, 1), (0, False), (1, "1"), ([1], [True]), ({"a": 0}, {"a": False}), (1, 1.0), ([1], [1.0]))
"""A default, and what stands in its place in the next capture."""
TEXT = {"type": "string"}
SAME = {"flag_6", "flag_7"}
"""1 and 1.0 are one value."""


def days_of(*sides: int) -> list[dict[str, Any]]:
    """Return a day for each side, on which the fields `flag_0` and so on have the default of that side."""
    days = [document() for _ in sides]
    for day, side in zip(days, sides, strict=True):
        body_of(day)["properties"] |= {f"flag_{number}": {"default": pair[side]} for number, pair in enumerate(PAIRS)}
    return days


def recorded(root: Path, days: Sequence[dict[str, Any]]) -> History:
    return History(captured(root, days), "snapshots/clips")


def blamed(history: History, operation: str = "POST /v1/clips") -> dict[str, Standing]:
    ((_, standings),) = blame(history, operation)
    return {each.at: each for each in standings}


def on_the_site(history: History) -> Iterator[tuple[str, str, str]]:
    """Yield (label of the owner, address, date of the capture) for what the site shows of today."""
    past = past_of(history, Judged(Policy(today="2026-12-01")), source="clips")
    for subject in past.subjects:
        for stand in subject.stands if subject.gone is None else ():
            yield subject.owner.label, stand.fact.at, past.moments[stand.since].date


def test_blame_tells_true_from_one_as_the_history_does(tmp_path: Path) -> None:
    history = recorded(tmp_path, days_of(0, 1))
    (newest, first), standings = history.captures(), blamed(history)
    judge = partial(findings_between, today="2026-12-01")
    told = {finding.field for step in steps(history, judge) for finding in step.findings}
    for number, pair in enumerate(PAIRS):
        field = f"flag_{number}"
        standing = standings[f"request · application/json · {field}"]
        before = None if field in SAME else {"default": pair[0]}
        assert (field in told) is (field not in SAME)
        assert (standing.since, standing.from_start) == ((first, True) if field in SAME else (newest, False))
        assert repr(standing.said_before) == repr(before)


def test_blame_and_the_site_tell_the_same_of_every_fact(tmp_path: Path) -> None:
    history = recorded(tmp_path, renamings())
    site = {(label, at): date for label, at, date in on_the_site(history)}
    standings = blamed(history, "POST /v2/clips")
    own = {at: each.since.date for at, each in standings.items() if not at.startswith("schema ")}
    named = {at: each.since.date for at, each in standings.items() if at.startswith("schema ")}
    assert own == {at: date for (label, at), date in site.items() if label == "POST /v2/clips"}
    assert named == {
        f"schema {label}{at.removeprefix('schema')}": date
        for (label, at), date in site.items()
        if label in {"Clip", "Mistake"}
    }
    assert len({*own.values(), *named.values()}) == len(renamings())


def test_blame_finds_an_operation_with_a_callback_by_a_pattern(tmp_path: Path) -> None:
    spec = document()
    spec["paths"]["/subs/{id}"] = {"post": {"callbacks": {"done": {"{$request.body#/url}": {"post": {}}}}}}
    history = recorded(tmp_path, [spec])
    for pattern in ("POST /subs/*", "POST /subs/{id}", "POST /subs/{key}", "* /subs/*"):
        ((owner, standings),) = blame(history, pattern)
        assert (owner.name, [each.at for each in standings]) == (
            "POST /subs/{}",
            ["callback · done · POST {$request.body#/url} · operation", "operation"],
        )


def renamings() -> list[dict[str, Any]]:
    """Return four days: the operation moves, a schema gets another name, a third one is used for the first time."""
    first = document()
    first["components"]["schemas"]["Failure"]["properties"]["hint"] = {"type": "string"}
    second = copy.deepcopy(first)
    second["components"]["schemas"]["Clip"]["properties"]["flag"] = {"type": "boolean", "default": 1}
    second["paths"]["/v2/clips"] = second["paths"].pop("/v1/clips")
    third = copy.deepcopy(second)
    third["components"]["schemas"]["Clip"]["properties"]["flag"]["default"] = True
    third["components"]["schemas"]["Mistake"] = third["components"]["schemas"].pop("Failure")
    refers = json_body({"$ref": "#/components/schemas/Mistake"})
    for path in third["paths"].values():
        for call in path.values():
            if "400" in call["responses"]:
                call["responses"] = {**call["responses"], "400": {"description": "bad", "content": refers}}
    fourth = copy.deepcopy(third)
    fourth["paths"]["/v2/clips"]["post"]["responses"]["429"] = {"description": "slow down"}
    return [first, second, third, fourth]


def test_the_schemas_of_an_operation_go_where_it_goes_and_those_of_a_new_one_are_new(tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {"code": {"type": "string"}}}
    before = [described("make", "POST /v1/clips", schema)]
    after = [described("create", "POST /v2/clips", schema), described("begin", "POST /v1/arcs", schema)]
    tracks = Tracks()
    for index, documents in enumerate((before, after)):
        tracks.advance(index, Snapshot(entry for each in documents for entry in each))
    since = {
        (subject.owner.scope, subject.owner.name): {stand.since for stand in subject.stands}
        for subject in tracks.subjects()
        if subject.owner.kind == "schema"
    }
    assert since == {("POST /v2/clips", "Error"): {0}, ("POST /v1/arcs", "Error"): {1}}


def described(name: str, key: str, schema: dict[str, Any]) -> list[Entry]:
    """Return one operation with a schema of its own."""
    method, path = key.split()
    content = json_body({"$ref": "#/components/schemas/Error"})
    body = {"type": "object", "properties": {field: {"type": "string"} for field in ("a", "b", "c", key)}}
    call = {
        "operationId": "same" if "clips" in key else name,
        "requestBody": {"content": json_body(body)},
        "responses": {"400": {"description": "bad", "content": content}},
    }
    spec = {
        "openapi": "3.1.0",
        "info": {"title": name, "version": "1"},
        "paths": {path: {method.lower(): call}},
        "components": {"schemas": {"Error": schema}},
    }
    return list(entries_of_openapi(spec, place=name, scope=key, api=name))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("filter.status", ["parameter · query · filter · status"]),
        ("filter.tags", ["parameter · query · filter · tags", "parameter · query · filter · tags[]"]),
        ("x-limit.left", ["response · 200 · header · x-limit · left"]),
        ("status", ["parameter · query · filter · status"]),
        ("filter.sta*", ["parameter · query · filter · status"]),
        ("filter.left", []),
        ("query.filter", []),
        ("other.status", []),
        ("limit.left", []),
        ("filter.status.deeper", []),
    ],
)
def test_blame_finds_what_stands_below_a_parameter_or_a_header_by_the_name_that_findings_give_it(
    tmp_path: Path, asked: str, found: list[str]
) -> None:
    filtered = {"type": "object", "properties": {"status": TEXT, "tags": {"type": "array", "items": TEXT}}}
    limit = {"schema": {"type": "object", "properties": {"left": TEXT}}}
    call = {
        "parameters": [{"name": "filter", "in": "query", "schema": filtered}],
        "responses": {"200": {"description": "ok", "headers": {"X-Limit": limit}}},
    }
    day = {"openapi": "3.1.0", "info": {"title": "Clips", "version": "1"}, "paths": {"/clips": {"get": call}}}
    ((_, standings),) = blame(recorded(tmp_path, [day]), "GET /clips", field=asked)
    assert [each.at for each in standings] == found
