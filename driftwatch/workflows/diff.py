"""The diff: two named sides, or all that stands today, as one report."""

import filecmp
from typing import TYPE_CHECKING

from msgspec import structs

from driftwatch.errors import UsageError
from driftwatch.history.captures import History
from driftwatch.history.review import review
from driftwatch.model.finding import Coverage, Report
from driftwatch.ports import Project
from driftwatch.rules.order import order
from driftwatch.workflows.resolve import Resolver, Sided, resolver_of

if TYPE_CHECKING:
    from driftwatch.history.open_drift import OpenedSnapshot


def compared(
    project: Project, *, old: str | None, new: str | None, source: str | None, only_affecting: bool, audit: bool = False
) -> Report:
    """Compare what two names stand for; without names the last two captures. `audit` as in review.

    Raises:
        UsageError: a name stands for nothing.
        ObservationError: the live documentation could not be read.
    """
    one, other = _sides(resolver_of(project, source), old, new)
    report = _report(project, one, other, source=source, audit=audit)
    report = report if report.findings or _are_alike(one, other) else _with_other_text(report)
    return affecting(report) if only_affecting else report


def _are_alike(one: Sided, other: Sided) -> bool:
    """Tell of two files whether they hold the same bytes; of what was captured, the digests of documents tell."""
    return one.file is None or other.file is None or filecmp.cmp(one.file, other.file, shallow=False)


def _with_other_text(report: Report) -> Report:
    return structs.replace(report, coverage=structs.replace(report.coverage, unwatched=(report.new.label,)))


def _report(project: Project, one: Sided, other: Sided, *, source: str | None, audit: bool) -> Report:
    return review(
        one.snapshot,
        other.snapshot,
        source=project.workspace.label(source),
        policy=project.policies.of(source),
        sides=(one.side, other.side),
        coverage=other.coverage,
        audit=audit,
    )


def open_report(project: Project, name: str, *, only_affecting: bool) -> Report:
    """Tell all open drift of a source, from the state before the first of it to the newest capture, and of its API.

    Raises:
        UsageError: the source has no capture yet.
        RepositoryError: the clone lacks captures.
    """
    from driftwatch.history.open_drift import open_drift
    from driftwatch.workflows.standing import breaches_of

    limit = project.workspace.config.issues.captures
    policy = project.policies.of(name)
    found = open_drift(History.of(project, name), source=name, policy=policy, limit=limit)
    if found.newest is None:
        raise UsageError(f"{name} has no capture yet: nothing has drifted", hint="run `driftwatch run`")
    newest = found.newest.side
    breaches, _ = breaches_of(project, name, policy.manifests, found.newest, level="info")
    of_the_api = (each.finding for each in breaches if each.finding.is_observed)
    report = Report(
        source=name,
        old=min((each.old for each in found.found), key=lambda side: side.date, default=newest),
        new=newest,
        findings=tuple(sorted((*(each.finding for each in found.found), *of_the_api), key=order)),
        coverage=_coverage(found.newest),
    )
    return affecting(report) if only_affecting else report


def affecting(report: Report) -> Report:
    """Keep the findings that a manifest relies on."""
    kept = tuple(finding for finding in report.findings if finding.impact.kind == "affects")
    return structs.replace(report, findings=kept)


def since_release(
    project: Project, *, release: str, source: str | None, only_affecting: bool, audit: bool = False
) -> Report:
    """Compare what was reviewed for a release with the newest snapshot.

    Raises:
        UsageError: nothing was reviewed for it, and there is no such tag.
    """
    resolver = resolver_of(project, source)
    report = _report(project, resolver.release(release), resolver.newest(), source=source, audit=audit)
    return affecting(report) if only_affecting else report


def _sides(resolver: Resolver, old: str | None, new: str | None) -> tuple[Sided, Sided]:
    if old is None:
        return resolver.last_two()
    one = resolver.named(old)
    return one, resolver.newest() if new is None else resolver.named(new)


def _coverage(newest: "OpenedSnapshot") -> Coverage:
    documents = newest.snapshot.documents.values()
    unseen = tuple(sorted((each.url, each.reason) for each in documents if each.state == "unseen"))
    return Coverage(read=len(documents) - len(unseen), total=len(documents), unseen=unseen)
