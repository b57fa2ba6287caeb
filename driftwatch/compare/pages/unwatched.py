"""Documents that read otherwise only where nothing is compared, so that "no drift" is not taken for "the same text".

That is what a specification says in descriptions, examples and comments, its layout, and the values that samples hold.
"""

from collections.abc import Collection

from driftwatch.model.snapshot import Document, Snapshot


def otherwise_beyond(old: Snapshot, new: Snapshot, *, told: Collection[str]) -> tuple[str, ...]:
    """Return the places of documents whose text differs, of which no word and no fact that is compared does, sorted.

    Args:
        old: the snapshot before.
        new: the snapshot after.
        told: addresses of the documents of which something is told anyway.
    """
    return tuple(
        path
        for path, document in sorted(new.documents.items())
        if path in old.documents
        and document.url not in told
        and _reads_otherwise(old.documents[path], document)
        and _has_same_lines(old, new, path)
    )


def _reads_otherwise(before: Document, after: Document) -> bool:
    """Tell whether both were read whole, and their digests, made in one way, differ."""
    is_whole = all(each.state == "read" and not each.missing_since for each in (before, after))
    return is_whole and 0 < len(before.digest) == len(after.digest) and not after.has_digest(before.digest)


def _has_same_lines(old: Snapshot, new: Snapshot, path: str) -> bool:
    before, after = old.text(path), new.text(path)
    return before == after
