"""What differs between two texts of a page: lines that went, that came, and that say something else, by section.

A line that stands elsewhere on the page now says what it said; only words count, neither signs nor order.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, TypeAlias

from msgspec import Struct

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
    for before in (path for path in befores if path not in found):
        parent = found.get(before[:-1], before[:-1])
        for after in afters:
            if after[:-1] == parent and after not in found.values():
                shared = len(below[0][before] & below[1][after])
                most = max(min(len(below[0][before]), len(below[1][after])), 1)
                if shared / most >= _ALIKE or _likeness(words_of(before[-1]), words_of(after[-1])) >= _ALIKE:
                    found[before] = after
                    break
    return found


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
    waiting, fresh = list(olds), list(news)
    pairs: list[tuple[Placed, Placed]] = []
    for new in list(fresh):
        old = next((one for one in waiting if _same_subject(one, new)), None)
        if old is not None:
            waiting.remove(old)
            fresh.remove(new)
            pairs.append((old, new))
    pairs.extend(_alike(waiting, fresh))
    # In a table of which a column is called otherwise, the rows say what they said.
    pairs = [(old, new) for old, new in pairs if words_of(old.line.words) != words_of(new.line.words)]
    order = {id(one): number for number, one in enumerate(news)}
    yield from (Edit(old, new) for old, new in sorted(pairs, key=lambda pair: order[id(pair[1])]))
    yield from (Edit(old, None) for old in waiting)
    yield from (Edit(None, new) for new in fresh)


def _same_subject(old: Placed, new: Placed) -> bool:
    if old.line.kind == new.line.kind == "heading":
        return True
    if old.line.kind == new.line.kind == "head":
        return len(old.line.cells) == len(new.line.cells)
    return old.line.kind == new.line.kind and bool(old.line.key) and words_of(old.line.key) == words_of(new.line.key)


def _alike(waiting: list[Placed], fresh: list[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Take out of both lists the pairs that are one line, reworded; the likest first."""
    if len(waiting) * len(fresh) > _MOST_PAIRS:
        likes = [(1.0, number, number) for number in range(min(len(waiting), len(fresh)))]
    else:
        likes = [
            (likeness, before, after)
            for before, old in enumerate(waiting)
            for after, new in enumerate(fresh)
            if old.line.kind == new.line.kind and (likeness := _likeness(old.words, new.words)) >= _ALIKE
        ]
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


def _likeness(one: Words, other: Words) -> float:
    """Return the share of words that two lines have in common, in order."""
    if not one or not other:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
