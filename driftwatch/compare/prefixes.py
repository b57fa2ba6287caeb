"""A part of the path that moved between the base URLs and the paths: no caller sees a difference.

`https://api.example.com/v1` with `/videos` is `https://api.example.com` with `/v1/videos`.
"""

from collections.abc import Iterable
from itertools import islice, product
from typing import Final, NamedTuple

from msgspec import structs

from driftwatch.model.facts import AnyFact, Server
from driftwatch.model.snapshot import Entry, Snapshot

_MOST: Final = 400
"""So many pairs of base URLs are looked at; no API is served at more than twenty of either side."""


class PathShift(NamedTuple):
    """What stands before the paths of one side that is part of the base URLs of the other; one of them is ""."""

    old: str
    new: str

    def moved(self, key: str) -> str:
        """Return the key of an old operation as the new side writes it; "" when it lacks the prefix."""
        method, _, path = key.partition(" ")
        if self.old and not path.startswith(self.old + "/"):
            return ""
        return f"{method} {self.new}{path[len(self.old) :]}"

    def rebased(self, facts: Iterable[AnyFact]) -> Iterable[AnyFact]:
        """Return the facts of the old side, with its base URLs as the new side would write them."""
        return (self._rebased(fact) if isinstance(fact, Server) else fact for fact in facts)

    def _rebased(self, server: Server) -> Server:
        return structs.replace(server, url=server.url.rstrip("/").removesuffix(self.new) + self.old)


def path_shift(old: Snapshot, new: Snapshot) -> PathShift | None:
    """Find the prefix by which all base URLs differ, and all paths the other way round; None when there is none.

    All are those of the side that has fewer: another base URL may have come or gone besides. Operations that state base
    URLs of their own take no part.
    """
    olds, news = _base_urls(old), _base_urls(new)
    if not olds or olds == news:
        return None
    keys = (_keys(old), _keys(new))
    if not keys[0] or keys[0] & keys[1]:
        return None
    for shift in _shifts(olds, news):
        if any(shift.moved(key) in keys[1] for key in keys[0]):
            return shift
    return None


def _shifts(olds: frozenset[str], news: frozenset[str]) -> Iterable[PathShift]:
    for one, other in islice(product(sorted(olds), sorted(news)), _MOST):
        short, long = sorted((one, other), key=len)
        prefix = long[len(short) :]
        if not long.startswith(short) or not prefix.startswith("/"):
            continue
        shorter, longer = (olds, news) if short == one else (news, olds)
        moved = {url + prefix for url in shorter}
        if moved <= longer or longer <= moved:
            yield PathShift("", prefix) if longer is olds else PathShift(prefix, "")


def _base_urls(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(
        fact.url.rstrip("/")
        for owner, entry in snapshot.entries.items()
        if owner.kind == "api"
        for fact in entry.facts
        if isinstance(fact, Server)
    )


def _keys(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(
        owner.name for owner, entry in snapshot.entries.items() if owner.kind == "operation" and _at_base_urls(entry)
    )


def _at_base_urls(entry: Entry) -> bool:
    operation = entry.operation
    return operation is not None and not operation.servers and not operation.event
