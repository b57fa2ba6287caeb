"""What the commands about the live API print as JSON, member by member; docs/json.md is made of it."""

from typing import Literal

from msgspec import Struct, field

from driftwatch.reports.untrusted import paths_in


class ImportedCase(Struct, frozen=True, kw_only=True):
    """What traffic said of one case."""

    name: str
    """`success`, a failure that the manifest names, or `status-NNN`."""
    status: int | None
    """Of the answers; null when there was none."""
    answers: int
    """How many there were."""
    verdict: str
    """`pass`, or `differs` from the manifest."""
    because: str
    """Why it differs; empty otherwise."""


class ImportedContract(Struct, frozen=True, kw_only=True):
    """What traffic said of one contract, variant and API."""

    contract: str
    """The operation, as the manifest writes it."""
    variant: str
    """Which variant of the manifest; empty without variants."""
    origin: str
    """Scheme, host and port of the API."""
    at: str
    """When the last call was made, ISO 8601 in UTC."""
    file: str
    """The newest observation of it."""
    became: Literal["new", "changed", "confirmed", "older"]
    """What became of the file; `older` when it knows newer calls, and all cases."""
    cases: list[ImportedCase]
    """By name."""


class UnknownCalls(Struct, frozen=True, kw_only=True):
    """Calls that no manifest is about."""

    method: str
    """Empty when it is none."""
    path: str
    """With `{}` for what may be data."""
    status: int
    """Of the answers."""
    count: int
    """How many there were."""


class ImportedCalls(Struct, frozen=True, kw_only=True):
    """What `driftwatch observe import --format json` prints."""

    schema: Literal["driftwatch.observe-import/1"]
    """Always this; another version gets another number."""
    calls: int
    """How many calls the recordings tell of."""
    written: bool
    """False with `--dry-run`."""
    contracts: list[ImportedContract]
    """In the order of the manifests."""
    unknown: list[UnknownCalls]
    """The most frequent first, 1,000 at the most."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(ImportedCalls))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""


class WitnessedThing(Struct, frozen=True, kw_only=True):
    """One thing as documentation, manifest and observations tell it."""

    kind: Literal["sent", "read", "failure"]
    """A field that is sent, one that is read, or a failure."""
    name: str
    """Path of the field, or name of the failure."""
    documented: str
    """What the newest snapshot states; empty when it states nothing."""
    relied_on: str
    """What the manifest claims; empty when it claims nothing."""
    observed: str
    """What was seen; `?` when nothing fresh was."""


class ContractWitnesses(Struct, frozen=True, kw_only=True):
    """What is known of one contract or one variant of it."""

    contract: str
    """The operation, as the manifest writes it."""
    variant: str
    """Which variant of the manifest; empty without variants."""
    manifest: str
    """The manifest's file."""
    is_documented: bool
    """Whether the newest snapshot documents the operation."""
    observations: list[str]
    """Each observation in a line: file, API, how and when."""
    rows: list[WitnessedThing]
    """What is sent, what is read, and failures."""


class WitnessList(Struct, frozen=True, kw_only=True):
    """What `driftwatch observe show --format json` prints."""

    schema: Literal["driftwatch.observe-show/1"]
    """Always this; another version gets another number."""
    contracts: list[ContractWitnesses]
    """One for each variant of a manifest that is used."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(WitnessList))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""


class TriageStatement(Struct, frozen=True, kw_only=True):
    """What documentation says of the answer."""

    signal: str
    """As it stands there: `429`, or `500 with error.code: invalid_request`."""
    retry: str
    """`yes`, `usually-no`, `no`, or `unspecified`."""
    action: str
    """What it says to do; may be empty."""
    meaning: str
    """What it says that it means; may be empty."""
    page: str
    """URL of the page that says it."""
    since: str
    """Day of the capture since which it stands; empty where no history tells."""
    at_least: bool
    """It stands since the first capture: for how long before, nobody knows."""


class TriageAnswer(Struct, frozen=True, kw_only=True):
    """What the answer is to one contract, or to one variant of it."""

    contract: str
    """The operation; empty when pages alone were asked."""
    variant: str
    """Which variant of the manifest; empty without variants."""
    kind: Literal["failure", "success"]
    """Whether it is a failure at all."""
    known: bool
    """Whether manifest or documentation has a place for it."""
    case: str
    """Name of the case of the manifest; empty when it has none for it."""
    manifest: str
    """File and line of the case, else the file; empty without a manifest."""
    retry: str
    """`never`, `backoff`, `after-header`, `once`, or `unknown`: of the manifest, else as documented."""
    repeat: str
    """Whether a repeated call is safe, as the manifest says."""
    evidence: str
    """Label of the case; empty without one."""
    statuses: list[str]
    """Statuses that are documented for the operation and cover this one."""
    stated: list[TriageStatement]
    """The most telling first."""


class Triage(Struct, frozen=True, kw_only=True):
    """What `driftwatch triage --format json` prints."""

    schema: Literal["driftwatch.triage/1"]
    """Always this; another version gets another number."""
    status: int
    """Of the answer."""
    answers: list[TriageAnswer]
    """One for each variant of a contract that was asked about."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(Triage))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""


