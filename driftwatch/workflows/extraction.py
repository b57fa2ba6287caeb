"""Extraction, one document at a time: what trips a fault of ours states nothing, and keeps no other from being read."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial

from driftwatch.assemble.assembly import assemble
from driftwatch.history.failure_log import log_failure
from driftwatch.isolation import isolated
from driftwatch.model.failure import Failure
from driftwatch.model.page import Link, Page
from driftwatch.model.snapshot import Document, Owner
from driftwatch.platforms.detection import failed_statements, links_of, statements_of, unknown_document
from driftwatch.platforms.platform import Statements


def extracted(page: Page) -> Statements:
    """Return what a page states; the details of what failed go to the log."""
    return isolated(partial(statements_of, page), partial(_failed, unknown_document(page)))


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
