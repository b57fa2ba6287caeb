"""What became of each finding: it stands until today, it is over, the team accepted it, or reviewed it.

A finding of a capture is open as long as a comparison of the capture before it with the newest one still finds it.
So it is over when the documentation takes it back or when the next change of the same thing takes its place. What takes
it back is no drift either: against the state before both there is none at that place. A place stays the same when what
is there gets another name: an operation that moved still has the drift that it had, and one that moved back has none.
"""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec import structs

from driftwatch.model.address import operation_key
from driftwatch.model.finding import Fate, Finding, Report

Where: TypeAlias = tuple[object, ...]
_RENAMING: Final = ("-moved", "-renamed")
"""How the ids of rules end that tell a name before and a name after."""


class Fates:
    """Looks back from the newest capture, one capture after the other.

    Captures have a number, whichever way they are counted: what became of a finding names others by theirs.

    Args:
        reviewed: tells whether the manifests that a finding of a capture affects were reviewed since.
    """

    def __init__(self, reviewed: Callable[[Finding, int], bool]) -> None:
        self._reviewed = reviewed
        self._names = _Names()
        self._standing: dict[str, tuple[int, Where]] = {}
        self._newest: dict[str, int] = {}
        self._later: dict[Where, int] = {}
        self._fates: dict[tuple[int, str], Fate] = {}

    def look_back(self, capture: int, report: Report, still: Iterable[Finding]) -> None:
        """Take in a capture; `still` is what is found between the capture before it and the newest."""
        told = (*report.findings, *(each.finding for each in report.suppressed))
        places = {finding.fingerprint: self._names.place_of(finding) for finding in told}
        left = {each.fingerprint: self._names.place_left_by(each) for each in report.findings}
        self._names.look_back(told)
        still_at = {finding.fingerprint: (self._names.place_of(finding), finding.variant) for finding in still}
        # Another finding at its place, which no later capture brought, is the same drift in other words: the operation
        # that is gone has lost its whole path since.
        reworded = set(still_at.values()) - self._later.keys()
        gone = {at[each] for at in (places, left) for each in left if each not in still_at}
        self._take_back(gone - {place for place, _ in still_at.values()}, capture)
        for finding in report.findings:
            place = places[finding.fingerprint]
            stands = finding.fingerprint in still_at or (place, finding.variant) in reworded
            self._take_in(capture, finding, place, stands=stands)
        for each in report.suppressed:
            accepted = Fate(state="accepted", suppression=each.suppression)
            self._fates[capture, each.finding.fingerprint] = accepted
        self._later |= {(places[finding.fingerprint], finding.variant): capture for finding in told}

    def of(self, capture: int, finding: Finding) -> Fate:
        """Return what became of a finding of a capture that was looked at."""
        found = self._fates[capture, finding.fingerprint]
        return Fate(state="reviewed") if found.state == "open" and self._reviewed(finding, capture) else found

    def _take_in(self, capture: int, finding: Finding, place: Where, *, stands: bool) -> None:
        fingerprint = finding.fingerprint
        self._fates[capture, fingerprint] = Fate(state="over", by=self._later.get((place, finding.variant)))
        # What came twice stands since the last time.
        newest = self._newest.setdefault(fingerprint, capture)
        if stands and fingerprint not in self._standing:
            self._standing[fingerprint] = newest, place
            self._fates[newest, fingerprint] = Fate()

    def _take_back(self, undone: AbstractSet[Where], capture: int) -> None:
        """Note that what stands at these places only takes back what a capture brought."""
        for fingerprint, (newest, place) in tuple(self._standing.items()):
            if place in undone:
                self._fates[newest, fingerprint] = Fate(state="over", back=capture)
                del self._standing[fingerprint]


class _Names:
    """What operations, schemas and fields are called in the newest capture, whatever they were called when."""

    def __init__(self) -> None:
        self._now: dict[Where, str] = {}
        self._operations: dict[tuple[str, ...], tuple[str, ...]] = {}
        """A shared schema reaches a thousand operations, and each of its findings names them all."""

    def place_of(self, finding: Finding) -> Where:
        """Equal for what happens at one place of the documentation, whatever it is."""
        at = self._around(finding)
        return (*at, self._now.get((*at, finding.field), finding.field))

    def place_left_by(self, finding: Finding) -> Where:
        """The place from which an operation moved, where another finding may be its return; else the finding's own."""
        moved = structs.replace(finding, operations=(finding.before,)) if _moves(finding) else finding
        return self.place_of(moved)

    def look_back(self, findings: Iterable[Finding]) -> None:
        """Take in what a capture renamed: in those before it the old names hold."""
        older: dict[Where, str] = {}
        for finding in findings:
            before, after = finding.before, finding.after
            if not (finding.id.endswith(_RENAMING) and isinstance(before, str) and isinstance(after, str)):
                continue
            if _moves(finding):
                older["operation", _key(before)] = self._operation(after)
            elif after == finding.schema:
                older["schema", before] = self._now.get(("schema", after), after)
            elif after == finding.field:
                at = self._around(finding)
                older[*at, before] = self._now.get((*at, after), after)
        if older:
            self._now |= older
            self._operations.clear()

    def _around(self, finding: Finding) -> Where:
        operations = self._operations.get(finding.operations)
        if operations is None:
            operations = tuple(sorted({self._operation(each) for each in finding.operations}))
            self._operations[finding.operations] = operations
        schema = self._now.get(("schema", finding.schema), finding.schema)
        return operations, schema, finding.location, finding.status, finding.media_type

    def _operation(self, name: str) -> str:
        key = _key(name)
        return self._now.get(("operation", key), key)


def _moves(finding: Finding) -> bool:
    """Tell whether a finding is of an operation with another name before."""
    renames = finding.id.endswith(_RENAMING) and isinstance(finding.before, str)
    return renames and finding.after in finding.operations


@lru_cache(maxsize=100_000)
def _key(operation: str) -> str:
    """The key of an operation, in which the names of its path parameters mean nothing."""
    method, _, path = operation.partition(" ")
    return operation_key(method, path)
