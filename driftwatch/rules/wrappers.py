"""Objects that wrap what many operations send or answer: a field that all of them lose is one edit, whatever it held.

A list of users and a list of teams are two schemas, and `data` holds another thing in each: that both give way to
`items` is one edit of how lists are wrapped.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, TypeAlias

from driftwatch.model.address import ROOT
from driftwatch.model.change import Change
from driftwatch.model.paths import PROPERTY, parent, steps
from driftwatch.model.snapshot import Owner

_MANY: Final = 3
"""So many owners that lose the same fields, and gain the same ones, wrap alike what they hold. Two may by chance."""
_KINDS: Final = ("field.added", "field.removed")
_Place: TypeAlias = tuple[Owner, str, str | None, str | None]
_Edit: TypeAlias = frozenset[tuple[str, str, bool]]
"""The fields that came to an object or left it: kind of change, name, whether it was or is required."""


class Wrappers:
    """Which contents of fields count as one, since objects that were edited alike held them."""

    def __init__(self, changes: Iterable[Change]) -> None:
        edits: defaultdict[_Place, set[tuple[str, str, bool]]] = defaultdict(set)
        found = [change for change in changes if change.kind in _KINDS and _is_of_whole(change)]
        for change in found:
            edits[_place(change)].add(_edit(change))
        alike: defaultdict[tuple[str, _Edit], set[Owner]] = defaultdict(set)
        known: dict[_Place, tuple[str, _Edit]] = {}
        for place, said in edits.items():
            known[place] = place[1], frozenset(said)
            alike[known[place]].add(place[0])
        self._same: dict[tuple[str, str, str], str] = {}
        """Another content of a field that counts as the same one, by kind of change, name of the field and content."""
        first: dict[tuple[tuple[str, _Edit], str, str], str] = {}
        for change in found:
            edit = known[_place(change)]
            if len(alike[edit]) >= _MANY and _is_missed(change):
                other = first.setdefault((edit, change.kind, change.field or ""), change.content)
                self._join(change, other)

    def content(self, change: Change) -> str:
        """Return what stands at a field, or one of the contents that count as the same one."""
        if change.kind not in _KINDS or not self._same:
            return change.content
        return self._first(change.kind, change.field or "", change.content)

    def _join(self, change: Change, other: str) -> None:
        kind, field = change.kind, change.field or ""
        one, first = self._first(kind, field, change.content), self._first(kind, field, other)
        if one != first:
            self._same[kind, field, max(one, first)] = min(one, first)

    def _first(self, kind: str, field: str, content: str) -> str:
        first = content
        while (other := self._same.get((kind, field, first))) is not None:
            first = other
        if first != content:
            self._same[kind, field, content] = first  # no chain is walked twice
        return first


def _is_of_whole(change: Change) -> bool:
    """Tell whether a change is of a field of a body or of a named schema itself, and not of what is below one."""
    is_schema = change.location.endswith(".body") or change.owner.kind == "schema"
    field = change.field or ROOT
    return is_schema and field != ROOT and parent(field) == ROOT and steps(field)[-1].keyword == PROPERTY


def _is_missed(change: Change) -> bool:
    """Tell whether a field is one that somebody misses, or has to send: of others it says most what they are."""
    return change.kind == "field.removed" or (change.role.startswith("request") and "required" in change.traits)


def _place(change: Change) -> _Place:
    return change.owner, change.location, change.status, change.media_type


def _edit(change: Change) -> tuple[str, str, bool]:
    return change.kind, change.field or "", "required" in change.traits
