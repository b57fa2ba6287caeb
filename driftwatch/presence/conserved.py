"""Whether facts of a page went without the words that stated them, or with words that nobody takes out.

Who takes a fact away takes away the words that state it, as a row, a sentence or a section. What loses facts otherwise
is a fault: a block that is read as something else, an error of a template in place of one, what a template took for its
own, what was cut off within lines.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from driftwatch.model.text import Line
from driftwatch.patterns import lazy_regex
from driftwatch.presence.came import WORD, Sides, word_counts
from driftwatch.presence.stretches import Section, sections_of

_LEAST: Final = 3
"""Lines, at least, that were taken out in more places than one: who takes out a field takes out a row."""
_NOTE: Final = 2
"""Sentences, at most, of a note in place of a block."""
_SHARED: Final = 3
"""One word in so many may be said by such a note and by what it stands for."""
_LONG: Final = 4
"""Letters of a word, at least, that is about something."""
_UNDRAWN: Final = lazy_regex(
    r"\{%.{1,200}%\}|\{\{.{1,200}\}\}|!?include\(.{1,200}\)|liquid error\b"
    r"|(?:error: )?(?:failed to|unable to|could not|couldn't) (?:load|fetch|include|render)\b",
    re.IGNORECASE,
)
"""What generators write in place of what they could not draw, or include, and a directive that none of them read."""
_BLOCKS: Final = ("sample", "head", "row", "item")
_PLACEHOLDER: Final = lazy_regex(r"\{[^{}\s]{1,60}\}|<[^<>\s]{1,60}>|(?<=/):\w{1,60}")
"""What stands in a path for a value, in signs that a template or a browser takes for its own."""
_EMPTY: Final = lazy_regex(r"(?<!:)//|/(?:\s|$)")
"""What is left of a path where such a sign was eaten."""
_ELLIPSIS: Final = lazy_regex(r"\s*(?:\u2026|\.\.\.)(?:\s.{0,20})?$")
"""What stands where the end of a cell was cut off, and what leads to the rest."""


def lost_facts_alone(sides: Sides, *, said: Callable[[], int]) -> bool:
    """Tell whether a page states less, or other things, and has all the words that it had, in other blocks.

    Of samples names alone are words: they may be gone, or stand among the words.
    """
    if not sides.are_in_words or not sides.come or sides.came.facts == said():
        return False  # where nothing came, a sample may have been taken out as any other block
    is_less = sides.came.facts < said()
    lost, samples = _parted(sides.lost)
    come, shown = _parted(sides.come)
    if _but_values(sides.lost) == _but_values(sides.come):
        return False
    if is_less and not lost - come and not samples - shown and not _has_other_kinds(sides):
        return sides.lost.total() >= _LEAST
    if shown - samples:
        return False
    if not samples or shown:
        return lost == come and (is_less or _has_other_kinds(sides)) and bool(lost or samples)
    names = samples.keys()
    return is_less and not lost - come and (bool(lost) or 2 * len(names & come.keys()) >= len(names))


def _but_values(lines: Counter[Line]) -> Counter[tuple[str, str]]:
    """Return what lines say but for values of paths, which may be written otherwise: `{id}`, `:id`."""
    return Counter((line.kind, _PLACEHOLDER.sub("", line.words)) for line in lines.elements())


def _parted(lines: Counter[Line]) -> tuple[Counter[str], Counter[str]]:
    """Return the words of lines that are no samples, and of those that are."""
    return (
        word_counts(line for line in lines.elements() if line.kind != "sample"),
        word_counts(line for line in lines.elements() if line.kind == "sample"),
    )


def _has_other_kinds(sides: Sides) -> bool:
    return Counter(line.kind for line in sides.lost.elements()) != Counter(line.kind for line in sides.come.elements())


def is_thinned(sides: Sides, *, said: Callable[[], int]) -> bool:
    """Tell whether a page states less and lacks several lines, and nothing came: people write, or take out sections."""
    if sides.come or not sides.states_less(said):
        return False
    return len(sides.lost) >= _LEAST or any(line.kind == "head" for line in sides.lost)


def shows_undrawn_blocks(sides: Sides, *, said: Callable[[], int]) -> bool:
    """Tell whether notes that nobody writes stand in place of blocks, or of all below a heading.

    What cannot be drawn, or included, is told of so. Any other sentence in place of a table is an edit: "See the box".
    """
    if not sides.are_in_words or any(line.kind == "heading" for line in sides.come) or not sides.states_less(said):
        return False
    replaced = 0
    for before, after in _side_by_side(sections_of(sides.was.lines), sections_of(sides.now.lines)):
        lost, come = before - after, after - before
        if come and not _is_note(come, lost, before):
            return False
        replaced += bool(come)
    return replaced > 0


def _side_by_side(was: Sequence[Section], now: Sequence[Section]) -> Iterator[tuple[Counter[Line], Counter[Line]]]:
    """Yield what stood below each heading that is left, and what stands there, as long as they follow one another."""
    rest = iter(was)
    for title, after in now:
        yield next((before for known, before in rest if known == title), Counter()), after


def _is_note(come: Counter[Line], lost: Counter[Line], before: Counter[Line]) -> bool:
    if not lost or come.total() > _NOTE or any(line.kind != "sentence" for line in come):
        return False
    if lost != before and not any(line.kind in _BLOCKS for line in lost):
        return False
    if not any(_UNDRAWN.match(line.words) for line in come):
        return False
    said = _words(come)
    return _SHARED * len(said & _words(lost)) <= len(said)


def _words(lines: Iterable[Line]) -> frozenset[str]:
    return frozenset(word for word in word_counts(lines) if len(word) >= _LONG)


def is_eaten(sides: Sides) -> bool:
    """Tell whether lines are what they were but for what stood for values in paths, or for their ends."""
    if not sides.are_in_words or not sides.lost or _has_other_kinds(sides):
        return False
    return _lost_placeholders(sides) or _lost_ends(sides)


def _lost_placeholders(sides: Sides) -> bool:
    if sides.words_come > 0 or sides.words_lost == 0:
        return False
    eaten = Counter(
        word
        for line in sides.lost.elements()
        for sign in _PLACEHOLDER.findall(line.words)
        for word in WORD.findall(sign.lower())
    )
    gone = sides.was.words - sides.now.words
    return not gone - eaten and any(_EMPTY.search(line.words) for line in sides.come)


def _lost_ends(sides: Sides) -> bool:
    """Tell whether all lines that came are lost ones of which cells were cut, each with a sign that says so."""
    by_key = {_key(line): line for line in sides.lost}
    found = 0
    for line in sides.come:
        was = by_key.get(_key(line))
        if was is None or len(was.cells) != len(line.cells) or not _is_cut(line.cells, was.cells):
            return False
        found += 1
    return found > 1


def _key(line: Line) -> tuple[str, ...]:
    """Return what a line is known by, though its end was cut: its first cell, or how it begins."""
    return line.cells[:1] if len(line.cells) > 1 else (line.words[:_LONG],)


def _is_cut(cells: Sequence[str], were: Sequence[str]) -> bool:
    return all(cell == was or _is_begun(cell, was) for cell, was in zip(cells, were, strict=True))


def _is_begun(cell: str, was: str) -> bool:
    begun = _ELLIPSIS.sub("", cell)
    return begun != cell and was.startswith(begun)


def says_less_in_a_torn_sample(sides: Sides) -> bool:
    """Tell whether samples alone say less, and one of them is torn."""
    if not sides.came.is_torn or not sides.are_in_words or not sides.come:
        return False
    if any(line.kind != "sample" for line in (*sides.lost, *sides.come)):
        return False
    return sides.words_come == 0 and sides.words_lost > 0
