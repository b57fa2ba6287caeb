"""Named schemas: each pair is compared once, and what changed is told once for each way in which it is used."""

from collections.abc import Iterator, Mapping

import msgspec

from driftwatch.compare.level import Where
from driftwatch.compare.matching import Matches
from driftwatch.compare.reach import Reach, Use
from driftwatch.compare.schemas import NamedPairs, compare_fields
from driftwatch.compare.trees import NAMED_ROOT, SchemaSide
from driftwatch.model.change import Change
from driftwatch.model.json_values import canonical
from driftwatch.model.snapshot import Entry, Owner, Snapshot

_Uses = Mapping[Use, frozenset[Owner]]


def shared_changes(
    old: Snapshot,
    new: Snapshot,
    schemas: Matches,
    met: NamedPairs,
    *,
    partners: Mapping[Owner, Owner] | None = None,
) -> tuple[Change, ...]:
    """Compare the named schemas of two snapshots; call it after the operations were compared.

    A change is told for the operations that reached the schema before and still do; one that none reaches is silent.

    Args:
        old: the old snapshot.
        new: the new snapshot.
        schemas: the named schemas of both snapshots that belong together.
        met: pairs that comparing the operations met; those that comparing schemas meets are added.
        partners: for an operation of the new snapshot what it was in the old one, where key or variant changed.
    """
    for one, other in (*schemas.pairs, *schemas.moved):
        if one.digest != other.digest:
            met.add(one.owner, other.owner)
    return tuple(_Shared(old, new, met, partners or {}).changes())


class _Shared:
    def __init__(self, old: Snapshot, new: Snapshot, met: NamedPairs, partners: Mapping[Owner, Owner]) -> None:
        self._old = old
        self._new = new
        self._met = met
        self._partners = partners
        self._reaches = (Reach(old), Reach(new))

    def changes(self) -> Iterator[Change]:
        """Compare the pairs that were met, and those that this meets, until there are no more."""
        done: set[tuple[Owner, Owner]] = set()
        while waiting := sorted(pair for pair in self._met.pairs if pair not in done):
            done.update(waiting)
            for old, new in waiting:
                before, after = self._old.entries.get(old), self._new.entries.get(new)
                if before is not None and after is not None and before.digest != after.digest:
                    yield from self._pair(before, after)

    def _pair(self, old: Entry, new: Entry) -> Iterator[Change]:
        sides = (SchemaSide(old, self._old), SchemaSide(new, self._new))
        reached: dict[str, tuple[Change, set[Owner]]] = {}
        for use, operations in sorted(self._uses(old.owner, new.owner).items()):
            traits = frozenset({"always-sent"} if use.always_sent else ())
            where = Where(place=use.place, owner=new.owner, location=use.location, traits=traits)
            for change in compare_fields(
                *sides, old_root=NAMED_ROOT, new_root=NAMED_ROOT, where=where, pairs=self._met
            ):
                _, owners = reached.setdefault(_told(change), (change, set()))
                owners.update(operations)
        for change, owners in reached.values():
            yield msgspec.structs.replace(change, operations=tuple(sorted(owners)))

    def _uses(self, old: Owner, new: Owner) -> _Uses:
        before = {owner for owners in self._reaches[0].uses(old).values() for owner in owners}
        uses = self._reaches[1].uses(new)
        still = {
            use: frozenset(owner for owner in owners if self._partners.get(owner, owner) in before)
            for use, owners in uses.items()
        }
        return {use: owners for use, owners in still.items() if owners}


def _told(change: Change) -> str:
    """Return what makes two changes one that is told once: a root may be a body here and a property there."""
    sides = [[] if side is msgspec.UNSET else [side] for side in (change.before, change.after)]
    return canonical([change.kind, change.place, change.location, change.field, *sides, *sorted(change.traits)])
