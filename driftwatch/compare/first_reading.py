"""What is read for the first time is no addition: the documentation may have said it all along.

A document that was listed before and could not be read has no facts: once it is read, all that it states looks new.
"""

from collections.abc import Iterable, Iterator

from driftwatch.model.change import Change
from driftwatch.model.snapshot import Document, Snapshot

_ADDED = ".added"
_CONTRADICTION = "contradiction.added"
"""Stands whoever states it, and is told of a first capture as well."""


def never_read(document: Document | None) -> bool:
    """Tell whether a snapshot knows nothing of what a document says."""
    return document is None or (document.state == "unseen" and not document.digest)


def read_first(old: Snapshot, new: Snapshot) -> tuple[Document, ...]:
    """Return the documents that were listed before and are read for the first time, by place."""
    return tuple(
        document
        for place, document in sorted(new.documents.items())
        if document.state == "read" and place in old.documents and never_read(old.documents[place])
    )


def but_first_readings(changes: Iterable[Change], documents: Iterable[Document]) -> Iterator[Change]:
    """Leave out additions that only documents state which are read for the first time."""
    first = {document.url for document in documents}
    for change in changes:
        known = not first or not change.kind.endswith(_ADDED) or change.kind == _CONTRADICTION
        if known or not change.sources or any(source.url not in first for source in change.sources):
            yield change
