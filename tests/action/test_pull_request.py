"""Mode pull-request: what is pushed, opened and updated, by whole jobs on a real remote and a stand-in for GitHub."""

import json
import re
from typing import Any

import pytest

from driftwatch.demo.build import VERSIONS
from driftwatch.demo.server import DemoSite
from tests.action.harness import SECRET, Job, Server, git
from tests.workflows.fake_github import FakeGitHub

FIRST = "driftwatch/captures/main/2026-12-01"
TRAIL = "snapshots/cometapi/captures.jsonl"


@pytest.fixture
def propose(server: Server, github: FakeGitHub) -> Any:
    def job(day: str = "2026-12-01", **options: Any) -> Job:
        github.writes.clear()
        return server.run(day, **{"mode": "pull-request", **options})

    return job


@pytest.fixture
def waiting(propose: Any, site: DemoSite) -> Job:
    """One proposal waits."""
    site.switch(VERSIONS[2])
    job: Job = propose()
    assert job.failed == "", job.log
    return job


def only(github: FakeGitHub) -> dict[str, Any]:
    (pull,) = github.pulls.open_ones()
    return pull


def test_drift_opens_one_pull_request_and_leaves_the_branch_alone(
    propose: Any, server: Server, github: FakeGitHub, site: DemoSite
) -> None:
    before = server.tip()
    site.switch(VERSIONS[2])
    job = propose()
    assert job.failed == "", job.log
    pull = only(github)
    assert (pull["head"], pull["base"], server.tip()) == (FIRST, "main", before)
    assert server.tip(FIRST) == git(job.work, "rev-parse", "HEAD")
    assert "breaking" in pull["title"]
    assert job.outputs["propose"] == {"pull-request": "1"}
    assert f"{server.repository}/pull/1)" in job.summary
    assert f"/blob/{server.tip(FIRST)}/reports/2026-12-01/cometapi/summary.md" in pull["body"]
    assert SECRET not in job.log + job.summary + json.dumps(github.pulls.known)


def test_further_drift_goes_on_from_what_waits(
    waiting: Job, propose: Any, server: Server, github: FakeGitHub, site: DemoSite
) -> None:
    first, body = server.tip(FIRST), only(github)["body"]
    site.switch(VERSIONS[0])
    job = propose("2026-12-02")
    assert job.failed == "", job.log
    assert only(github)["body"] != body
    assert server.has(first, FIRST)
    assert server.branches() == [FIRST, "main"]
    days = [json.loads(line)["at"][:10] for line in server.file(TRAIL, branch=FIRST).splitlines()[-2:]]
    assert days == ["2026-12-01", "2026-12-02"]
    assert all(f"[{day}](" in only(github)["body"] for day in days)


def test_what_waits_is_no_news_on_the_next_day(waiting: Job, propose: Any, server: Server, github: FakeGitHub) -> None:
    tip = server.tip(FIRST)
    server.push("README.md", "ours\n")
    job = propose("2026-12-02", publish="true")
    assert job.failed == "", job.log
    assert not [write for write in github.writes if "pull" in write]
    assert server.tip(FIRST) == tip
    assert "no drift" in job.summary
    assert github.open_ones()


def test_without_drift_nothing_is_proposed(propose: Any, server: Server, github: FakeGitHub) -> None:
    job = propose()
    assert (job.failed, github.writes, server.branches()) == ("", [], ["main"])


def test_a_first_capture_is_proposed(propose: Any, server: Server, github: FakeGitHub, tmp_path: Any) -> None:
    first = git(server.bare, "rev-list", "--max-parents=0", "main")
    git(server.bare, "update-ref", "refs/heads/main", first)
    job = propose()
    assert job.failed == "", job.log
    assert only(github)["title"] == "Documentation captured: first capture in cometapi"
    assert "first capture" in only(github)["body"]


@pytest.mark.parametrize("squash", [False, True], ids=["merged", "squashed"])
def test_after_a_merge_new_drift_is_a_new_pull_request(
    waiting: Job, propose: Any, server: Server, github: FakeGitHub, site: DemoSite, *, squash: bool
) -> None:
    github.pulls.merge(1, squash=squash)
    quiet = propose("2026-12-02")
    assert (quiet.failed, github.writes) == ("", [])
    site.switch(VERSIONS[0])
    job = propose("2026-12-03")
    assert job.failed == "", job.log
    assert (only(github)["number"], only(github)["head"]) == (2, "driftwatch/captures/main/2026-12-03")
    history = [one["date"] for one in json.loads(_driftwatch(job, "history", "--format", "json"))]
    assert history[:3] == ["2026-12-03", "2026-12-01", VERSIONS[1]]


def _driftwatch(job: Job, *arguments: str) -> str:
    import subprocess

    program = job.temporary / "driftwatch" / "bin" / "driftwatch"
    done = subprocess.run([program, *arguments], cwd=job.work, capture_output=True, text=True, check=True)
    return done.stdout


