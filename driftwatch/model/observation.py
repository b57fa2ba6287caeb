"""Observations: what the live API was seen to do, as shapes and counts; no value of a body is in them."""

from typing import Literal, TypeAlias

from msgspec import Struct

from driftwatch.model.json_values import Json

Origin: TypeAlias = Literal["probe", "import", "hand"]
"""How an observation was made; one by hand is `observed only`, and never enough for a release."""
Verdict: TypeAlias = Literal["pass", "differs", "skipped", "unknown", ""]
"""Empty where nobody judged."""


class Target(Struct, frozen=True, kw_only=True):
    """Which API was observed: scheme, host and port, and the label of the credential."""

    origin: str
    environment: str = "unknown"
    credential: str = ""
    """Name of the environment variable that held it."""


class ObservingRun(Struct, frozen=True, kw_only=True):
    """Where an observation comes from. Times are ISO 8601 in UTC."""

    by: Origin
    at: str
    """When what it says was seen first."""
    confirmed_at: str = ""
    """When the same was seen last, if that was later."""
    tool: str = ""
    manifest: str = ""
    """`sha256:` and the digest of the manifest."""
    requests: int = 0
    billable: int = 0
    max_output_tokens: int = 0
    incident: str = ""
    """The incident after which it was looked again."""

    @property
    def newest(self) -> str:
        """When it was true last."""
        return self.confirmed_at or self.at


class SeenField(Struct, frozen=True, kw_only=True):
    """A path of a body: its types, and how often it was there of how often it could have been."""

    path: str
    types: tuple[str, ...]
    """Empty where nothing is known of it: items of a list that had none, or of which only the insides are told."""
    there: int = 1
    of: int = 1
    items: int | None = None
    """For the items of a list (`data.*`) how many were seen."""
    values: tuple[Json, ...] = ()
    """Which of the values that the manifest lists for it were seen; no other value is kept."""
    has_others: bool = False
    """Whether a value came that the manifest does not list."""


class RequestId(Struct, frozen=True, kw_only=True):
    """By what the API knows a call, and where it said so: a header, or a path of the body."""

    value: str
    within: Literal["header", "body"] = "header"
    name: str = ""


class Answer(Struct, frozen=True, kw_only=True):
    """What came back, apart from its body."""

    status: int
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    """Allow-listed ones, by name in lower case."""
    request_id: RequestId | None = None
    milliseconds: int = 0
    """From the call to its end; 0 where nobody measured."""


class ObservedCase(Struct, frozen=True, kw_only=True):
    """What one case brought: a success, or one of the failures that a manifest names."""

    name: str
    answer: Answer | None = None
    """None when nothing was sent, or nothing came back."""
    answers: int = 1
    """How many answers this tells of."""
    sent: tuple[str, ...] = ()
    """Paths of the fields that were sent."""
    digest: str = ""
    """`sha256:` and the digest of the recorded request that was sent."""
    fields: tuple[SeenField, ...] = ()
    new_fields: tuple[str, ...] = ()
    """Paths that neither documentation nor manifest has."""
    leak_check: str = ""
    """`clean` when nothing of the credential came back."""
    retry: str = ""
    """What the manifest decides for it."""
    retry_verdict: str = ""
    """Whether the client does with the answer what it should: `agree`, `differs`, `unknown`."""
    matched: str = ""
    """The case of the manifest that the answer is, where that is another one."""
    verdict: Verdict = ""
    because: str = ""
    note: str = ""
    at: str = ""
    """When it was seen last, where that was before the newest run."""
    by: Origin | Literal[""] = ""
    """How, where it was not as the rest."""


class Observation(Struct, frozen=True, kw_only=True):
    """What was observed of one contract."""

    contract: str
    target: Target
    run: ObservingRun
    cases: tuple[ObservedCase, ...]
    variant: str = ""

    def seen_at(self, case: ObservedCase) -> str:
        """Return when a case was true last."""
        return case.at or self.run.newest

    def seen_by(self, case: ObservedCase) -> Origin:
        """Return how a case came to be known."""
        return case.by or self.run.by

    def case(self, *names: str) -> ObservedCase | None:
        """Return the first of some cases that was sent."""
        sent = (case for name in names for case in self.cases if case.name == name)
        return next((case for case in sent if case.answer is not None), None)


class UnknownCall(Struct, frozen=True, order=True):
    """Calls that no manifest is about: their path without what may be data."""

    path: str
    method: str
    status: int


class Imported(Struct, frozen=True, kw_only=True):
    """What traffic said of one contract, variant and API, and what became of its file."""

    seen: Observation
    """What the traffic alone said."""
    file: str
    """The newest observation of it, relative to the project."""
    became: Literal["new", "changed", "confirmed", "older"]
    """`older`: what was known already is newer than the traffic, which adds no case."""


class Import(Struct, frozen=True, kw_only=True):
    """What recorded traffic brought."""

    calls: int
    contracts: tuple[Imported, ...]
    unknown: tuple[tuple[UnknownCall, int], ...]
    """With how often each was made, the most frequent first."""
    is_kept: bool
    """Whether files were written."""


class Witnessed(Struct, frozen=True, kw_only=True):
    """One thing as three witnesses tell it. Empty where one says nothing; `?` where nothing fresh was observed."""

    kind: Literal["sent", "read", "failure"]
    name: str
    documented: str = ""
    relied_on: str = ""
    observed: str = ""


class Witnesses(Struct, frozen=True, kw_only=True):
    """What documentation, manifest and observation say of a contract, side by side."""

    contract: str
    variant: str
    manifest: str
    """Its file."""
    is_documented: bool
    """Whether the newest snapshot documents the operation."""
    observations: tuple[str, ...]
    """Each in a line: file, API, how and when."""
    rows: tuple[Witnessed, ...]
