"""Whether a page stands as a frame: what data, a template or a script puts into it did not come.

Who takes out rows or a section takes out the head of the table and the heading as well where nothing is left below
them, and writes no one word in place of many others. What fills a table, a section or the cells of rows may be lost for
a day, while all that is written into the page itself is sent as it was.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from driftwatch.model.text import Line
from driftwatch.patterns import lazy_regex
from driftwatch.presence.came import Sides, word_counts

_FRAMES: Final = ("head", "heading")
_UNORDERED: Final = ("row", "item")
_ROWS: Final = 3
"""Rows, or headings, at least: of one or two somebody took out what was wrong."""
_REPLACED: Final = 5
"""Different words, at least, in whose place one came: who calls a few things otherwise writes another word for each."""
_TIMES: Final = 3
"""How often that one came, at least."""
_TOKENS: Final = 2
"""Words that it may be read as: `N/A` is two."""
_NOTE: Final = 60
"""Characters, at most, of what stands in the place of something that cannot be shown."""
_NOT_SHOWN: Final = lazy_regex(
    r"\b(?:loading|liquid error|went wrong|try again|not available in your|showing \d)\b"
    r"|\b(?:failed|unable|could ?n[o']t|can(?:no|')t) (?:to )?(?:be )?(?:load|fetch|render|retrieve|display)",
    re.IGNORECASE,
)
"""What it says: Liquid and React write some of these of themselves, the others stand in templates of documentation."""


def is_not_shown(line: Line) -> bool:
    """Tell whether a line says no more than that something could not be shown, or is not yet."""
    return line.kind != "heading" and len(line.words) <= _NOTE and _NOT_SHOWN.search(line.words) is not None


def is_unfilled(sides: Sides) -> bool:
    """Tell whether a table or section is there without what stood in it, or one word in place of many."""
    if not sides.are_comparable or not sides.lost:
        return False
    if _has_emptied(sides) or _lost_headings_alone(sides) or (sides.come and not _come(sides)):
        return True
    return sides.are_in_words and (_has_bare_rows(sides) or _is_one_word_for_many(sides))


def lost_rows(sides: Sides) -> bool:
    """Tell whether a page lost several rows, and no word came, but for one row that was torn.

    Of 137 commits that took facts out of pages none took out several rows besides whole sections and wrote nothing.
    """
    # Who takes one row out of each of several tables takes one row out.
    rows = sum(line.kind in _UNORDERED for line in sides.lost)
    if rows < _ROWS or not sides.are_comparable:
        return False
    come = _come(sides)
    if not come or not sides.are_in_words:
        return not come
    left = frozenset(line for line in come if line.kind in _UNORDERED)
    if len(come) == len(left) == 1:
        return sides.words_come <= 1
    return sides.words_come == 0 < sides.words_lost and rows - len(left) >= _ROWS


def _come(sides: Sides) -> list[Line]:
    return [line for line in sides.come.elements() if not is_not_shown(line)]


def _has_emptied(sides: Sides) -> bool:
    """Tell whether the head of a table has no row any longer, or a heading nothing below it, and nothing came."""
    come = _come(sides)
    if any(line.kind not in _FRAMES for line in come) or all(line.kind == "sample" for line in sides.lost):
        return False
    now = [line for line in sides.now.lines if not (line in sides.come and is_not_shown(line))]
    return bool(_frames(now) - _frames(sides.was.lines) - Counter(map(_bare, come)))


def _frames(lines: Sequence[Line]) -> Counter[Line]:
    """Count the heads of tables without a row and the headings without anything below them."""
    pairs = zip_longest(lines, lines[1:])
    return Counter(_bare(line) for line, below in pairs if line.kind in _FRAMES and _is_empty(line, below))


def _is_empty(line: Line, below: Line | None) -> bool:
    if line.kind == "head":
        return below is None or below.kind != "row"
    return below is None or (below.kind == "heading" and below.level <= line.level)


def _bare(line: Line) -> Line:
    """Return a heading without how deep it stands: that depends on those above it."""
    return Line(line.kind, line.cells)


def _lost_headings_alone(sides: Sides) -> bool:
    """Tell whether a page lost several headings, and nothing else: what stands below them would have gone as well."""
    return len(sides.lost) >= _ROWS and not sides.come and all(line.kind == "heading" for line in sides.lost)


def _has_bare_rows(sides: Sides) -> bool:
    """Tell whether no word is new, and rows kept what they are about, and lost a column or half of what they said."""
    rows, lost = (_counted(lines, "row") for lines in (sides.come, sides.lost))
    if rows.total() < _ROWS or sides.words_come > 0 or rows.total() != lost.total():
        return False
    heads, were = (_counted(lines, "head") for lines in (sides.come, sides.lost))
    is_less = 2 * word_counts(rows.elements()).total() <= word_counts(lost.elements()).total()
    is_narrower = sum(len(head.cells) for head in heads) < sum(len(head.cells) for head in were)
    return (is_less or is_narrower) and not Counter(row.key for row in rows) - Counter(row.key for row in lost)


def _counted(lines: Counter[Line], kind: str) -> Counter[Line]:
    return Counter({line: number for line, number in lines.items() if line.kind == kind})


def _is_one_word_for_many(sides: Sides) -> bool:
    """Tell whether one word stands in many places of which each had its own: a variable that nobody resolved."""
    if sides.come.total() > sides.lost.total():
        return False
    new, gone = sides.now.words - sides.was.words, sides.was.words - sides.now.words
    return 0 < len(new) <= _TOKENS and min(new.values()) >= _TIMES and len(gone) >= _REPLACED * len(new)
