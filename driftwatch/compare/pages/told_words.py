"""What changes of contracts tell of a page, by its words: an index in which a line of the page is looked for.

`Telling` is what one change tells; `ToldOfPage` is all that is told of one page. A line is not held against all of it:
changes are found by the words that the line has.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from msgspec import Struct, structs

from driftwatch.alignment import same_start
from driftwatch.compare.pages.page_lines import Edit, Words, words_of
from driftwatch.model.change import NOTICES, Change
from driftwatch.model.snapshot import Owner
from driftwatch.patterns import lazy_regex

ADDED: Final = "added"
REMOVED: Final = "removed"
_MOST: Final = 400
"""Changes that a line is held against, of those that have a word of it; what more of them tell is told once more."""
_NEEDED: Final = frozenset(
    (
        "required", "optional", "yes", "no", "true", "false", "mandatory", "not", "must", "may", "always", "never",
        "✓", "✗", "✅", "❌", "必填", "必选", "可选", "是", "否", "да", "нет",
    )
)  # fmt: skip
"""How pages say that a field is required or not: a change of that is told by the field's name alone."""
_RETRIED: Final = frozenset(
    ("yes", "no", "retry", "never", "always", "safe", "usually", "sometimes", "do", "not", "don't")
)
"""How pages say whether to try again after a failure."""
_OF_KIND: Final = (
    ("required", _NEEDED),
    ("optional", _NEEDED),
    ("nullable", _NEEDED),
    ("retry", _RETRIED),
    ("deprecat", frozenset({"deprecated"})),
)
TURNED: Final = _NEEDED | _RETRIED
"""Words that a change tells without showing them: it is told of one place of a line that they turned."""
_CAME: Final = lazy_regex(r"[a-z-]+\.(?:(?P<added>added)|(?P<removed>removed)|renamed|moved|status\.changed)")
"""Kinds of changes by which a thing is there that was not, or the other way round; or goes by another name."""


class Telling(Struct, frozen=True):
    """What one change tells of one thing."""

    change: Change
    subject: frozenset[str]
    """The words of all names of the thing."""
    said: frozenset[str]
    """The words that the change says of it."""
    about: frozenset[str] = frozenset()
    """The words of the first of the names: a line that has them is about the thing, without its status as well."""
    before: str = ""
    """The sentences of a notice before."""
    after: str = ""
    """The sentences of a notice now."""
    turned: int = 0
    """How many times the change turned a yes to a no, or the other way round."""

    def of_lines(self, what: str) -> "Telling":
        """Return what it tells of lines that were added, or removed: of a thing that stays, the values of that side."""
        came = _CAME.fullmatch(self.change.kind)
        if came and came[REMOVED if what == ADDED else ADDED] is None:
            return self
        if self.change.location == NOTICES or self.turned:
            return structs.replace(self, subject=frozenset(), said=frozenset())
        values = _strings(self.change.after if what == ADDED else self.change.before)
        said = frozenset(word for value in values for word in words_of(value))
        return structs.replace(self, subject=frozenset(), said=said)


class SoughtLine(Struct, frozen=True):
    """A line that differs, as it is looked for in what is told."""

    old: str | None
    """The words of its old side, joined; None where it was not there."""
    new: str | None
    words: frozenset[str]
    """The words of both sides."""
    key: frozenset[str]
    """The words of what its row or item is about, or the status with which it begins."""
    around: frozenset[str]
    """Its words, those of the heading above it, and the key of its item: a component says below its name what it is."""
    told: frozenset[str]
    """The words that are told of what they name."""


