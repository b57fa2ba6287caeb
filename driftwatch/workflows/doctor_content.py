"""What doctor tells of the content of captures: how much of it was understood, and who may read the words of pages."""

from collections.abc import Iterator
from typing import Final

from driftwatch.errors import DriftwatchError
from driftwatch.history.captures import History
from driftwatch.model.check import Check
from driftwatch.model.seen import SeenSums
from driftwatch.model.snapshot import Capture
from driftwatch.patterns import lazy_regex
from driftwatch.ports import Project
from driftwatch.reports.verdict import understood

_ON_GITHUB: Final = lazy_regex(r"(?:^|[/@.])github\.com(?::\d{1,5})?[:/]([\w.-]{1,100}/[\w.-]{1,100}?)(?:\.git)?/?$")


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
    nothing = expected and not line.operations
    yield Check(
        what=f"pages of {name}",
        says=f"{'no operation; ' if nothing else ''}{understood(line.seen)}",
        passed=not expected or not (nothing or line.seen.not_understood),
        hint=f"`driftwatch coverage --source {name}` says which pages, and why",
    )


def _newest(project: Project, name: str) -> Capture | None:
    try:
        captures = History.of(project, name).captures(limit=1)
    except DriftwatchError:
        return None  # told where the age of the last capture is looked at
    return captures[0].capture if captures else None
