"""Manifests: what an integration relies on, claim by claim, each with the line that makes it.

Short forms of the file are written out, and each variant is laid over what it shares with the others.
Field paths are the manifest's own: `choices.*.message.content`, where `*` is every item of a list or value of a map.
"""

from typing import Literal, TypeAlias

from msgspec import UNSET, Struct, UnsetType

from driftwatch.model.address import operation_key
from driftwatch.model.json_values import Json

Label: TypeAlias = Literal[
    "documented", "confirmed by support", "account contract", "observed only", "assumption", "unknown"
]
RequiredBy: TypeAlias = Literal["api", "product", "optional"]
Environment: TypeAlias = Literal["production", "sandbox", "preview", "account-specific", "local", "unknown"]
Retrying: TypeAlias = Literal["never", "backoff", "after-header", "once", "unknown"]
LimitTopic: TypeAlias = Literal["rate", "concurrency", "quota", "billing"]
FieldPlace: TypeAlias = Literal["body", "query", "path"]

CASES: tuple[str, ...] = (
    "auth-missing",
    "auth-invalid",
    "malformed-json",
    "missing-required-field",
    "unknown-resource",
    "path-mistake",
    "rate-limited",
    "quota-exhausted",
    "timeout",
    "upstream-5xx",
    "network-failure",
)
"""The failures that every integration meets sooner or later."""


class Evidence(Struct, frozen=True, kw_only=True):
    """How well a claim is founded. Dates are ISO; empty where the manifest says nothing."""

    label: Label = "documented"
    by: str = ""
    at: str = ""
    ref: str = ""
    expires: str = ""
    ask: str = ""
    stated: bool = False
    """False when the manifest leaves the label out."""


class Risk(Struct, frozen=True, kw_only=True):
    """A risk that somebody accepted, until a day."""

    by: str
    at: str
    until: str
    because: str
    line: int = 0


class DocsPage(Struct, frozen=True, kw_only=True):
    """A page that the manifest was read from."""

    url: str
    accessed: str = ""
    snapshot: str = ""
    """sha256 of the page's normalised text when it was reviewed, without prefix."""
    covers: tuple[str, ...] = ()
    line: int = 0


class Auth(Struct, frozen=True, kw_only=True):
    """How a call proves who it is: the name of a header or query parameter, never a credential."""

    header: str = ""
    query: str = ""
    scheme: str = ""
    """Bearer, Basic, or "" for a bare key."""
    env: str = ""
    label: str = ""
    """What reports call the credential."""
    evidence: Evidence = Evidence()
    line: int = 0

    @property
    def is_none(self) -> bool:
        """Whether the call needs no credential."""
        return not self.header and not self.query


class HeaderClaim(Struct, frozen=True, kw_only=True):
    """A header that is sent besides the one that authenticates."""

    name: str
    value: str = ""
    env: str = ""
    """Name of the environment variable that holds the value: a second part of a credential, or who pays."""
    required: RequiredBy = "api"
    evidence: Evidence = Evidence()
    line: int = 0


class FieldClaim(Struct, frozen=True, kw_only=True):
    """A field that is sent or read."""

    path: str
    types: tuple[str, ...] = ()
    """Empty when any will do."""
    within: FieldPlace = "body"
    required: RequiredBy = "api"
    """Of a request field. Of a response field `api` means that our code fails without it, `optional` that it copes."""
    values: tuple[Json, ...] = ()
    """What is sent, or what our code knows."""
    minimum: float | UnsetType = UNSET
    maximum: float | UnsetType = UNSET
    default: Json | UnsetType = UNSET
    documented: bool | UnsetType = UNSET
    evidence: Evidence = Evidence()
    risk: Risk | None = None
    fallback: str = ""
    tested_by: str = ""
    sensitive: bool = False
    line: int = 0
    column: int = 0

    @property
    def claims_documented(self) -> bool:
        """Whether the manifest holds that the documentation states this field; so it does unless it says otherwise."""
        if not isinstance(self.documented, UnsetType):
            return self.documented
        return self.evidence.label == "documented"


