"""GitHub's issues over its REST API, https://docs.github.com/rest/issues: twelve calls, nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final
from urllib.parse import quote

from msgspec import Struct

from driftwatch.adapters.github.api import GitHubPart, User
from driftwatch.errors import PublishError
from driftwatch.model.issue import Comment, Issue, IssueState, Label, Wanted, is_app, same_name

_BOT: Final = "github-actions[bot]"
"""Who writes with GITHUB_TOKEN, which may not ask for itself."""
_UNKNOWN: Final = 404
_PERMISSION: Final = "give the job `permissions: issues: write`, or a token of your own `Issues: write`"


class _Label(Struct):
    name: str | None = ""


class _Issue(Struct):
    number: int
    title: str = ""
    body: str | None = None
    state: str = "open"
    labels: tuple[_Label | str, ...] = ()
    user: User | None = None
    locked: bool = False
    comments: int = 0
    pull_request: dict[str, Any] | None = None


class _Comment(Struct):
    id: int = 0
    body: str | None = ""
    user: User | None = None
    created_at: str = ""
    updated_at: str = ""


class _Permission(Struct):
    permission: str = "none"
    user: User | None = None


class GitHubIssues(GitHubPart):
    """The issues of one repository."""

    PATH = "issues"
    HINTS: ClassVar[Mapping[int, str]] = {
        403: _PERMISSION,
        404: f"check the name of the repository; {_PERMISSION}",
        410: "issues are disabled in this repository: enable them in its settings",
    }

    def author(self) -> str:
        """Return the login of the token; GITHUB_TOKEN may not ask, and writes as `github-actions[bot]`."""
        login = self._api.login()
        return _BOT if login is None else login

    def listed(self, *, author: str, label: str) -> tuple[Issue, ...]:
        """Return the issues of an author with a label, open and closed, by number; all pages or an error."""
        query = {"state": "all", "creator": author, "labels": label, "sort": "created", "direction": "asc"}
        listed: list[_Issue] = list(self._api.pages(self._root, _Issue, query))
        found = {each.number: _issue(each) for each in listed if each.pull_request is None}
        mine = (each for each in found.values() if each.is_ours(author=author, label=label))
        return tuple(sorted(mine, key=lambda each: each.number))

    def written_by_apps(self, *, label: str) -> tuple[Issue, ...]:
        """Return the open issues with a label that GitHub Apps wrote, as jobs do."""
        listed: list[_Issue] = list(self._api.pages(self._root, _Issue, {"state": "open", "labels": label}))
        found = (_issue(each) for each in listed if each.pull_request is None)
        return tuple(each for each in found if is_app(each.author) and each.is_ours(author=each.author, label=label))

    def provide(self, labels: Iterable[Label]) -> None:
        """Make the labels that the repository does not have yet; those that are there stay as people made them."""
        path = f"{self._api.root}/labels"
        listed: list[_Label] = list(self._api.pages(path, _Label, {}))
        known = {(each.name or "").casefold() for each in listed}
        for label in labels:
            if label.name.casefold() not in known:
                content = {"name": label.name, "color": label.colour, "description": label.about}
                self._api.read("POST", path, _Label, content=content)

    def get(self, number: int) -> Issue:
        """Return one issue as it is now."""
        return _issue(self._api.read("GET", f"{self._root}/{number}", _Issue))

    def create(self, wanted: Wanted, body: str) -> Issue:
        """Open an issue.

        Raises:
            PublishError: GitHub refused it (`status`), or nobody knows whether it was opened (`lost`).
        """
        content: dict[str, Any] = {"title": wanted.title, "body": body, "labels": list(wanted.labels)}
        if wanted.assignees:
            content["assignees"] = list(wanted.assignees)
        return _issue(self._api.read("POST", self._root, _Issue, content=content))

    def edit(
        self,
        number: int,
        *,
        body: str,
        title: str | None = None,
        state: IssueState | None = None,
        reason: str | None = None,
        labels: tuple[str, ...] | None = None,
    ) -> None:
        """Change an issue in one call."""
        content: dict[str, Any] = {"body": body}
        if title is not None:
            content["title"] = title
        if state is not None:
            content |= {"state": state, "state_reason": reason}
        if labels is not None:
            content["labels"] = list(labels)
        self._api.read("PATCH", f"{self._root}/{number}", _Issue, content=content)

    def comments(self, number: int, *, author: str) -> tuple[str, ...]:
        """Return the bodies of an author's comments, oldest first."""
        listed: list[_Comment] = list(self._api.pages(f"{self._root}/{number}/comments", _Comment, {}))
        mine = (each for each in listed if each.user is not None and same_name(each.user.login, author))
        return tuple(each.body or "" for each in mine)

    def said(self, number: int) -> tuple[Comment, ...]:
        """Return everybody's comments, oldest first; those of accounts that are gone are nobody's."""
        listed: list[_Comment] = list(self._api.pages(f"{self._root}/{number}/comments", _Comment, {}))
        return tuple(
            Comment(
                id=each.id,
                author=each.user.login if each.user is not None else "",
                body=each.body or "",
                made=each.created_at[:10],
                edited=each.created_at != each.updated_at,
            )
            for each in listed
        )

    def permission(self, login: str) -> str:
        """Return what a person may do: `admin`, `write` (who maintains as well), `read` or `none`."""
        path = f"{self._api.root}/collaborators/{quote(login, safe='')}/permission"
        try:
            found: _Permission = self._api.read("GET", path, _Permission)
        except PublishError as error:
            if error.status == _UNKNOWN:
                return "none"
            raise
        return found.permission if found.user is not None and same_name(found.user.login, login) else "none"

    def comment(self, number: int, body: str) -> None:
        """Write a comment."""
        self._api.read("POST", f"{self._root}/{number}/comments", _Comment, content={"body": body})

    def edit_comment(self, comment: int, body: str) -> None:
        """Write a comment of ours anew; one on a pull request is one on an issue."""
        self._api.read("PATCH", f"{self._root}/comments/{comment}", _Comment, content={"body": body})


def _issue(each: _Issue) -> Issue:
    labels = (label if isinstance(label, str) else label.name or "" for label in each.labels)
    return Issue(
        number=each.number,
        title=each.title,
        body=each.body or "",
        state="closed" if each.state == "closed" else "open",
        labels=tuple(labels),
        author=each.user.login if each.user is not None else "",
        locked=each.locked,
        comments=each.comments,
    )
