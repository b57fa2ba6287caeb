"""One failure stays where it happened: the one place that catches what nobody foresaw.

A document, an operation or a schema of somebody else's may trip a bug of ours at any time. It must not take along what
is told of all the others, nor stop every later run: so each stage does its work for one owner inside of `isolated`.
"""

from collections.abc import Callable
from typing import TypeVar

from driftwatch.errors import DriftwatchError, InternalError

_T = TypeVar("_T")


def isolated(make: Callable[[], _T], failed: Callable[[Exception], _T]) -> _T:
    """Return what `make` returns, or what `failed` makes of an exception that nobody foresaw.

    Errors that are raised on purpose pass: they say themselves what ends, and with which exit code. So does a lack of
    memory, which is the machine's: nothing is written then, and the next run tries again.
    """
    caught: Exception
    try:
        return make()
    except (DriftwatchError, MemoryError) as error:
        if not isinstance(error, InternalError):
            raise
        caught = error
    except Exception as error:  # noqa: BLE001 - whatever a bug raises, a recursion without end included
        caught = error
    return failed(caught)
