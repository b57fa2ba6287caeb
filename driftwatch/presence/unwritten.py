"""Whether nobody wrote what came of a page: next to all of it are lines that the site said, or halves of two of them.

Who edits a page writes something, or takes something out and brings nothing. What puts answers together brings lines
that stood somewhere, and at its seams lines that begin as one and end as another.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

from driftwatch.alignment import same_start
from driftwatch.model.snapshot import Entry
from driftwatch.model.text import Line
from driftwatch.presence.came import Sides, calls_of
from driftwatch.presence.other_pages import OtherPages
from driftwatch.presence.seams import Halves, common_ends, is_seam
from driftwatch.presence.sections import is_sections, parts_left

_LEAST: Final = 3
"""Lines of other pages, or lost ones, at least: people take over a sentence, or two, and edit one."""
_MANY: Final = 6
"""The same where lines were edited as well."""
_MOST: Final = 10
"""The same where nothing is lost: who writes a section takes over more."""
_ALL: Final = 0.95
"""Share of the lines that came which is all of them: what stands at a seam may be read as something else."""
_BULK: Final = 2 / 3
"""Share of many lines that came where facts are fewer: the lines that are at seams were read anew."""
_WRITTEN: Final = 3
"""One line in so many may be one that no page said: what stands at a seam is read as something else."""
_SEAM: Final = 2
"""So many where nothing is lost."""
_UNTOLD: Final = ("sample", "head")
"""Lines of which nothing is known but names."""
_UNTORN: Final = ("row", "item")
"""Lines that are made of few words which many of them share: one that was edited is made of halves of two others."""
_PLAIN: Final = ("sentence", *_UNTORN)
"""Lines that people take over as they are: a notice that a call goes away, rows of a table that several pages have."""


def is_unwritten(sides: Sides, others: OtherPages, place: str, *, cited: Sequence[Entry]) -> bool:
    """Tell whether nobody wrote what came, in place of a part of a section, or of the call that the page documents.

    What came on several pages was written there, and what went to another page was moved. `cited` rests on the page.
    """
    if not sides.are_in_words or max(sides.come.total(), sides.lost.total()) < _LEAST or not sides.come:
        return False
    taken, torn, written, edited = _made_of(sides, others, place)
    if sides.lost:
        is_made = taken >= (_MANY if edited else _LEAST) and written * _WRITTEN <= taken + written
        is_made = is_made or (torn > 0 and written == 0 and sides.lost.total() >= _LEAST)
    else:
        is_made = taken >= _MOST and written <= _SEAM
    if not is_made or any(part and others.took(place, part) for part in (sides.lost, sides.come)):
        return False
    if torn > 0 or sides.came.is_torn or (_is_wide(sides, others, place) and _is_parted(sides, others, place)):
        return True
    calls = calls_of(cited)
    return bool(sides.came.calls) and not calls <= sides.came.calls


def is_of_others(
    sides: Sides, others: OtherPages, place: str, *, cited: Sequence[Entry] = (), said: Callable[[], int]
) -> bool:
    """Tell whether other pages said all that came in place of facts, which `said` counts, or of a part of a section.

    Who takes over what another page says writes a word of the own one in it, or takes over sentences or rows: of 874
    edits of pages one was made so, and of those that lost facts none had half of ten new lines from other pages.
    """
    lost, come = sides.lost.total(), sides.come.total()
    if not sides.are_in_words or come < _LEAST or all(line.kind in _PLAIN for line in sides.come):
        return False
    is_less = sides.states_less(said)
    is_much = come >= _MOST
    if not (is_much and (is_less or lost > 0)) and lost < _LEAST:
        return False
    taken = sum(number for line, number in sides.come.items() if others.is_said(line, place))
    if taken < (_BULK if is_less and is_much else _ALL) * come:
        return False
    if any(part and others.took(place, part) for part in (sides.lost, sides.come)):
        return False
    is_torn = not _are_sections(sides.was.lines, sides.now.lines)
    return is_less or is_torn or _brings_calls_of_others(sides, others, place, cited)


def _brings_calls_of_others(sides: Sides, others: OtherPages, place: str, cited: Sequence[Entry]) -> bool:
    """Tell whether calls of other pages came, which document them: who moves a call takes it out there."""
    known = calls_of(cited)
    new = sides.came.calls - known
    return bool(new) and all(others.is_called(name, place) for name in new)


def _are_sections(was: Sequence[Line], now: Sequence[Line]) -> bool:
    """Tell whether what differs are whole sections, in one place: people put those in place of others.

    Of sections of one title the title is left, and the head of a table that stands first.
    """
    start = same_start(was, now)
    rest = same_start(was[start:][::-1], now[start:][::-1])
    start -= start > 0 and was[start - 1].kind == "head"
    start -= start > 0 and was[start - 1].kind == "heading"
    return all(len(each) - rest > start and is_sections(each, start, len(each) - rest) for each in (was, now))


def _is_wide(sides: Sides, others: OtherPages, place: str) -> bool:
    """Tell whether lines of other pages came in more than one section, or with a heading, or in place of one.

    Whoever brings a table, or what is said in one place, in line with other pages takes over lines of these as well.
    """
    taken = frozenset(line for line in sides.come if line.kind not in _UNTOLD and others.is_said(line, place))
    if all(line.kind in _UNTORN for line in taken):
        return False
    if any(line.kind == "heading" for line in (*sides.lost, *sides.come)):
        return True
    headings = accumulate(line.kind == "heading" for line in sides.now.lines)
    return len({at for at, line in zip(headings, sides.now.lines, strict=True) if line in taken}) > 1


def _is_parted(sides: Sides, others: OtherPages, place: str) -> bool:
    """Tell whether a part of what stands below a heading is left, by the lines that no other page has."""
    was, now = sides.was.lines, sides.now.lines
    first = next((at for at, line in enumerate(was) if line.kind == "heading"), len(was))
    common = frozenset(line for line in was if others.is_said(line, place))
    return bool(parts_left(was[first:], frozenset(now), but=common))


def _made_of(sides: Sides, others: OtherPages, place: str) -> tuple[int, int, int, int]:
    """Count the lines that came: of other pages, halves of two, those that no page said, and edited ones of them."""
    taken, torn, written, edited = 0, 0, 0, 0
    own, lost = frozenset(sides.was.lines), Halves(sides.lost)
    for line in sides.come:
        if line.kind in _UNTOLD or line in own:
            taken += line.kind not in _UNTOLD and others.is_said(line, place)
            continue
        if others.is_said(line, place):
            taken += 1
            continue
        words = line.words
        alike = max((common_ends(words, each) for each in lost.near(words)), default=0)
        is_whole = alike >= len(words) or line.kind in _UNTORN
        if not is_whole and is_seam(words, others.halves.starts, others.halves.ends):
            torn += 1
        else:
            written += 1
            edited += 2 * alike >= len(words)
    return taken, torn, written, edited
