"""One GET with its redirects, each hop checked like a first URL, and the body read to its proven end."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

import msgspec

from driftwatch.adapters.http.body import read_body
from driftwatch.adapters.http.cache import CachedBody
from driftwatch.adapters.http.errors import RefusedError, UnusableError
from driftwatch.adapters.http.safety import check_url
from driftwatch.adapters.http_library import httpcore, httpx
from driftwatch.model.reading import FetchPolicy
from driftwatch.presence.impostors import is_home_redirect, is_login_redirect

Permit = Callable[[httpx.URL], Awaitable[None]]
"""Raises UnusableError when a URL must not be read (robots.txt); called for every hop."""

NOT_MODIFIED: Final = 304
DOCUMENT_STATUSES: Final = frozenset({200, 203})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ERROR_PAGE: Final = 65_536
_HEADER_LENGTH: Final = 1_000
_SETTLED: Final = 60.0
_CHALLENGE_HEADERS: Final = ("cf-mitigated", "x-vercel-mitigated", "x-amzn-waf-action")
_RESPONSE_FAILURES: Final = (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.LocalProtocolError)


class Trail:
    """How far an exchange came; kept up to date while it runs, so that a failure can be told exactly."""

    __slots__ = ("redirects", "status", "url")

    def __init__(self, url: str) -> None:
        self.url = url
        self.status: int | None = None
        self.redirects: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A complete answer. `proven` is False when nothing but the end of the connection says that the body is whole."""

    status: int
    content_type: str
    body: bytes
    from_cache: bool = False
    challenged: bool = False
    proven: bool = True
    etag: str = ""
    last_modified: str = ""
    retry_after: str = ""


class Exchange:
    """Asks for documents, one at a time; knows nothing of retries and pace."""

    def __init__(self, client: httpx.AsyncClient, policy: FetchPolicy) -> None:
        self._client = client
        self._policy = policy

    async def get(self, trail: Trail, *, cached: CachedBody | None, permit: Permit, limit: int) -> Answer:
        """The answer at the end of the redirects that start at ``trail.url``.

        Raises:
            UnusableError: refused, login, too large, truncated or of the wrong type.
            httpcore exceptions, OSError: no answer.
        """
        first = trail.url
        for _ in range(self._policy.max_redirects + 1):
            url = check_url(trail.url, self._policy.allowed_hosts)
            await permit(url)
            conditions = cached.conditions if cached and cached.belongs_to(str(url)) else {}
            request = self._client.build_request("GET", url, headers=conditions)
            response = await self._client.send(request, stream=True)
            try:
                trail.status = response.status_code
                if response.status_code not in _REDIRECTS:
                    return await _answer_of(response, cached if conditions else None, limit)
                trail.redirects += (trail.url,)
                trail.url = _next_hop(first, url, response, trail.redirects)
            finally:
                await response.aclose()
        raise RefusedError(f"more than {self._policy.max_redirects} redirects")


def _next_hop(first: str, url: httpx.URL, response: httpx.Response, passed: tuple[str, ...]) -> str:
    try:
        target = url.join(response.headers.get("location", "")).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise RefusedError("redirects to a malformed URL") from error
    text = str(target)
    if not response.headers.get("location"):
        raise UnusableError("unreachable", f"answered {response.status_code} without saying where to")
    if is_login_redirect(first, text):
        raise UnusableError("login", "redirects to a login page")
    if is_home_redirect(first, text):
        raise UnusableError("soft-404", "redirects to the start page")
    if url.scheme == "https" and target.scheme == "http":
        raise RefusedError("redirects from https to http")
    if text in passed:
        raise RefusedError("redirects in a circle")
    return text


async def _answer_of(response: httpx.Response, cached: CachedBody | None, limit: int) -> Answer:
    status = response.status_code
    headers = response.headers
    if status == NOT_MODIFIED:
        return _unmodified(cached)
    length = "" if "transfer-encoding" in headers else headers.get("content-length", "")
    encoding = headers.get("content-encoding", "")
    whole = status in DOCUMENT_STATUSES
    try:
        body = await read_body(
            response.aiter_raw(),
            encoding=encoding,
            length=length,
            limit=limit if whole else _ERROR_PAGE,
            lenient=not whole,
        )
    except _RESPONSE_FAILURES as error:
        raise UnusableError("truncated", f"the answer broke off: {error}") from error
    except UnusableError:
        if whole:
            raise
        body = b""
    framed = bool(length) or "transfer-encoding" in headers or response.http_version == "HTTP/2"
    return Answer(
        status=status,
        content_type=_header(headers, "content-type"),
        body=body,
        challenged=any(
            headers.get(name, "").lower() in {"challenge", "captcha", "deny"} for name in _CHALLENGE_HEADERS
        ),
        proven=framed or encoding.strip().lower() not in {"", "identity"},
        etag=_header(headers, "etag"),
        last_modified=_settled_date(headers),
        retry_after=_header(headers, "retry-after"),
    )


def _unmodified(cached: CachedBody | None) -> Answer:
    if cached is None:
        raise UnusableError("unreachable", "answered 304 to a request without conditions")
    return Answer(
        status=NOT_MODIFIED,
        content_type=cached.content_type,
        body=cached.body,
        from_cache=True,
        etag=cached.etag,
        last_modified=cached.last_modified,
    )


def _header(headers: httpx.Headers, name: str) -> str:
    value: str = headers.get(name, "")
    return value if len(value) <= _HEADER_LENGTH and value.isascii() else ""


def _settled_date(headers: Mapping[str, str]) -> str:
    """The Last-Modified header, when a 304 to it can be believed; "" otherwise.

    It counts in seconds, so a date less than a minute before the answer proves nothing (RFC 9110, 8.8.2.2); and
    Python's file server answers 304 to any later date, so that a folder restored from an older build looks unchanged.
    """
    value = headers.get("last-modified", "")
    if headers.get("server", "").startswith("SimpleHTTP"):
        return ""
    try:
        modified, answered = (parsedate_to_datetime(text) for text in (value, headers.get("date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return value if _seconds_between(modified, answered) >= _SETTLED else ""


def _seconds_between(earlier: datetime, later: datetime) -> float:
    return later.timestamp() - earlier.timestamp()
