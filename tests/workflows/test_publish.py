"""One issue at a time: opened, brought up to date, closed, reopened, muted, and what people do meanwhile."""

from pathlib import Path
from typing import Any

import pytest

from driftwatch.adapters.github.issues import GitHubIssues
from driftwatch.errors import PublishError, UsageError
from driftwatch.reports.issue_body import END, marker_of, new_body, with_marker
from tests.workflows.desk import LABEL, TOKEN, Desk, drift, shown, wanted
from tests.workflows.fake_github import BOT, FakeGitHub

VIDEOS = wanted("videos", "prompt required")
LABEL_OF_PEOPLE = {
    "id": 9, "node_id": "L_9", "url": "https://api.github.invalid/9", "color": "000000", "description": None,
    "default": False,
}  # fmt: skip
MORE = wanted("videos", "prompt required", "seconds removed")


def verbs(actions: Any) -> list[str]:
    return [action.verb for action in actions]


def test_new_drift_opens_one_issue_and_the_next_run_writes_nothing(desk: Desk, github: FakeGitHub) -> None:
    assert desk.sync(drift(VIDEOS))[1] == ()
    github.writes.clear()
    assert desk.sync(drift(VIDEOS)) == ((), ())
    assert github.writes == []
    assert [each["labels"] for each in github.open_ones()] == [list(VIDEOS.labels)]


