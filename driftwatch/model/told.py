"""What a receiver was told of a source: kept in git, beside the reports, since nobody can ask the receiver."""

from datetime import date
from typing import Final, Literal, TypeAlias

import msgspec
from msgspec import Struct

from driftwatch.errors import UsageError
from driftwatch.model.json_values import indented

FOLDER: Final = "told"
"""Folder below the reports."""
When: TypeAlias = Literal["each", "daily", "weekly"]


class Told(Struct, frozen=True, kw_only=True):
    """The findings that a receiver knows to be open, and when it last heard."""

    day: str = ""
    """On which it was told last; empty when it never was."""
    told: tuple[str, ...] = ()
    """Fingerprints, sorted."""

    def is_due(self, when: When, today: str) -> bool:
        """Tell whether it may be told today, if there is anything to tell."""
        if when == "each" or not self.day:
            return True
        last, now = date.fromisoformat(self.day), date.fromisoformat(today)
        if when == "daily":
            return now > last
        return now.isocalendar()[:2] > last.isocalendar()[:2]


class _Stored(Told, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema: Literal["driftwatch.told/1"]


def told_of(content: bytes | None, name: str) -> Told:
    """Read what a receiver was told; nothing without a file.

    Raises:
        UsageError: the file is damaged. It is not taken for nothing: everything would be told once more.
    """
    if content is None:
        return Told()
    try:
        stored = msgspec.json.decode(content, type=_Stored)
        if stored.day:
            date.fromisoformat(stored.day)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise UsageError(
            f"{name} is damaged: what was told cannot be known", hint="restore it from git; removed, all is told anew"
        ) from None
    return Told(day=stored.day, told=stored.told)


def written(told: Told) -> bytes:
    """Write what a receiver was told."""
    return indented(_Stored(schema="driftwatch.told/1", day=told.day, told=tuple(sorted(told.told)))).encode()
