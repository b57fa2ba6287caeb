"""Docsify: a site whose pages are Markdown files that a script in the browser fetches and shows.

The page that is delivered holds no word of them. Source: https://docsify.js.org/#/configuration (`loadSidebar`,
`homepage`, `basePath`) and /more-pages (which file a route shows).
"""

import re
from itertools import islice
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from msgspec import Struct

from driftwatch.extract.index.llms import IndexEntry, links_in
from driftwatch.patterns import lazy_regex

_MARK: Final = "docsify"
_CONFIGURED: Final = lazy_regex(r"\$docsify\s{0,4}(?:=|\.)")
_LOADED: Final = lazy_regex(r"[/\"'=]docsify[@./\"']")
_SCRIPT: Final = lazy_regex(r"<script\b[^<>]{0,2000}>", re.IGNORECASE)
_MOST_SCRIPTS: Final = 100
_LONGEST_SCRIPT: Final = 100_000
"""Bounds of what is looked through for a configuration."""
_SIDEBAR: Final = lazy_regex(r"[\"']?\bloadSidebar[\"']?\s{0,4}:\s{0,4}(?:(true)\b|[\"']([^\"'\n]{1,300})[\"'])")
_SIDEBAR_OF_TAG: Final = lazy_regex(r"\bdata-load-sidebar(?:=[\"']([^\"'\n]{1,300})[\"'])?", re.IGNORECASE)
_HOMEPAGE: Final = lazy_regex(
    r"(?:\bhomepage[\"']?\s{0,4}:\s{0,4}|\bdata-homepage=)[\"']([^\"'\n]{1,300})[\"']", re.IGNORECASE
)
_BASE: Final = lazy_regex(
    r"(?:\bbasePath[\"']?\s{0,4}:\s{0,4}|\bdata-base-path=)[\"']([^\"'\n]{1,300})[\"']", re.IGNORECASE
)
_COMMENT: Final = lazy_regex(r"^[ \t]{0,40}//[^\n]*", re.MULTILINE)
_NO_PAGE: Final = lazy_regex(r"\.(?!mdx?\Z|html?\Z)[a-z][a-z0-9]{1,4}\Z", re.IGNORECASE)
"""What a route leads to that is no page: a picture, an archive."""


class Docsify(Struct, frozen=True, kw_only=True):
    """Where the pages of a site are: absolute addresses; `sidebar` lists them, "" where the home page is all."""

    folder: str
    homepage: str
    sidebar: str = ""


def docsify_of(text: str, url: str) -> Docsify | None:
    """Return where a Docsify site has its pages, by the HTML that was found at `url`; None for any other page.

    Where the configuration stands in a file of its own, it is taken to load the sidebar that sites have by default.
    One whose addresses are none is no configuration.
    """
    said = _configuration(text) if _MARK in text else ""
    if not said:
        return None
    try:
        return _configured(said, url)
    except ValueError:
        return None


def _configured(said: str, url: str) -> Docsify:
    """Return what a configuration says.

    Raises:
        ValueError: one of its addresses is none.
    """
    base = _BASE.search(said)
    folder = urljoin(urljoin(url, "."), base[1].rstrip("/") + "/" if base else "")
    home = _HOMEPAGE.search(said)
    sidebar = _sidebar(said)
    return Docsify(
        folder=folder,
        homepage=urljoin(folder, home[1].lstrip("/") if home else "README.md"),
        sidebar=urljoin(folder, sidebar.lstrip("/")) if sidebar else "",
    )


def _configuration(text: str) -> str:
    """Return the scripts of a page that Docsify is loaded and configured by, without comments; "" where it is not.

    A page about Docsify shows such code, but does not run it.
    """
    said = []
    for tag in islice(_SCRIPT.finditer(text), _MOST_SCRIPTS):
        end = text.find("</script", tag.end())
        inside = text[tag.end() : end if end >= 0 else len(text)][:_LONGEST_SCRIPT]
        if _LOADED.search(tag[0]) or _CONFIGURED.search(inside):
            said += [tag[0], _COMMENT.sub("", inside)]
    return "\n".join(said)


def _sidebar(text: str) -> str:
    if (said := _SIDEBAR.search(text)) is not None:
        return said[2] or "_sidebar.md"
    if (said := _SIDEBAR_OF_TAG.search(text)) is not None:
        return said[1] or "_sidebar.md"
    return "" if _CONFIGURED.search(text) else "_sidebar.md"


def pages_in_sidebar(text: str, site: Docsify) -> tuple[IndexEntry, ...]:
    """Return the pages that a sidebar lists, in its order, each once: the home page first, listed or not."""
    found = {site.homepage: IndexEntry(site.homepage)}
    for target, title in links_in(text):
        if url := _file(target, site):
            found.setdefault(url, IndexEntry(url, title))
    return tuple(found.values())


def _file(target: str, site: Docsify) -> str:
    """Return the address of the file that a link of a sidebar shows; "" for what is no page.

    Routes begin at the folder of the site, with `#` or without. One that ends with a slash shows its README.
    """
    try:
        if urlsplit(target).scheme or target.startswith("//"):
            return urldefrag(target).url if _is_markdown(target) else ""
        route = target.removeprefix("/#").removeprefix("#").lstrip("/")
        parts = urlsplit(urljoin(site.folder, urldefrag(route.partition("?")[0]).url))
    except ValueError:
        return ""
    if parts.path == urlsplit(site.folder).path:
        return site.homepage
    if _NO_PAGE.search(parts.path):
        return ""
    is_file = _is_markdown(parts.path) or parts.path.endswith(".html")
    shown = parts.path if is_file else f"{parts.path}README.md" if parts.path.endswith("/") else f"{parts.path}.md"
    return urlunsplit((parts.scheme, parts.netloc, shown, "", ""))


def _is_markdown(address: str) -> bool:
    return urlsplit(address).path.endswith(".md")
