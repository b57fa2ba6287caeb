"""The diff: two named sides, one report."""

from msgspec import structs

from driftwatch.history.review import review
from driftwatch.model.finding import Report
from driftwatch.ports import Project
from driftwatch.workflows.resolve import Resolver, Sided, resolver_of


def compared(project: Project, *, old: str | None, new: str | None, source: str | None, only_affecting: bool) -> Report:
    """Compare what two names stand for; without names the last two captures.

    Raises:
        UsageError: a name stands for nothing.
        ObservationError: the live documentation could not be read.
    """
    one, other = _sides(resolver_of(project, source), old, new)
    report = review(
        one.snapshot,
        other.snapshot,
        source=project.workspace.label(source),
        policy=project.policies.of(source),
        sides=(one.side, other.side),
        coverage=other.coverage,
    )
    return affecting(report) if only_affecting else report


def affecting(report: Report) -> Report:
    """Keep the findings that a manifest relies on."""
    kept = tuple(finding for finding in report.findings if finding.impact.kind == "affects")
    return structs.replace(report, findings=kept)


def _sides(resolver: Resolver, old: str | None, new: str | None) -> tuple[Sided, Sided]:
    if old is None:
        return resolver.last_two()
    one = resolver.named(old)
    return one, resolver.newest() if new is None else resolver.named(new)
