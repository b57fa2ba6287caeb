"""Open drift: what of all captures still stands, whatever happened in between."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.captures import Captured, History
from driftwatch.history.open_drift import OpenDrift, newest_of, open_drift
from driftwatch.history.review import findings_between, review
from driftwatch.model.address import path_parameters
from driftwatch.model.facts import Values
from driftwatch.model.finding import Finding, Report, Suppression
from driftwatch.model.manifest import Manifest, SignOff
from driftwatch.model.snapshot import Capture, CaptureCounts, Document, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.rules.policy import Policy
from tests.manifests.documentation import manifest

pytestmark = pytest.mark.thorough

TODAY = "2026-12-01"
STATES: dict[str, dict[str, Any] | None] = {
    "absent": None,
    "text": {"type": "string"},
    "number": {"type": "integer"},
    "short": {"type": "string", "maxLength": 9},
    "long": {"type": "string", "maxLength": 99},
}
FIELDS = ("size", "colour", "label")
DOCUMENTATION = st.fixed_dictionaries(
    {field: st.tuples(st.sampled_from(sorted(STATES)), st.booleans()) for field in FIELDS}
)
PATHS = ("/boxes/{id}", "/v2/boxes/{id}", "/boxes/{key}", "/v3/boxes/{key}")
Documentation = Mapping[str, tuple[str, bool]]


def snapshot_of(documented: Documentation, path: str = "/boxes/{id}", **names: str) -> Snapshot:
    """An operation whose request fields are documented like this: each in a state, required or not.

    `names` are other names for fields.
    """
    stated = {
        names.get(field, field): (STATES[state], required)
        for field, (state, required) in documented.items()
        if STATES[state]
    }
    schema = {
        "type": "object",
        "properties": {field: schema for field, (schema, _) in stated.items()},
        "required": sorted(field for field, (_, required) in stated.items() if required),
    }
    spec = {
        "openapi": "3.1.0",
        "info": {"title": "Boxes", "version": "1"},
        "paths": {
            path: {
                "parameters": [
                    {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                    for name in path_parameters(path)
                ],
                "post": {
                    "operationId": "makeBox",
                    "requestBody": {"content": {"application/json": {"schema": schema}}},
                    "responses": {"200": {"description": "fine"}},
                },
            }
        },
    }
    return snapshot_of_openapi(spec, place="boxes", label="boxes")


PAGES = ("a", "b")
LISTS = {"Model": "pqrs", "Size": "wxyz"}
LISTED = st.fixed_dictionaries(
    {
        page: st.fixed_dictionaries(
            {}, optional={name: st.sets(st.sampled_from(values), min_size=1) for name, values in LISTS.items()}
        )
        for page in PAGES
    }
)
Listed = Mapping[str, Mapping[str, AbstractSet[str]]]


def pages_of(listed: Listed) -> Snapshot:
    """Pages that list values: by page and name of the list. A page without a list is not there."""
    written = {page: lists for page, lists in listed.items() if lists}
    entries = [
        entry_of(
            Owner("page", page),
            (page,),
            tuple(
                Values(at=f"values · {name}", name=name, values=tuple(sorted(values)))
                for name, values in sorted(lists.items())
            ),
        )
        for page, lists in written.items()
    ]
    documents = [
        Document(
            path=page,
            url=f"https://docs.example.com/{page}",
            format="markdown",
            digest=repr(sorted((n, sorted(v)) for n, v in lists.items())),
        )
        for page, lists in written.items()
    ]
    digest = str(sorted((page, name, *sorted(lists[name])) for page, lists in written.items() for name in lists))
    return Snapshot(entries, documents, label="pages", digest=digest)


class Remembered(History):
    """A history that lives in memory; a capture's commit is its number."""

    def __init__(self, *documented: Documentation | Snapshot) -> None:
        self.repository = SimpleNamespace(is_shallow=lambda: False)  # type: ignore[assignment]
        self.snapshots = [each if isinstance(each, Snapshot) else snapshot_of(each) for each in documented]

    def captures(self, *, limit: int | None = None) -> tuple[Captured, ...]:
        made = [self._captured(number) for number in range(len(self.snapshots))]
        return tuple(reversed(made))[:limit]

    def told(self) -> int:
        return len(self.snapshots)

    def at(self, commit: str, *, label: str) -> Snapshot:
        return self.several({commit: label})[commit]

    def ahead(self, labels: Mapping[str, str]) -> Mapping[str, Callable[[], Snapshot]]:
        for commit, label in labels.items():
            self.snapshots[int(commit)].label = label
        return {commit: partial(self.snapshots.__getitem__, int(commit)) for commit in labels}

    def same(self, one: str, other: str) -> bool:
        return self.snapshots[int(one)].digest == self.snapshots[int(other)].digest

    def _captured(self, number: int) -> Captured:
        found = self.between(number - 1, number) if number else ()
        levels = [finding.level for finding in found]
        date = f"2026-11-{number + 1:02}"
        line = Capture(
            at=f"{date}T05:17:00Z",
            digest=self.snapshots[number].digest,
            documents=CaptureCounts(),
            operations=1,
            facts=0,
            breaking=levels.count("breaking"),
            warning=levels.count("warning"),
            info=levels.count("info"),
        )
        return Captured(commit=str(number), date=date, subject="", capture=line)

    def between(self, one: int, other: int) -> tuple[Finding, ...]:
        return findings_between(self.snapshots[one], self.snapshots[other], today=TODAY)


