"""What came under the address of a document, held against what was there: its words and lines, each made once."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.extract.pages.coverage import groups_of
from driftwatch.model.facts import AnyFact
from driftwatch.model.snapshot import Document, Entry
from driftwatch.model.text import Line, PageText
from driftwatch.patterns import lazy_regex

WORD: Final = lazy_regex(r"[^\W\u3040-\u30ff\u3400-\u9fff]+|[\u3040-\u30ff\u3400-\u9fff]")
"""A word, or a sign of a script that is written without blanks."""

Ending: TypeAlias = Literal["", "line", "words", "markup", "torn", "rear", "page"]


class Came(Struct, frozen=True, kw_only=True):
    """What came under the address of a document."""

    path: str
    """Where it lies, at the end of redirects."""
    digest: str
    facts: int
    """How many facts it states, with the owners that they are of."""
    owners: int
    """How many operations and schemas it documents."""
    entries: tuple[Entry, ...] = ()
    """What a specification documents, and what a page does that embeds one."""
    calls: frozenset[str] = frozenset()
    """What the operations are called that it documents."""
    text: PageText | None = None
    shown: str = ""
    """What `shown_in` returns of a document without facts."""
    ending: Ending = ""
    """What `ending_of` tells of its text."""
    retired: frozenset[str] = frozenset()
    """Calls that its sentences about what goes away name in code, each with its method: `POST /v1/parcels`."""
    farewells: frozenset[str] = frozenset()
    """Its sentences about what goes away."""
    pointed_at: frozenset[str] = frozenset()
    """What `pointed_at_in` returns of its text, of a document that says something else than it did."""
    is_torn: bool = False
    """What `has_torn_sample` tells of its text, of such a document."""
    drawn: int = 0
    """As in Seen.drawn."""
    is_unmerged: bool = False
    """What `is_unmerged` tells of its text, of such a document."""

    @property
    def may_be_cut(self) -> bool:
        """Whether it may have lost its end without anything in it that tells so."""
        return self.ending in ("words", "markup")

    def is_change_of(self, before: Document | None) -> bool:
        """Tell whether it says something else than a document did of which it is known what it said."""
        return before is not None and bool(before.digest) and before.digest != self.digest


def documented_by(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield what the operations and schemas among entries are called."""
    return (entry.owner.name for entry in entries if entry.owner.kind in ("operation", "schema"))


def calls_of(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the calls that entries document."""
    return frozenset(entry.owner.name for entry in entries if entry.owner.kind == "operation")


def facts_at(entry: Entry, place: str) -> Iterator[AnyFact]:
    """Yield the facts of an entry that a document states, alone or just as the first one does; "" is the first one."""
    stating = place if place and place not in entry.agreeing else entry.documents[0]
    return (fact for fact in entry.facts if (fact.document or entry.documents[0]) == stating)


def word_counts(lines: Iterable[Line]) -> Counter[str]:
    """Count the words of lines, in lower case."""
    return Counter(WORD.findall("\n".join(line.words for line in lines).lower()))


_NO_WORDS: Final = PageText(lines=())


class Said:
    """A text with what several questions are about, each made once."""

    def __init__(self, text: PageText) -> None:
        self.lines = text.lines

    @cached_property
    def whole(self) -> str:
        """All that its lines say."""
        return "\n".join(line.words for line in self.lines)

    @cached_property
    def words(self) -> Counter[str]:
        """Its words, in lower case."""
        return word_counts(self.lines)

    @property
    def size(self) -> int:
        """Characters of its lines."""
        return len(self.whole) - max(len(self.lines) - 1, 0)


class Sides:
    """What a page said, and what came."""

    def __init__(self, before: PageText | None, came: Came) -> None:
        self.before = before
        self.came = came

    @cached_property
    def was(self) -> Said:
        """What it said."""
        return Said(self.before or _NO_WORDS)

    @cached_property
    def now(self) -> Said:
        """What it says now, in hashes where only they are known of what the page said."""
        text = self.came.text or _NO_WORDS
        return Said(text.digested() if self.before is not None and self.before.kept == "digest" else text)

    @cached_property
    def lost(self) -> Counter[Line]:
        """Lines that it no longer has."""
        return Counter(self.was.lines) - Counter(self.now.lines)

    @cached_property
    def come(self) -> Counter[Line]:
        """Lines that it did not have."""
        return Counter(self.now.lines) - Counter(self.was.lines)

    @cached_property
    def words_lost(self) -> int:
        """How many words it no longer has."""
        return (self.was.words - self.now.words).total()

    @cached_property
    def words_come(self) -> int:
        """How many words it did not have."""
        return (self.now.words - self.was.words).total()

    @cached_property
    def shows_less(self) -> bool:
        """Tell whether fewer of its lines look like fields or failures, whoever could read them."""
        was, now = (sum(len(group.names) for group in groups_of(said.lines)) for said in (self.was, self.now))
        return now < was

    def states_less(self, said: Callable[[], int]) -> bool:
        """Tell whether it states less than the facts that `said` counts, or shows less.

        Of a page beside a specification only what it adds is known to be its own.
        """
        return self.came.facts < said() or self.shows_less

    @property
    def are_comparable(self) -> bool:
        """Whether both are words of one normal form."""
        return self.before is not None and self.came.text is not None and self.before.form == self.came.text.form

    @property
    def are_in_words(self) -> bool:
        """Whether they are, and no hashes stand in place of the words."""
        return self.before is not None and self.before.kept != "digest" and self.are_comparable
