"""What changed in what is demanded under a condition: `if`, `then` and `else`.

Of a schema with a condition fits what meets `then` where it meets `if`, and `else` where it does not. A schema of `if`
rules nothing out by itself: it says of which values something is demanded. One that more values meet demands more by
`then`, and less by `else`.
"""

from collections import Counter, deque
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from msgspec import UNSET
from msgspec.structs import replace

from driftwatch.compare.match.digests import Branch, digest, stated_keywords
from driftwatch.compare.schemas.circumstances import declaring
from driftwatch.compare.schemas.condition_words import in_words
from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.reach import AskedBy, Reach
from driftwatch.compare.schemas.views import View
from driftwatch.compare.trees import Node, SchemaSide
from driftwatch.compare.values.alternatives import admits_everything
from driftwatch.compare.values.verdict import Verdict
from driftwatch.model.change import Change
from driftwatch.model.paths import ITEMS, PROPERTY, but_joined, cut, steps
from driftwatch.model.snapshot import Owner
from driftwatch.model.tree import NAMED_ROOT, is_asked

_TRAITS: Final[Mapping[Verdict, str]] = {"narrower": "binds-more", "wider": "binds-less", "equal": "binds-the-same"}


_WHATEVER_FITS: Final = (
    "field.default.", "field.deprecated", "field.format-remark.", "field.reactivated", "field.reference.",
    "field.stability.", "field.sunset.", "field.value-names.", "field.value-remarks.", "field.xml.", "schema.",
)  # fmt: skip
"""What is said of a schema beside which values fit it."""
_MOST_LED_TO: Final = 64
"""Of so many schemas below one by which another one asks it is looked at whether they differ."""
_AS_IT_IS: Final = frozenset(("allOf", "anyOf", PROPERTY, ITEMS))
"""Keywords below which a schema that takes more makes what stands above take more."""

_Mark: TypeAlias = frozenset[bytes]
_Consequence: TypeAlias = tuple[_Mark, _Mark]
_Place: TypeAlias = tuple[Owner, str, str, str | None]


class _Condition(NamedTuple):
    """What is asked, and the schemas of what follows where it is so, and where it is not."""

    asked: list[Branch]
    then: list[Branch]
    otherwise: list[Branch]

    @property
    def demands(self) -> bool:
        """Tell whether anything is said to follow, be it nothing."""
        return bool(self.then or self.otherwise)

    @property
    def mark(self) -> _Mark:
        """What is equal for conditions that ask the same."""
        return frozenset(digest(node) for _, node in self.asked)

    @property
    def consequence(self) -> _Consequence:
        """What is equal for conditions of which the same follows."""
        then, otherwise = (frozenset(digest(node) for _, node in each) for each in (self.then, self.otherwise))
        return then, otherwise


def condition_changes(level: Level) -> None:
    """Note what is demanded otherwise under a condition, and hand on what follows from those of both sides.

    Of several conditions each is held against the one that asks the same, or of which the same follows, or the only
    other one: what follows from one condition says nothing of another one.
    """
    olds, news = _by_question(level.old), _by_question(level.new)
    if len(olds) < 2 and len(news) < 2:  # noqa: PLR2004 - one condition is held against whatever the other side asks
        _condition(level, *(_stated(view.atoms) for view in (level.old, level.new)))
        return
    pairs = [(olds.pop(mark), news.pop(mark)) for mark in olds.keys() & news.keys()]
    ones, others = (_alone_in_what_follows(side) for side in (olds, news))
    pairs += [(olds.pop(ones[follows]), news.pop(others[follows])) for follows in ones.keys() & others.keys()]
    if len(olds) == len(news) == 1:
        pairs.append((olds.popitem()[1], news.popitem()[1]))
    for old, new in sorted(pairs, key=lambda pair: pair[1].asked[0][1].path):
        _condition(level, old, new)
    _came_or_went(level, "if", [one for old in olds.values() for one in old.asked], [])
    _came_or_went(level, "if", [], [one for new in news.values() for one in new.asked])


def _by_question(view: View) -> dict[_Mark, _Condition]:
    """Return the conditions of a schema, by what they ask."""
    found: dict[_Mark, list[Node]] = {}
    for atom in view.atoms:
        condition = _stated((atom,))
        if condition.asked:
            found.setdefault(condition.mark, []).append(atom)
    return {mark: _stated(atoms) for mark, atoms in found.items()}


def _alone_in_what_follows(conditions: Mapping[_Mark, _Condition]) -> dict[_Consequence, _Mark]:
    """Return the marks of the conditions from which something follows that follows from no other one, by that."""
    count = Counter(one.consequence for one in conditions.values())
    return {one.consequence: mark for mark, one in conditions.items() if count[one.consequence] == 1}


def _stated(atoms: Iterable[Node]) -> _Condition:
    return _Condition(*([one for atom in atoms for one in atom.below(keyword)] for keyword in ("if", "then", "else")))


