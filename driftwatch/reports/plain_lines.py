"""Findings as plain lines where there is no markup to keep text from outside inert: commit messages and history.

The worst come first, thirty of them at the most; of the others it is said how many there are of each level.
"""

from collections.abc import Callable, Sequence
from typing import Final

from driftwatch.model.finding import Finding
from driftwatch.reports.grouping import counts_in_words
from driftwatch.reports.safe import one_line
from driftwatch.reports.telling import subject_of

MOST: Final = 30
"""Findings that are told of one capture; `driftwatch diff` and the report tell all."""
_MESSAGE: Final = 300
"""Characters of a message."""
_NAMES: Final = 2_000
"""Characters of a message that names each of several things that are new."""
_SUBJECT: Final = 120


def plain_lines(findings: Sequence[Finding], write: Callable[[Finding], str]) -> tuple[str, ...]:
    """Write the first findings, which are the worst, in a line each, and count the rest."""
    rest = findings[MOST:]
    counted = (f"and {len(rest)} more: {counts_in_words(rest)}",) if rest else ()
    return (*map(write, findings[:MOST]), *counted)


def said_of(finding: Finding, *, shown: Callable[..., str]) -> str:
    """Say where a finding stands, unless its message does, and what it finds, with the values.

    Args:
        finding: what is told.
        shown: makes a line safe for where it goes: `safe.unlinked` for a commit, `safe.one_line` for a terminal.
    """
    named = bool(finding.operations) and f"`{finding.first_operation}`" in finding.message
    where = "" if named else f"{one_line(subject_of(finding), limit=_SUBJECT)}: "
    return shown(f"{where}{finding.message}", limit=len(where) + (_NAMES if finding.names_each else _MESSAGE))
