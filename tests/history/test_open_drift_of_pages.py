"""Open drift of pages that move, change places, go, come back, and document one call in several ways.

The law: open drift is what differs between the first capture and the newest, finding by finding, less what was
accepted or reviewed. Besides that it tells, of what the first capture did not have yet, what changed since it came: an
operation that is new against the first capture may have been relied on for months.
"""

from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from driftwatch.history.review import Policy
from driftwatch.history.timeline import Judged, past_of
from driftwatch.model.address import operation_key
from driftwatch.model.finding import Finding, Suppression, singles
from driftwatch.model.open_finding import OpenFinding
from tests.history.edited_pages import BOX, DAYS, LID, START, Pages, snapshot_of, story, with_
from tests.history.test_open_drift import TODAY, Remembered, opened, reviewed_on

Days = list[list[tuple[str, int, int]]]
GONE = "api-path-removed-without-deprecation"


def captured(*days: Pages) -> Remembered:
    return Remembered(*map(snapshot_of, days))


def told(found: Iterable[OpenFinding]) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.finding.id, each.finding.operations) for each in found]


def prints(findings: Iterable[Finding]) -> set[str]:
    return {one.fingerprint for finding in findings for one in finding.single}


def open_findings(history: Remembered, **policy: object) -> list[Finding]:
    return [each.finding for each in opened(history, **policy).found]


def test_an_operation_whose_page_moved_before_it_was_gone_stays_drift() -> None:
    history = captured(START, {"/e/old": BOX, "/c/lid": LID}, {"/c/lid": LID})
    found = opened(history).found
    assert (GONE, ("POST /v1/boxes",)) in told(found)
    assert [each.new.date for each in found if each.finding.id == GONE] == ["2026-11-03"]


def test_an_operation_that_moved_before_it_was_gone_is_gone_under_its_first_name() -> None:
    moved = {"/a/box": with_(BOX, path="/v2/boxes"), "/c/lid": LID}
    found = opened(captured(START, moved, {"/c/lid": LID})).found
    assert (GONE, ("POST /v1/boxes",)) in told(found)
    assert [(each.old.date, each.new.date) for each in found if each.finding.id == GONE] == [
        ("2026-11-01", "2026-11-03")
    ]


def test_of_two_pages_that_document_a_call_the_one_that_moved_and_is_gone_stays_drift() -> None:
    other = with_(BOX, size=["integer", True], label=["string", True])
    both: Pages = {"/a/box": BOX, "/b/box": other, "/c/lid": LID}
    moved: Pages = {"/a/box": BOX, "/e/old": other, "/c/lid": LID}
    found = open_findings(captured(both, moved, {"/a/box": BOX, "/c/lid": LID}))
    assert ["operation-variant-removed"] == [each.id for each in found if each.operations]


def test_pages_that_change_places_are_no_drift() -> None:
    swapped: Pages = {"/a/box": LID, "/c/lid": BOX}
    assert opened(captured(START, swapped)).found == ()
    by_a_third_place = captured(START, {"/e/old": BOX, "/c/lid": LID}, {"/e/old": BOX, "/a/box": LID}, swapped)
    assert opened(by_a_third_place).found == ()


def test_what_changed_on_pages_that_changed_places_is_drift() -> None:
    history = captured(START, {"/a/box": LID, "/c/lid": BOX}, {"/a/box": LID, "/c/lid": with_(BOX, size=None)})
    assert told(opened(history).found) == [("request-property-removed", ("POST /v1/boxes",))]


def test_what_comes_back_otherwise_than_it_went_is_told_for_what_differs() -> None:
    history = captured(START, {"/c/lid": LID}, {"/a/box": with_(BOX, colour=["integer", True]), "/c/lid": LID})
    found = opened(history).found
    assert {(each.finding.id, each.finding.field) for each in found} == {
        ("request-property-type-changed", "colour"),
        ("request-property-became-required", "colour"),
    }
    assert {(each.new.date, each.commit) for each in found} == {("2026-11-03", "2")}


def test_what_comes_back_otherwise_is_settled_by_a_review_of_the_capture_that_brought_it() -> None:
    other = with_(BOX, colour=["integer", True])
    history = captured(START, {"/c/lid": LID}, {"/a/box": other, "/c/lid": LID}, {"/a/box": other, "/c/lid": LID})
    assert opened(history, manifests=(reviewed_on("2026-11-03"),)).found
    assert not opened(history, manifests=(reviewed_on("2026-11-04"),)).found