def opened(history: Remembered, *, limit: int = 100, **policy: Any) -> OpenDrift:
    return open_drift(history, source="docs", policy=Policy(today=TODAY, **policy), limit=limit)


def reviewed_on(day: str) -> Manifest:
    return structs.replace(manifest(), review=SignOff(by="jonas", at=day))


def places(findings: Any) -> set[str | None]:
    return {one.field for finding in findings for one in finding.single}


START: Documentation = {"size": ("text", True), "colour": ("text", False), "label": ("absent", False)}


def changed(**fields: tuple[str, bool]) -> Documentation:
    return {**START, **fields}


@settings(max_examples=60, deadline=None)
@given(st.lists(DOCUMENTATION, min_size=1, max_size=6))
def test_what_is_open_stands_where_the_newest_capture_differs_from_the_first(documented: list[Documentation]) -> None:
    history = Remembered(*documented)
    found = opened(history)
    assert places(each.finding for each in found.found) == places(history.between(0, -1))


@settings(max_examples=40, deadline=None)
@given(st.lists(DOCUMENTATION, min_size=1, max_size=5))
def test_a_documentation_that_goes_back_to_the_first_capture_has_no_open_drift(documented: list[Documentation]) -> None:
    found = opened(Remembered(*documented, documented[0]))
    assert found.found == ()


def subjects(findings: Any) -> set[str]:
    return {source.url for finding in findings for source in finding.sources}


@settings(max_examples=80, deadline=None)
@given(st.lists(LISTED, min_size=1, max_size=5))
def test_pages_with_open_drift_are_those_that_differ_from_the_first_capture(
    listed: list[Listed],
) -> None:
    history = Remembered(*map(pages_of, listed))
    assert subjects(each.finding for each in opened(history).found) == subjects(history.between(0, -1))


@settings(max_examples=80, deadline=None)
@given(st.lists(LISTED, min_size=1, max_size=5))
def test_pages_that_go_back_to_the_first_capture_have_no_open_drift(listed: list[Listed]) -> None:
    assert opened(Remembered(*map(pages_of, [*listed, listed[0]]))).found == ()


def test_what_one_page_takes_back_says_nothing_of_a_list_of_the_same_name_on_another() -> None:
    both: Listed = {"a": {"Model": {"p", "q"}}, "b": {"Model": {"r", "s"}}}
    one: Listed = {**both, "a": {"Model": {"p"}}}
    other: Listed = {**both, "b": {"Model": {"r"}}}
    history = Remembered(*map(pages_of, (both, one, {**one, "b": other["b"]}, other)))
    (found,) = opened(history).found
    assert (found.finding.id, found.finding.before, found.new.date) == ("values-value-removed", "s", "2026-11-03")


