"""Which line of a section is which line of yesterday: by what it is about, else by the words that both have.

And which of them only join, part or reorder what others said there.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final, TypeAlias

from driftwatch.alignment import is_short, shared, shared_at_most
from driftwatch.compare.pages.page_lines import Edit, Placed, Words, words_of
from driftwatch.model.text import Line

_Worded: TypeAlias = tuple[str, Words, Counter[str]]
"""A line by its kind, its words, and how often it has each."""

ALIKE: Final = 0.4
"""Share of words from which two lines are one that was reworded: short sentences have few words to share."""
MOST_PAIRS: Final = 4_000
"""Pairs of lines of one section that are held against each other; beyond, those that share a word that few have."""
_FEW: Final = 8
"""Lines that may share a word where a section has more pairs, and lines of those that one is held against."""
_PLAIN: Final = frozenset(("sentence", "item"))
"""Lines of which the words say it all: a row says something by the column that a word stands in."""
_HEADS: Final = "#"
"""A sign of a heading that stands too close to its words to make one."""
_MOST_WORDS: Final = 100_000
"""Words of such pairs that are held against each other in their order; beyond, words are counted."""


def paired(olds: list[Placed], news: list[Placed]) -> Iterator[Edit]:
    """Pair lines of one section: by what they are about, then by likeness; what is left went or came."""
    pairs, waiting, fresh = _of_one_subject(olds, news)
    pairs.extend(_alike(waiting, fresh))
    # In a table of which a column is called otherwise, the rows say what they said.
    yield from _heads_swapped(pairs)
    pairs = [
        (old, new)
        for old, new in pairs
        if (old.is_shifted and new.is_shifted) or words_of(old.line.words) != words_of(new.line.words)
    ]
    order = {id(one): number for number, one in enumerate(news)}
    yield from (Edit(old, new) for old, new in sorted(pairs, key=lambda pair: order[id(pair[1])]))
    yield from (Edit(old, None) for old in waiting)
    yield from (Edit(None, new) for new in fresh)


def _heads_swapped(pairs: Iterable[tuple[Placed, Placed]]) -> Iterator[Edit]:
    """Yield the heads of tables whose columns have each other's names now, above cells that stayed where they were."""
    swapped = {
        (old.path, old.head, new.head): (old, new)
        for old, new in pairs
        if old.head != new.head and sorted(old.head) == sorted(new.head) and old.line == new.line
    }
    for old, new in swapped.values():
        yield Edit(*(Placed(Line("head", one.head), one.path) for one in (old, new)))


def _of_one_subject(
    olds: Iterable[Placed], news: Iterable[Placed]
) -> tuple[list[tuple[Placed, Placed]], list[Placed], list[Placed]]:
    """Return the pairs of lines that are about the same, and what is left of both sides."""
    known: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    waiting = dict(enumerate(olds))
    for number, old in waiting.items():
        known[_subject(old)].append(number)
    pairs: list[tuple[Placed, Placed]] = []
    fresh: list[Placed] = []
    for new in news:
        subject = _subject(new)
        if subject is not None and known.get(subject):
            pairs.append((waiting.pop(known[subject].popleft()), new))
        else:
            fresh.append(new)
    return pairs, list(waiting.values()), fresh


def _subject(one: Placed) -> Hashable:
    """Return what a line is about, None where that is not known: of two lines with one subject one was the other."""
    line = one.line
    if line.kind == "heading":
        return line.kind
    if line.kind == "head":
        return line.kind, len(line.cells)
    return (line.kind, words_of(line.key)) if line.key else None


