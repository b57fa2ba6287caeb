"""Transports that keep what a run sent and was answered, and that answer out of that again, offline.

URLs, bodies and the settings of the source are redacted, and only headers that decide how an answer is read are kept,
so that a recording holds no credential.
"""

import base64
import codecs
from collections.abc import AsyncIterable, AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, cast

import msgspec
from msgspec import UNSET

from driftwatch.adapters.http.archive import (
    Answered,
    Archive,
    Asked,
    Content,
    Entry,
    Failure,
    Header,
    Log,
    Recording,
    RecordingOf,
)
from driftwatch.adapters.http.body import decoder_for
from driftwatch.adapters.http.errors import UnusableError
from driftwatch.adapters.http.exchange import DOCUMENT_STATUSES
from driftwatch.adapters.http.pace import Timing
from driftwatch.adapters.http_library import httpcore, httpx
from driftwatch.redaction import redact, redact_url

_KEPT_HEADERS: Final = frozenset(
    {
        "cache-control",
        "cf-mitigated",
        "content-type",
        "date",
        "etag",
        "last-modified",
        "location",
        "retry-after",
        "server",
        "transfer-encoding",
        "x-amzn-waf-action",
        "x-vercel-mitigated",
    }
)
_SENT_HEADERS: Final = ("user-agent", "accept")
_WIDE_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Recorder(httpx.AsyncBaseTransport):
    """Passes requests on and keeps what was sent and answered.

    Args:
        below: sends them.
        limit: the most bytes of a body, unpacked; of a longer one nothing is kept but that it was too long.
        now: the clock.
    """

    def __init__(self, below: httpx.AsyncBaseTransport, *, limit: int, now: Callable[[], datetime]) -> None:
        self._below = below
        self._limit = limit
        self._now = now
        self._exchanges: list[_Exchange] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and keep it with what comes of it."""
        exchange = _Exchange(request, self._now())
        self._exchanges.append(exchange)
        try:
            response = await self._below.handle_async_request(request)
        except BaseException as error:
            exchange.failure = _failure_of(error)
            raise
        exchange.response = response
        stream = _Copied(cast("AsyncIterable[bytes]", response.stream), exchange, self._limit)
        return httpx.Response(
            response.status_code, headers=response.headers, stream=stream, extensions=response.extensions
        )

    async def aclose(self) -> None:
        """Close the transport below."""
        await self._below.aclose()

    def written(self, *, source: str, settings: str, started: datetime) -> bytes:
        """Write down what was kept so far, as JSON."""
        entries = tuple([exchange.entry(self._limit) for exchange in self._exchanges])
        of = RecordingOf(source=source, settings=redact(settings), started=_iso(started))
        return msgspec.json.format(msgspec.json.encode(Archive(log=Log(entries=entries, of=of))), indent=1) + b"\n"


class Replay(httpx.AsyncBaseTransport):
    """Answers out of a recording, each request as it was answered then; nothing is sent.

    Where a document is asked for more often than it was, the last answer stands.
    """

    def __init__(self, recording: Recording) -> None:
        self._left = {url: list(entries) for url, entries in recording.entries.items()}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as it was answered then.

        Raises:
            UnusableError: it was not asked then, or what came could not be used.
            httpcore exceptions: the exchange failed then.
        """
        entries = self._left.get(redact_url(str(request.url)))
        if not entries:
            raise UnusableError("unreachable", "not in the recording")
        entry = entries.pop(0) if len(entries) > 1 else entries[0]
        if not entry.response.status:
            raise _error_of(entry.failure or Failure(kind="read", reason="no answer was recorded"))
        headers = [(one.name, one.value) for one in entry.response.headers]
        return httpx.Response(entry.response.status, headers=headers, stream=_Answer(entry))


def timing_of(recording: Recording) -> Timing:
    """Return the time of a recorded run: pauses pass at once."""
    passed = 0.0

    async def skip(seconds: float) -> None:
        nonlocal passed
        passed += max(seconds, 0.0)

    return Timing(
        clock=lambda: passed,
        sleep=skip,
        chance=lambda: 0.0,
        now=lambda: recording.started + timedelta(seconds=passed),
    )


