"""`mode: comment` of the action: a pull request is told what it touches, with no more rights than that takes."""

import pytest

from tests.action.harness import Job, Server, git
from tests.workflows.fake_github import REPOSITORY, FakeGitHub
from tests.workflows.test_manifests_and_issues import MANIFEST, UNDOCUMENTED


@pytest.fixture
def number(github: FakeGitHub) -> int:
    return github.open_issue("Please merge", author="mona")


@pytest.fixture
def merged(server: Server) -> Server:
    """A pull request that brings a manifest: its merge is what a job checks out."""
    work = server.checkout("topic")
    git(work, "checkout", "--quiet", "-b", "topic")
    (work / "contracts").mkdir()
    page = "https://docs.example.com/chat"
    (work / "contracts" / "chat.yaml").write_text(MANIFEST.format(page=page, field=UNDOCUMENTED, accessed="2026-05-28"))
    git(work, "add", "contracts")
    git(work, "commit", "--quiet", "--message", "Rely on it")
    git(work, "checkout", "--quiet", "main")
    git(work, "merge", "--quiet", "--no-ff", "--message", "Merge", "topic")
    git(work, "push", "--quiet", f"file://{server.bare}", "HEAD:refs/heads/merge")
    return server


def commented(server: Server, number: int, *, head: str = REPOSITORY, actor: str = "mona", **more: str) -> Job:
    event = {"event.pull_request.number": str(number), "event.pull_request.head.repo.full_name": head, "actor": actor}
    event["event_name"] = more.pop("event", "pull_request")
    return server.run(
        "2026-12-01", branch=more.pop("branch", "merge"), ref="refs/pull/1/merge", mode="comment", github=event, **more
    )


def test_a_pull_request_gets_one_comment_and_nothing_else_happens(
    merged: Server, github: FakeGitHub, number: int
) -> None:
    tip = merged.tip()
    for _ in range(2):
        job = commented(merged, number)
        assert job.failed == "", job.log
        assert job.ran == ["Check the inputs", "Install driftwatch", "Say what the pull request touches"]
    (body,) = github.notes(number)
    assert UNDOCUMENTED in body
    assert merged.tip() == tip
    assert [call for call in github.writes if "comment" not in call] == []


@pytest.mark.parametrize("who", [{"head": "mallory/api-drift"}, {"head": ""}, {"actor": "dependabot[bot]"}])
def test_where_the_token_may_only_read_the_summary_says_it(
    merged: Server, github: FakeGitHub, number: int, who: dict[str, str]
) -> None:
    job = commented(merged, number, **who)
    assert job.failed == "", job.log
    assert UNDOCUMENTED in job.summary
    assert (github.notes(number), github.writes) == ([], [])


@pytest.mark.parametrize("event", ["pull_request_target", "push", "issue_comment", "schedule"])
def test_it_runs_on_pull_requests_alone(merged: Server, github: FakeGitHub, number: int, event: str) -> None:
    job = commented(merged, number, event=event)
    assert (job.failed, job.code) == ("Check the inputs", 2)
    assert github.requests == []


def test_a_checkout_that_is_no_merge_is_said(merged: Server, github: FakeGitHub, number: int) -> None:
    job = commented(merged, number, branch="main")
    assert (job.failed, job.code) == ("Say what the pull request touches", 2)
    assert "HEAD is not the merge of the pull request" in job.log
    assert github.writes == []
