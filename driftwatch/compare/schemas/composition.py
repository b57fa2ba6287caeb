"""What changed in compositions: oneOf, anyOf, not; allOf is joined before (driftwatch.compare.schemas.joining)."""

from collections.abc import Callable, Collection, Sequence
from itertools import islice
from typing import Final, NamedTuple

from driftwatch.compare.match.digests import (
    Branch,
    closeness,
    digest,
    features,
    is_one_of,
    name_of,
    property_names,
    settled,
    stated_keywords,
)
from driftwatch.compare.schemas.branch_names import labels_of
from driftwatch.compare.schemas.branches import Matched, differ_in_fixed_values, match_branches, share_out
from driftwatch.compare.schemas.circumstances import is_object, is_union_of_objects
from driftwatch.compare.schemas.further_fields import reads_as
from driftwatch.compare.schemas.joining import but_doubled, offered_once
from driftwatch.compare.schemas.keywords import beside_changes, listed_otherwise, rule_out_the_same
from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.offered_unions import without_offering_ones
from driftwatch.compare.schemas.required_alternatives import are_met, but_unknown, may_stay_away, only_require
from driftwatch.compare.schemas.types import (
    Typed,
    are_any_number,
    by_type,
    is_list_of_types,
    lists_of_types,
    name_numbers_twice,
    name_their_type,
    names_a_type,
    null_changes,
    other_numbers,
)
from driftwatch.compare.schemas.views import GROUPS, View, opened
from driftwatch.compare.trees import Node
from driftwatch.compare.values.alternatives import admits_everything
from driftwatch.compare.values.lists import but_nested
from driftwatch.compare.values.verdict import Verdict
from driftwatch.model.address import escape
from driftwatch.model.paths import Step

Renamed = Callable[[str, str], bool]

_COMPOSED: Final = frozenset((*GROUPS, "not"))
_NOUNS: Final = {"oneOf": "one-of", "anyOf": "any-of"}

_MANY: Final = 400
"""Pairs of branches whose values are held against each other."""

_ALIKE: Final = 0.25
_MUCH_ALIKE: Final = 0.5
_FEW: Final = 40
"""Branches among which one is looked for that takes what another one documents."""

_CONTRARY: Final[dict[str, Verdict]] = {"oneOf": "wider", "anyOf": "narrower"}
"""The verdict where it does not count that exactly one branch must fit, or need not fit alone any more."""


class Group(NamedTuple):
    """The branches of a oneOf or anyOf."""

    keyword: str
    branches: list[Branch]

    @property
    def noun(self) -> str:
        """The keyword as kinds of change name it."""
        return _NOUNS[self.keyword]


def composition_changes(level: Level, renamed: Renamed) -> bool:
    """Note what changed in oneOf, anyOf and not, and hand on the branches that are to be compared.

    Returns:
        Whether a schema became one of several or the other way round: then that is all there is to tell.
    """
    if not level.old.has_any(_COMPOSED) and not level.new.has_any(_COMPOSED):
        return False
    old, new = _groups(level.old), _groups(level.new)
    if _say_no_more(level.old, old) and _say_no_more(level.new, new):
        old, new = {}, {}
    if listed_otherwise(level) or (old and new and _nested(level, old, new)):
        return True
    for keyword in sorted(old.keys() & new.keys()):
        _both(level, old.pop(keyword), new.pop(keyword), renamed)
    for before, after in zip(old.values(), new.values(), strict=False):
        listed = all(is_list_of_types(group.branches) and not name_numbers_twice(*group) for group in (before, after))
        if not listed and level.verdict not in {"equal", _CONTRARY[after.keyword]}:
            level.emit(f"field.{before.noun}.to-{after.noun}")
        _both(level, before, after, renamed)
    gone, come = list(old.values())[len(new) :], list(new.values())[len(old) :]
    unwrapped = [_unwrapped(level, before, renamed) for before in gone if not _takes_anything(level, before, "dropped")]
    wrapped = [_wrapped(level, after, renamed) for after in come if not _takes_anything(level, after, "imposed")]
    _negation(level)
    return any(unwrapped) or any(wrapped)


