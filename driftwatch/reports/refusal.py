"""The issue that says that a source is not captured any longer, and what has to be done about it."""

import hashlib
from typing import Final

from driftwatch.config.keys import IssuesConfig
from driftwatch.model.issue import Wanted
from driftwatch.model.outcome import Outcome
from driftwatch.reports.issues import source_label
from driftwatch.reports.safe import fenced, prose

_LONGEST_HINT: Final = 600
_UNTIL: Final = "This issue is closed when a run captures the documentation again."


def key_of_refusal(source: str) -> str:
    """Return the identity of the issue: one a source, whatever is refused."""
    return f"{source}.refused"


def fingerprint_of_refusal(source: str) -> str:
    """Return the fingerprint of what the issue tells, as if it were a finding."""
    return hashlib.sha256(f"refused {source}".encode()).hexdigest()[:12]


def refusal_issue(outcome: Outcome, settings: IssuesConfig, *, since: str) -> Wanted:
    """Return the issue of a refused source.

    Args:
        outcome: why it was refused.
        settings: `[issues]` of the configuration.
        since: the date of its newest capture, "" when there is none.
    """
    source = outcome.source
    says = repr((outcome.refused, outcome.hint, since))
    return Wanted(
        key=key_of_refusal(source),
        drift=hashlib.sha256(says.encode("utf-8", "replace")).hexdigest()[:16],
        fingerprints=(fingerprint_of_refusal(source),),
        title=f"Documentation of {source} is not captured any longer",
        text="\n\n".join(_paragraphs(outcome, since)),
        labels=(settings.label, source_label(source)),
        about="refusal",
    )


def _paragraphs(outcome: Outcome, since: str) -> list[str]:
    stands = f"The capture of {since} is the newest, and it stands" if since else "There is no capture yet"
    command = f"driftwatch run --source {outcome.source}"
    why = prose(outcome.hint[:_LONGEST_HINT] or "nothing was changed")
    told = [
        f"Runs over this source are refused: {why}. {stands}: what changes in the documentation is not noticed.",
        fenced(outcome.refused),
    ]
    if outcome.needs_acceptance:
        told.append(
            "It is refused on every run until a person decides. If what is missing is gone for good, accept the loss, "
            "and push the capture:"
        )
        told.append(fenced(f"{command} --accept-loss", language="sh"))
        told.append("If it is not, look at `index`, `documents` and `hosts` in the configuration.")
    else:
        told.append("It may pass by itself. To see at your desk what happens:")
        told.append(fenced(command, language="sh"))
    return [*told, _UNTIL]
