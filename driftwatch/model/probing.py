"""What a probe means to send, case by case, and what became of it; no credential and no body of an answer is in it."""

from typing import Literal, TypeAlias

from msgspec import Struct

from driftwatch.model.manifest import Claims, Environment, Manifest
from driftwatch.model.observation import ObservedCase
from driftwatch.model.probe import ProbeRequest

Billing: TypeAlias = Literal["no", "maybe", "yes"]
"""Whether a call costs: never, where the API is laxer than it should be, or as every good call."""


class ProbedPlace(Struct, frozen=True, kw_only=True):
    """Where calls go."""

    base_url: str
    environment: Environment
    is_loopback: bool = False
    may_be_private: bool = False
    """Whether the host may lie in a private network: it is this machine, or the manifest names it among the allowed."""
    env: str = ""
    """Name of the environment variable with the credential; empty where none is needed."""

    @property
    def is_production(self) -> bool:
        """Whether it has to be typed out: everything but this machine and what the manifest calls otherwise."""
        return not self.is_loopback and self.environment not in {"sandbox", "preview", "local"}


class PlannedCall(Struct, frozen=True, kw_only=True):
    """One call that a case sends, or why it sends none."""

    case: str
    about: str = ""
    """Which field is left out, where a case sends one call for each."""
    billing: Billing = "no"
    tokens: int = 0
    """What is charged for its output before it is sent."""
    request: ProbeRequest | None = None
    """None when it is not sent."""
    because: str = ""
    """Why it is not sent."""
    verdict: Literal["skipped", "unknown"] = "skipped"
    """Of a case that is not sent: `unknown` where it is never provoked."""
    note: str = ""
    sent: tuple[str, ...] = ()
    """Paths of the fields that it sends."""
    digest: str = ""
    """`sha256:` and the digest of the recorded request; empty where there is none."""
    is_streamed: bool = False
    """Whether it asks for server-sent events."""


class ContractPlan(Struct, frozen=True, kw_only=True):
    """What is sent of one variant of a contract, in this order."""

    manifest: Manifest
    variant: str
    claims: Claims
    place: ProbedPlace
    calls: tuple[PlannedCall, ...]

    @property
    def name(self) -> str:
        """Contract and variant, for people."""
        return f"{self.manifest.contract} ({self.variant})" if self.variant else self.manifest.contract

    @property
    def to_send(self) -> tuple[PlannedCall, ...]:
        """The calls that are sent."""
        return tuple(call for call in self.calls if call.request is not None)


class ProbedContract(Struct, frozen=True, kw_only=True):
    """What came of one variant of a contract."""

    contract: str
    variant: str
    manifest: str
    """Its file."""
    origin: str
    environment: str
    cases: tuple[ObservedCase, ...]
    """Every case of the plan, in its order; those that brought nothing new are `skipped` or `unknown`."""
    requests: int = 0
    billable: int = 0
    """How many of them may have billed."""
    max_output_tokens: int = 0
    """What was charged for output."""
    unanswered: int = 0
    """How many brought no answer, or none that was whole."""
    file: str = ""
    """The newest observation; empty when nothing was observed."""
    became: Literal["new", "changed", "confirmed", "older", ""] = ""

    @property
    def name(self) -> str:
        """Contract and variant, for people."""
        return f"{self.contract} ({self.variant})" if self.variant else self.contract


class Probing(Struct, frozen=True, kw_only=True):
    """What came of a whole run."""

    contracts: tuple[ProbedContract, ...]
    stopped: str = ""
    """Why it ended before its plan did."""
