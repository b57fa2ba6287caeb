"""What the documents of a capture have to say: those that say something of their own, and those that fell silent."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, structs

from driftwatch.compare.match.copies import copies_among, with_copies_at
from driftwatch.extract.index.places import place_of
from driftwatch.model.facts import Notice
from driftwatch.model.page import Link, Page
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.platforms.detection import former_reading, known_by, page_of
from driftwatch.platforms.platform import Statements
from driftwatch.ports import Fetcher
from driftwatch.presence.came import Came, calls_of, documented_by
from driftwatch.presence.digests import in_todays_digests, told_by_source
from driftwatch.presence.lessened import part_of
from driftwatch.presence.links import distinct
from driftwatch.presence.missing import COPY, IMPOSTOR, OF_IT, Wait
from driftwatch.presence.pointers import pointed_at_in
from driftwatch.presence.presence import Part, Presence
from driftwatch.presence.second_look import doubtful_losses, is_fuller, nearer
from driftwatch.presence.silence import citing, ending_of, shown_in, silent
from driftwatch.presence.torn import has_torn_sample
from driftwatch.presence.unmerged import is_unmerged
from driftwatch.redaction import redact_url
from driftwatch.workflows.extraction import Reader

_AT_ONCE: Final = 200
"""Documents whose bodies are held at a time: enough of them to keep every host busy for a while."""


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
    lessened: tuple[str, ...] = ()
    """URLs whose answers lack much of what was there, and are asked for once more."""

    @property
    def is_partial(self) -> bool:
        """Tell whether something came of which it is unknown what it links to."""
        return bool(self.hushed) or any(reading.state != "read" for reading in self.voiced)


class _Taken(Struct, frozen=True, kw_only=True):
    """What is left of a document that was read out."""

    page: Page
    """Without its text, unless the snapshot before tells it by that."""
    stated: Statements
    links: tuple[Link, ...] | None
    sameness: str
    came: Came
    is_believed: bool
    """What it states is what was kept of it in another run."""


class Hearing:
    """Reads documents out as they come, and lets go of their bodies.

    Args:
        base: URL of the index, which places are relative to.
        reader: finds out what pages state.
        fetcher: remembers what was read and parsed well.
        previous: the snapshot before.
    """

    def __init__(self, base: str, reader: Reader, *, fetcher: Fetcher, previous: Snapshot | None) -> None:
        self.base = base
        self._reader = reader
        self._fetcher = fetcher
        self._told_by_text = told_by_source(previous) if previous is not None else frozenset[str]()
        self._previous = previous
        self._known = previous.documents if previous is not None else {}
        self._pinned = frozenset(each.digest for each in self._known.values() if each.digest)
        self._twins = copies_among(self._known.values())
        self._taken: dict[str, _Taken] = {}
        # What stands before anything is read is old for those who look for cycles: the first look would go through
        # all of it, a tenth of a small run.
        gc.freeze()
        gc.unfreeze()

    def take(self, readings: Iterable[Reading]) -> tuple[Reading, ...]:
        """Read out what came, have it remembered where it parsed well, and return the readings without bodies."""
        readings = tuple(readings)
        read = [each for each in readings if each.state == "read"]
        pages = [page_of(each, self.base) for each in read]
        stated = self._reader.read(pages)
        links = self._reader.linked(pages)
        for reading, page, says, leads in zip(read, pages, stated, links, strict=True):
            self._taken[reading.url] = self._one(page, says, leads)
            if not reading.from_cache and not says.problems:
                self._fetcher.keep(reading)
        self._reader.let_go()
        # Trees of HTML and what an answer came by are cycles, which nobody else looks for for a long time. Only what
        # is young is looked at: what is held of other documents costs nothing.
        gc.collect(0)
        return tuple(structs.replace(each, body=b"") for each in readings)

    def _one(self, page: Page, stated: Statements, links: tuple[Link, ...] | None) -> _Taken:
        # Asked first: counting the facts may show that what is believed is spoiled.
        is_believed = self._reader.believes(page)
        before = self._known.get(page.path) or self._twins.get(page.path)
        own = frozenset((before.digest,)) if before is not None and before.digest else self._pinned
        former = former_reading(stated, page, own)
        stated = known_by(stated, former, self._pinned)
        came = _came(page, stated, before)
        if before is not None and former is not None and came.text is not None:
            # What was said as it was read formerly is set against what is said as it was read then.
            said = None if self._previous is None else self._previous.text(before.path)
            if said is not None:
                came = structs.replace(came, text=nearer(said, came.text, former.text.in_form(came.text.form)))
        if came.ending in ("torn", "rear"):
            stated = structs.replace(stated, document=structs.replace(stated.document, is_torn=True))
        return _Taken(
            page=page if page.path in self._told_by_text else structs.replace(page, text=""),
            stated=stated,
            links=links,
            sameness=self._reader.sameness(page),
            came=came,
            is_believed=is_believed,
        )

    def has_taken(self, reading: Reading) -> bool:
        """Tell whether a document was read out already."""
        return reading.url in self._taken

    def links(self, readings: Iterable[Reading]) -> dict[str, tuple[Link, ...] | None]:
        """Return what pages link to, by place, of those that wait to be read out as well."""
        found: dict[str, tuple[Link, ...] | None] = {}
        for reading in readings:
            if taken := self._taken.get(reading.url):
                found[taken.page.path] = taken.links
            elif reading.state == "read":
                page = page_of(reading, self.base)
                (found[page.path],) = self._reader.linked((page,))
        return found

    def settled(self, readings: Iterable[Reading]) -> tuple[Reading, ...]:
        """Read all out that waits, and once more what was believed before anything turned out to be false."""
        readings = tuple(each if self.has_taken(each) else self.take((each,))[0] for each in readings)
        if self._reader.believes_all:
            return readings
        doubtful = [url for url, taken in self._taken.items() if taken.is_believed]
        again = {url: reading for urls in batches(doubtful) for url, reading in self._again(urls)}
        return tuple(again.get(each.url, each) for each in readings)

    def _again(self, urls: Sequence[str]) -> Iterable[tuple[str, Reading]]:
        for url in urls:
            del self._taken[url]
        return ((each.url, each) for each in self.take(self._fetcher.read(urls)))

    def second_look(
        self, readings: Iterable[Reading], lessened: Sequence[str], previous: Snapshot
    ) -> tuple[Reading, ...]:
        """Ask once more for what lost much, and return the readings with the answers that say more."""
        first = {url: self._taken[url] for url in lessened}
        again: dict[str, Reading] = {}
        for reading in self.take(self._fetcher.read_anew(lessened)):
            was = first[reading.url]
            before = previous.text(place_of(reading.url, self.base))
            if reading.state == "read" and is_fuller(before, self.taken(reading).came, was.came):
                again[reading.url] = reading
            else:
                self._taken[reading.url] = was
        return tuple(again.get(each.url, each) for each in readings)

    def saying_the_same(self, readings: Iterable[Reading]) -> frozenset[str]:
        """Read out what came, and return the places of what says what it said, under its own address."""
        read = [each for each in self.take(readings) if each.state == "read"]
        found = {place_of(each.url, self.base): self.taken(each).came for each in read}
        said = {place: document.digest for place, document in self._known.items() if document.digest}
        return frozenset(place for place, came in found.items() if (came.path, came.digest) == (place, said.get(place)))

    def taken(self, reading: Reading) -> _Taken:
        """Return what was found out of a document that was read."""
        return self._taken[reading.url]


def batches(urls: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield so many URLs as are read before anything is read out: their bodies are held together."""
    return (urls[start : start + _AT_ONCE] for start in range(0, len(urls), _AT_ONCE))


