"""Findings: changes, contradictions and manifest breaches as a rule judges them, and the report that holds them."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.model.address import child, escape
from driftwatch.model.change import WORDS
from driftwatch.model.json_values import Json
from driftwatch.model.paths import cut
from driftwatch.model.record import Record
from driftwatch.model.seen import SeenSums
from driftwatch.model.source import Source

Level: TypeAlias = Literal["breaking", "warning", "info"]
LEVELS: Final[tuple[Level, ...]] = ("breaking", "warning", "info")
"""Most severe first."""
Strictness: TypeAlias = Literal["tolerant", "strict", "sdk"]
"""What a correct reader is taken to survive: null, absence, new values and branches (tolerant); nothing that was not
promised (strict); not even another name (sdk: code that is generated from the documentation)."""
STRICTNESSES: Final[tuple[Strictness, ...]] = ("tolerant", "strict", "sdk")

ImpactKind: TypeAlias = Literal["affects", "unused", "unknown"]


_RENAMING: Final = ("-renamed", "-moved")
"""How the ids of rules end that tell a name before and a name after."""

State: TypeAlias = Literal["open", "over", "accepted", "reviewed"]
STATES: Final[tuple[State, ...]] = ("open", "over", "accepted", "reviewed")


class ManifestUse(Record, frozen=True, order=True, omit_defaults=True, kw_only=True):
    """The line of a manifest that relies on a changed fact."""

    manifest: str
    """Owner and contract: `media-team/videos`."""
    file: str
    line: int
    owner: str = ""
    claim: str = ""
    """What the line claims: `request field prompt`."""


class Impact(Record, frozen=True, omit_defaults=True, kw_only=True):
    """Which manifests rely on the changed fact; `unknown` when there are no manifests at all."""

    kind: ImpactKind = "unknown"
    uses: tuple[ManifestUse, ...] = ()

    @property
    def manifests(self) -> tuple[str, ...]:
        """Names of the manifests, sorted, each once."""
        return tuple(sorted({use.manifest for use in self.uses}))


class Finding(Struct, frozen=True, kw_only=True):
    """One judged difference, told once; attributes as in the JSON report (DESIGN: public contracts)."""

    id: str
    level: Level
    area: str
    """request, response, operation, security, server, errors, notices, values, documents, contradiction, manifest."""
    operations: tuple[str, ...]
    """Methods and documented path templates: `GET /v1/videos/{video_id}`; sorted."""
    variant: str | None = None
    location: str = ""
    media_type: str | None = None
    status: str | None = None
    field: str | None = None
    """Field path; for parameters and headers the name, followed by the path below it."""
    schema: str | None = None
    """The named schema in which it happened, when it is a shared one."""
    before: Json = None
    after: Json = None
    message: str
    """What the documentation now says, in one sentence, without markup; names from outside are in backticks."""
    instead: str = ""
    """With which sentence the message ends that says which schema stands in place of which; "" of what no exchange
    did."""
    advice: str
    impact: Impact = Impact()
    sources: tuple[Source, ...] = ()
    fingerprint: str
    """12 hex digits of what happened and where; the same in every run, and for any wording of the message."""
    title: str = ""
    """What the rule finds, in a few words; the same for every finding of a rule, like `why`."""
    why: str = ""
    """What breaks, and for whom."""
    usual_advice: str = ""
    """What to do about whatever the rule finds, where `advice` is about the values of this finding; "" where it says
    the same of all. No report shows both."""
    strictly: Level | None = None
    """Its level for somebody who relies on what changed, where that is another one; no report shows it."""
    cause: str = ""
    """12 hex digits that it has in common with all that the same edit of the documentation did elsewhere; "" when it is
    told alone whatever else there is."""
    edit: str = ""
    """12 hex digits that it has in common with all that the same edit did, however severe, be it the other way or to
    the other end of a range; "" of what is told by its cause alone."""
    names_each: bool = False
    """Whether it tells of what came or went with others of its kind: each is named where they are told as one."""
    members: tuple["Finding", ...] = ()
    """The findings of one cause that are told in this one, in the order of a report; () when it stands for itself."""

    @property
    def single(self) -> tuple["Finding", ...]:
        """What it consists of: its members, or itself."""
        return self.members or (self,)

    @property
    def first_operation(self) -> str:
        """The operation at which it is told: the first of those that its first sentence is about; "" of no call."""
        return next((one.operations[0] for one in self.single if one.operations), "")

    @property
    def is_about_words(self) -> bool:
        """Whether it is about the words of a page: `before` and `after` are lines, side by side."""
        return self.location == WORDS

    @property
    def is_of_rewritten_page(self) -> bool:
        """Whether it tells of several sections of a page, each in other words: the page was written anew."""
        return self.is_about_words and any((one.before, one.after) != (self.before, self.after) for one in self.members)

    @property
    def is_observed(self) -> bool:
        """Whether the API itself is a witness of it, besides the documentation."""
        return len(self.documents) < len(self.sources)

    @property
    def documents(self) -> tuple[Source, ...]:
        """Where documentation speaks of it: the sources without what was observed."""
        return tuple(source for source in self.sources if source.stated_by != "observation")

    @property
    def is_heading_alone(self) -> bool:
        """Whether nothing but the heading of a section reads otherwise."""
        heading = self.sources[0].locator if self.sources else ""
        return self.is_about_words and self.id == "page-text-changed" and self.after == [heading]

    @property
    def is_renaming(self) -> bool:
        """Whether it tells of something that had another name or place before: `before` and `after` hold both."""
        return self.id.endswith(_RENAMING) and isinstance(self.before, str) and isinstance(self.after, str)

    @property
    def former_field(self) -> str | None:
        """The path that a renamed field had before, as it is told: its parents by their names of today.

        None when the finding tells of no renamed field.
        """
        before, after, field = self.before, self.after, self.field
        if not (self.id.endswith("-renamed") and field and isinstance(before, str) and isinstance(after, str)):
            return None
        if field == after:
            return before  # names of parameters are told as they are, whatever is in them
        above, last = cut(field)
        return child(above, escape(before)) if last.name == after else None


def singles(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what findings consist of, each by itself."""
    return tuple(one for finding in findings for one in finding.single)


