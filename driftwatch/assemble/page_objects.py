"""Objects that pages describe once and calls of any page return by a link: named schemas of the site.

A call's facts refer to `resources/widget#widget-object`; here that becomes the name of the schema, and what no page
describes is left out with the response that consists of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import structs

from driftwatch.model.facts import AnyFact, Field, MediaType, Response, content_of
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
        """Return the facts with the names of the objects that they refer to; references to unknown ones left out."""
        facts = tuple(facts)
        refs = {fact.ref: self._name(fact.ref) for fact in facts if isinstance(fact, Field) and fact.ref}
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
                done[name] = entry_of(Owner("schema", name, scope=SCOPE), (place,), self.named(facts))
        yield from (done[name] for name in sorted(done))

    def _name(self, ref: str) -> str:
        return self.names.get(ref, ref if ref in self.facts else "")


def without_references(facts: tuple[AnyFact, ...], refs: Iterable[str]) -> tuple[AnyFact, ...]:
    """Leave these references out, and with them the responses of which a sentence says nothing else."""
    gone = frozenset(refs)
    if not gone:
        return facts
    bodies = {split(fact.at)[0] for fact in facts if _is_gone(fact, gone) and fact.stated_by == "prose"}
    left = [_without(fact, gone) for fact in facts if not _stands_in(fact, bodies)]
    left = [fact for fact in left if fact is not None]
    heads = {split(body)[0] for body in bodies}
    return tuple(
        fact
        for fact in left
        if not isinstance(fact, Response)
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
