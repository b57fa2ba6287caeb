"""How two sets of values relate: the one question that every comparison of schemas asks.

The answer is safe: `equal`, `narrower` and `wider` are said only when it is shown; what cannot be shown is `other`.
Whether two have no value in common is another question, which takes longer and is seldom asked. A name that both sides
refer to counts as one schema: how that one changed is told where it stands. Schemas that hold themselves are taken for
related as long as nothing below says otherwise.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal, TypeAlias, TypeVar

from msgspec import UNSET, structs

from driftwatch.compare.match.digests import are_alike, digest, have_one_content, settled, stated_keywords
from driftwatch.compare.trees import Node
from driftwatch.compare.values.lists import listed_by_branch, values_of_branch, values_of_union
from driftwatch.compare.values.normal import Forms, Values, lists_of
from driftwatch.compare.values.parts import Joint, Part, divides, kind_of, refuses
from driftwatch.model.json_values import Json, canonical

Verdict: TypeAlias = Literal["equal", "narrower", "wider", "other"]
"""How the new values relate to the old ones."""

_MAX_STEPS: Final = 20_000
"""Parts that are held against each other for one verdict."""
_MAX_IN_ALL: Final = 2_000_000
_FEW_STEPS: Final = 500
"""The same for all verdicts of one comparison, and for each one after that."""
_MAX_DEPTH: Final = 50
_MAX_BRANCHES: Final = 40
"""Branches of a oneOf beyond which nobody asks whether two of them overlap."""
_MANY: Final = 400
"""Pairs of branches that are held against each other for one oneOf that has the branches of another one."""
_LISTED: Final = frozenset(("string", "number", "integer"))
"""Types of which values are listed by name."""
_OF_LENGTH: Final = frozenset(("type", "nullable", "min_length", "max_length", "default", "deprecated"))
_APART: Final = 3
"""Levels that are looked at to show that two schemas have no value in common."""

_Mode: TypeAlias = Literal["values", "exact", "documented", "asked"]
"""What counts: the values that single schemas take; that a oneOf refuses what fits two of its branches as well; only
the values that somebody writes who goes by the documentation and so leaves out what a schema does not name; or what a
schema takes that only asks, so that a property which it alone names is no news to anybody."""
_Key: TypeAlias = tuple[int, int, _Mode]
_T = TypeVar("_T")


class _OverBudgetError(Exception):
    pass


class Verdicts:
    """Verdicts about schemas of one comparison, each found once."""

    def __init__(self) -> None:
        self._forms = Forms()
        self._known: dict[_Key, bool] = {}
        self._known_apart: dict[tuple[int, int, int], bool] = {}
        self._held: list[Values] = []
        """Forms that what is known names by their identity."""
        self._assumed: list[_Key] = []
        self._mode: _Mode = "values"
        self._steps = 0
        self._spent = 0
        self._limit = _MAX_STEPS

    @property
    def work(self) -> int:
        """What all answers have taken so far: alternatives that were written out, and parts held against others."""
        return self._forms.written + self._spent + self._steps

    def of(self, old: Joint, new: Joint) -> Verdict:
        """Return how what `new` admits relates to what `old` admits; either are nodes that all hold."""
        return self._within_budget(lambda: self._related(old, new), over="other")

    def of_all_but_null(self, old: Joint, new: Joint) -> Verdict:
        """Return the same where null is judged apart: each side is taken to admit it."""
        return self._within_budget(lambda: self._related(old, new, but_null=True), over="other")

    def are_disjoint(self, old: Joint, new: Joint) -> bool:
        """Tell whether no value fits both: whether one holds the other is only asked where nothing overlaps."""
        return self._within_budget(lambda: self._are_disjoint(old, new), over=False)

    def same(self, old: Joint, new: Joint) -> bool:
        """Tell whether both admit the same values."""
        if old and new and len(old) == len(new) == 1 and _are_plainly_others(old[0], new[0]):
            return False
        # Where the values of single schemas part already, nobody asks what a oneOf refuses, which takes the longest.
        if not self._within_budget(lambda: self._within(old, new, 0) and self._within(new, old, 0), over=True):
            return False
        return self._within_budget(lambda: self._are_same(old, new), over=False)

    def serves(self, inner: Joint, outer: Joint) -> bool:
        """Tell whether `outer` takes what is written by the documentation of `inner`, if this is known."""
        return self._in_mode(
            "documented", lambda: self._within_budget(lambda: self._within(inner, outer, 0), over=False)
        )

    def implies(self, inner: Joint, outer: Joint) -> bool:
        """Tell whether whatever fits `inner` is known to fit `outer`, where both only ask what a value is."""
        return self._in_mode("asked", lambda: self._within_budget(lambda: self._within(inner, outer, 0), over=False))

    def listed(self, nodes: Joint) -> dict[str, Json]:
        """Return the texts and numbers that nodes list, by canonical text, be it that others are admitted as well."""
        if any((types := settled(node).field.type) and _LISTED.isdisjoint(types) for node in nodes or ()):
            return {}  # most are objects: of these nobody writes out what else they admit
        known = self._forms.of(nodes).listed
        return {text: value for text, value in known.items() if kind_of(value) in {"string", "number"}}

    def lists(self, old: Joint, new: Joint) -> tuple[Mapping[str, Json], Mapping[str, Json]] | None:
        """Return the values of both, where each is one list and all that is demanded besides is the same."""
        ones, others = self._forms.of(old), self._forms.of(new)
        found = lists_of(ones, others)
        refusing = (*ones.exclusive, *others.exclusive) if found else ()
        return None if self._within_budget(lambda: any(map(self._overlap, refusing)), over=True) else found

    def _within_budget(self, answer: Callable[[], _T], *, over: _T) -> _T:
        self._spent += self._steps
        self._steps = 0
        self._limit = _MAX_STEPS if self._spent < _MAX_IN_ALL else _FEW_STEPS
        try:
            return answer()
        except _OverBudgetError:
            self._forget(0)
            return over
        finally:
            self._assumed.clear()

    def _related(self, old: Joint, new: Joint, *, but_null: bool = False) -> Verdict:
        ones, others = self._forms.of(old), self._forms.of(new)
        if but_null and ("null" in ones.listed) is not ("null" in others.listed):
            ones, others = ones.with_null, others.with_null
            kept, fits = self._is_within(ones, others, 0), self._is_within(others, ones, 0)
        else:
            kept, fits = self._within(old, new, 0), self._within(new, old, 0)
        if kept and fits:
            return self._by_overlap(ones, others)
        if kept or fits:
            return "wider" if kept else "narrower"
        return "other"

    def _are_disjoint(self, old: Joint, new: Joint) -> bool:
        if not self._apart(self._forms.of(old), self._forms.of(new), _APART):
            return False
        return not self._within(old, new, 0) and not self._within(new, old, 0)

    def _are_same(self, old: Joint, new: Joint) -> bool:
        return self._in_mode("exact", lambda: self._within(old, new, 0) and self._within(new, old, 0))

    def _in_mode(self, mode: _Mode, answer: Callable[[], bool]) -> bool:
        self._mode = mode
        try:
            return answer()
        finally:
            self._mode = "values"

    def _by_overlap(self, old: Values, new: Values) -> Verdict:
        """Weigh that a oneOf refuses what fits two of its branches, where all else is equal; not what stands below."""
        if self._refuse_the_same(old, new, 0):
            return "equal"
        overlaps = any(map(self._overlap, old.exclusive)), any(map(self._overlap, new.exclusive))
        if overlaps[0] == overlaps[1]:
            return "other"
        return "wider" if overlaps[0] else "narrower"

    def _refuse_the_same(self, ones: Values, others: Values, depth: int) -> bool:
        """Tell whether what fits several branches of a oneOf is the same on both sides, or nothing on either.

        The same oneOf twice, as by two parts of an allOf that declare one property alike, refuses what it does once.
        """
        if not ones.exclusive and not others.exclusive:
            return True
        before, after = (
            {tuple(sorted(map(digest, group))): group for group in each.exclusive} for each in (ones, others)
        )
        gone = [group for mark, group in before.items() if mark not in after]
        come = [group for mark, group in after.items() if mark not in before]
        return self._are_refused(gone, after.values(), depth) and self._are_refused(come, before.values(), depth)

    def _are_refused(self, groups: Iterable[tuple[Node, ...]], by: Iterable[tuple[Node, ...]], depth: int) -> bool:
        """Tell whether what fits several branches of each oneOf, if anything does, is refused by another one, too.

        So it is where that has all of the branches, and more.
        """
        return all(
            not self._overlap(group) or any(self._are_among(group, other, depth) for other in by) for group in groups
        )

    def _are_among(self, ones: tuple[Node, ...], others: tuple[Node, ...], depth: int) -> bool:
        """Tell whether a oneOf has the branches of another one, each for one of its own."""
        if len(ones) > len(others):
            return False
        known: dict[bytes, list[Node]] = {}
        for other in others:
            known.setdefault(digest(other), []).append(other)
        apart: list[Node] = []
        for one in ones:
            if twins := known.get(digest(one)):
                twins.pop()
            else:
                apart.append(one)
        waiting = [other for twins in known.values() for other in twins]
        if len(apart) * len(waiting) > _MANY:
            return False
        for one in apart:
            twin = next((other for other in waiting if self._are_equal(one, other, depth)), None)
            if twin is None:
                return False
            waiting.remove(twin)
        return True

    def _are_equal(self, one: Node, other: Node, depth: int) -> bool:
        return self._within((one,), (other,), depth + 1) and self._within((other,), (one,), depth + 1)

    def _overlap(self, group: tuple[Node, ...]) -> bool:
        listed = [values_of_branch(branch) or values_of_union(branch) or () for branch in group]
        known = [canonical(value) for each in listed for value in each]
        if all(listed) or len(known) > len(set(known)):
            return len(known) > len(set(known))
        at_most = [list(map(canonical, listed_by_branch(branch))) for branch in group]
        if all(at_most) and len(set().union(*at_most)) == sum(map(len, at_most)):
            return False
        # Values that are known beside any text fit that as well: that they are refused for it is meant by nobody.
        group = tuple(branch for branch, values in zip(group, listed, strict=True) if not values)
        if len(group) > _MAX_BRANCHES:
            return True
        forms = [self._forms.of((branch,)) for branch in group]
        return any(not self._apart(one, other, _APART) for at, one in enumerate(forms) for other in forms[:at])

    def _within(self, inner: Joint, outer: Joint, depth: int) -> bool:
        """Tell whether `outer` is known to admit all that `inner` admits."""
        if outer == () or inner is None:
            return True
        if outer is not None and len(inner) == len(outer) == 1:
            one, other = inner[0], outer[0]
            if one.key == other.key or are_alike(one, other):
                return True
        ones, others = self._forms.of(inner), self._forms.of(outer)
        key = (id(ones), id(others), self._mode)
        if ones is others or key in self._known:
            return ones is others or self._known[key]
        return self._compared(key, ones, others, depth)

    def _compared(self, key: _Key, ones: Values, others: Values, depth: int) -> bool:
        if depth > _MAX_DEPTH:
            raise _OverBudgetError
        start = len(self._assumed)
        self._known[key] = True
        self._held += (ones, others)
        self._assumed.append(key)
        if self._is_within(ones, others, depth):
            return True
        self._forget(start)
        self._known[key] = False
        return False

    def _forget(self, start: int) -> None:
        """Drop what was shown under an assumption that does not hold."""
        for key in self._assumed[start:]:
            self._known.pop(key, None)
        del self._assumed[start:]

    def _is_within(self, inner: Values, outer: Values, depth: int) -> bool:
        if inner.opaque or outer.opaque:
            return have_one_content(inner.opaque, outer.opaque)
        if self._mode in ("exact", "asked") and not self._refuse_the_same(inner, outer, depth):
            return False
        for text, value in inner.listed.items():
            if text not in outer.listed and not any(self._admits(part, value) for part in outer.parts):
                return False
        return all(self._covered(part, outer, depth) for part in inner.parts)

    def _covered(self, part: Part, outer: Values, depth: int) -> bool:
        if not part.within.isdisjoint(outer.names):
            return True
        if part.values is not None and part.values.keys() <= outer.listed.keys():
            return True
        others = [other for other in outer.parts if other.kind == part.kind]
        if any(self._part_within(part, other, depth) for other in others):
            return True
        return 1 < len(others) <= _MAX_BRANCHES and self._shared_out(part, others, depth + 1)

    def _shared_out(self, part: Part, others: list[Part], depth: int) -> bool:
        """Tell whether objects are each admitted by one of several parts, which share the values of one property out.

        An object whose property must be one of two is one of two objects.
        """
        if depth > _MAX_DEPTH:
            raise _OverBudgetError
        return any(
            self._is_shared_out(part, name, others, depth) for name in sorted(part.required & part.members.keys())
        )

    def _is_shared_out(self, part: Part, name: str, others: list[Part], depth: int) -> bool:
        values = self._forms.of(part.members[name])
        if len(values.listed) + len(values.parts) < 2 or values.opaque:  # noqa: PLR2004 - of one there are no shares
            return False
        rest = _without(part, name)
        shares = [
            self._forms.of(other.at(name)) for other in others if self._part_within(rest, _without(other, name), depth)
        ]
        return len(shares) > 1 and self._is_within(values, _together(shares), depth)

    def _count(self) -> None:
        self._steps += 1
        if self._steps > self._limit:
            raise _OverBudgetError

    def _admits(self, part: Part, value: Json) -> bool:
        """Tell whether a part is known to admit one value."""
        self._count()
        if part.kind != kind_of(value) or part.tokens or part.values is not None:
            return False
        if isinstance(value, str):
            return part.low[0] <= len(value) <= part.high[0]
        if isinstance(value, int | float):
            whole = isinstance(value, int) or value.is_integer()
            return part.low <= (value, 0) <= part.high and not part.multiples and (whole or not part.whole)
        loose = not part.required and not part.members and not part.first and part.extra == ()
        return loose and part.low[0] <= len(value) <= part.high[0]

    def _part_within(self, inner: Part, outer: Part, depth: int) -> bool:
        self._count()
        if not outer.tokens <= inner.tokens:
            return False
        if outer.values is not None and (inner.values is None or not inner.values.keys() <= outer.values.keys()):
            return False
        if inner.values is not None and outer.values is None and inner.kind not in {"array", "object"}:
            return all(self._admits_listed(outer, value) for value in inner.values.values())
        if inner.low < outer.low or inner.high > outer.high or (outer.whole and not inner.whole):
            return False
        steps = inner.multiples or ({1} if inner.whole else set[float]())
        if not all(any(divides(multiple, step) for step in steps) for multiple in outer.multiples):
            return False
        return outer.required <= inner.required and self._below_within(inner, outer, depth + 1)

    def _admits_listed(self, outer: Part, value: Json) -> bool:
        """Tell whether a part admits a value that meets all of its tokens."""
        if isinstance(value, str):
            return outer.low[0] <= len(value) <= outer.high[0]
        fits = isinstance(value, bool) or value is None or outer.low <= (value, 0) <= outer.high
        return fits and not outer.multiples and (not outer.whole or isinstance(value, int))

    def _below_within(self, inner: Part, outer: Part, depth: int) -> bool:
        for index in range(max(len(inner.first), len(outer.first))):
            if index < inner.high[0] and not self._within(inner.item(index), outer.item(index), depth):
                return False
        rest = inner.kind != "array" or inner.high[0] > max(len(inner.first), len(outer.first))
        if rest and not self._within(inner.extra, outer.extra, depth):
            return False
        return self._members_within(inner, outer, depth)

    def _members_within(self, inner: Part, outer: Part, depth: int) -> bool:
        if self._mode == "asked":
            names = inner.members.keys() | outer.members.keys()
            return all(self._within(inner.at(name), outer.at(name), depth) for name in names)
        # A property that only one side declares is known by that side alone, be it that anything goes there: unless the
        # other one is any object, where it is asked which of both takes more.
        anything = self._mode != "exact" and outer.extra == () and not outer.members
        alone = () if anything else inner.members.keys() - outer.members.keys()
        if any(inner.members[name] is not None for name in alone):
            return False
        absent = inner.extra is None or (self._mode == "documented" and inner.extra == ())
        if not absent and not outer.members.keys() <= inner.members.keys():
            return False
        known = inner.members.keys() | inner.required
        return all(self._within(inner.at(name), joint, depth) for name, joint in outer.members.items() if name in known)

    def _apart(self, one: Values, other: Values, depth: int) -> bool:
        """Tell whether two sets are known to have no value in common; branches ask of the same ones again and again."""
        key = id(one), id(other), depth
        if key not in self._known_apart:
            self._held += (one, other)
            self._known_apart[key] = self._have_nothing_in_common(one, other, depth)
        return self._known_apart[key]

    def _have_nothing_in_common(self, one: Values, other: Values, depth: int) -> bool:
        if one.opaque or other.opaque or not one.listed.keys().isdisjoint(other.listed.keys()):
            return False
        if len(one.parts) * len(other.parts) > _MAX_STEPS:
            return False
        for listed, values in ((one.listed, other), (other.listed, one)):
            kinds = {part.kind for part in values.parts}
            if any(kind_of(value) in kinds and not _ruled_out(values, text, value) for text, value in listed.items()):
                return False
        return all(self._parts_apart(part, part_, depth) for part in one.parts for part_ in other.parts)

    def _parts_apart(self, one: Part, other: Part, depth: int) -> bool:
        self._count()
        if one.kind != other.kind or max(one.low, other.low) > min(one.high, other.high):
            return True
        if one.values is not None and other.values is not None and one.values.keys().isdisjoint(other.values.keys()):
            return True
        if depth <= 0:
            return False
        names = one.required | other.required
        if any(self._joints_apart(one.at(name), other.at(name), depth - 1) for name in names):
            return True
        count = int(max(one.low[0], other.low[0], 0)) if one.kind == "array" else 0
        looked_at = range(min(count, max(len(one.first), len(other.first)) + 1))
        return any(self._joints_apart(one.item(index), other.item(index), depth - 1) for index in looked_at)

    def _joints_apart(self, one: Joint, other: Joint, depth: int) -> bool:
        if one is None or other is None:
            return True
        return one != () and other != () and self._apart(self._forms.of(one), self._forms.of(other), depth)


def _are_plainly_others(one: Node, other: Node) -> bool:
    """Tell at a look whether two schemas admit other values, as most changes that are told do.

    Each is of one type, and of another one; or both are texts of which nothing but the length is stated, with other
    bounds.
    """
    if any(node.field.ref or node.keywords or len(node.field.type) != 1 for node in (one, other)):
        return False
    types = {*one.field.type, *other.field.type}
    if len(types) > 1:
        return types != {"integer", "number"}
    lengths = [_lengths_of_text(node) for node in (one, other)]
    return None not in lengths and lengths[0] != lengths[1]


def _lengths_of_text(node: Node) -> tuple[float, float] | None:
    """Return the least and the greatest length of a text; None where more is stated of it, or where none fits."""
    field = node.field
    if field.type != ("string",) or not stated_keywords(node).keys() <= _OF_LENGTH:
        return None
    least = 0 if field.min_length is UNSET else field.min_length
    most = math.inf if field.max_length is UNSET else field.max_length
    return (least, most) if least <= most else None


def _without(part: Part, name: str) -> Part:
    """Return the same with any value of one property."""
    return structs.replace(part, members={**part.members, name: ()}, required=part.required | {name})


def _together(shares: list[Values]) -> Values:
    """Return what any of several admits, as alternatives of which several may fit."""
    return Values(
        listed={text: value for share in shares for text, value in share.listed.items()},
        parts=tuple(part for share in shares for part in share.parts),
        names=frozenset().union(*(share.names for share in shares)),
        exclusive=tuple(group for share in shares for group in share.exclusive),
    )


def _ruled_out(values: Values, text: str, value: Json) -> bool:
    return all(refuses(part, text, value) for part in values.parts if part.kind == kind_of(value))
