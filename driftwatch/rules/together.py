"""What was edited together: what came to or went from the same places, and what was done to a whole API alike."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final, TypeAlias

from driftwatch.model.address import ROOT
from driftwatch.model.change import Change
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import PROPERTY, parent, steps
from driftwatch.model.respelling import renaming, respelling, words_of
from driftwatch.model.snapshot import Owner
from driftwatch.rules.edits import spelling_of, stated, written_out

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
        places: set[tuple[str, Owner, str, str | None, str | None]] = set()
        found = [change for change in changes if change.kind in _OF_ALL or _is_need(change)]
        for change in found:
            if _is_need(change):
                self._ways[change.kind, change.owner, change.field].add(change.direction)
        for change in found:
            if not _is_need(change) or self._asks_nothing(change):
                way = change.location if change.kind in OF_NULL else ""
                place = change.location if change.name else way
                places.add((change.kind, change.owner, place, change.name, change.field))
        counts = Counter(kind for kind, *_ in places)
        self._kinds = frozenset(kind for kind, count in counts.items() if count >= MANY_ALIKE)
        swept: defaultdict[str, list[str]] = defaultdict(list)
        for change in found:
            if self.says_nothing(change):
                swept[change.kind].append(_written(change))
        self._swept = {kind: written_out(*sorted(each)) for kind, each in swept.items()}

    def all_with(self, change: Change) -> list[Json]:
        """Return one name for all that was swept with a change of which neither list nor name says what was done.

        So many others are another edit: who accepted these has not seen them.
        """
        return [self._swept[change.kind]] if self.says_nothing(change) else []

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


def _written(change: Change) -> str:
    """Write out what was done, and where, but not which way it travels: that may be both."""
    owner = change.owner
    place = "" if owner.kind == "schema" else change.location
    where = owner.kind, owner.name, owner.variant, owner.scope, place, change.status, change.media_type, change.name
    return canonical([*where, change.field, *stated(change)])


_OF_PARAMETERS: Final = frozenset(("parameter.explode.changed", "parameter.style.changed", "parameter.renamed"))


class Rewriting:
    """Which parameters of a place are all written, or spelled, in another way: it is one edit, which names them."""

    def __init__(self, changes: Iterable[Change]) -> None:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for change in changes:
            if way := _way(change):
                found[way].add(change.name or "")
        self._together: dict[str, list[Json]] = {
            way: [written_out(way, *sorted(names))] for way, names in found.items() if len(names) > 1
        }

    def of(self, change: Change) -> list[Json]:
        """Return what parameters have in common that are written in the same other way; nothing of one alone."""
        return self._together.get(_way(change), []) if self._together else []


def _way(change: Change) -> str:
    if change.kind not in _OF_PARAMETERS:
        return ""
    way = spelling_of(change) if change.kind == "parameter.renamed" else [*stated(change)]
    return canonical([change.kind, change.location, *way]) if way else ""


class OtherWords:
    """Which fields of one object are called by other names that all gained, or lost, the same words: that is one edit.

    Objects of which the same fields did are told together. The edit is theirs alone: an object that follows later, or
    one more of their fields, was in no finding that somebody accepted.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        found: defaultdict[tuple[str, tuple[str | Owner | None, ...]], list[Change]] = defaultdict(list)
        for change in changes:
            if words := _other_words(change):
                found[words, _object(change)].append(change)
        alike: defaultdict[str, set[str]] = defaultdict(set)
        names = {key: written_out(key[0], *sorted(_names(one) for one in each)) for key, each in found.items()}
        for key, each in found.items():
            alike[names[key]].update(map(_written, each))
        edits = {name: written_out(*sorted(each)) for name, each in alike.items()}
        self._edits = {key: edits[names[key]] for key, each in found.items() if len({*map(_names, each)}) > 1}

    def of(self, change: Change) -> list[Json]:
        """Return what fields have in common that are called by other names of the same kind; nothing of one alone."""
        edit = self._edits.get((_other_words(change), _object(change))) if self._edits else None
        return [edit] if edit else []


def _other_words(change: Change) -> str:
    """Return the words by which the names of a field differ that has others besides; "" of what is only respelled."""
    before, after = stated(change)
    if change.kind != "field.renamed" or not (isinstance(before, str) and isinstance(after, str)):
        return ""
    words = renaming(before, after)
    is_part = len(words[0]) < len(words_of(before)) and len(words[1]) < len(words_of(after))
    return canonical([[*each] for each in words]) if is_part and not respelling(before, after) else ""


def _names(change: Change) -> str:
    return canonical([*stated(change)])


_CALLS: Final = frozenset(("operation.added", "operation.removed"))


