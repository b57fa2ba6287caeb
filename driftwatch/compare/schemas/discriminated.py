"""Values that a discriminator names a schema by: that the schema says so itself by now rules nothing out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

from msgspec.structs import replace

from driftwatch.compare.schemas.views import GROUPS
from driftwatch.model.address import ROOT, join
from driftwatch.model.change import Change
from driftwatch.model.facts import Field
from driftwatch.model.paths import cut, split
from driftwatch.model.snapshot import Entry, Snapshot

_SET: Final = frozenset(("field.const.set", "field.enum.set"))
Key: TypeAlias = tuple[str, str, str]
"""A named schema and a property of it: scope, name, property."""


def marked_where_discriminated(changes: Iterable[Change], old: Snapshot) -> tuple[Change, ...]:
    """Mark that a property is one value now where a discriminator already led there by that value alone."""
    found = tuple(changes)
    if not any(map(_is_one_value, found)):
        return found
    known = _values(old)
    return tuple(
        replace(change, traits=change.traits | {"discriminates"})
        if _is_one_value(change) and known.get(_key(change)) == {_value(change)}
        else change
        for change in found
    )


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
            mapped = {value: target.rpartition("/")[2] for value, target in union.mapping.items()}
            for value, name in mapped.items():
                found[entry.scope, name, union.discriminator].add(value)
            for name in alternatives.get(union.at, frozenset()) - set(mapped.values()):
                found[entry.scope, name, union.discriminator].add(name)
    return found


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
