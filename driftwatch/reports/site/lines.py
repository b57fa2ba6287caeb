"""The timeline: captures newest first, on one page as long as that opens at once, the rest on older sheets."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from driftwatch.model.finding import LEVELS, Level, counted
from driftwatch.reports.site.model import Moment

_ON_A_PAGE: Final = 1300
"""Findings and captures on one page of the timeline: below a megabyte, and filtered between two frames."""
_OF_A_CAPTURE: Final = 300
"""Findings of one capture from which on its own page alone tells them."""


class Line(Struct, frozen=True, kw_only=True):
    """A stretch of the timeline: one capture with drift, or several without. Newest first."""

    moments: tuple[Moment, ...]

    @property
    def newest(self) -> Moment:
        """The newest capture of the stretch."""
        return self.moments[0]

    @property
    def oldest(self) -> Moment:
        """The oldest capture of the stretch."""
        return self.moments[-1]

    @property
    def listed(self) -> bool:
        """Tell whether the timeline lists its findings."""
        return self._findings <= _OF_A_CAPTURE

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels of its findings."""
        counts = counted((*self.newest.findings, *self.newest.accepted))
        return tuple(level for level in LEVELS if counts[level])

    @property
    def weight(self) -> int:
        """How much of a page it takes: one for itself, and one for each finding."""
        return 1 + (self._findings if self.listed else 0)

    @property
    def _findings(self) -> int:
        return len(self.newest.findings) + len(self.newest.accepted)


class Sheet(Struct, frozen=True, kw_only=True):
    """A part of the timeline, newest first; `path` is "" for the newest part, which stands on the first page."""

    path: str
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """The days of the sheet, in words."""
        first, last = self.lines[-1].oldest.date, self.lines[0].newest.date
        return first if first == last else f"{first} to {last}"


def sheets_of(moments: Sequence[Moment]) -> tuple[Sheet, ...]:
    """Part the timeline (oldest first) into sheets, newest first; there is always one.

    Older sheets are filled from the oldest capture on: those that are full stay as they are as the history grows.
    """
    lines = _lines(moments)
    newest, left = 0, _ON_A_PAGE
    while newest < len(lines) and lines[newest].weight <= left:
        left -= lines[newest].weight
        newest += 1
    older = [Sheet(path=f"older/{part[0].oldest.key}.html", lines=part[::-1]) for part in _parts(lines[newest:][::-1])]
    return (Sheet(path="", lines=lines[:newest]), *reversed(older))


def _lines(moments: Sequence[Moment]) -> tuple[Line, ...]:
    found = []
    for drifted, run in groupby(reversed(moments), key=lambda one: one.drifted or one.first):
        together = tuple(run)
        found += [Line(moments=(moment,)) for moment in together] if drifted else [Line(moments=together)]
    return tuple(found)


def _parts(lines: Iterable[Line]) -> list[tuple[Line, ...]]:
    """Part lines into runs that fit on a page."""
    parts: list[list[Line]] = []
    left = 0
    for line in lines:
        if line.weight > left:
            parts.append([])
            left = _ON_A_PAGE
        parts[-1].append(line)
        left -= line.weight
    return [tuple(part) for part in parts]
