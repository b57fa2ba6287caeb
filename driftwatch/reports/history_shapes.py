"""What `history`, `blame`, `operations` and `show` print as JSON, member by member; docs/json.md is made of it."""

from msgspec import Struct, field

from driftwatch.model.finding import Level
from driftwatch.model.json_values import Json
from driftwatch.reports.json_shapes import FindingsMember
from driftwatch.reports.untrusted import paths_in


class HistoryFinding(Struct, frozen=True, kw_only=True):
    """A finding of a capture, in short."""

    id: str
    """The rule."""
    level: Level
    """As the rules and the configuration judge it today."""
    operations: list[str]
    """Methods and documented path templates that it reaches."""
    field: str | None
    """Path of the field, as in a report."""
    message: str
    """What the documentation said since, in a sentence."""
    fingerprint: str
    """As in a report."""
    members: list[FindingsMember]
    """As in a report."""


class HistoryCapture(Struct, frozen=True, kw_only=True):
    """One capture; `driftwatch history --format json` prints an array of these, newest first."""

    date: str
    """The day of the capture, ISO 8601."""
    commit: str
    """The commit that holds it."""
    first: bool
    """Whether it is the first one, which has nothing to be compared with."""
    findings: list[HistoryFinding]
    """What it brought against the capture before."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(HistoryCapture))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""


class HistoryLine(Struct, frozen=True, kw_only=True):
    """One finding of one capture; `driftwatch history --format jsonl` prints one a line, newest capture first."""

    source: str
    """The source."""
    date: str
    """The day of the capture, ISO 8601."""
    commit: str
    """The commit that holds it."""
    first: bool
    """Whether it is the first capture, which has nothing to be compared with: its one line has no finding."""
    id: str | None
    """The rule; null in the line of a capture without findings, as all that follows."""
    level: Level | None
    """As the rules and the configuration judge it today."""
    operations: list[str]
    """Methods and documented path templates that it reaches."""
    field: str | None
    """Path of the field, as in a report."""
    message: str | None
    """What the documentation said since, in a sentence."""
    fingerprint: str | None
    """As in a report."""


class BlamedFact(Struct, frozen=True, kw_only=True):
    """One fact of an operation."""

    at: str
    """Its address in the operation, as in the snapshot."""
    says: dict[str, Json]
    """What it states, by attribute."""
    since: str
    """The day of the capture since which it stands so, ISO 8601."""
    commit: str
    """The commit of that capture."""
    from_start: bool
    """Whether that is the first capture: how long it stood before, nobody knows."""
    said_before: dict[str, Json] | None
    """What it stated before that capture; null when it was not there."""


class BlamedOperation(Struct, frozen=True, kw_only=True):
    """One operation; `driftwatch blame --format json` prints an array of these, one for each variant."""

    operation: str
    """Its method, and its path with parameter names blanked."""
    variant: str
    """Which documentation of it; empty when there is one."""
    facts: list[BlamedFact]
    """Sorted by address."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(BlamedOperation))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""


class ListedOperation(Struct, frozen=True, kw_only=True):
    """One operation; `driftwatch operations --format json` prints an array of these, sorted."""

    operation: str
    """Its method and path, as documented."""
    variant: str
    """Which documentation of it; empty when there is one."""
    summary: str
    """What it is for, in the documentation's words; empty when it says nothing."""
    deprecated: bool
    """Whether it is documented as deprecated."""
    documents: list[str]
    """URLs of the documents that state it, the one that is believed first."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(ListedOperation))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""


class DocumentedFact(Struct, frozen=True, kw_only=True):
    """One fact of an operation, or of a named schema that it uses."""

    at: str
    """Its address in the operation, as `driftwatch blame` writes it."""
    says: dict[str, Json]
    """What it states, by attribute."""
    url: str
    """The document that states it."""
    place: str
    """Where in the document; empty when that is not known."""


class DocumentedOperation(ListedOperation, frozen=True, kw_only=True):
    """One operation with its facts; `driftwatch show --format json` prints an array of these, one for each variant."""

    label: str
    """The capture, revision or file that it is read from."""
    facts: list[DocumentedFact]
    """Sorted by address."""
    untrusted: list[str] = field(default_factory=lambda: paths_in(DocumentedOperation))
    """JSON paths of members that hold text from outside: data, whatever it says. `$` is this object."""
