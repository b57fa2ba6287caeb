"""The gate: gather what the release checklist rests on, and go through it for each manifest."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import structs

from driftwatch.adapters.files import read_file
from driftwatch.errors import DriftwatchError
from driftwatch.located.problem import Problem
from driftwatch.manifests.check.documented import Documented
from driftwatch.manifests.gate.checklist import Asked, gate_of
from driftwatch.manifests.gate.evidence import Evident, State
from driftwatch.manifests.observations.file import ObservationFile
from driftwatch.manifests.observations.places import is_of
from driftwatch.manifests.recordings import body_of
from driftwatch.model.finding import Finding
from driftwatch.model.gate import Gate, Target
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import Manifest
from driftwatch.ports import Project
from driftwatch.workflows.manifests import report_of, sides_of
from driftwatch.workflows.observations import known, observation_in
from driftwatch.workflows.own_workflows import is_timed, probes
from driftwatch.workflows.resolve import Sided

_HEADING: Final = re.compile(r"^#{1,6}[ \t]+(.{1,200}?)[ \t#]*$", re.MULTILINE)
_PATH: Final = re.compile(r"[\w./@-]{1,300}")


def gates(project: Project, manifests: tuple[Manifest, ...], *, source: str | None, target: Target) -> tuple[Gate, ...]:
    """Go through the checklist of each manifest; a missing snapshot makes items unknown, no error."""
    observed = tuple(file for _, file in known(project))
    parts = sides_of(project, manifests, source)
    return tuple(gate for _, side, mine in parts for gate in _gates(project, mine, side, observed, target))


def _gates(
    project: Project,
    manifests: tuple[Manifest, ...],
    side: Sided | None,
    observed: tuple[ObservationFile, ...],
    target: Target,
) -> Iterator[Gate]:
    """Go through the checklist of manifests that are held against one snapshot."""
    findings = _findings(project, manifests, side)
    documented = Documented(side.snapshot) if side else None
    for manifest in manifests:
        mine = tuple(one for one in findings if any(use.file == manifest.file for use in one.impact.uses))
        asked = Asked(
            manifest=manifest,
            target=target,
            today=project.clock.today(),
            evident=structs.replace(
                evident_for(manifest, project.workspace.root, _observation(project, manifest, observed)),
                patience=project.workspace.config.issues.failures,
            ),
            documented=documented,
            findings=mine,
        )
        yield gate_of(asked)


def _findings(project: Project, manifests: tuple[Manifest, ...], side: Sided | None) -> tuple[Finding, ...]:
    return report_of(manifests, side, policy=project.policies.own(), label="gate").findings if side else ()


def _observation(project: Project, manifest: Manifest, observed: tuple[ObservationFile, ...]) -> ObservationFile | None:
    """Return the observation that a manifest names, else the newest of its contract; None when there is none."""
    root = project.workspace.root
    if manifest.gate.observation:
        path = _below(manifest.gate.observation, root)
        return observation_in(path, project) if path is not None and path.is_file() else None
    variants = {name for name, _ in manifest.used_claims}
    mine = [
        (file.observation.run.newest, file)
        for file in observed
        if file.observation and file.observation.contract == manifest.contract and file.observation.variant in variants
    ]
    if mine:
        return max(mine, key=lambda each: each[0])[1]
    return next((file for file in observed if file.problems and is_of(file.file, manifest.contract)), None)


def evident_for(manifest: Manifest, root: Path, observed: ObservationFile | None) -> Evident:
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
            content = _content(reference, root)
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
        observation=observed.observation if observed else None,
        observation_fault=_fault(observed.problems[0]) if observed and observed.problems else "",
    )


def _fault(problem: Problem) -> str:
    return f"`{problem.file}:{problem.line}:{problem.column}` cannot be used: {problem.says}"


def state_of(reference: str, root: Path) -> State:
    """Say whether a reference leads somewhere: `docs/runbook.md#rollback`, `tests/test_a.py::test_b`."""
    path, _, heading = reference.partition("#")
    path = path.partition("::")[0].strip()
    if "://" in reference or not _PATH.fullmatch(path):
        return "elsewhere"
    content = _content(path, root)
    if content is None:
        folder = _below(path, root)
        return "there" if folder is not None and folder.is_dir() else "missing"
    if not heading:
        return "there"
    return "there" if heading.lower() in {_slug(match) for match in _HEADING.findall(content)} else "no heading"


def _probes(reference: str, root: Path) -> bool:
    """Tell whether a reference is a workflow that calls the live API on a schedule."""
    content = _content(reference, root) if reference.endswith((".yml", ".yaml")) else None
    return content is not None and is_timed(content) and probes(content)


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def _content(reference: str, root: Path) -> str | None:
    path = _below(reference, root)
    if path is None or not path.is_file():
        return None
    return read_file(path).decode("utf-8", "replace")


def _below(reference: str, root: Path) -> Path | None:
    """Return the path of a reference when it stays inside the project."""
    path = (root / reference).resolve()
    return path if path.is_relative_to(root.resolve()) else None


def _recordings(manifest: Manifest) -> Iterator[str]:
    for _, claims in manifest.used_claims:
        yield from (name for name in (claims.minimal, claims.production, claims.fixture) if name)


def _references(manifest: Manifest) -> Iterator[str]:
    gate = manifest.gate
    yield from (gate.rollback, gate.runbook, gate.readme, gate.index, gate.monitoring, manifest.owner.escalation)
    yield from (where for _, where in gate.tests)
    if manifest.client:
        yield manifest.client.slo
