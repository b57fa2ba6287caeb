"""Schemas by which another schema asks what a value is (`if`), or rules values out (`not`).

If the schema below `if` or `not` is a named one and changes, other values fit the asking schema as well, though nobody
edited that one. `asking` finds such places, `asked_changes` notes what follows there, and `but_asked` leaves out what
is told of the named schema for operations that only ask by it.
"""

from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from msgspec.structs import replace

from driftwatch.compare.schemas.conditions import condition_of, traits_of, verdict_of
from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.reach import AskedBy, Reach
from driftwatch.compare.trees import Node, SchemaSide
from driftwatch.model.change import Change
from driftwatch.model.paths import ITEMS, PROPERTY, but_joined, cut, steps
from driftwatch.model.snapshot import Owner
from driftwatch.model.tree import NAMED_ROOT, is_asked

_WHATEVER_FITS: Final = (
    "field.default.", "field.deprecated", "field.format-remark.", "field.reactivated", "field.reference.",
    "field.stability.", "field.sunset.", "field.value-names.", "field.value-remarks.", "field.xml.", "schema.",
)  # fmt: skip
"""Kinds of change that say nothing about which values fit a schema."""
_MOST_LED_TO: Final = 64
"""Schemas that are looked at below a named one by which another schema asks: deeper ones are told by themselves."""
_AS_IT_IS: Final = frozenset(("allOf", "anyOf", PROPERTY, ITEMS))
"""Keywords below which a schema that takes more makes what stands above take more."""

_Place: TypeAlias = tuple[Owner, str, str, str | None]


class Asking(NamedTuple):
    """A place on both sides where a schema asks by a named one what a value is, or rules out what fits that."""

    name: str
    """The name of the schema that is asked by."""
    keyword: str
    """`if` or `not`, as it stands in the asking schema."""
    path: str
    """Where the asking schema stands."""
    old: tuple[Node]
    """The asking schema before."""
    new: tuple[Node]
    """The asking schema now."""
    named: tuple[tuple[Node, Node], ...]
    """The schema that was asked by and the one that is asked by now, and all schemas to which these refer."""
    is_plain: bool
    """Whether all that is asked takes more values where the named schema takes more."""


def asking(old: SchemaSide, new: SchemaSide, by: AskedBy) -> Iterator[Asking]:
    """Yield the places of a schema where it asks by one of the named schemas that changed."""
    trees = [tree for side in (old, new) if (tree := side.trees.get(NAMED_ROOT)) is not None]
    if len(trees) < 2:  # noqa: PLR2004 - both
        return
    for path in sorted(path for path, field in trees[1].fields.items() if field.ref in by.names and is_asked(path)):
        before, after = (Node(tree, path).target() if path in tree.fields else None for tree in trees)
        if before is None or after is None:
            continue
        above, step = cut(path)
        pair = _owner(before), _owner(after)
        if pair not in by.known:
            by.known[pair] = _led_to(before, after, by.leading)
        named, is_plain = by.known[pair]
        while is_asked(above):
            is_plain = is_plain and step.keyword in _AS_IT_IS
            above, step = cut(above)
        ones, others = ((Node(tree, above),) for tree in trees)
        name = trees[1].fields[path].ref
        yield Asking(name, step.keyword, but_joined(above), ones, others, named, is_plain)


def _led_to(old: Node, new: Node, leading: Container[Owner]) -> tuple[tuple[tuple[Node, Node], ...], bool]:
    """Return two schemas with those that they lead to by the same names, and whether what takes more makes them do so.

    Schemas are held against each other with what they refer to by name: what differs below a name is held apart. Of
    what is deeper than many others nothing follows here: it is told as what its own values are.
    """
    found = {_owner(new): (old, new)}
    waiting = deque(found.values())
    is_plain = True
    while waiting and len(found) < _MOST_LED_TO:
        before, after = waiting.popleft()
        for path, field in after.tree.fields.items():
            target = Node(after.tree, path).target() if field.ref else None
            was = before.tree.side.named(field.ref)
            if target is None or was is None or _owner(target) not in leading:
                continue
            is_plain = is_plain and _is_plain(path)
            if _owner(target) not in found:
                found[_owner(target)] = was, target
                waiting.append((was, target))
    return tuple(found.values()), is_plain and not waiting


def _owner(node: Node) -> Owner:
    return node.tree.side.entry.owner


def _is_plain(path: str) -> bool:
    return all(step.keyword in _AS_IT_IS for step in steps(path))


def asked_changes(level: Level, one: Asking) -> None:
    """Note what follows for an asking schema from a change of the schema that it asks by.

    Args:
        level: both sides of the asking schema.
        one: the place, and the schemas that are asked by.
    """
    kept = all(level.implies((old,), (new,)) for old, new in one.named)
    fits = all(level.implies((new,), (old,)) for old, new in one.named)
    condition = condition_of(level.new.atoms)
    if (kept and fits) or not (one.keyword == "not" or condition.demands):
        return
    kept, fits = kept and one.is_plain, fits and one.is_plain
    if one.keyword == "not":
        traits = {"rules-out-more"} if kept else {"rules-out-less"} if fits else set()
    else:
        traits = traits_of(verdict_of(level, condition, kept=kept, fits=fits))
    level.emit(f"field.{one.keyword}.changed", traits=traits)


def but_asked(
    changes: Iterable[Change], asking: Iterable[tuple[Change, str]], reach: Reach, left_out: list[Change]
) -> Iterator[Change]:
    """Leave out what is told of a schema for operations that only ask by it, and are told what follows from that.

    Args:
        changes: those of named schemas.
        asking: what follows where a schema asks by another one, with the name of that.
        reach: finds what uses the schemas of the new side.
        left_out: takes those that are told of nobody.
    """
    changes = list(changes)
    names: dict[_Place, set[Owner]] = {}
    for change, name in asking:
        names.setdefault(_place(change), set()).add(Owner("schema", name, scope=change.owner.scope))
    held = reach.of_what_is_held()
    reached: dict[tuple[Owner, str], set[Owner]] = {}
    for (location, operations), named in _told(changes, names, held).items():
        for owner in reach.below(named):
            reached.setdefault((owner, location), set()).update(operations)
    for change in changes:
        asked = reached.get((change.owner, change.location))
        is_asking = not change.operations and _place(change) in names
        if asked is None or is_asking or change.kind.startswith(_WHATEVER_FITS):
            yield change
            continue
        elsewhere = asked.difference(_used(held, change))
        if left := tuple(owner for owner in change.operations if owner not in elsewhere):
            yield replace(change, operations=left)
        else:
            left_out.append(change)


def _told(
    changes: Iterable[Change], names: Mapping[_Place, set[Owner]], held: Reach
) -> Mapping[tuple[str, tuple[Owner, ...]], set[Owner]]:
    """Return of whom it is told that something asks by which schemas: of operations that use what asks itself."""
    told: dict[tuple[str, tuple[Owner, ...]], set[Owner]] = {}
    for change in changes:
        if named := names.get(_place(change)):
            used = _used(held, change)
            operations = tuple(owner for owner in change.operations if owner in used)
            if operations or not change.operations:
                told.setdefault((change.location, operations), set()).update(named)
    return told


def _place(change: Change) -> _Place:
    return change.owner, change.kind, change.location, change.field


def _used(held: Reach, change: Change) -> frozenset[Owner]:
    """Return the operations that use what a change is told of, in the way in which it is told."""
    flows = held.flows(change.owner)
    if change.location.endswith(".body"):
        flows = {flow: owners for flow, owners in flows.items() if flow == change.direction}
    return frozenset[Owner]().union(*flows.values())
