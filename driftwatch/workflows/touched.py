"""driftwatch comment: what is open about what a change touches, as one comment on its pull request."""

from collections.abc import Callable, Collection, Iterator, Sequence

from driftwatch.model.finding import LEVELS
from driftwatch.model.issue import same_name
from driftwatch.model.open_finding import OpenFinding
from driftwatch.ports import Project, Tracker
from driftwatch.reports.issue_text import Beside
from driftwatch.reports.pull_comment import comment_for, is_ours, repeated, same
from driftwatch.workflows.beside import FileAddress, beside_of
from driftwatch.workflows.standing import standing


def comment_on(tracker: Tracker, number: int, text: str, *, author: str, is_empty: bool) -> str:
    """Write the comment, or bring ours up to date; returns what was done.

    Raises:
        PublishError: it could not be read or written; the next run finds what is there.
    """
    mine = [each for each in tracker.said(number) if same_name(each.author, author) and is_ours(each.body)]
    if not mine and is_empty:
        return "nothing to say"
    if not mine:
        tracker.comment(number, text)
        return "commented"
    # Two jobs at once write two: what is kept up to date is the first one, and no other says what held once.
    wanted = dict.fromkeys((each.id for each in mine[1:]), repeated()) | {mine[0].id: text}
    stale = [each for each in mine if not same(each.body, wanted[each.id])]
    for each in stale:
        tracker.edit_comment(each.id, wanted[each.id])
    return "updated" if stale else "kept"


def touched(
    project: Project,
    names: Sequence[str],
    *,
    since: str,
    address: Callable[[str], str],
    file_address: FileAddress | None,
) -> tuple[str, int]:
    """Write what is open about what HEAD changed since a commit; returns the comment and how much it tells.

    Args:
        project: whose repository it is.
        names: sources that are looked at.
        since: the commit from which the change starts: with a merge of a pull request, its first parent.
        address: the web address of a commit.
        file_address: that of a file at a commit; None to search no code.

    Raises:
        UsageError: there is no such commit.
        RepositoryError: the clone lacks captures.
    """
    changed = _changed(project, since)
    told: dict[str, tuple[Sequence[OpenFinding], Beside]] = {}
    for name in names if changed else ():
        stands = standing(project, name)
        loud = [each for each in stands.found if _is_loud(project, each)]
        if stands.drift.newest is None or not loud:
            continue
        beside = beside_of(
            project, name, loud, stands.drift.newest,
            address=address, file_address=file_address, within=changed,
        )  # fmt: skip
        found = tuple(_concerned(loud, beside, changed))
        if found:
            told[name] = (found, beside)
    return comment_for(told), sum(len(found) for found, _ in told.values())


def _changed(project: Project, since: str) -> frozenset[str]:
    """Return the files that HEAD has otherwise than a commit, or newly."""
    head = project.repository.head()
    if head is None:
        return frozenset()
    return project.repository.changed(project.repository.resolve(since, folder=""), head)


def _is_loud(project: Project, each: OpenFinding) -> bool:
    level = project.workspace.config.issues.level
    return LEVELS.index(each.finding.level) <= LEVELS.index(level)


def _concerned(found: Sequence[OpenFinding], beside: Beside, changed: Collection[str]) -> Iterator[OpenFinding]:
    """Yield what a changed manifest relies on, and what changed code names."""
    for each in found:
        uses = [use for use in each.finding.impact.uses if _below(beside.home, use.file) in changed]
        if uses or each.finding.fingerprint in beside.code:
            yield each


def _below(home: str, file: str) -> str:
    return f"{home}/{file}" if home else file
