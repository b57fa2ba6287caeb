"""Values that a discriminator names a schema by: what says of them what is known, or told of the schema itself.

That a schema says itself by now by which value it is chosen rules nothing out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

from msgspec import UNSET
from msgspec.structs import replace

from driftwatch.compare.schemas.views import GROUPS
from driftwatch.compare.trees import named_by
from driftwatch.model.address import ROOT, join
from driftwatch.model.change import Change
from driftwatch.model.facts import Field
from driftwatch.model.json_values import Json
from driftwatch.model.paths import cut, split
from driftwatch.model.snapshot import Entry, Snapshot

_SET: Final = frozenset(("field.const.set", "field.enum.set"))
_CUT: Final = "field.enum.value-removed"
_RENAMED: Final = "field.discriminator-mapping.renamed"
_OF_ALTERNATIVES: Final[Mapping[str, frozenset[str]]] = {
    f"field.discriminator-mapping.{fate}": frozenset(f"field.{group}.{fate}" for group in ("one-of", "any-of"))
    for fate in ("added", "removed")
}
"""Kinds of change about values that name alternatives -> those that tell of the alternatives themselves."""
Key: TypeAlias = tuple[str, str, str]
"""A named schema and a property of it: scope, name, property."""


def marked_where_discriminated(changes: Iterable[Change], old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """Mark that a property is one value now where a discriminator led there by that value alone, or does so now.

    So it is where the only value that is left of several is the one that led there: by the others nothing did.
    """
    found = tuple(changes)
    cut = {number for number, change in enumerate(found) if _is_cut_to_one(change, new)}
    if not cut and not any(map(_is_one_value, found)):
        return found
    led, leads, anew = _values(old), _values(new), _named_anew(found)
    return tuple(
        replace(change, traits=change.traits | {"discriminates"})
        if (_led_there_alone(change, led, new) if number in cut else _leads_there(change, led, leads, anew))
        else change
        for number, change in enumerate(found)
    )


def _is_cut_to_one(change: Change, new: Snapshot) -> bool:
    """Tell whether a schema lists one value only of those that it listed: of few changes more has to be read."""
    return change.kind == _CUT and change.owner.kind == "schema" and len(_listed(change, new)) == 1


def _listed(change: Change, new: Snapshot) -> Sequence[Json]:
    """Return the values that are listed by now where a change is."""
    entry = new.schema(change.owner.name, change.owner.scope)
    facts = entry.facts if entry is not None else ()
    at = next((fact for fact in facts if isinstance(fact, Field) and split(fact.at)[1] == change.field), None)
    return () if at is None or at.enum is UNSET else at.enum


def _led_there_alone(change: Change, led: Mapping[Key, AbstractSet[str]], new: Snapshot) -> bool:
    """Tell whether the only value that is listed by now is the one by which a discriminator led to a schema.

    Who sends it without being led there loses a value.
    """
    name, scope = change.owner.name, change.owner.scope
    if [*led.get(_key(change), ())] != [*_listed(change, new)]:
        return False
    return not any(one.scope == scope and _refers_alone(one, name) for one in new.entries.values())


def _leads_there(
    change: Change,
    led: Mapping[Key, AbstractSet[str]],
    leads: Mapping[Key, AbstractSet[str]],
    anew: Mapping[tuple[str, object], Sequence[AbstractSet[str]]],
) -> bool:
    """Tell whether a discriminator led to a schema by its one value, or does so in place of another one by now.

    That it is another one, the union tells; where a further union names the schema as before, its value is lost there.
    """
    if not _is_one_value(change):
        return False
    value, values = _value(change), led.get(_key(change))
    is_anew = leads.get(_key(change)) == {value} and values in anew.get((change.owner.name, value), ())
    return bool(values) and (values == {value} or is_anew)


def but_told_by_unions(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Leave out that values name alternatives which came, or went, themselves: who adds one names it at once.

    Of one whose values another one takes they are told: that it went by itself breaks nobody.
    """
    found = tuple(changes)
    if not any(change.kind in _OF_ALTERNATIVES for change in found):
        return found
    told: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for change in found:
        if change.kind.startswith(("field.one-of.", "field.any-of.")) and "served" not in change.traits:
            told[change.kind, *_place(change)] |= _alternatives_of(change)
    return tuple(change for change in found if not _is_told(change, told))


