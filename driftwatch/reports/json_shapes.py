"""The shapes of what commands print as JSON: docs/json.md and docs/findings.schema.json are made of these.

They are public contracts (SECURITY.md): a member keeps its name, its type and its meaning; members may be added.
"""

from typing import Literal

from msgspec import Struct, field

from driftwatch.model.contract import Contract
from driftwatch.model.facts import StatedBy
from driftwatch.model.finding import ImpactKind, Level, State
from driftwatch.model.gate import Target, Verdict
from driftwatch.model.json_values import Json
from driftwatch.reports.untrusted import paths_in


class FindingsSide(Struct, frozen=True, kw_only=True):
    """One of the two sides that were compared."""

    label: str
    """What to call it: a date, a revision, a path as it was named, `live`."""
    digest: str
    """Identity of the snapshot, as in captures.jsonl; empty where nothing is stored."""


class FindingsImpact(Struct, frozen=True, kw_only=True):
    """Whom a finding hurts."""

    kind: ImpactKind
    """`affects`: manifests rely on what changed; `unused`: none of them does; `unknown`: there are no manifests."""
    manifests: list[str]
    """The manifests that rely on it, by owner and contract, sorted."""


class FindingsSource(Struct, frozen=True, kw_only=True):
    """Where the documentation states what a finding is about."""

    url: str
    """The document."""
    place: str
    """Where in it: a JSON pointer, `heading > row`, or `line 12`; may be empty."""
    stated_by: StatedBy
    """How it is stated there."""


class FindingsMember(Struct, frozen=True, kw_only=True):
    """One of the findings that are told in one, since the same edit brought them."""

    fingerprint: str
    """12 hex digits: this one alone in every run."""
    id: str
    """The rule; where a schema travels both ways, each direction has one of its own."""
    level: Level
    """Its own level; what it is told in has that of the worst of it."""
    area: str
    """What it is about, as of a finding."""
    operations: list[str]
    """Methods and documented path templates that it reaches, sorted."""
    variant: str | None
    """Which documentation, as of a finding."""
    location: str
    """Where in the operation, as of a finding."""
    media_type: str | None
    """Of the body."""
    status: str | None
    """Of the response."""
    schema: str | None
    """The named schema in which it happened."""
    field: str | None
    """Path of the field, as of a finding."""
    before: Json
    """What was stated, as of a finding."""
    after: Json
    """What is stated now, as of a finding."""
    message: str
    """What the documentation says of this one."""


class FindingsFinding(Struct, frozen=True, kw_only=True):
    """One judged difference."""

    id: str
    """The rule: `driftwatch rules ID` explains it."""
    level: Level
    """As the rules and the configuration judge it."""
    area: str
    """What it is about: request, response, operation, security, server, errors, notices, values, documents,
    contradiction or manifest."""
    operations: list[str]
    """Methods and documented path templates that it reaches, sorted; empty for a page without any."""
    variant: str | None
    """Which documentation, where several pages document the operation differently."""
    location: str
    """Where in the operation: `request.body`, `response.header`, `security` and the like."""
    media_type: str | None
    """Of the body."""
    status: str | None
    """Of the response: `200`, `4XX` or `default`."""
    field: str | None
    """Path of the field below the root of the body (`messages[].role`); of a parameter or header its name, with the
    path below it."""
    before: Json
    """What was stated, as JSON; null when nothing was."""
    after: Json
    """What is stated now, as JSON; null when nothing is."""
    message: str
    """What the documentation says now, in a sentence; names from outside are in backticks."""
    advice: str
    """What to do."""
    impact: FindingsImpact
    """Whom it hurts."""
    sources: list[FindingsSource]
    """Where it is documented, the new side first."""
    fingerprint: str
    """12 hex digits: the same finding in every run, whatever the wording of its message. Of what is told of several
    members it is that of their cause, however many there are; where they differ in level, or came by one schema in
    place of another one, of just these members."""
    members: list[FindingsMember]
    """What one edit did to several operations, statuses, directions or copies of a schema, or put in place of another
    one, each by itself; empty for a finding that stands for itself. What the members have in common stands above, and
    null where they differ; rule, level, area, location, before and after are the first one's, which is the most severe:
    what calls must send by now may be no news to who reads answers."""


