"""Lines that begin as one line and end as another: where two answers were joined."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from driftwatch.alignment import same_start
from driftwatch.model.text import Line

_SHORTEST: Final = 8
"""Characters of each half of a line at a seam, at least: any two lines may begin or end with one word."""


class Halves:
    """What some lines begin with, and end with."""

    def __init__(self, lines: Iterable[Line]) -> None:
        words = {line.words for line in lines}
        self.starts = sorted(words)
        self.ends = sorted(each[::-1] for each in words)

    def near(self, line: str) -> Sequence[str]:
        """Return those that begin or end most as a line does: up to four."""
        begun, ended = _neighbours(line, self.starts), _neighbours(line[::-1], self.ends)
        return (*begun, *(each[::-1] for each in ended))


def is_seam(line: str, begun: Sequence[str], ended: Sequence[str]) -> bool:
    """Tell whether a line begins as one of some, and ends as one of others, and is neither; both as in `Halves`."""
    first = max((same_start(line, other) for other in _neighbours(line, begun)), default=0)
    last = max((same_start(line[::-1], other) for other in _neighbours(line[::-1], ended)), default=0)
    return min(first, last) >= _SHORTEST and max(first, last) < len(line) <= first + last


def common_ends(one: str, other: str) -> int:
    """Count the characters with which two lines begin alike and end alike."""
    return same_start(one, other) + same_start(one[::-1], other[::-1])


def _neighbours(line: str, known: Sequence[str]) -> Sequence[str]:
    """Return those of some sorted lines between which one would stand: none begins more as it does."""
    at = bisect_left(known, line)
    return known[max(at - 1, 0) : at + 1]
