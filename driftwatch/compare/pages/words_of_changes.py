"""Whether changes of contracts tell already what differs in a line of a page, so that no line is told twice."""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from msgspec import structs

from driftwatch.alignment import stretches
from driftwatch.compare.pages.allowances import asks_no_more
from driftwatch.compare.pages.page_lines import Edit, Placed, Words, words_of
from driftwatch.compare.pages.told_calls import ToldCalls
from driftwatch.compare.pages.told_words import ADDED, REMOVED, TURNED, SoughtLine, ToldOfPage, spelled, telling_of
from driftwatch.compare.pages.type_cells import name_in, words_but_types
from driftwatch.model.change import Change
from driftwatch.model.text import Line
from driftwatch.patterns import lazy_regex

_STATUS: Final = lazy_regex(r"([1-5]\d\d)\s?[:\uff1a\u2013\u2014-]\s?\w")
_CALLED: Final = lazy_regex(r"([1-5]\d\d)(?: [A-Z][\w'-]{0,20}){1,4}(?= ?[:\uff1a\u2013\u2014-] ?\w)")
"""A status and what it is called, which is no more than its number says: "404 Not Found - No such box"."""
_SECOND: Final = 2
"""Where a line turned in two places, it is asked how many turns are told; for one place its words are looked for."""
_JOINING: Final = frozenset(
    ["and", "or", "nor", "also", "和", "或", "и", "или", "und", "oder", "et", "ou", "y", "i", "lub"]
)
"""What joins one more name to others."""
_CEILINGS: Final = frozenset(("rate-limit", "size-limit"))
"""Topics of notices of which a larger amount allows more."""


