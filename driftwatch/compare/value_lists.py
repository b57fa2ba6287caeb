"""Lists of values in tables: model ids, sizes, statuses."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from driftwatch.compare.schemas.sides import Pair
from driftwatch.model.change import Change
from driftwatch.model.facts import Values

_SAME_LIST: Final = 0.8
"""Share of common values from which two lists are one under another heading."""


def value_changes(pair: Pair, old: Mapping[str, Values], new: Mapping[str, Values]) -> Iterator[Change]:
    """Yield lists added, removed and renamed, and the values that each gained and lost."""
    same = [(old[at], new[at]) for at in sorted(old.keys() & new.keys())]
    lost = {at: old[at] for at in sorted(old.keys() - new.keys()) if pair.gone(old[at])}
    gained = {at: new[at] for at in sorted(new.keys() - old.keys())}
    renamed = _alike(lost, gained)
    for one, other in renamed:
        del lost[one.at], gained[other.at]
        yield _change(pair, "renamed", one, other, before=one.name, after=other.name)
    listed = {value for values in new.values() for value in values.values}
    for one in lost.values():
        traits = {"still-listed"} if set(one.values) <= listed else set()
        yield _change(pair, "removed", one, None, before=list(one.values), traits=traits)
    for other in gained.values():
        yield _change(pair, "added", None, other, after=list(other.values))
    for one, other in (*same, *renamed):
        yield from _inside(pair, one, other)


def _inside(pair: Pair, one: Values, other: Values) -> Iterator[Change]:
    for value in sorted(set(one.values) - set(other.values)):
        yield _change(pair, "value.removed", one, other, before=value)
    for value in sorted(set(other.values) - set(one.values)):
        yield _change(pair, "value.added", one, other, after=value)


def _alike(lost: Mapping[str, Values], gained: Mapping[str, Values]) -> list[tuple[Values, Values]]:
    """Pair lists whose heading was reworded: those that share most of their values, the likest first."""
    likeness = sorted((-_shared(one, other), one.at, other.at) for one in lost.values() for other in gained.values())
    found: dict[str, str] = {}
    for share, one, other in likeness:
        if -share >= _SAME_LIST and one not in found and other not in found.values():
            found[one] = other
    return [(lost[one], gained[other]) for one, other in sorted(found.items())]


def _shared(one: Values, other: Values) -> float:
    mine, theirs = set(one.values), set(other.values)
    return len(mine & theirs) / max(len(mine | theirs), 1)


def _change(pair: Pair, kind: str, one: Values | None, other: Values | None, **details: Any) -> Change:
    known = other or one
    name = known.name if known is not None else ""
    return pair.change(f"values.{kind}", "page", location="values", old=one, new=other, name=name, **details)
