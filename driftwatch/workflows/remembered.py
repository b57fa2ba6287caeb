"""A reader that remembers: what a page states is found out once, however many captures it stands in."""

from collections.abc import Iterable, Sequence

from msgspec import structs

from driftwatch.adapters.processes import Processes
from driftwatch.errors import DocumentError
from driftwatch.isolation import isolated
from driftwatch.model.page import Link, Page
from driftwatch.platforms import kept
from driftwatch.platforms.detection import links_of, statements_of
from driftwatch.platforms.kept import Kept
from driftwatch.platforms.platform import Statements
from driftwatch.presence.links import sameness_of
from driftwatch.workflows.extraction import Reader, everything, extracted, linked


class Remembering(Reader):
    """Remembers the pages of the last capture, and those that were read ahead.

    Args:
        processes: read out many pages at once.
        words_alone: the source is configured to be words, without operations.
    """

    def __init__(self, processes: Processes, *, words_alone: bool = False) -> None:
        super().__init__(words_alone=words_alone)
        self._processes = processes
        self._without_operations = words_alone
        self._pages: dict[Page, Kept] = {}
        self._ahead: set[Page] = set()
        self._used: set[Page] = set()

    def read_ahead(self, pages: Iterable[Page]) -> None:
        """Read out pages that come next, in other processes where that is worth it."""
        wanted = tuple(dict.fromkeys(page for page in pages if page not in self._pages))
        for page, found in zip(wanted, self._processes.map(_read_out, wanted), strict=True):
            if found is not None:
                self._pages[page] = kept.read(found)
        self._ahead = set(wanted)

    def forget(self) -> None:
        """Forget what neither the capture that was made last nor those that come next have."""
        kept = self._used | self._ahead
        self._pages = {page: found for page, found in self._pages.items() if page in kept}
        self._used = set()

    def read(self, pages: Sequence[Page]) -> tuple[Statements, ...]:
        """Return what pages state, in their order."""
        found = tuple(self._stated(page) for page in pages)
        if not self._without_operations:
            return found
        return tuple(structs.replace(each, documentations=(), claims=()) for each in found)

    def linked(self, pages: Sequence[Page]) -> tuple[tuple[Link, ...] | None, ...]:
        """Return what pages link to, in their order; None where a fault of ours keeps that from being found out."""
        known = (self._found(page) for page in pages)
        return tuple(linked(page) if found is None else found.links for page, found in zip(pages, known, strict=True))

    def sameness(self, page: Page) -> str:
        """Return the identity of the whole text of a page, by which copies are known."""
        found = self._found(page)
        return sameness_of(page) if found is None else found.sameness

    def _stated(self, page: Page) -> Statements:
        found = self._found(page)
        return extracted(page) if found is None else found.statements

    def _found(self, page: Page) -> Kept | None:
        """Return all that is found out of a page; None for one that fails, of which each part is asked for again."""
        self._used.add(page)
        if page not in self._pages:
            found = everything(page, extracted(page))
            if found is None:
                return None
            self._pages[page] = found
        return self._pages[page]


def _read_out(page: Page) -> bytes | None:
    """Return what is found out of a page, written; None where that fails, for the caller to meet and to log."""

    def read() -> bytes | None:
        found = Kept(statements=statements_of(page), links=links_of(page), sameness=sameness_of(page))
        try:
            return kept.written(found)
        except DocumentError:
            return None

    return isolated(read, lambda _: None)
