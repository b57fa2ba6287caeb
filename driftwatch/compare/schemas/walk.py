"""Compare two schemas field by field, so that each difference is told once, where it happened.

Both sides are walked with a list of tasks, never by recursion: a schema hundreds of levels deep is a long list.
References to the same named schema are not followed: the pair is noted in `NamedPairs`, and whoever holds the snapshots
compares each pair once (driftwatch.compare.schemas.shared).
"""

from collections import deque
from collections.abc import Callable, Container, Iterable
from functools import partial
from typing import Final

from msgspec import UNSET
from msgspec.structs import replace

from driftwatch.compare.match.digests import digest, name_of, property_names, state_the_same
from driftwatch.compare.match.likeness import overlap
from driftwatch.compare.schemas.branch_names import naming_alternatives
from driftwatch.compare.schemas.composition import composition_changes
from driftwatch.compare.schemas.envelopes import value_envelope_changes
from driftwatch.compare.schemas.exchanges import exchanging
from driftwatch.compare.schemas.joining import (
    Moves,
    but_implied,
    moves_of,
    offered_fields,
    only_offers,
    promises_fields,
)
from driftwatch.compare.schemas.keywords import keyword_changes, listed_by_name, listed_changes, standing_changes
from driftwatch.compare.schemas.level import BELOW, Level, Pairing, Task, Ways, Where
from driftwatch.compare.schemas.members import (
    member_changes,
    members_of_alternatives,
    moved_properties,
    one_member,
)
from driftwatch.compare.schemas.named_pairs import NamedPairs
from driftwatch.compare.schemas.reach import AskedBy
from driftwatch.compare.schemas.references import (
    file_part,
    identity,
    is_alias,
    is_bare,
    is_joined,
    next_opened,
    states_again,
    tell_references,
)
from driftwatch.compare.schemas.remarks import remark_changes
from driftwatch.compare.schemas.types import type_changes
from driftwatch.compare.schemas.views import GROUPS, Member, Parts, View, ViewOfType, opened, parts_of
from driftwatch.compare.trees import Node, SchemaSide, differing
from driftwatch.compare.values.parts import joined
from driftwatch.errors import BudgetError
from driftwatch.model.address import ROOT
from driftwatch.model.change import Change
from driftwatch.model.facts import Header, Parameter
from driftwatch.model.failure import Failure, changes_of_failures
from driftwatch.model.json_values import canonical

__all__ = ["SchemaSide", "Where", "compare_fields"]

MAX_AGAIN: Final = 500
"""Times that schemas are held against each other below one root all of which were looked at there before: only circles
under new names get there. They would never end, and each round tells the same at a longer path."""
MAX_AGAIN_IN_ALL: Final = 200_000
"""The same in one comparison: some minutes."""

MAX_JOINED: Final = 20_000
"""Schemas in one comparison that allOf and references join to others, beyond the first few of each: some seconds. Only
ladders of schemas, each of which holds the next one, get there, since every step joins all that are left below it."""

_SAME_SCHEMA: Final = 0.25
"""Share of common properties from which two schemas, each of which has a name of its own, are one."""
_SEPARATORS: Final = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
"""What stands between the items of a list, by the style of a parameter that is not repeated."""
_FEW_JOINED: Final = 40
_MAX_TIMES: Final = 20
"""Places below one root at which the same two schemas are held against each other: the first ones tell it all."""


def compare_fields(
    old: SchemaSide,
    new: SchemaSide,
    *,
    old_root: str,
    new_root: str,
    where: Where,
    pairs: NamedPairs,
    ways: Ways | None = None,
) -> tuple[Change, ...]:
    """Compare the schema below `old_root` with the one below `new_root`; sorted by field and kind.

    Args:
        old: the owner's schemas in the old snapshot.
        new: those of the same owner in the new one.
        old_root: address above the root: `request · application/json`, `parameter · query · limit`, `schema`.
        new_root: the same in the new snapshot.
        where: what to stamp on the changes.
        pairs: takes the pairs of named schemas met on the way.
        ways: takes whether what is found holds of one way only in which values travel.

    A parameter or header without a schema takes any value. A schema that only one side has is no change of anything
    else: that a media type gained or lost its schema is told there.
    """
    before, after = old.root(old_root), new.root(new_root)
    if before is None and after is None:
        return ()
    if (before is None or after is None) and not (_has_values(old, old_root) and _has_values(new, new_root)):
        return ()
    separators = (_separator(old, old_root), _separator(new, new_root))
    walk = _Walk(old, new, where=where, pairs=pairs, ways=ways or Ways(), separators=separators)
    return walk.run(Task(_stated(before), _stated(after), ROOT, where.role))


