"""What a capture newly does not understand: pages that show fields of which none is used, or the API as a whole.

Both are told when they begin, not in every capture: of a first capture as well, and of pages that were watched as words
alone before. A page that says the same words as before is not told of: that a newer driftwatch reads less of it is no
drift (driftwatch.compare.reread).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from driftwatch.model.call_fields import has_fields
from driftwatch.model.change import Change
from driftwatch.model.seen import Seen
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.source import Source

_MOST: Final = 2
"""Of more than one in so many calls that are still documented, the layout of the pages is the same."""
_FEW: Final = 2
"""Calls that guides may have of an API which is documented elsewhere: no layout of pages is known by them."""
_GUIDES: Final = 4
"""Documents for each with calls above which the others are guides; a small API may have a page or two beside its own,
and is not understood where its layout changed."""
_SPECIFICATION: Final = "openapi"
"""Format of documents that are understood as a whole: what they leave out is left out on purpose."""


def understanding_changes(
    old: Snapshot, new: Snapshot, moved: Mapping[str, str], *, today: Snapshot | None = None
) -> Iterator[Change]:
    """Yield that pages, or all of them, are newly not understood.

    Args:
        old: the snapshot before.
        new: the snapshot after.
        moved: where pages were that stand elsewhere now, by their place of today.
        today: the snapshot before as it is read today, where it is told that the same words are no longer read.
    """
    if new.content == "api":
        yield from _pages(old, new, moved)
        is_reread = today is not None and understands_nothing(today)
        if understands_nothing(new) and _was_otherwise(old) and not is_reread and not _lost_with_calls(old, new):
            yield _nothing(new, traits={"few-calls"} if _had_few_calls(old, new) else ())


def _was_otherwise(old: Snapshot) -> bool:
    """Tell whether nothing was expected of what was captured before, or it was understood."""
    if not old.documents or old.content != "api":
        return True
    return any(one.state == "read" for one in old.documents.values()) and not understands_nothing(old)


def _lost_with_calls(old: Snapshot, new: Snapshot) -> bool:
    """Tell whether all fields were of calls that are no longer documented, while most others are: each is told."""
    before = {owner: entry for owner, entry in old.entries.items() if owner.kind == "operation"}
    kept = before.keys() & new.entries.keys()
    return _MOST * len(kept) > len(before) and not any(has_fields(before[owner]) for owner in kept)


def _had_few_calls(old: Snapshot, new: Snapshot) -> bool:
    """Tell whether a call or two are all that was documented beside guides, and no field or failure is left."""
    before = [entry for owner, entry in old.entries.items() if owner.kind == "operation"]
    seen = new.seen()
    is_left = seen.fields or seen.errors or any(owner.kind == "operation" for owner in new.entries)
    if is_left or not 0 < len(before) <= _FEW or old.content != "api":
        return False
    places = {place for entry in before for place in entry.documents}
    if len(old.documents) <= _GUIDES * len(places):
        return False
    digests = {one.digest for one in new.documents.values() if one.digest}
    return not any(place in old.documents and old.documents[place].digest in digests for place in places)


def understands_nothing(snapshot: Snapshot) -> bool:
    """Tell whether what was captured names no operation, or none that has a field.

    A snapshot without documents is none, and what OpenAPI files alone leave out is understood.
    """
    pages = [one for one in snapshot.documents.values() if one.state == "read" and one.format != _SPECIFICATION]
    return bool(pages) and not any(has_fields(entry) for entry in snapshot.entries.values())


def _pages(old: Snapshot, new: Snapshot, moved: Mapping[str, str]) -> Iterator[Change]:
    known = {document.digest for document in old.documents.values() if document.digest and old.content == "api"}
    found = [document for document in new.documents.values() if _begins(old, document, known, moved)]
    drawn = [document for document in found if document.seen is not None and document.seen.drawn]
    if rest := [document for document in found if document not in drawn]:
        yield _told(rest, location="documents")
    if drawn:
        yield _told(drawn, location="documents drawn by scripts", traits={"drawn"})


def _told(pages: Sequence[Document], *, location: str, traits: Collection[str] = ()) -> Change:
    return Change(
        kind="pages.not-understood",
        role="page",
        owner=Owner("page", ""),
        location=location,
        after=[document.path for document in pages],
        sources=tuple(Source(url=document.url, stated_by="prose") for document in pages),
        traits=frozenset(traits),
    )


def _begins(old: Snapshot, document: Document, known: Iterable[str], moved: Mapping[str, str]) -> bool:
    if document.state != "read" or document.seen is None or document.seen.is_understood or document.digest in known:
        return False
    place = moved.get(document.path, document.path)
    before = old.documents.get(place)
    if before is None or old.content != "api":
        return True
    return place in old.texts and (before.seen or Seen()).is_understood


def _nothing(new: Snapshot, *, traits: Collection[str]) -> Change:
    sums = new.seen()
    linked = sorted({url for one in new.documents.values() if one.seen is not None for url in one.seen.specifications})
    return Change(
        kind="capture.not-understood",
        role="page",
        owner=Owner("page", ""),
        location="documents",
        name=linked[0] if linked else None,
        after={
            "documents": sum(1 for one in new.documents.values() if one.state == "read"),
            "operations": sum(1 for owner in new.entries if owner.kind == "operation"),
            "fields": sums.fields,
            "errors": sums.errors,
            "rows": sums.rows,
            "sentences": sums.sentences,
        },
        traits=frozenset(("specification",) if linked else traits),
    )
