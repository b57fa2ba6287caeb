"""One comparison of two snapshots: what belongs together, and what differs between the partners.

Only entries whose digests differ are read. What differs inside a shared schema is told once for each
direction in which data flows through it, with the operations that it reaches.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import chain
from typing import Final, Literal

from msgspec import UNSET, UnsetType, structs

from driftwatch.compare.audit import Audit, Budget, audited
from driftwatch.compare.covering import Told
from driftwatch.compare.documents import document_changes, page_changes
from driftwatch.compare.failures import Failures
from driftwatch.compare.forms import Holder
from driftwatch.compare.inherited import (
    GLOBAL_SECURITY,
    but_overridden,
    calls_of,
    lost,
    lost_parts,
    overridden,
    urls_of,
    variables_of,
)
from driftwatch.compare.inventory import (
    api_of,
    counts_beside_references,
    documents_of,
    keys_of,
    names_by_scope,
    source_of,
)
from driftwatch.compare.loose_roots import loose_roots
from driftwatch.compare.match.matching import (
    Matches,
    match_apis,
    match_operations,
    match_pages,
    match_schemas,
    same_owners,
)
from driftwatch.compare.match.partings import with_agreeing
from driftwatch.compare.match.prefixes import PathShift, Ways, path_shift, siblings
from driftwatch.compare.match.standing_steps import (
    but_of_steps,
    may_stand_for,
    stands_for,
    stands_for_several,
)
from driftwatch.compare.operations.base_urls import server_changes
from driftwatch.compare.operations.credentials import wires_of
from driftwatch.compare.operations.encodings import without_new_parts
from driftwatch.compare.operations.operation import Effective, operation_changes, reference_changes
from driftwatch.compare.operations.security import (
    RequirementNames,
    Requirements,
    renamed_schemes,
    requirement_changes,
    scheme_changes,
    with_names,
)
from driftwatch.compare.operations.unstated_places import in_one_place, place_changes
from driftwatch.compare.pages.further_pages import but_told, further_pages
from driftwatch.compare.sameness import Sameness
from driftwatch.compare.schemas.named_pairs import NamedPairs
from driftwatch.compare.schemas.names import beside_calls, but_by_chance, gone_with, name_changes, renamed_by_use
from driftwatch.compare.schemas.shared import shared_changes
from driftwatch.compare.schemas.sides import PREVIEW, Pair, Root, Sides, state_the_same
from driftwatch.compare.schemas.walk import compare_fields
from driftwatch.compare.trees import Known, SchemaSide
from driftwatch.isolation import isolated
from driftwatch.model.address import SEPARATOR, operation_key
from driftwatch.model.change import Change, Role
from driftwatch.model.facts import Api, Operation
from driftwatch.model.failure import Failure
from driftwatch.model.json_values import canonical
from driftwatch.model.snapshot import Entry, Owner, OwnerKind, Snapshot

_API: Final = RequirementNames(kind=GLOBAL_SECURITY, role="api", location="security")
_ENVELOPE: Final = "error-envelope"
_FEWEST_COPIED: Final = 3
_COPIED: Final = 0.8
"""So many statements, and such a share of those of a page that had none, make it a copy of pages that state them."""


class Comparison:
    """One comparison: its sides, what belongs together, and the pairs of named schemas met on the way."""

    def __init__(self, old: Snapshot, new: Snapshot, failures: Failures) -> None:
        self.failures = failures
        self.source = source_of(old, new)
        self.old = old
        self.new = new
        self.sides = Sides(old, new)
        self.named = NamedPairs(beside_references=counts_beside_references(old, new))
        self.known = (Known(), Known())
        self.apis: dict[str, Effective] = {}
        self.shift: PathShift | None = None
        self.aligned: dict[Owner, dict[str, str]] = {}
        """Addresses of schemas that another name stands for now, by owner: old -> new."""
        self.operations: tuple[tuple[Entry, Entry], ...] = ()
        """Those that are on both sides."""
        self.added: frozenset[str] = frozenset()
        """Documents that state operations which only the new side has."""
        self.siblings: Mapping[Owner, str] = {}
        """With what operations came that are like others below the same path."""
        self.both: tuple[tuple[Entry, Entry], ...] = ()
        """All owners that are on both sides, but for named schemas."""
        self.same: set[Owner] = set()
        """Operations whose text changed and whose facts did not."""
        self.keys = (keys_of(old), keys_of(new))
        self.scopes = (names_by_scope(old), names_by_scope(new))
        self.lost = (lost(old), lost(new))
        """Paths that are references which lead nowhere: what is documented of them is unknown."""
        self.paths = tuple({" " + key.partition(" ")[2] for key in keys} for keys in self.keys)

    def changes(self) -> Iterator[Change]:
        """Yield all changes, in no particular order."""
        self.shift = next(iter(self.failures.whole(self.source, lambda: (path_shift(self.old, self.new),))), None)
        apis, operations = self._matched(match_apis, "api"), self._matched(match_operations, "operation")
        pages, schemas = self._matched(match_pages, "page"), self._matched(match_schemas, "schema")
        self.operations = (*operations.pairs, *operations.moved)
        self.added = documents_of(operations.added)
        if len(operations.added) > 1:
            self.siblings = siblings(operations.added, self._ways, self.old)
        self.both = (*apis.pairs, *self.operations, *pages.pairs)
        yield from self._pairs(apis.pairs, self._api)
        yield from self._alone(apis, self._lost, self._found)
        yield from self._pairs((pair for pair in operations.pairs if pair[0].digest != pair[1].digest), self._edited)
        yield from self._pairs(self._untouched(operations.pairs), self._operation)
        yield from self._pairs(operations.moved, self._moved)
        alone = tuple(self._alone(operations, self._removed, self._added))
        yield from alone
        yield from self._pairs((pair for pair in pages.pairs if pair[0].digest != pair[1].digest), self._page)
        yield from self._alone(pages, self._lost, self._found)
        shared = self.failures.whole(self.source, partial(self._shared, schemas, operations))
        yield from shared
        yield from self.failures.whole(self.source, partial(self._names, schemas, operations, shared, alone))
        told = documents_of((*operations.added, *operations.removed))
        matched = (*operations.pairs, *operations.moved, *pages.pairs)
        yield from self.failures.whole(self.source, partial(document_changes, self.sides, matched, told))

    def unexplained(self, changes: Iterable[Change], budget: Budget) -> Iterator[Change]:
        """Yield what differs between the owners on both sides, and is not among the changes."""
        entries = self.old.entries, self.new.entries
        failed = {failure.owner for failure in self.failures.noted}
        named = (pair for pair in sorted(self.named.compared) if pair[0] in entries[0] and pair[1] in entries[1])
        pairs = (*self.both, *((entries[0][old], entries[1][new]) for old, new in named))
        left_out = failed | self.same
        differing = [pair for pair in pairs if pair[0].digest != pair[1].digest and pair[1].owner not in left_out]
        told = Told(chain(changes, self.named.unaffecting))
        audit = Audit(told, Sameness(self.old, self.new, self.named, self.known, told), budget)

        def between(pair: tuple[Entry, Entry]) -> tuple[Change, ...]:
            return self.failures.attempt(pair, lambda: audit.of(self._holder(*pair)))

        yield from audited(audit, differing, between, self.source)

    def _holder(self, one: Entry, other: Entry) -> Holder:
        kind, name = other.owner.kind, other.owner.name
        return Holder(
            old=one,
            new=other,
            sides=self.sides,
            schemas=self._schema_sides(one, other),
            effective=self.apis.get((other.api or "") if kind == "operation" else name, Effective()),
            aligned=self.aligned.get(other.owner, {}),
            overridden=partial(self._overridden, other),
        )

    def _matched(self, match: Callable[[Snapshot, Snapshot], Matches], kind: OwnerKind) -> Matches:
        """Match the owners of a kind; when that fails those that kept their names, and of the others nothing is told.

        That one is gone is told only of what was looked for in vain.
        """

        def failed(error: Exception) -> Matches:
            matches, olds, news = same_owners(self.old, self.new, kind)
            before, after = (tuple(entry.owner.label for entry in side) for side in (olds, news))
            failure = Failure(owner=self.source, stage="matching", error=error, before=before, after=after)
            self.failures.noted.append(failure)
            return matches

        return isolated(partial(match, self.old, self.new), failed)

    def _pairs(
        self, pairs: Iterable[tuple[Entry, Entry]], between: Callable[[Entry, Entry], Iterator[Change]]
    ) -> Iterator[Change]:
        for pair in pairs:
            yield from self.failures.attempt(pair, partial(between, *pair))

    def _alone(
        self,
        matches: Matches,
        removed: Callable[[Entry], Iterator[Change]],
        added: Callable[[Entry], Iterator[Change]],
    ) -> Iterator[Change]:
        for entry in matches.removed:
            yield from self.failures.attempt((entry, None), partial(removed, entry))
        for entry in matches.added:
            yield from self.failures.attempt((None, entry), partial(added, entry))

    def _pair(self, old: Entry | None, new: Entry | None) -> Pair:
        known = new or old
        assert known is not None  # noqa: S101 - at least one side is given
        operations = (known.owner,) if known.owner.kind == "operation" else ()
        return Pair(
            sides=self.sides, owner=known.owner, old=old, new=new, operations=operations, traits=_standing(old or new)
        )

    def _api(self, one: Entry, other: Entry) -> Iterator[Change]:
        pair = self._pair(one, other)
        parts = lost_parts(one), lost_parts(other)
        unknown = {part for side in parts for part, fact in side.items() if not fact.known}
        old, new = ({fact.at: fact for fact in side.facts if fact.at not in unknown} for side in (one, other))
        before, after = _stated(one), _stated(other)
        renamed = renamed_schemes(old, new)
        demanded_before = with_names(_security(before), renamed, _security(after))
        effective = Effective(
            old=demanded_before,
            new=_security(after),
            renamed=renamed,
            wires=(wires_of(old.values()), wires_of(new.values())),
            of_the_api=before is not None and after is not None and "security" not in self._overridden(other),
            servers=(urls_of(one), urls_of(other)),
            variables=(variables_of(one), variables_of(other)),
        )
        effective = effective.told_where_it_holds(calls_of(other, self.operations))
        if self.shift is not None:
            effective = structs.replace(effective, servers_by_operation=False)
        self.apis[other.owner.name] = effective
        if one.digest == other.digest:
            return
        if before is not None and after is not None:
            demanded = requirement_changes(pair, _API, (demanded_before, _security(after)), (before, after))
            yield from () if effective.by_operation else but_overridden(demanded, other, self.operations)
            if _lower(after.version, before.version):
                yield pair.change(
                    "api.version.lowered", "api", location="operation", old=before, new=after,
                    before=before.version or None, after=after.version or None,
                )  # fmt: skip
        yield from scheme_changes(pair, old, new, (urls_of(one), urls_of(other)))
        yield from reference_changes(pair, *parts)
        stated = page_changes(pair) if self.shift is None else self._but_servers(pair, self.shift)
        if effective.servers_by_operation:
            stated = (change for change in stated if change.location != "server")
        yield from but_overridden(stated, other, self.operations)

    def _overridden(self, api: Entry) -> frozenset[str]:
        effective = self.apis.get(api.owner.name, Effective())
        told = {"security": effective.by_operation, "servers": effective.servers_by_operation}
        return overridden(api, self.operations).union(name for name in told if told[name])

    def _untouched(self, pairs: Iterable[tuple[Entry, Entry]]) -> Iterator[tuple[Entry, Entry]]:
        """Yield operations that state the same as before, of which is told what their API demands otherwise."""
        apis = {name for name, known in self.apis.items() if known.by_operation or known.servers_by_operation}
        return (pair for pair in pairs if apis and pair[0].digest == pair[1].digest and pair[1].api in apis)

    def _but_servers(self, pair: Pair, shift: PathShift) -> Iterator[Change]:
        """Yield what a page states, with one change for the prefix that left the base URLs: the calls are the same."""
        yield from (change for change in page_changes(pair) if change.location != "server")
        old, new = (() if side is None else side.passing for side in (pair.old, pair.new))
        yield from server_changes(pair, shift.rebased(old), new)
        yield pair.change(
            "server.prefix.moved", "api", location="server",
            before=shift.old or None, after=shift.new or None, traits={"to-paths" if shift.new else "to-servers"},
        )  # fmt: skip

    def _edited(self, one: Entry, other: Entry) -> Iterator[Change]:
        """Compare an operation whose text changed; of most only descriptions and examples did, which are no facts."""
        if len(one.documents) == len(other.documents) == 1 and state_the_same(one, other):
            self.same.add(other.owner)
        else:
            yield from self._operation(one, other)

    def _operation(self, one: Entry, other: Entry) -> Iterator[Change]:
        if one.scope != other.scope:
            self._meet_schemas(one.scope, other.scope)
        one, other, placed = in_one_place((one, self.old), (other, self.new))
        yield from place_changes(self._pair(one, other), placed)
        told = tuple(with_agreeing(self._of_call(one, other), (self.old, self.new), (one, other)))
        yield from told
        yield from self.failures.attempt((one, other), partial(self._further_pages, one, other, told))
        yield from page_changes(self._pair(one, other))

    def _further_pages(self, one: Entry, other: Entry, told: tuple[Change, ...]) -> Iterator[Change]:
        for page in further_pages((one, self.old), (other, self.new)):
            yield from but_told(self._of_call(page.old, page.new), told)

    def _of_call(self, one: Entry, other: Entry) -> Iterator[Change]:
        effective = self.apis.get(other.api or "", Effective())
        sides = self._schema_sides(one, other)
        found = self.failures.attempt((one, other), partial(operation_changes, self._pair(one, other), effective))
        for item in without_new_parts(found, sides):
            if isinstance(item, Root):
                if item.old != item.new:
                    self.aligned.setdefault(other.owner, {})[item.old] = item.new
                fields = partial(self._fields, item, sides)
                yield from self.failures.attempt((one, other), fields, below=(item.old, item.new))
            else:
                yield item

    def _meet_schemas(self, old: str, new: str) -> None:
        """Note that the schemas of one scope are those of another one by now.

        References of an operation that say the same as before are not looked into, and what is called alike in its
        old scope may be of another operation today.
        """
        for name in self.scopes[0].get(old, frozenset()) & self.scopes[1].get(new, frozenset()):
            self.named.add(Owner("schema", name, scope=old), Owner("schema", name, scope=new))

    def _schema_sides(self, one: Entry, other: Entry) -> tuple[SchemaSide, SchemaSide]:
        return SchemaSide(one, self.old, known=self.known[0]), SchemaSide(other, self.new, known=self.known[1])

    def _fields(self, root: Root, sides: tuple[SchemaSide, SchemaSide]) -> tuple[Change, ...]:
        return compare_fields(*sides, old_root=root.old, new_root=root.new, where=root.where, pairs=self.named)

    def _moved(self, one: Entry, other: Entry) -> Iterator[Change]:
        before, after = one.operation, other.operation
        if before is not None and after is not None:
            traits = {"method"} if before.method != after.method else set()
            traits |= {"parametrized"} if stands_for(one, other) else set()
            traits |= {"may-be-a-value"} if may_stand_for(one, other) else set()
            is_cut = self.apis.get(other.api or "", Effective()).reach_the_same(before, after)
            if traits or before.path.lstrip("/") != after.path.lstrip("/"):
                yield self._pair(one, other).change(
                    "operation.base-url.moved" if is_cut else "operation.moved", "operation", location="operation",
                    old=before, new=after, before=before.call, after=after.call, traits=traits,
                )  # fmt: skip
        found = self._operation(one, other)
        yield from but_of_steps(found) if stands_for_several(one, other) else found

    def _removed(self, entry: Entry) -> Iterator[Change]:
        operation = entry.operation
        if operation is None or self.sides.unseen(entry) or operation.path in self.lost[1]:
            return
        kind = "variant.removed" if entry.owner.name in self.keys[1] else "operation.removed"
        traits: set[str] = {operation.event} if operation.event else set()
        traits |= {"deprecated"} if operation.deprecated else set()
        went = self._whole_way(operation, 0)
        traits |= {"path"} if went else set()
        traits |= {"with-page"} if operation.stated_by != "schema" and self._pages_are_gone(entry) else set()
        yield self._pair(entry, None).change(
            kind, "operation", location="operation", old=operation, traits=traits, sunset=operation.sunset,
            before=operation.call, content=went,
        )  # fmt: skip

    def _pages_are_gone(self, entry: Entry) -> bool:
        known = (self.new.documents.get(place) for place in entry.documents)
        return all(document is None or document.state == "gone" for document in known)

    def _whole_way(self, operation: Operation, side: Literal[0, 1]) -> str:
        return self._ways.whole(operation_key("", operation.path), side)

    @cached_property
    def _ways(self) -> Ways:
        return Ways(*self.paths)

    def _added(self, entry: Entry) -> Iterator[Change]:
        operation = entry.operation
        if operation is None or operation.path in self.lost[0]:
            return
        known = entry.owner.name in self.keys[0]
        pair = self._pair(None, entry)
        traits: set[str] = {operation.event} if operation.event else set()
        came = self.siblings.get(entry.owner) or self._whole_way(operation, 1)
        traits |= {"path"} if came else set()
        yield pair.change(
            "variant.added" if known else "operation.added", "operation", location="operation", new=operation,
            traits=traits, after=operation.call, content=came,
        )  # fmt: skip
        yield from page_changes(pair)

    def _page(self, one: Entry, other: Entry) -> Iterator[Change]:
        pair = self._pair(one, other)
        yield from page_changes(pair)
        yield from self._envelope(pair, one, other)
        yield from self._loose_fields(pair, one, other)

    def _lost(self, entry: Entry) -> Iterator[Change]:
        if not self.sides.unseen(entry):
            yield from page_changes(self._pair(entry, None))

    def _found(self, entry: Entry) -> Iterator[Change]:
        """Yield what a page states that stated nothing; of a new one it is said, and whether it came with calls."""
        traits = set[str]()
        if entry.owner.kind == "page" and entry.owner.name not in self.old.documents:
            traits = {"new-page", "new-calls"} if entry.owner.name in self.added else {"new-page"}
        changes = tuple(page_changes(self._pair(None, entry)))
        is_asked = bool(traits) or len(changes) >= _FEWEST_COPIED
        restated = [is_asked and _worded(change) in self._stated_before for change in changes]
        if not traits and restated.count(True) < max(_FEWEST_COPIED, _COPIED * len(changes)):
            restated = [False] * len(changes)  # of one call it may be news what was said of another one
        for change, is_restated in zip(changes, restated, strict=True):
            more = traits | {"restated"} if is_restated else traits
            yield structs.replace(change, traits=change.traits | more)

    @cached_property
    def _stated_before(self) -> frozenset[tuple[str, str | None, str]]:
        """What pages stated before, as changes say it of a page that is new."""
        pages = [entry for owner, entry in self.old.entries.items() if owner.kind == "page"]
        return frozenset(_worded(change) for entry in pages for change in page_changes(self._pair(None, entry)))

    def _envelope(self, pair: Pair, one: Entry, other: Entry) -> Iterator[Change]:
        """Yield changes of the shape of error bodies that a page shows by example."""
        sides = self._schema_sides(one, other)
        root = pair.root(_ENVELOPE, _ENVELOPE, "response-body", location="errors", name=_ENVELOPE)
        yield from self._fields(root, sides)

    def _loose_fields(self, pair: Pair, one: Entry, other: Entry) -> Iterator[Change]:
        """Yield changes of the fields of a page that names no call.

        Where one side has none of a kind, nothing is told: what is known of a call by now is told there.
        """
        sides = self._schema_sides(one, other)
        for at in sorted(loose_roots(one) & loose_roots(other)):
            usage, _, within = at.partition(SEPARATOR)
            role: Role = "request-body" if usage == "request" else "response-body"
            where = f"{usage}.{within or 'body'}"
            root = pair.root(at, at, "request-parameter" if within else role, location=where)
            yield from self._fields(root, sides)

    def _shared(self, schemas: Matches, operations: Matches) -> tuple[Change, ...]:
        partners = {
            other.owner: one.owner for one, other in (*operations.pairs, *operations.moved) if one.owner != other.owner
        }
        return shared_changes(
            self.old, self.new, schemas, self.named, partners=partners, known=self.known, failures=self.failures
        )

    def _names(
        self, schemas: Matches, operations: Matches, shared: Iterable[Change], alone: Iterable[Change]
    ) -> Iterator[Change]:
        """Yield named schemas that have another name or none, and new ones that no call uses.

        What is `shared` is told already. `alone` is told of calls that one side alone has: names went with those.
        """
        schemas = but_by_chance(schemas, self.named)
        met = renamed_by_use(self.old, self.new, schemas, self.named)
        # What nobody can read is no schema under another name.
        renamed = {owner: entry for owner, entry in met.items() if not entry.is_last_known}
        gone, come = ({entry.owner.label for entry in side} for side in (operations.removed, operations.added))
        told = {change.owner for change in shared if change.kind == "schema.unresolved"}.union(met)
        removed = [
            entry
            for entry in schemas.removed
            if entry.owner not in told and not entry.is_last_known
            if entry.owner.scope not in gone and not self.sides.unseen(entry)
        ]
        known = {change.owner for change in shared if change.kind == "schema.resolved"}
        known.update(entry.owner for entry in met.values())
        fresh = [each for each in schemas.added if each.owner not in known and each.owner.scope not in come]
        added = beside_calls(self.new, fresh)
        if renamed or removed or added:
            whole = self._pair(
                *(api_of(side) or next(iter(side.entries.values()), None) for side in (self.old, self.new))
            )
            went = gone_with(self.old, removed, alone)
            yield from name_changes(self._pair, whole, renamed=renamed, removed=removed, added=added, went=went)


def _lower(after: str, before: str) -> bool:
    """Tell whether a dotted version number is lower than another; what is no number is not lower."""
    one, other = (version.removeprefix("v").split(".") for version in (after, before))
    if not all(part.isdecimal() for part in (*one, *other)):
        return False
    return [int(part) for part in one] < [int(part) for part in other]


def _stated(entry: Entry) -> Api | None:
    return next((fact for fact in entry.facts if isinstance(fact, Api)), None)


def _security(api: Api | None) -> Requirements:
    return UNSET if api is None else api.security


def _standing(entry: Entry | None) -> frozenset[str]:
    """Return `preview` for an operation that its provider calls a draft or alpha."""
    operation = entry.operation if entry is not None else None
    return frozenset({"preview"}) if operation is not None and operation.stability in PREVIEW else frozenset()


def _worded(change: Change) -> tuple[str, str | None, str]:
    return change.kind, change.name, "" if isinstance(change.after, UnsetType) else canonical(change.after)