def compare_property(
    sides: tuple[SchemaSide, SchemaSide], name: str, members: tuple[Member, Member], *, where: Where, pairs: NamedPairs
) -> tuple[Change, ...]:
    """Compare one property of two schemas, whatever declares it there; sorted by field and kind."""
    return _Walk(*sides, where=where, pairs=pairs, ways=Ways(), separators=(None, None)).property(name, *members)


def compare_asked(
    old: SchemaSide, new: SchemaSide, by: AskedBy, *, where: Where, pairs: NamedPairs
) -> tuple[tuple[Change, str], ...]:
    """Compare named schemas by which a schema only asks what a value is: each change of that one with their name."""
    return _Walk(old, new, where=where, pairs=pairs, ways=Ways(), separators=(None, None)).asked(by)


def _has_values(side: SchemaSide, root: str) -> bool:
    """Tell whether what stands at an address has a value, be its schema documented or not."""
    return isinstance(side.fact_at(root), Parameter | Header)


def _stated(root: Node | None) -> tuple[Node, ...]:
    return () if root is None else (root,)


def _separator(side: SchemaSide, root: str) -> str | None:
    """Return what stands between the items of a list that is sent: "" where it is repeated, None where none is."""
    fact = side.fact_at(root)
    if not isinstance(fact, Parameter):
        return None
    return "" if fact.explode and fact.style == "form" else _SEPARATORS.get(fact.style)