class ProbeCall(Struct, frozen=True, kw_only=True):
    """One call of a plan, or why there is none."""

    case: str
    """Which case of docs/observations.md."""
    about: str
    """Path of the field that is left out; empty elsewhere."""
    billing: Literal["no", "maybe", "yes"]
    """Whether it costs."""
    sent: bool
    """Whether `--send` would send it."""
    because: str
    """Why it is not sent; empty otherwise."""
    method: str
    """Empty where nothing is sent."""
    path: str
    """Without the query; empty where nothing is sent."""
    query: list[str]
    """Names of the parameters of the query."""
    fields: list[str]
    """Paths of the fields that are sent."""
    credential: Literal["none", "canary", "own", ""]
    """Which one goes with it; empty where nothing is sent."""
    tokens: int
    """What is charged for its output."""
    note: str
    """What else there is to know; may be empty."""


class ProbePlanned(Struct, frozen=True, kw_only=True):
    """What is sent of one variant of a contract."""

    contract: str
    """The operation, as the manifest writes it."""
    variant: str
    """Which variant of the manifest; empty without variants."""
    manifest: str
    """The manifest's file."""
    base_url: str
    """Where it goes."""
    environment: str
    """What that is, as far as the manifest says."""
    production: bool
    """Whether `--allow-production` has to name its host."""
    calls: list[ProbeCall]
    """In the order in which they are sent."""


class ProbePlan(Struct, frozen=True, kw_only=True):
    """What `driftwatch probe --format json` prints without `--send`."""

    schema: Literal["driftwatch.probe-plan/1"]
    """Always this; another version gets another number."""
    contracts: list[ProbePlanned]
    """In the order of the manifests."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(ProbePlan))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""


class ProbedCase(Struct, frozen=True, kw_only=True):
    """What one case brought."""

    name: str
    """Which case of docs/observations.md."""
    verdict: str
    """`pass`, `differs`, `skipped` or `unknown`."""
    because: str
    """Why it is none that passes; empty otherwise."""
    note: str
    """What else there is to know; may be empty."""
    status: int | None
    """Of the answer; null when there was none."""
    answers: int
    """How many there were."""
    milliseconds: int
    """Of the slowest answer; 0 without one."""
    retry: str
    """What the manifest decides for the case; may be empty."""
    retry_verdict: str
    """`agree`, `differs`, `unknown`, or empty."""
    matched: str
    """The case of the manifest that the answer is, where that is another one."""
    leak_check: str
    """`clean`, `leaked`, or empty without an answer."""
    new_fields: list[str]
    """Paths that neither documentation nor manifest has."""
    request_id: str
    """By what the API knows the call; may be empty."""


class ProbedOperation(Struct, frozen=True, kw_only=True):
    """What came of one variant of a contract."""

    contract: str
    """The operation, as the manifest writes it."""
    variant: str
    """Which variant of the manifest; empty without variants."""
    manifest: str
    """The manifest's file."""
    origin: str
    """Scheme, host and port of the API."""
    environment: str
    """What that is, as far as the manifest says."""
    requests: int
    """How many calls were sent."""
    billable: int
    """How many of them may have billed."""
    max_output_tokens: int
    """What was charged for output."""
    file: str
    """The newest observation of it; empty when nothing was observed."""
    became: Literal["new", "changed", "confirmed", "older", ""]
    """What became of the file."""
    cases: list[ProbedCase]
    """In the order in which they were sent."""


