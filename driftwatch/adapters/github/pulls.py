"""GitHub's pull requests over its REST API, https://docs.github.com/rest/pulls: five calls, nothing else."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final
from urllib.parse import quote

from msgspec import Struct

from driftwatch.adapters.github.api import GitHubPart, User
from driftwatch.model.proposal import PullRequest, PullRequestState

_PERMISSION: Final = "give the job `permissions: pull-requests: write`"
_HEADS: Final = "refs/heads/"


class _Repository(Struct):
    full_name: str = ""


class _Branch(Struct):
    ref: str = ""
    repo: _Repository | None = None


class _Pull(Struct):
    number: int
    head: _Branch
    base: _Branch
    title: str = ""
    body: str | None = None
    state: str = "open"
    user: User | None = None


class _Ref(Struct):
    ref: str


class GitHubPulls(GitHubPart):
    """The pull requests of one repository."""

    PATH = "pulls"
    HINTS: ClassVar[Mapping[int, str]] = {
        403: f"{_PERMISSION}, and in the settings of the repository, Actions, General, allow GitHub Actions to create "
        "pull requests; or use the token of a GitHub App",
        404: f"check the name of the repository; {_PERMISSION}",
        422: "check that the branch was pushed and differs from the one that it is to be merged into",
    }

    @property
    def repository(self) -> str:
        """The repository, `owner/name`."""
        return self._api.repository

    def author(self) -> str | None:
        """Return the login of the token; None for the token of a job or of a GitHub App, which may not ask."""
        return self._api.login()

    def into(self, base: str) -> tuple[PullRequest, ...]:
        """Return the open pull requests into a branch, by number; all pages or an error."""
        query = {"state": "open", "base": base, "sort": "created", "direction": "asc"}
        found = {each.number: _pull(each) for each in self._api.pages(self._root, _Pull, query)}
        return tuple(found[number] for number in sorted(found))

    def was_proposed(self, branch: str) -> bool:
        """Tell whether a branch of this repository has or had a pull request, open or closed."""
        head = f"{self.repository.partition('/')[0]}:{branch}"
        query = {"state": "all", "head": head, "sort": "created", "direction": "asc"}
        return any(each.head.ref == branch for each in self._api.pages(self._root, _Pull, query))

    def branches(self, beginning: str) -> tuple[str, ...]:
        """Return the names of the branches that begin so, sorted."""
        where = f"{self._api.root}/git/matching-refs/heads/{quote(beginning, safe='/')}"
        refs: tuple[_Ref, ...] = self._api.read("GET", where, tuple[_Ref, ...])
        named = (each.ref.removeprefix(_HEADS) for each in refs if each.ref.startswith(_HEADS))
        return tuple(sorted(name for name in named if name.startswith(beginning)))

    def get(self, number: int) -> PullRequest:
        """Return one pull request as it is now."""
        return _pull(self._api.read("GET", f"{self._root}/{number}", _Pull))

    def create(self, *, title: str, body: str, branch: str, base: str) -> PullRequest:
        """Open a pull request.

        Raises:
            PublishError: GitHub refused it (`status`), or nobody knows whether it was opened (`lost`).
        """
        content = {"title": title, "body": body, "head": branch, "base": base}
        return _pull(self._api.read("POST", self._root, _Pull, content=content))

    def edit(self, number: int, *, body: str, title: str | None = None, state: PullRequestState | None = None) -> None:
        """Change a pull request in one call."""
        content: dict[str, Any] = {"body": body}
        content |= {key: value for key, value in (("title", title), ("state", state)) if value is not None}
        self._api.read("PATCH", f"{self._root}/{number}", _Pull, content=content)


def _pull(each: _Pull) -> PullRequest:
    return PullRequest(
        number=each.number,
        title=each.title,
        body=each.body or "",
        state="closed" if each.state == "closed" else "open",
        branch=each.head.ref,
        repository=each.head.repo.full_name if each.head.repo is not None else "",
        base=each.base.ref,
        author=each.user.login if each.user is not None else "",
    )
