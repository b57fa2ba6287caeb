"""An issue whose drift is told under another subject by now is that issue, brought up to date."""

import pytest

from driftwatch.workflows.publish_plan import Action, Drift
from tests.workflows.desk import Desk, drift, wanted
from tests.workflows.fake_github import FakeGitHub


def standing(state: Drift) -> Drift:
    names = frozenset(each for issue in state.wanted for each in issue.fingerprints)
    return drift(*state.wanted, standing=names)


def done(actions: tuple[Action, ...]) -> list[tuple[str, str]]:
    return sorted((action.verb, action.key) for action in actions if action.writes)


def test_what_grew_beyond_its_subject_stays_in_its_issue(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(standing(drift(wanted("boats", "mast gone", "sail gone"))))
    (before,) = github.open_ones()
    grown = standing(drift(wanted("whole", "mast gone", "sail gone", "crew gone")))
    actions, _ = desk.sync(grown)
    assert done(actions) == [("update", "docs.whole")]
    (after,) = github.open_ones()
    assert (after["number"], "crew gone" in after["body"]) == (before["number"], True)
    assert len(github.notes(before["number"])) == 1
    assert desk.sync(grown)[0] == ()


@pytest.mark.parametrize(
    ("told", "then"),
    [
        # Something else that the issue told stands as well, and is told elsewhere, or nothing of it is the same.
        (("mast gone", "oar gone"), (("whole", "mast gone", "crew gone"), ("oars", "oar gone"))),
        (("mast gone",), (("whole", "crew gone"),)),
    ],
)
def test_what_is_told_elsewhere_only_in_part_is_another_issue(
    desk: Desk, github: FakeGitHub, told: tuple[str, ...], then: tuple[tuple[str, ...], ...]
) -> None:
    desk.sync(standing(drift(wanted("boats", *told))))
    actions, _ = desk.sync(standing(drift(*(wanted(*each) for each in then))))
    assert done(actions) == sorted([("close", "docs.boats"), *(("open", f"docs.{key}") for key, *_ in then)])
    assert len(github.open_ones()) == len(then)


def test_an_issue_that_stands_itself_or_was_closed_by_a_person_is_nobody_elses(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(standing(drift(wanted("boats", "mast gone"))))
    both = standing(drift(wanted("boats", "sail gone"), wanted("whole", "mast gone")))
    assert done(desk.sync(both)[0]) == [("open", "docs.whole"), ("update", "docs.boats")]
    for issue in github.open_ones():
        github.close(issue["number"])
    moved = standing(drift(wanted("boats", "sail gone"), wanted("other", "mast gone")))
    assert ("open", "docs.other") in done(desk.sync(moved)[0])


def test_what_two_issues_told_is_a_new_one(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(standing(drift(wanted("boats", "mast gone"), wanted("ports", "pier gone"))))
    actions, _ = desk.sync(standing(drift(wanted("whole", "mast gone", "pier gone"))))
    assert done(actions) == [("close", "docs.boats"), ("close", "docs.ports"), ("open", "docs.whole")]
    assert len(github.open_ones()) == 1
