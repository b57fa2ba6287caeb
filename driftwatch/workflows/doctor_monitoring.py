"""What doctor tells of monitoring: which contracts are probed, when that was last, and how often in a row it failed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from driftwatch.model.check import Check
from driftwatch.model.manifest import Manifest
from driftwatch.model.observation import Observation
from driftwatch.ports import Project
from driftwatch.reports.verdict import counted
from driftwatch.workflows.observations import known
from driftwatch.workflows.own_workflows import Workflows

_SILENT: Final = "its workflow may be switched off, or fail before it keeps anything: look at its Actions page"


def monitored(project: Project, workflows: Workflows) -> Iterator[Check]:
    """Yield how each contract fared that is probed, or should be since a workflow does so on a schedule."""
    observed = [file.observation for _, file in known(project) if file.observation is not None]
    patience = project.workspace.config.issues.failures
    for manifest in project.policies.of(None).manifests:
        mine = [each for each in observed if each.contract == manifest.contract]
        probed = [each for each in mine if each.run.by == "probe"]
        if probed:
            yield from (_fared(project, manifest, each, patience) for each in probed)
        elif workflows.monitoring and manifest.status != "retired":
            yield Check(
                what=f"monitoring of {manifest.contract}",
                says=f"{', '.join(workflows.monitoring)} has not brought an observation yet",
                passed=False,
                hint=_SILENT,
            )


def _fared(project: Project, manifest: Manifest, seen: Observation, patience: int) -> Check:
    days = (project.clock.now() - datetime.fromisoformat(seen.run.newest)).days
    failures = seen.run.failures
    row = f", failed {failures} times in a row" if failures > 1 else ", failed" if failures else ""
    is_old = days > manifest.fresh_days
    return Check(
        what=f"monitoring of {manifest.contract}",
        says=f"{seen.target.origin}, last probed {seen.run.newest}, {counted(days, 'day')} ago{row}",
        passed=not is_old and failures < patience,
        hint=_SILENT if is_old else f'`driftwatch observe show "{manifest.contract}"` tells what came',
    )