def _turned(one: _Condition) -> _Condition:
    """Return the same condition asked the other way round, where it is one of what is not so."""
    denied = [inner for _, node in one.asked if _only_denies(node) for inner in node.below("not")]
    return _Condition(denied, one.otherwise, one.then) if len(denied) == len(one.asked) == 1 else one


def _only_denies(node: Node) -> bool:
    return node.keywords == {"not"} and not stated_keywords(node)


def _condition(level: Level, old: _Condition, new: _Condition) -> None:
    if not (old.asked and new.asked and old.mark != new.mark and (old.demands or new.demands)):
        _came_or_went(level, "if", old.asked, new.asked)
    elif _turned(old).mark == new.mark:
        old = _turned(old)
    elif _turned(new).mark == old.mark:
        new = _turned(new)
    elif _turned(old) is not old and _turned(new) is not new:
        _asked_otherwise(level, _turned(old), _turned(new))
    else:
        _asked_otherwise(level, old, new)
    for keyword, *sides in (("then", old.then, new.then), ("else", old.otherwise, new.otherwise)):
        before, after = ([one for one in side if not admits_everything(one[1])] for side in sides)
        if before and after:
            ones, others = _nodes(before), _nodes(after)
            around = declaring(level.old, level.new, ones, others)
            level.go_on([*ones, *around], [*others, *around], after[0][0])
        else:
            _came_or_went(level, keyword, before, after)


def _came_or_went(level: Level, keyword: str, old: list[Branch], new: list[Branch]) -> None:
    if old and new:
        level.go_on(_nodes(old), _nodes(new), new[0][0])
    elif old:
        level.emit(f"field.{keyword}.removed", nodes=(old[0][1], None))
    elif new:
        level.emit(f"field.{keyword}.added", nodes=(None, new[0][1]))


def _asked_otherwise(level: Level, old: _Condition, new: _Condition) -> None:
    """Note that something is demanded of other values than before; what is demanded is held against that alone.

    Where something else follows as well, it must be known of what followed before and of what follows now.
    """
    asked = _nodes(old.asked), _nodes(new.asked)
    kept, fits = level.implies(*asked), level.implies(*asked[::-1])
    if (kept and fits) or not (old.demands and new.demands):
        return
    verdicts = {_verdict(level, one, kept=kept, fits=fits) for one in (old, new)}
    verdicts -= {"equal"} if len(verdicts) > 1 else set()
    verdict = verdicts.pop() if len(verdicts) == 1 else "other"
    before, after = (_said(each, alone) for each, alone in ((old, new), (new, old)))
    sides = (before, after) if before and after and before != after else (UNSET, UNSET)
    nodes = (asked[0][0], asked[1][0])
    level.emit("field.if.changed", *sides, nodes=nodes, traits={_TRAITS[verdict]} if verdict in _TRAITS else set())


class Asking(NamedTuple):
    """What asks by a named schema what a value is, or rules out what fits it, in the same words on both sides."""

    name: str
    keyword: str
    path: str
    old: tuple[Node]
    new: tuple[Node]
    named: tuple[tuple[Node, Node], ...]
    """The schema that it referred to and the one that it refers to by now, and so those to which that leads."""
    is_plain: bool
    """Where the named schema takes more, so does all that is asked."""


def asking(old: SchemaSide, new: SchemaSide, by: AskedBy) -> Iterator[Asking]:
    """Yield where a named schema asks by some others."""
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
    """Note what follows from what a schema is by now by which another one asks; `level` is of that other one."""
    kept = all(level.implies((old,), (new,)) for old, new in one.named)
    fits = all(level.implies((new,), (old,)) for old, new in one.named)
    condition = _stated(level.new.atoms)
    if (kept and fits) or not (one.keyword == "not" or condition.demands):
        return
    kept, fits = kept and one.is_plain, fits and one.is_plain
    if one.keyword == "not":
        traits = {"rules-out-more"} if kept else {"rules-out-less"} if fits else set()
    else:
        verdict = _verdict(level, condition, kept=kept, fits=fits)
        traits = {_TRAITS[verdict]} if verdict in _TRAITS else set()
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


def _verdict(level: Level, one: _Condition, *, kept: bool, fits: bool) -> Verdict:
    """Return how the values that fit now relate to those of before, where only what is asked is another one.

    Args:
        level: both sides.
        one: what follows from the condition.
        kept: whether what met it before meets it now.
        fits: whether what meets it now met it before.
    """
    then, otherwise = _nodes(one.then), _nodes(one.otherwise)
    harder, easier = level.implies(then, otherwise), level.implies(otherwise, then)
    # What meets it newly must be what `then` says, and must not be what `else` says any more.
    within, around = (fits or harder) and (kept or easier), (kept or harder) and (fits or easier)
    if within and around:
        return "equal"
    if within or around:
        return "narrower" if within else "wider"
    return "other"


def _said(one: _Condition, other: _Condition) -> str:
    words = in_words(_nodes(one.asked))
    if not words:
        return ""
    return f"{'if' if one.then or other.then else 'unless'} {words}"


def _nodes(branches: Iterable[Branch]) -> list[Node]:
    return [node for _, node in branches]
