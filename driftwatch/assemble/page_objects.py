"""Objects that pages describe once and calls of any page return by a link: named schemas of the site.

A call's facts refer to `resources/widget#widget-object`; here that becomes the name of the schema, and what no page
describes is left out with the response that consists of it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, takewhile
from typing import Final

from msgspec import UNSET, structs

from driftwatch.extract.fields.field import DESCRIBED, LISTED, NAMED, OR_ELSE
from driftwatch.extract.fields.value_tables import Listed
from driftwatch.extract.pages.coverage import seen_with
from driftwatch.model.address import ROOT
from driftwatch.model.facts import AnyFact, Field, MediaType, RequestBody, Response, content_of
from driftwatch.model.json_values import Json
from driftwatch.model.paths import split, stands_at
from driftwatch.model.snapshot import Document, Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.platform import Statements

SCOPE: Final = "page-objects"
"""Of the schemas that pages describe in tables."""


_VERSION: Final = lazy_regex(r"v?\d{1,4}(?:[._-]\d{1,3}){0,2}|latest|next|legacy|beta|alpha|preview", re.IGNORECASE)
_VERSIONS: Final = 50
"""Pages that describe something by one name; what more do is no name of an object."""
_DEEPEST: Final = 6
"""Steps at the end of a path by which a link finds its page."""
_SPELLINGS: Final[tuple[Callable[[str], str], ...]] = (str, str.casefold)
"""How the two may be held against each other, the most exact way first."""


class PageObjects:
    """All objects of a site, those of them that a call was found to refer to, and the values that its pages list."""

    def __init__(self, known: Sequence[Statements], previous: Snapshot | None, unseen: Iterable[str]) -> None:
        self.previous = previous
        self.unseen = frozenset(unseen)
        found = {
            (item.document.path, anchor): facts for item in reversed(known) for anchor, facts in item.objects.items()
        }
        found = {**_kept(previous, self.unseen), **found}
        count = Counter(anchor for _, anchor in found)
        self.names = {
            f"{place}#{anchor}": anchor if count[anchor] == 1 else f"{anchor} ({place})" for place, anchor in found
        }
        self._spelled: dict[str, dict[str, str]] = {}
        for (place, anchor), facts in found.items():
            first = self._spelled.setdefault(anchor.casefold(), {}).setdefault(place, anchor)
            if facts == found[place, first]:  # the section of a page, and the page that consists of it
                self.names[f"{place}#{anchor}"] = self.names[f"{place}#{first}"]
        self.facts: Mapping[str, tuple[str, tuple[Field, ...]]] = {
            self.names[f"{place}#{anchor}"]: (place, facts) for (place, anchor), facts in sorted(found.items())
        }
        self.listed = {
            f"{item.document.path}#{anchor}": values
            for item in reversed(known)
            for anchor, values in item.listed.items()
        }
        self.used: set[str] = set()
        targets = self.names.keys() | self.listed.keys()
        self._whole = _alone((target.casefold(), target) for target in targets)
        self._by_end = tuple((spelled, _by_end(targets, spelled)) for spelled in _SPELLINGS)

    def named(self, facts: Iterable[AnyFact], owner: Owner, place: str) -> tuple[AnyFact, ...]:
        """Return an owner's facts with the names of the objects that they refer to, and the values listed elsewhere.

        A reference to what no page describes is left out. `place` is that of the page that states them.
        """
        facts = tuple(self._valued(fact, owner) if isinstance(fact, Field) and fact.ref else fact for fact in facts)
        refs = {fact.ref: self._name(fact.ref, place) for fact in facts if isinstance(fact, Field) and fact.ref}
        self.used.update(filter(None, refs.values()))
        kept = without_references(facts, {ref for ref, name in refs.items() if not name})
        return tuple(
            structs.replace(fact, ref=refs[fact.ref]) if isinstance(fact, Field) and fact.ref else fact for fact in kept
        )

    def entries(self) -> Iterator[Entry]:
        """Yield the objects that calls refer to, and those that these refer to in turn."""
        done: dict[str, Entry] = {}
        while waiting := sorted(self.used - done.keys()):
            for name in waiting:
                place, facts = self.facts[name]
                owner = Owner("schema", name, scope=SCOPE)
                done[name] = entry_of(owner, (place,), self.named(facts, owner, place))
        yield from (done[name] for name in sorted(done))

    def seen(self, statements: Statements) -> Document:
        """Return the record of a page, in which fields of its objects count as understood that calls refer to."""
        document = statements.document
        if document.seen is None or not statements.missed:
            return document
        names = {self.names[f"{document.path}#{anchor}"] for anchor in statements.objects}
        used = (fact for name in names & self.used for fact in self.facts[name][1])
        return structs.replace(document, seen=seen_with(document.seen, statements.missed, used))

    def _name(self, ref: str, place: str) -> str:
        """Return the name of the object to which a field of the page at `place` refers; "" for none that is known.

        A page that has no such anchor may be a part of one that another part of it has: files that are put together.
        """
        if ref.startswith(NAMED):
            named = self._nearest(ref.removeprefix(NAMED), place)
            return self.names.get(self._led_to(ref), named if named in self.facts else "")
        found = self.names.get(self._led_to(ref), ref if ref in self.facts else "")
        path, _, anchor = ref.partition(OR_ELSE)[0].partition("#")
        return found or (self._nearest(anchor, place) if anchor and path == place else "")

    def _nearest(self, said: str, place: str) -> str:
        """Return the name of the object that is called so; of several, that of the page that stands nearest.

        Each version of an API has its own.
        """
        places, here = self._spelled.get(said.casefold(), {}), place.split("/")
        if len(places) > _VERSIONS:
            return ""
        steps = {at: sum(1 for _ in takewhile(_are_equal, zip(here, at.split("/"), strict=False))) for at in places}
        most = max(steps.values(), default=0)
        near = [at for at, count in steps.items() if count == most]
        return self.names[f"{near[0]}#{places[near[0]]}"] if len(near) == 1 else ""

    def _led_to(self, ref: str) -> str:
        """Return where a link leads: to this path, else to the page whose path ends with the most of it.

        Generators have rules of their own for what a link in a source begins with, such as the folder of a language,
        and some write addresses in lower case whatever the files are called. What a link may mean besides comes last.
        """
        target, _, other = ref.partition(OR_ELSE)
        if target in self.names or target in self.listed:
            return target
        led = chain(
            (self._whole.get(target.casefold()),),
            (known.get(spelled(end)) for spelled, known in self._by_end for end in _ends(target)),
            (self._whole.get(other.casefold()),),
        )
        return next(filter(None, led), target)

    def _valued(self, fact: Field, owner: Owner) -> Field:
        """Give a field the values that are listed where it leads; while nobody can read them, those of before.

        Where an object is described there, that is what the field is, if it is one at all. A body is no list of values.
        """
        path = split(fact.at)[1]
        if fact.stated_by == "prose" and path in (ROOT, "[]"):
            return fact
        said = fact.ref.removeprefix(LISTED)
        place = self._led_to(said.removeprefix(DESCRIBED))
        if place in self.listed and not fact.ref.startswith(DESCRIBED):
            return _with_values(fact, self.listed[place])
        is_object = fact.type == ("object",)
        if fact.ref != said and place in self.names and (is_object or not said.startswith(DESCRIBED)):
            return structs.replace(fact, ref=place if is_object else "")
        if said.startswith(DESCRIBED):
            return self._holding(fact, place, path)
        old = self._before(owner, fact.at) if place.partition("#")[0] in self.unseen else None
        if old is None or old.ref:
            return fact
        return structs.replace(fact, ref="", type=old.type, enum=old.enum)

    def _holding(self, fact: Field, place: str, path: str) -> Field:
        """Let an object, or items of which nothing is said, have the members that are described at a place.

        What is described there may be the object around the field; of items nobody describes nothing is left.
        """
        is_item = path.endswith("[]") and not fact.type
        known = self.facts[self.names[place]][1] if place in self.names else ()
        around = {split(each.at)[1] for each in known}
        if known and (is_item or fact.type == ("object",)) and path.removesuffix("[]").rpartition(".")[2] not in around:
            return structs.replace(fact, ref=place)
        plain = structs.replace(fact, ref="")
        return fact if is_item and fact.stated_by != "prose" and not content_of(plain) else plain

    def _before(self, owner: Owner, at: str) -> Field | None:
        """Return a field as the snapshot before has it."""
        known = self.previous.entries.get(owner) if self.previous is not None else None
        facts = known.facts if known is not None else ()
        return next((fact for fact in facts if isinstance(fact, Field) and fact.at == at), None)


def _are_equal(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _ends(target: str) -> Iterator[str]:
    """Yield the ends of a target with two steps or more of its path, the longest first, each with the versions in it.

    >>> list(_ends("docs/resources/widget#widget")), list(_ends("v1/resources/widget#widget"))[1:]
    (['docs/resources/widget#widget', 'resources/widget#widget'], ['v1: resources/widget#widget'])
    """
    path, sign, anchor = target.partition("#")
    steps = path.split("/")[-_DEEPEST:]
    versions = [step for step in steps if _VERSION.fullmatch(step)]
    for start in range(len(steps) - 1):
        left_out = "".join(f"{version}: " for version in versions if version not in steps[start:])
        yield f"{left_out}{'/'.join(steps[start:])}{sign}{anchor}"


def _by_end(targets: Iterable[str], spelled: Callable[[str], str]) -> dict[str, str]:
    """Return the targets by their ends, as these are `spelled`; "" for an end of several."""
    return _alone((spelled(end), target) for target in targets for end in _ends(target))


def _alone(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each key stands for; "" for one of several."""
    found: dict[str, str] = {}
    for key, target in pairs:
        found[key] = target if key not in found else ""
    return found


