"""Objects with further fields: whether who reads one finds in another one all that was promised, and no less."""

from typing import Final

from driftwatch.compare.match.digests import digest, settled, stated_keywords
from driftwatch.compare.schemas.circumstances import is_object
from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.views import GROUPS, Member, View, opened
from driftwatch.compare.trees import Node
from driftwatch.model.paths import ITEMS, MAP, PROPERTY

_MOST_NESTED: Final = 3
"""Objects inside each other that are looked into: deeper ones are hardly written out in an alternative."""
_CLOSED: Final = ("additional_properties", "unevaluated_properties")
_BOUNDS: Final = ("min_properties", "max_properties", "dependent_required")
_HELD_BY_FIELD: Final = frozenset(("allOf", PROPERTY))
"""Keywords what hangs on which is looked at field by field."""


def reads_as(level: Level, come: Node, known: Node, nesting: int = 0) -> bool:
    """Tell whether who reads one object finds in another one all that was promised, and further fields at most.

    So it may be with an object inside it.
    """
    if not (is_object(come) and is_object(known)):
        return False
    one, other = (View(opened((node,)), singles=True) for node in (known, come))
    promised, held = one.members, other.members
    if not promised or not held or not _leaves_room(level, one, other):
        return False
    needed = [name for name, member in promised.items() if member.required]
    if not all(name in held and held[name].required for name in needed) or not (
        needed or promised.keys() <= held.keys()
    ):
        return False
    return all(_is_kept(level, promised[name], held[name], nesting) for name in promised.keys() & held.keys())


def _is_kept(level: Level, promised: Member, held: Member, nesting: int) -> bool:
    if level.relate(promised.nodes, held.nodes) in {"equal", "narrower"}:
        return True
    if nesting >= _MOST_NESTED or len(promised.nodes) != 1 or len(held.nodes) != 1:
        return False
    one, other = promised.nodes[0], held.nodes[0]
    for _ in range(_MOST_NESTED):
        (one, was_null), (other, is_null) = _but_null(one), _but_null(other)
        items, others = _items_of(one), _items_of(other)
        if is_null and not was_null:
            return False
        if items is None or others is None:
            break
        one, other = items, others
    return reads_as(level, other, one, nesting + 1)


def _but_null(node: Node) -> tuple[Node, bool]:
    """Return what a value is unless it is null, where that is one of two alternatives, and whether it is."""
    node = settled(node)
    branches = [below for group in GROUPS for _, below in node.below(group)]
    others = [below for below in branches if below.field.type != ("null",)]
    alone = len(branches) == 2 and len(others) == 1 and not stated_keywords(node)  # noqa: PLR2004 - null and another one
    return (settled(others[0]), True) if alone else (node, node.field.nullable is True)


def _items_of(node: Node) -> Node | None:
    """Return what each item of a list must be, where that is all that is said of it."""
    items = node.below(ITEMS)
    plain = node.field.type == ("array",) and stated_keywords(node).keys() <= {"type", "nullable"}
    return items[0][1] if plain and len(items) == len(node.keywords) == 1 else None


def _leaves_room(level: Level, known: View, come: View) -> bool:
    """Tell whether further fields fit an object, and the other one keeps all that it demands beside its own fields."""
    if any(known.value(keyword) is False for keyword in _CLOSED):
        return False
    if any(known.stated(keyword) and known.value(keyword) != come.value(keyword) for keyword in _BOUNDS):
        return False
    if any(_hanging(known, keyword) != _hanging(come, keyword) for keyword in known.keywords - _HELD_BY_FIELD):
        return False
    rest = [node for _, node in known.below(MAP)]
    further = (come.members[name] for name in come.members.keys() - known.members.keys()) if rest else ()
    return all(level.relate(rest, member.nodes) in {"equal", "narrower"} for member in further)


def _hanging(view: View, keyword: str) -> set[tuple[str, bytes]]:
    return {(step.label, digest(node)) for step, node in view.below(keyword)}
