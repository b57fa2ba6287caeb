"""Contracts for people: each manifest with its release checklist, and what is left to ask."""

from collections.abc import Iterable

from driftwatch.manifests.contract import contract_of
from driftwatch.manifests.questions import questions_of
from driftwatch.model.contract import Question
from driftwatch.model.manifest import Manifest
from driftwatch.ports import Project
from driftwatch.reports.contract_report import ShownContract
from driftwatch.workflows.gate import gates


def contracts(project: Project, manifests: tuple[Manifest, ...], *, source: str | None) -> tuple[ShownContract, ...]:
    """Return each manifest in the runbook's items, with its checklist, in the order of the files."""
    checklists = {
        (one.file, one.contract): one for one in gates(project, manifests, source=source, target="production")
    }
    return tuple(
        ShownContract(contract=contract_of(one), gate=checklists[one.file, one.contract])
        for one in sorted(manifests, key=lambda one: (one.file, one.line))
    )


def questions(manifests: Iterable[Manifest], *, owner: str | None = None) -> tuple[Question, ...]:
    """Return what manifests leave unknown, by owner and whom to ask; of one owner only when it is named."""
    found = (one for manifest in manifests for one in questions_of(manifest))
    mine = [one for one in found if owner is None or one.owner == owner]
    return tuple(sorted(mine, key=lambda one: (one.owner, one.ask, one.contract, one.file, one.line, one.claim)))
