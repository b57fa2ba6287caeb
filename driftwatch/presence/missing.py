"""What is missing and not gone yet: it counts as gone once captures of several dates say so.

A site says in passing what it does not mean: a page answers 404 while it is deployed, a cache serves an error as the
page. Only a complete index that no longer lists a document is believed at once. How long a document is missing is a
fact of the snapshot, so that a job without a memory of its own knows it as well.
"""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from driftwatch.model.snapshot import Document
from driftwatch.presence.presence import UNLISTED, Part, Presence

GONE: Final = "gone"
COLLAPSED: Final = "collapsed"
COPY: Final = "copy"
CUT: Final = "cut"
LANGUAGE: Final = "language"
GARBLED: Final = "garbled"
LESSENED: Final = "lessened"

IN_WORDS: Final[Mapping[str, str]] = {
    GONE: "it answers that it is gone, and is still listed",
    COLLAPSED: "it says next to nothing of what it said",
    CUT: "it stops in the middle of what it said",
    LANGUAGE: "it answers in another language",
    GARBLED: "its letters came in another encoding than the one that is said",
    LESSENED: "it lacks a part of what it said, and says next to nothing new",
    COPY: "it says what another document says",
    UNLISTED: "the index no longer lists it, nor many others",
}
"""Reasons for which a document is missing, as people are told."""


class Wait(Struct, frozen=True, kw_only=True):
    """What it takes to be gone. Dates are ISO, UTC."""

    today: str
    confirm: int
    """Captures of different dates that have to miss a document; with 1 it is gone at once."""

    def missing(
        self, path: str, before: Document, reason: str, *, url: str = "", part: Part | None = None
    ) -> Presence | None:
        """Tell how a document fares that is missing for `reason`; None when that has been said often enough.

        Of what lacks a part the same `part` has to come each time: what is lost on the way is another one every day.
        """
        answered = part.digest if part is not None else ""
        is_same = bool(before.missing_since) and before.answered == answered
        dates = (before.missing_since, *before.missing_again) if is_same else ()
        if not dates or self.today > dates[-1]:
            dates = (*dates, self.today)
        if len(dates) >= self.confirm:
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
