"""Capture: index and documents read, statements assembled to a snapshot; what could not be read carried over."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from msgspec import Struct, structs

from driftwatch.assemble.assembly import Assembly, assemble
from driftwatch.compare.match.copies import without_twins
from driftwatch.compare.reread import rereadings
from driftwatch.compare.understanding import understands_nothing
from driftwatch.config.keys import SourceConfig
from driftwatch.config.sources import base_of
from driftwatch.extract.index.places import place_of
from driftwatch.history.failure_log import log_failure
from driftwatch.isolation import isolated
from driftwatch.model.finding import Coverage
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import CaptureCounts, Document, Snapshot
from driftwatch.model.text import PageText
from driftwatch.platforms.platform import Problem, Statements
from driftwatch.ports import Fetcher, StatementStore, Talk
from driftwatch.presence.asked import asked_of
from driftwatch.presence.digests import as_pinned
from driftwatch.presence.links import index_verdict, lacks_many
from driftwatch.presence.loss import refuse_mass_loss, refuse_too_few
from driftwatch.presence.missing import DROPPED, GONE, IN_WORDS, Wait, is_awaited_of_index
from driftwatch.presence.presence import (
    UNLISTED,
    Presence,
    marked,
    never_read,
    presences_of,
    unlisted,
    unseen_among,
)
from driftwatch.presence.stale import with_earlier
from driftwatch.presence.watched import on_its_hosts, still_watched
from driftwatch.redaction import redact_url, scrub_query
from driftwatch.workflows.extraction import Reader, joinable
from driftwatch.workflows.heard import Heard, Hearing, batches, heard_of
from driftwatch.workflows.listing import Listing, listing_of
from driftwatch.workflows.rounds import Links, OtherForms, read_listed, read_other_forms, read_unlinked, read_unlisted
from driftwatch.workflows.specifications import hosts_to_add, with_unread
from driftwatch.workflows.whole_specifications import WholeSpecifications

_IN_WORDS: Final = {**IN_WORDS, UNLISTED: "no longer listed, but the index looks incomplete"}

_FEW_LOST: Final = 3
"""Addresses that lead nowhere, at least: one or two are pages that are not published yet."""


class Captured(Struct, frozen=True, kw_only=True):
    """What a capture brought."""

    snapshot: Snapshot
    counts: CaptureCounts
    coverage: Coverage
    problems: tuple[Problem, ...]
    origin: str = ""
    """The commit of a repository that was read."""
    before: Snapshot | None = None
    """The snapshot before, without what lies on hosts or in a locale that the configuration no longer watches: that is
    nobody's drift. What is left out by its patterns stands in it: whoever compares it knows of them."""
    gone: tuple[str, ...] = ()
    """Places that were looked for and are no document any longer."""


def capture(
    source: SourceConfig,
    *,
    previous: Snapshot | None,
    fetcher: Fetcher,
    talk: Talk,
    label: str,
    today: str,
    accept_loss: bool = False,
    kept: StatementStore | None = None,
    reader: Reader | None = None,
) -> Captured:
    """Read the documentation of a source as it is now.

    Args:
        source: what to read.
        previous: the snapshot before, whose facts are carried over where documents could not be read.
        fetcher: reads documents.
        talk: tells how it goes.
        label: what to call the snapshot.
        today: ISO date, UTC: what is missing counts as gone when captures of several dates say so.
        accept_loss: accept that most documents or operations are gone.
        kept: what documents stated when they were read before.
        reader: finds out what pages state; by default one that believes what is kept.

    Raises:
        ObservationError: too little could be read to say anything; nothing was changed.
    """
    reader = reader or Reader(kept, today=today, talk=talk, words_alone=source.content == "text")
    base = base_of(source)
    listing = listing_of(source, fetcher)
    whole = WholeSpecifications(fetcher)
    known = _known(previous, source)
    hearing = Hearing(base, reader, fetcher=whole, previous=known)
    wait = Wait(today=today, confirm=1 if accept_loss else source.confirm_removals)
    held = _read(source, listing, known, hearing=hearing, fetcher=whole, talk=talk, wait=wait)
    stated = with_unread(
        [*held.heard.stated, *held.others.statements],
        _specifications(held.links),
        {place_of(each.url, base) for each in held.readings},
        base,
        is_repository=False,
    )
    built = partial(_built, held, label=label, accept_loss=accept_loss)
    captured = isolated(partial(built, stated), lambda error: built(joinable(stated, error)))
    if not captured.coverage.unseen and not listing.truncated and not held.lost:
        whole.forget_others()
        reader.forget_others()
    return captured


