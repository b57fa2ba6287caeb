"""Read documents over HTTP: many at once, politely, within limits, one reading for each URL whatever fails."""

import asyncio
import logging
import ssl
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Final, Self

import msgspec

from driftwatch import __version__
from driftwatch.adapters.http.cache import BodyCache, CachedBody
from driftwatch.adapters.http.errors import RefusedError, UnusableError
from driftwatch.adapters.http.exchange import Answer, Exchange, Trail
from driftwatch.adapters.http.pace import RETRIED_STATUSES, HostPace, RetryBudget, Timing, pause_before, retry_after
from driftwatch.adapters.http.robots import SIZE_LIMIT, Robots
from driftwatch.adapters.http.safety import Resolver, check_url, resolve
from driftwatch.adapters.http.transport import GuardedTransport, open_client
from driftwatch.adapters.http_library import httpcore, httpx
from driftwatch.model.reading import LOOPBACK_HOSTS, FetchPolicy, Reading, host_of
from driftwatch.patterns import lazy_regex
from driftwatch.presence.integrity import ends_visibly, judge
from driftwatch.redaction import redact, redact_url, scrub_query

log: Final = logging.getLogger(__name__)

_TLS: Final = lazy_regex(r"\[SSL[^\]]{0,80}\] (.{1,200}?)(?: \(_ssl\.c:\d+\))?$")
_WITHOUT_WORDS: Final = {
    "ReadError": "the connection broke off",
    "WriteError": "the connection broke off",
    "RemoteProtocolError": "what answered speaks no HTTP",
}
"""What the errors of httpcore mean that may come without a word."""
_NO_ANSWER: Final = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ConnectionNotAvailable,
    httpx.HTTPError,
    OSError,
    ssl.SSLError,
)
_NO_CONNECTION: Final = (httpcore.ConnectError, httpcore.ConnectTimeout)
_RETRIED_STATES: Final = frozenset({"truncated", "empty"})
_ATTEMPTS_AT_A_BROKEN_BODY: Final = 2
_THROTTLED: Final = 429
_OK: Final = 200


