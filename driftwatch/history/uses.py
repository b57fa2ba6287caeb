"""Which operations use which named schemas, through all captures: a schema of one operation alone has no page."""

from collections import Counter
from typing import Final

from driftwatch.model.snapshot import Document, Owner, Reference, Snapshot

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
            else (entry.digest, entry.scope, entry.references)
            for owner, entry in snapshot.entries.items()
        }
        if {owner: one[1:] for owner, one in known.items()} != {owner: one[1:] for owner, one in references.items()}:
            self._shared = _counted(snapshot)
        self._references = references
        return self._shared


def _counted(snapshot: Snapshot) -> frozenset[Owner]:
    users = Counter(
        schema.owner
        for owner, entry in snapshot.entries.items()
        if owner.kind == "operation"
        for schema in snapshot.reached(entry)
    )
    return frozenset(owner for owner in snapshot.entries if owner.kind == "schema" and users[owner] != _ALONE)


def surroundings(owner: Owner, snapshot: Snapshot | None) -> tuple[tuple[Document, ...], tuple[Owner, ...]]:
    """Return the documents that state an owner's facts, and the named schemas that it reaches."""
    entry = snapshot.entries.get(owner) if snapshot is not None else None
    if snapshot is None or entry is None:
        return (), ()
    documents = tuple(snapshot.documents[place] for place in entry.documents if place in snapshot.documents)
    return documents, tuple(schema.owner for schema in snapshot.reached(entry))