def _takes_anything(level: Level, group: Group, action: str) -> bool:
    """Tell whether a branch of a group that came or went takes anything: then the group says nothing, but for null.

    That a oneOf refuses what another branch takes as well is meant by nobody; it is told all the same.
    """
    alone = level.new if action == "dropped" else level.old
    if not any(admits_everything(node) for _, node in group.branches) and not are_any_number(alone, *group):
        return False
    if group.keyword == "oneOf":
        sides = {"before": labels_of(group.branches)} if action == "dropped" else {"after": labels_of(group.branches)}
        level.emit(f"field.{group.noun}.{action}", traits={"anything"}, **sides)
    return True


def _say_no_more(view: View, groups: dict[str, Group]) -> bool:
    """Tell whether a type is stated, and all groups beside it do is to name it among others: that is asked of both."""
    return all(name_their_type(view, group.branches) and not name_numbers_twice(*group) for group in groups.values())


def _groups(view: View) -> dict[str, Group]:
    return {
        keyword: Group(keyword, offered_once(view, branches)) for keyword in GROUPS if (branches := view.below(keyword))
    }


def _both(level: Level, old: Group, new: Group, renamed: Renamed) -> None:
    if is_list_of_types(old.branches) and is_list_of_types(new.branches):
        _types(level, by_type(old.branches), by_type(new.branches))
        return
    mappings = (level.old.value("mapping") or {}, level.new.value("mapping") or {})
    olds, news = _but_equal(level, old.branches, new.branches)
    equal = _without(new.branches, {step.text for step, _ in news}) if len(news) < len(new.branches) else []
    if olds and news and old.keyword == new.keyword:
        olds, news = but_nested(olds, old.keyword), but_nested(news, new.keyword)
    if olds or news:
        olds, news = _opened(level, (old, olds), (new, news))
    matched = match_branches(
        olds,
        news,
        renamed=renamed,
        mappings=mappings,
        beside=equal,
        are_equal=lambda one, other: level.relate((one,), (other,)) == "equal",
    )
    _tell_unmatched(level, old, new, matched)
    apart = [pair for pair in matched.pairs if not level.are_equal((pair[0][1],), (pair[1][1],))]
    open_list = bool(apart) and all(any(_is_any_text(each) for _, each in group.branches) for group in (old, new))
    null_stays = bool(apart) and _null_stays(level, olds, news)
    for (_, before), (step, after) in apart:
        level.go_on((before,), (after,), step, open_list=open_list, null_apart=null_stays)


def _opened(
    level: Level, old: tuple[Group, list[Branch]], new: tuple[Group, list[Branch]]
) -> tuple[list[Branch], list[Branch]]:
    """Open the branches that only offer what the other side offers itself, and note where they may fit together now."""
    olds = without_offering_ones(old[1], new[0].branches, new[1])
    news = without_offering_ones(new[1], old[0].branches, old[1])
    before, after = ({step.keyword for step, _ in side} for side in (olds, news))
    for keyword in sorted(before ^ after) if before and after and old[0].keyword == new[0].keyword else ():
        here, there = (keyword, new[0].keyword) if keyword in before else (new[0].keyword, keyword)
        if here != there and level.verdict not in {"equal", _CONTRARY[there]}:
            level.emit(f"field.{_NOUNS[here]}.to-{_NOUNS[there]}")
    return olds, news


