"""When too much is missing to believe it: then nothing is captured, and a person has to look.

What could not be read is carried over, never removed (docs/decisions/0002-silence-is-not-removal.md); these are the
bounds beyond which even that would say too little.
"""

from collections.abc import Collection, Sequence
from typing import Final

from driftwatch.errors import OVER_BUDGET, LossError, ObservationError
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import FAILED, Entry, Snapshot
from driftwatch.presence.missing import (
    COLLAPSED,
    COPY,
    CUT,
    DROPPED,
    GARBLED,
    GONE,
    IMPOSTOR,
    LANGUAGE,
    PARTLY,
    STRANGE,
    UNMERGED,
)
from driftwatch.presence.presence import UNLISTED, Presence, why_unread
from driftwatch.redaction import redact_url

_FEW: Final = 4
"""Operations below which losing half of them is an ordinary edit: of two, one may well be retired."""
_LOST: Final = 0.5
"""Share of operations that may be gone at once before a person has to look."""
_FEW_FACTS: Final = 40
"""Facts below which losing most of them is an ordinary edit: one operation with a table is as much."""
_FACTS_LOST: Final = 2 / 3
"""Share of facts that may be gone at once: higher than that of operations, for one schema may hold half of them."""
_SILENT: Final = frozenset({COLLAPSED, COPY, CUT, DROPPED, GARBLED, LANGUAGE, STRANGE})
_LOOK: Final = "nothing was changed; look at the site, then accept with `--accept-loss`"
_LOOK_AT_INDEX: Final = _LOOK.replace("site", "index")


def refuse_too_few(
    presences: Collection[Presence], readings: Sequence[Reading], *, least: float, problems: Sequence[str] = ()
) -> None:
    """Refuse a capture of which too few documents could be read.

    Args:
        presences: how each document fared.
        readings: what came of asking, to name the first that failed.
        least: the share of documents that has to be read, 0 to 1 (`min_read_share`).
        problems: what is wrong with those that came and are nothing that can be read, `URL: why`.

    Raises:
        LossError: a person may accept what is missing.
        ObservationError: fewer were read.
    """
    _refuse_mass_silence(presences)
    read = sum(1 for each in presences if _was_observed(each))
    total = sum(1 for each in presences if each.state != "gone" and each.reason not in {GONE, DROPPED})
    if read and read >= least * total:
        return
    missing = sum(1 for each in presences if each.reason == UNLISTED)
    if read and read >= least * (total - missing):
        listed = len(presences) - missing
        raise LossError(
            f"the index lists {listed} document{'' if listed == 1 else 's'} where {len(presences)} are known: "
            "it looks incomplete",
            hint=_LOOK_AT_INDEX,
        )
    failed = [f"{each.state}: {redact_url(each.url)}: {why_unread(each)}" for each in readings if each.state != "read"]
    first = next((f"; the first: {each}" for each in (*failed, *problems)), "")
    what = "try again later"
    if len(problems) > len(failed):
        what = f"{len(problems)} came and are no documentation: leave such files out (`exclude`, `include`, `paths`)"
    raise ObservationError(
        f"only {read} of {total} documents could be read{first}",
        hint=f"nothing was changed; {least:.0%} are needed (`min_read_share`): {what}",
    )


def _was_observed(presence: Presence) -> bool:
    """Tell whether a document came: what is too much, or trips a fault of ours, was observed all the same."""
    return (
        presence.state == "read"
        or presence.in_part
        or presence.reason.startswith((FAILED, OVER_BUDGET))
        or presence.reason in PARTLY
        or presence.reason == UNMERGED
        or _is_silent(presence)
    )


def _is_silent(presence: Presence) -> bool:
    """Tell whether a document of which it is known what it said came and says nothing of it."""
    return presence.reason in _SILENT or (presence.reason == IMPOSTOR and bool(presence.missing_since))


