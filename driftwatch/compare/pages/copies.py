"""Pages that were left out as copies of another one, and say something else by now: what they said is known."""

from collections.abc import Iterator
from typing import Final

from msgspec import structs

from driftwatch.model.snapshot import Document, Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of

_OWN: Final = "page"


def with_copies(old: Snapshot, new: Snapshot) -> Snapshot:
    """Return `old` with the pages that it left out as copies, as far as `new` has them as pages of their own."""
    copies = {
        copy: document
        for document in old.documents.values()
        for copy in document.copies
        if copy not in old.documents and copy in new.documents and new.documents[copy].state == "read"
    }
    if not copies:
        return old
    by_place: dict[str, list[str]] = {}
    for copy, document in sorted(copies.items()):
        by_place.setdefault(document.path, []).append(copy)
    return old.with_parts(
        entries=(made for entry in old.entries.values() for made in _entries(entry, by_place)),
        documents=(*old.documents.values(), *(_document(new.documents[at], known) for at, known in copies.items())),
        texts={**old.texts, **{at: old.texts[each.path] for at, each in copies.items() if each.path in old.texts}},
    )


def _document(today: Document, twin: Document) -> Document:
    """Return the record of a copy: it said what its twin did, at the address that it has today."""
    return structs.replace(twin, path=today.path, url=today.url, copies=())


def _entries(entry: Entry, copies: dict[str, list[str]]) -> Iterator[Entry]:
    """Yield an entry as the copies of its documents state it as well; what a page says for itself, each says so."""
    more = [copy for place in entry.documents for copy in copies.get(place, ())]
    if not more or entry.owner.kind not in (_OWN, "operation"):
        yield entry
    elif entry.owner.kind == "operation":
        yield entry_of(entry.owner, (*entry.documents, *more), entry.facts)
    else:
        yield entry
        for copy in more:
            yield entry_of(Owner(_OWN, copy), (copy,), entry.facts)
