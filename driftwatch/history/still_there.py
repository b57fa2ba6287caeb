"""What of a capture's drift is still found today, without comparing all of each capture with the newest one.

That would take half a minute for a year of daily drift, since ever more differs.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from driftwatch.model.finding import Finding, Report
from driftwatch.model.snapshot import Owner, Snapshot


def still_of(
    report: Report,
    pair: tuple[Snapshot, Snapshot],
    newest: Snapshot,
    between: Callable[[Snapshot, Snapshot], tuple[Finding, ...]],
) -> tuple[Finding, ...]:
    """Return what of a capture's report is found today; of the newest capture that is all that it told.

    Args:
        report: what the capture brought.
        pair: the snapshot before it, and its own.
        newest: that of today.
        between: compares two snapshots.
    """
    if pair[1] is newest:
        return tuple(report.single)
    return still_found(*pair, newest, between) if report.findings else ()


def still_found(
    old: Snapshot, new: Snapshot, newest: Snapshot, between: Callable[[Snapshot, Snapshot], tuple[Finding, ...]]
) -> tuple[Finding, ...]:
    """Compare the snapshot before a capture with the newest one, as far as the capture changed something.

    Args:
        old: the snapshot before the capture.
        new: that of the capture.
        newest: that of today.
        between: compares two snapshots.
    """
    touched = _differing({owner: entry.digest for owner, entry in old.entries.items()}, new)
    places = _touched_documents(old, new)
    return between(old, _with_newest(old, newest, touched, places))


def _with_newest(old: Snapshot, newest: Snapshot, touched: Sequence[Owner], places: AbstractSet[str]) -> Snapshot:
    """Return a snapshot with what was touched as it is today, and all else as it was."""
    if any(owner not in newest.entries for owner in touched):
        # What is gone by now may be called otherwise: only all of it tells.
        return newest
    known = set(touched)
    entries = [newest.entries[owner] if owner in known else entry for owner, entry in old.entries.items()]
    entries += [newest.entries[owner] for owner in touched if owner not in old.entries]
    documents = {place: document for place, document in old.documents.items() if place not in places}
    fresh = {*places, *(place for owner in touched for place in newest.entries[owner].documents)}
    documents |= {place: newest.documents[place] for place in fresh if place in newest.documents}
    texts = {place: (newest if place in fresh else old).texts.get(place) for place in documents}
    kept = {place: text for place, text in texts.items() if text is not None}
    return Snapshot(
        entries,
        documents.values(),
        texts=kept,
        reread=newest.reread,
        content=newest.content,
        asked=newest.asked,
        label=newest.label,
    )


def _differing(before: Mapping[Owner, str], new: Snapshot) -> list[Owner]:
    return [owner for owner in before if owner not in new.entries or new.entries[owner].digest != before[owner]] + [
        owner for owner in new.entries if owner not in before
    ]


def _touched_documents(old: Snapshot, new: Snapshot) -> AbstractSet[str]:
    places = old.documents.keys() | new.documents.keys()
    return {place for place in places if old.documents.get(place) != new.documents.get(place)}
