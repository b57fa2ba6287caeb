"""The lines of two texts of a page, as they are compared: which only one side has.

A line that stands elsewhere on the page now says what it said; only words count, neither signs nor order.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec import Struct, structs

from driftwatch.model.text import Line, LineKind, PageText, headed
from driftwatch.patterns import lazy_regex

Words: TypeAlias = tuple[str, ...]
"""What a line says, as it is compared."""
Path: TypeAlias = tuple[str, ...]
"""The headings above a line, outermost first."""

FIELD: Final = "field"
"""Key of the line that says what a component is: its place, its type."""
_SIGN: Final = "\u3040-\u30ff\u3400-\u9fff"
"""Scripts that are written without blanks: each sign counts as a word."""
_APART: Final = (
    r".,;:!?'\"()\[\]{}`*_|~\\\-"
    r"\u2014\u3001\u3002\u3008-\u300b\u300c-\u300f\u3010\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"
)
"""What only sets words apart."""
_WORD: Final = lazy_regex(rf"[{_SIGN}]|[^\W{_SIGN}]+(?:[.,:/'-][^\W{_SIGN}]+)*|[^\w\s{_APART}]|(?<!\w)-(?=\d)")
"""A word, a number with its separators and sign, or a sign that means something: a currency, a tick, a comparison."""
_SIGNS: Final = lazy_regex(f"[{_SIGN}]")
_EMPTY: Final = "\u2205"
"""Stands for an empty cell."""
_OF_ONE: Final = lazy_regex(
    r"(?<!/)/(?!(?:api|rest|version)/)([\w-]{0,80}[A-Za-z]{2})"
    r"/(?:\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24})(?=[/\s]|$)"
)
"""The id of one thing in the path that a sample calls, behind a word that says what it is: a value of the sample."""
_SHORT: Final = 300
"""Characters of a text whose words are held: most lines are shorter."""
_SPECIFIC: Final = 4
"""Words from which a line is so specific that, gone here and come there, it moved; a word is two signs."""


CALL: Final = lazy_regex(r"\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS):? (/[^\s,;()|]*)")
_PARAMETER: Final = lazy_regex(r"\{[^{}/]*\}|(?<=/):\w+|<[^<>/]*>")
"""What stands for a value in a path, whatever it is called there."""


class Placed(Struct, frozen=True):
    """A line, the headings above it, the head of its table, and the key of the list's item that it may go on with."""

    line: Line
    path: Path
    head: tuple[str, ...] = ()
    item: str = ""
    is_shifted: bool = False
    """Whether the other side has the row with a cell in another column: what is empty counts as well."""

    @property
    def words(self) -> Words:
        """What it says, as it is compared: in a table, whatever the order of its columns."""
        if self.line.kind == "head":
            return words_of(" ".join(sorted(self.line.cells)))
        if self.line.kind == "sample":
            return words_of(_OF_ONE.sub(r"/\1/*", self.line.words))
        if self.head and len(self.head) == len(self.line.cells):
            named = sorted(zip(self.head, self.line.cells, strict=True))
            return words_of(" ".join(cell or (_EMPTY if self.is_shifted else "") for _, cell in named))
        return words_of(self.line.words)


_Numbered: TypeAlias = tuple[Placed, int]
"""A line, and the number of what it says: lines of two texts that say the same have the same one."""


class Edit(Struct, frozen=True):
    """One line before and after; None where it was not, or is not, there."""

    old: Placed | None
    new: Placed | None

    @property
    def kind(self) -> LineKind:
        """What kind of line it is."""
        known = self.new or self.old
        assert known is not None  # noqa: S101 - an edit has a side
        return known.line.kind

    @property
    def sides(self) -> tuple[Placed, ...]:
        """What stands on the sides that have the line, the old one first."""
        return tuple(side for side in (self.old, self.new) if side is not None)

    @property
    def said(self) -> list[str]:
        """The words of those sides."""
        return [side.line.words for side in self.sides]


def words_of(text: str) -> Words:
    """Return the words of a text in lower case; signs that only set them apart are none."""
    return _known_words(text) if len(text) <= _SHORT else spelled_words(text.lower())


@lru_cache(maxsize=4096)  # the lines of a page, which stand in the next capture as well; a few MB
def _known_words(text: str) -> Words:
    return spelled_words(text.lower())


def spelled_words(text: str) -> Words:
    """Return the words of a text as they are spelled."""
    return tuple(_WORD.findall(text))


def is_specific(words: Words) -> bool:
    """Tell whether a line has words enough to say something of its own: fewer are a heading or a label."""
    return len(words) >= _SPECIFIC and len(words) - sum(1 for word in words if _SIGNS.match(word)) / 2 >= _SPECIFIC


