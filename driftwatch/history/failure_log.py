"""The log of failures: who failed at what, with the traceback that no report shows."""

import logging
from collections import Counter, deque
from types import TracebackType
from typing import Final

from driftwatch.model.failure import Failure, Stage
from driftwatch.model.snapshot import Owner

_LOGGER: Final = logging.getLogger(__name__)
_WHOLE: Final = 3
"""How often a fault is told with its traceback: what differs between owners shows in two or three."""
_STEPS: Final = 3
"""Calls by which a fault is known: the line that failed, and who asked for it."""


def log_failure(failure: Failure) -> None:
    """Write one failure to the log, which masks secrets and keeps text from outside on lines of its own."""
    owner = failure.owner
    named = " ".join(filter(None, (owner.kind, owner.label, owner.scope and f"of {owner.scope}")))
    _LOGGER.error("%s failed for %s", failure.stage, named, exc_info=failure.error)


def failed_for(owner: Owner, stage: Stage, error: Exception) -> None:
    """Write to the log that a stage failed for an owner."""
    log_failure(Failure(owner=owner, stage=stage, error=error))


class RepeatedFaults(logging.Filter):
    """Lets the first records of a fault through, and then one at 10, 100, 1,000 ..., which says how many they are.

    A fault is an exception of one type from one line, reached by the same way. Reports name every owner at which it
    happened.
    """

    def __init__(self) -> None:
        super().__init__()
        self._met: Counter[tuple[str, tuple[tuple[str, int], ...]]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Count the record; leave its traceback out from the fourth on."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return True
        fault = (type(error).__name__, _way(error.__traceback__))
        self._met[fault] += 1
        count = self._met[fault]
        if count <= _WHOLE:
            return True
        record.exc_info = record.exc_text = None
        record.msg = f"{record.getMessage()}: {fault[0]} as above, {count:,} times by now"
        record.args = ()
        return str(count).strip("0") == "1"


def _way(traceback: TracebackType | None) -> tuple[tuple[str, int], ...]:
    """Return file and line of the last calls that led to an exception: a helper fails for many callers."""
    steps: deque[tuple[str, int]] = deque(maxlen=_STEPS)
    while traceback is not None:
        steps.append((traceback.tb_frame.f_code.co_filename, traceback.tb_lineno))
        traceback = traceback.tb_next
    return tuple(steps)
