"""Hold the pages of a manifest against the documents of a snapshot: there, moved, or changed since they were read."""

from collections.abc import Iterator

from msgspec import UNSET, structs

from driftwatch.manifests.check.breach import Breach, Claimed
from driftwatch.manifests.check.documented import page_of
from driftwatch.manifests.check.successors import Successors, is_missing
from driftwatch.model.manifest import Claims, DocsPage
from driftwatch.model.snapshot import Owner


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
            role="page",
            location="documents",
            before=page.url,
            after=now.url if now else UNSET,
            url=now.url if now else page.url,
        )
    elif document is None:
        return
    elif document.state == "read" and _differ(page.snapshot, document.digest):
        yield claimed.breach(
            "page.changed",
            line=page.line,
            claim="docs",
            role="page",
            location="documents",
            name=page.url,
            before=page.accessed or page.snapshot[:12],
            after=document.digest[:12],
            url=document.url,
        )


def _differ(pinned: str, digest: str) -> bool:
    """Tell whether a page says something else than what was read; digests of format 1 are of another kind."""
    return bool(pinned and digest) and len(pinned) == len(digest) and pinned != digest
