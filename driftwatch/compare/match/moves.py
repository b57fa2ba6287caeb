"""Which page of today is which page of yesterday, where a page moved or a whole platform was replaced.

A page that moved is known again by its text; where that was edited or written anew by another generator, by the last
part of its path or its title and most of its words, or by most of its lines. No page is held against every other:
candidates share a name or a line that few pages have. What says too little to be known by it goes where the pages
beside it went.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeAlias, TypeVar

from msgspec import Struct

from driftwatch.compare.match.likeness import overlap
from driftwatch.compare.pages.page_lines import Words, is_specific, words_of
from driftwatch.model.snapshot import Entry, Snapshot
from driftwatch.model.text import PageText
from driftwatch.patterns import lazy_regex

Moves: TypeAlias = Mapping[str, str]
"""Places of today by those of yesterday."""
_Steps: TypeAlias = tuple[str, ...]
_Name = TypeVar("_Name", tuple[str], tuple[str, str])

_SAME_WORDS: Final = 0.5
"""Share of common words from which two pages of one name are one page: half of another page's words are common ones."""
_SOME_WORDS: Final = 0.25
"""Share of common words from which two pages are one page that alone have their name, of several words or a title."""
_SAME_LINES: Final = 0.5
"""Share of common lines from which two pages of any name are one page."""
_SOME_LINES: Final = 0.2
"""Share of common lines below which two pages of other names are not one, though they state the same."""
_COMMON: Final = 8
"""Pages on which a line may stand to make candidates: what stands on more is furniture."""
_FEW: Final = 3
"""Pages, or a part of all pages, on which a line may stand in any case."""
_BESIDE: Final = 20
"""Pages that stand before a page, and after it, in order of their places: those of one pattern lie in one folder."""
_CROWD: Final = 400
"""Pairs of one name that are held against each other; beyond, a name (`index`, `overview`) tells nothing."""
_STUB: Final = 12
"""Words of a page that says little but its name: a title and a call, or that it is to be written."""
_LAYOUT: Final = 3
"""Pages that went from one folder to another: then others went there as well whose paths end alike."""
_FORM: Final = lazy_regex(r"(?:\.[a-z]{2})?\.(?:mdx?|html?|rst|adoc)$", re.IGNORECASE)
_INDEX: Final = frozenset(("index", "readme", "overview", "introduction"))
"""What the page of a folder is called."""
_SIGNS: Final = lazy_regex(r"[\W_]+")


class _Page(Struct, frozen=True):
    place: str
    stem: str
    title: str
    words: frozenset[str]
    lines: frozenset[Words]
    calls: frozenset[str]


def moved_documents(old: Snapshot, new: Snapshot) -> Moves:
    """Return where documents are by now that are no longer where they were."""
    gone = [place for place in old.documents if place not in new.documents or new.documents[place].state == "gone"]
    fresh = [place for place in new.documents if place not in old.documents]
    if not gone or not fresh:
        return {}
    found = _by_text(old, new, gone, fresh)
    rest = [place for place in gone if place not in found]
    taken = set(found.values())
    return _alike(old, new, rest, [place for place in fresh if place not in taken], found)


class OwnLines:
    """Tells of pages that state the same whether they may be one: pages of one pattern state the same failures.

    Nobody knows of pages whose words are not at hand; of others some lines of their own are the same, or their name.
    """

    def __init__(self, old: Snapshot, new: Snapshot, before: Iterable[str], after: Iterable[str]) -> None:
        self._sides = (old, tuple(before)), (new, tuple(after))

    def of_one_page(self, pairs: Iterable[tuple[Entry, Entry]]) -> list[tuple[Entry, Entry]]:
        """Return those of some pairs of pages that may be one page each."""
        return [pair for pair in pairs if self._may_be_one(pair[0].owner.name, pair[1].owner.name)]

    def _may_be_one(self, before: str, after: str) -> bool:
        one, other = (lines.get(place) for lines, place in zip(self._own, (before, after), strict=True))
        return one is None or other is None or _stem(before) == _stem(after) or overlap(one, other) >= _SOME_LINES

    @cached_property
    def _own(self) -> list[dict[str, frozenset[Words]]]:
        as_digests = _as_digests(self._sides)
        own = []
        for side, places in self._sides:
            shared = _shared(side, places, as_digests=as_digests)
            texts = ((place, side.text(place)) for place in places)
            own.append({at: _lines_of(text, as_digests=as_digests) - shared for at, text in texts if text is not None})
        return own


def _by_text(old: Snapshot, new: Snapshot, gone: Iterable[str], fresh: Iterable[str]) -> dict[str, str]:
    """Pair documents of equal text, each once; of several those first whose paths end alike."""
    before, after = _by_digest(old, gone), _by_digest(new, fresh)
    found: dict[str, str] = {}
    for digest in before.keys() & after.keys():
        ones, others = before[digest], after[digest]
        pairs = list(zip(ones, others, strict=False))
        if 1 < len(ones) * len(others) <= _CROWD:
            pairs = sorted(((one, other) for one in ones for other in others), key=_apart)
        taken: set[str] = set()
        for one, other in pairs:
            if one not in found and other not in taken:
                found[one] = other
                taken.add(other)
    return found


