"""What robots.txt asks for, fetched once for each host.

A robots.txt that is not there (4xx) forbids nothing. One that cannot be read (5xx, no answer) forbids nothing
either, other than RFC 9309 says for crawlers: a person named this site in the configuration, nothing is crawled
beyond what its own index lists, and a site that is down shows in the documents themselves. It is logged, unless nothing
else of the host answers: then there is one thing to say, and the documents say it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from protego import Protego

from driftwatch.adapters.http_library import httpx

log: Final = logging.getLogger(__name__)

SIZE_LIMIT: Final = 512_000
_LONGEST_DELAY: Final = 5.0
_OK: Final = 200

RobotsText = Callable[[str], Awaitable[tuple[int | None, bytes]]]
"""The URL of a robots.txt to the status and body of its answer; the status is None without an answer."""


class Robots:
    """The rules of all hosts of a run for one user agent.

    Args:
        read: fetches a robots.txt; never raises for a failure of the network.
        agent: the product token that the rules are looked up for.
    """

    def __init__(self, read: RobotsText, agent: str) -> None:
        self._read = read
        self._agent = agent
        self._rules: dict[tuple[str, str, int | None], Protego] = {}
        self._locks: dict[tuple[str, str, int | None], asyncio.Lock] = {}
        self._silent: set[str] = set()
        """The URLs that nobody answered at, of hosts that have not answered since."""

    async def allows(self, url: httpx.URL) -> bool:
        """Whether the host lets this agent read `url`."""
        rules = await self._rules_for(url)
        return bool(rules.can_fetch(str(url), self._agent))

    async def delay(self, url: httpx.URL) -> float:
        """The seconds between two requests that the host asks for, at most five."""
        rules = await self._rules_for(url)
        return min(_LONGEST_DELAY, max(0.0, float(rules.crawl_delay(self._agent) or 0.0)))

    def heard_from(self, url: str) -> None:
        """Note that the host of a document answered: that its robots.txt did not is worth a word now."""
        if self._silent and (place := _place(httpx.URL(url))) in self._silent:
            self._silent.remove(place)
            _warn(place)

    async def _rules_for(self, url: httpx.URL) -> Protego:
        host = (url.scheme, url.host, url.port)
        if host not in self._rules:
            async with self._locks.setdefault(host, asyncio.Lock()):
                if host not in self._rules:
                    self._rules[host] = await self._fetch(_place(url))
        return self._rules[host]

    async def _fetch(self, place: str) -> Protego:
        status, body = await self._read(place)
        if status is None:
            self._silent.add(place)
        elif status >= httpx.codes.INTERNAL_SERVER_ERROR:
            _warn(place)
        text = body.decode("utf-8-sig", "replace") if status == _OK else ""
        return Protego.parse(text)


def _place(url: httpx.URL) -> str:
    return str(url.copy_with(raw_path=b"/robots.txt", fragment=None))


def _warn(place: str) -> None:
    log.warning("%s could not be read: nothing is taken as forbidden", place)