def _alike(waiting: list[Placed], fresh: list[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Take out of both lists the pairs that are one line, reworded; the likest first."""
    likes = _likes(waiting, fresh)
    used: tuple[set[int], set[int]] = set(), set()
    found: list[tuple[Placed, Placed]] = []
    for _, before, after in sorted(likes, key=lambda like: (-like[0], like[1], like[2])):
        if before not in used[0] and after not in used[1]:
            used[0].add(before)
            used[1].add(after)
            found.append((waiting[before], fresh[after]))
    waiting[:] = [one for number, one in enumerate(waiting) if number not in used[0]]
    fresh[:] = [one for number, one in enumerate(fresh) if number not in used[1]]
    if len(waiting) == len(fresh) == 1 and waiting[0].line.kind == fresh[0].line.kind:
        found.append((waiting.pop(), fresh.pop()))  # one line in place of one other
    yield from found


def _likes(olds: Sequence[Placed], news: Sequence[Placed]) -> Iterator[tuple[float, int, int]]:
    """Yield how alike lines of one kind are, with their numbers, where they are alike."""
    befores, afters = ([(one.line.kind, one.words, Counter(one.words)) for one in side] for side in (olds, news))
    left = _MOST_WORDS
    for before, after in _candidates(befores, afters):
        (_, old, counted), (_, new, recounted) = befores[before], afters[after]
        likeness = shared_at_most(counted, recounted)
        if likeness >= ALIKE and left > 0 and is_short(old, new):
            left -= len(old) + len(new)
            likeness = shared(old, new)
        if likeness >= ALIKE:
            yield likeness, before, after


def _candidates(olds: Sequence[_Worded], news: Sequence[_Worded]) -> Iterator[tuple[int, int]]:
    """Yield pairs of one kind: all of a few, of many for each line the few that share most of its rare words."""
    if len(olds) * len(news) <= MOST_PAIRS:
        numbers = product(range(len(olds)), range(len(news)))
        yield from ((before, after) for before, after in numbers if olds[before][0] == news[after][0])
        return
    having: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for after, (kind, _, counted) in enumerate(news):
        for word in counted:
            having[kind, word].append(after)
    for before, (kind, _, counted) in enumerate(olds):
        groups = (having.get((kind, word), ()) for word in counted)
        common = Counter(after for group in groups if len(group) <= _FEW for after in group)
        yield from ((before, after) for after, _ in sorted(common.items(), key=lambda one: (-one[1], one[0]))[:_FEW])


def but_recut(edits: Sequence[Edit]) -> list[Edit]:
    """Leave out lines that are made of lines of the other side, and these lines.

    >>> from driftwatch.model.text import Line
    >>> one, other, both = (
    ...     Placed(Line("sentence", (said,)), ()) for said in ("Send it once.", "Wait 5 s.", "Wait 5 s. Send it once.")
    ... )
    >>> but_recut([Edit(both, one), Edit(None, other)])
    []
    """
    olds, news = _lines(edit.old for edit in edits), _lines(edit.new for edit in edits)
    if not olds or not news:
        return list(edits)
    known: set[int] = set()
    for whole, parts in ((olds, news), (news, olds)):
        by_word = _by_first_word(parts)
        for number, words in whole.items():
            made = _made_of(words, by_word, known) if number not in known else []
            if made:
                known |= {number, *made}
    left = (Edit(*(None if id(side) in known else side for side in (edit.old, edit.new))) for edit in edits)
    return [edit for edit in left if edit.old is not None or edit.new is not None] if known else list(edits)


def _lines(sides: Iterable[Placed | None]) -> dict[int, Words]:
    said = {id(one): _said(one) for one in sides if one is not None and one.line.kind in _PLAIN}
    return {number: words for number, words in said.items() if words}


def _said(one: Placed) -> Words:
    return tuple(word for word in words_of(one.line.words) if word != _HEADS)


def _by_first_word(lines: Mapping[int, Words]) -> Mapping[str, Sequence[tuple[int, Words]]]:
    found: defaultdict[str, list[tuple[int, Words]]] = defaultdict(list)
    for number, words in lines.items():
        found[words[0]].append((number, words))
    return {word: sorted(alike, key=lambda one: -len(one[1]))[:_FEW] for word, alike in found.items()}


def _made_of(words: Words, parts: Mapping[str, Sequence[tuple[int, Words]]], taken: set[int]) -> list[int]:
    """Return the lines that one consists of, each once, from its first word to its last; [] where words are left."""
    found: list[int] = []
    at = 0
    while at < len(words):
        fitting = (
            (number, part)
            for number, part in parts.get(words[at], ())
            if number not in taken and number not in found and words[at : at + len(part)] == part
        )
        number, part = next(fitting, (0, ()))
        if not part:
            return []
        found.append(number)
        at += len(part)
    return found
