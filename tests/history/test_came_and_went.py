"""An operation that came after the first capture and is gone by now: somebody may have come to rely on it."""

from driftwatch.model.asked import Asked
from driftwatch.model.finding import Suppression
from driftwatch.model.snapshot import Snapshot
from tests.compare.test_newly_watched import NARROW, WIDE, call
from tests.compare.test_newly_watched import asked as watching
from tests.history.test_open_drift import Remembered, opened
from tests.rules.edited_operations import PATHS, snapshot, spec

BEFORE, WITH = (snapshot(spec(*PATHS[:count])) for count in (2, 3))
GONE = "api-path-removed-without-deprecation"


def found(*days: Snapshot, **more: object) -> list[tuple[str, str, str]]:
    drift = opened(Remembered(*days), **more)
    return [(each.finding.id, each.old.label, each.new.label) for each in drift.found]


def test_an_operation_that_stood_for_one_capture_and_is_gone_is_open_drift() -> None:
    drift = opened(Remembered(BEFORE, WITH, BEFORE, BEFORE))
    (gone,) = drift.found
    assert gone.finding.id == GONE
    assert gone.finding.level == "breaking"
    assert [each.finding.id for each in drift.over] == ["endpoint-added"]


def test_it_is_told_since_the_capture_that_lacked_it() -> None:
    (before, after) = (found(BEFORE, WITH, WITH, BEFORE, *more) for more in ((), (BEFORE, BEFORE)))
    assert before == after


def test_of_one_that_came_and_went_again_and_again_the_last_time_counts() -> None:
    ((rule, old, new),) = found(BEFORE, WITH, BEFORE, WITH, BEFORE)
    ((_, first_old, first_new),) = found(BEFORE, WITH, BEFORE)
    assert rule == GONE
    assert (old, new) > (first_old, first_new)


def test_one_that_is_there_today_or_was_there_at_first_is_told_as_ever() -> None:
    assert [rule for rule, *_ in found(BEFORE, WITH, BEFORE, WITH)] == ["endpoint-added"]
    assert found(WITH, BEFORE, WITH) == []
    assert [rule for rule, *_ in found(WITH, BEFORE, WITH, BEFORE)] == [GONE]


def test_one_that_is_accepted_is_not_open() -> None:
    (gone,) = opened(Remembered(BEFORE, WITH, BEFORE)).found
    accepted = Suppression(
        reason="nobody called it", owner="us", expires="2030-01-01", fingerprint=gone.finding.fingerprint
    )
    assert found(BEFORE, WITH, BEFORE, suppressions=(accepted,)) == []


def test_one_of_a_page_that_is_watched_since_came_for_the_team_and_is_gone_by_now() -> None:
    def day(asked: Asked, *pages: str) -> Snapshot:
        entries = [call(f"/{page}", f"{page}/it", "size") for page in pages]
        snapshot = watching(asked, *(f"{page}/it" for page in pages), entries=entries)
        snapshot.digest = " ".join(pages)
        return snapshot

    wide = day(WIDE, "api", "guides", "help")
    told = found(day(NARROW, "api"), wide, day(WIDE, "api", "help"))
    assert [rule for rule, *_ in told] == [GONE, "documents-newly-watched"]
    assert found(day(NARROW, "api"), wide, day(NARROW, "api")) == []  # the team alone left it out
