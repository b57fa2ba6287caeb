"""The pull request of captures: found, opened once, updated when something is new, and whatever people do meanwhile."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.adapters.github import pulls as github_pulls
from driftwatch.adapters.github.pulls import GitHubPulls
from driftwatch.errors import PublishError, UsageError
from driftwatch.history.proposed import drift_since
from driftwatch.wiring import App
from driftwatch.workflows.proposal import Done, find, sync
from tests.e2e.workshop import Workshop
from tests.workflows.desk import TOKEN, Silent
from tests.workflows.fake_github import BOT, REPOSITORY, FakeGitHub

BRANCH = "driftwatch/captures/main/2026-12-01"
DAY = "2026-12-01"


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def host(api: str, waited: list[float]) -> Iterator[GitHubPulls]:
    made = GitHubPulls(REPOSITORY, token=TOKEN, api=api, sleep=waited.append)
    yield made
    made.close()


@pytest.fixture
def propose(drifted: Workshop, host: GitHubPulls) -> Any:
    app = App(talk=Silent(), start=drifted.root)

    def done(branch: str = BRANCH, since: str = "HEAD~1", base: str = "main") -> Done:
        return sync(
            app, host, base=base, branch=branch, since=since, until="HEAD",
            address=lambda commit, path: f"https://github.com/{REPOSITORY}/blob/{commit}/{path}",
        )  # fmt: skip

    return done


def free(host: GitHubPulls) -> tuple[str, str]:
    found = find(host, base="main", today=DAY)
    return found.waiting, found.free


def test_it_is_opened_once_and_then_nothing_is_written(propose: Any, github: FakeGitHub) -> None:
    assert propose() == Done(verb="opened", number=1)
    github.writes.clear()
    assert propose() == Done(verb="kept", number=1)
    assert github.writes == []


def test_it_tells_of_levels_captures_and_reports(propose: Any, github: FakeGitHub, drifted: Workshop) -> None:
    propose()
    pull = github.pulls.known[1]
    head = drifted.head()
    counts = drifted.captures()[-1]
    assert f"{counts['breaking']} breaking" in pull["title"]
    assert f"| `cometapi` | {counts['breaking']} | {counts['warning']} | {counts['info']} |" in pull["body"]
    assert f"[{counts['at'][:10]}](https://github.com/{REPOSITORY}/blob/{head}/reports/" in pull["body"]


def test_captures_without_drift_are_no_reason_to_propose(propose: Any, drifted: Workshop, github: FakeGitHub) -> None:
    drifted.driftwatch("--quiet", "run")
    assert propose(since="HEAD~1") == Done(verb="not needed")
    assert github.pulls.known == {}


def test_only_captures_with_drift_and_the_first_are_news(drifted: Workshop) -> None:
    app = App(talk=Silent(), start=drifted.root)
    days = [capture["at"] for capture in drifted.captures()]
    drifted.driftwatch("--quiet", "run")
    found = drift_since(app, ["cometapi"], since="HEAD~3", until="HEAD")
    assert [(name, capture.at) for name, capture in found] == [("cometapi", day) for day in days]


def test_text_and_title_of_people_survive(propose: Any, github: FakeGitHub, drifted: Workshop) -> None:
    propose(since="HEAD~2")
    pull = github.pulls.known[1]
    begin = "<!-- driftwatch:begin -->"
    pull["body"] = pull["body"].replace(begin, f"On top\n{begin}").replace("\n", "\r\n") + "Our notes\r\n"
    pull["title"] = "Wait for the provider"
    assert propose().verb == "updated"
    assert pull["title"] == "Wait for the provider"
    assert pull["body"].index("On top") < pull["body"].index(begin) < pull["body"].index("Our notes\n")
    assert propose().verb == "kept"


def test_an_edit_between_listing_and_writing_is_not_lost(propose: Any, github: FakeGitHub) -> None:
    propose(since="HEAD~2")
    pull = github.pulls.known[1]
    github.before[f"GET /repos/{REPOSITORY}/pulls/1"] = lambda: pull.update(body=pull["body"] + "Just now\n")
    assert propose().verb == "updated"
    assert "Just now" in pull["body"]


def test_one_that_a_person_closes_between_listing_and_writing_stays_as_it_is(propose: Any, github: FakeGitHub) -> None:
    propose(since="HEAD~2")
    github.before[f"GET /repos/{REPOSITORY}/pulls/1"] = lambda: github.pulls.close(1)
    github.writes.clear()
    assert propose().verb == "kept"
    assert github.writes == []


@pytest.mark.parametrize("forged", ["author", "marker"])
def test_one_that_is_not_ours_is_gone_on_with_but_never_written(
    propose: Any, host: GitHubPulls, github: FakeGitHub, forged: str
) -> None:
    propose(since="HEAD~2")
    pull = github.pulls.known[1]
    pull.update(author="ada") if forged == "author" else pull.update(body=f"Hello\n{pull['body']}")
    github.writes.clear()
    assert propose() == Done(verb="left as people wrote it", number=1)
    assert (github.writes, free(host)[0]) == ([], BRANCH)


def test_an_author_that_is_configured_counts_alone(
    drifted: Workshop, host: GitHubPulls, github: FakeGitHub, propose: Any
) -> None:
    propose(since="HEAD~2")
    drifted.configure('[issues]\nauthor = "our-app[bot]"\n')
    app = App(talk=Silent(), start=drifted.root)
    done = sync(app, host, base="main", branch=BRANCH, since="HEAD~1", until="HEAD", address=lambda *_: "")
    assert done.verb == "left as people wrote it"
    github.pulls.known[1]["author"] = "Our-App[bot]"
    done = sync(app, host, base="main", branch=BRANCH, since="HEAD~1", until="HEAD", address=lambda *_: "")
    assert done.verb == "updated"


@pytest.mark.parametrize("fault", ["lost", "500-after"])
def test_one_opened_without_an_answer_is_taken_over(propose: Any, github: FakeGitHub, fault: str) -> None:
    github.faults = ["", "", fault]
    assert propose() == Done(verb="kept", number=1)
    assert len(github.pulls.known) == 1


def test_a_post_that_failed_is_not_sent_again_in_the_same_run(propose: Any, github: FakeGitHub) -> None:
    github.faults = ["", "", "500-before"]
    with pytest.raises(PublishError) as caught:
        propose()
    assert caught.value.lost
    assert github.requests.count(f"POST /repos/{REPOSITORY}/pulls") == 0
    assert propose().verb == "opened"


def test_one_that_another_job_opened_meanwhile_is_taken_over(propose: Any, github: FakeGitHub) -> None:
    propose()
    body = github.pulls.known.pop(1)["body"]
    post = f"POST /repos/{REPOSITORY}/pulls"
    github.before[post] = lambda: github.pulls.add(BRANCH, body=body)
    assert propose() == Done(verb="kept", number=1)


def test_a_refusal_says_which_permission_and_which_setting(propose: Any, github: FakeGitHub) -> None:
    github.pulls.may_propose = False
    with pytest.raises(PublishError) as caught:
        propose()
    assert (caught.value.status, caught.value.exit_code) == (403, 3)
    assert "pull-requests: write" in caught.value.hint
    assert "allow GitHub Actions to create pull requests" in caught.value.hint


def test_a_limit_is_waited_for(propose: Any, github: FakeGitHub, waited: list[float]) -> None:
    github.faults = ["", "", "slow-down"]
    assert propose().verb == "opened"
    assert 3.0 in waited


def test_the_one_that_came_in_its_place_closes_the_other(propose: Any, github: FakeGitHub) -> None:
    propose()
    github.pulls.add("driftwatch/captures/main/2026-12-03", author="ada", body="by hand")
    assert propose(f"{BRANCH}.2") == Done(verb="opened", number=3, closed=(1,))
    assert [pull["number"] for pull in github.pulls.open_ones()] == [2, 3]
    assert "#3 came in its place" in github.pulls.known[1]["body"]


def test_the_newest_of_ours_waits(host: GitHubPulls, github: FakeGitHub, propose: Any) -> None:
    propose()
    github.pulls.add("driftwatch/captures/main/2026-12-03", author="ada", body="by hand")
    assert free(host) == (BRANCH, f"{BRANCH}.2")


def test_more_than_a_page_is_looked_through(host: GitHubPulls, github: FakeGitHub) -> None:
    for number in range(150):
        github.pulls.add(f"feature-{number}", author="ada")
    github.pulls.add(BRANCH)
    assert free(host)[0] == BRANCH


def test_a_list_that_fails_midway_is_no_list(host: GitHubPulls, github: FakeGitHub) -> None:
    for number in range(150):
        github.pulls.add(f"feature-{number}", author="ada")
    github.faults = ["", *["500-before"] * 4]
    with pytest.raises(PublishError):
        free(host)


def test_names_are_ordered_by_date_and_number(host: GitHubPulls, github: FakeGitHub) -> None:
    for name in (f"{BRANCH}.10", f"{BRANCH}.9", BRANCH):
        github.pulls.close(github.pulls.add(name))
    assert free(host) == ("", f"{BRANCH}.2")
    github.pulls.heads.append(f"{BRANCH}.11")
    assert free(host) == (f"{BRANCH}.11", f"{BRANCH}.2")


def test_the_name_of_a_branch_that_was_merged_and_deleted_is_not_used_again(
    host: GitHubPulls, github: FakeGitHub
) -> None:
    github.pulls.close(github.pulls.add(BRANCH))
    github.pulls.gone.add(BRANCH)
    assert free(host) == ("", f"{BRANCH}.2")


def test_a_fork_may_call_its_branches_as_it_likes(host: GitHubPulls, github: FakeGitHub) -> None:
    github.pulls.add(BRANCH, fork="mallory/api-drift")
    assert free(host) == ("", BRANCH)


def test_a_pull_request_whose_fork_is_gone_can_be_read() -> None:
    text = b'{"number": 1, "head": {"ref": "x", "repo": null}, "base": {"ref": "main"}, "user": null, "body": null}'
    assert github_pulls._pull(msgspec.json.decode(text, type=github_pulls._Pull)).repository == ""


@pytest.mark.parametrize("name", ["", "-x", "a b", "a..b", "a:b", "refs/heads/main", "a\nb", "a*", "x" * 300])
def test_what_is_no_name_of_a_branch_is_refused(host: GitHubPulls, name: str) -> None:
    with pytest.raises(UsageError):
        find(host, base=name, today=DAY)


@pytest.mark.parametrize("name", ["main", "driftwatch/captures/other/2026-12-01", f"{BRANCH}/x", f"{BRANCH}.x"])
def test_only_branches_of_ours_are_proposed(propose: Any, name: str) -> None:
    with pytest.raises(UsageError):
        propose(name)


def test_the_token_stands_in_no_error(host: GitHubPulls, github: FakeGitHub) -> None:
    github.faults = ["500-before"] * 10
    with pytest.raises(PublishError) as caught:
        free(host)
    assert TOKEN not in f"{caught.value!r} {caught.value.hint}"


def test_the_commands_print_what_scripts_need(
    drifted: Workshop, api: str, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_API_URL", api)
    assert drifted.driftwatch("proposal", "find", "--base", "main") == (0, f"waiting\nfree {BRANCH}\n")
    code, out = drifted.driftwatch("proposal", "list", "--since", "HEAD~1")
    assert (code, out.split()[:2]) == (0, ["cometapi", drifted.captures()[-1]["at"]])
    options = ("--base", "main", "--branch", BRANCH, "--since", "HEAD~1")
    assert drifted.driftwatch("proposal", "sync", *options) == (0, "pull request #1: opened\n")
    assert drifted.driftwatch("proposal", "find", "--base", "main") == (0, f"waiting {BRANCH}\nfree {BRANCH}.2\n")
    assert github.pulls.known[1]["author"] == BOT


@given(st.text(max_size=80))
def test_no_name_of_a_branch_is_too_strange_to_be_judged(name: str) -> None:
    class Nothing:
        repository = REPOSITORY

        def into(self, _base: str) -> tuple[()]:
            return ()

        def branches(self, _beginning: str) -> tuple[()]:
            return ()

        def was_proposed(self, _branch: str) -> bool:
            return False

    try:
        found = find(Nothing(), base=name, today=DAY)  # type: ignore[arg-type]
    except UsageError:
        return
    assert found.free == f"driftwatch/captures/{name}/{DAY}"
    assert not set("\n\x00 ~^:?*[\\") & set(found.free)


def test_what_is_accepted_alone_is_proposed_without_its_reasons(
    propose: Any, github: FakeGitHub, drifted: Workshop
) -> None:
    drifted.configure(
        '[[accept]]\nfingerprint = "0123456789ab"\nreason = "we asked"\nowner = "ann"\nexpires = "2027-01-31"\n'
    )
    drifted.git("commit", "--quiet", "--all", "--message", "Accept it")
    assert propose() == Done(verb="opened", number=1)
    pull = github.pulls.known[1]
    assert pull["title"] == "Accept 1 finding, as people answered in issues"
    assert "- `0123456789ab` until 2027-01-31 (`ann`)" in pull["body"]
    assert "we asked" not in pull["body"]
    _, out = drifted.driftwatch("proposal", "list", "--since", "HEAD~1")
    assert out == "accept 0123456789ab until 2027-01-31\n"
