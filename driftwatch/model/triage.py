"""Which failure a live answer is, as manifests and documentation tell it."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.model.facts import Retry
from driftwatch.model.manifest import Label, Retrying

Kind: TypeAlias = Literal["failure", "success"]


class StatedFailure(Struct, frozen=True, kw_only=True):
    """What documentation says of an answer."""

    signal: str
    """As it stands there: `429`, or `500 with error.code: invalid_request`."""
    retry: str
    """`yes`, `usually-no`, `no`, or `unspecified`."""
    action: str = ""
    meaning: str = ""
    page: str = ""
    """URL of the page that says it."""
    since: str = ""
    """Day of the capture since which it stands; empty where no history tells."""
    at_least: bool = False
    """It stands since the first capture: for how long before, nobody knows."""
    may_be: bool = False
    """It is about one code of the status, and nobody knows which code the answer holds."""


class Triaged(Struct, frozen=True, kw_only=True):
    """What an answer is to one contract, or to one variant of it."""

    contract: str
    """Empty when no contract is meant, and pages alone are asked."""
    variant: str = ""
    kind: Kind = "failure"
    case: str = ""
    """Name of the case of the manifest; empty when it has none for it."""
    manifest: str = ""
    """File and line of the case, or the file of a manifest that has no such case; empty without a manifest."""
    case_retry: Retrying = "unknown"
    repeat: str = "unknown"
    attempts: int = 0
    evidence: str = ""
    statuses: tuple[str, ...] = ()
    """Statuses that are documented for the operation and cover this one."""
    stated: tuple[StatedFailure, ...] = ()
    """The most telling first."""

    @property
    def is_known(self) -> bool:
        """Whether manifest or documentation has a place for the answer."""
        return self.kind == "success" or bool(self.case or self.statuses or self.stated)

    @property
    def retry(self) -> str:
        """Whether to try again: as the manifest says, else as is documented, else `unknown`."""
        if self.case and self.case_retry != "unknown":
            return self.case_retry
        sure = [one for one in self.stated if not one.may_be]
        said = [one.retry for one in sure or self.stated if one.retry != "unspecified"]
        if not sure and (len(set(said)) > 1 or len(said) < len(self.stated)):
            return "unknown"
        return _RETRIES[said[0]] if said else "unknown"

    @property
    def is_contradicted(self) -> bool:
        """Whether documentation says the opposite of what the manifest has the client do: the most telling of it."""
        if not self.case or self.evidence in KNOWS_BETTER:
            return False
        advising = [one for one in self.stated if not one.may_be and one.retry in OPPOSED]
        told = {one.retry for one in advising if one.signal == advising[0].signal}
        return len(told) == 1 and any(self.case_retry in OPPOSED[retry] for retry in OPPOSED if retry in told)


_RETRIES = {"yes": "backoff", "no": "never", "usually-no": "never"}
"""What documentation says of trying again, in the words of manifests."""
_TRIES: Final[frozenset[Retrying]] = frozenset({"backoff", "after-header", "once"})
OPPOSED: Final[Mapping[Retry, frozenset[Retrying]]] = {
    "no": _TRIES,
    "usually-no": _TRIES,
    "yes": frozenset({"never"}),
}
"""What a client does that documentation says the opposite of."""
KNOWS_BETTER: Final[frozenset[Label]] = frozenset({"observed only", "confirmed by support", "account contract"})
"""Labels of claims that documentation does not speak against."""
