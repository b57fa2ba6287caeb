"""GitHub's issues over its REST API, https://docs.github.com/rest/issues: eight calls on httpx, nothing else.

What is safe to repeat (GET, PATCH) is tried again; a POST never is, unless GitHub says that it was refused
for its rate.
The token stands in one header and nowhere else.
"""

import contextlib
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import msgspec
from msgspec import Struct

from driftwatch import __version__
from driftwatch.adapters.github_limits import Pacing, wait_of
from driftwatch.errors import PublishError, UsageError
from driftwatch.model.issue import Issue, IssueState, Wanted

_REPOSITORY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")
_PAGE: Final = 100
_MOST_PAGES: Final = 100
_TRIES: Final = 4
_BOT: Final = "github-actions[bot]"
"""Who writes with GITHUB_TOKEN, which may not ask for itself."""
_PERMISSION: Final = "give the job `permissions: issues: write`"


class _User(Struct):
    login: str = ""


class _Label(Struct):
    name: str | None = ""


class _Issue(Struct):
    number: int
    title: str = ""
    body: str | None = None
    state: str = "open"
    labels: tuple[_Label | str, ...] = ()
    user: _User | None = None
    locked: bool = False
    pull_request: dict[str, Any] | None = None


class _Comment(Struct):
    body: str = ""
    user: _User | None = None


class GitHubIssues:
    """The issues of one repository.

    Args:
        repository: `owner/name`.
        token: what GITHUB_TOKEN holds.
        api: base URL of the REST API.
        sleep: waits for some seconds.
    """

    def __init__(
        self,
        repository: str,
        *,
        token: str,
        api: str = "https://api.github.com",
        sleep: Callable[[float], None] = time.sleep,
        timeout: float = 20.0,
    ) -> None:
        if not _REPOSITORY.fullmatch(repository):
            raise UsageError(f"{repository!r} is not a repository", hint="write OWNER/NAME")
        base = urlsplit(api)
        if base.scheme != "https" and base.hostname not in ("127.0.0.1", "localhost"):
            raise UsageError("the API of GitHub must be reached over https", hint="check GITHUB_API_URL")
        self._root = f"/repos/{repository}/issues"
        self._pacing = Pacing(sleep)
        self._client = httpx.Client(
            base_url=api.rstrip("/"),
            timeout=timeout,
            follow_redirects=False,
            trust_env=False,
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {token}",
                "X-GitHub-Api-Version": "2022-11-28",
                "User-Agent": f"driftwatch/{__version__}",
            },
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def author(self) -> str:
        """Return the login of the token; GITHUB_TOKEN may not ask, and writes as `github-actions[bot]`."""
        try:
            user: _User = self._read("GET", "/user", _User)
        except PublishError as error:
            if error.status == httpx.codes.FORBIDDEN:
                return _BOT
            raise
        return user.login

    def listed(self, *, author: str, label: str) -> tuple[Issue, ...]:
        """Return the issues of an author with a label, open and closed, by number; all pages or an error."""
        query = {"state": "all", "creator": author, "labels": label, "sort": "created", "direction": "asc"}
        found: dict[int, Issue] = {}
        for page in range(1, _MOST_PAGES + 1):
            part = self._read(
                "GET", self._root, tuple[_Issue, ...], query={**query, "per_page": str(_PAGE), "page": str(page)}
            )
            found |= {each.number: _issue(each) for each in part if each.pull_request is None}
            if len(part) < _PAGE:
                break
        mine = (each for each in found.values() if each.author == author and label in each.labels)
        return tuple(sorted(mine, key=lambda each: each.number))

    def get(self, number: int) -> Issue:
        """Return one issue as it is now."""
        return _issue(self._read("GET", f"{self._root}/{number}", _Issue))

    def create(self, wanted: Wanted, body: str) -> Issue:
        """Open an issue.

        Raises:
            PublishError: GitHub refused it (`status`), or nobody knows whether it was opened (`lost`).
        """
        content: dict[str, Any] = {"title": wanted.title, "body": body, "labels": list(wanted.labels)}
        if wanted.assignees:
            content["assignees"] = list(wanted.assignees)
        return _issue(self._read("POST", self._root, _Issue, content=content))

    def edit(
        self,
        number: int,
        *,
        body: str,
        state: IssueState | None = None,
        reason: str | None = None,
        labels: tuple[str, ...] | None = None,
    ) -> None:
        """Change an issue in one call."""
        content: dict[str, Any] = {"body": body}
        if state is not None:
            content |= {"state": state, "state_reason": reason}
        if labels is not None:
            content["labels"] = list(labels)
        self._read("PATCH", f"{self._root}/{number}", _Issue, content=content)

    def comments(self, number: int, *, author: str) -> tuple[str, ...]:
        """Return the bodies of an author's comments, oldest first."""
        found: list[str] = []
        for page in range(1, _MOST_PAGES + 1):
            part = self._read(
                "GET",
                f"{self._root}/{number}/comments",
                tuple[_Comment, ...],
                query={"per_page": str(_PAGE), "page": str(page)},
            )
            found.extend(each.body for each in part if each.user is not None and each.user.login == author)
            if len(part) < _PAGE:
                break
        return tuple(found)

    def comment(self, number: int, body: str) -> None:
        """Write a comment."""
        self._read("POST", f"{self._root}/{number}/comments", _Comment, content={"body": body})

    def _read(
        self,
        method: str,
        path: str,
        kind: Any,
        *,
        query: Mapping[str, str] | None = None,
        content: Mapping[str, Any] | None = None,
    ) -> Any:
        response = self._send(method, path, query, content)
        try:
            return msgspec.json.decode(response.content, type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            if method == "POST":
                raise PublishError(f"{method} {path}: the answer cannot be read", lost=True) from None
            raise PublishError(f"{method} {path}: the answer is not what GitHub documents") from None

    def _send(
        self, method: str, path: str, query: Mapping[str, str] | None, content: Mapping[str, Any] | None
    ) -> httpx.Response:
        where = f"{method} {path}"
        last = "no answer"
        for attempt in range(_TRIES):
            if method != "GET":
                self._pacing.before_write()
            response: httpx.Response | None = None
            with contextlib.suppress(httpx.TransportError):
                response = self._client.request(method, path, params=query, json=content)
            if response is not None and response.is_success:
                return response
            wait = None if response is None else _wait(response, attempt)
            if wait is None and response is not None and not response.is_server_error:
                raise _refusal(response, where)
            last = "no answer" if response is None else f"status {response.status_code}"
            if wait is None and method == "POST":
                raise PublishError(f"{where}: {last}; whether it was done shows the next run", lost=True)
            if attempt + 1 < _TRIES:
                self._pacing.wait(wait if wait is not None else float(2**attempt), where)
        raise PublishError(f"{where}: {last}, {_TRIES} times", hint="the next run finishes what is left")


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
    )


def _wait(response: httpx.Response, attempt: int) -> float | None:
    about_rate = b"rate limit" in response.content[:2000].lower()
    return wait_of(response.status_code, response.headers, time.time(), attempt, about_rate=about_rate)


def _refusal(response: httpx.Response, where: str) -> PublishError:
    status = response.status_code
    return PublishError(
        f"{where}: GitHub refuses it with status {status}",
        hint=_HINTS.get(status, "check repository and token"),
        status=status,
    )


_HINTS: Final[Mapping[int, str]] = {
    301: "the repository was renamed or moved: use its present name",
    401: "the token is wrong or has expired",
    403: _PERMISSION,
    404: f"check the name of the repository; {_PERMISSION}",
    410: "issues are disabled in this repository: enable them in its settings",
}