def _tell_unmatched(level: Level, old: Group, new: Group, matched: Matched) -> None:
    """Tell which branches came and which went; where one side admits all of the other, only what it has besides."""
    verdict = level.verdict if matched.removed and matched.added else "other"
    for action, branches, others in (
        ("removed", but_doubled(matched.removed, old.branches) if verdict != "wider" else [], new),
        ("added", but_doubled(matched.added, new.branches) if verdict != "narrower" else [], old),
    ):
        served = [branch for branch in branches if _is_served(level, branch, others)]
        rest = [branch for branch in branches if branch not in served]
        told = (
            {"open-union"}
            if action == "added" and _are_further_values(rest, [one for _, one in others.branches])
            else ()
        )
        _tell_branches(level, f"field.{new.noun}.{action}", rest, told, others.branches)
        _tell_branches(level, f"field.{new.noun}.{action}", served, {"served"}, others.branches)


def _null_stays(level: Level, olds: list[Branch], news: list[Branch]) -> bool:
    """Tell whether null is admitted on both sides or on neither; `olds` and `news` are the branches that differ.

    Where these agree so do both sides, whatever the equal ones say: of a long union nobody looks into them all.
    """
    sides = level.old, level.new
    if not any(side.types or side.nullable or all(map(side.below, GROUPS)) for side in sides):
        before, after = (
            any(View(opened((branch,)), singles=True).admits_null for _, branch in branches)
            for branches in (olds, news)
        )
        if before is after:
            return True
    return level.old.admits_null is level.new.admits_null


def _but_equal(level: Level, old: list[Branch], new: list[Branch]) -> tuple[list[Branch], list[Branch]]:
    """Leave out the branches that are equal under one label: of a long union most are, and need no further look.

    A label that is numbered says nothing: the numbers of equal branches are no names.
    """
    if len(level.old.atoms) != 1 or len(level.new.atoms) != 1:
        return old, new
    known = {step.text: node for step, node in new if "~" not in step.label}
    equal = {step.text for step, node in old if step.text in known and level.are_equal((node,), (known[step.text],))}
    return _without(old, equal), _without(new, equal)


def _without(branches: list[Branch], labels: set[str]) -> list[Branch]:
    return [branch for branch in branches if branch[0].text not in labels] if labels else branches


def _are_further_values(come: Sequence[Branch], known: Sequence[Node]) -> bool:
    """Tell whether branches that came only fix other values than known ones: that is one value more of a property."""
    few = len(come) * len(known) <= _MANY
    return few and all(any(differ_in_fixed_values(one, other) for other in known) for _, one in come)


def _tell_branches(
    level: Level, kind: str, branches: list[Branch], traits: Collection[str], others: Sequence[Branch] = ()
) -> None:
    """Tell branches that came or went; `others` are those of the other side, from which their names tell them apart."""
    named = labels_of(branches, others)
    if branches and kind.endswith("removed"):
        level.emit(kind, before=named, nodes=(branches[0][1], None), traits=traits)
    elif branches:
        level.emit(kind, after=named, nodes=(None, branches[0][1]), traits=traits)


def _is_served(level: Level, branch: Branch, others: Group) -> bool:
    """Tell whether the other side takes what a branch documents, with one of its own; of a oneOf only one may.

    What a branch does not document nobody sends with it: it does not fit another one that requires that.
    """
    if len(others.branches) > _FEW:
        return False
    # Who reads a union of objects tells them apart, and meets one that it does not know: that is not nothing.
    alone = not is_union_of_objects(level.old) and level.role.startswith("response")
    if alone and any(reads_as(level, branch[1], one) for _, one in others.branches):
        return True
    # Few branches take what another one documents: that is asked first, since what overlaps takes longer to see.
    takers = [one for _, one in others.branches if level.serves(branch[1], one)]
    if all(level.are_disjoint(branch[1], one) for one in takers):
        return False
    known = property_names(opened((branch[1],)))
    fitting = (
        one
        for _, one in others.branches
        if known.issuperset(map(escape, settled(one).field.requires)) and not level.are_disjoint(branch[1], one)
    )
    return others.keyword != "oneOf" or len(list(islice(fitting, 2))) == 1


def _is_any_text(branch: Node) -> bool:
    node = settled(branch)
    is_text = node.field.type == ("string",) and not node.tree.children(node.path)
    return is_text and stated_keywords(node) == {"type": ("string",)}


