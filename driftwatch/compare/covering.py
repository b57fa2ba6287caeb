"""What was told, by owner: which of it speaks of a place at which two versions differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Final, NamedTuple, TypeAlias

from msgspec import Struct

from driftwatch.model.address import child
from driftwatch.model.change import Change
from driftwatch.model.facts import AnyFact
from driftwatch.model.paths import call_of, parent, parts, split, steps, unescape
from driftwatch.model.snapshot import Owner
from driftwatch.model.tree import COMPOSITIONS

_PLACED: Final = "parameter.place."
"""How kinds of change begin that say where a field travels."""
_MOVED: Final = "parameter.moved"
_CUT: Final = "operation.base-url.moved"
"""The kind of change that speaks of the path of an operation and of its own base URLs: they are cut elsewhere."""
_SIDES: Final[Mapping[str, str]] = {"request": "body", "response": "response"}
"""First part of an address -> how the place is called in which its fields travel."""
_WHOLE: Final = ("reference.", "callback.")
"""How kinds of change begin about parts with all that is in them: those that a reference stands for, and callbacks."""
_LOCATIONS: Final[Mapping[str, str]] = {
    "error-rule": "errors",
    "notice": "notices",
    "values": "values",
    "contradiction": "contradiction",
    "security-scheme": "security",
    "server": "server",
    "security": "security",
    "servers": "server",
    "server_variables": "server",
}
"""Where changes stand that speak of a kind of fact, or of an attribute of an operation or API."""
_NAMED: Final = frozenset({"error-rule", "values", "security-scheme"})
"""Kinds of fact whose changes name the one that they are about."""
_SWAPPED: Final[Mapping[str, str]] = {"response.removed": "status", "media-type.removed": "media_type"}
"""Kinds of change that speak of what took the place as well, and of which part of an address that is."""
_REPLACED: Final = frozenset({"security-scheme.removed", "error-rule.status.changed"})
"""Kinds of change that name what took the place of a fact as well."""
_BESIDE_BODIES: Final = frozenset({"header", "link"})
"""What a response has beside its body."""
_OWN: Final = frozenset({"operation", "api"})
_FEW: Final = 16
"""So many changes of an owner are asked one by one."""
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "method": ("operation.moved",),
    "path": ("operation.moved", _CUT),
    "servers": (_CUT,),
    "server_variables": (_CUT,),
    "operation_id": ("operation.operation-id.",),
    "tags": ("operation.tag.",),
    "deprecated": ("operation.deprecated", "operation.reactivated"),
    "sunset": ("operation.deprecated", "operation.reactivated", "operation.sunset."),
    "stability": ("operation.stability.",),
    "version": ("api.version.",),
}
"""Attribute of an operation or API -> how the kinds of change begin that speak of it."""


class Gap(Struct, frozen=True):
    """A place at which two versions of an owner differ: a fact of either side, and its attribute; "" for all of it."""

    old: AnyFact | None
    new: AnyFact | None
    at: str
    """Address in the new version; of what that lacks the one that it would have."""
    attribute: str = ""

    @property
    def fact(self) -> AnyFact:
        """The fact as it is now, or else as it was."""
        known = self.new or self.old
        assert known is not None  # noqa: S101 - at least one side is given
        return known

    @property
    def kind(self) -> str:
        """The kind of fact: `field`, `notice`."""
        return str(self.fact.__struct_config__.tag)


class _Place(NamedTuple):
    """Where a gap is, taken apart once for all changes that it is held against."""

    gap: Gap
    kind: str
    at: list[str]
    """The parts of its address inside of the call."""
    path: list[str] | None
    """The steps of the field; None where it is of no field."""

    @classmethod
    def of(cls, gap: Gap) -> "_Place":
        kind = gap.kind
        path = without_branches(split(gap.at)[1]) if kind == "field" else None
        return cls(gap, kind, parts(call_of(gap.at)[1]), path)


class Told:
    """The changes, by owner: each covers the addresses at which it stands."""

    def __init__(self, changes: Iterable[Change]) -> None:
        of: defaultdict[Owner, list[Change]] = defaultdict(list)
        for change in changes:
            of[change.owner].append(change)
        self._of = {owner: _All(found) if len(found) <= _FEW else _Indexed(found) for owner, found in of.items()}

    def covers(self, old: Owner, new: Owner, gap: Gap) -> bool:
        """Tell whether any change of an owner, under its name of either side, speaks of a place."""
        place = _Place.of(gap)
        found = (self._of.get(owner) for owner in dict.fromkeys((old, new)))
        return any(
            any(_covers(change, place) for change in each.candidates(place)) for each in found if each is not None
        )


class _All:
    """A few changes: each is asked."""

    def __init__(self, changes: list[Change]) -> None:
        self._changes = changes

    def candidates(self, place: _Place) -> Iterable[Change]:  # noqa: ARG002 - as of `_Indexed`
        return self._changes


_Key: TypeAlias = tuple[str, str, str, tuple[str, ...] | None]
"""Status, media type and name of a change, "" for what does not matter, and the steps of its field."""
_ABOVE: Final = "/"
"""Stands after the steps of a field whose last one was left out: no step is empty."""


class _Indexed:
    """Many changes: those are asked that can speak of a place, by the words that are in its address as well."""

    def __init__(self, changes: list[Change]) -> None:
        self._by_key: defaultdict[_Key, list[Change]] = defaultdict(list)
        self._one_of_each: dict[tuple[object, ...], Change] = {}
        """Where only the kind and the location of a change matter, one of them is as good as all."""
        self._words: set[str] = set()
        known: set[tuple[object, ...]] = set()
        for change in changes:
            alike = (change.kind, change.location, *(_places(change) if _says_where(change) else ()))
            self._one_of_each.setdefault(alike, change)
            stated = (bool(change.name), change.field is None)
            for key in _keys(change):
                self._words.update(key[:3])
                # Where the name or the field does not matter, one of those that differ by it is as good as all; one
                # without a name is about all, and one that is only called so by its sides may be about something else.
                reason = (key, alike, stated, str(change.name).lower() == key[2])
                if stated == (bool(key[2]), key[3] is None) or reason not in known:
                    known.add(reason)
                    self._by_key[key].append(change)

    def candidates(self, place: _Place) -> Iterable[Change]:
        yield from self._one_of_each.values()
        inside = ["", *self._words.intersection(place.at)]
        names = ["", *self._words.intersection(_called(place))]
        fields = _fields_near(place)
        for key in product(inside, inside, names, fields):
            yield from self._by_key.get(key, ())


def _keys(change: Change) -> set[_Key]:
    """Return what has to be in the address of a place of which a change speaks, in all the ways in which it can."""
    named = {change.name, *(_places(change) if change.location in _LOCATIONS.values() else ())} - {None}
    names = {"", *(str(name).lower() for name in named)}
    fields: set[tuple[str, ...] | None] = {None}
    for field in (change.field, _former(change)):
        if field is not None:
            told = tuple(without_branches(field))
            fields |= {told, (*told[:-1], _ABOVE)} if told else {told}
    # What is about a fact by its name is so wherever it was documented.
    anywhere = {""} if change.location in _LOCATIONS.values() else set[str]()
    statuses, media_types = (_either(change, noun) | anywhere for noun in ("status", "media_type"))
    return set(product(statuses, media_types, names, fields))


def _either(change: Change, noun: str) -> set[str]:
    """Return the status or media type of a change, and what took its place."""
    named = getattr(change, noun)
    instead = change.after if _SWAPPED.get(change.kind) == noun else None
    return {named or "", *([instead] if isinstance(instead, str) else [])}


def _places(change: Change) -> tuple[str, ...]:
    """Return what a change names as its sides: places, names, statuses."""
    sides = (change.before, change.after)
    return tuple(str(each) for each in sides if isinstance(each, str | int) and not isinstance(each, bool))


def _called(place: _Place) -> set[str]:
    """Return what a change may call a place by name: steps of its address and of its field, the names of its facts."""
    names = {unescape(step) for step in place.at}
    facts = (place.gap.old, place.gap.new)
    names |= {str(getattr(fact, noun, "")) for fact in facts if fact for noun in ("signal", "name")}
    names.update(place.path or ())
    return {name.lower() for name in names}


def _fields_near(place: _Place) -> list[tuple[str, ...] | None]:
    """Return the fields of which a change is near a place: see `_is_near`."""
    if place.path is None:
        return [None]
    path = tuple(place.path)
    return [None, *(path[:count] for count in range(len(path) + 1)), (*path, _ABOVE)]


def without_branches(path: str) -> list[str]:
    """Return the steps of a field's path but for branches: those speak of the value that they hang on."""
    return [step.text for step in steps(path) if step.keyword not in COMPOSITIONS]


