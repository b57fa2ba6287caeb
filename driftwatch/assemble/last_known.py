"""Unknown is not gone: what was known of a part that is a reference which leads nowhere now stays, as unseen.

A part of a call, a path or a named schema may be a reference to what nobody defines, or to a file that was not read.
What it says is unknown then; the snapshot keeps what it said when it was last known, beside the note that it is not
known now (driftwatch.model.facts.Unresolved). So it is no longer documented only once nothing refers to it, and what it
says when it can be read again is held against the last that was known.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from msgspec import structs

from driftwatch.extract.openapi.operation import UNRESOLVED
from driftwatch.model.address import ROOT, SEPARATOR, join, step
from driftwatch.model.facts import AnyFact, Contradiction, Field, Unresolved
from driftwatch.model.paths import call_of, is_within, split, stands_at
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.model.tree import NAMED_ROOT, referring


def with_last_known(entries: Mapping[Owner, Entry], previous: Snapshot) -> dict[Owner, Entry]:
    """Return entries with what the snapshot before knows of all that they refer to and nobody can read now."""
    found = {owner: _with_parts(entry, previous.entries.get(owner)) for owner, entry in entries.items()}
    found |= _of_lost_paths(found, previous)
    waiting = deque(found.values())
    while waiting:
        entry = waiting.popleft()
        for field in referring(entry.passing) if entry.references else ():
            owner = Owner("schema", field.ref, scope=entry.scope)
            known = _schema(owner, entry.owner, field, previous) if owner not in found else None
            if known is not None:
                found[owner] = known
                waiting.append(known)
    return found


def _with_parts(entry: Entry, before: Entry | None) -> Entry:
    """Add to an operation or an API what was known of its parts that are unknown now."""
    if before is None or entry.owner.kind not in {"operation", "api"}:
        return entry
    unknown = {fact.at: fact for fact in entry.passing if isinstance(fact, Unresolved)}
    if not unknown:
        return entry
    facts: dict[tuple[type, str], AnyFact] = {(type(fact), fact.at): fact for fact in entry.facts}
    for at, fact in unknown.items():
        kept = {(type(one), one.at): one for one in before.facts if _is_of(one, _part(at))}
        left = {key: one for key, one in kept.items() if key not in facts}
        if left:
            facts |= left
            facts[type(fact), at] = structs.replace(fact, known=True)
    return entry_of(entry.owner, entry.documents, facts.values()) if len(facts) > len(entry.facts) else entry


def _part(at: str) -> str:
    """Return the address of the part that is unknown; of one of several parameters that of all of them."""
    prefix, inside = call_of(at)
    part = inside.partition(SEPARATOR)[2]
    return join(prefix, "parameter" if stands_at(part, "parameter") else part)


def _is_of(fact: AnyFact, part: str) -> bool:
    return stands_at(fact.at, part) and not isinstance(fact, Contradiction | Unresolved)


def _of_lost_paths(entries: dict[Owner, Entry], previous: Snapshot) -> dict[Owner, Entry]:
    """Return the operations of paths that are unknown now, and the APIs with the note that they are kept."""
    lost = {
        (owner.name, split(fact.at)[1]): fact
        for owner, entry in entries.items()
        if owner.kind == "api"
        for fact in entry.facts
        if isinstance(fact, Unresolved) and stands_at(_part(fact.at), "path")
    }
    if not lost:
        return {}
    kept: dict[Owner, Entry] = {}
    known: set[str] = set()
    for owner, entry in previous.entries.items():
        operation = entry.operation
        place = (operation.api, step(operation.path)) if operation is not None else None
        if place in lost and owner not in entries:
            kept[owner] = entry
            known.add(lost[place].at)
    for owner, entry in entries.items():
        if owner.kind == "api" and any(fact.at in known for fact in entry.facts):
            kept[owner] = entry_of(owner, entry.documents, _noted(entry.facts, known))
    return kept


def _noted(facts: Iterable[AnyFact], known: set[str]) -> Iterator[AnyFact]:
    for fact in facts:
        is_known = isinstance(fact, Unresolved) and fact.at in known
        yield structs.replace(fact, known=True) if is_known and isinstance(fact, Unresolved) else fact


def _schema(owner: Owner, holder: Owner, field: Field, previous: Snapshot) -> Entry | None:
    """Return what was known of a named schema, or of what stood where something refers to it now."""
    known = previous.entries.get(owner)
    before = known or previous.entries.get(holder)
    if before is None:
        return None
    facts = tuple(before.facts if known is not None else _stood_at(field.at, before, previous))
    note = Unresolved(at=join(UNRESOLVED, NAMED_ROOT), reference=owner.name, known=True)
    kept = (fact for fact in facts if not isinstance(fact, Unresolved))
    return entry_of(owner, before.documents, (*kept, note)) if facts else None


def _stood_at(at: str, before: Entry, previous: Snapshot) -> Iterator[AnyFact]:
    """Yield what stood at an address before, as a named schema of its own."""
    root, path = split(at)
    fields = [fact for fact in before.facts if isinstance(fact, Field)]
    own = next((field for field in fields if field.at == at), None)
    if own is None:
        return
    target = previous.schema(own.ref, before.scope) if own.ref else None
    if own.ref:
        yield from (target.facts if target is not None else ())
        return
    for field in fields:
        above, inner = split(field.at)
        if above == root and (path == ROOT or is_within(inner, path)):
            moved = inner if path == ROOT else inner[len(path) :].removeprefix(".") or ROOT
            required = field.required and field.at != at
            yield structs.replace(field, at=join(NAMED_ROOT, moved), required=required)
