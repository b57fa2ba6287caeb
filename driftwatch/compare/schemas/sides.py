"""The two sides of a comparison: facts sorted into calls, evidence, and what may be called removed."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from driftwatch.compare.schemas.references import by_file
from driftwatch.compare.schemas.walk import Where
from driftwatch.model import address, paths
from driftwatch.model.change import Change, Role
from driftwatch.model.facts import (
    AnyFact,
    Fact,
    Field,
    Header,
    Link,
    MediaType,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Unresolved,
)
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.source import Source

Flow = Literal["request", "response"]
Fields = Mapping[str, Field]
"""Fields of one schema by their path below its root."""

_encode: Final = msgspec.json.Encoder().encode

PREVIEW: Final = frozenset({"draft", "alpha"})


class Call:
    """One call as documented: an operation itself, or one of its callbacks."""

    __slots__ = ("body", "contents", "fields", "headers", "links", "operation", "parameters", "responses", "unresolved")

    def __init__(self) -> None:
        self.operation: Operation | None = None
        self.parameters: dict[str, Parameter] = {}
        self.body: RequestBody | None = None
        self.contents: dict[str, dict[str, MediaType]] = {}
        """By `request` or `response · 200`, then by the name of the media type."""
        self.responses: dict[str, Response] = {}
        self.headers: dict[str, dict[str, Header]] = {}
        """By status, then by name."""
        self.links: dict[str, dict[str, Link]] = {}
        """In the same way."""
        self.fields: dict[str, dict[str, Field]] = {}
        """By the address before the root step, then by path."""
        self.unresolved: dict[str, Unresolved] = {}
        """By what the references that lead nowhere stand for: `request`, `response · 200`, `parameter · #/a`."""

    def add(self, at: str, fact: AnyFact) -> None:
        """Sort in one fact; `at` is its address inside this call."""
        before, last = paths.split(at)
        if isinstance(fact, Field):
            self.fields.setdefault(before, {})[last] = fact
        elif isinstance(fact, Parameter):
            self.parameters[at] = fact
        elif isinstance(fact, MediaType):
            self.contents.setdefault(before, {})[last] = fact
        elif isinstance(fact, Header | Link):
            self._add_beside_body(paths.parts(before)[1], last, fact)
        elif isinstance(fact, Response):
            self.responses[last] = fact
        elif isinstance(fact, RequestBody):
            self.body = fact
        elif isinstance(fact, Operation):
            self.operation = fact

    def _add_beside_body(self, status: str, name: str, fact: Header | Link) -> None:
        if isinstance(fact, Header):
            self.headers.setdefault(status, {})[name] = fact
        else:
            self.links.setdefault(status, {})[name] = fact

    def lacks(self, part: str, other: "Call") -> bool:
        """Tell whether nobody knows what a part says, or one of several that are called alike (`parameter`).

        What was known of it before may be kept: then it is held against that. What is unknown on the other side as
        well hides nothing that only one side has: a body, whatever it refers to; of parameters as many as refer to the
        same part of files that are called alike.
        """
        mine, theirs = self._unknown_at(part), other._unknown_at(part)  # noqa: SLF001 - another call
        return not by_file(mine, theirs).keys() <= by_file(theirs, mine).keys()

    def _unknown_at(self, part: str) -> dict[str, Unresolved]:
        return {at: fact for at, fact in self.unresolved.items() if paths.stands_at(at, part) and not fact.known}


def calls_of(facts: Iterable[AnyFact]) -> dict[str, Call]:
    """Sort the facts of an operation into calls, by prefix: "" is the operation, the others are its callbacks."""
    calls: dict[str, Call] = {"": Call()}
    for fact in facts:
        prefix, at = paths.call_of(fact.at)
        call = calls.setdefault(prefix, Call())
        if isinstance(fact, Unresolved):
            call.unresolved[at.partition(address.SEPARATOR)[2]] = fact
        else:
            call.add(at, fact)
    return calls


def state_the_same(one: Entry, other: Entry) -> bool:
    """Tell whether two versions of an owner have the same facts: their texts may differ in what is no fact.

    Python calls True and 1 equal; of what seems equal the texts are compared.
    """
    gist = one.gist
    if gist and gist == other.gist:
        return True
    if one.facts != other.facts:
        return False
    # What two versions of a document say alike is read once: of that nothing needs to be written.
    apart = [pair for pair in zip(one.facts, other.facts, strict=True) if pair[0] is not pair[1]]
    return _encode([fact for fact, _ in apart]) == _encode([fact for _, fact in apart])


class Sides:
    """Both snapshots, for evidence and for what may be called removed."""

    __slots__ = ("new", "old")

    def __init__(self, old: Snapshot, new: Snapshot) -> None:
        self.old = old
        self.new = new

    def unseen(self, entry: Entry, fact: Fact | None = None) -> bool:
        """Tell whether an old fact's documents could not be read this time: then it is not removed."""
        places = (fact.document,) if fact is not None and fact.document else entry.documents
        states = [self.new.documents[place].state for place in places if place in self.new.documents]
        return bool(states) and all(state == "unseen" for state in states)


class Pair(Struct, frozen=True, kw_only=True):
    """One owner on both sides. For what is added or removed, only one of the entries is there."""

    sides: Sides
    owner: Owner
    old: Entry | None = None
    new: Entry | None = None
    operations: tuple[Owner, ...] = ()
    traits: frozenset[str] = frozenset()
    call: str = ""
    """Address of the callback inside the owner; "" for the operation itself."""
    former: str = ""
    """The same on the old side: a callback may have been called otherwise."""
    prefix: str = ""
    """Put before locations: `callback onData.` or `webhook.`."""
    inbound: bool = False
    """The provider calls: what is documented as request is what we receive."""

    def role(self, outward: Role, inward: Role) -> Role:
        """Choose the role of a change, by who calls whom."""
        return inward if self.inbound else outward

    def gone(self, fact: Fact) -> bool:
        """Tell whether an old fact that the new side lacks may be called removed."""
        return self.old is None or not self.sides.unseen(self.old, fact)

    def change(
        self,
        kind: str,
        role: Role,
        *,
        location: str,
        old: Fact | None = None,
        new: Fact | None = None,
        traits: Iterable[str] = (),
        **details: Any,
    ) -> Change:
        """Make a change of this owner, with the evidence of the new fact or else of the old one."""
        return Change(
            kind=kind,
            role=role,
            owner=self.owner,
            operations=self.operations,
            location=self.prefix + location if self.prefix and self.owner.kind == "operation" else location,
            traits=self.traits.union(traits),
            sources=self.evidence(old, new),
            **details,
        )

    def root(self, old: str, new: str, role: Role, **where: Any) -> "Root":
        """Make a pair of schemas to compare; `old` and `new` are addresses inside this call."""
        location = self.prefix + where.pop("location")
        return Root(
            old=address.join(self.former, old),
            new=address.join(self.call, new),
            where=Where(
                role=role,
                owner=self.owner,
                operations=self.operations,
                location=location,
                traits=self.traits,
                **where,
            ),
        )

    def evidence(self, old: Fact | None, new: Fact | None) -> tuple[Source, ...]:
        """Return the source of the new fact, else of the old one."""
        if self.new is not None and (new is not None or old is None):
            return (self.sides.new.source(self.new, new),)
        if self.old is not None:
            return (self.sides.old.source(self.old, old),)
        return ()


class Root(Struct, frozen=True, kw_only=True):
    """A pair of schemas to compare: the addresses above their roots, and what a change below them has in common."""

    old: str
    new: str
    where: Where
