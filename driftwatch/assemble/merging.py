"""One operation out of several documents that state it: the most trusted wins, the others add and contradict."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct, structs

from driftwatch.assemble.refuted import refuted
from driftwatch.extract.openapi.disagreements import contradiction, disagreements
from driftwatch.model import address, paths
from driftwatch.model.facts import (
    CARRIED_OTHERWISE,
    AnyFact,
    Contradiction,
    Field,
    Header,
    MediaType,
    Operation,
    Parameter,
    Response,
    Statement,
)
from driftwatch.model.json_values import canonical
from driftwatch.model.tree import Schemas, Tree
from driftwatch.platforms.platform import Claim

_UNFOLDED: Final = frozenset((paths.PROPERTY, paths.ITEMS, paths.MAP))
"""What a page shows of a body; a branch of a schema has no place there."""
_ANY_STATUS: Final = "default"
_STEPS_OF_BODIES: Final = {"request": (2,), "response": (3,)}
"""How many steps the addresses of bodies have."""
_Trees: TypeAlias = Mapping[str, Tree]
"""The fields of an operation by the address that they stand below: `request · application/json`."""
_MOST_STATEMENTS: Final = 8
"""Statements of one contradiction: what further pages say is told of them as rows and sentences alone."""
_encode: Final = msgspec.json.Encoder(order="sorted").encode


class Told(Struct, frozen=True, kw_only=True):
    """What one document states of an operation. `schemas` are its named schemas by name."""

    document: str
    facts: tuple[AnyFact, ...]
    schemas: Mapping[str, tuple[AnyFact, ...]]
    is_whole: bool
    """Whether it describes the operation in full, as an OpenAPI document does."""
    is_exact: bool = True
    adds: bool = True
    """Whether it may add what the others lack; else it is only held against them."""
    denied: frozenset[str] = frozenset()
    """Addresses of fields and parameters of which it says outright that they are not required."""
    assumed: frozenset[str] = frozenset()
    """Addresses of those that stand where their method sends such fields, of which it does not say more."""


def merge(told: tuple[Told, ...], claims: tuple[tuple[str, Claim], ...]) -> tuple[AnyFact, ...]:
    """Merge what documents tell of one operation, the most trusted first; `claims` are (document, claim)."""
    base, *others = told
    known = _Known(base)
    for other in others:
        for fact in _marked(other, than=base.document):
            for found in _added(fact, other, known):
                if isinstance(found, Contradiction):
                    _add(found, known.facts)
                elif other.adds:
                    known.add(found)
    for document, claim in claims:
        for found in refuted(claim, document if document != base.document else "", known.trees):
            _add(found, known.facts)
    return tuple(known.facts.values())


class _Known:
    """What is known of an operation: what the most trusted document tells, and what others added to it."""

    def __init__(self, base: Told) -> None:
        self.base = base
        self.trees: _Trees = Schemas(lambda name: base.schemas.get(name, ())).trees(base.facts)
        self.facts: dict[tuple[str, str], AnyFact] = {}
        self.roots = set(self.trees)
        """Addresses of bodies and of what else has fields."""
        self.statuses: set[str] = set()
        for fact in base.facts:
            self.add(fact)

    def add(self, fact: AnyFact) -> None:
        """Add what nobody told so far."""
        if self.facts.setdefault(_key(fact), fact) is fact:
            if isinstance(fact, MediaType):
                self.roots.add(fact.at)
            elif isinstance(fact, Response) and fact.at.startswith("response"):
                self.statuses.add(fact.status)

    def has(self, root: str, path: str) -> bool:
        """Tell whether a field is known, through references and branches as well."""
        at = "Field", address.join(root, path)
        return at in self.facts or (root in self.trees and self.trees[root].find(path) is not None)

    def home(self, root: str) -> str:
        """Find the body that a document is about: it may guess media type and status."""
        head = paths.parts(root)
        if root in self.roots or len(head) not in _STEPS_OF_BODIES.get(head[0], ()):
            return root
        status = self._status(head[1]) if head[0] == "response" else ""
        of_head = address.join(head[0], status)
        found = sorted(each for each in self.roots if paths.stands_at(each, of_head) and "header" not in each)
        return found[0] if found else address.join(of_head, head[-1])

    def _status(self, status: str) -> str:
        """Return the known status that one of a page means: itself, the only one of its kind, or the default."""
        alike = sorted(each for each in self.statuses if each[:1] == status[:1])
        if status in self.statuses or not (alike or _ANY_STATUS in self.statuses):
            return status
        return alike[0] if alike else _ANY_STATUS


def schema_contradictions(base: Told, other: Told) -> dict[str, tuple[Contradiction, ...]]:
    """Compare the named schemas that two documents both have; contradictions by schema."""
    both = sorted(base.schemas.keys() & other.schemas.keys())
    found = {name: tuple(_against(base.schemas[name], other.schemas[name], other, than=base.document)) for name in both}
    return {name: known for name, known in found.items() if known}


def joined(contradictions: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    """Join those about one point: each keeps what every document says."""
    facts: dict[tuple[str, str], AnyFact] = {}
    for found in contradictions:
        _add(found, facts)
    return tuple(fact for fact in facts.values() if isinstance(fact, Contradiction))


def _add(found: Contradiction, facts: dict[tuple[str, str], AnyFact]) -> None:
    """Add a contradiction that is not known; of one that is, what another sentence or page says."""
    known = facts.setdefault(_key(found), found)
    if known is found or not isinstance(known, Contradiction):
        return
    said = {_said(each) for each in known.statements}
    more = [each for each in found.statements if _said(each) not in said]
    statements = (*known.statements, *more)[:_MOST_STATEMENTS]
    if len(statements) > len(known.statements):
        facts[_key(found)] = structs.replace(known, statements=statements)


def _said(statement: Statement) -> tuple[str, str, str]:
    return statement.stated_by, statement.document, canonical(statement.says)


def _key(fact: AnyFact) -> tuple[str, str]:
    return type(fact).__name__, fact.at


def _marked(told: Told, *, than: str) -> Iterator[AnyFact]:
    """Yield the facts with the document that states them, unless it is the one believed first."""
    for fact in told.facts:
        if told.document == than or fact.document:
            yield fact
        else:
            yield structs.replace(fact, document=told.document)


def _added(fact: AnyFact, told: Told, known: _Known) -> Iterator[AnyFact]:
    """Yield what a less trusted fact adds: itself, where nothing is known of its subject, or contradictions."""
    if isinstance(fact, Field):
        root, path = _home(fact.at, known)
        there = known.trees[root].find(path) if root in known.trees else None
        if there is not None:
            exact, denies = told.is_exact and told.is_whole, fact.at in told.denied
            yield from _disagreeing(there, fact, root=root, path=path, is_exact=exact, denies=denies)
        elif not told.is_whole and _has_room(root, path, known):
            yield from _with_parents(fact, root, path, known)
    elif isinstance(fact, Parameter):
        yield from _parameter(fact, told, known)
    elif told.is_whole or isinstance(fact, Operation):
        return
    elif isinstance(fact, MediaType):
        yield from _form(fact, known)
    elif not isinstance(fact, Response | Header) or _is_new_response(fact, known):
        yield fact


def _with_parents(fact: Field, root: str, path: str, known: _Known) -> Iterator[Field]:
    """Yield a field that is added, and before it those on the way to it that stand only in named schemas so far."""
    above = path
    while root in known.trees and above != address.ROOT:
        above = paths.parent(above)
        at = address.join(root, above)
        if ("Field", at) not in known.facts:
            yield Field(at=at, document=fact.document, stated_by=fact.stated_by, locator=fact.locator)
    yield structs.replace(fact, at=address.join(root, path))


def _form(fact: MediaType, known: _Known) -> Iterator[AnyFact]:
    """Yield the form of a body of which nothing is known."""
    at = known.home(fact.at)
    if at not in known.roots and (fact.at.startswith("request") or paths.parts(at)[1] in known.statuses):
        yield structs.replace(fact, at=at)


def _parameter(fact: Parameter, told: Told, known: _Known) -> Iterator[AnyFact]:
    there = known.facts.get(_key(fact))
    if isinstance(there, Parameter):
        exact = told.is_exact and told.is_whole
        if there.required != fact.required and (exact or fact.required or fact.at in told.denied):
            yield _stated_twice("required", there.at, (there.required, there), (fact.required, fact))
    elif not told.is_whole and not (known.base.is_whole and _is_carried_otherwise(fact, known)):
        yield fact


def _is_carried_otherwise(fact: Parameter, known: _Known) -> bool:
    """Tell whether OpenAPI has another word for a header, or the parameter stands elsewhere under its name."""
    if fact.within == "header" and fact.name.lower() in CARRIED_OTHERWISE:
        return True
    return any(isinstance(item, Parameter) and item.name == fact.name for item in known.facts.values())


def _is_new_response(fact: Response | Header, known: _Known) -> bool:
    """Tell whether a response adds something: a page that shows "the response" means the success that is known."""
    if _key(fact) in known.facts:
        return False
    if isinstance(fact, Response):
        statuses = {status[:1] for status in known.statuses}
        return not (fact.status.startswith("2") and statuses & {"2", "d"})
    return True


def _home(at: str, known: _Known) -> tuple[str, str]:
    """Find the root that a field of a page is about: of several bodies the first that has the field."""
    root, path = paths.split(at)
    home = known.home(root)
    if root in known.trees or home not in known.trees:
        return home, path
    head = paths.split(home)[0]
    bodies = sorted(each for each in known.trees if paths.split(each)[0] == head)
    return next((each for each in bodies if known.trees[each].find(path)), home), path


def _has_room(root: str, path: str, known: _Known) -> bool:
    """Tell whether a field can be added: its parent is known, or nothing is known of the whole body."""
    if any(step.keyword not in _UNFOLDED for step in paths.steps(path)):
        return False
    if root not in known.trees:
        return not root.startswith("parameter") or ("Parameter", root) in known.facts
    return path != address.ROOT and known.has(root, paths.parent(path))


def _disagreeing(
    there: Field, fact: Field, *, root: str, path: str, is_exact: bool, denies: bool = False
) -> Iterator[Contradiction]:
    subject = address.join(root, path)
    for aspect, one, two in disagreements(there, fact, is_exact=is_exact, denies=denies):
        yield _stated_twice(aspect, subject, (one, there), (two, fact))


def _against(
    base: tuple[AnyFact, ...], other: tuple[AnyFact, ...], told: Told, *, than: str
) -> Iterator[Contradiction]:
    known = {fact.at: fact for fact in base if isinstance(fact, Field)}
    for fact in other:
        there = known.get(fact.at)
        if there is None or not isinstance(fact, Field):
            continue
        marked = fact if told.document == than or fact.document else structs.replace(fact, document=told.document)
        root, path = paths.split(fact.at)
        yield from _disagreeing(there, marked, root=root, path=path, is_exact=told.is_exact and told.is_whole)


def _stated_twice(aspect: str, subject: str, one: tuple[object, AnyFact], two: tuple[object, AnyFact]) -> Contradiction:
    statements = tuple(
        Statement(says=says, stated_by=fact.stated_by, document=fact.document, locator=fact.locator)
        for says, fact in (one, two)
    )
    return contradiction(aspect, subject, statements, stated_by=two[1].stated_by)


def contract_of(facts: Iterable[AnyFact]) -> str:
    """Write facts without evidence and wording, so that equal contracts are equal texts."""
    plain = [bare_text(fact) for fact in facts if not isinstance(fact, Contradiction)]
    return "\n".join(sorted(plain))


def bare_text(fact: AnyFact) -> str:
    """Write one fact without evidence and wording."""
    bare = structs.replace(fact, document="", locator="", stated_by="schema")
    if isinstance(bare, Operation):
        bare = structs.replace(bare, operation_id="", summary="", tags=(), api="", schemas="")
    return _encode(bare).decode()