def _read(
    source: SourceConfig,
    listing: Listing,
    known: Snapshot | None,
    *,
    hearing: Hearing,
    fetcher: WholeSpecifications,
    talk: Talk,
    wait: Wait,
) -> "_Held":
    """Read what is listed, what is doubted once more, and of what fell silent other pages and forms of the same."""
    base = hearing.base
    readings, links = read_listed(source, base, listing.selection.chosen, fetcher=fetcher, talk=talk, hearing=hearing)
    readings = hearing.settled(fetcher.without_parts(readings))
    hear = partial(heard_of, hearing=hearing, previous=known, wait=wait, is_repository=bool(source.repository))
    heard = hear(readings)
    if heard.doubted:
        readings = _anew(readings, heard.doubted, fetcher, hearing)
        heard = hear(readings)
    if heard.lessened and heard.previous is not None:
        readings = hearing.second_look(readings, heard.lessened, heard.previous)
        heard = hear(readings)
    previous, others = heard.previous, OtherForms()
    if previous is not None and heard.is_partial:
        asked = {place_of(each.url, base) for each in readings}
        unlinked = hearing.take(read_unlinked(source, base, previous, asked, fetcher))
        readings = (*readings, *unlinked)
        heard = hear(readings) if unlinked else heard
    if previous is not None:
        others = read_other_forms(previous, heard.stated, base, listing.selection.left_out, fetcher)
    standing = frozenset[str]()
    if previous is not None and not _names_others(source, previous) and wait.confirm > 1:
        standing = hearing.saying_the_same(read_unlisted(source, base, previous, readings, fetcher))
    return _Held(
        source=source,
        base=base,
        listing=listing,
        readings=readings,
        links=links,
        heard=heard,
        previous=previous,
        wait=wait,
        others=others,
        standing=standing,
    )


def _anew(
    readings: Iterable[Reading], doubted: Sequence[str], fetcher: Fetcher, hearing: Hearing
) -> tuple[Reading, ...]:
    """Read in full what was kept from another run and is not what was committed."""
    again = {reading.url: reading for urls in batches(doubted) for reading in hearing.take(fetcher.read_anew(urls))}
    return tuple(again.get(reading.url, reading) for reading in readings)


class _Held(Struct, frozen=True, kw_only=True):
    """What was read, whatever it states."""

    source: SourceConfig
    base: str
    listing: Listing
    readings: tuple[Reading, ...]
    links: Links
    heard: Heard
    previous: Snapshot | None
    """The snapshot before, as what is listed is read today."""
    wait: Wait
    others: OtherForms
    standing: frozenset[str] = frozenset()
    """Places of what is no longer listed and says what it said."""

    @property
    def lost(self) -> bool:
        """What one of the pages links to could not be found out: what is not listed may still be there."""
        return None in self.links.values() or place_of(self.base, self.base) in self.heard.hushed

    @property
    def left_out(self) -> tuple[tuple[str, str], ...]:
        """(URL, reason) of what is listed and not read, or not a second time."""
        return (*self.listing.selection.left_out, *self.heard.copies)


def _built(held: _Held, stated: Sequence[Statements], *, label: str, accept_loss: bool) -> Captured:
    """Build the capture of what was read.

    Raises:
        ObservationError: too little could be read to say anything.
    """
    previous = held.previous
    presences = _presences(held, stated, previous)
    if previous is not None:
        previous = still_watched(previous, held.source, held.base, presences)
        if not accept_loss:
            presences |= _unlisted(held, previous, presences)
    problems = [f"{redact_url(each.url)}: {each.reason}" for one in stated for each in one.problems]
    refuse_too_few(presences.values(), held.readings, least=held.source.min_read_share, problems=problems)
    assembly = assemble(stated, previous, unseen_among(presences.values()))
    for failure in assembly.failures:
        log_failure(failure)
    presences |= {
        place: structs.replace(presences[place], state="unseen", reason=reason)
        for place, reason in assembly.failed.items()
    }
    snapshot = _snapshot(held, assembly, presences, previous, label)
    if previous is not None and not accept_loss:
        missing = {each.path for each in presences.values() if each.is_lost}
        refuse_mass_loss(without_twins(previous, snapshot), snapshot, missing)
    return Captured(
        snapshot=snapshot,
        counts=_counts(held, stated, presences),
        coverage=_coverage(held, stated, presences, snapshot),
        problems=assembly.problems,
        origin=held.listing.origin,
        before=None if held.previous is None else on_its_hosts(held.previous, held.source, held.base, presences),
        gone=tuple(sorted(set(presences).difference(snapshot.documents))),
    )


def _presences(held: _Held, stated: Sequence[Statements], previous: Snapshot | None) -> dict[str, Presence]:
    """Tell how each document fared; what answers that it is gone is awaited while it is listed."""
    understood = [each.presence for each in reversed(stated)]  # other forms of a page stand behind it
    presences = presences_of(held.heard.voiced, understood, held.base, previous)
    presences |= {**held.others.unread, **held.heard.hushed}
    for place, each in tuple(presences.items()):
        if each.state == "gone" and each.before is not None and each.before.digest:
            presences[place] = held.wait.missing(place, each.before, GONE, url=each.url) or each
    return presences


