"""What became of each finding: it stands until today, it is over, or the team accepted it.

As in driftwatch.workflows.open_drift, a finding is open as long as a comparison of the capture before it with the
newest one still finds it, and what takes it back is no drift either.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

from driftwatch.model.finding import Finding, Report
from driftwatch.reports.site_model import Fate
from driftwatch.workflows.open_drift import Where, place_of, where_of


class Standing:
    """Looks back from the newest capture, one capture after the other.

    Args:
        reviewed: tells whether the manifests that a finding of a capture (an index) affects were reviewed since.
    """

    def __init__(self, reviewed: Callable[[Finding, int], bool]) -> None:
        self._reviewed = reviewed
        self._standing: dict[tuple[int, str], Finding] = {}
        self._said: set[str] = set()
        self._newest: dict[str, int] = {}
        self._later: dict[Where, int] = {}
        self._fates: dict[tuple[int, str], Fate] = {}

    def look_back(self, index: int, report: Report, still: tuple[Finding, ...]) -> None:
        """Take in a capture; `still` is what is found between the capture before it and the newest."""
        fingerprints = {finding.fingerprint for finding in still}
        places = {place_of(finding) for finding in still}
        reworded = {where_of(finding) for finding in still} - self._later.keys()
        gone = [finding for finding in report.findings if finding.fingerprint not in fingerprints]
        self._take_back({place_of(finding) for finding in gone} - places, index)
        for finding in report.findings:
            fingerprint, where = finding.fingerprint, where_of(finding)
            self._fates[index, fingerprint] = Fate(state="over", by=self._later.get(where))
            newest = self._newest.setdefault(fingerprint, index)
            if (fingerprint in fingerprints or where in reworded) and fingerprint not in self._said:
                # What came twice stands since the last time.
                self._standing[newest, fingerprint] = finding
                self._fates[newest, fingerprint] = Fate()
        for each in report.suppressed:
            fate = Fate(state="accepted", suppression=each.suppression)
            self._fates[index, each.finding.fingerprint] = fate
        self._said |= {fingerprint for _, fingerprint in self._standing}
        told = (*report.findings, *(each.finding for each in report.suppressed))
        self._later |= {where_of(finding): index for finding in told}

    def _take_back(self, undone: AbstractSet[Where], index: int) -> None:
        """Note that what stands at these places only takes back what a capture brought."""
        for key in [key for key, finding in self._standing.items() if place_of(finding) in undone]:
            self._fates[key] = Fate(state="over", back=index)
            self._said.discard(self._standing.pop(key).fingerprint)

    def fates(self, index: int, findings: tuple[Finding, ...]) -> Mapping[str, Fate]:
        """Return what became of the findings of a capture, by fingerprint."""
        return {finding.fingerprint: self._fate(index, finding) for finding in findings}

    def _fate(self, index: int, finding: Finding) -> Fate:
        found = self._fates[index, finding.fingerprint]
        return Fate(state="reviewed") if found.state == "open" and self._reviewed(finding, index) else found
