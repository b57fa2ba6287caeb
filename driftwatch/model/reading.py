"""What one attempt to read a document brought, and the limits a fetch keeps to."""

from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

ReadingState = Literal[
    "read",
    "gone",
    "unreachable",
    "truncated",
    "blocked",
    "login",
    "soft-404",
    "empty",
    "too-large",
    "wrong-type",
    "forbidden-by-robots",
    "refused",
]
"""How a document fared.

- ``read``: the body is whole and may be parsed; the only state that carries a body.
- ``gone``: the site says that it no longer exists (404, 410); the only state that may count as removed.
- ``unreachable``: no usable answer (DNS, connection, timeout, 429 and 5xx after all attempts).
- ``truncated``: a part of the document came (short body, cut chunk or gzip, missing closing).
- ``blocked``: a challenge page, 401 or 403.
- ``login``: a login page, or a redirect to one.
- ``soft-404``: something else under this URL (an HTML shell under ``.md``, "not found" with status 200).
- ``empty``: nothing but white space.
- ``too-large``: over a size limit.
- ``wrong-type``: not text, not decodable, or compressed in an unknown way.
- ``forbidden-by-robots``: robots.txt asks not to read it.
- ``refused``: not requested: host not allowed, private address, bad or endless redirect, count limit.
"""

LOOPBACK_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names of this machine that may be watched when the configuration names them itself."""

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What came of reading one URL.

    ``url`` is the URL as asked for; ``final_url`` and ``redirects`` (the URLs that answered with a redirect,
    in order) have the values of secret query parameters removed. ``body`` holds decompressed bytes and is
    empty unless the state is ``read``. ``status`` is the last HTTP status, None without any answer.
    ``etag`` and ``last_modified`` are the validators that the body cache keeps with the body.
    """

    url: str
    final_url: str
    state: ReadingState
    status: int | None = None
    content_type: str = ""
    body: bytes = b""
    from_cache: bool = False
    detail: str = ""
    redirects: tuple[str, ...] = ()
    etag: str = ""
    last_modified: str = ""


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """All that a keeper of documents holds, where that is known without an index: a repository's files, say."""

    urls: tuple[str, ...]
    origin: str = ""
    """Where they are from: the id of a commit, or the name of a dated folder."""


class FetchPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of one run's reading. Times are in seconds, sizes in bytes.

    ``allowed_hosts`` holds ``host`` (ports 80 and 443 only) or ``host:port`` entries, see `host_of`; an entry
    that names this machine (``127.0.0.1``, ``localhost``) allows any of its ports and only it makes loopback
    reachable. ``allow_private`` lets the allowed hosts live in a private network; link-local and cloud
    metadata addresses stay out of reach. ``deadline`` is the network time for one document, all attempts and
    redirects together; ``retry_budget`` bounds the pauses between attempts of the whole run.
    """

    allowed_hosts: tuple[str, ...]
    user_agent: str = ""
    concurrency: int = 6
    min_interval: float = 0.1
    connect_timeout: float = 10.0
    deadline: float = 30.0
    max_bytes: int = 20_000_000
    max_total_bytes: int = 500_000_000
    max_documents: int = 5_000
    max_redirects: int = 5
    attempts: int = 4
    retry_budget: float = 120.0
    max_retry_after: float = 60.0
    respect_robots: bool = True
    allow_private: bool = False


def host_of(url: str) -> str:
    """The ``allowed_hosts`` entry that covers `url`: its host, with the port unless it is the scheme's own.

    Raises:
        ValueError: `url` names no host or an impossible port.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").lower()
    if not host:
        raise ValueError(f"no host in {url!r}")
    port = parts.port
    if port is None or port == _DEFAULT_PORTS.get(parts.scheme):
        return host
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def host_if_any(url: str) -> str:
    """Return the host of a URL as `host_of` does, "" where it names none."""
    try:
        return host_of(url)
    except ValueError:
        return ""
