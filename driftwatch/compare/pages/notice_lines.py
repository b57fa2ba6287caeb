"""Where the sentences of a notice stand on its page: each by itself, below which heading, and whether any is news."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import UnsetType, structs

from driftwatch.alignment import shared
from driftwatch.compare.pages.negations import is_contrary
from driftwatch.compare.pages.page_lines import Placed, placed, words_of
from driftwatch.extract.words.amounts import amounts
from driftwatch.extract.words.notice_words import SENTENCE_ENDS
from driftwatch.model.change import NOTICES, Change
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Snapshot
from driftwatch.patterns import lazy_regex

_ENDS: Final = lazy_regex(SENTENCE_ENDS)
_MOST_PAIRS: Final = 4_000
"""Sentences and lines that are held against each other: of more, what is stated anew is told."""
_REWORDED: Final = 0.5
"""Share of common words from which two lines with the same amounts say the same in other words."""
_Part: TypeAlias = tuple[str, Placed | None]
"""A sentence of a notice, and the line of the page that it is."""


def with_lines(changes: Iterable[Change], old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield changes, those of notices that say something else with their sentences apart, and where the new ones stand.

    One whose further amounts stood on the page before, in a line that said the same in other words, is no change: that
    line is told by its words.
    """
    for change in changes:
        texts = old.text(change.owner.name), new.text(change.owner.name)
        if not _is_of_both(change) or texts[0] is None or texts[1] is None:
            yield change
            continue
        lines = tuple(placed(texts[0])), tuple(placed(texts[1]))
        before, after = _parts(_text(change.before), lines[0]), _parts(_text(change.after), lines[1])
        if change.kind != "notice.amounts.changed" or not _is_only_worded_otherwise(change, (before, after), lines):
            yield _with_parts(change, before, after)


def _is_of_both(change: Change) -> bool:
    both = not isinstance(change.before, UnsetType) and not isinstance(change.after, UnsetType)
    return both and change.location == NOTICES and change.owner.kind == "page"


def _with_parts(change: Change, before: Sequence[_Part], after: Sequence[_Part]) -> Change:
    known = {words_of(said) for said, _ in before}
    heading = next((one.path[-1] for said, one in after if one and one.path and words_of(said) not in known), "")
    sources = change.sources
    if heading and sources:
        sources = (structs.replace(sources[0], locator=heading), *sources[1:])
    sentences = tuple(said for said, _ in before), tuple(said for said, _ in after)
    return structs.replace(change, sentences=sentences, sources=sources)


def _parts(text: str, lines: Iterable[Placed]) -> list[_Part]:
    """Part what a notice says by the lines of its page: items of a list end without a sign."""
    known: dict[str, Placed] = {}
    for one in lines:
        whole = (one.line.words, ": ".join(one.line.cells), *one.line.cells)
        for said in (*whole, *(part for each in whole for part in _ENDS.split(each))):
            if said:
                known.setdefault(said, one)
    lengths = sorted(set(map(len, known)), reverse=True)
    sentences = [" ".join(sentence.split()) for sentence in _ENDS.split(text)]
    return [part for sentence in sentences for part in _lines_in(sentence, known, lengths)]


def _lines_in(sentence: str, known: Mapping[str, Placed], lengths: Sequence[int]) -> Iterator[_Part]:
    """Yield the lines of which all of a sentence is made, the longest first; else the sentence."""
    parts: list[_Part] = []
    at = 0
    while at < len(sentence) and sentence not in known:
        fitting = (size for size in lengths if size <= len(sentence) - at and sentence[at : at + size] in known)
        size = next((size for size in fitting if sentence[at + size : at + size + 1] in ("", " ")), 0)
        if not size:
            break
        said = sentence[at : at + size]
        parts.append((said, known[said]))
        at += size + 1
    if at >= len(sentence):
        yield from parts
    else:
        yield sentence, known.get(sentence)


def _is_only_worded_otherwise(
    change: Change, parts: tuple[Sequence[_Part], Sequence[_Part]], lines: tuple[Sequence[Placed], Sequence[Placed]]
) -> bool:
    """Tell whether amounts that only one side states stand on the other side's page in lines that say the same."""
    one, other = set(_amounts(change.before)), set(_amounts(change.after))
    extra = one ^ other
    if not extra or not (one < other or other < one):
        return False
    side = int(one < other)
    stating = [said for said, _ in parts[side] if extra.intersection(amounts(said))]
    across = [line.line.words for line in lines[1 - side]]
    if len(stating) * len(across) > _MOST_PAIRS:
        return False
    return bool(stating) and all(any(map(_Alike(said).is_said_by, across)) for said in stating)


class _Alike:
    """What says the same as a sentence in other words: the same amounts, most of the words, and not the contrary."""

    def __init__(self, said: str) -> None:
        self._said = said
        self._amounts = set(amounts(said))
        self._words = words_of(said)

    def is_said_by(self, line: str) -> bool:
        """Tell whether a line does."""
        return (
            shared(self._words, words_of(line)) >= _REWORDED
            and set(amounts(line)) == self._amounts
            and not is_contrary(line, self._said)
        )


def _text(side: Json | UnsetType) -> str:
    said = side.get("text") if isinstance(side, Mapping) else side
    return said if isinstance(said, str) else ""


def _amounts(side: Json | UnsetType) -> Sequence[str]:
    said = side.get("amounts") if isinstance(side, Mapping) else None
    return [str(each) for each in said] if isinstance(said, list | tuple) else []
