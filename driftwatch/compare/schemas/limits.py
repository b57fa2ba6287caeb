"""What the parts of an allOf demand of properties that they do not declare: those are further properties to them."""

from typing import NamedTuple

from driftwatch.compare.match.digests import digest, settled
from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.views import View
from driftwatch.compare.trees import Node
from driftwatch.compare.values.alternatives import admits_everything
from driftwatch.model.paths import MAP, PROPERTY, Step

_Nodes = tuple[Node, ...]


class _Limit(NamedTuple):
    """What one part demands of all properties but those that it declares."""

    declared: frozenset[str]
    nodes: tuple[Node, ...]
    closed: bool


class Limits:
    """The demands on further properties, part by part, of both sides of a schema.

    Where the demands themselves differ that is told once, and not of each property.
    """

    def __init__(self, old: View, new: View) -> None:
        alone = len(old.atoms) == len(new.atoms) == 1
        sides = ([], []) if alone else (_limits_of(old), _limits_of(new))
        self._sides = sides if _all_of(sides[0]) == _all_of(sides[1]) else ([], [])

    @property
    def are_none(self) -> bool:
        """Whether there are none to be told property by property."""
        return not self._sides[0] and not self._sides[1]

    def beside(self, level: Level, step: Step, sides: tuple[_Nodes, _Nodes]) -> tuple[_Nodes, _Nodes]:
        """Add to the schemas of a property what it must be as a further one, where the two sides differ in that."""
        found = [[one for one in side if step.label not in one.declared] for side in self._sides]
        closed = [any(one.closed for one in side) for side in found]
        if closed[0] != closed[1]:
            kind = "field.became-impossible" if closed[1] else "field.became-possible"
            level.emit(kind, step=step, nodes=(sides[0][0], sides[1][0]), traits={"declared"})
        known = [{digest(node): node for one in side for node in one.nodes} for side in found]
        if any(closed) or known[0].keys() == known[1].keys():
            return sides
        return (*sides[0], *known[0].values()), (*sides[1], *known[1].values())


def _all_of(limits: list[_Limit]) -> tuple[bool, set[bytes]]:
    return any(one.closed for one in limits), {digest(node) for one in limits for node in one.nodes}


def limiting(children: list[tuple[Step, Node]]) -> list[tuple[Step, Node]]:
    """Leave out what admits everything, be it by name: that it may be null as well adds nothing."""
    return [(step, node) for step, node in children if not admits_everything(settled(node))]


def _limits_of(view: View) -> list[_Limit]:
    """Return what the parts demand of further properties; names by pattern say of none whether it is one."""
    found = []
    for atom in view.atoms:
        nodes = tuple(node for _, node in limiting(atom.below(MAP)))
        closed = atom.field.additional_properties is False
        if (nodes or closed) and not atom.below("patternProperties"):
            declared = frozenset(step.label for step, _ in atom.below(PROPERTY))
            found.append(_Limit(declared, nodes, closed))
    return found
