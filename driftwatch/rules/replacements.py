"""One thing in place of another: a schema in place of a schema, and names that were changed in the same way.

Each class answers for one change which others of the comparison come from the same replacement:

* `Exchanges`: one schema stands where another one stood;
* `RenamedAlternatives`: another value of the discriminator leads to the same schema;
* `RenamedFields`: fields of one object gained, or lost, the same words in their names;
* `RewrittenParameters`: parameters of one place are all serialized, or spelled, in another way.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from driftwatch.model.change import Change, Exchange
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.respelling import renaming, respelling, words_of
from driftwatch.model.snapshot import Owner
from driftwatch.rules.edits import OF_REFERENCES, digest_of, edit_of, field_of, sides_of, stated
from driftwatch.rules.together import Target, object_of, where_and_what

MANY_OWNERS: Final = 3
"""If so many operations and schemas have the same change, the whole API was edited."""
_OF_ENVELOPES: Final = frozenset(("field.wrapped", "field.unwrapped"))


class Exchanges:
    """Which schemas gave way to which, and which changes are told as the edit that put the one in place of the other.

    Whatever the two schemas differ in is that one edit, wherever the one stands for the other.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        self._of_named: set[tuple[str, str, str, str]] = set()
        """What was done to named schemas themselves: kind of change, name, scope, and what was done."""
        self._closing: defaultdict[str, set[Owner]] = defaultdict(set)
        """Owners whose objects were closed, or opened, by kind of change."""
        self._gave_way: defaultdict[str, set[str]] = defaultdict(set)
        """Names of the schemas that gave way to a named one, by that."""
        self._came: defaultdict[str, set[str]] = defaultdict(set)
        """What came in place of a schema, by that."""
        for change in changes:
            if not change.exchange:
                self._note(change)
                continue
            before, after = _both_schemas(change.exchange)
            self._came[before].add(after)
            if all(change.exchange.names):
                self._gave_way[after].add(change.exchange.before)

    def schemas(self, change: Change) -> list[str]:
        """Return the schemas one of which gave way to the other; of several that became one, only that one.

        Empty where the change is told as another edit: of the schema that came, which was edited alike itself; of a
        reference, whose sides say it; or of the whole API, in which somebody closed all objects. Which fields came and
        went is never told as an edit of the schema that came: it says that this is another schema.
        """
        if not change.exchange:
            return []
        edit = edit_of(change.kind)
        came, scope = change.exchange.after, change.exchange.scope
        is_of_fields = edit in ("new field", "gone field")
        if (
            (came and not is_of_fields and (change.kind, came, scope, _what_was_done(change)) in self._of_named)
            or edit in OF_REFERENCES
            or change.kind in _OF_ENVELOPES
            or len(self._closing.get(change.kind, ())) >= MANY_OWNERS
        ):
            return []
        return self._pair(change.exchange.before, *_both_schemas(change.exchange))

    def gave_way_too(self, change: Change) -> tuple[str, ...]:
        """Return the other schemas that gave way elsewhere to the one that came in place of this one."""
        if not change.exchange:
            return ()
        _, came = _both_schemas(change.exchange)
        return tuple(sorted(self._gave_way.get(came, set()).difference(change.exchange.names)))

    def that_removed(self, change: Change) -> list[str]:
        """Return the exchange after which nothing refers to a schema, where the schema's name is gone; else none."""
        if change.kind != "schema.removed" or change.removal or not change.name:
            return []
        gone = _schema(change.name, change.owner.scope)
        came = self._came.get(gone, set())
        return self._pair(change.name, gone, *came) if len(came) == 1 else []

    def _pair(self, name: str, before: str, after: str) -> list[str]:
        """Return both schemas, of which the old one is called `name`; of several that became one only that one."""
        others = self._gave_way.get(after, set()).difference((name,)) if name else ()
        return [after] if others else [before, after]

    def _note(self, change: Change) -> None:
        if change.owner.kind == "schema":
            self._of_named.add((change.kind, change.owner.name, change.owner.scope, _what_was_done(change)))
        if edit_of(change.kind) == "closing":
            self._closing[change.kind].add(change.owner)


def _both_schemas(exchange: Exchange) -> tuple[str, str]:
    """Return a key of each schema: its name in its API, or for an object without a name what is written out of it."""
    scope, written = exchange.scope, canonical([exchange.scope, "", exchange.written])
    before, after = (_schema(name, scope) if name else written for name in exchange.names)
    return before, after


def _schema(name: str, scope: str) -> str:
    return canonical([scope, name])


def _what_was_done(change: Change) -> str:
    """Return what was done to which field of a schema, whatever that schema is."""
    return canonical([field_of(change), *sides_of(change)])


_RENAMED_IN_MAPPING: Final = "field.discriminator-mapping.renamed"


