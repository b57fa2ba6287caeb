"""What changed in what is demanded under a condition: `if`, `then` and `else`.

A value fits a schema with a condition if it meets `then` where it meets `if`, and `else` where it does not. `if` rules
nothing out by itself: it says of which values something is demanded. If more values meet it than before, `then` is
demanded of more of them, and `else` of fewer.

What another schema asks by a named one is held against it in `asking_schemas.py`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias

from msgspec import UNSET

from driftwatch.compare.match.digests import Branch, digest, stated_keywords
from driftwatch.compare.schemas.circumstances import declaring
from driftwatch.compare.schemas.condition_words import in_words
from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.views import View
from driftwatch.compare.trees import Node
from driftwatch.compare.values.alternatives import admits_everything
from driftwatch.compare.values.verdict import Verdict

_TRAITS: Final[Mapping[Verdict, str]] = {"narrower": "binds-more", "wider": "binds-less", "equal": "binds-the-same"}
_Mark: TypeAlias = frozenset[bytes]
"""Equal for conditions that ask the same."""
_Consequence: TypeAlias = tuple[_Mark, _Mark]
"""Equal for conditions from which the same follows."""


class Condition(NamedTuple):
    """A condition: what is asked, what values must meet that meet it (`then`), and what others must meet (`else`)."""

    asked: list[Branch]
    then: list[Branch]
    otherwise: list[Branch]

    @property
    def demands(self) -> bool:
        """Tell whether a `then` or an `else` is stated, even one that demands nothing."""
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
    """Note which conditions came, went or differ, and compare what follows from those of both sides.

    A schema may have several conditions. Each is compared with the one of the other side that asks the same; else with
    the one from which the same follows; else with the only one that is left. All others came or went.
    """
    olds, news = _by_question(level.old), _by_question(level.new)
    if len(olds) < 2 and len(news) < 2:  # noqa: PLR2004 - one condition is held against whatever the other side asks
        _condition(level, *(condition_of(view.atoms) for view in (level.old, level.new)))
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


def _by_question(view: View) -> dict[_Mark, Condition]:
    """Return the conditions of a schema, by what they ask."""
    found: dict[_Mark, list[Node]] = {}
    for atom in view.atoms:
        condition = condition_of((atom,))
        if condition.asked:
            found.setdefault(condition.mark, []).append(atom)
    return {mark: condition_of(atoms) for mark, atoms in found.items()}


def _alone_in_what_follows(conditions: Mapping[_Mark, Condition]) -> dict[_Consequence, _Mark]:
    """Return the marks of the conditions from which something follows that follows from no other one, by that."""
    count = Counter(one.consequence for one in conditions.values())
    return {one.consequence: mark for mark, one in conditions.items() if count[one.consequence] == 1}


def condition_of(atoms: Iterable[Node]) -> Condition:
    """Return the condition that the parts of a schema state together."""
    return Condition(*([one for atom in atoms for one in atom.below(keyword)] for keyword in ("if", "then", "else")))


def _turned(one: Condition) -> Condition:
    """Return the same condition without its negation, with `then` and `else` swapped; as it is if it has none."""
    denied = [inner for _, node in one.asked if _only_denies(node) for inner in node.below("not")]
    return Condition(denied, one.otherwise, one.then) if len(denied) == len(one.asked) == 1 else one


def _only_denies(node: Node) -> bool:
    return node.keywords == {"not"} and not stated_keywords(node)


def _condition(level: Level, old: Condition, new: Condition) -> None:
    """Note what differs between two conditions: whether one is there, what it asks, and what follows from it.

    A condition and its negation ask the same, the other way round.
    """
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
    """Note that a keyword came or went; where both sides have it, compare what is below it."""
    if old and new:
        level.go_on(_nodes(old), _nodes(new), new[0][0])
    elif old:
        level.emit(f"field.{keyword}.removed", nodes=(old[0][1], None))
    elif new:
        level.emit(f"field.{keyword}.added", nodes=(None, new[0][1]))


def _asked_otherwise(level: Level, old: Condition, new: Condition) -> None:
    """Note that something is demanded of other values than before, and whether that binds more or less.

    What follows may differ as well. Then both must agree: what followed before, and what follows now.
    """
    asked = _nodes(old.asked), _nodes(new.asked)
    kept, fits = level.implies(*asked), level.implies(*asked[::-1])
    if (kept and fits) or not (old.demands and new.demands):
        return
    verdicts = {verdict_of(level, one, kept=kept, fits=fits) for one in (old, new)}
    verdicts -= {"equal"} if len(verdicts) > 1 else set()
    verdict = verdicts.pop() if len(verdicts) == 1 else "other"
    before, after = (_in_words(each, alone) for each, alone in ((old, new), (new, old)))
    sides = (before, after) if before and after and before != after else (UNSET, UNSET)
    nodes = (asked[0][0], asked[1][0])
    level.emit("field.if.changed", *sides, nodes=nodes, traits=traits_of(verdict))


def traits_of(verdict: Verdict) -> set[str]:
    """Return the trait by which a rule knows whether more is demanded, or less; none where that is not known."""
    return {_TRAITS[verdict]} if verdict in _TRAITS else set()


def verdict_of(level: Level, one: Condition, *, kept: bool, fits: bool) -> Verdict:
    """Return how the values that fit now relate to those that fitted before, where only what is asked differs.

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


def _in_words(one: Condition, other: Condition) -> str:
    """Write what a condition asks: "if `kind` is `box`", or "unless ..." if only `else` follows from both conditions.

    Return "" where there are no words for it.
    """
    words = in_words(_nodes(one.asked))
    if not words:
        return ""
    return f"{'if' if one.then or other.then else 'unless'} {words}"


def _nodes(branches: Iterable[Branch]) -> list[Node]:
    return [node for _, node in branches]