def _with_values(fact: Field, listed: Listed) -> Field:
    """Take numbers or words, as the type says; for a field without a type the numbers, which words only explain.

    A value that is called an object is none: "a [state](#states) object".
    """
    stated = () if fact.type == ("object",) else fact.type
    numeric = bool(listed.numbers) and (not stated or bool({"integer", "number"} & set(stated)))
    textual = bool(listed.words) and (not stated or "string" in stated)
    values: tuple[Json, ...] = listed.numbers if numeric else listed.words if textual else ()
    if not values or fact.enum is not UNSET:
        return structs.replace(fact, ref="")
    return structs.replace(fact, ref="", type=stated or ("integer" if numeric else "string",), enum=values)


def without_references(facts: tuple[AnyFact, ...], refs: Iterable[str]) -> tuple[AnyFact, ...]:
    """Leave these references out, and with them the bodies of which a sentence says nothing else.

    A status that a table lists stays.
    """
    gone = frozenset(refs)
    if not gone:
        return facts
    bodies = {split(fact.at)[0] for fact in facts if _is_gone(fact, gone) and fact.stated_by == "prose"}
    plain = (_without(fact, gone) for fact in facts if not _stands_in(fact, bodies))
    left = [fact for fact in plain if fact is not None]
    heads = {split(body)[0] for body in bodies}
    return tuple(
        fact
        for fact in left
        if not isinstance(fact, Response | RequestBody)
        or fact.stated_by != "prose"
        or fact.at not in heads
        or any(stands_at(other.at, fact.at) and other is not fact for other in left)
    )


