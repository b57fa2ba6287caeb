"""Which operations reach a named schema, and as what: body, property, parameter, header.

What a change in a shared schema means depends on how it is used. The way up from a schema to the operations is walked
breadth first over the references of the entries; facts are read only of entries on that way.
"""

from collections import deque
from collections.abc import Iterator
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


_NOT_REACHED: Final[dict[Usage, frozenset[Owner]]] = {}


class Reach:
    """Finds the operations that use the named schemas of one snapshot."""

    __slots__ = ("_flows", "_one_scope", "_positions", "_referrers", "_snapshot")

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._referrers: dict[str, list[tuple[Owner, Reference]]] | None = None
        self._positions: dict[Owner, frozenset[_Referring]] = {}
        self._flows: dict[Owner, dict[Usage, frozenset[Owner]]] = {}
        scopes = {owner.scope for owner in snapshot.entries if owner.kind == "schema"}
        self._one_scope = scopes.pop() if len(scopes) == 1 else None

    def flows(self, schema: Owner) -> dict[Usage, frozenset[Owner]]:
        """Return the operations that reach a schema, however deep, by the way in which its data flows there.

        Schemas that refer to each other are reached by the same operations: theirs is one answer, found once.
        """
        if schema not in self._flows:
            for group in components(schema, self._referring_schemas, known=self._flows):
                self._flows |= dict.fromkeys(group, self._flows_of(group))
        return self._flows[schema]

    def _flows_of(self, group: list[Owner]) -> dict[Usage, frozenset[Owner]]:
        found: dict[Usage, set[Owner]] = {}
        for schema in group:
            for owner, reference in self._referring(schema):
                if owner.kind != "schema":
                    found.setdefault(_flow(reference), set()).add(owner)
                else:
                    known = self._flows.get(owner, _NOT_REACHED)
                    hidden = {"request"} if "request" in known and self._is_never_sent(owner, schema.name) else set()
                    for flow in known.keys() - hidden:
                        found.setdefault(flow, set()).update(known[flow])
        return {flow: frozenset(owners) for flow, owners in found.items()}

    def _is_never_sent(self, owner: Owner, name: str) -> bool:
        """Tell whether a schema refers to another one only below what is read-only: then that is not sent with it."""
        fields = {fact.at: fact for fact in self._snapshot.entries[owner].facts if isinstance(fact, Field)}
        hidden = frozenset(at for at, field in fields.items() if field.read_only)
        return bool(hidden) and all(_is_below(at, hidden) for at, field in fields.items() if field.ref == name)

    def _referring_schemas(self, schema: Owner) -> Iterator[Owner]:
        return (owner for owner, _ in self._referring(schema) if owner.kind == "schema")

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
        waiting = deque([(schema, True)])
        seen = {(schema, True)}
        while waiting:
            current, at_root = waiting.popleft()
            for owner, one in self._positions_of(current):
                rooted = at_root and one.at_root
                if not rooted and not below:
                    continue
                if one.use is not None:
                    use = one.use if rooted else one.use.below()
                    found.setdefault(use, set()).add(owner)
                elif (owner, rooted) not in seen:
                    seen.add((owner, rooted))
                    waiting.append((owner, rooted))
        return {use: frozenset(owners) for use, owners in found.items()}

    def _positions_of(self, schema: Owner) -> Iterator[tuple[Owner, _Referring]]:
        for owner in dict.fromkeys(owner for owner, _ in self._referring(schema)):
            if owner not in self._positions:
                self._positions[owner] = frozenset(_references(self._snapshot.entries[owner]))
            yield from ((owner, one) for one in self._positions[owner] if one.name == schema.name)

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
        yield _Referring(field.ref, use, _joined_to_root(path))


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