def placed(text: PageText) -> Iterator[Placed]:
    """Yield the lines of a page with the headings above each."""
    head: tuple[str, ...] = ()
    item = ""
    for path, line in headed(text.lines):
        head = line.cells if line.kind == "head" else head if line.kind == "row" else ()
        item = line.key if line.kind == "item" else item if line.kind == "sentence" else ""
        yield Placed(line, path, head, item)


def differing(old: Iterable[Placed], new: Iterable[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Return the lines that only one side has, in order; what stands on both says the same wherever it stands.

    Of lines that say the same those of one section belong together, and there those of one item of a list.
    """
    told = _Sayings()
    old, new = _shifted(list(old), list(new))
    befores, afters = told.of(old), told.of(new)
    befores, afters = _unmatched(befores, afters, lambda one: (*one.path, one.item))
    befores, afters = _unmatched(befores, afters, lambda one: one.path)
    befores, afters = _unmatched(befores, afters, lambda _: ())
    return [one for one, _ in befores], [one for one, _ in afters]


def _shifted(old: list[Placed], new: list[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Mark the rows of two sides that say the same words below other columns: a tick that moved says something else."""
    befores, afters = _with_gaps(old), _with_gaps(new)
    marked: set[Line] = set()
    for key, rows in befores.items():
        others = afters.get(key, rows)
        if rows != others and len(rows) == len(others):
            marked.update((Counter(rows) - Counter(others)) + (Counter(others) - Counter(rows)))
    if not marked:
        return old, new
    olds, news = (
        [structs.replace(one, is_shifted=True) if one.line in marked else one for one in side] for side in (old, new)
    )
    return olds, news


def _with_gaps(lines: Iterable[Placed]) -> Mapping[tuple[Path, tuple[str, ...], Words], list[Line]]:
    """Return the rows that have an empty cell, by the head of their table and by what they say."""
    found: defaultdict[tuple[Path, tuple[str, ...], Words], list[Line]] = defaultdict(list)
    for one in lines:
        cells = one.line.cells
        if one.head and one.line.kind == "row" and "" in cells and len(cells) == len(one.head):
            found[one.path, one.head, tuple(sorted(one.words))].append(one.line)
    return found


class _Sayings:
    """Numbers what lines say, found out once for each spelling: most lines stand on both sides as they are."""

    def __init__(self) -> None:
        self._by_words: dict[Words, int] = {(): 0}
        self._by_spelling: dict[tuple[Line, tuple[str, ...]], int] = {}

    def of(self, lines: Iterable[Placed]) -> list[_Numbered]:
        """Return the lines that say anything, each with its number."""
        return [(one, number) for one in lines if (number := self._number(one))]

    def _number(self, one: Placed) -> int:
        spelling = one.line, one.head
        if spelling not in self._by_spelling:
            self._by_spelling[spelling] = self._by_words.setdefault(one.words, len(self._by_words))
        return self._by_spelling[spelling]


def _unmatched(
    olds: Sequence[_Numbered], news: Sequence[_Numbered], where: Callable[[Placed], Path]
) -> tuple[list[_Numbered], list[_Numbered]]:
    befores, afters = ([(where(one), number) for one, number in side] for side in (olds, news))
    gone, come = Counter(befores), Counter(afters)
    gone, come = gone - come, come - gone
    return list(_taken(olds, befores, gone)), list(_taken(news, afters, come))


def _taken(
    lines: Sequence[_Numbered], keys: Sequence[tuple[Path, int]], wanted: Counter[tuple[Path, int]]
) -> Iterator[_Numbered]:
    for one, key in zip(lines, keys, strict=True):
        if wanted[key] > 0:
            wanted[key] -= 1
            yield one


def is_said(text: PageText | None, status: int | None, meaning: str) -> bool:
    """Tell whether a line of a page says of a status what it means, be it of one of several calls that say otherwise.

    Where their number changes, the page has a meaning to give, or none any longer, that it stated all along.
    """
    if text is None or status is None or not meaning:
        return False
    said, number = _bare(meaning), re.compile(rf"(?<!\d){status}(?!\d)")
    return any(
        said in map(_bare, line.cells if len(line.cells) > 1 else number.split(line.words, maxsplit=1)[1:])
        and number.search(line.words) is not None
        for line in text.lines
    )


def _bare(cell: str) -> str:
    return cell.strip(" .:-\u2013\u2014").lower()


def calls_in(said: str) -> set[str]:
    """Return the calls that a text names, whatever it calls their parameters.

    >>> sorted(calls_in("DELETE /boxes/:id, not GET /boxes/{name}"))
    ['DELETE /boxes/{}', 'GET /boxes/{}']
    """
    return {f"{match[1]} {_PARAMETER.sub('{}', match[2])}" for match in CALL.finditer(said)}
