"""How the sources fared in one run: captured, or refused and why. One step of a job writes it down for the next."""

from collections.abc import Iterable

import msgspec

from driftwatch.errors import LossError, ObservationError, UsageError
from driftwatch.model.record import Record
from driftwatch.redaction import redact


class Outcome(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How one source fared; `refused` says why nothing was captured, "" when it was."""

    source: str
    refused: str = ""
    hint: str = ""
    needs_acceptance: bool = False
    """It is refused on every run until a person accepts it; anything else may pass by itself."""


def refused(source: str, error: ObservationError) -> Outcome:
    """Return the outcome of a source that could not be captured."""
    return Outcome(
        source=source,
        refused=redact(error.message),
        hint=redact(error.hint),
        needs_acceptance=isinstance(error, LossError),
    )


def written(outcomes: Iterable[Outcome]) -> bytes:
    """Write outcomes, one a line."""
    return b"".join(msgspec.json.encode(outcome) + b"\n" for outcome in outcomes)


def outcomes_of(content: bytes, name: str) -> tuple[Outcome, ...]:
    """Read outcomes back.

    Raises:
        UsageError: these are none; the message calls the file `name`.
    """
    try:
        return tuple(msgspec.json.Decoder(Outcome).decode_lines(content))
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{name} holds no outcomes of a run: {error}", hint="`driftwatch run --outcomes FILE` writes them"
        ) from None
