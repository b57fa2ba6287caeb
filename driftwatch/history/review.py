"""Review: two snapshots to one report, under a team's policy."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec import structs

from driftwatch.compare.pages.unwatched import otherwise_beyond
from driftwatch.history.failed_findings import failed_findings
from driftwatch.history.failure_log import log_failure
from driftwatch.isolation import isolated
from driftwatch.model.failure import Failure, changes_of_failures
from driftwatch.model.finding import Coverage, Finding, Impact, Report, Side, Strictness, Suppression
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.rules.policy import Policy, build_report
from driftwatch.rules.rows.lifecycle import Calendar

if TYPE_CHECKING:
    from driftwatch.manifests.impact.index import ManifestIndex

_FIRST: Final = frozenset(
    {"comparison-failed", "document-failed", "document-unreadable", "nothing-understood", "pages-not-understood"}
)
"""Rules whose findings are told of a first capture as well."""


def review(
    old: Snapshot,
    new: Snapshot,
    *,
    source: str,
    policy: Policy,
    sides: tuple[Side, Side],
    coverage: Coverage | None = None,
    audit: bool = False,
) -> Report:
    """Compare two snapshots and judge what differs; with `audit` also what differs and no rule speaks of."""
    found = findings_between(old, new, today=policy.today, strictness=policy.strictness, audit=audit)
    index = _index(policy, (old, new), found)
    told = {source.url for finding in found for source in finding.sources}
    looked_at = structs.replace(coverage or Coverage(), unwatched=otherwise_beyond(old, new, told=told))
    return _report(found, source=source, policy=policy, sides=sides, coverage=looked_at, index=index)


class Judge:
    """Compares snapshots under one policy; what it returns leaves out what a suppression accepts."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def __call__(self, old: Snapshot, new: Snapshot) -> tuple[Finding, ...]:
        """Return the findings between two snapshots, sorted as in a report."""
        sides = (Side(label=old.label), Side(label=new.label))
        return review(old, new, source="", policy=self._policy, sides=sides).findings


def baseline(snapshot: Snapshot, *, source: str, policy: Policy, new: Side, coverage: Coverage) -> Report:
    """Judge a first snapshot: nothing has drifted yet, but it may contradict itself or be unreadable in places."""
    found = findings_between(Snapshot(()), snapshot, today=policy.today, strictness=policy.strictness)
    return _report(
        (finding for finding in found if finding.area == "contradiction" or finding.id in _FIRST),
        source=source,
        policy=policy,
        sides=(Side(label="nothing"), new),
        coverage=coverage,
        index=_index(policy, (snapshot,)),
    )


def unchanged(
    snapshot: Snapshot, *, source: str, policy: Policy, sides: tuple[Side, Side], coverage: Coverage
) -> Report:
    """Judge a snapshot that is the one before, byte for byte: nothing has drifted, and nothing is compared."""
    index = _index(policy, (snapshot,))
    return _report((), source=source, policy=policy, sides=sides, coverage=coverage, index=index)


def _index(
    policy: Policy, snapshots: tuple[Snapshot, ...], findings: tuple[Finding, ...] = ()
) -> "ManifestIndex | None":
    """Return who relies on what; None where no manifest does."""
    if not policy.manifests:
        return None
    from driftwatch.manifests.impact.index import ManifestIndex  # noqa: PLC0415

    return ManifestIndex(policy.manifests, snapshots, findings)


def _report(
    findings: Iterable[Finding],
    *,
    source: str,
    policy: Policy,
    sides: tuple[Side, Side],
    coverage: Coverage | None,
    index: "ManifestIndex | None",
) -> Report:
    found = tuple(findings)
    impacts, failed = _impacts(found, index) if index is not None else ({}, ())
    report = build_report(
        (*found, *failed),
        source=source,
        old=sides[0],
        new=sides[1],
        today=policy.today,
        levels=policy.levels,
        suppressions=policy.suppressions,
        ignored=policy.ignored,
        impact=(lambda finding: impacts.get(finding.fingerprint, Impact())) if index is not None else None,
        coverage=coverage,
    )
    return without_idle_acceptances(report)


def _impacts(findings: Iterable[Finding], index: "ManifestIndex") -> tuple[Mapping[str, Impact], tuple[Finding, ...]]:
    """Find out whom findings hurt, by fingerprint; of those whose impact cannot be found it is unknown, and told so."""
    from driftwatch.manifests.impact.index import impact_of  # noqa: PLC0415

    impacts: dict[str, Impact] = {}
    failed: list[tuple[Finding, Exception]] = []

    def look(finding: Finding) -> None:
        impacts[finding.fingerprint] = impact_of(finding, index=index)

    def note(finding: Finding, error: Exception) -> None:
        failed.append((finding, error))

    for finding in findings:
        isolated(partial(look, finding), partial(note, finding))
    return impacts, failed_findings(failed, "impact")


def without_idle_acceptances(report: Report) -> Report:
    """Leave out of the unused suppressions those that stand in manifests: they wait for a change."""
    kept = tuple(one for one in report.unused_suppressions if not _is_in_manifest(one))
    return structs.replace(report, unused_suppressions=kept)


def _is_in_manifest(suppression: Suppression) -> bool:
    return suppression.where.rpartition(":")[0].lower().endswith((".yaml", ".yml"))


def findings_between(
    old: Snapshot, new: Snapshot, *, today: str, strictness: Strictness = "tolerant", audit: bool = False
) -> tuple[Finding, ...]:
    """Return what differs, as the rules judge it, before any policy; details of what failed go to the log.

    A fault that no owner could keep to itself is a finding about the source: the captures before and after it are told
    all the same.
    """
    # A third of what a run would import of ours: most runs find nothing changed, and compare and judge nothing.
    from driftwatch.compare.compare import compare  # noqa: PLC0415
    from driftwatch.rules.judge import documented_paths, judge  # noqa: PLC0415

    calendar = Calendar(today=today)

    def judged() -> tuple[Finding, ...]:
        changes = compare(old, new, log_failure, audit=audit)
        paths = documented_paths(changes, old, new)
        return judge(changes, calendar=calendar, paths=paths, strictness=strictness, tell=log_failure)

    def failed(error: Exception) -> tuple[Finding, ...]:
        failure = Failure(owner=Owner("api", ""), stage="comparison", error=error)
        log_failure(failure)
        return judge(changes_of_failures((failure,)), calendar=calendar)

    return isolated(judged, failed)
