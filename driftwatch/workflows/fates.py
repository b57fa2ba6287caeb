"""What became of each finding: it stands until today, it is over, the team accepted it, or reviewed it.

A finding of a capture is open as long as a comparison of the capture before it with the newest one still finds it.
So it is over when the documentation takes it back or when the next change of the same thing takes its place. What takes
it back is no drift either: against the state before both there is none at that place.
"""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from driftwatch.model.finding import Fate, Finding, Report

Where: TypeAlias = tuple[object, ...]


class Fates:
    """Looks back from the newest capture, one capture after the other.

    Captures have a number, whichever way they are counted: what became of a finding names others by theirs.

    Args:
        reviewed: tells whether the manifests that a finding of a capture affects were reviewed since.
    """

    def __init__(self, reviewed: Callable[[Finding, int], bool]) -> None:
        self._reviewed = reviewed
        self._standing: dict[str, tuple[int, Finding]] = {}
        self._newest: dict[str, int] = {}
        self._later: dict[Where, int] = {}
        self._fates: dict[tuple[int, str], Fate] = {}

    def look_back(self, capture: int, report: Report, still: Iterable[Finding]) -> None:
        """Take in a capture; `still` is what is found between the capture before it and the newest."""
        still = tuple(still)
        fingerprints = {finding.fingerprint for finding in still}
        # Another finding at its place, which no later capture brought, is the same drift in other words: the operation
        # that is gone has lost its whole path since.
        reworded = set(map(where_of, still)) - self._later.keys()
        gone = [finding for finding in report.findings if finding.fingerprint not in fingerprints]
        self._take_back(set(map(place_of, gone)) - set(map(place_of, still)), capture)
        for finding in report.findings:
            self._take_in(capture, finding, stands=finding.fingerprint in fingerprints or where_of(finding) in reworded)
        for each in report.suppressed:
            accepted = Fate(state="accepted", suppression=each.suppression)
            self._fates[capture, each.finding.fingerprint] = accepted
        told = (*report.findings, *(each.finding for each in report.suppressed))
        self._later |= {where_of(finding): capture for finding in told}

    def of(self, capture: int, finding: Finding) -> Fate:
        """Return what became of a finding of a capture that was looked at."""
        found = self._fates[capture, finding.fingerprint]
        return Fate(state="reviewed") if found.state == "open" and self._reviewed(finding, capture) else found

    def _take_in(self, capture: int, finding: Finding, *, stands: bool) -> None:
        fingerprint = finding.fingerprint
        self._fates[capture, fingerprint] = Fate(state="over", by=self._later.get(where_of(finding)))
        # What came twice stands since the last time.
        newest = self._newest.setdefault(fingerprint, capture)
        if stands and fingerprint not in self._standing:
            self._standing[fingerprint] = newest, finding
            self._fates[newest, fingerprint] = Fate()

    def _take_back(self, undone: AbstractSet[Where], capture: int) -> None:
        """Note that what stands at these places only takes back what a capture brought."""
        for fingerprint, (newest, finding) in tuple(self._standing.items()):
            if place_of(finding) in undone:
                self._fates[newest, fingerprint] = Fate(state="over", back=capture)
                del self._standing[fingerprint]


def where_of(finding: Finding) -> Where:
    """Return the place of a finding, told apart by variants."""
    return (*place_of(finding), finding.variant)


def place_of(finding: Finding) -> Where:
    """Equal for what happens at one place of the documentation, whatever it is."""
    return finding.operations, finding.schema, finding.location, finding.status, finding.media_type, finding.field
