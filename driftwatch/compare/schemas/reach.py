"""Which operations reach a named schema, and as what: body, property, parameter, header.

A schema with a discriminator stands for those that extend it (allOf), too: where it is used, each of them may come.
They are reached there, though nothing refers to them.

What a change in a shared schema means depends on how it is used. The way up from a schema to the operations is walked
breadth first over the references of the entries; facts are read only of entries on that way.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from driftwatch.compare.schemas.components import components
from driftwatch.compare.schemas.level import BELOW
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


class _Asked(NamedTuple):
    """A schema of which is asked where it is used."""

    owner: Owner
    extended: bool = False
    """It is asked where one that extends it may stand for it: a schema that it is part of is no such place."""


_NOT_REACHED: Final[dict[Usage, frozenset[Owner]]] = {}


class Reach:
    """Finds the operations that use the named schemas of one snapshot."""

    __slots__ = ("_extended", "_flows", "_is_known_base", "_one_scope", "_positions", "_referrers", "_snapshot")

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._referrers: dict[str, list[tuple[Owner, Reference]]] | None = None
        self._positions: dict[Owner, frozenset[_Referring]] = {}
        self._extended: dict[Owner, tuple[Owner, ...]] = {}
        self._is_known_base: dict[Owner, bool] = {}
        self._flows: dict[_Asked, dict[Usage, frozenset[Owner]]] = {}
        scopes = {owner.scope for owner in snapshot.entries if owner.kind == "schema"}
        self._one_scope = scopes.pop() if len(scopes) == 1 else None

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
            for base in self._bases(asked.owner):
                for flow, owners in self._flows.get(_Asked(base, extended=True), _NOT_REACHED).items():
                    found.setdefault(flow, set()).update(owners)
        return {flow: frozenset(owners) for flow, owners in found.items()}

    def _asked_through(self, asked: _Asked) -> Iterator[_Asked]:
        """Yield of what is to be asked as well: the schemas that use one, and those that it may stand for."""
        yield from (_Asked(owner) for owner, _ in self._users(asked) if owner.kind == "schema")
        yield from (_Asked(base, extended=True) for base in self._bases(asked.owner))

    def _users(self, asked: _Asked) -> Iterator[tuple[Owner, Reference]]:
        for owner, reference in self._referring(asked.owner):
            if not asked.extended or owner.kind != "schema" or not self._extends(owner, asked.owner.name):
                yield owner, reference

    def _extends(self, owner: Owner, name: str) -> bool:
        return any(one.name == name and one.is_part for one in self._references_of(owner))

    def _bases(self, schema: Owner) -> tuple[Owner, ...]:
        """Return the schemas that a schema extends and may stand for: with a discriminator, or extending such a one."""
        if schema not in self._extended:
            self._extended[schema] = tuple(filter(self._is_base, self._parts(schema)))
        return self._extended[schema]

    def _is_base(self, schema: Owner) -> bool:
        """Tell whether a schema or one that it extends has a discriminator: what extends it may stand for it."""
        below: dict[Owner, Owner | None] = {schema: None}
        waiting = deque([schema])
        while waiting:
            one = waiting.popleft()
            known = self._is_known_base.get(one)
            if known or (known is None and self._has_discriminator(one)):
                self._is_known_base |= dict.fromkeys(_way(one, below), True)
                return True
            above = self._parts(one) if known is None else ()
            fresh = {each: one for each in above if each not in below}
            below.update(fresh)
            waiting.extend(fresh)
        self._is_known_base |= dict.fromkeys(below, False)
        return False

    def _parts(self, schema: Owner) -> list[Owner]:
        """Return the named schemas that are joined to a schema as a whole."""
        entry = self._snapshot.entries.get(schema)
        if entry is None or not entry.references:
            return []
        return sorted(
            Owner("schema", one.name, scope=schema.scope) for one in self._references_of(schema) if one.is_part
        )

    def _has_discriminator(self, schema: Owner) -> bool:
        entry = self._snapshot.entries.get(schema)
        facts = entry.facts if entry is not None else ()
        return any(isinstance(fact, Field) and fact.discriminator and split(fact.at)[1] == ROOT for fact in facts)

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
            further = [(_Asked(base, extended=True), at_root) for base in self._bases(current.owner)]
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
            yield from ((owner, one) for one in self._references_of(owner) if one.name == asked.owner.name)

    def _references_of(self, owner: Owner) -> frozenset[_Referring]:
        if owner not in self._positions:
            self._positions[owner] = frozenset(_references(self._snapshot.entries[owner]))
        return self._positions[owner]

    def referrers(self, schema: Owner) -> tuple[Owner, ...]:
        """Return what refers to a schema itself, operations and other schemas, each once."""
        return tuple(dict.fromkeys(owner for owner, _ in self._referring(schema)))

    def _referring(self, schema: Owner) -> Iterator[tuple[Owner, Reference]]:
        if self._referrers is None:
            referrers: dict[str, list[tuple[Owner, Reference]]] = {}
            for owner, entry in self._snapshot.entries.items():
                for reference in entry.references:
                    referrers.setdefault(reference.schema, []).append((owner, reference))
            self._referrers = referrers
        for owner, reference in self._referrers.get(schema.name, ()):
            if self._one_scope == schema.scope or self._snapshot.entries[owner].scope == schema.scope:
                yield owner, reference


def _flow(reference: Reference) -> Usage:
    return "response" if reference.usage == "either" else reference.usage


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
