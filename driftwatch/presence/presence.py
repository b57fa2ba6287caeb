"""Presence: how one document of a source fared in a capture.

It is made once; what is carried over, counted, reported and written to the capture's line follows from it.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct, structs

from driftwatch.extract.index.places import place_of
from driftwatch.model.reading import Reading
from driftwatch.model.seen import Seen
from driftwatch.model.snapshot import Document, DocumentState, Snapshot
from driftwatch.redaction import redact_url

UNLISTED: Final = "unlisted"
"""Reason of a document that an index does not list which looks incomplete."""
LINES_TOLD: Final = 20
"""Lines that are told of what did not come; of more of them the number."""


class Part(Struct, frozen=True, kw_only=True):
    """What came of a document of which something is missing."""

    digest: str
    """Of all that came, as in Document.digest."""
    lacks: tuple[str, ...] = ()
    """As in Document.lacks."""
    lacking: frozenset[str] = frozenset()
    """All of them."""
    may_grow: bool = True
    """Who took out what it lacks may take out more on the next date: it names nothing that did not come."""
    front: tuple[str, ...] = ()
    """The lines that it lacks of its beginning."""
    begins: str = ""
    """The first line of the page that it has."""
    first: str = ""
    """The first words of the page that it lacks, "" where none are: more is taken out below them."""
    instead: tuple[str, ...] = ()
    """As in Document.instead."""
    new: frozenset[str] = frozenset()
    """All of those."""
    drawn: int = 0
    """As in Seen.drawn."""


class Presence(Struct, frozen=True, kw_only=True):
    """How one document fared. Only what is `gone` may take its facts along; those of an unseen one are carried over."""

    path: str
    url: str = ""
    """Where it was read, or asked for, without secrets; "" where nobody asked."""
    state: DocumentState = "read"
    reason: str = ""
    """Why it is unseen, as in Document.reason; "" otherwise."""
    digest: str = ""
    """Of its normalised text, as in Document.digest; "" when none came."""
    in_part: bool = False
    """It is unseen because a part of it could not be understood; the rest was."""
    missing_since: str = ""
    """It is missing and not gone yet: since when, as in Document.missing_since."""
    missing_again: tuple[str, ...] = ()
    """As in Document.missing_again."""
    part: Part | None = None
    """What came of it, where that lacks something."""
    before: Document | None = None
    """What the snapshot before knows of it."""

    @property
    def is_lost(self) -> bool:
        """Tell whether it is missing altogether: nothing that it stated came."""
        return bool(self.missing_since) and self.part is None

    @property
    def is_unchanged(self) -> bool:
        """Tell whether it was read and its text is as before."""
        return self.state == "read" and self.before is not None and self.before.digest == self.digest


def presences_of(
    readings: Iterable[Reading], understood: Iterable[Presence], base: str, previous: Snapshot | None
) -> dict[str, Presence]:
    """Tell by place how each document fared that was asked for.

    Args:
        readings: what came of asking.
        understood: how well the documents that came were understood.
        base: URL of the index, which places are relative to.
        previous: the snapshot before.
    """
    known = previous.documents if previous is not None else {}
    found = {each.path: each for each in (_asked_for(reading, base) for reading in readings)}
    found |= {each.path: each for each in understood}
    return {place: structs.replace(each, before=known.get(place)) for place, each in found.items()}


def _asked_for(reading: Reading, base: str) -> Presence:
    url = reading.final_url if reading.state == "read" else reading.url
    place, url = place_of(url, base), redact_url(url)
    if reading.state in ("read", "gone"):
        return Presence(path=place, url=url, state=reading.state)
    return Presence(path=place, url=url, state="unseen", reason=reading.state)


def unlisted(previous: Snapshot, presences: Mapping[str, Presence]) -> dict[str, Presence]:
    """Tell by place of the documents that are known and that nobody asked for: they count as unseen."""
    return {
        place: Presence(path=place, state="unseen", reason=UNLISTED, before=document)
        for place, document in previous.documents.items()
        if place not in presences and document.state != "gone"
    }


def marked(document: Document, presences: Mapping[str, Presence]) -> Document:
    """Return the record of a document with since when it is missing, if it is."""
    presence = presences.get(document.path)
    if presence is None or not presence.missing_since:
        return document
    part = presence.part or Part(digest="")
    seen = structs.replace(document.seen or Seen(), drawn=part.drawn)
    return structs.replace(
        document,
        seen=seen if seen != Seen() else None,
        missing_since=presence.missing_since,
        missing_again=presence.missing_again,
        answered=part.digest,
        lacks=part.lacks,
        instead=part.instead,
    )


def unseen_among(presences: Iterable[Presence]) -> tuple[Presence, ...]:
    """Return those whose facts are carried over, sorted by place."""
    return tuple(sorted((each for each in presences if each.state == "unseen"), key=lambda each: each.path))


def never_read(known: Iterable[Document], unseen: Iterable[Presence]) -> tuple[Document, ...]:
    """Return a document for each place that could not be read now and was never read before."""
    places = {document.path for document in known}
    return tuple(
        Document(path=each.path, url=each.url, state="unseen", reason=each.reason)
        for each in unseen
        if each.path not in places and each.url
    )


def why_unread(reading: Reading) -> str:
    """Say why a document was not read, with the HTTP status when there was an answer."""
    said = reading.detail or reading.state
    return f"{said} (HTTP {reading.status})" if reading.status and str(reading.status) not in said else said
