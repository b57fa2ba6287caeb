"""Which documents came without a part of what they said, and say next to nothing new: what is told of them.

An answer that ends early, or of which a block was lost, is whole by all that its server says of it. An edit looks the
same that does nothing but take out; of 1,910 edits of pages in 32 repositories 49 took facts away, 12 of them so. So
what is missing is told at once, and believed when the same comes on another day (driftwatch.presence.missing).
"""

from collections.abc import Callable, Container, Iterable, Sequence
from functools import partial
from itertools import takewhile
from typing import Final

from msgspec import structs

from driftwatch.model.facts import Notice
from driftwatch.model.snapshot import Entry
from driftwatch.model.text import Line, PageText
from driftwatch.presence.came import Came, Sides, calls_of, documented_by
from driftwatch.presence.composed import has_little_new, is_cut, is_mixed, lacks_its_title, lacks_much
from driftwatch.presence.conserved import is_thinned
from driftwatch.presence.other_pages import OtherPages
from driftwatch.presence.pointers import points_at
from driftwatch.presence.presence import LINES_TOLD, Part
from driftwatch.presence.sections import first_section_lost, is_sections
from driftwatch.presence.specifications import (
    lacks_owners,
    lacks_what_it_embedded,
    names_what_is_missing,
    points_lost,
)
from driftwatch.presence.stretches import lost_a_stretch, lost_its_order
from driftwatch.presence.unfilled import is_unfilled, lost_rows, says_one_note

_LEAST: Final = 3
"""Lines at least: who takes out a field takes out one line."""
_NEW_IN_RUINS: Final = 0.5
"""The same share where the text ends inside a block, or a block in another one: what was code before is read as
sentences behind the gap. Of 1,910 real edits 30 end so, and none of them lost five hundredths and brought less than
half as much."""
_AFTERWORD: Final = 3
"""Lines, at most, that an error writes below what was sent before it: a title, what happened, whom to ask."""
_UNORDERED: Final = ("row", "item")
_LONGEST: Final = 200
"""Characters of a line that are told."""


def is_lessened(
    sides: Sides, others: OtherPages, place: str, *, cited: Sequence[Entry], said: Callable[[], int], is_odd: bool
) -> bool:
    """Tell whether a document lost a part of what it stated and says next to nothing new.

    What other pages took over, or lost as well, was edited, and so were whole sections: unless the page points at one
    still that is not there, or a sample of it ends as another one.

    Args:
        sides: what it said, and what came.
        others: what became of the lines of other pages.
        place: of the document.
        cited: what rests on it.
        said: counts the facts that it stated.
        is_odd: whether most texts of the site do not end as it does.
    """
    if sides.came.text is None:
        is_elsewhere = partial(others.is_documented, place=place)
        return lacks_owners(sides.came.entries, cited, place=place, is_elsewhere=is_elsewhere)
    if not sides.are_comparable:
        return False
    is_another = not _states_as_much(sides, cited, said=said) and is_mixed(sides, others, place)
    if is_another or _is_of_others(sides, others, place, cited=cited) or _is_a_frame(sides, others, place, cited):
        return True
    is_open = is_odd and sides.came.ending == "markup"
    if lacks_its_title(sides):
        return not others.took(place, sides.lost)
    is_lacking = is_cut(sides, said=said) or lost_rows(sides) or is_thinned(sides, said=said)
    is_lacking = is_lacking or _is_ruined(sides, said=said, is_open=is_open)
    if is_lacking and not _was_edited(sides, others, place, is_open=is_open):
        return True
    is_torn = lost_a_stretch(sides) or (lost_its_order(sides) and sides.states_less(said))
    return is_torn and not _went_elsewhere(sides, others, place)


def _is_of_others(sides: Sides, others: OtherPages, place: str, *, cited: Sequence[Entry]) -> bool:
    """Tell whether other pages document what it lacks, or what it has instead: what came is not the page."""
    came = sides.came
    is_less = bool(came.entries) and lacks_what_it_embedded(
        came.entries,
        cited,
        schemas=others.schemas_of(cited),
        place=place,
        is_elsewhere=partial(others.is_documented, place=place),
        is_stated=others.is_stated,
    )
    if is_less or _is_about_others(sides, others, place, cited):
        return True
    return _lost_its_calls(sides, others, place, cited) and not _went_elsewhere(sides, others, place)