class WordsOfChanges:
    """Answers for the lines of pages whether changes of contracts tell what differs in them.

    Changes are kept by the pages that state what changed; those of lines that only came, or only went, apart.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        self._by_url: defaultdict[str, ToldOfPage] = defaultdict(ToldOfPage)
        self._of_lines: defaultdict[tuple[str, str], ToldOfPage] = defaultdict(ToldOfPage)
        self.calls = ToldCalls()
        self._retried: set[tuple[str, frozenset[str]]] = set()
        for change in changes:
            telling = telling_of(change)
            if change.kind in ("operation.added", "operation.removed", "operation.moved"):
                self.calls.add(change)
            for url in {source.url for source in change.sources}:
                if change.kind == "error-rule.retry.changed":
                    self._retried.add((url, telling.subject))
                self._by_url[url].add(telling)
                for what in (ADDED, REMOVED):
                    self._of_lines[url, what].add(telling.of_lines(what))

    def tells(self, edit: Edit, urls: Collection[str], items: Container[str] = ()) -> bool:
        """Tell whether all that differs in a line is told by changes of the page that are about this line.

        Args:
            edit: the line.
            urls: the addresses of its page.
            items: those of its section that came, or went, as the line did: what stands below them goes along.
        """
        pages = self._pages(urls)
        line = _line_of(edit, pages)
        if any(page.shows(line) or page.lists(edit) for page in pages):
            return True

        def is_told(word: str) -> bool:
            return any(page.tells(word, line) for page in pages)

        if self.calls.are(edit, is_told):
            return True
        if edit.old is None or edit.new is None:
            return self._goes_along(edit, urls, items) or all(map(is_told, _but_phrase(edit.sides[-1])))
        if edit.old.is_shifted and edit.new.is_shifted:
            return False
        old, new = words_but_types(edit.old.line, edit.new.line, partial(_tells_type, pages, line))
        if not all(_is_told(part, is_told) for part in _changed(old, new)):
            return False
        turned = self._turned(edit.old.line, edit.new.line, line, urls)
        return turned < _SECOND or turned <= max((page.turns(line) for page in pages), default=0)

    def retries(self, edit: Edit, urls: Collection[str]) -> bool:
        """Tell whether a row is of a failure of which it is told, as a fact, whether to try again."""
        if edit.old is None or edit.new is None or not edit.new.line.key or edit.kind != "row":
            return False
        return any(url in urls and subject.issuperset(words_of(edit.new.line.key)) for url, subject in self._retried)

    def _turned(self, old: Line, new: Line, line: SoughtLine, urls: Collection[str]) -> int:
        """Count the places of a line that turned and that no change of what the line is about shows."""
        before, after = (
            frozenset[str]().union(*(page.told_of(line.around) for page in self._pages(urls, what)))
            for what in (REMOVED, ADDED)
        )
        return sum(not (before.issuperset(was) and after.issuperset(now)) for was, now in _turns(old, new))

    def _goes_along(self, edit: Edit, urls: Collection[str], items: Container[str]) -> bool:
        """Tell whether a line came or went with the thing that it is about, whose name tells of all that it says."""
        pages = self._pages(urls, ADDED if edit.old is None else REMOVED)
        (one,) = edit.sides
        line = _line_of(edit, pages)
        named = one.line.key or (one.item if one.item in items else "")
        if one.line.kind in ("item", "sentence") and named:
            line = structs.replace(line, key=frozenset(name_in(words_of(named))))
        return bool(line.key) and all(any(page.tells(word, line) for page in pages) for word in line.key)

    def names(self, title: str, what: str, urls: Collection[str]) -> bool:
        """Tell whether a heading that was `added`, or `removed`, is the name of something that was so as well."""
        words = frozenset(words_of(title))
        return bool(words) and any(page.names(words) for page in self._pages(urls, what))

    def is_topic(self, title: str, urls: Collection[str]) -> bool:
        """Tell whether a heading is what notices are about of which it is told."""
        words = frozenset(words_of(title))
        return bool(words) and any(topic.issuperset(words) for page in self._pages(urls) for topic in page.topics)

    def completed(self, edit: Edit, urls: Collection[str]) -> Change | None:
        """Return the notice that came with a reworded line, or went with it, with the line's other side; else None.

        A sentence that became a notice, or is none any longer, is told by the notice: once, with both sides.
        """
        if edit.old is None or edit.new is None:
            return None
        old, new = spelled(edit.old.line.words), spelled(edit.new.line.words)
        for page in self._pages(urls) if old and new else ():
            if new in page.added:
                return _with_before(page.added[new], edit.old.line.words, edit.new.line.words)
            if old in page.removed:
                return structs.replace(page.removed[old], after=edit.new.line.words)
        return None

    def _pages(self, urls: Collection[str], what: str = "") -> Sequence[ToldOfPage]:
        """Return what is told of pages, of lines that were added or removed where that is asked for."""
        if what:
            return [self._of_lines[url, what] for url in urls if (url, what) in self._of_lines]
        return [self._by_url[url] for url in urls if url in self._by_url]


def _with_before(change: Change, before: str, after: str) -> Change:
    """Return the notice that came with a line that says otherwise what it said: where it asks no more, of nobody."""
    is_said = change.name in _CEILINGS and asks_no_more(before, after)
    return structs.replace(
        change, before=before, traits=change.traits | {"said-otherwise"} if is_said else change.traits
    )


def _line_of(edit: Edit, pages: Iterable[ToldOfPage]) -> SoughtLine:
    sides = edit.sides
    old, new = (None if side is None else words_of(side.line.words) for side in (edit.old, edit.new))
    known = sides[-1].line
    words = frozenset((*(old or ()), *(new or ())))
    around = words.union(*(words_of(above) for side in sides for above in _above(side)))
    return SoughtLine(
        old=None if old is None else " ".join(old),
        new=None if new is None else " ".join(new),
        words=words,
        key=frozenset(words_of(known.key) or _status_of(known.words)),
        around=around,
        told=frozenset[str]().union(*(page.told_of(around) for page in pages)),
    )


def _but_phrase(one: Placed) -> Words:
    """Return the words of a line, of one that begins with a status without what that is called."""
    said = one.line.words
    is_called = one.line.kind in ("sentence", "item") and said[:1].isdigit() and _CALLED.match(said)
    return words_of(_CALLED.sub(r"\1", said, count=1)) if is_called else one.words


def _status_of(said: str) -> Words:
    """Return the status with which a line begins, apart from what it means: "404 - No such box"."""
    match = _STATUS.match(said)
    return words_of(match[1]) if match else ()


def _above(one: Placed) -> tuple[str, ...]:
    """Return what stands above a line and says what it is about."""
    return (*one.path[-1:], one.item)


def _tells_type(pages: Iterable[ToldOfPage], line: SoughtLine, old: str, new: str) -> bool:
    return any(page.tells_type(old, new, line) for page in pages)


def _is_told(part: Words, is_known: Callable[[str], bool]) -> bool:
    """Tell whether a part that differs is told; an "and" counts as told beside what it adds."""
    left = [word for word in part if not is_known(word)]
    return not left or (len(left) < len(part) and _JOINING.issuperset(left))


def _changed(old: Words, new: Words) -> Iterator[Words]:
    """Yield the stretches of words that only one side has."""
    for is_same, first, last, start, end in stretches(old, new):
        if not is_same:
            yield from (part for part in (old[first:last], new[start:end]) if part)


def _turns(old: Line, new: Line) -> Iterator[tuple[Words, Words]]:
    """Yield what gave way to what in a line where a yes became a no, or a need another one, and nothing else."""
    are_cells = len(old.cells) == len(new.cells)
    for was, now in zip(old.cells, new.cells, strict=True) if are_cells else [(old.words, new.words)]:
        one, other = words_of(was), words_of(now)
        for is_same, first, last, start, end in stretches(one, other):
            if not is_same and TURNED.issuperset((*one[first:last], *other[start:end])):
                yield one[first:last], other[start:end]
