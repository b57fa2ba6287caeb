"""Where a fetch may go: URLs are checked before, addresses while connecting.

A host is resolved once, every address in the answer is checked, and the connection goes to a checked address, so
that a second look-up cannot lead elsewhere (DNS rebinding). TLS server name and Host header stay the name.
`ipaddress.is_global` alone is not enough: it calls cloud metadata, NAT64 and 6to4 addresses global.
"""

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Awaitable, Callable, Iterable
from functools import lru_cache
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from driftwatch.adapters.http.errors import RefusedError
from driftwatch.adapters.http_library import httpcore, httpx
from driftwatch.model.reading import LOOPBACK_HOSTS, FetchPolicy, host_of

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver: TypeAlias = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""Host and port to numeric addresses, best first; raises OSError when there are none."""
_SocketOption: TypeAlias = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]

_GLOBAL_V6: Final = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC: Final = tuple(
    ipaddress.ip_network(block)
    for block in (
        "168.63.129.16/32",  # Azure's wire server: hosted runners live in Azure
        "192.0.0.0/24",
        "192.88.99.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",  # Teredo, ORCHID and others that wrap or lend addresses
        "2002::/16",  # 6to4 wraps any IPv4 address
    )
)
_PRIVATE: Final = tuple(
    ipaddress.ip_network(block)
    for block in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "fc00::/7",
        "::1/128",
    )
)
_METADATA: Final = tuple(
    ipaddress.ip_network(block) for block in ("100.100.100.200/32", "fd00:ec2::/32", "fd20:ce::/32")
)
_DELETE: Final = 0x7F
_URL_LENGTH: Final = 4_000
_HOST_CHARACTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_:[]")
_USUAL_PORTS: Final = frozenset({80, 443})
_TRIED_ADDRESSES: Final = 4


@lru_cache(maxsize=4_096)
def check_url(url: str, allowed_hosts: tuple[str, ...]) -> httpx.URL:
    """`url` as a URL that may be requested, without its fragment.

    Two parsers must agree on the host, so that none can be talked into another one.

    Raises:
        RefusedError: the URL is malformed or its host is not among `allowed_hosts`.
    """
    if len(url) > _URL_LENGTH or "\\" in url or any(ord(sign) <= ord(" ") or ord(sign) == _DELETE for sign in url):
        raise RefusedError("the URL is too long or has characters that no URL has")
    if "%0a" in url.lower() or "%0d" in url.lower():
        raise RefusedError("the URL has an escaped line break")
    try:
        parts = urlsplit(url)
        parsed = httpx.URL(url).copy_with(fragment=None)
        entry = host_of(str(parsed))
    except (ValueError, httpx.InvalidURL, TypeError) as error:
        raise RefusedError("the URL is malformed") from error
    if parsed.scheme not in {"http", "https"}:
        raise RefusedError(f"scheme {parsed.scheme[:20]!r} is not read")
    if parsed.userinfo or "@" in parts.netloc:
        raise RefusedError("the URL carries a user name")
    host = parsed.raw_host.decode("ascii").lower().strip("[]")
    if not _is_plain(host, parts.hostname or ""):
        raise RefusedError("the host name is malformed")
    if not _is_allowed(host, parsed.port, entry, frozenset(one.lower() for one in allowed_hosts)):
        raise RefusedError(f"host {entry[:100]} is not among the allowed hosts")
    return parsed


def _is_plain(host: str, other: str) -> bool:
    """Whether both parsers read the same plain host. A name in other letters is written in Punycode, or refused."""
    return bool(host) and host == other and host[-1] != "." and set(host) <= _HOST_CHARACTERS


def _is_allowed(host: str, port: int | None, entry: str, allowed: frozenset[str]) -> bool:
    if entry in allowed:
        return True
    return host in allowed and (port is None or port in _USUAL_PORTS or host in LOOPBACK_HOSTS)


def is_public(address: Address) -> bool:
    """Whether `address` belongs to a machine on the public internet, and to that one only."""
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_V6:
        return False
    return address.is_global and not any(address.version == block.version and address in block for block in _NOT_PUBLIC)


def check_addresses(host: str, addresses: Iterable[str], *, allow_private: bool) -> tuple[str, ...]:
    """All `addresses` of `host`, when each of them may be contacted.

    A host that is this machine by its own name must be this machine; any other host must not.

    Raises:
        RefusedError: one address may not be contacted, or there is none.
    """
    found = tuple(dict.fromkeys(addresses))
    for text in found:
        try:
            address = ipaddress.ip_address(text)
        except ValueError as error:
            raise RefusedError(f"{host} has the unusable address {text[:60]!r}") from error
        if not _may_contact(host, address, allow_private=allow_private):
            raise RefusedError(f"{host} has the address {address}, which is not public")
    if not found:
        raise RefusedError(f"{host} has no address")
    return found


def _may_contact(host: str, address: Address, *, allow_private: bool) -> bool:
    if host in LOOPBACK_HOSTS:
        return address.is_loopback
    if is_public(address):
        return True
    blocks = [block for block in _PRIVATE if block.version == address.version and address in block]
    metadata = any(block.version == address.version and address in block for block in _METADATA)
    return allow_private and bool(blocks) and not metadata


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of `host` as the system knows them.

    The look-up runs in a thread of its own that nobody waits for: one that hangs must not delay an interrupt.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[tuple[str, ...]] = loop.create_future()

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            _deliver(loop, answer, OSError(f"cannot resolve {host}: {error}"))
        else:
            _deliver(loop, answer, tuple(str(row[4][0]) for row in rows))

    threading.Thread(target=look_up, daemon=True, name=f"resolve {host}").start()
    return await answer


def _deliver(
    loop: asyncio.AbstractEventLoop, answer: asyncio.Future[tuple[str, ...]], value: tuple[str, ...] | OSError
) -> None:
    def settle() -> None:
        if answer.done():
            return
        if isinstance(value, OSError):
            answer.set_exception(value)
        else:
            answer.set_result(value)

    try:
        loop.call_soon_threadsafe(settle)
    except RuntimeError:
        # The run is over and the loop closed: nobody waits for this answer any more.
        return


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses only; each host is looked up once for the life of this object.

    Args:
        policy: says whether private addresses may be contacted.
        resolver: finds the addresses of a host.
        network: opens the connections, by default on the network of this machine.
    """

    def __init__(
        self, policy: FetchPolicy, resolver: Resolver, network: httpcore.AsyncNetworkBackend | None = None
    ) -> None:
        self._policy = policy
        self._resolver = resolver
        self._checked: dict[tuple[str, int], tuple[str, ...]] = {}
        self._network = network or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # the interface is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first of the host's checked addresses that answers."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in (await self._addresses(host.lower(), port))[:_TRIED_ADDRESSES]:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        known = self._checked.get((host, port))
        if known is not None:
            return known
        try:
            found = await self._resolver(host, port)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        checked = check_addresses(host, found, allow_private=self._policy.allow_private)
        # A second look-up may have finished meanwhile; the first answer stays.
        return self._checked.setdefault((host, port), checked)

    async def sleep(self, seconds: float) -> None:
        """Wait; httpcore's own retries are off, so nobody asks for it."""
        await asyncio.sleep(seconds)
