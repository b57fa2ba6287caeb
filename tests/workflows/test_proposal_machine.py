"""Whatever fails and whoever acts: one pull request of ours waits, and it tells all that its branch holds."""

import contextlib
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from msgspec import structs

from driftwatch.adapters.github.pulls import GitHubPulls
from driftwatch.config.keys import AcceptConfig, Config
from driftwatch.errors import PublishError
from driftwatch.model.finding import Report, Side
from driftwatch.model.snapshot import Capture, CaptureCounts
from driftwatch.reports.proposal import Proposed, is_marked
from driftwatch.workflows import proposal
from tests.reports.sample import REQUIRED
from tests.workflows.desk import TOKEN
from tests.workflows.fake_github import BOT, REPOSITORY, FakeGitHub, served

FAULTS = ("", "", "500-before", "500-after", "lost", "slow-down")


class Proposing(RuleBasedStateMachine):
    """Branches are counts of captures; a run does what the steps of the action do, with `find` and `sync`."""

    def __init__(self) -> None:
        super().__init__()
        self.github = FakeGitHub()
        self.stack = contextlib.ExitStack()
        self.url = self.stack.enter_context(served(self.github))
        patch = self.stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(proposal, "proposed_by", lambda *_, **__: self.proposed())
        patch.setattr(proposal, "accepted_since", lambda *_, **__: self.accepted())
        self.drift = 0
        """Captures with drift that the documentation has in stock."""
        self.merged = 0
        """Captures that the base holds."""
        self.branches: dict[str, int] = {}
        """Captures that each pushed branch holds."""
        self.target = ""
        self.written: list[tuple[int, str]] = []
        self.foreign: dict[int, str] = {}

    def held(self, *, answers: bool) -> tuple[str, ...]:
        """What the branch holds and the base does not: every third commit is of answers in issues, the others drift."""
        count = self.branches[self.target] - self.merged
        return tuple(f"{number:012x}" for number in range(count) if (number % 3 == 1) is answers)

    def accepted(self) -> tuple[AcceptConfig, ...]:
        return tuple(
            AcceptConfig(fingerprint=each, reason="known", owner="ann", expires="2027-01-31")
            for each in self.held(answers=True)
        )

    def proposed(self) -> tuple[Proposed, ...]:
        findings = tuple(structs.replace(REQUIRED, fingerprint=each) for each in self.held(answers=False))
        report = Report(source="docs", old=Side(label="a"), new=Side(label="b"), findings=findings)
        capture = Capture(at="2026-12-01T05:17:00Z", digest="", documents=CaptureCounts(), operations=1, facts=1)
        return (Proposed(source="docs", report=report, captures=(capture,)),) if findings else ()

    def run(self) -> bool:
        host = GitHubPulls(REPOSITORY, token=TOKEN, api=self.url, sleep=lambda _: None)
        try:
            return self.steps(host)
        except PublishError:
            return False
        finally:
            host.close()

    def steps(self, host: GitHubPulls) -> bool:
        found = proposal.find(host, base="main", today="2026-12-01")
        self.target = found.waiting or found.free
        known = self.branches.get(found.waiting, self.merged)
        if self.drift > known:
            assert found.waiting or found.free not in self.branches
            assert self.branches.get(self.target, 0) <= self.drift
            self.branches[self.target] = self.drift
            self.github.pulls.heads.append(self.target)
        if self.target in self.branches:
            project: Any = SimpleNamespace(workspace=SimpleNamespace(config=Config()))
            proposal.sync(
                project, host, base="main", branch=self.target, since="", until="", address=lambda *_: ""
            )  # fmt: skip
        return True

    def ours(self) -> list[dict[str, Any]]:
        return [
            each for each in self.github.pulls.open_ones() if each["author"] == BOT and each["repository"] == REPOSITORY
        ]  # fmt: skip

    @rule()
    def documentation_drifts(self) -> None:
        self.drift += 1

    @rule(faults=st.lists(st.sampled_from(FAULTS), max_size=8))
    def a_run_meets_faults(self, faults: list[str]) -> None:
        self.github.faults = list(faults)
        self.run()
        self.github.faults = []

    @rule(allowed=st.booleans())
    def an_owner_changes_the_setting(self, *, allowed: bool) -> None:
        self.github.pulls.may_propose = allowed

    @precondition(lambda self: self.ours())
    @rule(merge=st.booleans(), delete=st.booleans())
    def a_person_merges_or_closes(self, *, merge: bool, delete: bool) -> None:
        pull = self.ours()[-1]
        if merge:
            self.merged = max(self.merged, self.branches[pull["head"]])
        self.github.pulls.close(pull["number"])
        if delete:
            self.branches.pop(pull["head"])
            self.github.pulls.gone.add(pull["head"])

    @precondition(lambda self: self.ours())
    @rule(windows=st.booleans())
    def a_person_writes(self, *, windows: bool) -> None:
        pull = self.ours()[-1]
        said = f"note {len(self.written)} of a person"
        pull["body"] += f"{said}\n"
        if windows:
            pull["body"] = pull["body"].replace("\r\n", "\n").replace("\n", "\r\n")
        self.written.append((pull["number"], said))

    @rule()
    def an_outsider_proposes_from_a_fork(self) -> None:
        body = next((pull["body"] for pull in self.ours()), "")
        branch = "driftwatch/captures/main/2026-12-01"
        number = self.github.pulls.add(branch, author="mallory", fork="mallory/api-drift", body=body)
        self.foreign[number] = body

    @rule()
    def runs_settle(self) -> None:
        self.github.pulls.may_propose = True
        assert self.run()
        self.github.writes.clear()
        assert self.run()
        assert self.github.writes == []
        waiting = self.ours()
        assert len(waiting) == (self.drift > self.merged)
        for pull in waiting:
            assert self.branches[pull["head"]] == self.drift
            assert is_marked(pull["body"])
            self.target = pull["head"]
            found = len(self.held(answers=False))
            assert not found or f"| `docs` | {found} | 0 | 0 |" in pull["body"]
            assert all(f"- `{each}` until 2027-01-31" in pull["body"] for each in self.held(answers=True))
        assert all(said in self.github.pulls.known[number]["body"] for number, said in self.written)
        assert all(self.github.pulls.known[number]["body"] == body for number, body in self.foreign.items())
        assert self.github.wrong == []

    def teardown(self) -> None:
        self.runs_settle()
        self.stack.close()


def test_one_pull_request_holds_all_drift_whatever_fails() -> None:
    run_state_machine_as_test(Proposing, settings=settings(max_examples=15, stateful_step_count=20))
