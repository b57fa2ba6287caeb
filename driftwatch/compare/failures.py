"""What fails while two snapshots are compared, kept apart by owner, with the addresses that differ there."""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import TypeVar

from msgspec import json, structs

from driftwatch.isolation import isolated
from driftwatch.model.facts import AnyFact
from driftwatch.model.failure import Failure
from driftwatch.model.paths import stands_at
from driftwatch.model.snapshot import Entry, Owner, Snapshot

_T = TypeVar("_T")

_Sides = tuple[Entry | None, Entry | None]
_encode = json.Encoder(order="sorted").encode


class Failures:
    """The failures of one comparison."""

    def __init__(self) -> None:
        self.noted: list[Failure] = []

    def attempt(
        self,
        sides: _Sides,
        make: Callable[[], Iterable[_T]],
        *,
        below: tuple[str, str] | None = None,
        reached: Callable[[], tuple[Owner, ...]] = tuple,
    ) -> tuple[_T, ...]:
        """Return all that `make` yields about one owner, or nothing of it when it fails.

        Args:
            sides: the owner's entries, old and new; at least one.
            make: compares them.
            below: addresses of the old and the new side to which the comparison is confined.
            reached: finds the operations that are hurt, where the owner is none.
        """
        return isolated(lambda: tuple(make()), partial(self._failed, sides, below, reached))

    def whole(self, owner: Owner, make: Callable[[], Iterable[_T]], instead: tuple[_T, ...] = ()) -> tuple[_T, ...]:
        """Return all that `make` yields about the source as a whole, or `instead`; `owner` stands for the source."""

        def failed(error: Exception) -> tuple[_T, ...]:
            self.noted.append(Failure(owner=owner, stage="comparison", error=error))
            return instead

        return isolated(lambda: tuple(make()), failed)

    def page(
        self, place: str, make: Callable[[], Iterable[_T]], *, headings: tuple[Collection[str], Collection[str]]
    ) -> tuple[_T, ...]:
        """Return all that `make` yields about the words of one page, or nothing of it when it fails.

        Args:
            place: where the page stands now.
            make: compares its words.
            headings: below which its words differ, before and now.
        """

        def failed(error: Exception) -> tuple[_T, ...]:
            before, after = (tuple(each) for each in headings)
            owner = Owner("page", place)
            self.noted.append(Failure(owner=owner, stage="comparison", error=error, before=before, after=after))
            return ()

        return isolated(lambda: tuple(make()), failed)

    def _failed(
        self,
        sides: _Sides,
        below: tuple[str, str] | None,
        reached: Callable[[], tuple[Owner, ...]],
        error: Exception,
    ) -> tuple[_T, ...]:
        known = sides[1] or sides[0]
        assert known is not None  # noqa: S101 - at least one side is given
        own = (known.owner,) if known.owner.kind == "operation" else ()
        before, after = isolated(partial(_differing, *sides, below), lambda _: ((), ()))
        self.noted.append(
            Failure(
                owner=known.owner,
                stage="comparison",
                error=error,
                operations=own or isolated(reached, lambda _: ()),
                before=before,
                after=after,
            )
        )
        return ()


def unreadable(old: Snapshot, new: Snapshot) -> tuple[Failure, ...]:
    """Find the owners whose facts cannot be made: those of an OpenAPI file are made when they are asked for."""
    return tuple(failure for side in (old, new) for entry in side.entries.values() for failure in _unmade(entry))


def without(snapshot: Snapshot, owners: Iterable[Owner]) -> Snapshot:
    """Return a snapshot that lacks some owners."""
    left_out = frozenset(owners)
    entries = (entry for owner, entry in snapshot.entries.items() if owner not in left_out)
    return snapshot.with_parts(entries=entries)


def _unmade(entry: Entry) -> tuple[Failure, ...]:
    def made() -> tuple[Failure, ...]:
        _ = entry.facts, entry.references
        return ()

    def failed(error: Exception) -> tuple[Failure, ...]:
        operations = (entry.owner,) if entry.owner.kind == "operation" else ()
        return (Failure(owner=entry.owner, stage="extraction", error=error, operations=operations),)

    return isolated(made, failed)


def _differing(
    old: Entry | None, new: Entry | None, below: tuple[str, str] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses at which two sides of an owner state something else, of each side."""
    before, after = _stated(old, below and below[0]), _stated(new, below and below[1])
    return (
        tuple(at for at, says in before.items() if after.get(at) != says),
        tuple(at for at, says in after.items() if before.get(at) != says),
    )


def _stated(entry: Entry | None, below: str | None) -> dict[str, bytes]:
    """Return what an owner states by address, without evidence; as text, since Python calls True and 1 equal."""
    said: dict[str, bytes] = {}
    for fact in entry.facts if entry is not None else ():
        if not below or stands_at(fact.at, below):
            said[fact.at] = said.get(fact.at, b"") + _bare(fact)
    return said


def _bare(fact: AnyFact) -> bytes:
    return _encode(structs.replace(fact, document="", locator="", stated_by="schema"))
