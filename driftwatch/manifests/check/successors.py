"""Where pages of a manifest are by now: looked for together, so that no page takes over from two."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import takewhile
from typing import Final
from urllib.parse import urlsplit

from driftwatch.manifests.check.choosing import places_of
from driftwatch.manifests.check.documented import Documented, OperationView, page_of
from driftwatch.model.manifest import DocsPage, Manifest
from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.spelling import closest

_NEAR: Final = 0.8
"""A page that was moved keeps most of its address; below this likeness another page of the same guide would answer."""
_NO_PAGES: Final = frozenset({"openapi", "index"})
"""Formats of documents that are no pages."""
_ENDPOINT: Final = "endpoint"


class Successors:
    """Finds the pages that took over from those that are gone.

    What captures tell counts most, then what pages say, then what they document, then their addresses. What the
    manifest names already, and what took over from another page, takes over only what is known to have moved there.

    Args:
        manifest: whose pages.
        documented: the documentation of today.
        views: the documentations that it is about, by the name of a variant.
    """

    def __init__(self, manifest: Manifest, documented: Documented, views: Mapping[str, OperationView]) -> None:
        self._pages = {page: one for page, one in documented.documents_by_page.items() if _is_page(one)}
        self._missing = {page_of(each.url): each for each in _named(manifest, views) if is_missing(each, documented)}
        named = {page_of(each.url) for each in _named(manifest, views)}
        self._free = self._pages.keys() - named
        self._homes = {
            page: _homes(each, manifest, views, documented) & self._pages.keys() for page, each in self._missing.items()
        }
        self._found: dict[str, str] = {}
        self._look({page: page_of(url) for page, url in documented.moved.items()})

    def of(self, page: DocsPage) -> Document | None:
        """Return the document that took over from a page; None when nothing tells."""
        successor = self._found.get(page_of(page.url))
        return self._pages[successor] if successor is not None else None

    def _look(self, moved: Mapping[str, str]) -> None:
        self._take((page, page_of(moved[page])) for page in self._missing.keys() & moved.keys())
        self._pair(lambda page, other: self._pages[other].has_digest(self._missing[page].snapshot))
        self._take((page, home) for page in self._open for home in self._at_home(page))
        for count in range(max((page.count("/") for page in self._open), default=0) + 1, 0, -1):
            self._pair(partial(_share_an_end, count))
        uncovered = [page for page in self._open if not self._missing[page].covers]
        if len(uncovered) == 1:
            self._pair(lambda page, other: page in uncovered and other in self._homes[page])
        self._pair(_alike)

    @property
    def _open(self) -> list[str]:
        return [page for page in self._missing if page not in self._found]

    def _at_home(self, page: str) -> list[str]:
        """Return the page of the operation, for one that is said to have documented it."""
        homes = self._homes[page]
        likely = sorted(homes, key=lambda home: (home not in self._free, -_common_end(page, home), home))
        return likely[:1] if _ENDPOINT in self._missing[page].covers else []

    def _take(self, pairs: Iterable[tuple[str, str]]) -> None:
        for page, other in tuple(pairs):
            if other in self._pages:
                self._found[page] = other
                self._free -= {other}

    def _pair(self, is_it: Callable[[str, str], bool]) -> None:
        """Take the pairs of which neither fits another one."""
        fits = {page: [other for other in self._free if is_it(page, other)] for page in self._open}
        taken = [other for others in fits.values() for other in others]
        self._take(
            (page, others[0]) for page, others in fits.items() if len(others) == 1 and taken.count(others[0]) == 1
        )


def missing_pages(manifests: Iterable[Manifest], snapshot: Snapshot) -> frozenset[str]:
    """Return the pages that manifests name and a documentation does not have any more."""
    documented = Documented(snapshot)
    return frozenset(page_of(page.url) for one in manifests for page in one.pages if is_missing(page, documented))


def is_missing(page: DocsPage, documented: Documented) -> bool:
    """Tell whether a page of the watched site is not there any more."""
    document = documented.documents_by_page.get(page_of(page.url))
    if document is not None:
        return document.state == "gone"
    return page.url not in documented.unwatched and (urlsplit(page.url).hostname or "") in documented.hosts


def _is_page(document: Document) -> bool:
    return document.state != "gone" and document.format not in _NO_PAGES


def _named(manifest: Manifest, views: Mapping[str, OperationView]) -> Iterator[DocsPage]:
    yield from manifest.claims.docs
    yield from (page for variant in manifest.variants if variant.name in views for page in variant.own_docs)


def _homes(
    page: DocsPage, manifest: Manifest, views: Mapping[str, OperationView], documented: Documented
) -> frozenset[str]:
    """Return the pages that document the operation: of the variant whose page it is, or of all that share it."""
    own = [one.name for one in manifest.variants if page in one.own_docs and one.name in views]
    places = [frozenset(places_of(views[name], documented)) for name in own or views]
    return frozenset.intersection(*places) if places else frozenset()


def _share_an_end(count: int, page: str, other: str) -> bool:
    return _common_end(page, other) >= count


def _common_end(page: str, other: str) -> int:
    """Count the last segments that two addresses have in common."""
    pairs = zip(reversed(page.split("/")), reversed(other.split("/")), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _alike(page: str, other: str) -> bool:
    last, its = page.rpartition("/")[2], other.rpartition("/")[2]
    return bool(closest(page, [other], least=_NEAR) and closest(last, [its]))
