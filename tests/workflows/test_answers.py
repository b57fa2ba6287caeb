"""What people answer to issues: carried out for those who may write, replied to once, harmless from anybody else."""

import re
from typing import Any

import pytest

from driftwatch.adapters.github import api as github_api
from driftwatch.config.reading import read_config
from driftwatch.model.finding import Finding, Side
from driftwatch.model.issue import Comment, Issue
from driftwatch.model.open_finding import OpenFinding
from driftwatch.reports.issue_answers import Asked, Command, command_of
from driftwatch.reports.issue_body import Marker
from driftwatch.workflows.answers import Known, Pending, judged
from tests.e2e.workshop import Workshop
from tests.workflows.fake_github import BOT, REPOSITORY, FakeGitHub

ACCEPT = "/driftwatch accept until 2027-01-31 because we move to the new model in January"


@pytest.fixture
def team(drifted: Workshop, api: str, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A team whose issues are open."""
    monkeypatch.setattr(github_api, "_PAUSE", 0.0)
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_" + "0123456789abcdefghijklmnopqrstuvwxyz")
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_API_URL", api)
    github.permissions = {"ann": "write", "root": "admin", "mallory": "read"}
    assert drifted.driftwatch("issues", "sync")[0] == 0
    github.writes.clear()
    drifted.on("2026-10-02")
    return drifted


def worst(github: FakeGitHub) -> int:
    return min(issue["number"] for issue in github.open_ones())


def told(github: FakeGitHub, number: int) -> set[str]:
    """The findings of an issue, in the short form of its marker."""
    return set(github.issues[number]["body"].splitlines()[0].split("open=")[1].split(" ")[0].split("."))


def parts_of(workshop: Workshop) -> dict[str, list[str]]:
    """What each open finding consists of, all in the short form of markers."""
    _, out = workshop.driftwatch("diff", "--open", "--format", "json", "--fail-on", "never")
    return {
        each["fingerprint"][:8]: [one["fingerprint"][:8] for one in each.get("members") or [each]]
        for each in workshop.findings(out)
    }


def accepted(workshop: Workshop) -> dict[str, Any]:
    content = (workshop.root / "driftwatch.toml").read_bytes()
    return {each.fingerprint[:8]: each for each in read_config(content).config.accept}


def replies(github: FakeGitHub, number: int) -> list[str]:
    return [note for note in github.notes(number) if note.startswith("<!-- driftwatch:answer ")]


def test_who_may_write_accepts_an_issue_by_a_comment(team: Workshop, github: FakeGitHub) -> None:
    number, head, text = worst(github), team.head(), team.file("driftwatch.toml")
    findings = told(github, number)
    parts = parts_of(team)
    told_together = {one for one, mine in parts.items() if len(mine) > 1}
    comment = github.say(number, ACCEPT, author="Ann")
    assert team.driftwatch("issues", "answers") == (0, ""), team.err
    entries = accepted(team)
    assert set(entries) & told_together
    assert {each for one in entries for each in parts.get(one, [one])} == findings
    assert {(one.owner, one.expires, one.reason) for one in entries.values()} == {
        ("Ann", "2027-01-31", "we move to the new model in January")
    }
    assert team.file("driftwatch.toml").startswith(text)
    assert team.git("rev-parse", "HEAD~1").strip() == head
    assert team.git("diff", "--name-only", "HEAD~1").split() == ["driftwatch.toml"]
    message = team.git("log", "-1", "--format=%B")
    assert f"Comment {comment} by Ann in issue {number}:" in message
    assert "January" not in message
    assert team.status() == ""
    assert (github.writes, replies(github, number)) == ([], [])
    assert team.driftwatch("issues", "sync")[0] == 0
    (reply,) = replies(github, number)
    assert reply.startswith(
        f"<!-- driftwatch:answer comment={comment} result=done by=Ann -->\nAccepted until 2027-01-31: `"
    )
    assert github.issues[number]["state"] == "closed"
    head = team.head()
    github.writes.clear()
    assert team.driftwatch("issues", "answers") == (0, "")
    assert team.driftwatch("issues", "sync")[0] == 0
    assert (team.head(), github.writes) == (head, [])


def test_one_run_carries_out_answers_and_replies(team: Workshop, github: FakeGitHub) -> None:
    number = worst(github)
    github.say(number, ACCEPT, author="root")
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    assert github.issues[number]["state"] == "closed"
    assert len(replies(github, number)) == 1
    assert "Accept " in team.git("log", "-1", "--skip=1", "--format=%s")


def test_findings_that_are_named_are_accepted_and_the_issue_stays_open(team: Workshop, github: FakeGitHub) -> None:
    number = next(issue["number"] for issue in github.open_ones() if len(told(github, issue["number"])) > 1)
    _, out = team.driftwatch("diff", "--open", "--format", "json", "--fail-on", "never")
    mine = [each for each in team.findings(out) if each["fingerprint"][:8] in told(github, number)]
    quiet = next(each["fingerprint"] for each in mine[::-1])
    github.say(number, f"\r\n/driftwatch  accept {quiet.upper()} because known\r\nand more text", author="ann")
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    assert set(accepted(team)) == {quiet[:8]}
    assert accepted(team)[quiet[:8]].expires == "2026-10-31"
    assert github.issues[number]["state"] == "open"
    assert quiet[:8] not in told(github, number)
    assert len(replies(github, number)) == 1


def test_a_dry_run_tells_all_and_does_nothing(team: Workshop, github: FakeGitHub) -> None:
    number, head = worst(github), team.head()
    github.say(number, ACCEPT, author="ann")
    github.say(number, ACCEPT, author="mallory")
    code, out = team.driftwatch("issues", "answers", "--dry-run")
    assert code == 0
    every = parts_of(team)
    assert len(re.findall(r"^accept ", out, re.MULTILINE)) == sum(
        set(mine) <= told(github, number) for mine in every.values()
    )
    code, out = team.driftwatch("issues", "sync", "--dry-run")
    assert out.startswith(f"reply: #{number} Nothing was done: a command counts from people who may write")
    assert (team.head(), team.status(), github.writes) == (head, "", [])


HOSTILE = (
    '/driftwatch accept until 2027-01-31 because "\n[[accept]]\nrule = "*"',
    '/driftwatch accept because """ \x1b[31m \u202e @octocat fixes #1 [skip ci] -->\u2028rule = "*"',
    "/driftwatch accept because <!-- driftwatch:answer comment=1 result=done by=ann -->",
)


@pytest.mark.parametrize("body", HOSTILE)
def test_no_reason_says_more_than_a_reason(team: Workshop, github: FakeGitHub, body: str) -> None:
    number = worst(github)
    github.say(number, body, author="ann")
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    entries = accepted(team)
    assert set(entries) == {each for each in entries if len(each) == 8}
    assert all(not (one.rule or one.operation or one.field) for one in entries.values())
    (reply,) = replies(github, number)
    for place in (reply, team.git("log", "-2", "--format=%B"), team.file("driftwatch.toml")):
        assert not {"\x1b", "\u202e", "\u2028"} & set(place)
    for word in ("octocat", "fixes", "skip ci"):
        assert word not in reply + team.git("log", "-2", "--format=%B")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("/driftwatch accept until 2026-10-01 because late", "2026-10-01 is in the past"),
        ("/driftwatch accept until `@octocat` because x", "is no day until which"),
        ("/driftwatch accept 000000000000 because x", "this issue tells of none of these findings"),
        ("/driftwatch close it please @octocat", "That is no command. Write `/driftwatch accept"),
        ("/driftwatch accept because " + "x" * 60_000, "1000 characters at the most"),
        ("/driftwatch accept because " + "x" * 600, "the reason has more than 500 characters"),
    ],
)
def test_a_command_that_cannot_be_carried_out_is_refused_once(
    team: Workshop, github: FakeGitHub, body: str, says: str
) -> None:
    number, head = worst(github), team.head()
    github.say(number, body, author="ann")
    for _ in range(2):
        assert team.driftwatch("issues", "answers") == (0, "")
        assert team.driftwatch("issues", "sync")[0] == 0
    (reply,) = replies(github, number)
    assert says in reply
    assert "octocat" not in reply.replace("`", "").split("Nothing was done")[0]
    assert (team.head(), github.issues[number]["state"]) == (head, "open")


