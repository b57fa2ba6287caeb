"""Checks of workflows: whether one runs driftwatch by itself, what it runs, and whether GitHub still starts it."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from driftwatch.errors import DriftwatchError
from driftwatch.model.check import Check
from driftwatch.ports import Schedules
from driftwatch.workflows.workflow_origins import doubts

_WORKFLOWS: Final = ".github/workflows"
_SCHEDULE: Final = re.compile(r"^[ \t]*schedule[ \t]*:", re.MULTILINE)
_ACTIVE: Final = "active"
_SWITCHED_ON: Final = "switch it on again, on its Actions page or with `gh workflow enable {}`"
_WAITED: Final = "wait for the time that its `cron` says; GitHub reads it from the default branch only"


class Workflows(Struct, frozen=True):
    """The workflows that name driftwatch: their texts by file name, and the names of those that run by themselves."""

    named: Mapping[str, str]
    timed: tuple[str, ...]


def workflows_in(root: Path) -> Workflows:
    """Look through the workflows of a repository."""
    folder = root / _WORKFLOWS
    files = sorted(folder.glob("*.y*ml")) if folder.is_dir() else []
    texts = {file.name: file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file()}
    named = {name: text for name, text in texts.items() if "driftwatch" in text}
    return Workflows(named, tuple(name for name, text in named.items() if _SCHEDULE.search(text)))


def scheduled(workflows: Workflows) -> Check:
    """Look at whether any runs by itself."""
    if workflows.named and not workflows.timed:
        says = f"{', '.join(workflows.named)} names driftwatch, but no schedule"
    else:
        says = ", ".join(workflows.timed) or "no workflow runs driftwatch"
    return Check(
        what="schedule",
        says=says,
        passed=bool(workflows.timed),
        hint="`driftwatch init` writes one; any other scheduler will do as well",
    )


def unpinned(workflows: Workflows) -> Iterator[Check]:
    """Tell what somebody else can change in a workflow that names driftwatch."""
    for name, text in workflows.named.items():
        for doubt in doubts(text):
            yield Check(what=f"what {name} runs", says=doubt.says, passed=False, hint=doubt.hint)


def ran(workflow: str, schedules: Schedules, *, now: datetime, max_age: int) -> Check:
    """Look at whether a workflow is on, and when its schedule last succeeded."""
    what = f"runs of {workflow}"
    try:
        state = schedules.state(workflow)
        good = schedules.last(workflow, status="success")
        last = schedules.last(workflow, status="completed")
    except DriftwatchError as error:
        return Check(what=what, says=error.message, passed=False, hint=error.hint)
    if state != _ACTIVE:
        return Check(what=what, says=f"switched off, {state}", passed=False, hint=_SWITCHED_ON.format(workflow))
    if last is None:
        return Check(what=what, says="its schedule has not run yet", passed=False, hint=_WAITED)
    days = (now - good.at).days if good else None
    says = "none has succeeded yet" if good is None else f"last success {_stamp(good.at)}, {days} days ago"
    if good is None or last.at > good.at:
        says += f"; the last one, {_stamp(last.at)}, ended with {last.conclusion}"
    return Check(
        what=what,
        says=says,
        passed=days is not None and days <= max_age,
        hint=f"look at {last.url or 'the Actions page'}",
    )


def _stamp(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
