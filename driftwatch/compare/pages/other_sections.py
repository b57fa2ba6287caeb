"""What a warning needs not tell of a section of a page: another section says it, now or by its own warning."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final, TypeAlias

from driftwatch.alignment import shared, stretches
from driftwatch.compare.pages.page_lines import Edit, Words, spelled_words, words_of
from driftwatch.compare.pages.page_sections import SectionEdits
from driftwatch.compare.pages.substance import are_name, weight_of

_MANY: Final = 5
"""Sections in which the same name gave way to the same other one, from which that is one edit of all of them."""
_LONGEST: Final = 4
"""Words of such a name at most."""
_SHORT: Final = 200
"""Words of a line that is looked at for it."""
_ALIKE: Final = 0.6
"""Share of words from which a line below one heading is what went from below another, written a little otherwise."""
_FEW: Final = 8
"""Lines of the same weight that one is held against."""
_SENT: Final = frozenset(
    (
        "query", "header", "headers", "body", "cookie", "cookies", "path", "url", "form", "bearer", "basic", "digest",
        "hmac", "jwt", "oauth", "get", "post", "put", "patch", "delete",
    )
)  # fmt: skip
"""Where and how something is sent: one of these in place of another is no way to write a line."""
_Swap: TypeAlias = tuple[Words, Words]
"""A name, and what stands in its place."""


class OtherSections:
    """The edits of all sections of a page.

    One name may stand in place of another in many of them, as when a product is called otherwise: one warns of it.
    A line may have gone from one of them and come in another, with all amounts, names, demands and denials that it had:
    a page that is parted otherwise asks nothing new. Other pages warn by themselves: whoever watches one is told.
    """

    def __init__(self, sections: Iterable[SectionEdits]) -> None:
        known = tuple(sections)
        counts = Counter(pair for section in known for pair in {_swap(edit) for edit in section.edits})
        self._common = {pair for pair, count in counts.items() if pair is not None and count >= _MANY}
        self._told: set[_Swap] = set()
        self._moved = _moved(edit for section in known for edit in section.edits)

    def but_told(self, edits: Iterable[Edit]) -> list[Edit]:
        """Leave out lines that stand below another heading, and those in which nothing differs but what was told."""
        left = (edit for edit in edits if id(edit) not in self._moved)
        return [edit for edit in left if not self._told or _swap(edit) not in self._told]

    def tell(self, edits: Iterable[Edit]) -> None:
        """Take in the lines that a warning tells of."""
        if self._common:
            self._told.update(pair for edit in edits if (pair := _swap(edit)) in self._common and pair is not None)


def _moved(edits: Iterable[Edit]) -> set[int]:
    """Return the lines that went from below one heading, and what they came back as below another, each once."""
    gone: defaultdict[tuple[str, ...], list[tuple[Edit, Words]]] = defaultdict(list)
    come: list[tuple[Edit, tuple[str, ...], Words]] = []
    for edit in edits:
        if edit.kind in ("sentence", "item") and (edit.old is None) is not (edit.new is None):
            (said,) = edit.said
            words = words_of(said)
            weight = weight_of(said) if len(words) <= _SHORT else ()
            if weight and edit.new is None:
                gone[weight].append((edit, words))
            elif weight:
                come.append((edit, weight, words))
    found: set[int] = set()
    for edit, weight, words in come:
        for one, others in gone.get(weight, ())[:_FEW]:
            if id(one) not in found and _says_the_same(words, others):
                found |= {id(one), id(edit)}
                break
    return found


def _says_the_same(one: Words, other: Words) -> bool:
    return shared(one, other) >= _ALIKE and _SENT.isdisjoint(set(one) ^ set(other))


def _swap(edit: Edit) -> _Swap | None:
    """Return the words that gave way to others in a line, where no others did, and both are names."""
    if edit.old is None or edit.new is None:
        return None
    old, new = spelled_words(edit.old.line.words), spelled_words(edit.new.line.words)
    if len(old) > _SHORT:
        return None
    found = {(old[a:b], new[c:d]) for is_same, a, b, c, d in stretches(old, new) if not is_same}
    are_names = all(len(words) <= _LONGEST and are_name(words) for swap in found for words in swap)
    return found.pop() if len(found) == 1 and are_names else None