class _Walk:
    """The walk over one pair of roots."""

    def __init__(
        self,
        old: SchemaSide,
        new: SchemaSide,
        *,
        where: Where,
        pairs: NamedPairs,
        ways: Ways,
        separators: tuple[str | None, str | None],
    ) -> None:
        self._old = old
        self._new = new
        self._where = where
        self._pairs = pairs
        self._ways = ways
        self._separators = separators
        self._seen: dict[Pairing, int] = {}
        self._looked_at: set[tuple[int, str]] = set()
        self._again = 0
        self._differing: dict[tuple[int, int], frozenset[str]] = {}

    def run(self, root: Task) -> tuple[Change, ...]:
        """Compare the roots and everything below them."""
        return self._all(() if root.old and root.new and self._equal(root.old[0], root.new[0]) else (root,))

    def property(self, name: str, old: Member, new: Member) -> tuple[Change, ...]:
        """Compare a property alone and everything below it."""
        level = self._level(Task((), (), ROOT, self._where.role), (), (), referring=False)
        one_member(level, name, old, new)
        return self._all(level.tasks, level.changes)

    def asked(self, by: AskedBy) -> tuple[tuple[Change, str], ...]:
        """Compare what is asked by some named schemas, where both sides refer to them in the same words."""
        from driftwatch.compare.schemas.asking_schemas import asked_changes, asking  # noqa: PLC0415 - few schemas need it

        found: list[tuple[Change, str]] = []
        for one in asking(self._old, self._new, by):
            role = self._where.role if one.path == ROOT else BELOW.get(self._where.role, self._where.role)
            level = self._level(Task(one.old, one.new, one.path, role), one.old, one.new, referring=True)
            asked_changes(level, one)
            found += [(_placed(change), one.name) for change in level.changes]
        return tuple(found)

    def _all(self, waiting: Iterable[Task], noted: Iterable[Change] = ()) -> tuple[Change, ...]:
        found, tasks = [*noted], deque(waiting)
        while tasks:
            if (spent := self._spent()) is not None:
                found += self._over_budget(spent)
                break
            level = self._step(tasks.popleft())
            if level is not None:
                self._settle(level)
                found += naming_alternatives(level)
                tasks += level.tasks
        return tuple(sorted((_placed(change) for change in found), key=_order))

    def _settle(self, level: Level) -> None:
        """Leave out what is told of values where both sides admit the same; what they list by name may differ still.

        What stands on the new side for its context alone is of the old one: it is looked at as it is now.
        """
        if level.task.settled:
            level.settle()
            return
        sides = self._pairs.beside_today(level.task, self._old.snapshot, self._new) if level.may_be_settled else None
        if sides is not None and self._pairs.verdicts.same(*map(joined, sides)):
            level.settle()
            members_of_alternatives(level)
            listed = [self._pairs.verdicts.listed(joined(nodes)) for nodes in sides]
            if all(listed):
                listed_by_name(level, *listed)

    def _count(self, key: Pairing) -> None:
        """Count a pairing that holds no schema which was not looked at before."""
        known = self._looked_at
        if key[0] <= known and key[1] <= known:
            self._again += 1
            self._pairs.again += 1
        known.update(*key)

    def _count_joined(self, *joined: tuple[Node, ...]) -> None:
        self._pairs.joined += max(0, sum(map(len, joined)) - _FEW_JOINED)

    def _spent(self) -> BudgetError | None:
        """Return the budget that is used up, if one is."""
        if self._again > MAX_AGAIN or self._pairs.again > MAX_AGAIN_IN_ALL:
            limit = MAX_AGAIN if self._again > MAX_AGAIN else MAX_AGAIN_IN_ALL
            return BudgetError(limit, "rounds through the same schemas")
        return BudgetError(MAX_JOINED, "schemas joined to others") if self._pairs.joined > MAX_JOINED else None

    def _over_budget(self, error: BudgetError) -> tuple[Change, ...]:
        """Say that not all was compared; what lies nearest to the root was."""
        where = self._where
        failure = Failure(owner=where.owner, stage="comparison", error=error, operations=where.operations)
        return changes_of_failures([failure])

    def _step(self, task: Task) -> Level | None:
        if self._only_refer(task):
            return None
        key = (frozenset(identity(node) for node in task.old), frozenset(identity(node) for node in task.new))
        times = self._seen.get(key, 0)
        if key[0] == key[1] or key in task.trail or times > _MAX_TIMES:
            return None
        self._seen[key] = times + 1
        self._count(key)
        moves = but_implied(moves_of(task.old, task.new), task.old, task.new, self._pairs.verdicts)
        if moves.inline and self._says_the_same(task, moves.annotations):
            moves = moves.only_annotations
        moves = moves.but_bounds(task.old, task.new)
        if promises_fields(task, [branch for _, branch in moves.removed], self._ways):
            # Its fields are told, and so are those of what stands in its place, with the type that it states.
            moves = moves.without_removed.without_added if moves.removed else moves.without_removed
        old, new, matched = self._taken_apart(task, moves.told)
        task = task if matched else exchanging(task)
        self._pairs.note_exchange(self._where.owner, task, (self._old, self._new))
        level = self._level(task, old, new, referring=bool(matched))
        if matched and (level.changes or states_again(level, matched)):
            level = self._level(task, *self._in_context(old, new, matched), referring=False)
            moved_properties(level, (*old, *new), matched)
        _mark_what_counts_now(level, referring=bool(matched) and self._pairs.beside_references)
        _tell_moves(level, moves)
        tell_references(level, matched, self._old.snapshot)
        if any(node.field.ref for node in (*task.old, *task.new)):
            trail = task.trail | {key}
            level.tasks[:] = [below._replace(trail=trail) for below in level.tasks]
        elif task.trail:
            level.tasks[:] = [below._replace(trail=task.trail) for below in level.tasks]
        return level

    def _equal(self, old: Node, new: Node) -> bool:
        """Tell whether two nodes are equal with everything below; most are, and stand at the same path."""
        if old.path != new.path:
            return digest(old) == digest(new)
        trees = (id(old.tree), id(new.tree))
        if trees not in self._differing:
            self._differing[trees] = differing(old.tree, new.tree)
        return new.path not in self._differing[trees]

    def _only_refer(self, task: Task) -> bool:
        """Tell whether both sides refer to one schema, be it renamed, and state nothing else that differs.

        Then the pair is noted and nothing is left to do: most references under new names are such.
        """
        if len(task.old) != 1 or len(task.new) != 1:
            return False
        old, new = task.old[0], task.new[0]
        if not (is_bare(old) and is_bare(new) and state_the_same(old, new)):
            return False
        if not self._is_renamed(old, new):
            return False
        self._pairs.add(self._old.owner_named(old.field.ref), self._new.owner_named(new.field.ref))
        return True

    def _says_the_same(self, task: Task, without: frozenset[tuple[int, str]]) -> bool:
        """Tell whether both sides demand the same when joined: then an inline branch more or less says nothing new."""
        old, new, matched = self._taken_apart(task, without)
        level = self._level(task, old, new, referring=bool(matched))
        return not level.changes and all(set(map(digest, one.old)) == set(map(digest, one.new)) for one in level.tasks)

    def _level(self, task: Task, old: tuple[Node, ...], new: tuple[Node, ...], *, referring: bool) -> Level:
        views = [View(atoms, singles=True) for atoms in (old, new)]
        grouped = any(view.offers_several for view in views)
        if grouped:
            views = [View(atoms, singles=False) for atoms in (old, new)]
        if task.of_type:
            views = [ViewOfType(atoms, singles=not grouped, type_=task.of_type) for atoms in (old, new)]
        level = Level(
            task,
            views[0],
            views[1],
            where=self._where,
            equal=self._equal,
            verdicts=self._pairs.verdicts,
            ways=self._ways,
            separators=self._separators if task.path == ROOT else (None, None),
            referring=referring,
        )
        if not composition_changes(level, self._renamed):
            _tell_demands(level)
        return level

    def _taken_apart(
        self, task: Task, without: frozenset[tuple[int, str]]
    ) -> tuple[tuple[Node, ...], tuple[Node, ...], list[tuple[Node, Node]]]:
        """Open references until what is left refers to the same named schemas on both sides; note those pairs."""
        if not without and len(task.old) == len(task.new) == 1 and not any(map(is_joined, (*task.old, *task.new))):
            return task.old, task.new, []  # as most schemas are
        opened: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        while True:
            singles = not self._grouped(task, opened, without)
            old = parts_of(task.old, opened=opened[0], singles=singles, without=without)
            new = parts_of(task.new, opened=opened[1], singles=singles, without=without)
            own = partial(self._own_references, task.new, opened=opened[1], singles=singles, without=without)
            matched = self._matched(old, new, own)
            unmatched = (
                old.references.keys() - {one for one, _ in matched},
                new.references.keys() - {one for _, one in matched},
            )
            if not unmatched[0] and not unmatched[1]:
                break
            more = next_opened((old, new), unmatched)
            opened = (opened[0] | more[0], opened[1] | more[1])
        self._count_joined(old.atoms, new.atoms)
        referring = [(old.references[one], new.references[other]) for one, other in matched]
        for one, other in referring:
            # What stands on the new side for its context alone refers to what there was, not to what there is.
            if other.tree.side.snapshot is self._new.snapshot:
                self._pairs.add(self._old.owner_named(one.field.ref), self._new.owner_named(other.field.ref))
        return old.atoms, new.atoms, referring

    def _grouped(
        self, task: Task, opened: tuple[frozenset[str], frozenset[str]], without: frozenset[tuple[int, str]]
    ) -> bool:
        """Tell whether either side offers several branches: then a single one counts as a branch, too."""
        for nodes, names in zip((task.old, task.new), opened, strict=True):
            parts = parts_of(nodes, opened=names, singles=False, without=without)
            if any(len(atom.below(group)) > 1 for atom in parts.atoms for group in GROUPS):
                return True
        return False

    def _matched(self, old: Parts, new: Parts, own: Callable[[], Container[str]]) -> list[tuple[str, str]]:
        names = [(name, name) for name in old.references if name in new.references]
        # What the new side has for its context alone, and leads nowhere, it lacks.
        if any(self._may_be_lent(new.references[name]) for name, _ in names):
            known = own()
            names = [(name, name) for name, _ in names if name in known or not self._may_be_lent(new.references[name])]
        gone = [name for name in old.references if name not in new.references]
        come = [name for name in new.references if name not in old.references]
        if len(gone) == len(come) == 1:
            one, other = old.references[gone[0]], new.references[come[0]]
            if self._is_renamed(one, other):
                names.append((gone[0], come[0]))
        return names

    def _may_be_lent(self, node: Node) -> bool:
        return node.tree.side.snapshot is self._old.snapshot and node.target() is None

    def _own_references(
        self, nodes: Iterable[Node], *, opened: frozenset[str], singles: bool, without: frozenset[tuple[int, str]]
    ) -> Container[str]:
        own = tuple(node for node in nodes if node.tree.side.snapshot is not self._old.snapshot)
        return parts_of(own, opened=opened, singles=singles, without=without).references

    def _is_renamed(self, old: Node, new: Node) -> bool:
        """Tell whether two nodes refer to one schema, be it renamed; one with other fields took the place of one."""
        names = name_of(old), name_of(new)
        if names[0] == names[1]:
            return True
        if names not in self._pairs.renamed:
            self._pairs.renamed[names] = self._renamed(*names) and _have_much_in_common(old, new)
        return self._pairs.renamed[names]

    def _renamed(self, old: str, new: str) -> bool:
        """Tell whether two names may be one schema: each of what its own side alone defines."""
        if not old or not new or old == new:
            return True
        was, is_now = self._old.named(old), self._new.named(new)
        if was is is_now is None:
            return file_part(old) == file_part(new)  # neither was read
        return was is not None is not is_now and self._new.named(old) is self._old.named(new) is None

    def _in_context(
        self, old: tuple[Node, ...], new: tuple[Node, ...], matched: list[tuple[Node, Node]]
    ) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
        """Add to both sides what the schemas said that both refer to: what changed in them is told elsewhere."""
        targets = [target for one, other in matched if (target := one.target() or other.target()) is not None]
        context = opened(targets)
        self._count_joined(context)
        return (*old, *context), (*new, *context)


