"""Checks of a set-up: what is missing, whether captures still come in, and whether a workflow makes them.

Of workflows: whether one runs driftwatch by itself, what it runs, and whether GitHub still starts it.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

from driftwatch.config.sources import base_of
from driftwatch.errors import ConfigError, DriftwatchError
from driftwatch.history.captures import History
from driftwatch.model.check import Check
from driftwatch.ports import Project, Schedules
from driftwatch.redaction import redact_url
from driftwatch.reports.verdict import counted
from driftwatch.workflows.doctor_content import placed, published, understanding
from driftwatch.workflows.doctor_monitoring import monitored
from driftwatch.workflows.own_workflows import Workflows, workflows_in
from driftwatch.workflows.workflow_origins import doubts

_ACTIVE: Final = "active"
_SWITCHED_ON: Final = "switch it on again, on its Actions page or with `gh workflow enable {}`"
_WAITED: Final = "wait for the time that its `cron` says; GitHub reads it from the default branch only"


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
        vouched = any(each.passed for each in runs if each.what in {_runs_of(name) for name in workflows.watching})
        names = project.workspace.config.scheduled
        found.extend(_captured(project, name, max_age=max_age, vouched=vouched) for name in names)
        found.extend(check for name in names for check in understanding(project, name))
        found.extend(placed(project))
        found.extend(published(project))
    found.append(_scheduled(workflows))
    found.extend(_unpinned(workflows))
    found.extend(runs)
    found.extend(monitored(project, workflows))
    if online:
        found.extend(_reachable(project))
    return tuple(found)


def _runs(project: Project, workflows: tuple[str, ...], schedules: Schedules, max_age: int) -> tuple[Check, ...]:
    return tuple(_ran(name, schedules, now=project.clock.now(), max_age=max_age) for name in workflows)


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
        history = History.of(project, name)
        captures = history.captures(limit=1)
    except DriftwatchError as error:
        return Check(what=what, says=error.message, passed=False, hint=error.hint)
    line = captures[0].capture if captures else None
    if line is None:
        return Check(what=what, says="none yet", passed=False, hint="run `driftwatch run`")
    days = (project.clock.now() - datetime.fromisoformat(line.at)).days
    unseen = f", {counted(len(line.unseen), 'document')} unseen" if line.unseen else ""
    missing = history.missing()
    said = f"{line.at}, {counted(days, 'day')} ago, {counted(line.operations, 'operation')}{unseen}"
    return Check(
        what=what,
        says=f"{said}; {missing}" if missing else said,
        passed=vouched or days <= max_age,
        hint="the schedule may be off, or each run refused: look at the Actions page",
    )


def _reachable(project: Project) -> Iterator[Check]:
    config = project.workspace.config
    for name in config.scheduled:
        source = config.sources[name]
        url = base_of(source)
        with project.fetcher(source) as fetcher:
            if (stored := fetcher.stored()) is not None:
                says = f"{redact_url(url)}, {len(stored.urls)} files"
                yield Check(what=f"repository of {name}", says=says, passed=True, hint="check `repository`")
                continue
            reading = fetcher.read([url])[0]
        says = redact_url(url) if reading.state == "read" else f"{reading.state}: {reading.detail}"
        yield Check(
            what=f"index of {name}", says=says, passed=reading.state == "read", hint="check `index` and `hosts`"
        )


def _scheduled(workflows: Workflows) -> Check:
    """Look at whether any captures documentation by itself."""
    others = [name for name in workflows.named if name not in workflows.monitoring]
    if others and not workflows.watching:
        says = f"{', '.join(others)} names driftwatch, but no schedule"
    else:
        says = ", ".join(workflows.watching) or "no workflow runs driftwatch"
    return Check(
        what="schedule",
        says=says,
        passed=bool(workflows.watching),
        hint="`driftwatch init` writes one; any other scheduler will do as well",
    )


def _unpinned(workflows: Workflows) -> Iterator[Check]:
    """Tell what somebody else can change in a workflow that names driftwatch."""
    for name, text in workflows.named.items():
        for doubt in doubts(text):
            yield Check(what=f"what {name} runs", says=doubt.says, passed=False, hint=doubt.hint)


def _ran(workflow: str, schedules: Schedules, *, now: datetime, max_age: int) -> Check:
    """Look at whether a workflow is on, and when its schedule last succeeded."""
    what = _runs_of(workflow)
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
    since = counted(days, "day") if days is not None else ""
    says = "none has succeeded yet" if good is None else f"last success {_stamp(good.at)}, {since} ago"
    if good is None or last.at > good.at:
        says += f"; the last one, {_stamp(last.at)}, ended with {last.conclusion}"
    return Check(
        what=what,
        says=says,
        passed=days is not None and days <= max_age,
        hint=f"look at {last.url or 'the Actions page'}",
    )


def _runs_of(workflow: str) -> str:
    return f"runs of {workflow}"


def _stamp(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