def heard_of(
    readings: Iterable[Reading], hearing: Hearing, *, previous: Snapshot | None, wait: Wait, is_repository: bool = False
) -> Heard:
    """Judge which documents fell silent before copies are left out.

    Args:
        readings: what came of asking, read out.
        hearing: what it states.
        previous: the snapshot before.
        wait: what it takes to be gone.
        is_repository: whether files came as they are committed: no error stands in the place of one.
    """
    base = hearing.base
    asked = {place_of(reading.url, base): reading for reading in readings}
    taken = {reading.final_url: hearing.taken(reading) for reading in asked.values() if reading.state == "read"}
    pages = {url: each.page for url, each in taken.items()}
    stated = {url: each.stated for url, each in taken.items()}
    if previous is not None:
        said = {each.document.path: each.text for each in stated.values() if each.text is not None}
        previous = in_todays_digests(previous, pages.values(), [each.document for each in stated.values()], said)
    answered = {place: taken[each.final_url].came for place, each in asked.items() if each.state == "read"}
    # A copy that leads elsewhere takes nothing along.
    own = [place for place, each in answered.items() if each.path == place]
    apart = previous if previous is None or is_repository else _with_copies_apart(previous, own, asked)
    unread = {place for place in answered if stated[asked[place].final_url].why_unread}
    came = {place: each for place, each in answered.items() if place not in unread}
    known = previous.documents if previous is not None else {}
    twins = copies_among(known.values())
    silence = (
        {}
        if is_repository
        else silent(
            apart or Snapshot(()),
            came,
            today=wait.today,
            unread=asked.keys() - came.keys(),
            apart=twins.keys() - known.keys(),
        )
    )
    lessened: tuple[str, ...] = ()
    if apart is not None and not is_repository:
        lessened = doubtful_losses(apart, answered, unread.union(silence))
    hushed = _hushed(silence, asked, came, apart, wait)
    hushed |= _led_astray(asked, stated)
    voiced = [reading for place, reading in asked.items() if place not in hushed]
    urls = sorted({reading.final_url for reading in voiced if reading.state == "read"})
    found = [taken[url] for url in urls if pages[url].path not in hushed]
    told, left_out = _told_once(found, base, known)
    # What says the same under two addresses parts where one of them is held; else a copy was no document of its own.
    held = hushed.keys() | {place for place, each in asked.items() if each.state != "read"}
    held_apart = [place for place in own if place in hushed or (place in twins and twins[place].path in held)]
    return Heard(
        voiced=tuple(voiced),
        stated=told,
        copies=left_out,
        hushed=hushed,
        previous=None if previous is None else _with_copies_apart(previous, held_apart, asked),
        doubted=_doubted(asked, stated, known),
        lessened=tuple(asked[place].url for place in lessened if place in known or place in hushed),
    )


