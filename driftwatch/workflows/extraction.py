"""Extraction, one document at a time: what trips a fault of ours states nothing, and keeps no other from being read."""

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import Final

from msgspec import structs

from driftwatch.assemble.assembly import assemble
from driftwatch.errors import DocumentError
from driftwatch.history.failure_log import log_failure
from driftwatch.isolation import isolated
from driftwatch.model.facts import AnyFact
from driftwatch.model.failure import Failure
from driftwatch.model.page import Link, Page
from driftwatch.model.snapshot import Document, Owner
from driftwatch.platforms import kept
from driftwatch.platforms.detection import failed_statements, links_of, statements_of, unknown_document
from driftwatch.platforms.kept import Kept
from driftwatch.platforms.platform import Statements
from driftwatch.ports import StatementStore, Talk
from driftwatch.presence.links import sameness_of

_SAMPLED: Final = 32
"""Of so many kept statements one is read anew on a day, so that all are within some weeks."""


class Reader:
    """Finds out what pages state, and what they link to. What is kept of the very same page is not found out again.

    Args:
        kept: what is kept; None to read everything.
        today: ISO date: which of what is kept is held against a new reading depends on it.
        talk: is told when what is kept is not what is read.
        words_alone: the source is configured to be words, without operations.
    """

    def __init__(
        self,
        kept: StatementStore | None = None,
        *,
        today: str = "",
        talk: Talk | None = None,
        words_alone: bool = False,
    ) -> None:
        self._kept = kept
        self._today = today
        self._talk = talk
        self._words_alone = words_alone
        self._known: dict[tuple[str, str, int], Kept | None] = {}
        self._is_distrusted = False
        self._believed: set[str] = set()
        self._open: dict[str, Page] = {}
        """Pages of which nobody has seen all that is kept, by URL."""

    def read(self, pages: Sequence[Page]) -> tuple[Statements, ...]:
        """Return what pages state, in their order."""
        self._look_up(pages)
        stated = (self._read(page) for page in pages)
        if self._words_alone:
            return tuple(structs.replace(each, documentations=(), claims=()) for each in stated)
        return tuple(stated)

    def linked(self, pages: Sequence[Page]) -> tuple[tuple[Link, ...] | None, ...]:
        """Return what pages link to, in their order; None where a fault of ours keeps that from being found out."""
        self._look_up(pages)
        known = (self._known[_identity(page)] for page in pages)
        return tuple(linked(page) if found is None else found.links for page, found in zip(pages, known, strict=True))

    def sameness(self, page: Page) -> str:
        """Return the identity of the whole text of a page, by which copies are known."""
        found = self._known.get(_identity(page))
        return sameness_of(page) if found is None else found.sameness

    @property
    def believes_all(self) -> bool:
        """Whether nothing of what is kept turned out to be false."""
        return not self._is_distrusted

    def let_go(self) -> None:
        """Hold no page any longer: all the facts of those that were read have been looked at."""
        self._open = {}

    def believes(self, page: Page) -> bool:
        """Tell whether what is kept of a page in another run is taken for what it states."""
        return page.url in self._believed

    def forget_others(self) -> None:
        """Drop what is kept of pages that were not asked for."""
        if self._kept is not None:
            self._kept.forget_others()

    def _look_up(self, pages: Sequence[Page]) -> None:
        """Find what is kept of pages. Where a part of it is not what is read, none of it is believed."""
        new = [page for page in pages if _identity(page) not in self._known]
        found = {_identity(page): self._found(page) for page in new}
        self._known |= found
        self._believed.update(page.url for page in new if found[_identity(page)] is not None)
        if not all(self._holds(page, known) for page in new if (known := found[_identity(page)]) is not None):
            self._distrust()
        if self._is_distrusted:
            self._known = dict.fromkeys(self._known)

    def _found(self, page: Page) -> Kept | None:
        if self._kept is None or self._is_distrusted or (content := self._kept.find(page)) is None:
            return None
        with suppress(ValueError):
            self._open[page.url] = page
            return kept.read(content, partial(self._spoiled, page.url))
        return None

    def _spoiled(self, url: str, owner: Owner) -> tuple[AnyFact, ...]:
        """Make the facts of an owner of which none were kept after all; the page itself states them."""
        self._distrust()
        stated = extracted(self._open[url]).documentations if url in self._open else ()
        entries = chain.from_iterable(each.entries for each in stated)
        return next((entry.facts for entry in entries if entry.owner == owner), ())

    def _holds(self, page: Page, known: Kept) -> bool:
        """Tell whether what is kept is what is read, for pages whose turn it is; for others, whether it is theirs."""
        if known.statements.document.path != page.path:
            return False
        if not is_its_turn(page, self._today, among=_SAMPLED):
            return True
        anew = everything(page, extracted(page))
        return anew is not None and kept.are_equal(anew, known)

    def _distrust(self) -> None:
        if self._is_distrusted:
            return
        self._is_distrusted = True
        self._believed = set()
        if self._kept is not None:
            self._kept.discard()
        if self._talk is not None:
            self._talk.say("what was kept of the documents is not what they state: it is dropped, all are read anew")

    def _read(self, page: Page) -> Statements:
        known = self._known[_identity(page)]
        if known is not None:
            return known.statements
        stated = extracted(page)
        if (found := everything(page, stated)) is None:
            return stated
        if (content := _written(found)) is not None:
            if self._kept is not None:
                self._kept.keep(page, content)
            found = kept.read(content)  # which holds its facts and words as bytes
        self._known[_identity(page)] = found
        return found.statements


