"""A capture names the pages that it leaves out as copies, and the next one tells what was edited of them."""

from driftwatch.adapters.stored_documents import StoredDocuments
from driftwatch.assemble.assembly import assemble
from driftwatch.compare.compare import compare
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.presence.missing import Wait
from driftwatch.workflows.extraction import Reader
from driftwatch.workflows.heard import Hearing, heard_of

BASE = "https://docs.example.com/llms.txt"
LIMITS = "# Limits\n\n## Rate limits\n\nYou can send 60 requests per minute.\n"


def captured(previous: Snapshot | None, **texts: str) -> Snapshot:
    """Read pages as a run does, write the snapshot and read it back."""
    urls = {place: f"https://docs.example.com/{place}" for place in texts}
    readings = [
        Reading(url=urls[at], final_url=urls[at], state="read", content_type="text/markdown", body=text.encode())
        for at, text in texts.items()
    ]
    fetcher = StoredDocuments(BASE, lambda _: {})
    hearing = Hearing(BASE, Reader(), fetcher=fetcher, previous=previous)
    wait = Wait(today="2026-01-01", confirm=2)
    heard = heard_of(hearing.take(readings), hearing, previous=previous, wait=wait)
    assembly = assemble(heard.stated, previous)
    words = {place: lambda text=text: text for place, text in assembly.texts.items()}
    return snapshot_of_files(files_of(Snapshot(assembly.entries, assembly.documents, texts=words)), label="run")


def test_the_first_edit_of_a_copy_is_told_as_an_edit():
    before = captured(None, limits=LIMITS, other=LIMITS, guide="# Guide\n\nRead on.\n")
    assert {place: document.copies for place, document in before.documents.items()} == {
        "guide": (),
        "limits": ("other",),
    }
    after = captured(before, limits=LIMITS, other=LIMITS.replace("60", "30"), guide="# Guide\n\nRead on.\n")
    assert [(each.kind, each.sources[0].url) for each in compare(before, after)] == [
        ("notice.amounts.changed", "https://docs.example.com/other")
    ]
