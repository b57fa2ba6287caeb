"""What differs between two texts of a page: lines that went, that came, and that say something else, by section.

A line that stands elsewhere on the page now says what it said; only words count, neither signs nor order.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from driftwatch.alignment import is_short, shared, shared_at_most
from driftwatch.model.text import Line, PageText, headed

Words: TypeAlias = tuple[str, ...]
"""What a line says, as it is compared."""
Path: TypeAlias = tuple[str, ...]
"""The headings above a line, outermost first."""

_WORD: Final = re.compile(r"\w+(?:[.,:/'-]\w+)*|[^\w\s.,;:!?'\"()\[\]{}`*_|~\\-]|(?<!\w)-(?=\d)")
"""A word, a number with its separators and sign, or a sign that means something: a currency, a tick, a comparison."""
_ALIKE: Final = 0.4
"""Share of words from which two lines are one that was reworded: short sentences have few words to share."""
_MOST_PAIRS: Final = 4_000
"""Pairs of lines of one section that are held against each other; beyond, lines are paired as they stand."""
_MOST_WORDS: Final = 100_000
"""Words of such pairs that are held against each other in their order; beyond, words are counted."""
_FEW: Final = 8
"""Headings that may share a line or a word where a page has many: what more of them share tells none from another."""


class Placed(Struct, frozen=True):
    """A line, the headings above it, and the head of its table."""

    line: Line
    path: Path
    head: tuple[str, ...] = ()

    @property
    def words(self) -> Words:
        """What it says, as it is compared: in a table, whatever the order of its columns."""
        if self.line.kind == "head":
            return words_of(" ".join(sorted(self.line.cells)))
        if self.head and len(self.head) == len(self.line.cells):
            named = sorted(zip(self.head, self.line.cells, strict=True))
            return words_of(" ".join(cell for _, cell in named))
        return words_of(self.line.words)


class Edit(Struct, frozen=True):
    """One line before and after; None where it was not, or is not, there."""

    old: Placed | None
    new: Placed | None


class SectionEdits(Struct, frozen=True):
    """What differs below one heading; `path` is that of today, of before when the section is gone."""

    path: Path
    edits: tuple[Edit, ...]
    whole: str = ""
    """`added` or `removed` when the section itself came or went."""


def words_of(text: str) -> Words:
    """Return the words of a text in lower case; signs that only set them apart are none."""
    return tuple(_WORD.findall(text.lower()))


def placed(text: PageText) -> Iterator[Placed]:
    """Yield the lines of a page with the headings above each."""
    head: tuple[str, ...] = ()
    for path, line in headed(text.lines):
        head = line.cells if line.kind == "head" else head if line.kind == "row" else ()
        yield Placed(line, path, head)


def differing(old: Iterable[Placed], new: Iterable[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Return the lines that only one side has, in order; what stands on both says the same wherever it stands."""
    befores, afters = [one for one in old if one.words], [one for one in new if one.words]
    befores, afters = _unmatched(befores, afters, lambda one: (one.path, one.words))
    return _unmatched(befores, afters, lambda one: ((), one.words))


def _unmatched(
    olds: Sequence[Placed], news: Sequence[Placed], key: Callable[[Placed], tuple[Path, Words]]
) -> tuple[list[Placed], list[Placed]]:
    gone, come = Counter(map(key, olds)), Counter(map(key, news))
    gone, come = gone - come, come - gone
    return list(_taken(olds, gone, key)), list(_taken(news, come, key))


def _taken(
    lines: Sequence[Placed], wanted: Counter[tuple[Path, Words]], key: Callable[[Placed], tuple[Path, Words]]
) -> Iterator[Placed]:
    for one in lines:
        if wanted[key(one)] > 0:
            wanted[key(one)] -= 1
            yield one


def section_edits(
    removed: Sequence[Placed], added: Sequence[Placed], old: Sequence[Placed], new: Sequence[Placed]
) -> Iterator[SectionEdits]:
    """Yield what differs by section.

    Args:
        removed: lines that only the old side has.
        added: lines that only the new side has.
        old: all lines of the old side.
        new: all lines of the new side.
    """
    renamed = _renamed(removed, added, old, new)
    gone = _whole(removed, set(renamed))
    come = _whole(added, set(renamed.values()))
    for path, lines in gone.items():
        yield SectionEdits(path, tuple(Edit(one, None) for one in lines), "removed")
    for path, lines in come.items():
        yield SectionEdits(path, tuple(Edit(None, one) for one in lines), "added")
    olds = _by_section(removed, renamed, gone)
    news = _by_section(added, {}, come)
    for path in dict.fromkeys((*news, *olds)):
        edits = tuple(_paired(olds.get(path, []), news.get(path, [])))
        if edits:
            yield SectionEdits(path, edits)


