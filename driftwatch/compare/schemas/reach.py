"""Which operations reach a named schema, and as what: body, property, parameter, header.

A schema with a discriminator stands for those that extend it (allOf), too: where it is used, each of them may come.
They are reached there, though nothing refers to them. Not so where the schema lists what it stands for, as alternatives
or by a mapping; and what is the body of a call itself is of that call alone, unless a mapping names it: what is sent
often extends what is answered, and never comes with it.

What a change in a shared schema means depends on how it is used. The way up from a schema to the operations is walked
breadth first over the references of the entries; facts are read only of entries on that way.
"""

from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, Literal, NamedTuple, TypeAlias

from driftwatch.compare.schemas.components import components
from driftwatch.compare.schemas.level import BELOW
from driftwatch.compare.schemas.views import GROUPS
from driftwatch.compare.trees import Node, named_by
from driftwatch.model.address import ROOT, join
from driftwatch.model.change import Role
from driftwatch.model.facts import Field, Parameter
from driftwatch.model.paths import call_of, cut, parent, parts, split
from driftwatch.model.snapshot import Entry, Owner, Reference, Snapshot
from driftwatch.model.tree import Usage, referring, usage_of


class Use(NamedTuple):
    """As what a schema is used: the role of its root, and the location."""

    role: Role
    location: str
    always_sent: bool = False
    """It is the schema of a required parameter."""

    def below(self) -> "Use":
        """Return the use of what stands below a property."""
        return Use(BELOW.get(self.role, self.role), self.location)

    def other_way(self) -> "Use | None":
        """Return the use of what is received as this is sent, or the other way round; None but for bodies."""
        return _OTHER_WAY.get(self)


BODIES: Final[dict[Usage, Use]] = {
    "request": Use("request-body", "request.body"),
    "response": Use("response-body", "response.body"),
}
_WAYS: Final = (tuple(BODIES.values()), tuple(use.below() for use in BODIES.values()))
_OTHER_WAY: Final = {one: other for pair in _WAYS for one, other in (pair, pair[::-1])}
_HEADER: Final = Use("response-header", "response.header")


class _Referring(NamedTuple):
    """A reference of an entry: name of the schema, as what it is used (None inside a schema), whether at the root."""

    name: str
    use: Use | None
    at_root: bool
    is_part: bool
    """It is a part of the root: what refers to it extends it."""


class _Base(NamedTuple):
    """A schema with a discriminator at its root and without alternatives: it stands for what extends it."""

    named: frozenset[str]
    """The schemas that its mapping leads to; none where it names none, and each that extends it may come."""


class _Asked(NamedTuple):
    """A schema of which is asked where it is used."""

    owner: Owner
    extended: bool = False
    """It is asked where one that extends it may stand for it: a schema that it is part of is no such place."""


class AskedBy(NamedTuple):
    """By what another one asks that differs: names to which it refers itself, and all that lead to what differs."""

    names: Container[str]
    leading: Container[Owner]
    known: dict[tuple[Owner, Owner], tuple[tuple[tuple[Node, Node], ...], bool]]
    """What some of the names lead to, for all that ask."""


_NOT_REACHED: Final[dict[Usage, frozenset[Owner]]] = {}
_Kind: TypeAlias = Literal["any", "open"]
"""Of which bases is asked: an open one names nothing that it stands for."""


