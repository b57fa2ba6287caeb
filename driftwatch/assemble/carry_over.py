"""Silence is not removal: what unseen documents stated in the previous snapshot, as if they had been read again.

Each unseen document becomes statements made of the facts that the snapshot has of it. They are assembled like any
others, so that variants, scopes and APIs keep their names while a document is away.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec import structs

from driftwatch.assemble.page_objects import SCOPE
from driftwatch.model.facts import AnyFact, Contradiction, Field
from driftwatch.model.path_parameters import but_of_path
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.model.tree import referring
from driftwatch.platforms.platform import Documentation, Form, Statements, operations_of

_CARRIED = "carried over"
"""Stands for the OpenAPI file of pages when no page that names it was read."""

_FORMS: Mapping[str, Form] = {"openapi": "openapi", "markdown": "fence", "html": "embedded"}

_PARTIAL: Mapping[str, Form] = {"markdown": "table", "html": "html"}
"""What a page is when it describes operations without a schema or a component, by its format."""


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
    again = [item for item in read if item.document.path == place]
    stated = {key for item in again for documentation in item.documentations for key in operations_of(documentation)}
    entries = [entry for entry in previous.entries.values() if entry.owner.kind == "operation"]
    whole = [entry for entry in entries if entry.documents[:1] == (place,) and entry.owner.name not in stated]
    aside = [entry for entry in entries if place in entry.documents[1:] and entry.owner.name not in stated]
    written = previous.documents[place].format
    documentations = list(_whole(previous, whole, written, unseen, _sources(previous, read)))
    documentations += [found for entry in aside if (found := _beside(entry, place, written)) is not None]
    page = previous.entries.get(Owner("page", place))
    return Statements(
        document=structs.replace(previous.documents[place], state="unseen", reason=reason),
        documentations=(*documentations, *_libraries(previous, place, whole)),
        facts=page.facts if page is not None and not any(item.facts for item in again) else (),
        text=previous.text(place),
    )


def _sources(previous: Snapshot, read: Sequence[Statements]) -> dict[str, str]:
    """Find the OpenAPI file behind each scope of schemas, from the pages that were read and name it."""
    scopes: dict[str, set[str]] = {}
    for entry in previous.entries.values():
        if entry.operation is not None and entry.scope != entry.owner.label:
            scopes.setdefault(entry.owner.name, set()).add(entry.scope)
    named = [found for item in read for found in item.documentations if found.form == "fence" and found.spec]
    return {
        scope: found.spec for found in reversed(named) for key in operations_of(found) for scope in scopes.get(key, ())
    }


def _whole(
    previous: Snapshot, entries: Sequence[Entry], written: str, unseen: Mapping[str, str], sources: Mapping[str, str]
) -> Iterator[Documentation]:
    """Rebuild what the document that was believed first states; what others added comes from them again.

    Operations that shared an API and a scope of schemas are one documentation, so that they share them again.
    """
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        facts = tuple(_carried(but_of_path(entry.facts), {"", *unseen}))
        kept = entry_of(entry.owner, entry.documents, facts)
        if kept.api is not None:
            refers = any(True for _ in referring(facts))
            groups.setdefault((kept.api, kept.scope if refers else entry.owner.label), []).append(kept)
    for (api, scope), members in sorted(groups.items()):
        own = scope in {entry.owner.label for entry in members}
        spec = scope if own else sources.get(scope, scope or _CARRIED)
        yield _documentation(previous, members, written, api=api, scope=scope, spec=spec)


def _documentation(
    previous: Snapshot, members: Sequence[Entry], written: str, *, api: str, scope: str, spec: str
) -> Documentation:
    facts = [fact for entry in members for fact in entry.facts]
    places = {entry.documents[0] for entry in members}
    beside = {
        entry.owner.name
        for entry in previous.entries.values()
        if entry.owner.kind == "schema" and entry.owner.scope == scope and places & set(entry.documents)
    }
    reached = previous.reached_by((*beside, *(field.ref for field in referring(facts))), scope)
    schemas = tuple(
        entry_of(entry.owner, entry.documents, (fact for fact in entry.facts if not fact.document))
        for entry in (reached if scope != SCOPE else ())  # what pages describe in tables, PageObjects keeps
    )
    known = previous.entries.get(Owner("api", api))
    operations = (entry_of(Owner("operation", entry.owner.name), entry.documents, entry.facts) for entry in members)
    by_schema = bool(schemas) or any(isinstance(fact, Field) and fact.stated_by == "schema" for fact in facts)
    return Documentation(
        form=_FORMS.get(written, "component") if by_schema else _form_of(facts, written),
        entries=(*((known,) if known is not None else ()), *operations, *schemas),
        spec=spec,
        also=tuple(sorted({place for entry in members for place in entry.documents})),
    )


def _form_of(facts: Iterable[AnyFact], written: str) -> Form:
    """Tell what a document is that describes operations without a schema.

    It is trusted as much as on the day before: whoever is named first while it is away would be renamed twice.
    """
    if written == "markdown" and any(fact.stated_by == "component" for fact in facts):
        return "component"
    return _PARTIAL.get(written, _FORMS.get(written, "component"))


def _beside(entry: Entry, place: str, written: str) -> Documentation | None:
    """Rebuild what a document states of an operation that another one states as well.

    A page that states just what the first one does is one documentation with it as long as it goes on to.
    """
    agrees = place in entry.agreeing
    if agrees:
        facts = tuple(structs.replace(fact, locator="") for fact in but_of_path(entry.facts) if not fact.document)
    else:
        facts = tuple(structs.replace(fact, document="") for fact in _carried(but_of_path(entry.facts), {place}))
    if not facts:
        return None
    operation = entry_of(Owner("operation", entry.owner.name), (place,), facts)
    form = _form_of(facts, written) if written in _PARTIAL else "component"
    return Documentation(form=form, entries=(operation,), also=() if agrees else entry.documents)


def _carried(facts: Iterable[AnyFact], places: AbstractSet[str]) -> Iterator[AnyFact]:
    """Yield what some documents state, "" for the first; of a contradiction what they say against the first."""
    for fact in facts:
        if not isinstance(fact, Contradiction):
            if fact.document in places:
                yield fact
            continue
        first, *others = fact.statements
        kept = tuple(each for each in others if each.document in places)
        if kept:
            yield structs.replace(fact, document=kept[-1].document, statements=(first, *kept))


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
