"""Issues of a version that told each finding alone, kept by one that tells those of one cause together."""

from collections.abc import Iterable

import pytest

from driftwatch.adapters.github import api as github_api
from driftwatch.demo.build import VERSIONS
from driftwatch.history import open_drift
from driftwatch.model.finding import Finding
from driftwatch.reports.issue_body import SHORT, marker_of
from driftwatch.rules import policy
from driftwatch.rules.order import order
from tests.e2e.workshop import Workshop
from tests.workflows.fake_github import REPOSITORY, FakeGitHub
from tests.workflows.test_manifests_and_issues import DOCUMENTED, write

TOKEN = "ghs_" + "0123456789abcdefghijklmnopqrstuvwxyz"  # put together here: it looks like a real one


@pytest.fixture
def team(drifted: Workshop, api: str, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setattr(github_api, "_PAUSE", 0.0)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_API_URL", api)
    drifted.configure('[issues]\nlevel = "info"\ngroup = "family"\nmax_new = 90\n')
    return drifted


def alone(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=order))


def known(github: FakeGitHub, numbers: Iterable[int]) -> set[str]:
    markers = (marker_of(github.issues[number]["body"]) for number in numbers)
    return {each for marker in markers if marker is not None for each in marker.known}


def test_nothing_is_new_that_an_open_issue_knows_already(team: Workshop, github: FakeGitHub) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy, "folded", alone)
        patch.setattr(open_drift, "folded", alone)
        assert team.driftwatch("issues", "sync")[0] == 0
    before = {issue["number"] for issue in github.open_ones()}
    was_known = known(github, before)

    assert team.driftwatch("issues", "sync")[0] == 0
    after = {issue["number"] for issue in github.open_ones()}
    assert known(github, after) == was_known
    assert all(len(each) == SHORT for each in was_known)
    said = {number: " ".join(github.notes(number)) for number in before}
    assert [number for number, text in said.items() if "new finding" in text] == []
    assert all("told in another issue" in said[number] or "told elsewhere" in said[number] for number in before - after)
    assert before & after
    assert before != after

    github.writes.clear()
    assert team.driftwatch("issues", "sync") == (0, "")
    assert github.writes == []


def test_what_is_over_by_now_is_closed_as_gone_and_not_as_forgotten(team: Workshop, github: FakeGitHub) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy, "folded", alone)
        patch.setattr(open_drift, "folded", alone)
        assert team.driftwatch("issues", "sync")[0] == 0
    before = {issue["number"] for issue in github.open_ones()}
    team.site.switch(VERSIONS[0])
    team.on("2026-12-02")
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    assert github.open_ones() == []
    assert [number for number in before if "The drift is gone" not in github.notes(number)[-1]] == []


def relying(team: Workshop) -> None:
    """Open issues of everything, as it was before, where one manifest relies on some of it."""
    write(team, field=DOCUMENTED, accessed="2026-03-15")
    team.configure('[issues]\nonly = "all"\nmax_new = 90\n')
    assert team.driftwatch("issues", "sync")[0] == 0
    team.configure()


def split(github: FakeGitHub) -> tuple[set[int], set[int]]:
    """The numbers of open issues: those of the owner of the manifest, and those of nobody."""
    mine = {issue["number"] for issue in github.open_ones() if issue["title"].endswith("(chat-team)")}
    return mine, {issue["number"] for issue in github.open_ones()} - mine


def test_issues_of_what_nobody_relies_on_become_one_and_those_of_owners_stay(
    team: Workshop, github: FakeGitHub
) -> None:
    relying(team)
    mine, nobodys = split(github)
    assert mine
    assert len(nobodys) > 1
    told = known(github, nobodys)
    assert team.driftwatch("issues", "sync")[0] == 0
    still, (rest,) = split(github)
    assert still == mine
    assert rest not in nobodys
    assert github.issues[rest]["title"].startswith("Not relied on: ")
    assert told <= known(github, [rest])
    assert all(github.notes(number) == [] for number in (*mine, rest))
    assert all("told in another issue" in github.notes(number)[-1] for number in nobodys)
    github.writes.clear()
    assert team.driftwatch("issues", "sync") == (0, "")
    assert github.writes == []


def test_what_people_closed_before_is_opened_nowhere_anew(team: Workshop, github: FakeGitHub) -> None:
    relying(team)
    mine, nobodys = split(github)
    for number in (*mine, *nobodys):
        github.close(number)
    github.writes.clear()
    for _ in range(2):
        assert team.driftwatch("issues", "sync", "--source", "cometapi")[0] == 0
        assert (github.open_ones(), github.writes) == ([], [])