def _have_much_in_common(old: Node, new: Node) -> bool:
    """Tell whether two schemas may be one by their properties; where either has none, these say nothing."""
    olds, news = (property_names(opened((node,))) for node in (old, new))
    return not (olds and news) or overlap(olds, news) >= _SAME_SCHEMA


def _tell_demands(level: Level) -> None:
    """Note what one schema demands otherwise, of itself and of what lies below it."""
    same = level.same_keywords
    if not same and level.travels_on_one_side:
        standing_changes(level)
        return
    other_type = not same and type_changes(level)
    if level.is_one_sided and level.changes:
        return  # where there is no schema any more anything goes: its bounds and properties are not told one by one
    if level.old.impossible != level.new.impossible:
        standing_changes(level)
        return
    if other_type:
        value_envelope_changes(level)
        level.leave_out_what_another_type_tells()
        listed_changes(level)
        standing_changes(level)
    elif not same:
        keyword_changes(level)
        level.leave_out_what_the_type_tells()
    if not same:
        remark_changes(level)
    # Of what is no object any more the type says it all; of what is one now it may be news what there is to read or to
    # send.
    gone = other_type and ("object" not in level.new.types or level.textual)
    member_changes(level, properties=not gone, extra=not (other_type or level.was_or_is_anything))
    if other_type:
        level.leave_out_what_an_object_requires()


