"""Groups of things that lead to each other, all found in one walk without recursion.

Source: R. Tarjan, Depth-first search and linear graph algorithms, 1972.
"""

from collections.abc import Callable, Container, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

_T = TypeVar("_T", bound=Hashable)


def components(start: _T, leads_to: Callable[[_T], Iterable[_T]], *, known: Container[_T]) -> Iterator[list[_T]]:
    """Yield the groups that `start` leads to, its own as the last, each after all those that it leads to.

    What is in `known` is left out; it may grow by the groups that were yielded.
    """
    walk = _Walk[_T]()
    walk.enter(start)
    waiting = [(start, iter(leads_to(start)))]
    while waiting:
        node, others = waiting[-1]
        other = next((one for one in others if one not in known and walk.is_new(one, seen_from=node)), None)
        if other is not None:
            walk.enter(other)
            waiting.append((other, iter(leads_to(other))))
            continue
        waiting.pop()
        if waiting:
            walk.leave(node, back_to=waiting[-1][0])
        if walk.was_first(node):
            yield walk.group(node)


class _Walk(Generic[_T]):
    """When each thing was met, and the first one that it leads back to."""

    def __init__(self) -> None:
        self._met: dict[_T, int] = {}
        self._first: dict[_T, int] = {}
        self._path: dict[_T, None] = {}

    def enter(self, node: _T) -> None:
        self._met[node] = self._first[node] = len(self._met)
        self._path[node] = None

    def is_new(self, other: _T, *, seen_from: _T) -> bool:
        if other in self._path:
            self._first[seen_from] = min(self._first[seen_from], self._met[other])
        return other not in self._met

    def leave(self, node: _T, *, back_to: _T) -> None:
        self._first[back_to] = min(self._first[back_to], self._first[node])

    def was_first(self, node: _T) -> bool:
        return self._first[node] == self._met[node]

    def group(self, node: _T) -> list[_T]:
        found = []
        while node in self._path:
            found.append(self._path.popitem()[0])
        return found
