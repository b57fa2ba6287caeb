"""What a team changed of what it asks for is no drift: documents asked for since, and documents left out since.

Of a configuration those keys count that driftwatch.model.asked keeps. What comes or goes with another index, other
hosts, another locale or number of documents is told as if the documentation had changed.

A document that only the newer snapshot has, because the configuration of the older one did not ask for it, may have
stood there all along: what it alone states is not told as new, and that it is watched since is told once. One that only
the older snapshot has, because the newer one's configuration does not ask for it, is not told as gone.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from driftwatch.config.repositories import is_among
from driftwatch.model.asked import Asked
from driftwatch.model.change import Change
from driftwatch.model.snapshot import Document, Entry, Owner, Snapshot
from driftwatch.model.source import Source
from driftwatch.presence.links import is_excluded, is_included

_REMOVED: Final = ".removed"
NOT_ASKED: Final = "not asked for"
"""Why a document was not read that the configuration did not ask for."""


def as_both_ask(old: Snapshot, new: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Return both snapshots without what only one of their configurations asks for.

    The documents that are asked for since stay, as ones that were never read before.
    """
    left, come = left_out(old, new), left_out(new, old)
    kept = old
    if left:
        still = [document for place, document in old.documents.items() if place not in left]
        kept = _without(old, left).with_parts(documents=still)
    read = [document for document in come.values() if document.state == "read"]
    if not read:
        return kept, new
    unread = (Document(path=one.path, url=one.url, state="unseen", reason=NOT_ASKED) for one in read)
    known = kept.with_parts(documents=(*kept.documents.values(), *unread))
    # What an owner of before is read from today may stand there for a page that went: it is compared.
    return known, _without(new, {one.path for one in read}, known=old.entries)


def left_out(one: Snapshot, other: Snapshot) -> Mapping[str, Document]:
    """Return by place what one snapshot alone has because the other's configuration does not ask for it."""
    if one.asked is None or other.asked is None or one.asked == other.asked or not other.documents:
        return {}
    here, there = one.asked, other.asked
    return {
        place: document
        for place, document in one.documents.items()
        if place not in other.documents and _is_chosen_anew(document, before=there, now=here)
    }


def but_left_out(changes: Iterable[Change], documents: Mapping[str, Document]) -> Iterator[Change]:
    """Leave out what is gone only because the documents are left out that stated it.

    Args:
        changes: what differs between snapshots without these documents.
        documents: those that the newer one is not asked for any longer, by place.
    """
    for change in changes:
        # Findings name a document by its address, and one that the newer snapshot lacks by its place, for it has no
        # address there: so a source whose address is such a place is what is left out, and no page of today.
        is_gone = change.kind.endswith(_REMOVED) and bool(change.sources)
        if not is_gone or any(source.url not in documents for source in change.sources):
            yield change


def newly_watched(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield one change that names the documents that are asked for since.

    Args:
        old: the snapshot before, as `as_both_ask` returns it.
        new: the snapshot after.
    """
    found = [place for place, document in old.documents.items() if is_asked_since(document) and place in new.documents]
    if found:
        yield Change(
            kind="documents.newly-watched",
            role="page",
            owner=Owner("page", ""),
            location="documents",
            after=found,
            sources=tuple(Source(url=new.documents[place].url) for place in found),
        )


def is_asked_since(document: Document | None) -> bool:
    """Tell whether the record of a document of before says that nobody asked for it then."""
    return document is not None and document.reason == NOT_ASKED


def _without(snapshot: Snapshot, places: Collection[str], known: Collection[Owner] = ()) -> Snapshot:
    """Leave out the words of some documents, and what they alone state of owners that are not known."""
    outside = set(places)

    def stays(entry: Entry) -> bool:
        return not entry.documents or entry.owner in known or not outside.issuperset(entry.documents)

    return snapshot.with_parts(
        entries=[entry for entry in snapshot.entries.values() if stays(entry)],
        texts={place: text for place, text in snapshot.texts.items() if place not in outside},
    )


def _is_chosen_anew(document: Document, *, before: Asked, now: Asked) -> bool:
    """Tell whether a document is asked for now and was not before, whatever the documentation lists."""
    if document.path in now.documents and document.path not in before.documents:
        return True
    return _leaves_out(before, document) and not _leaves_out(now, document)


def _leaves_out(asked: Asked, document: Document) -> bool:
    if asked.paths:
        path = _path_in_repository(document)
        return bool(path) and (not is_among(path, asked.paths) or is_among(path, asked.exclude))
    return not is_included(document.url, asked.include) or is_excluded(document.url, asked.exclude)


def _path_in_repository(document: Document) -> str:
    """Return the path of a file: its place, and the extension that pages have in their address alone."""
    url = unquote(urlsplit(document.url).path)
    at = url.rfind(document.path)
    return "" if at < 0 else url[at:]
