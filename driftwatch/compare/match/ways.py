"""What of an API came or went as a whole: a path with all its methods, and all that is below it."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final, Literal

_MOST: Final = 12
"""Steps of a path at most of which it is asked whether all below them went."""
_FEWEST_BELOW: Final = 3
"""So many paths below what is no path itself are one resource. Two may have their first steps in common by chance."""


class Ways:
    """The paths of both sides of a comparison, and all on the way to them."""

    def __init__(self, old: AbstractSet[str], new: AbstractSet[str]) -> None:
        """Count what is below each way; a path is as an operation's key has it, without a method."""
        self._paths = old, new
        self._below = tuple(Counter(way for path in side for way in {*_ways(path), path}) for side in self._paths)

    def whole(self, path: str, side: Literal[0, 1]) -> str:
        """Return with which way a path of one side came or went: the first that is none of the other side's.

        That may be no path itself, where many are below it, but not all: these are the API. "" of what both have.
        """
        paths, below, others = self._paths[side], self._below[side], self._below[1 - side]
        if path in self._paths[1 - side]:
            return ""
        resource = range(_FEWEST_BELOW, len(paths))
        own = (way for way in _ways(path) if way not in others and (way in paths or below[way] in resource))
        return next(own, path)


def _ways(path: str) -> Iterator[str]:
    """Yield the ways to a path, the shortest first, and itself where that is among its first steps."""
    steps = path.split("/", _MOST)
    return ("/".join(steps[:number]) for number in range(2, min(len(steps), _MOST) + 1))
