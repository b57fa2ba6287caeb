"""What changed in the keywords of one schema: values, defaults, and what is said about it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec import UNSET

from driftwatch.compare import structural
from driftwatch.compare.match.digests import digest, settled
from driftwatch.compare.schemas.bounds import bound_changes
from driftwatch.compare.schemas.level import BELOW, Level
from driftwatch.compare.schemas.views import GROUPS, View
from driftwatch.compare.trees import Node, SchemaSide, named_by
from driftwatch.compare.values.lists import listed_by_branch
from driftwatch.model.formats import ALIASES
from driftwatch.model.json_values import Json, as_text, canonical

_ACCESS: Final = {"read_only": "read-only", "write_only": "write-only"}
_BESIDE_VALUES: Final = ("default", "deprecated", "sunset", "stability", *_ACCESS)
_OF_DISCRIMINATOR: Final = frozenset(("discriminator", "mapping", "default_mapping"))
_STABILITY: Final = ("draft", "alpha", "beta", "stable")


def keyword_changes(level: Level) -> None:
    """Note what changed in the keywords of a schema itself."""
    value_changes(level)
    standing_changes(level)


def value_changes(level: Level) -> None:
    """Note which other values are allowed or meant; of another type this says nothing new."""
    bound_changes(level)
    if not _opened_or_closed(level):
        _list_changes(level)
        _values(level, "extensible-enum", *level.sides("extensible_enum"))
    if not _always_sent(level):
        _single(level, "default")
    _content(level)
    before, after = level.sides("unique_items")
    if before is not after:
        level.emit("field.unique-items.set" if after is True else "field.unique-items.unset")
    if not _OF_DISCRIMINATOR.isdisjoint(level.stated):
        _discriminator(level)
    if "dependent_required" in level.stated:
        _dependent_required(level)


def _content(level: Level) -> None:
    """Note another encoding or media type of what a text holds, be it written as a format on one side."""
    for format_, (keyword, value) in ALIASES.items():
        if keyword not in level.stated:
            continue
        before, after = (
            value if own.value("format") == format_ and other.value(keyword) == value else own.value(keyword)
            for own, other in ((level.old, level.new), (level.new, level.old))
        )
        if before != after:
            level.emit(f"field.{keyword.replace('_', '-')}.changed", before, after)


def listed_changes(level: Level) -> None:
    """Note another list of values where the type is another one as well; that it came or went the type tells."""
    listed = [view.stated("enum") or view.stated("const") for view in (level.old, level.new)]
    if all(listed):
        _list_changes(level)


def listed_by_name(level: Level, before: dict[str, Json], after: dict[str, Json]) -> None:
    """Note which values are listed beside others that are admitted without being listed."""
    removed = [before[text] for text in sorted(before.keys() - after.keys())]
    added = [after[text] for text in sorted(after.keys() - before.keys())]
    if removed:
        level.emit("field.enum.value-removed", before=removed, traits={"open-list"})
    if added:
        level.emit("field.enum.value-added", after=added, traits={"open-list"})


def listed_otherwise(level: Level) -> bool:
    """Note which other values are listed where only one side has alternatives, and each of these lists some, too.

    Returns:
        Whether all that is demanded of them besides is the same: then that is all there is to tell of values.
    """
    old, new = ([one for keyword in GROUPS for _, one in view.below(keyword)] for view in (level.old, level.new))
    is_listed = (level.new if old else level.old).stated("enum")
    if bool(old) is bool(new) or not is_listed or not all(map(listed_by_branch, (*old, *new))):
        return False
    if (lists := level.lists) is None:
        return False
    _values(level, "enum", *(list(values.values()) for values in lists))
    if not _always_sent(level):
        _single(level, "default")
    standing_changes(level)
    return True


def rule_out_the_same(level: Level, old: Sequence[Node], new: Sequence[Node]) -> bool:
    """Tell whether two schemas of what is ruled out list the same values, be it one value by another keyword."""
    is_listed = len(old) == len(new) == 1 and all(map(listed_by_branch, (*old, *new)))
    return is_listed and level.relate(old, new) == "equal"


def standing_changes(level: Level) -> None:
    """Note what is said about a field as such: who may write it, and how long it lives."""
    _access(level)
    _lifecycle(level)


def beside_changes(level: Level, group: View) -> frozenset[str]:
    """Note what is said beside values where one schema became one of several, or the other way round.

    Args:
        level: both sides.
        group: the side with several.

    Returns:
        The attributes that are said beside the alternatives: of a branch they are not asked again.
    """
    said = frozenset(name for name in _BESIDE_VALUES if group.stated(name))
    if "default" in said and not _always_sent(level):
        _single(level, "default")
    if "deprecated" in said:
        _lifecycle(level)
    _access(level, said)
    return said


def _list_changes(level: Level) -> None:
    """Note which values are listed; what takes the place of the only one is another constant, however it is written."""
    enums, consts = level.sides("enum"), level.sides("const")
    if enums == (UNSET, UNSET):
        _single(level, "const")
        return
    before, after = (
        (const,) if enum is UNSET is not const else enum for enum, const in zip(enums, consts, strict=True)
    )
    are_alone = all(side is not UNSET and len(side) == 1 for side in (before, after))
    if are_alone and (consts != (UNSET, UNSET) or _is_another_one(level, before[0], after[0])):
        _change(level, "const", before[0], after[0])
    elif UNSET in (before, after) or level.knows_null:
        _values(level, "enum", _possible(before, level.old), _possible(after, level.new))
    else:
        _texts(level, before, after)


def _is_another_one(level: Level, before: Json, after: Json) -> bool:
    """Tell whether one value took the place of another one of its type, beside which there is not even null."""
    return type(before) is type(after) and not (level.old.nullable or level.new.nullable)


def _possible(values: Any, view: View) -> Any:
    """Leave null out of a list where the types that are stated beside it have none: it was never one of the values."""
    if values is UNSET or None not in values or not view.types or view.nullable:
        return values
    return tuple(value for value in values if value is not None)


def _texts(level: Level, before: Iterable[Json], after: Iterable[Json]) -> None:
    """Note which texts are listed: null is none, and the text `null` is what it reads as; 1 is sent as `"1"` is."""
    nulls = [
        {canonical("null")} if None in side or view.nullable else set[str]()
        for side, view in ((before, level.old), (after, level.new))
    ]
    old, new = (
        [value for value in side if value is not None and canonical(value) not in other]
        for side, other in ((before, nulls[1]), (after, nulls[0]))
    )
    sent = {*map(as_text, old)} & {*map(as_text, new)}
    _values(level, "enum", *([value for value in side if as_text(value) not in sent] for side in (old, new)))
    if bool(nulls[0]) is not bool(nulls[1]) and level.old.nullable is level.new.nullable:
        level.emit("field.became-nullable" if nulls[1] else "field.became-not-nullable", bool(nulls[0]), bool(nulls[1]))


def _values(level: Level, noun: str, before: Any, after: Any) -> None:
    if before is UNSET and after is UNSET:
        return
    if before is UNSET or after is UNSET:
        kind = f"field.{noun}.set" if before is UNSET else f"field.{noun}.unset"
        traits = {"typed"} if after is UNSET and _is_typed(level.new) else set()
        level.emit(kind, _tuple(before), _tuple(after), traits=traits)
        return
    removed, added = _without(before, after), _without(after, before)
    if removed:
        level.emit(f"field.{noun}.value-removed", before=removed)
    if added:
        level.emit(f"field.{noun}.value-added", after=added)


def _is_typed(view: View) -> bool:
    """Tell whether a schema states a type, be it in each branch of a union."""
    unions = [[node for _, node in view.below(group)] for group in GROUPS]
    return bool(view.types) or any(branches and all(settled(one).field.type for one in branches) for branches in unions)


def _opened_or_closed(level: Level) -> bool:
    """Note that a list of values became an open one, or the other way round: so it is told once."""
    (closed, closes), (is_open, opens) = level.sides("enum"), level.sides("extensible_enum")
    if closed is not UNSET is closes and is_open is UNSET is not opens:
        level.emit("field.enum.unset", list(closed), traits={"open-list"})
        _values(level, "extensible-enum", closed, opens)
        return True
    if closes is not UNSET is closed and opens is UNSET is not is_open:
        level.emit("field.enum.set", after=list(closes))
        return True
    return False


def _tuple(value: Any) -> Json:
    return value if value is UNSET else list(value)


def _without(values: Iterable[Json], others: Iterable[Json]) -> list[Json]:
    known = {canonical(other) for other in others}
    return [value for value in values if canonical(value) not in known]


def _single(level: Level, keyword: str) -> None:
    before, after = level.sides(keyword)
    if before is UNSET or after is UNSET:
        if before is not after:
            level.emit(f"field.{keyword}.set" if before is UNSET else f"field.{keyword}.unset", before, after)
    else:
        _change(level, keyword, before, after)


def _change(level: Level, keyword: str, before: Json, after: Json) -> None:
    difference = structural.difference(before, after)
    if difference is not None:
        level.emit(f"field.{keyword}.changed", *difference)


def _always_sent(level: Level) -> bool:
    """Tell whether this is a required parameter: then its default never counts."""
    if level.task.role != "request-parameter":
        return False
    return "always-sent" in level.where.traits or any(atom.field.required for atom in level.new.atoms[:1])


def _access(level: Level, attributes: Iterable[str] = _ACCESS) -> None:
    if level.task.role in BELOW:
        return
    for attribute, noun in ((name, _ACCESS[name]) for name in attributes if name in _ACCESS):
        before, after = level.sides(attribute)
        if before is not after:
            level.emit(
                f"field.became-{noun}" if after is True else f"field.became-not-{noun}", before is True, after is True
            )


def _lifecycle(level: Level) -> None:
    before, after = level.sides("deprecated")
    sunsets = level.sides("sunset")
    if before is not after:
        traits = {"has-sunset"} if sunsets[1] else set()
        kind = "field.deprecated" if after is True else "field.reactivated"
        level.emit(kind, before is True, after is True, traits=traits)
    elif after is True and sunsets[0] != sunsets[1]:
        action = "set" if sunsets[0] is UNSET else "removed" if sunsets[1] is UNSET else "changed"
        level.emit(f"field.sunset.{action}", *sunsets)
    _stability(level)


def _stability(level: Level) -> None:
    before, after = (value or _STABILITY[-1] for value in level.sides("stability"))
    if before == after:
        return
    if before not in _STABILITY or after not in _STABILITY:
        level.emit("field.stability.unreadable", before, after)
        return
    raised = _STABILITY.index(after) > _STABILITY.index(before)
    level.emit("field.stability.raised" if raised else "field.stability.lowered", before, after)


def _discriminator(level: Level) -> None:
    before, after = level.sides("discriminator")
    if before != after:
        if before is UNSET or after is UNSET:
            level.emit("field.discriminator.added" if before is UNSET else "field.discriminator.removed", before, after)
            return
        level.emit("field.discriminator.property-changed", before, after)
    before, after = level.sides("default_mapping")
    if before != after and (before is UNSET or after is UNSET or not _same_target(level, before, after)):
        level.emit("field.discriminator.default-changed", before, after)
    _mapping(level)


def _mapping(level: Level) -> None:
    """Note which values name which alternatives; one that others alone name now is named anew."""
    old, new = (value or {} for value in level.sides("mapping"))
    was, is_now = _named_anew(level, old, new)
    if was:
        level.emit("field.discriminator-mapping.renamed", was, is_now)
    before, after = ({key: side[key] for key in side.keys() - anew} for side, anew in ((old, was), (new, is_now)))
    removed = [key for key in further_values(before, after) if not _same_target(level, old[key], key)]
    added = [key for key in further_values(after, before) if not _same_target(level, key, new[key])]
    if removed:
        level.emit("field.discriminator-mapping.removed", {key: old[key] for key in removed})
    if added:
        level.emit("field.discriminator-mapping.added", after={key: new[key] for key in added})
    moved = [key for key in sorted(old.keys() & new.keys()) if not _same_target(level, old[key], new[key])]
    if moved:
        level.emit(
            "field.discriminator-mapping.changed", {key: old[key] for key in moved}, {key: new[key] for key in moved}
        )


def _named_anew(level: Level, old: Mapping[str, str], new: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the values by which alternatives were named, and are, of those that no value of before names by now.

    Where one side says no value, it is not held against the names of schemas, which stand in for what nobody wrote.
    """
    if not old or not new:
        return {}, {}
    one, other = _schemas(level)
    led = {key: _meant(target, one, other) for key, target in old.items()}
    leads = {key: _meant(target, other, one) for key, target in new.items()}
    kept = old.keys() & new.keys()
    anew = {led[key] for key in old.keys() - kept} & {leads[key] for key in new.keys() - kept}
    anew -= {side[key] for side in (led, leads) for key in kept}
    was, is_now = (
        {key: side[key] for key in sorted(side.keys() - kept) if meant[key] in anew}
        for side, meant in ((old, led), (new, leads))
    )
    return was, is_now


