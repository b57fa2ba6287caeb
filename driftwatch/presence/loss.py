"""When too much is missing to believe it: then nothing is captured, and a person has to look.

What could not be read is carried over, never removed (docs/decisions/0002-silence-is-not-removal.md); these are the
bounds beyond which even that would say too little.
"""

from collections.abc import Collection, Sequence
from typing import Final

from driftwatch.errors import OVER_BUDGET, ObservationError
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import FAILED, Snapshot
from driftwatch.presence.presence import UNLISTED, Presence, why_unread
from driftwatch.redaction import redact_url

_FEW: Final = 4
"""Operations below which losing half of them is an ordinary edit: of two, one may well be retired."""
_LOST: Final = 0.5
"""Share of operations that may be gone at once before a person has to look."""


def refuse_too_few(presences: Collection[Presence], readings: Sequence[Reading], *, least: float) -> None:
    """Refuse a capture of which too few documents could be read.

    Args:
        presences: how each document fared.
        readings: what came of asking, to name the first that failed.
        least: the share of documents that has to be read, 0 to 1 (`min_read_share`).

    Raises:
        ObservationError: fewer were read.
    """
    read = sum(1 for each in presences if _was_observed(each))
    total = sum(1 for each in presences if each.state != "gone")
    if read and read >= least * total:
        return
    missing = sum(1 for each in presences if each.reason == UNLISTED)
    if read and read >= least * (total - missing):
        raise ObservationError(
            f"the index lists {len(presences) - missing} documents where {len(presences)} are known: "
            "it looks incomplete",
            hint="nothing was changed; look at the index, then accept with `--accept-loss`",
        )
    failed = [f"{each.state}: {redact_url(each.url)}: {why_unread(each)}" for each in readings if each.state != "read"]
    first = f"; the first: {failed[0]}" if failed else ""
    raise ObservationError(
        f"only {read} of {total} documents could be read{first}",
        hint=f"nothing was changed; {least:.0%} are needed (`min_read_share`): try again later",
    )


def _was_observed(presence: Presence) -> bool:
    """Tell whether a document came: what is too much, or trips a fault of ours, was observed all the same."""
    return presence.state == "read" or presence.in_part or presence.reason.startswith((FAILED, OVER_BUDGET))


def refuse_mass_loss(previous: Snapshot, new: Snapshot) -> None:
    """Refuse a snapshot that lacks most operations of the one before: the site has rather changed its layout.

    Raises:
        ObservationError: it does.
    """
    before, after = _operations(previous), _operations(new)
    if len(before) >= _FEW and len(before & after) < _LOST * len(before) and len(after) < _LOST * len(before):
        raise ObservationError(
            f"only {len(after)} of {len(before)} operations were found: the site may have changed its layout",
            hint="nothing was changed; look at the site, then accept with `--accept-loss`",
        )


def _operations(snapshot: Snapshot) -> set[str]:
    return {owner.name for owner in snapshot.entries if owner.kind == "operation"}
