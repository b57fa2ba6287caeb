"""GitHub's REST API: one client on httpx, that knows what may be repeated and when to wait.

What is safe to repeat (GET, PATCH) is tried again; a POST never is, unless GitHub says that it was refused
for its rate. The token stands in one header and nowhere else.

GitHub answers 403 for several causes; headers and message tell which.

Sources: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api (rate limits);
https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api (refusals)
"""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Final

import msgspec
from msgspec import Struct

from driftwatch import __version__
from driftwatch.adapters.http_library import httpx
from driftwatch.adapters.sink import SINK
from driftwatch.errors import PublishError, UsageError
from driftwatch.patterns import lazy_regex

_REPOSITORY: Final = lazy_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}/[A-Za-z0-9._-]{1,100}")
_PAGE: Final = 100
_MOST_PAGES: Final = 100
_TRIES: Final = 4
_HOPELESS: Final = (401, 403, 404, 410)
"""Refusals that the next call would meet as well."""
_LAST_PORT: Final = 65_535
_CHECK: Final = "check GITHUB_API_URL"
_AGAIN: Final = "check the network and GITHUB_API_URL; the next run finishes what is left"
_HINTS: Final[Mapping[int, str]] = {401: "the token is wrong or has expired"}
_FORBIDDEN: Final = 403
_LONGEST: Final = 300
"""Characters that are told of what GitHub says to a refusal."""
_MOVED: Final = (301, 307, 308)
_UNPROCESSABLE: Final = 422
_SIGN_ON: Final = "x-github-sso"
"""A header of answers that ask for single sign-on."""
_TOO_MANY: Final = 429
_PAUSE: Final = 1.0
"""Seconds between two writes."""
_PATIENCE: Final = 120.0
"""Seconds that one run waits at the most; going on in spite of limits gets integrations banned."""
_FIRST: Final = 60.0
"""Seconds that the first wait for the rate takes, where GitHub names none."""


class User(Struct):
    """An account."""

    login: str = ""


