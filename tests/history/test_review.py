"""What is told of two captures, and of a history that a backfill begins."""

from driftwatch.history.review import review, unchanged
from driftwatch.history.timeline import Judged, past_of
from driftwatch.model.finding import Coverage, Side, Suppression
from driftwatch.rules.policy import Policy
from tests.history.commits import TODAY, captured, read_spec
from tests.history.stories import body_of, document

SIDES = (Side(label="before"), Side(label="now"))


def test_a_snapshot_that_is_the_one_before_drifts_in_nothing_and_keeps_what_is_asked_about_it() -> None:
    snapshot, policy, coverage = read_spec(document()), Policy(today=TODAY), Coverage(read=1)
    same = unchanged(snapshot, source="clips", policy=policy, sides=SIDES, coverage=coverage)
    assert same == review(snapshot, snapshot, source="clips", policy=policy, sides=SIDES, coverage=coverage)


def test_what_was_backfilled_is_over_or_accepted_and_only_what_runs_found_is_open() -> None:
    days = [document() for _ in range(4)]
    for day, maximum in ((1, 12), (2, 10), (3, 8)):
        body_of(days[day])["properties"]["seconds"]["maximum"] = maximum
    body_of(days[1])["properties"]["prompt"]["maxLength"] = 300
    known = Suppression(reason="Short", owner="team", expires="2027-01-01", field="prompt")
    _, history = captured(*days, backfilled=3)
    past = past_of(history, Judged(Policy(today=TODAY, suppressions=(known,))), source="clips")
    states = [sorted(one.state for one in moment.outcomes.values()) for moment in past.moments]
    assert states == [[], ["accepted", "over"], ["accepted", "over"], ["open"]]
    assert [(one.before, one.after) for one in past.open] == [(10, 8)]


def test_a_capture_that_a_backfill_read_as_the_one_before_brought_nothing() -> None:
    _, history = captured(document(), document(), document(), backfilled=2)
    past = past_of(history, Judged(Policy(today=TODAY)), source="clips")
    assert [dict(moment.outcomes) for moment in past.moments] == [{}, {}, {}]
