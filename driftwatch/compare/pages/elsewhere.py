"""Whether what is gone is stated elsewhere, and what is new stood there before: then nothing is lost, or new."""

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from msgspec import UnsetType, structs

from driftwatch.compare.pages.page_lines import Words, is_specific, placed, words_of
from driftwatch.compare.pages.page_topics import teaches
from driftwatch.extract.words.amounts import amounts
from driftwatch.extract.words.notice_words import NEGATION, SENTENCE_ENDS
from driftwatch.model.change import Change
from driftwatch.model.facts import identity_of
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.text import PageText
from driftwatch.patterns import lazy_regex

_ENDS: Final = lazy_regex(SENTENCE_ENDS)
_NAMES: Final = lazy_regex(r"\b[a-z\d]+(?:[-_][a-z\d]+)+|\b(?:bearer|basic|digest|hmac|jwt)\b")
"""What a credential is called in small letters: a header, a parameter, a scheme."""
_ENGLISH: Final = lazy_regex(r"\b(?:the|your|you|can|may|should|will|is|are|be)\b", re.IGNORECASE)
_ASKS: Final = lazy_regex(
    rf"{NEGATION}|\b(?:must|shall|required?|requires|mandatory|always|every|each|all|any|only)\b"
    r"|\b(?:ha(?:s|ve)|needs?) to\b"
    r"|(?:^|[.:;!] |, |\bthen |\bplease )"
    r"(?:send|pass|include|add|set|provide|use|supply|attach|put|sign|replace|append)\b",
    re.IGNORECASE,
)
"""A demand, a denial, or what somebody is told to do."""
_ADDRESS: Final = lazy_regex(r"(?P<scheme>\bhttps?://)(?P<said>[^\s`'\"<>()|,;*]{1,400})")
_QUERY: Final = lazy_regex(r"[?#]")
_MOST_STEPS: Final = 12
_OF_WORDS: Final = frozenset(
    (
        "blog",
        "changelog",
        "console",
        "dashboard",
        "docs",
        "documentation",
        "faq",
        "health",
        "help",
        "login",
        "pricing",
        "privacy",
        "signup",
        "status",
        "support",
        "swagger",
        "terms",
        "uptime",
    )
)
"""Steps of addresses that lead to words about an API, and to no call of it."""


class Elsewhere:
    """What the new side says anywhere.

    Args:
        old: the snapshot before.
        new: the snapshot after.
        pairs: the owners that are on both sides.
    """

    def __init__(self, old: Snapshot, new: Snapshot, pairs: Iterable[tuple[Entry, Entry]]) -> None:
        self.old = old
        self.new = new
        self.partners = {one.owner: other for one, other in pairs}
        self._of_partners: dict[Owner, frozenset[str] | None] = {}
        self._by_document: dict[Owner, Mapping[str, Collection[str]]] = {}

    def has_all_of(self, place: str) -> bool:
        """Tell whether all that a document stated, and said in words, stands somewhere; what is unknown does not."""
        cited = self._citing.get(place, ())
        text = self.old.text(place)
        if not cited and text is None:
            return False
        return all(self._states(entry, place) for entry in cited) and self._says(place)

    def _states(self, entry: Entry, place: str) -> bool:
        known = self._page_facts if entry.owner.kind == "page" else self._of_partner(entry.owner)
        return known is not None and known.issuperset(self._stated_by(entry).get(place, ()))

    def _of_partner(self, owner: Owner) -> frozenset[str] | None:
        """Return what the owner states on the new side, None where it is not there."""
        if owner not in self._of_partners:
            partner = self.partners.get(owner) or self.new.entries.get(owner)
            self._of_partners[owner] = frozenset(map(identity_of, partner.facts)) if partner is not None else None
        return self._of_partners[owner]

    def _stated_by(self, entry: Entry) -> Mapping[str, Collection[str]]:
        """Return what each document states of an owner."""
        if entry.owner not in self._by_document:
            found: defaultdict[str, list[str]] = defaultdict(list)
            for fact in entry.facts:
                found[fact.document or entry.documents[0]].append(identity_of(fact))
            self._by_document[entry.owner] = found
        return self._by_document[entry.owner]

    def _says(self, place: str) -> bool:
        text = self.old.text(place)
        if text is None:
            return True
        lines = (words_of(line.words) for line in text.lines)
        return all(line in self._lines for line in lines if is_specific(line))

    @cached_property
    def _citing(self) -> Mapping[str, list[Entry]]:
        """The owners of the old side by the documents that state something of them."""
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.old.entries.values():
            for place in dict.fromkeys(entry.documents):
                found[place].append(entry)
        return found

    @cached_property
    def _page_facts(self) -> frozenset[str]:
        entries = (entry for owner, entry in self.new.entries.items() if owner.kind == "page")
        return frozenset(identity_of(fact) for entry in entries for fact in entry.facts)

    @cached_property
    def _lines(self) -> frozenset[Words]:
        texts = (self.new.text(place) for place in self.new.texts)
        return frozenset(words_of(line.words) for text in texts if text is not None for line in text.lines)