class Reach:
    """Finds the operations that use the named schemas of one snapshot."""

    __slots__ = (
        "_asking",
        "_bases_of",
        "_extended",
        "_flows",
        "_held",
        "_known",
        "_mapped",
        "_one_scope",
        "_parts_of",
        "_positions",
        "_referrers",
        "_snapshot",
        "_users_of",
    )

    def __init__(self, snapshot: Snapshot, *, held: bool = False) -> None:
        self._snapshot = snapshot
        self._held = held
        """Whether a schema by which another one only asks what a value is, is not reached by that."""
        self._referrers: dict[str, list[tuple[Owner, Reference]]] | None = None
        self._asking: dict[tuple[str, str], list[Owner]] = {}
        self._positions: dict[Owner, Mapping[str, AbstractSet[_Referring]]] = {}
        self._parts_of: dict[Owner, tuple[Owner, ...]] = {}
        self._bases_of: dict[Owner, _Base | None] = {}
        self._extended: dict[_Asked, tuple[Owner, ...]] = {}
        self._users_of: dict[Owner, tuple[tuple[Owner, Reference], ...]] = {}
        self._known: dict[_Kind, dict[Owner, bool]] = {"any": {}, "open": {}}
        self._mapped: frozenset[tuple[str, str]] | None = None
        self._flows: dict[_Asked, dict[Usage, frozenset[Owner]]] = {}
        scopes = {owner.scope for owner in snapshot.entries if owner.kind == "schema"}
        self._one_scope = scopes.pop() if len(scopes) == 1 else None

    def of_what_is_held(self) -> "Reach":
        """Return what finds only the operations that use schemas for what they hold, not for what they ask by."""
        return Reach(self._snapshot, held=True)

    def flows(self, schema: Owner) -> dict[Usage, frozenset[Owner]]:
        """Return the operations that reach a schema, however deep, by the way in which its data flows there.

        Schemas that refer to each other are reached by the same operations: theirs is one answer, found once.
        """
        asked = _Asked(schema)
        if asked not in self._flows:
            for group in components(asked, self._asked_through, known=self._flows):
                self._flows |= dict.fromkeys(group, self._flows_of(group))
        return self._flows[asked]

    def _flows_of(self, group: list[_Asked]) -> dict[Usage, frozenset[Owner]]:
        found: dict[Usage, set[Owner]] = {}
        for asked in group:
            for owner, reference in self._users(asked):
                if owner.kind != "schema":
                    found.setdefault(_flow(reference), set()).add(owner)
                else:
                    known = self._flows.get(_Asked(owner), _NOT_REACHED)
                    name = asked.owner.name
                    hidden = {"request"} if "request" in known and self._is_never_sent(owner, name) else set()
                    for flow in known.keys() - hidden:
                        found.setdefault(flow, set()).update(known[flow])
            for base in self._bases(asked):
                for flow, owners in self._flows.get(_Asked(base, extended=True), _NOT_REACHED).items():
                    found.setdefault(flow, set()).update(owners)
        return {flow: frozenset(owners) for flow, owners in found.items()}

    def _asked_through(self, asked: _Asked) -> Iterator[_Asked]:
        """Yield of what is to be asked as well: the schemas that use one, and those that it may stand for."""
        yield from (_Asked(owner) for owner, _ in self._users(asked) if owner.kind == "schema")
        yield from (_Asked(base, extended=True) for base in self._bases(asked))

    def _users(self, asked: _Asked) -> Iterable[tuple[Owner, Reference]]:
        """Return what uses a schema, as `_referring` does: a base is asked by each that extends it for what is left."""
        if not asked.extended:
            return self._referring(asked.owner)
        if asked.owner not in self._users_of:
            self._users_of[asked.owner] = tuple(
                (owner, reference)
                for owner, reference in self._referring(asked.owner)
                if owner.kind != "schema" or not self._extends(owner, asked.owner.name)
            )
        return self._users_of[asked.owner]

    def _extends(self, owner: Owner, name: str) -> bool:
        return any(one.is_part for one in self._references_of(owner).get(name, ()))

    def _bases(self, asked: _Asked) -> tuple[Owner, ...]:
        """Return the schemas that a schema extends and may stand for: a base, or what extends one itself.

        On the way up to a base it does not matter whether what lies between may stand for it.
        """
        if asked not in self._extended:
            above = tuple(one for one in self._parts(asked.owner) if self._leads_to(one, "any"))
            is_between = asked.extended and self._base(asked.owner) is None
            self._extended[asked] = above if is_between or not above else self._that_admit(asked.owner, above)
        return self._extended[asked]

    def _that_admit(self, schema: Owner, above: tuple[Owner, ...]) -> tuple[Owner, ...]:
        if self._is_mapped(schema):
            named = ((one, self._base(one)) for one in above)
            return tuple(one for one, base in named if base is None or not base.named or schema.name in base.named)
        return () if self._is_body(schema) else tuple(one for one in above if self._leads_to(one, "open"))

    def _leads_to(self, schema: Owner, kind: _Kind) -> bool:
        """Tell whether a schema is a base, or extends one: the first that is met on each way up."""
        leads = self._known[kind]
        if schema in leads:
            return leads[schema]
        below: dict[Owner, Owner | None] = {schema: None}
        waiting = deque([schema])
        while waiting:
            one = waiting.popleft()
            known, base = leads.get(one), self._base(one)
            if known or (known is None and base is not None and (kind == "any" or not base.named)):
                leads |= dict.fromkeys(_way(one, below), True)
                return True
            above = self._parts(one) if known is None and base is None else ()
            fresh = {each: one for each in above if each not in below}
            below.update(fresh)
            waiting.extend(fresh)
        leads |= dict.fromkeys(below, False)
        return False

    def _parts(self, schema: Owner) -> tuple[Owner, ...]:
        """Return the named schemas that are joined to a schema as a whole."""
        if schema not in self._parts_of:
            entry = self._snapshot.entries.get(schema)
            joins = entry is not None and entry.joins and entry.references
            references = self._references_of(schema).items() if joins else ()
            names = sorted(name for name, found in references if any(one.is_part for one in found))
            self._parts_of[schema] = tuple(Owner("schema", name, scope=schema.scope) for name in names)
        return self._parts_of[schema]

    def _base(self, schema: Owner) -> _Base | None:
        if schema not in self._bases_of:
            entry = self._snapshot.entries.get(schema)
            self._bases_of[schema] = _base(entry, self._snapshot) if entry is not None and entry.joins else None
        return self._bases_of[schema]

    def _is_mapped(self, schema: Owner) -> bool:
        """Tell whether the mapping of a base leads to a schema."""
        if self._mapped is None:
            owners = [owner for owner in self._snapshot.entries if owner.kind == "schema"]
            bases = ((owner.scope, self._base(owner)) for owner in owners)
            self._mapped = frozenset((scope, name) for scope, base in bases if base is not None for name in base.named)
        return (schema.scope, schema.name) in self._mapped

    def _is_body(self, schema: Owner) -> bool:
        """Tell whether a schema is itself the body of a call."""
        operations = {owner for owner, _ in self._referring(schema) if owner.kind != "schema"}
        found = (one for owner in operations for one in self._references_of(owner).get(schema.name, ()))
        return any(one.at_root and one.use in _WAYS[0] for one in found)

    def _is_never_sent(self, owner: Owner, name: str) -> bool:
        """Tell whether a schema refers to another one only below what is read-only: then that is not sent with it."""
        fields = {fact.at: fact for fact in self._snapshot.entries[owner].facts if isinstance(fact, Field)}
        hidden = frozenset(at for at, field in fields.items() if field.read_only)
        return bool(hidden) and all(_is_below(at, hidden) for at, field in fields.items() if field.ref == name)

    def roots(self, schema: Owner) -> dict[Use, frozenset[Owner]]:
        """Return the operations of which a schema is the root of a body, parameter or header, or joined to it (allOf).

        Only what refers to the schema at its own root is read.
        """
        return self._uses(schema, below=False)

    def uses(self, schema: Owner) -> dict[Use, frozenset[Owner]]:
        """Return the operations that reach a schema, however deep, by as what its root is used there."""
        return self._uses(schema, below=True)

    def _uses(self, schema: Owner, *, below: bool) -> dict[Use, frozenset[Owner]]:
        found: dict[Use, set[Owner]] = {}
        waiting = deque([(_Asked(schema), True)])
        seen = {(_Asked(schema), True)}
        while waiting:
            current, at_root = waiting.popleft()
            further = [(_Asked(base, extended=True), at_root) for base in self._bases(current)]
            for owner, one in self._positions_of(current):
                rooted = at_root and one.at_root
                if not rooted and not below:
                    continue
                if one.use is not None:
                    use = one.use if rooted else one.use.below()
                    found.setdefault(use, set()).add(owner)
                else:
                    further.append((_Asked(owner), rooted))
            fresh = [each for each in dict.fromkeys(further) if each not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
        return {use: frozenset(owners) for use, owners in found.items()}

    def _positions_of(self, asked: _Asked) -> Iterator[tuple[Owner, _Referring]]:
        for owner in dict.fromkeys(owner for owner, _ in self._users(asked)):
            yield from ((owner, one) for one in self._references_of(owner).get(asked.owner.name, ()))

    def _references_of(self, owner: Owner) -> Mapping[str, AbstractSet[_Referring]]:
        """Return the references of an owner by the name of the schema."""
        if owner not in self._positions:
            found: dict[str, set[_Referring]] = {}
            for one in _references(self._snapshot.entries[owner]):
                found.setdefault(one.name, set()).add(one)
            self._positions[owner] = found
        return self._positions[owner]

    def referrers(self, schema: Owner) -> tuple[Owner, ...]:
        """Return what refers to a schema itself, operations and other schemas, each once."""
        return tuple(dict.fromkeys(owner for owner, _ in self._referring(schema)))

    def asking(self, schemas: Iterable[Owner]) -> Mapping[Owner, AskedBy]:
        """Return what asks what a value is by some schemas (`if`), or rules out what fits them, and by what it does.

        By what refers to one of them, however deep, it asks by that one.
        """
        found: dict[Owner, set[str]] = {}
        self._known_referrers()
        above = dict.fromkeys(schemas if self._asking else ())
        waiting = deque(above)
        while waiting:
            one = waiting.popleft()
            for owner in self._asking.get((one.scope, one.name), ()):
                found.setdefault(owner, set()).add(one.name)
            fresh = [each for each in self.referrers(one) if each.kind == "schema" and each not in above]
            above.update(dict.fromkeys(fresh))
            waiting.extend(fresh)
        known: dict[tuple[Owner, Owner], tuple[tuple[tuple[Node, Node], ...], bool]] = {}
        return {owner: AskedBy(names, above, known) for owner, names in found.items()}

    def below(self, schemas: Iterable[Owner]) -> AbstractSet[Owner]:
        """Return some schemas with all that they refer to, however deep."""
        found = set(schemas)
        waiting = deque(found)
        while waiting:
            one = waiting.popleft()
            entry = self._snapshot.entries.get(one)
            named = {Owner("schema", each.schema, scope=one.scope) for each in entry.references} if entry else set()
            waiting.extend(named - found)
            found |= named
        return found

    def _known_referrers(self) -> Mapping[str, list[tuple[Owner, Reference]]]:
        if self._referrers is None:
            referrers: dict[str, list[tuple[Owner, Reference]]] = {}
            for owner, entry in self._snapshot.entries.items():
                for reference in entry.references:
                    if reference.usage == "asked":
                        self._asking.setdefault((owner.scope, reference.schema), []).append(owner)
                    if reference.usage != "asked" or not self._held:
                        referrers.setdefault(reference.schema, []).append((owner, reference))
            self._referrers = referrers
        return self._referrers

    def _referring(self, schema: Owner) -> Iterator[tuple[Owner, Reference]]:
        for owner, reference in self._known_referrers().get(schema.name, ()):
            if self._one_scope == schema.scope or self._snapshot.entries[owner].scope == schema.scope:
                yield owner, reference


def _flow(reference: Reference) -> Usage:
    match reference.usage:
        case "either" | "asked":
            return "response"
        case known:
            return known


def _references(entry: Entry) -> Iterator[_Referring]:
    inside = entry.owner.kind == "schema"
    webhook = entry.operation is not None and entry.operation.event == "webhook"
    required = {fact.at for fact in entry.facts if isinstance(fact, Parameter) and fact.required}
    for field in referring(entry.facts):
        above, path = split(field.at)
        use = None if inside else use_of(above, webhook=webhook)
        if use is not None and above in required:
            use = use._replace(always_sent=True)
        is_joined = _joined_to_root(path)
        yield _Referring(field.ref, use, is_joined, is_joined and path != ROOT)


def _base(entry: Entry, snapshot: Snapshot) -> _Base | None:
    """Return as what a schema stands for those that extend it; None where it does not."""
    fields = [fact for fact in entry.facts if isinstance(fact, Field)]
    root = next((field for field in fields if field.discriminator and split(field.at)[1] == ROOT), None)
    if root is None or any(map(_is_alternative, fields)):
        return None
    named = frozenset(map(named_by, root.mapping.values()))
    return _Base(frozenset(name for name in named if snapshot.schema(name, entry.owner.scope) is not None))


def _is_alternative(field: Field) -> bool:
    """Tell whether a field is one of the alternatives of the root: what is listed there is all that may come."""
    path = split(field.at)[1]
    if path == ROOT:
        return False
    above, step = cut(path)
    return step.keyword in GROUPS and _joined_to_root(above)


def _way(last: Owner, below: Mapping[Owner, Owner | None]) -> Iterator[Owner]:
    """Yield a schema and those that led to it, up to the first that was asked about."""
    at: Owner | None = last
    while at is not None:
        yield at
        at = below[at]


def use_of(above: str, *, webhook: bool) -> Use:
    """Tell as what the schema below an address of an operation is used.

    >>> use_of("request · application/json", webhook=False).role
    'request-body'
    """
    usage = usage_of(above, inbound=webhook)
    if usage == "header":
        return _HEADER
    if usage == "parameter":
        steps = parts(call_of(above)[1])
        return Use("request-parameter", f"request.{steps[1] if steps[0] == 'parameter' else 'header'}")
    return BODIES["request" if usage == "request" else "response"]


def _is_below(at: str, places: AbstractSet[str]) -> bool:
    """Tell whether a field is one of some, or stands below one."""
    above, path = split(at)
    while join(above, path) not in places:
        if path == ROOT:
            return False
        path = parent(path)
    return True


def _joined_to_root(path: str) -> bool:
    """Tell whether a field is the root, or one with it by allOf."""
    while path != ROOT:
        path, step = cut(path)
        if step.keyword != "allOf":
            return False
    return True
