"""One schema in place of another one is followed part by part, whichever captures put it where."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.history.timeline import Judged, past_of
from driftwatch.model.snapshot import Snapshot
from driftwatch.rules.policy import Policy
from tests.history.test_open_drift import TODAY, Remembered, opened
from tests.history.test_told_together import hold_told_alone
from tests.rules.edited_operations import PATHS, snapshot, spec
from tests.rules.test_exchanges import FAULT, PROBLEM
from tests.rules.test_wrappers import ref

pytestmark = pytest.mark.thorough

Day = Mapping[str, str]
BODIES = {"Fault": FAULT, "Problem": PROBLEM}
DAYS = st.lists(
    st.fixed_dictionaries({path: st.sampled_from(("", *BODIES)) for path in PATHS[:3]}), min_size=2, max_size=4
)


def published(day: Day) -> Snapshot:
    """Document operations that answer with one of the named schemas, or with an object that is written out."""

    def edit(path: str, operation: dict[str, Any]) -> None:
        body = {"application/json": {"schema": ref(day[path]) if day[path] else FAULT}}
        operation["responses"]["401"] = {"description": "-", "content": body}

    return snapshot(spec(*day, edit=edit, schemas={name: BODIES[name] for name in set(day.values()) if name}))


@settings(max_examples=40, deadline=None)
@given(DAYS, st.sampled_from((None, "fingerprint", "cause")))
def test_what_became_of_each_part_is_the_same_as_if_it_were_told_alone(days: list[Day], accepted: str | None) -> None:
    hold_told_alone(Remembered(*map(published, days)), accepted)


def test_what_two_captures_put_in_place_of_the_same_schema_is_told_as_each_brought_it_and_is_open_as_one() -> None:
    none, one, two = ({path: "Problem" if path in PATHS[:count] else "" for path in PATHS[:3]} for count in range(3))
    history = Remembered(*map(published, (none, one, two)))
    (found,) = opened(history).found
    assert (found.old.date, found.new.date, found.finding.level) == ("2026-11-01", "2026-11-03", "breaking")
    moments = past_of(history, Judged(Policy(today=TODAY)), source="docs").moments[1:]
    told = [finding for moment in moments for finding in moment.findings]
    assert [finding.operations for finding in told] == [(f"GET {path}",) for path in PATHS[:2]]
    assert {each.fingerprint for each in found.finding.members} == {
        each.fingerprint for finding in told for each in finding.members
    }


def test_an_exchange_of_several_captures_is_open_as_one_though_its_first_part_was_taken_back() -> None:
    """What is sent came with the first capture alone, what is received with both."""

    def day(*put: str) -> Snapshot:
        def edit(path: str, operation: dict[str, Any]) -> None:
            body = {"content": {"application/json": {"schema": ref("Problem" if path in put else "Fault")}}}
            if path == sent:
                operation["requestBody"] = body
            else:
                operation["responses"]["401"] = {"description": "-", **body}

        return snapshot(spec(*PATHS[:4], edit=edit, schemas=BODIES))

    taken_back, sent, later = PATHS[:3]
    days = day(), day(taken_back, sent), day(taken_back, sent, later), day(sent, later)
    found = opened(Remembered(*days)).found
    assert [one.finding.operations for one in found] == [(f"GET {sent}", f"GET {later}")]
    assert found[0].finding.message.count("stands there in place of") == 1