def _nested(level: Level, old: dict[str, Group], new: dict[str, Group]) -> bool:
    """Judge alternatives of which a whole group of alternatives is one: they are not held against its branches."""
    if len(level.task.old) != 1 or len(level.task.new) != 1:
        return False
    if all(is_list_of_types(group.branches) for group in (*old.values(), *new.values())):
        return False
    one, other = level.task.old[0], level.task.new[0]
    for group in new.values():
        if is_one_of(one, other, group.keyword):
            level.emit(f"field.{group.noun}.wrapped", after=labels_of(group.branches), traits={"kept"})
            return True
    for group in old.values():
        if is_one_of(other, one, group.keyword):
            level.emit(f"field.{group.noun}.unwrapped", before=labels_of(group.branches))
            return True
    return False


def _unwrapped(level: Level, old: Group, renamed: Renamed) -> bool:
    """Judge a oneOf or anyOf that gave way to one schema."""
    if is_list_of_types(old.branches) and level.new.types:
        _as_types(level, (old, None))
        return False
    verdict = level.verdict
    if not _speaks(level.new) or _speaks(level.old):
        if (verdict == "narrower" and only_require(old.branches)) or are_met(old.keyword, old.branches, level.new):
            return False  # more properties must be there now: each that may no longer stay away is told
        kind = "unwrapped" if verdict == "narrower" else "dropped"
        level.emit(f"field.{old.noun}.{kind}", before=labels_of(old.branches))
        return False
    told = verdict == "narrower" or (verdict == "wider" and not _is_branch(level.task.new, old))
    told = told or (verdict == "equal" and _is_shared_out(level, level.task.new, old))
    partner = None if told else _partner(level, level.task.new, old, lambda one, other: renamed(other, one))
    if partner is not None:
        step, branch = partner
        rest = [one for one in old.branches if one[0] != step]
        known = [one for one in rest if level.relate((one[1],), level.task.new) in {"equal", "wider"}]
        _tell_branches(level, f"field.{old.noun}.removed", [one for one in rest if one not in known], ())
        _tell_branches(level, f"field.{old.noun}.removed", known, {"served"})
        level.go_on((branch,), level.task.new, step, null_apart=True, beside=beside_changes(level, level.old))
    elif verdict == "wider" and not _is_all_of(level, level.task.new, old):
        level.emit(f"field.{old.noun}.dropped", before=labels_of(old.branches))
    else:
        traits = set() if verdict in {"narrower", "equal"} else {"replaced"}
        traits = {"all-in-one"} if traits and _is_all_of(level, level.task.new, old) else traits
        kind = "dropped" if "replaced" in traits and _takes_each(level, old) else "unwrapped"
        level.emit(
            f"field.{old.noun}.{kind}",
            before=labels_of(old.branches),
            traits=traits - {"replaced"} if kind == "dropped" else traits,
        )
    null_changes(level)
    return True


def _takes_each(level: Level, group: Group) -> bool:
    """Tell whether the one schema that came names and takes what each of several documented: nobody sent else."""
    if len(level.task.new) != 1 or len(group.branches) > _FEW:
        return False
    named = property_names(opened(level.task.new))
    return all(
        level.serves(branch, level.task.new[0]) and property_names(opened((branch,))) <= named
        for _, branch in group.branches
    )


