"""The changelog of a source, `reports/SOURCE.md`: what a run adds to it."""

import posixpath
from collections.abc import Mapping
from functools import partial
from urllib.parse import quote

from driftwatch.model.finding import Report
from driftwatch.model.stored import CAPTURES
from driftwatch.ports import Repository, Talk
from driftwatch.reports.changelog import entry_of, is_ours, with_entry
from driftwatch.workflows.record import names_of
from driftwatch.workflows.rendering import rendered


def changelog_of(
    repository: Repository,
    talk: Talk,
    report: Report,
    *,
    reports: str,
    snapshots: str,
    folder: str,
    captures: bytes,
    first: bool,
) -> Mapping[str, bytes]:
    """Return the changelog with what a capture brought, by its path; nothing where that file is somebody else's.

    Args:
        repository: holds the changelog so far.
        talk: tells whose file it is.
        report: what the capture brought.
        reports: the folder of all reports, from the root of the repository.
        snapshots: that of the source's snapshot.
        folder: that of the capture's reports.
        captures: the lines of all captures, this one included.
        first: whether it is the first capture.
    """
    path = f"{reports}/{report.source}.md"
    before = _committed(repository, path)
    # What is there and was never committed is somebody's own as well.
    is_taken = path in repository.status_of((path,)) if before is None else not is_ours(before)
    if is_taken:
        talk.say(f"{path} is no changelog of ours: it is left as it is")
        return {}
    line = len(captures.splitlines())
    entry = partial(
        entry_of,
        folder=posixpath.relpath(folder, reports),
        capture=f"{quote(posixpath.relpath(f'{snapshots}/{CAPTURES}', reports))}#L{line}",
        first=first,
    )
    told = rendered(lambda some: entry(some, files=names_of(some)), report)
    return {path: with_entry(before or "", told, source=report.source).encode("utf-8", "replace")}


def _committed(repository: Repository, path: str) -> str | None:
    """Return the page as HEAD has it."""
    head = repository.head()
    content = repository.file(head, path) if head is not None else None
    return content.decode("utf-8", "replace") if content is not None else None
