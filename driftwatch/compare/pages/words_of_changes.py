"""Which words of a page contract facts already tell, so that no line is told twice; what is left of it is told."""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Final

from msgspec import Struct, structs

from driftwatch.alignment import stretches
from driftwatch.compare.pages.allowances import asks_no_more
from driftwatch.compare.pages.page_lines import Edit, Placed, Words, words_of
from driftwatch.compare.pages.told_calls import ToldCalls
from driftwatch.compare.pages.type_cells import name_in, words_but_types
from driftwatch.model.change import NOTICES, Change
from driftwatch.model.snapshot import Owner
from driftwatch.model.text import Line
from driftwatch.patterns import lazy_regex

_STATUS: Final = lazy_regex(r"([1-5]\d\d)\s?[:\uff1a\u2013\u2014-]\s?\w")
_CALLED: Final = lazy_regex(r"([1-5]\d\d)(?: [A-Z][\w'-]{0,20}){1,4}(?= ?[:\uff1a\u2013\u2014-] ?\w)")
"""A status and what it is called, which is no more than its number says: "404 Not Found - No such box"."""
_ADDED: Final = "added"
_REMOVED: Final = "removed"
_SECOND: Final = 2
"""Of one place that turned nobody asks how many are told: words are looked for alone."""
_MOST: Final = 400
"""Changes that a line is held against, of those that have a word of it; what more of them tell is told once more."""
_NEEDED: Final = frozenset(
    [
        "required",
        "optional",
        "yes",
        "no",
        "true",
        "false",
        "mandatory",
        "not",
        "must",
        "may",
        "always",
        "never",
        "✓",
        "✗",
        "✅",
        "❌",
        "必填",
        "必选",
        "可选",
        "是",
        "否",
        "да",
        "нет",
    ]
)
"""How pages say that a field is required or not: a change of that is told by the field's name alone."""
_RETRIED: Final = frozenset(
    ["yes", "no", "retry", "never", "always", "safe", "usually", "sometimes", "do", "not", "don't"]
)
_JOINING: Final = frozenset(
    ["and", "or", "nor", "also", "和", "或", "и", "или", "und", "oder", "et", "ou", "y", "i", "lub"]
)
"""What joins one more name to others."""
_OF_KIND: Final = (
    ("required", _NEEDED),
    ("optional", _NEEDED),
    ("nullable", _NEEDED),
    ("retry", _RETRIED),
    ("deprecat", frozenset({"deprecated"})),
)
_TURNED: Final = _NEEDED | _RETRIED
"""Words that a change tells without showing them: it is told of one place of a line that they turned."""
_CEILINGS: Final = frozenset(("rate-limit", "size-limit"))
"""Topics of notices of which a larger amount allows more."""
_CAME: Final = lazy_regex(r"[a-z-]+\.(?:(?P<added>added)|(?P<removed>removed)|renamed|moved|status\.changed)")
"""Kinds of changes by which a thing is there that was not, or the other way round; or goes by another name."""


class _Telling(Struct, frozen=True):
    """What one change tells: of what it is, its words, and the sentences of a notice before and after."""

    change: Change
    subject: frozenset[str]
    said: frozenset[str]
    about: frozenset[str] = frozenset()
    """The first of the names of the subject: a line that has it is about it, without its status as well."""
    before: str = ""
    after: str = ""
    turned: int = 0
    """So many times it turned a yes to a no, or the other way round."""

    def of_lines(self, what: str) -> "_Telling":
        """Return what it tells of lines that were added, or removed: of a thing that stays, the values of that side."""
        came = _CAME.fullmatch(self.change.kind)
        if came and came[_REMOVED if what == _ADDED else _ADDED] is None:
            return self
        if self.change.location == NOTICES or self.turned:
            return structs.replace(self, subject=frozenset(), said=frozenset())
        values = _strings(self.change.after if what == _ADDED else self.change.before)
        said = frozenset(word for value in values for word in words_of(value))
        return structs.replace(self, subject=frozenset(), said=said)


class _Line(Struct, frozen=True):
    """A line that differs, as it is looked for in what is told."""

    old: str | None
    new: str | None
    words: frozenset[str]
    key: frozenset[str]
    around: frozenset[str]
    """Its words, those of the heading above it, and the key of its item: a component says below its name what it is."""
    told: frozenset[str]
    """The words that are told of what they name."""


