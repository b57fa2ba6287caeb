"""Capture: index and documents read, statements assembled to a snapshot; what could not be read carried over."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from driftwatch.config import SourceConfig
from driftwatch.errors import ObservationError
from driftwatch.extract.places import place_of
from driftwatch.isolation import isolated
from driftwatch.model.finding import Coverage
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import FAILED, CaptureCounts, Document, Snapshot
from driftwatch.platforms.assembly import assemble
from driftwatch.platforms.detection import page_of
from driftwatch.platforms.links import distinct, index_verdict
from driftwatch.platforms.platform import Link, Page, Problem, Statements
from driftwatch.ports import Fetcher, Talk
from driftwatch.redaction import redact_url
from driftwatch.workflows.extraction import extracted, joinable, linked
from driftwatch.workflows.failure_log import log_failure
from driftwatch.workflows.listing import Listing, listing_of, selected, why_unread

_WAVES: Final = 3
"""Rounds of reading: what is listed, what that links to, and what a viewer's script names."""
_FEW: Final = 4
_UNLISTED: Final = "unlisted"
_IN_WORDS: Final = {_UNLISTED: "no longer listed, but the index looks incomplete"}
_LOST: Final = 0.5
"""Share of operations that may be gone at once before a person has to look."""


class Captured(Struct, frozen=True, kw_only=True):
    """What a capture brought."""

    snapshot: Snapshot
    counts: CaptureCounts
    coverage: Coverage
    problems: tuple[Problem, ...]
    before: Snapshot | None = None
    """The snapshot before, without what the configuration no longer watches: that is nobody's drift."""


def capture(
    source: SourceConfig,
    *,
    previous: Snapshot | None,
    fetcher: Fetcher,
    talk: Talk,
    label: str,
    accept_loss: bool = False,
) -> Captured:
    """Read the documentation of a source as it is now.

    Args:
        source: what to read.
        previous: the snapshot before, whose facts are carried over where documents could not be read.
        fetcher: reads documents.
        talk: tells how it goes.
        label: what to call the snapshot.
        accept_loss: accept that most documents or operations are gone.

    Raises:
        ObservationError: too little could be read to say anything; nothing was changed.
    """
    base = source.index or source.documents[0]
    listing = listing_of(source, fetcher)
    readings, lost = _read_all(source, base, listing.selection.chosen, fetcher, talk)
    pages, copies = distinct([page_of(each, base) for each in readings if each.state == "read"], base)
    stated = [extracted(page) for page in pages]
    _keep(readings, stated, fetcher)
    held = _Held(source=source, base=base, listing=listing, readings=readings, pages=pages, copies=copies, lost=lost)
    built = partial(_built, held, previous=previous, label=label, accept_loss=accept_loss)
    captured = isolated(partial(built, stated), lambda error: built(joinable(stated, error)))
    if not captured.coverage.unseen and not listing.truncated and not lost:
        fetcher.forget_others()
    return captured


class _Held(Struct, frozen=True, kw_only=True):
    """What was read, whatever it states."""

    source: SourceConfig
    base: str
    listing: Listing
    readings: tuple[Reading, ...]
    pages: tuple[Page, ...]
    copies: tuple[tuple[str, str], ...]
    lost: bool
    """What one of the pages links to could not be found out: what is not listed may still be there."""


