"""What one edit did in several places at once.

Each class looks at all changes of a comparison and answers for one of them which others come from the same edit:

* `Sweeps`: so many fields, or calls, have the same change that somebody went through the whole API;
* `Calls`: a path came or went with all below it, or several methods of a path, or webhooks;
* `Companions`: fields, parameters, headers or statuses came or went in the same places;
* `Wrappers`: objects that hold different things were changed alike, so that what they hold does not matter;
* `SecurityLists`: alternatives came to, or left, the same list of what a caller may prove;
* `RewrittenPages`: most sections of a page say something else.

Which places an edit reached is a part of it in all of them: an acceptance must not reach what is edited alike later.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final, TypeAlias

from driftwatch.model.address import ROOT
from driftwatch.model.change import Change
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import PROPERTY, parent, steps
from driftwatch.model.snapshot import Owner
from driftwatch.rules.edits import OF_NULL, digest_of, edit_of, is_by_pages_alone, stated

MANY_ALIKE: Final = 20
"""So many fields that differ by nothing but their names are the work of a generator, or of somebody who went through
the file: nobody designs so many one by one."""
_NEEDS: Final = frozenset(("field.became-required", "field.became-optional"))
_ASKS_NOTHING: Final = frozenset((("field.became-required", "response"), ("field.became-optional", "request")))
"""What is always answered by now, or need not be sent any longer: no client has to do anything about it."""
_SWEPT_BOTH_WAYS: Final = OF_NULL | {"operation.tag.added", "field.enum.unset"}
"""Kinds of change that count for a sweep whether the fields are sent or received."""

Target: TypeAlias = tuple[str | Owner | None, ...]
"""An object that has fields, or an answer, or a call: what something came to or went from."""


class Sweeps:
    """Which kinds of change so many fields, or calls, have that they are one edit of all of them."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._directions: defaultdict[tuple[str, Owner, str | None], set[str | None]] = defaultdict(set)
        """Directions in which a field became required, or optional."""
        places: set[tuple[str, Owner, str, str | None, str | None]] = set()
        found = [change for change in changes if change.kind in _SWEPT_BOTH_WAYS or _is_need(change)]
        for change in found:
            if _is_need(change):
                self._directions[change.kind, change.owner, change.field].add(change.direction)
        for change in found:
            if not _is_need(change) or self._asks_nothing(change):
                location = change.location if change.name or change.kind in OF_NULL else ""
                places.add((change.kind, change.owner, location, change.name, change.field))
        counts = Counter(kind for kind, *_ in places)
        self._kinds = frozenset(kind for kind, count in counts.items() if count >= MANY_ALIKE)
        swept: defaultdict[str, list[str]] = defaultdict(list)
        for change in found:
            if self.is_told_by_kind(change):
                swept[change.kind].append(where_and_what(change))
        self._swept = {kind: digest_of(*sorted(each)) for kind, each in swept.items()}

    def all_with(self, change: Change) -> list[Json]:
        """Return one digest of all that was swept with a change that is told by its kind; else none."""
        return [self._swept[change.kind]] if self.is_told_by_kind(change) else []

    def has(self, change: Change) -> bool:
        """Tell whether a change is one of a sweep."""
        return change.kind in self._kinds and (not _is_need(change) or self._asks_nothing(change))

    def is_told_by_kind(self, change: Change) -> bool:
        """Tell whether a change is one of a sweep whose kind says it all: neither its name nor its list matters.

        Fields that may be null are told by their names.
        """
        return change.kind not in OF_NULL and self.has(change)

    def _asks_nothing(self, change: Change) -> bool:
        """Tell whether a field became required, or optional, in one direction only, where no client has to act."""
        is_free = (change.kind, change.direction) in _ASKS_NOTHING
        return is_free and len(self._directions[change.kind, change.owner, change.field]) == 1


def _is_need(change: Change) -> bool:
    return change.kind in _NEEDS


def where_and_what(change: Change) -> str:
    """Return what was done, and where; for a named schema in whichever direction."""
    owner = change.owner
    location = "" if owner.kind == "schema" else change.location
    where = owner.kind, owner.name, owner.variant, owner.scope, location, change.status, change.media_type, change.name
    return canonical([*where, change.field, *stated(change)])


