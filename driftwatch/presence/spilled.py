"""Marks that stand among the words of a page: a block of code lost its bounds, or links lost what they lead to.

Code is set apart by lines above and below it, and links of one style lead to lines at the end of a page. Where an
answer lost one of those, or got one of another page's, what follows is read as something else: members of JSON as
sentences, links as they are written.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from driftwatch.model.text import Line
from driftwatch.patterns import lazy_regex
from driftwatch.presence.came import Sides, word_counts
from driftwatch.presence.other_pages import OtherPages

_LEAST: Final = 2
"""Members of JSON that came as sentences, at least: of one a sentence may tell."""
_LINES: Final = 3
"""Lines that are gone besides those of links, at least."""
_INLINE: Final = 6
"""Members, at most, of an object that people write out in a sentence."""
_NAMES: Final = 3
"""Names that a torn sample has of another one, at least."""
_MEMBER: Final = lazy_regex(r'"([^\W\d][\w.$@-]{0,80})"\s{0,2}:')
_VALUE: Final = lazy_regex(r'"[^"]*"|\b(?:true|false|null|json)\b')
_WORD: Final = lazy_regex(r"[^\W\d_]{2}")
_LINK: Final = lazy_regex(r"\[([^\[\]]+)\](?:\[[^\[\]]*\])?")
"""A link as it is written whose target stands elsewhere on the page: at its end, mostly."""
_SET: Final = ("sample", "head")


def is_spilled(sides: Sides, others: OtherPages) -> bool:
    """Tell whether code of a page, or of another one, stands among its sentences, or links as they are written."""
    if not sides.are_in_words or not sides.come:
        return False
    if sides.came.is_torn and _holds_another(sides, others):
        return True
    if not sides.lost:
        return False
    lost, come = sides.lost.copy(), sides.come.copy()
    if leave_out_links(lost, come) and lost.total() >= _LINES:
        return True
    said = {name for line in lost if line.kind not in _SET for name in _MEMBER.findall(line.words)}
    spilt = frozenset(_outside(come)).difference(said)
    return len(spilt) >= _LEAST and len(spilt & others.names_in_samples) >= _LEAST


def _holds_another(sides: Sides, others: OtherPages) -> bool:
    """Tell whether samples alone differ, one of which is torn, and all that they name besides is named in others."""
    lost, come = sides.lost.elements(), sides.come.elements()
    if any(line.kind != "sample" for line in (*sides.lost, *sides.come)):
        return False
    new = (word_counts(come) - word_counts(lost)).keys()
    names = {name.lower() for name in others.names_in_samples}
    return len(new) >= _NAMES and names.issuperset(new)


def _outside(come: Counter[Line]) -> Iterator[str]:
    """Yield the members that stand in sentences, but for what people write there.

    These are whole objects, be it that fences were forgotten, and members that a sentence tells of in other words.
    """
    for line in come:
        words = line.words
        if line.kind in _SET or '"' not in words:
            continue
        found = list(_MEMBER.finditer(words))
        if not found:
            continue
        before = words[: found[0].start()]
        is_whole = "{" in before and (len(found) <= _INLINE or not before.strip(" {["))
        is_told = "{" not in words and '"' not in before and _WORD.search(_VALUE.sub("", words)) is not None
        if not (_is_balanced(words) and (is_whole or is_told)):
            yield from (each[1] for each in found)


def _is_balanced(words: str) -> bool:
    depth = 0
    for sign in words:
        depth += (sign in "{[") - (sign in "}]")
        if depth < 0:
            return False
    return depth == 0


def leave_out_links(lost: Counter[Line], come: Counter[Line]) -> bool:
    """Take out lines that show a link as it is written, which its target was lost of; tell whether there are any."""
    shown = [line for line in come if "[" in line.words]
    if len(shown) == 1 and "][" not in shown[0].words:
        return False  # people put what may be left out into brackets
    known = {_unlinked(line): line for line in lost} if shown else {}
    found = False
    for line in shown:
        if (was := known.get(_unlinked(line))) is not None:
            del come[line], lost[was]
            known.pop(_unlinked(was))
            found = True
    return found


def _unlinked(line: Line) -> tuple[str, str]:
    return line.kind, _LINK.sub(r"\1", line.words)
