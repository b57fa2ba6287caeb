"""Where pages are by now that a manifest was read from, as the captures tell."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final

from driftwatch.history.captures import History
from driftwatch.history.review import findings_between
from driftwatch.history.walk import changed, walk
from driftwatch.manifests.check.documented import page_of
from driftwatch.model.snapshot import Snapshot

_CAPTURES: Final = 100
"""Captures with other facts that are looked back on: as many as open drift looks back on."""


def moved_pages(history: History, pages: Iterable[str]) -> Mapping[str, str]:
    """Return the URLs of today by the page that moved there.

    Args:
        history: the captures of the source.
        pages: what is looked for (`page_of`): pages that the newest capture does not have. What no capture had, and
            what was gone without another address, is left out.
    """
    captures = history.captures()
    wanted = set(pages)
    now: dict[str, str] = {}
    found: dict[str, str] = {}
    numbers = tuple(islice(changed(history, captures), _CAPTURES)) if wanted else ()
    for visit in walk(history, captures, numbers):
        if not wanted:
            break
        old, new = visit.pair or (Snapshot(()), Snapshot(()))
        left = _urls(old) - _urls(new)
        if not left:
            continue
        now |= {before: now.get(after, after) for before, after in _moves(old, new).items()}
        gone = {page_of(url): url for url in left if page_of(url) in wanted}
        found |= {page: now[url] for page, url in gone.items() if url in now}
        wanted -= gone.keys()
    there = _urls(history.at(captures[0].commit, label=captures[0].label)) if found else frozenset[str]()
    return {page: url for page, url in found.items() if url in there}


def _urls(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(each.url for each in snapshot.documents.values() if each.state != "gone")


def _moves(old: Snapshot, new: Snapshot) -> Mapping[str, str]:
    """Return the URLs of documents that moved between two captures, the new by the old ones."""
    moved = (each for each in findings_between(old, new, today="") if each.id == "document-moved")
    return {str(each.before): str(each.after) for each in moved}
