"""Changes: neutral differences between two snapshots, before any rule judges them.

A change's `kind` is `<fact>.<what>.<action>`, for example

    operation.added            operation.removed          operation.moved (path or method)   operation.deprecated
    parameter.removed          parameter.renamed          parameter.became-required
    field.added                field.type.changed         field.maximum.lowered              field.enum.value-removed
    media-type.added           response.removed           header.became-optional
    security.requirement-added security-scheme.removed    server.changed
    error-rule.retry-changed   notice.amounts-changed     values.value-added                 document.moved
    contradiction.added

The rules name the kinds that they judge (driftwatch/rules); the completeness test holds both lists together.
"""

from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import UNSET, Struct, UnsetType

from driftwatch.model.json_values import Json, canonical
from driftwatch.model.snapshot import Owner
from driftwatch.model.source import Source

Role: TypeAlias = Literal[
    "request-body",
    "request-property",
    "request-parameter",
    "request-parameter-property",
    "response-body",
    "response-property",
    "response-header",
    "response-header-property",
    "operation",
    "api",
    "page",
]
"""The part that the changed thing plays in a call, as the ids of findings say it.

What webhooks and callbacks send counts as a response.
"""


WORDS: Final = "text"
"""Location of what pages say in words: rows, sentences, samples."""
NOTICES: Final = "notices"
"""Location of what pages say of limits, money, deprecation and the like."""


class Exchange(NamedTuple):
    """That one schema stands where another one stood."""

    before: str
    """Name of the one that was there; "" is an object that is written out."""
    after: str
    scope: str = ""
    """In which schemas have these names."""
    written: str = ""
    """What tells the object without a name from others."""

    @property
    def names(self) -> tuple[str, str]:
        """Both names."""
        return self.before, self.after


class Headline(NamedTuple):
    """The line of a page, of many that differ, which a reader sees first."""

    line: int
    """Its number among those before and after."""
    of: Literal["row", "head", "page"] = "page"
    """Whether it is a row of a table or an item of a list, what stands above the columns of one, or anything else."""


class Change(Struct, frozen=True, kw_only=True):
    """One difference. `owner` is where it happened; `operations` are all that it reaches, sorted.

    A change inside a shared schema is one change for each direction in which the schema is used: its owner is the
    schema, its operations those that reach it in that direction.
    """

    kind: str
    role: Role
    owner: Owner
    operations: tuple[Owner, ...] = ()
    location: str = ""
    """request.body, request.query, request.header, request.path, request.cookie, response.body, response.header,
    security, server, operation, errors, notices, values, documents."""
    media_type: str | None = None
    status: str | None = None
    name: str | None = None
    """Of a parameter, header, scheme, signal, ..."""
    field: str | None = None
    """Path below the root of the schema; None when the change is not about a field."""
    before: Json | UnsetType = UNSET
    after: Json | UnsetType = UNSET
    traits: frozenset[str] = frozenset()
    """What rules may ask for: required, optional, has-default, read-only, write-only, deprecated, sunset-passed, ..."""
    sunset: str = ""
    """Sunset date of the changed thing, or the one it had when it is removed, as written; judged against today."""
    sources: tuple[Source, ...] = ()
    """The new side's evidence first, else the old side's."""
    identity: str = ""
    """What tells it from another change of the same kind and place, where its sides do not; no person is shown it."""

    exchange: Exchange | None = None
    """Which schema gave way to which other one where this or something above it stands."""
    headline: Headline | None = None
    """Of the words of a page, which line says what matters."""
    sentences: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """Of a notice, what each side says part by part, where the lines of its page tell them apart."""
    content: str = ""
    """What stands at the field that came or went: equal for equal copies of it, wherever they stand. Of a call that
    went it is the path with which it did, of the name of a schema the removal."""
    alternatives: tuple[tuple[str, str], ...] = ()
    """Steps of its field that are one of several alternatives of a type, with what tells each from the others."""

    @property
    def direction(self) -> Literal["request", "response"] | None:
        """Which way the data flows in this role; None where nothing flows."""
        head = self.role.partition("-")[0]
        if head == "request":
            return "request"
        return "response" if head == "response" else None

    @property
    def removal(self) -> str:
        """Which removal took a call or the name of a schema away: equal for all that went with it; "" of others."""
        if self.kind == "operation.removed":
            of_page = "with-page" in self.traits and bool(self.sources)
            what = [self.sources[0].url] if of_page else [self.content or str(self.before), self.sunset]
            return canonical([self.owner.scope, *what, *sorted(self.traits)])
        return self.content if self.kind == "schema.removed" else ""
