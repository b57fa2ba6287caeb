"""What a provider is told when the API does something else than its documentation: evidence, and no value of a body."""

from msgspec import Struct

from driftwatch.model.observation import RequestId, SeenField


class Words(Struct, frozen=True, kw_only=True):
    """What the documentation says, and where."""

    says: str
    page: str = ""
    """URL."""
    place: str = ""
    """Section of the page, or pointer into a specification."""
    since: str = ""
    """Day of the capture since which it stands; empty where no history tells."""


class Point(Struct, frozen=True, kw_only=True):
    """One thing in which the API parts from what is expected of it."""

    rule: str
    fingerprint: str
    message: str
    since: str
    """As the observation tells it."""
    expected: str
    observed: str


class LastGood(Struct, frozen=True, kw_only=True):
    """The newest observation in which it was as expected."""

    case: str
    at: str
    """ISO 8601 in UTC."""
    status: int
    request_id: RequestId | None = None
    gone: tuple[str, ...] = ()
    """Paths that came then and do not now."""
    came: tuple[str, ...] = ()
    """Paths that come now and did not then."""


class EscalatedCase(Struct, frozen=True, kw_only=True):
    """One kind of call: what was sent, expected and received."""

    name: str
    at: str
    """When it was seen last, ISO 8601 in UTC."""
    by: str
    """`probe`, `import` or `hand`."""
    answers: int
    status: int
    expected_status: tuple[str, ...]
    """As manifest or documentation have it; empty when neither says."""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    request_id: RequestId | None = None
    sent: tuple[str, ...] = ()
    """Paths of the fields that were sent."""
    received: tuple[SeenField, ...] = ()
    last_good: LastGood | None = None
    words: tuple[Words, ...] = ()
    """What is documented of this failure."""


class Escalation(Struct, frozen=True, kw_only=True):
    """The bundle of one contract, or of one variant of it."""

    contract: str
    variant: str
    origin: str
    environment: str
    made_at: str
    """ISO 8601 in UTC."""
    capture: str
    """Day of the capture of the documentation that it was held against; empty when no history tells."""
    commit: str
    """Of that capture."""
    points: tuple[Point, ...] = ()
    cases: tuple[EscalatedCase, ...] = ()
    words: tuple[Words, ...] = ()
    """What is documented of the fields in question."""
