"""The history of a source as its site shows it: snapshots are compared once, entries read when they changed."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from driftwatch.history.captures import SHORT, Captured, History
from driftwatch.history.open_drift import seen
from driftwatch.history.origins import Origins
from driftwatch.history.outcomes import Outcomes, Stands
from driftwatch.history.replay import last_backfilled, since_backfill
from driftwatch.history.review import findings_between, review
from driftwatch.history.reviewed import Reviews
from driftwatch.history.same_place import Named, names_that_stayed
from driftwatch.history.still_there import still_of
from driftwatch.history.subjects import Tracks
from driftwatch.history.walk import oldest_first, walk
from driftwatch.model.finding import Finding, Outcome, Report, Side, Suppression, singles
from driftwatch.model.seen import SeenSums
from driftwatch.model.snapshot import Snapshot
from driftwatch.reports.site.model import Cut, Moment, Past
from driftwatch.rules.folding import folded
from driftwatch.rules.policy import Policy, is_expired, matches


class Judged:
    """How a team judges what differs between two snapshots."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def review(self, old: Snapshot, new: Snapshot) -> Report:
        """Compare two snapshots under the policy; accepted findings are told apart."""
        sides = (Side(label=old.label), Side(label=new.label))
        return review(old, new, source="", policy=self.policy, sides=sides)

    def between(self, old: Snapshot, new: Snapshot) -> tuple[Finding, ...]:
        """Return what differs, before any policy."""
        return findings_between(old, new, today=self.policy.today, strictness=self.policy.strictness)

    def lapsed(self, findings: Iterable[Finding]) -> tuple[Suppression, ...]:
        """Return the suppressions that have expired and would accept some of the findings."""
        expired = [one for one in self.policy.suppressions if is_expired(one, self.policy.today)]
        told = tuple(findings) if expired else ()
        return tuple(one for one in expired if any(matches(one, finding) for finding in told))


class _Look(Struct, frozen=True):
    """A capture that brought other facts: what was found, and what of it is still found today."""

    index: int
    report: Report
    still: tuple[Finding, ...]
    stayed: frozenset[Named]


def past_of(history: History, judged: Judged, *, source: str, url: str = "", one_of: tuple[str, ...] = ()) -> Past:
    """Follow everything that was ever documented through the captures of a source.

    Args:
        history: the captures.
        judged: compares snapshots; asked once for each capture that holds other facts than the one before.
        source: name of the source.
        url: where the site will be published.
        one_of: the names of all sources that are published together.
    """
    newest_first = history.captures()
    captures = newest_first[::-1]
    replayed = last_backfilled(newest_first)
    begins = 0 if replayed is None else len(captures) - 1 - replayed
    newest = history.at(captures[-1].commit, label=captures[-1].label) if captures else None
    past = Tracks()
    looks: dict[int, _Look] = {}
    first: Snapshot | None = None
    for visit in walk(history, newest_first, oldest_first(newest_first), newest=newest):
        if visit.new is None or newest is None:
            continue
        first = visit.new if first is None or visit.index <= begins else first
        past.advance(visit.index, visit.new)
        if visit.old is not None:
            today = newest if visit.index > begins else None
            look = looks[visit.index] = _look(visit.index, (visit.old, visit.new), today, judged)
            past.attribute(visit.index, (*look.report.findings, *_accepted(look.report)), (visit.old, visit.new))
    outcomes: Outcomes | None = None
    standing: tuple[Finding, ...] = ()
    if first is not None and newest is not None:
        found = {index: look for index, look in looks.items() if index > begins}
        outcomes, standing = _outcomes(history, newest_first, found, (first, newest), judged)
    moments = tuple(
        _moment(captured, index, looks.get(index), outcomes if index > begins else None)
        for index, captured in enumerate(captures)
    )
    return Past(
        source=source,
        moments=moments,
        subjects=past.subjects(),
        open=folded(standing),
        url=url,
        cut=_cut(history, len(captures)),
        lapsed=judged.lapsed(finding for moment in moments for finding in moment.findings),
        one_of=one_of,
    )


