"""What changed below a schema: properties, items, map values, and the sub-schemas of the other keywords."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import UNSET

from driftwatch.compare.match.digests import Branch, property_names, settled
from driftwatch.compare.schemas.alternative_properties import (
    AlternativeProperty,
    alternative_properties,
    fields_of_some,
)
from driftwatch.compare.schemas.bounds import may_lack_all
from driftwatch.compare.schemas.circumstances import declaring
from driftwatch.compare.schemas.envelopes import envelope_changes
from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.limits import Limits, limiting
from driftwatch.compare.schemas.nesting import nesting_changes
from driftwatch.compare.schemas.renames import renamed_members
from driftwatch.compare.schemas.views import GROUPS, Member, View, ViewOfType, opened
from driftwatch.compare.trees import Node, differing_below
from driftwatch.compare.values.alternatives import admits_nothing
from driftwatch.compare.values.kinds import is_any_name
from driftwatch.model.address import child
from driftwatch.model.paths import ITEMS, MAP, PROPERTY, Step

_CONDITION: Final = frozenset(("if", "then", "else"))
_SINGLE: Final = {
    "contains": "contains",
    "propertyNames": "property-names",
    "contentSchema": "content-schema",
}
_UNEVALUATED: Final = {
    "unevaluatedProperties": ("unevaluated_properties", "unevaluated-properties"),
    "unevaluatedItems": ("unevaluated_items", "unevaluated-items"),
}
_EACH_ITEM: Final = Step(ITEMS, "", "[]")
_EACH_VALUE: Final = Step(MAP, "", ".*")
_NOBODY: Final = Member((), required=False)
_NAMED: Final = {"patternProperties": "pattern-property", "dependentSchemas": "dependent-schema"}
_ALTERNATIVES: Final = frozenset(GROUPS)
_MOST_OFFERED: Final = 40
"""Alternatives each of which is asked for its properties."""
_NOT_DECLARED: Final = frozenset((*_UNEVALUATED, MAP))
_DECLARING: Final = frozenset((*GROUPS, *_CONDITION, "allOf", "dependentSchemas"))
"""Keywords whose schemas may declare properties of the object that they hang on."""
_SELDOM: Final = frozenset((*_CONDITION, *_SINGLE, *_NAMED, "prefixItems"))


def member_changes(level: Level, *, properties: bool, extra: bool) -> None:
    """Note what changed below a schema, and hand on what both sides have.

    Args:
        level: both sides.
        properties: whether those that are declared are looked at.
        extra: whether further ones are: of what was no object, or is none any more, nothing is ruled out by that.
    """
    below = level.old.keywords | level.new.keywords
    same = level.same_keywords
    if not below and same:
        return
    if properties and not envelope_changes(level):
        _properties(level)
    if ITEMS in below:
        _items(level)
    if not same or not below.isdisjoint(_NOT_DECLARED):
        _not_declared(level, extra=extra)
    if not below.isdisjoint(_SELDOM):
        _seldom(level)


def _not_declared(level: Level, *, extra: bool) -> None:
    """Compare what is admitted beside what is declared.

    Where nothing is on either side, the two keywords that say so differ only in what they take for declared: where
    no part, alternative or condition may declare anything, in nothing.
    """
    if _are_closed_otherwise(level):
        _unevaluated(level, "unevaluatedItems", *_UNEVALUATED["unevaluatedItems"])
        return
    if extra:
        _extra(level)
    for keyword, (attribute, noun) in _UNEVALUATED.items():
        _unevaluated(level, keyword, attribute, noun)


def _are_closed_otherwise(level: Level) -> bool:
    sides = (level.old, level.new)
    shut = [_is_shut(view, "unevaluatedProperties", "unevaluated_properties") for view in sides]
    return shut[0] != shut[1] and all(map(_is_one_part, sides)) and all(map(_names_all, sides))


def _is_one_part(view: View) -> bool:
    return len(view.atoms) == 1 and not view.atoms[0].field.ref and view.keywords.isdisjoint(_DECLARING)


def _seldom(level: Level) -> None:
    if level.old.has_any(_CONDITION) or level.new.has_any(_CONDITION):
        from driftwatch.compare.schemas.conditions import condition_changes  # noqa: PLC0415 - few schemas need it

        condition_changes(level)
    sides = ((level.old, level.new), (level.new, level.old))
    for keyword, noun in _SINGLE.items():
        _single(level, noun, *(_demanding(one, other, keyword) for one, other in sides))
    for keyword, noun in _NAMED.items():
        _named(level, keyword, noun)
    _prefix(level)


def moved_properties(level: Level, own: Iterable[Node], joined: Iterable[tuple[Node, Node]]) -> None:
    """Compare what moved between a schema and one that both sides refer to: it is neither gone nor new.

    That the other schema gained or lost it is told there.

    Args:
        level: what was found with what both sides refer to as it was.
        own: the nodes of both sides, without what they refer to.
        joined: the nodes that refer, in pairs.
    """
    targets = ((one.target(), other.target()) for one, other in joined)
    atoms = [(opened([old]), opened([new])) for old, new in targets if old and new]
    known = [tuple(map(property_names, both)) for both in atoms if not any(map(_are_unknown, both))]
    shifted = {name for before, after in known for name in before ^ after} & property_names(own)
    if not shifted:
        return
    ones, others = (View(opened(nodes), singles=False).members for nodes in (level.task.old, level.task.new))
    for name in sorted(shifted & ones.keys() & others.keys()):
        old, new, path = ones[name], others[name], child(level.task.path, _step(name).text)
        if old.nodes and new.nodes:
            level.changes[:] = [change for change in level.changes if change.field != path]
            level.tasks[:] = [task for task in level.tasks if task.path != path]
            _requirement(level, name, old, new)
            level.go_on(old.nodes, new.nodes, _step(name), required=(old.required, new.required))


def _are_unknown(parts: Iterable[Node]) -> bool:
    """Tell whether a part refers to nothing: what it declares and requires is unknown, not gone."""
    return any(part.field.ref and part.target() is None for part in parts)


def members_of_alternatives(level: Level) -> None:
    """Note properties that alternatives of one side alone declare, where both sides admit the same values.

    A branch whose values another one admits as well rules out and promises nothing, but it may be the only one that
    names what is sent or received. What is told of the branches in pairs is told there. It is only asked of branches
    that offer nothing further by themselves: how many these lead to is not known.
    """
    if not (level.old.offers or level.new.offers) or not all(map(_offers_plain_ones, (level.old, level.new))):
        return
    old, new = (_named_anywhere(view) for view in (level.old, level.new))
    apart = old.keys() ^ new.keys()
    told = {name for task in level.tasks if apart for name in _names(task.old) ^ _names(task.new)}
    paths = {change.field for change in level.changes}
    for name in sorted(apart - told):
        nodes, note = (old[name], _removed) if name in old else (new[name], _added)
        if child(level.task.path, _step(name).text) not in paths:
            note(level, name, Member(nodes, required=False))


def _offers_plain_ones(view: View) -> bool:
    branches = [branch for keyword in GROUPS for _, branch in view.below(keyword)]
    return len(branches) <= _MOST_OFFERED and not any(_whole(branch).has_any(_ALTERNATIVES) for branch in branches)


def _whole(*nodes: Node) -> View:
    return View(opened(nodes), singles=False)


def _names(nodes: Iterable[Node]) -> AbstractSet[str]:
    return _named_anywhere(_whole(*nodes)).keys()


def _named_anywhere(view: View) -> dict[str, tuple[Node, ...]]:
    """Return the properties that an object or any alternative of it declares."""
    found = {name: member.nodes for name, member in view.members.items() if member.nodes}
    return found | {name: one.nodes for name, one in alternative_properties(view).items() if name not in found}


def one_member(level: Level, name: str, old: Member, new: Member) -> None:
    """Compare one property of two schemas, of which nothing else is looked at."""
    _property(level, Limits(level.old, level.new), name, old, new)


def _properties(level: Level) -> None:
    moved = _told_by_alternatives(level)
    old, new = (_but(members, moved) for members in _may_differ(level.old, level.new))
    # A name that is still called required, by mistake, though its property has another one is no name of it any more.
    renamed = _renamed(level, old, new)
    old, new = _but(old, renamed), _but(new, renamed)
    nested = nesting_changes(level, _alone(old, new), _alone(new, old))
    old, new = _but(old, nested[0]), _but(new, nested[1])
    for name, member in old.items():
        if name not in new and member.nodes:
            _removed(level, name, member)
    for name, member in new.items():
        if name not in old and member.nodes:
            _added(level, name, member)
    _kept(level, old, new)


def _renamed(level: Level, old: Mapping[str, Member], new: Mapping[str, Member]) -> set[str]:
    """Compare properties that have another name, and return their names on both sides."""
    lost, come = _alone(old, new), _alone(new, old)
    pairs = renamed_members(lost, come)
    for before, after in pairs:
        _rename(level, (before, lost[before]), (after, come[after]))
    return {name for names in pairs for name in names}


def _kept(level: Level, old: Mapping[str, Member], new: Mapping[str, Member]) -> None:
    limits = Limits(level.old, level.new)
    for name in sorted(old.keys() & new.keys()):
        one, other = old[name], new[name]
        if limits.are_none and one.required == other.required and level.are_equal(one.nodes, other.nodes):
            continue
        _property(level, limits, name, one, other)
    for name in sorted(old.keys() ^ new.keys()):
        one, other = old.get(name, _NOBODY), new.get(name, _NOBODY)
        if name and not one.nodes and not other.nodes:
            _requirement(level, name, one, other)


def _may_differ(old: View, new: View) -> tuple[dict[str, Member], dict[str, Member]]:
    """Return the properties of both sides; where each is one schema at the same path, of those the ones that differ.

    Most properties of a schema that changed did not: nothing is made of them then.
    """
    whole = not isinstance(old, ViewOfType)
    if whole and len(old.atoms) == len(new.atoms) == 1 and old.atoms[0].path == new.atoms[0].path:
        one, other = old.atoms[0], new.atoms[0]
        if not one.field.requires and not other.field.requires:
            apart = differing_below(one.tree, other.tree, one.path)
            return _members_at(one, apart), _members_at(other, apart)
    return old.members, new.members


def _members_at(node: Node, paths: AbstractSet[str]) -> dict[str, Member]:
    found = {
        step.label: Node(node.tree, path)
        for step, path in node.tree.by_keyword(node.path).get(PROPERTY, ())
        if path in paths
    }
    return {name: Member((found[name],), found[name].field.required) for name in sorted(found)}


def _but(members: dict[str, Member], names: set[str]) -> dict[str, Member]:
    return {name: member for name, member in members.items() if name not in names} if names else members


def _told_by_alternatives(level: Level) -> set[str]:
    """Compare properties that moved into the alternatives beside them, or out of these, and return their names.

    What is required beside them and declared in them alone is theirs as well.
    """
    if not (level.old.has_any(_ALTERNATIVES) or level.new.has_any(_ALTERNATIVES)):
        return set()
    old, new = level.old.members, level.new.members
    lost, come = _declared_alone(old, new), _declared_alone(new, old)
    into, out_of = alternative_properties(level.new) if lost else {}, alternative_properties(level.old) if come else {}
    moved = {name: (old[name], _beside(new, name, into[name].member)) for name in sorted(lost & into.keys())}
    moved |= {name: (_beside(old, name, out_of[name].member), new[name]) for name in sorted(come & out_of.keys())}
    for name in sorted(lost & into.keys()):
        _fields_of_some(level, name, old[name], into[name], are_new=False)
    for name in sorted(come & out_of.keys()):
        _fields_of_some(level, name, new[name], out_of[name], are_new=True)
    for name, (one, other) in moved.items():
        _requirement(level, name, one, other)
        if one.nodes and other.nodes:
            level.go_on(one.nodes, other.nodes, _step(name), required=(one.required, other.required))
    return {*moved}


def _fields_of_some(level: Level, name: str, alone: Member, offered: AlternativeProperty, *, are_new: bool) -> None:
    """Note what a property always held, or always holds by now, and only some of the forms do that others give it."""
    if not offered.everywhere or offered.member.nodes:
        return
    for field, one, other in fields_of_some(alone, offered):
        place = child(_step(name).text, _step(field).text)
        if not other.nodes:
            _added(level, place, one) if are_new else _removed(level, place, one)
        else:
            _requirement(level, place, *((other, one) if are_new else (one, other)))


def _alone(ones: Mapping[str, Member], others: Mapping[str, Member]) -> dict[str, Member]:
    return {name: ones[name] for name in sorted(_declared_alone(ones, others))}


def _declared_alone(ones: Mapping[str, Member], others: Mapping[str, Member]) -> set[str]:
    return {name for name, member in ones.items() if member.nodes and not others.get(name, _NOBODY).nodes}


def _beside(members: Mapping[str, Member], name: str, offered_one: Member) -> Member:
    return Member(offered_one.nodes, offered_one.required or members.get(name, _NOBODY).required)


def _rename(level: Level, old: tuple[str, Member], new: tuple[str, Member]) -> None:
    (before, one), (after, other) = old, new
    step = _step(after)
    traits = _needed(other) | ({"was-required"} if one.required else set())
    level.emit("field.renamed", before, after, step=step, nodes=(one.nodes[0], other.nodes[0]), traits=traits)
    level.go_on(one.nodes, other.nodes, step, required=(other.required, other.required))


def _removed(level: Level, name: str, member: Member) -> None:
    if not _one_way(level, member):
        traits = _needed(member) | ({"further"} if _is_a_further_one(level, member) else set())
        level.emit("field.removed", step=_step(name), nodes=(member.nodes[0], None), traits=traits)


def _is_a_further_one(level: Level, member: Member) -> bool:
    """Tell whether what is documented of all further properties is what one was that is documented by name no longer.

    Of what is received it may be less: whoever reads it meets nothing else than before.
    """
    values = _nodes(limiting(level.new.below(MAP)))
    verdict = level.relate(member.nodes, values) if values else "other"
    return verdict in {"equal", "wider"} or (verdict == "narrower" and level.role.startswith("response"))


def _added(level: Level, name: str, member: Member) -> None:
    if not _one_way(level, member):
        traits = _needed(member) | ({"has-default"} if _has_default(member) else set())
        level.emit("field.added", step=_step(name), nodes=(None, member.nodes[0]), traits=traits)


def _property(level: Level, limits: Limits, name: str, old: Member, new: Member) -> None:
    if old.nodes and not new.nodes:
        _removed(level, name, old)
    elif new.nodes and not old.nodes:
        _added(level, name, new)
    else:
        _requirement(level, name, old, new)
        if old.nodes:
            ones, others = limits.beside(level, _step(name), (old.nodes, new.nodes))
            level.go_on(ones, others, _step(name), required=(old.required, new.required))


def _requirement(level: Level, name: str, old: Member, new: Member) -> None:
    if old.required == new.required or _one_way(level, new):
        return
    kind = "field.became-required" if new.required else "field.became-optional"
    traits = {"has-default"} if _has_default(new) else set()
    nodes = (old.nodes[0] if old.nodes else None, new.nodes[0] if new.nodes else None)
    level.emit(kind, old.required, new.required, step=_step(name), nodes=nodes, traits=traits)


def _one_way(level: Level, member: Member) -> bool:
    """Tell whether a property never travels this way: what is read-only is not sent."""
    computed = any(node.field.read_only or settled(node).field.read_only for node in member.nodes)
    return computed and level.role in {"request-body", "request-property"}


def _needed(member: Member) -> set[str]:
    return {"required" if member.required else "optional"}


def _has_default(member: Member) -> bool:
    return any(node.field.default is not UNSET for node in member.nodes)


def _step(name: str) -> Step:
    return Step(PROPERTY, name, name)


def _items(level: Level) -> None:
    old, new = level.old.below(ITEMS), level.new.below(ITEMS)
    arrays = "array" in level.old.types and "array" in level.new.types
    if ((old and new) or ((old or new) and arrays)) and not _end_of_positions(level, _nodes(old), _nodes(new)):
        level.go_on(_nodes(old), _nodes(new), _EACH_ITEM)


def _end_of_positions(level: Level, old: list[Node], new: list[Node]) -> bool:
    """Note that nothing may follow the items at fixed positions any more, or something may again; tell whether so."""
    closed = [any(node.field.impossible for node in side) for side in (old, new)]
    if closed[0] == closed[1] or not (level.old.below("prefixItems") and level.new.below("prefixItems")):
        return False
    kind = "field.became-impossible" if closed[1] else "field.became-possible"
    nodes = (old[0] if old else None, new[0] if new else None)
    level.emit(kind, step=_EACH_ITEM, nodes=nodes, traits={"beyond-positions"})
    return True


def _nodes(children: list[tuple[Step, Node]]) -> list[Node]:
    return [node for _, node in children]


def _extra(level: Level) -> None:
    """Compare what an object admits beside its properties: everything, values of one schema, or nothing."""
    old, new = limiting(level.old.below(MAP)), limiting(level.new.below(MAP))
    closed = [_is_closed(level.old), _is_closed(level.new)]
    if closed[0] != closed[1]:
        level.emit("field.additional-properties.closed" if closed[1] else "field.additional-properties.opened")
    elif old and new:
        level.go_on(_nodes(old), _nodes(new), _EACH_VALUE)
    elif (old or new) and not any(closed):
        _beside_anything(level, old, new)


def _names_all(view: View) -> bool:
    """Tell whether an object allows no property beside those that it names, be it by `unevaluatedProperties`."""
    if view.stated("additional_properties") or view.below(MAP):
        return _is_closed(view)
    return _is_shut(view, "unevaluatedProperties", "unevaluated_properties")


def _is_shut(view: View, keyword: str, attribute: str) -> bool:
    return view.value(attribute) is False or any(map(admits_nothing, _nodes(view.below(keyword))))


def _is_closed(view: View) -> bool:
    """Tell whether an object allows no further property."""
    return _is_shut(view, MAP, "additional_properties")


def _beside_anything(level: Level, old: list[Branch], new: list[Branch]) -> None:
    """Note that further properties must fit a schema on one side alone; of one that names no type, what it bounds."""
    if View(opened(_nodes(old or new)), singles=True).unlimited:
        level.go_on(_nodes(old), _nodes(new), _EACH_VALUE)
        return
    nodes = (old[0][1] if old else None, new[0][1] if new else None)
    level.emit("field.additional-properties.restricted" if new else "field.additional-properties.freed", nodes=nodes)


def _single(level: Level, noun: str, old: list[Branch], new: list[Branch]) -> None:
    """Compare the one schema that a keyword holds; what several parts of allOf hold there is joined."""
    if old and new:
        level.go_on(_nodes(old), _nodes(new), new[0][0])
    elif old:
        level.emit(f"field.{noun}.removed", nodes=(old[0][1], None))
    elif new:
        level.emit(f"field.{noun}.added", nodes=(None, new[0][1]))


def _demanding(view: View, other: View, keyword: str) -> list[Branch]:
    found = view.below(keyword)
    if keyword == "contains" and may_lack_all(view) and not other.below(keyword):
        return []  # no item must be there: how many there may be at most is told as that
    return [(step, node) for step, node in found if not is_any_name(node)] if keyword == "propertyNames" else found


def _unevaluated(level: Level, keyword: str, attribute: str, noun: str) -> None:
    old, new = limiting(level.old.below(keyword)), limiting(level.new.below(keyword))
    closed = [_is_shut(view, keyword, attribute) for view in (level.old, level.new)]
    states = bool(old) or closed[0], bool(new) or closed[1]
    if closed[0] != closed[1]:
        before, after = (False if shut else UNSET for shut in closed)
        level.emit(f"field.{noun}.{'added' if closed[1] else 'removed'}", before, after, traits={"closed"})
    elif states[0] != states[1]:
        nodes = (old[0][1] if old else None, new[0][1] if new else None)
        level.emit(f"field.{noun}.added" if states[1] else f"field.{noun}.removed", nodes=nodes)
    elif old and new:
        level.go_on(_nodes(old), _nodes(new), new[0][0])


def _named(level: Level, keyword: str, noun: str) -> None:
    old = {step.label: (step, node) for step, node in level.old.below(keyword)}
    new = {step.label: (step, node) for step, node in level.new.below(keyword)}
    removed, added = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    # Where nothing else is allowed, a pattern says which further names are.
    closed = keyword == "patternProperties" and all(map(_names_all, (level.old, level.new)))
    traits = {"closed"} if closed else set()
    if removed:
        level.emit(f"field.{noun}.removed", before=removed, nodes=(old[removed[0]][1], None), traits=traits)
    if added:
        level.emit(f"field.{noun}.added", after=added, nodes=(None, new[added[0]][1]), traits=traits)
    for label in sorted(old.keys() & new.keys()):
        (step, one), (_, other) = new[label], old[label]
        around = declaring(level.old, level.new, [other], [one]) if keyword == "dependentSchemas" else []
        level.go_on([other, *around], [one, *around], step)


def _prefix(level: Level) -> None:
    """Compare items at fixed positions; one that only one side states with what the other says of any item."""
    old, new = (_by_index(view.below("prefixItems")) for view in (level.old, level.new))
    for (_, before), (step, after) in zip(old, new, strict=False):
        level.go_on((before,), (after,), step)
    left, come = old[len(new) :], new[len(old) :]
    either = _nodes((level.new if left else level.old).below(ITEMS))
    for step, node in (left or come) if either else ():
        ones, others = ([node], either) if left else (either, [node])
        level.go_on(ones, others, step)
    traits = {"as-items"} if either else set()
    if left:
        level.emit("field.prefix-items.removed", len(old), len(new), nodes=(left[-1][1], None), traits=traits)
    elif come:
        level.emit("field.prefix-items.added", len(old), len(new), nodes=(None, come[-1][1]), traits=traits)


def _by_index(children: list[tuple[Step, Node]]) -> list[tuple[Step, Node]]:
    return sorted(children, key=lambda child: int(child[0].label) if child[0].label.isdecimal() else 0)
