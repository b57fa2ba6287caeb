"""What became of each finding: it stands until today, it is over, the team accepted it, or reviewed it.

A finding of a capture is open as long as a comparison of the capture before it with the newest one still finds it.
So it is over when the documentation takes it back or when the next change of the same thing takes its place. What takes
it back is no drift either: against the state before both there is none at that place. A place stays the same when what
is there gets another name: an operation that moved still has the drift that it had, and one that moved back has none.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from msgspec import Struct

from driftwatch.model.finding import Fate, Finding, Report
from driftwatch.workflows.finding_places import Names, Where
from driftwatch.workflows.still_found import Still


class Fates:
    """Looks back from the newest capture, one capture after the other.

    Captures have a number, whichever way they are counted: what became of a finding names others by theirs.

    Args:
        reviewed: tells whether the manifests that a finding of a capture affects were reviewed since.
    """

    def __init__(self, reviewed: Callable[[Finding, int], bool]) -> None:
        self._reviewed = reviewed
        self._names = Names()
        self._standing: dict[str, _Standing] = {}
        self._newest: dict[str, int] = {}
        self._later: dict[Where, int] = {}
        self._fates: dict[tuple[int, str], Fate] = {}

    def look_back(self, capture: int, report: Report, still: Still) -> None:
        """Take in a capture; `still` is what of it is found today."""
        told = (*report.findings, *(each.finding for each in report.suppressed))
        places = {finding.fingerprint: self._names.place_of(finding) for finding in told}
        left = {each.fingerprint: self._names.place_left_by(each) for each in report.findings}
        self._names.look_back(told)
        still_at = {each.fingerprint: (self._names.place_of(each), each.variant) for each in still.findings}
        gone = {at[each] for at in (places, left) for each in left if each not in still_at}
        self._take_back(gone - {place for place, _ in still_at.values()}, still, capture)
        # Another finding at its place, which no later capture accounts for, is the same drift in other words: the
        # operation that is gone has lost its whole path since.
        reworded = set(still_at.values()) - {(each.place, each.variant) for each in self._standing.values()}
        for finding in report.findings:
            fingerprint, place = finding.fingerprint, places[finding.fingerprint]
            self._fates[capture, fingerprint] = Fate(state="over", by=self._later.get((place, finding.variant)))
            # What came twice stands since the last time.
            newest = self._newest.setdefault(fingerprint, capture)
            stands = fingerprint in still_at or (place, finding.variant) in reworded
            if stands and fingerprint not in self._standing:
                stated_by = frozenset(source.url for source in finding.sources)
                self._standing[fingerprint] = _Standing(newest, place, finding.variant, stated_by)
                self._fates[newest, fingerprint] = Fate()
        for each in report.suppressed:
            accepted = Fate(state="accepted", suppression=each.suppression)
            self._fates[capture, each.finding.fingerprint] = accepted
        self._later |= {(places[finding.fingerprint], finding.variant): capture for finding in told}

    def of(self, capture: int, finding: Finding) -> Fate:
        """Return what became of a finding of a capture that was looked at."""
        found = self._fates[capture, finding.fingerprint]
        return Fate(state="reviewed") if found.state == "open" and self._reviewed(finding, capture) else found

    def _take_back(self, undone: AbstractSet[Where], still: Still, capture: int) -> None:
        """Note what only takes back what a capture brought: against the state before both it is none."""
        known = {url for url in still.passing if self._names.document(url) == url}
        same = self._names.of_documents(still.undone | known)
        for fingerprint, each in tuple(self._standing.items()):
            if each.place in undone or (each.stated_by and each.stated_by <= same):
                self._fates[each.capture, fingerprint] = Fate(state="over", back=capture)
                del self._standing[fingerprint]


class _Standing(Struct, frozen=True):
    """A finding that stands: the last capture that brought it, where, and which documents (URLs) say so."""

    capture: int
    place: Where
    variant: str | None
    stated_by: frozenset[str]
