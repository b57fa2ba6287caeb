"""What surrounds a change of a schema and decides how much it matters: traits for the rules to ask for."""

from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import UNSET, UnsetType

from driftwatch.compare.match.digests import settled
from driftwatch.compare.schemas.views import GROUPS, TYPES_BOUND, View, opened
from driftwatch.compare.trees import Node
from driftwatch.model.json_values import Json
from driftwatch.model.paths import PROPERTY

_CLOSED: Final = ("additional_properties", "unevaluated_properties")
_SEVERAL: Final = 2
_MANY: Final = 100
"""How much may hang on a schema that is looked into under each of its conditions."""
_DEFAULTED: Final = frozenset({"field.default.set", "field.default.unset"})
_FURTHER: Final = frozenset(f"field.{noun}-of.{what}" for noun in ("one", "any") for what in ("added", "wrapped"))
_SCALARS: Final = frozenset({"string", "number", "integer", "boolean"})
_PATTERNED: Final = frozenset({"field.pattern.set", "field.pattern.unset"})
_OF_NUMBERS: Final = ("field.minimum.", "field.maximum.", "field.exclusive-")
_BOUNDED: Final = (*_OF_NUMBERS, "field.min-length.", "field.max-length.")
_ABOUT: Final = {
    **{keyword.replace("_", "-"): types[0] for keyword, types in TYPES_BOUND.items()},
    "prefix-items": "array",
    **dict.fromkeys(("property-names", "pattern-property", "dependent-schema"), "object"),
    **dict.fromkeys(("became-required", "became-optional"), "object"),
}
"""Of which type's values a kind of change tells something."""
_SIMPLE: Final = frozenset(
    (
        "minimum", "maximum", "exclusive-minimum", "exclusive-maximum", "multiple-of", "min-length", "max-length",
        "pattern", "min-items", "max-items", "unique-items", "min-properties", "max-properties",
    )
)  # fmt: skip
"""Keywords that hold no schema. Who writes one that does beside another type means the type that it is about."""


def circumstances(
    kind: str, old: View, new: View, before: Json | UnsetType, after: Json | UnsetType
) -> AbstractSet[str]:
    """Return the traits of a change between two views of a schema.

    closed: something is removed, or has another name, where no others are allowed; nothing-required: where no
    property was called required; emptied: none of the properties is declared any more; by-its-fields: of an object
    that may be anything now a field that its reader misses is told as gone; open-union: an alternative comes to
    what could be several objects already; of-one-type: it is of the simple type that all values were of; text: the
    format is one of texts; listed: values that were, or are now, listed one by one keep the bound that the other
    side has, or stand beside it; in-place-of-list: a pattern is what the other side has, which no value is held
    against, since patterns come from outside; of-other-types: a bound of values of a type that none is of;
    null-default: the default that comes or goes is null, as where none is stated.
    """
    found = _circumstances(kind, old, new, before, after)
    if kind.split(".")[1] in _SIMPLE and is_of_other_types(kind, old, new):
        return found | {"of-other-types"}
    return found


def is_of_other_types(kind: str, old: View, new: View) -> bool:
    """Tell whether a change is of a keyword that binds a type of which no value was or is: it rules nothing out."""
    about = _ABOUT.get(kind.split(".")[1], "")
    types = old.types | new.types if about else frozenset[str]()
    return bool(types) and about not in {"number" if name == "integer" else name for name in types}


def _circumstances(
    kind: str, old: View, new: View, before: Json | UnsetType, after: Json | UnsetType
) -> AbstractSet[str]:
    if kind in {"field.removed", "field.renamed"}:
        return _around_a_removal(old, new)
    if kind == "field.type.removed":
        return {"by-its-fields"} if _has_no_fields(new) and _are_missed(old) else frozenset()
    if kind in _FURTHER:
        union = kind.endswith("added") and is_union_of_objects(old)
        return {"open-union"} if union else {"of-one-type"} if _scalar(old) == _scalar(new) != "" else frozenset()
    if kind in _DEFAULTED:
        return {"null-default"} if (after if before is UNSET else before) is None else frozenset()
    if kind.startswith("field.format."):
        return {"text"} if isinstance(before, str) and before.startswith("string") else frozenset()
    return _in_place_of_a_list(kind, old, new, after if old.listed else before)


