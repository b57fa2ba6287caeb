"""What stands of a source today: its open drift, and what its manifests claim beside it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from driftwatch.history.captures import History
from driftwatch.history.moved_pages import moved_pages
from driftwatch.history.open_drift import OpenDrift, OpenedSnapshot, open_drift
from driftwatch.manifests.threeway.check import observed_breaches
from driftwatch.manifests.threeway.past import DAY, Past, past_of
from driftwatch.model.finding import Finding, Level
from driftwatch.model.manifest import Manifest
from driftwatch.model.open_finding import OpenFinding
from driftwatch.model.snapshot import Snapshot
from driftwatch.ports import Project
from driftwatch.presence.watched import unwatched
from driftwatch.rules.policy import Policy
from driftwatch.rules.rows.observed import NOTHING_FRESH
from driftwatch.workflows.manifests import findings_of
from driftwatch.workflows.observations import observed
from driftwatch.workflows.open_breaches import open_breaches


def unconfirmed(
    manifests: Iterable[Manifest], snapshot: Snapshot, pasts: tuple[Past, ...], *, today: str
) -> Iterator[Manifest]:
    """Yield the manifests that the API was last seen to part from, and of which nothing fresh says that it is over."""
    for manifest in manifests:
        seen = [past for name, _ in manifest.used_claims if (past := past_of(pasts, manifest, name)) is not None]
        days = sorted({past.latest.run.newest[:DAY] for past in seen})
        then = (found for day in days for found in _told(manifest, snapshot, seen, day))
        known = {found.fingerprint for found in then if found.level != "info"}
        now = _told(manifest, snapshot, seen, today) if known else ()
        is_old = any(found.id == NOTHING_FRESH for found in now)
        if is_old and known - {found.fingerprint for found in now}:
            yield manifest


def waiting(manifests: Iterable[Manifest], pasts: tuple[Past, ...], *, patience: int) -> Iterator[Manifest]:
    """Yield the manifests whose API was answered otherwise by the last probes, not yet often enough in a row."""
    for manifest in manifests:
        seen = (past_of(pasts, manifest, name) for name, _ in manifest.used_claims)
        if any(_is_young(past, patience) for past in seen if past is not None):
            yield manifest


def _is_young(past: Past, patience: int) -> bool:
    return 0 < past.latest.run.failures < patience


def _told(manifest: Manifest, snapshot: Snapshot, pasts: Sequence[Past], today: str) -> tuple[Finding, ...]:
    breaches = observed_breaches((manifest,), snapshot, pasts, today=today)
    return findings_of(breaches, snapshot, (manifest,), today=today)


class Standing(Struct, frozen=True, kw_only=True):
    """What stands of one source."""

    source: str
    drift: OpenDrift
    breaches: tuple[OpenFinding, ...] = ()
    """What manifests claim and the newest capture does not say, told elsewhere or not."""
    accepted: frozenset[str] = frozenset()
    """Fingerprints that a suppression accepts."""

    @property
    def found(self) -> tuple[OpenFinding, ...]:
        """All that is open: drift, then breaches."""
        return (*self.drift.found, *self.breaches)


def standing(project: Project, name: str, *, policy: Policy | None = None) -> Standing:
    """Collect what stands of a source; nothing before its first capture.

    Args:
        project: where captures, manifests and policy are.
        name: of the source.
        policy: how the team judges, when not as configured.

    Raises:
        RepositoryError: the clone lacks captures.
    """
    judged = policy or project.policies.of(name)
    limit = project.workspace.config.issues.captures
    drift = open_drift(History.of(project, name), source=name, policy=judged, limit=limit)
    breaches, accepted = breaches_of(project, name, judged.manifests, drift.newest, level="info", policy=policy)
    return Standing(source=name, drift=drift, breaches=breaches, accepted=drift.accepted | accepted)


def breaches_of(
    project: Project,
    name: str,
    manifests: Iterable[Manifest],
    newest: OpenedSnapshot | None,
    *,
    level: Level,
    told: Iterable[OpenFinding] = (),
    policy: Policy | None = None,
    patience: int = 1,
) -> tuple[tuple[OpenFinding, ...], frozenset[str]]:
    """Hold the manifests of a source against its newest capture and what was observed; see `open_breaches`.

    Args:
        project: whose source it is.
        name: of the source.
        manifests: its manifests.
        newest: its newest capture; nothing is held against none.
        level: what is below it is left out.
        told: what is told already.
        policy: how the team judges, when not as configured.
        patience: how many probes in a row must fail before what they saw counts.
    """
    if newest is None:
        return (), frozenset()
    history = History.of(project, name)
    return open_breaches(
        manifests,
        newest,
        source=name,
        policy=policy or project.policies.own(),
        ever_documented=history.ever_documented,
        moved=partial(moved_pages, history),
        unwatched=partial(unwatched, project.workspace.config.sources[name]),
        level=level,
        told=told,
        pasts=tuple(past for past in observed(project).pasts if not _is_young(past, patience)),
    )
