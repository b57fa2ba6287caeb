"""Edits that somebody made to a whole API: what so many fields or calls got alike is no decision about each of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from driftwatch.model.change import Change
from driftwatch.model.snapshot import Owner

MANY_ALIKE: Final = 20
"""So many are a generator, or somebody who went through the file: nobody designs so many that differ by nothing but
their names."""
OF_NULL: Final = frozenset(("field.became-nullable", "field.became-not-nullable"))
_ASKS_NOTHING: Final = frozenset((("field.became-required", "response"), ("field.became-optional", "request")))
"""What an object always answers by now, or need not be sent: of what asks for something the lists are told each."""
_OF_ALL: Final = OF_NULL | {"operation.tag.added", "field.enum.unset"}
"""Kinds of which it does not matter which way things travel: null, tags, lists of values that are gone."""


class Sweeps:
    """Which kinds of changes were made to so many fields, or calls, that they are one edit of all of them."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._ways: defaultdict[tuple[str, Owner, str | None], set[str | None]] = defaultdict(set)
        """Ways in which the fields travel that are required by now, or no longer, by kind of change."""
        places: set[tuple[str, Owner, str, str | None]] = set()
        found = [change for change in changes if change.kind in _OF_ALL or _is_need(change)]
        for change in found:
            if _is_need(change):
                self._ways[change.kind, change.owner, change.field].add(change.direction)
        for change in found:
            if not _is_need(change) or self._asks_nothing(change):
                way = change.location if change.kind in OF_NULL else ""
                places.add((change.kind, change.owner, way, change.field))
        counts = Counter(kind for kind, *_ in places)
        self._kinds = frozenset(kind for kind, count in counts.items() if count >= MANY_ALIKE)

    def has(self, change: Change) -> bool:
        """Tell whether a change is one of so many."""
        return change.kind in self._kinds and (not _is_need(change) or self._asks_nothing(change))

    def says_nothing(self, change: Change) -> bool:
        """Tell whether a change is one of so many of which neither list nor name says what was done."""
        return change.kind not in OF_NULL and self.has(change)

    def _asks_nothing(self, change: Change) -> bool:
        """Tell whether a change asks nobody for anything, be it only one way: what travels both ways is one edit."""
        is_free = (change.kind, change.direction) in _ASKS_NOTHING
        return is_free and len(self._ways[change.kind, change.owner, change.field]) == 1


def _is_need(change: Change) -> bool:
    return change.kind in {"field.became-required", "field.became-optional"}
