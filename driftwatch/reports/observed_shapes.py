"""What the commands about the live API print as JSON, member by member; docs/json.md is made of it."""

from typing import Literal

from msgspec import Struct


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