def _in_place_of_a_list(kind: str, old: View, new: View, bound: Json | UnsetType) -> AbstractSet[str]:
    if bool(old.listed) is bool(new.listed):
        return frozenset()
    if kind in _PATTERNED:
        # One that stands beside the list says no more than that: the list is told.
        beside = bool(new.listed) is kind.endswith(".set")
        return {"listed"} if beside else {"in-place-of-list"}
    kept = kind.startswith(_BOUNDED) and all(_keeps(value, kind, bound) for value in old.listed or new.listed)
    return {"listed"} if kept else frozenset()


def _scalar(view: View) -> str:
    """Name the one simple type of all values but null, be it that of each alternative; "" where there are others."""
    branches = [frozenset(settled(node).field.type) for group in GROUPS for _, node in view.below(group)]
    types = (view.types or (frozenset().union(*branches) if all(branches) else frozenset())) - {"null"}
    return next(iter(types)) if len(types) == 1 and types <= _SCALARS else ""


def _keeps(value: Json, kind: str, bound: Json | UnsetType) -> bool:
    """Tell whether a value is within a bound, as far as the bound is about such values."""
    sized = value if kind.startswith(_OF_NUMBERS) else len(value) if isinstance(value, str) else None
    if isinstance(bound, bool) or not isinstance(bound, int | float):
        return not isinstance(bound, str)  # none, or one that a keyword for the other end states
    if isinstance(sized, bool) or not isinstance(sized, int | float):
        return value is None
    if "exclusive" in kind:
        return sized < bound if "max" in kind else sized > bound
    return sized <= bound if "max" in kind else sized >= bound


def _around_a_removal(old: View, new: View) -> AbstractSet[str]:
    if old.around is None or old.around[0] is not new:  # of thousands of properties that go it is asked once
        old.around = new, frozenset(_surroundings(old, new))
    return old.around[1]


def _surroundings(old: View, new: View) -> set[str]:
    traits = set()
    if any(new.value(keyword) is False for keyword in _CLOSED):
        traits.add("closed")
    if not any(member.required for member in old.members.values()):
        traits.add("nothing-required")
    if _has_no_fields(new) or _has_only_others(old, new):
        traits.add("emptied")
    return traits


def _has_only_others(old: View, new: View) -> bool:
    """Tell whether a schema of several properties declares others by now, and none of them."""
    return len(old.members) >= _SEVERAL and old.members.keys().isdisjoint(new.members)


def _has_no_fields(view: View) -> bool:
    """Tell whether a schema that is there declares no property, nor has alternatives that may."""
    return bool(view.atoms) and not view.members and not view.offers


def _are_missed(view: View) -> bool:
    """Tell whether it breaks who reads an object that its fields went: those that come, and are not left already.

    What may stay away breaks nobody where something else must be there.
    """
    members = view.members.values()
    counted = [member for member in members if member.required] or members
    return any(member.nodes and not any(map(_is_left, member.nodes)) for member in counted)


def _is_left(node: Node) -> bool:
    return node.field.write_only or node.field.deprecated


def is_union_of_objects(view: View) -> bool:
    """Tell whether a schema could be several objects, which a reader tells apart."""
    if view.stated("discriminator"):
        return True
    branches = [node for group in GROUPS for _, node in view.below(group)]
    # Beside a type that says that all are objects, alternatives need only say which fields each of them has.
    parts = view.types == {"object"} and all(node.field.requires or is_object(node) for node in branches)
    return len(branches) >= _SEVERAL if parts else sum(map(is_object, branches)) >= _SEVERAL


def is_object(node: Node) -> bool:
    """Tell whether a schema is of objects, be it by what it refers to or joins."""
    return any("object" in atom.field.type or bool(atom.below(PROPERTY)) for atom in opened((node,)))


def declaring(before: View, after: View, old: list[Node], new: list[Node]) -> list[Node]:
    """Return the parts around a condition that declare properties of which only one side says more under it.

    Of the same object more is demanded then, or less: none of its properties is new or gone. A part of which very much
    hangs is not looked into under each of its conditions.

    Args:
        before: the schema that states the condition, as it was.
        after: the same today.
        old: what follows from the condition, as it was.
        new: the same today.
    """
    ones, others = ({*_declared(View(opened(nodes), singles=False))} for nodes in (old, new))
    here = before.members if ones != others else {}
    names = {name for name in ones ^ others if name in here and here[name].nodes}
    around = (part for part in after.atoms if len(part.tree.children(part.path)) <= _MANY) if names else ()
    return [part for part in around if any(step.label in names for step, _ in part.below(PROPERTY))]


def _declared(view: View) -> list[str]:
    return [name for name, member in view.members.items() if member.nodes]