def _covers(change: Change, place: _Place) -> bool:
    gap, kind = place.gap, place.kind
    if change.kind.startswith(_WHOLE):
        return not gap.attribute
    if _says_where(change):
        return _is_placed(change, place)
    location = _location(change)
    fitting = _LOCATIONS.get(gap.attribute if kind in _OWN else kind)
    if fitting is not None and change.kind != _CUT:
        return location == fitting and (
            kind not in _NAMED or any(_names(change, fact) for fact in (gap.old, gap.new) if fact)
        )
    if kind in _OWN:
        return location == "operation" and change.kind.startswith(_KINDS.get(gap.attribute, ("operation.", "api.")))
    if change.location == "schemas":
        return True
    return _stands_there(change, location, place.at) and (
        _is_near(change.field, place.path) or _is_near(_former(change), place.path)
    )


def _says_where(change: Change) -> bool:
    """Tell whether a change is of a field that may travel in a body, and says by its sides where it does."""
    return change.kind.startswith(_PLACED) or (change.kind == _MOVED and _SIDES["request"] in _places(change))


def _is_placed(change: Change, place: _Place) -> bool:
    """Tell whether a place is one of the two of a field of which it is said now, or no longer, where it travels."""
    at, places = place.at, (change.before, change.after)
    if at[0] == "parameter":
        return at[1] in places and _is_called(change.name, at[2])
    # A body comes with the fields that travel in it.
    return at[0] in _SIDES and _SIDES[at[0]] in places and (not place.path or change.name in place.path)