class _Exchange:
    """One request and what came of it, as far as it came."""

    def __init__(self, request: httpx.Request, started: datetime) -> None:
        self.request = request
        self.started = started
        self.response: httpx.Response | None = None
        self.received = bytearray()
        self.is_whole = False
        """Whether the body was read to its end; else its reader had enough of it, or it failed."""
        self.failure: Failure | None = None

    def entry(self, limit: int) -> Entry:
        headers: tuple[Header, ...] = ()
        status, content, failure = 0, Content(size=0, mime_type="x-unknown"), self.failure
        if self.response is not None:
            body, flaw = self._body(limit)
            failure = failure or flaw
            status, headers = self.response.status_code, _headers_of(self.response.headers, body)
            content = _content_of(body, self.response.headers.get("content-type", ""))
        location = next((one.value for one in headers if one.name == "location"), "")
        return Entry(
            started_date_time=_iso(self.started),
            request=Asked(
                method=self.request.method,
                url=redact_url(str(self.request.url)),
                headers=tuple(Header(name, redact(self.request.headers.get(name, ""))) for name in _SENT_HEADERS),
            ),
            response=Answered(status=status, content=content, headers=headers, redirect_url=location),
            failure=failure or UNSET,
        )

    def _body(self, limit: int) -> tuple[bytes, Failure | None]:
        """The body unpacked, as far as it came and can be, and what is wrong with it."""
        headers = self.response.headers if self.response is not None else httpx.Headers()
        body = bytearray()
        try:
            decoder = decoder_for(headers.get("content-encoding", ""), limit)
            body += decoder.feed(bytes(self.received))
            if self.is_whole:
                decoder.finish()
        except UnusableError as error:
            return bytes(body), Failure(kind=error.state, reason=str(error))
        if max(len(body), len(self.received)) > limit:
            return b"", Failure(kind="too-large", reason=f"more than {limit} bytes")
        length = "" if "transfer-encoding" in headers else headers.get("content-length", "")
        if self.is_whole and length.isascii() and length.isdigit() and length != str(len(self.received)):
            return bytes(body), Failure(kind="truncated", reason=f"{len(self.received)} of {length} bytes came")
        if self.is_unread and length:
            return b"", Failure(kind="too-large", reason=f"{length} bytes announced, {limit} allowed")
        return bytes(body), None

    @property
    def is_unread(self) -> bool:
        """Whether a document came whose body nobody wanted: none but one that announced to be too large."""
        wanted = self.response is not None and self.response.status_code in DOCUMENT_STATUSES
        return wanted and not self.is_whole and not self.received and self.failure is None


class _Copied(httpx.AsyncByteStream):
    """A body on its way to its reader; what has come is kept up to a limit."""

    def __init__(self, stream: AsyncIterable[bytes], exchange: _Exchange, limit: int) -> None:
        self._stream = stream
        self._exchange = exchange
        self._limit = limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        parts = aiter(self._stream)
        while (part := await self._next(parts)) is not None:
            if len(self._exchange.received) <= self._limit:
                self._exchange.received += part
            # What is raised here is no failure of the exchange: a reader that had enough leaves, and the event loop
            # closes what it left by GeneratorExit or, from Python 3.13 on, by a cancellation.
            yield part
        self._exchange.is_whole = True

    async def _next(self, parts: AsyncIterator[bytes]) -> bytes | None:
        try:
            return await anext(parts, None)
        except BaseException as error:
            self._exchange.failure = _failure_of(error)
            raise

    async def aclose(self) -> None:
        close = getattr(self._stream, "aclose", None)
        if close is not None:
            await close()


class _Answer(httpx.AsyncByteStream):
    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._entry.response.content.body
        if self._entry.failure:
            raise _error_of(self._entry.failure)


def _headers_of(headers: httpx.Headers, body: bytes) -> tuple[Header, ...]:
    """The headers that decide how an answer is read, as they are of the body unpacked and redacted."""
    kept = [Header(name, redact(value)) for name, value in headers.items() if name in _KEPT_HEADERS]
    if "transfer-encoding" not in headers and {"content-length", "content-encoding"} & set(headers):
        kept.append(Header("content-length", str(len(_clean(body)))))
    return tuple(kept)


def _content_of(body: bytes, kind: str) -> Content:
    clean = _clean(body)
    try:
        text, encoding = clean.decode(), ""
    except UnicodeDecodeError:
        text, encoding = base64.b64encode(clean).decode(), "base64"
    mime_type = redact(kind) or "x-unknown"
    return Content(size=len(clean), mime_type=mime_type, text=text, encoding=cast("Literal['', 'base64']", encoding))


def _clean(body: bytes) -> bytes:
    """Mask what looks like a credential; bytes of an unknown encoding are read one by one and written back."""
    codec = next((name for mark, name in _WIDE_MARKS if body.startswith(mark)), "utf-8")
    try:
        return redact(body.decode(codec)).encode(codec)
    except UnicodeError:
        return redact(body.decode("latin-1")).encode("latin-1")


def _failure_of(error: BaseException) -> Failure:
    reason = redact(str(error) or type(error).__name__)[:300]
    if isinstance(error, UnusableError):
        return Failure(kind=error.state, reason=reason)
    if isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout):
        return Failure(kind="connect", reason=reason)
    if isinstance(error, httpcore.NetworkError | httpcore.ProtocolError):
        return Failure(kind="read", reason=reason)
    return Failure(kind="timeout", reason="no complete answer in time")


def _error_of(failure: Failure) -> Exception:
    match failure.kind:
        case "connect":
            return httpcore.ConnectError(failure.reason)
        case "read":
            return httpcore.ReadError(failure.reason)
        case "timeout":
            return httpcore.ReadTimeout(failure.reason)
        case state:
            return UnusableError(state, failure.reason)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