def _refuse_mass_silence(presences: Collection[Presence]) -> None:
    """Refuse a capture in which most documents say nothing of their own any longer, or are no longer listed."""
    came = {each.before.digest for each in presences if each.before is not None and each.state == "read"}
    # Of what said the same as another one that came nothing is lost: all versions but one may be retired on a day.
    presences = [
        each for each in presences if not _is_silent(each) or each.before is None or each.before.digest not in came
    ]
    silent = [each for each in presences if _is_silent(each)]
    if len(presences) < _FEW or len(silent) <= _LOST * len(presences):
        return
    unlisted = [each for each in silent if each.reason == DROPPED]
    if len(unlisted) > len(silent) / 2:
        raise LossError(
            f"the index no longer lists {len(unlisted)} of {len(presences)} documents: it may be cut, or the site was "
            f"laid out anew; the first: {unlisted[0].path}",
            hint=_LOOK_AT_INDEX,
        )
    raise LossError(
        f"{len(silent)} of {len(presences)} documents say nothing of what they said: the site may show an error; "
        f"the first: {silent[0].path}",
        hint=_LOOK,
    )


def refuse_mass_loss(previous: Snapshot, new: Snapshot, missing: Collection[str] = ()) -> None:
    """Refuse a snapshot that lacks most operations or facts of the one before: the site has rather changed its layout.

    Args:
        previous: the snapshot before.
        new: the snapshot after.
        missing: places of documents that are not gone yet: what only they state is as good as lost.

    Raises:
        LossError: it does.
    """
    missing = _but_copies(previous, new, missing)
    same = _unchanged(previous, new).difference(missing)
    before, after = _operations(previous, ()), _operations(new, missing) | _operations_on(previous, same)
    if len(before) >= _FEW and len(before & after) < _LOST * len(before) and len(after) < _LOST * len(before):
        raise LossError(
            f"only {len(after)} of {len(before)} operations were found: the site may have changed its layout",
            hint=_LOOK,
        )
    stated, left = _facts(previous, same, ()), _facts(new, same, missing)
    total = _facts(previous, frozenset(), ())
    if total >= _FEW_FACTS and stated - left > _FACTS_LOST * total:
        raise LossError(
            f"only {total - stated + left} of {total} facts were found: the site may have changed its layout",
            hint=_LOOK,
        )


def _but_copies(previous: Snapshot, new: Snapshot, missing: Collection[str]) -> frozenset[str]:
    """Return what is missing but what said the same as another document that is not: nothing of it is lost."""
    here = (previous.documents.keys() & new.documents).difference(missing)
    said = {previous.documents[place].digest for place in here}
    return frozenset(
        place for place in missing if place not in new.documents or new.documents[place].digest not in said
    )


def _operations(snapshot: Snapshot, missing: Collection[str]) -> set[str]:
    return {
        owner.name
        for owner, entry in snapshot.entries.items()
        if owner.kind == "operation" and not _rests_on(entry, missing)
    }


def _operations_on(snapshot: Snapshot, same: Collection[str]) -> set[str]:
    """Return operations of unchanged documents alone: the site lost none of them, whatever a reader makes of it."""
    return {
        owner.name for owner, entry in snapshot.entries.items() if owner.kind == "operation" and _rests_on(entry, same)
    }


def _facts(snapshot: Snapshot, same: Collection[str], missing: Collection[str]) -> int:
    """Count facts, but those that rest on unchanged documents alone, or on missing ones."""
    entries = [each for each in snapshot.entries.values() if not (_rests_on(each, same) or _rests_on(each, missing))]
    return sum(len(entry.passing) for entry in entries)


def _rests_on(entry: Entry, places: Collection[str]) -> bool:
    return bool(entry.documents) and all(place in places for place in entry.documents)


def _unchanged(previous: Snapshot, new: Snapshot) -> frozenset[str]:
    return frozenset(
        place
        for place, document in previous.documents.items()
        if document.digest and place in new.documents and new.documents[place].digest == document.digest
    )
