"""Whether a page is two answers in one: on its way it was joined with another page, which still says all of it.

Who takes over what another page says takes sections or rows, and writes it where it belongs. Where two answers are
joined, one of them breaks off in the midst of a line and the other one goes on in the midst of another line, or a whole
page stands in a page, with its title.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from driftwatch.model.text import Line
from driftwatch.presence.came import WORD, Sides
from driftwatch.presence.other_pages import OtherPages
from driftwatch.presence.seams import Halves, is_seam
from driftwatch.presence.sections import parts_left

_LEAST: Final = 3
"""Lines of the other page, at least: people take over a sentence, or two."""
_MOST: Final = 0.6
"""Share of the lines that came which must be of the other page, or of a seam: what is torn besides is read anew."""
_WHOLE: Final = 2 / 3
"""Share of what the other page says that has to stand there for all of it: the rest is what both say."""
_STRETCH: Final = 0.75
"""Share of what stands from the first to the last line of the other page that has to be of it: the rest is torn."""
_SEAM: Final = 3
"""Lines, at most, at a seam: what was torn there, and was read as something else."""
_UNORDERED: Final = ("row", "item")
_UNTORN: Final = (*_UNORDERED, "head", "sample")
"""Lines that are made of few words which many of them share: one that was edited is made of halves of two others."""


def is_joined(sides: Sides, others: OtherPages, place: str) -> bool:
    """Tell whether most of what came is of one other page that says it still, and no edit is made so.

    Of 332 edits of pages in fifteen repositories none is.
    """
    if not sides.are_in_words or sides.come.total() < _LEAST:
        return False
    other = _flat(others.goes_on_as(place, sides.come))
    was, now = _flat(sides.was.lines), _flat(sides.now.lines)
    said = frozenset(other)
    come = Counter(now) - Counter(was)
    taken = sum(number for line, number in come.items() if line in said)
    if taken < _LEAST:
        return False
    if _is_whole(other, come, taken):
        return True
    left = frozenset(now)
    ours, theirs = ([line for line in lines if line not in left] for lines in (was, other))
    seams = _seams([line for line in come if line not in said], ours, theirs)
    if taken + seams < _MOST * come.total():
        return False
    if seams > 0 or _has_its_title(was, now, other):
        return True
    # Where nothing is lost, a part of a section may have been copied; what several pages take over was written there.
    is_written = sides.lost.total() < _LEAST or others.took(place, sides.come)
    return not is_written and _goes_on_elsewhere(was, now, other)


def _flat(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines in which no heading says how deep it stands: that depends on those above it."""
    return tuple(Line(line.kind, line.cells) if line.level else line for line in lines)


def _is_whole(other: Sequence[Line], come: Counter[Line], taken: int) -> bool:
    """Tell whether all of another page came, with its title."""
    title = _title(other)
    return title is not None and title in come and taken >= _WHOLE * len(other) and 2 * taken >= come.total()


def _has_its_title(was: Sequence[Line], now: Sequence[Line], other: Sequence[Line]) -> bool:
    """Tell whether a page begins as another one, and lost its own title: no page is called as another one is."""
    title = _title(now)
    return title is not None and title == _title(other) != _title(was) and _title(was) not in now


def _title(lines: Iterable[Line]) -> Line | None:
    return next((line for line in lines if line.kind == "heading"), None)


def _goes_on_elsewhere(was: Sequence[Line], now: Sequence[Line], other: Sequence[Line]) -> bool:
    """Tell whether a part of a section goes on as sections of another page, or sections of that as a part of one.

    Rows have no order, so that it is asked of sections whether a part of them is left.
    """
    own, said, left = frozenset(was), frozenset(other), frozenset(now)
    taken = [at for at, line in enumerate(now) if line in said and line not in own]
    if len(taken) < _LEAST:
        return False
    first, last = taken[0], taken[-1]
    stretch = now[first : last + 1]
    alone = own - said
    if any(line in alone and line.kind not in _UNORDERED for line in stretch):
        return False
    if sum(line in said for line in stretch) < _STRETCH * len(stretch):
        return False
    ours, theirs = parts_left(was, left, but=said), parts_left(other, left, but=own)
    above, below = now[:first], now[last + 1 :]
    breaks_off = alone.isdisjoint(below) and not ours.isdisjoint(above[-_SEAM:])
    begins_late = alone.isdisjoint(above) and not ours.isdisjoint(below[:_SEAM])
    is_torn = breaks_off or begins_late or now[first] in theirs or now[last] in theirs
    return is_torn and any(line.kind == "heading" for line in stretch)


def _seams(come: Iterable[Line], ours: Collection[Line], theirs: Collection[Line]) -> int:
    """Count the lines that came which begin as a line of one page that is gone, and end as one of the other page.

    Or say the words of a row or of a sample as a sentence: what their block began with was lost.
    """
    torn = [line for line in come if line.kind not in _UNTORN]
    if not torn:
        return 0
    blocks = {_words(line) for line in (*ours, *theirs) if line.kind in _UNTORN}
    own, other = Halves(ours), Halves(theirs)
    ways = [(own.starts, other.ends), (other.starts, own.ends)]
    return sum(_words(line) in blocks or any(is_seam(line.words, *way) for way in ways) for line in torn)


def _words(line: Line) -> tuple[str, ...]:
    """Return its words; of a few, which are said anywhere, none that are found."""
    found = WORD.findall(line.words)
    return tuple(found) if len(found) >= _LEAST else (line.kind,)
