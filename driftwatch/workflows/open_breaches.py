"""Open breaches: what manifests claim and the newest capture does not say, as far as no drift tells of it already."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from driftwatch.history.open_drift import OpenedSnapshot
from driftwatch.manifests.threeway.past import Past
from driftwatch.model.finding import LEVELS, Finding, Level, ManifestUse
from driftwatch.model.manifest import Manifest
from driftwatch.model.open_finding import OpenFinding
from driftwatch.rules.policy import Policy
from driftwatch.workflows.manifests import never_documented, report_of
from driftwatch.workflows.resolve import Sided

_UNWRITTEN: Final = frozenset({"manifest-access-date-overdue", "manifest-claim-expired", "manifest-page-changed"})
"""Rules that tell what time did to a manifest, not where it and the documentation part; and that a page was reworded
since it was read, of which drift tells what it says now."""


def open_breaches(
    manifests: Iterable[Manifest],
    newest: OpenedSnapshot,
    *,
    source: str,
    policy: Policy,
    ever_documented: Callable[[Iterable[str]], frozenset[str] | None],
    moved: Callable[[Iterable[str]], Mapping[str, str]],
    unwatched: Callable[[Iterable[str]], frozenset[str]],
    level: Level,
    told: Iterable[OpenFinding] = (),
    pasts: Sequence[Past] = (),
) -> tuple[tuple[OpenFinding, ...], frozenset[str]]:
    """Hold manifests against the newest capture, and against what was observed.

    Args:
        manifests: those of the source.
        newest: the capture.
        source: name of the source.
        policy: how the team judges, whatever its manifests say.
        ever_documented: returns those of some operations that any capture documented; a manifest of one that none
            did is mistaken, not broken.
        moved: returns the URLs of today by the page that moved there, for pages that the capture lacks.
        unwatched: returns those of some URLs of pages that the configuration leaves out.
        level: what is below it is left out.
        told: the open drift. A breach of a claim that drift speaks of, at its level or above, is left to the drift.
        pasts: what was observed.

    Returns:
        The breaches, sorted as in a report, and the fingerprints of those that are accepted.
    """
    side = Sided(snapshot=newest.snapshot, side=newest.side, moved=moved, unwatched=unwatched)
    _, known = never_documented(tuple(manifests), side, ever_documented)
    report = report_of(known, side, policy=policy, label=source, pasts=pasts)
    found = tuple(
        OpenFinding(finding=finding, old=report.old, new=newest.side, commit=newest.commit)
        for finding in untold(report.findings, (each.finding for each in told), level=level)
        if finding.id not in _UNWRITTEN
    )
    return found, frozenset(each.fingerprint for each in report.accepted)


def untold(breaches: Iterable[Finding], drift: Iterable[Finding], *, level: Level) -> tuple[Finding, ...]:
    """Return the breaches of a level or above that no drift tells of; what was observed, none does."""
    loud = LEVELS[: LEVELS.index(level) + 1]
    worst = _worst(drift)
    return tuple(one for one in breaches if one.level in loud and (one.is_observed or not _is_told(one, worst)))


def _worst(drift: Iterable[Finding]) -> Mapping[tuple[str, str, str], int]:
    """Return how severe the drift is that speaks of a claim, as an index of LEVELS."""
    worst: dict[tuple[str, str, str], int] = {}
    for finding in drift:
        for use in finding.impact.uses:
            severity = LEVELS.index(finding.level)
            worst[_claim(use)] = min(worst.get(_claim(use), severity), severity)
    return worst


def _is_told(finding: Finding, worst: Mapping[tuple[str, str, str], int]) -> bool:
    severity = LEVELS.index(finding.level)
    return all(worst.get(_claim(use), len(LEVELS)) <= severity for use in finding.impact.uses)


def _claim(use: ManifestUse) -> tuple[str, str, str]:
    return use.manifest, use.file, use.claim