class Calls:
    """Which calls came or went at once: a path with all below it, methods of one that stays, those of webhooks.

    A path that went as a whole has nothing more to lose. What is edited alike later, of one that stays, of a list or of
    what is below no path itself, was in no finding that somebody accepted: which calls they are is a part of the edit.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for change in changes:
            if change.kind in _CALLS:
                found[change.kind, _way_of(change)].add(change.owner.name)
        # Without a method, as the key of an operation is: the way with which a call went is written so as well.
        self._paths = {key: {f" {name.partition(' ')[2]}" for name in names} for key, names in found.items()}
        self._together = {key: written_out(*sorted(names)) for key, names in found.items() if len(names) > 1}

    def of(self, change: Change) -> str:
        """Return the path that a call came or went with, or all calls that did; "" of one alone."""
        key = change.kind, _way_of(change)
        is_path = change.content in self._paths.get(key, ()) and "webhook" not in change.traits
        if is_path:
            return key[1]
        together = self._together.get(key)
        return f"{key[1]} {together}" if together else ""


def _way_of(change: Change) -> str:
    """Return the path or the way that a call came or went with; of a new webhook, what all of these have in common."""
    if change.kind == "operation.added" and "webhook" in change.traits:
        return f"{change.owner.scope} webhooks {change.sunset}"
    return " ".join((change.owner.scope, change.content or change.owner.name.partition(" ")[2], change.sunset))


_OF_ANSWERS: Final = frozenset(("header.added", "header.removed", "response.added", "response.removed"))
"""What nobody has to send anyway."""
_OF_FIELDS: Final = frozenset(("field.added", "field.removed"))
_OF_HEADERS: Final = frozenset(("header.added", "header.removed"))
_OF_STATUSES: Final = frozenset(("response.added", "response.removed"))
_Thing: TypeAlias = tuple[str, str, str, str]


class Companions:
    """Which fields, parameters, headers or statuses came, or went, together: each in the same places, and no other one.

    It is one edit, which names them all; so it is with fields of the same objects that may all be null by now. What
    must be sent from now on is no company of what need not.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        places: defaultdict[_Thing, set[tuple[str | Owner | None, ...]]] = defaultdict(set)
        changes = tuple(changes)
        self._asked = {(_thing(change), _target(change)) for change in changes if _is_asked(change)}
        """What must be sent from now on: what is answered of a field that must is told with it."""
        for change in changes:
            if _may_have_companions(change):
                places[self._thing(change)].add(_target(change))
        at: defaultdict[tuple[str, frozenset[tuple[str | Owner | None, ...]]], list[_Thing]] = defaultdict(list)
        for thing, known in places.items():
            at[thing[0].rpartition(".")[2], frozenset(known)].append(thing)  # what came is no company of what went
        self._with: dict[_Thing, list[Json]] = {}
        for group in at.values():
            # Thousands may have come or gone at once: they are written out once, not for each of them.
            together: list[Json] = [written_out(*([*each] for each in sorted(group)))]
            self._with |= dict.fromkeys(group, together) if len(group) > 1 else {}

    def of(self, change: Change) -> list[Json]:
        """Return what all have in common that came or went with one of these; nothing where it is told alone."""
        return self._with.get(self._thing(change), []) if self._with and _may_have_companions(change) else []

    def _thing(self, change: Change) -> _Thing:
        """Return what came or went; what must be sent is another thing than what need not, even of one name."""
        thing = _thing(change)
        is_asked = bool(self._asked) and (thing, _target(change)) in self._asked
        return (f"{thing[0]}, asked", *thing[1:]) if is_asked else thing


def _is_asked(change: Change) -> bool:
    return change.kind in {"field.added", "parameter.added"} and _must_be_sent(change)


def _may_have_companions(change: Change) -> bool:
    """Tell whether a change adds something, takes it away or lets it be null, and what had it stays what it is.

    Which rows of a page went is known by the list that they stood in.
    """
    if change.kind in _OF_FIELDS:
        is_needed_row = change.kind == "field.removed" and _must_be_sent(change) and not _is_loss(change)
        return bool(change.field) and not change.exchange and not is_needed_row
    if change.kind in OF_NULL:
        return _is_property(change) and not change.exchange
    if change.kind in _OF_ANSWERS:
        return True
    return _is_loss(change) or change.kind == "parameter.added"


def _must_be_sent(change: Change) -> bool:
    return "required" in change.traits and change.role.startswith("request")


def _is_property(change: Change) -> bool:
    known = steps(change.field or ROOT)
    return bool(known) and known[-1].keyword == PROPERTY


