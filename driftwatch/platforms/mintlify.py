"""Mintlify: Markdown twins with an OpenAPI fence or field components, and the HTML that is made from them.

Every page begins with a banner that is no part of it. In HTML the headings of sections are translated and the path of a
call is cut into pieces; the Markdown twin says more, so that HTML is read only where there is none.
"""

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

from driftwatch.extract.index.places import visible_text
from driftwatch.extract.text.sections import sections_of_html
from driftwatch.model.address import METHODS
from driftwatch.model.page import Link, Page
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.markdown_pages import statements_of_markdown
from driftwatch.platforms.mintlify_fence import cut_fences
from driftwatch.platforms.page_statements import Tree, statements_of_tree
from driftwatch.platforms.platform import Statements
from driftwatch.presence.links import kind_of, text_format

_MARKDOWN: Final = lazy_regex(
    r"^(?:> ## Documentation Index$|> ## Agent Instructions$|## OpenAPI$|`{3,10}\w{0,20} theme=\{)"
    r"|^ {0,12}<(?:ParamField|ResponseField|Param)\b",
    re.MULTILINE,
)
_HTML: Final = lazy_regex(
    r"<meta\b[^<>]{0,300}\bcontent=[\"']Mintlify|data-component-part=[\"']field-|mintlify-assets|mintcdn\.com|mintlify\.(?:app|com)/"
)
_FRONT_MATTER_IN_STATE: Final = lazy_regex(
    r"\\?[\"'](?:openapi|api)\\?[\"']\s{0,3}:\s{0,3}\\?[\"'](?:[^\s\"'\\]{1,500} )?"
    r"(get|put|post|delete|options|head|patch|trace) ([^\s\"'\\]{1,1000})\\?[\"']",
    re.IGNORECASE,
)
_SEGMENT: Final = lazy_regex(r"[\w{}.:~@!$&*+=%-]{1,200}")
_UPPER_METHODS: Final = frozenset(method.upper() for method in METHODS) | {"DEL"}
_MOST_WORDS: Final = 200_000


class Mintlify:
    """Sites built by Mintlify."""

    name = "mintlify"

    def recognises(self, page: Page) -> bool:
        """Tell by the banner, the fence or the components of Markdown, or by the classes and assets of HTML."""
        if text_format(page.text) == "html":
            return _HTML.search(page.text) is not None
        return text_format(page.text) == "markdown" and _MARKDOWN.search(page.text) is not None

    def links(self, page: Page) -> tuple[Link, ...]:
        """Return the OpenAPI files that fences name, and the Markdown twin of an HTML page."""
        if text_format(page.text) == "html":
            path = urlsplit(page.url).path.rstrip("/") or "/index"
            return (Link(urljoin(page.url, f"{path}.md")),)
        specs = {fence.spec for fence in cut_fences(page.text).fences if fence.spec}
        urls = {urljoin(page.url, spec if "://" in spec else "/" + spec.lstrip("/")) for spec in specs}
        return tuple(Link(url, kind="openapi") for url in sorted(urls) if kind_of(url) == "openapi")

    def statements(self, page: Page) -> Statements:
        """Return what the page states."""
        if text_format(page.text) != "html":
            return statements_of_markdown(page)
        tree = sections_of_html(page.text)
        return statements_of_tree(
            page,
            trees=(Tree(page.path, tree, call_of_html(page.text)),),
            documentations=(),
            problems=(),
            document_format="html",
        )


def call_of_html(html: str) -> tuple[str, str]:
    """Return (method, path or URL) of the call that an endpoint page shows, ("", "") for another page.

    The page's own state names it whole; on the page the path is cut: `POST`, `/`, `v1`, `/`, `videos`.
    """
    stated = _FRONT_MATTER_IN_STATE.search(html)
    if stated:
        return stated[1].upper(), stated[2]
    words = visible_text(html).replace("\u200b", "").split()[:_MOST_WORDS]
    calls = [at for at, word in enumerate(words) if word in _UPPER_METHODS]
    # a whole path may stand in a sentence about another call; only the page's own is cut
    for path_after in (_pieces_after, _path_after):
        for at in calls:
            path = path_after(words, at + 1)
            if path:
                return "DELETE" if words[at] == "DEL" else words[at], path
    return "", ""


def _path_after(words: list[str], at: int) -> str:
    whole = words[at] if at < len(words) else ""
    return whole if whole.startswith("/") and len(whole) > 1 else ""


def _pieces_after(words: list[str], at: int) -> str:
    """Join the pieces of a path; "" when what stands there is none."""
    pieces: list[str] = []
    while at + 1 < len(words) and words[at] == "/" and _SEGMENT.fullmatch(words[at + 1]):
        pieces.append(words[at + 1])
        at += 2
    return "/" + "/".join(pieces) if pieces else ""
