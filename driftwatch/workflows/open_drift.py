"""Open drift: the findings of all captures that still stand.

A finding of a capture is open as long as a comparison of the capture before it with the newest one still finds it.
So it is over when the documentation takes it back, when a suppression accepts it, or when the next change of the same
thing takes its place. What takes it back is no drift either: against the state before both there is none at that place.
Git holds all that this needs; nothing else is kept.
"""

from collections.abc import Iterator

from msgspec import Struct

from driftwatch.model.finding import Finding, Side
from driftwatch.model.snapshot import Snapshot
from driftwatch.reports.issues import OpenFinding
from driftwatch.rules.policy import order
from driftwatch.workflows.review import Policy, findings_between, review
from driftwatch.workflows.stored_history import Captured, History


class OpenDrift(Struct, frozen=True, kw_only=True):
    """What stands, and what does no longer."""

    found: tuple[OpenFinding, ...] = ()
    """Sorted as in a report."""
    over: tuple[OpenFinding, ...] = ()
    """Findings that were taken back or replaced."""
    accepted: frozenset[str] = frozenset()
    """Fingerprints that a suppression accepts."""
    unseen: frozenset[str] = frozenset()
    """URLs of documents that the newest capture could not read."""
    captured: bool = False
    """There is a capture at all."""


def open_drift(history: History, *, source: str, policy: Policy, limit: int) -> OpenDrift:
    """Collect the open findings of a source.

    Args:
        history: its captures.
        source: its name.
        policy: how the team judges.
        limit: how many captures with drift are looked back on; what is older counts as accepted.
    """
    captures = history.captures(limit=1)
    if not captures:
        return OpenDrift()
    newest = history.at(captures[0].commit, label=captures[0].label)
    standing: dict[str, OpenFinding] = {}
    over: dict[str, OpenFinding] = {}
    accepted: set[str] = set()
    for captured, before in _with_drift(history, limit, every=bool(policy.suppressions)):
        old, new = _snapshots(history, captured, before, newest)
        sides = (_side(before, old), _side(captured, new))
        report = review(old, new, source=source, policy=policy, sides=sides)
        accepted |= {each.finding.fingerprint for each in report.suppressed}
        still = report.findings if new is newest else findings_between(old, newest, today=policy.today)
        fingerprints = {finding.fingerprint for finding in still}
        gone = [finding for finding in report.findings if finding.fingerprint not in fingerprints]
        undone = set(map(_place, gone)) - set(map(_place, still))
        over |= {key: each for key, each in standing.items() if _place(each.finding) in undone}
        standing = {key: each for key, each in standing.items() if _place(each.finding) not in undone}
        for finding in report.findings:
            told = OpenFinding(finding=finding, old=sides[0], new=sides[1], commit=captured.commit)
            kept = standing if finding.fingerprint in fingerprints else over
            kept.setdefault(finding.fingerprint, told)
    return OpenDrift(
        found=tuple(sorted(standing.values(), key=lambda each: order(each.finding))),
        over=tuple(each for fingerprint, each in over.items() if fingerprint not in standing),
        accepted=frozenset(accepted),
        unseen=frozenset(document.url for document in newest.documents.values() if document.state == "unseen"),
        captured=True,
    )


def _with_drift(history: History, limit: int, *, every: bool) -> Iterator[tuple[Captured, Captured]]:
    """Yield the captures that brought something, newest first, each with the one before it.

    A capture whose own line counts no finding is left out, unless what it brought may have been accepted at the time.
    """
    left = limit
    for captured, before in history.pairs():
        if before is None or left == 0:
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


def _place(finding: Finding) -> tuple[object, ...]:
    """Equal for what happens at one place of the documentation, whatever it is."""
    return finding.operations, finding.schema, finding.location, finding.status, finding.media_type, finding.field