def counted(findings: Iterable[Finding]) -> Mapping[Level, int]:
    """Count findings by level, all three levels present."""
    levels = [finding.level for finding in findings]
    return {level: levels.count(level) for level in LEVELS}


class Suppression(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An accepted finding. It matches by fingerprint, or by all of the patterns given (`*` and `?` as in shells)."""

    reason: str
    owner: str
    expires: str
    """ISO date, UTC; on the day after it the finding is back."""
    fingerprint: str = ""
    members: tuple[str, ...] = ()
    """Fingerprints of what was told together under that one, when it was accepted."""
    rule: str = ""
    operation: str = ""
    field: str = ""
    where: str = ""
    """File and line of the suppression, for messages."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of a finding.

    It stands until today, it was taken back or replaced, a suppression accepts it, or it stands and every manifest that
    it affects was reviewed since.
    """

    state: State = "open"
    by: int | None = None
    """The capture (its number) that told something else of the same place, when it is over and that is known."""
    back: int | None = None
    """The capture (its number) whose drift it takes back."""
    suppression: Suppression | None = None
    """By which it is accepted."""


class SuppressedFinding(Struct, frozen=True, kw_only=True):
    """A finding that a suppression accepts, as a whole."""

    finding: Finding
    suppression: Suppression


class Side(Struct, frozen=True, kw_only=True):
    """One of the two snapshots of a report. `label` is for people; `date` is ISO or ""."""

    label: str
    digest: str = ""
    date: str = ""


class Coverage(Struct, frozen=True, kw_only=True):
    """How much of the documentation the new side rests on: `188 of 200 documents read, 12 unseen`."""

    read: int = 0
    total: int = 0
    unseen: tuple[tuple[str, str], ...] = ()
    """(URL, reason) of what could not be read and was carried over."""
    notes: tuple[str, ...] = ()
    """What was left out, and why."""
    facts: int = 0
    """Facts that it holds; 0 when nobody counted."""
    seen: SeenSums | None = None
    """What of its pages looked like facts and became facts, and what is watched as text; None when nobody counted."""
    understands_nothing: bool = False
    """No operation has a field, though the source is to document an API."""
    unwatched: tuple[str, ...] = ()
    """Places of documents that read otherwise than before only where nothing is compared."""


class Report(Struct, frozen=True, kw_only=True):
    """Everything that a format needs. Findings are sorted: most severe first, then affected first, then operation.

    What has one cause is one of its `findings`; those who follow what became of each ask for the `single` ones.
    """

    source: str
    old: Side
    new: Side
    findings: tuple[Finding, ...]
    suppressed: tuple[SuppressedFinding, ...] = ()
    unused_suppressions: tuple[Suppression, ...] = ()
    coverage: Coverage = Coverage()
    asks: Literal["what drifted", "what manifests breach"] = "what drifted"
    folder: str = ""
    """Where the snapshot of the source lies in the repository, from its root; "" when it lies in none."""
    shared: Mapping[tuple[str, str], str] = {}
    """Files below `folder` that operations share, by operation and variant; none where each has a file of its own."""
    home: str = ""
    """The folder in the repository to which names of manifest files are relative; "" for its root."""

    @property
    def counts(self) -> Mapping[Level, int]:
        """Number of findings by level, all three levels present."""
        return counted(self.findings)

    @property
    def single(self) -> tuple[Finding, ...]:
        """The findings, each by itself."""
        return singles(self.findings)

    @property
    def accepted(self) -> tuple[Finding, ...]:
        """The findings that a suppression accepts, each by itself."""
        return singles(each.finding for each in self.suppressed)
