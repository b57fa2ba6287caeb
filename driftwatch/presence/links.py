"""Which of the documents that a site lists are read, and why the others are not."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Final, Literal
from urllib.parse import urlsplit

from msgspec import Struct

from driftwatch.extract.apidoc.data import is_apidoc
from driftwatch.extract.index.places import former_digest_of, is_page, path_inside, place_of
from driftwatch.model.page import Link, LinkKind, Page
from driftwatch.model.reading import host_if_any
from driftwatch.patterns import lazy_regex

APIDOC: Final = "apidoc"
"""Format of the data of apiDoc."""
WHOLE_FORMATS: Final = frozenset(("openapi", APIDOC))
"""Formats of what documents an API as a whole, beside pages that show it."""
_LOCALES: Final = frozenset(
    (
        "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr",
        "he", "hr", "hu", "it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "pl", "pt", "ro",
        "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh", "cn", "jp", "kr",
    )
)  # fmt: skip
_LOCALES_THAT_ARE_WORDS: Final = frozenset({"id", "no", "is", "in", "my", "to", "so", "am", "be", "as", "or", "hi"})
"""Locale codes that are path segments elsewhere: they count only beside a copy without them."""

_REGION: Final = lazy_regex(r"([a-z]{2,3})-(?:[a-z]{4}|[a-z]{2}|[0-9]{3})\Z", re.IGNORECASE)
_DOCS_ROOTS: Final = frozenset({"docs", "doc", "documentation", "help", "developers", "reference"})
_NOT_TEXT: Final = lazy_regex(
    r"\.(?:png|jpe?g|gif|webp|svg|ico|avif|mp[34]|webm|wav|pdf|zip|gz|tgz|css|js|mjs|woff2?|ttf|csv|xlsx?)\Z"
)
_SCRIPTS: Final = ("/swagger-initializer.js", "/api_data.js", "/api_project.js", "/main.bundle.js")
"""Scripts of generators in which a specification stands, or its address."""
_SMALL_INDEX: Final = 4
_FEW_LOST: Final = 3
_SHARE_LOST: Final = 0.1
"""Entries, at least and as a share, that nobody takes out of an index every day."""
_HTML_HEAD: Final = lazy_regex(r"<(?:!doctype html|html|head|body|!--|\?xml)", re.IGNORECASE)
_OPENAPI_HEAD: Final = lazy_regex(
    r"\{\s*(?:[\"'}]|(?:openapi|swagger)\b)|(?:---\s)?(?:#[^\n]*\n\s*)*[\"']?(?:openapi|swagger)[\"']?\s*:\s*[\"']?\d"
)
"""The front matter of a page may begin with `openapi:` as well; it names a call, no version."""


class Selection(Struct, frozen=True, kw_only=True):
    """What is read, sorted by place, and what is not: (URL, reason), sorted."""

    chosen: tuple[Link, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


class Scope(Struct, frozen=True, kw_only=True):
    """What belongs to a source. Patterns are shell patterns over the path (`/blog/*`) or the whole URL."""

    base: str
    hosts: tuple[str, ...]
    """As in FetchPolicy.allowed_hosts."""
    locale: str = "en"
    exclude: tuple[str, ...] = ()
    limit: int = 5_000
    """Documents at most; those whose places sort first are kept."""


def is_included(url: str, patterns: Collection[str]) -> bool:
    """Tell whether `include` of a source asks for an address, by its path; without patterns for all of them."""
    path = urlsplit(url).path
    return not patterns or any(fnmatchcase(path, pattern) for pattern in patterns)


def is_excluded(url: str, patterns: Iterable[str]) -> bool:
    """Tell whether `exclude` of a source leaves out an address, by its path or as a whole."""
    path = urlsplit(url).path
    return any(fnmatchcase(path, pattern) or fnmatchcase(url, pattern) for pattern in patterns)


def kind_of(url: str) -> LinkKind:
    """Tell from a URL what stands there: an OpenAPI file, an index or a page.

    >>> kind_of("https://docs.example.com/api/openapi/post-chat.openapi.json")
    'openapi'
    """
    path = urlsplit(url).path.lower()
    if re.search(r"(?:/llms\.txt|/sitemap[^/]{0,60}\.xml)\Z", path):
        return "index"
    return "openapi" if re.search(r"\.(?:json|ya?ml)\Z", path) else "page"


def select(links: Iterable[Link], scope: Scope) -> Selection:
    """Choose the documents to read, in any order of `links`: one of each place, one locale, allowed hosts only."""
    listed = sorted(set(links), key=lambda link: (link.url, link.title, link.kind))
    places = {place_of(link.url, scope.base) for link in listed}
    left_out: list[tuple[str, str]] = []
    chosen: dict[str, Link] = {}
    for link in sorted(listed, key=_preference):
        place = place_of(link.url, scope.base)
        reason = _reason_against(link, place, scope, places)
        if not reason and place in chosen:
            first = chosen[place]
            reason = "" if first.url == link.url else f"the same document as {first.url}"
        if reason:
            left_out.append((link.url, reason))
        else:
            chosen.setdefault(place, link)
    kept = [chosen[place] for place in sorted(chosen)]
    left_out += [(link.url, f"more than {scope.limit} documents are listed") for link in kept[scope.limit :]]
    return Selection(chosen=tuple(kept[: scope.limit]), left_out=tuple(sorted(set(left_out))))


def distinct(
    pages: Iterable[Page],
    base: str,
    *,
    standing: Collection[str] = (),
    sameness: Callable[[Page], str] | None = None,
) -> tuple[tuple[Page, ...], tuple[tuple[str, str], ...], Mapping[str, tuple[str, ...]]]:
    """Leave out pages that redirects or copies made the same.

    Returns:
        The pages sorted by place, (URL, reason) of those that are left out, and by the place of a page those of its
        copies.

    `standing` are places of pages that say what they said yesterday: they are never left out for another one's sake.
    `sameness` knows `sameness_of` a page.
    """
    sameness = sameness or sameness_of
    kept: dict[str, Page] = {}
    seen: dict[str, Page] = {}
    left_out: list[tuple[str, str]] = []
    copies: defaultdict[str, set[str]] = defaultdict(set)
    placed = [(place_of(page.url, base), page) for page in pages]
    for place, page in sorted(placed, key=lambda row: (row[0] not in standing, row[0], row[1].path, row[1].url)):
        digest = sameness(page)
        twin = kept.get(place) or (seen.get(digest) if place not in standing else None)
        if twin is not None:
            left_out.append((page.url, f"the same document as {twin.url}"))
            copies[place_of(twin.url, base)].add(place)
        else:
            kept[place] = seen[digest] = page
    known = {place: tuple(sorted(places - kept.keys())) for place, places in copies.items()}
    return tuple(kept[place] for place in sorted(kept)), tuple(sorted(left_out)), known


def sameness_of(page: Page) -> str:
    """Return the identity of the whole text of a page in its normal form: pages with an equal one are copies."""
    return former_digest_of(text_format(page.text), page.text)


def text_format(text: str) -> str:
    """Tell the format of a document from its first characters: openapi, html, apidoc or markdown."""
    head = text.lstrip("\ufeff \t\r\n")[:2_000]
    while head.startswith("<!--") and (end := head.find("-->")) >= 0:  # Markdown may begin with a comment as well
        head = head[end + 3 :].lstrip()
    if _HTML_HEAD.match(head):
        return "html"
    if _OPENAPI_HEAD.match(head):
        return "openapi"
    return APIDOC if is_apidoc(text) else "markdown"


def index_verdict(previous_count: int, count: int, *, truncated: bool) -> Literal["ok", "suspicious"]:
    """Judge whether what an index lacks may count as gone: not when it is cut, empty or lost half of its entries."""
    if truncated or (previous_count and not count):
        return "suspicious"
    if previous_count >= _SMALL_INDEX and count * 2 <= previous_count:
        return "suspicious"
    return "ok"


def lacks_many(previous_count: int, lost: int, fresh: int) -> bool:
    """Tell whether an index lacks so many entries, and so few came in their place, that it may have lost them.

    A sitemap that was built before all pages were, or cut between two entries, is whole by all that it says.
    """
    return lost >= max(_FEW_LOST, _SHARE_LOST * previous_count) and lacks_some(lost, fresh)


def lacks_some(lost: int, fresh: int) -> bool:
    """Tell whether an index lacks entries, in whose place few came: pages that move are listed elsewhere that day."""
    return 2 * fresh < lost


def locale_of(url: str) -> str:
    """Return the locale that the path of `url` opens with, in lower case; "" when it names none."""
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    if segments and segments[0].lower() in _DOCS_ROOTS:
        segments = segments[1:]
    first = segments[0].lower() if segments else ""
    region = _REGION.match(first)
    language = region[1] if region else first
    return first if language in _LOCALES or first in _LOCALES_THAT_ARE_WORDS else ""


def _preference(link: Link) -> tuple[int, str, str, str]:
    """Markdown before HTML: it is what the HTML was made from."""
    path = urlsplit(link.url).path.lower()
    return (0 if path.endswith((".md", ".mdx")) else 1, link.url, link.title, link.kind)


def _reason_against(link: Link, place: str, scope: Scope, places: set[str]) -> str:
    path = urlsplit(link.url).path
    if host_if_any(link.url) not in scope.hosts:
        return "its host is not one of the source's hosts"
    if is_excluded(link.url, scope.exclude):
        return "excluded by the configuration"
    if link.kind == "index" or path.endswith("/llms-full.txt"):
        return "an index, not a document"
    if _NOT_TEXT.search(path.lower()) and not path.endswith(_SCRIPTS):
        return "not a text document"
    return _reason_of_locale(link.url, place, scope, places) if is_page(place) else ""


def _reason_of_locale(url: str, place: str, scope: Scope, places: set[str]) -> str:
    locale = locale_of(path_inside(urlsplit(url).path, scope.base))
    wanted = scope.locale.lower()
    if not locale:
        twin = f"{scope.locale}/{place}"
        return f"the copy in {scope.locale} is read" if twin in places else ""
    if locale == wanted or locale.startswith(wanted + "-"):
        return ""
    without = "/".join(segment for segment in place.split("/") if segment.lower() != locale) or "index"
    if locale in _LOCALES_THAT_ARE_WORDS and without not in places:
        return ""
    return f"a copy in another language ({locale})"