_OF_CALLS: Final = frozenset(("operation.added", "operation.removed"))


class Calls:
    """Which calls came or went at once: a path with all below it, methods of a path that stays, webhooks.

    A path that went as a whole has nothing more to lose, so the path alone names that edit. Elsewhere the names of all
    calls that came or went do.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for change in changes:
            if change.kind in _OF_CALLS:
                found[change.kind, _path_of(change)].add(change.owner.name)
        # Keys of operations have no method: so is the path written with which a call went.
        self._paths = {key: {f" {name.partition(' ')[2]}" for name in names} for key, names in found.items()}
        self._together = {key: digest_of(*sorted(names)) for key, names in found.items() if len(names) > 1}

    def edit(self, change: Change) -> str:
        """Return the path that a call came or went with, or a digest of all calls that did; "" for a call alone."""
        key = change.kind, _path_of(change)
        is_whole_path = change.content in self._paths.get(key, ()) and "webhook" not in change.traits
        if is_whole_path:
            return key[1]
        together = self._together.get(key)
        return f"{key[1]} {together}" if together else ""


def _path_of(change: Change) -> str:
    """Return the path that a call came or went with; new webhooks of one API are all on one."""
    if change.kind == "operation.added" and "webhook" in change.traits:
        return f"{change.owner.scope} webhooks {change.sunset}"
    return " ".join((change.owner.scope, change.content or change.owner.name.partition(" ")[2], change.sunset))


_OF_FIELDS: Final = frozenset(("field.added", "field.removed"))
_OF_HEADERS: Final = frozenset(("header.added", "header.removed"))
_OF_STATUSES: Final = frozenset(("response.added", "response.removed"))
_Thing: TypeAlias = tuple[str, str, str, str]
"""What came or went: kind of change, where, name, content."""


class Companions:
    """Which fields, parameters, headers or statuses came, or went, together: each in the same places, and no other one.

    So it is with fields of the same objects that may all be null by now. What must be sent from now on asks something
    of clients: it is told apart from what need not be sent.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        targets: defaultdict[_Thing, set[Target]] = defaultdict(set)
        changes = tuple(changes)
        self._asked = {(_thing(change), _target(change)) for change in changes if _must_be_sent_now(change)}
        """What must be sent from now on: the same field in the answer to the call is told with it."""
        for change in changes:
            if _may_have_companions(change):
                targets[self._thing(change)].add(_target(change))
        things: defaultdict[tuple[str, frozenset[Target]], list[_Thing]] = defaultdict(list)
        for thing, known in targets.items():
            came_or_went = thing[0].rpartition(".")[2]
            things[came_or_went, frozenset(known)].append(thing)
        self._with: dict[_Thing, list[Json]] = {}
        for group in things.values():
            together: list[Json] = [digest_of(*([*each] for each in sorted(group)))]
            self._with |= dict.fromkeys(group, together) if len(group) > 1 else {}

    def all_with(self, change: Change) -> list[Json]:
        """Return one digest of all that came or went with something; none where it did so alone."""
        return self._with.get(self._thing(change), []) if self._with and _may_have_companions(change) else []

    def _thing(self, change: Change) -> _Thing:
        """Return what came or went; what must be sent is another thing than what need not, even under one name."""
        thing = _thing(change)
        is_asked = bool(self._asked) and (thing, _target(change)) in self._asked
        return (f"{thing[0]}, asked", *thing[1:]) if is_asked else thing


def _must_be_sent_now(change: Change) -> bool:
    return change.kind in {"field.added", "parameter.added"} and _must_be_sent(change)


def _may_have_companions(change: Change) -> bool:
    """Tell whether a change adds something, removes it or lets it be null, while its object stays what it is.

    Rows of a page's table are told by the table that they stood in, not by their companions.
    """
    if change.kind in _OF_FIELDS:
        is_needed_row = change.kind == "field.removed" and _must_be_sent(change) and is_by_pages_alone(change)
        return bool(change.field) and not change.exchange and not is_needed_row
    if change.kind in OF_NULL:
        return _is_property(change) and not change.exchange
    if change.kind in _OF_HEADERS or change.kind in _OF_STATUSES or change.kind == "parameter.added":
        return True
    return change.kind == "parameter.removed" and not is_by_pages_alone(change)


