"""A part of the path that moved between the base URLs and the paths: no caller sees a difference.

`https://api.example.com/v1` with `/videos` is `https://api.example.com` with `/v1/videos`.
"""

from collections.abc import Iterable
from typing import NamedTuple

from driftwatch.model.facts import Server
from driftwatch.model.snapshot import Entry, Snapshot


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


def path_shift(old: Snapshot, new: Snapshot) -> PathShift | None:
    """Find the prefix by which all base URLs differ, and all paths the other way round; None when there is none.

    Operations that state base URLs of their own take no part.
    """
    olds, news = _base_urls(old), _base_urls(new)
    if not olds or len(olds) != len(news) or olds == news:
        return None
    keys = (_keys(old), _keys(new))
    if not keys[0] or keys[0] & keys[1]:
        return None
    for shift in _shifts(olds, news):
        if any(shift.moved(key) in keys[1] for key in keys[0]):
            return shift
    return None


def _shifts(olds: frozenset[str], news: frozenset[str]) -> Iterable[PathShift]:
    first = min(olds)
    for other in sorted(news):
        short, long = sorted((first, other), key=len)
        prefix = long[len(short) :]
        if not long.startswith(short) or not prefix.startswith("/"):
            continue
        shorter, longer = (olds, news) if short == first else (news, olds)
        if {url + prefix for url in shorter} == longer:
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
