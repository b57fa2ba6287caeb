"""A conversation with one git process that gives objects: a question costs microseconds, a process milliseconds."""

import os
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final

import msgspec

from driftwatch.adapters.git.errors import explain
from driftwatch.errors import RepositoryError

_AT_ONCE: Final = 400
"""Questions that are sent before their answers are read: a pipe (64 kB) takes them all, else both sides would wait."""
_KILLED_SECONDS: Final = 10


class Found(msgspec.Struct, frozen=True):
    """An object as git has it: its id, whether it is a `commit`, a `tree` or a `blob`, and its content."""

    id: str
    kind: str
    content: bytes


class Conversation:
    """Asks one `git cat-file --batch`, which begins with the first question and ends with this process.

    Args:
        start: starts it.
        seconds: how long its answers may take.
    """

    def __init__(self, start: Callable[[], Any], *, seconds: float) -> None:
        self._start = start
        self._seconds = seconds
        self._turn = threading.Lock()
        self._processes: dict[int, Any] = {}
        """By the process that asks: a copy of this one (fork) has to begin its own, and to leave the other alone."""
        weakref.finalize(self, _end, self._processes)

    def ask(self, names: Sequence[str]) -> Iterator[Found | None]:
        """Yield the object that each name stands for, None where git has none or cannot read it.

        Args:
            names: full ids, or HEAD; none is from outside.

        Raises:
            RepositoryError: git ended or did not answer in time; the next question begins another conversation.
        """
        for start in range(0, len(names), _AT_ONCE):
            with self._turn:
                answers = self._answers(names[start : start + _AT_ONCE])
            yield from answers

    def _answers(self, names: Sequence[str]) -> list[Found | None]:
        process = self._processes.get(os.getpid())
        if process is None:
            process = self._processes[os.getpid()] = self._start()
        timer = threading.Timer(self._seconds, process.kill)
        timer.daemon = True
        timer.start()
        try:
            process.stdin.write("".join(f"{name}\n" for name in names).encode("ascii"))
            process.stdin.flush()
            return [_answer(process.stdout) for _ in names]
        except (OSError, ValueError) as error:
            raise self._broken_off(str(error)) from error
        except BaseException:
            # What was asked and not read would be taken for the answer to the next question.
            _end(self._processes)
            raise
        finally:
            timer.cancel()

    def _broken_off(self, why: str) -> RepositoryError:
        return explain(("cat-file",), _end(self._processes) or why.encode())


def _end(processes: dict[int, Any]) -> bytes:
    """End what this process began; return what it complained of."""
    process = processes.pop(os.getpid(), None)
    if process is None:
        return b""
    process.kill()
    with suppress(Exception):
        _, complaint = process.communicate(timeout=_KILLED_SECONDS)
        return bytes(complaint)
    return b""


def _answer(output: Any) -> Found | None:
    head = output.readline()
    words = head.decode("ascii").split()
    if words[1:] == ["missing"]:
        return None
    name, kind, size = words
    content = output.read(int(size) + 1)
    if len(content) != int(size) + 1:
        raise ValueError("the answer of git cat-file was cut short")
    return Found(name, kind, content[:-1])