def test_a_page_that_nobody_can_read_any_more_stays_drift_although_its_text_changed_before() -> None:
    one: Listed = {"a": {"Model": {"p"}}, "b": {"Model": {"r", "s"}}}
    other: Listed = {**one, "b": {"Model": {"r"}}}
    first, second, third = pages_of(one), pages_of(other), pages_of(other)
    second = with_document(second, "a", digest="of another text")
    third = with_document(third, "a", digest="of another text", state="unseen", reason="unreadable")
    third.digest = "unseen"
    found = opened(Remembered(first, second, third)).found
    assert {each.finding.id for each in found} == {"values-value-removed", "document-unreadable"}


def with_document(snapshot: Snapshot, place: str, **changes: Any) -> Snapshot:
    documents = {**snapshot.documents, place: structs.replace(snapshot.documents[place], **changes)}
    return Snapshot(snapshot.entries.values(), documents.values(), label=snapshot.label, digest=snapshot.digest)


@pytest.mark.parametrize(("captures", "compared"), [("ab", 1), ("abb", 1), ("aab", 2), ("abc", 3)])
def test_what_one_capture_brought_is_compared_once(
    captures: str, compared: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = {"a": START, "b": changed(size=("number", True)), "c": changed(label=("short", False))}
    history = Remembered(*(states[each] for each in captures))
    found = opened(history)
    calls: list[object] = []

    def counted(*sides: Snapshot, **how: Any) -> Report:
        calls.append(sides)
        return review(*sides, **how)

    monkeypatch.setattr("driftwatch.history.open_drift.review", counted)
    assert opened(history) == found
    assert len(calls) == compared
    monkeypatch.setattr("driftwatch.history.open_drift._told_already", lambda *_: None)
    anew = opened(history)
    assert (anew.found, anew.over, anew.accepted) == (found.found, found.over, found.accepted)


def test_the_newest_capture_is_asked_for_alone() -> None:
    stored = Snapshot((), digest="ab")
    captured = Captured(commit="c" * 40, date="2026-03-15", subject="")
    history: Any = SimpleNamespace(captures=lambda **_: (captured,), at=lambda *_, **__: stored)
    newest = newest_of(history)
    assert newest is not None
    assert (newest.snapshot, newest.side.digest, newest.commit) == (stored, "ab", captured.commit)
    history.captures = lambda **_: ()
    assert newest_of(history) is None


@settings(max_examples=40, deadline=None)
@given(st.lists(DOCUMENTATION, min_size=2, max_size=5))
def test_captures_without_change_change_nothing(documented: list[Documentation]) -> None:
    once = opened(Remembered(*documented))
    twice = opened(Remembered(*(each for each in documented for _ in range(2))))
    assert [each.finding for each in once.found] == [each.finding for each in twice.found]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PATHS), min_size=1, max_size=5))
def test_an_operation_that_comes_back_under_its_first_name_has_no_open_drift(paths: list[str]) -> None:
    moved = (snapshot_of(START, path) for path in (*paths, paths[0]))
    assert opened(Remembered(*moved)).found == ()


def test_an_operation_that_is_back_is_not_new_although_nobody_saw_it_move_there() -> None:
    nothing: Documentation = dict.fromkeys(FIELDS, ("absent", False))
    paths = ("/boxes/{id}", "/v2/boxes/{id}", "/v3/boxes/{key}", "/boxes/{id}")
    history = Remembered(*(snapshot_of(nothing, path) for path in paths))
    assert "endpoint-added" in {finding.id for finding in history.between(2, 3)}
    assert opened(history).found == ()


