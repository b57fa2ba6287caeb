"""httpx on top of the guarded network: a transport and a client that follow nothing and remember nothing."""

import ssl
from collections.abc import AsyncIterable, AsyncIterator
from typing import Final, cast

import certifi

from driftwatch.adapters.http.safety import GuardedBackend, Resolver
from driftwatch.adapters.http_library import httpcore, httpx
from driftwatch.model.reading import FetchPolicy

_KEEP_ALIVE: Final = 15.0
_PLAIN: Final = b"http"
ACCEPT: Final = "text/markdown, application/json, application/yaml, text/plain, text/html;q=0.9, */*;q=0.5"


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends requests through a connection pool whose every connection goes to a checked address."""

    def __init__(
        self,
        policy: FetchPolicy,
        resolver: Resolver,
        *,
        tls: ssl.SSLContext | None = None,
        network: httpcore.AsyncNetworkBackend | None = None,
        http2: bool = True,
    ) -> None:
        self._tls = tls
        self._http2 = http2
        self._most = policy.concurrency * 4
        self._network = GuardedBackend(policy, resolver, network)
        self._pools: dict[bytes, httpcore.AsyncConnectionPool] = {}

    def _pool(self, scheme: bytes) -> httpcore.AsyncConnectionPool:
        """Return the pool of a scheme: reading all authorities takes longer than all requests of a small source."""
        if scheme not in self._pools:
            self._pools[scheme] = httpcore.AsyncConnectionPool(
                ssl_context=None if scheme == _PLAIN else self._tls or trusted_certificates(),
                max_connections=self._most,
                keepalive_expiry=_KEEP_ALIVE,
                http1=True,
                http2=self._http2,
                retries=0,
                network_backend=self._network,
            )
        return self._pools[scheme]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; failures are httpcore's own exceptions, all below `httpcore` or OSError."""
        answer = await self._pool(request.url.raw_scheme).handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=cast("AsyncIterable[bytes]", request.stream),
                extensions=request.extensions,
            )
        )
        body = _Body(cast("AsyncIterable[bytes]", answer.stream))
        return httpx.Response(answer.status, headers=answer.headers, stream=body, extensions=answer.extensions)

    async def aclose(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            await pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, stream: AsyncIterable[bytes]) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            yield part

    async def aclose(self) -> None:
        close = getattr(self._stream, "aclose", None)
        if close is not None:
            await close()


def trusted_certificates() -> ssl.SSLContext:
    """The authorities of the certifi package, and nothing that the environment names.

    `ssl.create_default_context` would write the keys of every connection into the file that SSLKEYLOGFILE names.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=certifi.where())
    return context


class _NoCookies(httpx.Cookies):
    """No cookies, and no look for any: a jar that refuses them all is shown each exchange in copies of its headers."""

    def extract_cookies(self, response: httpx.Response) -> None:
        """Take none."""


class _Client(httpx.AsyncClient):
    @property  # type: ignore[misc]  # none can be given to it
    def cookies(self) -> httpx.Cookies:
        return _NoCookies()


def open_client(
    policy: FetchPolicy, *, agent: str, transport: httpx.AsyncBaseTransport, accept: str = ACCEPT
) -> httpx.AsyncClient:
    """A client without redirects, cookies, proxies, netrc or any credential."""
    return _Client(
        transport=transport,
        follow_redirects=False,
        trust_env=False,
        timeout=httpx.Timeout(policy.deadline, connect=policy.connect_timeout),
        headers={"User-Agent": agent, "Accept": accept, "Accept-Encoding": "gzip, deflate"},
    )
