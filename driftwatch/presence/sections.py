"""Whether what a page lost are sections, whole: people take out those, and what is lost on the way begins anywhere."""

from collections.abc import Container, Iterable, Sequence

from driftwatch.model.text import Line
from driftwatch.presence.came import Sides


def first_section_lost(sides: Sides) -> str:
    """Return what the first heading says of sections that a page lost in one place; "" where else anything changed.

    Of samples nothing is known but whether they end: no edit of several pages tears those.
    """
    was, now = sides.was.lines, sides.now.lines
    if not sides.are_comparable or sides.came.is_torn or not now or len(now) >= len(was):
        return ""
    start = next((at for at, line in enumerate(now) if line != was[at]), len(now))
    end = start + len(was) - len(now)
    is_whole = was[end:] == now[start:] and is_sections(was, start, end)
    return was[start].words if is_whole else ""


def is_sections(lines: Sequence[Line], start: int, end: int) -> bool:
    """Tell whether lines begin with a heading and end before one that stands no deeper, or with the text."""
    gap = lines[start:end]
    depth = min((line.level for line in gap if line.kind == "heading"), default=0)
    is_begun = gap[0].kind == "heading" and gap[0].level == depth
    return is_begun and (end == len(lines) or (lines[end].kind == "heading" and lines[end].level <= depth))


def parts_left(lines: Iterable[Line], left: Container[Line], *, but: Container[Line]) -> frozenset[Line]:
    """Return the lines below those headings of a page below which some are left and some are not, but common ones."""
    found: list[Line] = []
    section: list[Line] = []
    for line in (*lines, Line("heading", ())):
        if line.kind != "heading":
            section += [line] if line not in but else []
            continue
        if any(each in left for each in section) and not all(each in left for each in section):
            found += section
        section = []
    return frozenset(found)
