"""Parameters that the path of a call states by itself: `/widgets/{widget_id}` says which there is, and no more."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from driftwatch.model.address import join, path_parameters, step
from driftwatch.model.facts import UNSTATED, AnyFact, Contradiction, Field, Operation, Parameter
from driftwatch.model.paths import parts, split
from driftwatch.patterns import lazy_regex

_NAME: Final = lazy_regex(r"\s{0,3}[+.:]?([^\W\d][\w.$-]*(?: [\w.$-]+){0,4})\s{0,3}[*+?]?(?:[:=(].*)?")
"""A name in a template: frameworks add what it matches (`{id:int}`), or that it takes several steps (`{path+}`).

What begins with another sign is no part of the path: `{?page,size}` is how a query is written (RFC 6570).
"""
_LONGEST: Final = 80
_IN_PATH: Final = ("parameter", "path")
"""How the address of such a parameter begins."""


def plain(name: str) -> str:
    """Return a name without what differs between ways of writing it: `WIDGET_ID`, `widgetId`, `{widget-id}`.

    Its first sign is part of it, whatever it is: one object may have an `id` and an `_id`.
    """
    name = name.strip("{}<>").lower()
    return name[:1] + name[1:].replace("_", "").replace("-", "").replace(" ", "")


def stated_by_path(facts: Iterable[AnyFact]) -> Iterator[Parameter]:
    """Yield the parameters in the path of a call of which none of its facts tells.

    Who tells of one by another name than the path has may mean any of them.
    """
    facts = tuple(facts)
    call = next((fact for fact in facts if isinstance(fact, Operation)), None)
    if call is None or call.event:
        return
    names = {name: plain(name) for written in path_parameters(call.path) if (name := _name(written))}
    told = [fact for fact in facts if isinstance(fact, Parameter) and fact.within in ("path", UNSTATED)]
    known = {plain(_name(fact.name)) for fact in told}
    if any(fact.within == "path" and plain(_name(fact.name)) not in names.values() for fact in told):
        return
    for name in (name for name, key in names.items() if key not in known):
        yield Parameter(
            at=join(*_IN_PATH, step(name)),
            name=name,
            within="path",
            required=True,
            style="simple",
            stated_by=call.stated_by,
            document=call.document,
            locator=call.locator,
        )


def but_of_path(facts: Iterable[AnyFact]) -> tuple[AnyFact, ...]:
    """Leave out the parameters of which nothing tells but the path."""
    facts = tuple(facts)
    in_path = [fact for fact in facts if isinstance(fact, Parameter) and fact.within == "path"]
    described = {split(fact.at)[0] for fact in facts if isinstance(fact, Field)} if in_path else set()
    alone = {one.at for one in in_path if one.is_of_path_alone(described.__contains__)}
    return tuple(fact for fact in facts if fact.at not in alone) if alone else facts


def spelled_as(path: str, own: str, facts: Iterable[AnyFact]) -> tuple[AnyFact, ...]:
    """Return the facts of a call whose path is written `own`, with its parameters called as in another spelling."""
    names = {
        one: other for one, other in zip(path_parameters(own), path_parameters(path), strict=False) if one != other
    }
    return tuple(_renamed(fact, names) for fact in facts) if names else tuple(facts)


def _renamed(fact: AnyFact, names: Mapping[str, str]) -> AnyFact:
    """Return a fact of a parameter in the path, or of what is in one, under another name."""
    told = fact.subject if isinstance(fact, Contradiction) else fact.at
    at = _address(told, names)
    if at == told:
        return fact
    if isinstance(fact, Contradiction):
        return replace(fact, at=join("contradiction", fact.aspect, at), subject=at)
    return (
        replace(fact, at=at, name=names.get(fact.name, fact.name))
        if isinstance(fact, Parameter)
        else replace(fact, at=at)
    )


def _address(at: str, names: Mapping[str, str]) -> str:
    """Return an address with the parameter of the path in it called otherwise."""
    kind, within, own, *below = (*parts(at), "", "", "")
    return join(*_IN_PATH, step(names[own]), *below) if (kind, within) == _IN_PATH and own in names else at


def _name(written: str) -> str:
    found = _NAME.fullmatch(written) if len(written) <= _LONGEST else None
    return found[1] if found else ""
