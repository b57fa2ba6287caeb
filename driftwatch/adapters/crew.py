"""A crew of processes on this machine. Work that is lost when one of them ends is done again by another."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children as children
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Final, Generic, TypeVar

from driftwatch.adapters.processes import leave_interrupts
from driftwatch.errors import DriftwatchError, ObservationError

_A = TypeVar("_A")
_B = TypeVar("_B")

_TRIES: Final = 2
"""How often a piece may end the process that has it, alone, before it is given up."""


class ProcessCrew(Generic[_A, _B]):
    """Processes that are started once, and anew when one of them ended.

    When a process ends, nobody can say which piece ended it, and all that were handed over are lost with it. They are
    done again one at a time: whatever ends a process then is to blame, and given up; all others are done.

    Args:
        work: a function of a module, that is called with each piece.
        size: how many processes.
    """

    def __init__(self, work: Callable[[_A], _B], size: int) -> None:
        self._work = work
        self.size = size
        self._pool: ProcessPoolExecutor | None = None
        self._others: frozenset[BaseProcess] = frozenset()
        """Child processes of this one that the crew did not start."""
        self._pieces: dict[str, _A] = {}
        self._underway: dict[Future[_B], str] = {}
        self._suspects: deque[str] = deque()
        self._waiting: deque[str] = deque()
        self._blame: dict[str, int] = {}

    def start(self, name: str, piece: _A) -> None:
        """Hand over a piece of work."""
        self._pieces[name] = piece
        self._waiting.append(name)
        self._hand_over()

    def finished(self) -> tuple[str, _B | DriftwatchError]:
        """Wait until any piece is done, and return its name with what it came to."""
        while True:
            self._hand_over()
            done = wait(self._underway, return_when=FIRST_COMPLETED).done
            future = min(done, key=lambda one: self._underway[one])
            error = future.exception()
            if isinstance(error, BrokenProcessPool):
                if (given_up := self._restart()) is not None:
                    return given_up
                continue
            name = self._underway.pop(future)
            del self._pieces[name]
            if error is None:
                return name, future.result()
            return name, _given_up(name, f"{type(error).__name__}: {error}")

    def close(self) -> None:
        """End the processes, whatever they are at."""
        if self._pool is None:
            return
        processes = [process for process in children() if process not in self._others]
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()
        self._pool = None

    def _hand_over(self) -> None:
        """Hand over what may be done now: a piece that may have ended a process alone, all others together."""
        if self._suspects:
            if not self._underway:
                self._submit(self._suspects)
        elif not any(name in self._blame for name in self._underway.values()):
            while self._waiting and self._submit(self._waiting):
                """Hand over the next one."""

    def _submit(self, names: deque[str]) -> bool:
        """Hand over the first of some pieces; tell whether the pool took it."""
        if self._pool is None:
            self._others = frozenset(children())
            self._pool = ProcessPoolExecutor(self.size, mp_context=get_context("spawn"), initializer=_follow_parent)
        try:
            future = self._pool.submit(self._work, self._pieces[names[0]])
        except BrokenProcessPool:
            # What is under way tells the same when it is asked for; without it nothing is lost.
            if not self._underway:
                self.close()
            return False
        self._underway[future] = names.popleft()
        return True

    def _restart(self) -> tuple[str, _B | DriftwatchError] | None:
        """Forget the pool that broke; return the piece that is to blame, where it was alone for the last time."""
        lost = sorted(name for future, name in self._underway.items() if not _has_result(future))
        kept = {future: name for future, name in self._underway.items() if _has_result(future)}
        self.close()
        self._underway = kept
        alone = len(lost) == 1
        for name in lost:
            self._blame[name] = self._blame.get(name, 0) + (1 if alone else 0)
        if alone and self._blame[lost[0]] >= _TRIES:
            del self._pieces[lost[0]]
            return lost[0], _given_up(lost[0], f"it ended {_TRIES} processes, for lack of memory perhaps")
        self._suspects.extend(lost)
        return None


def _follow_parent() -> None:
    """Leave interrupts to the process that the person started, and end when it ends, however that is."""
    leave_interrupts()
    if (parent := parent_process()) is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _has_result(future: Future[_B]) -> bool:
    return future.done() and not isinstance(future.exception(), BrokenProcessPool)


def _given_up(name: str, why: str) -> ObservationError:
    return ObservationError(
        f"{name} could not be captured: {why}", hint=f"`driftwatch run --source {name}` tries it alone"
    )


@contextmanager
def process_crew(work: Callable[[_A], _B], size: int) -> Iterator[ProcessCrew[_A, _B]]:
    """Open a crew, whose processes end with the block."""
    crew = ProcessCrew(work, size)
    try:
        yield crew
    finally:
        crew.close()