class RenamedAlternatives:
    """Which alternatives another value of the discriminator leads to now.

    Two changes tell of one such edit: the mapping says it, and so does the schema whose `const` is that value. Where
    two mappings rename one schema in different ways, its `const` follows none of them.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        self._mappings: dict[tuple[str, Json, Json], list[Json]] = {}
        """A digest of the mapping's sides, by schema and both values; empty where mappings differ."""
        for change in changes:
            if change.kind == _RENAMED_IN_MAPPING:
                mapping = _digest_of_mapping(change)
                for renamed in _renamed_in(*stated(change)):
                    is_one = self._mappings.get(renamed, mapping) == mapping
                    self._mappings[renamed] = mapping if is_one else []

    def mapping(self, change: Change) -> list[Json]:
        """Return the mapping that a change is about, or that the `const` of a schema follows; none for others."""
        if not self._mappings:
            return []
        if change.kind == _RENAMED_IN_MAPPING:
            return _digest_of_mapping(change)
        is_const = change.kind == "field.const.changed" and change.owner.kind == "schema"
        values = stated(change) if is_const else ()
        if not values or not all(isinstance(value, str) for value in values):
            return []
        return self._mappings.get((change.owner.name, *values), [])


def _renamed_in(before: Json, after: Json) -> Iterator[tuple[str, Json, Json]]:
    """Yield the schemas that both mappings lead to, each with the value that leads to it before and now."""
    olds, news = (_values_by_schema(side if isinstance(side, dict) else {}) for side in (before, after))
    for target in olds.keys() & news.keys():
        yield target.rpartition("/")[2], olds[target], news[target]


def _values_by_schema(mapping: Mapping[str, Json]) -> Mapping[str, str]:
    """Return the value that leads to each schema of the document, without schemas that several values lead to."""
    counts = Counter(map(str, mapping.values()))
    values = ((str(target), value) for value, target in mapping.items())
    return {target: value for target, value in values if counts[target] == 1 and target.find("#") <= 0}


def _digest_of_mapping(change: Change) -> list[Json]:
    return [digest_of(*stated(change))]


class RenamedFields:
    """Which fields of one object have other names that all gained, or lost, the same words.

    Objects whose same fields were renamed so are told together. Which objects and fields these are is a part of the
    edit: an acceptance of it reaches no object, and no field, that follows later.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        found: defaultdict[tuple[str, Target], list[Change]] = defaultdict(list)
        for change in changes:
            if words := _words_that_differ(change):
                found[words, object_of(change)].append(change)
        alike: defaultdict[str, set[str]] = defaultdict(set)
        names = {key: digest_of(key[0], *sorted(_names(one) for one in each)) for key, each in found.items()}
        for key, each in found.items():
            alike[names[key]].update(map(where_and_what, each))
        edits = {name: digest_of(*sorted(each)) for name, each in alike.items()}
        self._edits = {key: edits[names[key]] for key, each in found.items() if len({*map(_names, each)}) > 1}

    def edit(self, change: Change) -> list[Json]:
        """Return the edit that renamed a field together with others of its object; none for a field alone."""
        edit = self._edits.get((_words_that_differ(change), object_of(change))) if self._edits else None
        return [edit] if edit else []


def _words_that_differ(change: Change) -> str:
    """Return the words by which both names of a field differ; "" if nothing else is in them, or only the spelling."""
    before, after = stated(change)
    if change.kind != "field.renamed" or not (isinstance(before, str) and isinstance(after, str)):
        return ""
    words = renaming(before, after)
    is_part = len(words[0]) < len(words_of(before)) and len(words[1]) < len(words_of(after))
    return canonical([[*each] for each in words]) if is_part and not respelling(before, after) else ""


def _names(change: Change) -> str:
    return canonical([*stated(change)])


_OF_PARAMETERS: Final = frozenset(("parameter.explode.changed", "parameter.style.changed", "parameter.renamed"))


class RewrittenParameters:
    """Which parameters of one place are all serialized, or spelled, in another way: one edit, which names them all."""

    def __init__(self, changes: Iterable[Change]) -> None:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for change in changes:
            if way := _other_way(change):
                found[way].add(change.name or "")
        self._edits: dict[str, list[Json]] = {
            way: [digest_of(way, *sorted(names))] for way, names in found.items() if len(names) > 1
        }

    def edit(self, change: Change) -> list[Json]:
        """Return the edit that rewrote a parameter together with others; none for a parameter alone."""
        return self._edits.get(_other_way(change), []) if self._edits else []


def _other_way(change: Change) -> str:
    """Return in which place, and how, a parameter is written in another way; "" for other changes."""
    if change.kind not in _OF_PARAMETERS:
        return ""
    way = styles_of_names(change) if change.kind == "parameter.renamed" else [*stated(change)]
    return canonical([change.kind, change.location, *way]) if way else ""


def styles_of_names(change: Change) -> list[Json]:
    """Return the styles (`_`, `-`, `aA`) of two names that are one, spelled otherwise; none of two different names."""
    before, after = change.before, change.after
    return [*(respelling(before, after) or ())] if isinstance(before, str) and isinstance(after, str) else []
