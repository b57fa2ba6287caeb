"""Whether a page says all that it said in another frame: below other headings, or in signs that stand for its own.

What stands in rows, items and sentences is written by people; the headings above them come from a template as well,
which may show the keys of labels that it did not find, a variable that nobody resolved, or another language. Who
words a heading anew words one, or edits what stands below it.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Final

from driftwatch.model.text import Line
from driftwatch.patterns import lazy_regex, unescape
from driftwatch.presence.came import WORD, Sides
from driftwatch.presence.unfilled import NO_VALUE

_FRAMES: Final = ("heading", "head")
_LEAST: Final = 3
"""Headings and columns, at least, or signs: one or two are worded anew, and written where they are told of."""
_NEW: Final = 2
"""Words, at most, that are new besides such signs."""
_MANY: Final = 20
"""Signs for each of which one more word may be new: a sample that is escaped is read where it was not before."""
_UNRESOLVED: Final = lazy_regex(rf"{NO_VALUE.pattern}|\{{\{{\}}\}}|\$\{{[^{{}}]{{1,60}}\}}|%\w{{1,60}}%", re.IGNORECASE)
"""All that a heading says that a template or a script left as it was."""
_RETIRED: Final = lazy_regex(r"\b(?:removed|deprecated|retired|discontinued|obsolete)\b", re.IGNORECASE)
"""What a heading says of what goes away."""
_SIGN: Final = lazy_regex(r"&(?:amp;)?(?:#\d{1,5}|#x[\da-f]{1,4}|amp|lt|gt|quot|apos|nbsp);")
"""A sign of a page that was escaped once too often."""
_QUOTE: Final = lazy_regex(r"[\"\u201c\u201d]|&(?:amp;)?(?:#\d{1,5}|quot|apos);")
"""What stands around no name that a sample is read by, but where it was escaped or set in type."""
_LINK: Final = lazy_regex(r"!?\[([^\[\]]{0,200})\]\([^()\s]{1,500}(?:\s+\"[^\"]{0,200}\")?\)")
"""A link, or an image, as it is written: pages show its words alone."""
_TAG: Final = lazy_regex(r"</?[A-Za-z][^<>]{0,200}>")


def is_reframed(sides: Sides, *, said: Callable[[], int]) -> bool:
    """Tell whether a page says what it said below other headings; `said` counts the facts that it stated.

    Facts went with most of them, or they are no words at all. Where as much is stated, names in headings may be facts:
    models and codes in place of others are an edit.
    """
    lost, come = sides.lost, sides.come
    if not lost or not come or not sides.are_comparable or _but_heads(come) > _but_heads(lost):
        return False
    if any(line.kind not in _FRAMES for line in (*lost, *come)) or any(_RETIRED.search(line.words) for line in come):
        return False
    if sides.are_in_words and _lost_cells_alone(sides):
        return True
    if sides.are_in_words and all(_UNRESOLVED.fullmatch(line.words) for line in come):
        return True
    return any(_are_others(sides, kinds) for kinds in (("heading",), ("head",), _FRAMES)) and sides.states_less(said)


def _but_heads(lines: Counter[Line]) -> int:
    """Count the lines that are no heads of tables: one that had no words has some where keys of labels are shown."""
    return sum(number for line, number in lines.items() if line.kind != "head")


def _lost_cells_alone(sides: Sides) -> bool:
    """Tell whether heads of tables alone differ, of which cells are empty by now: their columns are not."""
    were = [line for line in sides.was.lines if line in sides.lost]
    come = [line for line in sides.now.lines if line in sides.come]
    if len(were) != len(come) or any(line.kind != "head" for line in come):
        return False
    return all(_is_emptied(was.cells, line.cells) for was, line in zip(were, come, strict=True))


def _is_emptied(were: Sequence[str], cells: Sequence[str]) -> bool:
    return len(were) == len(cells) and all(cell in ("", was) for was, cell in zip(were, cells, strict=True))


def _are_others(sides: Sides, kinds: Container[str]) -> bool:
    """Tell whether most headings are others, or most cells of the heads of tables: one of them may show keys alone."""
    gone = (_labels(sides.lost.elements(), kinds) - _labels(sides.come.elements(), kinds)).total()
    return gone >= _LEAST and 2 * gone >= _labels(sides.was.lines, kinds).total()


def _labels(lines: Iterable[Line], kinds: Container[str]) -> Counter[str]:
    """Count what headings say, and each cell of the heads of tables."""
    return Counter(cell for line in lines if line.kind in kinds for cell in line.cells if cell)


def _words(labels: Iterable[str]) -> frozenset[str]:
    return frozenset(WORD.findall("\n".join(labels).lower()))


def is_escaped(sides: Sides) -> bool:
    """Tell whether lines came with several such signs, and next to nothing that the page did not say without them."""
    if not sides.lost or not sides.are_in_words:
        return False
    signs = _signs_in(sides.come) - _signs_in(sides.lost)
    if signs < _LEAST:
        return False
    plain = (_TAG.sub(" ", _LINK.sub(r" \1 ", unescape(unescape(line.words)))) for line in sides.come)
    return len(_words(plain) - sides.was.words.keys()) <= max(_NEW, signs // _MANY)


def _signs_in(lines: Counter[Line]) -> int:
    return sum(number * _signs(line) for line, number in lines.items())


def _signs(line: Line) -> int:
    if line.kind == "sample":
        return len(_QUOTE.findall(line.words))
    return len(_SIGN.findall(line.words)) + len(_LINK.findall(line.words)) + len(_TAG.findall(line.words))