def _built(
    held: _Held, stated: Sequence[Statements], *, previous: Snapshot | None, label: str, accept_loss: bool
) -> Captured:
    """Build the capture of what was read.

    Raises:
        ObservationError: too little could be read to say anything.
    """
    source, base, listing, readings = held.source, held.base, held.listing, held.readings
    fared = _fared(readings, stated, base)
    if previous is not None:
        previous = _still_watched(previous, source, base, fared)
    unseen = {place: why for place, why in fared.items() if why not in ("", "gone")}
    if previous is not None and not accept_loss and (held.lost or _looks_incomplete(listing, previous, fared)):
        unseen |= _unlisted(previous, fared)
    _enough(source, fared, unseen, readings)
    gone = {place for place, why in fared.items() if why == "gone"}
    assembly = assemble(stated, previous, unseen)
    for failure in assembly.failures:
        log_failure(failure)
    unseen |= assembly.failed
    never_read = _never_read(assembly.documents, unseen, readings, base)
    snapshot = Snapshot(assembly.entries, (*assembly.documents, *never_read), label=label)
    if previous is not None and not accept_loss:
        _no_mass_loss(previous, snapshot)
    left_out = (*listing.selection.left_out, *held.copies)
    return Captured(
        snapshot=snapshot,
        counts=CaptureCounts(
            read=len(held.pages),
            unchanged=_unchanged(assembly.documents, previous),
            unseen=len(unseen),
            gone=len(gone),
            left_out=len(left_out),
        ),
        coverage=_coverage(held.pages, unseen, readings, base, (*_loose(stated), *left_out)),
        problems=assembly.problems,
        before=previous,
    )


def _read_all(
    source: SourceConfig, base: str, chosen: Sequence[Link], fetcher: Fetcher, talk: Talk
) -> tuple[tuple[Reading, ...], bool]:
    """Read the chosen documents, then what they link to, then once more what seems to be gone.

    Returns:
        What was read, sorted by URL, and whether some of the links could not be found out.
    """
    readings: dict[str, Reading] = {}
    lost = False
    waiting = [link.url for link in chosen]
    for _ in range(_WAVES):
        if not waiting:
            break
        talk.started("reading documents", len(waiting))
        for reading in fetcher.read(waiting, _teller(talk)):
            readings[reading.url] = reading
        talk.finished()
        pages = [page_of(readings[url], base) for url in waiting if readings[url].state == "read"]
        found = [linked(page) for page in pages]
        lost = lost or None in found
        named = [link for links in found for link in links or () if link.kind == "openapi"]
        places = {place_of(url, base) for url in readings}
        further = selected(source, base, named).chosen
        waiting = [link.url for link in further if place_of(link.url, base) not in places]
    gone = [url for url, reading in readings.items() if reading.state == "gone"]
    for reading in fetcher.read(gone) if gone else ():
        readings[reading.url] = reading
    return tuple(readings[url] for url in sorted(readings)), lost


def _teller(talk: Talk) -> Callable[[Reading], None]:
    def tell(reading: Reading) -> None:
        talk.step(
            "" if reading.state == "read" else f"{reading.state}: {redact_url(reading.url)}: {why_unread(reading)}"
        )

    return tell


def _keep(readings: Iterable[Reading], stated: Iterable[Statements], fetcher: Fetcher) -> None:
    broken = {problem.url for each in stated for problem in each.problems}
    for reading in readings:
        if reading.state == "read" and not reading.from_cache and reading.final_url not in broken:
            fetcher.keep(reading)


def _fared(readings: Iterable[Reading], stated: Iterable[Statements], base: str) -> dict[str, str]:
    """Tell for each place how its document fared: "" when it was read, else why not."""
    fared: dict[str, str] = {}
    for reading in readings:
        place = place_of(reading.final_url if reading.state == "read" else reading.url, base)
        fared[place] = "" if reading.state == "read" else reading.state
    for each in stated:
        if each.problems and not each.documentations and not each.facts:
            fared[each.document.place] = each.why_unread
    return fared


def _still_watched(previous: Snapshot, source: SourceConfig, base: str, fared: Mapping[str, str]) -> Snapshot:
    """Leave out what the configuration excludes by now; where a host moved, its documents are still watched."""
    urls = {
        place: urljoin(base, urlsplit(document.url).path)
        for place, document in previous.documents.items()
        if place not in fared
    }
    watched = {link.url for link in selected(source, base, [Link(url) for url in urls.values()]).chosen}
    outside = {place for place, url in urls.items() if url not in watched}
    if not outside:
        return previous
    entries = [
        entry for entry in previous.entries.values() if not entry.documents or not outside.issuperset(entry.documents)
    ]
    documents = [document for place, document in previous.documents.items() if place not in outside]
    return Snapshot(entries, documents, label=previous.label, digest=previous.digest)


