"""Properties that the alternatives of a schema declare: what moved into them is not gone, nor is what left them new."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from driftwatch.compare.match.digests import digest
from driftwatch.compare.schemas.views import GROUPS, Member, View, opened
from driftwatch.compare.trees import Node

_MAX_BRANCHES: Final = 40
_MAX_NESTING: Final = 3


class AlternativeProperty(NamedTuple):
    """A property of alternatives."""

    nodes: tuple[Node, ...]
    required: bool
    """Whether each of them requires it."""
    everywhere: bool
    """Whether each of them declares it."""

    @property
    def member(self) -> Member:
        """The property as one of a schema; of one form where all alternatives say the same of it, else of none."""
        forms = {digest(node): node for node in self.nodes}
        return Member(tuple(forms.values()) if self.everywhere and len(forms) == 1 else (), self.required)


def alternative_properties(view: View, nesting: int = 0) -> Mapping[str, AlternativeProperty]:
    """Return the properties that any alternative of a oneOf or anyOf declares."""
    found: dict[str, AlternativeProperty] = {}
    for keyword in GROUPS if nesting < _MAX_NESTING else ():
        branches = view.below(keyword)
        if not 0 < len(branches) <= _MAX_BRANCHES:
            continue
        sides = [_declared(branch, nesting) for _, branch in branches]
        for name in sorted({name for side in sides for name in side}):
            known = [side[name] for side in sides if name in side]
            nodes = tuple(node for member in known for node in member.nodes)
            always = len(known) == len(sides) and all(member.required for member in known)
            if nodes:
                found[name] = AlternativeProperty(nodes, always, all(name in side for side in sides))
    return found


def _declared(branch: Node, nesting: int) -> dict[str, AlternativeProperty | Member]:
    view = View(opened((branch,)), singles=False)
    return {**alternative_properties(view, nesting + 1), **view.members}