def _wrapped(level: Level, new: Group, renamed: Renamed) -> bool:
    """Judge a schema that became one of several."""
    if is_list_of_types(new.branches) and level.old.types:
        _as_types(level, (None, new))
        return False
    verdict = level.verdict
    if not _speaks(level.old) or _speaks(level.new):
        kept = verdict == "wider" or are_met(new.keyword, new.branches, level.old)
        if kept and only_require(new.branches) and (verdict == "wider" or may_stay_away(level.old, level.new)):
            return False  # fewer properties must be there now: each that may stay away is told
        kind, traits = ("wrapped", {"kept"}) if kept else ("imposed", set())
        level.emit(f"field.{new.noun}.{kind}", after=labels_of(new.branches), traits=traits)
        return False
    told = verdict == "wider" or (verdict == "narrower" and not _is_branch(level.task.old, new))
    told = told or (verdict == "equal" and _is_shared_out(level, level.task.old, new))
    partner = None if told else _partner(level, level.task.old, new, renamed)
    if partner is not None:
        step, branch = partner
        rest = [one for one in new.branches if one[0] != step]
        # What the one took already comes as before: it is told apart by now, and no more.
        known = [
            one
            for one in rest
            if level.relate(level.task.old, (one[1],)) in {"equal", "narrower"}
            or _all_read_as(level, [one], level.task.old[0])
        ]
        _tell_branches(level, f"field.{new.noun}.added", [one for one in rest if one not in known], ())
        _tell_branches(level, f"field.{new.noun}.added", known, {"served"})
        level.go_on(level.task.old, (branch,), step, null_apart=True, beside=beside_changes(level, level.new))
    elif verdict == "narrower" or (len(level.task.old) == 1 and _all_read_as(level, new.branches, level.task.old[0])):
        level.emit(f"field.{new.noun}.imposed", after=labels_of(new.branches))
    elif rest := _beside_the_old(level, new):
        served = _all_read_as(level, rest, level.task.old[0])
        _tell_branches(level, f"field.{new.noun}.added", rest, {"served" if served else "open-union"})
    else:
        traits = {"kept"} if verdict in {"wider", "equal"} else set()
        level.emit(f"field.{new.noun}.wrapped", after=labels_of(new.branches), traits=traits)
    null_changes(level)
    return True


def _is_shared_out(level: Level, alone: tuple[Node, ...], group: Group) -> bool:
    """Tell whether no branch takes all that one schema does, which they take together; null is judged apart."""
    if level.old.admits_null or level.new.admits_null:
        return False
    return not any(level.relate(alone, (branch,)) in {"equal", "wider"} for _, branch in group.branches)


def _is_all_of(level: Level, alone: tuple[Node, ...], group: Group) -> bool:
    """Tell whether one object is all of several at once: it takes what each documents, and is read as any of them.

    Of what is received it matters only how it reads: that more of it comes always by now is no loss.
    """
    if len(alone) != 1 or len(group.branches) > _FEW:
        return False
    received = level.role.startswith("response")
    branches = [node for _, node in group.branches]
    return all((received or level.serves(node, alone[0])) and reads_as(level, alone[0], node) for node in branches)


def _beside_the_old(level: Level, new: Group) -> list[Branch]:
    """Return the branches beside the one that was alone before, where they are forms of that."""
    rest = [branch for branch in new.branches if level.relate(level.task.old, (branch[1],)) != "equal"]
    if len(rest) != len(new.branches) - 1 or len(level.task.old) != 1:
        return []
    old = level.task.old[0]
    return rest if _are_further_values(rest, [old]) or _all_read_as(level, rest, old) else []


def _all_read_as(level: Level, branches: Sequence[Branch], known: Node) -> bool:
    is_read = len(branches) <= _FEW and level.role.startswith("response")
    return is_read and all(reads_as(level, branch, known) for _, branch in branches)


def _speaks(view: View) -> bool:
    """Tell whether a schema says something beside its oneOf or anyOf."""
    return bool(view.types or view.members)


def _is_branch(alone: tuple[Node, ...], group: Group) -> bool:
    """Tell whether a lone schema has the name of one of several: then the two are held against each other."""
    return len(alone) == 1 and any(name_of(branch) == name_of(alone[0]) != "" for _, branch in group.branches)


