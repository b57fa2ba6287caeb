"""Digests of documents in other forms than today's: which of them say that a document says what it said."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import structs

from driftwatch.extract.index.places import ASCIIDOC, RESTRUCTURED, former_digest_of
from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.sections import sections_of_html
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.model.text import TRANSLATED, PageText, is_translation_of, says_the_same

_FORMER: Final = 64
"""Length of the digests of format 1."""


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
            document.has_digest(known.digest)
            or _is_former(known, texts.get(known.path, ""))
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
    return structs.replace(document, formerly=tuple(dict.fromkeys((*known.formerly, *document.formerly))))


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
