"""Which sections of which pages a client of the API has to obey: what is said there in other words deserves a warning.

Three things come together: the page documents calls, fields or failures (of a guide only the sections of which notices
were read), a heading names limits, money, failures or credentials, and what differs is of substance.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeAlias

from msgspec import Struct, UnsetType, structs

from driftwatch.compare.pages.front_matter import is_front
from driftwatch.compare.pages.page_lines import Edit, Path, Words, placed, words_of
from driftwatch.compare.pages.page_sections import PageContract, SectionEdits, is_titled, titles_of
from driftwatch.compare.pages.page_topics import (
    CALLS,
    documents_api,
    is_lesson,
    is_topic,
    names_api,
    names_api_itself,
    teaches,
    things_of,
)
from driftwatch.model.change import NOTICES, Change
from driftwatch.model.facts import AnyFact, ErrorRule, Field, Notice, Operation
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Snapshot
from driftwatch.patterns import lazy_regex

_OF_ANYTHING: Final = frozenset(("billing", "deprecation", "availability"))
"""Topics of notices that any product has."""
_KEYS: Final = "authentication"
_OF_ONE_THING: Final = frozenset(("deprecation", "availability"))
"""Topics of notices that are the same by their words alone: several things go on one day."""
_SHARE: Final = 0.03
"""Share of the pages of a source with calls, statuses or rates from which it is the documentation of an API: a handbook
of a product has a page or two of them, and its bills, errors and limits are those of people."""
_CALLED_SHARE: Final = 0.2
"""The same share of pages that are only called so: any product has some on the API of another one."""
_MAIN_SHARE: Final = 0.25
"""Share of the pages with calls below which a source is a handbook of a product that has an API as well."""
_ADDRESS: Final = lazy_regex(r"\bhttps?://\S+", re.IGNORECASE)
_NAMED: Final = lazy_regex(
    r"[^\W_A-Z]_[^\W_A-Z]|\b(?!(?:iOS|iPadOS|macOS|tvOS|watchOS)\b)[a-z][a-z\d]*[A-Z]|\b(?:parameters?|fields?|propert(?:y|ies)|methods?|events?)\b|参数|字段"
)
"""What a call takes or gives, or a name in code; one in capitals is of a setting, and `PostgreSQL` is a product."""
_Said: TypeAlias = tuple[str, tuple[str, ...]]
"""A notice's topic, and what it says of it."""


class Stating(Struct, frozen=True):
    """Which documents of a side document calls, fields or failures, and which sections of the others have notices."""

    documents: frozenset[str]
    sections: Mapping[str, frozenset[str]]
    has_calls: bool
    is_of_api: bool
    """Whether an API is what the source documents, and not one page of many."""
    is_handbook: bool
    """Whether most of it is of the product that the API belongs to: what people are billed is no price of calls."""
    things: Mapping[str, frozenset[str]]
    """What calls are about and called, by the document that has them: words that are topics elsewhere."""


def stating(snapshot: Snapshot, *, spare: int = 0) -> Stating:
    """Look through what is stated on one side.

    Args:
        snapshot: the side.
        spare: pages that may come or go without making another source of it. Of the new side it is one: a source that
            documented no API does not begin to with a single page, and what it was holds for one comparison more.
    """
    calling, pages = _calling(snapshot), _Pages(snapshot)
    is_of_api = _has_specification(snapshot, calling) or all(
        pages.are_of_api(calling, more) for more in range(-spare, spare + 1)
    )
    return Stating(
        documents=frozenset(calling.keys() | (pages.failing | pages.others if is_of_api else set())),
        sections=pages.sections if is_of_api else {},
        has_calls=bool(calling),
        is_of_api=is_of_api,
        is_handbook=not _has_specification(snapshot, calling) and pages.are_of_product(calling),
        things=calling,
    )