class _ToldOfPage:
    """What is told of contracts of one page, by its words: no line is held against all of it."""

    def __init__(self) -> None:
        self.said: set[str] = set()
        """Words of changes that are about nothing with a name."""
        self.saying: defaultdict[str, dict[tuple[frozenset[str], frozenset[str]], None]] = defaultdict(dict)
        """What is told of things with a name, by one word of it."""
        self.topics: set[frozenset[str]] = set()
        self.subjects: defaultdict[str, dict[tuple[frozenset[str], frozenset[str]], None]] = defaultdict(dict)
        self.notices: defaultdict[str, list[_Telling]] = defaultdict(list)
        self.types: defaultdict[tuple[object, object], dict[frozenset[str], None]] = defaultdict(dict)
        """Of what it is told that a type became another one."""
        self.values: set[tuple[str, Words]] = set()
        """Values that came to a list or left one, with the side that has them."""
        self.turned: defaultdict[str, dict[frozenset[str], dict[Owner, dict[str, int]]]] = defaultdict(dict)
        """How often what is told of a name turned, by one word of it, by whose it is, and by the kind of change."""
        self.added: dict[str, Change] = {}
        self.removed: dict[str, Change] = {}

    def add(self, telling: _Telling) -> None:
        """Take in one change."""
        if telling.change.location != NOTICES:
            is_of_type = any(part in telling.change.kind for part in (".type.", ".format."))
            if is_of_type and isinstance(telling.change.after, str):
                self.types[telling.change.before, telling.change.after][telling.about] = None
            if telling.about:
                self.saying[min(telling.about)][telling.about, telling.said] = None
                self._add_turned(telling)
            else:
                self.said |= telling.said
            self.values.update(_value(telling.change))
            for word in telling.subject:
                self.subjects[word][telling.subject, telling.said] = None
            return
        self.topics.add(telling.subject)
        for word in telling.said | telling.subject | set(f"{telling.before} {telling.after}".split(" ")):
            self.notices[word].append(telling)
        if telling.change.kind == "notice.added":
            self.added.setdefault(telling.after, telling.change)
        elif telling.change.kind == "notice.removed":
            self.removed.setdefault(telling.before, telling.change)

    def _add_turned(self, telling: _Telling) -> None:
        if telling.turned:
            owners = self.turned[min(telling.about)].setdefault(telling.about, {})
            owners.setdefault(telling.change.owner, {})[telling.change.kind] = telling.turned

    def shows(self, line: _Line) -> bool:
        """Tell whether a notice shows both sides of a line: each stands in its sentences."""
        return any(
            (line.old is None or f" {line.old} " in f" {telling.before} ")
            and (line.new is None or f" {line.new} " in f" {telling.after} ")
            for telling in self._notices_with(line.words)
        )

    def lists(self, edit: Edit) -> bool:
        """Tell whether a row came or went with a value of a list: with one of its cells, whichever it is.

        Of a row that stays each cell must have given way to another one of which that is told.
        """
        if not self.values:
            return False
        sides = [() if one is None or one.line.kind != "row" else one.line.cells for one in (edit.old, edit.new)]
        old, new = (tuple(map(words_of, cells)) for cells in sides)
        if edit.old is None or edit.new is None:
            return any(("before", cell) in self.values for cell in old) or any(("after", c) in self.values for c in new)
        changed = [pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]]
        return (
            len(old) == len(new)
            and bool(changed)
            and all(("before", was) in self.values and ("after", now) in self.values for was, now in changed)
        )

    def tells(self, word: str, line: _Line) -> bool:
        """Tell whether a word of a line is told by a change that is about this line.

        A fact is when the line, or the heading above it, has its name or something that is told of it; a notice that
        a table states when it is about the subject of the row: others share too many of its words.
        """
        if word in self.said or word in line.told:
            return True
        of_facts = self._subjects_with(word)
        if any(subject <= line.words or not said.isdisjoint(line.words) for subject, said in of_facts):
            return True
        return bool(line.key) and any(
            line.key <= telling.said and word in telling.said | telling.subject
            for telling in self._notices_with(line.key | {word})
        )

    def told_of(self, around: Iterable[str]) -> frozenset[str]:
        """Return the words that are told of what a line is about, as it and the heading above it name that."""
        known = frozenset(around)
        found = (one for word in known for one in islice(self.saying.get(word, ()), _MOST))
        return frozenset[str]().union(*(said for about, said in found if about <= known))

    def tells_type(self, old: str, new: str, line: _Line) -> bool:
        """Tell whether a change says of a line that one type became another."""
        return any(subject <= line.around for subject in islice(self.types.get((old, new), ()), _MOST))

    def turns(self, line: _Line) -> int:
        """Count the places of a line of which it is told that they turned: one for each change that is about it.

        Several calls may have what a line names. Nothing says whose line it is: of each as much is told as of any.
        """
        found = (
            owners.values()
            for word in line.around
            for about, owners in islice(self.turned.get(word, {}).items(), _MOST)
            if about <= line.around
        )
        return max((min(sum(kinds.values()) for kinds in islice(owners, _MOST)) for owners in found), default=0)

    def names(self, words: Collection[str]) -> bool:
        """Tell whether these words name something that changes are about."""
        rarest = min(words, key=lambda word: len(self.subjects.get(word, ())))
        return any(subject.issuperset(words) for subject, _ in self._subjects_with(rarest))

    def _subjects_with(self, word: str) -> Iterable[tuple[frozenset[str], frozenset[str]]]:
        return islice(self.subjects.get(word, ()), _MOST)

    def _notices_with(self, words: Iterable[str]) -> Iterable[_Telling]:
        rarest = min(words, key=lambda word: len(self.notices.get(word, ())))
        return islice(self.notices.get(rarest, ()), _MOST)


