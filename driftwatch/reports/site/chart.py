"""The timeline's drawing: one dot a level and capture, its area the number of findings; a tick for each capture.

Places along the time axis are percentages, so that the drawing fits any width and its text keeps its size.
"""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import msgspec
from msgspec import Struct

from driftwatch.model.finding import LEVELS, Level
from driftwatch.reports.site.model import Moment

LANES: Final[dict[Level, int]] = {"breaking": 18, "warning": 48, "info": 78}
"""Height of each level's lane in pixels from the top."""
_LABELS: Final = 8
"""Dates that fit below the axis; half of them on a phone."""
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 1200, 12000)
"""Months from one date to the next."""
_YEAR: Final = 12
_NAMES: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLACES: Final = 90
"""Places along the axis: more would lie on each other."""
_NEAR: Final = 0.1
"""Share of the axis within which a date at its end is set inwards."""
_EDGE: Final = 2.0


class Dot(Struct, frozen=True, kw_only=True):
    """Findings of one level in the captures of a few days; `moment` is the newest of them that has any."""

    moment: Moment
    first: str
    last: str
    """The days that it stands for, ISO."""
    level: Level
    x: str
    y: int
    radius: str
    label: str
    over: bool
    """None of them stands until today."""


class Tick(Struct, frozen=True, kw_only=True):
    """The captures of a few days on the axis; `incomplete` when documents could not be read."""

    x: str
    incomplete: bool


class Label(Struct, frozen=True, kw_only=True):
    """A date below the axis."""

    x: str
    text: str
    anchor: str
    spare: bool = False
    """A narrow screen leaves it out."""


class Chart(Struct, frozen=True, kw_only=True):
    """Everything to be drawn."""

    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    labels: tuple[Label, ...]


def chart_of(moments: Sequence[Moment]) -> Chart:
    """Place captures (oldest first) and their findings on a time axis; neighbours share a dot where it is crowded."""
    days = [_day(moment.date) for moment in moments]
    if not days:
        return Chart(dots=(), ticks=(), labels=())
    first, last = min(days), max(days)
    together: dict[int, list[Moment]] = {}
    width = -(-((last - first).days + 1) // _PLACES)
    for moment, day in zip(moments, days, strict=True):
        together.setdefault((day - first).days // width, []).append(moment)
    dots, ticks = [], []
    for several in together.values():
        x = _place(_day(several[-1].date), first, last)
        ticks.append(Tick(x=x, incomplete=any(moment.unseen for moment in several)))
        dots += [dot for level in LEVELS if (dot := _dot(several, level, x)) is not None]
    return Chart(dots=tuple(dots), ticks=tuple(ticks), labels=_labels(first, last))


def _dot(moments: Sequence[Moment], level: Level, x: str) -> Dot | None:
    having = [moment for moment in moments if moment.counts[level]]
    if not having:
        return None
    count = sum(moment.counts[level] for moment in having)
    first, last = having[0].date, having[-1].date
    return Dot(
        moment=having[-1],
        first=first,
        last=last,
        level=level,
        x=x,
        y=LANES[level],
        radius=f"{min(3 + 1.3 * math.sqrt(count), 10):.1f}",
        label=f"{first if first == last else f'{first} to {last}'}: {count} {level}",
        over=not any(finding.level == level for moment in having for finding in moment.open),
    )


def _labels(first: date, last: date) -> tuple[Label, ...]:
    months = _months(first, last)
    if len(months) <= 1:
        ends = [first] if first == last else [first, last]
        return tuple(_label(day, f"{day:%Y-%m-%d}", first, last) for day in ends)
    every = next(step for step in _STEPS if len(months) / step <= _LABELS)
    chosen = [month for month in months if (month.month - 1 + _YEAR * month.year) % every == 0]
    return tuple(
        msgspec.structs.replace(_label(month, _month(month, every, index), first, last), spare=index % 2 == 1)
        for index, month in enumerate(chosen)
    )


def _month(month: date, every: int, index: int) -> str:
    if every >= _YEAR:
        return f"{month.year}"
    name = _NAMES[month.month - 1]
    return f"{name} {month.year}" if index == 0 or month.month <= every else name


def _label(day: date, text: str, first: date, last: date) -> Label:
    share = _share(day, first, last)
    anchor = "middle"
    if first != last and not _NEAR <= share <= 1 - _NEAR:
        anchor = "start" if share < _NEAR else "end"
    return Label(x=_place(day, first, last), text=text, anchor=anchor)


def _months(first: date, last: date) -> list[date]:
    found = []
    month = first.replace(day=1)
    while month <= last:
        if month >= first:
            found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def _share(day: date, first: date, last: date) -> float:
    return (day - first).days / (last - first).days if last > first else 0.5


def _place(day: date, first: date, last: date) -> str:
    return f"{_EDGE + _share(day, first, last) * (100 - 2 * _EDGE):.2f}%"


def _day(text: str) -> date:
    return date.fromisoformat(text)
