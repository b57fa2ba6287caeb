"""What the configuration asks for: which links of a site are read, and which known documents are still watched."""

from collections.abc import Container, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Final
from urllib.parse import urljoin, urlsplit

from msgspec import structs

from driftwatch.config.keys import SourceConfig
from driftwatch.config.sources import allowed_hosts, base_of
from driftwatch.extract.index.places import ASCIIDOC, RESTRUCTURED, former_digest_of
from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.sections import sections_of_html
from driftwatch.model.page import Link, Page
from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.model.text import TRANSLATED, PageText, is_translation_of, says_the_same
from driftwatch.presence.links import Scope, Selection, select

_ENDS: Final = ("", "/", ".md", ".mdx", ".html")
_FORMER: Final = 64
"""Length of the digests of format 1."""


def selected(source: SourceConfig, base: str, links: Sequence[Link]) -> Selection:
    """Choose, of links found on a site at `base`, those that the configuration asks for."""
    scope = Scope(
        base=base,
        hosts=allowed_hosts(source),
        locale=source.locale,
        exclude=source.exclude,
        limit=source.max_documents,
    )
    wanted = [link for link in links if _included(link.url, source)]
    outside = [(link.url, "not among the paths to include") for link in links if not _included(link.url, source)]
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
        if not any(_included(f"{page}{end}", source) for end in _ENDS) or not selected(whole, base, [Link(page)]).chosen
    )


def in_todays_digests(
    previous: Snapshot, pages: Iterable[Page], today: Iterable[Document], said: Mapping[str, PageText]
) -> Snapshot:
    """Return a snapshot with the digests of today for documents that say what they said, in another form of digest.

    Format 1 kept digests of the whole text of a page; another version of the normal form has other digests.

    Args:
        previous: the snapshot before.
        pages: what was read.
        today: the records of what was read.
        said: the words of what was read, by place.
    """
    texts = {page.path: page.text for page in pages}
    fresh = {
        document.path: structs.replace(known, digest=document.digest, formerly=(*known.formerly, known.digest))
        for document in today
        if (known := previous.documents.get(document.path)) is not None
        and known.digest != document.digest
        and (
            _is_former(known, texts.get(known.path, ""))
            or _is_reformed(previous, known, said.get(known.path), texts.get(known.path, ""))
        )
    }
    if not fresh:
        return previous
    documents = [fresh.get(place, document) for place, document in previous.documents.items()]
    return previous.with_parts(documents=documents)


def as_pinned(document: Document, known: Document | None) -> Document:
    """Return the record of what was read with the digests that older normal forms made of the same words."""
    if known is None or not known.formerly or known.digest != document.digest:
        return document
    return structs.replace(document, formerly=known.formerly)


def told_by_source(previous: Snapshot) -> frozenset[str]:
    """Return the places of documents of which the source tells whether they say what they said.

    Format 1 kept digests of it; a page that was not translated when it was kept has its markup among its words.
    """
    return frozenset(
        place
        for place, known in previous.documents.items()
        if len(known.digest) == _FORMER
        or (
            place.lower().endswith((*ASCIIDOC, RESTRUCTURED))
            and (text := previous.text(place)) is not None
            and text.form < TRANSLATED
        )
    )


def _is_former(known: Document, text: str) -> bool:
    return len(known.digest) == _FORMER and known.digest == former_digest_of(known.format, text)


def _is_reformed(previous: Snapshot, known: Document, text: PageText | None, source: str) -> bool:
    before = previous.text(known.path) if text is not None and known.state == "read" and known.digest else None
    if before is None or text is None:
        return False
    return (
        says_the_same(before, text)
        or is_translation_of(before, text, source)
        or (before.form < TRANSLATED <= text.form and known.digest == _digest_without_scripts(known, source))
    )


def _digest_without_scripts(known: Document, source: str) -> str:
    """Return the digest of what a page says in its markup alone: of kept digests no words can be compared."""
    return watched((sections_of_html(source),)).digest if known.format == "html" else ""


def _included(url: str, source: SourceConfig) -> bool:
    path = urlsplit(url).path
    return not source.include or any(fnmatchcase(path, pattern) for pattern in source.include)
