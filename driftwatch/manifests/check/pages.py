"""Hold the pages of a manifest against the documents of a snapshot: there, moved, or changed since they were read."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import UNSET

from driftwatch.manifests.check.breach import Breach, Claimed
from driftwatch.manifests.check.choosing import places_of
from driftwatch.manifests.check.documented import page_of
from driftwatch.model.manifest import Claims, DocsPage
from driftwatch.model.snapshot import Document
from driftwatch.spelling import closest

_NEAR = 0.8
"""A page that was moved keeps most of its address; below this likeness another page of the same guide would answer."""


def page_breaches(claimed: Claimed, claims: Claims, *, variant: str) -> Iterator[Breach]:
    """Yield pages that moved, are gone, or say something else than what was read; only of the site that is watched."""
    own = next((one.own_docs for one in claimed.manifest.variants if one.name == variant), ())
    for page in dict.fromkeys((*own, *claims.docs)):
        yield from _page(claimed, page)


def _page(claimed: Claimed, page: DocsPage) -> Iterator[Breach]:
    documented = claimed.documented
    document = documented.documents_by_page.get(page_of(page.url))
    if document is None and (urlsplit(page.url).hostname or "") not in documented.hosts:
        return
    if document is None or document.state == "gone":
        now = _successor(claimed, page)
        yield claimed.breach(
            "page.moved" if now else "page.missing",
            line=page.line,
            claim="docs",
            place="page",
            location="documents",
            before=page.url,
            after=now.url if now else UNSET,
            url=now.url if now else page.url,
        )
    elif page.snapshot and document.digest and document.state == "read" and page.snapshot != document.digest:
        yield claimed.breach(
            "page.changed",
            line=page.line,
            claim="docs",
            place="page",
            location="documents",
            name=page.url,
            before=page.accessed or page.snapshot[:12],
            after=document.digest[:12],
            url=document.url,
        )


def _successor(claimed: Claimed, page: DocsPage) -> Document | None:
    """Find the page that took over: the operation's own, else the only one whose address is much alike."""
    pages = {place: one for place, one in claimed.documented.documents_by_page.items() if one.state != "gone"}
    here = places_of(claimed.view, claimed.documented) if claimed.view else set[str]()
    if not page.covers or "endpoint" in page.covers:
        own = [pages[place] for place in sorted(here) if place in pages and pages[place].format != "openapi"]
        if own:
            return own[0]
    last = page_of(page.url).rpartition("/")[2]
    same = [one for place, one in pages.items() if place.rpartition("/")[2] == last and one.format != "openapi"]
    if len(same) == 1:
        return same[0]
    close = closest(page_of(page.url), pages, least=_NEAR)
    return pages[close[0]] if close else None
