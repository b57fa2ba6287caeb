"""What of a capture's drift is still found today, without comparing all of each capture with the newest one.

That would take half a minute for a year of daily drift, since ever more differs.
"""

from collections.abc import Callable, Mapping

from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Document, Owner, Snapshot


def still_found(
    old: Snapshot, new: Snapshot, newest: Snapshot, between: Callable[[Snapshot, Snapshot], tuple[Finding, ...]]
) -> tuple[Finding, ...]:
    """Return what is found between two snapshots and the newest one, of all that the second of them changed.

    Args:
        old: the snapshot before the capture.
        new: that of the capture.
        newest: that of today.
        between: compares two snapshots.
    """
    touched = _differing({owner: entry.digest for owner, entry in old.entries.items()}, new)
    if any(owner not in newest.entries for owner in touched):
        # What is gone by now may be called otherwise: only all of it tells.
        return between(old, newest)
    entries = [newest.entries[owner] if owner in touched else entry for owner, entry in old.entries.items()]
    entries += [newest.entries[owner] for owner in touched if owner not in old.entries]
    documents = _documents(old, new, newest) | {
        place: newest.documents[place]
        for owner in touched
        for place in newest.entries[owner].documents
        if place in newest.documents
    }
    return between(old, Snapshot(entries, documents.values(), label=newest.label))


def _differing(before: Mapping[Owner, str], new: Snapshot) -> list[Owner]:
    return [owner for owner in before if owner not in new.entries or new.entries[owner].digest != before[owner]] + [
        owner for owner in new.entries if owner not in before
    ]


def _documents(old: Snapshot, new: Snapshot, newest: Snapshot) -> dict[str, Document]:
    """Documents as they were, but those that the capture changed as they are today."""
    places = old.documents.keys() | new.documents.keys()
    touched = {place for place in places if old.documents.get(place) != new.documents.get(place)}
    kept = {place: document for place, document in old.documents.items() if place not in touched}
    return kept | {place: newest.documents[place] for place in touched if place in newest.documents}
