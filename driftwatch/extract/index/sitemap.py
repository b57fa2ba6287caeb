"""sitemap.xml and sitemap indexes (https://www.sitemaps.org/protocol.html).

The reader looks for `<loc>` alone and expands no entities but the five of XML, so that no document can grow in it.
"""

from typing import Final
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

LARGEST_SITEMAP: Final = 50_000
"""Addresses in one file, by the protocol; the rest is left unread and the sitemap counts as truncated."""

LONGEST_ADDRESS: Final = 2_048

_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
"""What the five stand for. An ampersand comes last, so that nothing is read twice; the library's own function for it
brings an HTTP client with it, a quarter of what a run imports."""


class Sitemap(Struct, frozen=True, kw_only=True):
    """Addresses of pages, and of further sitemaps, in the order of the file; each once."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    truncated: bool = False
    reason: str = ""
    """Why the file cannot be read as a sitemap; "" when it can."""


def read_sitemap(text: str, base: str) -> Sitemap:
    """Read a sitemap or a sitemap index found at `base`; any text gives a value."""
    body = _without_comments(text)
    head = body[:4_000].lower()
    if "<!doctype" in head or "<!entity" in body[:100_000].lower():
        return Sitemap(reason="it declares a document type or entities, which sitemaps do not have")
    is_index = "<sitemapindex" in head
    if not is_index and "<urlset" not in head:
        return Sitemap(reason="it is neither a urlset nor a sitemapindex")
    addresses, is_complete = _addresses(body, base)
    closing = "</sitemapindex>" if is_index else "</urlset>"
    truncated = not is_complete or closing not in body[-200:].lower()
    if is_index:
        return Sitemap(sitemaps=addresses, truncated=truncated)
    return Sitemap(pages=addresses, truncated=truncated)


def _addresses(body: str, base: str) -> tuple[tuple[str, ...], bool]:
    found: dict[str, None] = {}
    at = 0
    while (start := body.find("<loc>", at)) >= 0:
        end = body.find("</loc>", start)
        if end < 0:
            return tuple(found), False
        if len(found) >= LARGEST_SITEMAP:
            return tuple(found), False
        address = _address(body[start + len("<loc>") : end], base)
        if address:
            found[address] = None
        at = end
    return tuple(found), True


def _address(written: str, base: str) -> str:
    text = written.strip()
    if text.startswith("<![CDATA[") and text.endswith("]]>"):
        text = text[len("<![CDATA[") : -len("]]>")]
    else:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    try:
        url = urljoin(base, text.strip())
        parts = urlsplit(url)
    except ValueError:
        return ""
    usable = (
        bool(text.strip())
        and parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and len(url) <= LONGEST_ADDRESS
    )
    return url.partition("#")[0] if usable and not any(character.isspace() for character in url) else ""


def _without_comments(text: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start)
        if end < 0:
            return "".join(kept)
        at = end + len("-->")
    kept.append(text[at:])
    return "".join(kept)
