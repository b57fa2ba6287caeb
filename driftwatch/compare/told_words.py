"""Which words of a page contract facts already tell, so that no line is told twice; what is left of it is told."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct, structs

from driftwatch.compare.page_lines import Edit, Words, words_of
from driftwatch.model.change import Change

_NOTICES: Final = "notices"
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
    ("retry", _RETRIED),
    ("deprecat", frozenset({"deprecated"})),
)


class _Telling(Struct, frozen=True):
    """What one change tells: of what it is, its words, and the sentences of a notice before and after."""

    change: Change
    subject: frozenset[str]
    said: frozenset[str]
    before: str = ""
    after: str = ""

    @property
    def is_notice(self) -> bool:
        """Whether it shows whole sentences: only these are told by it, however many words others share with them."""
        return self.change.location == _NOTICES


class ToldWords:
    """The words of what is told of contracts, by the pages that it is told of."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._by_url: dict[str, list[_Telling]] = {}
        for change in changes:
            telling = _telling(change)
            for url in {source.url for source in change.sources}:
                self._by_url.setdefault(url, []).append(telling)

    def tells(self, edit: Edit, urls: Collection[str]) -> bool:
        """Tell whether all that differs in a line is told by changes of the page that are about this line."""
        old = words_of(edit.old.line.words) if edit.old else ()
        new = words_of(edit.new.line.words) if edit.new else ()
        whole = frozenset(map(str.lower, (*old, *new)))
        known: set[str] = set()
        for telling in self._of(urls):
            if telling.is_notice and _shows(telling, edit):
                return True
            if _is_about(telling, edit, whole):
                known |= telling.subject | telling.said
        if not known:
            return False
        if edit.old is None or edit.new is None:
            return self._of_whole_line(edit, known)
        return all(_is_told(part, known) for part in _changed(old, new))

    def names(self, title: str, urls: Collection[str]) -> bool:
        """Tell whether a heading is the name of something that changes of the page are about."""
        words = frozenset(words_of(title))
        return bool(words) and any(words <= telling.subject for telling in self._of(urls) if telling.subject)

    def completed(self, edit: Edit, urls: Collection[str]) -> Change | None:
        """Return the notice that came with a reworded line, or went with it, with the line's other side; else None.

        A sentence that became a notice, or is none any longer, is told by the notice: once, with both sides.
        """
        if edit.old is None or edit.new is None:
            return None
        old, new = _spelled(edit.old.line.words), _spelled(edit.new.line.words)
        for telling in self._of(urls) if old and new else ():
            if telling.change.kind == "notice.added" and new == telling.after:
                return structs.replace(telling.change, before=edit.old.line.words)
            if telling.change.kind == "notice.removed" and old == telling.before:
                return structs.replace(telling.change, after=edit.new.line.words)
        return None

    def _of(self, urls: Collection[str]) -> Iterator[_Telling]:
        for url in urls:
            yield from self._by_url.get(url, ())

    def _of_whole_line(self, edit: Edit, known: Collection[str]) -> bool:
        """A row that came or went with the thing that it is about is told by that thing's name."""
        one = edit.new or edit.old
        assert one is not None  # noqa: S101 - an edit has a side
        key = words_of(one.line.key)
        if key:
            return all(word.lower() in known for word in key)
        return all(word.lower() in known for word in one.words)


def _telling(change: Change) -> _Telling:
    if change.location != _NOTICES:
        return _Telling(change, _subject(change), _said(change))
    before, after = (_spelled(" ".join(_sentences(side))) for side in (change.before, change.after))
    return _Telling(change, _subject(change), _said(change), before, after)


def _sentences(side: object) -> Iterator[str]:
    """Yield the text of one side of a notice, without its quantities: they stand in the text."""
    said = side.get("text") if isinstance(side, dict) else side
    if isinstance(said, str):
        yield said


def _spelled(text: str) -> str:
    return " ".join(words_of(text)).lower()


def _shows(telling: _Telling, edit: Edit) -> bool:
    """Tell whether a notice shows both sides of a line: each stands in its sentences."""
    sides = ((edit.old, telling.before), (edit.new, telling.after))
    return all(one is None or f" {_spelled(one.line.words)} " in f" {text} " for one, text in sides)


def _is_about(telling: _Telling, edit: Edit, whole: frozenset[str]) -> bool:
    """Tell whether a change is about a line; a notice that a table states is about the rows of its subject."""
    if not telling.is_notice:
        return telling.subject <= whole or bool(telling.said & whole)
    one = edit.new or edit.old
    key = {word.lower() for word in words_of(one.line.key)} if one is not None else set()
    return bool(key) and key <= telling.said


def _is_told(part: Words, known: Collection[str]) -> bool:
    """Tell whether a part that differs is told; an "and" counts as told beside what it adds."""
    words = [word.lower() for word in part]
    left = [word for word in words if word not in known]
    return not left or (len(left) < len(words) and _JOINING.issuperset(left))


def _changed(old: Words, new: Words) -> Iterator[Words]:
    """Yield the stretches of words that only one side has."""
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (part for part in (old[first:last], new[start:end]) if part)


def _subject(change: Change) -> frozenset[str]:
    named = (
        None if change.location == "contradiction" else change.name,
        change.field.rpartition(".")[2] if change.field else None,
        change.status,
    )
    return frozenset(word.lower() for said in named if said for word in words_of(said))


def _said(change: Change) -> frozenset[str]:
    sides = (_strings(change.before), _strings(change.after))
    words = frozenset(word.lower() for side in sides for said in side for word in words_of(said))
    about = f"{change.kind} {change.name}" if change.location == "contradiction" else change.kind
    return words.union(*(more for part, more in _OF_KIND if part in about))


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
