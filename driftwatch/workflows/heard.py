"""What the documents of a capture have to say: those that say something of their own, and those that fell silent."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from driftwatch.extract.places import place_of
from driftwatch.model.page import Page
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.platforms.detection import page_of
from driftwatch.platforms.platform import Statements
from driftwatch.presence.links import distinct
from driftwatch.presence.missing import Wait
from driftwatch.presence.presence import Presence
from driftwatch.presence.silence import IMPOSTOR, Came, silent
from driftwatch.presence.watched import in_todays_digests
from driftwatch.redaction import redact_url
from driftwatch.workflows.extraction import Reader


class Heard(Struct, frozen=True, kw_only=True):
    """What was read, with what it states."""

    voiced: tuple[Reading, ...]
    """The readings, but those in whose place something else came."""
    stated: tuple[Statements, ...]
    copies: tuple[tuple[str, str], ...]
    """(URL, reason) of what says the same as another document."""
    hushed: Mapping[str, Presence]
    """Documents that came and say nothing of their own, by place."""
    previous: Snapshot | None
    """The snapshot before, in the digests of today."""
    doubted: tuple[str, ...] = ()
    """URLs whose bodies were kept from another run, and say something else than the snapshot before knows."""

    @property
    def is_partial(self) -> bool:
        """Tell whether something came of which it is unknown what it links to."""
        return bool(self.hushed) or any(reading.state != "read" for reading in self.voiced)


def heard_of(
    readings: Iterable[Reading],
    *,
    base: str,
    previous: Snapshot | None,
    wait: Wait,
    reader: Reader,
) -> Heard:
    """Read out what the documents state, and judge which of them fell silent before copies are left out.

    Args:
        readings: what came of asking.
        base: URL of the index, which places are relative to.
        previous: the snapshot before.
        wait: what it takes to be gone.
        reader: finds out what pages state.
    """
    asked = {place_of(reading.url, base): reading for reading in readings}
    pages = {reading.final_url: page_of(reading, base) for reading in asked.values() if reading.state == "read"}
    stated = dict(zip(pages, reader.read(tuple(pages.values())), strict=True))
    if previous is not None:
        said = {each.document.path: each.text for each in stated.values() if each.text is not None}
        previous = in_todays_digests(previous, pages.values(), [each.document for each in stated.values()], said)
    came = {
        place: _came(pages[reading.final_url], stated[reading.final_url])
        for place, reading in asked.items()
        if reading.state == "read" and not stated[reading.final_url].why_unread
    }
    hushed = _hushed(silent(previous or Snapshot(()), came), asked, previous, wait)
    hushed |= _led_astray(asked, stated)
    voiced = [reading for place, reading in asked.items() if place not in hushed]
    urls = sorted({reading.final_url for reading in voiced if reading.state == "read"})
    found = [stated[url] for url in urls if pages[url].path not in hushed]
    known = previous.documents if previous is not None else {}
    standing = {
        place
        for each in found
        if (place := each.document.path) in known and known[place].digest == each.document.digest
    }
    kept, left_out, copies = distinct(
        [pages[url] for url in urls if pages[url].path not in hushed and not stated[url].why_unread],
        base,
        standing=standing,
        sameness=reader.sameness,
    )
    broken = {each.document.path: each for each in reversed(found) if each.why_unread}
    said_by_each = tuple(_with_copies(stated[page.url], copies) for page in kept)
    return Heard(
        voiced=tuple(voiced),
        stated=(*said_by_each, *(broken[place] for place in sorted(broken))),
        copies=left_out,
        hushed=hushed,
        previous=previous,
        doubted=_doubted(asked, stated, known),
    )


def _doubted(
    asked: Mapping[str, Reading], stated: Mapping[str, Statements], known: Mapping[str, Document]
) -> tuple[str, ...]:
    """Return what is kept from another run and is not what was committed then: whoever wrote it, nobody vouches for it.

    A server that says that nothing changed says it of a body that it does not see.
    """
    digests = {place: document.digest for document in known.values() for place in document.copies}
    digests |= {place: document.digest for place, document in known.items()}
    return tuple(
        reading.url
        for reading in asked.values()
        if reading.from_cache
        and digests.get(stated[reading.final_url].document.path) != stated[reading.final_url].document.digest
    )


def _with_copies(stated: Statements, copies: Mapping[str, tuple[str, ...]]) -> Statements:
    """Note with a page which others say the very same: once one of them is edited, what it said is known."""
    same = copies.get(stated.document.path, ())
    return structs.replace(stated, document=structs.replace(stated.document, copies=same)) if same else stated


def _led_astray(asked: Mapping[str, Reading], stated: Mapping[str, Statements]) -> dict[str, Presence]:
    """Return how those fared that lead elsewhere, to what could not be understood."""
    found: dict[str, Presence] = {}
    for place, reading in asked.items():
        other = stated.get(reading.final_url) if reading.state == "read" else None
        if other is not None and other.why_unread and other.document.path != place:
            url = redact_url(reading.url)
            found[place] = Presence(path=place, url=url, state="unseen", reason=other.why_unread)
    return found


def _came(page: Page, stated: Statements) -> Came:
    entries = [entry for found in stated.documentations for entry in found.entries]
    return Came(
        path=page.path,
        digest=stated.document.digest,
        facts=sum(1 + entry.count for entry in entries) + len(stated.facts) + bool(stated.facts),
        owners=sum(1 for entry in entries if entry.owner.kind in ("operation", "schema")),
        text=stated.text,
        body=page.text,
    )


def _hushed(
    reasons: Mapping[str, str], asked: Mapping[str, Reading], previous: Snapshot | None, wait: Wait
) -> dict[str, Presence]:
    """Return how those fared that fell silent; what was missing often enough did not."""
    known = previous.documents if previous is not None else {}
    found: dict[str, Presence] = {}
    for place, reason in reasons.items():
        url, before = redact_url(asked[place].url), known.get(place)
        if previous is None:
            continue  # nothing can be lost yet; of equal documents one is read
        if reason == IMPOSTOR or before is None:
            found[place] = Presence(path=place, url=url, state="unseen", reason=IMPOSTOR, before=before)
        elif (presence := wait.missing(place, before, reason, url=url)) is not None:
            found[place] = presence
    return found
