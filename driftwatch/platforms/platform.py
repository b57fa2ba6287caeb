"""What a docs platform is: a pure reader that knows how one kind of documentation site is laid out.

A platform gets one page (a decoded document) and says what it states. It never fetches: what it finds linked it
returns as links. A document that cannot be read is a problem, not an exception.
"""

from collections.abc import Mapping
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct

from driftwatch.errors import OVER_BUDGET
from driftwatch.extract.fields.value_tables import Listed
from driftwatch.model.facts import AnyFact, Field, StatedBy
from driftwatch.model.json_values import Json
from driftwatch.model.page import Link, Page
from driftwatch.model.snapshot import FAILED, Document, Entry
from driftwatch.model.text import PageText
from driftwatch.presence.presence import Presence

Form: TypeAlias = Literal["openapi", "fence", "embedded", "component", "table", "html"]
"""How a documentation is written; the order of `FORMS` is the order of trust."""

FORMS: tuple[Form, ...] = ("openapi", "fence", "embedded", "component", "table", "html")


class Documentation(Struct, frozen=True, kw_only=True):
    """Entries that one part of a document states together: operations, the schemas in their scope, their API.

    `spec` is the place of the OpenAPI file that this part is a copy of ("" when it names none); such copies and the
    file itself are one documentation. `server` is the base URL of a page that has no `api` entry of its own. `part` is
    the place of one page of several that stand in one document. What an inexact documentation leaves out means
    nothing: the converter that wrote it may have lost it. What adds nothing is only held against what is trusted more.
    `also` are places of documents that are known to state the same operations. `denied` are addresses of which tables
    say outright that they are not required, `assumed` those of what stands where its method sends such fields: of them
    the page does not say it.
    """

    form: Form
    entries: tuple[Entry, ...]
    spec: str = ""
    server: str = ""
    part: str = ""
    is_exact: bool = True
    adds: bool = True
    also: tuple[str, ...] = ()
    denied: frozenset[str] = frozenset()
    assumed: frozenset[str] = frozenset()


def operations_of(documentation: Documentation) -> tuple[str, ...]:
    """Return the keys of the operations that a documentation states."""
    return tuple(entry.owner.name for entry in documentation.entries if entry.owner.kind == "operation")


class Claim(Struct, frozen=True, order=True, kw_only=True):
    """What prose or a table says of a field by its bare name (`seconds` is sent as a string); never a fact itself."""

    name: str
    aspect: Literal["type", "required", "default", "bounds", "spans", "repeat", "enum", "values", "samples"]
    says: Json
    within: Literal["request", "response", ""] = ""
    locator: str = ""
    stated_by: StatedBy = "prose"
    call: str = ""
    """Key of the call whose own section says it; "" where the page says it of the one call that it documents."""


class Problem(Struct, frozen=True, order=True, kw_only=True):
    """A document, or a part of one, that cannot be read; `line` counts from 1, 0 when there is none."""

    path: str
    url: str
    reason: str
    line: int = 0


class Statements(Struct, frozen=True, kw_only=True):
    """Everything that one document states.

    `facts` are what the page says on its own account: error rules, notices, values. `claims` are checked against the
    operations that the same document documents.
    """

    document: Document
    documentations: tuple[Documentation, ...] = ()
    facts: tuple[AnyFact, ...] = ()
    objects: Mapping[str, tuple[Field, ...]] = {}
    """What sections of a page describe in a table, by their anchors: calls of any page may return it by a link."""
    missed: tuple[str, ...] = ()
    """Names of fields that the page shows and none of its own facts has: a call may take them with an object."""
    listed: Mapping[str, Listed] = {}
    """What sections of a page list as values, by their anchors: a field of any page may have them by a link."""
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    text: PageText | None = None
    """The words of a page; None for what is no page."""
    has_loose_fields: bool = False
    """Components state fields, but nothing names the call that they belong to: at best they are the page's own."""
    failed: str = ""
    """The kind of error (`KeyError`) with which reading the document ended, for a fault of ours."""

    @property
    def why_unread(self) -> str:
        """Why not all of it could be understood, as a reason of a document; "" when it could."""
        if self.failed:
            return f"{FAILED}: {self.failed}"
        budget = next((problem.reason for problem in self.problems if problem.reason.startswith(OVER_BUDGET)), "")
        return budget or ("unreadable" if self.problems else "")

    @property
    def presence(self) -> Presence:
        """How the document fared: one with a problem in any part counts as unseen, or that part would count as gone."""
        document, reason = self.document, self.why_unread
        if not reason:
            return Presence(path=document.path, url=document.url, digest=document.digest)
        return Presence(
            path=document.path,
            url=document.url,
            state="unseen",
            reason=reason,
            digest=document.digest,
            in_part=bool(self.documentations or self.facts or (self.text is not None and self.text.lines)),
        )


class Platform(Protocol):
    """How a kind of documentation site is laid out.

    The one protocol that is not in driftwatch/ports.py: it tells of nothing outside, and what chooses among platforms
    (detection.py) stands below the ports, as do the nouns of this file.
    """

    @property
    def name(self) -> str:
        """Short name, as `driftwatch doctor` shows it."""

    def recognises(self, page: Page) -> bool:
        """Tell by content alone whether the page is of this kind."""

    def links(self, page: Page) -> tuple[Link, ...]:
        """Return the documents that hold what the page only shows: linked OpenAPI files, Markdown twins."""

    def statements(self, page: Page) -> Statements:
        """Return what the page states; never raises."""
