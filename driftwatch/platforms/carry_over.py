"""Silence is not removal: what unseen documents stated in the previous snapshot, as if they had been read again.

Each unseen document becomes statements made of the facts that the snapshot has of it. They are assembled like any
others, so that variants, scopes and APIs keep their names while a document is away.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from driftwatch.model.facts import AnyFact, Field, Operation
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.platforms.page_statements import operations_of
from driftwatch.platforms.platform import Documentation, Form, Statements

_CARRIED = "carried over"
"""Stands for the OpenAPI file of pages when no page that names it was read."""

_FORMS: Mapping[str, Form] = {"openapi": "openapi", "markdown": "fence", "html": "embedded"}


def carry_over(
    previous: Snapshot, unseen: Mapping[str, str], read: Sequence[Statements] = ()
) -> tuple[Statements, ...]:
    """Return statements for every unseen document that the previous snapshot knows.

    Args:
        previous: the snapshot before.
        unseen: places of documents that could not be read, with the reason.
        read: what was read; what a document still states is not carried over as well.
    """
    return tuple(
        _statements(previous, place, reason, unseen, read)
        for place, reason in sorted(unseen.items())
        if place in previous.documents
    )


def _statements(
    previous: Snapshot, place: str, reason: str, unseen: Mapping[str, str], read: Sequence[Statements]
) -> Statements:
    again = [item for item in read if item.document.place == place]
    stated = {key for item in again for documentation in item.documentations for key in operations_of(documentation)}
    entries = [entry for entry in previous.entries.values() if entry.owner.kind == "operation"]
    whole = [entry for entry in entries if entry.documents[:1] == (place,) and entry.owner.name not in stated]
    aside = [entry for entry in entries if place in entry.documents[1:] and entry.owner.name not in stated]
    form = _FORMS.get(previous.documents[place].format, "component")
    sources = _sources(previous, read)
    documentations = [_whole(previous, entry, form, unseen, sources) for entry in whole]
    documentations += [found for entry in aside if (found := _beside(entry, place)) is not None]
    page = previous.entries.get(Owner("page", place))
    return Statements(
        document=structs.replace(previous.documents[place], state="unseen", reason=reason),
        documentations=(*_joined(documentations), *_libraries(previous, place, whole)),
        facts=page.facts if page is not None and not any(item.facts for item in again) else (),
    )


def _sources(previous: Snapshot, read: Sequence[Statements]) -> dict[str, str]:
    """Find the OpenAPI file behind each scope of schemas, from the pages that were read and name it."""
    scopes: dict[str, set[str]] = {}
    for entry in previous.entries.values():
        for fact in entry.facts if entry.owner.kind == "operation" else ():
            if isinstance(fact, Operation) and fact.schemas != entry.owner.label:
                scopes.setdefault(entry.owner.name, set()).add(fact.schemas)
    named = [found for item in read for found in item.documentations if found.form == "fence" and found.spec]
    return {
        scope: found.spec for found in reversed(named) for key in operations_of(found) for scope in scopes.get(key, ())
    }


def _whole(
    previous: Snapshot, entry: Entry, form: Form, unseen: Mapping[str, str], sources: Mapping[str, str]
) -> Documentation:
    """Rebuild what the document that was believed first states; what others added comes from them again."""
    facts = tuple(fact for fact in entry.facts if not fact.document or fact.document in unseen)
    head = next((fact for fact in facts if isinstance(fact, Operation)), None)
    scope = head.schemas if head else ""
    schemas = _reached(previous, facts, scope)
    api = previous.entries.get(Owner("api", head.api)) if head else None
    operation = entry_of(Owner("operation", entry.owner.name), entry.documents, facts)
    is_page = not any(isinstance(fact, Field) and fact.stated_by == "schema" for fact in facts) and not schemas
    return Documentation(
        form="component" if is_page and form == "fence" else form,
        entries=(*((api,) if api is not None else ()), operation, *schemas),
        spec=sources.get(scope, scope or _CARRIED) if scope != entry.owner.label else scope,
        also=entry.documents,
    )


def _beside(entry: Entry, place: str) -> Documentation | None:
    """Rebuild what a document added to an operation that another one describes."""
    facts = tuple(structs.replace(fact, document="") for fact in entry.facts if fact.document == place)
    if not facts:
        return None
    operation = entry_of(Owner("operation", entry.owner.name), (place,), facts)
    return Documentation(form="component", entries=(operation,), also=entry.documents)


def _joined(documentations: Iterable[Documentation]) -> Iterator[Documentation]:
    """Make one documentation of those that were one document with one API, so that its schemas are shared again."""
    whole: dict[tuple[Form, str, str], list[Documentation]] = {}
    for item in documentations:
        api = next((entry.owner.name for entry in item.entries if entry.owner.kind == "api"), "")
        whole.setdefault((item.form, item.spec, api), []).append(item)
    for (form, spec, _), items in sorted(whole.items()):
        entries = {entry.owner: entry for item in items for entry in item.entries}
        also = tuple(sorted({place for item in items for place in item.also}))
        yield Documentation(form=form, entries=tuple(entries.values()), spec=spec, also=also)


def _libraries(previous: Snapshot, place: str, whole: Sequence[Entry]) -> Iterator[Documentation]:
    """Rebuild a file that holds schemas and no operation."""
    if whole:
        return
    schemas = tuple(
        entry for entry in previous.entries.values() if entry.owner.kind == "schema" and entry.documents == (place,)
    )
    labels = {entry.owner.label for entry in previous.entries.values() if entry.owner.kind == "operation"}
    own = tuple(entry for entry in schemas if entry.owner.scope not in labels)
    if own and previous.documents[place].format == "openapi":
        yield Documentation(form="openapi", entries=own)


def _reached(previous: Snapshot, facts: Iterable[AnyFact], scope: str) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    waiting = [fact.ref for fact in facts if isinstance(fact, Field) and fact.ref]
    while waiting:
        name = waiting.pop()
        entry = previous.entries.get(Owner("schema", name, scope=scope))
        if entry is not None and name not in found:
            found[name] = entry_of(entry.owner, entry.documents, (fact for fact in entry.facts if not fact.document))
            waiting.extend(reference.schema for reference in entry.references)
    return tuple(found[name] for name in sorted(found))