class ErrorCase(Struct, frozen=True, kw_only=True):
    """One failure and what the client does next."""

    name: str
    statuses: tuple[str, ...] = ()
    """`429` or `5xx`."""
    content_type: str = ""
    body: tuple[tuple[str, Json], ...] = ()
    """Field path and value that must hold."""
    retry: Retrying = "unknown"
    repeat: str = "unknown"
    attempts: int = 0
    evidence: Evidence = Evidence()
    line: int = 0

    def covers(self, status: int) -> bool:
        """Whether a status is one of those that are named."""
        return any(
            code == str(status) or (code.endswith("xx") and code[0] == str(status)[:1]) for code in self.statuses
        )


class RequestIdPlace(Struct, frozen=True, kw_only=True):
    """Where a failed answer says by what the API knows the call."""

    header: str = ""
    """In lower case."""
    body: str = ""
    """Path of the text that holds it."""
    pattern: str = ""
    """Regular expression whose first group is the id; empty where the text is the id."""


class Limit(Struct, frozen=True, kw_only=True):
    """What is believed about a limit or a price."""

    topic: LimitTopic
    says: str = ""
    evidence: Evidence = Evidence(label="unknown")
    blocks: tuple[str, ...] = ()
    line: int = 0


class Identifier(Struct, frozen=True, kw_only=True):
    """A hard-coded model or resource id."""

    field: str
    value: str
    source: str = ""
    in_code: str = ""
    evidence: Evidence = Evidence()
    line: int = 0
    column: int = 0


class Claims(Struct, frozen=True, kw_only=True):
    """Everything that is claimed of one documentation of an operation."""

    docs: tuple[DocsPage, ...] = ()
    content_type: str = ""
    """Of the request; "" when any will do."""
    request: tuple[FieldClaim, ...] = ()
    request_line: int = 0
    minimal: str = ""
    production: str = ""
    response_status: str = ""
    response_content_type: str = ""
    response: tuple[FieldClaim, ...] = ()
    response_line: int = 0
    fixture: str = ""
    errors_stated: bool = False
    error_content_type: str = ""
    error_fields: tuple[FieldClaim, ...] = ()
    request_id: RequestIdPlace = RequestIdPlace()
    cases: tuple[ErrorCase, ...] = ()
    errors_line: int = 0
    limits_stated: bool = False
    limits: tuple[Limit, ...] = ()
    limits_line: int = 0
    identifiers: tuple[Identifier, ...] = ()


class VariantClaims(Struct, frozen=True, kw_only=True):
    """One variant: what it claims, laid over what all of them share."""

    name: str
    claims: Claims
    own_docs: tuple[DocsPage, ...] = ()
    """Pages that belong to this variant alone."""
    when: tuple[tuple[str, str], ...] = ()
    used: bool = True
    line: int = 0


class SignOff(Struct, frozen=True, kw_only=True):
    """Who reviewed what, when."""

    by: str
    at: str
    ref: str = ""
    snapshot: str = ""
    line: int = 0


class Release(Struct, frozen=True, kw_only=True):
    """Who reviewed the contract for a release, and the snapshot that it was reviewed against."""

    name: str
    """A tag, or what the team calls it."""
    by: str
    at: str
    snapshot: str
    """Digest of the snapshot, without prefix."""
    ref: str = ""
    line: int = 0


class TeamOwner(Struct, frozen=True, kw_only=True):
    """Whose contract it is."""

    team: str
    approved_by: str = ""
    approved_at: str = ""
    escalation: str = ""
    review_by: str = ""
    line: int = 0


class Client(Struct, frozen=True, kw_only=True):
    """How the client waits and tries again."""

    timeout_s: float | None = None
    connect_timeout_s: float | None = None
    attempts: int | None = None
    slo: str = ""
    review: SignOff | None = None
    line: int = 0


