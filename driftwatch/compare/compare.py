"""Compare two snapshots: every difference once, none invented.

Only entries whose digests differ are read. What differs inside a shared schema is told once for each
direction in which data flows through it, with the operations that it reaches.

What fails for one owner is a change of its own, `comparison.failed`, and the rest is compared all the same.
"""

from collections.abc import Iterable, Mapping
from functools import partial

from msgspec import UnsetType

from driftwatch.compare.audit import Budget, unlimited
from driftwatch.compare.comparison import Comparison
from driftwatch.compare.failures import Failures, unreadable, without
from driftwatch.compare.first_reading import but_first_readings, read_first
from driftwatch.compare.match.copies import with_copies
from driftwatch.compare.match.partings import Parted, parted
from driftwatch.compare.newly_watched import as_both_ask, but_left_out, left_out, newly_watched
from driftwatch.compare.operations.links import but_renamed
from driftwatch.compare.operations.security import but_swapped
from driftwatch.compare.pages.elsewhere import but_said_before
from driftwatch.compare.pages.page_contracts import PageContracts
from driftwatch.compare.pages.relocated import but_relocated
from driftwatch.compare.repeats import gone_along, told_once
from driftwatch.compare.reread import as_read_today, lost_readings
from driftwatch.compare.schemas.discriminated import but_told_by_unions, marked_where_discriminated
from driftwatch.compare.schemas.envelopes import with_common_envelopes
from driftwatch.compare.understanding import understanding_changes
from driftwatch.isolation import isolated
from driftwatch.model.change import WORDS, Change
from driftwatch.model.failure import Tell, changes_of_failures, untold
from driftwatch.model.json_values import canonical
from driftwatch.model.snapshot import Owner, Snapshot


def compare(old: Snapshot, new: Snapshot, tell: Tell = untold, *, audit: bool = False) -> tuple[Change, ...]:
    """Return all changes from `old` to `new`, in an order that is the same in every run.

    Args:
        old: the snapshot before.
        new: the snapshot after.
        tell: takes what failed.
        audit: look for all that differs and nobody told (driftwatch.compare.audit), whatever it takes.
    """
    left = left_out(old, new)
    old, new = as_both_ask(old, new)
    failures = Failures()
    changes = _compared(old, new, failures, audit=audit)
    broken = unreadable(old, new) if failures.noted else ()
    if broken:
        # One owner that cannot be read may have spoilt what is made of all: compare once more, without it.
        owners = {failure.owner for failure in broken}
        failures = Failures()
        changes = _compared(without(old, owners), without(new, owners), failures, audit=audit)
    for failure in (*broken, *failures.noted):
        tell(failure)
    changes = (*but_left_out(changes, left), *newly_watched(old, new))
    return tuple(sorted((*changes, *changes_of_failures((*broken, *failures.noted))), key=_order))


def _compared(old: Snapshot, new: Snapshot, failures: Failures, *, audit: bool) -> tuple[Change, ...]:
    lost = isolated(lambda: tuple(lost_readings(old, new)), lambda _: ())
    stored, stated = old, new
    old = isolated(partial(with_copies, old, new), lambda _: stored)
    apart = isolated(lambda: parted(old, new), lambda _: Parted(old, new))
    old, new = as_read_today(apart.old, apart.new), apart.new
    comparison = Comparison(old, new, failures)
    told = but_told_by_unions(with_common_envelopes(comparison.changes()))
    changes = marked_where_discriminated(told, old, new)
    budget = unlimited() if audit else Budget()
    unexplained = failures.whole(comparison.source, partial(comparison.unexplained, changes, budget))
    changes = tuple(apart.named((*changes, *unexplained)))
    new = stated
    fresh = failures.whole(comparison.source, lambda: _news(changes, old, new), changes)
    contracts = failures.whole(comparison.source, lambda: told_once(fresh, old, new), fresh)
    places = _moved(old, contracts)
    pages = PageContracts(old, new, places)
    contracts = failures.whole(comparison.source, lambda: tuple(pages.marked(contracts)), contracts)
    contracts = failures.whole(comparison.source, lambda: tuple(gone_along(contracts, old, new)), contracts)
    contracts = failures.whole(comparison.source, lambda: tuple(but_said_before(contracts, old, new)), contracts)
    contracts = failures.whole(comparison.source, lambda: _by_lines(old, new, contracts), contracts)
    words = failures.whole(comparison.source, lambda: _words(old, new, places, contracts, pages, failures=failures))
    moved = {after: before for before, after in places.items()}
    unread = failures.whole(
        comparison.source, partial(understanding_changes, stored, new, moved, today=old if lost else None)
    )
    completed = {_told_of(change): change for change in words if change.location != WORDS}
    kept = (completed.get(_told_of(change), change) for change in contracts) if completed else contracts
    return (*lost, *kept, *(change for change in words if change.location == WORDS), *unread)


def _by_lines(old: Snapshot, new: Snapshot, contracts: tuple[Change, ...]) -> tuple[Change, ...]:
    if not old.texts or not new.texts:
        return contracts
    from driftwatch.compare.pages.notice_lines import with_lines  # noqa: PLC0415 - as below

    return tuple(with_lines(contracts, old, new))


def _words(
    old: Snapshot,
    new: Snapshot,
    places: Mapping[str, str],
    contracts: tuple[Change, ...],
    pages: PageContracts,
    *,
    failures: Failures,
) -> tuple[Change, ...]:
    if not old.texts or not new.texts:
        return ()
    # With it come words of all languages: OpenAPI files have no lines.
    from driftwatch.compare.pages.texts import text_changes  # noqa: PLC0415

    return tuple(text_changes(old, new, places, contracts, pages, failures=failures))


def _news(changes: tuple[Change, ...], old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    return tuple(but_relocated(but_first_readings(but_swapped(but_renamed(changes)), read_first(old, new))))


def _told_of(change: Change) -> tuple[str, Owner, str]:
    """Name a notice that came or went by its sentences, whatever is known of the line that it replaced."""
    said = change.after if change.kind.endswith("added") else change.before
    return change.kind, change.owner, "" if isinstance(said, UnsetType) else canonical(said)


def _moved(old: Snapshot, told: Iterable[Change]) -> dict[str, str]:
    """Return where pages are told to be by now, by where they were."""
    places = {document.url: place for place, document in old.documents.items()}
    return {
        places[change.before]: change.owner.name
        for change in told
        if change.kind == "document.moved" and change.before in places
    }


def _order(change: Change) -> tuple[str, ...]:
    sides = (None if isinstance(side, UnsetType) else side for side in (change.before, change.after))
    owner = change.owner
    return (
        owner.kind,
        owner.name,
        owner.variant,
        owner.scope,
        change.location,
        change.status or "",
        change.media_type or "",
        change.name or "",
        change.field or "",
        change.kind,
        change.role,
        canonical(list(sides)),
    )
