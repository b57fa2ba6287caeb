"""The rounds in which documents are read: what is listed, what that links to, and other forms of what lost a call."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct, structs

from driftwatch.config.keys import SourceConfig
from driftwatch.extract.index.places import place_of
from driftwatch.model.page import Link
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import Snapshot
from driftwatch.platforms.detection import page_of
from driftwatch.platforms.platform import Statements, operations_of
from driftwatch.ports import Fetcher, Talk
from driftwatch.presence.links import WHOLE_FORMATS, kind_of, lacks_many, lacks_some
from driftwatch.presence.missing import is_awaited_of_index
from driftwatch.presence.presence import Presence, why_unread
from driftwatch.presence.watched import selected
from driftwatch.redaction import redact_url
from driftwatch.workflows.extraction import extracted
from driftwatch.workflows.heard import Hearing, batches

_WAVES: Final = 3
"""Rounds of reading: what is listed, what that links to, and what a viewer's script names."""
_OTHER_FORMS: Final = 100
"""Pages of which another form is asked for, at most: more than that is a change of layout, not of pages."""
_MARKDOWN: Final = (".md", ".mdx")


Links: TypeAlias = Mapping[str, tuple[Link, ...] | None]
"""What pages link to, by place; None where that could not be found out."""


def read_listed(
    source: SourceConfig, base: str, chosen: Sequence[Link], *, fetcher: Fetcher, talk: Talk, hearing: Hearing
) -> tuple[tuple[Reading, ...], Links]:
    """Read the chosen documents, then what they link to, then once more what seems to be gone.

    Pages are read out as they come; files wait, since they may turn out to be parts of a specification.

    Returns:
        What was read, sorted by URL, and what pages link to.
    """
    readings: dict[str, Reading] = {}
    links: dict[str, tuple[Link, ...] | None] = {}
    waiting = [link.url for link in chosen]
    for _ in range(_WAVES):
        if not waiting:
            break
        talk.started("reading documents", len(waiting))
        for urls in batches(waiting):
            readings |= {each.url: each for each in _read_out(fetcher.read(urls, _teller(talk)), hearing)}
        talk.finished()
        found = hearing.links(readings[url] for url in waiting)
        links |= found
        named = [link for each in found.values() for link in each or () if link.kind == "openapi"]
        places = {place_of(url, base) for url in readings}
        further = selected(source, base, named).chosen
        waiting = [link.url for link in further if place_of(link.url, base) not in places]
    gone = [url for url, reading in readings.items() if reading.state == "gone"]
    if gone:
        readings |= {each.url: each for each in _read_out(fetcher.read(gone), hearing)}
    return tuple(readings[url] for url in sorted(readings)), links


def _read_out(readings: Iterable[Reading], hearing: Hearing) -> Iterator[Reading]:
    for reading in readings:
        if kind_of(reading.final_url) == "openapi":
            yield reading
        else:
            yield from hearing.take((reading,))


def read_unlinked(
    source: SourceConfig, base: str, previous: Snapshot, asked: Collection[str], fetcher: Fetcher
) -> tuple[Reading, ...]:
    """Read the known specifications that nobody asked for, where a page that may link to them says nothing today."""
    links = [
        Link(document.url)
        for place, document in previous.documents.items()
        if document.format in WHOLE_FORMATS and place not in asked and document.state != "gone"
    ]
    urls = [link.url for link in selected(source, base, links).chosen]
    return fetcher.read(urls) if urls else ()


def read_unlisted(
    source: SourceConfig, base: str, previous: Snapshot, readings: Iterable[Reading], fetcher: Fetcher
) -> tuple[Reading, ...]:
    """Read the known documents that nobody asked for, where they are few and few new ones came: they may be there."""
    read = {place_of(each.url, base): each.state == "read" for each in readings}
    known = previous.documents
    lost = [each for place, each in known.items() if place not in read and each.state != "gone"]
    fresh = sum(1 for place, is_read in read.items() if is_read and place not in known)
    if not lacks_some(len(lost), fresh) or lacks_many(len(known), len(lost), fresh):
        return ()
    # What is waited for is gone on the second date, whatever it answers.
    links = [Link(each.url) for each in lost if not is_awaited_of_index(each)]
    urls = [link.url for link in selected(source, base, links).chosen]
    return fetcher.read(urls) if urls else ()


class OtherForms(Struct, frozen=True, kw_only=True):
    """What other forms of pages document that the forms that are read no longer do."""

    statements: tuple[Statements, ...] = ()
    unread: Mapping[str, Presence] = {}
    """Pages of which another form could not be read: what they no longer document may stand there."""


def read_other_forms(
    previous: Snapshot, stated: Sequence[Statements], base: str, left_out: Iterable[tuple[str, str]], fetcher: Fetcher
) -> OtherForms:
    """Look for calls that the pages that were read no longer document in other forms of the same pages.

    A call is removed only when no form of its page documents it: a generator may leave the specification out of its
    Markdown and still show it in HTML.

    Args:
        previous: the snapshot before.
        stated: what the documents state that were read.
        base: URL of the index.
        left_out: (URL, reason) of what the index lists besides.
        fetcher: reads documents.
    """
    lost = _lost_calls(previous, stated)
    listed = [url for url, _ in left_out]
    urls = {item.document.path: item.document.url for item in reversed(stated)}
    wanted = {form: place for place in sorted(lost)[:_OTHER_FORMS] for form in _forms(urls[place], place, listed, base)}
    found: list[Statements] = []
    unread: dict[str, Presence] = {}
    for reading in fetcher.read(list(wanted)) if wanted else ():
        place = wanted[reading.url]
        if reading.state == "read":
            found.extend(_again(extracted(structs.replace(page_of(reading, base), path=place)), lost[place]))
        elif reading.state != "gone":
            unread[place] = Presence(
                path=place, url=redact_url(urls[place]), state="unseen", reason=reading.state, in_part=True
            )
    return OtherForms(statements=tuple(found), unread=unread)


def _lost_calls(previous: Snapshot, stated: Sequence[Statements]) -> dict[str, set[str]]:
    """Return the calls that no document states any longer, by the pages that stated them and were read."""
    known = {key for item in stated for found in item.documentations for key in operations_of(found)}
    read = {item.document.path for item in stated if item.document.format != "openapi" and not item.why_unread}
    lost: dict[str, set[str]] = {}
    for owner, entry in previous.entries.items():
        if owner.kind == "operation" and owner.name not in known:
            for place in read.intersection(entry.documents):
                lost.setdefault(place, set()).add(owner.name)
    return lost


def _forms(url: str, place: str, listed: Iterable[str], base: str) -> list[str]:
    """Return the URLs of other forms of a page: what is listed besides, and the HTML that its Markdown stands for."""
    twins = [other for other in listed if other != url and place_of(other, base) == place]
    bare = next((url.removesuffix(ending) for ending in _MARKDOWN if url.endswith(ending)), "")
    return list(dict.fromkeys([*twins, *([bare] if bare else [])]))


def _again(other: Statements, lost: Collection[str]) -> Iterable[Statements]:
    """Yield what a form of a page states of calls that the form that is read lost, and nothing else."""
    kept = tuple(found for found in other.documentations if set(operations_of(found)) & set(lost))
    if kept:
        yield Statements(document=other.document, documentations=kept)


def _teller(talk: Talk) -> Callable[[Reading], None]:
    def tell(reading: Reading) -> None:
        talk.step(
            "" if reading.state == "read" else f"{reading.state}: {redact_url(reading.url)}: {why_unread(reading)}"
        )

    return tell
