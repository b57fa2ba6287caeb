"""Say what a failed git command means and what to do about it."""

import re
from collections.abc import Sequence

from driftwatch.errors import RepositoryError

_MAX_COMPLAINT = 300

# What git says (in the C locale), what it means, what to do; the first match counts. Groups fill the braces.
_MEANINGS = (
    (
        r"dubious ownership in repository at '([^']+)'",
        "git does not trust the repository at {0}: it belongs to another user",
        "if you trust it, run: git config --global --add safe.directory '{0}'",
    ),
    (
        r"Unable to create '([^']+\.lock)': File exists",
        "another git process holds {0}",
        "wait for it to end; if no git process runs, a killed one left the file: delete it by hand",
    ),
    (
        r"(?:insufficient permission|Permission denied|Read-only file system|Operation not permitted)",
        "the repository cannot be written: {complaint}",
        "check the owner and permissions of the .git folder",
    ),
    (
        r"(?:No space left on device|Disk quota exceeded|File too large)",
        "the disk is full: {complaint}",
        "free some space, then run again",
    ),
    (
        r"(?:promisor|lazy fetch)",
        "the clone is partial and lacks the object: {complaint}",
        "clone without --filter (in a workflow: leave `filter` of the checkout step out)",
    ),
    (
        r"(?:corrupt|inflate|bad object|unable to read|hash mismatch|missing (?:blob|tree|commit)|not a valid object)",
        "the repository is damaged: {complaint}",
        "run `git fsck` and restore the object from another clone",
    ),
    (
        r"not a git repository",
        "there is no git repository here",
        "run `git init`, or start driftwatch inside a repository",
    ),
)


def explain(arguments: Sequence[str], complaint: bytes) -> RepositoryError:
    """Return the error for a git command that failed with `complaint` on its standard error."""
    text = printable(complaint.decode("utf-8", "replace"))
    for pattern, message, hint in _MEANINGS:
        match = re.search(pattern, text)
        if match:
            shown = {"complaint": text}
            return RepositoryError(message.format(*match.groups(), **shown), hint=hint.format(*match.groups(), **shown))
    return RepositoryError(
        f"git {_name_of(arguments)} failed: {text or 'it said nothing'}",
        hint="look at the repository with `git status` and `git fsck`",
    )


def printable(text: str) -> str:
    """Return `text` on one line of at most 300 characters, without control characters."""
    shown = "".join(c if c.isprintable() else " " for c in text[: 4 * _MAX_COMPLAINT])
    return " ".join(shown.split())[:_MAX_COMPLAINT]


def _name_of(arguments: Sequence[str]) -> str:
    return next((one for one in arguments if not one.startswith("-") and "=" not in one), "")