class _Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one attempt brought, and whether another one makes sense: in `attempts` all in all."""

    reading: Reading
    attempts: int = 1
    retry_after: str = ""
    connected: bool = True


class HttpFetcher:
    """Reads documents from the allowed hosts, and from no other place.

    Use it as a context manager. Cookies, credentials and proxies of the environment are never used. robots.txt is
    honoured, a host that asks for a pause gets it, and one that asks for a long one is left alone for the rest of
    the run. Pass every whole document that parsed well to the cache's `keep`, so that it costs a 304 next time.

    Args:
        policy: hosts and limits.
        cache: bodies of earlier runs, None to read everything in full.
        resolver: finds the addresses of a host; they are checked whoever found them.
        timing: clock and pauses.
        tls: trusted certificates, by default those of the certifi package.
        network: opens connections to the addresses that were checked, by default on the network of this machine.
        transport: sends requests, by default to checked addresses alone, as `resolver`, `tls` and `network` say.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        *,
        cache: BodyCache | None = None,
        resolver: Resolver = resolve,
        timing: Timing | None = None,
        tls: ssl.SSLContext | None = None,
        network: httpcore.AsyncNetworkBackend | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._policy = policy
        self._cache = cache
        self._timing = timing or Timing()
        self._agent = policy.user_agent or f"driftwatch/{__version__} (API documentation watcher)"
        transport = transport or GuardedTransport(policy, resolver, tls=tls, network=network)
        self._client = open_client(policy, agent=self._agent, transport=transport)
        self._exchange = Exchange(self._client, policy)
        self._robots = Robots(self._robots_text, self._agent.partition("/")[0])
        self._budget = RetryBudget(policy.retry_budget)
        self._paces: dict[str, HostPace] = {}
        self._documents: set[str] = set()
        self._bytes = 0
        self._runner = asyncio.Runner()
        # Their INFO and DEBUG lines hold URLs and headers in clear.
        for name in ("httpx", "httpcore", "hpack", "h2"):
            logging.getLogger(name).setLevel(logging.WARNING)

    def __enter__(self) -> Self:
        self._runner.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self._runner.run(self._client.aclose())
        finally:
            self._runner.__exit__(kind, error, traceback)

    def read(self, urls: Sequence[str], on_reading: Callable[[Reading], None] | None = None) -> tuple[Reading, ...]:
        """Read `urls`; one reading each, in their order, duplicates left out.

        No failure of one document touches another. `on_reading` is called in this thread as soon as each
        document is done, in order of arrival; what it raises ends the whole call.
        """
        return self._runner.run(self._read(tuple(dict.fromkeys(urls)), on_reading))

    async def _read(self, urls: tuple[str, ...], on_reading: Callable[[Reading], None] | None) -> tuple[Reading, ...]:
        tasks = [asyncio.ensure_future(self._document(url)) for url in urls]
        try:
            for task in asyncio.as_completed(tasks):
                reading = await task
                _tell(reading)
                if on_reading is not None:
                    on_reading(reading)
            return tuple([task.result() for task in tasks])
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _document(self, url: str) -> Reading:
        trail = Trail(url)
        try:
            return await self._polite_document(trail)
        except UnusableError as error:
            return _failed(url, trail, error)
        except Exception as error:  # one document must never take the others along
            log.exception("unexpected failure with %s", redact_url(url))
            return _failed(url, trail, UnusableError("unreachable", f"unexpected {type(error).__name__}"))

    async def _polite_document(self, trail: Trail) -> Reading:
        url = check_url(trail.url, self._policy.allowed_hosts)
        self._documents.add(trail.url)
        if len(self._documents) > self._policy.max_documents:
            raise RefusedError(f"over the limit of {self._policy.max_documents} documents a run")
        pace = self._pace_of(url)
        async with pace.slots:
            if pace.closed:
                raise UnusableError("unreachable", pace.closed)
            if self._policy.respect_robots:
                await self._permit(url)
                pace.interval = max(pace.interval, await self._robots.delay(url))
            return await self._attempts(trail.url, pace)

    def _pace_of(self, url: httpx.URL) -> HostPace:
        entry = host_of(str(url))
        if entry not in self._paces:
            interval = 0.0 if url.host in LOOPBACK_HOSTS else self._policy.min_interval
            self._paces[entry] = HostPace(self._policy, self._timing, interval=interval)
        return self._paces[entry]

    async def _permit(self, url: httpx.URL) -> None:
        if self._policy.respect_robots and not await self._robots.allows(url):
            raise UnusableError("forbidden-by-robots", "robots.txt asks not to read it")

    async def _attempts(self, url: str, pace: HostPace) -> Reading:
        """Ask until there is an answer to keep, or attempts, time or budget are used up."""
        cached = self._cache.find(url) if self._cache else None
        clock = asyncio.get_running_loop().time
        left = self._policy.deadline
        attempt = 0
        while True:
            attempt += 1
            await pace.turn()
            started = clock()
            outcome = await self._attempt(url, cached, left)
            left -= clock() - started
            if outcome.connected:
                pace.answered()
            if outcome.reading.status is not None:
                self._robots.heard_from(url)
            last = attempt >= min(outcome.attempts, self._policy.attempts)
            if last or left <= 0 or pace.closed or not await self._pause(outcome, attempt, pace):
                if not outcome.connected:
                    pace.stayed_silent()
                return outcome.reading

    async def _pause(self, outcome: _Outcome, attempt: int, pace: HostPace) -> bool:
        """Wait before the next attempt; False when there must be none."""
        asked = retry_after(outcome.retry_after, self._timing.now())
        if asked is not None and asked > self._policy.max_retry_after:
            pace.close(f"the host asked to be left alone for {asked:.0f} s")
            return False
        seconds = max(asked or 0.0, pause_before(attempt + 1, self._timing.chance()))
        if asked is None and outcome.reading.status != _THROTTLED:
            if not self._budget.take(seconds):
                return False
            await self._timing.sleep(seconds)
            return True
        # The pause is for the whole host; the next turn() of every document waits for it.
        return self._budget.take(pace.back_off(seconds))

    async def _attempt(self, url: str, cached: CachedBody | None, seconds: float) -> _Outcome:
        trail = Trail(url)
        try:
            async with asyncio.timeout(seconds):
                limit = self._policy.max_bytes
                answer = await self._exchange.get(trail, cached=cached, permit=self._permit, limit=limit)
        except TimeoutError:
            late = UnusableError("unreachable", f"no complete answer within {self._policy.deadline:g} s")
            return _Outcome(reading=_failed(url, trail, late), connected=trail.status is not None)
        except UnusableError as error:
            attempts = self._policy.attempts if error.state == "truncated" else 1
            return _Outcome(reading=_failed(url, trail, error), attempts=attempts)
        except _NO_ANSWER as error:
            failure = UnusableError("unreachable", _said(error))
            silent = isinstance(error, _NO_CONNECTION)
            reading = _failed(url, trail, failure)
            return _Outcome(reading=reading, attempts=self._policy.attempts, connected=not silent)
        return self._judged(url, trail, answer)

    def _judged(self, url: str, trail: Trail, answer: Answer) -> _Outcome:
        self._bytes += 0 if answer.from_cache else len(answer.body)
        if self._bytes > self._policy.max_total_bytes:
            over = UnusableError("too-large", f"over the limit of {self._policy.max_total_bytes} bytes a run")
            return _Outcome(reading=_failed(url, trail, over))
        status = _OK if answer.from_cache else answer.status
        state, detail = judge(url, status, answer.content_type, answer.body)
        if answer.challenged:
            state, detail = "blocked", f"answered {answer.status} with a challenge"
        elif state == "read" and not answer.proven and not ends_visibly(answer.content_type, answer.body):
            state, detail = "truncated", "neither the server nor the text says where the document ends"
        if state != "read":
            return self._unread(url, trail, answer, UnusableError(state, detail))
        return _Outcome(
            reading=Reading(
                url=url,
                final_url=scrub_query(trail.url),
                state="read",
                status=answer.status,
                content_type=answer.content_type,
                body=answer.body,
                from_cache=answer.from_cache,
                redirects=tuple(scrub_query(hop) for hop in trail.redirects),
                etag=answer.etag,
                last_modified=answer.last_modified,
            )
        )

    def _unread(self, url: str, trail: Trail, answer: Answer, error: UnusableError) -> _Outcome:
        attempts = 1
        if error.state == "unreachable" and answer.status in RETRIED_STATUSES:
            attempts = self._policy.attempts
        elif error.state in _RETRIED_STATES:
            attempts = _ATTEMPTS_AT_A_BROKEN_BODY
        reading = _failed(url, trail, error)
        return _Outcome(reading=reading, attempts=attempts, retry_after=answer.retry_after)

    async def _robots_text(self, place: str) -> tuple[int | None, bytes]:
        trail = Trail(place)
        try:
            async with asyncio.timeout(self._policy.deadline):
                answer = await self._exchange.get(trail, cached=None, permit=_permit_all, limit=SIZE_LIMIT)
        except (UnusableError, TimeoutError, *_NO_ANSWER) as error:
            log.debug("%s: %s", redact_url(place), redact(_said(error)))
            return None, b""
        return answer.status, answer.body


async def _permit_all(url: httpx.URL) -> None:
    """Let robots.txt itself be read, wherever it is."""


def _failed(url: str, trail: Trail, error: UnusableError) -> Reading:
    return Reading(
        url=url,
        final_url=scrub_query(trail.url),
        state=error.state,
        status=trail.status,
        detail=redact(str(error))[:300],
        redirects=tuple(scrub_query(hop) for hop in trail.redirects),
    )


def _said(error: BaseException) -> str:
    """Say in words what broke: of TLS without the names of its library, of a broken connection that it broke."""
    if (found := _TLS.match(text := str(error))) is not None:
        return f"no TLS connection: {found[1]}"
    return text or _WITHOUT_WORDS.get(type(error).__name__) or type(error).__name__


def _tell(reading: Reading) -> None:
    if not log.isEnabledFor(logging.INFO):
        return
    url = redact_url(reading.url)
    if reading.state == "read":
        how = "unchanged" if reading.from_cache else "read"
        log.info("%s %s: %d bytes", how, url, len(reading.body))
    else:
        log.info("%s %s: %s", reading.state, url, reading.detail)
