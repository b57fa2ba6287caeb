"""Findings that could not be taken further: of each owner, one finding says so."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from msgspec import structs

from driftwatch.history.failure_log import log_failure
from driftwatch.model.address import operation_key
from driftwatch.model.failure import Failure, Stage, changes_of_failures
from driftwatch.model.finding import Finding, Impact, ManifestUse
from driftwatch.model.snapshot import Owner
from driftwatch.rules.policy import raised


def failed_findings(failed: Iterable[tuple[Finding, Exception]], stage: Stage) -> tuple[Finding, ...]:
    """Return a finding for each owner of which findings failed at a stage, with ids and fingerprints of those."""
    paths: dict[Owner, str] = {}
    failures = []
    hurt: dict[str, set[ManifestUse]] = {}
    for finding, error in failed:
        operations = {_operation(name, finding): name for name in finding.operations}
        for name in finding.operations:
            hurt.setdefault(name, set()).update(finding.impact.uses)
        paths |= operations
        failure = Failure(
            owner=_owner(finding, operations),
            stage=stage,
            error=error,
            operations=tuple(operations),
            after=(f"{finding.level} {finding.id} {finding.fingerprint}",),
        )
        log_failure(failure)
        failures.append(failure)
    if not failures:
        return ()
    # All rules come with it, as in driftwatch.history.review.
    from driftwatch.rules.judge import judge  # noqa: PLC0415

    return tuple(_hurting(one, hurt) for one in judge(changes_of_failures(failures), paths=paths))


def _hurting(finding: Finding, hurt: Mapping[str, AbstractSet[ManifestUse]]) -> Finding:
    """Say whom a finding hurts: those whom the findings in place of which it stands were known to hurt."""
    uses = tuple(sorted({use for name in finding.operations for use in hurt.get(name, ())}))
    impact = Impact(kind="affects", uses=uses) if uses else finding.impact
    return structs.replace(finding, impact=impact, level=raised(finding, impact))


def _owner(finding: Finding, operations: Iterable[Owner]) -> Owner:
    if finding.schema is not None:
        return Owner("schema", finding.schema)
    return next(iter(operations), Owner("api", ""))


def _operation(name: str, finding: Finding) -> Owner:
    method, _, path = name.partition(" ")
    return Owner("operation", operation_key(method, path), finding.variant or "")