def _is_told(change: Change, told: Mapping[tuple[object, ...], AbstractSet[str]]) -> bool:
    named = [
        told[kind, *_place(change)] for kind in _OF_ALTERNATIVES.get(change.kind, ()) if (kind, *_place(change)) in told
    ]
    return bool(named) and _alternatives_of(change) <= frozenset().union(*named)


def _alternatives_of(change: Change) -> set[str]:
    """Return the names of the alternatives that came or went, be it as what values lead to."""
    side = change.after if change.kind.endswith(".added") else change.before
    if isinstance(side, Mapping):
        return {named_by(str(target)) for target in side.values()}
    return {name for name in side if isinstance(name, str)} if isinstance(side, list) else set()


def _place(change: Change) -> tuple[object, ...]:
    return change.owner, change.location, change.status, change.media_type, change.name, change.field


def _named_anew(changes: Iterable[Change]) -> Mapping[tuple[str, object], Sequence[AbstractSet[str]]]:
    """Return by which values a schema was named that is named by another one alone, by its name and this one."""
    found: defaultdict[tuple[str, object], list[AbstractSet[str]]] = defaultdict(list)
    for change in changes:
        if change.kind == _RENAMED and isinstance(change.before, Mapping) and isinstance(change.after, Mapping):
            before: defaultdict[str, set[str]] = defaultdict(set)
            for value, target in change.before.items():
                before[named_by(target)].add(value)
            for value, target in change.after.items():
                found[named_by(target), value].append(before[named_by(target)])
    return found


def _is_one_value(change: Change) -> bool:
    return change.kind in _SET and change.owner.kind == "schema" and isinstance(_value(change), str)


def _value(change: Change) -> object:
    after = change.after
    return after[0] if isinstance(after, list | tuple) and len(after) == 1 else after


def _key(change: Change) -> Key:
    return change.owner.scope, change.owner.name, change.field or ""


def _values(snapshot: Snapshot) -> Mapping[Key, AbstractSet[str]]:
    """Return by which values discriminators lead to each named schema; its own name where none is said."""
    found: defaultdict[Key, set[str]] = defaultdict(set)
    for entry in snapshot.entries.values():
        unions = [fact for fact in entry.facts if isinstance(fact, Field) and fact.discriminator]
        alternatives = _alternatives(entry) if unions else {}
        for union in unions:
            mapped = {value: named_by(target) for value, target in union.mapping.items()}
            for value, name in mapped.items():
                found[entry.scope, name, union.discriminator].add(value)
            for name in alternatives.get(union.at, frozenset()) - set(mapped.values()):
                found[entry.scope, name, union.discriminator].add(name)
    return found


def _refers_alone(entry: Entry, name: str) -> bool:
    """Tell whether an owner refers to a named schema elsewhere than as one of several alternatives."""
    if all(each.schema != name for each in entry.references):
        return False
    paths = [split(fact.at)[1] for fact in entry.facts if isinstance(fact, Field) and fact.ref == name]
    return any(path == ROOT or cut(path)[1].keyword not in GROUPS for path in paths)


def _alternatives(entry: Entry) -> Mapping[str, AbstractSet[str]]:
    """Return the named schemas that each union of an owner chooses from, by where it stands."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for fact in entry.facts:
        at, path = split(fact.at)
        if isinstance(fact, Field) and fact.ref and path != ROOT:
            union, step = cut(path)
            if step.keyword in GROUPS:
                found[join(at, union)].add(fact.ref)
    return found
