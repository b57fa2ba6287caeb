"""What one edit did to several members of a list, or to several fields of one object.

`Lists` finds the other members that came to, or left, the same list: values, scopes, rows, pages of a folder. `Objects`
finds the other fields of an object: the keys of a map, the fields that came with a new type, all that an object had.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final, TypeAlias

from driftwatch.model.address import ROOT
from driftwatch.model.change import Change
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import parent, steps
from driftwatch.model.snapshot import Owner
from driftwatch.rules.edits import OF_SECTIONS, Edit, digest_of, edit_of, field_of, is_by_pages_alone, sides_of
from driftwatch.rules.replacements import MANY_OWNERS, Exchanges
from driftwatch.rules.together import MANY_ALIKE

_OF_LISTS: Final[frozenset[Edit]] = OF_SECTIONS | {
    "value", "form", "name", "need", "ruled-out field", "place", "parameter", "scope", "server", "gone field", "page",
}  # fmt: skip
"""Edits of a list of which each change is about one member: members that came or went together are told together."""
_LONG: Final[frozenset[Edit]] = OF_SECTIONS | {"form", "name", "page"}
"""Lists that may have thousands of members: each change has a digest of them in place of all."""
_DIGITS: Final = 12
_UNSCOPED: Final = "unscoped"
"""Trait of scopes of a scheme that lists none on one of the sides."""
_EMPTIED: Final = "emptied"
"""Trait of the fields of an object that has none any more."""
_Key: TypeAlias = tuple[str, Owner | None, str, str | None, str | None, str]


class Lists:
    """Finds the other members of its list that the same edit added or removed."""

    def __init__(self, changes: Iterable[Change], exchanges: Exchanges) -> None:
        self._exchanges = exchanges
        self._members: defaultdict[_Key, list[Json]] = defaultdict(list)
        self._sides: dict[_Key, list[Json]] = {}
        first_scopes: defaultdict[tuple[str, str | None], set[Owner]] = defaultdict(set)
        for change in changes:
            edit = edit_of(change.kind)
            if edit in _OF_LISTS and (edit != "gone field" or is_by_pages_alone(change)):
                self._members[self.key(change)].append(_member(change))
            if _UNSCOPED in change.traits:
                first_scopes[change.kind, change.name].add(change.owner)
        self._first_scopes = {key for key, owners in first_scopes.items() if len(owners) >= MANY_OWNERS}

    def key(self, change: Change) -> _Key:
        """Return which list a change is about: of one section, owner, folder, schema or object."""
        edit = edit_of(change.kind)
        if edit == "sentence":
            return change.location, change.owner, change.sources[0].locator if change.sources else "", None, None, ""
        if edit == "failure":
            # Many operations say the same of one failure: there the list is that of each failure.
            of_failure = None if change.owner.kind == "page" else change.name
            return change.kind, change.owner, change.location, change.status if of_failure else None, of_failure, ""
        if edit in ("name", "page"):
            edited_with = _folders(change) if edit == "page" else self._removed_by(change)
            return change.kind, None, edited_with, None, None, ""
        if edit == "place":
            return change.kind, change.owner, f"{change.before} {change.after}", None, None, ""
        if is_of_parameters(change):
            need = "required" if "required" in change.traits else "optional"
            return change.kind, change.owner, change.location, None, None, need
        above = parent(change.field) if _is_of_fields(change) and change.field else ""
        return change.kind, change.owner, change.location, change.status, change.name, above

    def sides(self, change: Change) -> list[Json]:
        """Return what the whole list gained or lost, or a digest of it; of what is told alone its own sides."""
        key = self.key(change)
        members = self._members.get(key, ())
        if len(members) < 2:  # noqa: PLR2004 - one is told alone
            return list(sides_of(change))
        if key not in self._sides:
            ordered = sorted(members, key=canonical)
            is_long = edit_of(change.kind) in _LONG
            self._sides[key] = [digest_of(*ordered)[:_DIGITS]] if is_long else ordered
        return self._sides[key]

    def names_fields(self, change: Change) -> bool:
        """Tell whether a change is about one of several fields, which their list names together."""
        return _is_of_fields(change) and self._is_one_of_several(change)

    def names_parameters(self, change: Change) -> bool:
        """Tell whether a change is about one of several parameters, which their list names together."""
        return is_of_parameters(change) and self._is_one_of_several(change)

    def is_of_edited_section(self, change: Change) -> bool:
        """Tell whether a change is about one of several sentences or rows of a section that was edited."""
        return edit_of(change.kind) in OF_SECTIONS and self._is_one_of_several(change)

    def is_of_first_scopes(self, change: Change) -> bool:
        """Tell whether many calls list scopes of a scheme for the first time, or none any more.

        That is one edit, whichever scopes each of them needs.
        """
        return _UNSCOPED in change.traits and (change.kind, change.name) in self._first_scopes

    def _removed_by(self, change: Change) -> str:
        """Return with which call, or by which exchange, a name went; "" for all other names."""
        return change.removal or " ".join(self._exchanges.that_removed(change))

    def _is_one_of_several(self, change: Change) -> bool:
        return len(self._members.get(self.key(change), ())) > 1


def _folders(change: Change) -> str:
    """Return the folders in which a page was and is; pages that went and are said elsewhere are a list of their own."""
    folders = (side.rstrip("/").rpartition("/")[0] for side in (change.before, change.after) if isinstance(side, str))
    return " ".join((*folders, *({"elsewhere"} & change.traits)))


def _member(change: Change) -> list[Json]:
    """Return what a change says of its list: the field, the parameter or the topic where sides do not tell it."""
    if edit_of(change.kind) in OF_SECTIONS:
        return [change.name, change.status, *sides_of(change)]
    if is_of_parameters(change):
        return [change.name, *sides_of(change)]
    return [field_of(change)] if _is_of_fields(change) else list(sides_of(change))


def _is_of_fields(change: Change) -> bool:
    """Tell whether a change is about one of several fields of an object that somebody edits at once."""
    edit = edit_of(change.kind)
    return edit in ("need", "ruled-out field") or (edit == "gone field" and is_by_pages_alone(change))


def is_of_parameters(change: Change) -> bool:
    """Tell whether a change is about one of several parameters of a call that somebody edits at once.

    A specification states each parameter by itself, for all calls that have it; rows of one table go together.
    """
    edit = edit_of(change.kind)
    return edit == "place" or (edit == "parameter" and is_by_pages_alone(change))


class Objects:
    """Finds the other fields of an object that the same edit added or removed."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._alike: Counter[_Key] = Counter()
        """Fields of one object that came, or went, with the same content."""
        self._retyped: dict[_Key, list[Json]] = {}
        """The sides of what has another type now."""
        self._emptied: defaultdict[_Key, set[str]] = defaultdict(set)
        """The names of all fields of an object that has none any more."""
        for change in changes:
            if _is_of_emptied(change):
                self._emptied[_object(change)].add(steps(change.field or ROOT)[-1].text)
            if _may_be_key(change):
                self._alike[_map(change)] += 1
            elif edit_of(change.kind) == "type":
                self._retyped[_place(change, change.field or ROOT)] = [*sides_of(change)]
        came = filter(self.came_with_type, changes) if self._retyped else ()
        self._types_with_fields = {canonical(self._retyped[_object(change)]) for change in came}

    def has_key(self, change: Change) -> bool:
        """Tell whether a change is about one of many fields of an object that are all alike.

        So many that came, or went, are the keys of a map that somebody wrote out.
        """
        return _may_be_key(change) and self._alike[_map(change)] >= MANY_ALIKE

    def came_with_type(self, change: Change) -> bool:
        """Tell whether a field came to what was no object before: all of its fields came with its type."""
        return edit_of(change.kind) == "new field" and _object(change) in self._retyped

    def retyping(self, change: Change) -> list[Json]:
        """Return the sides of the type that brought fields, for these and for the type itself; none for others."""
        if edit_of(change.kind) == "type":
            sides = [*sides_of(change)]
            return sides if canonical(sides) in self._types_with_fields else []
        return self._retyped[_object(change)] if self.came_with_type(change) else []

    def tells(self, change: Change) -> bool:
        """Tell whether a field is told by its object, as a key of a map or as what came with a type."""
        return self.has_key(change) or self.came_with_type(change)

    def emptied(self, change: Change) -> list[Json]:
        """Return the names of all fields that an object lost, where it lost all and they are several; else none."""
        names = self._emptied.get(_object(change), ()) if _is_of_emptied(change) else ()
        return sorted(names) if len(names) > 1 else []


def _may_be_key(change: Change) -> bool:
    """Tell whether a field that came or went may be the key of a map: nobody must send such a key."""
    edit = edit_of(change.kind)
    must_be_sent = edit == "new field" and change.role.startswith("request") and "required" in change.traits
    return edit in ("new field", "gone field") and not must_be_sent


def _map(change: Change) -> _Key:
    return _place(change, f"{parent(change.field or ROOT)} {change.kind} {change.content}")


def _is_of_emptied(change: Change) -> bool:
    return edit_of(change.kind) == "gone field" and _EMPTIED in change.traits


def _object(change: Change) -> _Key:
    return _place(change, parent(change.field or ROOT))


def _place(change: Change, path: str) -> _Key:
    media_type = change.media_type or ""
    return media_type, change.owner, change.location, change.status, change.name, path
