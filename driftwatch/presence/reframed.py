"""Whether a page says all that it said in another frame: below other headings, or in signs that stand for its own.

What stands in rows, items and sentences is written by people; the headings above them come from a template as well,
which may show the keys of labels that it did not find, a variable that nobody resolved, or another language. Who
words a heading anew words one, or edits what stands below it.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from html import unescape
from typing import Final

from driftwatch.model.text import Line
from driftwatch.patterns import lazy_regex
from driftwatch.presence.came import WORD, Sides

_FRAMES: Final = ("heading", "head")
_LEAST: Final = 3
"""Headings and columns, at least, or signs: one or two are worded anew, and written where they are told of."""
_NEW: Final = 2
"""Words, at most, that are new besides such signs."""
_MANY: Final = 20
"""Signs for each of which one more word may be new: a sample that is escaped is read where it was not before."""
_UNRESOLVED: Final = lazy_regex(r"\{\{[^{}]{0,60}\}\}|\$\{[^{}]{1,60}\}|%\w{1,60}%|undefined|\[object Object\]")
"""All that a heading says that a template or a script left as it was."""
_SIGN: Final = lazy_regex(r"&(?:amp;)?(?:#\d{1,5}|#x[\da-f]{1,4}|amp|lt|gt|quot|apos|nbsp);")
"""A sign of a page that was escaped once too often."""
_QUOTE: Final = lazy_regex(r"[\"\u201c\u201d]|&(?:amp;)?(?:#\d{1,5}|quot|apos);")
"""What stands around no name that a sample is read by, but where it was escaped or set in type."""
_TAG: Final = lazy_regex(r"</?[A-Za-z][^<>]{0,200}>")


def is_reframed(sides: Sides, *, said: Callable[[], int]) -> bool:
    """Tell whether a page says what it said in another frame; `said` counts the facts that it stated."""
    if not sides.lost or not sides.come or not sides.are_comparable:
        return False
    if all(line.kind in _FRAMES for line in (*sides.lost, *sides.come)):
        return _has_other_headings(sides, said=said)
    return sides.are_in_words and _is_escaped(sides)


def _has_other_headings(sides: Sides, *, said: Callable[[], int]) -> bool:
    """Tell whether most headings are others, with which facts went or all of their words; or are no words at all."""
    lost, come = sides.lost, sides.come
    if come.total() > lost.total():
        return False
    if sides.are_in_words and all(_UNRESOLVED.fullmatch(line.words) for line in come):
        return True
    gone, new = _labels(lost.elements()), _labels(come.elements())
    gone, new = gone - new, new - gone
    if gone.total() < _LEAST or 2 * gone.total() < _labels(sides.was.lines).total():
        return False
    return sides.states_less(said) or (sides.are_in_words and _words(gone).isdisjoint(_words(new)))


def _labels(lines: Iterable[Line]) -> Counter[str]:
    """Count what headings say, and each cell of the heads of tables."""
    return Counter(cell for line in lines if line.kind in _FRAMES for cell in line.cells if cell)


def _words(labels: Iterable[str]) -> frozenset[str]:
    return frozenset(WORD.findall("\n".join(labels).lower()))


def _is_escaped(sides: Sides) -> bool:
    """Tell whether lines came with several such signs, and next to nothing that the page did not say without them."""
    came, went = (_signs_in(lines) for lines in (sides.come, sides.lost))
    if came - went < _LEAST:
        return False
    plain = (_TAG.sub(" ", unescape(unescape(line.words))) for line in sides.come)
    return len(_words(plain) - sides.was.words.keys()) <= max(_NEW, (came - went) // _MANY)


def _signs_in(lines: Counter[Line]) -> int:
    return sum(len((_QUOTE if line.kind == "sample" else _SIGN).findall(line.words)) for line in lines.elements())
