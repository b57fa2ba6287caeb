"""Open drift: the findings of all captures that still stand.

A finding of a capture is open as long as a comparison of the capture before it with the newest one still finds it.
So it is over when the documentation takes it back, when a suppression accepts it, when every manifest that it affects
was reviewed since, or when the next change of the same thing takes its place. What takes it back is no drift either:
against the state before both there is none at that place.
Git holds all that this needs; nothing else is kept.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from driftwatch.manifests.reviewed import Reviews, Seen
from driftwatch.model.finding import Finding, Report, Side
from driftwatch.model.snapshot import Snapshot
from driftwatch.reports.issues import OpenFinding
from driftwatch.rules.policy import order
from driftwatch.workflows.review import Policy, findings_between, review
from driftwatch.workflows.still_found import still_found
from driftwatch.workflows.stored_history import Captured, History

Where: TypeAlias = tuple[object, ...]


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


def open_drift(history: History, *, source: str, policy: Policy, limit: int) -> OpenDrift:
    """Collect the open findings of a source.

    Args:
        history: its captures.
        source: its name.
        policy: how the team judges.
        limit: how many captures with drift are looked back on; what is older counts as accepted.
    """
    captures = history.captures()
    if not captures:
        return OpenDrift()
    newest = history.at(captures[0].commit, label=captures[0].label)
    kept = _Kept()
    between = partial(findings_between, today=policy.today)
    for captured, before in _with_drift(history, captures, limit, every=bool(policy.suppressions)):
        old, new = _snapshots(history, captured, before, newest)
        sides = (_side(before, old), _side(captured, new))
        report = review(old, new, source=source, policy=policy, sides=sides)
        still = report.findings if new is newest else still_found(old, new, newest, between)
        kept.look_back(report, still, commit=captured.commit)
    found, reviewed = kept.parted(Reviews(policy.manifests, tuple(map(seen, captures))), captures)
    return OpenDrift(
        found=found,
        over=tuple(each for fingerprint, each in kept.over.items() if fingerprint not in kept.standing),
        accepted=frozenset(kept.accepted),
        reviewed=reviewed,
        newest=OpenedSnapshot(snapshot=newest, side=_side(captures[0], newest), commit=captures[0].commit),
    )


class _Kept:
    """What looking back from the newest capture has found so far, each by its fingerprint."""

    def __init__(self) -> None:
        self.standing: dict[str, OpenFinding] = {}
        self.over: dict[str, OpenFinding] = {}
        self.accepted: set[str] = set()
        self._later: set[Where] = set()

    def look_back(self, report: Report, still: Iterable[Finding], *, commit: str) -> None:
        """Take in the findings of one capture; `still` is what is found between the capture before it and today."""
        still = tuple(still)
        self.accepted |= {each.finding.fingerprint for each in report.suppressed}
        fingerprints = {finding.fingerprint for finding in still}
        gone = [finding for finding in report.findings if finding.fingerprint not in fingerprints]
        undone = set(map(place_of, gone)) - set(map(place_of, still))
        self.over |= {key: each for key, each in self.standing.items() if place_of(each.finding) in undone}
        self.standing = {key: each for key, each in self.standing.items() if place_of(each.finding) not in undone}
        # Another finding at its place, which no later capture brought, is the same drift in other words: the operation
        # that is gone has lost its whole path since.
        reworded = set(map(where_of, still)) - self._later
        for finding in report.findings:
            told = OpenFinding(finding=finding, old=report.old, new=report.new, commit=commit)
            stands = finding.fingerprint in fingerprints or where_of(finding) in reworded
            kept = self.standing if stands else self.over
            kept.setdefault(finding.fingerprint, told)
        self._later |= {where_of(each) for each in (*report.findings, *(one.finding for one in report.suppressed))}

    def parted(
        self, reviews: Reviews, captures: Sequence[Captured]
    ) -> tuple[tuple[OpenFinding, ...], tuple[OpenFinding, ...]]:
        """Part what stands into what is open and what was reviewed, each sorted as in a report."""
        place = {captured.commit: index for index, captured in enumerate(captures)}
        found = sorted(self.standing.values(), key=lambda each: order(each.finding))
        covered = [reviews.cover(each.finding, place[each.commit]) for each in found]
        pairs = tuple(zip(found, covered, strict=True))
        return tuple(each for each, done in pairs if not done), tuple(each for each, done in pairs if done)


def seen(captured: Captured) -> Seen:
    """Return what tells a capture apart for a review."""
    return Seen(digest=captured.capture.digest if captured.capture else "", date=captured.date)


def _with_drift(
    history: History, captures: Sequence[Captured], limit: int, *, every: bool
) -> Iterator[tuple[Captured, Captured]]:
    """Yield the captures that brought something, newest first, each with the one before it.

    A capture whose own line counts no finding is left out, unless what it brought may have been accepted at the time.
    """
    left = limit
    for captured, before in pairwise(captures):
        if left == 0:
            return
        line = captured.capture
        silent = line is not None and not (line.breaking or line.warning or line.info)
        if (every or not silent) and not history.same(before.commit, captured.commit):
            left -= 1
            yield captured, before


def _snapshots(history: History, captured: Captured, before: Captured, newest: Snapshot) -> tuple[Snapshot, Snapshot]:
    if captured.label == newest.label:
        return history.at(before.commit, label=before.label), newest
    both = history.several({before.commit: before.label, captured.commit: captured.label})
    return both[before.commit], both[captured.commit]


def _side(captured: Captured, snapshot: Snapshot) -> Side:
    return Side(label=captured.label, date=captured.date, digest=snapshot.digest)


def where_of(finding: Finding) -> Where:
    """Return the place of a finding, told apart by variants."""
    return (*place_of(finding), finding.variant)


def place_of(finding: Finding) -> Where:
    """Equal for what happens at one place of the documentation, whatever it is."""
    return finding.operations, finding.schema, finding.location, finding.status, finding.media_type, finding.field
