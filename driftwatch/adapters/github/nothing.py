"""A tracker without issues: what a dry run at the desk is held against."""

from collections.abc import Iterable
from typing import NoReturn

from driftwatch.errors import InternalError
from driftwatch.model.issue import Comment, Issue, IssueState, Label, Wanted


class NoIssues:
    """Knows of no issue, and takes none."""

    def author(self) -> str:
        """Return the login that writes in a job."""
        return "github-actions[bot]"

    def listed(self, *, author: str, label: str) -> tuple[Issue, ...]:  # noqa: ARG002
        """Return no issue."""
        return ()

    def written_by_apps(self, *, label: str) -> tuple[Issue, ...]:  # noqa: ARG002
        """Return no issue."""
        return ()

    def comments(self, number: int, *, author: str) -> tuple[str, ...]:  # noqa: ARG002
        """Return no comment."""
        return ()

    def said(self, number: int) -> tuple[Comment, ...]:  # noqa: ARG002
        """Return no comment."""
        return ()

    def permission(self, login: str) -> str:  # noqa: ARG002
        """Nobody may do anything."""
        return "none"

    def provide(self, labels: Iterable[Label]) -> NoReturn:  # noqa: ARG002
        """Take nothing."""
        raise _dry()

    def get(self, number: int) -> NoReturn:  # noqa: ARG002
        """Know nothing."""
        raise _dry()

    def create(self, wanted: Wanted, body: str) -> NoReturn:  # noqa: ARG002
        """Take nothing."""
        raise _dry()

    def edit(
        self,
        number: int,  # noqa: ARG002
        *,
        body: str,  # noqa: ARG002
        title: str | None = None,  # noqa: ARG002
        state: IssueState | None = None,  # noqa: ARG002
        reason: str | None = None,  # noqa: ARG002
        labels: tuple[str, ...] | None = None,  # noqa: ARG002
    ) -> NoReturn:
        """Take nothing."""
        raise _dry()

    def comment(self, number: int, body: str) -> NoReturn:  # noqa: ARG002
        """Take nothing."""
        raise _dry()

    def edit_comment(self, comment: int, body: str) -> NoReturn:  # noqa: ARG002
        """Take nothing."""
        raise _dry()


def _dry() -> InternalError:
    return InternalError("a dry run without a token cannot write", hint="report this as a bug of driftwatch")