def _by_digest(side: Snapshot, places: Iterable[str]) -> Mapping[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for place in sorted(places):
        if digest := side.documents[place].digest:
            groups[digest].append(place)
    return groups


def _apart(places: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
    """Return how far two paths are from each other: how little of their ends is alike, and how much stands before."""
    one, other = _folders(*places)
    return len(one) - len(_steps(places[0])), len(one) + len(other), places


def _alike(
    old: Snapshot, new: Snapshot, gone: Sequence[str], fresh: Sequence[str], found: Mapping[str, str]
) -> dict[str, str]:
    """Pair pages that say most of the same, the likest first, and those that went where others went."""
    sides = (old, gone), (new, fresh)
    as_digests = _as_digests(sides)
    olds, news = (
        _pages(side, places, _shared(side, places, as_digests=as_digests), as_digests=as_digests)
        for side, places in sides
    )
    alone = _lone_names(olds, _names) & _lone_names(news, _names)
    stems = _lone_names(olds, _stem_of) & _lone_names(news, _stem_of)
    likes = sorted(
        (-likeness, one.place, other.place)
        for one, other in _candidates(olds, news)
        if (likeness := _likeness(one, other, enough=_SOME_WORDS if _names(one) in alone else _SAME_WORDS))
        or (likeness := _is_known_by_name(one, other, stems) / 10)
    )
    found = dict(found)
    taken: set[str] = set()
    for _, before, after in likes:
        if before not in found and after not in taken:
            found[before] = after
            taken.add(after)
    return found | _along(found, olds, [page for page in news if page.place not in taken])


def _is_known_by_name(one: _Page, other: _Page, stems: Container[tuple[str]]) -> bool:
    """Tell whether two pages alone have a name of several words, and some words in common.

    Where one of them says little more than its name, those are words of its own.
    """
    if one.stem != other.stem or " " not in one.stem or _stem_of(one) not in stems or _are_of_other_calls(one, other):
        return False
    least, common = min(len(one.words), len(other.words)), len(one.words & other.words)
    return overlap(one.words, other.words) >= _SOME_WORDS or _SOME_WORDS * least <= common <= least <= _STUB


def _along(found: Mapping[str, str], olds: Iterable[_Page], news: Iterable[_Page]) -> dict[str, str]:
    """Pair pages by the folders that other pages went from and to, and the rest of their paths."""
    layouts = Counter(_folders(one, other) for one, other in found.items())
    targets: defaultdict[_Steps, list[_Steps]] = defaultdict(list)
    for (before, after), number in layouts.items():
        if number >= _LAYOUT:
            targets[before].append(after)
    there = {_steps(page.place): page for page in news}
    along: dict[str, str] = {}
    for one in olds if targets else ():
        steps = _steps(one.place)
        where = [
            (*target, *steps[depth:])
            for depth in range(0 if one.place in found else len(steps))
            for target in targets.get(steps[:depth], ())
        ]
        other = next((there[each] for each in where if each in there), None)
        if other is not None and not _are_of_other_calls(one, other):
            along[one.place] = other.place
            del there[_steps(other.place)]
    return along


def _folders(before: str, after: str) -> tuple[_Steps, _Steps]:
    """Return what stands in two paths before the steps in which they end alike."""
    one, other = _steps(before), _steps(after)
    alike = 0
    while alike < min(len(one), len(other)) and one[-1 - alike] == other[-1 - alike]:
        alike += 1
    return one[: len(one) - alike], other[: len(other) - alike]


def _texts(side: Snapshot, places: Iterable[str]) -> Iterator[PageText]:
    return (text for place in places if (text := side.text(place)) is not None)


def _as_digests(sides: Iterable[tuple[Snapshot, Iterable[str]]]) -> bool:
    """Tell whether some pages are kept in words and others as digests, so that all are compared by these."""
    return len({text.kept for side, places in sides for text in _texts(side, places)}) > 1


def _lines(text: PageText, *, as_digests: bool) -> list[Words]:
    return [words_of(line.words) for line in (text.digested() if as_digests else text).lines]


def _lines_of(text: PageText, *, as_digests: bool) -> frozenset[Words]:
    return frozenset(_lines(text, as_digests=as_digests))


def _shared(side: Snapshot, places: Iterable[str], *, as_digests: bool) -> frozenset[Words]:
    """Return lines that stand on many of some pages and those beside them: what a pattern says makes no page known."""
    standing = sorted(side.texts)
    numbers = {place: number for number, place in enumerate(standing)}
    beside = {
        standing[near]
        for place in places
        if (number := numbers.get(place)) is not None
        for near in range(max(0, number - _BESIDE), min(len(standing), number + _BESIDE + 1))
    }
    counts = Counter(line for text in _texts(side, beside) for line in _lines_of(text, as_digests=as_digests))
    most = min(_COMMON, max(_FEW, len(beside) // _FEW))
    return frozenset(line for line, count in counts.items() if count > most)


def _pages(side: Snapshot, places: Iterable[str], shared: Container[Words], *, as_digests: bool) -> list[_Page]:
    calls: defaultdict[str, set[str]] = defaultdict(set)
    for owner, entry in side.entries.items():
        for place in entry.documents if owner.kind == "operation" else ():
            calls[place].add(owner.name)
    found: list[_Page] = []
    for place in places:
        text = side.text(place)
        if text is not None:
            lines = _lines(text, as_digests=as_digests)
            found.append(
                _Page(
                    place=place,
                    stem=_stem(place),
                    title=_name(side.documents[place].title),
                    words=frozenset(word for line in lines for word in line),
                    lines=frozenset(line for line in lines if line not in shared and (as_digests or is_specific(line))),
                    calls=frozenset(calls[place]),
                )
            )
    return found


def _stem(place: str) -> str:
    """Return what the last part of a place calls a page."""
    return (_steps(place) or ("",))[-1]


def _steps(place: str) -> _Steps:
    """Return the parts of a place, whatever form a page has: `api`, `api.md`, `api/_index.en.html`."""
    steps = [_name(_FORM.sub("", step)) for step in place.split("/") if step]
    while len(steps) > 1 and steps[-1] in _INDEX:
        steps.pop()
    return tuple(steps)


def _name(text: str) -> str:
    return _SIGNS.sub(" ", text.lower()).strip()


def _candidates(olds: Sequence[_Page], news: Sequence[_Page]) -> Iterator[tuple[_Page, _Page]]:
    """Yield pairs, each once, that share a name or a line that few pages have."""
    names: tuple[Callable[[_Page], str], ...] = (lambda page: page.stem, lambda page: page.title)
    seen: set[tuple[str, str]] = set()
    for one, other in (*_named(olds, news, names), *_sharing(olds, news)):
        if (one.place, other.place) not in seen:
            seen.add((one.place, other.place))
            yield one, other


def _named(
    olds: Sequence[_Page], news: Sequence[_Page], names: Iterable[Callable[[_Page], str]]
) -> Iterator[tuple[_Page, _Page]]:
    for name in names:
        before, after = _grouped(olds, name), _grouped(news, name)
        for key in before.keys() & after.keys() - {""}:
            if len(before[key]) * len(after[key]) <= _CROWD:
                yield from ((one, other) for one in before[key] for other in after[key])


def _names(page: _Page) -> tuple[str, str]:
    return page.stem, page.title


def _stem_of(page: _Page) -> tuple[str]:
    return (page.stem,)


def _lone_names(pages: Iterable[_Page], named: Callable[[_Page], _Name]) -> set[_Name]:
    """Return names that one page alone has."""
    count = Counter(map(named, pages))
    return {names for names, number in count.items() if number == 1 and all(names)}


def _grouped(pages: Iterable[_Page], name: Callable[[_Page], str]) -> Mapping[str, list[_Page]]:
    groups: defaultdict[str, list[_Page]] = defaultdict(list)
    for page in pages:
        groups[name(page)].append(page)
    return groups


def _sharing(olds: Sequence[_Page], news: Sequence[_Page]) -> Iterator[tuple[_Page, _Page]]:
    """Yield of each page the few that share most of its lines, of those that few pages have."""
    by_line: defaultdict[Words, list[int]] = defaultdict(list)
    for number, page in enumerate(news):
        for line in page.lines:
            by_line[line].append(number)
    for one in olds:
        common = Counter(
            number for line in one.lines if len(others := by_line.get(line, ())) <= _COMMON for number in others
        )
        for number, _ in sorted(common.items(), key=lambda item: (-item[1], item[0]))[:_COMMON]:
            yield one, news[number]


def _likeness(one: _Page, other: _Page, *, enough: float) -> float:
    """Return how alike two pages are, 0 when they are not one page: pages of different calls never are.

    `enough` is the share of common words from which pages of one name are the same; of those that have only the name
    or only the title in common it is always `_SAME_WORDS`.
    """
    if _are_of_other_calls(one, other):
        return 0.0
    words, lines = overlap(one.words, other.words), overlap(one.lines, other.lines)
    if not one.words or not other.words:
        return 0.0
    named = one.stem == other.stem or (one.title and one.title == other.title)
    needed = enough if _names(one) == _names(other) else _SAME_WORDS
    is_same = (named and words >= needed) or (bool(one.lines) and lines >= _SAME_LINES)
    steps = overlap(frozenset(one.place.split("/")), frozenset(other.place.split("/")))
    return words + lines + steps / 10 if is_same else 0.0


def _are_of_other_calls(one: _Page, other: _Page) -> bool:
    return bool(one.calls and other.calls) and not one.calls & other.calls
