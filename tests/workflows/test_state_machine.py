"""Whatever fails and whoever acts: the open issues are the open drift, without duplicates; then nothing is written."""

import contextlib
from collections import Counter
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from driftwatch.config.keys import IssuesConfig
from driftwatch.config.reading import parse_config
from driftwatch.errors import PublishError
from driftwatch.model.finding import Finding, Side
from driftwatch.model.issue import Wanted
from driftwatch.model.open_finding import OpenFinding
from driftwatch.reports.issue_body import marker_of
from driftwatch.reports.unusable_manifest import manifest_issue
from driftwatch.workflows.answers import Known, Verdict, carried_out, confirm, judged, pending_in, replies
from tests.workflows.desk import LABEL, Desk, drift, shown, wanted
from tests.workflows.fake_github import BOT, FakeGitHub, served

KEYS = ("videos", "chat", "images")
FINDINGS = ("a", "b", "c")
FAULTS = ("", "", "500-before", "500-after", "lost", "slow-down")


def title_of(key: str, found: frozenset[str]) -> str:
    return f"{key}: {min(found)} is gone (+{len(found) - 1})"


def opened(fingerprint: str) -> OpenFinding:
    finding = Finding(
        id="endpoint-removed", level="breaking", area="operation", operations=("GET /a",), message="It is gone.",
        advice="", fingerprint=fingerprint,
    )  # fmt: skip
    return OpenFinding(finding=finding, old=Side(label="old"), new=Side(label="new", date="2026-09-01"))


def unusable(commit: str) -> Wanted:
    """The issue of a manifest that cannot be used, and was in order at a commit; at none, "" says."""
    problems = ["contracts/a.yaml:1:1: it is no manifest"]
    return manifest_issue("docs", "contracts/a.yaml", problems, IssuesConfig(), owner="", commit=commit, address="")


MANIFEST = unusable("").key.removeprefix("docs.")