def _is_a_frame(sides: Sides, others: OtherPages, place: str, cited: Iterable[Entry]) -> bool:
    """Tell whether a page stands as a frame; who takes out what is said of calls takes out the calls."""
    calls = calls_of(cited)
    is_frame = is_unfilled(sides) or (bool(calls) and calls <= sides.came.calls and says_one_note(sides))
    return is_frame and not _went_elsewhere(sides, others, place)


def _lost_its_calls(sides: Sides, others: OtherPages, place: str, cited: Sequence[Entry]) -> bool:
    """Tell whether a page documents none of the calls that it alone documented, nor any page, and nothing is new on it.

    What its calls stood in was lost, or its line breaks, or its marks; who retires one says so.
    """
    alone = [each.owner.name for each in cited if each.owner.kind == "operation" and each.documents == (place,)]
    if not alone or sides.came.owners or any(others.is_called(name, place) for name in alone):
        return False
    return has_little_new(sides) and not _is_newly_retired(sides.came, cited)


def _is_about_others(sides: Sides, others: OtherPages, place: str, cited: Sequence[Entry]) -> bool:
    """Tell whether a page documents none of its calls, and others instead that their own pages document still.

    Who retires a call says so, and which one to use: that is believed, unless another page said most of it.
    """
    calls = sides.came.calls
    known = calls_of(cited)
    if not known or not calls or not calls.isdisjoint(known):
        return False
    if not all(others.is_called(name, place) for name in calls):
        return False
    return not _is_newly_retired(sides.came, cited) or 2 * others.said(place, sides.come) > len(sides.come)


def _is_newly_retired(came: Came, cited: Iterable[Entry]) -> bool:
    """Tell whether sentences of a page say that something goes away, which they did not."""
    known = (fact.text for entry in cited for fact in entry.facts if isinstance(fact, Notice))
    return bool(came.farewells.difference(known))


def _states_as_much(sides: Sides, cited: Sequence[Entry], *, said: Callable[[], int]) -> bool:
    """Tell whether a page states something, and no less than it did, of no fewer calls."""
    came = sides.came
    is_known = came.facts > 0 and not sides.states_less(said)
    return is_known and came.owners >= len(frozenset(documented_by(cited)))


def _is_ruined(sides: Sides, *, said: Callable[[], int], is_open: bool) -> bool:
    """Tell whether a page says less, in lines and in facts, and breaks off, or has a block in the midst of another."""
    if len(sides.was.lines) - len(sides.now.lines) < _LEAST or not lacks_much(sides):
        return False
    if sides.words_come > _NEW_IN_RUINS * sides.words_lost:
        return False
    if is_open or (sides.came.ending == "page" and _ends_otherwise(sides)):
        return True
    return (sides.came.is_torn or _ends_otherwise(sides)) and sides.states_less(said)


def _was_edited(sides: Sides, others: OtherPages, place: str, *, is_open: bool) -> bool:
    """Tell whether people took out what a page lacks: whole sections, or what other pages have now, or lost as well.

    Who takes out a section leaves the end of what stands above it.
    """
    is_torn = is_open or sides.came.is_torn or _is_pointed_at(sides)
    if not is_torn and _is_taken_out(sides.was.lines, sides.now.lines):
        return True
    return _went_elsewhere(sides, others, place)


def _went_elsewhere(sides: Sides, others: OtherPages, place: str) -> bool:
    # No edit of several pages tears samples, however alike what they lost is.
    is_edited_alike = not sides.came.is_torn and others.lost_as_well(place, sides.lost)
    return is_edited_alike or others.took(place, sides.lost) or others.lost_sections_as_well(place)


