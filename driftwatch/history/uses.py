"""Which operations use which named schemas, through all captures: a schema of one operation alone has no page."""

from collections import Counter
from functools import partial
from typing import Final

from driftwatch.history.failure_log import failed_for
from driftwatch.isolation import isolated
from driftwatch.model.snapshot import Document, Entry, Owner, Reference, Snapshot

_ALONE: Final = 1


class Uses:
    """Follows references from capture to capture; they are counted again only when some of them changed."""

    def __init__(self) -> None:
        self._references: dict[Owner, tuple[str, str, tuple[Reference, ...]]] = {}
        self._shared: frozenset[Owner] = frozenset()

    def shared(self, snapshot: Snapshot) -> frozenset[Owner]:
        """Return the named schemas that more than one operation uses, or none."""
        known = self._references
        references = {
            owner: known[owner]
            if owner in known and known[owner][0] == entry.digest
            else (entry.digest, *_refers(entry))
            for owner, entry in snapshot.entries.items()
        }
        if {owner: one[1:] for owner, one in known.items()} != {owner: one[1:] for owner, one in references.items()}:
            self._shared = _counted(snapshot)
        self._references = references
        return self._shared


def _refers(entry: Entry) -> tuple[str, tuple[Reference, ...]]:
    """Return the scope and the references of an owner; of one whose facts cannot be read, for a fault of ours, none."""
    return isolated(lambda: (entry.scope, entry.references), lambda _: ("", ()))


def _counted(snapshot: Snapshot) -> frozenset[Owner]:
    users = Counter(
        schema.owner
        for owner, entry in snapshot.entries.items()
        if owner.kind == "operation"
        for schema in _reached(snapshot, entry)
    )
    return frozenset(owner for owner in snapshot.entries if owner.kind == "schema" and users[owner] != _ALONE)


def _reached(snapshot: Snapshot, entry: Entry) -> tuple[Entry, ...]:
    def failed(error: Exception) -> tuple[Entry, ...]:
        failed_for(entry.owner, "extraction", error)
        return ()

    return isolated(partial(snapshot.reached, entry), failed)


def surroundings(owner: Owner, snapshot: Snapshot) -> tuple[tuple[Document, ...], tuple[Owner, ...]]:
    """Return the documents that state the facts of an owner of a snapshot, and the named schemas that it reaches."""
    entry = snapshot.entries[owner]
    documents = tuple(snapshot.documents[place] for place in entry.documents if place in snapshot.documents)
    return documents, tuple(schema.owner for schema in _reached(snapshot, entry))
