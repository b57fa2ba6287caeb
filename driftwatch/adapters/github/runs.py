"""GitHub's workflows and their scheduled runs over its REST API, https://docs.github.com/rest/actions: two calls."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final, Literal
from urllib.parse import quote

from msgspec import Struct

from driftwatch.adapters.github.api import GitHubPart
from driftwatch.model.schedule import ScheduledRun

_HINT: Final = (
    "check the name of the repository, push the workflow to its default branch, and give the job "
    "`permissions: actions: read`"
)


class _Workflow(Struct):
    state: str = ""


class _Run(Struct):
    created_at: datetime
    conclusion: str | None = None
    html_url: str = ""


class _Runs(Struct):
    workflow_runs: tuple[_Run, ...] = ()


class GitHubRuns(GitHubPart):
    """The scheduled runs of one repository; workflows are told apart by the name of their file."""

    PATH = "actions/workflows"
    HINTS: ClassVar[Mapping[int, str]] = {403: _HINT, 404: _HINT}

    def state(self, workflow: str) -> str:
        """Return `active`, or how a workflow was switched off: `disabled_inactivity`, `disabled_manually`.

        Raises:
            PublishError: GitHub does not know it, or refuses to tell.
        """
        found: _Workflow = self._api.read("GET", f"{self._root}/{quote(workflow, safe='')}", _Workflow)
        return found.state

    def last(self, workflow: str, *, status: Literal["completed", "success"]) -> ScheduledRun | None:
        """Return the newest scheduled run that is `completed`, or that ended in `success`."""
        runs: _Runs = self._api.read(
            "GET",
            f"{self._root}/{quote(workflow, safe='')}/runs",
            _Runs,
            query={"event": "schedule", "status": status, "per_page": "1"},
        )
        return next((_run(each) for each in runs.workflow_runs), None)


def _run(each: _Run) -> ScheduledRun:
    return ScheduledRun(at=each.created_at, conclusion=each.conclusion or "", url=each.html_url)
