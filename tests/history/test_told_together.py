"""What is told together is followed one by one: what became of each is what it would be if each were told alone."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.history import open_drift as open_drift_module
from driftwatch.history.timeline import Judged, past_of
from driftwatch.model.finding import LEVELS, Finding, Suppression, counted, singles
from driftwatch.model.open_finding import OpenFinding
from driftwatch.model.snapshot import Snapshot
from driftwatch.reports.site.view import Site
from driftwatch.rules import policy as policy_module
from driftwatch.rules.order import order
from driftwatch.rules.policy import Policy
from tests.history.test_open_drift import TODAY, Remembered, opened
from tests.rules.edited_operations import PATHS, snapshot, spec

pytestmark = pytest.mark.thorough

STATUSES = ("409", "429")
DAYS = st.lists(
    st.fixed_dictionaries({path: st.tuples(st.sets(st.sampled_from(STATUSES)), st.booleans()) for path in PATHS[:3]}),
    min_size=2,
    max_size=4,
)
Day = Mapping[str, tuple[set[str], bool]]


def published(day: Day) -> Snapshot:
    """Document operations with errors, and with a field more or less in the bodies of others."""

    def edit(path: str, operation: dict[str, Any]) -> None:
        statuses, traced = day[path]
        operation["responses"] |= {status: {"description": "-"} for status in statuses}
        for status in ("401", "403") if traced else ():
            schema = operation["responses"][status]["content"]["application/json"]["schema"]
            schema["properties"]["trace"] = {"type": "string"}

    return snapshot(spec(*day, edit=edit))


def each_alone(patch: pytest.MonkeyPatch) -> None:
    def alone(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(sorted(findings, key=order))

    patch.setattr(policy_module, "folded", alone)
    patch.setattr(policy_module, "accepted_folded", tuple)
    patch.setattr(open_drift_module, "folded", alone)


def states(history: Remembered, policy: Policy) -> dict[str, Any]:
    found = opened(history, suppressions=policy.suppressions)
    past = past_of(history, Judged(policy), source="docs")
    return {
        "found": prints(found.found),
        "over": prints(found.over),
        "accepted": found.accepted,
        "moments": [moment.outcomes for moment in past.moments],
    }


def prints(found: Iterable[OpenFinding]) -> set[str]:
    return {one.fingerprint for each in found for one in each.finding.single}


def one_of(history: Remembered, choose: Callable[[Finding], str]) -> tuple[Suppression, ...]:
    """Accept one of the findings of the first capture that brought any."""
    pairs = zip(range(len(history.snapshots)), range(1, len(history.snapshots)), strict=False)
    found = next((found for one, other in pairs if (found := history.between(one, other))), ())
    return tuple(
        Suppression(reason="known", owner="us", expires="2030-01-01", fingerprint=choose(each)) for each in found[:1]
    )


def hold_told_alone(history: Remembered, accepted: str | None) -> None:
    """Hold what became of each finding against what becomes of it where every one is told alone.

    Args:
        history: the captures.
        accepted: by which name the first finding is accepted; None where none is.
    """
    suppressions = one_of(history, lambda one: getattr(one, accepted)) if accepted else ()
    policy = Policy(today=TODAY, suppressions=suppressions)
    together = states(history, policy)
    with pytest.MonkeyPatch.context() as patch:
        each_alone(patch)
        assert states(history, policy) == together


@settings(max_examples=40, deadline=None)
@given(DAYS, st.sampled_from((None, "fingerprint", "cause")))
def test_what_became_of_each_is_the_same_as_if_it_were_told_alone(days: list[Day], accepted: str | None) -> None:
    hold_told_alone(Remembered(*map(published, days)), accepted)


@settings(max_examples=40, deadline=None)
@given(DAYS)
def test_the_site_counts_as_much_open_drift_as_is_told(days: list[Day]) -> None:
    history = Remembered(*map(published, days))
    found = opened(history).found
    site = Site(past_of(history, Judged(Policy(today=TODAY)), source="docs"))
    told = singles(one for moment in site.moments for one in moment.findings)
    assert {one.fingerprint for one in told} >= prints(found)
    assert counted(site.open) == counted(each.finding for each in found)


def test_what_several_captures_brought_of_one_cause_is_one_and_since_the_first_of_them() -> None:
    nothing: Day = {path: (set(), False) for path in PATHS[:3]}
    one = {**nothing, PATHS[0]: ({"429"}, False)}
    three = {path: ({"429"}, False) for path in PATHS[:3]}
    history = Remembered(*map(published, (nothing, one, three)))
    (found,) = opened(history).found
    assert len(found.finding.members) == 3
    assert (found.old.date, found.new.date) == ("2026-11-01", "2026-11-03")

    back = Remembered(*map(published, (nothing, three, {**three, PATHS[1]: (set(), False)})))
    (found,) = opened(back).found
    assert [each.operations for each in found.finding.members] == [(f"GET {PATHS[0]}",), (f"GET {PATHS[2]}",)]
    assert {each.finding.operations for each in opened(back).over} == {(f"GET {PATHS[1]}",)}
    moment = past_of(back, Judged(Policy(today=TODAY)), source="docs").moments[1]
    (told,) = moment.findings
    assert (moment.outcome(told).state, [moment.outcome(one).state for one in told.members]) == (
        "open",
        ["open", "over", "open"],
    )


def test_the_page_of_an_operation_tells_of_it_alone() -> None:
    nothing: Day = {path: (set(), False) for path in PATHS[:3]}
    traced: Day = {path: ({"429"}, True) for path in PATHS[:3]}
    past = past_of(Remembered(published(nothing), published(traced)), Judged(Policy(today=TODAY)), source="docs")
    (subject,) = (one for one in past.subjects if one.title == f"GET {PATHS[1]}")
    assert sorted(event.finding.message for event in subject.events) == [
        "Error status `429` is now documented for `GET /crates`.",
        "Response field `trace` of response `401` is new. The same holds for response `403`.",
    ]
    told = {one.fingerprint for one in past.moments[1].findings}
    assert {event.told_as for event in subject.events} == told
    assert [counted(past.moments[1].findings)[level] for level in LEVELS] == [0, 0, 2]
