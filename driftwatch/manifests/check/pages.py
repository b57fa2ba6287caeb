"""Hold the pages of a manifest against the documents of a snapshot: there, moved, or changed since they were read."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import UNSET, structs

from driftwatch.manifests.check.breach import Breach, Claimed, Spot
from driftwatch.manifests.check.documented import Documented, page_of
from driftwatch.manifests.check.successors import Successors, is_missing
from driftwatch.model.manifest import Claims, DocsPage, Manifest
from driftwatch.model.snapshot import Document, Owner, Snapshot

_DOCUMENTS: Final = Spot(role="page", location="documents")
_QUIET: Final = frozenset({"quiet"})
"""Traits of a page of which drift tells nothing that a reader has to act on."""


def changed_pages(manifests: Iterable[Manifest], snapshot: Snapshot) -> tuple[DocsPage, ...]:
    """Return the pages that say something else than when manifests were read from them."""
    documented = Documented(snapshot).documents_by_page
    named = dict.fromkeys(page for one in manifests for page in one.pages)
    return tuple(page for page in named if _differs(page, documented.get(page_of(page.url))))


def page_breaches(claimed: Claimed, claims: Claims, *, variant: str, successors: Successors) -> Iterator[Breach]:
    """Yield pages that moved, are gone, or say something else than what was read; only of the site that is watched."""
    own = next((one.own_docs for one in claimed.manifest.variants if one.name == variant), ())
    for page in dict.fromkeys((*own, *claims.docs)):
        for breach in _page(claimed, page, successors):
            # Of the page, not of the operation: however many manifests were read from it, it changed once.
            owner = Owner("page", page_of(page.url))
            yield structs.replace(breach, change=structs.replace(breach.change, owner=owner, operations=()))


def _page(claimed: Claimed, page: DocsPage, successors: Successors) -> Iterator[Breach]:
    document = claimed.documented.documents_by_page.get(page_of(page.url))
    if is_missing(page, claimed.documented):
        now = successors.of(page)
        yield claimed.breach(
            "page.moved" if now else "page.missing",
            line=page.line,
            claim="docs",
            spot=_DOCUMENTS,
            before=page.url,
            after=now.url if now else UNSET,
            url=now.url if now else page.url,
        )
    elif document is not None and _differs(page, document):
        yield claimed.breach(
            "page.changed",
            line=page.line,
            claim="docs",
            spot=structs.replace(_DOCUMENTS, name=page.url),
            before=page.accessed or page.snapshot[:12],
            after=document.digest[:12],
            traits=_QUIET if page.url in claimed.documented.quiet else frozenset(),
            url=document.url,
        )


def _differs(page: DocsPage, document: Document | None) -> bool:
    """Tell whether a page says something else than what was read; digests of format 1 are of another kind."""
    if document is None or document.state != "read" or not (page.snapshot and document.digest):
        return False
    return len(page.snapshot) == len(document.digest) and not document.has_digest(page.snapshot)
