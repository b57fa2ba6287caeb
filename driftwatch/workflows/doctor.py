"""Checks of a set-up: what is missing, and whether captures still come in."""

from collections.abc import Callable, Iterator
from datetime import datetime

from driftwatch.errors import ConfigError, DriftwatchError
from driftwatch.history.captures import History
from driftwatch.model.check import Check
from driftwatch.ports import Project, Schedules
from driftwatch.redaction import redact_url
from driftwatch.workflows.doctor_schedule import ran, scheduled, unpinned, workflows_in


def examine(project: Project, *, max_age: int, online: bool, schedules: Schedules | None = None) -> tuple[Check, ...]:
    """Look at configuration, repository, captures and schedule.

    Args:
        project: what is looked at.
        max_age: how many days a capture and the last scheduled run may be old.
        online: whether to read the index of each source that is scheduled.
        schedules: tells whether the scheduled workflows run; None when nobody is asked.
    """
    found = [_attempt("configuration", lambda: f"{project.workspace.file}, watching {_sources(project)}")]
    if not found[0].passed:
        return tuple(found)
    if not project.workspace.config.sources:
        found.append(_attempt("sources", lambda: project.workspace.source(None)[0]))
    found.append(_attempt("rules and accepted findings", lambda: _accepted(project)))
    found.append(_attempt("repository", lambda: str(project.repository.root)))
    workflows = workflows_in(project.repository.root if found[-1].passed else project.workspace.root)
    runs = _runs(project, workflows.timed, schedules, max_age) if schedules else ()
    if found[-1].passed:
        vouched = any(each.passed for each in runs)
        names = project.workspace.config.scheduled
        found.extend(_captured(project, name, max_age=max_age, vouched=vouched) for name in names)
    found.append(scheduled(workflows))
    found.extend(unpinned(workflows))
    found.extend(runs)
    if online:
        found.extend(_reachable(project))
    return tuple(found)


def _runs(project: Project, workflows: tuple[str, ...], schedules: Schedules, max_age: int) -> tuple[Check, ...]:
    return tuple(ran(name, schedules, now=project.clock.now(), max_age=max_age) for name in workflows)


def _sources(project: Project) -> str:
    config = project.workspace.config
    watched = ", ".join(config.scheduled) or "nothing"
    others = ", ".join(sorted(config.sources.keys() - set(config.scheduled)))
    return f"{watched}; not scheduled: {others}" if others else watched


def _accepted(project: Project) -> str:
    return f"{len(project.policies.of(None).suppressions)} accepted"


def _attempt(what: str, says: Callable[[], str]) -> Check:
    try:
        return Check(what=what, says=says())
    except DriftwatchError as error:
        lines = error.message.splitlines() if isinstance(error, ConfigError) else []
        told = f"{len(lines)} mistakes, the first: {lines[0]}" if len(lines) > 1 else error.message
        return Check(what=what, says=told, passed=False, hint=error.hint)


def _captured(project: Project, name: str, *, max_age: int, vouched: bool) -> Check:
    """Look at the age of the last capture.

    `vouched`: a scheduled run succeeded lately. Where captures wait for a merge, only those with drift are kept.
    """
    what = f"last capture of {name}"
    try:
        captures = History.of(project, name).captures(limit=1)
    except DriftwatchError as error:
        return Check(what=what, says=error.message, passed=False, hint=error.hint)
    line = captures[0].capture if captures else None
    if line is None:
        return Check(what=what, says="none yet", passed=False, hint="run `driftwatch run`")
    days = (project.clock.now() - datetime.fromisoformat(line.at)).days
    unseen = f", {len(line.unseen)} documents unseen" if line.unseen else ""
    return Check(
        what=what,
        says=f"{line.at}, {days} days ago, {line.operations} operations{unseen}",
        passed=vouched or days <= max_age,
        hint="the schedule may be off: look at the Actions page, and enable the workflow again",
    )


def _reachable(project: Project) -> Iterator[Check]:
    config = project.workspace.config
    for name in config.scheduled:
        source = config.sources[name]
        url = source.index or source.documents[0]
        with project.fetcher(source) as fetcher:
            reading = fetcher.read([url])[0]
        says = redact_url(url) if reading.state == "read" else f"{reading.state}: {reading.detail}"
        yield Check(
            what=f"index of {name}", says=says, passed=reading.state == "read", hint="check `index` and `hosts`"
        )
