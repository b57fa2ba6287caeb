"""Single calls to the live API, bounded in time and size; what fails becomes an ending, never the text of an exception.

HTTP clients print what they cannot send: with a key that has a line break at its end, httpx raises the key. So no
exception of theirs leaves this module, not even as the context of one of ours.
"""

import asyncio
import logging
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final
from urllib.parse import urlsplit

from driftwatch import __version__
from driftwatch.adapters.http.body import decoder_for
from driftwatch.adapters.http.errors import RefusedError, UnusableError
from driftwatch.adapters.http.safety import Resolver, check_url, resolve
from driftwatch.adapters.http.transport import GuardedTransport, open_client, trusted_certificates
from driftwatch.adapters.http_library import httpcore, httpx
from driftwatch.adapters.probe.presenting import Part, Presenting
from driftwatch.errors import ProbeError
from driftwatch.model.probe import Ending, ProbeRequest, Reply
from driftwatch.model.reading import FetchPolicy, host_of
from driftwatch.secret import Secret

MOST_BYTES: Final = 4 << 20
"""Bytes of a body that are read, before and after its coding is undone."""
_PIECE: Final = 1 << 16
_CLOSING_S: Final = 1.0
"""Seconds that a connection may take to end."""
_TALKATIVE: Final = ("httpx", "httpcore", "h11", "h2", "hpack", "asyncio", "anyio")
"""Loggers whose lines below WARNING hold URLs and headers in clear."""
_LATE: Final = (TimeoutError, httpcore.TimeoutException, httpx.TimeoutException)
_UNCONNECTED: Final = (httpcore.ConnectError, httpcore.ProxyError, httpx.ConnectError, httpx.ProxyError)
_BROKEN: Final = (
    httpcore.ProtocolError,
    httpcore.NetworkError,
    httpx.TransportError,
    UnusableError,
    OSError,
)


class _Trail:
    """How far one call came; kept up to date while it runs, so that a time-out leaves what was there."""

    __slots__ = ("body", "headers", "status")

    def __init__(self) -> None:
        self.status = 0
        self.headers: tuple[tuple[str, str], ...] = ()
        self.body = bytearray()