def test_closed_without_merging_starts_anew(waiting: Job, propose: Any, server: Server, github: FakeGitHub) -> None:
    github.pulls.close(1)
    job = propose("2026-12-02")
    assert job.failed == "", job.log
    assert only(github)["head"] == "driftwatch/captures/main/2026-12-02"
    assert server.has(server.tip(), "driftwatch/captures/main/2026-12-02")
    assert len(server.file(TRAIL, branch=only(github)["head"]).splitlines()) == 3


def test_what_was_merged_into_the_branch_meanwhile_is_brought_along(
    waiting: Job, propose: Any, server: Server, github: FakeGitHub, site: DemoSite
) -> None:
    first, theirs = server.tip(FIRST), server.push("README.md", "ours\n")
    site.switch(VERSIONS[0])
    job = propose("2026-12-02")
    assert job.failed == "", job.log
    assert server.has(first, FIRST)
    assert server.has(theirs, FIRST)
    assert server.file("README.md", branch=FIRST) == "ours"


def test_what_conflicts_with_the_branch_is_captured_anew(
    waiting: Job, propose: Any, server: Server, github: FakeGitHub
) -> None:
    line = json.loads(server.file(TRAIL).splitlines()[-1]) | {"at": "2026-12-02T00:00:00Z"}
    server.push(TRAIL, server.file(TRAIL) + "\n" + json.dumps(line, separators=(",", ":")) + "\n")
    tip = server.tip(FIRST)
    job = propose("2026-12-03")
    assert job.failed == "", job.log
    assert "conflicts with main: captures start anew" in job.log
    assert (only(github)["number"], only(github)["head"]) == (2, "driftwatch/captures/main/2026-12-03")
    assert "#2 came in its place" in github.pulls.known[1]["body"]
    assert server.tip(FIRST) == tip
    assert not (job.work / ".git" / "MERGE_HEAD").exists()


def test_another_job_that_pushes_meanwhile_is_rebased_on(
    waiting: Job, propose: Any, server: Server, github: FakeGitHub, site: DemoSite
) -> None:
    site.switch(VERSIONS[0])
    theirs = []
    meanwhile = {"Keep the captures": lambda: theirs.append(server.push("theirs.txt", "theirs\n", branch=FIRST))}
    job = propose("2026-12-02", meanwhile=meanwhile)
    assert job.failed == "", job.log
    assert server.has(theirs[0], FIRST)
    assert f"/blob/{server.tip(FIRST)}/" in only(github)["body"]


def test_a_push_that_the_server_refuses_is_an_error_and_opens_nothing(
    propose: Any, server: Server, github: FakeGitHub, site: DemoSite
) -> None:
    hook = server.bare / "hooks" / "update"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    site.switch(VERSIONS[2])
    job = propose()
    assert (job.failed, job.code) == ("Keep the captures", 3)
    assert (github.writes, server.branches()) == ([], ["main"])
    assert "no ruleset may keep the token" in job.log


def test_a_pull_request_opened_without_an_answer_is_taken_over(
    propose: Any, github: FakeGitHub, site: DemoSite
) -> None:
    site.switch(VERSIONS[2])
    github.faults = ["", "", "", "", "", "lost"]
    job = propose()
    assert job.failed == "", job.log
    assert only(github)["head"] == FIRST
    assert "pull request #1: kept" in job.log


def test_a_job_that_may_not_open_pull_requests_says_what_to_do_and_the_next_one_goes_on(
    propose: Any, server: Server, github: FakeGitHub, site: DemoSite
) -> None:
    github.pulls.may_propose = False
    site.switch(VERSIONS[2])
    job = propose()
    assert (job.failed, job.code) == ("Propose the captures", 3)
    assert "allow GitHub Actions to create pull requests" in job.log
    tip = server.tip(FIRST)
    github.pulls.may_propose = True
    job = propose("2026-12-02")
    assert job.failed == "", job.log
    assert (only(github)["head"], server.tip(FIRST), server.branches()) == (FIRST, tip, [FIRST, "main"])


def test_a_shallow_checkout_is_deepened(waiting: Job, propose: Any, github: FakeGitHub, site: DemoSite) -> None:
    site.switch(VERSIONS[0])
    job = propose("2026-12-02", depth=1)
    assert job.failed == "", job.log
    assert only(github)["number"] == 1
    assert "the checkout is shallow" in job.log


def test_what_people_answer_in_issues_is_proposed(
    propose: Any, server: Server, github: FakeGitHub, site: DemoSite
) -> None:
    github.permissions = {"ann": "write"}
    site.switch(VERSIONS[2])
    assert propose(publish="true").failed == ""
    number = min(issue["number"] for issue in github.open_ones())
    github.say(number, "/driftwatch accept until 2027-01-31 because we know", author="ann")
    job = propose("2026-12-02", publish="true")
    assert job.failed == "", job.log
    assert github.issues[number]["state"] == "closed"
    body = only(github)["body"]
    assert re.search(r"^- `[0-9a-f]{12}` until 2027-01-31 \(`ann`\)$", body, re.MULTILINE)
    assert "we know" not in body
    assert "we know" in server.file("driftwatch.toml", branch=FIRST)
    assert "we know" not in server.file("driftwatch.toml")