class GitHubApi:
    """The API of one repository.

    Args:
        repository: `owner/name`.
        token: what GITHUB_TOKEN holds.
        api: base URL of the REST API.
        hints: what to do about a refusal, by status.
        sleep: waits for some seconds.
        timeout: seconds that one request may take.
    """

    def __init__(
        self,
        repository: str,
        *,
        token: str,
        api: str,
        hints: Mapping[int, str],
        sleep: Callable[[float], None] = time.sleep,
        timeout: float = 20.0,
    ) -> None:
        if not _REPOSITORY.fullmatch(repository):
            raise UsageError(f"{repository!r} is not a repository", hint="write OWNER/NAME")
        base = _base(api)
        self.repository = repository
        self.root = f"/repos/{repository}"
        self._hints = {**_HINTS, **hints}
        self._host = base.netloc.decode("ascii")
        self._pacing = Pacing(sleep)
        self._client = httpx.Client(
            base_url=base,
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

    def login(self) -> str | None:
        """Return whose token it is; None for one that may not ask, as those of jobs and of GitHub Apps."""
        try:
            user: User = self.read("GET", "/user", User)
        except PublishError as error:
            if error.status == httpx.codes.FORBIDDEN:
                return None
            raise
        return user.login

    def pages(self, path: str, kind: Any, query: Mapping[str, str]) -> Iterator[Any]:
        """Yield the entries of all pages of a list, each decoded as `kind`."""
        for page in range(1, _MOST_PAGES + 1):
            part = self.read("GET", path, tuple[kind, ...], query={**query, "per_page": str(_PAGE), "page": str(page)})
            yield from part
            if len(part) < _PAGE:
                return
        raise PublishError(f"GET {path}: more than {_PAGE * _MOST_PAGES} entries", hint="use a label of its own")

    def read(
        self,
        method: str,
        path: str,
        kind: Any,
        *,
        query: Mapping[str, str] | None = None,
        content: Mapping[str, Any] | None = None,
    ) -> Any:
        """Make one call and return its answer, decoded as `kind`.

        Raises:
            PublishError: GitHub refused it (`status`), or nobody knows whether it was done (`lost`).
        """
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
        SINK.check(where, msgspec.json.encode((query, content)))
        last = ""
        for attempt in range(_TRIES):
            if method != "GET":
                self._pacing.before_write()
            response, last = self._asked(method, path, query, content)
            if response is not None and response.is_success:
                return response
            wait = None if response is None else _wait(response, attempt)
            if wait is None and response is not None and not response.is_server_error:
                raise self._refusal(response, where)
            if wait is None and method == "POST":
                raise PublishError(f"{where}: {last}; whether it was done shows the next run", lost=True)
            if attempt + 1 < _TRIES:
                self._pacing.wait(wait if wait is not None else float(2**attempt), where)
        raise PublishError(f"{where}: {last}, {_TRIES} times", hint=_AGAIN, final=True)

    def _asked(
        self, method: str, path: str, query: Mapping[str, str] | None, content: Mapping[str, Any] | None
    ) -> tuple[httpx.Response | None, str]:
        """Ask once; returns the answer, and what came in words."""
        try:
            response = self._client.request(method, path, params=query, json=content)
        except httpx.RequestError as error:
            return None, f"no answer from {self._host} ({type(error).__name__})"
        return response, f"status {response.status_code}"

    def _refusal(self, response: httpx.Response, where: str) -> PublishError:
        status, says = response.status_code, said(response.content)
        return PublishError(
            f"{where}: GitHub refuses it with status {status}{says and f': {says}'}",
            hint=hint_for(status, says, response.headers, self._hints),
            status=status,
            final=status in _HOPELESS,
        )


def _base(api: str) -> httpx.URL:
    """Return the address of the API, if it is one that a token may be sent to."""
    try:
        base = httpx.URL(api.rstrip("/"))
        host, port = base.host, base.port or 0  # a host that is no name is found out only when it is asked for
    except (httpx.InvalidURL, ValueError):
        host, port = "", 0
    if not host or port > _LAST_PORT:
        raise UsageError("the address of GitHub's API is no URL of a host", hint=_CHECK)
    if base.scheme != "https" and host not in ("127.0.0.1", "localhost"):
        raise UsageError("the API of GitHub must be reached over https", hint=_CHECK)
    return base


def _wait(response: httpx.Response, attempt: int) -> float | None:
    about_rate = b"rate limit" in response.content[:2000].lower()
    return wait_of(response.status_code, response.headers, time.time(), attempt, about_rate=about_rate)


class GitHubPart:
    """What driftwatch asks of one part of a repository's API; the arguments are those of `GitHubApi`."""

    PATH: ClassVar[str]
    """Where it lies below the repository."""
    HINTS: ClassVar[Mapping[int, str]]
    """What to do about its refusals, by status."""

    def __init__(
        self,
        repository: str,
        *,
        token: str,
        api: str = "https://api.github.com",
        sleep: Callable[[float], None] = time.sleep,
        timeout: float = 20.0,
    ) -> None:
        self._api = GitHubApi(repository, token=token, api=api, hints=self.HINTS, sleep=sleep, timeout=timeout)
        self._root = f"{self._api.root}/{self.PATH}"

    def close(self) -> None:
        """Close the connection."""
        self._api.close()


class Pacing:
    """Waits between writes and for limits; gives up when that takes too long in all."""

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep
        self._waited = 0.0
        self._wrote = False

    def before_write(self) -> None:
        """Wait a second between two writes."""
        if self._wrote:
            self._sleep(_PAUSE)
        self._wrote = True

    def wait(self, seconds: float, where: str) -> None:
        """Wait, unless the run has waited enough.

        Raises:
            PublishError: it has.
        """
        if self._waited + seconds > _PATIENCE:
            raise PublishError(
                f"{where}: GitHub asks to wait for {seconds:.0f} s",
                hint="the next run finishes what is left",
                final=True,
            )
        self._waited += seconds
        self._sleep(seconds)


def wait_of(status: int, headers: Mapping[str, str], now: float, attempt: int, *, about_rate: bool) -> float | None:
    """Return the seconds to wait for a refusal that is about the rate, None for any other."""
    exhausted = headers.get("x-ratelimit-remaining") == "0"
    if status not in (_FORBIDDEN, _TOO_MANY):
        return None
    after = _number(headers.get("retry-after"))
    if after is not None:
        return after
    if exhausted:
        reset = _number(headers.get("x-ratelimit-reset"))
        return max(reset - now, 1.0) if reset is not None else _FIRST
    return _FIRST * 2**attempt if status == _TOO_MANY or about_rate else None


def _number(text: str | None) -> float | None:
    return float(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 12 else None  # noqa: PLR2004


class _Refusal(Struct):
    message: str = ""
    errors: tuple[Any, ...] = ()


def said(content: bytes) -> str:
    """Return in one line what GitHub says in the body of a refusal, "" when it says nothing."""
    try:
        told = msgspec.json.decode(content, type=_Refusal)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
    more = "; ".join(filter(None, map(_detail, told.errors)))
    return " ".join((f"{told.message} ({more})" if more else told.message).split())[:_LONGEST]


def _detail(error: Any) -> str:
    """One of the things that GitHub holds against a text: in words, else by field and code."""
    if not isinstance(error, dict):
        return error if isinstance(error, str) else ""
    says = [error["message"]] if error.get("message") else [error.get("field"), error.get("code")]
    return " ".join(each for each in says if isinstance(each, str))


def hint_for(status: int, says: str, headers: Mapping[str, str], hints: Mapping[int, str]) -> str:
    """Return what to do about a refusal; `hints` are those of the call, by status."""
    if status == _FORBIDDEN and "archived" in says:
        return "bring the repository back from the archive, or write to another repository"
    if status == _FORBIDDEN and _SIGN_ON in headers:
        return "authorize the token for the single sign-on of the organization, on the page of your tokens"
    if status in _MOVED:
        return "the repository was renamed or moved: use its present name"
    if status == _UNPROCESSABLE:
        return hints.get(status, "mend what GitHub names; what is written is configured under [issues]")
    return hints.get(status, "check repository and token")