class FindingsSummary(Struct, frozen=True, kw_only=True):
    """How many findings there are."""

    breaking: int
    """At this level."""
    warning: int
    """At this level."""
    info: int
    """At this level."""


class Findings(Struct, frozen=True, kw_only=True):
    """What `--format json` prints: one report."""

    schema: Literal["driftwatch.findings/1"]
    """Always this; another version gets another number."""
    old: FindingsSide
    """What it was compared with."""
    new: FindingsSide
    """What was looked at."""
    findings: list[FindingsFinding]
    """Most severe first; at one level those that affect a manifest first."""
    summary: FindingsSummary
    """How many there are at each level."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(Findings))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""


class ExplainedLevel(Struct, frozen=True, kw_only=True):
    """A level, and what speaks for it."""

    level: Level
    """The level."""
    because: str
    """In words; names from outside are in backticks."""


class ExplainedUse(Struct, frozen=True, kw_only=True):
    """A line of a manifest that relies on what changed."""

    manifest: str
    """Owner and contract."""
    file: str
    """The manifest's file."""
    line: int
    """Where it claims it."""
    owner: str
    """The team that answers for the manifest."""
    claim: str
    """What it claims."""


class ExplainedAcceptance(Struct, frozen=True, kw_only=True):
    """Why a finding is told no more, until when, and who says so."""

    reason: str
    """Why."""
    owner: str
    """Who; empty for a line of an ignore file of oasdiff."""
    expires: str
    """The last day, ISO 8601; empty for a line of an ignore file."""
    where: str
    """File and line."""


class ExplainedRemedy(Struct, frozen=True, kw_only=True):
    """One way to answer."""

    command: str
    """The command, for a shell."""
    does: str
    """What it does."""


class ExplainedFinding(Struct, frozen=True, kw_only=True):
    """What `driftwatch explain FINGERPRINT --format json` prints."""

    schema: Literal["driftwatch.explanation/1"]
    """Always this; another version gets another number."""
    source: str
    """The source that it was found in."""
    state: State
    """`open`; `accepted`, by a suppression; `reviewed`, by all manifests that it affects; `over`: it was taken back,
    another change took its place, or open drift tells of it in other words."""
    finding: FindingsFinding
    """As in a report."""
    title: str
    """What the rule finds."""
    why: str
    """What breaks, and for whom."""
    old: FindingsSide
    """The last capture without it; of a breach, the manifests."""
    new: FindingsSide
    """The capture that brought it."""
    commit: str
    """The commit of that capture."""
    levels: list[ExplainedLevel]
    """The rule's level, then each thing that makes it another; the last one holds."""
    uses: list[ExplainedUse]
    """Whom it hurts, line by line."""
    acceptance: ExplainedAcceptance | None
    """What accepts it, or did until its day; null when nothing does."""
    remedies: list[ExplainedRemedy]
    """What can be done about it, besides mending the code."""
    deviations: list[str]
    """Why oasdiff may say otherwise of the same."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(ExplainedFinding))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""


class GateEntry(Struct, frozen=True, kw_only=True):
    """One item of a checklist."""

    id: str
    """Which item; docs/manifests.md lists them."""
    title: str
    """The item in words."""
    verdict: Verdict
    """`waived` items name a reason and a date in the manifest."""
    evidence: str
    """What speaks for the verdict; names from outside are in backticks."""
    hint: str
    """What to do, and which command does it; empty where the item passes or is waived."""


class GateSummary(Struct, frozen=True, kw_only=True, rename={"passed": "pass"}):
    """How many items have each verdict."""

    fail: int
    """With this verdict."""
    unknown: int
    """With this verdict."""
    passed: int
    """With this verdict."""
    waived: int
    """With this verdict."""


class GateChecklist(Struct, frozen=True, kw_only=True):
    """The release checklist of one manifest."""

    manifest: str
    """Owner and contract."""
    contract: str
    """The operation, as the manifest writes it."""
    file: str
    """The manifest's file."""
    target: Target
    """What it would be released to."""
    date: str
    """The day it was judged for, ISO 8601."""
    open: bool
    """Whether the release may go."""
    items: list[GateEntry]
    """In the order of the checklist."""
    summary: GateSummary
    """How many items have each verdict."""


