"""How many functions some work calls, of Python and of C: a machine under load finds the same, unlike seconds."""

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

_T = TypeVar("_T")


def counted(work: Callable[[], _T]) -> tuple[_T, int]:
    """Do some work; return what it gives, and how many functions it called.

    Finalizers of what other work left behind, and callbacks of the collector itself, are not its calls.
    """
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    gc.disable()
    sys.setprofile(count)
    try:
        made = work()
    finally:
        sys.setprofile(None)
        gc.enable()
    return made, calls


def calls_of(work: Callable[[], object]) -> int:
    """Return how many functions some work calls."""
    return counted(work)[1]
