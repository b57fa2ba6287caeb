"""What the configuration asks for: which links of a site are read, and which known documents are still watched."""

from collections.abc import Container, Iterable, Sequence
from typing import Final
from urllib.parse import urljoin, urlsplit

from msgspec import structs

from driftwatch.config.keys import SourceConfig
from driftwatch.config.sources import allowed_hosts, base_of
from driftwatch.model.page import Link
from driftwatch.model.snapshot import Snapshot
from driftwatch.presence.links import Scope, Selection, is_included, select

_ENDS: Final = ("", "/", ".md", ".mdx", ".html")


def selected(source: SourceConfig, base: str, links: Sequence[Link]) -> Selection:
    """Choose, of links found on a site at `base`, those that the configuration asks for."""
    scope = Scope(
        base=base,
        hosts=allowed_hosts(source),
        locale=source.locale,
        exclude=source.exclude,
        limit=source.max_documents,
    )
    wanted = [link for link in links if is_included(link.url, source.include)]
    outside = [
        (link.url, "not among the paths to include") for link in links if not is_included(link.url, source.include)
    ]
    selection = select(wanted, scope)
    return Selection(chosen=selection.chosen, left_out=tuple(sorted({*selection.left_out, *outside})))


def still_watched(previous: Snapshot, source: SourceConfig, base: str, known: Container[str]) -> Snapshot:
    """Leave out what the configuration excludes by now; where a host moved, its documents are still watched."""
    urls = {
        place: urljoin(base, urlsplit(document.url).path)
        for place, document in previous.documents.items()
        if place not in known
    }
    watched = {link.url for link in selected(source, base, [Link(url) for url in urls.values()]).chosen}
    outside = {place for place, url in urls.items() if url not in watched}
    if not outside:
        return previous
    entries = [
        entry for entry in previous.entries.values() if not entry.documents or not outside.issuperset(entry.documents)
    ]
    documents = [document for place, document in previous.documents.items() if place not in outside]
    texts = {place: text for place, text in previous.texts.items() if place not in outside}
    return previous.with_parts(entries=entries, documents=documents, texts=texts)


def on_its_hosts(previous: Snapshot, source: SourceConfig, base: str, known: Container[str]) -> Snapshot:
    """Leave out what the configuration excludes by its hosts and locale alone, whatever its patterns are."""
    return still_watched(previous, structs.replace(source, include=(), exclude=()), base, known)


def unwatched(source: SourceConfig, pages: Iterable[str]) -> frozenset[str]:
    """Return those of some URLs of pages that a source does not have read.

    A page is included whatever its document ends in; it is excluded as it is written.
    """
    if source.repository:
        return frozenset()
    base, whole = base_of(source), structs.replace(source, include=())
    return frozenset(
        page
        for page in pages
        if not any(is_included(f"{page}{end}", source.include) for end in _ENDS)
        or not selected(whole, base, [Link(page)]).chosen
    )
