"""Capture: index and documents read, statements assembled to a snapshot; what could not be read carried over."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from msgspec import Struct, structs

from driftwatch.assemble.assembly import assemble
from driftwatch.compare.reread import rereadings
from driftwatch.compare.understanding import understands_nothing
from driftwatch.config.keys import SourceConfig
from driftwatch.extract.places import place_of
from driftwatch.history.failure_log import log_failure
from driftwatch.isolation import isolated
from driftwatch.model.finding import Coverage
from driftwatch.model.page import Link
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import CaptureCounts, Snapshot
from driftwatch.model.text import PageText
from driftwatch.platforms.detection import page_of
from driftwatch.platforms.platform import Problem, Statements
from driftwatch.ports import Fetcher, Talk
from driftwatch.presence.links import distinct, index_verdict
from driftwatch.presence.loss import refuse_mass_loss, refuse_too_few
from driftwatch.presence.presence import (
    UNLISTED,
    Presence,
    never_read,
    presences_of,
    unlisted,
    unseen_among,
    why_unread,
)
from driftwatch.presence.watched import in_todays_digests, selected, still_watched
from driftwatch.redaction import redact_url, scrub_query
from driftwatch.workflows.extraction import extracted, joinable, linked
from driftwatch.workflows.listing import Listing, listing_of
from driftwatch.workflows.specifications import hosts_to_add, with_unread

_WAVES: Final = 3
"""Rounds of reading: what is listed, what that links to, and what a viewer's script names."""
_IN_WORDS: Final = {UNLISTED: "no longer listed, but the index looks incomplete"}


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
    readings, links = _read_all(source, base, listing.selection.chosen, fetcher, talk)
    lost = None in links.values()
    pages, copies = distinct([page_of(each, base) for each in readings if each.state == "read"], base)
    tried = {place_of(each.url, base) for each in readings}
    stated = with_unread([_expected(extracted(page), source) for page in pages], _specifications(links), tried, base)
    _keep(readings, stated, fetcher)
    held = _Held(source=source, base=base, listing=listing, readings=readings, copies=copies, lost=lost)
    if previous is not None:
        previous = in_todays_digests(_known(previous, source), pages, [each.document for each in stated])
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
    presences = presences_of(readings, (each.presence for each in stated), base, previous)
    if previous is not None:
        previous = still_watched(previous, source, base, presences)
    if previous is not None and not accept_loss:
        verdict = index_verdict(len(previous.documents), len(presences), truncated=listing.truncated)
        if held.lost or verdict == "suspicious":
            # What is not listed may still be there: it is carried over.
            presences |= unlisted(previous, presences)
    refuse_too_few(presences.values(), readings, least=source.min_read_share)
    assembly = assemble(stated, previous, unseen_among(presences.values()))
    for failure in assembly.failures:
        log_failure(failure)
    presences |= {
        place: structs.replace(presences[place], state="unseen", reason=reason)
        for place, reason in assembly.failed.items()
    }
    unseen = unseen_among(presences.values())
    snapshot = Snapshot(
        assembly.entries,
        (*assembly.documents, *never_read(assembly.documents, unseen)),
        texts={place: partial(_kept, text, source) for place, text in assembly.texts.items()},
        content=source.content,
        label=label,
    )
    if previous is not None:
        reread = rereadings(previous, snapshot)
        snapshot = snapshot.with_parts(reread=reread)
    if previous is not None and not accept_loss:
        refuse_mass_loss(previous, snapshot)
    left_out = (*listing.selection.left_out, *held.copies)
    read = sum(1 for each in stated if presences[each.document.path].state == "read")
    return Captured(
        snapshot=snapshot,
        counts=CaptureCounts(
            read=read,
            unchanged=sum(1 for each in presences.values() if each.is_unchanged),
            unseen=len(unseen),
            gone=sum(1 for each in presences.values() if each.state == "gone"),
            left_out=len(left_out),
        ),
        coverage=_coverage(
            snapshot, read, unseen, (*_loose(stated), *hosts_to_add(snapshot.documents.values(), source), *left_out)
        ),
        problems=assembly.problems,
        before=previous,
    )


def _kept(text: PageText, source: SourceConfig) -> PageText:
    return text.digested() if source.text == "digest" else text


def _read_all(
    source: SourceConfig, base: str, chosen: Sequence[Link], fetcher: Fetcher, talk: Talk
) -> tuple[tuple[Reading, ...], Mapping[str, tuple[Link, ...] | None]]:
    """Read the chosen documents, then what they link to, then once more what seems to be gone.

    Returns:
        What was read, sorted by URL, and what pages link to, by place; None where that could not be found out.
    """
    readings: dict[str, Reading] = {}
    links: dict[str, tuple[Link, ...] | None] = {}
    waiting = [link.url for link in chosen]
    for _ in range(_WAVES):
        if not waiting:
            break
        talk.started("reading documents", len(waiting))
        for reading in fetcher.read(waiting, _teller(talk)):
            readings[reading.url] = reading
        talk.finished()
        pages = [page_of(readings[url], base) for url in waiting if readings[url].state == "read"]
        found = {page.path: linked(page) for page in pages}
        links |= found
        named = [link for each in found.values() for link in each or () if link.kind == "openapi"]
        places = {place_of(url, base) for url in readings}
        further = selected(source, base, named).chosen
        waiting = [link.url for link in further if place_of(link.url, base) not in places]
    gone = [url for url, reading in readings.items() if reading.state == "gone"]
    for reading in fetcher.read(gone) if gone else ():
        readings[reading.url] = reading
    return tuple(readings[url] for url in sorted(readings)), links


def _expected(stated: Statements, source: SourceConfig) -> Statements:
    """Leave out the operations of a source that is configured to be words alone."""
    return stated if source.content == "api" else structs.replace(stated, documentations=(), claims=())


def _known(previous: Snapshot, source: SourceConfig) -> Snapshot:
    """Leave out the operations that a source had before it was configured to be words alone: that is no drift."""
    if source.content == "api":
        return previous
    return previous.with_entries(entry for entry in previous.entries.values() if entry.owner.kind == "page")


def _specifications(links: Mapping[str, tuple[Link, ...] | None]) -> Mapping[str, tuple[str, ...]]:
    return {
        place: tuple(scrub_query(link.url) for link in each if link.kind == "openapi")
        for place, each in links.items()
        if each
    }


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


def _coverage(snapshot: Snapshot, read: int, unseen: Collection[Presence], told: Iterable[tuple[str, str]]) -> Coverage:
    return Coverage(
        facts=snapshot.facts,
        seen=snapshot.seen(),
        understands_nothing=snapshot.content == "api" and understands_nothing(snapshot),
        read=read,
        total=read + len(unseen),
        unseen=tuple(
            sorted((redact_url(each.url or each.path), _IN_WORDS.get(each.reason, each.reason)) for each in unseen)
        ),
        notes=tuple(sorted(f"left out: {redact_url(url)}: {why}" for url, why in told)),
    )


def _loose(stated: Sequence[Statements]) -> Iterable[tuple[str, str]]:
    why = "no call is named for its fields: they are not compared"
    return ((each.document.url, why) for each in stated if each.has_loose_fields)
