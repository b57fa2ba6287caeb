"""What documentation said on the days on which manifests were written from it, against what it says now."""

from collections.abc import Iterable

from driftwatch.errors import UsageError
from driftwatch.history.captures import History
from driftwatch.history.review import findings_between
from driftwatch.manifests.check.documented import Documented, page_of
from driftwatch.model.manifest import DocsPage, Manifest
from driftwatch.model.snapshot import Snapshot


def quiet_pages(history: History, newest: Snapshot, pages: Iterable[DocsPage]) -> frozenset[str]:
    """Return the URLs of pages of which drift is info at most, from the capture that they were read from until now.

    Args:
        history: the captures of the source.
        newest: the documentation of today.
        pages: what manifests pin. A page whose text no capture of its access date has is none of them: nobody knows
            what it said.
    """
    by_date: dict[str, list[DocsPage]] = {}
    for page in pages:
        if page.accessed and page.snapshot:
            by_date.setdefault(page.accessed, []).append(page)
    return frozenset(page.url for date, mine in by_date.items() for page in _quiet(history, newest, date, mine))


def marked_then(history: History, responses: Iterable[tuple[Manifest, str]]) -> frozenset[tuple[str, str]]:
    """Return of which responses some fields were marked as required when manifests were written: operation, status.

    Args:
        history: the captures of the source.
        responses: what is asked about, by manifest and status.
    """
    by_date: dict[str, list[tuple[Manifest, str]]] = {}
    for manifest, status in responses:
        if date := max((page.accessed for page in manifest.pages), default=manifest.accessed):
            by_date.setdefault(date, []).append((manifest, status))
    found: set[tuple[str, str]] = set()
    for date, mine in by_date.items():
        if (then := _on(history, date)) is not None:
            documented = Documented(then)
            found.update(
                (manifest.key, status)
                for manifest, status in mine
                if any(view.promises_presence(status) for view in documented.operations(manifest.key))
            )
    return frozenset(found)


def _on(history: History, date: str) -> Snapshot | None:
    """Return the snapshot of the last capture up to a day, None where there is none so old."""
    try:
        commit = history.resolve(date)
        return history.at(commit.commit, label=commit.label)
    except UsageError:
        return None


def _quiet(history: History, newest: Snapshot, date: str, pages: Iterable[DocsPage]) -> list[DocsPage]:
    then = _on(history, date)
    if then is None:
        return []
    read = {page_of(each.url): each for each in then.documents.values() if each.state == "read"}
    known = [page for page in pages if page_of(page.url) in read and read[page_of(page.url)].has_digest(page.snapshot)]
    if not known:
        return []
    found = findings_between(then, newest, today="")
    loud = {page_of(source.url) for finding in found if finding.level != "info" for source in finding.sources}
    return [page for page in known if page_of(page.url) not in loud]
