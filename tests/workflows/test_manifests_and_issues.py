"""Manifests and issues: a breach is an issue, and a review settles what somebody has looked at."""

import functools
import json
from typing import Any

import pytest

from driftwatch.adapters.github import api as github_api
from driftwatch.adapters.http import fetcher as http
from driftwatch.demo.build import VERSIONS
from tests.e2e.workshop import Workshop
from tests.workflows.fake_github import REPOSITORY, FakeGitHub

MANIFEST = """\
driftwatch: 1
contract: POST /v1/chat/completions
base_url: https://api.cometapi.com
environment: production
docs: {page}
accessed: {accessed}
auth: Bearer $COMETAPI_KEY
request: [model, messages]
response: [id, {field}]
errors:
  cases:
    upstream-5xx: {{status: 500, retry: backoff, evidence: documented}}
owner: chat-team
"""
UNDOCUMENTED = "choices.*.message.tone"
DOCUMENTED = "choices.*.message.content"
BREACH = (
    f"The manifest relies on response field {UNDOCUMENTED} of POST /v1/chat/completions,"
    " which is not documented (chat-team)"
)

UNUSABLE = "This manifest cannot be used: "


@pytest.fixture
def team(drifted: Workshop, api: str, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setattr(github_api, "_PAUSE", 0.0)
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_secret")
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_API_URL", api)
    drifted.on("2026-06-01")
    return drifted


def write(team: Workshop, *, field: str, accessed: str = "2026-05-28", docs: str = "") -> None:
    folder = team.root / "contracts"
    folder.mkdir(exist_ok=True)
    page = docs or f"{team.site.origin}/api/text/chat"
    (folder / "chat.yaml").write_text(MANIFEST.format(page=page, field=field, accessed=accessed))


def review(team: Workshop) -> None:
    assert team.driftwatch("manifest", "review", "--by", "jonas")[0] == 0


def titles(github: FakeGitHub) -> list[str]:
    return sorted(issue["title"] for issue in github.open_ones())


def the_breach(github: FakeGitHub) -> dict[str, Any]:
    (issue,) = (each for each in github.issues.values() if each["title"] == BREACH)
    return issue


def test_a_breach_opens_an_issue_that_is_closed_when_the_manifest_is_mended(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=UNDOCUMENTED)
    assert team.driftwatch("issues", "sync")[0] == 0
    issue = the_breach(github)
    assert f"`{UNDOCUMENTED}`" in issue["body"]
    assert "`contracts/chat.yaml:9`" in issue["body"]
    assert "driftwatch manifest review contracts/chat.yaml --by NAME" in issue["body"]
    write(team, field=DOCUMENTED)
    team.driftwatch("issues", "sync")
    assert the_breach(github)["state"] == "closed"
    assert "gone" in github.notes(issue["number"])[-1]


def break_(team: Workshop, file: str = "chat.yaml") -> str:
    """Write a typo into a manifest; returns how it was."""
    path = team.root / "contracts" / file
    good = path.read_text()
    path.write_text(good + "ownr: typo\n")
    return good


def of_manifest(github: FakeGitHub, file: str = "chat.yaml") -> dict[str, Any]:
    (issue,) = (each for each in github.issues.values() if each["title"] == f"{UNUSABLE}contracts/{file}")
    return issue


def test_a_manifest_that_cannot_be_used_has_an_issue_and_closes_no_other(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=UNDOCUMENTED)
    team.driftwatch("issues", "sync")
    before = {number: dict(issue) for number, issue in github.issues.items()}
    good = break_(team)
    assert team.driftwatch("issues", "sync")[0] == 0
    assert "manifest left out: contracts/chat.yaml:14:1: (top): unknown key 'ownr'" in team.err
    issue = of_manifest(github)
    assert {number: dict(github.issues[number]) for number in before} == before
    assert [github.notes(number) for number in before] == [[]] * len(before)
    assert "contracts/chat.yaml:14:1: (top): unknown key 'ownr'" in issue["body"]
    assert "driftwatch manifest lint contracts/chat.yaml" in issue["body"]
    assert sorted(issue["labels"]) == ["driftwatch", "source:cometapi"]
    github.writes.clear()
    team.on("2026-06-02")
    assert team.driftwatch("issues", "sync")[0] == 0
    assert github.writes == []
    (team.root / "contracts" / "chat.yaml").write_text(good)
    assert team.driftwatch("issues", "sync")[0] == 0
    assert issue["state"] == "closed"
    assert "can be used again" in github.notes(issue["number"])[-1]
    assert the_breach(github)["state"] == "open"


def test_what_was_committed_last_stands_in_for_a_manifest_that_cannot_be_used(
    team: Workshop, github: FakeGitHub
) -> None:
    write(team, field=UNDOCUMENTED)
    team.git("add", "contracts")
    team.git("commit", "--quiet", "--message", "Rely on the tone")
    commit = team.head()
    break_(team)
    team.git("commit", "--quiet", "--all", "--message", "A typo")
    assert team.driftwatch("issues", "sync")[0] == 0
    assert the_breach(github)["state"] == "open"
    assert f"contracts/chat.yaml is taken as of commit {commit[:10]}" in team.err
    issue = of_manifest(github)
    assert f"as of commit `{commit[:10]}`" in issue["body"]
    assert commit in issue["body"]


def test_a_manifest_that_cannot_be_used_keeps_no_issue_of_another_team_open(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=UNDOCUMENTED)
    path = team.root / "contracts" / "chat.yaml"
    other = team.root / "contracts" / "other.yaml"
    other.write_text(path.read_text().replace("chat-team", "other-team"))
    team.driftwatch("issues", "sync")
    breach = BREACH.replace("(chat-team)", "(other-team)")
    assert the_breach(github)["state"] == "open"
    break_(team)
    other.write_text(other.read_text().replace(UNDOCUMENTED, DOCUMENTED))
    assert team.driftwatch("issues", "sync")[0] == 0
    assert the_breach(github)["state"] == "open"
    assert breach in [issue["title"] for issue in github.issues.values() if issue["state"] == "closed"]


def test_a_manifest_that_is_gone_is_not_told_any_longer(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=UNDOCUMENTED)
    break_(team)
    team.driftwatch("issues", "sync")
    (team.root / "contracts" / "chat.yaml").unlink()
    assert team.driftwatch("issues", "sync")[0] == 0
    assert of_manifest(github)["state"] == "closed"


def test_manifests_that_disagree_are_both_used(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=UNDOCUMENTED)
    file = team.root / "contracts" / "chat.yaml"
    (team.root / "contracts" / "copy.yaml").write_text(file.read_text().replace("production", "sandbox"))
    assert team.driftwatch("issues", "sync")[0] == 0
    assert "manifests disagree: contracts/copy.yaml:2:1: contract: two manifests claim different things" in team.err
    assert "left out" not in team.err
    assert the_breach(github)["state"] == "open"


def test_a_mended_manifest_closes_its_issue_while_other_documents_are_unread(
    team: Workshop, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(team, field=UNDOCUMENTED)
    team.driftwatch("issues", "sync")

    async def at_once(seconds: float) -> None:
        """Wait for nothing."""

    monkeypatch.setattr(http, "Timing", functools.partial(http.Timing, sleep=at_once))
    team.site.answer("/guides/error-codes-and-retry-strategy.md", 503, b"down")
    team.driftwatch("--quiet", "run", "--fail-on", "never")
    assert team.unseen()
    write(team, field=DOCUMENTED)
    team.driftwatch("issues", "sync")
    assert the_breach(github)["state"] == "closed"


def test_breaches_can_be_kept_out_of_issues(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=UNDOCUMENTED)
    team.configure("[issues]\nbreaches = false\n")
    team.driftwatch("issues", "sync")
    assert [title for title in titles(github) if title.startswith("The manifest")] == []
    assert titles(github)


def test_an_accepted_breach_is_no_issue(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=UNDOCUMENTED)
    team.driftwatch("issues", "sync")
    number = the_breach(github)["number"]
    team.configure(
        '[[accept]]\nrule = "manifest-field-undocumented"\nreason = "seen live"\nowner = "us"\nexpires = "2030-01-01"\n'
    )
    team.driftwatch("issues", "sync")
    assert github.issues[number]["state"] == "closed"
    assert "accepted" in github.notes(number)[-1]


def test_what_time_did_to_a_manifest_is_no_issue(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=DOCUMENTED, accessed="2025-01-01")
    _, out = team.driftwatch("check", "--format", "json", "--fail-on", "never")
    assert "manifest-access-date-overdue" in {each["id"] for each in team.findings(out)}
    team.driftwatch("issues", "sync")
    assert "overdue" not in json.dumps(github.issues)


def test_an_operation_that_was_never_documented_is_a_mistake_not_drift(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=DOCUMENTED)
    path = team.root / "contracts" / "chat.yaml"
    path.write_text(path.read_text().replace("chat/completions", "chat/completion"))
    team.driftwatch("issues", "sync")
    assert [title for title in titles(github) if title.startswith("The manifest")] == []


def test_a_review_settles_the_drift_that_it_saw(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=DOCUMENTED, accessed="2026-03-15")
    team.driftwatch("issues", "sync")
    errors = next(each for each in github.open_ones() if each["title"].endswith("(chat-team)"))
    review(team)
    assert team.driftwatch("issues", "sync")[0] == 0
    assert github.open_ones() == []
    assert "reviewed" in github.notes(errors["number"])[-1]
    github.writes.clear()
    team.driftwatch("issues", "sync")
    assert github.writes == []


def test_drift_that_comes_after_a_review_is_open(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=DOCUMENTED, accessed="2026-03-15")
    review(team)
    team.driftwatch("issues", "sync")
    assert github.open_ones() == []
    team.site.switch(VERSIONS[2])
    team.on(VERSIONS[2])
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    (rest,) = (each for each in github.open_ones() if each["title"].startswith("Not relied on: "))
    assert "`POST /v1/images/edits`" in rest["body"]


def test_a_breach_that_a_review_left_is_told_once_the_drift_is_settled(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=UNDOCUMENTED, accessed="2026-03-15")
    review(team)
    team.driftwatch("issues", "sync")
    assert titles(github) == [BREACH]


def test_a_run_tells_the_breaches_beside_the_drift_and_fails_for_them(team: Workshop) -> None:
    write(team, field=UNDOCUMENTED)
    code, out = team.driftwatch("run", "--format", "json", "--fail-on", "warning")
    assert code == 1
    assert [each["id"] for each in team.findings(out)] == ["manifest-field-undocumented"]
    write(team, field=DOCUMENTED)
    code, out = team.driftwatch("run", "--format", "json", "--fail-on", "warning")
    assert (code, team.findings(out)) == (0, [])


def test_drift_of_one_source_affects_no_manifest_of_another(team: Workshop, github: FakeGitHub) -> None:
    write(team, field=UNDOCUMENTED, accessed="2026-03-15", docs="https://docs.acme.example/chat")
    team.configure('[sources.acme]\nindex = "https://docs.acme.example/llms.txt"\n')
    team.driftwatch("issues", "sync")
    assert titles(github)
    assert [title for title in titles(github) if "chat-team" in title] == []
    _, out = team.driftwatch("diff", "--source", "cometapi", "--format", "json", "--fail-on", "never")
    assert {each["impact"]["kind"] for each in team.findings(out)} == {"unknown"}