def part_of(
    before: PageText | None, came: Came, cited: Sequence[Entry], *, place: str, schemas: Sequence[Entry] = ()
) -> Part:
    """Return what came of a document that lacks a part, with what it lacks; `schemas` its calls refer to."""
    if came.text is None:
        return _lacking(
            Part(digest=came.digest, may_grow=not names_what_is_missing(came.entries)),
            list(points_lost(cited, came.entries, place)),
        )
    part = Part(digest=came.digest, drawn=came.drawn)
    if before is None or before.kept == "digest":
        return part
    sides = Sides(before, came)
    come = [line.words for line in sides.now.lines if line in sides.come]
    lost = [line.words for line in sides.was.lines if line in sides.lost]
    front = [line.words[:_LONGEST] for line in takewhile(sides.lost.__contains__, sides.was.lines)]
    begins = "".join(line.words[:_LONGEST] for line in sides.was.lines[len(front) : len(front) + 1])
    # Who takes out one section after another from the end of a page begins earlier each time, and rows have no order.
    first = "" if not lost or first_section_lost(sides) or _lacks_rows_alone(sides) else lost[0][:_LONGEST]
    may_grow = not names_what_is_missing(came.entries)
    if came.entries:
        lost += points_lost(cited, came.entries, place, schemas=schemas)
    part = structs.replace(part, may_grow=may_grow, first=first, front=tuple(front), begins=begins)
    return _lacking(structs.replace(part, instead=_first(come), new=_all(come)), lost)


def _lacks_rows_alone(sides: Sides) -> bool:
    """Tell whether a page goes on to its end, and has a line for each that it lacks besides rows: it was reworded."""
    others = sum(number for line, number in sides.lost.items() if line.kind not in _UNORDERED)
    last = sides.was.lines[-1]
    return others <= sides.come.total() and last.kind not in _UNORDERED and sides.now.lines[-1:] == (last,)


def _lacking(part: Part, lost: Sequence[str]) -> Part:
    return structs.replace(part, lacks=_first(lost), lacking=_all(lost))


def _all(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(line[:_LONGEST] for line in lines)


def _first(lines: Sequence[str]) -> tuple[str, ...]:
    more = [f"and {len(lines) - LINES_TOLD} more"] if len(lines) > LINES_TOLD else []
    return (*(line[:_LONGEST] for line in lines[:LINES_TOLD]), *more)


def _is_taken_out(was: Sequence[Line], now: Sequence[Line]) -> bool:
    """Tell whether what a page lost are whole sections: people take out those.

    What is lost on the way begins and ends anywhere; several rows are lost where what they are read from does not come.
    """
    gaps: list[tuple[int, int]] = []
    at = 0
    for line in now:
        start = at
        while at < len(was) and was[at] != line:
            at += 1
        if at == len(was):
            return False
        if at > start:
            gaps.append((start, at))
        at += 1
    if at < len(was):
        if not gaps:
            return False  # so does an answer that ends early
        gaps.append((at, len(was)))
    titles = {line.words for start, end in gaps for line in was[start:end] if line.kind == "heading"}
    return all(is_sections(was, start, end) or _names_only(was[start:end], titles) for start, end in gaps)


def _names_only(gap: Iterable[Line], titles: Container[str]) -> bool:
    """Tell whether lines are entries of a table of contents, for sections that went with them."""
    return all(line.words in titles and line.kind != "heading" for line in gap)


def _ends_otherwise(sides: Sides) -> bool:
    """Tell whether a page is what it began with, and some lines more: what broke off says so in its last words."""
    return sides.come.total() <= _AFTERWORD and _breaks_off(sides)


def _breaks_off(sides: Sides) -> bool:
    if not sides.now.lines or sides.now.lines[-1] not in sides.come:
        return False
    # Rows and items are kept in the order of the alphabet.
    was, now = ([line for line in said.lines if line.kind not in _UNORDERED] for said in (sides.was, sides.now))
    now = [line for line in now if line not in sides.come]
    return len(now) < len(was) and was[: len(now)] == now


def _is_pointed_at(sides: Sides) -> bool:
    """Tell whether a page points at a section that it lost, and has none that is called the same."""
    if not sides.came.pointed_at:
        return False
    left = {line.words for line in sides.now.lines if line.kind == "heading"}
    lost = [line.words for line in sides.lost if line.kind == "heading" and line.words not in left]
    return points_at(sides.came.pointed_at, lost)
