"""The issue that says that a manifest cannot be used, and what is done about its contract meanwhile."""

import hashlib
import shlex
from collections.abc import Sequence
from typing import Final

from driftwatch.config.keys import IssuesConfig
from driftwatch.model.issue import Wanted
from driftwatch.reports.issue_title import is_inert
from driftwatch.reports.issues import source_label
from driftwatch.reports.safe import fenced, link

_MOST_PROBLEMS: Final = 10
_COMMIT: Final = 10
"""Characters by which a commit is named."""
_UNTIL: Final = "This issue is closed when the manifest can be used again, or is gone. No other issue waits for it."


def is_of_manifest(key: str, source: str) -> bool:
    """Tell whether the key of an issue of a source is that of a manifest that cannot be used."""
    return key.startswith(_beginning(source))


def _beginning(source: str) -> str:
    # The key of a family has no underscore behind the source.
    return f"{source}.manifest_"


def manifest_issue(
    source: str,
    file: str,
    problems: Sequence[str],
    settings: IssuesConfig,
    *,
    owner: str,
    commit: str,
    address: str,
) -> Wanted:
    """Return the issue of a manifest that cannot be used.

    Args:
        source: the source that the manifest relies on, as far as anybody knows.
        file: its name.
        problems: why it cannot be used, each with its place in the file.
        settings: `[issues]` of the configuration.
        owner: whose it is; "" when that is not known.
        commit: where what stands in for it was committed; "" when nothing does.
        address: the web address of that commit, "" when there is none.
    """
    identity = hashlib.sha256(f"manifest {file}".encode("utf-8", "replace")).hexdigest()
    people = settings.owners.get(owner, ()) if owner else ()
    mentions = tuple(person for person in people if "/" in person)
    says = repr((sorted(problems), commit, mentions))
    return Wanted(
        key=f"{_beginning(source)}{identity[:10]}",
        drift=hashlib.sha256(says.encode("utf-8", "replace")).hexdigest()[:16],
        fingerprints=(identity[:12],),
        title=f"This manifest cannot be used: {file}"[:240] if is_inert(file) else "A manifest cannot be used",
        text="\n\n".join(_paragraphs(file, problems, mentions, commit=commit, address=address)),
        labels=(settings.label, source_label(source)),
        assignees=tuple(person for person in people if "/" not in person)[:10],
        mentions=mentions,
        about="manifest",
    )


def _paragraphs(file: str, problems: Sequence[str], mentions: Sequence[str], *, commit: str, address: str) -> list[str]:
    shown = list(problems[:_MOST_PROBLEMS])
    if len(problems) > len(shown):
        shown.append(f"and {len(problems) - len(shown)} more")
    return [
        *([" ".join(f"@{each}" for each in mentions)] if mentions else []),
        "What is wrong with it:",
        fenced("\n".join(shown)),
        _meanwhile(commit, address),
        "To see it at your desk:",
        fenced(f"driftwatch manifest lint {shlex.quote(file)}", language="sh"),
        _UNTIL,
    ]


def _meanwhile(commit: str, address: str) -> str:
    if not commit:
        return "Nobody is told of drift that breaks what it relies on: git holds no state of it that can be used."
    named = f"`{commit[:_COMMIT]}`" + (f" ({link(address)})" if address else "")
    return f"Until then drift is held against what it relied on as of commit {named}."