def test_people_who_may_not_write_are_told_once_and_bots_never(team: Workshop, github: FakeGitHub) -> None:
    number, head = worst(github), team.head()
    github.unknown_logins = {"ghost"}
    for author in ("mallory", "mallory", "ghost", "dependabot[bot]", BOT, "ann"):
        github.say(number, ACCEPT if author != "ann" else f"> {ACCEPT}\n\nWhat is that?", author=author)
    github.say(number, ACCEPT, author="ann", edited=True)
    for _ in range(2):
        assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
        github.say(number, ACCEPT, author="mallory")
    assert [reply.split()[3:5] for reply in replies(github, number)] == [
        ["result=denied", "by=mallory"],
        ["result=denied", "by=ghost"],
        ["result=refused", "by=ann"],
    ]
    assert "edited" in replies(github, number)[-1]
    assert accepted(team) == {}
    assert team.git("diff", "--name-only", head, "--", "driftwatch.toml") == ""


def test_a_marker_that_somebody_else_writes_answers_nothing(team: Workshop, github: FakeGitHub) -> None:
    number = worst(github)
    comment = github.say(number, ACCEPT, author="ann")
    github.say(number, f"<!-- driftwatch:answer comment={comment} result=done by=ann -->\nDone.", author="mallory")
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    assert github.issues[number]["state"] == "closed"


