"""Snapshots of pages, read as a capture reads them."""

from driftwatch.assemble.assembly import assemble
from driftwatch.compare.compare import compare
from driftwatch.model.change import Change
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Snapshot
from driftwatch.platforms.detection import statements_of
from driftwatch.presence.presence import Presence

BASE = "https://docs.example.com"


def site(**texts: str) -> Snapshot:
    """Read pages by place."""
    read = [statements_of(Page(url=f"{BASE}/{place}", path=place, text=text)) for place, text in texts.items()]
    assembly = assemble(read)
    words = {place: lambda text=text: text for place, text in assembly.texts.items()}
    return Snapshot(assembly.entries, assembly.documents, texts=words)


def changes_of(before: str, after: str) -> tuple[Change, ...]:
    """Compare two versions of one page."""
    return compare(site(guide=before), site(guide=after))


def lines_of(changes: tuple[Change, ...]) -> list[tuple[str, str | None, object, object]]:
    """Return kind, section and sides of each change of words."""
    return [(each.kind, each.name, each.before, each.after) for each in changes if each.location == "text"]


def site_after(previous: Snapshot, unseen: dict[str, str], **texts: str) -> Snapshot:
    """Read pages by place; `unseen` are those that could not be read, with the reason."""
    read = [statements_of(Page(url=f"{BASE}/{place}", path=place, text=text)) for place, text in texts.items()]
    away = [
        Presence(path=place, url=f"{BASE}/{place}", state="unseen", reason=reason) for place, reason in unseen.items()
    ]
    assembly = assemble(read, previous, away)
    words = {place: lambda text=text: text for place, text in assembly.texts.items()}
    return Snapshot(assembly.entries, assembly.documents, texts=words)
