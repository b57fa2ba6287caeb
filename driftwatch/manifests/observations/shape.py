"""The shape of bodies: which paths they have, of which types, how often; no value, and no key that may be one.

A key that is data makes a map of its object, written as `*`. What stands beside it under a plain name is a field of its
own where it is of another kind, a number among objects; else the name is as likely data, and is not kept.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import Final

from msgspec import Struct

from driftwatch.manifests.paths import written
from driftwatch.manifests.recordings import leaves, type_of
from driftwatch.model.json_values import Json
from driftwatch.model.paths import ANY, Claimed
from driftwatch.patterns import lazy_regex
from driftwatch.redaction import looks_secret

MAX_PATHS: Final = 2_000
"""Paths of one shape; what is beyond them is not looked at."""
_MAX_KEYS: Final = 200
"""Keys of one object; one with more is a map."""
_NAME: Final = lazy_regex(r"[A-Za-z_$@][A-Za-z0-9_$.:@-]{0,63}")
"""A key that a person gave a field. What else stands there is data: an id, an address, a date, a word of a user."""
_DATA: Final = lazy_regex(r"(?i)@[a-z0-9-]+\.|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-z]*\d[0-9a-z]*\d[0-9a-z]*\d[0-9a-z]{4,}")
"""What in a name makes it data all the same: a mail address, a UUID, a word with several digits in it."""


_BOTH: Final = frozenset({True, False})
_KINDS: Final[Mapping[str, frozenset[bool]]] = {
    "object": frozenset({True}),
    "array": frozenset({True}),
    "null": _BOTH,
    **dict.fromkeys(("boolean", "integer", "number", "string"), frozenset({False})),
}
"""Whether a value of a type holds others; null may stand in place of any."""


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
    """Collects the shape of bodies, one after the other.

    Args:
        known: paths whose names are kept in a map as well, since a manifest holds them.
    """

    def __init__(self, known: Iterable[Claimed] = ()) -> None:
        self._known = {steps[:length] for steps in known for length in range(1, len(steps) + 1)}
        self._types: dict[Claimed, set[str]] = {}
        self._there: dict[Claimed, int] = {}
        self._holders: dict[Claimed, int] = {}
        self._maps: dict[Claimed, set[bool]] = {}
        """Objects with keys that are data, and whether what stands at those keys holds more."""
        self._folded: dict[Claimed, set[bool]] = {}
        """Plain keys that turned out to be data before they were kept, with what stood there."""
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

    def _members(self, steps: Claimed, value: dict[str, Json]) -> Iterator[tuple[Claimed, Json]]:
        is_wide = len(value) > _MAX_KEYS
        data = frozenset(value) if is_wide else frozenset(filter(_is_data, value))
        if data:
            # Among too many keys nothing tells a name from data.
            kinds = _BOTH if is_wide else frozenset[bool]().union(*(_KINDS[type_of(value[key])] for key in data))
            self._maps.setdefault(steps, set()).update(kinds)
        for key, below in value.items():
            at = (*steps, key)
            yield (*steps, ANY) if key in data or self._is_folded(at, below) else at, below

    def _is_folded(self, at: Claimed, value: Json) -> bool:
        """Tell whether a plain key is data for sure: it stays that, whatever else comes."""
        if at in self._known:
            return False
        kinds = _KINDS[type_of(value)]
        if at not in self._folded and not self._is_one_of(self._maps.get(at[:-1]), kinds):
            return False
        if at in self._folded or len(self._folded) < MAX_PATHS:
            self._folded.setdefault(at, set()).update(kinds)
        return True

    @staticmethod
    def _is_one_of(in_map: AbstractSet[bool] | None, holds: AbstractSet[bool]) -> bool:
        """Tell whether a plain key is data like the others of its object: what stands there is of their kind."""
        return in_map is not None and not in_map.isdisjoint(holds)

    def seen(self) -> dict[str, Seen]:
        """Return what was seen by path as a manifest writes it, sorted; the root is left out."""
        types: dict[Claimed, set[str]] = {}
        there: Counter[Claimed] = Counter()
        holders: Counter[Claimed] = Counter()
        for steps, at in self._settled().items():
            types.setdefault(at, set()).update(self._types[steps])
            there[at] += self._there[steps]
            holders[at] += self._holders.get(steps, 0)
        return {
            path: Seen(types=tuple(sorted(types[at])), there=there[at], of=holders[at[:-1]])
            for path, at in sorted((written(at), at) for at in types if at)
        }

    def leaves(self) -> dict[Claimed, tuple[str, ...]]:
        """Return types by path of what has no named field below it."""
        types: dict[Claimed, set[str]] = {}
        for steps, at in self._settled().items():
            types.setdefault(at, set()).update(self._types[steps])
        return leaves(types)

    def _settled(self) -> dict[Claimed, Claimed]:
        """Return each path as it is now: what looked like a name at first may have turned out to be data.

        From the root down, since what is one object now may have been several.
        """
        settled: dict[Claimed, Claimed] = {}
        maps: dict[Claimed, set[bool]] = {}
        for _, group in groupby(sorted({*self._types, *self._folded}, key=len), key=len):
            level = list(group)
            here = {steps: (*settled[steps[:-1]], steps[-1]) if steps else () for steps in level}
            kinds: dict[Claimed, set[bool]] = {}
            for steps, at in here.items():
                known = kinds.setdefault(at, set())
                known.update(self._folded.get(steps, ()), *(_KINDS[name] for name in self._types.get(steps, ())))
            for steps, at in here.items():
                is_data = at not in self._known and self._is_one_of(maps.get(at[:-1]), kinds[at])
                settled[steps] = (*at[:-1], ANY) if at and is_data else at
            for steps in level:
                if steps in self._maps:
                    maps.setdefault(settled[steps], set()).update(self._maps[steps])
        return {steps: at for steps, at in settled.items() if steps in self._types}


def _is_data(key: str) -> bool:
    return _NAME.fullmatch(key) is None or _DATA.search(key) is not None or looks_secret(key)


def shape_of(bodies: Iterable[Json]) -> dict[str, Seen]:
    """Return what was seen in bodies, by path."""
    shape = Shape()
    for body in bodies:
        shape.add(body)
    return shape.seen()