@pytest.mark.parametrize("path", PATHS[1:])
def test_drift_stays_open_when_the_operation_gets_another_name(path: str) -> None:
    more = changed(colour=("number", False))
    found = opened(Remembered(snapshot_of(START), snapshot_of(more), snapshot_of(more, path))).found
    assert [(each.finding.field, each.old.date) for each in found if each.finding.field == "colour"] == [
        ("colour", "2026-11-01")
    ]
    assert len(found) >= 2


def test_a_schema_that_is_called_as_before_has_no_open_drift() -> None:
    named = (snapshot_of_openapi(_shared(name), place="boxes", label="boxes") for name in ("Box", "Case", "Box"))
    assert opened(Remembered(*named)).found == ()


def _shared(name: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": {"id": {"type": "string"}, "size": {"type": "integer"}}}
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Boxes", "version": "1"},
        "paths": {"/boxes": {"get": {"responses": {"200": {"description": "fine", "content": content}}}}},
        "components": {"schemas": {name: schema}},
    }


def test_drift_says_which_capture_brought_it() -> None:
    history = Remembered(START, changed(colour=("text", True)), changed(colour=("text", True), label=("text", True)))
    since = {each.finding.field: (each.old.date, each.new.date) for each in opened(history).found}
    assert since == {"colour": ("2026-11-01", "2026-11-02"), "label": ("2026-11-02", "2026-11-03")}


def test_drift_that_comes_twice_stands_since_the_last_time() -> None:
    drifted = changed(colour=("text", True))
    (found,) = opened(Remembered(START, drifted, START, drifted)).found
    assert (found.old.date, found.new.date, found.commit) == ("2026-11-03", "2026-11-04", "3")


def test_a_review_settles_only_what_it_saw_of_drift_that_comes_twice() -> None:
    drifted = changed(colour=("text", True))
    history = Remembered(START, drifted, START, drifted)
    assert not opened(history, manifests=(reviewed_on("2026-11-04"),)).reviewed
    assert not opened(history, manifests=(reviewed_on("2026-11-05"),)).found


def test_the_next_change_of_a_thing_takes_the_place_of_the_one_before() -> None:
    history = Remembered(changed(size=("long", True)), changed(size=("short", True)), changed(size=("number", True)))
    found = opened(history)
    assert [each.new.date for each in found.found if each.finding.field == "size"] == ["2026-11-03"] * len(found.found)


def test_what_is_taken_back_is_over() -> None:
    history = Remembered(START, changed(colour=("text", True)), START)
    found = opened(history)
    assert found.found == ()
    assert "request-property-became-required" in {each.finding.id for each in found.over}


def test_what_is_accepted_is_not_open() -> None:
    accepted = Suppression(reason="known", owner="us", expires="2030-01-01", field="colour")
    history = Remembered(START, changed(colour=("text", True), label=("text", True)))
    found = opened(history, suppressions=(accepted,))
    assert places(each.finding for each in found.found) == {"label"}
    assert len(found.accepted) == 1


def test_a_field_that_is_renamed_and_gets_its_name_back_is_no_drift_beside_other_drift() -> None:
    history = Remembered(*(snapshot_of(START, size=name) for name in ("max_box_size", "max_box_sizes", "max_box_size")))
    (brought,) = history.between(0, 1)
    assert (brought.id, brought.before, brought.after) == ("request-property-renamed", "max_box_size", "max_box_sizes")
    assert opened(history).found == ()
    required = changed(colour=("text", True))
    days = [("max_box_size", START), ("max_box_sizes", required), ("max_box_size", required)]
    history = Remembered(*(snapshot_of(documented, size=name) for name, documented in days))
    assert [each.finding.id for each in opened(history).found] == ["request-property-became-required"]


def test_captures_with_drift_are_looked_back_on_as_far_as_asked() -> None:
    history = Remembered(START, changed(colour=("text", True)), changed(colour=("text", True), label=("text", True)))
    assert places(each.finding for each in opened(history, limit=1).found) == {"label"}


def test_before_the_first_capture_there_is_nothing() -> None:
    assert opened(Remembered()).newest is None
