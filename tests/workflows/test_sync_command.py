"""From a drifting site to issues and back, through the command line."""

import functools
import json
import socket
from typing import Any

import pytest

from driftwatch.adapters.github import api as github_api
from driftwatch.adapters.http import fetcher as http
from driftwatch.demo.build import VERSIONS
from driftwatch.model.address import operation_key
from driftwatch.model.change import WORDS
from driftwatch.model.stored import operation_stem
from tests.e2e.workshop import Workshop
from tests.reports.sarif_schema import errors_of
from tests.workflows.fake_github import BOT, REPOSITORY, FakeGitHub

TOKEN = "ghs_" + "0123456789abcdefghijklmnopqrstuvwxyz"  # put together here: it looks like a real one


@pytest.fixture
def team(drifted: Workshop, api: str, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setattr(github_api, "_PAUSE", 0.0)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_API_URL", api)
    return drifted


def test_drift_becomes_issues_and_a_site_that_takes_it_back_closes_them(team: Workshop, github: FakeGitHub) -> None:
    assert team.driftwatch("issues", "sync")[0] == 0
    opened = [issue["number"] for issue in github.open_ones()]
    assert opened
    assert all("source:cometapi" in github.issues[number]["labels"] for number in opened)
    github.writes.clear()
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    assert github.writes == []
    team.site.switch(VERSIONS[0])
    team.on("2026-12-02")
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    assert github.open_ones() == []
    assert all("gone" in github.notes(number)[-1] for number in opened)
    assert TOKEN not in json.dumps([github.issues, github.comments]) + team.err


def test_a_first_capture_opens_no_issue(team: Workshop, github: FakeGitHub) -> None:
    team.git("reset", "--quiet", "--hard", "HEAD~1")
    assert team.driftwatch("issues", "sync")[0] == 0
    assert github.issues == {}


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_shallow_clone_that_lacks_captures_closes_nothing(
    team: Workshop, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    team.driftwatch("issues", "sync")
    team.git("clone", "--quiet", "--depth=1", f"file://{team.root}", "shallow")
    monkeypatch.chdir(team.root / "shallow")
    github.writes.clear()
    assert team.driftwatch("issues", "sync", *options)[0] == 3
    assert "the clone is shallow and holds 1 of 2 captures" in team.err
    assert "git fetch --unshallow" in team.err
    assert github.writes == []
    team.git("-C", "shallow", "fetch", "--quiet", "--unshallow")
    assert team.driftwatch("issues", "sync", *options) == (0, "")
    assert github.open_ones()


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
@pytest.mark.parametrize("name", ["captures.jsonl", "documents.jsonl"])
def test_a_stored_file_with_a_byte_that_is_no_utf_8_closes_and_opens_nothing(
    team: Workshop, github: FakeGitHub, options: tuple[str, ...], name: str
) -> None:
    team.driftwatch("issues", "sync")
    path = f"snapshots/cometapi/{name}"
    (team.root / path).write_bytes((team.root / path).read_bytes().replace(b'":"', b'":"\xff', 1))
    team.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    github.writes.clear()
    assert team.driftwatch("issues", "sync", *options) == (2, "")
    assert f"error: {path}" in team.err
    assert f"`git restore --source=COMMIT {path}`" in team.err
    assert github.writes == []


def test_a_shallow_clone_that_lacks_captures_tells_no_open_drift(team: Workshop) -> None:
    team.git("clone", "--quiet", "--depth=1", f"file://{team.root}", "shallow")
    team.monkeypatch.chdir(team.root / "shallow")
    assert team.driftwatch("diff", "--open") == (3, "")
    assert "the clone is shallow and holds 1 of 2 captures" in team.err


def test_a_shallow_clone_that_lacks_no_capture_will_do(
    team: Workshop, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.git("clone", "--quiet", "--depth=2", f"file://{team.root}", "shallow")
    monkeypatch.chdir(team.root / "shallow")
    assert team.driftwatch("issues", "sync")[0] == 0
    assert github.open_ones()


def test_a_dry_run_prints_what_would_be_done_and_writes_nothing(team: Workshop, github: FakeGitHub) -> None:
    code, out = team.driftwatch("issues", "sync", "--dry-run")
    assert (code, github.writes) == (0, [])
    said = [line for line in out.splitlines() if line.startswith("open: ")]
    team.driftwatch("issues", "sync")
    assert sorted(said) == sorted(f"open: {issue['title']} (new drift)" for issue in github.issues.values())
    bodies = "\n".join(line[4:] for line in out.splitlines() if line.startswith("  | "))
    assert all(issue["body"].rstrip("\n") in bodies for issue in github.issues.values())


def test_accepted_drift_closes_its_issue(team: Workshop, github: FakeGitHub) -> None:
    _, out = team.driftwatch("diff", "--format", "json", "--fail-on", "never")
    report = json.loads(out)
    team.driftwatch("issues", "sync")
    assert github.open_ones()
    accepted = "".join(
        f'[[accept]]\nfingerprint = "{finding["fingerprint"]}"\n'
        'reason = "known"\nowner = "us"\nexpires = "2030-01-01"\n'
        for finding in report["findings"]
    )
    team.configure(accepted)
    assert team.driftwatch("issues", "sync")[0] == 0
    assert github.open_ones() == []
    assert all("accepted" in github.notes(number)[-1] for number in github.issues)


def test_an_issue_stays_open_while_its_documents_cannot_be_read(
    team: Workshop, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(seconds: float) -> None:
        """Wait for nothing."""

    monkeypatch.setattr(http, "Timing", functools.partial(http.Timing, sleep=at_once))
    team.driftwatch("issues", "sync")
    _, out = team.driftwatch("diff", "--format", "json", "--fail-on", "never")
    worst = team.findings(out)[0]
    path = worst["sources"][0]["url"].removeprefix(team.site.origin)
    team.site.switch(VERSIONS[0])
    team.site.answer(path, 503, b"down")
    team.on("2026-12-02")
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    assert [each for each in team.unseen() if each in path]
    left = github.open_ones()
    assert len(left) == 1
    assert worst["fingerprint"] in left[0]["body"]


def test_a_tracker_that_fails_midway_exits_with_3_and_the_next_call_finishes(
    team: Workshop, github: FakeGitHub
) -> None:
    github.faults = ["", "", "", *[""] * 5, "500-before"]
    assert team.driftwatch("issues", "sync")[0] == 3
    assert team.driftwatch("issues", "sync")[0] == 0
    keys = [issue["body"].splitlines()[0].split()[2] for issue in github.open_ones()]
    assert len(keys) == len(set(keys)) > 0


def test_a_token_that_may_not_write_is_refused_once_whatever_is_watched(team: Workshop, github: FakeGitHub) -> None:
    team.configure(f'[sources.zeta]\nindex = "{team.site.index_url}"\n')
    team.driftwatch("run", "--source", "zeta", "--fail-on", "never")
    refusal = (403, {"message": "Resource not accessible by integration"}, {})
    github.faults = ["", "", *["" for _ in range(6)], *[refusal] * 9]
    assert team.driftwatch("issues", "sync")[0] == 3
    assert team.err.count("error: ") == 1
    assert "hint: give the job `permissions: issues: write`" in team.err
    assert len(github.faults) == 8


@pytest.mark.parametrize("missing", ["GITHUB_TOKEN", "GITHUB_REPOSITORY"])
def test_what_is_missing_in_the_environment_is_named(team: Workshop, missing: str, monkeypatch: Any) -> None:
    monkeypatch.delenv(missing)
    assert team.driftwatch("issues", "sync")[0] == 2
    assert missing in team.err


@pytest.mark.parametrize("missing", ["GITHUB_TOKEN", "GITHUB_REPOSITORY"])
def test_a_run_that_could_not_publish_is_refused_before_anything_is_done(
    team: Workshop, github: FakeGitHub, missing: str, monkeypatch: Any
) -> None:
    monkeypatch.delenv(missing)
    before, asked = team.state(), len(team.site.requests)
    assert team.driftwatch("run", "--publish") == (2, "")
    assert missing in team.err
    assert (team.state(), len(team.site.requests), github.requests) == (before, asked, [])


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_the_token_of_a_person_opens_no_second_issue_beside_those_of_a_job(
    team: Workshop, github: FakeGitHub, options: tuple[str, ...]
) -> None:
    team.driftwatch("issues", "sync")
    github.writes.clear()
    github.login = "ada"
    assert team.driftwatch("issues", "sync", *options) == (2, "")
    assert (
        "the issues with the label 'driftwatch' are kept by 'github-actions[bot]', and this token is of 'ada'"
        in team.err
    )
    assert 'author = "github-actions[bot]"' in team.err
    team.configure('[issues]\nauthor = "github-actions[bot]"\n')
    assert team.driftwatch("issues", "sync", *options) == (0, "")
    assert github.writes == []


def test_the_token_of_a_person_keeps_issues_where_no_job_does(team: Workshop, github: FakeGitHub) -> None:
    github.login = "ada"
    github.open_issue("A question", author=BOT, labels=("driftwatch",))
    forged = "<!-- driftwatch:v1 key=cometapi.x drift=0123456789abcdef rev=1 state=active open= -->\n"
    github.open_issue(forged, author="mallory", labels=("driftwatch",))
    assert team.driftwatch("issues", "sync")[0] == 0
    opened = {issue["author"] for issue in github.issues.values() if "driftwatch:breaking" in issue["labels"]}
    assert opened == {"ada"}
    github.writes.clear()
    assert team.driftwatch("issues", "sync")[0] == 0
    assert github.writes == []


def test_sources_become_a_matrix(team: Workshop) -> None:
    team.configure('[sources.acme]\nindex = "https://docs.acme.example/llms.txt"\n')
    assert team.driftwatch("sources", "--matrix") == (0, '{"source":["acme","cometapi"]}\n')


def test_github_that_does_not_answer_is_named(team: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    monkeypatch.setenv("GITHUB_API_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setattr(github_api.Pacing, "wait", lambda *_: None)
    assert team.driftwatch("issues", "sync")[0] == 3
    assert f"no answer from 127.0.0.1:{port} (ConnectError), 4 times" in team.err
    assert "GITHUB_API_URL" in team.err
    assert TOKEN not in team.err


def test_labels_have_colours_and_those_of_people_stay_as_they_are(team: Workshop, github: FakeGitHub) -> None:
    github.labels["Driftwatch:Breaking"] = {
        "id": 9, "node_id": "L_9", "url": "https://api.github.invalid/9", "name": "Driftwatch:Breaking",
        "color": "000000", "description": None, "default": False,
    }  # fmt: skip
    team.driftwatch("issues", "sync")
    colours = {name: label["color"] for name, label in github.labels.items()}
    assert colours == {
        "Driftwatch:Breaking": "000000",
        "driftwatch": "5319e7",
        "driftwatch:warning": "fbca04",
        "driftwatch:info": "c5def5",
        "source:cometapi": "006b75",
    }
    assert all(len(label["description"] or "") <= 100 for label in github.labels.values())
    github.requests.clear()
    team.driftwatch("issues", "sync")
    assert [request for request in github.requests if request.endswith("/labels")] == []


def test_labels_that_cannot_be_made_keep_no_issue_from_being_opened(team: Workshop, github: FakeGitHub) -> None:
    github.faults = ["", "", "500-before", "500-before", "500-before", "500-before"]
    assert team.driftwatch("issues", "sync")[0] == 0
    assert "labels were left as they are" in team.err
    assert github.open_ones()


def test_open_drift_can_be_told_without_github(team: Workshop, github: FakeGitHub) -> None:
    team.driftwatch("run", "--fail-on", "never")
    assert json.loads(team.driftwatch("diff", "--format", "json")[1])["findings"] == []
    code, out = team.driftwatch("diff", "--open", "--format", "json", "--fail-on", "breaking")
    told = json.loads(out)
    assert (code, told["old"]["label"][:10], told["new"]["label"][:10]) == (1, VERSIONS[0], "2026-12-01")
    team.driftwatch("issues", "sync")
    bodies = "".join(issue["body"] for issue in github.open_ones())
    # Words of pages are no reason for an issue as long as no manifest cites them.
    loud = [each["fingerprint"] for each in told["findings"] if each["level"] != "info" and each["location"] != WORDS]
    assert loud
    assert all(fingerprint in bodies for fingerprint in loud)


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_what_was_taken_back_is_no_open_drift(team: Workshop, version: str) -> None:
    """Whatever it was: pages that moved back as well, and lists that have their old names again.

    The index loses more than a tenth of its entries on the way back: they are gone on the second date.
    """
    for day, published in (("2026-12-01", version), ("2026-12-02", VERSIONS[0]), ("2026-12-03", VERSIONS[0])):
        team.site.switch(published)
        team.on(day)
        team.driftwatch("run", "--fail-on", "never")
    _, out = team.driftwatch("diff", "--open", "--format", "json", "--fail-on", "never")
    first = team.git("ls-tree", "-r", "--name-only", "HEAD", "snapshots/cometapi/operations")
    left = json.loads(out)["findings"]
    # Who came to rely on a call that was there meanwhile is hurt: those are told, and nothing else.
    gone = "api-path-removed-without-deprecation"
    assert [each for each in left if each["id"] != gone] == []
    assert [each for each in left if f"{_file(each['operations'][0])}." in first] == []
    assert bool(left) is (version == VERSIONS[2])


def _file(operation: str) -> str:
    return operation_stem(operation_key(*operation.split(" ", 1)))


def test_open_drift_takes_no_sides_and_needs_a_capture(team: Workshop) -> None:
    assert team.driftwatch("diff", "--open", VERSIONS[0])[0] == 2
    assert "--open looks back on all captures: name no sides" in team.err
    team.git("reset", "--quiet", "--hard", "HEAD~2")
    assert team.driftwatch("diff", "--open")[0] == 2
    assert team.err.splitlines() == [
        "error: cometapi has no capture yet: nothing has drifted",
        "  hint: run `driftwatch run`",
    ]


def test_an_alert_stays_as_long_as_its_drift(team: Workshop) -> None:
    """Code scanning closes what the next upload does not hold."""
    first, second = (alerts(team) for _ in range(2))
    team.on("2026-12-02")
    team.driftwatch("run", "--fail-on", "never")
    third = alerts(team)
    assert first == second == third
    assert len(first) > 3
    accepted = '[[accept]]\nrule = "*"\nreason = "known"\nowner = "us"\nexpires = "2030-01-01"\n'
    team.configure(accepted)
    assert alerts(team) == set()


def alerts(team: Workshop) -> set[str]:
    code, out = team.driftwatch("diff", "--open", "--format", "sarif", "--fail-on", "never")
    assert (code, errors_of(out)) == (0, [])
    (run,) = json.loads(out)["runs"]
    assert run["automationDetails"]["id"] == "driftwatch/drift/cometapi/"
    return {one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]}
