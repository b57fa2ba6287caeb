"""Whether a source that could not be captured needs an issue that says so: its drift is not noticed meanwhile."""

from datetime import datetime
from typing import Final

from msgspec import structs

from driftwatch.history.captures import History
from driftwatch.model.outcome import Outcome
from driftwatch.ports import Project
from driftwatch.reports.refusal import fingerprint_of_refusal, key_of_refusal, refusal_issue
from driftwatch.workflows.publish_plan import Drift

_PATIENCE: Final = 3
"""Days without a capture from which a refusal is told that may pass by itself; `driftwatch doctor` waits as long."""


def with_refusal(project: Project, name: str, drift: Drift | None, outcome: Outcome | None) -> Drift | None:
    """Add to what should be open for a source that it is refused, or that it is not any longer.

    Args:
        project: whose source it is.
        name: the source.
        drift: what should be open otherwise; None before the first capture.
        outcome: how it fared in the run before, None when nobody knows: what is open about it stays as it is.
    """
    refused = outcome if outcome is not None and outcome.refused else None
    if drift is None:
        if refused is None:
            return None
        drift = Drift(source=name, wanted=(), all_read=False)
    if refused is not None and _is_lasting(project, name, refused):
        issue = refusal_issue(refused, project.workspace.config.issues, since=_newest(project, name)[:10])
        return structs.replace(drift, wanted=(issue, *drift.wanted))
    if outcome is not None and refused is None:
        return structs.replace(drift, captured=frozenset({fingerprint_of_refusal(name)}))
    return structs.replace(drift, unread=drift.unread | {key_of_refusal(name)})


def _is_lasting(project: Project, name: str, refused: Outcome) -> bool:
    newest = _newest(project, name)
    if refused.needs_acceptance or not newest:
        return True
    return (project.clock.now() - datetime.fromisoformat(newest)).days >= _PATIENCE


def _newest(project: Project, name: str) -> str:
    """Return when the newest capture was made, "" when there is none."""
    captures = History.of(project, name).captures(limit=1)
    line = captures[0].capture if captures else None
    return line.at if line is not None else ""
