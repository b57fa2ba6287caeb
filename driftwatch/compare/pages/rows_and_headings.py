"""What a page says of a thing in a row before and below a heading of its own now, or the other way round, is the same.

Tables of fields become components, and components become tables, when a site changes its platform: who reads the page
reads the same words of the same things.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from driftwatch.compare.pages.page_lines import FIELD, Path, Placed, Words, words_of

_PLACES: Final = frozenset(("path", "query", "header", "cookie", "body", "request", "response"))
"""Where a field travels: a component says it, of a table the heading above does."""

_MOST_ALIKE: Final = 20
"""Things of which the same is said that are looked at for one: pages full of equal rows are no migration."""

_Alike: TypeAlias = tuple[str, frozenset[tuple[str, int]]]


class _Said(Struct, frozen=True):
    """What is said of one thing: its name, the words with their number, and the numbers of the lines that say it."""

    name: Words
    words: frozenset[tuple[str, int]]
    lines: frozenset[int]

    @property
    def alike(self) -> _Alike:
        """Equal for what may be the same thing."""
        return self.name[-1], self.words


def but_recast(removed: Sequence[Placed], added: Sequence[Placed]) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
    """Leave out of both sides what says the same of the same thing in the other form."""
    gone, come = _recast(removed, added)
    come_back, gone_back = _recast(added, removed)
    gone, come = gone | gone_back, come | come_back
    if not gone:
        return tuple(removed), tuple(added)
    return _left(removed, gone), _left(added, come)


def _recast(rows: Sequence[Placed], headed: Sequence[Placed]) -> tuple[set[int], set[int]]:
    """Return the numbers of the rows that are said below headings on the other side, and of the lines that say it."""
    known: defaultdict[_Alike, list[_Said]] = defaultdict(list)
    for said in _below_headings(headed):
        known[said.alike].append(said)
    from_rows: set[int] = set()
    from_headings: set[int] = set()
    for row in _in_rows(rows) if known else ():
        candidates = known.get(row.alike, [])
        found = next((one for one in candidates[:_MOST_ALIKE] if one.name[-len(row.name) :] == row.name), None)
        if found is not None:
            candidates.remove(found)
            from_rows |= row.lines
            from_headings |= found.lines
    return from_rows, from_headings


def _in_rows(lines: Sequence[Placed]) -> Iterator[_Said]:
    for number, one in enumerate(lines):
        name = words_of(one.line.key)
        if name:
            yield _Said(name, _counted(one.line.cells[1:]), frozenset({number}))


def _below_headings(lines: Sequence[Placed]) -> Iterator[_Said]:
    """Yield what stands directly below each heading, if the heading itself is among the lines."""
    sections: defaultdict[Path, list[int]] = defaultdict(list)
    for number, one in enumerate(lines):
        if one.line.kind != "sample":  # below a list of fields it is nothing that is said of the last one
            sections[one.path].append(number)
    for path, numbers in sections.items():
        name = tuple(word for title in path for word in words_of(title))
        if name and any(lines[number].line.kind == "heading" for number in numbers):
            said = [lines[number] for number in numbers if lines[number].line.kind != "heading"]
            yield _Said(name, _counted(text for one in said for text in _texts(one)), frozenset(numbers))


def _texts(one: Placed) -> Iterator[str]:
    if one.line.kind == "item" and one.line.key == FIELD:
        place, _, rest = one.line.cells[1].partition(", ")
        yield rest if place in _PLACES else one.line.cells[1]
    else:
        yield one.line.words


def _counted(texts: Iterable[str]) -> frozenset[tuple[str, int]]:
    return frozenset(Counter(word for text in texts for word in words_of(text)).items())


def _left(lines: Sequence[Placed], without: set[int]) -> tuple[Placed, ...]:
    """Return the other lines; the head of a table says nothing without its rows."""
    kept = [one for number, one in enumerate(lines) if number not in without]
    emptied = {one.path for number, one in enumerate(lines) if number in without and one.line.kind == "row"}
    emptied -= {one.path for one in kept if one.line.kind == "row"}
    return tuple(one for one in kept if not (one.line.kind == "head" and one.path in emptied))