class ProbeResult(Struct, frozen=True, kw_only=True):
    """What `driftwatch probe --send --format json` prints."""

    schema: Literal["driftwatch.probe/1"]
    """Always this; another version gets another number."""
    stopped: str
    """Why the run ended before its plan did; empty otherwise."""
    contracts: list[ProbedOperation]
    """In the order of the manifests."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(ProbeResult))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""


class EscalatedWords(Struct, frozen=True, kw_only=True):
    """What the documentation says, and where."""

    says: str
    """In its own words, or those of its schema."""
    page: str
    """URL."""
    place: str
    """Section of the page, or pointer into a specification; may be empty."""
    since: str
    """Day of the capture since which it stands; empty where no history tells."""


class EscalatedPoint(Struct, frozen=True, kw_only=True):
    """One thing in which the API parts from what is expected of it."""

    rule: str
    """Id of the finding."""
    fingerprint: str
    """That of the finding, as `driftwatch accept` takes it."""
    message: str
    """In one sentence; names from outside are in backticks."""
    since: str
    """Since when, and in how many answers, as far as that is known."""
    expected: str
    """May be empty where the message says all."""
    observed: str
    """May be empty where the message says all."""


class EscalatedId(Struct, frozen=True, kw_only=True):
    """By what the API knows a call."""

    value: str
    """The id."""
    within: str
    """`header` or `body`."""
    name: str
    """Of the header, or the path in the body; may be empty."""


class EscalatedField(Struct, frozen=True, kw_only=True):
    """One path of a body that was received."""

    path: str
    """As manifests write it."""
    types: list[str]
    """Empty where nothing is known of it."""
    there: int
    """How often it was there."""
    of: int
    """Of how often it could have been."""


class EscalatedGood(Struct, frozen=True, kw_only=True):
    """The newest observation in which it was as expected."""

    case: str
    """Which kind of call."""
    at: str
    """ISO 8601 in UTC."""
    status: int
    """Of the answer."""
    request_id: EscalatedId | None
    """Null where none is known."""
    gone: list[str]
    """Paths that came then and do not now."""
    came: list[str]
    """Paths that come now and did not then."""


class EscalatedCall(Struct, frozen=True, kw_only=True):
    """One kind of call: what was sent, expected and received; no value of a body."""

    name: str
    """`success`, or a failure as manifests name it."""
    at: str
    """When it was seen last, ISO 8601 in UTC."""
    by: str
    """`probe`, `import`, or `hand`, which is observed only."""
    answers: int
    """How many answers this tells of."""
    status: int
    """Of the answers."""
    expected_status: list[str]
    """As manifest or documentation have it; empty when neither says."""
    content_type: str
    """Of the answers; may be empty."""
    headers: dict[str, str]
    """Of the answers, as far as they say how the API behaves."""
    request_id: EscalatedId | None
    """Null where none is known."""
    sent: list[str]
    """Paths of the fields that were sent; empty where nobody recorded them."""
    received: list[EscalatedField]
    """By path."""
    last_good: EscalatedGood | None
    """Null where it was never seen as expected."""
    documented: list[EscalatedWords]
    """What is documented of this failure."""


class EscalationBundle(Struct, frozen=True, kw_only=True):
    """What a provider needs to look into it, of one variant of a contract."""

    contract: str
    """The operation."""
    variant: str
    """Which variant of the manifest; empty without variants."""
    origin: str
    """Scheme, host and port of the API."""
    environment: str
    """As the manifest calls it."""
    made_at: str
    """ISO 8601 in UTC."""
    capture: str
    """Day of the capture of the documentation that it was held against; empty where no history tells."""
    commit: str
    """Of that capture."""
    points: list[EscalatedPoint]
    """In what the API parts from what is expected."""
    cases: list[EscalatedCall]
    """The calls that show it."""
    documented: list[EscalatedWords]
    """What is documented of the fields in question."""


class EscalationList(Struct, frozen=True, kw_only=True):
    """What `driftwatch escalate --format json` prints."""

    schema: Literal["driftwatch.escalation/1"]
    """Always this; another version gets another number."""
    bundles: list[EscalationBundle]
    """One for each variant of which there is something to say."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(EscalationList))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""
