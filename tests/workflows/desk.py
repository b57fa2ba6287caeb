"""A team's issues, kept by driftwatch on a stand-in for GitHub."""

import hashlib
from typing import Any

from driftwatch.adapters.github.issues import GitHubIssues
from driftwatch.errors import PublishError
from driftwatch.model.issue import Wanted
from driftwatch.workflows.publish import apply
from driftwatch.workflows.publish_plan import Action, Drift, plan
from tests.workflows.fake_github import BOT, REPOSITORY, FakeGitHub

LABEL = "driftwatch"
TOKEN = "ghs_secret"  # noqa: S105 - of a stand-in


def wanted(
    key: str,
    *findings: str,
    level: str = "breaking",
    text: str = "",
    title: str = "",
    assignees: tuple[str, ...] = (),
    **more: Any,
) -> Wanted:
    """An issue that should be, for findings that are named in short."""
    prints = tuple(sorted(shown(*findings)))
    return Wanted(
        key=f"docs.{key}",
        drift=hashlib.sha256(repr((prints, level)).encode()).hexdigest()[:16],
        fingerprints=prints,
        title=title or f"Documentation of docs drifted: {key}",
        lines={} if level == "info" else lines(*findings),
        text=text or f"# {key}\n\n" + "\n".join(f"- {each}" for each in findings),
        labels=(LABEL, f"{LABEL}:{level}", "source:docs"),
        assignees=assignees,
        **more,
    )


def drift(*issues: Wanted, unread: frozenset[str] = frozenset(), all_read: bool = True, **more: Any) -> Drift:
    known = frozenset({"docs.videos", "docs.errors", *(issue.key for issue in issues)})
    return Drift(source="docs", wanted=issues, unread=unread, all_read=all_read, **{"known": known, **more})


def lines(*findings: str) -> dict[str, str]:
    """What a comment says of findings that are named in short."""
    return {next(iter(shown(each))): f"`{each}` is another one (breaking)" for each in findings}


def shown(*findings: str) -> frozenset[str]:
    """The fingerprints of findings that are named in short."""
    return frozenset(hashlib.sha256(each.encode()).hexdigest()[:12] for each in findings)


class Silent:
    """Says nothing, remembers all."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)

    def started(self, what: str, total: int) -> None: ...

    def step(self, line: str) -> None: ...

    def finished(self) -> None: ...


class Desk:
    """Syncs against the stand-in, and says how it went."""

    def __init__(self, github: FakeGitHub, url: str) -> None:
        self.github = github
        self.waited: list[float] = []
        self.talk = Silent()
        self.url = url
        self.author = BOT
        self.tracker = self.tracker_at(url)

    def tracker_at(self, url: str) -> GitHubIssues:
        return GitHubIssues(REPOSITORY, token=TOKEN, api=url, sleep=self.waited.append)

    def sync(
        self, state: Drift, *, without: frozenset[int] = frozenset()
    ) -> tuple[tuple[Action, ...], tuple[str, ...]]:
        """Plan and carry out, but for some issues; returns the plan and what failed."""
        issues = self.tracker.listed(author=self.author, label=LABEL)
        actions = tuple(each for each in plan(state, issues, max_new=25) if each.number not in without)
        failed = apply(self.tracker, state, actions, author=self.author, label=LABEL, talk=self.talk)
        return actions, tuple(f"{error.message} ({error.hint})" for error in failed)

    def renew(self) -> None:
        """Open the tracker anew, as the next run does."""
        self.tracker.close()
        self.tracker = self.tracker_at(self.url)

    def attempt(self, state: Drift) -> bool:
        """Sync as one run does, which may fail; tells whether all was done."""
        self.renew()
        try:
            return not self.sync(state)[1]
        except PublishError:
            return False