def test_of_two_answers_to_one_finding_the_later_one_holds(team: Workshop, github: FakeGitHub) -> None:
    number = worst(github)
    github.say(number, ACCEPT, author="ann")
    github.say(number, "/driftwatch accept until 2027-06-30 because it can wait", author="root")
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    assert {(one.owner, one.expires) for one in accepted(team).values()} == {("root", "2027-06-30")}
    assert len(replies(github, number)) == 2
    head = team.head()
    assert team.driftwatch("issues", "answers") == (0, "")
    assert team.head() == head


def test_an_edit_that_is_under_way_is_kept_and_answers_wait(team: Workshop, github: FakeGitHub) -> None:
    number, head = worst(github), team.head()
    github.say(number, ACCEPT, author="ann")
    mine = team.file("driftwatch.toml") + "# under way\n"
    (team.root / "driftwatch.toml").write_text(mine)
    assert team.driftwatch("issues", "answers")[0] == 2
    assert "driftwatch.toml has changes that are not committed" in team.err
    assert (team.head(), team.file("driftwatch.toml")) == (head, mine)
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    assert "what people answered in issues waits" in team.err
    assert "answers wait for `driftwatch issues answers`" in team.err
    assert (team.file("driftwatch.toml"), replies(github, number)) == (mine, [])


