"""The contract as documented: which operations there are, and what is stated of one, now or on a day."""

from collections.abc import Iterator

from driftwatch.errors import UsageError
from driftwatch.history.blame import in_words, matching, nearest
from driftwatch.model.snapshot import Entry, Snapshot
from driftwatch.ports import Project
from driftwatch.reports.history_shapes import DocumentedFact, DocumentedOperation, ListedOperation
from driftwatch.workflows.resolve import Sided, resolver_of


def listed(project: Project, word: str | None, *, source: str | None, at: str | None) -> tuple[ListedOperation, ...]:
    """Return the operations whose call, summary or page holds a word, sorted.

    Raises:
        UsageError: there is no snapshot, or no operation with that word.
    """
    snapshot = _side(project, source, at).snapshot
    entries = [entry for owner, entry in snapshot.entries.items() if owner.kind == "operation"]
    found = tuple(_listed(snapshot, entry) for entry in entries)
    kept = found if word is None else tuple(each for each in found if _holds(each, word.casefold()))
    if word is not None and not kept:
        raise UsageError(
            f"none of {len(found)} operations has the word {word!r}", hint="`driftwatch operations` lists them all"
        )
    return tuple(sorted(kept, key=lambda each: (each.operation.partition(" ")[2], each.operation, each.variant)))


def shown(project: Project, operation: str, *, source: str | None, at: str | None) -> tuple[DocumentedOperation, ...]:
    """Return an operation with its facts, those of the named schemas that it uses included; one for each variant.

    Raises:
        UsageError: there is no snapshot, or no such operation in it.
    """
    side = _side(project, source, at)
    snapshot = side.snapshot
    owners = matching(snapshot, operation)
    if not owners:
        raise UsageError(
            f"{side.side.label} documents no operation {operation!r}{nearest(snapshot, operation)}",
            hint="`driftwatch operations` lists what is documented",
        )
    return tuple(_shown(snapshot, snapshot.entries[owner], side.side.label) for owner in owners)


def _side(project: Project, source: str | None, at: str | None) -> Sided:
    resolver = resolver_of(project, source)
    return resolver.newest() if at is None else resolver.named(at)


def _listed(snapshot: Snapshot, entry: Entry) -> ListedOperation:
    operation = entry.operation
    places = (snapshot.documents[place] for place in entry.documents if place in snapshot.documents)
    return ListedOperation(
        operation=operation.call if operation is not None else entry.owner.name,
        variant=entry.owner.variant,
        summary=operation.summary if operation is not None else "",
        deprecated=operation is not None and operation.deprecated,
        documents=[document.url for document in places],
    )


def _holds(listed: ListedOperation, word: str) -> bool:
    texts = (listed.operation, listed.variant, listed.summary, *listed.documents)
    return any(word in text.casefold() for text in texts)


def _shown(snapshot: Snapshot, entry: Entry, label: str) -> DocumentedOperation:
    head = _listed(snapshot, entry)
    facts = sorted((*_facts(snapshot, entry, ""), *_of_schemas(snapshot, entry)), key=lambda fact: fact.at)
    return DocumentedOperation(
        operation=head.operation,
        variant=head.variant,
        summary=head.summary,
        deprecated=head.deprecated,
        documents=head.documents,
        label=label,
        facts=facts,
    )


def _of_schemas(snapshot: Snapshot, entry: Entry) -> Iterator[DocumentedFact]:
    for used in snapshot.reached(entry):
        yield from _facts(snapshot, used, f"schema {used.owner.name}")


def _facts(snapshot: Snapshot, entry: Entry, named: str) -> Iterator[DocumentedFact]:
    for fact in entry.facts:
        source = snapshot.source(entry, fact)
        at = fact.at.replace("schema", named, 1) if named else fact.at
        yield DocumentedFact(at=at, says=dict(in_words(fact)), url=source.url, place=source.locator)
