"""What surrounds a change of a schema and decides how much it matters: traits for the rules to ask for."""

from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import UnsetType

from driftwatch.compare.trees import Node
from driftwatch.compare.views import GROUPS, View, opened
from driftwatch.model.json_values import Json
from driftwatch.model.paths import PROPERTY

_CLOSED: Final = ("additional_properties", "unevaluated_properties")
_SEVERAL: Final = 2


def circumstances(kind: str, old: View, new: View, before: Json | UnsetType) -> AbstractSet[str]:
    """Return the traits of a change between two views of a schema.

    closed: something is removed, or has another name, where no others are allowed; nothing-required: where no property
    was called required; emptied: no property is declared any more; open-union: an alternative comes to what
    could be several objects already; text: the format is one of texts.
    """
    if kind in {"field.removed", "field.renamed"}:
        return _around_a_removal(old, new)
    if kind in {"field.one-of.added", "field.any-of.added"}:
        return {"open-union"} if is_union_of_objects(old) else frozenset()
    if kind.startswith("field.format."):
        return {"text"} if isinstance(before, str) and before.startswith("string") else frozenset()
    return frozenset()


def _around_a_removal(old: View, new: View) -> AbstractSet[str]:
    traits = set()
    if any(new.value(keyword) is False for keyword in _CLOSED):
        traits.add("closed")
    if not any(member.required for member in old.members.values()):
        traits.add("nothing-required")
    if _has_no_fields(new):
        traits.add("emptied")
    return traits


def _has_no_fields(view: View) -> bool:
    """Tell whether a schema that is there declares no property, nor has alternatives that may."""
    return bool(view.atoms) and not view.members and not any(view.below(group) for group in GROUPS)


def is_union_of_objects(view: View) -> bool:
    """Tell whether a schema could be several objects, which a reader tells apart."""
    if view.stated("discriminator"):
        return True
    branches = [node for group in GROUPS for _, node in view.below(group)]
    return sum(map(is_object, branches)) >= _SEVERAL


def is_object(node: Node) -> bool:
    """Tell whether a schema is of objects, be it by what it refers to or joins."""
    return any("object" in atom.field.type or bool(atom.below(PROPERTY)) for atom in opened((node,)))