def test_what_changed_in_steps_is_told_from_the_first_to_the_last() -> None:
    steps = [{**START, "/a/box": with_(BOX, size=[kind, True])} for kind in ("string", "integer", "boolean")]
    (found,) = opened(captured(*steps)).found
    assert (found.finding.before, found.finding.after) == ("string", "boolean")
    assert (found.old.date, found.new.date) == ("2026-11-01", "2026-11-03")


def test_what_changed_since_a_review_is_told_from_what_was_reviewed() -> None:
    steps = [{**START, "/a/box": with_(BOX, size=[kind, True])} for kind in ("string", "integer", "boolean")]
    (found,) = opened(captured(*steps), manifests=(reviewed_on("2026-11-03"),)).found
    assert (found.finding.before, found.finding.after) == ("integer", "boolean")


def test_what_was_accepted_under_another_name_is_told_by_that_name_when_it_goes() -> None:
    moved: Pages = {"/a/box": with_(BOX, path="/v2/boxes"), "/c/lid": LID}
    history = captured(START, moved, {"/c/lid": LID})
    accepted = tuple(accept(finding) for finding in history.between(0, 1))
    assert (GONE, ("POST /v2/boxes",)) in told(opened(history, suppressions=accepted).found)


def test_what_changed_in_an_operation_that_is_new_is_told_besides() -> None:
    history = captured({"/c/lid": LID}, START, {"/a/box": with_(BOX, size=["integer", True]), "/c/lid": LID})
    assert {each.id for each in open_findings(history)} == {"endpoint-added", "request-property-type-changed"}


def test_what_was_taken_back_in_an_operation_that_is_new_is_not_told() -> None:
    changed: Pages = {"/a/box": with_(BOX, size=["integer", True]), "/c/lid": LID}
    assert [each.id for each in open_findings(captured({"/c/lid": LID}, START, changed, START))] == ["endpoint-added"]


def in_steps_beside_a_new_page() -> Remembered:
    """Capture a page on which a field changes twice, and from then on another page of the same call."""
    pages: list[Pages] = [
        {**START, "/a/box": with_(BOX, size=[kind, True])} for kind in ("string", "integer", "boolean")
    ]
    other = with_(BOX, size=["integer", True], label=["string", True])
    return captured(pages[0], *({**each, "/b/box": other} for each in pages))


def test_what_changed_in_steps_beside_a_new_page_of_the_call_is_told_from_the_first_to_the_last() -> None:
    found = opened(in_steps_beside_a_new_page()).found
    (changed,) = (each.finding for each in found if each.finding.id == "request-property-type-changed")
    assert (changed.variant, changed.before, changed.after) == ("a/box", "string", "boolean")
    assert "operation-variant-added" in {each.finding.id for each in found}


def test_what_changed_on_one_page_of_a_call_is_no_event_of_another_page() -> None:
    past = past_of(in_steps_beside_a_new_page(), Judged(Policy(today=TODAY)), source="docs")
    events = {each.owner.variant: {one.finding.id for one in each.events} for each in past.subjects}
    assert "request-property-type-changed" in events["a/box"]
    assert "request-property-type-changed" not in events["b/box"]


def test_what_changed_in_an_operation_that_became_another_page_of_a_call_is_told_by_its_end() -> None:
    stricter = with_(LID, label=["boolean", True])
    answers_more = with_(stricter, task={"state": "boolean"})
    days = [{**START, "/c/lid": page} for page in (stricter, answers_more, with_(answers_more, path="/v1/boxes"))]
    found = open_findings(captured(START, *days))
    assert {each.id for each in found} == {GONE, "operation-variant-added"}


def accept(finding: Finding) -> Suppression:
    return Suppression(reason="known", owner="us", expires="2030-01-01", fingerprint=finding.fingerprint)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_all_that_differs_between_the_first_capture_and_the_newest_is_open(days: Days) -> None:
    history = captured(*story(days))
    assert prints(history.between(0, -1)) <= prints(open_findings(history))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(DAYS)
