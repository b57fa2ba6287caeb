"""Work spread over other processes; a piece that ends its process is left to the caller."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Final, TypeVar

_A = TypeVar("_A")
_B = TypeVar("_B")

_MOST: Final = 8
_FEWEST: Final = 40
"""Pieces of work below which no other process is started: each takes half a second to begin."""
_CHUNK: Final = 4
"""Pieces that are handed to a process together."""


class Processes:
    """Other processes, started once there is enough to do."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._broken = False

    def map(self, work: Callable[[_A], _B | None], pieces: Sequence[_A]) -> Iterator[_B | None]:
        """Yield what each piece comes to, in order; None where it is left to the caller.

        Args:
            work: a function of a module, that raises nothing.
            pieces: what it is called with.
        """
        if len(pieces) < _FEWEST or self._broken or count() == 1:
            yield from (None for _ in pieces)
            return
        if self._pool is None:
            context = get_context("spawn")
            self._pool = ProcessPoolExecutor(count(), mp_context=context, initializer=leave_interrupts)
        done = 0
        try:
            for result in self._pool.map(work, pieces, chunksize=_CHUNK):
                yield result
                done += 1
        except BrokenProcessPool:
            # A page that ends a process, for lack of memory say: whoever asks for it meets it alone.
            self._broken = True
            yield from (None for _ in pieces[done:])

    def close(self) -> None:
        """End them."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def count() -> int:
    """Return how many processes can work at once on this machine."""
    return min(_MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


@contextmanager
def other_processes() -> Iterator[Processes]:
    """Open other processes, which end with the block."""
    found = Processes()
    try:
        yield found
    finally:
        found.close()


def leave_interrupts() -> None:
    """Leave Ctrl-C on a terminal, which reaches every process, to the one that the person started."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
