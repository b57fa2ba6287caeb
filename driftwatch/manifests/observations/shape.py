"""The shape of bodies: which paths they have, of which types, how often; no value, and no key that may be one."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from driftwatch.manifests.paths import written
from driftwatch.manifests.recordings import leaves, type_of
from driftwatch.model.json_values import Json
from driftwatch.model.paths import ANY, Claimed
from driftwatch.redaction import looks_secret

MAX_PATHS: Final = 2_000
"""Paths of one shape; what is beyond them is not looked at."""
_MAX_KEYS: Final = 200
"""Keys of one object; one with more is a map."""
_NAME: Final = re.compile(r"[A-Za-z_$@][A-Za-z0-9_$.:@-]{0,63}")
"""A key that a person gave a field. What else stands there is data: an id, an address, a date, a word of a user."""
_DATA: Final = re.compile(r"(?i)@[a-z0-9-]+\.|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-z]*\d[0-9a-z]*\d[0-9a-z]*\d[0-9a-z]{4,}")
"""What in a name makes it data all the same: a mail address, a UUID, a word with several digits in it."""


class Seen(Struct, frozen=True, kw_only=True):
    """What was seen at one path.

    `there` counts how often it was there, `of` the objects or lists in which it could have been: 0 of 0 when all lists
    on the way were empty, so that nothing is known. For the items of a list (`*`) `there` counts items, `of` lists.
    """

    types: tuple[str, ...]
    there: int
    of: int

    @property
    def is_always(self) -> bool:
        """Whether it never lacked where it could have been."""
        return 0 < self.of <= self.there


class Shape:
    """Collects the shape of bodies, one after the other."""

    def __init__(self) -> None:
        self._types: dict[Claimed, set[str]] = {}
        self._there: dict[Claimed, int] = {}
        self._holders: dict[Claimed, int] = {}
        self._maps: set[Claimed] = set()
        self.bodies = 0
        self.is_cut = False
        """Whether there are more paths than are kept."""

    def add(self, body: Json) -> None:
        """Take in one body: decoded JSON."""
        self.bodies += 1
        todo: list[tuple[Claimed, Json]] = [((), body)]
        while todo:
            steps, value = todo.pop()
            if steps not in self._types and len(self._types) >= MAX_PATHS:
                self.is_cut = True
                continue
            self._types.setdefault(steps, set()).add(type_of(value))
            self._there[steps] = self._there.get(steps, 0) + 1
            if isinstance(value, dict):
                self._holders[steps] = self._holders.get(steps, 0) + 1
                todo.extend(self._members(steps, value))
            elif isinstance(value, list | tuple):
                self._holders[steps] = self._holders.get(steps, 0) + 1
                todo.extend(((*steps, ANY), item) for item in value)

    def _members(self, steps: Claimed, value: dict[str, Json]) -> Iterable[tuple[Claimed, Json]]:
        if steps in self._maps or len(value) > _MAX_KEYS or any(map(_is_data, value)):
            self._maps.add(steps)
            return [((*steps, ANY), below) for below in value.values()]
        return [((*steps, key), below) for key, below in value.items()]

    def seen(self) -> dict[str, Seen]:
        """Return what was seen by path as a manifest writes it, sorted; the root is left out."""
        types: dict[Claimed, set[str]] = {}
        there: Counter[Claimed] = Counter()
        holders: Counter[Claimed] = Counter()
        for steps, found in self._types.items():
            at = self._settled(steps)
            types.setdefault(at, set()).update(found)
            there[at] += self._there[steps]
            holders[at] += self._holders.get(steps, 0)
        return {
            path: Seen(types=tuple(sorted(types[at])), there=there[at], of=holders[at[:-1]])
            for path, at in sorted((written(at), at) for at in types if at)
        }

    def leaves(self) -> dict[Claimed, tuple[str, ...]]:
        """Return types by path of what has no named field below it."""
        types: dict[Claimed, set[str]] = {}
        for steps, found in self._types.items():
            types.setdefault(self._settled(steps), set()).update(found)
        return leaves(types)

    def _settled(self, steps: Claimed) -> Claimed:
        """Return a path as it is now: what looked like an object at first may have turned out to be a map."""
        found: Claimed = ()
        for step in steps:
            found = (*found, ANY if found in self._maps else step)
        return found


def _is_data(key: str) -> bool:
    return _NAME.fullmatch(key) is None or _DATA.search(key) is not None or looks_secret(key)


def shape_of(bodies: Iterable[Json]) -> dict[str, Seen]:
    """Return what was seen in bodies, by path."""
    shape = Shape()
    for body in bodies:
        shape.add(body)
    return shape.seen()