class _Pages:
    """The documents of a snapshot by what they state beside calls."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.failing: set[str] = set()
        """Those with failures that have a status."""
        self.limiting: set[str] = set()
        """Those with a rate of calls."""
        self.others: set[str] = set()
        """Those with fields, or with what calls share."""
        self.sections: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
        """The headings above notices of calls."""
        self.called = {place for place, known in snapshot.documents.items() if names_api_itself(known.title)}
        """Those that are called so."""
        self._total = len(snapshot.documents)
        for owner, entry in snapshot.entries.items():
            if owner.kind == "page":
                for fact in entry.facts:
                    self._add(fact, entry.documents)
            elif owner.kind != "operation":
                self.others.update(entry.documents)

    def are_of_api(self, calling: Mapping[str, frozenset[str]], more: int) -> bool:
        """Tell whether enough of them are about calls, were there so many more pages and so many fewer about any."""
        total = self._total + more
        is_small = total * _SHARE < 1  # a share of few pages says little: there, any word of calls counts
        about = calling.keys() | self.failing | (self.sections.keys() if is_small else self.limiting)
        spare = 0 if is_small else abs(more)
        if not calling and len(self.called) - spare > total * _CALLED_SHARE:
            about |= self.called  # the layout of the calls may be one that no reader knows: names have to do
        return len(about) - spare > total * _SHARE

    def are_of_product(self, calling: Collection[str]) -> bool:
        """Tell whether few of many are about calls."""
        return self._total * _SHARE >= 1 and len(calling) < self._total * _MAIN_SHARE

    def _add(self, fact: AnyFact, places: Iterable[str]) -> None:
        if isinstance(fact, ErrorRule) and fact.status is not None:
            self.failing.update(places)
        elif isinstance(fact, ErrorRule | Field):
            self.others.update(places)
        elif isinstance(fact, Notice) and _is_of_calls(fact):
            self.limiting.update(places if fact.topic == "rate-limit" else ())
            for place in places:
                self.sections[place] |= {fact.locator}


def _calling(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """Return the documents that document calls, each with what its calls are about."""
    found: dict[str, frozenset[str]] = {}
    for owner, entry in snapshot.entries.items():
        if owner.kind == "operation":
            things = frozenset((*things_of(owner.name), *_titles(entry.facts)))
            found |= {place: found.get(place, frozenset()) | things for place in entry.documents}
    return found


def _titles(facts: Iterable[AnyFact]) -> Iterator[str]:
    """Yield what a call is called, and the heading that it stands below."""
    for fact in facts:
        if isinstance(fact, Operation):
            yield from (title.lower() for title in (fact.summary, fact.locator) if title)


def _has_specification(snapshot: Snapshot, calling: Iterable[str]) -> bool:
    known = (snapshot.documents.get(place) for place in calling)
    return any(each is not None and each.format == "openapi" for each in known)


def _is_of_calls(notice: Notice) -> bool:
    """Tell whether a notice is about calls: what people pay for, or lose, may be anything else."""
    return notice.topic not in _OF_ANYTHING or CALLS.search(notice.text) is not None


class PageContracts:
    """Of each page of two snapshots, which part of it is about an API; nothing is looked at before it is asked for.

    Args:
        old: the snapshot before.
        new: the snapshot after.
        moved: where pages stand today that stood elsewhere, by their place before.
    """

    def __init__(self, old: Snapshot, new: Snapshot, moved: Mapping[str, str]) -> None:
        self._sides = old, new
        self._before = {after: before for before, after in moved.items()}
        self._known: dict[str, PageContract] = {}

    @cached_property
    def _statings(self) -> tuple[Stating, Stating]:
        return stating(self._sides[0]), stating(self._sides[1], spare=1)

    def of(self, place: str) -> PageContract:
        """Return the contract of a page by its place today, or before, when it is gone."""
        if place not in self._known:
            before = self._before.get(place, place)
            text = self._sides[1].text(place) or self._sides[0].text(before)
            lines = text.lines if text is not None else ()
            contract = contract_of((before, place), titles_of(lines), self._statings)
            self._known[place] = structs.replace(contract, is_titled=is_titled(lines))
        return self._known[place]

    def marked(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Yield changes; what a page states that documents no API is told to be of a guide."""
        for change in changes:
            yield structs.replace(change, traits=change.traits | {"guide"}) if self._is_of_guide(change) else change

    def _is_of_guide(self, change: Change) -> bool:
        """Tell whether a change is of a page, its words known, that documents no API; of notices any page may tell."""
        place = change.owner.name
        if change.owner.kind != "page" or not any(place in side.texts for side in self._sides):
            return False
        contract = self.of(place)
        said = _ADDRESS.sub("", f"{change.before} {change.after}")  # any product has addresses
        goes_alone = change.kind == "document.removed" and self._takes_nothing_along(contract)
        if goes_alone or not contract.is_of_api:
            return goes_alone or not contract.is_stating
        if contract.is_all:
            of_product = contract.is_of_product and change.location == NOTICES and change.name in _OF_ANYTHING
            return of_product and not CALLS.search(said)
        if change.kind == "document.removed":
            return True  # what was told of calls on it is told by the notices that went with it
        if change.location != NOTICES:
            return not contract.sections
        is_named = CALLS.search(said) or (_NAMED.search(said) and not contract.is_of_product)
        # A handbook tells people how they sign in to any of its parts.
        is_of_anything = change.name in _OF_ANYTHING or (change.name == _KEYS and contract.is_of_product)
        return self._is_repeated(change, contract) or (is_of_anything and not is_named)

    def _takes_nothing_along(self, contract: PageContract) -> bool:
        """Tell whether a page that is gone asked nothing of clients but what stands on others, or is told by itself.

        So are the calls of a page: it warns where one of its sections would that went alone. A page that is only called
        after an API, while others have its calls, must not have asked anything.
        """
        text = self._sides[0].text(contract.place)
        if text is None or contract.topics or not any(side.has_calls for side in self._statings):
            return False
        edits = [
            Edit(one, None) for one in placed(text) if one.line.kind == "heading" or one.words not in self._standing
        ]
        if contract.place in self._statings[0].things:
            from driftwatch.compare.pages.obeyed_sections import is_obeyed  # noqa: PLC0415 - few pages go

            return not any(is_obeyed(contract, section, section.edits) for section in _sections(edits))
        from driftwatch.compare.pages.substance import has_substance  # noqa: PLC0415 - as above

        saying = (edit for edit in edits if edit.kind != "heading" and not is_front(edit))
        return not contract.is_stating and not any(map(has_substance, saying))

    def _is_repeated(self, change: Change, contract: PageContract) -> bool:
        """Tell whether a lesson, which states no calls, only repeats a notice that stands on another page today."""
        after = change.after
        if contract.is_stating or not teaches(contract.place) or isinstance(after, UnsetType):
            return False
        text, amounts = (after.get("text"), after.get("amounts")) if isinstance(after, Mapping) else (after, None)
        said = _said(change.name or "", str(text), amounts if isinstance(amounts, list) else ())
        return any(not teaches(place) for place in self._noticing.get(said, ()))

    @cached_property
    def _standing(self) -> frozenset[Words]:
        """The lines of all pages of today."""
        texts = (self._sides[1].text(place) for place in self._sides[1].texts)
        return frozenset(one.words for text in texts if text is not None for one in placed(text))

    @cached_property
    def _noticing(self) -> Mapping[_Said, set[str]]:
        """The pages of today by the notices on them."""
        found: defaultdict[_Said, set[str]] = defaultdict(set)
        for owner, entry in self._sides[1].entries.items():
            for fact in entry.facts if owner.kind == "page" else ():
                if isinstance(fact, Notice):
                    found[_said(fact.topic, fact.text, fact.amounts)].update(entry.documents)
        return found


