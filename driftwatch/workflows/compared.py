"""The diff: two named sides, one report."""

from typing import Protocol

from msgspec import structs

from driftwatch.model.finding import Report
from driftwatch.rules.policy import Policy
from driftwatch.workflows.resolve import Resolver, Sided
from driftwatch.workflows.review import review


class Deps(Protocol):
    """What a diff needs."""

    def resolver(self, source: str | None) -> Resolver:
        """Return what turns names into snapshots."""

    def policy(self, source: str | None = None) -> Policy:
        """Return how the team judges, with the manifests of a source or with all."""

    def source_label(self, source: str | None) -> str:
        """Return what to call the source in a report."""


def compared(deps: Deps, *, old: str | None, new: str | None, source: str | None, only_affecting: bool) -> Report:
    """Compare what two names stand for; without names the last two captures.

    Raises:
        UsageError: a name stands for nothing.
        ObservationError: the live documentation could not be read.
    """
    one, other = _sides(deps.resolver(source), old, new)
    report = review(
        one.snapshot,
        other.snapshot,
        source=deps.source_label(source),
        policy=deps.policy(source),
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
