"""From what the documents of a site state to the entries of one snapshot; any order of arrival gives the same bytes.

Trust: OpenAPI file, fence, embedded JSON, components, tables, HTML. Named schemas of a document that describes one
operation stay with that operation; those of a larger document have its scope, "" when it is the only one.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct, structs

from driftwatch.assemble.apis import Apis, apis_of, with_api
from driftwatch.assemble.carry_over import carry_over
from driftwatch.assemble.drawn import with_drawn_fields
from driftwatch.assemble.last_known import with_last_known
from driftwatch.assemble.merging import Told, contract_of, joined, merge, schema_contradictions
from driftwatch.assemble.page_objects import SCOPE, PageObjects, without_references
from driftwatch.assemble.pages import page_entries
from driftwatch.assemble.unstated_places import with_places
from driftwatch.assemble.variants import Part, Variant, operations_by_key, parts_of, variants_of
from driftwatch.isolation import isolated
from driftwatch.model.facts import AnyFact, Contradiction, Field, Operation
from driftwatch.model.failure import Failure
from driftwatch.model.path_parameters import spelled_as, stated_by_path
from driftwatch.model.snapshot import FAILED, Document, Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.model.text import PageText
from driftwatch.model.tree import referring
from driftwatch.platforms.platform import Claim, Problem, Statements
from driftwatch.presence.presence import Presence, unseen_among


class Assembly(Struct, frozen=True, kw_only=True):
    """What a capture found: entries sorted by owner, documents by place, problems."""

    entries: tuple[Entry, ...]
    documents: tuple[Document, ...]
    texts: Mapping[str, PageText] = {}
    """The words of pages, by place."""
    problems: tuple[Problem, ...] = ()
    failures: tuple[Failure, ...] = ()
    """Operations whose statements could not be joined, for a fault of ours: their facts are those of before."""
    failed: Mapping[str, str] = {}
    """The documents that state those, by place, with the reason for which they count as unseen."""


def assemble(
    statements: Iterable[Statements], previous: Snapshot | None = None, presences: Iterable[Presence] = ()
) -> Assembly:
    """Join what documents state.

    Args:
        statements: of every document that was read, in any order.
        previous: the snapshot before, for what could not be read now.
        presences: how documents fared that state nothing now, or not all; those of `statements` tell for themselves.
    """
    read = sorted(statements, key=_order)
    fared = {each.path: each for each in (*(item.presence for item in read), *presences)}
    missing = {each.path: each.reason for each in unseen_among(fared.values())}
    carried = carry_over(previous, missing, read) if previous is not None else ()
    known = [*read, *carried]
    objects = PageObjects(known, previous, missing)
    builder = _Builder(known, previous, objects)
    entries = {entry.owner: entry for entry in (*builder.entries(), *page_entries(known))}
    if previous is not None:
        drawn = {item.document.path for item in read if item.document.seen is not None and item.document.seen.drawn}
        entries = with_last_known(with_drawn_fields(entries, previous, drawn), previous)
    documents = {item.document.path: _marked(item, objects) for item in reversed(read)}
    documents |= {item.document.path: item.document for item in carried}
    texts = {item.document.path: item.text for item in (*reversed(read), *carried) if item.text is not None}
    failed = {place: reason for place, reason in builder.failed.items() if documents[place].state == "read"}
    documents |= {
        place: structs.replace(documents[place], state="unseen", reason=reason) for place, reason in failed.items()
    }
    return Assembly(
        entries=tuple(entries[owner] for owner in sorted(entries)),
        documents=tuple(documents[place] for place in sorted(documents)),
        texts=texts,
        problems=tuple(sorted({problem for item in read for problem in item.problems})),
        failures=tuple(builder.failures),
        failed=failed,
    )


class _Builder:
    """Builds the entries of operations, schemas and APIs."""

    def __init__(self, known: Sequence[Statements], previous: Snapshot | None, objects: PageObjects) -> None:
        self.previous = previous
        self.objects = objects
        self.failures: list[Failure] = []
        self.failed: dict[str, str] = {}
        self.parts = parts_of((item.document.path, found) for item in known for found in item.documentations)
        self.claims = {item.document.path: item.claims for item in known}
        self.keys: dict[str, set[str]] = {}
        for part in self.parts:
            self.keys.setdefault(part.path, set()).update(part.operations)
        by_key = operations_by_key(self.parts)
        self.variants = [variant for key, parts in by_key.items() for variant in variants_of(key, parts)]
        self.number = {id(part): number for number, part in enumerate(self.parts)}
        self.believed: list[list[Variant]] = [[] for _ in self.parts]
        for variant in self.variants:
            self.believed[self.number[id(variant.parts[0])]].append(variant)
        self.schemas = [_schemas_of(part) for part in self.parts]
        self.scopes = _scopes(self.parts, self.believed, self.schemas)

    def entries(self) -> Iterable[Entry]:
        apis = apis_of(self.parts, [len(variants) for variants in self.believed])
        yield from _used(apis, self.believed, self.parts)
        for variant in self.variants:
            yield from isolated(partial(self._joined, variant, apis), partial(self._kept, variant))
        yield from self._schema_entries()
        yield from self.objects.entries()

    def _joined(self, variant: Variant, apis: Apis) -> tuple[Entry, ...]:
        return (self._operation(variant, apis),)

    def _kept(self, variant: Variant, error: Exception) -> tuple[Entry, ...]:
        """Keep an operation that cannot be joined as it was, and note the documents that state it."""
        owner = variant_owner(variant)
        failure = Failure(owner=owner, stage="extraction", error=error)
        self.failures.append(failure)
        self.failed |= {part.path: f"{FAILED}: {type(error).__name__}" for part in variant.parts}
        known = self.previous.entries.get(owner) if self.previous is not None else None
        return () if known is None else (known,)

    def _told(self, part: Part, key: str) -> Told:
        return Told(
            document=part.path,
            facts=part.operations[key].facts,
            schemas=self.schemas[self.number[id(part)]],
            is_whole=part.is_whole,
            is_exact=part.documentation.is_exact,
            adds=part.documentation.adds,
            denied=part.documentation.denied,
            assumed=part.documentation.assumed,
        )

    def _all_told(self, variant: Variant) -> tuple[Told, ...]:
        """Return what each part tells; what HTML renders of fields that a schema describes proves nothing."""
        told = [self._told(part, variant.key) for part in variant.parts]
        told = [self._linked(each, part, variant) for each, part in zip(told, variant.parts, strict=True)]
        if told[0].is_whole:
            for number, part in enumerate(variant.parts):
                if part.form == "html":
                    facts = tuple(fact for fact in told[number].facts if fact.stated_by != "component")
                    told[number] = structs.replace(told[number], facts=facts)
        base = _path_of(told[0])
        return tuple(structs.replace(each, facts=spelled_as(base, _path_of(each), each.facts)) for each in told)

    def _linked(self, told: Told, part: Part, variant: Variant) -> Told:
        """Name the objects to which a page's tables refer; beside another documentation they would have no scope."""
        if part.is_whole:
            return told
        refs = {fact.ref for fact in told.facts if isinstance(fact, Field) and fact.ref}
        if not refs:
            return told
        is_first = part is variant.parts[0]
        named = self.objects.named(told.facts, variant_owner(variant), part.path) if is_first else None
        return structs.replace(told, facts=without_references(told.facts, refs) if named is None else named)

    def _claims_of(self, place: str, key: str) -> tuple[Claim, ...]:
        """Return the claims of a page that are of a call: of several those alone that stand in its own section."""
        known = self.claims.get(place, ())
        return tuple(claim for claim in known if claim.call == key or (not claim.call and self.keys[place] == {key}))

    def _operation(self, variant: Variant, apis: Apis) -> Entry:
        owner = variant_owner(variant)
        number = self.number[id(variant.parts[0])]
        places = tuple(dict.fromkeys(part.path for part in variant.parts))
        claims = tuple((place, claim) for place in places for claim in self._claims_of(place, variant.key))
        merged = merge(with_places(self._all_told(variant)), claims)
        if not any(part.is_whole for part in variant.parts):  # a specification states its parameters
            merged = (*merged, *stated_by_path(merged))
        refers = any(True for _ in referring(merged))
        own = self.scopes[number] if variant.parts[0].is_whole else SCOPE
        scope = "" if not refers else owner.label if own is None else own
        facts = with_api(merged, apis, number, schemas=scope)
        for part in variant.parts:
            part.operations[variant.key].let_go()
        entry = entry_of(owner, places, facts)
        entry.let_go()
        return _as_before(entry, self.previous)

    def _contradictions(self) -> dict[int, dict[str, tuple[Contradiction, ...]]]:
        """Compare the schemas of each document with those of the copies that stand behind it, each pair once."""
        pairs = {
            (self.number[id(variant.parts[0])], self.number[id(part)]): variant.key
            for variant in self.variants
            for part in variant.parts[1:]
        }
        found: dict[int, dict[str, tuple[Contradiction, ...]]] = {}
        for (one, two), key in sorted(pairs.items()):
            base, other = self._told(self.parts[one], key), self._told(self.parts[two], key)
            known = found.setdefault(one, {})
            for name, against in schema_contradictions(base, other).items():
                known[name] = joined((*known.get(name, ()), *against))
        return found

    def _schema_entries(self) -> Iterable[Entry]:
        contradictions = self._contradictions()
        done: set[Owner] = set()
        for number, part in enumerate(self.parts):
            scope = self.scopes[number]
            owners = [variant_owner(variant).label for variant in self.believed[number]] if scope is None else [scope]
            if not self.believed[number] and not _is_library(part):
                continue
            for name, facts in self.schemas[number].items():
                extra = contradictions.get(number, {}).get(name, ())
                for label in owners:
                    owner = Owner("schema", name, scope=label)
                    if owner not in done:
                        done.add(owner)
                        yield entry_of(owner, (part.path,), _with(facts, extra))


