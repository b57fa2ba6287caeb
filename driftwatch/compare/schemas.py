"""Compare two schemas field by field, so that each difference is told once, where it happened.

Both sides are walked with a list of tasks, never by recursion: a schema 2,000 levels deep is a long list. References to the
same named schema are not followed: the pair is noted in `NamedPairs`, and whoever holds the snapshots compares each
pair once (`driftwatch.compare.shared`).
"""

from msgspec import Struct

from driftwatch.compare.trees import SchemaSide
from driftwatch.model.change import Change, Place
from driftwatch.model.snapshot import Owner


class Where(Struct, frozen=True, kw_only=True):
    """What every change of one schema carries: where the schema stands. `place` is that of its root."""

    place: Place
    owner: Owner
    operations: tuple[Owner, ...] = ()
    location: str = ""
    media_type: str | None = None
    status: str | None = None
    name: str | None = None


class NamedPairs:
    """The pairs of named schemas, old and new, that comparing met: each is to be compared once."""

    __slots__ = ("pairs",)

    def __init__(self) -> None:
        self.pairs: dict[tuple[Owner, Owner], None] = {}

    def add(self, old: Owner, new: Owner) -> None:
        """Note that a reference to `old` is now a reference to `new`."""
        self.pairs[old, new] = None


def compare_fields(
    old: SchemaSide, new: SchemaSide, *, old_root: str, new_root: str, where: Where, pairs: NamedPairs
) -> tuple[Change, ...]:
    """Compare the schema below `old_root` with the one below `new_root`, sorted by field and kind.

    Args:
        old: the owner's schemas in the old snapshot.
        new: those of the same owner in the new one.
        old_root: address above the root: `request · application/json`, `parameter · query · limit`, `schema`.
        new_root: the same in the new snapshot.
        where: what to stamp on the changes.
        pairs: takes the pairs of named schemas met on the way.

    A schema that only one side has is no change here: that its parameter, header or media type gained or lost its
    schema is told there.
    """
    before, after = old.root(old_root), new.root(new_root)
    if before is None or after is None:
        return ()
    raise NotImplementedError
