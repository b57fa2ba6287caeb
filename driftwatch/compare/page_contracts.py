"""Which sections of which pages a client of the API has to obey: what is said there in other words deserves a warning.

Three things come together: the page documents calls, fields or failures (of a guide only the sections of which notices
were read), a heading names limits, money, failures or credentials, and what differs is of substance.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from driftwatch.compare.page_lines import Edit, Path
from driftwatch.compare.page_sections import SectionEdits
from driftwatch.compare.page_topics import (
    documents_api,
    is_about_contract,
    is_aside,
    is_lesson,
    is_topic,
    lists_failures,
    names_api,
    things_of,
)
from driftwatch.compare.substance import has_substance
from driftwatch.model.facts import ErrorRule, Field, Notice
from driftwatch.model.snapshot import Snapshot
from driftwatch.patterns import lazy_regex

_JOINED: Final = lazy_regex(r"(?<=[^\W\d_])[ -](?=[^\W\d_])")
"""What joins or parts two words; between numbers it may be a sign."""
_OF_ANYTHING: Final = frozenset(("billing", "deprecation", "availability"))
"""Topics of notices that any product has."""
_CALLS: Final = lazy_regex(
    r"\b(?:api|apis|calls?|requests?|tokens?|endpoints?|models?|webhooks?|quer(?:y|ies)|headers?|http\w*)\b"
    r"|接口|请求|调用|模型|запрос|вызов|модел",
    re.IGNORECASE,
)
"""What only an API has, or is sold by."""


class Stating(Struct, frozen=True):
    """Which documents of a side document calls, fields or failures, and which sections of the others have notices."""

    documents: frozenset[str]
    sections: Mapping[str, frozenset[str]]
    has_calls: bool
    things: Mapping[str, frozenset[str]]
    """What calls are about, by the document that has them: words that are topics elsewhere."""


class PageContract(Struct, frozen=True):
    """The place of a page today, and which part of it is about an API: all of it, or some of its sections."""

    place: str
    is_all: bool
    is_topic: bool = False
    """Whether the page as a whole is about what clients have to obey, whatever the headings on it."""
    sections: frozenset[str] = frozenset()
    has_calls: bool = False
    """Whether the source documents any call: the failures of one are listed anywhere."""
    things: frozenset[str] = frozenset()
    """What its calls are about."""

    def has(self, path: Path) -> bool:
        """Tell whether a section is."""
        is_listed = self.has_calls and any(map(lists_failures, path))
        return self.is_all or is_listed or not self.sections.isdisjoint(path[1:] or path)


def stating(snapshot: Snapshot) -> Stating:
    """Look through what is stated on one side."""
    documents: set[str] = set()
    sections: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    things: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for entry in snapshot.entries.values():
        named = frozenset(things_of(entry.owner.name)) if entry.owner.kind == "operation" else frozenset[str]()
        for place in entry.documents if named else ():
            things[place] |= named
        if entry.owner.kind != "page" or any(isinstance(fact, ErrorRule | Field) for fact in entry.facts):
            documents.update(entry.documents)
            continue
        titles = frozenset(fact.locator for fact in entry.facts if isinstance(fact, Notice) and _is_of_calls(fact))
        for place in entry.documents:
            sections[place] |= titles
    has_calls = any(owner.kind == "operation" for owner in snapshot.entries)
    return Stating(frozenset(documents), sections, has_calls, things)


def _is_of_calls(notice: Notice) -> bool:
    """Tell whether a notice is about calls: what people pay for, or lose, may be anything else."""
    return notice.topic not in _OF_ANYTHING or _CALLS.search(notice.text) is not None


def contract_of(places: tuple[str, str], headings: Sequence[str], sides: tuple[Stating, Stating]) -> PageContract:
    """Return what of a page is about an API: of the limits or prices of documented calls as well.

    Args:
        places: where it was, and where it is.
        headings: those that it has today, its title first.
        sides: what is stated on both sides.
    """
    pairs = list(zip(places, sides, strict=True))
    is_stating = any(place in side.documents for place, side in pairs)
    has_calls = any(side.has_calls for side in sides)
    things = frozenset().union(*(side.things.get(place, frozenset()) for place, side in pairs))
    is_named = has_calls and is_topic(places[1], headings[:1], things=things) and not is_lesson(places[1])
    if is_named or (is_stating and not is_lesson(places[1])) or documents_api(places[1], headings[:1]):
        return PageContract(places[1], is_all=True, is_topic=is_named, things=things)
    titles = (side.sections.get(place, frozenset()) for place, side in pairs)
    named_so = filter(names_api, () if is_lesson(places[1]) else headings)
    sections = frozenset(named_so).union(*titles)
    return PageContract(places[1], is_all=False, sections=sections, has_calls=has_calls)


def is_obeyed(contract: PageContract, section: SectionEdits, edits: Sequence[Edit]) -> bool:
    """Tell whether a section is about what clients of an API have to obey, and something of substance in it differs.

    A section that came or went is about what its heading says, whatever the tables in it are about.
    """
    if is_aside(section.path):
        return False
    sides = (one for edit in edits if not section.whole for one in (edit.old, edit.new) if one is not None)
    columns = {cell for one in sides for cell in one.head}
    if not (
        contract.has(section.path)
        and (contract.is_topic or is_about_contract(section.path, columns, things=contract.things))
    ):
        return False
    saying = (edit for edit in edits if edit.kind not in ("heading", "head", "sample"))
    return any(bool(section.whole) or (not _is_spelling(edit) and has_substance(edit)) for edit in saying)


def _is_spelling(edit: Edit) -> bool:
    """Tell whether a line only joins its words otherwise: `pay per event` as `pay-per-event`."""
    if edit.old is None or edit.new is None:
        return False
    old, new = (_JOINED.sub("", side.line.words).casefold() for side in (edit.old, edit.new))
    return old == new