def _is_gone(fact: AnyFact, gone: AbstractSet[str]) -> bool:
    return isinstance(fact, Field) and fact.ref in gone


def _without(fact: AnyFact, gone: AbstractSet[str]) -> AnyFact | None:
    """Take the reference from a field; None for items or values of which nothing else is said."""
    if not isinstance(fact, Field) or fact.ref not in gone:
        return fact
    plain = structs.replace(fact, ref="")
    path = split(fact.at)[1]
    return None if path.endswith(("[]", ".*")) and not content_of(plain) else plain


def _stands_in(fact: AnyFact, bodies: set[str]) -> bool:
    if isinstance(fact, MediaType):
        return fact.at in bodies
    return isinstance(fact, Field) and split(fact.at)[0] in bodies


def _kept(previous: Snapshot | None, unseen: frozenset[str]) -> dict[tuple[str, str], tuple[Field, ...]]:
    """Return the objects of pages that could not be read now."""
    entries = previous.entries.values() if previous is not None and unseen else ()
    return {
        (entry.documents[0], entry.owner.name.partition(" (")[0]): tuple(
            fact for fact in entry.facts if isinstance(fact, Field)
        )
        for entry in entries
        if entry.owner.kind == "schema" and entry.owner.scope == SCOPE and entry.documents[0] in unseen
    }
