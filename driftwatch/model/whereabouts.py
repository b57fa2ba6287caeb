"""Whereabouts: the place in a call where a field stands, and how its facts are carried to another place.

A field of which nobody says where it travels is a parameter in the place `unstated`. Once a specification, another page
or a later capture says where, it is the same field: its facts are taken to stand there.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.model.address import ROOT, below, escape, join
from driftwatch.model.facts import UNSTATED, AnyFact, Field, MediaType, Parameter, RequestBody, Response
from driftwatch.model.paths import parts, split, stands_at, steps
from driftwatch.model.tree import Tree

_HEAD: Final = "parameter"
_MOVABLE: Final = ("path", "query", "cookie", UNSTATED)
"""Places of parameters that may be named alike; a header is named otherwise than what it holds."""


class Whereabouts(Struct, frozen=True):
    """Where a field at the top of a message stands: `parameter · query · limit`, or a path in a body."""

    at: str
    """The address of the parameter, or of the body: `request · application/json`."""
    path: str = ROOT
    """Of the field below that address; the root for a parameter."""
    parameter: Parameter | None = None

    @property
    def within(self) -> str:
        """The place in a word: path, query, cookie, body, response or unstated."""
        where = parts(self.at)
        return where[1] if where[0] == _HEAD else "body" if where[0] == "request" else "response"


def unstated(facts: Iterable[AnyFact]) -> Mapping[str, Whereabouts]:
    """Return the fields of a call that have no stated place, by name."""
    return {name: where for name, where in parameters(facts).items() if where.within == UNSTATED}


def parameters(facts: Iterable[AnyFact]) -> Mapping[str, Whereabouts]:
    """Return the parameters of a call by name; those of a name that a caller sends in no header, callbacks left out."""
    found: dict[str, Whereabouts] = {}
    for fact in facts:
        if isinstance(fact, Parameter) and fact.within in _MOVABLE and fact.at.startswith(_HEAD):
            known = found.get(fact.name)
            if known is None or known.within == UNSTATED:
                found[fact.name] = Whereabouts(fact.at, parameter=fact)
    return found


class StatedPlaces:
    """Where a call states its fields: as a parameter, else in each form of its body, else in responses.

    Args:
        facts: what is stated of the call.
        trees: the fields among these facts by the address that they stand below, with the schemas that they refer to.
    """

    def __init__(self, facts: Iterable[AnyFact], trees: Mapping[str, Tree]) -> None:
        self._parameters = parameters(facts)
        self._trees = trees
        bodies = [at for at in sorted(trees) if "header" not in parts(at)]
        self._roots = [[at for at in bodies if stands_at(at, head)] for head in ("request", "response")]

    def of(self, name: str) -> tuple[Whereabouts, ...]:
        """Return where a field of a name is stated."""
        known = self._parameters.get(name)
        if known is not None and known.within != UNSTATED:
            return (known,)
        path = escape(name)
        for roots in self._roots:
            found = tuple(Whereabouts(at, path) for at in roots if self._trees[at].find(path) is not None)
            if found:
                return found
        return ()


def carried(facts: Iterable[AnyFact], moves: Mapping[Whereabouts, tuple[Whereabouts, ...]]) -> Iterator[AnyFact]:
    """Yield facts, those of each field that is moved at all of its new places."""
    return (fact for _, found in carried_each(facts, moves) for fact in found)


def carried_each(
    facts: Iterable[AnyFact], moves: Mapping[Whereabouts, tuple[Whereabouts, ...]]
) -> Iterator[tuple[AnyFact, tuple[AnyFact, ...]]]:
    """Yield each fact, and what stands for it where fields are moved: itself, or one at each new place."""
    starts = {(where.at, where.path): (where, targets) for where, targets in moves.items()}
    for fact in facts:
        known = next((starts[start] for start in _starts(fact) if start in starts), None)
        if known is None or not isinstance(fact, Parameter | Field):
            yield fact, (fact,)
        else:
            yield fact, tuple(one for target in known[1] for one in _at(fact, known[0], target))


def framing(facts: Iterable[AnyFact], places: Iterable[Whereabouts]) -> Iterator[AnyFact]:
    """Yield what is stated of the bodies as such in which some fields stand: that there is one, its form, its root."""
    bodies = {where.at for where in places if where.parameter is None}
    heads = {split(at)[0] for at in bodies}
    for fact in facts:
        is_of_body = isinstance(fact, RequestBody | Response) and fact.at in heads
        is_form = isinstance(fact, MediaType) and fact.at in bodies
        if is_of_body or is_form or (isinstance(fact, Field) and split(fact.at)[1] == ROOT and _is_root(fact, bodies)):
            yield fact


def but_empty(facts: Iterable[AnyFact], moved: Iterable[Whereabouts]) -> tuple[AnyFact, ...]:
    """Return facts without the bodies that lost all their fields: of these a page only assumed that they are sent."""
    known = tuple(facts)
    bodies = {where.at for where in moved if where.parameter is None}
    fields = {split(fact.at)[0] for fact in known if isinstance(fact, Field) and split(fact.at)[1] != ROOT}
    empty = [Whereabouts(at) for at in bodies - fields]
    forms = {split(fact.at)[0] for fact in known if isinstance(fact, MediaType) and fact.at not in bodies - fields}
    frames = {(type(fact), fact.at) for fact in framing(known, empty) if fact.at not in forms}
    return tuple(fact for fact in known if (type(fact), fact.at) not in frames)


def _is_root(fact: Field, bodies: AbstractSet[str]) -> bool:
    return split(fact.at)[0] in bodies


def _starts(fact: AnyFact) -> Iterator[tuple[str, str]]:
    """Yield where a field may stand that a fact is of: a parameter, or a name at the top of a body."""
    if isinstance(fact, Parameter):
        yield fact.at, ROOT
    elif isinstance(fact, Field):
        root, path = split(fact.at)
        yield root, ROOT
        if path != ROOT:
            yield root, steps(path)[0].text


def _at(fact: Parameter | Field, old: Whereabouts, new: Whereabouts) -> Iterator[AnyFact]:
    """Yield a fact of a moved field at its new place: in a body a parameter is no more than a field."""
    if isinstance(fact, Parameter):
        yield from _parameter(fact, new, required=fact.required)
        return
    path = split(fact.at)[1]
    is_top = path == old.path
    inner = ROOT if is_top else path if old.path == ROOT else path[len(old.path) :].lstrip(".")
    if is_top and old.parameter is None:
        yield from _parameter(fact, new, required=fact.required)
    yield replace(fact, at=join(new.at, below(new.path, inner)))


def _parameter(fact: Parameter | Field, new: Whereabouts, *, required: bool) -> Iterator[AnyFact]:
    if new.parameter is not None:
        yield replace(
            new.parameter,
            required=required,
            deprecated=fact.deprecated,
            document=fact.document,
            locator=fact.locator,
            stated_by=fact.stated_by,
        )
