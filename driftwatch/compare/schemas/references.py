"""Which references are looked into so that both sides refer to the same schemas in the end, and which lead nowhere."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import UNSET

from driftwatch.compare.match.digests import state_the_same, stated_keywords
from driftwatch.compare.schemas.level import TYPE_STATED, Level
from driftwatch.compare.schemas.views import JOINING, Parts
from driftwatch.compare.trees import Node, Tree
from driftwatch.model.address import ROOT, child, step
from driftwatch.model.facts import Unresolved
from driftwatch.model.paths import PROPERTY, cut, parent
from driftwatch.model.snapshot import Snapshot

Names = tuple[AbstractSet[str], AbstractSet[str]]
_NEAR: Final = 16
"""Schemas that are looked at for a property that is stated again: each of a long row of them refers to the next."""


def file_part(reference: str) -> str:
    """Return which part of which file a reference names, whatever folder that lies in.

    Of a file that nobody read this says all: a document and the files beside it are moved together.

    >>> file_part("file:///old/parts.yaml#/Page"), file_part("Page")
    ('parts.yaml#/Page', 'Page')
    """
    file, _, part = reference.partition("#")
    return f"{file.rpartition('/')[2]}#{part}" if part else file.rpartition("/")[2]


def by_file(mine: Mapping[str, Unresolved], theirs: Mapping[str, Unresolved]) -> dict[str, Unresolved]:
    """Key what leads nowhere on one side as on the other one: by its address, or else by the file that it refers to.

    Of several that refer to one part of files called alike each has a key of its own: the other side may have fewer.
    """
    keyed = {at: fact for at, fact in mine.items() if at in theirs}
    many = Counter(keyed)
    for at in sorted(mine.keys() - theirs.keys()):
        key = _by_file(at, mine[at].reference)
        many[key] += 1
        keyed[f"{key}\n{many[key]}" if many[key] > 1 else key] = mine[at]
    return keyed


def _by_file(at: str, reference: str) -> str:
    """Return the address of what leads nowhere; one that ends in its reference, with no more of that than the file."""
    return at.removesuffix(step(reference)) + file_part(reference) if at.endswith(step(reference)) else at


def next_opened(sides: tuple[Parts, Parts], unmatched: Names) -> Names:
    """Return which of the references that one side alone has to look into next, on each side.

    First what is only another name of a schema, then what is made of a schema that the other side refers to: what
    changed in that one is told of it, and what the other one had beside it is left.
    """
    aliases = _aliases(sides[0], unmatched[0]), _aliases(sides[1], unmatched[1])
    if any(aliases):
        return aliases
    made = _made_of(sides[0], *unmatched), _made_of(sides[1], *reversed(unmatched))
    return made if any(made) else unmatched


def is_alias(node: Node) -> bool:
    """Tell whether a schema is nothing but a reference to another one."""
    return is_bare(node) and stated_keywords(node).keys() <= {"ref"}


def is_bare(node: Node) -> bool:
    """Tell whether a schema refers to another one and holds none itself."""
    return bool(node.field.ref) and not node.tree.children(node.path)


def referred_beside(node: Node, other: Tree) -> Iterator[str]:
    """Yield what parts of allOf only refer to on the other side, where a part does here that says nothing else."""
    if not is_bare(node) or node.path == ROOT or cut(node.path)[1].keyword != "allOf":
        return
    above = parent(node.path)
    others = Node(other, above).below("allOf") if above in other.fields else ()
    yield from (each.field.ref for _, each in others if is_bare(each) and state_the_same(node, each))


def is_joined(node: Node) -> bool:
    """Tell whether a schema may be made of several: by reference, as parts, or as alternatives."""
    return bool(node.field.ref) or not JOINING.isdisjoint(node.keywords)


def identity(node: Node) -> tuple[int, str]:
    """Return what is the same for all nodes that only refer to one schema."""
    return node.tree.side.schemas_id(node.field.ref) if is_bare(node) else node.key


def _aliases(parts: Parts, names: AbstractSet[str]) -> frozenset[str]:
    """Return the names of schemas that are nothing but a reference to another one: that may be known by its own."""
    targets = {name: parts.references[name].target() for name in names}
    return frozenset(name for name, node in targets.items() if node is not None and is_alias(node))


def _made_of(parts: Parts, names: AbstractSet[str], others: AbstractSet[str]) -> frozenset[str]:
    """Return the names of schemas one part of which is a schema that only the other side refers to."""
    targets = {name: parts.references[name].target() for name in names} if others else {}
    return frozenset(
        name
        for name, node in targets.items()
        if node is not None and any(part.field.ref in others for _, part in node.below("allOf"))
    )


def states_again(level: Level, joined: Iterable[tuple[Node, Node]]) -> bool:
    """Tell whether a property that waits to be compared is one of a schema that both sides refer to as well.

    Both hold then: what the schema says of it may be what one side says again beside it.
    """
    waiting = {task.path for task in level.tasks}
    near = deque(target for one, other in joined if (target := one.target() or other.target()) is not None)
    for _ in range(_NEAR if waiting else 0):
        if not near:
            return False
        node = near.popleft()
        if any(child(level.task.path, step.text) in waiting for step, _ in node.below(PROPERTY)):
            return True
        target = node.target()
        near.extend([branch for _, branch in node.below("allOf")] if target is None else [target])
    return False


def tell_references(level: Level, matched: list[tuple[Node, Node]], former: Snapshot) -> None:
    """Note references that came or went and lead nowhere: what they say is unknown, not gone.

    Of what is unknown only that is compared which both sides state all the same. What was known of it before is
    compared like all else; that it can be read again is no news of its own then. What leads nowhere on both sides may
    state the type that one side states beside it. What the new side has of `former`, for its context, is not said now.
    """
    before = _unresolved(level.old.atoms, {one.field.ref for one, _ in matched})
    own = [atom for atom in level.new.atoms if atom.tree.side.snapshot is not former]
    after = _unresolved(own, {other.field.ref for _, other in matched})
    if level.was_or_is_anything:
        both = [(before[name], after[name]) for name in before.keys() & after.keys()]
        if any(one is other is None for one, other in (*both, *((old.target(), new.target()) for old, new in matched))):
            level.changes[:] = [change for change in level.changes if change.kind not in TYPE_STATED]
    come = after.keys() - before.keys()
    gone = sorted(name for name in before.keys() - after.keys() if before[name] is None)
    if come:
        if any(after[name] is None for name in come):
            _leave_out_what_was_unknown(level)
        level.emit("field.reference.unresolved", gone or UNSET, sorted(come))
    elif gone:
        if any(map(_leads_out, gone)):
            _leave_out_what_was_unknown(level)
        level.emit("field.reference.resolved", gone)


def _leave_out_what_was_unknown(level: Level) -> None:
    """Tell only of what both sides state, where one side is unknown here."""
    level.changes.clear()
    level.tasks[:] = [task for task in level.tasks if task.old and task.new]


def _leads_out(reference: str) -> bool:
    """Tell whether a reference leads into another document, which callers may have read though nobody read it here."""
    return "://" in reference or bool(reference.partition("#")[0] and "#" in reference)


def _unresolved(atoms: Iterable[Node], matched: set[str]) -> dict[str, Node | None]:
    """Return the references that lead nowhere, with what was known of them before."""
    names = {atom.field.ref: atom.target() for atom in atoms if atom.field.ref and atom.field.ref not in matched}
    return {name: node for name, node in names.items() if node is None or node.tree.side.entry.is_last_known}