def _as_before(entry: Entry, previous: Snapshot | None) -> Entry:
    """Return the entry that is held already, where an owner's facts are those of the snapshot before."""
    before = previous.entries.get(entry.owner) if previous is not None else None
    is_same = before is not None and (before.digest, before.documents) == (entry.digest, entry.documents)
    return before if before is not None and is_same else entry


def _path_of(told: Told) -> str:
    """Return the path with which a document writes a call: parameters may have other names than in another one."""
    return next((fact.path for fact in told.facts if isinstance(fact, Operation) and fact.at == "operation"), "")


def variant_owner(variant: Variant) -> Owner:
    """Return the owner of a variant's facts."""
    return Owner("operation", variant.key, variant.name)


def _order(statements: Statements) -> tuple[str, int, str, str]:
    document = statements.document
    return document.path, 0 if document.format != "html" else 1, document.url, document.digest


def _marked(statements: Statements, objects: PageObjects) -> Document:
    presence, document = statements.presence, objects.seen(statements)
    return structs.replace(document, state=presence.state, reason=presence.reason)


def _is_library(part: Part) -> bool:
    """Tell whether a document holds schemas and no operation at all."""
    return part.form == "openapi" and all(entry.owner.kind != "operation" for entry in part.documentation.entries)


def _schemas_of(part: Part) -> dict[str, tuple[AnyFact, ...]]:
    return {entry.owner.name: entry.facts for entry in part.documentation.entries if entry.owner.kind == "schema"}


