"""Which branch of today was which one yesterday: by reference, values, title or closeness, never by position."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple, TypeAlias

from driftwatch.compare.match.digests import (
    Branch,
    closeness,
    digest,
    features,
    name_of,
    property_names,
    settled,
    stated_keywords,
)
from driftwatch.compare.match.likeness import overlap
from driftwatch.compare.schemas.circumstances import is_object
from driftwatch.compare.schemas.demands import opened
from driftwatch.compare.schemas.types import relation_of_types
from driftwatch.compare.schemas.views import GROUPS
from driftwatch.compare.trees import Node, named_by
from driftwatch.model.json_values import canonical
from driftwatch.model.paths import ITEMS
from driftwatch.model.respelling import words_of

_CLOSE: Final = 0.5
_HARDLY: Final = 0.15
"""By so much less alike a branch may be than another one, and be the old one still for its longer name."""
_MAX_COMPARISONS: Final = 20_000
"""Pairs of branches that are looked at one by one; beyond that only marks that can be looked up count."""
_MOST_RELATED: Final = 400
"""Pairs of branches whose values are held against each other."""
_MOST_FIXING: Final = 400
"""Branches of a group that are looked through for the values that they fix."""
_HOLDING: Final = frozenset(("contentSchema",))
_Rows: TypeAlias = tuple[int, int]
"""The number of an old branch, and of a new one."""


class Matched(NamedTuple):
    """Branches in pairs, and those that have no partner."""

    pairs: list[tuple[Branch, Branch]]
    removed: list[Branch]
    added: list[Branch]


def match_branches(
    old: Sequence[Branch],
    new: Sequence[Branch],
    *,
    renamed: Callable[[str, str], bool],
    mappings: tuple[dict[str, str], dict[str, str]],
    beside: Sequence[Branch] = (),
    are_equal: Callable[[Node, Node], bool] | None = None,
) -> Matched:
    """Pair the branches of two groups: first those that are equal, whatever they are called or look like.

    Args:
        old: branches as they were.
        new: branches as they are.
        renamed: tells whether two names that branches refer to (or "") may be one schema under two names.
        mappings: discriminator values of both sides, to schema names or references.
        beside: branches of both sides that are equal, and were paired before.
        are_equal: tells whether two branches take the same values.
    """
    matched = Matched([], sorted(old, key=_canonical), sorted(new, key=_canonical))
    _pair_by(matched, _reference, _reference)
    _pair_by(matched, _content, _content)
    told_apart = _discriminated(mappings[0]), _discriminated(mappings[1])
    _pair_by(matched, *told_apart)  # a value of a message picks its branch, whatever another one takes
    if are_equal is not None and len(matched.removed) * len(matched.added) <= _MOST_RELATED:
        _pair_equal(matched, are_equal)
    for key_of in (_title, _constant, _but_what_it_holds):
        _pair_by(matched, key_of, key_of, telling=renamed)
    _pair_close(matched, renamed)
    _pair_lists(matched)
    if matched.removed and matched.added:
        _pair_last(matched, [[branch for _, branch in (*group, *beside)] for group in (old, new)], renamed)
    return matched


def _canonical(branch: Branch) -> tuple[str, bytes]:
    """Order branches by content: where two partners are as good, their order in the document must not decide."""
    return name_of(branch[1]) or branch[1].field.title, digest(branch[1])


def _pair_by(
    matched: Matched,
    old_key: Callable[[Node], Hashable],
    new_key: Callable[[Node], Hashable],
    *,
    telling: Callable[[str, str], bool] | None = None,
) -> None:
    """Pair branches with the same key; with `telling` only where no other branch has it, and where that allows it."""
    olds, news = _by_key(matched.removed, old_key), _by_key(matched.added, new_key)
    taken: set[int] = set()
    for key in [key for key in olds if key in news]:
        ones, others = olds[key], news[key]
        if telling is not None and not (len(ones) == len(others) == 1 and _may_be(ones[0], others[0], telling)):
            continue
        for one, other in zip(ones, others, strict=False):
            taken.update((id(one), id(other)))
            matched.pairs.append((one, other))
    matched.removed[:] = [branch for branch in matched.removed if id(branch) not in taken]
    matched.added[:] = [branch for branch in matched.added if id(branch) not in taken]


def _may_be(one: Branch, other: Branch, telling: Callable[[str, str], bool]) -> bool:
    return telling(name_of(one[1]), name_of(other[1]))


def _by_key(branches: list[Branch], key_of: Callable[[Node], Hashable]) -> dict[Hashable, list[Branch]]:
    found: dict[Hashable, list[Branch]] = {}
    for branch in branches:
        if (key := key_of(branch[1])) is not None:
            found.setdefault(key, []).append(branch)
    return found


def _pair_equal(matched: Matched, are_equal: Callable[[Node, Node], bool]) -> None:
    """Pair branches that admit the same but for what a oneOf below them refuses: that is told there."""
    for one in tuple(matched.removed):
        twin = next((other for other in matched.added if are_equal(one[1], other[1])), None)
        if twin is not None:
            matched.removed.remove(one)
            matched.added.remove(twin)
            matched.pairs.append((one, twin))


def _reference(node: Node) -> Hashable:
    return name_of(node) or None


def _content(node: Node) -> Hashable:
    """A branch that refers is looked into, unless both sides refer: then the name decides (see `renamed`)."""
    return digest(node) if not name_of(node) else None


def _title(node: Node) -> Hashable:
    return node.field.title or settled(node).field.title or None


def _constant(node: Node) -> Hashable:
    """The properties that a branch fixes to one value tell what it is for."""
    return tuple(sorted(constants_of(node).items())) or None


def _but_what_it_holds(node: Node) -> Hashable:
    """A branch without a name that is nothing but a text: the rest tells which one it is, whatever the text holds."""
    return canonical(stated_keywords(node)) if not name_of(node) and node.keywords <= _HOLDING else None


def constants_of(node: Node) -> dict[str, str]:
    """Return the properties of a branch that must be one text, with that, be it said by what they refer to."""
    return {name: texts[0] for name, texts in listed_texts(node).items() if len(texts) == 1}


def listed_texts(node: Node) -> dict[str, tuple[str, ...]]:
    """Return the properties of a branch that must be one of some texts, with these, whichever of its parts says it.

    Where several parts list texts of one property, it must be one of those that all of them list.
    """
    found: dict[str, tuple[str, ...]] = {}
    node = settled(node)
    parts = opened((node,)) if node.below("allOf") else (node,)
    for step, child in (each for part in parts for each in part.below("property")):
        field = settled(child).field
        listed = (field.const,) if isinstance(field.const, str) else field.enum
        texts = tuple(value for value in listed if isinstance(value, str)) if isinstance(listed, tuple) else ()
        if texts and isinstance(listed, tuple) and len(texts) == len(listed):
            found[step.label] = tuple(text for text in found.get(step.label, texts) if text in texts)
    return found


def share_out(lone: Node, found: Branch, branches: Sequence[Branch]) -> bool:
    """Tell whether branches share out the texts that a lone object lists of a property: one of them is a part of it."""
    kept = listed_texts(found[1])
    gone = {name: set(texts).difference(kept.get(name, texts)) for name, texts in listed_texts(lone).items()}
    others = [listed_texts(node) for step, node in branches if step != found[0]] if any(gone.values()) else []
    return any(not texts.isdisjoint(other.get(name, ())) for name, texts in gone.items() for other in others)


def differ_in_fixed_values(one: Node, other: Node) -> bool:
    """Tell whether two branches are the same but for the values that both fix: one is told from the other by these."""
    one, other = settled(one), settled(other)
    ones, others = ({step.label: below for step, below in node.below("property")} for node in (one, other))
    if ones.keys() != others.keys() or set(one.field.requires) != set(other.field.requires):
        return False
    apart = {name for name, below in ones.items() if digest(below) != digest(others[name])}
    rest = [[step for step, _ in node.children() if step.keyword != "property"] for node in (one, other)]
    return bool(apart) and not any(rest) and apart <= constants_of(one).keys() & constants_of(other).keys()


def _discriminated(mapping: dict[str, str]) -> Callable[[Node], Hashable]:
    values: dict[str, str] = {}
    for value, target in sorted(mapping.items(), reverse=True):
        values[named_by(target)] = value
    return lambda node: values.get(name_of(node))


def _pair_close(matched: Matched, renamed: Callable[[str, str], bool]) -> None:
    if not matched.removed or not matched.added or len(matched.removed) * len(matched.added) > _MAX_COMPARISONS:
        return
    olds = [features(branch[1]) for branch in matched.removed]
    news = [features(branch[1]) for branch in matched.added]
    names = [name_of(branch[1]) for branch in matched.removed], [name_of(branch[1]) for branch in matched.added]
    fixed = (
        [constants_of(branch[1]) for branch in matched.removed],
        [constants_of(branch[1]) for branch in matched.added],
    )
    inside = [_inside(branch[1]) for branch in matched.removed], [_inside(branch[1]) for branch in matched.added]
    alike = {
        (i, j): likeness
        for i, one in enumerate(olds)
        for j, other in enumerate(news)
        if (likeness := closeness(one, other)) >= _CLOSE
        and renamed(names[0][i], names[1][j])
        and not _contradict(fixed[0][i], fixed[1][j])
    }
    named = _named_on(alike, names)
    rows: set[int] = set()
    columns: set[int] = set()
    for i, j in sorted(
        alike, key=lambda at: (-named[at], -alike[at], -closeness(inside[0][at[0]], inside[1][at[1]]), at)
    ):
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            matched.pairs.append((matched.removed[i], matched.added[j]))
    matched.removed[:] = [branch for i, branch in enumerate(matched.removed) if i not in rows]
    matched.added[:] = [branch for j, branch in enumerate(matched.added) if j not in columns]


def _named_on(alike: Mapping[_Rows, float], names: Sequence[Sequence[str]]) -> Mapping[_Rows, float]:
    """Return by how much of its name each pair goes on before pairs that look more alike; 0 of others.

    It does where these go on under names of others, or are hardly more alike. Otherwise what looks more alike is the
    old one, and the other one a part of it, or a list of such, that was named after it.
    """
    words = [[frozenset(words_of(name)) for name in side] for side in names]
    shares = {(i, j): _carried_on(words[0][i], words[1][j]) for i, j in alike}
    going_on = [Counter(at[side] for at, share in shares.items() if share) for side in (0, 1)]
    most: tuple[dict[int, float], dict[int, float]] = {}, {}
    for at, likeness in alike.items():
        for side, rivals in enumerate(reversed(going_on)):
            if rivals[at[1 - side]] == (1 if shares[at] else 0):
                most[side][at[side]] = max(likeness, most[side].get(at[side], 0))
    return {
        at: shares[at] if likeness + _HARDLY >= max(most[side].get(at[side], 0) for side in (0, 1)) else 0
        for at, likeness in alike.items()
    }


def _carried_on(words: frozenset[str], others: frozenset[str]) -> float:
    """Return how much of a longer name a shorter one is, 0 to 1; 0 where neither holds all words of the other one.

    Of alternatives that look about as much alike, the one whose name was only extended is the same one.
    """
    return overlap(words, others) if words and others and (words <= others or others <= words) else 0


def _pair_lists(matched: Matched) -> None:
    """Pair lists that hold some of the same kinds of items, where neither holds such of another list.

    A list that holds one kind more, or another one, was that list before: it is its items that changed.
    """
    if not matched.removed or not matched.added or len(matched.removed) * len(matched.added) > _MOST_RELATED:
        return
    olds, news = ([_kinds_of_items(branch[1]) for branch in side] for side in (matched.removed, matched.added))
    shared = [[not ones.isdisjoint(others) for others in news] for ones in olds]
    for i in reversed(range(len(olds))):
        partners = [j for j, is_shared in enumerate(shared[i]) if is_shared]
        if len(partners) == 1 and sum(row[partners[0]] for row in shared) == 1:
            matched.pairs.append((matched.removed.pop(i), matched.added[partners[0]]))
    taken = {id(branch) for _, branch in matched.pairs}
    matched.added[:] = [branch for branch in matched.added if id(branch) not in taken]


def _kinds_of_items(node: Node) -> frozenset[Hashable]:
    """Return what tells the items of a list apart that may be of several kinds; nothing of a named list."""
    items = [] if name_of(node) else [settled(below) for _, below in node.below(ITEMS)]
    groups = (item.below(keyword) for item in items for keyword in GROUPS)
    kinds = [one for group in groups for _, one in group]
    return frozenset(name_of(one) or digest(one) for one in kinds) if len(kinds) <= _MOST_FIXING else frozenset()


def _inside(node: Node) -> frozenset[str]:
    """Name what a branch requires, and what its properties hold: these tell apart those that are as much alike."""
    node = settled(node)
    below = node.below("property")
    nested = (f"{step.label}.{name}" for step, one in below for name in property_names((settled(one),)))
    required = (step.label for step, one in below if one.field.required)
    return frozenset((*nested, *required, *node.field.requires))


def _contradict(ones: dict[str, str], others: dict[str, str]) -> bool:
    """Tell whether two branches fix the same properties, one of them to another value: they are for something else."""
    return ones.keys() == others.keys() and ones != others


def _pair_last(matched: Matched, groups: Sequence[Sequence[Node]], renamed: Callable[[str, str], bool]) -> None:
    """Pair the two that are left over when one is a form of the other: a wider one, or one that fixes another value."""
    if len(matched.removed) != 1 or len(matched.added) != 1:
        return
    one, other = matched.removed[0][1], matched.added[0][1]
    is_renamed = renamed(name_of(one), name_of(other))
    if _related(one, other) or (is_renamed and _are_forms(one, other, groups)):
        matched.pairs.append((matched.removed.pop(), matched.added.pop()))


def _are_forms(one: Node, other: Node, groups: Sequence[Sequence[Node]]) -> bool:
    """Tell whether two branches are the same one, with another value by which it is known or with other properties."""
    return _fixes_another_value(one, other, groups) or _are_the_only_objects(one, other, groups)


def _are_the_only_objects(one: Node, other: Node, groups: Sequence[Sequence[Node]]) -> bool:
    """Tell whether two branches are objects, as no other one of their group is, and have properties in common."""
    if not is_object(one) or not is_object(other) or any(len(group) > _MOST_FIXING for group in groups):
        return False
    if property_names((settled(one),)).isdisjoint(property_names((settled(other),))):
        return False
    return all(sum(map(is_object, group)) == 1 for group in groups)


def _related(one: Node, other: Node) -> bool:
    if any(node.field.ref or node.tree.children(node.path) for node in (one, other)):
        return False
    relation = relation_of_types(frozenset(one.field.type), frozenset(other.field.type))
    return relation in {"generalized", "specialized"}


def _fixes_another_value(one: Node, other: Node, groups: Sequence[Sequence[Node]]) -> bool:
    """Tell whether two branches are much alike, and differ in values by which no branch of either side is told apart.

    Where others fix the same property, each value of it is for something else.
    """
    ones, others = constants_of(one), constants_of(other)
    apart = {name for name, value in ones.items() if others.get(name) != value}
    if not _contradict(ones, others) or closeness(features(one), features(other)) < _CLOSE:
        return False
    return all(len(group) <= _MOST_FIXING and _fixing(group, apart) == 1 for group in groups)


def _fixing(group: Sequence[Node], names: AbstractSet[str]) -> int:
    """Count the branches that fix one of some properties."""
    return sum(not names.isdisjoint(constants_of(node)) for node in group)
