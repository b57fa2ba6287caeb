"""Where two sequences of words differ, and how much they share, in time that grows with their length.

difflib answers both exactly and takes time with the square of the length, or with its cube where words repeat. That is
well for a sentence; what is longer is cut first at the words that stand once on each side.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, TypeAlias

Stretch: TypeAlias = tuple[bool, int, int, int, int]
"""Whether both sides say the same there, and where it begins and ends on one side and on the other, as in slices."""

_STEPS: Final = 500
"""Steps a word that the exact comparison may take at the worst: three hundred words on each side, in common prose."""


def stretches(one: Sequence[str], other: Sequence[str]) -> list[Stretch]:
    """Return both sequences as stretches that are alike and stretches that differ, in order.

    >>> stretches(["a", "b"], ["a", "c", "b"])
    [(True, 0, 1, 0, 1), (False, 1, 1, 1, 2), (True, 1, 2, 2, 3)]
    """
    if is_short(one, other):
        return _exact(one, other)
    found: list[Stretch] = []
    for equal, first, last, start, end in _pieces(one, other):
        rest, others = one[first:last], other[start:end]
        exact = [] if equal or not is_short(rest, others) else _exact(rest, others)
        for is_same, a, b, c, d in exact or [(equal, 0, last - first, 0, end - start)]:
            _append(found, (is_same, first + a, first + b, start + c, start + d))
    return found


def same_start(one: Sequence[object], other: Sequence[object]) -> int:
    """Return how long two begin alike."""
    length = min(len(one), len(other))
    return next((at for at in range(length) if one[at] != other[at]), length)


def shared(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of words that two sequences have in common, in their order, 0 to 1."""
    if not one or not other:
        return 0.0
    alike = sum(last - first for equal, first, last, _, _ in stretches(one, other) if equal)
    return 2 * alike / (len(one) + len(other))


def shared_at_most(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of counted words in common, whatever their order: `shared` is never more."""
    small, large = sorted((one, other), key=len)
    alike = sum(min(count, large[word]) for word, count in small.items() if word in large)
    together = one.total() + other.total()
    return 2 * alike / together if together else 0.0


def is_short(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether the exact comparison takes few steps, even where its words stand in the worst order."""
    shorter, both = min(len(one), len(other)), len(one) + len(other)
    if shorter * (both + len(one) * len(other)) <= _STEPS * both:
        return True
    if shorter * both > _STEPS * both:
        return False
    counts = Counter(one)
    return shorter * (both + sum(counts[word] for word in other)) <= _STEPS * both


def _exact(one: Sequence[str], other: Sequence[str]) -> list[Stretch]:
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [(tag == "equal", first, last, start, end) for tag, first, last, start, end in codes]


def _pieces(one: Sequence[str], other: Sequence[str]) -> Iterator[Stretch]:
    """Yield what begins and ends alike, the anchors between, and what lies between two of those."""
    most = min(len(one), len(other))
    head = next((at for at in range(most) if one[at] != other[at]), most)
    tail = next((at for at in range(most - head) if one[-1 - at] != other[-1 - at]), most - head)
    last, end = len(one) - tail, len(other) - tail
    at = there = 0
    for left, right, length in ((0, 0, head), *_anchors(one[:last], other[:end], head), (last, end, tail)):
        if at < left or there < right:
            yield False, at, left, there, right
        if length:
            yield True, left, left + length, right, right + length
        at, there = left + length, right + length


def _anchors(one: Sequence[str], other: Sequence[str], head: int) -> list[tuple[int, int, int]]:
    """Return the longest chain, in the order of both, of words that each side has once behind the head."""
    lone, once = Counter(one[head:]), Counter(other[head:])
    places = {word: at for at, word in enumerate(other) if at >= head and once[word] == 1}
    pairs = [(at, places[word]) for at, word in enumerate(one) if at >= head and lone[word] == 1 and word in places]
    ends: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(chain[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        chain[length : length + 1] = [number]
    found: list[tuple[int, int, int]] = []
    number = chain[-1] if chain else -1
    while number >= 0:
        found.append((*pairs[number], 1))
        number = before[number]
    return found[::-1]


def _append(found: list[Stretch], new: Stretch) -> None:
    """Add a stretch, as part of the last one where that is of its kind."""
    if found and found[-1][0] == new[0]:
        equal, first, _, start, _ = found.pop()
        new = (equal, first, new[2], start, new[4])
    found.append(new)


def begun_alike(one: Sequence[object], other: Sequence[object]) -> int:
    """Count what two rows, or texts, begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, pair in pairs if pair[0] != pair[1]), min(len(one), len(other)))


def told_apart(before: str, after: str, *, limit: int) -> tuple[str, str]:
    """Leave out what two texts begin with in common, as far as both would be cut before they differ."""
    if max(len(before), len(after)) <= limit:
        return before, after
    common = begun_alike(before, after)
    start = common - limit // 3
    if common < limit - limit // 3 or start <= 0:
        return before, after
    start = before.find(" ", start, common) + 1 or start
    return f"…{before[start:]}", f"…{after[start:]}"