def _must_be_sent(change: Change) -> bool:
    return "required" in change.traits and change.role.startswith("request")


def _is_property(change: Change) -> bool:
    known = steps(change.field or ROOT)
    return bool(known) and known[-1].keyword == PROPERTY


def _thing(change: Change) -> _Thing:
    if change.kind in _OF_FIELDS or change.kind in OF_NULL:
        return change.kind, "", steps(change.field or ROOT)[-1].text, change.content
    if change.kind in _OF_STATUSES:
        return change.kind, " ".join(sorted(change.traits)), change.status or "", change.content
    return change.kind, change.location, change.name or "", change.content


def _target(change: Change) -> Target:
    """Return the object that a field came to or went from, the answer of a header, or the call of anything else."""
    if change.kind not in _OF_FIELDS and change.kind not in OF_NULL:
        return change.owner, None, None, change.status if change.kind in _OF_HEADERS else None
    return object_of(change)


def object_of(change: Change) -> Target:
    """Return the object that has a field; an object of a named schema is one, whether it is sent or received."""
    if change.owner.kind == "schema":
        return change.owner, parent(change.field or ROOT), None, None
    part = " ".join((change.location, change.media_type or "", change.name or ""))
    return change.owner, parent(change.field or ROOT), part, change.status


_MANY_WRAPPERS: Final = 3
"""So many owners that lose the same fields, and gain the same ones, wrap alike what they hold. Two may by chance."""
_Body: TypeAlias = tuple[Owner, str, str | None, str | None]
_FieldsEdited: TypeAlias = frozenset[tuple[str, str, bool]]
"""The fields that came to an object or left it: kind of change, name, whether it was or is required."""