def test_more_drift_changes_the_text_and_says_once_what_is_new(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    desk.sync(drift(MORE))
    desk.sync(drift(MORE))
    assert "seconds removed" in github.issues[1]["body"]
    assert len(github.notes(1)) == 1
    assert "1 new finding:" in github.notes(1)[0]


def test_less_drift_changes_the_text_in_silence(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(MORE))
    desk.sync(drift(VIDEOS))
    assert "seconds removed" not in github.issues[1]["body"]
    assert github.notes(1) == []


def test_text_and_labels_of_people_survive(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    edited = github.issues[1]["body"].replace("\n", "\r\n") + "Our notes\r\n- [x] told support\r\n"
    github.issues[1]["body"] = edited.replace("<!-- driftwatch:begin -->", "On top\r\n<!-- driftwatch:begin -->")
    github.issues[1]["labels"].append("urgent")
    desk.sync(drift(wanted("videos", "other", level="warning")))
    body = github.issues[1]["body"]
    assert body.index("On top") < body.index("- other") < body.index("Our notes\n- [x] told support\n")
    assert github.issues[1]["labels"] == [LABEL, f"{LABEL}:warning", "source:docs", "urgent"]


def test_text_survives_a_region_whose_end_is_gone(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    github.issues[1]["body"] = github.issues[1]["body"].replace(END, "") + "Our notes"
    desk.sync(drift(MORE))
    assert "Our notes" in github.issues[1]["body"]
    assert github.issues[1]["body"].count(END) == 1


def test_drift_that_is_gone_closes_with_a_comment_and_reopens_when_it_is_back(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    desk.sync(drift())
    assert github.issues[1]["state"] == "closed"
    assert github.issues[1]["reason"] == "completed"
    assert "gone" in github.notes(1)[0]
    assert desk.sync(drift()) == ((), ())
    desk.sync(drift(VIDEOS))
    assert github.issues[1]["state"] == "open"
    assert len(github.notes(1)) == 2


def test_nothing_is_closed_whose_documents_were_not_read(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    assert verbs(desk.sync(drift(unread=frozenset({VIDEOS.key})))[0]) == ["keep"]
    assert verbs(desk.sync(drift(all_read=False, known=frozenset()))[0]) == ["keep"]
    assert github.issues[1]["state"] == "open"


def test_closed_by_a_person_is_muted_until_something_new_drifts(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(MORE))
    github.close(1)
    assert verbs(desk.sync(drift(MORE))[0]) == verbs(desk.sync(drift(VIDEOS))[0]) == ["mute"]
    desk.sync(drift(wanted("videos", "prompt required", "model removed")))
    assert github.issues[1]["state"] == "open"
    assert "1 new finding:\n\n- `model removed`" in github.notes(1)[-1]


def test_what_a_person_closed_is_opened_when_it_was_gone_and_is_back(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    github.close(1)
    desk.sync(drift())
    assert github.notes(1) == []
    desk.sync(drift(VIDEOS))
    assert github.issues[1]["state"] == "open"


def test_an_issue_that_a_person_opens_again_is_left_alone(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    desk.sync(drift())
    github.reopen(1)
    assert verbs(desk.sync(drift())[0]) == ["keep"]
    assert github.issues[1]["state"] == "open"


@pytest.mark.parametrize(("author", "labels"), [("mallory", (LABEL,)), (BOT, ()), (BOT, ("bug",))])
def test_a_marker_counts_only_with_our_author_and_our_label(
    desk: Desk, github: FakeGitHub, author: str, labels: tuple[str, ...]
) -> None:
    desk.sync(drift(VIDEOS))
    body = github.issues.pop(1)["body"]
    github.open_issue(body, author=author, labels=labels)
    desk.sync(drift(MORE))
    assert github.issues[1]["body"] == body
    assert len(github.issues) == 2


def test_author_and_label_are_looked_at_even_when_the_list_was_not_filtered(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    github.filters = False
    body = github.issues[1]["body"]
    github.open_issue(body, author="mallory", labels=(LABEL,))
    github.open_issue(body, author=BOT)
    assert desk.sync(drift(VIDEOS)) == ((), ())


def test_a_marker_counts_only_on_the_first_line() -> None:
    body = new_body(marker_of(new_body_of()), "text")
    assert marker_of(body) is not None
    assert marker_of(f"Hello\n{body}") is None


def new_body_of() -> str:
    return f"<!-- driftwatch:v1 key=docs.videos drift={'0' * 16} rev=1 state=active open= -->\n"


def test_text_from_outside_cannot_end_our_region(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(wanted("videos", "a", text=f"before\n{END}\nafter")))
    desk.sync(drift(wanted("videos", "b", text="new")))
    assert "after" not in github.issues[1]["body"]


def test_duplicates_are_closed_and_the_oldest_open_one_stays(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    github.open_issue(github.issues[1]["body"], author=BOT, labels=VIDEOS.labels)
    desk.sync(drift(VIDEOS))
    assert [each["number"] for each in github.open_ones()] == [1]
    assert github.issues[2]["reason"] == "not_planned"
    assert desk.sync(drift(VIDEOS)) == ((), ())


def test_an_edit_between_listing_and_writing_is_not_lost(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    number_one = "GET /repos/acme/api-drift/issues/1"

    def edit() -> None:
        github.issues[1]["body"] += "Just now\n"

    github.before[number_one] = edit
    desk.sync(drift(MORE))
    assert "Just now" in github.issues[1]["body"]


def test_an_issue_that_a_person_closes_between_listing_and_writing_stays_closed(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(MORE))
    github.before["GET /repos/acme/api-drift/issues/1"] = lambda: github.close(1)
    desk.sync(drift(VIDEOS))
    assert github.issues[1]["state"] == "closed"


@pytest.mark.parametrize("fault", ["lost", "500-after"])
def test_an_issue_opened_without_an_answer_is_taken_over(desk: Desk, github: FakeGitHub, fault: str) -> None:
    github.faults = ["", fault]
    assert desk.sync(drift(VIDEOS))[1] == ()
    assert len(github.issues) == 1


def test_a_post_that_failed_is_not_sent_again_in_the_same_run(desk: Desk, github: FakeGitHub) -> None:
    github.faults = ["", "500-before"]
    assert len(desk.sync(drift(VIDEOS))[1]) == 1
    assert github.requests.count("POST /repos/acme/api-drift/issues") == 0
    assert desk.sync(drift(VIDEOS))[1] == ()
    assert len(github.issues) == 1


def test_a_comment_without_an_answer_is_not_said_twice(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    github.faults = ["", "", "", "lost"]
    assert not desk.attempt(drift(MORE))
    assert desk.attempt(drift(MORE))
    assert len(github.notes(1)) == 1


def test_a_limit_is_waited_for_as_long_as_github_says(desk: Desk, github: FakeGitHub) -> None:
    github.faults = ["", "slow-down"]
    assert desk.sync(drift(VIDEOS))[1] == ()
    assert 3.0 in desk.waited


def test_a_limit_without_end_stops_the_run_in_two_minutes(desk: Desk, github: FakeGitHub) -> None:
    github.faults = ["slow-down"] * 500
    with pytest.raises(PublishError):
        desk.sync(drift(VIDEOS))
    assert sum(desk.waited) <= 120


def test_a_limit_that_is_longer_than_a_run_waits_ends_it_with_one_error(desk: Desk, github: FakeGitHub) -> None:
    github.faults = ["", *[(403, {"message": "API rate limit exceeded"}, {"Retry-After": "3000"})] * 9]
    failed = desk.sync(drift(VIDEOS, wanted("chat", "x"), wanted("images", "y")))[1]
    assert len(failed) == 1
    assert failed[0].endswith("GitHub asks to wait for 3000 s (the next run finishes what is left)")
    assert len(github.faults) == 8


def test_a_github_that_is_down_is_asked_for_one_issue_alone(desk: Desk, github: FakeGitHub) -> None:
    three = tuple(wanted(key, "x") for key in ("videos", "chat", "images"))
    desk.sync(drift(*three))
    github.faults = ["", *["500-before"] * 99]
    assert len(desk.sync(drift())[1]) == 1
    assert len(github.faults) == 95
    github.faults = []
    assert desk.attempt(drift())
    assert not github.open_ones()


def test_writes_are_a_second_apart(desk: Desk) -> None:
    desk.sync(drift(VIDEOS, wanted("chat", "x"), wanted("images", "y")))
    assert desk.waited == [1.0, 1.0]


def test_an_assignee_whom_github_does_not_know_does_not_keep_the_issue_from_being_opened(
    desk: Desk, github: FakeGitHub
) -> None:
    github.unknown_logins = {"ghost"}
    assert desk.sync(drift(wanted("videos", "a", assignees=("ghost",))))[1] == ()
    assert github.issues[1]["assignees"] == []


def test_a_token_that_may_not_set_labels_leaves_no_orphan_open(desk: Desk, github: FakeGitHub) -> None:
    github.may_label = False
    failed = desk.sync(drift(VIDEOS, wanted("chat", "x")))[1]
    assert len(failed) == 1
    assert "label" in failed[0]
    assert [each["state"] for each in github.issues.values()] == ["closed"]


def test_labels_and_logins_are_not_told_apart_by_case(desk: Desk, github: FakeGitHub) -> None:
    for name in ("Driftwatch", "Driftwatch:Breaking"):
        github.labels[name] = {**LABEL_OF_PEOPLE, "name": name}
    desk.author = BOT.upper()
    assert desk.sync(drift(VIDEOS))[1] == ()
    assert github.issues[1]["labels"] == ["Driftwatch", "Driftwatch:Breaking", "source:docs"]
    assert desk.sync(drift(VIDEOS)) == ((), ())
    desk.sync(drift(wanted("videos", "other", level="warning")))
    assert github.issues[1]["labels"] == ["Driftwatch", f"{LABEL}:warning", "source:docs"]
    assert [each["state"] for each in github.issues.values()] == ["open"]
    assert len(github.notes(1)) == 1
    desk.sync(drift())
    assert github.issues[1]["state"] == "closed"


def test_an_issue_in_which_nobody_may_comment_is_kept_in_step_in_silence(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    github.locked = {1}
    assert desk.sync(drift(MORE, wanted("chat", "x")))[1] == ()
    assert "seconds removed" in github.issues[1]["body"]
    assert desk.sync(drift(wanted("chat", "x")))[1] == ()
    assert github.issues[1]["state"] == "closed"
    assert github.notes(1) == []


def test_a_job_that_may_not_comment_at_all_is_told_so(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    github.faults = ["", "", "", (403, {"message": "Resource not accessible by integration"}, {})]
    assert "permission" in desk.sync(drift(MORE))[1][0]


@pytest.mark.parametrize("status", [301, 404, 410])
def test_an_issue_that_is_gone_when_it_is_to_be_written_is_let_go(desk: Desk, github: FakeGitHub, status: int) -> None:
    desk.sync(drift(VIDEOS))
    github.faults = ["", (status, {"message": "This issue was deleted"}, {})]
    assert desk.sync(drift(MORE, wanted("chat", "x")))[1] == ()
    assert "keep: #1 Documentation of docs drifted: videos (it is gone)" in desk.talk.lines
    assert len(github.open_ones()) == 2


def test_disabled_issues_stop_the_run_at_once_and_say_so(desk: Desk, github: FakeGitHub) -> None:
    github.enabled = False
    failed = desk.sync(drift(VIDEOS, wanted("chat", "x")))[1]
    assert len(failed) == 1
    assert "disabled" in failed[0]


@pytest.mark.parametrize(
    ("status", "says", "headers", "hint"),
    [
        (403, {"message": "Repository was archived so is read-only."}, {}, "another repository"),
        (403, {"message": "Resource protected by organization SAML"}, {"X-GitHub-SSO": "required; url=x"}, "sign-on"),
        (403, {"message": "Resource not accessible by integration"}, {}, "`permissions: issues: write`"),
        (403, {"message": "Resource not accessible by personal access token"}, {}, "`Issues: write`"),
        (307, {"message": "Temporary Redirect"}, {"Location": "/repositories/1/issues"}, "its present name"),
    ],
)
def test_a_refusal_says_what_github_says_and_what_to_do(
    desk: Desk, github: FakeGitHub, status: int, says: dict[str, str], headers: dict[str, str], hint: str
) -> None:
    github.faults = ["", (status, says, headers)]
    failed = desk.sync(drift(VIDEOS))[1]
    assert len(failed) == 1
    assert f"status {status}: {says['message']}" in failed[0]
    assert hint in failed[0]


def test_what_github_holds_against_a_text_is_told(desk: Desk, github: FakeGitHub) -> None:
    errors: list[Any] = [{"resource": "Issue", "code": "custom", "field": "body", "message": "body is too long"}]
    errors += [{"resource": "Issue", "code": "invalid", "field": "assignees"}, "and\nspam", 3]
    github.faults = ["", (422, {"message": "Validation Failed", "errors": errors}, {})]
    failed = desk.sync(drift(VIDEOS))[1]
    assert "status 422: Validation Failed (body is too long; assignees invalid; and spam)" in failed[0]


@pytest.mark.parametrize("says", [{"message": ["x"]}, {"errors": 3, "message": "x"}, [], {}, {"message": "x" * 10_000}])
def test_whatever_a_refusal_says_it_is_a_refusal(desk: Desk, github: FakeGitHub, says: Any) -> None:
    github.faults = ["", (403, says, {})]
    failed = desk.sync(drift(VIDEOS))[1]
    assert "status 403" in failed[0]
    assert len(failed[0]) < 800


def test_more_than_a_page_of_issues_is_listed(desk: Desk, github: FakeGitHub) -> None:
    for _ in range(250):
        github.open_issue("old", author=BOT, labels=(LABEL,))
    desk.sync(drift(VIDEOS))
    assert desk.sync(drift(VIDEOS)) == ((), ())
    assert len(github.issues) == 251


def test_a_list_that_fails_midway_is_no_list(desk: Desk, github: FakeGitHub) -> None:
    for _ in range(150):
        github.open_issue("old", author=BOT, labels=(LABEL,))
    github.faults = ["", *["500-before"] * 4]
    with pytest.raises(PublishError):
        desk.sync(drift(VIDEOS))
    assert github.writes == []


def test_the_token_stands_in_no_error(desk: Desk, github: FakeGitHub) -> None:
    github.faults = ["500-before"] * 10
    with pytest.raises(PublishError) as caught:
        desk.sync(drift(VIDEOS))
    assert TOKEN not in f"{caught.value!r} {caught.value.hint}"


@pytest.mark.parametrize("name", ["acme", "acme/a/b", "../x", "acme/a b", "-a/b"])
def test_a_name_that_is_no_repository_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        GitHubIssues(name, token=TOKEN)


def test_the_api_is_reached_over_https_only() -> None:
    with pytest.raises(UsageError):
        GitHubIssues("a/b", token=TOKEN, api="http://api.github.example")


@pytest.mark.parametrize(
    "api", ["http://[::1", "https://127.0.0.1\n:8909", "https://xn--a.invalid", "https://127.0.0.1:99999", "https://"]
)
def test_what_is_no_address_of_an_api_is_wrong_usage(api: str) -> None:
    with pytest.raises(UsageError) as caught:
        GitHubIssues("a/b", token=TOKEN, api=api)
    assert "GITHUB_API_URL" in caught.value.hint


def test_the_owner_of_a_repository_may_be_an_account_that_an_enterprise_manages() -> None:
    GitHubIssues("mona_acme/api-drift", token=TOKEN).close()


def test_an_answer_that_cannot_be_unpacked_is_no_answer(desk: Desk, github: FakeGitHub) -> None:
    github.faults = ["garbled"] * 4
    with pytest.raises(PublishError, match="no answer"):
        desk.sync(drift(VIDEOS))
    assert desk.sync(drift(VIDEOS))[1] == ()


def test_a_resolved_marker_keeps_the_rest_of_the_body() -> None:
    body = new_body_of() + "text\nmore"
    marker = marker_of(body)
    assert marker is not None
    assert with_marker(body, marker) == body


def test_the_slice_of_githubs_description_names_its_source_and_licence() -> None:
    text = (Path(__file__).parent / "github_openapi.json").read_text(encoding="utf-8")
    assert '"source":"npm package @octokit/openapi 23.0.2"' in text
    assert "MIT License" in text


def test_the_comment_says_what_became_of_each_finding(desk: Desk, github: FakeGitHub) -> None:
    three = wanted("videos", "one", "two", "three")
    desk.sync(drift(three))
    desk.sync(drift(accepted=shown("one"), reviewed=shown("two")))
    assert github.notes(1)[-1].endswith("Of the findings: 1 gone, 1 accepted, 1 reviewed.\n")


def test_drift_that_is_told_elsewhere_or_too_old_is_not_called_gone(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS, wanted("errors", "retry")))
    desk.sync(drift(standing=shown("prompt required"), known=frozenset()))
    assert {number: github.issues[number]["state"] for number in (1, 2)} == {1: "closed", 2: "closed"}
    assert "told in another issue" in github.notes(1)[-1]
    assert "counts as accepted" in github.notes(2)[-1]
    assert "gone" not in github.notes(1)[-1] + github.notes(2)[-1]


def test_nothing_is_closed_or_shortened_while_a_manifest_cannot_be_used(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(MORE, wanted("chat", "x")))
    before = {number: dict(issue) for number, issue in github.issues.items()}
    assert verbs(desk.sync(drift(VIDEOS, claims_read=False))[0]) == ["keep", "keep"]
    assert github.issues == before
    assert verbs(desk.sync(drift(wanted("videos", "other"), wanted("images", "y"), claims_read=False))[0]) == [
        "update", "open", "keep",
    ]  # fmt: skip
    assert verbs(desk.sync(drift(wanted("images", "y")))[0]) == ["close", "close"]


def test_what_was_reviewed_is_closed_though_its_documents_were_not_read(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(MORE))
    unread = frozenset({MORE.key})
    desk.sync(drift(unread=unread, all_read=False, reviewed=shown("prompt required")))
    assert github.issues[1]["state"] == "open"
    desk.sync(drift(unread=unread, all_read=False, reviewed=shown("prompt required", "seconds removed")))
    assert github.issues[1]["state"] == "closed"