def _sections(gone: Iterable[Edit]) -> Iterator[SectionEdits]:
    """Part the lines of a page that is gone by section."""
    parts: defaultdict[Path, list[Edit]] = defaultdict(list)
    for edit in gone:
        if edit.old is not None:
            parts[edit.old.path].append(edit)
    return (SectionEdits(path, tuple(edits), "removed") for path, edits in parts.items())


def _said(topic: str, text: str, amounts: Sequence[Json]) -> _Said:
    """Return what a notice has in common with the same one of another page: its amounts, or else its words."""
    if not amounts or topic in _OF_ONE_THING:
        return topic, words_of(text)
    return topic, tuple(sorted(map(str, amounts)))


def contract_of(
    places: tuple[str, str], named: tuple[tuple[str, ...], Sequence[str]], sides: tuple[Stating, Stating]
) -> PageContract:
    """Return what of a page is about an API: of the limits or prices of documented calls as well.

    Args:
        places: where it was, and where it is.
        named: its title and the headings that it has today.
        sides: what is stated on both sides.
    """
    title, headings = named
    pairs = list(zip(places, sides, strict=True))
    is_stating = any(place in side.documents for place, side in pairs)
    is_of_api = any(side.is_of_api for side in sides)
    is_of_product = not is_stating and all(side.is_handbook for side in sides)
    things = frozenset().union(*(side.things.get(place, frozenset()) for place, side in pairs))
    is_lesson_of = is_lesson(places[1])
    topics = (places[1], *title) if is_of_api and not is_lesson_of and is_topic(places[1], title, things=things) else ()
    has_calls = any(side.has_calls for side in sides)
    is_called_so = documents_api(places[1], title) if has_calls else any(map(names_api_itself, title))
    if topics or (not is_lesson_of and (is_stating or (is_called_so and (is_of_api or not has_calls)))):
        return PageContract(
            places[1],
            is_all=True,
            is_stating=is_stating,
            topics=topics,
            is_of_api=is_of_api,
            is_of_product=is_of_product,
            things=things,
        )
    stated = (side.sections.get(place, frozenset()) for place, side in pairs)
    named_so = filter(names_api, headings if is_of_api and not is_lesson_of else ())
    sections = frozenset(named_so).union(*stated)
    return PageContract(
        places[1], is_stating=is_stating, sections=sections, is_of_api=is_of_api, is_of_product=is_of_product
    )