class Gates(Struct, frozen=True, kw_only=True):
    """What `driftwatch gate --format json` prints."""

    schema: Literal["driftwatch.gate/1"]
    """Always this; another version gets another number."""
    gates: list[GateChecklist]
    """One for each manifest."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(Gates))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""


class PrintedContract(Struct, frozen=True, kw_only=True):
    """One contract for people; `driftwatch manifest show --format json` prints an array of these."""

    contract: Contract
    """The contract table and the sources checked."""
    gate: GateChecklist
    """The release checklist; what is unknown blocks."""


class CoverageGap(Struct, frozen=True, kw_only=True):
    """Rows of one table or list of a page that look like facts and became none."""

    kind: Literal["fields", "errors"]
    """What they look like: fields, or failures."""
    heading: str
    """The headings above, outermost first, with ` > ` between them."""
    count: int
    """How many rows."""
    words: str
    """What the first of them says."""
    why: str
    """Why they became none, as far as that is known."""


class CoveredPage(Struct, frozen=True, kw_only=True):
    """How much of a page was understood; `driftwatch coverage --format json` prints an array of these, worst first."""

    page: str
    """Its place in the site."""
    url: str
    """Its address."""
    fields: int
    """Rows and items that look like fields."""
    fields_used: int
    """Those of them whose names are among the facts of the page."""
    errors: int
    """Rows and items that begin with a status of failure."""
    errors_used: int
    """Those of them that became facts."""
    specifications: list[str]
    """Addresses of OpenAPI files that it links to, and that were not read."""
    rows: int
    """Rows of tables and items of lists that are watched as text."""
    sentences: int
    """Sentences that are watched as text."""
    gaps: list[CoverageGap]
    """What was not understood; empty where the snapshot keeps digests in place of words."""
    hollow: bool
    """Hardly a word stands in the HTML that is delivered: scripts may write what readers see, which is not watched."""
    drawn: int = 0
    """Empty boxes that a script fills with the fields of its call, of which none is delivered."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(CoveredPage))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""


class RuleExample(Struct, frozen=True, kw_only=True):
    """The smallest documents between which a rule fires."""

    before: Json
    """Null when there is nothing before."""
    after: Json
    """Null when there is nothing after."""


class RuleSummary(Struct, frozen=True, kw_only=True):
    """One rule in short; `driftwatch rules --format json` prints an array of these, sorted by id."""

    id: str
    """As in findings and in the configuration."""
    levels: list[Level]
    """Levels that a finding can have, most severe first."""
    title: str
    """What it finds."""
    oasdiff: bool
    """Whether oasdiff has this id for the same thing."""


class RuleExplained(RuleSummary, frozen=True, kw_only=True):
    """One rule in full; `driftwatch rules ID --format json` prints it."""

    why: str
    """What breaks, and for whom."""
    advice: str
    """What to do."""
    places: list[str]
    """Where it looks: `request-property`, `response-header` and the like."""
    deviation: str
    """How the rule itself differs from oasdiff's; empty when it does not."""
    deviations: list[str]
    """All reasons for which what it finds can differ from oasdiff's."""
    example: RuleExample
    """The smallest documents between which it fires."""