def _renamed(
    removed: Sequence[Placed], added: Sequence[Placed], old: Sequence[Placed], new: Sequence[Placed]
) -> dict[Path, Path]:
    """Pair headings that were reworded: those under the same parent that share lines, or words."""
    befores = [one.path for one in removed if one.line.kind == "heading"]
    afters = [one.path for one in added if one.line.kind == "heading"]
    below = _below(old, befores), _below(new, afters)
    found: dict[Path, Path] = {}
    title, retitled = ([path for path in paths if len(path) == 1] for paths in (befores, afters))
    if len(title) == len(retitled) == 1:  # a page has one title, whatever it says
        found[title[0]] = retitled[0]
    known = _Headings(afters, below[1], most=_MOST_PAIRS // max(len(befores), 1))
    for path in found.values():
        known.take(path)
    for before in (path for path in befores if path not in found):
        after = known.like(before, found.get(before[:-1], before[:-1]), below[0][before])
        if after is not None:
            found[before] = after
            known.take(after)
    return found


class _Headings:
    """The headings of today that may be one of yesterday, reworded.

    Args:
        paths: their paths, in order.
        below: the lines below each.
        most: as many headings may be held against each of yesterday; of more only those that share what few have.
    """

    def __init__(self, paths: Sequence[Path], below: Mapping[Path, Collection[Words]], *, most: int) -> None:
        self._order = {path: number for number, path in enumerate(paths)}
        self._below = below
        self._words = {path: words_of(path[-1]) for path in self._order}
        self._having: defaultdict[tuple[Path, Hashable], list[Path]] = defaultdict(list)
        for path in self._order:
            for mark in (*below[path], *set(self._words[path])):
                self._having[path[:-1], mark].append(path)
        self._most = _FEW if len(self._order) > most else len(self._order)
        self._taken: set[Path] = set()

    def take(self, path: Path) -> None:
        """Leave out a heading: it is known which one of yesterday it was."""
        self._taken.add(path)

    def like(self, before: Path, parent: Path, lines: Collection[Words]) -> Path | None:
        """Return the first that stands below a parent and shares most of its lines, or of its words, with a heading."""
        words = words_of(before[-1])
        common = Counter(path for line in lines for path in self._with(parent, line))
        named = {path for word in set(words) for path in self._with(parent, word)}
        for after in sorted({*common, *named} - self._taken, key=self._order.__getitem__):
            most = max(min(len(lines), len(self._below[after])), 1)
            if common[after] / most >= _ALIKE or shared(words, self._words[after]) >= _ALIKE:
                return after
        return None

    def _with(self, parent: Path, mark: Hashable) -> Sequence[Path]:
        paths = self._having.get((parent, mark), ())
        return paths if len(paths) <= self._most else ()


def _below(lines: Sequence[Placed], paths: Sequence[Path]) -> dict[Path, set[Words]]:
    found: dict[Path, set[Words]] = {path: set() for path in paths}
    for one in lines if found else ():
        for depth in range(1, len(one.path) + 1):
            below = found.get(one.path[:depth])
            if below is not None and not (one.line.kind == "heading" and depth == len(one.path)):
                below.add(one.words)
    return found


def _whole(lines: Sequence[Placed], known: set[Path]) -> dict[Path, list[Placed]]:
    """Return the sections whose heading is among the lines, outermost, each with all of its lines among them."""
    tops: dict[Path, list[Placed]] = {}
    for one in lines:
        if one.line.kind == "heading" and one.path not in known and not _inside(one.path, tops):
            tops[one.path] = []
    for one in lines:
        top = _inside(one.path, tops)
        if top:
            tops[top].append(one)
    return tops


def _inside(path: Path, tops: Iterable[Path]) -> Path:
    known = tops if isinstance(tops, dict) else set(tops)
    return next((path[:depth] for depth in range(1, len(path) + 1) if path[:depth] in known), ())


def _by_section(
    lines: Sequence[Placed], renamed: dict[Path, Path], whole: dict[Path, list[Placed]]
) -> dict[Path, list[Placed]]:
    found: dict[Path, list[Placed]] = {}
    for one in lines:
        if not _inside(one.path, whole):
            found.setdefault(_today(one.path, renamed), []).append(one)
    return found


def _today(path: Path, renamed: dict[Path, Path]) -> Path:
    for depth in range(len(path), 0, -1):
        if path[:depth] in renamed:
            return renamed[path[:depth]] + path[depth:]
    return path


def _paired(olds: list[Placed], news: list[Placed]) -> Iterator[Edit]:
    """Pair lines of one section: by what they are about, then by likeness; what is left went or came."""
    pairs, waiting, fresh = _of_one_subject(olds, news)
    pairs.extend(_alike(waiting, fresh))
    # In a table of which a column is called otherwise, the rows say what they said.
    pairs = [(old, new) for old, new in pairs if words_of(old.line.words) != words_of(new.line.words)]
    order = {id(one): number for number, one in enumerate(news)}
    yield from (Edit(old, new) for old, new in sorted(pairs, key=lambda pair: order[id(pair[1])]))
    yield from (Edit(old, None) for old in waiting)
    yield from (Edit(None, new) for new in fresh)


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
    if len(waiting) * len(fresh) > _MOST_PAIRS:
        likes = [(1.0, number, number) for number in range(min(len(waiting), len(fresh)))]
    else:
        likes = list(_likes(waiting, fresh))
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
    for before, (kind, old, counted) in enumerate(befores):
        for after, (other, new, recounted) in enumerate(afters):
            if kind != other or (likeness := shared_at_most(counted, recounted)) < _ALIKE:
                continue
            if left > 0 and is_short(old, new):
                left -= len(old) + len(new)
                likeness = shared(old, new)
            if likeness >= _ALIKE:
                yield likeness, before, after
