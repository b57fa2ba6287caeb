"""Extraction, one document at a time: what trips a fault of ours states nothing, and keeps no other from being read."""

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from typing import Final

from driftwatch.assemble.assembly import assemble
from driftwatch.errors import DocumentError
from driftwatch.history.failure_log import log_failure
from driftwatch.isolation import isolated
from driftwatch.model.failure import Failure
from driftwatch.model.page import Link, Page
from driftwatch.model.snapshot import Document, Owner
from driftwatch.platforms import kept
from driftwatch.platforms.detection import failed_statements, links_of, statements_of, unknown_document
from driftwatch.platforms.platform import Statements
from driftwatch.ports import StatementStore, Talk

_SAMPLED: Final = 32
"""Of so many kept statements one is read anew on a day, so that all are within some weeks."""


class Reader:
    """Reads out what pages state. What is kept of the very same page is not read again.

    Args:
        kept: what is kept; None to read everything.
        today: ISO date: which of the kept statements are held against a new reading depends on it.
        talk: is told when what is kept is not what is read.
    """

    def __init__(self, kept: StatementStore | None = None, *, today: str = "", talk: Talk | None = None) -> None:
        self._kept = kept
        self._today = today
        self._talk = talk

    def read(self, pages: Sequence[Page]) -> tuple[Statements, ...]:
        """Return what pages state, in their order."""
        found = [self._found(page) for page in pages]
        if not all(self._holds(page, stated) for page, stated in zip(pages, found, strict=True) if stated is not None):
            self._distrust()
            found = [None] * len(pages)
        return tuple(self._read(page) if stated is None else stated for page, stated in zip(pages, found, strict=True))

    def forget_others(self) -> None:
        """Drop what is kept of pages that were not asked for."""
        if self._kept is not None:
            self._kept.forget_others()

    def _found(self, page: Page) -> Statements | None:
        content = self._kept.find(page) if self._kept is not None else None
        if content is None:
            return None
        try:
            return kept.read(content)
        except ValueError:
            return None

    def _holds(self, page: Page, stated: Statements) -> bool:
        """Tell whether kept statements are what is read, of those whose turn it is today; of others nobody asks."""
        return not is_its_turn(page, self._today, among=_SAMPLED) or kept.are_equal(extracted(page), stated)

    def _distrust(self) -> None:
        if self._kept is not None:
            self._kept.discard()
        if self._talk is not None:
            self._talk.say("what was kept of the documents is not what they state: it is dropped, all are read anew")

    def _read(self, page: Page) -> Statements:
        stated = extracted(page)
        if self._kept is not None and not stated.failed and (content := _written(stated)) is not None:
            self._kept.keep(page, content)
        return stated


def is_its_turn(page: Page, day: str, *, among: int) -> bool:
    """Tell whether what is kept of a page is read anew on a day, as one of so many pages is."""
    turn = hashlib.sha256(f"{day}\0{page.url}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(turn[:4]) % among == 0


def extracted(page: Page) -> Statements:
    """Return what a page states; the details of what failed go to the log."""
    return isolated(partial(statements_of, page), partial(_failed, unknown_document(page)))


def _written(stated: Statements) -> bytes | None:
    """Write what a page states, None where an entry's facts cannot be made: then the capture tells it."""

    def made() -> bytes | None:
        try:
            return kept.written(stated)
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