class Publishing(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.github = FakeGitHub()
        self.stack = contextlib.ExitStack()
        self.desk = Desk(self.github, self.stack.enter_context(served(self.github)))
        self.drift: dict[str, frozenset[str]] = {}
        self.muted: dict[str, frozenset[str]] = {}
        """Findings of issues that a person closed."""
        self.unsure: set[str] = set()
        """Muted keys that a run has seen in another state since: open or closed, both may be right."""
        self.written: list[tuple[int, str]] = []
        self.foreign: dict[int, str] = {}
        self.titles: dict[int, str] = {}
        """What people wrote as titles of issues."""
        self.config = b"# ours\n"
        """driftwatch.toml, as it is committed."""
        self.github.permissions = {"ann": "write"}
        self.faulty: str | None = None
        """Where git holds the manifest that cannot be used in order, "" for nowhere; None when all can be used."""
        self.commands: dict[int, str] = {}
        """Who wrote a command, by the number of the comment."""

    def accepted(self) -> frozenset[str]:
        return frozenset(each.fingerprint for each in parse_config(self.config.decode()).accept)

    def standing(self) -> dict[str, frozenset[str]]:
        """What drifted and is not accepted: none is for ever, since its day is far away."""
        left = {key: self.left(found) for key, found in self.drift.items()}
        return {key: found for key, found in sorted(left.items()) if found}

    def left(self, found: frozenset[str]) -> frozenset[str]:
        return frozenset(each for each in found if not shown(each) <= self.accepted())

    def state(self) -> Any:
        issues = (wanted(key, *sorted(found), title=title_of(key, found)) for key, found in self.standing().items())
        bad = () if self.faulty is None else (unusable(self.faulty),)
        others = frozenset(f"docs.{key}" for key in KEYS)
        return drift(*bad, *issues, accepted=self.accepted(), claims_read=self.faulty != "", claimed=others)

    def verdicts(self) -> tuple[Verdict, ...]:
        issues = self.desk.tracker.listed(author=BOT, label=LABEL)
        pending = pending_in(self.desk.tracker, issues, author=BOT, source="docs")
        known = Known(
            found={each: opened(each) for found in self.standing().values() for each in shown(*found)},
            accepted=self.accepted(),
            accept=parse_config(self.config.decode()).accept,
            today="2026-10-01",
        )
        return judged(pending, known, permission=self.desk.tracker.permission)

    def attempt(self) -> bool:
        """Carry out answers, commit, reply, and sync: as one run does, which may fail; tells whether all was done."""
        self.desk.renew()
        try:
            self.config = carried_out(self.config, self.verdicts(), file="driftwatch.toml")
        except PublishError:
            return False
        self.seen()
        try:
            unsaid = confirm(self.desk.tracker, replies(self.verdicts(), parse_config(self.config.decode()).accept))
            return not self.desk.sync(self.state(), without=frozenset(unsaid))[1] and not unsaid
        except PublishError:
            return False

    def ours(self, key: str) -> list[dict[str, Any]]:
        return [
            each
            for each in self.github.issues.values()
            if each["author"] == BOT and LABEL in each["labels"] and (marker := marker_of(each["body"]))
            and marker.key == f"docs.{key}" and marker.state != "duplicate"
        ]  # fmt: skip

    def seen(self) -> None:
        """A run looks: what was muted counts as such only while nothing new drifted and it was never gone."""
        standing = self.standing()
        for key, found in self.muted.items():
            if key not in standing or not standing[key] <= found:
                self.unsure.add(key)

    @rule(key=st.sampled_from(KEYS), found=st.frozensets(st.sampled_from(FINDINGS)))
    def documentation_changes(self, key: str, found: frozenset[str]) -> None:
        self.drift.pop(key, None)
        if found:
            self.drift[key] = found

    @rule(faulty=st.sampled_from((None, "", "1" * 40)))
    def a_manifest_is_edited(self, faulty: str | None) -> None:
        self.faulty = faulty

    @rule()
    def what_was_accepted_runs_out(self) -> None:
        self.config = b"# ours\n"

    @rule(faults=st.lists(st.sampled_from(FAULTS), max_size=8))
    def a_run_meets_faults(self, faults: list[str]) -> None:
        self.seen()
        self.github.faults = list(faults)
        self.attempt()
        self.github.faults = []

    @precondition(lambda self: any(each["state"] == "open" for key in KEYS for each in self.ours(key)))
    @rule(data=st.data())
    def a_person_closes(self, data: st.DataObject) -> None:
        keys = [key for key in KEYS if len(self.ours(key)) == 1 and self.ours(key)[0]["state"] == "open"]
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        issue = self.ours(key)[0]
        known = marker_of(issue["body"]).known
        self.github.close(issue["number"])
        self.muted[key] = frozenset(
            each for each in FINDINGS if wanted(key, each).fingerprints[0][:8] in known
        )  # fmt: skip
        self.unsure.discard(key)

    @precondition(lambda self: any(self.ours(key) for key in KEYS))
    @rule(data=st.data(), windows=st.booleans())
    def a_person_writes(self, data: st.DataObject, *, windows: bool) -> None:
        issue = data.draw(st.sampled_from([each for key in KEYS for each in self.ours(key)]))
        said = f"note {len(self.written)} of a person"
        issue["body"] += f"{said}\n"
        if windows:
            issue["body"] = issue["body"].replace("\r\n", "\n").replace("\n", "\r\n")
        self.github.say(issue["number"], "a comment", author="ada")
        self.written.append((issue["number"], said))

    @precondition(lambda self: any(self.ours(key) for key in KEYS))
    @rule(data=st.data(), author=st.sampled_from(("ann", "ann", "mallory")), named=st.sampled_from((*FINDINGS, "")))
    def a_person_answers(self, data: st.DataObject, author: str, named: str) -> None:
        issue = data.draw(st.sampled_from([each for key in KEYS for each in self.ours(key)]))
        which = f" {next(iter(shown(named)))}" if named else ""
        text = f'/driftwatch accept{which} until 2027-01-31 because "]] \n[[accept]]'
        self.commands[self.github.say(issue["number"], text, author=author)] = author

    @precondition(lambda self: any(self.ours(key) for key in KEYS))
    @rule(data=st.data())
    def a_person_writes_a_title(self, data: st.DataObject) -> None:
        issue = data.draw(st.sampled_from([each for key in KEYS for each in self.ours(key)]))
        issue["title"] = self.titles[issue["number"]] = f"Title {len(self.titles)} of a person"

    @rule(key=st.sampled_from(KEYS), labelled=st.booleans())
    def an_outsider_forges_a_marker(self, key: str, *, labelled: bool) -> None:
        marker = f"<!-- driftwatch:v1 key=docs.{key} drift={'0' * 16} rev=9 state=active open= -->\nforged\n"
        number = self.github.open_issue(marker, author="mallory", labels=(LABEL,) if labelled else ())
        self.foreign[number] = marker

    @rule()
    def runs_settle(self) -> None:
        self.seen()
        while not self.attempt():
            pass
        self.attempt()
        self.github.writes.clear()
        config = self.config
        assert self.attempt()
        assert (self.github.writes, self.config) == ([], config)
        self.check()

    def waits(self, found: frozenset[str]) -> bool:
        """Tell whether all of it is told by issues already, while no version of a manifest says whose it is."""
        markers = (marker_of(each["body"]) for key in KEYS for each in self.ours(key))
        told = {one for each in markers if each is not None and each.state == "active" for one in each.known}
        return self.faulty == "" and bool(found) and {each[:8] for each in shown(*found)} <= told

    def check(self) -> None:
        standing = self.standing()
        for key in KEYS:
            waits = self.waits(standing.get(key, frozenset()))
            is_open = sum(1 for each in self.ours(key) if each["state"] == "open")
            if waits or (key in self.muted and key in standing and key in self.unsure):
                assert is_open <= 1
            elif key in self.muted and key in standing:
                assert is_open == 0
            else:
                assert is_open == (key in standing), key
            if is_open or key not in standing:
                self.muted.pop(key, None)
            titles = {each["number"]: each["title"] for each in self.ours(key) if each["state"] == "open"}
            for number, title in titles.items():
                ours = key in standing and (waits or title == title_of(key, standing[key]))
                assert ours or title == self.titles.get(number)
        of_manifest = [each for each in self.ours(MANIFEST) if each["state"] == "open"]
        assert len(of_manifest) == (self.faulty is not None)
        assert all(self.github.issues[number]["title"] == title for number, title in self.titles.items())
        assert all(said in self.github.issues[number]["body"] for number, said in self.written)
        assert all(self.github.issues[number]["body"] == body for number, body in self.foreign.items())
        for number in self.github.issues:
            notes = Counter(body.partition("\n")[0] for body in self.github.notes(number) if "driftwatch:note" in body)
            assert all(count == 1 for count in notes.values())
        self.check_answers()
        assert self.github.wrong == []

    def check_answers(self) -> None:
        """Each command of who may write is replied to once, those of others once an issue; none of them is done."""
        accept = parse_config(self.config.decode()).accept
        assert {each.owner for each in accept} <= {"ann"}
        assert len({each.fingerprint for each in accept}) == len(accept)
        assert self.config.startswith(b"# ours\n")
        for number, comments in self.github.comments.items():
            answered = Counter(
                each["body"].split("comment=")[1].split(" ")[0]
                for each in comments
                if each["body"].startswith("<!-- driftwatch:answer ")
            )
            assert all(count == 1 for count in answered.values())
            strangers = [each for each in answered if self.commands[int(each)] == "mallory"]
            assert len(strangers) <= 1
            if number in {each["number"] for key in KEYS for each in self.ours(key) if each["state"] == "open"}:
                mine = [each["id"] for each in comments if self.commands.get(each["id"]) == "ann"]
                assert {str(each) for each in mine} <= set(answered)

    def teardown(self) -> None:
        self.runs_settle()
        self.desk.tracker.close()
        self.stack.close()


def test_open_issues_are_the_open_drift_whatever_fails() -> None:
    run_state_machine_as_test(Publishing, settings=settings(max_examples=12, stateful_step_count=20))
