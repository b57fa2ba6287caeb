"""What is missing and not gone yet: it counts as gone once captures of several dates say so.

A site says in passing what it does not mean: a page answers 404 while it is deployed, a cache serves an error as the
page. Only a complete index that no longer lists a document is believed at once. How long a document is missing is a
fact of the snapshot, so that a job without a memory of its own knows it as well.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from driftwatch.model.snapshot import Document
from driftwatch.presence.presence import LINES_TOLD, UNLISTED, Part, Presence

GONE: Final = "gone"
COLLAPSED: Final = "collapsed"
STRANGE: Final = "strange"
DROPPED: Final = "dropped"
IMPOSTOR: Final = "soft-404"
"""Of what an error came in place of that came elsewhere as well (driftwatch.model.reading)."""
COPY: Final = "copy"
CUT: Final = "cut"
LANGUAGE: Final = "language"
GARBLED: Final = "garbled"
LESSENED: Final = "lessened"
DRAWN: Final = "drawn"
"""Of a page of a call that had fields, and has empty boxes in their place, which a script fills."""
MIXED: Final = "mixed"
REFRAMED: Final = "reframed"
ESCAPED: Final = "escaped"
UNMERGED: Final = "unmerged"
STALE: Final = "stale"
OLDER: Final = "older"
"""Of a specification that says less and nothing new, and has a version that is less than the one that was known."""
CONTRADICTED: Final = "contradicted"
"""Of a specification that says less and nothing new, and names what it no longer holds."""
PASSING: Final = frozenset({"unreachable", "refused", "forbidden-by-robots", "unlisted"})
"""Reasons for not reading a document that say nothing about the document; unlisted: by an index that looks cut."""
NOTHING_NEW: Final = frozenset((ESCAPED, MIXED, OLDER, REFRAMED, STALE))
"""Reasons of what came of a document of which nothing is lacking, and nothing new."""
PARTLY: Final = NOTHING_NEW | {CONTRADICTED, DRAWN, LESSENED}
"""Reasons of what came of a document that says something of it."""
OF_IT: Final = PARTLY | {CUT}
"""Reasons of what has some of the document, and is held against what comes on the next date."""
ALTOGETHER: Final = frozenset((COPY, CUT))
"""Reasons that are told of the whole document, though it is kept what came: another cut is another fault."""

IN_WORDS: Final[Mapping[str, str]] = {
    GONE: "it answers that it is gone, and is still listed",
    COLLAPSED: "it says next to nothing of what it said",
    STRANGE: "something else came in its place, that says nothing of it",
    CUT: "it stops in the middle of what it said, or its tags do not end",
    LANGUAGE: "it answers in another language",
    GARBLED: "its letters came in another encoding than the one that is said",
    UNMERGED: "it holds the marks of a merge that nobody finished",
    LESSENED: "it lacks a part of what it said, and says next to nothing new",
    DRAWN: "empty boxes came in place of its fields, which a script draws",
    MIXED: "it says what it said, twice, in other blocks or together with another page",
    REFRAMED: "but for headings, or heads of tables, it says what it said",
    ESCAPED: "signs in it were escaped once too often, and hardly a word is new",
    OLDER: "it says less, and its version is less than the one that it had",
    CONTRADICTED: "it names what it no longer holds",
    STALE: "it says what it said some days ago, before it was edited",
    COPY: "it says what another document says",
    UNLISTED: "the index no longer lists it, nor many others",
    DROPPED: "the index no longer lists it, and lists few new ones in its place",
}
"""Reasons for which a document is missing, as people are told."""
_ONCE: Final = frozenset((CONTRADICTED, OLDER))
"""Reasons that are told on the next date, whatever is missing by then: a specification may be edited each day."""
_LONG: Final = 7
"""Days after which what is missing is gone, whatever came in its place: no network is at fault so long."""
_FOR_LONG: Final = frozenset((GARBLED, IMPOSTOR, STRANGE))
"""Reasons that are believed after so many days alone: what came says nothing of the document, not even that it is gone.
An error that is served with status 200, or what no encoding spells, lasts until somebody mends it; who retires a page
leaves its title."""


class Wait(Struct, frozen=True, kw_only=True):
    """What it takes to be gone. Dates are ISO, UTC."""

    today: str
    confirm: int
    """Captures of different dates that have to miss a document; with 1 it is gone at once."""

    def missing(
        self, path: str, before: Document, reason: str, *, url: str = "", part: Part | None = None
    ) -> Presence | None:
        """Tell how a document fares that is missing for `reason`; None when that has been said often enough.

        Of what lacks a part, all that lacked the time before has to be lacking: what is lost on the way is another part
        every day, and so is what breaks off earlier. What has nothing of the document says nothing of it, however often
        it comes, and a 404 after that is the first one. But no fault lasts for longer than a week, and a
        specification that is doubted for what it says itself is told of on the next date. What a script draws readers
        see, and is never gone.
        """
        is_alike = bool(before.answered) == (part is not None) or before.reason == reason
        is_going_on = bool(before.missing_since) and is_alike
        dates = (before.missing_since, *before.missing_again) if is_going_on else ()
        is_later = not dates or self.today > dates[-1]
        if is_later:
            dates = (*dates, self.today)
        if reason == DRAWN:
            dates = dates[:1]  # as nothing is waited for, the days are not written down
        is_same = before.reason in _ONCE or _is_same(before, part)
        is_told = _FOR_LONG.isdisjoint((reason, before.reason)) and is_same
        is_enough = is_told or self._is_long(dates)
        is_said_again = is_going_on and is_later and is_enough
        if reason != DRAWN and (self.confirm <= 1 or (is_said_again and len(dates) >= self.confirm)):
            return None
        return Presence(
            path=path,
            url=url or before.url,
            state="unseen",
            reason=reason,
            missing_since=dates[0],
            missing_again=dates[1:],
            part=part,
            before=before,
        )

    def _is_long(self, dates: Sequence[str]) -> bool:
        """Tell whether dates are many and lie far apart: two captures may both have met a fault, however far apart."""
        days = (date.fromisoformat(dates[-1]) - date.fromisoformat(dates[0])).days
        return days >= _LONG and len(dates) > self.confirm


def is_awaited_of_index(before: Document) -> bool:
    """Tell whether a document is waited for because an index lost it with others: most of them may be back by now."""
    return bool(before.missing_since) and before.reason in (DROPPED, UNLISTED)


def _is_same(before: Document, part: Part | None) -> bool:
    """Tell whether what was missing the time before is missing still, whatever else a document says, or lacks, by now.

    A vendor who takes something out each day would be heard of nothing otherwise; what is back was lost on the way. So
    was what begins earlier, or at the beginning of a page: two answers that broke off at different places.
    Of what lacks nothing, most of what it has besides has to be there still: one line may be another one each day.
    """
    if part is None or before.answered in ("", part.digest):
        return True
    if before.lacks:
        is_grown = part.may_grow and part.first in ("", before.lacks[0]) and _begins_alike(before, part)
        return part.lacks == before.lacks or (is_grown and part.lacking.issuperset(before.lacks[:LINES_TOLD]))
    instead = frozenset(before.instead[:LINES_TOLD])
    return not part.lacking and 2 * len(part.new.intersection(instead)) > len(instead)


def _begins_alike(before: Document, part: Part) -> bool:
    """Tell whether as much of the beginning was missing the time before: what begins elsewhere is another fault.

    Of a longer beginning than is kept nobody knows.
    """
    length = len(part.front)
    is_alike = before.lacks[:length] == part.front and before.lacks[length : length + 1] != (part.begins,)
    return length < LINES_TOLD and is_alike
