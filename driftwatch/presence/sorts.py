"""Of what sorts the facts are that a document states: who edits takes out some of a sort, what breaks takes out all.

A generator that no longer finds types, a column that is not drawn, a filter that takes out each body: what is lost is
one sort of fact, on all calls, and nothing of it is left.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import UNSET

from driftwatch.model.address import ROOT, SEPARATOR
from driftwatch.model.facts import AnyFact, Field, Operation, Parameter, Response
from driftwatch.model.path_parameters import but_of_path
from driftwatch.model.snapshot import Entry

_MANY: Final = 3
"""Facts of a sort, at least, of which none is left: of fewer somebody took out what was wrong."""
_ONCE: Final = ("SecurityScheme", "Server")
"""What a specification says once: where calls go, and who may make them."""
_CALL: Final = "Operation"
_REST: Final = 0.9
"""Share of its facts that a document states still where what they say went."""
_FIRST: Final = 1
"""Signs of a status that tell of which sort it is."""


def facts_at(entry: Entry, place: str) -> Iterator[AnyFact]:
    """Yield the facts of an entry that a document states, alone or just as the first one does; "" is the first one."""
    stating = place if place and place not in entry.agreeing else entry.documents[0]
    return (fact for fact in entry.facts if (fact.document or entry.documents[0]) == stating)


def sorts_of(facts: Iterable[AnyFact]) -> Counter[str]:
    """Count facts by their sort, and those that say a type, values, or that something is required."""
    found = Counter[str]()
    for fact in but_of_path(facts):
        found[_sort_of(fact)] += 1
        if isinstance(fact, Field):
            found.update(f"type {name}" for name in fact.type)
            found["values"] += fact.enum is not UNSET or fact.extensible_enum is not UNSET
        if isinstance(fact, Field | Parameter):
            found[f"required {_sort_of(fact)}"] += fact.required
        if isinstance(fact, Operation):
            found["security"] += bool(fact.security)
    return +found


def _sort_of(fact: AnyFact) -> str:
    name = type(fact).__name__
    if isinstance(fact, Parameter):
        return f"{name} {fact.within}"
    if isinstance(fact, Field):
        first, *steps = fact.at.split(SEPARATOR)
        return f"{name} of {first}{'' if steps[-1:] == [ROOT] else ' below'}"
    return f"{name} {fact.status[:_FIRST]}" if isinstance(fact, Response) else name


def lost_a_sort(was: Mapping[str, int], now: Mapping[str, int], *, is_specification: bool) -> bool:
    """Tell whether nothing is left of a sort of which several were stated, of a document that states the rest still.

    What facts say of types, values and requirements goes alone; people take out whole sections of facts. Of a
    specification, too, where all of its calls are there.
    """
    if sum(_facts(now)) < _REST * sum(_facts(was)):
        if not is_specification or now.get(_CALL, 0) < was.get(_CALL, 0) or _CALL not in now:
            return False
    elif not is_specification or now.get(_CALL, 0) < was.get(_CALL, 0):
        was = {sort: number for sort, number in was.items() if _is_said_of_facts(sort)}
    return any(number >= (1 if sort in _ONCE else _MANY) and not now.get(sort) for sort, number in was.items())


def _facts(sorts: Mapping[str, int]) -> Iterator[int]:
    return (number for sort, number in sorts.items() if not _is_said_of_facts(sort))


def _is_said_of_facts(sort: str) -> bool:
    return sort[:1].islower()
