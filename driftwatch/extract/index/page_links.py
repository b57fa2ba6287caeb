"""The pages that a home page of docs links to: its table of contents, where no file lists the pages of a site."""

import re
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from driftwatch.extract.index.llms import IndexEntry
from driftwatch.patterns import lazy_regex, unescape

_ANCHOR: Final = lazy_regex(r"<a\b[^<>]{0,1000}?\shref=(?:\"([^\"<>]{1,1000})\"|'([^'<>]{1,1000})')", re.IGNORECASE)
_MADE: Final = lazy_regex(
    r"(?:\A|/)(?:genindex|search|[a-z-]{1,20}-?modindex|404|tags|archive)(?:\.html)?/?\Z"
    r"|(?:\A|/)_(?:sources|modules|static|images|downloads)/",
    re.IGNORECASE,
)
"""Pages that generators make of others. Source: what Sphinx, MkDocs and Jekyll write beside the pages of people."""


def pages_linked(text: str, url: str) -> tuple[IndexEntry, ...]:
    """Return the pages at or below the folder of a page of HTML that it links to, in its order, each once.

    Args:
        text: HTML of the page.
        url: where it was found; the page itself comes first.
    """
    folder = urljoin(url, ".")
    found = {url: IndexEntry(url)}
    for match in _ANCHOR.finditer(text):
        target = _absolute(unescape(match[1] or match[2]).strip(), url)
        if target.startswith(folder) and target != folder and not _MADE.search(target.removeprefix(folder)):
            found.setdefault(target, IndexEntry(target))
    return tuple(found.values())


def _absolute(target: str, base: str) -> str:
    try:
        parts = urlsplit(urldefrag(urljoin(base, target)).url)
    except ValueError:
        return ""
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")) if parts.scheme in ("http", "https") else ""