def _with(facts: tuple[AnyFact, ...], extra: tuple[Contradiction, ...]) -> tuple[AnyFact, ...]:
    known = {(type(fact).__name__, fact.at) for fact in facts}
    return (*facts, *(fact for fact in extra if ("Contradiction", fact.at) not in known))


def _used(apis: Apis, believed: Sequence[Sequence[Variant]], parts: Sequence[Part]) -> Iterable[Entry]:
    """Return the APIs that an operation stands on, and those of files without operations."""
    names = {
        name for name, variants, part in zip(apis.names, believed, parts, strict=True) if variants or _is_library(part)
    }
    return (entry for entry in apis.entries if entry.owner.name in names)


def _scopes(
    parts: Sequence[Part],
    believed: Sequence[Sequence[Variant]],
    schemas: Sequence[Mapping[str, tuple[AnyFact, ...]]],
) -> list[str | None]:
    """Return the scope of each part's schemas; None where they stay with their operation.

    Pages that are cut from one file share its scope, as far as they tell the same of the schemas.
    """
    members: dict[str, list[int]] = {}
    for number, part in enumerate(parts):
        if part.is_whole and (believed[number] or _is_library(part)):
            members.setdefault(_source_of(part), []).append(number)
    shared = {
        source: numbers for source, numbers in members.items() if sum(len(believed[number]) for number in numbers) != 1
    }
    scopes: list[str | None] = [None] * len(parts)
    for source, numbers in shared.items():
        scope = "" if len(shared) == 1 else source or "unnamed"
        for number in _agreeing(numbers, parts, schemas):
            scopes[number] = scope
    return scopes


def _source_of(part: Part) -> str:
    """Name what schemas are shared with: the OpenAPI file; a page of its own, where it embeds a document."""
    return part.source or (part.path if part.form == "embedded" else "")


def _agreeing(
    numbers: Sequence[int], parts: Sequence[Part], schemas: Sequence[Mapping[str, tuple[AnyFact, ...]]]
) -> list[int]:
    """Return the parts of one source whose schemas are all as most of its parts have them."""
    if any(parts[number].form == "openapi" for number in numbers):
        return list(numbers)
    texts = {number: {name: contract_of(facts) for name, facts in schemas[number].items()} for number in numbers}
    votes: dict[str, dict[str, int]] = {}
    for known in texts.values():
        for name, text in known.items():
            tally = votes.setdefault(name, {})
            tally[text] = tally.get(text, 0) + 1
    chosen = {name: min(tally, key=lambda text: (-tally[text], text)) for name, tally in votes.items()}
    return [number for number in numbers if all(chosen[name] == text for name, text in texts[number].items())]