@example([[("task", 9, 0), ("move", 0, 1), ("task", 9, 0)]])  # one edit of two operations, told as one finding
@example([[("task", 1, 1)], [("task", 1, 0), ("move", 0, 1)], [("path", 0, 0)]])  # a new field of what then moves
def test_besides_that_only_what_the_first_capture_lacked_is_open(days: Days) -> None:
    history = captured(*story(days))
    overall = history.between(0, -1)
    besides = [each for each in singles(open_findings(history)) if each.fingerprint not in prints(overall)]
    later = later_names(history)
    first = calls_of_the_first(history)
    rest = [each for each in besides if not came_and_went(each, first)]
    assert all(is_about_something_new(each, overall, later) for each in rest)


def calls_of_the_first(history: Remembered) -> set[str]:
    return {owner.name for owner in history.snapshots[0].entries if owner.kind == "operation"}


def came_and_went(finding: Finding, first: set[str]) -> bool:
    """Tell whether a call is gone that the first capture lacked: somebody may have come to rely on it."""
    is_gone = finding.id.endswith("-removed-without-deprecation")
    return is_gone and operation_key(*finding.operations[0].split(" ", 1)) not in first


def later_names(history: Remembered) -> dict[str, str]:
    """Return what is called otherwise since some capture, by the name before, with its name of today."""
    later: dict[str, str] = {}
    for number in reversed(range(len(history.snapshots) - 1)):
        renamed = [each for each in history.between(number, number + 1) if each.is_renaming]
        later |= {str(each.before): later.get(str(each.after), str(each.after)) for each in renamed}
    return later


def is_about_something_new(finding: Finding, overall: Iterable[Finding], later: dict[str, str]) -> bool:
    """Tell whether a finding is in an operation, a documentation of one, or a field that a comparison tells as new."""
    names = [set(finding.operations), {later.get(name, name) for name in finding.operations}]
    return any(
        any(name <= set(each.operations) for name in names)
        and (each.variant in {None, finding.variant} or finding.variant is None)
        and (each.id in {"endpoint-added", "operation-variant-added"} or each.field == finding.field)
        for each in overall
        if each.id.startswith("new-") or each.id.endswith("-added")
    )


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(DAYS)
def test_pages_that_are_as_in_the_first_capture_have_no_open_drift(days: Days) -> None:
    """But for calls that came meanwhile and are gone: somebody may have come to rely on them."""
    history = captured(*story(days), START)
    first = calls_of_the_first(history)
    assert [each for each in opened(history).found if not came_and_went(each.finding, first)] == []


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(DAYS, st.integers(0, 4))
def test_what_was_accepted_is_not_open_and_all_else_is(days: Days, number: int) -> None:
    history = captured(*story(days))
    overall = history.between(0, -1)
    accepted = overall[number::5]
    found = prints(open_findings(history, suppressions=tuple(map(accept, accepted))))
    assert not found & prints(accepted)
    assert prints(overall) - prints(accepted) <= found


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(DAYS)
def test_a_review_after_the_newest_capture_settles_everything(days: Days) -> None:
    history = captured(*story(days))
    assert opened(history, manifests=(reviewed_on(f"2026-11-{len(days) + 2:02}"),)).found == ()


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(DAYS, st.integers(0, 4))
def test_a_review_settles_nothing_that_a_later_capture_told(days: Days, number: int) -> None:
    history = captured(*story(days))
    seen = min(number, len(days) - 1)
    later = {print_ for one in range(seen, len(days)) for print_ in prints(history.between(one, one + 1))}
    found = open_findings(history, manifests=(reviewed_on(f"2026-11-{seen + 2:02}"),))
    assert prints(history.between(0, -1)) & later <= prints(found)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(DAYS)
@example(days=[[("move", 0, 1), ("move", 0, 1)], [("back", 0, 0), ("copy", 0, 0), ("field", 0, 0)], [("move", 0, 0)]])
@example(days=[[("move", 0, 2), ("back", 0, 0), ("field", 0, 0)], [("copy", 0, 0), ("move", 0, 0)], [("field", 2, 0)]])
def test_the_site_calls_open_what_captures_told_of_open_drift(days: Days) -> None:
    history = captured(*story(days))
    found = prints(open_findings(history))
    past = past_of(history, Judged(Policy(today=TODAY)), source="docs")
    told = prints(each for moment in past.moments for each in moment.findings)
    on_site = prints(each for moment in past.moments for each in moment.open)
    assert found & told <= on_site
    assert found or not on_site