class Acceptance(Struct, frozen=True, kw_only=True):
    """A finding that the manifest accepts for a time."""

    rule: str
    where: str
    because: str
    by: str
    until: str
    variant: str = ""
    line: int = 0


class Waive(Struct, frozen=True, kw_only=True):
    """An item of the release checklist that somebody waived."""

    item: str
    because: str
    by: str
    until: str
    line: int = 0


class GateClaims(Struct, frozen=True, kw_only=True):
    """What the release checklist looks at besides the contract."""

    rollback: str = ""
    runbook: str = ""
    readme: str = ""
    index: str = ""
    monitoring: str = ""
    observation: str = ""
    tests: tuple[tuple[str, str], ...] = ()
    waived: tuple[Waive, ...] = ()
    line: int = 0


class PollClaims(Struct, frozen=True, kw_only=True):
    """How a job that a call creates is asked about until it is done."""

    path: str
    """Of the call that asks, with `{...}` where the id of the job goes."""
    id: str = "id"
    """Path of the id in the answer of the call that creates."""
    status: str = "status"
    until: tuple[str, ...] = ()
    """Values of `status` with which a job is done."""
    every_s: float = 5.0
    line: int = 0


class ProbeTarget(Struct, frozen=True, kw_only=True):
    """Another place where the same operation can be called."""

    name: str
    base_url: str
    environment: Environment = "unknown"
    env: str = ""
    """Name of the environment variable with its credential; empty where it is that of the manifest."""


class ProbeClaims(Struct, frozen=True, kw_only=True):
    """What the live API may be asked, how often, and where."""

    base_url_env: str = ""
    billable: Literal["opt-in", "never"] = "opt-in"
    max_requests: int = 0
    """Of one run; 0 where the manifest does not say."""
    max_output_tokens: int = 0
    """Of one call; 0 where the manifest does not say."""
    allow_hosts: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    keep_headers: tuple[str, ...] = ()
    fresh_days: int = 30
    poll: PollClaims | None = None
    targets: tuple[ProbeTarget, ...] = ()
    line: int = 0


class Manifest(Struct, frozen=True, kw_only=True):
    """One operation that an integration relies on."""

    file: str
    line: int
    """Line of `contract`."""
    method: str
    path: str
    base_url: str
    environment: Environment
    owner: TeamOwner
    auth: Auth
    claims: Claims
    title: str = ""
    status: str = "draft"
    accessed: str = ""
    review_every_days: int = 90
    headers: tuple[HeaderClaim, ...] = ()
    variants: tuple[VariantClaims, ...] = ()
    client: Client | None = None
    review: SignOff | None = None
    releases: tuple[Release, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    gate: GateClaims = GateClaims()
    probe: ProbeClaims = ProbeClaims()
    base_url_line: int = 0

    @property
    def contract(self) -> str:
        """Method and path as written."""
        return f"{self.method} {self.path}"

    @property
    def key(self) -> str:
        """The operation's identity: path parameters blanked."""
        return operation_key(self.method, self.path)

    @property
    def fresh_days(self) -> int:
        """Days for which what was observed counts."""
        return self.probe.fresh_days

    @property
    def name(self) -> str:
        """Owner and operation, for reports: `media-team/POST /v1/videos`."""
        return f"{self.owner.team}/{self.contract}"

    @property
    def pages(self) -> tuple[DocsPage, ...]:
        """Every page that it names."""
        return (*self.claims.docs, *(page for variant in self.variants for page in variant.own_docs))

    def release(self, name: str) -> Release | None:
        """Return what was reviewed for a release."""
        return next((one for one in self.releases if one.name == name), None)

    @property
    def used_claims(self) -> tuple[tuple[str, Claims], ...]:
        """Name and claims of each variant that is used; without variants the claims alone, under ""."""
        if not self.variants:
            return (("", self.claims),)
        return tuple((variant.name, variant.claims) for variant in self.variants if variant.used)
