"""Properties that the alternatives of a schema declare: what moved into them is not gone, nor is what left them new."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final, NamedTuple

from driftwatch.compare.match.digests import digest
from driftwatch.compare.schemas.views import GROUPS, Member, View, opened
from driftwatch.compare.trees import Node

_MAX_BRANCHES: Final = 40
_MAX_NESTING: Final = 3


class AlternativeProperty(NamedTuple):
    """A property of alternatives."""

    forms: tuple[tuple[Node, ...], ...]
    """All that each alternative says of it which declares it."""
    required: bool
    """Whether each of them requires it."""
    everywhere: bool
    """Whether each of them declares it."""

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All that any alternative says of it."""
        return tuple(chain.from_iterable(self.forms))

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
            forms = tuple(chain.from_iterable(map(_forms, known)))
            always = len(known) == len(sides) and all(member.required for member in known)
            if any(forms):
                found[name] = AlternativeProperty(forms, always, all(name in side for side in sides))
    return found


def _forms(known: AlternativeProperty | Member) -> tuple[tuple[Node, ...], ...]:
    return known.forms if isinstance(known, AlternativeProperty) else (known.nodes,)


def fields_of_some(alone: Member, offered: AlternativeProperty) -> Iterator[tuple[str, Member, Member]]:
    """Yield the fields that are always there in a property of one form, and not in each form that alternatives offer.

    Each comes with what it is in the one form, and in what is offered.
    """
    forms = [View(opened(form), singles=False).members for form in offered.forms]
    for name, member in View(opened(alone.nodes), singles=False).members.items():
        found = [form[name] for form in forms if name in form and form[name].nodes]
        always = len(found) == len(forms) and all(one.required for one in found)
        if member.nodes and member.required and not always:
            yield name, member, Member(tuple(node for one in found for node in one.nodes), required=False)


def _declared(branch: Node, nesting: int) -> dict[str, AlternativeProperty | Member]:
    view = View(opened((branch,)), singles=False)
    return {**alternative_properties(view, nesting + 1), **view.members}