def _is_loss(change: Change) -> bool:
    """Tell whether a specification no longer states a field or a parameter."""
    of_schema = not change.sources or any(source.stated_by == "schema" for source in change.sources)
    return change.kind in {"field.removed", "parameter.removed"} and of_schema


def _thing(change: Change) -> _Thing:
    if change.kind in _OF_FIELDS or change.kind in OF_NULL:
        return change.kind, "", steps(change.field or ROOT)[-1].text, change.content
    if change.kind in _OF_STATUSES:
        return change.kind, " ".join(sorted(change.traits)), change.status or "", change.content
    return change.kind, change.location, change.name or "", change.content


def _target(change: Change) -> tuple[str | Owner | None, ...]:
    """Return the object that a field came to or went from, the answer of a header, or the call of what else did."""
    if change.kind not in _OF_FIELDS and change.kind not in OF_NULL:
        return change.owner, None, None, change.status if change.kind in _OF_HEADERS else None
    return _object(change)


def _object(change: Change) -> tuple[str | Owner | None, ...]:
    """Return the object that has a field; that of a named schema is one, whichever way it travels."""
    if change.owner.kind == "schema":
        return change.owner, parent(change.field or ROOT), None, None
    part = " ".join((change.location, change.media_type or "", change.name or ""))
    return change.owner, parent(change.field or ROOT), part, change.status


_MANY: Final = 3
"""So many owners that lose the same fields, and gain the same ones, wrap alike what they hold. Two may by chance."""
_KINDS: Final = ("field.added", "field.removed")
_Place: TypeAlias = tuple[Owner, str, str | None, str | None]
_Edit: TypeAlias = frozenset[tuple[str, str, bool]]
"""The fields that came to an object or left it: kind of change, name, whether it was or is required."""


class Wrappers:
    """Which contents of fields count as one, since objects that were edited alike held them.

    Objects wrap what many operations send or answer: a list of users and a list of teams are two schemas, and `data`
    holds another thing in each. That both give way to `items` is one edit of how lists are wrapped, whatever they held.
    """

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


_LEFT: Final = "security.requirement-removed"
_CAME: Final = "security.requirement-added"
_SCHEMES: Final = {"security-scheme.removed": 0, "security-scheme.added": 1}
_LISTS: Final = frozenset(f"{of_all}{kind}" for of_all in ("", "global-") for kind in (_LEFT, _CAME))


class Proofs:
    """Which alternatives one list of them gained or lost at once, whatever scopes each needs: that is one edit.

    Calls whose lists were edited alike are told together; those that follow later were in no finding that somebody
    accepted. A scheme that came, or is gone, did so with the calls that accept it by now, or no longer, where these
    were all edited alike. Not so one of several APIs: schemes of one name are others in each.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        names: defaultdict[tuple[Owner, str], set[str]] = defaultdict(set)
        found = [change for change in changes if change.kind in _LISTS]
        for change in found:
            names[change.owner, change.kind].add(change.name or "")
        self._names = {key: written_out(*sorted(each)) for key, each in names.items()}
        alike: defaultdict[str, set[str]] = defaultdict(set)
        for change in found:
            owner = change.owner
            alike[self._list(change)].add(canonical([owner.kind, owner.name, owner.variant, owner.scope]))
        self._lists = {edit: written_out(edit, *sorted(owners)) for edit, owners in alike.items()}
        self._edits: tuple[defaultdict[str, set[str]], ...] = defaultdict(set), defaultdict(set)
        """The edits that let a scheme go, and those that brought one, by its name."""
        for change in found:
            for side, each in zip(self._edits, _alternatives(change), strict=True):
                for name in each:
                    side[name].add(self.edit(change))

    def sides(self, change: Change) -> list[Json]:
        """Return what a list lost with an alternative, or gained, and what it has instead; none for other changes."""
        return [self._lists[self._list(change)]] if (change.owner, change.kind) in self._names else []

    def _list(self, change: Change) -> str:
        left, came = _alternatives(change)
        return canonical([change.kind, self._names[change.owner, change.kind], *(came if left else ())])

    def edit(self, change: Change) -> str:
        """Return the edit that a scheme, or an alternative, came or went with; "" for other changes."""
        if change.kind in _SCHEMES:
            known = self._edits[_SCHEMES[change.kind]].get(change.name or "", set())
            return next(iter(known)) if len(known) == 1 and not change.owner.name else ""
        sides = self.sides(change)
        return written_out("proofs", *sides) if sides else ""


def _alternatives(change: Change) -> tuple[list[str], list[str]]:
    """Return the alternatives that a change lets go, and those that it brings."""
    name = [change.name or ""]
    if change.kind.endswith(_CAME):
        return [], name
    return name, [str(each) for each in change.after] if isinstance(change.after, list) else []
