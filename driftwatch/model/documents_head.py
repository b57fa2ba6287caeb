"""The first line of documents.jsonl: which format it is, and what the configuration states and asks for."""

from driftwatch.model.asked import Asked
from driftwatch.model.record import Record
from driftwatch.model.snapshot import FORMAT, Content, Snapshot


class DocumentsHead(Record, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The first line of documents.jsonl; format 1 has none."""

    format: int
    content: Content = "api"
    """`text` where the configuration states that the source is words alone, without operations."""
    asked: Asked | None = None
    """What it asks for; left out where it asks for everything."""


def documents_head(snapshot: Snapshot) -> DocumentsHead:
    """Return the first line of a snapshot's documents.jsonl."""
    # Compared here: what is left out is known by its identity, and a configuration may state the default.
    asked = snapshot.asked if snapshot.asked != Asked() else None
    if snapshot.content == "api":
        return DocumentsHead(FORMAT, asked=asked)
    return DocumentsHead(FORMAT, snapshot.content, asked)
