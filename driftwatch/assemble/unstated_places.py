"""Fields of which one document does not say where they travel, where another document of the same call does."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from driftwatch.assemble.merging import Told
from driftwatch.model.address import ROOT
from driftwatch.model.paths import name_in, split
from driftwatch.model.tree import Schemas, Tree
from driftwatch.model.whereabouts import StatedPlaces, Whereabouts, but_empty, carried_each, parameters, unstated


def with_places(told: Sequence[Told]) -> tuple[Told, ...]:
    """Return what documents tell of one call, each field where the most trusted of them says that it travels."""
    loose = [_loose(each) for each in told]
    if len(told) == 1 or not any(loose):
        return tuple(told)
    stated = [StatedPlaces(each.facts, _trees(each)) for each in told]
    return tuple(
        _placed(each, names, [(stated[at], loose[at]) for at, other in enumerate(told) if other is not each])
        for each, names in zip(told, loose, strict=True)
    )


def _trees(told: Told) -> Mapping[str, Tree]:
    return Schemas(lambda name: told.schemas.get(name, ())).trees(told.facts)


def _loose(told: Told) -> Mapping[str, Whereabouts]:
    """Return by name the fields of which a document does not say where they travel, and where they stand for now."""
    found = dict(unstated(told.facts))
    known = parameters(told.facts)
    for at in told.assumed:
        root, path = split(at)
        if path == ROOT or at.startswith("parameter"):
            name = at.rpartition(" · ")[2]
            found |= {name: known[name]} if name in known else {}
        else:
            found[name_in(path)] = Whereabouts(root, path)
    return found


def _placed(
    told: Told,
    names: Mapping[str, Whereabouts],
    others: Sequence[tuple[StatedPlaces, Mapping[str, Whereabouts]]],
) -> Told:
    moves: dict[Whereabouts, tuple[Whereabouts, ...]] = {}
    for name, where in names.items():
        stated = (each.of(name) for each, loose in others if name not in loose)
        places = next((found for found in stated if found), ())
        if places and where not in places:
            moves[where] = places
    if not moves:
        return told
    facts = [(fact.at in told.denied, found) for fact, found in carried_each(told.facts, moves)]
    denied = frozenset(one.at for is_denied, found in facts if is_denied for one in found)
    placed = tuple(one for _, found in facts for one in found)
    return replace(told, facts=but_empty(placed, moves), denied=denied)
