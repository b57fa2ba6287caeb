"""Calls whose paths were rewritten alike: one word of them is another one, or all have other first steps.

`/widget/{id}` is `/widgets/{id}` by now, and `/v1/users` is `/v2/accounts/{account}/users`. That one path goes and
another one comes proves nothing; that several do in the same way, while no path has any more what these had in common,
does.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from driftwatch.compare.match.likeness import alike_names, overlap
from driftwatch.model.facts import Operation
from driftwatch.model.snapshot import Entry

_Paired: TypeAlias = tuple[Entry, Entry]
_Steps: TypeAlias = tuple[str, ...]
_Calls: TypeAlias = Mapping[str, Entry]

_SEVERAL: Final = 3
"""Calls whose paths must be rewritten in the same way before they are the same ones."""
_FIRST_STEPS: Final = 4
"""First steps of a path that may be other ones."""
_LONGEST: Final = 30
"""Steps of a path beyond which nobody asks in which of them it differs from others."""
_WAYS: Final = 50
"""Ways of rewriting that are tried, that of most paths first: nobody rewrites an API in more at once."""
_GROUP: Final = 400
"""Pairs of paths that have all other steps in common; of more, nobody can tell which became which."""
_SAME: Final = 0.5
"""Share of what two calls state, on the average, from which those that were rewritten alike are the same ones."""
_SURELY: Final = 0.75
"""The same where a word has nothing in common with the one before: `/cats` and `/dogs` may answer much alike."""


class _Rewriting(NamedTuple):
    """Steps of paths, and what they are by now: one word wherever it stands, or the first steps."""

    old: _Steps
    new: _Steps
    is_word: bool

    @property
    def is_much_alike(self) -> bool:
        """Whether it leaves a path what it was: other first steps, or a word that is nearly the same."""
        return not self.is_word or alike_names(self.old[0], self.new[0])

    def of(self, name: str) -> str:
        """Return a call as it is written by now; "" where it has not what is rewritten."""
        method, *steps = name.split("/")
        if self.is_word:
            written = [self.new[0] if step == self.old[0] else step for step in steps]
            return "/".join((method, *written)) if written != steps else ""
        many = len(self.old)
        return "/".join((method, *self.new, *steps[many:])) if tuple(steps[:many]) == self.old else ""


class _Held:
    """How many calls of one side have a word, or begin with certain steps."""

    def __init__(self, names: Iterable[str]) -> None:
        parted = [tuple(name.split("/")[1:]) for name in names]
        self._words: Counter[_Steps] = Counter((step,) for steps in parted for step in set(steps))
        self._first: Counter[_Steps] = Counter(
            steps[:number] for steps in parted for number in range(min(len(steps), _FIRST_STEPS) + 1)
        )

    def number(self, steps: _Steps, *, is_word: bool) -> int:
        return self._words[steps] if is_word else self._first[steps]

    def has_besides(self, steps: _Steps, others: _Steps, *, is_word: bool) -> bool:
        """Tell whether a call has the steps that has not the others, which may go on from them."""
        if not steps:
            return False
        go_on = not is_word and others[: len(steps)] == steps
        return self.number(steps, is_word=is_word) > (self.number(others, is_word=is_word) if go_on else 0)


class Sides(NamedTuple):
    """The calls that were found on neither side yet, and the names of all that each side has."""

    olds: Sequence[Entry]
    news: Sequence[Entry]
    names: tuple[Iterable[str], Iterable[str]]


def rewritten(sides: Sides, known: Iterable[_Paired]) -> list[_Paired]:
    """Pair calls whose paths were rewritten alike, be it like others that are known to have moved."""
    before, after = ({entry.owner.name: entry for entry in side if is_call(entry)} for side in sides[:2])
    if not before or not after:
        return []
    moved = {one.owner.name: other.owner.name for one, other in known if is_call(one) and is_call(other)}
    everywhere = tuple(_Held(names) for names in sides.names)
    found: list[_Paired] = []
    ways = (each for each in _candidates((*before, *moved), (*after, *moved.values())) if _is_gone(each, everywhere))
    for rewriting in islice(ways, _WAYS):
        pairs = [(one, after[now]) for name, one in before.items() if (now := rewriting.of(name)) in after]
        witnesses = [was for was in moved if rewriting.of(was)]
        agree = all(rewriting.of(was) == moved[was] for was in witnesses)
        if not agree or not pairs:
            continue
        many = len(pairs) + (len(witnesses) if rewriting.is_much_alike else 0)
        are_known = len(witnesses) >= _SEVERAL
        if are_known or (
            many >= _SEVERAL and _are_most(rewriting, pairs, (before, after)) and _are_alike(rewriting, pairs)
        ):
            found += pairs
            for one, other in pairs:
                del before[one.owner.name], after[other.owner.name]
    return found


def is_call(entry: Entry) -> bool:
    """Tell whether an entry is a call that somebody makes, and its only documentation."""
    operation = entry.operation
    return operation is not None and not operation.event and not entry.owner.variant


def _candidates(olds: Iterable[str], news: Iterable[str]) -> list[_Rewriting]:
    """Return the ways in which several paths may have been rewritten, that of most of them first."""
    names = tuple(tuple(name for name in side if name.count("/") <= _LONGEST) for side in (olds, news))
    count: Counter[_Rewriting] = Counter()
    for parted, is_word in ((_by_word, True), (_by_first_steps, False)):
        before, after = (_grouped(side, parted) for side in names)
        for rest in before.keys() & after.keys():
            ones, others = before[rest], after[rest]
            if len(ones) * len(others) <= _GROUP:
                count.update(
                    _Rewriting(one, other, is_word) for one in ones for other in others if one[-1:] != other[-1:]
                )
    likely = ((-number, rewriting) for rewriting, number in count.items() if number >= _SEVERAL)
    return [rewriting for _, rewriting in sorted(likely)]


def _grouped(
    names: Iterable[str], parted: Callable[[_Steps], Iterator[tuple[_Steps, _Steps]]]
) -> Mapping[_Steps, list[_Steps]]:
    found: defaultdict[_Steps, list[_Steps]] = defaultdict(list)
    for name in names:
        for part, rest in parted(tuple(name.split("/"))):
            found[rest].append(part)
    return found


def _by_word(steps: _Steps) -> Iterator[tuple[_Steps, _Steps]]:
    """Yield each word of a call, and all else of it."""
    for number in range(1, len(steps)):
        if _is_word(steps[number]):
            yield (steps[number],), (*steps[:number], "", *steps[number + 1 :])


def _by_first_steps(steps: _Steps) -> Iterator[tuple[_Steps, _Steps]]:
    """Yield first steps of a call, or none, and its method with what follows, which must have a word."""
    for number in range(1, min(len(steps), _FIRST_STEPS + 2)):
        if any(map(_is_word, steps[number:])):
            yield steps[1:number], (steps[0], *steps[number:])


def _is_word(step: str) -> bool:
    return bool(step) and "{" not in step


def _is_gone(rewriting: _Rewriting, everywhere: Sequence[_Held]) -> bool:
    """Tell whether no path has what was rewritten any more, and none had before what it is by now."""
    old, new, is_word = rewriting
    before, after = everywhere
    return not after.has_besides(old, new, is_word=is_word) and not before.has_besides(new, old, is_word=is_word)


def _are_most(rewriting: _Rewriting, pairs: Sequence[_Paired], sides: tuple[_Calls, _Calls]) -> bool:
    """Tell whether those are most of the calls that are left and have what was rewritten."""
    held = [
        _Held(side).number(steps, is_word=rewriting.is_word) if rewriting.old and rewriting.new else len(side)
        for side, steps in zip(sides, rewriting[:2], strict=True)
    ]
    return 2 * len(pairs) >= min(held)


def _are_alike(rewriting: _Rewriting, pairs: Sequence[_Paired]) -> bool:
    """Tell whether the calls state much the same: more where a word has nothing in common with the one before."""
    shares = [overlap(_stated(one), _stated(other)) for one, other in pairs]
    share = sum(shares) / len(shares)
    if rewriting.is_much_alike:
        return share >= _SAME
    before, after = ({name for pair in pairs for name in pair[side].references} for side in (0, 1))
    return share >= _SURELY and overlap(before, after) >= _SAME


def _stated(entry: Entry) -> frozenset[str]:
    return frozenset(fact.at for fact in entry.facts if not isinstance(fact, Operation))
