"""What doctor tells of the content of captures: how much of it was understood, and who may read the words of pages."""

from collections.abc import Iterator
from typing import Final

from driftwatch.compare.understanding import understands_nothing
from driftwatch.errors import DriftwatchError
from driftwatch.history.captures import History, snapshot_in_folder
from driftwatch.model.check import Check
from driftwatch.model.seen import SeenSums
from driftwatch.model.snapshot import Capture
from driftwatch.patterns import lazy_regex
from driftwatch.ports import Project
from driftwatch.reports.verdict import understood
from driftwatch.workflows.manifest_sources import read_elsewhere

_ON_GITHUB: Final = lazy_regex(r"(?:^|[/@.])github\.com(?::\d{1,5})?[:/]([\w.-]{1,100}/[\w.-]{1,100}?)(?:\.git)?/?$")
_MOST_NAMED: Final = 5


def published(project: Project) -> Iterator[Check]:
    """Yield what to make sure of where the repository is on GitHub, which alone knows whether it is public."""
    config = project.workspace.config
    full = [name for name in config.scheduled if config.sources[name].text == "full"]
    names = sorted({match[1] for url in project.repository.remotes() if (match := _ON_GITHUB.search(url))})
    if full and names:
        yield Check(
            what="words of pages",
            says=f"kept in full for {', '.join(full)}: make sure that {', '.join(names)} is not public, or that these "
            'words, which are the vendor\'s, may be published; `text = "digest"` keeps none',
        )


def understanding(project: Project, name: str) -> Iterator[Check]:
    """Yield what the newest capture understood; nothing of one that counted nothing, or that cannot be read."""
    line = _newest(project, name)
    if line is None or line.seen == SeenSums():
        return
    expected = project.workspace.config.sources[name].content == "api"
    nothing = expected and _told_of_nothing(project, name, line)
    yield Check(
        what=f"pages of {name}",
        says=f"{nothing}; {understood(line.seen)}" if nothing else understood(line.seen),
        passed=not expected or not (nothing or line.seen.not_understood or line.seen.drawn),
        hint=f"`driftwatch coverage --source {name}` says which pages, and why",
    )


def _told_of_nothing(project: Project, name: str, line: Capture) -> str:
    """Say that no operation is known, or no field of one; "" where specifications tell of fields."""
    if not line.operations:
        return "no operation"
    if line.seen.fields_used:
        return ""
    snapshot = snapshot_in_folder(project.workspace.snapshots(name), label="the newest snapshot")
    return "no field of any operation" if snapshot is not None and understands_nothing(snapshot) else ""


def placed(project: Project) -> Iterator[Check]:
    """Yield the manifests of whose pages no source watches any: nothing that changes there is ever told."""
    try:
        manifests = project.policies.of(None).manifests
    except DriftwatchError:
        return  # told where manifests are checked
    if lost := read_elsewhere(project.workspace, manifests):
        named = ", ".join(dict.fromkeys(f"{one.file}:{one.pages[0].line}" for one in lost[:_MOST_NAMED]))
        more = f" and {len(lost) - _MOST_NAMED} more" if len(lost) > _MOST_NAMED else ""
        yield Check(
            what="pages of manifests",
            says=f"no source watches those of {named}{more}",
            passed=False,
            hint="check `docs` there; watch them with a source, or name where a repository is `published`",
        )


def _newest(project: Project, name: str) -> Capture | None:
    try:
        captures = History.of(project, name).captures(limit=1)
    except DriftwatchError:
        return None  # told where the age of the last capture is looked at
    return captures[0].capture if captures else None
