"""Checks of a set-up: what is missing, and whether captures still come in."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from driftwatch.config import Config, SourceConfig, source_named
from driftwatch.errors import DriftwatchError
from driftwatch.model.check import Check
from driftwatch.ports import Clock, Fetcher, Repository, Schedules
from driftwatch.redaction import redact_url
from driftwatch.rules.policy import Policy
from driftwatch.workflows.doctor_schedule import ran, scheduled, workflows_in
from driftwatch.workflows.stored_history import History


class Deps(Protocol):
    """What the examination needs."""

    @property
    def config(self) -> Config:
        """The configuration."""

    @property
    def config_path(self) -> Path:
        """Its file."""

    @property
    def repository(self) -> Repository:
        """The repository."""

    @property
    def clock(self) -> Clock:
        """The clock."""

    @property
    def root(self) -> Path:
        """Folder of the configuration."""

    def history(self, source: str) -> History:
        """Return the captures of a source."""

    def policy(self, source: str | None = None) -> Policy:
        """Return how the team judges, with the manifests of a source or with all."""

    def fetcher(self, source: SourceConfig) -> AbstractContextManager[Fetcher]:
        """Open a fetcher."""


def examine(deps: Deps, *, max_age: int, online: bool, schedules: Schedules | None = None) -> tuple[Check, ...]:
    """Look at configuration, repository, captures and schedule.

    Args:
        deps: what is looked at.
        max_age: how many days a capture and the last scheduled run may be old.
        online: whether to read the index of each source.
        schedules: tells whether the scheduled workflows run; None when nobody is asked.
    """
    found = [_attempt("configuration", lambda: f"{deps.config_path}, watching {_sources(deps)}")]
    if not found[0].passed:
        return tuple(found)
    if not deps.config.sources:
        found.append(_attempt("sources", lambda: source_named(deps.config, None)[0]))
    found.append(_attempt("rules and accepted findings", lambda: f"{len(deps.policy().suppressions)} accepted"))
    found.append(_attempt("repository", lambda: str(deps.repository.root)))
    workflows = workflows_in(deps.repository.root if found[-1].passed else deps.root)
    runs = _runs(deps, workflows.timed, schedules, max_age) if schedules else ()
    if found[-1].passed:
        vouched = any(each.passed for each in runs)
        names = sorted(deps.config.sources)
        found.extend(_captured(deps, name, max_age=max_age, vouched=vouched) for name in names)
    found.append(scheduled(workflows))
    found.extend(runs)
    if online:
        found.extend(_reachable(deps))
    return tuple(found)


def _runs(deps: Deps, workflows: tuple[str, ...], schedules: Schedules, max_age: int) -> tuple[Check, ...]:
    return tuple(ran(name, schedules, now=deps.clock.now(), max_age=max_age) for name in workflows)


def _sources(deps: Deps) -> str:
    return ", ".join(sorted(deps.config.sources)) or "nothing"


def _attempt(what: str, says: Callable[[], str]) -> Check:
    try:
        return Check(what=what, says=says())
    except DriftwatchError as error:
        return Check(what=what, says=error.message, passed=False, hint=error.hint)


def _captured(deps: Deps, name: str, *, max_age: int, vouched: bool) -> Check:
    """Look at the age of the last capture.

    `vouched`: a scheduled run succeeded lately. Where captures wait for a merge, only those with drift are kept.
    """
    what = f"last capture of {name}"
    try:
        captures = deps.history(name).captures(limit=1)
    except DriftwatchError as error:
        return Check(what=what, says=error.message, passed=False, hint=error.hint)
    line = captures[0].capture if captures else None
    if line is None:
        return Check(what=what, says="none yet", passed=False, hint="run `driftwatch run`")
    days = (deps.clock.now() - datetime.fromisoformat(line.at)).days
    unseen = f", {len(line.unseen)} documents unseen" if line.unseen else ""
    return Check(
        what=what,
        says=f"{line.at}, {days} days ago, {line.operations} operations{unseen}",
        passed=vouched or days <= max_age,
        hint="the schedule may be off: look at the Actions page, and enable the workflow again",
    )


def _reachable(deps: Deps) -> Iterator[Check]:
    for name, source in sorted(deps.config.sources.items()):
        url = source.index or source.documents[0]
        with deps.fetcher(source) as fetcher:
            reading = fetcher.read([url])[0]
        says = redact_url(url) if reading.state == "read" else f"{reading.state}: {reading.detail}"
        yield Check(
            what=f"index of {name}", says=says, passed=reading.state == "read", hint="check `index` and `hosts`"
        )