class Wrappers:
    """Which contents of fields count as one, since objects that were edited alike held them.

    Many operations wrap what they send or answer in an object: a list of users and a list of teams are two schemas, and
    `data` holds another thing in each. Where both give way to `items`, somebody edited once how lists are wrapped,
    whatever they hold.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        edited: defaultdict[_Body, set[tuple[str, str, bool]]] = defaultdict(set)
        found = [change for change in changes if change.kind in _OF_FIELDS and _is_at_top(change)]
        for change in found:
            edited[_body(change)].add((change.kind, change.field or "", "required" in change.traits))
        owners: defaultdict[tuple[str, _FieldsEdited], set[Owner]] = defaultdict(set)
        edits: dict[_Body, tuple[str, _FieldsEdited]] = {}
        for body, fields in edited.items():
            edits[body] = body[1], frozenset(fields)
            owners[edits[body]].add(body[0])
        self._same: dict[tuple[str, str, str], str] = {}
        """Another content of a field that counts as the same one, by kind of change, name of the field and content."""
        first: dict[tuple[tuple[str, _FieldsEdited], str, str], str] = {}
        for change in found:
            edit = edits[_body(change)]
            if len(owners[edit]) >= _MANY_WRAPPERS and _is_missed(change):
                other = first.setdefault((edit, change.kind, change.field or ""), change.content)
                self._join(change, other)

    def content(self, change: Change) -> str:
        """Return what stands at a field, or the first of the contents that count as the same one."""
        if change.kind not in _OF_FIELDS or not self._same:
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


def _is_at_top(change: Change) -> bool:
    """Tell whether a change is about a field of a body, or of a named schema, itself, and not about one below it."""
    is_schema = change.location.endswith(".body") or change.owner.kind == "schema"
    field = change.field or ROOT
    return is_schema and field != ROOT and parent(field) == ROOT and steps(field)[-1].keyword == PROPERTY


def _is_missed(change: Change) -> bool:
    """Tell whether somebody misses a field, or has to send it; what else is wrapped tells wrappers apart."""
    return change.kind == "field.removed" or (change.role.startswith("request") and "required" in change.traits)


def _body(change: Change) -> _Body:
    return change.owner, change.location, change.status, change.media_type


_LEFT: Final = "security.requirement-removed"
_CAME: Final = "security.requirement-added"
_SCHEMES: Final = {"security-scheme.removed": 0, "security-scheme.added": 1}
"""Changes of a scheme itself, with their place among the two sides of an alternative: gone, and come."""
_OF_LISTS: Final = frozenset(f"{of_all}{kind}" for of_all in ("", "global-") for kind in (_LEFT, _CAME))


class SecurityLists:
    """Which alternatives one list of security requirements gained or lost at once, whatever scopes each needs.

    Calls whose lists were edited alike are told together. A scheme that came, or is gone, is told with the calls that
    accept it by now, or no longer, where these were all edited alike; but not the scheme of one of several APIs, where
    schemes of one name are different ones.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        names: defaultdict[tuple[Owner, str], set[str]] = defaultdict(set)
        found = [change for change in changes if change.kind in _OF_LISTS]
        for change in found:
            names[change.owner, change.kind].add(change.name or "")
        self._names = {key: digest_of(*sorted(each)) for key, each in names.items()}
        """A digest of all alternatives that the list of an owner lost, or gained."""
        alike: defaultdict[str, set[str]] = defaultdict(set)
        for change in found:
            owner = change.owner
            alike[self._list(change)].add(canonical([owner.kind, owner.name, owner.variant, owner.scope]))
        self._lists = {edit: digest_of(edit, *sorted(owners)) for edit, owners in alike.items()}
        self._edits: tuple[defaultdict[str, set[str]], ...] = defaultdict(set), defaultdict(set)
        """The edits that let a scheme go, and those that brought one, by its name."""
        for change in found:
            for side, alternatives in zip(self._edits, _alternatives(change), strict=True):
                for name in alternatives:
                    side[name].add(self.edit(change))

    def sides(self, change: Change) -> list[Json]:
        """Return a digest of what a list lost or gained, and of all owners whose lists did; none for other changes."""
        return [self._lists[self._list(change)]] if (change.owner, change.kind) in self._names else []

    def _list(self, change: Change) -> str:
        left, came = _alternatives(change)
        return canonical([change.kind, self._names[change.owner, change.kind], *(came if left else ())])

    def edit(self, change: Change) -> str:
        """Return the edit that an alternative, or a scheme itself, came or went with; "" for other changes."""
        if change.kind in _SCHEMES:
            known = self._edits[_SCHEMES[change.kind]].get(change.name or "", set())
            return next(iter(known)) if len(known) == 1 and not change.owner.name else ""
        sides = self.sides(change)
        return digest_of("proofs", *sides) if sides else ""


def _alternatives(change: Change) -> tuple[list[str], list[str]]:
    """Return the alternatives that a change lets go, and those that it brings."""
    name = [change.name or ""]
    if change.kind.endswith(_CAME):
        return [], name
    return name, [str(each) for each in change.after] if isinstance(change.after, list) else []


_REWRITTEN: Final = "rewritten"
"""Trait of what a page says otherwise if most of its sections do."""


class RewrittenPages:
    """What pages that were written anew say otherwise: it is one edit of each such page."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._lines: defaultdict[Owner, list[str]] = defaultdict(list)
        self._digests: dict[Owner, str] = {}
        self._pages: defaultdict[str, set[Owner]] = defaultdict(set)
        """The pages that say the same otherwise, by what that is."""
        for change in changes:
            if edit_of(change.kind) == "line":
                self._pages[_line(change)].add(change.owner)
            if _REWRITTEN in change.traits:
                self._lines[change.owner].append(_line(change))

    def edit(self, change: Change) -> list[Json]:
        """Return the rewritten page that says something otherwise, with a digest of all that it does; else none.

        What other pages say in the same words comes from a template: that is another edit.
        """
        owner = change.owner
        if _REWRITTEN not in change.traits or len(self._pages[_line(change)]) > 1:
            return []
        if owner not in self._digests:  # made once, however many sections there are
            lines = "".join(sorted(self._lines[owner]))
            self._digests[owner] = hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()
        return [owner.name, self._digests[owner]]


def _line(change: Change) -> str:
    return canonical([change.kind, *stated(change)])
