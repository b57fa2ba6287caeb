"""Which words of a page contract facts already tell, so that no line is told twice; what is left of it is told."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from driftwatch.compare.page_lines import Edit, Words, words_of
from driftwatch.model.change import Change

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


class ToldWords:
    """The words of what is told of contracts, by the pages that it is told of."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._by_url: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
        for change in changes:
            for source in change.sources:
                self._by_url.setdefault(source.url, []).append((_subject(change), _said(change)))

    def tells(self, edit: Edit, urls: Collection[str]) -> bool:
        """Tell whether all that differs in a line is told by changes of the page that are about this line."""
        old = words_of(edit.old.line.words) if edit.old else ()
        new = words_of(edit.new.line.words) if edit.new else ()
        whole = frozenset(map(str.lower, (*old, *new)))
        known: set[str] = set()
        for url in urls:
            for subject, said in self._by_url.get(url, ()):
                if subject <= whole or said & whole:
                    known |= subject | said
        if not known:
            return False
        if edit.old is None or edit.new is None:
            return self._of_whole_line(edit, known)
        return all(_is_told(part, known) for part in _changed(old, new))

    def names(self, title: str, urls: Collection[str]) -> bool:
        """Tell whether a heading is the name of something that changes of the page are about."""
        words = frozenset(words_of(title))
        return bool(words) and any(
            words <= subject for url in urls for subject, _ in self._by_url.get(url, ()) if subject
        )

    def _of_whole_line(self, edit: Edit, known: Collection[str]) -> bool:
        """A row that came or went with the thing that it is about is told by that thing's name."""
        one = edit.new or edit.old
        assert one is not None  # noqa: S101 - an edit has a side
        key = words_of(one.line.key)
        if key:
            return all(word.lower() in known for word in key)
        return all(word.lower() in known for word in one.words)


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
