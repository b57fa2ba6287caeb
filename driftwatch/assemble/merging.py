"""One operation out of several documents that state it: the most trusted wins, the others add and contradict."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct, structs

from driftwatch.assemble.refuted import refuted
from driftwatch.extract.disagreements import contradiction, disagreements
from driftwatch.model import address, paths
from driftwatch.model.facts import (
    AnyFact,
    Contradiction,
    Field,
    Header,
    MediaType,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Statement,
)
from driftwatch.model.json_values import canonical
from driftwatch.model.tree import Schemas, Tree
from driftwatch.platforms.platform import Claim

_CARRIED_BY_SECURITY: Final = ("authorization", "content-type", "accept")
_UNFOLDED: Final = frozenset((paths.PROPERTY, paths.ITEMS, paths.MAP))
"""What a page shows of a body; a branch of a schema has no place there."""
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
    trees = Schemas(lambda name: base.schemas.get(name, ())).trees(base.facts)
    facts: dict[tuple[str, str], AnyFact] = {_key(fact): fact for fact in base.facts}
    for other in others:
        for fact in _marked(other, than=base.document):
            for found in _added(fact, other, base=base, trees=trees, known=facts):
                if isinstance(found, Contradiction):
                    _add(found, facts)
                elif other.adds:
                    facts.setdefault(_key(found), found)
    for document, claim in claims:
        for found in refuted(claim, document if document != base.document else "", trees):
            _add(found, facts)
    return tuple(facts.values())


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


def _added(
    fact: AnyFact, told: Told, *, base: Told, trees: _Trees, known: Mapping[tuple[str, str], AnyFact]
) -> Iterator[AnyFact]:
    """Yield what a less trusted fact adds: itself, where nothing is known of its subject, or contradictions."""
    if isinstance(fact, Field):
        root, path = _home(fact.at, trees)
        there = trees[root].find(path) if root in trees else None
        if there is not None:
            exact, denies = told.is_exact and told.is_whole, fact.at in told.denied
            yield from _disagreeing(there, fact, root=root, path=path, is_exact=exact, denies=denies)
        elif not told.is_whole and _has_room(root, path, trees):
            yield structs.replace(fact, at=address.join(root, path))
    elif isinstance(fact, Parameter):
        yield from _parameter(fact, told, base=base, known=known)
    elif told.is_whole or isinstance(fact, Operation | MediaType | RequestBody):
        return
    elif not isinstance(fact, Response | Header) or _is_new_response(fact, known):
        yield fact


def _parameter(
    fact: Parameter, told: Told, *, base: Told, known: Mapping[tuple[str, str], AnyFact]
) -> Iterator[AnyFact]:
    there = known.get(_key(fact))
    if isinstance(there, Parameter):
        exact = told.is_exact and told.is_whole
        if there.required != fact.required and (exact or fact.required or fact.at in told.denied):
            yield _stated_twice("required", there.at, (there.required, there), (fact.required, fact))
    elif not told.is_whole and not (base.is_whole and _is_carried_otherwise(fact, known)):
        yield fact


def _is_carried_otherwise(fact: Parameter, known: Mapping[tuple[str, str], AnyFact]) -> bool:
    """Tell whether OpenAPI has another word for a header, or the parameter stands elsewhere under its name."""
    if fact.within == "header" and fact.name.lower() in _CARRIED_BY_SECURITY:
        return True
    return any(isinstance(item, Parameter) and item.name == fact.name for item in known.values())


def _is_new_response(fact: Response | Header, known: Mapping[tuple[str, str], AnyFact]) -> bool:
    """Tell whether a response adds something: a page that shows "the response" means the success that is known."""
    if _key(fact) in known:
        return False
    statuses = {item.status[:1] for item in known.values() if isinstance(item, Response)}
    if isinstance(fact, Response):
        return not (fact.status.startswith("2") and statuses & {"2", "d"})
    return True


def _home(at: str, trees: _Trees) -> tuple[str, str]:
    """Find the root that a field of a page is about: the page may guess media type and status."""
    root, path = paths.split(at)
    if root in trees:
        return root, path
    head = paths.parts(root)
    if head[0] == "request":
        candidates = [name for name in sorted(trees) if paths.parts(name)[0] == "request"]
    elif head[0] == "response" and len(head) == 3:  # noqa: PLR2004 - response, status, media type
        candidates = [name for name in sorted(trees) if paths.parts(name)[0] == "response"]
        candidates = [name for name in candidates if "header" not in paths.parts(name)]
        candidates = _of_status(candidates, head[1])
    else:
        candidates = []
    return (next((name for name in candidates if trees[name].find(path)), candidates[0]) if candidates else root), path


def _of_status(roots: list[str], status: str) -> list[str]:
    exact = [root for root in roots if paths.parts(root)[1] == status]
    alike = [root for root in roots if paths.parts(root)[1][:1] == status[:1]]
    return exact or alike


def _has_room(root: str, path: str, trees: _Trees) -> bool:
    """Tell whether a field can be added: its parent is known, or nothing is known of the whole body."""
    if any(step.keyword not in _UNFOLDED for step in paths.steps(path)):
        return False
    if root not in trees:
        return True
    return path != address.ROOT and trees[root].find(paths.parent(path)) is not None


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