def _looks_incomplete(listing: Listing, previous: Snapshot, fared: Mapping[str, str]) -> bool:
    """Tell whether what is not listed may still be there: then it is carried over."""
    return index_verdict(len(previous.documents), len(fared), truncated=listing.truncated) == "suspicious"


def _unlisted(previous: Snapshot, fared: Mapping[str, str]) -> dict[str, str]:
    return {
        place: _UNLISTED
        for place, document in previous.documents.items()
        if place not in fared and document.state != "gone"
    }


def _never_read(
    known: Iterable[Document], unseen: Mapping[str, str], readings: Iterable[Reading], base: str
) -> tuple[Document, ...]:
    """Return a document for each place that could not be read now and was never read before."""
    places = {document.place for document in known}
    urls = {place_of(reading.url, base): redact_url(reading.url) for reading in readings}
    return tuple(
        Document(place=place, url=urls[place], state="unseen", reason=why)
        for place, why in sorted(unseen.items())
        if place not in places and place in urls
    )


def _unchanged(documents: Iterable[Document], previous: Snapshot | None) -> int:
    """Count documents whose text is as before: not those that cost a 304, which differ from machine to machine."""
    known = previous.documents if previous is not None else {}
    same = [document for document in documents if document.place in known and document.state == "read"]
    return sum(1 for document in same if known[document.place].digest == document.digest)


def _enough(
    source: SourceConfig, fared: Mapping[str, str], unseen: Mapping[str, str], readings: Sequence[Reading]
) -> None:
    # What was read and tripped a fault of ours was observed all the same.
    read = sum(1 for why in fared.values() if not why or why.startswith(FAILED))
    total = read + sum(1 for why in unseen.values() if not why.startswith(FAILED))
    if read and read >= source.min_read_share * total:
        return
    unlisted = sum(1 for why in unseen.values() if why == _UNLISTED)
    if read and read >= source.min_read_share * (total - unlisted):
        raise ObservationError(
            f"the index lists {len(fared)} documents where {len(fared) + unlisted} are known: it looks incomplete",
            hint="nothing was changed; look at the index, then accept with `--accept-loss`",
        )
    failed = [f"{each.state}: {redact_url(each.url)}: {why_unread(each)}" for each in readings if each.state != "read"]
    first = f"; the first: {failed[0]}" if failed else ""
    raise ObservationError(
        f"only {read} of {total} documents could be read{first}",
        hint=f"nothing was changed; {source.min_read_share:.0%} are needed (`min_read_share`): try again later",
    )


def _no_mass_loss(previous: Snapshot, new: Snapshot) -> None:
    before, after = _operations(previous), _operations(new)
    if len(before) >= _FEW and len(before & after) < _LOST * len(before) and len(after) < _LOST * len(before):
        raise ObservationError(
            f"only {len(after)} of {len(before)} operations were found: the site may have changed its layout",
            hint="nothing was changed; look at the site, then accept with `--accept-loss`",
        )


def _operations(snapshot: Snapshot) -> set[str]:
    return {owner.name for owner in snapshot.entries if owner.kind == "operation"}


def _coverage(
    pages: Sequence[Page],
    unseen: Mapping[str, str],
    readings: Sequence[Reading],
    base: str,
    told: Iterable[tuple[str, str]],
) -> Coverage:
    urls = {place_of(reading.url, base): reading.url for reading in readings}
    return Coverage(
        read=len(pages),
        total=len(pages) + len(unseen),
        unseen=tuple(
            sorted((redact_url(urls.get(place, place)), _IN_WORDS.get(why, why)) for place, why in unseen.items())
        ),
        notes=tuple(sorted(f"left out: {redact_url(url)}: {why}" for url, why in told)),
    )


def _loose(stated: Sequence[Statements]) -> Iterable[tuple[str, str]]:
    why = "no call is named for its fields: they are not compared"
    return ((each.document.url, why) for each in stated if each.has_loose_fields)
