"""The documents that belong to a source now: what its index lists, as far as the configuration asks for it."""

from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from driftwatch.config.keys import SourceConfig
from driftwatch.errors import ObservationError
from driftwatch.extract.llms import read_llms
from driftwatch.extract.sitemap import read_sitemap
from driftwatch.model.page import Link, Page
from driftwatch.platforms.detection import page_of
from driftwatch.ports import Fetcher
from driftwatch.presence.links import Selection, text_format
from driftwatch.presence.presence import why_unread
from driftwatch.presence.watched import selected
from driftwatch.redaction import redact_url
from driftwatch.workflows.extraction import linked

MOST_LISTED: Final = 100_000
"""Addresses of an index that are looked at: fifty sitemaps of the largest size would cost minutes and a gigabyte."""


class Listing(Struct, frozen=True, kw_only=True):
    """The documents that belong to the source now; `truncated` when there may be more of them."""

    selection: Selection
    truncated: bool = False


def listing_of(source: SourceConfig, fetcher: Fetcher) -> Listing:
    """Read the index of a source, and choose what belongs to it.

    Raises:
        ObservationError: the index could not be read, or lists nothing to read.
    """
    listed, truncated = _index(source.index, fetcher) if source.index else ([], False)
    truncated = truncated or len(listed) > MOST_LISTED
    links = [*listed[:MOST_LISTED], *(Link(url) for url in source.documents)]
    selection = selected(source, source.index or source.documents[0], links)
    if not selection.chosen:
        raise _nothing_listed(source, selection)
    return Listing(selection=selection, truncated=truncated or len(selection.chosen) >= source.max_documents)


def _nothing_listed(source: SourceConfig, selection: Selection) -> ObservationError:
    what = f"the index {redact_url(source.index)}" if source.index else "the configuration"
    if not selection.left_out:
        return ObservationError(
            f"{what} lists no document",
            hint="nothing was changed; check `index` in driftwatch.toml, or try again later",
        )
    url, why = selection.left_out[0]
    count = len(selection.left_out)
    return ObservationError(
        f"{what} lists no document to read; {count} are left out, the first: {redact_url(url)}: {why}",
        hint="nothing was changed; check `hosts`, `locale`, `include` and `exclude` in driftwatch.toml",
    )


def _index(url: str, fetcher: Fetcher) -> tuple[list[Link], bool]:
    """Return what an index lists, and whether it may be incomplete."""
    reading = fetcher.read([url])[0]
    if reading.state != "read":
        raise ObservationError(
            f"the index {redact_url(url)} could not be read: {why_unread(reading)}",
            hint="nothing was changed; open it in a browser, check `index` in driftwatch.toml, or try again later",
        )
    page = page_of(reading, url)
    if text_format(page.text) == "openapi":
        return [Link(url)], False
    if urlsplit(url).path.lower().endswith(".xml"):
        return _sitemap(page, fetcher)
    if text_format(page.text) == "html":
        links = linked(page)
        return [Link(url), *(links or ())], links is None
    listed = read_llms(page.text, page.url)
    return [Link(entry.url, entry.title) for entry in listed.entries], listed.truncated


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
