"""Which pages are made of what was there: nothing that is new stands on them, and yet they are not what they were.

Who edits a page writes something, or takes out what has bounds. What joins two answers, sends one twice, ends one early
or loses its line breaks writes nothing: all that came was said before, by the page or by one other.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from driftwatch.alignment import same_start
from driftwatch.model.text import Line
from driftwatch.presence.came import Sides, word_counts
from driftwatch.presence.other_pages import OtherPages
from driftwatch.presence.unfilled import notes_in

_LEAST: Final = 3
"""Lines that were lost or came, at least: who takes out a field takes out one line."""
_MANY: Final = 10
"""Lines that came once more, at least, where they are no rows: people say a sentence twice."""
_MUCH: Final = 0.25
"""Share of its words that a page must have lost where that is fewer lines: one line of code may be half of a page."""
_SHARE: Final = 0.05
"""Share of its words that a page must have lost."""
_NEW: Final = 0.05
"""Share of as many words as were lost, or came, that may be said nowhere else: halves of words at a seam."""
_SEAM: Final = 2
"""Such words that may be there however few were lost or came; lines at the seam of what came twice."""
_MOST: Final = 0.75
"""Share of the lines that came which must be lines of before: the rest of them stands at seams."""
_TWICE: Final = 2 / 3
"""Share of the lines that came which must be the page once more, where most of it is: the rest of them is its frame."""
_SHAPED: Final = 0.1
"""Share of its lines that a page must have in another shape: an edit of one table is one of less."""
_LEFT_OUT: Final = 0.1
"""Share of the words of such lines that may be said nowhere, besides those of samples: of code other words are told."""
_MARKS: Final = 1.0
"""Share of as many words that may be new there where lines ran together: what was markup is read as words."""
_FEWER: Final = 2
"""A page of which so many lines became one lost its line breaks: who edits it takes words out with lines."""
_BLOCKS: Final = ("sample", "row", "item")
_UNORDERED: Final = ("row", "item")
_SETS: Final = ("head", *_UNORDERED)


def lacks_much(sides: Sides) -> bool:
    """Tell whether a page no longer has a part of its words that is worth a doubt."""
    return sides.words_lost >= _SHARE * sides.was.words.total()


def is_doubtful(sides: Sides) -> bool:
    """Tell the same of a page that has next to no new ones."""
    return sides.are_comparable and lacks_much(sides) and _is_nothing_new(sides)


def is_cut(sides: Sides, *, said: Callable[[], int]) -> bool:
    """Tell whether a page has much less of what it said, and nothing else; who takes out sentences takes no facts.

    Args:
        sides: what it said, and what came.
        said: counts the facts that it stated.
    """
    if not is_doubtful(sides):
        return False
    is_fewer = len(sides.was.lines) - len(sides.now.lines) >= _LEAST
    return (is_fewer and sides.states_less(said)) or _is_stripped(sides) or _is_glued(sides)


def has_little_new(sides: Sides) -> bool:
    """Tell whether next to no words of a page are new, or most of its line breaks went: code is words then."""
    return _is_nothing_new(sides) or _FEWER * len(sides.now.lines) <= len(sides.was.lines)


def lacks_its_title(sides: Sides) -> bool:
    """Tell whether a page lost the heading that it began with, and says nothing of it, nor anything new.

    A banner above it may be taken off. Who calls a page otherwise writes something in that place; who takes out what
    stands below leaves the title. What is left may be its end just as it was: what stood at its head is read as
    something else there.
    """
    was, now = sides.was.lines, sides.now.lines
    if not sides.are_in_words or not now or len(now) >= len(was) or not _is_nothing_new(sides):
        return False
    if was[0].kind != "heading" or was[0] in now:
        return False
    titles = [line for line in sides.come if line.kind == "heading"]
    if not word_counts(titles).keys() <= sides.was.words.keys():
        return False
    left = tuple(line for line in now if line not in sides.come)
    if left and was[-len(left) :] == left and not titles:
        return True
    return word_counts(was[:1]).keys().isdisjoint(word_counts((*sides.come, now[0])))


def _is_nothing_new(sides: Sides) -> bool:
    most = max(_SEAM, _NEW * sides.words_lost)
    if sides.words_come <= most:
        return True
    notes = word_counts(notes_in(sides))
    return (sides.now.words - sides.was.words - notes).total() <= most


def is_mixed(sides: Sides, others: OtherPages, place: str) -> bool:
    """Tell whether a page goes on as another one in place of what is gone: the two were mixed up on the way.

    What an edit takes over from another page, a notice of deprecation say, leaves the end of the page as it was; and it
    takes it over to several, while an answer is mixed up alone.
    """
    come, now = sides.come, sides.now.lines
    if come.total() < _LEAST or not lacks_much(sides):
        return False
    # Rows are kept in the order of the alphabet: one that came may stand before many that were there.
    rest = come if now[-1] in come else now[next(at for at, line in enumerate(now) if line in come) :]
    is_of_another = all(others.said(place, part) >= max(_LEAST, _MOST * len(part)) for part in (come, rest))
    return is_of_another and not others.took(place, sides.lost) and not others.took(place, come)


def is_said_before(sides: Sides, *, said: Callable[[], int]) -> bool:
    """Tell whether all that came is what a page said, twice or in other blocks; `said` counts the facts of before."""
    return sides.are_comparable and (_is_doubled(sides) or _is_repeated(sides, said=said) or _is_reshaped(sides))


def _is_doubled(sides: Sides) -> bool:
    """Tell whether a page goes back in what it says, and on from there; a new section has a heading of its own.

    Who writes a section that another one has puts it where it belongs: not before what followed on that one.
    """
    was, now = sides.was.lines, sides.now.lines
    titles = [line for line in sides.come if line.kind == "heading"]
    again = same_start(was, now) + same_start(was[::-1], now[::-1]) - len(was)
    more = len(now) - len(was)
    is_known = bool(titles) and frozenset(was).issuperset(titles)
    return more >= _LEAST and ((is_known and again >= max(_LEAST, more - _SEAM)) or _is_whole_again(sides))


def _is_repeated(sides: Sides, *, said: Callable[[], int]) -> bool:
    """Tell whether rows and items came once more, or many lines, and nothing went.

    The first two are sets, in which nothing stands twice.
    """
    come, was = sides.come, frozenset(sides.was.lines)
    if sides.lost or any(line.kind == "heading" and line not in was for line in come):
        return False
    again = Counter({line: number for line, number in come.items() if line in was})
    if again.total() >= max(_MANY, come.total() - _SEAM):
        return True
    rows = sum(number for line, number in again.items() if line.kind in _SETS)
    return rows >= max(_LEAST, come.total() - _SEAM) and sides.came.facts <= said()


def _is_whole_again(sides: Sides) -> bool:
    """Tell whether most of a page came once more, with its first heading if any, and little else: no section does."""
    come = sides.come
    again = (Counter(sides.was.lines) & come).total()
    title = next((line for line in sides.was.lines if line.kind == "heading"), None)
    return (title is None or title in come) and again >= max(_MOST * len(sides.was.lines), _TWICE * come.total())


def _is_reshaped(sides: Sides) -> bool:
    """Tell whether a page says the same words in blocks of other kinds, or in fewer of them, with their marks."""
    lost, come = sides.lost, sides.come
    # Rows that are rows still were edited, however many.
    changed = (_kinds(lost) - _kinds(come)).total()
    if changed < max(_LEAST, _SHAPED * len(sides.was.lines)) and not (come and _has_lost_a_kind(sides)):
        return False
    was = word_counts(line for line in lost.elements() if line.kind != "sample")
    now = word_counts(come.elements())
    heads = word_counts(line for line in lost if line.kind == "head").keys()
    keys = word_counts(Line("row", (line.key,)) for line in lost if line.kind == "row").keys()
    may_be_new = _MARKS if lost.total() - come.total() >= _LEAST else _NEW
    # What a table says once above its rows, or in front of cells, may stand with each of them, or with none.
    gone = sum(number for word, number in (was - now).items() if word not in heads)
    new = sum(number for word, number in (now - was).items() if word not in heads | keys)
    # Where most line breaks went, code of which names alone are words is read as sentences, however long it is.
    has_code = any(line.kind == "sample" for line in lost)
    is_run_together = has_code and _FEWER * len(sides.now.lines) <= len(sides.was.lines)
    return gone <= _LEFT_OUT * was.total() and (is_run_together or new <= max(_SEAM, may_be_new * was.total()))


def _is_stripped(sides: Sides) -> bool:
    """Tell whether a page lost all its blocks of one kind, much of it, and nothing came in their place."""
    is_much = sides.lost.total() >= _LEAST or sides.words_lost >= _MUCH * sides.was.words.total()
    return is_much and not sides.come and _has_lost_a_kind(sides)


def _has_lost_a_kind(sides: Sides) -> bool:
    was, now = (frozenset(line.kind for line in said.lines) for said in (sides.was, sides.now))
    return any(kind in was - now for kind in _BLOCKS)


def _is_glued(sides: Sides) -> bool:
    """Tell whether a line that came is the beginning of one line and the end of another one, which both are gone.

    Rows and items are made of few words, which many of them share: one that was edited is made of two others.
    """
    if not sides.lost or sides.come.total() >= _LEAST:
        return False
    lost = [line.words for line in sides.lost]
    return any(_joins(line.words, lost) for line in sides.come if line.kind not in _UNORDERED)


def _joins(words: str, lost: Sequence[str]) -> bool:
    begun, first = max((same_start(words, line), line) for line in lost)
    ends = {line: same_start(words[::-1], line[::-1]) for line in lost}
    if begun + ends.pop(first) >= len(words) or not ends:
        return False
    ended = max(ends.values())
    parts = (words[:begun], words[len(words) - ended :])
    return begun + ended >= len(words) and all(" " in part.strip() for part in parts)


def _kinds(lines: Counter[Line]) -> Counter[str]:
    return Counter(line.kind for line in lines.elements())
