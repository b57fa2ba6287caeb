"""Presence: how one document of a source fared in a capture.

It is made once; what is carried over, counted, reported and written to the capture's line follows from it.
"""

from collections.abc import Iterable

from msgspec import Struct

from driftwatch.model.snapshot import Document, DocumentState


class Presence(Struct, frozen=True, kw_only=True):
    """How one document fared. Only what is `gone` may take its facts along; those of an unseen one are carried over."""

    place: str
    url: str = ""
    """Where it was read, or asked for, without secrets; "" where nobody asked."""
    state: DocumentState = "read"
    reason: str = ""
    """Why it is unseen, as in Document.reason; "" otherwise."""
    digest: str = ""
    """Of its normalised text, as in Document.digest; "" when none came."""
    in_part: bool = False
    """It is unseen because a part of it could not be understood; the rest was."""
    before: Document | None = None
    """What the snapshot before knows of it."""

    @property
    def is_unchanged(self) -> bool:
        """Tell whether it was read and its text is as before."""
        return self.state == "read" and self.before is not None and self.before.digest == self.digest


def unseen_among(presences: Iterable[Presence]) -> tuple[Presence, ...]:
    """Return those whose facts are carried over, sorted by place."""
    return tuple(sorted((each for each in presences if each.state == "unseen"), key=lambda each: each.place))
