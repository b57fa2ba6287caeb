"""What a snapshot holds: its APIs, calls, names of schemas and documents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from driftwatch.model.snapshot import Entry, Owner, Snapshot


def source_of(old: Snapshot, new: Snapshot) -> Owner:
    """Return the owner that stands for the source as a whole: its first API."""
    entry = api_of(new) or api_of(old)
    return entry.owner if entry is not None else Owner("api", "")


def api_of(snapshot: Snapshot) -> Entry | None:
    """Return the first API."""
    return next((entry for owner, entry in snapshot.entries.items() if owner.kind == "api"), None)


def keys_of(snapshot: Snapshot) -> frozenset[str]:
    """Return the calls of the operations."""
    return frozenset(owner.name for owner in snapshot.entries if owner.kind == "operation")


def names_by_scope(snapshot: Snapshot) -> Mapping[str, frozenset[str]]:
    """Return the names of the schemas of each scope."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for owner in snapshot.entries:
        if owner.kind == "schema":
            names[owner.scope].add(owner.name)
    return {scope: frozenset(found) for scope, found in names.items()}


def documents_of(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the documents that state any of some entries."""
    return frozenset(place for entry in entries for place in entry.documents)
