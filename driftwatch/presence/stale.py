"""Which documents say again what they said some days ago: out of an old cache, or because an edit was taken back.

Nothing in an old copy tells that it is old. What a document said before is a fact of the snapshot, so that a job
without a memory of its own knows it as well.
"""

from datetime import date
from typing import Final

from msgspec import structs

from driftwatch.model.snapshot import Document, Earlier

_LONG: Final = 14
"""Days after which no cache answers with what a document said before."""
_MOST: Final = 3
"""Versions that are remembered: of a page that is edited each day a cache holds one of the last ones."""


def is_stale(known: Document, digest: str, *, today: str) -> bool:
    """Tell whether what came of a document is what it said in the last two weeks, before it was edited."""
    return any(each.digest == digest != known.digest and _is_recent(each, today) for each in known.earlier)


def with_earlier(document: Document, known: Document | None, *, today: str) -> Document:
    """Return the record of a document with what it said before; "" is the date of what no cache stands before."""
    if known is None or not known.digest or not today:
        return document
    if document.digest == known.digest:
        return structs.replace(document, earlier=known.earlier) if known.earlier else document
    recent = (each for each in known.earlier if _is_recent(each, today) and each.digest != document.digest)
    earlier = (Earlier(until=today, digest=known.digest), *recent)
    return structs.replace(document, earlier=earlier[:_MOST])


def _is_recent(each: Earlier, today: str) -> bool:
    return bool(today) and (date.fromisoformat(today) - date.fromisoformat(each.until)).days <= _LONG