class ToldOfPage:
    """What is told of contracts of one page, by its words: no line is held against all of it."""

    def __init__(self) -> None:
        self.said: set[str] = set()
        """Words of changes that are about nothing with a name."""
        self.saying: defaultdict[str, dict[tuple[frozenset[str], frozenset[str]], None]] = defaultdict(dict)
        """What is told of things with a name, by one word of it."""
        self.topics: set[frozenset[str]] = set()
        """What notices are about."""
        self.subjects: defaultdict[str, dict[tuple[frozenset[str], frozenset[str]], None]] = defaultdict(dict)
        """What changes are about and say, by each word of what they are about."""
        self.notices: defaultdict[str, list[Telling]] = defaultdict(list)
        """Notices, by each of their words."""
        self.types: defaultdict[tuple[object, object], dict[frozenset[str], None]] = defaultdict(dict)
        """Names of things of which one type became another one, by both types."""
        self.values: set[tuple[str, Words]] = set()
        """Values that came to a list or left one, with the side that has them."""
        self.turned: defaultdict[str, dict[frozenset[str], dict[Owner, dict[str, int]]]] = defaultdict(dict)
        """How often what is told of a name turned, by one word of it, by whose it is, and by the kind of change."""
        self.added: dict[str, Change] = {}
        """Notices that came, by their sentences."""
        self.removed: dict[str, Change] = {}
        """Notices that went, by their sentences."""

    def add(self, telling: Telling) -> None:
        """Take in one change."""
        if telling.change.location == NOTICES:
            self._add_notice(telling)
        else:
            self._add_fact(telling)

    def _add_fact(self, telling: Telling) -> None:
        is_of_type = any(part in telling.change.kind for part in (".type.", ".format."))
        if is_of_type and isinstance(telling.change.after, str):
            self.types[telling.change.before, telling.change.after][telling.about] = None
        if telling.about:
            self.saying[min(telling.about)][telling.about, telling.said] = None
            self._add_turned(telling)
        else:
            self.said |= telling.said
        self.values.update(_listed_value(telling.change))
        for word in telling.subject:
            self.subjects[word][telling.subject, telling.said] = None

    def _add_notice(self, telling: Telling) -> None:
        self.topics.add(telling.subject)
        for word in telling.said | telling.subject | set(f"{telling.before} {telling.after}".split(" ")):
            self.notices[word].append(telling)
        if telling.change.kind == "notice.added":
            self.added.setdefault(telling.after, telling.change)
        elif telling.change.kind == "notice.removed":
            self.removed.setdefault(telling.before, telling.change)

    def _add_turned(self, telling: Telling) -> None:
        if telling.turned:
            owners = self.turned[min(telling.about)].setdefault(telling.about, {})
            owners.setdefault(telling.change.owner, {})[telling.change.kind] = telling.turned

    def shows(self, line: SoughtLine) -> bool:
        """Tell whether a notice shows both sides of a line: each stands in its sentences."""
        return any(
            (line.old is None or f" {line.old} " in f" {telling.before} ")
            and (line.new is None or f" {line.new} " in f" {telling.after} ")
            for telling in self._notices_with(line.words)
        )

    def lists(self, edit: Edit) -> bool:
        """Tell whether a row came or went with a value of a list: with one of its cells, whichever it is.

        Of a row that stays each cell must have given way to another one of which that is told, be it in a part of it.
        """
        if not self.values:
            return False
        kinds = ("row", "item")
        sides = [() if one is None or one.line.kind not in kinds else one.line.cells for one in (edit.old, edit.new)]
        old, new = (tuple(map(words_of, cells)) for cells in sides)
        if edit.old is None or edit.new is None:
            return any(("before", cell) in self.values for cell in old) or any(("after", c) in self.values for c in new)
        changed = [pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]]
        return len(old) == len(new) and bool(changed) and all(self._gave_way(was, now) for was, now in changed)

    def _gave_way(self, was: Words, now: Words) -> bool:
        """Tell whether a cell is another one only by a value of a list that stands where another one stood."""
        if ("before", was) in self.values and ("after", now) in self.values:
            return True
        head, last = same_start(was, now), len(was) - same_start(was[::-1], now[::-1])
        parts = ((start, end) for start in range(head + 1) for end in range(max(last, start + 1), len(was) + 1))
        return any(
            ("before", was[start:end]) in self.values
            and ("after", now[start : len(now) - len(was) + end]) in self.values
            for start, end in islice(parts, _MOST)
        )

    def tells(self, word: str, line: SoughtLine) -> bool:
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

    def tells_type(self, old: str, new: str, line: SoughtLine) -> bool:
        """Tell whether a change says of a line that one type became another."""
        return any(subject <= line.around for subject in islice(self.types.get((old, new), ()), _MOST))

    def turns(self, line: SoughtLine) -> int:
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

    def _notices_with(self, words: Iterable[str]) -> Iterable[Telling]:
        rarest = min(words, key=lambda word: len(self.notices.get(word, ())))
        return islice(self.notices.get(rarest, ()), _MOST)


def _listed_value(change: Change) -> Iterator[tuple[str, Words]]:
    """Yield the value that a change says came to a list or left it, with the side that has it."""
    if change.kind.startswith("values.value."):
        for side, value in (("before", change.before), ("after", change.after)):
            if isinstance(value, str) and (words := words_of(value)):
                yield side, words


def telling_of(change: Change) -> Telling:
    """Return what a change tells; of a notice its sentences on both sides as well."""
    if change.location != NOTICES:
        turned = sum(not words.isdisjoint(TURNED) for words in _words_of_kind(change))
        return Telling(
            change,
            _words_of_subject(change),
            _words_said(change),
            frozenset(next(_names_of_subject(change), ())),
            turned=turned,
        )
    before, after = (spelled(" ".join(_sentences(side))) for side in (change.before, change.after))
    return Telling(change, _words_of_subject(change), _words_said(change), before=before, after=after)


def _sentences(side: object) -> Iterator[str]:
    """Yield the text of one side of a notice, without its quantities: they stand in the text."""
    said = side.get("text") if isinstance(side, dict) else side
    if isinstance(said, str):
        yield said


def spelled(text: str) -> str:
    """Return the words of a text, as sentences of notices are held against lines."""
    return " ".join(words_of(text)).lower()


def _words_of_subject(change: Change) -> frozenset[str]:
    """Return the words of what a change is about: of a field in others those of its path, as rows write it, as well."""
    return frozenset(word for name in (*_names_of_subject(change), words_of(change.field or "")) for word in name)


def _names_of_subject(change: Change) -> Iterator[Words]:
    """Yield the names of what a change is about; of what is inside an answer the status says nothing more."""
    is_inside = bool(change.field) or change.location == "response.header"
    named = (
        None if change.location == "contradiction" else change.name,
        change.field.rpartition(".")[2] if change.field else None,
        None if is_inside else change.status,
    )
    yield from (words_of(said) for said in named if said and words_of(said))


def _words_of_kind(change: Change) -> Iterator[frozenset[str]]:
    """Yield the words for each thing that a change says of what it is about without showing how it is written."""
    about = " ".join((change.kind, *_aspects(change)))
    return (words for part, words in _OF_KIND if part in about)


def _words_said(change: Change) -> frozenset[str]:
    sides = (_strings(change.before), _strings(change.after))
    words = frozenset(word.lower() for side in sides for said in side for word in words_of(said))
    words |= frozenset(words_of(change.field or ""))
    return words.union(*_words_of_kind(change))


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
