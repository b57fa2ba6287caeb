"""Properties that the alternatives of a schema declare: what moved into them is not gone, nor is what left them new."""

from collections.abc import Mapping
from typing import Final

from driftwatch.compare.digests import digest
from driftwatch.compare.trees import Node
from driftwatch.compare.views import GROUPS, Member, View, opened

_MAX_BRANCHES: Final = 40
_MAX_NESTING: Final = 3


def offered(view: View, nesting: int = 0) -> Mapping[str, Member]:
    """Return the properties that any alternative declares; required is what each of a oneOf or anyOf requires."""
    found: dict[str, Member] = {}
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
                found[name] = Member(nodes, always)
    return found


def only_form(member: Member) -> tuple[Node, ...]:
    """Return what a property is in all alternatives that declare it, where that is one; else nothing."""
    forms = {digest(node): node for node in member.nodes}
    return tuple(forms.values()) if len(forms) == 1 else ()


def _declared(branch: Node, nesting: int) -> dict[str, Member]:
    view = View(opened((branch,)), singles=False)
    return {**offered(view, nesting + 1), **view.members}