class ProbeClient:
    """Sends calls to one origin: no redirect, cookie, proxy or credential of the environment, nothing twice.

    Args:
        base_url: whose origin is called; its path is part of the path of each request.
        own: where the credential goes, one part or more.
        canary: what goes there instead when a wrong credential is presented.
        allow_private: let the host live in a private network; metadata addresses stay out of reach.
        proxy: through which calls go; its host is trusted with what passes.
        most_bytes: of a body that are read.
        resolver: finds the addresses of a host; they are checked whoever found them.
        tls: trusted certificates, by default those of the certifi package.
        network: opens connections, by default on the network of this machine.
        purpose: what the calls are for, told as the agent.
    """

    def __init__(
        self,
        base_url: str,
        *,
        own: tuple[Part, ...],
        canary: Secret,
        allow_private: bool = False,
        proxy: str = "",
        most_bytes: int = MOST_BYTES,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
        network: httpcore.AsyncNetworkBackend | None = None,
        purpose: str = "probe",
    ) -> None:
        parts = urlsplit(base_url)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._policy = FetchPolicy(allowed_hosts=(host_of(base_url),), allow_private=allow_private, concurrency=1)
        self._own = own
        self._canary = tuple(Part(secret=canary, header=p.header, query=p.query, scheme=p.scheme) for p in own)
        self._proxy = proxy
        self._most_bytes = most_bytes
        self._resolver = resolver
        self._tls = tls
        self._network = network
        self._purpose = purpose

    def send(self, request: ProbeRequest) -> Reply:
        """Send one call and return what came back.

        Raises:
            ProbeError: it must not be sent, or cannot be. The message is ours, and nothing is chained to it.
        """
        outcome: Reply | ProbeError | None = None
        with suppress(Exception):
            outcome = self._tried(request)
        if isinstance(outcome, Reply):
            return outcome
        # Raised here, where no exception is being handled: it has neither cause nor context.
        raise outcome or ProbeError("failed", f"{request.case} cannot be sent: the client failed")

    def _tried(self, request: ProbeRequest) -> Reply | ProbeError:
        trail = _Trail()
        began = time.monotonic()
        ending: Ending
        try:
            with _hushed():
                ending = asyncio.run(self._bounded(request, trail), debug=False)
        except RefusedError as refusal:
            return ProbeError("refused", f"{request.case} is not sent: {refusal}")
        except Exception as error:  # noqa: BLE001 - the text of any of them may hold what was sent
            found = _ending_of(error, trail)
            if found is None:
                return ProbeError("failed", f"{request.case} cannot be sent: {type(error).__name__} in the client")
            ending = found
        return Reply(
            ending=ending,
            status=trail.status,
            headers=trail.headers,
            body=bytes(trail.body[: self._most_bytes]),
            milliseconds=round((time.monotonic() - began) * 1000),
        )

    async def _bounded(self, request: ProbeRequest, trail: _Trail) -> Ending:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)
        client = self._client(request.seconds)
        try:
            async with asyncio.timeout(request.seconds):
                return await self._exchanged(client, request, trail)
        finally:
            with suppress(Exception):
                async with asyncio.timeout(_CLOSING_S):
                    await client.aclose()

    def _client(self, seconds: float) -> httpx.AsyncClient:
        tls = self._tls or trusted_certificates()
        transport: httpx.AsyncBaseTransport
        if self._proxy:
            transport = httpx.AsyncHTTPTransport(verify=tls, trust_env=False, proxy=self._proxy)
        else:
            transport = GuardedTransport(self._policy, self._resolver, tls=tls, network=self._network, http2=False)
        policy = FetchPolicy(allowed_hosts=(), deadline=seconds, connect_timeout=seconds)
        agent = f"driftwatch/{__version__} ({self._purpose})"
        return open_client(policy, agent=agent, transport=transport, accept="*/*")

    async def _exchanged(self, client: httpx.AsyncClient, request: ProbeRequest, trail: _Trail) -> Ending:
        url = check_url(self._origin + request.path, self._policy.allowed_hosts)
        headers = [*request.headers, *((("Content-Type", request.media_type),) if request.media_type else ())]
        built = client.build_request(
            request.method,
            url,
            params=list(request.query) or None,
            headers=headers,
            content=request.body or None,
        )
        parts = {"none": (), "canary": self._canary, "own": self._own}[request.presented]
        response = await client.send(built, auth=Presenting(parts), stream=True)
        try:
            trail.status = response.status_code
            trail.headers = tuple(
                (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers.raw
            )
            return await self._read(response, trail)
        finally:
            with suppress(Exception):
                await response.aclose()

    async def _read(self, response: httpx.Response, trail: _Trail) -> Ending:
        decoder = decoder_for(response.headers.get("content-encoding", ""), self._most_bytes)
        received = 0
        async for piece in response.aiter_raw():
            received += len(piece)
            for at in range(0, len(piece), _PIECE):
                trail.body += decoder.feed(piece[at : at + _PIECE])
                if max(received, len(trail.body)) > self._most_bytes:
                    return "cut"
        decoder.finish()
        return "whole"


def _ending_of(error: Exception, trail: _Trail) -> Ending | None:
    """Return how a call ended that raised, None when it is a fault of ours."""
    if isinstance(error, _LATE):
        return "timeout"
    if isinstance(error, _UNCONNECTED):
        return "unreachable"
    if isinstance(error, httpcore.NetworkError | httpx.NetworkError | OSError) and not trail.status:
        return "unreachable"
    return "invalid" if isinstance(error, _BROKEN) else None


@contextmanager
def _hushed() -> Iterator[None]:
    """Hold the loggers of the HTTP libraries at WARNING, whatever was set for any of them."""
    known = logging.root.manager.loggerDict
    names = {*_TALKATIVE, *(name for name in known if name.partition(".")[0] in _TALKATIVE)}
    levels = {name: logging.getLogger(name).level for name in sorted(names)}
    for name, level in levels.items():
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
