"""Open drift: the findings of all captures that still stand, as driftwatch.workflows.fates tells.

Git holds all that this needs; nothing else is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, pairwise

from msgspec import Struct

from driftwatch.errors import RepositoryError
from driftwatch.manifests.reviewed import Reviews, Seen
from driftwatch.model.finding import STATES, Report, Side, State
from driftwatch.model.snapshot import Snapshot
from driftwatch.reports.issues import OpenFinding
from driftwatch.rules.policy import Policy, order
from driftwatch.workflows.fates import Fates
from driftwatch.workflows.review import findings_between, review
from driftwatch.workflows.still_found import Still, still_found
from driftwatch.workflows.stored_history import AT_ONCE, Captured, History, same_facts


class OpenedSnapshot(Struct, frozen=True, kw_only=True):
    """The newest capture."""

    snapshot: Snapshot
    side: Side
    commit: str

    @property
    def unseen(self) -> frozenset[str]:
        """URLs of documents that it could not read."""
        return frozenset(each.url for each in self.snapshot.documents.values() if each.state == "unseen")

    def reads(self, operation: str) -> bool:
        """Tell whether every document that states an operation, given by its key, was read."""
        documents = self.snapshot.documents
        places = (
            place
            for owner, entry in self.snapshot.entries.items()
            if owner.name == operation
            for place in entry.documents
        )
        return all(documents[place].state != "unseen" for place in places if place in documents)


class OpenDrift(Struct, frozen=True, kw_only=True):
    """What stands, and what does no longer."""

    found: tuple[OpenFinding, ...] = ()
    """Sorted as in a report."""
    over: tuple[OpenFinding, ...] = ()
    """Findings that were taken back or replaced."""
    accepted: frozenset[str] = frozenset()
    """Fingerprints that a suppression accepts."""
    reviewed: tuple[OpenFinding, ...] = ()
    """Findings that still stand, and that every manifest which they affect was reviewed for."""
    newest: OpenedSnapshot | None = None
    """None when there is no capture at all."""


class _Look(Struct, frozen=True):
    """A capture that brought something: its number from the newest one, its commit, and what was found."""

    number: int
    commit: str
    report: Report


def open_drift(history: History, *, source: str, policy: Policy, limit: int) -> OpenDrift:
    """Collect the open findings of a source.

    Args:
        history: its captures.
        source: its name.
        policy: how the team judges.
        limit: how many captures with drift are looked back on; what is older counts as accepted.

    Raises:
        RepositoryError: the clone lacks captures.
    """
    captures = history.captures()
    if not captures:
        return OpenDrift()
    _refuse_what_is_cut_off(source, history, len(captures))
    newest = history.at(captures[0].commit, label=captures[0].label)
    reviews = Reviews(policy.manifests, tuple(map(seen, captures)))
    fates = Fates(reviews.cover)
    between = partial(findings_between, today=policy.today)
    looks: list[_Look] = []
    numbers = _with_drift(history, captures, limit, every=bool(policy.suppressions))
    for number, old, new in _snapshots(history, captures, numbers, newest):
        sides = (_side(captures[number + 1], old), _side(captures[number], new))
        report = review(old, new, source=source, policy=policy, sides=sides)
        still = Still(findings=report.findings) if new is newest else still_found(old, new, newest, between)
        fates.look_back(number, report, still)
        looks.append(_Look(number, captures[number].commit, report))
    return _drift(
        looks, fates, OpenedSnapshot(snapshot=newest, side=_side(captures[0], newest), commit=captures[0].commit)
    )


def _refuse_what_is_cut_off(name: str, history: History, held: int) -> None:
    """Refuse a clone that lacks captures: what drifted in those would count as gone, and its issues would be closed.

    Raises:
        RepositoryError: it does.
    """
    told = history.told() if history.repository.is_shallow() else held
    if held < told:
        raise RepositoryError(
            f"{name}: the clone is shallow and holds {held} of {told} captures: what drifted before cannot be told",
            hint="run `git fetch --unshallow`; in a workflow, give actions/checkout `fetch-depth: 0`",
        )


def _drift(looks: Sequence[_Look], fates: Fates, newest: OpenedSnapshot) -> OpenDrift:
    """Sort out the findings of all captures, newest first, by what became of them."""
    parts: dict[State, dict[str, OpenFinding]] = {state: {} for state in STATES}
    for look in looks:
        for finding in look.report.findings:
            told = OpenFinding(finding=finding, old=look.report.old, new=look.report.new, commit=look.commit)
            parts[fates.of(look.number, finding).state].setdefault(finding.fingerprint, told)
    standing = parts["open"].keys() | parts["reviewed"].keys()
    return OpenDrift(
        found=_sorted(parts["open"]),
        over=tuple(each for fingerprint, each in parts["over"].items() if fingerprint not in standing),
        accepted=frozenset(each.finding.fingerprint for look in looks for each in look.report.suppressed),
        reviewed=_sorted(parts["reviewed"]),
        newest=newest,
    )


def _sorted(found: Mapping[str, OpenFinding]) -> tuple[OpenFinding, ...]:
    return tuple(sorted(found.values(), key=lambda each: order(each.finding)))


def seen(captured: Captured) -> Seen:
    """Return what tells a capture apart for a review."""
    return Seen(digest=captured.capture.digest if captured.capture else "", date=captured.date)


def _with_drift(history: History, captures: Sequence[Captured], limit: int, *, every: bool) -> tuple[int, ...]:
    """Return the numbers of the captures that brought something, newest first.

    A capture whose own line counts no finding is left out, unless what it brought may have been accepted at the time.
    """
    return tuple(
        islice(
            (
                number
                for number, (captured, before) in enumerate(pairwise(captures))
                if (every or not _is_silent(captured)) and not same_facts(history, before, captured)
            ),
            limit,
        )
    )


def _is_silent(captured: Captured) -> bool:
    line = captured.capture
    return line is not None and not (line.breaking or line.warning or line.info)


def _snapshots(
    history: History, captures: Sequence[Captured], numbers: Sequence[int], newest: Snapshot
) -> Iterator[tuple[int, Snapshot, Snapshot]]:
    """Yield captures with the snapshot of the one before and their own."""
    held = {captures[0].commit: newest}
    for start in range(0, len(numbers), AT_ONCE):
        chunk = numbers[start : start + AT_ONCE]
        wanted = {captures[each].commit: captures[each].label for number in chunk for each in (number, number + 1)}
        missing = {commit: label for commit, label in wanted.items() if commit not in held}
        kept = {commit: snapshot for commit, snapshot in held.items() if commit in wanted}
        held = kept | dict(history.several(missing) if missing else {})
        for number in chunk:
            yield number, held[captures[number + 1].commit], held[captures[number].commit]


def _side(captured: Captured, snapshot: Snapshot) -> Side:
    return Side(label=captured.label, date=captured.date, digest=snapshot.digest)
