"""Alternatives that are offered by one of several: by name, or as any of them. They are offered all the same."""

from typing import Final

from driftwatch.compare.match.digests import Branch, name_of, settled
from driftwatch.compare.schemas.circumstances import is_object
from driftwatch.compare.schemas.views import GROUPS
from driftwatch.compare.trees import Node
from driftwatch.compare.values.lists import offers_only
from driftwatch.model.paths import Step

_MOST: Final = 20
"""Unions inside of each other that are opened by their names."""


def without_offering_ones(branches: list[Branch], others: list[Branch], waiting: list[Branch]) -> list[Branch]:
    """Return alternatives with what one only offers in its place, where the other side offers some of that itself.

    Args:
        branches: those of one side that have no equal one on the other.
        others: all of the other side.
        waiting: those of these that have no equal one, either: what the rest offers is there already.
    """
    if not any(_offered(branch) for _, branch in branches):
        return branches  # as in most unions: of long ones it is not asked what all others are called
    known = {name for _, branch in others if (name := name_of(branch))}
    left = {name_of(branch) for _, branch in waiting}
    found: list[Branch] = []
    unseen, seen = branches[::-1], set[str]()
    while unseen:
        step, branch = unseen.pop()
        name = name_of(branch)
        inner = _offered(branch) if name not in known and len(seen) < _MOST else []
        if not any(name_of(one) in known for _, one in inner):
            found.append((step, branch))
        elif name not in seen:
            seen |= {name} - {""}
            further = [one for one in inner if name_of(one[1]) not in known or name_of(one[1]) in left]
            unseen += [(Step(below.keyword, below.label, step.text + below.text), one) for below, one in further][::-1]
    return found


def _offered(branch: Node) -> list[Branch]:
    """Return the alternatives of a branch that is nothing but a union of them; none where it says more."""
    node = settled(branch)
    inner = next((node.below(keyword) for keyword in GROUPS if offers_only(node, keyword)), [])
    return inner if not node.field.type or all(is_object(one) for _, one in inner) else []