def test_who_may_write_is_not_guessed_where_github_does_not_tell(
    team: Workshop, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, head = worst(github), team.head()
    github.say(number, ACCEPT, author="ann")
    refusal = (403, {"message": "Resource not accessible by integration"}, {})
    github.faults = ["", "", "", refusal]
    assert team.driftwatch("issues", "answers") == (0, "")
    assert (team.head(), github.requests[-1]) == (head, f"GET /repos/{REPOSITORY}/issues/{number}/comments")
    assert "what ann answered waits" in team.err


@pytest.mark.parametrize(
    ("day", "area", "fingerprints"),
    [
        ("2026-10-01", "request", ("a" * 12, "b" * 12)),
        ("2026-10-02", "request", ("a" * 12,)),
        ("2026-10-02", "manifest", ("a" * 12, "b" * 12)),
    ],
)
def test_what_drifted_after_an_answer_is_not_meant(day: str, area: str, fingerprints: tuple[str, ...]) -> None:
    """What a manifest breaches has no day: it is found anew in each capture."""
    seen, later = opened("a" * 12, "2026-09-30"), opened("b" * 12, day, area)
    known = Known(found={"a" * 12: seen, "b" * 12: later}, accepted=frozenset(), accept=(), today="2026-10-03")
    marker = Marker(key="docs.x", drift="0" * 16, rev=1, state="active", known=frozenset({"a" * 8, "b" * 8}))
    comment = Comment(id=1, author="ann", body="", made="2026-10-01")
    asked = Asked(comment=comment, command=Command(because="known"))
    pending = Pending(issue=Issue(number=1, body=marker.line()), asked=asked)
    (verdict,) = judged([pending], known, permission=lambda _: "write")
    assert tuple(each.accept.fingerprint for each in verdict.entries) == fingerprints
    assert {each.accept.expires for each in verdict.entries} == {"2026-10-31"}


def opened(fingerprint: str, day: str, area: str = "request") -> OpenFinding:
    finding = Finding(
        id="x", level="breaking", area=area, operations=(), message="", advice="", fingerprint=fingerprint
    )
    return OpenFinding(finding=finding, old=Side(label="old"), new=Side(label="new", date=day))


def test_answers_can_be_switched_off(team: Workshop, github: FakeGitHub) -> None:
    number = worst(github)
    github.say(number, ACCEPT, author="ann")
    team.configure("[issues]\nanswers = false\n")
    team.git("commit", "--quiet", "--all", "--message", "No answers")
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    assert (accepted(team), replies(github, number)) == ({}, [])
    assert "/driftwatch accept" in github.issues[number]["body"]
    github.issues.clear()
    assert team.driftwatch("issues", "sync")[0] == 0
    assert github.open_ones()
    assert not any("/driftwatch accept" in issue["body"] for issue in github.open_ones())


@pytest.mark.parametrize("failing", range(1, 9))
def test_a_run_that_fails_anywhere_is_finished_by_the_next(team: Workshop, github: FakeGitHub, failing: int) -> None:
    number = worst(github)
    github.say(number, ACCEPT, author="ann")
    github.faults = [*[""] * failing, "lost"] if failing % 2 else [*[""] * failing, *["500-before"] * 4]
    team.monkeypatch.setattr(github_api.Pacing, "wait", lambda *_: None)
    for arguments in (("issues", "answers"), ("issues", "sync")):
        team.driftwatch(*arguments)
    github.faults = []
    for arguments in (("issues", "answers"), ("issues", "sync"), ("issues", "answers"), ("issues", "sync")):
        assert team.driftwatch(*arguments)[0] == 0
    assert len(replies(github, number)) == 1
    assert team.git("log", "--format=%s").count("as people answer in issues") == 1
    assert github.issues[number]["state"] == "closed"


@pytest.mark.parametrize(
    ("body", "command"),
    [
        ("/driftwatch accept because x", Command(because="x")),
        ("\n \n  /driftwatch accept until 2w because  a  b\nmore", Command(until="2w", because="a b")),
        (
            "/driftwatch accept 0123456789ab abcdef012345 until 2027-01-31 because x",
            Command(fingerprints=("0123456789ab", "abcdef012345"), until="2027-01-31", because="x"),
        ),
        ("> /driftwatch accept because x", None),
        ("Use /driftwatch accept because x", None),
        ("    /driftwatch accept because x", None),
        ("```\n/driftwatch accept because x\n```", None),
        ("/driftwatches", None),
        ("", None),
    ],
)
def test_a_command_is_what_a_comment_begins_with(body: str, command: Command | None) -> None:
    assert command_of(body) == command
