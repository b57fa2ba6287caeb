"""Whatever fails and whoever acts: the open issues are the open drift, without duplicates; then nothing is written."""

import contextlib
from collections import Counter
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from driftwatch.reports.issue_body import marker_of
from tests.workflows.desk import LABEL, Desk, drift, wanted
from tests.workflows.fake_github import BOT, FakeGitHub, served

KEYS = ("videos", "chat", "images")
FINDINGS = ("a", "b", "c")
FAULTS = ("", "", "500-before", "500-after", "lost", "slow-down")


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

    def state(self) -> Any:
        return drift(*(wanted(key, *sorted(found)) for key, found in sorted(self.drift.items())))

    def ours(self, key: str) -> list[dict[str, Any]]:
        return [
            each
            for each in self.github.issues.values()
            if each["author"] == BOT and LABEL in each["labels"] and (marker := marker_of(each["body"]))
            and marker.key == f"docs.{key}" and marker.state != "duplicate"
        ]  # fmt: skip

    def seen(self) -> None:
        """A run looks: what was muted counts as such only while nothing new drifted and it was never gone."""
        for key, found in self.muted.items():
            if key not in self.drift or not self.drift[key] <= found:
                self.unsure.add(key)

    @rule(key=st.sampled_from(KEYS), found=st.frozensets(st.sampled_from(FINDINGS)))
    def documentation_changes(self, key: str, found: frozenset[str]) -> None:
        self.drift.pop(key, None)
        if found:
            self.drift[key] = found

    @rule(faults=st.lists(st.sampled_from(FAULTS), max_size=8))
    def a_run_meets_faults(self, faults: list[str]) -> None:
        self.seen()
        self.github.faults = list(faults)
        self.desk.attempt(self.state())
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

    @rule(key=st.sampled_from(KEYS), labelled=st.booleans())
    def an_outsider_forges_a_marker(self, key: str, *, labelled: bool) -> None:
        marker = f"<!-- driftwatch:v1 key=docs.{key} drift={'0' * 16} rev=9 state=active open= -->\nforged\n"
        number = self.github.open_issue(marker, author="mallory", labels=(LABEL,) if labelled else ())
        self.foreign[number] = marker

    @rule()
    def runs_settle(self) -> None:
        self.seen()
        while not self.desk.attempt(self.state()):
            pass
        self.desk.attempt(self.state())
        self.github.writes.clear()
        assert self.desk.attempt(self.state())
        assert self.github.writes == []
        self.check()

    def check(self) -> None:
        for key in KEYS:
            is_open = sum(1 for each in self.ours(key) if each["state"] == "open")
            if key in self.muted and key in self.drift and key in self.unsure:
                assert is_open <= 1
            elif key in self.muted and key in self.drift:
                assert is_open == 0
            else:
                assert is_open == (key in self.drift), key
            if is_open or key not in self.drift:
                self.muted.pop(key, None)
        assert all(said in self.github.issues[number]["body"] for number, said in self.written)
        assert all(self.github.issues[number]["body"] == body for number, body in self.foreign.items())
        for number in self.github.issues:
            notes = Counter(body.partition("\n")[0] for body in self.github.notes(number) if "driftwatch:note" in body)
            assert all(count == 1 for count in notes.values())
        assert self.github.wrong == []

    def teardown(self) -> None:
        self.runs_settle()
        self.desk.tracker.close()
        self.stack.close()


def test_open_issues_are_the_open_drift_whatever_fails() -> None:
    run_state_machine_as_test(Publishing, settings=settings(max_examples=12, stateful_step_count=20))
