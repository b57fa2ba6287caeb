"""Which operations use which named schemas, through all captures: a schema of one operation alone has no page."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from driftwatch.model.facts import Operation
from driftwatch.model.snapshot import Document, Entry, Owner, Snapshot

_ALONE: Final = 1


class Uses:
    """Follows references from capture to capture; entries are read only when they changed."""

    def __init__(self) -> None:
        self._references: dict[Owner, tuple[str, str, tuple[str, ...]]] = {}
        self._shared: frozenset[Owner] = frozenset()

    def shared(self, snapshot: Snapshot) -> frozenset[Owner]:
        """Return the named schemas that more than one operation uses, or none."""
        known = self._references
        self._references = {
            owner: known[owner] if owner in known and known[owner][0] == entry.digest else _referring(entry)
            for owner, entry in snapshot.entries.items()
        }
        if {owner: one[1:] for owner, one in known.items()} != {
            owner: one[1:] for owner, one in self._references.items()
        }:
            self._shared = self._counted()
        return self._shared

    def _counted(self) -> frozenset[Owner]:
        names = {owner: one[2] for owner, one in self._references.items()}
        users = Counter(
            schema
            for owner, (_, scope, start) in self._references.items()
            if owner.kind == "operation"
            for schema in _closure(start, scope, names.get)
        )
        return frozenset(owner for owner in self._references if owner.kind == "schema" and users[owner] != _ALONE)


def _referring(entry: Entry) -> tuple[str, str, tuple[str, ...]]:
    return entry.digest, _scope(entry), _names(entry) or ()


def surroundings(owner: Owner, snapshot: Snapshot | None) -> tuple[tuple[Document, ...], tuple[Owner, ...]]:
    """Return the documents that state an owner's facts, and the named schemas that it reaches."""
    entry = snapshot.entries.get(owner) if snapshot is not None else None
    if snapshot is None or entry is None:
        return (), ()
    documents = tuple(snapshot.documents[place] for place in entry.documents if place in snapshot.documents)
    known = snapshot.entries
    reached = _closure(_names(entry) or (), _scope(entry), lambda schema: _names(known.get(schema)))
    return documents, tuple(sorted(reached))


def _closure(start: Iterable[str], scope: str, names: Callable[[Owner], Iterable[str] | None]) -> set[Owner]:
    """Schemas of a scope that some names lead to, directly or through others; `names` is None for what there is not."""
    found: set[Owner] = set()
    waiting = list(start)
    while waiting:
        schema = Owner("schema", waiting.pop(), scope=scope)
        further = names(schema) if schema not in found else None
        if further is not None:
            found.add(schema)
            waiting.extend(further)
    return found


def _names(entry: Entry | None) -> tuple[str, ...] | None:
    return tuple(reference.schema for reference in entry.references) if entry is not None else None


def _scope(entry: Entry) -> str:
    """Where the schemas lie that an entry refers to."""
    if entry.owner.kind != "operation":
        return entry.owner.scope
    return next((fact.schemas for fact in entry.facts if isinstance(fact, Operation)), "")
