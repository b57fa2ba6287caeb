"""Whether a page lost one stretch of what it said: its end, or from the midst of one section into another one.

Who takes something out takes sentences out of a section, or whole sections. What is lost on the way is one stretch, and
what is left on both sides of it is as it was. Of 9,334 edits of pages in nine repositories 22 took out the end of a
page or a stretch over the bounds of sections, and brought nothing.
"""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Sequence
from typing import Final, TypeAlias

from driftwatch.alignment import same_start
from driftwatch.model.text import Line
from driftwatch.presence.came import WORD, Sides
from driftwatch.presence.seams import Halves, common_ends

_LEAST: Final = 3
"""Lines that were lost, at least, of a page that ends with a whole line: people take out a sentence, or two."""
_SEAM: Final = 2
"""Lines at which a stretch was torn out: the one that it began in, and the one that it ended in."""
_AFTERWORD: Final = 3
"""Lines, at most, that an error writes below what was sent before it: a title, what happened, whom to ask."""
_HALF: Final = 3
"""Words, at least, of half a line that an error stands below: any sentence may begin with the two of another one."""
_UNORDERED: Final = ("row", "item")

Section: TypeAlias = tuple[str, Counter[Line]]
"""What a heading says, "" above the first one, and the lines below it: rows and items have no order, and how deep a
heading stands depends on those above it."""


def lost_a_stretch(sides: Sides) -> bool:
    """Tell whether a page says what it said but for one stretch, and brings no more than halves of lines of that."""
    was, now = sides.was.lines, sides.now.lines
    if not sides.are_comparable or not now or len(now) >= len(was):
        return False
    before, after = sections_of(was), sections_of(now)
    first = same_start(before, after)
    last = same_start(before[first:][::-1], after[first:][::-1])
    gap, left = before[first : len(before) - last], after[first : len(after) - last]
    if len(left) > 1:
        return False
    if not left:
        return last == 0 and sum(len(lines) for _, lines in gap) > 0
    if len(gap) == 1 and not (last == 0 and _begins(was, now, sides.come)):
        return False
    return _is_torn(gap, left[0], lost=tuple(sides.lost), is_end=last == 0)


def lost_its_order(sides: Sides) -> bool:
    """Tell whether a page says less and nothing new, in another order: who takes something out moves nothing else."""
    was, now = sides.was.lines, sides.now.lines
    if not sides.are_comparable or sides.lost.total() < _LEAST or not _is_torn_alone(sides):
        return False
    rest = iter(line for line in was if line.kind not in _UNORDERED)
    return not all(line in rest for line in now if line.kind not in _UNORDERED and line not in sides.come)


def _is_torn_alone(sides: Sides) -> bool:
    """Tell whether nothing came but lines that were torn: as good as no word is new."""
    said = sum(len(WORD.findall(line.words)) for line in sides.come.elements())
    return sides.come.total() <= _AFTERWORD and sides.words_come <= min(_SEAM, said // 2)


def _begins(was: Sequence[Line], now: Sequence[Line], come: Container[Line]) -> bool:
    """Tell whether a page is what it began with; rows and items, which have no order, tell nothing."""
    before, after = ([line for line in lines if line.kind not in _UNORDERED] for lines in (was, now))
    after = [line for line in after if line not in come]
    return len(after) < len(before) and before[: len(after)] == after


def _is_torn(gap: Sequence[Section], left: Section, *, lost: Collection[Line], is_end: bool) -> bool:
    """Tell whether a section is what is left of some: the beginning of the first one, and the end of the last one."""
    (title, lines), (heading, begun) = left, gap[0]
    said = begun if len(gap) == 1 else begun | gap[-1][1]
    if is_end and len(gap) > 1 and title == heading and begun and not begun - lines:
        return 0 < (lines - begun).total() <= _AFTERWORD and not _is_edited(lines - begun, lost)
    if title != heading or not _are_of_a_seam(lines - said, lost, is_end=is_end):
        return False
    if len(gap) > 1:
        return lines != begun  # else whole sections were taken out
    return bool(begun and not lines) or (begun - lines).total() >= _LEAST


def _is_edited(new: Iterable[Line], lost: Collection[Line]) -> bool:
    """Tell whether one of some lines is much as one that was lost: somebody wrote it."""
    halves = Halves(lost)
    return any(2 * common_ends(line.words, each) >= len(line.words) for line in new for each in halves.near(line.words))


def _are_of_a_seam(new: Counter[Line], lost: Collection[Line], *, is_end: bool) -> bool:
    """Tell whether lines are halves of lines that were lost, the last of them with what an error says below it."""
    halves = [line for line in new.elements() if any(_is_half(line, other, is_end=is_end) for other in lost)]
    rest = new.total() - len(halves)
    if len(halves) > _SEAM or rest > _AFTERWORD:
        return False
    return rest == 0 or (is_end and any(len(line.words.split()) >= _HALF for line in halves))


def _is_half(line: Line, whole: Line, *, is_end: bool) -> bool:
    """Tell whether a line begins or ends as another one does, up to the word that was torn.

    At the end of a page all of it has to; in its midst it may go on as a line of another section.
    """
    words, said = WORD.findall(line.words), WORD.findall(whole.words)
    if not words or words == said:
        return False
    least = len(words) - 1 if is_end else min(len(words) - 1, _HALF)
    begun, ended = same_start(words, said), same_start(words[::-1], said[::-1])
    is_begun = begun >= least and "".join(said).startswith("".join(words[: least + 1]))
    return is_begun or (ended >= least and "".join(said).endswith("".join(words[-least - 1 :])))


def sections_of(lines: Sequence[Line]) -> list[Section]:
    """Return what stands below each heading of a page, in their order; "" is above the first one."""
    found: list[Section] = [("", Counter())]
    for line in lines:
        if line.kind == "heading":
            found.append((line.words, Counter()))
        else:
            found[-1][1][line] += 1
    return found
