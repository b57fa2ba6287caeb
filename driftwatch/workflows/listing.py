"""The documents that belong to a source now: what its index lists, as far as the configuration asks for it."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from driftwatch.config.keys import SourceConfig
from driftwatch.config.repositories import is_among
from driftwatch.config.sources import base_of
from driftwatch.errors import ObservationError
from driftwatch.extract.index.docsify import Docsify, docsify_of, pages_in_sidebar
from driftwatch.extract.index.llms import read_llms
from driftwatch.extract.index.page_links import pages_linked
from driftwatch.extract.index.places import path_inside
from driftwatch.extract.index.sitemap import read_sitemap
from driftwatch.model.page import Link, Page
from driftwatch.platforms.detection import page_of
from driftwatch.ports import Fetcher
from driftwatch.presence.links import WHOLE_FORMATS, Selection, text_format
from driftwatch.presence.presence import why_unread
from driftwatch.presence.watched import selected
from driftwatch.redaction import redact_url
from driftwatch.workflows.extraction import linked

_TO_DO: Final = {
    "refused": "check `index` and `hosts` in driftwatch.toml",
    "forbidden-by-robots": "ask who runs the site; `respect_robots = false` in driftwatch.toml reads it all the same",
}
"""What to do about an index that was not read, by the state of its reading."""
_LONGEST_PATH: Final = 1000
"""Characters of a path that patterns are held against."""
MOST_LISTED: Final = 100_000
"""Addresses of an index that are looked at: fifty sitemaps of the largest size would cost minutes and a gigabyte."""


class Listing(Struct, frozen=True, kw_only=True):
    """The documents that belong to the source now; `truncated` when there may be more of them."""

    selection: Selection
    truncated: bool = False
    origin: str = ""
    """The commit of a repository that is listed, or what else stored documents were taken from."""


def listing_of(source: SourceConfig, fetcher: Fetcher) -> Listing:
    """Read the index of a source, and choose what belongs to it.

    Raises:
        ObservationError: the index could not be read, or lists nothing to read.
    """
    listing = whatever_is_listed(source, fetcher)
    if not listing.selection.chosen:
        raise _nothing_listed(source, listing.selection)
    return listing


def whatever_is_listed(source: SourceConfig, fetcher: Fetcher) -> Listing:
    """Do the same, also where nothing belongs to it.

    Raises:
        ObservationError: the index could not be read.
    """
    base = base_of(source)
    listed: list[Link] = []
    truncated, origin = False, ""
    if (stored := fetcher.stored()) is not None:
        listed, origin = _among(stored.urls, source, base), stored.origin
    elif source.index:
        listed, truncated = _index(source.index, fetcher)
    truncated = truncated or len(listed) > MOST_LISTED
    named = source.documents if stored is None else ()
    links = [*listed[:MOST_LISTED], *map(Link, named)]
    selection = selected(source, base, links)
    truncated = truncated or len(selection.chosen) >= source.max_documents
    return Listing(selection=selection, truncated=truncated, origin=origin)


def _among(urls: Sequence[str], source: SourceConfig, base: str) -> list[Link]:
    """Return what the configuration makes documents of the files of a repository; of a saved site all are."""
    if not source.repository:
        return [Link(url) for url in urls]
    return [Link(url) for url in urls if is_watched(path_in_repository(url, base), source)]


def path_in_repository(url: str, base: str) -> str:
    """Return the path of a file of a repository by its URL."""
    return unquote(path_inside(urlsplit(url).path, base)).lstrip("/")


def is_watched(path: str, source: SourceConfig) -> bool:
    """Tell whether a file of a repository is one of its documents."""
    return len(path) <= _LONGEST_PATH and is_among(path, source.paths) and not is_among(path, source.exclude)


def _nothing_listed(source: SourceConfig, selection: Selection) -> ObservationError:
    what = f"the index {redact_url(source.index)}" if source.index else "the configuration"
    if source.repository:
        what = "the repository"
    if not selection.left_out:
        return ObservationError(
            f"{what} lists no document",
            hint=f"nothing was changed; check `{'paths' if source.repository else 'index'}` in driftwatch.toml",
        )
    url, why = selection.left_out[0]
    count = len(selection.left_out)
    return ObservationError(
        f"{what} lists no document to read; {count} are left out, the first: {redact_url(url)}: {why}",
        hint="nothing was changed; check `hosts`, `locale`, `paths`, `include` and `exclude` in driftwatch.toml",
    )


def _index(url: str, fetcher: Fetcher) -> tuple[list[Link], bool]:
    """Return what an index lists, and whether it may be incomplete."""
    reading = fetcher.read([url])[0]
    if reading.state != "read":
        asks = _TO_DO.get(reading.state, "open it in a browser, check `index` in driftwatch.toml, or try again later")
        raise ObservationError(
            f"the index {redact_url(url)} could not be read: {why_unread(reading)}", hint=f"nothing was changed; {asks}"
        )
    page = page_of(reading, url)
    if text_format(page.text) in WHOLE_FORMATS:
        return [Link(url)], False
    if urlsplit(url).path.lower().endswith(".xml"):
        return _sitemap(page, fetcher)
    if text_format(page.text) == "html":
        if (site := docsify_of(page.text, page.url)) is not None:
            return _shown_by_docsify(site, fetcher), False
        links = linked(page)
        shown = links or [Link(entry.url) for entry in pages_linked(page.text, page.url) if entry.url != page.url]
        return [Link(url), *shown], links is None
    listed = read_llms(page.text, page.url)
    return [Link(entry.url, entry.title) for entry in listed.entries], listed.truncated


def _shown_by_docsify(site: Docsify, fetcher: Fetcher) -> list[Link]:
    """Return the Markdown files of a site whose own HTML says nothing: those of its sidebar.

    Raises:
        ObservationError: the sidebar could not be read, so nobody knows which pages there are.
    """
    if not site.sidebar:
        return [Link(site.homepage)]
    reading = fetcher.read([site.sidebar])[0]
    if reading.state != "read":
        raise ObservationError(
            f"the sidebar {redact_url(site.sidebar)} of the Docsify site could not be read: {why_unread(reading)}",
            hint="nothing was changed; name its pages as `documents` in driftwatch.toml, or try again later",
        )
    listed = pages_in_sidebar(page_of(reading, site.folder).text, site)
    return [Link(entry.url, entry.title) for entry in listed]


def _sitemap(page: Page, fetcher: Fetcher) -> tuple[list[Link], bool]:
    top = read_sitemap(page.text, page.url)
    if top.reason:
        raise ObservationError(f"the sitemap {redact_url(page.url)} cannot be used: {top.reason}", hint="check `index`")
    urls = list(top.pages)
    truncated = top.truncated
    for reading in fetcher.read(list(top.sitemaps)) if top.sitemaps else ():
        inner = read_sitemap(page_of(reading, page.url).text, reading.final_url) if reading.state == "read" else None
        if inner is None or inner.reason:
            truncated = True
            continue
        urls.extend(inner.pages)
        truncated = truncated or inner.truncated
        if len(urls) > MOST_LISTED:
            break
    return [Link(url) for url in urls], truncated