def _meant(target: str, side: SchemaSide, other: SchemaSide) -> str | bytes:
    """Return the name of a schema that a value leads to; what it says, where the other side has none of that name."""
    node = side.named(named_by(target))
    return named_by(target) if node is None or other.named(named_by(target)) is not None else digest(node)


def further_values(mapping: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Return which values a mapping explains and another one does not; the name of a schema names it anyway."""
    return sorted(key for key in mapping.keys() - other.keys() if named_by(mapping[key]) != key)


def _same_target(level: Level, old: str, new: str) -> bool:
    return is_same_target(_schemas(level), old, new)


def _schemas(level: Level) -> tuple[SchemaSide, SchemaSide]:
    return level.old.atoms[0].tree.side, level.new.atoms[0].tree.side


def is_same_target(sides: tuple[SchemaSide, SchemaSide], old: str, new: str) -> bool:
    """Tell whether two targets of a mapping are one schema, be it renamed: then neither side knows the other's name."""
    one, other = named_by(old), named_by(new)
    known = [(side.named(one) is not None, side.named(other) is not None) for side in sides]
    return one == other or known == [(True, False), (False, True)]


def _dependent_required(level: Level) -> None:
    """Note which properties others require: of one that gained some and lost some it is told that it has other ones."""
    sides = level.sides("dependent_required")
    old, new = ({key: {*names} - {key} for key, names in (value or {}).items()} for value in sides)
    gone, come = (_along(ones, others) for ones, others in ((old, new), (new, old)))
    for key in sorted(gone.keys() & come.keys()):
        level.emit("field.dependent-required.changed", {key: sorted(old[key])}, {key: sorted(new[key])})
    removed, added = (
        {key: names for key, names in ones.items() if key not in others}
        for ones, others in ((gone, come), (come, gone))
    )
    if removed:
        level.emit("field.dependent-required.removed", removed)
    if added:
        level.emit("field.dependent-required.added", after=added)


def _along(ones: Mapping[str, set[str]], others: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Return what properties of one side require that these do not require on the other side."""
    found = {key: sorted(names - others.get(key, set())) for key, names in sorted(ones.items())}
    return {key: names for key, names in found.items() if names}