def _unlisted(held: _Held, previous: Snapshot, presences: Mapping[str, Presence]) -> dict[str, Presence]:
    """Tell of what nobody asked for whether it may still be there: then it is carried over."""
    truncated = held.listing.truncated
    verdict = index_verdict(len(previous.documents), len(presences), truncated=truncated)
    found = unlisted(previous, presences)
    if held.lost or truncated:
        return found
    reason = UNLISTED
    if verdict != "suspicious" and not _leads_nowhere(previous, presences):
        reason = DROPPED
        fresh = sum(1 for each in presences.values() if each.before is None and each.state == "read")
        if _names_others(held.source, previous):
            return {}
        if not lacks_many(len(previous.documents), len(found), fresh):
            found = {
                place: each
                for place, each in found.items()
                if place in held.standing or is_awaited_of_index(previous.documents[place])
            }
    return {
        place: held.wait.missing(place, previous.documents[place], reason) or structs.replace(each, state="gone")
        for place, each in found.items()
    }


def _names_others(source: SourceConfig, previous: Snapshot) -> bool:
    """Tell whether what is no longer asked for was taken out by hand, or its file was, and is gone at once.

    What patterns leave out stands in the snapshot before no longer: a team takes out by hand what it names by hand.
    """
    named = previous.asked.documents if previous.asked is not None else ()
    return bool(source.repository) or named != asked_of(source).documents


def _leads_nowhere(previous: Snapshot, presences: Mapping[str, Presence]) -> bool:
    """Tell whether most addresses that an index names for the first time answer nothing: it is wrong, or too early."""
    fresh = [each for place, each in presences.items() if place not in previous.documents]
    lost = sum(1 for each in fresh if each.state != "read")
    return lost >= _FEW_LOST and 2 * lost > len(fresh)


def _snapshot(
    held: _Held, assembly: Assembly, presences: Mapping[str, Presence], previous: Snapshot | None, label: str
) -> Snapshot:
    source = held.source
    known = {} if previous is None else previous.documents
    remembered = partial(_remembered, known, presences, today="" if source.repository else held.wait.today)
    documents = (*assembly.documents, *never_read(assembly.documents, unseen_among(presences.values())))
    snapshot = Snapshot(
        assembly.entries,
        map(remembered, documents),
        texts={place: partial(_kept, text, source) for place, text in assembly.texts.items()},
        content=source.content,
        asked=asked_of(source),
        label=label,
    )
    return snapshot if previous is None else snapshot.with_parts(reread=rereadings(previous, snapshot))


def _remembered(
    known: Mapping[str, Document], presences: Mapping[str, Presence], document: Document, *, today: str
) -> Document:
    """Return the record of a document with what is kept of it from one capture to the next."""
    before = known.get(document.path)
    return with_earlier(as_pinned(marked(document, presences), before), before, today=today)


def _counts(held: _Held, stated: Sequence[Statements], presences: Mapping[str, Presence]) -> CaptureCounts:
    return CaptureCounts(
        read=_number_read(stated, presences),
        unchanged=sum(1 for each in presences.values() if each.is_unchanged),
        unseen=len(unseen_among(presences.values())),
        gone=sum(1 for each in presences.values() if each.state == "gone"),
        left_out=len(held.left_out),
    )


def _number_read(stated: Sequence[Statements], presences: Mapping[str, Presence]) -> int:
    return sum(1 for place in {each.document.path for each in stated} if presences[place].state == "read")


def _kept(text: PageText, source: SourceConfig) -> PageText:
    return text.digested() if source.text == "digest" else text


def _known(previous: Snapshot | None, source: SourceConfig) -> Snapshot | None:
    """Leave out the operations that a source had before it was configured to be words alone: that is no drift."""
    if previous is None or source.content == "api":
        return previous
    entries = (entry for entry in previous.entries.values() if entry.owner.kind == "page")
    return previous.with_parts(entries=entries)


def _specifications(links: Links) -> Mapping[str, tuple[str, ...]]:
    return {
        place: tuple(scrub_query(link.url) for link in each if link.kind == "openapi")
        for place, each in links.items()
        if each
    }


def _coverage(
    held: _Held, stated: Sequence[Statements], presences: Mapping[str, Presence], snapshot: Snapshot
) -> Coverage:
    read, unseen = _number_read(stated, presences), unseen_among(presences.values())
    told = (*_loose(stated), *hosts_to_add(snapshot.documents.values(), held.source), *held.left_out)
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
    why = "no call is named for its fields: they are compared as the page's own, if at all"
    return ((each.document.url, why) for each in stated if each.has_loose_fields)
