"""One cause, one change: base URLs that several places state, and those that go with the operations below them."""

from collections.abc import Iterable, Iterator
from typing import Final

from driftwatch.model.change import Change
from driftwatch.model.facts import Operation, Server
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Owner, OwnerKind, Snapshot

_GONE: Final = frozenset({"operation.removed", "variant.removed"})


def told_once(changes: Iterable[Change], old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield changes, leaving out those of base URLs that say what is known or told.

    A page repeats what the API says: only what no API and no other page states is a change of its own. An API that is
    gone with all of its operations is told by their removal.
    """
    known = tuple(changes)
    if not any(change.location == "server" for change in known):
        yield from known
        return
    removed = {change.owner for change in known if change.kind in _GONE}
    sides = _Stated(old), _Stated(new)
    for change in known:
        if change.location != "server" or not (
            _is_repeated(change, *sides) if change.owner.kind == "page" else _went_along(change, old, new, removed)
        ):
            yield change


class _Stated:
    """The base URLs of one side: of its APIs, and of everything that states one."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.by_apis = _urls(snapshot, ("api",))
        self.anywhere = _urls(snapshot, ("api", "page"))


def _urls(snapshot: Snapshot, kinds: tuple[OwnerKind, ...]) -> frozenset[Json]:
    entries = (entry for owner, entry in snapshot.entries.items() if owner.kind in kinds)
    return frozenset(fact.url for entry in entries for fact in entry.facts if isinstance(fact, Server))


def _is_repeated(change: Change, old: _Stated, new: _Stated) -> bool:
    match change.kind:
        case "server.removed":
            return change.before in old.by_apis | new.anywhere
        case "server.added":
            return change.after in new.by_apis | old.anywhere
        case "server.changed":
            return change.before in old.by_apis and change.after in new.by_apis
        case _:
            return False


def _went_along(change: Change, old: Snapshot, new: Snapshot, removed: set[Owner]) -> bool:
    """Tell whether a base URL is gone because its API is, with all operations, of which each is told as removed."""
    if change.kind != "server.removed" or change.owner.kind != "api" or change.owner in new.entries:
        return False
    mine = {owner for owner in old.entries if owner.kind == "operation" and _api_of(old, owner) == change.owner.name}
    return bool(mine) and mine <= removed


def _api_of(snapshot: Snapshot, owner: Owner) -> str | None:
    called = (fact for fact in snapshot.entries[owner].facts if isinstance(fact, Operation) and fact.at == "operation")
    return next((fact.api for fact in called), None)
