"""The gate: gather what the release checklist rests on, and go through it for each manifest."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import structs

from driftwatch.errors import DriftwatchError
from driftwatch.history.review import review
from driftwatch.located.problem import Problem
from driftwatch.manifests.check.documented import Documented
from driftwatch.manifests.gate.checklist import Asked, gate_of
from driftwatch.manifests.gate.evidence import Evident, State
from driftwatch.manifests.observations.file import ObservationFile
from driftwatch.manifests.observations.places import is_of
from driftwatch.manifests.recordings import body_of
from driftwatch.manifests.threeway.past import Past, past_of
from driftwatch.model.finding import Finding
from driftwatch.model.gate import Gate, Target
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import Manifest
from driftwatch.patterns import lazy_regex
from driftwatch.ports import Project
from driftwatch.workflows.manifests import report_of, sides_of
from driftwatch.workflows.observations import ObservedSet, observation_in, observed
from driftwatch.workflows.own_workflows import is_timed, probes
from driftwatch.workflows.references import path_below, text_below
from driftwatch.workflows.resolve import Sided, resolver_of
from driftwatch.workflows.selftest import with_selftest

_HEADING: Final = lazy_regex(r"^#{1,6}[ \t]+(.{1,200}?)[ \t#]*$", re.MULTILINE)
_PATH: Final = lazy_regex(r"[\w./@-]{1,300}")


def gates(
    project: Project, manifests: tuple[Manifest, ...], *, source: str | None, target: Target, release: str = ""
) -> tuple[Gate, ...]:
    """Go through the checklist of each manifest; a missing snapshot makes items unknown, no error.

    Args:
        project: where they are.
        manifests: what is released.
        source: the one source that the user names.
        target: what it is released to.
        release: the release in question, by the name under which it was reviewed; "" for none.
    """
    seen = observed(project)
    return tuple(
        gate
        for name, side, mine in sides_of(project, manifests, source)
        for gate in _gates(
            project, mine, side, seen=seen, target=target, released=Released(project, name, side, release)
        )
    )


class Released:
    """What changed since contracts of a source were reviewed for a release; each snapshot is compared once."""

    def __init__(self, project: Project, source: str | None, side: Sided | None, release: str) -> None:
        self.release = release
        self._project = project
        self._resolver = resolver_of(project, source)
        self._side = side
        self._reports: dict[str, Sided | None] = {}

    def since(self, manifest: Manifest) -> tuple[Finding, ...] | None:
        """Return what changed of what a manifest relies on; None when the snapshot of then is not there."""
        reviewed = manifest.release(self.release) if self.release else None
        if reviewed is None or self._side is None:
            return None
        if reviewed.snapshot == self._side.snapshot.digest:
            return ()
        then = self._then(reviewed.snapshot)
        if then is None:
            return None
        policy = structs.replace(self._project.policies.own(), manifests=(manifest,))
        sides = (then.side, self._side.side)
        report = review(then.snapshot, self._side.snapshot, source="", policy=policy, sides=sides)
        return tuple(finding for finding in report.findings if finding.impact.kind == "affects")

    def _then(self, digest: str) -> Sided | None:
        if digest not in self._reports:
            self._reports[digest] = self._resolver.with_digest(digest)
        return self._reports[digest]


def _gates(
    project: Project,
    manifests: tuple[Manifest, ...],
    side: Sided | None,
    *,
    seen: ObservedSet,
    target: Target,
    released: Released,
) -> Iterator[Gate]:
    """Go through the checklist of manifests that are held against one snapshot."""
    findings = _findings(project, manifests, side, seen.pasts)
    documented = Documented(side.snapshot) if side else None
    for manifest in manifests:
        mine = tuple(one for one in findings if any(use.file == manifest.file for use in one.impact.uses))
        asked = Asked(
            manifest=manifest,
            target=target,
            today=project.clock.today(),
            evident=structs.replace(
                with_selftest(
                    evident_for(manifest, project.workspace.root, _observations(project, manifest, seen)), project
                ),
                patience=project.workspace.config.issues.failures,
            ),
            documented=documented,
            findings=mine,
            release=released.release,
            since=released.since(manifest),
        )
        yield gate_of(asked)


def _findings(
    project: Project, manifests: tuple[Manifest, ...], side: Sided | None, pasts: tuple[Past, ...]
) -> tuple[Finding, ...]:
    if side is None:
        return ()
    return report_of(manifests, side, policy=project.policies.own(), label="gate", pasts=pasts).findings


def _observations(project: Project, manifest: Manifest, seen: ObservedSet) -> tuple[ObservationFile, ...]:
    """Return the observation that a manifest names, else that of each variant at its API, and those that are broken."""
    root = project.workspace.root
    if manifest.gate.observation:
        path = path_below(manifest.gate.observation, root)
        return (observation_in(path, project),) if path is not None and path.is_file() else ()
    found = (past_of(seen.pasts, manifest, name) for name, _ in manifest.used_claims)
    mine = tuple(ObservationFile(file=one.file, observation=one.latest) for one in found if one is not None)
    broken = [one for one in seen.problems if is_of(one.file, manifest.contract)]
    return mine or tuple(ObservationFile(file=one.file, problems=(one,)) for one in broken[:1])


def evident_for(manifest: Manifest, root: Path, observed: tuple[ObservationFile, ...]) -> Evident:
    """Look up what a manifest refers to, below the folder of the project only.

    Args:
        manifest: what is released.
        root: the folder of the project.
        observed: what was seen of it.
    """
    bodies: dict[str, Json] = {}
    unreadable: dict[str, str] = {}
    for reference in _recordings(manifest):
        try:
            content = text_below(reference, root)
            if content is not None:
                bodies[reference] = body_of(content, file=reference)
        except DriftwatchError as error:
            unreadable[reference] = error.message.removeprefix(f"{reference}: ")
    states = {reference: state_of(reference, root) for reference in _references(manifest)}
    return Evident(
        states=states,
        bodies=bodies,
        unreadable=unreadable,
        probing=frozenset(reference for reference in states if _probes(reference, root)),
        observations=tuple(file.observation for file in observed if file.observation is not None),
        observation_fault=next((_fault(file.problems[0]) for file in observed if file.problems), ""),
    )


def _fault(problem: Problem) -> str:
    return f"`{problem.file}:{problem.line}:{problem.column}` cannot be used: {problem.says}"


def state_of(reference: str, root: Path) -> State:
    """Say whether a reference leads somewhere: `docs/runbook.md#rollback`, `tests/test_a.py::test_b`."""
    path, _, heading = reference.partition("#")
    path = path.partition("::")[0].strip()
    if "://" in reference or not _PATH.fullmatch(path):
        return "elsewhere"
    content = text_below(path, root)
    if content is None:
        folder = path_below(path, root)
        return "there" if folder is not None and folder.is_dir() else "missing"
    if not heading:
        return "there"
    return "there" if heading.lower() in {_slug(match) for match in _HEADING.findall(content)} else "no heading"


def _probes(reference: str, root: Path) -> bool:
    """Tell whether a reference is a workflow that calls the live API on a schedule."""
    content = text_below(reference, root) if reference.endswith((".yml", ".yaml")) else None
    return content is not None and is_timed(content) and probes(content)


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def _recordings(manifest: Manifest) -> Iterator[str]:
    for _, claims in manifest.used_claims:
        yield from (name for name in (claims.minimal, claims.production, claims.fixture) if name)


def _references(manifest: Manifest) -> Iterator[str]:
    gate = manifest.gate
    yield from (gate.rollback, gate.runbook, gate.readme, gate.index, gate.monitoring, manifest.owner.escalation)
    yield from (where for _, where in gate.tests)
    if manifest.client:
        yield manifest.client.slo
