"""Open drift: the findings of all captures that still stand, as driftwatch.history.outcomes tells.

Git holds all that this needs; nothing else is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice

from msgspec import Struct, structs

from driftwatch.errors import RepositoryError
from driftwatch.history.captures import UNSHALLOW, Captured, History
from driftwatch.history.origins import Origins
from driftwatch.history.outcomes import Outcomes, Stands
from driftwatch.history.replay import since_backfill
from driftwatch.history.review import findings_between, review
from driftwatch.history.reviewed import Reviews, Seen
from driftwatch.history.same_place import names_that_stayed
from driftwatch.history.still_there import still_of
from driftwatch.history.walk import changed, walk
from driftwatch.model.finding import STATES, Finding, Report, Side, State
from driftwatch.model.open_finding import OpenFinding
from driftwatch.model.snapshot import Snapshot
from driftwatch.rules.folding import folded
from driftwatch.rules.policy import Policy


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
    """Sorted as in a report; like all of these, what has one cause is one."""
    over: tuple[OpenFinding, ...] = ()
    """Findings that were taken back or replaced."""
    accepted: frozenset[str] = frozenset()
    """Fingerprints that a suppression accepts."""
    causes: Mapping[str, str] = {}
    """Cause of each of those that has one in common with others, by its fingerprint."""
    reviewed: tuple[OpenFinding, ...] = ()
    """Findings that still stand, and that every manifest which they affect was reviewed for."""
    newest: OpenedSnapshot | None = None
    """None when there is no capture at all."""


class _Look(Struct, frozen=True):
    """A capture that brought something: its number from the newest one, and what was found."""

    number: int
    report: Report
    is_newest: bool
    """Whether what it holds is what the newest one holds."""


def newest_of(history: History) -> OpenedSnapshot | None:
    """Return the newest capture; None when there is none."""
    for captured in history.captures(limit=1):
        snapshot = history.at(captured.commit, label=captured.label)
        return OpenedSnapshot(snapshot=snapshot, side=_side(captured, snapshot.digest), commit=captured.commit)
    return None


def open_drift(history: History, *, source: str, policy: Policy, limit: int) -> OpenDrift:
    """Collect the open findings of a source: what runs found, not what was backfilled.

    Args:
        history: its captures.
        source: its name.
        policy: how the team judges.
        limit: how many captures with drift are looked back on; what is older counts as accepted.

    Raises:
        RepositoryError: the clone lacks captures.
    """
    captures: Sequence[Captured] = history.captures()
    if not captures:
        return OpenDrift()
    _refuse_what_is_cut_off(source, history, len(captures))
    captures = since_backfill(captures)
    newest = history.at(captures[0].commit, label=captures[0].label)
    outcomes = Outcomes(newest, Reviews(policy.manifests, tuple(map(seen, captures))).cover)
    between = partial(findings_between, today=policy.today, strictness=policy.strictness)
    numbers, start = _looked_back_on(history, captures, limit, every=bool(policy.suppressions))
    looks: list[_Look] = []
    sides = {0: _side(captures[0], newest.digest)}
    held = {0: newest}
    for visit in walk(history, captures, numbers, newest=newest):
        if visit.pair is None:
            continue
        number, (old, new) = visit.number, visit.pair
        sides |= {each: _side(captures[each], side.digest) for each, side in ((number + 1, old), (number, new))}
        report = review(old, new, source=source, policy=policy, sides=(sides[number + 1], sides[number]))
        outcomes.look_back(
            number, report, still_of(report, visit.pair, newest, between), names_that_stayed(report, new)
        )
        looks.append(_Look(number, report, is_newest=new is newest))
        held = {number + 1: old}
    first = held[start] if start in held else history.at(captures[start].commit, label=captures[start].label)
    sides[start] = _side(captures[start], first.digest)
    overall = _told_already(looks, start, (sides[start], sides[0])) or review(
        first, newest, source=source, policy=policy, sides=(sides[start], sides[0])
    )
    origins = Origins(history, captures[: start + 1], first, between)
    stands = outcomes.look_at_all(overall, first, origins.of)
    opened = OpenedSnapshot(snapshot=newest, side=overall.new, commit=captures[0].commit)
    known = _Known(captures=captures, looks=looks, sides=sides, overall=overall)
    return _drift(known, outcomes, stands, opened)


def _told_already(looks: Sequence[_Look], start: int, sides: tuple[Side, Side]) -> Report | None:
    """Return what the first and the newest capture differ in where one capture brought all of it; None elsewhere."""
    if len(looks) != 1 or not looks[0].is_newest or looks[0].number + 1 != start:
        return None
    return structs.replace(looks[0].report, old=sides[0], new=sides[1])


def _refuse_what_is_cut_off(name: str, history: History, held: int) -> None:
    """Refuse a clone that lacks captures: what drifted in those would count as gone, and its issues would be closed.

    Raises:
        RepositoryError: it does.
    """
    if missing := history.missing(held=held):
        raise RepositoryError(f"{name}: {missing}: what drifted before cannot be told", hint=UNSHALLOW)


class _Known(Struct, frozen=True, kw_only=True):
    """All captures, those that brought something, and the comparison of the first with the newest."""

    captures: Sequence[Captured]
    looks: Sequence[_Look]
    sides: Mapping[int, Side]
    overall: Report

    def opened(self, finding: Finding, *, since: int, last: int) -> OpenFinding:
        """Say between which captures a finding came: the one before the first that brought it, and the last."""
        old, new = (self.sides.get(each) or _side(self.captures[each]) for each in (since + 1, last))
        return OpenFinding(finding=finding, old=old, new=new, commit=self.captures[last].commit)

    @property
    def accepted(self) -> Iterator[Finding]:
        """The findings that a suppression accepts, each by itself."""
        reports = (self.overall, *(look.report for look in self.looks))
        return (each for report in reports for each in report.accepted)


def _drift(known: _Known, outcomes: Outcomes, stands: Stands, newest: OpenedSnapshot) -> OpenDrift:
    """Sort out what stands, and what captures told besides, by what became of it."""
    parts: dict[State, dict[str, OpenFinding]] = {state: {} for state in STATES}
    for one in stands.found:
        parts[one.state][one.finding.fingerprint] = known.opened(one.finding, since=one.since, last=one.last)
    for told in stands.told:
        state = outcomes.of(told.capture, told.finding).state
        parts[state][told.finding.fingerprint] = known.opened(told.finding, since=told.capture, last=told.capture)
    standing = frozenset(chain(*parts.values()))
    for look in known.looks:
        for each in look.report.single:
            if each.fingerprint not in standing and outcomes.of(look.number, each).state == "over":
                told_then = known.opened(each, since=look.number, last=look.number)
                parts["over"].setdefault(each.fingerprint, told_then)
    accepted = (*known.accepted, *(each.finding for each in parts["accepted"].values()))
    return OpenDrift(
        found=_folded(parts["open"]),
        over=_folded(parts["over"]),
        accepted=frozenset(each.fingerprint for each in accepted),
        causes={each.fingerprint: each.cause for each in accepted if each.cause not in {"", each.fingerprint}},
        reviewed=_folded(parts["reviewed"]),
        newest=newest,
    )


def _folded(found: Mapping[str, OpenFinding]) -> tuple[OpenFinding, ...]:
    """Tell what has one cause together, whichever captures brought it; what one edit did besides came with it.

    Which schemas these are tells an exchange: it is one edit, whichever captures brought it where.
    """
    exchanges = {each.finding.edit for each in found.values() if each.finding.instead}
    together = folded(
        structs.replace(each.finding, edit=each.finding.edit if each.finding.edit in exchanges else _edit(each))
        for each in found.values()
    )
    return tuple(
        _spanning(_as_judged(finding, found), [found[one.fingerprint] for one in finding.single])
        for finding in together
    )


def _as_judged(finding: Finding, found: Mapping[str, OpenFinding]) -> Finding:
    first, *_ = judged = tuple(found[one.fingerprint].finding for one in finding.single)
    return structs.replace(finding, edit=first.edit, members=judged if finding.members else ())


def _edit(each: OpenFinding) -> str:
    """Return the edit that a finding came by, in the capture that brought it: another one brings another edit."""
    return f"{each.finding.edit} {each.new.date} {each.commit}" if each.finding.edit else ""


def _spanning(finding: Finding, members: Sequence[OpenFinding]) -> OpenFinding:
    """Say between which captures a finding came: the one before all of it, and the one that brought the last of it."""
    last = max(members, key=lambda each: each.new.date)
    old = min((each.old for each in members), key=lambda side: side.date)
    began = min(each.new.date for each in members)
    return OpenFinding(finding=finding, old=old, new=last.new, commit=last.commit, began=began)


def seen(captured: Captured) -> Seen:
    """Return what tells a capture apart for a review."""
    return Seen(digest=captured.capture.digest if captured.capture else "", date=captured.date)


def _looked_back_on(
    history: History, captures: Sequence[Captured], limit: int, *, every: bool
) -> tuple[tuple[int, ...], int]:
    """Return the numbers of the captures that brought something, newest first, and that of the first of all.

    A capture whose own line counts no finding is left out, unless what it brought may have been accepted at the time.
    Where there are more than are looked back on, the first is the one before the last of them.
    """
    drifted = (number for number in changed(history, captures) if every or not _is_silent(captures[number]))
    numbers = tuple(islice(drifted, limit + 1))
    if len(numbers) > limit:
        return numbers[:limit], numbers[limit - 1] + 1
    return numbers, len(captures) - 1


def _is_silent(captured: Captured) -> bool:
    line = captured.capture
    return line is not None and not (line.breaking or line.warning or line.info)


def _side(captured: Captured, digest: str = "") -> Side:
    digest = digest or (captured.capture.digest if captured.capture else "")
    return Side(label=captured.label, date=captured.date, digest=digest)
