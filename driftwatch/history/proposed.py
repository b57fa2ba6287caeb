"""What captures propose: those between two revisions that say something new, and all that they change together."""

from collections.abc import Callable, Iterable

from driftwatch.config.keys import CONFIG_NAME, AcceptConfig
from driftwatch.config.reading import read_config
from driftwatch.history.captures import History
from driftwatch.history.review import baseline, review
from driftwatch.model.finding import Coverage, Report, Side
from driftwatch.model.snapshot import Capture, Document
from driftwatch.model.stored import CAPTURES, captures_of
from driftwatch.ports import Project
from driftwatch.reports.proposal import Proposed


def drift_since(project: Project, names: Iterable[str], *, since: str, until: str) -> tuple[tuple[str, Capture], ...]:
    """Return the captures between two revisions that say something new: with drift, or the first of their source."""
    return tuple(
        (name, capture)
        for name in names
        for capture in _telling(History.of(project, name), since=since, until=until)[1]
    )


def waits_since(project: Project, names: Iterable[str], *, since: str, until: str) -> tuple[tuple[str, int], ...]:
    """Return of how many documents of each source the dates differ on which they were missed, or what came of them.

    Without those the captures that come next would wait anew each day, or take what is back for missed already.
    """
    found = ((name, _waits(History.of(project, name), since=since, until=until)) for name in names)
    return tuple((name, number) for name, number in found if number)


def _waits(history: History, *, since: str, until: str) -> int:
    before, after = _commit(history, since), _commit(history, until)
    known = _trail(history, before)
    if not known or known == _trail(history, after):
        return 0
    snapshots = history.several({before: "before", after: "the captures"})
    one, other = ({_wait(each) for each in snapshots[at].documents.values()} for at in (before, after))
    return len({path for path, since_when, *_ in one ^ other if since_when})


def _wait(document: Document) -> tuple[str, str, tuple[str, ...], str]:
    return document.path, document.missing_since, document.missing_again, document.answered


def accepted_since(project: Project, *, since: str, until: str) -> tuple[AcceptConfig, ...]:
    """Return what the configuration accepts at one revision, and not yet in the same words at another."""
    path = project.in_repository(project.workspace.file or project.workspace.root / CONFIG_NAME)
    before, after = (_accept(project, revision, path) for revision in (since, until))
    return tuple(each for each in after if each not in before)


def _accept(project: Project, revision: str, path: str) -> tuple[AcceptConfig, ...]:
    content = project.repository.file(project.repository.resolve(revision, folder=path), path)
    return read_config(content, file=path).config.accept if content is not None else ()


def proposed_by(
    project: Project, *, since: str, until: str, address: Callable[[str, str], str]
) -> tuple[Proposed, ...]:
    """Return what the captures between two revisions propose, by source; sources without news are left out."""
    each = (
        _proposed(project, name, since=since, until=until, address=address)
        for name in sorted(project.workspace.config.sources)
    )
    return tuple(one for one in each if one is not None)


def _proposed(
    project: Project, name: str, *, since: str, until: str, address: Callable[[str, str], str]
) -> Proposed | None:
    history = History.of(project, name)
    is_first, captures = _telling(history, since=since, until=until)
    if not captures:
        return None
    commit = _commit(history, until)
    reports = _reports(project, name, captures, commit=commit, before=_commit(history, since))
    return Proposed(
        source=name,
        report=_report(project, history, name, since=since, until=until, is_first=is_first),
        captures=captures,
        reports=tuple(address(commit, path) if path else "" for path in reports),
        is_first=is_first,
    )


def _report(project: Project, history: History, name: str, *, since: str, until: str, is_first: bool) -> Report:
    new = history.at(_commit(history, until), label="the captures")
    side = Side(label=new.label, digest=new.digest)
    if is_first:
        return baseline(new, source=name, policy=project.policies.of(name), new=side, coverage=Coverage())
    old = history.at(_commit(history, since), label="before")
    sides = (Side(label=old.label, digest=old.digest), side)
    return review(old, new, source=name, policy=project.policies.of(name), sides=sides)


def _telling(history: History, *, since: str, until: str) -> tuple[bool, tuple[Capture, ...]]:
    """Tell whether nothing was known before, and which captures since then say something new."""
    before = _trail(history, _commit(history, since))
    known = set(before)
    new = [capture for capture in _trail(history, _commit(history, until)) if capture not in known]
    drifted = [capture for capture in new if capture.breaking or capture.warning or capture.info]
    first = [] if before or not new or new[0] in drifted else [new[0]]
    return not before, (*first, *drifted)


def _trail(history: History, commit: str) -> tuple[Capture, ...]:
    content = history.repository.file(commit, f"{history.folder}/{CAPTURES}")
    return captures_of(content, folder=history.folder) if content is not None else ()


def _reports(project: Project, name: str, captures: Iterable[Capture], *, commit: str, before: str) -> tuple[str, ...]:
    """Return the path of each capture's report, "" without: the n-th one of a day has the n-th report of that day."""
    folder = project.in_repository(project.workspace.reports)
    known = project.repository.tree(before, folder)
    ours = [path for path in project.repository.tree(commit, folder) if path.endswith(f"/{name}/summary.md")]
    waiting = sorted((path for path in ours if path not in known), key=_numbered)
    paths = []
    for capture in captures:
        day = capture.at[:10]
        has_one = capture.breaking or capture.warning or capture.info
        path = next((path for path in waiting if _numbered(path)[0] == day), "") if has_one else ""
        waiting = [each for each in waiting if each != path]
        paths.append(f"{folder}/{path}" if path else "")
    return tuple(paths)


def _numbered(path: str) -> tuple[str, int]:
    day, _, number = path.partition("/")[0].partition(".")
    return day, int(number) if number.isascii() and number.isdigit() else 1


def _commit(history: History, revision: str) -> str:
    return history.repository.resolve(revision, folder=history.folder)