def but_said_before(changes: Iterable[Change], old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield changes; a notice that is new, and says nothing that was not said before, says so.

    Its section may have said the same in a cell or beside others. Of credentials it may only repeat, without asking for
    it, what other pages say of them, or teach what these ask for. So does a base URL that is gone while each of its
    pages has a line with it as before: another one is stated now, outright, and this one by a sample.
    """
    spoken: frozenset[str] | None = None
    standing = _Standing(old, new)
    for change in changes:
        is_of_page = change.kind == "notice.added" and change.owner.kind == "page"
        is_known = is_of_page and _said_before(change, old)
        is_known = is_known or (change.kind == "server.removed" and standing.says(change))
        if not is_known and change.kind == "notice.added" and change.name == "authentication":
            spoken = _names_on(old) if spoken is None else spoken
            is_known = _only_repeats(change, spoken)
        yield structs.replace(change, traits=change.traits | {"said-otherwise"}) if is_known else change


class _Standing:
    """The base URLs of addresses that pages say in a line of both sides: read once, however many are asked for."""

    def __init__(self, old: Snapshot, new: Snapshot) -> None:
        self._sides = (old, new)
        self._bases: dict[str, frozenset[str]] = {}

    def says(self, change: Change) -> bool:
        """Tell whether the pages that stated a base URL have a line with it, or with what is below it, as before."""
        url = change.before.lower().rstrip("/") if isinstance(change.before, str) else ""
        places = [place for source in change.sources for place in self._places.get(source.url, ())]
        return bool(url and places) and all(url in self._of(place) for place in places)

    @cached_property
    def _places(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for place, document in self._sides[0].documents.items():
            found[document.url].append(place)
        return found

    def _of(self, place: str) -> frozenset[str]:
        if place not in self._bases:
            old, new = (_with_addresses(side.text(place)) for side in self._sides)
            self._bases[place] = frozenset(base for line in old & new for base in _bases_in(line))
        return self._bases[place]


def _with_addresses(text: PageText | None) -> frozenset[str]:
    said = (line.words for line in text.lines) if text is not None else ()
    return frozenset(line.lower() for line in said if "://" in line)


def _bases_in(line: str) -> Iterator[str]:
    """Yield what the addresses of a line begin with, up to each of their steps; links to words about the API are none.

    >>> sorted(_bases_in("boxes are made at https://api.example.org/v1/boxes."))
    ['https://api.example.org', 'https://api.example.org/v1', 'https://api.example.org/v1/boxes']
    >>> list(_bases_in("the status page is https://api.example.org/v1/status"))
    []
    """
    for match in _ADDRESS.finditer(line):
        scheme, said = match["scheme"], _QUERY.split(match["said"], maxsplit=1)[0].rstrip(".:!/")
        steps = said.split("/", _MOST_STEPS)
        if _OF_WORDS.isdisjoint(steps[1:]):
            yield from (f"{scheme}{'/'.join(steps[:end])}" for end in range(1, len(steps) + 1))


def _only_repeats(change: Change, spoken: Container[str]) -> bool:
    """Tell whether a notice about credentials names and counts nothing new, and asks for nothing.

    What a tutorial asks for, others ask for; elsewhere a sentence without a name may ask for anything.
    """
    said = " ".join(_sentences(change.after))
    named = _NAMES.findall(said.lower())
    if any(name not in spoken for name in named) or amounts(said):
        return False
    return teaches(change.owner.name) or (bool(named) and _ENGLISH.search(said) is not None and not _ASKS.search(said))


def _names_on(side: Snapshot) -> frozenset[str]:
    """Return the headers, parameters and schemes that the pages of a side name."""
    texts = (side.text(place) for place in side.texts)
    return frozenset(
        name
        for text in texts
        if text is not None
        for line in text.lines
        for cell in line.cells
        for name in _NAMES.findall(cell.lower())
    )


def _said_before(change: Change, old: Snapshot) -> bool:
    """Tell whether each sentence of a notice stood in a line below the heading that it stands below now."""
    text = old.text(change.owner.name)
    said = [words for part in _sentences(change.after) if (words := words_of(part))]
    if text is None or not said:
        return False
    heading = words_of(change.sources[0].locator) if change.sources else ()
    lines = [_joined(one.words) for one in placed(text) if words_of(one.path[-1] if one.path else "") == heading]
    return all(any(_joined(words) in line for line in lines) for words in said)


def _joined(words: Words) -> str:
    return f" {' '.join(words)} "


def _sentences(side: Json | UnsetType) -> list[str]:
    """Return the sentences of one side of a change of a notice."""
    said = side.get("text") if isinstance(side, Mapping) else side
    return _ENDS.split(said) if isinstance(said, str) else []