def _names(change: Change, fact: AnyFact) -> bool:
    """Tell whether a change is about a fact, by the name that it has or had."""
    name = getattr(fact, "signal", None) or getattr(fact, "name", None)
    replacing = _places(change) if change.kind in _REPLACED else (change.before,)
    return change.name is None or name in (change.name, *replacing)


def _former(change: Change) -> str | None:
    """Return the path that a renamed field had before."""
    if not (change.field and change.kind.endswith(".renamed") and isinstance(change.before, str)):
        return change.field
    return child(parent(change.field), change.before)


def _location(change: Change) -> str:
    """Return the location inside the call, be that of a callback or webhook or the operation itself."""
    last = change.location.split(".")
    return ".".join(last[-2:]) if last[-2:-1] in (["request"], ["response"]) else last[-1]


def _stands_there(change: Change, location: str, at: list[str]) -> bool:
    """Tell whether a change is about the parameter, header or body that an address leads to."""
    side, _, within = location.partition(".")
    if at[0] == "schema":  # a named schema: how it is used says nothing of where it differs
        return True
    if at[0] == "error-envelope":
        return location == "errors"
    if at[0] == "parameter":
        return side == "request" and within == at[1] and (change.name is None or _is_called(change.name, at[2]))
    if at[0] != side or not all(_is_at(change, noun, at) for noun in ("status", "media_type")):
        return False
    is_header = within in _BESIDE_BODIES
    if side == "response" and within and len(at) > 2 and is_header != (at[2] in _BESIDE_BODIES):  # noqa: PLR2004
        return False
    return not (is_header and change.name) or any(_is_called(change.name, each) for each in at[3:])


def _is_at(change: Change, noun: str, at: list[str]) -> bool:
    """Tell whether an address is inside the status or media type that a change names, or that took its place."""
    named = getattr(change, noun)
    instead = change.after if _SWAPPED.get(change.kind) == noun else None
    return named is None or named in at or (instead is not None and instead in at)


def _is_called(name: str | None, step: str) -> bool:
    return name is not None and name.lower() == unescape(step).lower()


def _is_near(field: str | None, path: list[str] | None) -> bool:
    """Tell whether a change of a field covers a place: its own, all below it, and its parent, which says `required`.

    Branches speak of the value that they hang on, and changes name it with or without them.
    """
    if field is None or path is None:
        return True
    told = without_branches(field)
    return path[: len(told)] == told or told[:-1] == path
