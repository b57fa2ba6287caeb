"""How much of each page was understood, and what was not, as the newest snapshot tells."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from driftwatch.compare.understanding import understands_nothing
from driftwatch.errors import UsageError
from driftwatch.extract.pages.coverage import Gap, bound, gaps_on, is_hollow
from driftwatch.model.facts import AnyFact
from driftwatch.model.path_parameters import but_of_path
from driftwatch.model.seen import Seen
from driftwatch.model.snapshot import Document, Entry, Snapshot
from driftwatch.model.text import PageText
from driftwatch.presence.silence import citing
from driftwatch.reports.json_shapes import CoverageGap, CoveredPage
from driftwatch.reports.verdict import counted
from driftwatch.spelling import did_you_mean

_NO_CALL: Final = "no call is named for these fields"
_OTHER_NAMES: Final = "these names are in no fact of the page"
_NO_FAILURE: Final = "no reader took these rows for failures"


def covered_pages(snapshot: Snapshot, page: str | None = None) -> tuple[CoveredPage, ...]:
    """Return how much of the pages of a snapshot was understood, worst first.

    Args:
        snapshot: the newest one.
        page: place or address of the one page that is asked for.

    Raises:
        UsageError: there is no such page.
    """
    pages = {path: document for path, document in snapshot.documents.items() if path in snapshot.texts}
    wanted = list(pages.values()) if page is None else [_named(pages, page)]
    entries = citing(snapshot)
    found = [_covered(snapshot, each, entries.get(each.path, ())) for each in wanted]
    return tuple(sorted(found, key=_badness))


def besides(snapshot: Snapshot, *, content: str) -> str:
    """Say what the count of pages alone does not tell: that there are specifications alone, or no known field."""
    operations = counted(sum(1 for owner in snapshot.entries if owner.kind == "operation"), "operation")
    if not snapshot.texts:
        return f"no pages; {operations}, {counted(snapshot.facts, 'fact')} out of specifications"
    if content == "api" and understands_nothing(snapshot):
        return f"{operations}, and no field of any was understood"
    return ""


def _named(pages: Mapping[str, Document], page: str) -> Document:
    asked = page.partition("#")[0].removesuffix(".md")
    for path, document in pages.items():
        if asked.strip("/") == path or asked == document.url.removesuffix(".md"):
            return document
    raise UsageError(
        f"there is no page {page!r}{did_you_mean(page, pages)}", hint="`driftwatch coverage` lists the pages"
    )


def _covered(snapshot: Snapshot, document: Document, entries: Iterable[Entry]) -> CoveredPage:
    entries = tuple(entries)
    seen = document.seen or Seen()
    text = snapshot.text(document.path)
    lines = text.lines if text is not None else ()
    kinds = Counter(line.kind for line in lines)
    gaps = gaps_on(lines, _facts(snapshot, entries)) if _is_full(text) else ()
    has_call = any(entry.owner.kind == "operation" for entry in entries)
    return CoveredPage(
        page=document.path,
        url=document.url,
        fields=seen.fields,
        fields_used=seen.fields_used,
        errors=seen.errors,
        errors_used=seen.errors_used,
        specifications=list(seen.specifications),
        rows=kinds["row"] + kinds["item"],
        sentences=kinds["sentence"],
        gaps=[_gap(gap, has_call=has_call) for gap in gaps],
        hollow=document.format == "html" and not entries and (not lines or _is_full(text)) and is_hollow(lines),
        drawn=seen.drawn,
    )


def _is_full(text: PageText | None) -> bool:
    return text is not None and text.kept == "full"


def _facts(snapshot: Snapshot, entries: Iterable[Entry]) -> Iterable[AnyFact]:
    for entry in entries:
        yield from but_of_path(entry.facts) if entry.owner.kind != "page" else bound(entry.facts)
        for schema in snapshot.reached(entry):
            yield from schema.facts


def _gap(gap: Gap, *, has_call: bool) -> CoverageGap:
    why = _NO_FAILURE if gap.kind == "errors" else _OTHER_NAMES if has_call else _NO_CALL
    return CoverageGap(kind=gap.kind, heading=gap.heading, count=gap.count, words=gap.words, why=why)


def _badness(page: CoveredPage) -> tuple[bool, bool, int, str]:
    missed = page.fields - page.fields_used + page.errors - page.errors_used
    is_understood = bool(page.fields_used) or not (page.fields or page.drawn)
    return is_understood, not page.hollow, -missed, page.page
