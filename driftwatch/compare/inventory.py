"""What a snapshot holds: its APIs, calls, names of schemas and documents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from driftwatch.model.facts import Api
from driftwatch.model.snapshot import Entry, Owner, Snapshot

_WITHOUT: Final = ("2.", "3.0")
"""Versions of the format in which a reference stands for itself alone."""


def source_of(old: Snapshot, new: Snapshot) -> Owner:
    """Return the owner that stands for the source as a whole: its first API."""
    entry = api_of(new) or api_of(old)
    return entry.owner if entry is not None else Owner("api", "")


def api_of(snapshot: Snapshot) -> Entry | None:
    """Return the first API."""
    return next((entry for owner, entry in snapshot.entries.items() if owner.kind == "api"), None)


def counts_beside_references(old: Snapshot, new: Snapshot) -> bool:
    """Tell whether what stands beside a reference counts by now and did not before: it does from OpenAPI 3.1 on."""
    sides = [
        [
            fact.openapi
            for owner, entry in one.entries.items()
            if owner.kind == "api"
            for fact in entry.facts
            if isinstance(fact, Api) and fact.openapi
        ]
        for one in (old, new)
    ]
    earlier = [[version.startswith(_WITHOUT) for version in side] for side in sides]
    return all(sides) and all(earlier[0]) and not any(earlier[1])


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
