"""Fields of no stated place on one side, and where the other side says that they travel: the same fields.

They are compared at the stated place, and that the place is stated now, or no longer, is a change of its own.
"""

from collections.abc import Iterable, Iterator

from driftwatch.compare.schemas.sides import Pair
from driftwatch.model.change import Change
from driftwatch.model.facts import UNSTATED, AnyFact, Fact
from driftwatch.model.snapshot import Entry, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.model.tree import Schemas
from driftwatch.model.whereabouts import StatedPlaces, Whereabouts, carried, framing, unstated

_Moves = dict[Whereabouts, tuple[Whereabouts, ...]]


def in_one_place(
    old: tuple[Entry, Snapshot], new: tuple[Entry, Snapshot]
) -> tuple[Entry, Entry, tuple[tuple[Whereabouts, Whereabouts], ...]]:
    """Return a call on both sides with each field where a side says that it travels, and what was moved for it.

    The pairs are (where it stood before, where it stands now).
    """
    forth, back = _moves(old[0], new), _moves(new[0], old)
    if not forth and not back:
        return old[0], new[0], ()
    pairs = [(where, targets[0]) for where, targets in forth.items()]
    pairs += [(targets[0], where) for where, targets in back.items()]
    return _placed(old[0], new[0], forth), _placed(new[0], old[0], back), tuple(pairs)


def place_changes(pair: Pair, moved: Iterable[tuple[Whereabouts, Whereabouts]]) -> Iterator[Change]:
    """Yield one change for each field of which it is said now where it travels, or no longer is."""
    for before, after in moved:
        is_stated = before.within == UNSTATED
        known = before if is_stated else after
        assert known.parameter is not None  # noqa: S101 - what has no stated place is a parameter
        stated = after if is_stated else before
        evidence: Fact | None = after.parameter
        yield pair.change(
            f"parameter.place.{'stated' if is_stated else 'unstated'}",
            "request-parameter",
            location=f"request.{stated.within if stated.parameter is not None else UNSTATED}",
            new=evidence,
            name=known.parameter.name,
            before=before.within,
            after=after.within,
        )


def _moves(entry: Entry, other: tuple[Entry, Snapshot]) -> _Moves:
    """Return where another side states the fields of a call that have no stated place."""
    known = unstated(entry.facts)
    if not known:
        return {}
    there, snapshot = other
    trees = Schemas(lambda name: _schema(snapshot, there, name)).trees(there.facts)
    stated = StatedPlaces(there.facts, trees)
    found = {where: stated.of(name) for name, where in known.items()}
    return {where: places for where, places in found.items() if places}


def _schema(snapshot: Snapshot, entry: Entry, name: str) -> tuple[AnyFact, ...]:
    found = snapshot.schema(name, entry.scope)
    return () if found is None else found.facts


def _placed(entry: Entry, other: Entry, moves: _Moves) -> Entry:
    """Return a call with its fields moved, and with the bodies that the other side has for them."""
    if not moves:
        return entry
    facts = {(type(fact), fact.at): fact for fact in carried(entry.facts, moves)}
    for fact in framing(other.facts, (place for places in moves.values() for place in places)):
        facts.setdefault((type(fact), fact.at), fact)
    return entry_of(entry.owner, entry.documents, facts.values())
