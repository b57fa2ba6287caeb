"""How the documents of a source fared in one capture: what was read, what could not be, what the index left out."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import structs

from driftwatch.extract.places import place_of
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import Snapshot
from driftwatch.platforms.platform import Statements
from driftwatch.presence.presence import Presence
from driftwatch.redaction import redact_url

UNLISTED: Final = "unlisted"
"""Reason of a document that an index does not list which looks incomplete."""


def presences_of(
    readings: Iterable[Reading], stated: Iterable[Statements], base: str, previous: Snapshot | None
) -> dict[str, Presence]:
    """Tell by place how each document fared that was asked for.

    Args:
        readings: what came of asking.
        stated: what the documents that came state.
        base: URL of the index, which places are relative to.
        previous: the snapshot before.
    """
    known = previous.documents if previous is not None else {}
    found = {each.place: each for each in (_asked_for(reading, base) for reading in readings)}
    found |= {each.document.place: each.presence for each in stated}
    return {place: structs.replace(each, before=known.get(place)) for place, each in found.items()}


def _asked_for(reading: Reading, base: str) -> Presence:
    url = reading.final_url if reading.state == "read" else reading.url
    place, url = place_of(url, base), redact_url(url)
    if reading.state in ("read", "gone"):
        return Presence(place=place, url=url, state=reading.state)
    return Presence(place=place, url=url, state="unseen", reason=reading.state)


def unlisted(previous: Snapshot, presences: Mapping[str, Presence]) -> dict[str, Presence]:
    """Tell by place of the documents that are known and that nobody asked for: they count as unseen."""
    return {
        place: Presence(place=place, state="unseen", reason=UNLISTED, before=document)
        for place, document in previous.documents.items()
        if place not in presences and document.state != "gone"
    }