def _mark_what_counts_now(level: Level, *, referring: bool) -> None:
    """Mark what is told of a reference that stood alone: who wrote it knows since when it counts.

    Args:
        level: what was found.
        referring: whether both sides refer to one schema, and what stands beside references did not count before.
    """
    old = level.task.old[0] if referring and len(level.task.old) == 1 else None
    if old is None or not is_alias(old):
        return
    level.changes[:] = [
        replace(change, traits=change.traits | {"counts-now"}) if change.field == level.task.path else change
        for change in level.changes
    ]


def _tell_moves(level: Level, moves: Moves) -> None:
    for action, branches in (("removed", moves.removed), ("annotation-removed", moves.annotations_removed)):
        if branches:
            labels = sorted(step.label for step, _ in branches)
            level.emit(f"field.all-of.{action}", before=labels, nodes=(branches[0][1], None))
    if only_offers(moves.added, level.task.old):
        fields = offered_fields(moves.added, level.task.old)
        if fields:
            level.emit("field.all-of.offered", after=fields, nodes=(None, moves.added[0][1]))
        moves = moves.without_added
    for action, branches in (("added", moves.added), ("annotation-added", moves.annotations_added)):
        if branches:
            labels = sorted(step.label for step, _ in branches)
            level.emit(f"field.all-of.{action}", after=labels, nodes=(None, branches[0][1]))


def _placed(change: Change) -> Change:
    return replace(change, field=None) if change.field == ROOT else change


def _order(change: Change) -> tuple[str, str, str]:
    sides = (None if side is UNSET else side for side in (change.before, change.after))
    return change.field or "", change.kind, canonical(list(sides))
