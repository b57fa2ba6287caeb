"""Objects that pages describe once and calls of any page return by a link: named schemas of the site.

A call's facts refer to `resources/widget#widget-object`; here that becomes the name of the schema, and what no page
describes is left out with the response that consists of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import structs

from driftwatch.model.facts import AnyFact, Field, MediaType, Response
from driftwatch.model.paths import split, stands_at
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.platforms.platform import Statements

SCOPE: Final = "page-objects"
"""Of the schemas that pages describe in tables."""


class PageObjects:
    """All objects of a site, and those of them that a call was found to return."""

    def __init__(self, known: Sequence[Statements], previous: Snapshot | None, unseen: Iterable[str]) -> None:
        found = {
            (item.document.path, anchor): facts for item in reversed(known) for anchor, facts in item.objects.items()
        }
        found = {**_kept(previous, frozenset(unseen)), **found}
        count = Counter(anchor for _, anchor in found)
        self.names = {
            f"{place}#{anchor}": anchor if count[anchor] == 1 else f"{anchor} ({place})" for place, anchor in found
        }
        self.facts: Mapping[str, tuple[str, tuple[Field, ...]]] = {
            self.names[f"{place}#{anchor}"]: (place, facts) for (place, anchor), facts in sorted(found.items())
        }
        self.used: set[str] = set()

    def named(self, facts: Iterable[AnyFact]) -> tuple[AnyFact, ...]:
        """Return the facts of a call with the names of the objects that it returns; those of unknown ones left out."""
        facts = tuple(facts)
        refs = {fact.ref: self._name(fact.ref) for fact in facts if isinstance(fact, Field) and fact.ref}
        self.used.update(filter(None, refs.values()))
        kept = without_references(facts, {ref for ref, name in refs.items() if not name})
        return tuple(
            structs.replace(fact, ref=refs[fact.ref]) if isinstance(fact, Field) and fact.ref else fact for fact in kept
        )

    def entries(self) -> Iterator[Entry]:
        """Yield the objects that calls return."""
        for name in sorted(self.used):
            place, facts = self.facts[name]
            yield entry_of(Owner("schema", name, scope=SCOPE), (place,), facts)

    def _name(self, ref: str) -> str:
        return self.names.get(ref, ref if ref in self.facts else "")


def without_references(facts: tuple[AnyFact, ...], refs: Iterable[str]) -> tuple[AnyFact, ...]:
    """Leave out the responses that consist of one of these references."""
    gone = frozenset(refs)
    bodies = {split(fact.at)[0] for fact in facts if isinstance(fact, Field) and fact.ref in gone} if gone else set()
    left = [fact for fact in facts if not _stands_in(fact, bodies)]
    heads = {split(body)[0] for body in bodies}
    return tuple(
        fact
        for fact in left
        if not isinstance(fact, Response)
        or fact.at not in heads
        or any(stands_at(other.at, fact.at) and other is not fact for other in left)
    )


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
