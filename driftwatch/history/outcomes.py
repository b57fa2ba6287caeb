"""What became of each finding: it stands until today, it is over, the team accepted it, or reviewed it.

What stands is what differs between the first capture and the newest; and of what the first one did not have yet, what
changed since it came, also that an operation is gone by now: somebody may have come to rely on it. So a finding is
over when the documentation takes it back or when the next change of the same thing takes its place, and what takes it
back is no drift either. A place stays the same when what is there gets another name: an operation that moved still has
the drift that it had, and one that moved back has none.
"""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from msgspec import Struct

from driftwatch.history.accounts import Account, Accounts
from driftwatch.history.overall import Overall, Told
from driftwatch.history.same_place import Named, Names, Where
from driftwatch.model.finding import Finding, Outcome, Report
from driftwatch.model.snapshot import Snapshot


class Stands(Struct, frozen=True, kw_only=True):
    """What stands until today, and what of that somebody has settled."""

    found: tuple[Account, ...]
    """What differs between the first capture and the newest, but for what is told in the words of captures."""
    told: tuple[Told, ...]
    """What captures told: of what the first one lacked, and of what somebody had settled before it changed again."""


class Outcomes:
    """Looks back from the newest capture, one capture after the other, and at last at all of them together.

    Captures have a number, whichever way they are counted: what became of a finding names others by theirs.

    Args:
        newest: the newest capture.
        reviewed: tells whether the manifests that a finding affects were reviewed since a capture.
    """

    def __init__(self, newest: Snapshot, reviewed: Callable[[Finding, int], bool]) -> None:
        self._reviewed = reviewed
        self._names = Names(newest)
        self._told: list[Told] = []
        self._newest: dict[str, Told] = {}
        self._standing: dict[str, Told] = {}
        self._later: dict[tuple[Where, str | None], int] = {}
        self._outcomes: dict[tuple[int, str], Outcome] = {}

    def look_back(
        self, capture: int, report: Report, still: Iterable[Finding], stayed: AbstractSet[Named] = frozenset()
    ) -> None:
        """Take in a capture.

        Args:
            capture: its number.
            report: what it brought.
            still: what of that is found today.
            stayed: from `names_that_stayed`.
        """
        told = self._told_by(capture, report)
        self._names.look_back((each.finding for each in told), stayed)
        still_at = {each.fingerprint: self._names.place_today(each) for each in still}
        gone = {each.place for each in told if not (each.accepted or each.finding.fingerprint in still_at)}
        self._take_back(gone - set(still_at.values()), capture)
        for each in told:
            newest = self._newest.setdefault(each.finding.fingerprint, each)
            if not each.accepted:
                by = self._later.get((each.place, each.finding.variant))
                self._outcomes[capture, each.finding.fingerprint] = Outcome(state="over", by=by)
                if each.finding.fingerprint in still_at.keys() - self._standing.keys():
                    # What came twice stands since the last time.
                    self._stand(newest)
        for accepted in report.suppressed:
            outcome = Outcome(state="accepted", suppression=accepted.suppression)
            self._outcomes |= {(capture, one.fingerprint): outcome for one in accepted.finding.single}
        self._later |= {(each.place, each.finding.variant): capture for each in told}
        self._told += told

    def look_at_all(self, report: Report, first: Snapshot, brought: Callable[[Finding], int]) -> Stands:
        """Hold what stands against the comparison of the first capture with the newest.

        Args:
            report: that comparison.
            first: the first capture.
            brought: finds the capture that brought one of its findings; asked where no capture told the same.
        """
        overall = Overall(report, first, self._names)
        new = {fingerprint for fingerprint, each in self._standing.items() if overall.lacked(each)}
        for fingerprint, each in tuple(self._standing.items()):
            if not (fingerprint in new or overall.finds(each.finding) or overall.differs_at(each.place)):
                self._outcomes[each.capture, fingerprint] = Outcome(state="over")
                del self._standing[fingerprint]
        gone = overall.came_and_went(self._told)
        for each in gone:
            self._stand(each)
        standing = tuple(each for each in self._told if each is self._standing.get(each.finding.fingerprint))
        accounts = Accounts(overall, self._told, standing, reviewed=self._reviewed, brought=brought)
        found = tuple(map(accounts.of, overall.found))
        for account in found:
            if account.state in {"open", "reviewed"} and account.told is not None and not account.told.accepted:
                # It came back otherwise than it went, or is told in other words by now.
                self._stand(account.told)
        words = new.union(
            (each.finding.fingerprint for each in gone),
            (each.finding.fingerprint for account in found for each in account.rather),
        )
        told = (each for each in standing if each.finding.fingerprint in words and not overall.finds(each.finding))
        return Stands(found=tuple(each for each in found if not each.rather), told=tuple(told))

    def of(self, capture: int, finding: Finding) -> Outcome:
        """Return what became of a finding of a capture that was looked at."""
        found = self._outcomes[capture, finding.fingerprint]
        return Outcome(state="reviewed") if found.state == "open" and self._reviewed(finding, capture) else found

    def _told_by(self, capture: int, report: Report) -> list[Told]:
        told = [(each, False) for each in report.single] + [(each, True) for each in report.accepted]
        return [Told(each, self._names.place_of(each), capture, accepted) for each, accepted in told]

    def _stand(self, told: Told) -> None:
        self._standing[told.finding.fingerprint] = told
        self._outcomes[told.capture, told.finding.fingerprint] = Outcome()

    def _take_back(self, undone: AbstractSet[Where], capture: int) -> None:
        """Note what only takes back what a capture brought: against the state before both it is none."""
        for fingerprint, each in tuple(self._standing.items()):
            if each.place in undone:
                self._outcomes[each.capture, fingerprint] = Outcome(state="over", back=capture)
                del self._standing[fingerprint]