def _look(index: int, pair: tuple[Snapshot, Snapshot], newest: Snapshot | None, judged: Judged) -> _Look:
    """Compare two captures, and the newest with them unless what they brought is history."""
    report = judged.review(*pair)
    if newest is None:
        return _Look(index, report, (), frozenset())
    still = still_of(report, pair, newest, judged.between)
    return _Look(index, report, still, names_that_stayed(report, pair[1]))


def _outcomes(
    history: History,
    captures: Sequence[Captured],
    looks: Mapping[int, _Look],
    ends: tuple[Snapshot, Snapshot],
    judged: Judged,
) -> tuple[Outcomes, tuple[Finding, ...]]:
    """Work out what became of what captures (the newest first) brought, and what of all stands and is not settled.

    `ends` are the newest and the one before all that can be open: the last that was backfilled, else the first. No look
    is at anything older.
    """
    first, newest = ends
    last = len(captures) - 1
    manifests = judged.policy.manifests
    recent = since_backfill(captures)
    reviews = Reviews(manifests, tuple(map(seen, recent)))
    outcomes = Outcomes(newest, lambda finding, index: reviews.cover(finding, last - index))
    for index, look in sorted(looks.items(), reverse=True):
        outcomes.look_back(index, look.report, look.still, look.stayed)
    if not looks:
        return outcomes, ()
    origins = Origins(history, recent, first, judged.between)
    # Since when a finding of the two stands, which no capture told, matters only where something was reviewed.
    is_asked = any(manifest.review is not None for manifest in manifests)
    stands = outcomes.look_at_all(
        judged.review(first, newest), first, brought=lambda one: last - origins.of(one) if is_asked else 0
    )
    return outcomes, _open(stands, outcomes)


def _open(stands: Stands, outcomes: Outcomes) -> tuple[Finding, ...]:
    found = [one.finding for one in stands.found if one.state == "open"]
    told = [one.finding for one in stands.told if outcomes.of(one.capture, one.finding).state == "open"]
    return tuple({one.fingerprint: one for one in (*found, *told)}.values())


def _accepted(report: Report) -> tuple[Finding, ...]:
    return tuple(each.finding for each in report.suppressed)


def _cut(history: History, held: int) -> Cut | None:
    """Tell what is missing: a clone may be shallow, commits may have been squashed."""
    told = history.told()
    return Cut(told=told, held=held, shallow=history.repository.is_shallow()) if told > held else None


def _settled(look: _Look | None) -> Mapping[str, Outcome]:
    """Say of what was backfilled that it is history: whatever still stands of it, the first run found it so."""
    if look is None:
        return {}
    found = {each.fingerprint: Outcome(state="over") for each in singles(look.report.findings)}
    for accepted in look.report.suppressed:
        outcome = Outcome(state="accepted", suppression=accepted.suppression)
        found |= {each.fingerprint: outcome for each in accepted.finding.single}
    return found


def _moment(captured: Captured, index: int, look: _Look | None, outcomes: Outcomes | None) -> Moment:
    line = captured.capture
    at = line.at if line else f"{captured.date}T00:00:00Z"
    findings = look.report.findings if look else ()
    accepted = _accepted(look.report) if look else ()
    single = singles((*findings, *accepted))
    return Moment(
        key=f"{captured.date}-{captured.commit[:SHORT]}",
        date=captured.date,
        at=at,
        commit=captured.commit,
        first=index == 0,
        findings=findings,
        accepted=accepted,
        outcomes={each.fingerprint: outcomes.of(index, each) for each in single} if outcomes else _settled(look),
        read=line.documents.read if line else 0,
        unseen=line.unseen if line else (),
        operations=line.operations if line else 0,
        facts=line.facts if line else 0,
        seen=line.seen if line else SeenSums(),
    )
