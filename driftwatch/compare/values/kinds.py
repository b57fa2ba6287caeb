"""Of which types the values of a schema are, also where it does not say so."""

from collections.abc import Iterable
from typing import Any, Final

from msgspec import UNSET

from driftwatch.compare.match.digests import settled, stated_keywords
from driftwatch.compare.trees import Node
from driftwatch.compare.values.parts import kind_of
from driftwatch.model.json_values import Json
from driftwatch.model.paths import ITEMS, MAP, PROPERTY

ALL: Final = frozenset(("null", "boolean", "number", "string", "array", "object"))
_OBJECTS: Final = frozenset((PROPERTY, MAP, "patternProperties", "dependentSchemas", "propertyNames"))
_ARRAYS: Final = frozenset((ITEMS, "prefixItems", "contains"))
_OBJECT_DEMANDS: Final = ("min_properties", "max_properties", "requires", "dependent_required")
_ARRAY_DEMANDS: Final = ("min_items", "max_items", "unique_items", "min_contains", "max_contains")


def implied_types(atoms: Iterable[Node]) -> frozenset[str] | None:
    """Return the types that nodes without a type are about, by what hangs on them, else by what they count.

    None when they are about any.
    """
    atoms = tuple(atoms)
    for objects, arrays in ((_holds_members, _holds_items), (_counts_members, _counts_items)):
        found = {name for name, about in (("object", objects), ("array", arrays)) if any(map(about, atoms))}
        if found:
            return frozenset(found)
    return None


def _holds_members(atom: Node) -> bool:
    return atom.field.additional_properties is False or not _OBJECTS.isdisjoint(atom.keywords)


def _holds_items(atom: Node) -> bool:
    return not _ARRAYS.isdisjoint(atom.keywords)


def _counts_members(atom: Node) -> bool:
    return _states(atom.field, _OBJECT_DEMANDS)


def _counts_items(atom: Node) -> bool:
    return _states(atom.field, _ARRAY_DEMANDS)


def is_any_name(node: Node) -> bool:
    """Tell whether a demand on the names of properties rules none out: each of them is a text anyway."""
    node = settled(node)
    if node.keywords == {"anyOf"} and stated_keywords(node).keys() <= {"nullable"}:
        return any(_is_any_text(settled(branch)) for _, branch in node.below("anyOf"))
    return _is_any_text(node)


def _is_any_text(node: Node) -> bool:
    stated = stated_keywords(node)
    return not node.keywords and stated.keys() <= {"type", "nullable"} and "string" in stated.get("type", ("string",))


def common_types(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Return the types that two lists of types admit both."""
    both = one & other
    if ("integer" in one and "number" in other) or ("number" in one and "integer" in other):
        both |= {"integer"}
    return both


def types_of_values(values: Iterable[Json]) -> frozenset[str]:
    """Return the types of values, null left out.

    >>> sorted(types_of_values(("a", 1, None)))
    ['integer', 'string']
    """
    return frozenset("integer" if type(value) is int else kind_of(value) for value in values) - {"null"}


def _states(field: Any, names: Iterable[str]) -> bool:
    return any(getattr(field, name) not in (UNSET, 0, False, (), {}) for name in names)