def _with_copies_apart(previous: Snapshot, places: Iterable[str], asked: Mapping[str, Reading]) -> Snapshot:
    """Return the snapshot before with what it left out as copies at some places: they may fall silent as well."""
    urls = {place: redact_url(asked[place].url) for place in places if place not in previous.documents}
    return with_copies_at(previous, urls)


def _told_once(
    found: Sequence[_Taken], base: str, known: Mapping[str, Document]
) -> tuple[tuple[Statements, ...], tuple[tuple[str, str], ...]]:
    """Return what documents state, of copies of a page one, and then of what could not be read; and what is left out.

    Of copies that stays which states what it did before; of several that had to stand apart the one that never had.
    """
    documents = [each.stated.document for each in found]
    same = [each.path for each in documents if each.path in known and known[each.path].digest == each.digest]
    standing: dict[str, str] = {}
    for before in sorted(map(known.__getitem__, same), key=_order_of_standing):
        standing.setdefault(before.digest, before.path)
    by_url = {each.page.url: each for each in found if not each.stated.why_unread}
    pages = [each.page for each in by_url.values()]
    kept, left_out, copies = distinct(
        pages, base, standing=frozenset(standing.values()), sameness=lambda page: by_url[page.url].sameness
    )
    broken = {each.stated.document.path: each.stated for each in reversed(found) if each.stated.why_unread}
    told = tuple(_with_copies(by_url[page.url].stated, copies) for page in kept)
    return (*told, *(broken[place] for place in sorted(broken))), left_out


def _order_of_standing(before: Document) -> tuple[bool, bool, str]:
    return not before.copies, bool(before.missing_since), before.path


def _doubted(
    asked: Mapping[str, Reading], stated: Mapping[str, Statements], known: Mapping[str, Document]
) -> tuple[str, ...]:
    """Return what is kept from another run and is not what was committed then: whoever wrote it, nobody vouches for it.

    A server that says that nothing changed says it of a body that it does not see.
    """
    digests = {place: document.digest for place, document in copies_among(known.values()).items()}
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


def _came(page: Page, stated: Statements, before: Document | None) -> Came:
    if stated.why_unread:
        return Came(path=page.path, digest=stated.document.digest, facts=0, owners=0)
    is_edited = before is not None and before.digest != stated.document.digest and stated.text is not None
    entries = [entry for found in stated.documentations for entry in found.entries]
    facts = sum(1 + len(entry.passing) for entry in entries) + len(stated.facts) + bool(stated.facts)
    farewells = [fact for fact in stated.facts if isinstance(fact, Notice) and fact.topic == "deprecation"]
    return Came(
        path=page.path,
        digest=stated.document.digest,
        facts=facts,
        owners=sum(1 for _ in documented_by(entries)),
        entries=tuple(entries) if stated.text is None or _embeds(stated) else (),
        calls=calls_of(entries),
        text=stated.text,
        shown="" if facts else shown_in(page.text),
        ending=ending_of(page.text),
        retired=frozenset(name for notice in farewells for name in notice.names if " " in name),
        farewells=frozenset(notice.text for notice in farewells if notice.stated_by == "prose"),
        pointed_at=pointed_at_in(page.text) if is_edited else frozenset(),
        is_torn=is_edited and has_torn_sample(page.text),
        drawn=stated.document.seen.drawn if stated.document.seen is not None else 0,
        is_unmerged=is_edited and is_unmerged(page.text),
    )


def _embeds(stated: Statements) -> bool:
    """Tell whether a page states what a specification in it states, and nothing else of a call."""
    forms = {each.form for each in stated.documentations}
    return bool(forms) and forms <= {"fence", "embedded"}


def _hushed(
    reasons: Mapping[str, str],
    asked: Mapping[str, Reading],
    came: Mapping[str, Came],
    previous: Snapshot | None,
    wait: Wait,
) -> dict[str, Presence]:
    """Return how those fared that fell silent; what was missing often enough did not."""
    found: dict[str, Presence] = {}
    if previous is None:
        return found  # nothing can be lost yet; of equal documents one is read
    cited = citing(previous) if OF_IT.intersection(reasons.values()) else {}
    for place, reason in reasons.items():
        url, before = redact_url(asked[place].url), previous.documents.get(place)
        part = None
        if reason in OF_IT:
            stated = cited.get(place, ())
            schemas = {each.owner: each for entry in stated for each in previous.reached(entry)}
            part = part_of(previous.text(place), came[place], stated, place=place, schemas=tuple(schemas.values()))
        elif reason == COPY:
            part = Part(digest=came[place].digest)
        if before is None or not before.digest:
            found[place] = Presence(path=place, url=url, state="unseen", reason=IMPOSTOR, before=before)
        elif (presence := wait.missing(place, before, reason, url=url, part=part)) is not None:
            found[place] = presence
    return found
