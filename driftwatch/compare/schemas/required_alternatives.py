"""Alternatives that say nothing but which properties must be there, held against what is documented to be there.

A property that is not documented is not sent, and does not come: an alternative that asks for one is never the one.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from driftwatch.compare.match.digests import Branch, settled, stated_keywords
from driftwatch.compare.schemas.alternative_properties import alternative_properties
from driftwatch.compare.schemas.views import View
from driftwatch.compare.trees import Node
from driftwatch.model.address import escape
from driftwatch.model.paths import MAP, PROPERTY

_ANY_NAME: Final = frozenset((MAP, "patternProperties"))


def only_require(branches: Iterable[Branch]) -> bool:
    """Tell whether alternatives say nothing but which properties must be there: `id`, or else `name`."""
    return all(_only_requires(branch) for _, branch in branches)


def are_met(keyword: str, branches: Sequence[Branch], view: View) -> bool:
    """Tell whether whatever is written by the documentation of an object meets such alternatives of it."""
    if not only_require(branches):
        return False
    members = view.members
    always = {name for name, member in members.items() if member.required}
    known = {name for name, member in members.items() if member.nodes}
    asked = [set(settled(branch).field.requires) for _, branch in branches]
    met = sum(names <= always for names in asked)
    if keyword == "anyOf":
        return met > 0
    return met == 1 and sum(names <= known | always for names in asked) == 1


def but_unknown(node: Node, view: View) -> list[Node]:
    """Return the alternatives of a schema, or itself, but those that ask for a property that nobody documents.

    Where any further ones are documented each is known.
    """
    target = settled(node)
    offered = [] if stated_keywords(target) else [one for _, one in target.below("anyOf")]
    found = offered if offered and len(target.keywords) == 1 else [node]
    if not view.keywords.isdisjoint(_ANY_NAME):
        return found
    known = {*view.members, *alternative_properties(view)}
    return [one for one in found if known.issuperset(_asked(settled(one)))]


def may_stay_away(old: View, new: View) -> bool:
    """Tell whether a property that was always there may stay away now."""
    still = {name for name, member in new.members.items() if member.required}
    return any(member.required and name not in still for name, member in old.members.items())


def _asked(node: Node) -> set[str]:
    """Return the properties that an object must have, whatever they have to be."""
    declared = {step.label for step, child in node.below(PROPERTY) if child.field.required}
    return declared.union(map(escape, node.field.requires))


def _only_requires(branch: Node) -> bool:
    node = settled(branch)
    return bool(node.field.requires) and not branch.keywords and stated_keywords(node).keys() <= {"requires"}
