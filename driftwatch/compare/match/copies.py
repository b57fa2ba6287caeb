"""Pages that were left out as copies of another one, and say something else by now: what they said is known."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import structs

from driftwatch.compare.match.moves import moved_documents
from driftwatch.model.snapshot import Document, Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of

_OWN: Final = "page"


def copies_among(documents: Iterable[Document]) -> dict[str, Document]:
    """Return the pages that were left out as copies, by place, each with the document that says what it does."""
    return {copy: document for document in documents for copy in document.copies}


def with_copies(old: Snapshot, new: Snapshot) -> Snapshot:
    """Return `old` with the pages that it left out as copies, as far as `new` has them as pages of their own.

    Be it at their places, or where the whole site went: a new generator may write each in words of its own. And without
    those that it had as pages of their own, and that `new` left out: what they said is what their twins said.
    """
    return _but_twins(_with_those_apart(old, new), new, copied=_copied(old, new))


def _with_those_apart(old: Snapshot, new: Snapshot) -> Snapshot:
    if not any(document.copies for document in old.documents.values()):
        return old
    standing: dict[str, Document] = {}
    going: dict[str, Document] = {}
    # What is missing is kept as it was known, though what was its copy stands by itself now.
    still = copies_among(new.documents.values()).keys() - new.documents.keys()
    for document in old.documents.values():
        for copy in document.copies:
            if copy in old.documents or copy in still:
                continue
            if copy in new.documents:
                if new.documents[copy].state == "read":
                    standing[copy] = _document(document, new.documents[copy].path, new.documents[copy].url)
            elif document.path not in new.documents:
                going[copy] = _document(document, copy, _url_of(document, copy))
    moved = moved_documents(_with(old, going), new) if going else {}
    known = standing | {copy: document for copy, document in going.items() if copy in moved}
    return _with(old, known) if known else old


def without_twins(old: Snapshot, new: Snapshot) -> Snapshot:
    """Return `old` without pages that stood apart from what said the same, where that is there still.

    Be it that `new` left them out as copies, that they are gone since they were missed, or that their own copies stand
    in their place. Any other page that is gone is told, though all that it said stands elsewhere.
    """
    return _but_twins(old, new, copied=_copied(old, new))


def _copied(old: Snapshot, new: Snapshot) -> frozenset[str]:
    """Return the pages of which a copy stands by itself now."""
    return frozenset(
        place for place, document in old.documents.items() if not new.documents.keys().isdisjoint(document.copies)
    )


def _but_twins(old: Snapshot, new: Snapshot, *, copied: AbstractSet[str]) -> Snapshot:
    left_out_now = copies_among(new.documents.values()).keys() | copied
    gone = [
        document
        for place, document in old.documents.items()
        if document.digest and place not in new.documents and (place in left_out_now or document.missing_since)
    ]
    if not gone:
        return old
    moved = {document.digest for place, document in new.documents.items() if place not in old.documents}
    twins = {old.documents[place].digest: place for place in sorted(old.documents.keys() & new.documents, reverse=True)}
    left_out = {one.path: twins[one.digest] for one in gone if one.digest in twins and one.digest not in moved}
    if not left_out:
        return old
    stated = {(one.owner.kind, one.owner.name, place) for one in old.entries.values() for place in one.documents}
    return old.with_parts(
        entries=(made for entry in old.entries.values() for made in _but_entries(entry, left_out, stated)),
        documents=(document for place, document in old.documents.items() if place not in left_out),
        texts={place: text for place, text in old.texts.items() if place not in left_out},
    )


def _but_entries(
    entry: Entry, left_out: Mapping[str, str], stated: Collection[tuple[str, str, str]]
) -> Iterator[Entry]:
    """Yield an entry as the twins of what is left out state it, unless they do so already: each page for itself."""
    if left_out.keys().isdisjoint(entry.documents):
        yield entry
        return
    kind, name = entry.owner.kind, entry.owner.name
    twins = [left_out.get(place, place) for place in entry.documents]
    is_stated = kind == _OWN or all((kind, name, twin) in stated for twin in twins)
    if not is_stated or not left_out.keys() >= frozenset(entry.documents):
        facts = (fact for fact in entry.facts if fact.document not in left_out)
        yield entry_of(entry.owner, tuple(dict.fromkeys(twins)), facts)


def with_copies_at(old: Snapshot, urls: Mapping[str, str]) -> Snapshot:
    """Return `old` with the pages at some places, each with its URL, that it left out as copies."""
    twins = copies_among(old.documents.values())
    known = {copy: _document(twins[copy], copy, url) for copy, url in urls.items() if copy in twins}
    return _with(old, known) if known else old


def _with(old: Snapshot, copies: Mapping[str, Document]) -> Snapshot:
    """Return a snapshot with copies as documents of their own."""
    twins = {copy: document for copy, document in copies_among(old.documents.values()).items() if copy in copies}
    by_place: dict[str, list[str]] = {}
    for copy, twin in sorted(twins.items()):
        by_place.setdefault(twin.path, []).append(copy)
    return old.with_parts(
        entries=(made for entry in old.entries.values() for made in _entries(entry, by_place)),
        documents=(*old.documents.values(), *copies.values()),
        texts={**old.texts, **{at: old.texts[twin.path] for at, twin in twins.items() if twin.path in old.texts}},
    )


def _document(twin: Document, path: str, url: str) -> Document:
    """Return the record of a copy: it said what its twin did, at its own address."""
    return structs.replace(twin, path=path, url=url, copies=())


def _url_of(twin: Document, copy: str) -> str:
    """Return the address of a copy, of which only the place is kept, as that of its twin is made of its own place."""
    before, place, after = twin.url.rpartition(twin.path)
    return f"{before}{copy}{after}" if place else twin.url


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
