"""Whether a page stands as a frame: what data, a template or a script puts into it did not come.

Who takes out rows or a section takes out the head of the table and the heading as well where nothing is left below
them, and writes no `undefined` in place of values. What fills a table, a section or the cells of rows may be lost for a
day, while all that is written into the page itself is sent as it was.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from driftwatch.model.text import Line
from driftwatch.patterns import lazy_regex
from driftwatch.presence.came import WORD, Sides, word_counts

_FRAMES: Final = ("head", "heading")
_UNORDERED: Final = ("row", "item")
_ROWS: Final = 3
"""Rows, or headings, at least: of one or two somebody took out what was wrong."""
_REPLACED: Final = 5
"""Different words, at least, in whose place one came: each had its own."""
_TIMES: Final = 3
"""How often that one came, at least."""
_NOTE_LINES: Final = 10
"""Lines, at most, of one note: more are a text of their own."""
_TORN: Final = 2
"""Lines, at most, that are left of torn rows: what was lost between two of them ends in one, and begins in another."""
_NOTE: Final = lazy_regex(
    r"loading(?: [\w ]{1,30})?(?:\.\.\.|…)|liquid error\b.{0,60}|showing \d+ (?:to|-|–) \d+ of \d+"
    r"|(?:error: )?(?:failed to|unable to|could not|couldn't|cannot|can't) (?:load|fetch|render)(?: [\w ]{1,30})?[.!]?"
    r"|something went wrong[.!]?(?: (?:please )?try again(?: later)?[.!]?)?"
    r"|this (?:content|page) is not available in your (?:region|country)[.!]?",
    re.IGNORECASE,
)
"""All that a line says in place of something that could not be shown: Liquid and React write some of these."""
NO_VALUE: Final = lazy_regex(r"\bundefined\b|\bnan\b|\[object object\]|\{\{[^{}]{1,60}\}\}")
"""What nobody writes for a value, in lower case: a variable of a template or a script that was not resolved."""

_NOTHING: Final = lazy_regex(rf"n/?a|null|nil|tb[ad]|{NO_VALUE.pattern}", re.IGNORECASE)
"""What says in a cell that there is nothing to say."""


def notes_in(sides: Sides) -> list[Line]:
    """Return the lines that came and say no more than that something could not be shown, or is not yet.

    In place of a line or two somebody may have written them: "Something went wrong" is what an error means.
    """
    return [line for line in sides.come.elements() if _is_note(line)] if sides.lost.total() >= _ROWS else []


def _is_note(line: Line) -> bool:
    """Tell it of one line: what stands in a row beside another cell, or in a list, was written there."""
    is_alone = line.kind == "sentence" or (line.kind == "row" and line.words == line.key)
    return is_alone and _NOTE.fullmatch(line.words) is not None


def is_unfilled(sides: Sides) -> bool:
    """Tell whether a table or section is there without what stood in it, or what is no value in place of many."""
    if not sides.are_comparable or not sides.lost:
        return False
    if _has_emptied(sides) or _lost_headings_alone(sides) or (sides.come and not _come(sides)):
        return True
    return sides.are_in_words and (_has_bare_rows(sides) or _has_bare_columns(sides) or _is_one_word_for_many(sides))


def lost_rows(sides: Sides) -> bool:
    """Tell whether a page lost several rows or items, and nothing came but what is left of those that were torn.

    Of 137 commits that took facts out of pages none took out several rows besides whole sections and wrote nothing.
    """
    # Who takes one row out of each of several tables takes one row out.
    rows = [line for line in sides.lost if line.kind in _UNORDERED]
    if not sides.are_comparable:
        return False
    come = _come(sides)
    # Who takes a row out empties no other one but for its name.
    is_torn = any(line.kind == "row" and line.words == line.key for line in come)
    if len(rows) < _ROWS - is_torn:
        return False
    if not come or not sides.are_in_words:
        return not come
    return len(come) <= _TORN and all(any(_is_left_of(row, line) for row in rows) for line in come)


def _is_left_of(row: Line, line: Line) -> bool:
    """Tell whether a line is how a row began or ended, without a cell of it: one that has them all was edited."""
    if len([cell for cell in line.cells if cell]) >= len([cell for cell in row.cells if cell]):
        return False
    return line.words != "" and (row.words.startswith(line.words) or row.words.endswith(line.words))


def _come(sides: Sides) -> list[Line]:
    return list((sides.come - Counter(notes_in(sides))).elements())


def _has_emptied(sides: Sides) -> bool:
    """Tell whether the head of a table has no row any longer, or a heading nothing below it, and nothing came."""
    come = _come(sides)
    if any(line.kind not in _FRAMES for line in come) or all(line.kind == "sample" for line in sides.lost):
        return False
    notes = frozenset(notes_in(sides))
    now = [line for line in sides.now.lines if line not in notes]
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


def _has_bare_columns(sides: Sides) -> bool:
    """Tell whether only rows differ, and have nothing any longer in columns whose heads are left, or say so in all.

    Who takes out a column takes out its head, and where one plan has no limit another one has.
    """
    come, lost = list(sides.come.elements()), list(sides.lost.elements())
    if len(come) != len(lost) or len(come) < _ROWS or any(line.kind != "row" for line in (*come, *lost)):
        return False
    if sorted(row.key for row in come) != sorted(row.key for row in lost):
        return False
    filled, left = (_filled(lines) for lines in (sides.was.lines, sides.now.lines))
    if sum(number for column, number in filled.items() if left.get(column) == 0) >= _ROWS:
        return True
    said, were = ([cell for row in rows for cell in row.cells[1:]] for rows in (come, lost))
    is_one = len(frozenset(said)) == 1 and len(said) > len(come) and len(frozenset(were)) >= _REPLACED
    return is_one and _NOTHING.fullmatch(said[0]) is not None


def _filled(lines: Sequence[Line]) -> dict[tuple[Line, int], int]:
    """Count the rows that say something in each column of a table, by its head; all cells of a key are none."""
    found: dict[tuple[Line, int], int] = {}
    head: Line | None = None
    for line in lines:
        if line.kind != "row":
            head = line if line.kind == "head" else None
        elif head is not None:
            for at, cell in enumerate(line.cells[1:], start=1):
                found[head, at] = found.get((head, at), 0) + (bool(cell) and _NOTHING.fullmatch(cell) is None)
    return found


def says_one_note(sides: Sides) -> bool:
    """Tell whether all that came is one note, which is all that stands below several headings by now.

    So does what cannot be drawn, and a text that is not written yet; who retires several calls says that they go away.
    """
    if not sides.are_in_words:
        return False
    parts: list[list[Line]] = []
    for line in sides.now.lines:
        if line.kind == "heading":
            parts.append([])
        elif parts:
            parts[-1].append(line)
    notes = Counter(tuple(part) for part in parts if part and all(line in sides.come for line in part))
    note, times = next(iter(notes.items()), ((), 0))
    if times < _TIMES or sides.come != Counter(note * times) or any(line.kind != "sentence" for line in note):
        return False
    if len(sides.lost) < _REPLACED or len(note) > _NOTE_LINES:
        return False
    return not any(line.words in farewell for line in note for farewell in sides.came.farewells)


def _counted(lines: Counter[Line], kind: str) -> Counter[Line]:
    return Counter({line: number for line, number in lines.items() if line.kind == kind})


def _is_one_word_for_many(sides: Sides) -> bool:
    """Tell whether what is no value stands in many places of which each had its own: nobody resolved a variable.

    Who calls many things by one word writes a word for them, and who puts a variable in place of an address puts it in
    place of the same words each time.
    """
    if sides.come.total() > sides.lost.total():
        return False
    signs = Counter(
        word
        for line in sides.come.elements()
        for sign in NO_VALUE.findall(line.words.lower())
        for word in WORD.findall(sign)
    )
    new, gone = sides.now.words - sides.was.words, sides.was.words - sides.now.words
    if not new or new - signs or min(new.values()) < _TIMES:
        return False
    return sum(number < min(new.values()) for number in gone.values()) >= _REPLACED * len(new)
