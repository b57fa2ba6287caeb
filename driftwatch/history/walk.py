"""The one walk over the captures of a source: each with its snapshot and the one that it is compared with.

History, blame, the site, open drift and the search for pages that moved all go this way. Two snapshots are held at a
time, besides the newest where the caller has it. A capture that cannot be read, for a fault of ours, is told in the log
and passed over: what it brought is then told with the next one.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from msgspec import Struct

from driftwatch.history.captures import AT_ONCE, Captured, History
from driftwatch.isolation import isolated
from driftwatch.model.snapshot import Snapshot

_LOGGER: Final = logging.getLogger(__name__)


class Visit(Struct, frozen=True, kw_only=True):
    """A capture on the way, with what it holds and what the one before it held."""

    number: int
    """Counted from the newest, which is 0."""
    index: int
    """Counted from the first, which is 0."""
    captured: Captured
    old: Snapshot | None = None
    """None for the first capture, and where `new` is None."""
    new: Snapshot | None = None
    """None where the capture holds the same facts as the one before it, or cannot be read."""

    @property
    def pair(self) -> tuple[Snapshot, Snapshot] | None:
        """What there is to be compared, the older one first."""
        return None if self.old is None or self.new is None else (self.old, self.new)


def walk(
    history: History, captures: Sequence[Captured], numbers: Sequence[int], *, newest: Snapshot | None = None
) -> Iterator[Visit]:
    """Yield captures with their snapshots, which are made as the walk comes to them.

    Args:
        history: the captures of a source.
        captures: all of them, newest first.
        numbers: the indices of those to visit, in ascending or in descending order.
        newest: the snapshot of the newest capture, when it is at hand.
    """
    way = _Way(history, captures, newest)
    for chunk in way.chunks(numbers):
        way.read_ahead(chunk)
        yield from map(way.visit, chunk)


def oldest_first(captures: Sequence[Captured]) -> Sequence[int]:
    """Return the numbers of all captures, that of the first one first."""
    return range(len(captures))[::-1]


def changed(history: History, captures: Sequence[Captured]) -> Iterator[int]:
    """Yield the numbers of the captures with other facts than the one before, newest first."""
    return (
        number
        for number, (captured, before) in enumerate(pairwise(captures))
        if not same_facts(history, before, captured)
    )


def same_facts(history: History, one: Captured, other: Captured) -> bool:
    """Tell whether two captures hold the same facts."""
    if one.capture is not None and other.capture is not None:
        # Asking git for both trees costs more than all the rest of a capture.
        return one.capture.digest == other.capture.digest
    return history.same(one.commit, other.commit)


class _Way:
    """What a walk has at hand: two snapshots, and the files of the captures that come next."""

    def __init__(self, history: History, captures: Sequence[Captured], newest: Snapshot | None) -> None:
        self._history = history
        self._captures = captures
        self._origins: dict[int, int] = {}
        self._kept = {} if newest is None else {self._origin(0): newest}
        self._held: dict[int, Snapshot | None] = {}
        self._ahead: Mapping[str, Callable[[], Snapshot]] = {}

    def chunks(self, numbers: Iterable[int]) -> Iterator[Sequence[int]]:
        """Yield the captures by what is read together; those that hold the facts of another one are not read."""
        chunk: list[int] = []
        read = 0
        for number in numbers:
            chunk.append(number)
            read += self._origin(number) == number
            if read == AT_ONCE:
                yield chunk
                chunk, read = [], 0
        if chunk:
            yield chunk

    def read_ahead(self, numbers: Sequence[int]) -> None:
        """Read the files of the captures that are visited next, and of those that they are compared with."""
        sides = dict.fromkeys(
            self._origin(each)
            for number in numbers
            if self._origin(number) == number
            for each in (number, number + 1)
            if each < len(self._captures)
        )
        wanted = [self._captures[each] for each in sides if each not in self._held.keys() | self._kept.keys()]
        self._ahead = self._history.ahead({each.commit: each.label for each in wanted}) if wanted else {}

    def visit(self, number: int) -> Visit:
        """Return a capture with its snapshots."""
        captured, after = self._captures[number], len(self._captures)
        old = new = None
        if self._origin(number) == number:
            new = self._snapshot(number)
            older = (self._snapshot(self._origin(each)) for each in range(number + 1, after))
            old = next((one for one in older if one is not None), None) if new is not None else None
            self._held = {each: one for each, one in self._held.items() if one in (None, new, old)}
        return Visit(number=number, index=after - 1 - number, captured=captured, old=old, new=new)

    def _origin(self, number: int) -> int:
        """Return the number of the capture that brought the facts which another one holds: that one, or an older."""
        run = [number]
        while run[-1] not in self._origins and run[-1] + 1 < len(self._captures):
            at = run[-1]
            if not same_facts(self._history, self._captures[at + 1], self._captures[at]):
                break
            run.append(at + 1)
        origin = self._origins.get(run[-1], run[-1])
        self._origins |= dict.fromkeys(run, origin)
        return origin

    def _snapshot(self, number: int) -> Snapshot | None:
        if number in self._kept:
            return self._kept[number]
        if number not in self._held:
            captured = self._captures[number]
            self._held[number] = isolated(partial(self._made, captured), partial(_unread, captured))
        return self._held[number]

    def _made(self, captured: Captured) -> Snapshot | None:
        make = self._ahead.get(captured.commit)
        return make() if make is not None else self._history.at(captured.commit, label=captured.label)


def _unread(captured: Captured, error: Exception) -> None:
    _LOGGER.error("reading the capture %s failed", captured.label, exc_info=error)