def everything(page: Page, stated: Statements) -> Kept | None:
    """Return all that is found out of a page; None where a fault of ours keeps that from being found out."""
    links = linked(page)
    if stated.failed or links is None:
        return None
    return Kept(statements=stated, links=links, sameness=sameness_of(page))


def _identity(page: Page) -> tuple[str, str, int]:
    return page.url, page.path, hash(page.text)


def is_its_turn(page: Page, day: str, *, among: int) -> bool:
    """Tell whether what is kept of a page is read anew on a day, as one of so many pages is."""
    turn = hashlib.sha256(f"{day}\0{page.url}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(turn[:4]) % among == 0


def extracted(page: Page) -> Statements:
    """Return what a page states; the details of what failed go to the log."""
    return isolated(partial(statements_of, page), partial(_failed, unknown_document(page)))


def _written(found: Kept) -> bytes | None:
    """Write what is found out of a page, None where an entry's facts cannot be made: then the capture tells it."""

    def made() -> bytes | None:
        try:
            return kept.written(found)
        except DocumentError:
            return None

    return isolated(made, lambda _: None)


def linked(page: Page) -> tuple[Link, ...] | None:
    """Return what a page links to; None where a fault of ours keeps that from being found out."""

    def found() -> tuple[Link, ...] | None:
        return links_of(page)

    def failed(error: Exception) -> tuple[Link, ...] | None:
        log_failure(Failure(owner=Owner("page", page.path), stage="extraction", error=error))
        return None

    return isolated(found, failed)


def joinable(stated: Sequence[Statements], error: Exception) -> list[Statements]:
    """Replace the documents whose statements cannot be joined with those of the others, for a fault of ours.

    Of documents in order of their places the first at which joining fails is at fault, found by halving.

    Raises:
        Exception: `error`, when it is not the joining that fails.
    """
    sound = list(stated)
    found = _fails(sound)
    if found is None:
        raise error
    while found is not None:
        number = bisect_left(range(1, len(sound)), x=True, key=lambda count: _fails(sound[:count]) is not None)
        sound[number] = _failed(sound[number].document, found)
        found = _fails(sound)
    return sound


def _failed(document: Document, error: Exception) -> Statements:
    log_failure(Failure(owner=Owner("page", document.path), stage="extraction", error=error))
    return failed_statements(document, error)


def _fails(stated: Sequence[Statements]) -> Exception | None:
    def joined() -> Exception | None:
        assemble(stated)
        return None

    return isolated(joined, lambda error: error)
