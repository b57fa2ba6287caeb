"""One call of which several sections of a page tell: each of them says a part, or describes a way to make it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.model.facts import AnyFact, Field, Parameter, Response
from driftwatch.model.paths import parts

_MOST: Final = 4
"""Sections that say something of the fields of one call; where more of them do, each is of another call.

So it is with the methods of an API by which everything is sent to one address.
"""


def together(found: Sequence[Sequence[AnyFact]]) -> tuple[AnyFact, ...]:
    """Return the facts of one call as several sections tell them, each once: what the richest of them says stands.

    What only some of those say is needed that speak of the same part of the request, the call can be made without.
    """
    first, *others = sorted(found, key=len, reverse=True)
    telling = [facts for facts in others if any(map(_is_of_fields, facts))]
    if len(telling) >= _MOST:
        return tuple(first)
    told = {(type(fact), fact.at): fact for fact in first}
    for facts in telling:
        others_own = {(type(fact), fact.at): fact for fact in facts}
        shared = _parts_sent(told.values()) & _parts_sent(facts)
        alone = told.keys() ^ others_own.keys()
        told = {
            key: _without_need(fact) if key in alone and _part_sent(fact) in shared else fact
            for key, fact in {**others_own, **told}.items()
        }
    return (*told.values(), *_answers_beside(told.values(), [facts for facts in others if facts not in telling]))


def _answers_beside(told: Iterable[AnyFact], others: Sequence[Sequence[AnyFact]]) -> Iterator[Response]:
    """Yield with what else the call answers, as sections say that tell of none of its fields.

    Of a success they do where nothing else tells of one: it may be there that of an example.
    """
    named = {fact.status: fact for facts in others for fact in facts if isinstance(fact, Response)}
    known = {fact.status for fact in told if isinstance(fact, Response)} if named else set()
    has_success = any(status.startswith("2") for status in known)
    yield from (
        fact for status, fact in named.items() if status not in known and not (has_success and status.startswith("2"))
    )


def _is_of_fields(fact: AnyFact) -> bool:
    return isinstance(fact, Parameter | Field)


def _parts_sent(facts: Iterable[AnyFact]) -> frozenset[str]:
    """Return of which parts of the request these facts name members."""
    return frozenset(part for fact in facts if (part := _part_sent(fact)))


def _part_sent(fact: AnyFact) -> str:
    """Return the part of the request of which a fact names a member; "" for its path, which has all of its own."""
    if isinstance(fact, Parameter):
        return fact.within if fact.within != "path" else ""
    steps = parts(fact.at) if isinstance(fact, Field) else ()
    if not steps or steps[-1] == "$":
        return ""
    return "body" if steps[0] == "request" else ""


def _without_need(fact: AnyFact) -> AnyFact:
    return replace(fact, required=False) if isinstance(fact, Parameter | Field) and fact.required else fact