def _partner(level: Level, alone: tuple[Node, ...], group: Group, renamed: Renamed) -> Branch | None:
    """Return the branch of a group that a lone schema became, or came from, with changes of its own.

    Of several that are much like it none is: what one of them lacks, another one may have.
    """
    if len(alone) != 1 or len(group.branches) < 2:  # noqa: PLR2004 - one branch is no group
        return None
    lone = (Step("oneOf", "", ""), alone[0])
    matched = match_branches([lone], group.branches, renamed=renamed, mappings=({}, {}))
    found = matched.pairs[0][1] if matched.pairs else _only_one_alike(alone[0], group)
    if found is not None and level.role.startswith("request") and share_out(alone[0], found, group.branches):
        return None
    if found is None or level.relate(alone, (found[1],)) in {"equal", "wider", "narrower"}:
        return found
    if level.serves(alone[0], found[1]):
        return found
    marks = features(alone[0])
    others = (branch for step, branch in group.branches if step != found[0])
    return None if any(closeness(marks, features(branch)) >= _MUCH_ALIKE for branch in others) else found


def _only_one_alike(lone: Node, group: Group) -> Branch | None:
    """Return the only branch that is an object, as a lone schema is, when they have some of their marks in common."""
    branches = [branch for branch in group.branches if is_object(branch[1])]
    if len(branches) != 1 or not is_object(lone):
        return None
    return branches[0] if closeness(features(lone), features(branches[0][1])) >= _ALIKE else None


def _as_types(level: Level, groups: tuple[Group | None, Group | None]) -> None:
    """Judge a list of types of which one side makes a group, a branch for each, and the other side does not.

    Branches that say nothing else leave it to what stands beside them what holds of the values of a type.
    """
    old, new = _by_types(level.old, groups[0]), _by_types(level.new, groups[1])
    group = groups[0] or groups[1]
    bare = group is not None and all(names_a_type(branch) for _, branch in group.branches)
    _types(level, old, new, within=not bare)
    if not bare:
        level.leave_keywords_to_their_types()


def _by_types(view: View, group: Group | None) -> Typed:
    return by_type(group.branches) if group is not None else dict.fromkeys(view.types, (None, view.atoms))


def _types(level: Level, old: Typed, new: Typed, *, within: bool = True) -> None:
    lists_of_types(level, old, new)
    both = sorted(old.keys() & new.keys()) if within else []
    null_stays = bool(both) and level.old.admits_null is level.new.admits_null
    for name in both:
        step = new[name][0] or old[name][0]
        if step is not None:
            alone = new[name][0] is None or old[name][0] is None
            level.go_on(old[name][1], new[name][1], step, null_apart=alone or null_stays, of_type=name if alone else "")
    for one, other in other_numbers(old, new) if within else ():
        (before, ones), (after, others) = old[one], new[other]
        if step := after or before:
            type_ = other if after is None else one if before is None else ""
            level.go_on(ones, others, step, null_apart=True, beside=frozenset({"type"}), of_type=type_)


def _ruled_out(level: Level, old: Sequence[Node], new: Sequence[Node]) -> set[str]:
    """Say whether all that was ruled out still is, and more, or the other way round; and if none of that was known."""
    verdict = level.relate(old, new) if len(old) == len(new) == 1 else "other"
    traits = {{"wider": "rules-out-more", "narrower": "rules-out-less"}.get(verdict, "")} - {""}
    if verdict == "wider" or not old:
        known = [one for node in new for one in but_unknown(node, level.old)]
        if all(any(level.relate((rule,), (one,)) in {"equal", "narrower"} for rule in old) for one in known):
            traits.add("undocumented")
    return traits


def _negation(level: Level) -> None:
    old, new = ([node for _, node in view.below("not")] for view in (level.old, level.new))
    if sorted(map(digest, old)) != sorted(map(digest, new)) and not rule_out_the_same(level, old, new):
        action = "changed" if old and new else "removed" if old else "added"
        nodes = (old[0] if old else None, new[0] if new else None)
        level.emit(f"field.not.{action}", nodes=nodes, traits=_ruled_out(level, old, new))
