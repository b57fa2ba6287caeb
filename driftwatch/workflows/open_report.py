"""Open drift as one report: what stands today, whichever capture brought it."""

from driftwatch.errors import UsageError
from driftwatch.history.captures import History
from driftwatch.history.open_drift import OpenedSnapshot, open_drift
from driftwatch.model.finding import Coverage, Report
from driftwatch.ports import Project
from driftwatch.workflows.diff import affecting


def open_report(project: Project, name: str, *, only_affecting: bool) -> Report:
    """Tell all open drift of a source, from the state before the first of it to the newest capture.

    Raises:
        UsageError: the source has no capture yet.
        RepositoryError: the clone lacks captures.
    """
    limit = project.workspace.config.issues.captures
    found = open_drift(History.of(project, name), source=name, policy=project.policies.of(name), limit=limit)
    if found.newest is None:
        raise UsageError(f"{name} has no capture yet: nothing has drifted", hint="run `driftwatch run`")
    newest = found.newest.side
    report = Report(
        source=name,
        old=min((each.old for each in found.found), key=lambda side: side.date, default=newest),
        new=newest,
        findings=tuple(each.finding for each in found.found),
        coverage=_coverage(found.newest),
    )
    return affecting(report) if only_affecting else report


def _coverage(newest: OpenedSnapshot) -> Coverage:
    documents = newest.snapshot.documents.values()
    unseen = tuple(sorted((each.url, each.reason) for each in documents if each.state == "unseen"))
    return Coverage(read=len(documents) - len(unseen), total=len(documents), unseen=unseen)
