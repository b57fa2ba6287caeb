"""A source that no run captures any longer: one issue says so, until a run captures it again."""

import functools

import pytest

from driftwatch.adapters.github import api as github_api
from driftwatch.adapters.http import fetcher as http
from driftwatch.demo.build import VERSIONS
from tests.e2e.workshop import Workshop
from tests.workflows.fake_github import REPOSITORY, FakeGitHub

TOKEN = "ghs_" + "0123456789abcdefghijklmnopqrstuvwxyz"  # put together here: it looks like a real one
TITLE = "Documentation of cometapi is not captured any longer"


@pytest.fixture
def team(drifted: Workshop, api: str, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A team whose issues tell the drift of the second version of the site."""

    async def at_once(seconds: float) -> None:
        """Wait for nothing."""

    monkeypatch.setattr(http, "Timing", functools.partial(http.Timing, sleep=at_once))
    monkeypatch.setattr(github_api, "_PAUSE", 0.0)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_API_URL", api)
    assert drifted.driftwatch("issues", "sync")[0] == 0
    return drifted


def lose(team: Workshop) -> None:
    """Publish an index that lists a tenth of what it listed."""
    index = team.site.answer_to("/llms.txt", None).body.decode()
    team.site.answer("/llms.txt", 200, "\n".join(index.splitlines()[:12]).encode() + b"\n")


def mend(team: Workshop) -> None:
    team.site.switch(VERSIONS[1])


def published(team: Workshop, *options: str) -> int:
    return team.driftwatch("run", "--publish", "--fail-on", "never", *options)[0]


def told(github: FakeGitHub) -> list[int]:
    """The numbers of the issues about refusals, open and closed."""
    return [number for number, issue in github.issues.items() if issue["title"] == TITLE]


def test_what_is_refused_on_every_run_has_one_issue_until_it_passes(team: Workshop, github: FakeGitHub) -> None:
    drift = github.open_ones()
    lose(team)
    assert published(team) == 3
    (number,) = told(github)
    issue = github.issues[number]
    assert "it looks incomplete" in issue["body"]
    assert f"The capture of {VERSIONS[1]} is the newest, and it stands" in issue["body"]
    assert "driftwatch run --source cometapi --accept-loss" in issue["body"]
    assert sorted(issue["labels"]) == ["driftwatch", "source:cometapi"]
    github.writes.clear()
    team.on("2026-12-02")
    assert published(team) == 3
    assert (github.writes, told(github)) == ([], [number])
    mend(team)
    team.on("2026-12-03")
    assert published(team) == 0
    assert github.issues[number]["state"] == "closed"
    assert "captured the documentation again" in github.notes(number)[-1]
    assert github.open_ones() == drift


def test_what_is_refused_for_another_reason_is_told_in_the_same_issue_without_a_comment(
    team: Workshop, github: FakeGitHub
) -> None:
    lose(team)
    published(team)
    (number,) = told(github)
    body = github.issues[number]["body"]
    index = team.site.answer_to("/llms.txt", None).body.decode()
    team.site.answer("/llms.txt", 200, "\n".join(index.splitlines()[:8]).encode() + b"\n")
    assert published(team) == 3
    before, after = (text.partition("the index lists ")[2].split()[0] for text in (body, github.issues[number]["body"]))
    assert int(before) > int(after) > 0
    assert (told(github), github.notes(number)) == ([number], [])


def test_an_issue_is_opened_again_when_the_next_loss_is_refused(team: Workshop, github: FakeGitHub) -> None:
    for day, change in (("02", lose), ("03", mend), ("04", lose)):
        change(team)
        team.on(f"2026-12-{day}")
        published(team)
    (number,) = told(github)
    assert github.issues[number]["state"] == "open"
    assert "The refusal is back" in github.notes(number)[-1]


def test_a_person_who_accepts_the_loss_settles_the_issue(team: Workshop, github: FakeGitHub) -> None:
    lose(team)
    published(team)
    (number,) = told(github)
    assert published(team, "--accept-loss") == 0
    assert github.issues[number]["state"] == "closed"


def test_what_may_pass_by_itself_is_told_after_three_days_without_a_capture(team: Workshop, github: FakeGitHub) -> None:
    assert published(team) == 0
    team.site.answer("/llms.txt", 503, b"down")
    team.on("2026-12-03")
    assert published(team) == 3
    assert told(github) == []
    team.on("2026-12-04")
    assert published(team) == 3
    (number,) = told(github)
    assert "It may pass by itself" in github.issues[number]["body"]
    assert "--accept-loss" not in github.issues[number]["body"]


def test_a_sync_that_knows_of_no_run_leaves_the_issue_as_it_is(team: Workshop, github: FakeGitHub) -> None:
    lose(team)
    published(team)
    github.writes.clear()
    assert team.driftwatch("issues", "sync")[0] == 0
    assert github.writes == []
    assert told(github)


def test_one_step_of_a_job_tells_the_next_which_sources_were_refused(team: Workshop, github: FakeGitHub) -> None:
    lose(team)
    assert team.driftwatch("run", "--outcomes", "outcomes")[0] == 3
    assert told(github) == []
    code, out = team.driftwatch("issues", "sync", "--outcomes", "outcomes", "--dry-run")
    assert code == 0
    assert f"open: {TITLE} (new refusal)" in out
    assert told(github) == []
    assert team.driftwatch("issues", "sync", "--outcomes", "outcomes")[0] == 0
    assert len(told(github)) == 1
    mend(team)
    assert team.driftwatch("run", "--outcomes", "outcomes", "--fail-on", "never")[0] == 0
    assert team.driftwatch("issues", "sync", "--outcomes", "outcomes")[0] == 0
    assert github.issues[told(github)[0]]["state"] == "closed"


def test_of_several_sources_the_refused_one_is_told(team: Workshop, github: FakeGitHub) -> None:
    team.configure(f'[sources.other]\nindex = "{team.site.origin}/nothing-here.txt"\n')
    assert published(team) == 3
    (title,) = (issue["title"] for issue in github.open_ones() if "not captured" in issue["title"])
    assert title == TITLE.replace("cometapi", "other")
    assert any("There is no capture yet" in issue["body"] for issue in github.issues.values())


def test_without_a_token_nothing_is_captured_and_nothing_told(
    team: Workshop, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    lose(team)
    before = team.state()
    assert published(team) == 2
    assert "GITHUB_TOKEN" in team.err
    assert (team.state(), told(github)) == (before, [])


def test_the_refusal_is_said_even_when_github_cannot_be_reached(team: Workshop, github: FakeGitHub) -> None:
    lose(team)
    github.faults = [(401, {"message": "Bad credentials"}, {})] * 9
    assert published(team) == 3
    assert "it looks incomplete" in team.err


@pytest.mark.parametrize("content", [b"[1]", b"\xff"])
def test_a_file_that_holds_no_outcomes_is_refused_before_anything_is_written(
    content: bytes, team: Workshop, github: FakeGitHub
) -> None:
    (team.root / "outcomes").write_bytes(content)
    github.writes.clear()
    assert team.driftwatch("issues", "sync", "--outcomes", "outcomes")[0] == 2
    assert team.driftwatch("issues", "sync", "--outcomes", "missing")[0] == 2
    assert github.writes == []
