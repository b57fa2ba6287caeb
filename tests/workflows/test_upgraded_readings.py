"""A page that nobody edited says what it said, though it is read otherwise since the snapshot before."""

from msgspec import structs

from driftwatch.adapters.stored_documents import StoredDocuments
from driftwatch.extract.pages.page_text import Watched
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.model.text import PageText
from driftwatch.platforms.detection import page_of
from driftwatch.platforms.plain import former_readings
from driftwatch.presence.missing import Wait
from driftwatch.workflows.extraction import Reader
from driftwatch.workflows.heard import Heard, Hearing, heard_of

BASE = "https://docs.example.com/llms.txt"
URL = "https://docs.example.com/boxes.rst"
TEXT = "Boxes\n=====\n\n:size: How large -- or small.\n"


def read(text: str = TEXT) -> Reading:
    return Reading(url=URL, final_url=URL, state="read", content_type="text/plain", body=text.encode())


def read_formerly() -> Watched:
    *_, found = former_readings(page_of(read(), BASE))
    return found


def came_of(text: str, previous: Snapshot) -> PageText:
    """Return the words of what came."""
    reading = read(text)
    hearing = Hearing(BASE, Reader(), fetcher=StoredDocuments(BASE, lambda _: {}), previous=previous)
    hearing.take([reading])
    came = hearing.taken(reading).came.text
    assert came is not None
    return came


def heard(text: str, previous: Snapshot | None) -> Heard:
    reading = read(text)
    hearing = Hearing(BASE, Reader(), fetcher=StoredDocuments(BASE, lambda _: {}), previous=previous)
    return heard_of(hearing.take([reading]), hearing, previous=previous, wait=Wait(today="2026-01-01", confirm=2))


def test_a_page_is_read_as_formerly_where_its_digest_is_another_one() -> None:
    found = read_formerly()
    former = found.digest
    before = Snapshot((), [Document(path="boxes.rst", url=URL, format="markdown", digest=former)])
    (first,) = heard(TEXT, None).stated
    assert first.document.digest != former
    assert first.document.formerly == ()
    upgraded = heard(TEXT, before)
    assert upgraded.previous is not None
    assert upgraded.previous.documents["boxes.rst"].digest == first.document.digest
    assert upgraded.stated[0].document.formerly == (former,)
    edited = heard(TEXT.replace("large", "wide"), before)
    assert edited.previous is not None
    assert edited.previous.documents["boxes.rst"].digest == former
    again = heard(TEXT, Snapshot((), [first.document]))
    assert again.stated[0].document.formerly == ()


def test_an_edited_page_is_set_against_what_it_said_as_it_was_read_then() -> None:
    was = read_formerly()
    document = Document(path="boxes.rst", url=URL, format="markdown", digest=was.digest)
    before = Snapshot((), [document], texts={"boxes.rst": lambda: was.text})
    assert set(was.text.lines) < set(came_of(f"{TEXT}\nIt closes.\n", before).lines)


def test_a_page_is_read_as_formerly_though_another_one_is_known_by_what_it_says_today() -> None:
    found = read_formerly()
    today = heard(TEXT, None).stated[0].document
    known = Document(path="boxes.rst", url=URL, format="markdown", digest=found.digest)
    before = Snapshot((), [known, structs.replace(today, path="copy.rst")])
    assert heard(TEXT, before).stated[0].document.formerly == (found.digest,)


def test_an_edited_copy_is_set_against_what_its_twin_said_as_that_was_read_then() -> None:
    was = read_formerly()
    twin = Document(path="lids.rst", url=BASE, format="markdown", digest=was.digest, copies=("boxes.rst",))
    before = Snapshot((), [twin], texts={"lids.rst": lambda: was.text})
    assert set(was.text.lines) < set(came_of(f"{TEXT}\nIt closes.\n", before).lines)