class WordsOfChanges:
    """The words of what is told of contracts, by the pages that it is told of."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._by_url: defaultdict[str, _ToldOfPage] = defaultdict(_ToldOfPage)
        self._of_lines: defaultdict[tuple[str, str], _ToldOfPage] = defaultdict(_ToldOfPage)
        self.calls = ToldCalls()
        self._retried: set[tuple[str, frozenset[str]]] = set()
        for change in changes:
            telling = _telling(change)
            if change.kind in ("operation.added", "operation.removed"):
                self.calls.add(change)
            for url in {source.url for source in change.sources}:
                if change.kind == "error-rule.retry.changed":
                    self._retried.add((url, telling.subject))
                self._by_url[url].add(telling)
                for what in (_ADDED, _REMOVED):
                    self._of_lines[url, what].add(telling.of_lines(what))

    def tells(self, edit: Edit, urls: Collection[str], items: Container[str] = ()) -> bool:
        """Tell whether all that differs in a line is told by changes of the page that are about this line.

        `items` are those of its section that came, or went, as the line did: what is said below them goes along.
        """
        pages = self._of(urls)
        line = _line_of(edit, pages)
        if any(page.shows(line) or page.lists(edit) for page in pages):
            return True

        def is_told(word: str) -> bool:
            return any(page.tells(word, line) for page in pages)

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

    def _turned(self, old: Line, new: Line, line: _Line, urls: Collection[str]) -> int:
        """Count the places of a line that turned and that no change of what the line is about shows."""
        before, after = (
            frozenset[str]().union(*(page.told_of(line.around) for page in self._of(urls, what)))
            for what in (_REMOVED, _ADDED)
        )
        return sum(not (before.issuperset(was) and after.issuperset(now)) for was, now in _turns(old, new))

    def _goes_along(self, edit: Edit, urls: Collection[str], items: Container[str]) -> bool:
        """Tell whether a line came or went with the thing that it is about, whose name tells of all that it says."""
        pages = self._of(urls, _ADDED if edit.old is None else _REMOVED)
        (one,) = edit.sides
        line = _line_of(edit, pages)
        named = one.line.key or (one.item if one.item in items else "")
        if one.line.kind in ("item", "sentence") and named:
            line = structs.replace(line, key=frozenset(name_in(words_of(named))))
        return bool(line.key) and all(any(page.tells(word, line) for page in pages) for word in line.key)

    def names(self, title: str, what: str, urls: Collection[str]) -> bool:
        """Tell whether a heading that was `added`, or `removed`, is the name of something that was so as well."""
        words = frozenset(words_of(title))
        return bool(words) and any(page.names(words) for page in self._of(urls, what))

    def is_topic(self, title: str, urls: Collection[str]) -> bool:
        """Tell whether a heading is what notices are about of which it is told."""
        words = frozenset(words_of(title))
        return bool(words) and any(topic.issuperset(words) for page in self._of(urls) for topic in page.topics)

    def completed(self, edit: Edit, urls: Collection[str]) -> Change | None:
        """Return the notice that came with a reworded line, or went with it, with the line's other side; else None.

        A sentence that became a notice, or is none any longer, is told by the notice: once, with both sides.
        """
        if edit.old is None or edit.new is None:
            return None
        old, new = _spelled(edit.old.line.words), _spelled(edit.new.line.words)
        for page in self._of(urls) if old and new else ():
            if new in page.added:
                return _with_before(page.added[new], edit.old.line.words, edit.new.line.words)
            if old in page.removed:
                return structs.replace(page.removed[old], after=edit.new.line.words)
        return None

    def _of(self, urls: Collection[str], what: str = "") -> Sequence[_ToldOfPage]:
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


def _line_of(edit: Edit, pages: Iterable[_ToldOfPage]) -> _Line:
    sides = edit.sides
    old, new = (None if side is None else words_of(side.line.words) for side in (edit.old, edit.new))
    known = sides[-1].line
    words = frozenset((*(old or ()), *(new or ())))
    around = words.union(*(words_of(above) for side in sides for above in _above(side)))
    return _Line(
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


def _tells_type(pages: Iterable[_ToldOfPage], line: _Line, old: str, new: str) -> bool:
    return any(page.tells_type(old, new, line) for page in pages)


def _value(change: Change) -> Iterator[tuple[str, Words]]:
    """Yield the value that a change says came to a list or left it, with the side that has it."""
    if change.kind.startswith("values.value."):
        for side, value in (("before", change.before), ("after", change.after)):
            if isinstance(value, str) and (words := words_of(value)):
                yield side, words


def _telling(change: Change) -> _Telling:
    if change.location != NOTICES:
        turned = sum(not words.isdisjoint(_TURNED) for words in _kinds_told(change))
        return _Telling(change, _subject(change), _said(change), frozenset(next(_names(change), ())), turned=turned)
    before, after = (_spelled(" ".join(_sentences(side))) for side in (change.before, change.after))
    return _Telling(change, _subject(change), _said(change), before=before, after=after)


def _sentences(side: object) -> Iterator[str]:
    """Yield the text of one side of a notice, without its quantities: they stand in the text."""
    said = side.get("text") if isinstance(side, dict) else side
    if isinstance(said, str):
        yield said


def _spelled(text: str) -> str:
    return " ".join(words_of(text)).lower()


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
            if not is_same and _TURNED.issuperset((*one[first:last], *other[start:end])):
                yield one[first:last], other[start:end]


def _subject(change: Change) -> frozenset[str]:
    """Return the words of what a change is about: of a field in others those of its path, as rows write it, as well."""
    return frozenset(word for name in (*_names(change), words_of(change.field or "")) for word in name)


def _names(change: Change) -> Iterator[Words]:
    """Yield the names of what a change is about; of what is inside an answer the status says nothing more."""
    is_inside = bool(change.field) or change.location == "response.header"
    named = (
        None if change.location == "contradiction" else change.name,
        change.field.rpartition(".")[2] if change.field else None,
        None if is_inside else change.status,
    )
    yield from (words_of(said) for said in named if said and words_of(said))


def _kinds_told(change: Change) -> Iterator[frozenset[str]]:
    """Yield the words for each thing that a change says of what it is about without showing how it is written."""
    about = " ".join((change.kind, *_aspects(change)))
    return (words for part, words in _OF_KIND if part in about)


def _said(change: Change) -> frozenset[str]:
    sides = (_strings(change.before), _strings(change.after))
    words = frozenset(word.lower() for side in sides for said in side for word in words_of(said))
    words |= frozenset(words_of(change.field or ""))
    return words.union(*_kinds_told(change))


def _aspects(change: Change) -> Iterator[str]:
    """Yield what a change is about besides its kind: of a whole failure all that is said of it, be it in a label."""
    if change.location == "contradiction":
        yield change.name or ""
    elif change.kind.startswith("error-rule."):
        yield from (key for side in (change.before, change.after) if isinstance(side, dict) for key in side)


def _strings(value: object) -> Sequence[str]:
    found: list[str] = []
    waiting: list[object] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list | tuple):
            waiting.extend(one)
        elif isinstance(one, str | int | float) and not isinstance(one, bool):
            found.append(str(one))
        elif isinstance(one, bool):
            found.extend(("true",) if one else ("false",))
    return found
