"""What stands of a source today: its open drift, and what its manifests claim beside it."""

from collections.abc import Iterable
from functools import partial

from msgspec import Struct

from driftwatch.history.captures import History
from driftwatch.history.moved_pages import moved_pages
from driftwatch.history.open_drift import OpenDrift, open_drift
from driftwatch.model.finding import Level
from driftwatch.model.manifest import Manifest
from driftwatch.model.open_finding import OpenFinding
from driftwatch.ports import Project
from driftwatch.rules.policy import Policy
from driftwatch.workflows.observations import observed
from driftwatch.workflows.open_breaches import open_breaches


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
    breaches, accepted = breaches_of(project, name, judged.manifests, drift, level="info", policy=policy)
    return Standing(source=name, drift=drift, breaches=breaches, accepted=drift.accepted | accepted)


def breaches_of(
    project: Project,
    name: str,
    manifests: Iterable[Manifest],
    drift: OpenDrift,
    *,
    level: Level,
    told: Iterable[OpenFinding] = (),
    policy: Policy | None = None,
) -> tuple[tuple[OpenFinding, ...], frozenset[str]]:
    """Hold the manifests of a source against its newest capture and what was observed; see `open_breaches`."""
    if drift.newest is None:
        return (), frozenset()
    history = History.of(project, name)
    return open_breaches(
        manifests,
        drift.newest,
        source=name,
        policy=policy or project.policies.own(),
        ever_documented=history.ever_documented,
        moved=partial(moved_pages, history),
        level=level,
        told=told,
        pasts=observed(project).pasts,
    )
