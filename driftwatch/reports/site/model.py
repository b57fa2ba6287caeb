"""What the site shows: captures oldest first, and subjects with what stands, since when, and what happened to them."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from driftwatch.model.facts import AnyFact
from driftwatch.model.finding import LEVELS, Finding, Level, Outcome, State, Suppression, counted
from driftwatch.model.seen import SeenSums
from driftwatch.model.snapshot import Document, Owner


class Moment(Struct, frozen=True, kw_only=True):
    """One capture. `key` names its page; `at` is ISO 8601, UTC; findings are against the capture before."""

    key: str
    date: str
    at: str
    commit: str
    first: bool = False
    findings: tuple[Finding, ...] = ()
    """Those that no suppression accepts."""
    accepted: tuple[Finding, ...] = ()
    outcomes: Mapping[str, Outcome] = {}
    """What became of them, each by itself, by fingerprint."""
    read: int = 0
    unseen: tuple[str, ...] = ()
    """Places of the documents that could not be read; their facts are carried over."""
    operations: int = 0
    facts: int = 0
    seen: SeenSums = SeenSums()
    """What of its pages looked like facts and became facts, and what is watched as text."""

    @property
    def counts(self) -> Mapping[Level, int]:
        """Number of findings by level, all three levels present."""
        return counted(self.findings)

    @property
    def drifted(self) -> bool:
        """Tell whether it brought any drift, accepted or not."""
        return bool(self.findings or self.accepted)

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that still stand."""
        return tuple(finding for finding in self.findings if self.outcome(finding).state == "open")

    def first_open(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Put findings in the order of looking at them: by level, and of a level those that are open first."""
        return tuple(sorted(findings, key=lambda one: (LEVELS.index(one.level), self.outcome(one).state != "open")))

    def outcome(self, finding: Finding) -> Outcome:
        """Return what became of a finding of this capture; one of several members stands as long as any of them."""
        found = [self.outcomes.get(one.fingerprint, _OPEN) for one in finding.single]
        return min(found, key=lambda one: (_LASTING.index(one.state), -(-1 if one.by is None else one.by)))


_OPEN: Final = Outcome()
_LASTING: Final[tuple[State, ...]] = ("open", "reviewed", "accepted", "over")
"""What tells what became of several: whatever of them still stands, else what was over last."""


class Stand(Struct, frozen=True, kw_only=True):
    """One fact of today and since which capture it stands (an index); `before` is what it said until then."""

    fact: AnyFact
    since: int
    before: AnyFact | None = None


class Event(Struct, frozen=True, kw_only=True):
    """Something that happened to a subject in a capture (an index)."""

    capture: int
    finding: Finding
    """As far as it is about the subject."""
    told_as: str
    """Fingerprint of the finding of the capture that tells of it."""


class Name(Struct, frozen=True, kw_only=True):
    """What a subject was called from a capture (an index) on."""

    title: str
    owner: Owner
    since: int


class Subject(Struct, frozen=True, kw_only=True):
    """An owner through all captures, under its newest name; `gone` is the capture that no longer documents it."""

    owner: Owner
    title: str
    first: int
    gone: int | None = None
    documents: tuple[Document, ...] = ()
    """Those that state its facts, as the newest snapshot that has it knows them."""
    stands: tuple[Stand, ...] = ()
    events: tuple[Event, ...] = ()
    """Those of the newest capture first, each in the order of its report."""
    uses: tuple[Owner, ...] = ()
    """Named schemas that its facts reach, directly or through others."""
    names: tuple[Name, ...] = ()
    """Oldest first; the last is its present one."""
    shared: bool = True
    """It is not, or was not always, a schema that one operation alone uses: it had a page of its own."""


class Cut(Struct, frozen=True, kw_only=True):
    """That git holds fewer captures than the trail tells of; `shallow` when the clone leaves out older commits."""

    told: int
    held: int
    shallow: bool


class Past(Struct, frozen=True, kw_only=True):
    """The history of one source."""

    source: str
    moments: tuple[Moment, ...]
    subjects: tuple[Subject, ...]
    open: tuple[Finding, ...] = ()
    """What differs between the first capture and the newest and is not settled, as in a report."""
    breaches: tuple[Finding, ...] = ()
    """What manifests claim or the live API does, and the newest capture does not say."""
    url: str = ""
    """Where the site will be published, for the feed; relative links when it is not known."""
    cut: Cut | None = None
    """None when the history is whole."""
    lapsed: tuple[Suppression, ...] = ()
    """Suppressions that have expired while their findings are still told."""
    one_of: tuple[str, ...] = ()
    """The names of all sources, when a page above leads to several."""
