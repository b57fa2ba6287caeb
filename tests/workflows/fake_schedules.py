"""The workflows of the stand-in for GitHub, and their scheduled runs."""

from typing import Any

from tests.workflows.fake_pulls import least

COMMIT = "2ae1e2a5b8d2f8d5ad7d9e0c6a0b3f9d8c7e6f51"
WATCH = (
    f"on:\n  schedule:\n    - cron: '23 5 * * *'\njobs: {{drift: {{steps: [{{uses: acme/driftwatch@{COMMIT}}}]}}}}\n"
)
"""A workflow that watches."""


class Schedules:
    """The workflows of one repository, by the name of their file."""

    def __init__(self) -> None:
        self.states: dict[str, str] = {}
        self.runs: dict[str, list[tuple[str, str, str]]] = {}
        """Event, when it began, and how it ended; newest first."""

    def add(self, workflow: str, *runs: tuple[str, str], state: str = "active", event: str = "schedule") -> None:
        """Add a workflow with runs of one event, newest first: when each began, and how it ended."""
        self.states[workflow] = state
        self.runs.setdefault(workflow, []).extend((event, at, ended) for at, ended in runs)

    def answer(self, call: str, workflow: str, query: dict[str, str]) -> tuple[int, Any]:
        if workflow not in self.states:
            return 404, {"message": "Not Found", "documentation_url": "", "status": "404"}
        if not call.endswith("/runs"):
            path = f".github/workflows/{workflow}"
            return 200, least("workflow") | {"path": path, "state": self.states[workflow]}
        found = [
            least("workflow-run") | {"event": event, "status": "completed", "conclusion": ended, "created_at": at}
            for event, at, ended in self.runs[workflow]
            if query.get("event", event) == event and query.get("status", ended) in (ended, "completed")
        ]
        size = int(query.get("per_page", "30"))
        return 200, {"total_count": len(found), "workflow_runs": found[:size]}
