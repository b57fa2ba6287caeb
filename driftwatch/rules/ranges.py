"""Which bounds are the two ends of one range: a minimum and a maximum that the same places got at once are one edit.

So are, in one place, the values that a list lost and those that it gained; the fields that an object no longer requires
and those that it requires now; the alternatives, or the scopes, that went and came; and the pattern of a text and its
lengths.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, TypeAlias

from driftwatch.model.change import Change
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import parent, steps
from driftwatch.model.snapshot import Owner
from driftwatch.rules.edits import digest_of, stated

_BOUNDS: Final = {
    "minimum": "maximum", "exclusive-minimum": "exclusive-maximum", "min-length": "max-length",
    "min-items": "max-items", "min-properties": "max-properties", "min-contains": "max-contains",
}  # fmt: skip
_LISTED_VALUES: Final = {f"{name}.value-removed": f"{name}.value-added" for name in ("enum", "extensible-enum")}
_REQUIRED_FIELDS: Final = {"became-optional": "became-required"}
"""Each of these changes is about one field; the list of what is required belongs to the object."""
_LISTED_ONE_BY_ONE: Final = {
    **{f"{name}.removed": f"{name}.added" for name in ("any-of", "one-of")},
    **{f"{scheme}removed": f"{scheme}added" for scheme in ("security.scope-", "security-scheme.scope.")},
}
"""Lists of alternatives and of scopes: each change is about one member."""
_ENDS: Final = _BOUNDS | _LISTED_VALUES | _REQUIRED_FIELDS | _LISTED_ONE_BY_ONE
_OTHER_END: Final = _ENDS | {other: end for end, other in _ENDS.items()}
"""The other end of a range by its one end; for a list, what it gained by what it lost, and the reverse."""
_OF_REQUIRED_FIELDS: Final = frozenset((*_REQUIRED_FIELDS, *_REQUIRED_FIELDS.values()))
_OF_MEMBERS: Final = frozenset((*_LISTED_ONE_BY_ONE, *_LISTED_ONE_BY_ONE.values()))
_OF_TEXT: Final = frozenset(("pattern", "min-length", "max-length"))
"""What limits one text together: its form, and how long it may be."""
_OF_ONE_PLACE: Final = (_OTHER_END.keys() | _OF_TEXT) - _OF_REQUIRED_FIELDS
"""Ends of which one change states the whole of what happened in its place."""
_Place: TypeAlias = tuple[Owner, str, str | None, str | None, str | None, str | None]


class Ranges:
    """Finds both ends of the range that a change is about, where the same places got both and no further one."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._ends: defaultdict[_Place, dict[str, str]] = defaultdict(dict)
        """What became of each end in a place: the change in short, or a digest of all members of a list."""
        places: defaultdict[tuple[str, str | None], set[_Place]] = defaultdict(set)
        members: defaultdict[tuple[str, str | None, _Place], list[str]] = defaultdict(list)
        patterns: set[str] = set()
        for change in changes:
            end = _end_of(change.kind)
            if end in _OF_MEMBERS:
                members[end, change.direction, _place(change)].append(canonical([*stated(change)]))
            elif end in _OF_REQUIRED_FIELDS and change.field:
                members[end, change.direction, _place(change)].append(steps(change.field)[-1].text)
            elif end in _OF_ONE_PLACE:
                bound = canonical([change.kind, *stated(change)])
                self._ends[_place(change)][end] = bound
                places[bound, change.direction].add(_place(change))
                patterns |= {bound} if end == "pattern" else set()
        for (end, direction, place), names in members.items():
            bound = digest_of(end, *sorted(names))
            self._ends[place][end] = bound
            places[bound, direction].add(place)
        # Thousands of lists may have changed alike: their sets of places are compared once, by a number for each set.
        numbers: dict[frozenset[_Place], int] = {}
        self._places = {bound: numbers.setdefault(frozenset(known), len(numbers)) for bound, known in places.items()}
        """The number of the set of places that got a bound, for each direction: each direction is told by itself."""
        everywhere: defaultdict[str, set[_Place]] = defaultdict(set)
        for (bound, _), known in places.items():
            if bound in patterns:
                everywhere[bound] |= known
        self._places_of_pattern = {bound: _digest_of_places(known) for bound, known in everywhere.items()}
        """An acceptance of what happened to some texts must not reach further texts: their places are in the cause."""

    def both_ends(self, change: Change) -> list[Json]:
        """Return what became of both ends of the range that a change is about; an empty list where it is told alone."""
        end = _end_of(change.kind)
        together = _OF_TEXT if end in _OF_TEXT else frozenset((end, _OTHER_END.get(end, end)))
        own = self._ends.get(_place(change), {}) if len(together) > 1 else {}
        bounds = [own[each] for each in together & own.keys()]
        places = {bound: self._places.get((bound, change.direction)) for bound in bounds}
        alike = sorted(bound for bound in bounds if places[bound] == places.get(own.get(end, "")))
        if len(alike) < 2:  # noqa: PLR2004 - both ends
            return []
        return [*alike, *(self._places_of_pattern[bound] for bound in alike if bound in self._places_of_pattern)]


def _end_of(kind: str) -> str:
    """Return which end of a range a kind of change is about: a keyword, or a list with what became of it; else ""."""
    if not kind.startswith("field."):
        return kind if kind in _OF_MEMBERS else ""
    keyword = kind.removeprefix("field.")
    return keyword if keyword in _OTHER_END else keyword.split(".")[0]


def _place(change: Change) -> _Place:
    """Return the place of the range: for required fields their object; for values listed by a named schema, both ways.

    The list of a named schema is one list, whether its values are sent or received.
    """
    is_list_of_schema = change.owner.kind == "schema" and ".value-" in change.kind
    location = "" if is_list_of_schema else change.location
    is_required = bool(change.field) and _end_of(change.kind) in _OF_REQUIRED_FIELDS
    field = parent(change.field) if change.field and is_required else change.field
    return change.owner, location, change.status, change.media_type, change.name, field


def _digest_of_places(places: Iterable[_Place]) -> str:
    return digest_of("places", *sorted(canonical([owner.kind, owner.name, *where]) for owner, *where in places))
