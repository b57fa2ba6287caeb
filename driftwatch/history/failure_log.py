"""The log of failures: who failed at what, with the traceback that no report shows."""

import logging
from typing import Final

from driftwatch.model.failure import Failure, Stage
from driftwatch.model.snapshot import Owner

_LOGGER: Final = logging.getLogger(__name__)


def log_failure(failure: Failure) -> None:
    """Write one failure to the log, which masks secrets and keeps text from outside on lines of its own."""
    owner = failure.owner
    named = " ".join(filter(None, (owner.kind, owner.label, owner.scope and f"of {owner.scope}")))
    _LOGGER.error("%s failed for %s", failure.stage, named, exc_info=failure.error)


def failed_for(owner: Owner, stage: Stage, error: Exception) -> None:
    """Write to the log that a stage failed for an owner."""
    log_failure(Failure(owner=owner, stage=stage, error=error))
