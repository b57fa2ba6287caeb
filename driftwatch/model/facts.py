"""Facts: what the documentation states, each at a stable address inside its owner.

A fact never holds a page URL in its address; where it was read is its evidence (`document`, `locator`, `stated_by`),
which takes no part in comparing. Absent is not null: a keyword that the document does not state is UNSET (or empty).
Terms are those of OpenAPI 3.1 and JSON Schema 2020-12.
"""

import hashlib
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final, Literal, TypeAlias

from msgspec import UNSET, UnsetType, field, to_builtins

from driftwatch.model.json_values import Json, canonical
from driftwatch.model.record import Record

StatedBy: TypeAlias = Literal["schema", "component", "table", "prose", "example", "observation"]
"""How a fact is stated; in this order of trust. `component` is a ParamField or ResponseField of a page.

An `observation` is what the API itself was seen to do; no fact of documentation is stated so."""

Retry: TypeAlias = Literal["yes", "usually-no", "no", "unspecified"]
Topic: TypeAlias = Literal[
    "rate-limit", "billing", "deprecation", "availability", "authentication", "environment", "size-limit", "timeout"
]
UNSTATED: Final = "unstated"
"""Place of a parameter of which the documentation does not say whether query, body or response carries it."""
Number: TypeAlias = int | float


class Fact(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="fact"):
    """Something the documentation states, at an address that is unique within its owner and kind of fact."""

    at: str
    document: str = ""
    """Path of the document that states it, when it is not the owner's first document."""
    locator: str = field(name="place", default="")
    """Where in the document: a JSON pointer, `heading > row`, or `line 12`."""
    stated_by: StatedBy = "schema"


class Requirement(Record, frozen=True, omit_defaults=True, forbid_unknown_fields=True, order=True):
    """One security scheme that a call needs, with its scopes; those joined in one tuple are needed together."""

    scheme: str
    scopes: tuple[str, ...] = ()


class Operation(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="operation"):
    """One documented HTTP call. `method` is upper case; `path` is the template as written, without server."""

    method: str
    path: str
    event: Literal["", "webhook", "callback"] = ""
    """Webhooks and callbacks are called by the provider: what they send is what we receive."""
    operation_id: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    deprecated: bool = False
    sunset: str = ""
    """As written; a date that cannot be read is a finding."""
    stability: str = ""
    security: tuple[tuple[Requirement, ...], ...] | UnsetType = UNSET
    """Alternatives, each a set of requirements; none means public; left out, it is as the API says."""
    servers: tuple[str, ...] = ()
    """Only where they override the API's."""
    server_variables: dict[str, Json] = {}
    """Variables of those servers, by URL, each as in `Server`."""
    parent: str = ""
    """For a callback: the operation that it belongs to, as `POST /subscriptions`."""
    api: str = ""
    """Name of the `api` owner that holds its servers and security schemes."""
    schemas: str = ""
    """Scope of the named schemas that its fields refer to."""

    @property
    def call(self) -> str:
        """Method and path as documented: `GET /v1/videos/{video_id}`."""
        return f"{self.method} {self.path}"


BINDING: Final[frozenset[StatedBy]] = frozenset({"schema", "observation"})
"""How what binds is stated: what the API does holds whatever is said of it."""
CARRIED_OTHERWISE: Final = frozenset(("authorization", "content-type", "accept"))
"""Headers for which OpenAPI has other words, in lower case: it says that a parameter called so is to be ignored."""


class Parameter(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="parameter"):
    """A path, query, header or cookie parameter, or the whole query string; its schema's fields stand below it.

    What is only known to belong to the call is a parameter as well, in the place `unstated`.
    """

    name: str
    within: Literal["path", "query", "querystring", "header", "cookie", "unstated"]
    required: bool = False
    deprecated: bool = False
    sunset: str = ""
    stability: str = ""
    style: str = ""
    """Written out even when it is the default of its place."""
    explode: bool = False
    allow_reserved: bool = False
    allow_empty_value: bool = False
    media_type: str = ""
    """Set when the parameter has `content` in place of `schema`."""

    def is_of_path_alone(self, fields_at: Callable[[str], object]) -> bool:
        """Tell whether nothing tells of it but the path: a page has it there, and describes no value of it.

        A row describes a value, be it any. A specification need not, and states its parameters. `fields_at` looks up
        what is described at an address.
        """
        return self.within == "path" and self.stated_by != "schema" and not fields_at(self.at)


class RequestBody(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="request-body"):
    """That an operation takes a body."""

    required: bool = False


class MediaType(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="media-type"):
    """One form in which a body is sent; the name is the last step of the address, in lower case."""

    name: str
    has_schema: bool = False
    encoding: dict[str, Json] = {}
    item_schema: bool = False
    prefix_encoding: tuple[Json, ...] = ()
    """How the first parts of a body without names are encoded, in their order (OpenAPI 3.2)."""
    item_encoding: Json | UnsetType = UNSET
    """How each further part of such a body is."""


class Response(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="response"):
    """One documented status: `200`, `4XX` or `default`."""

    status: str


def range_of(status: str) -> str:
    """Return the range that holds a status.

    >>> range_of("404"), range_of("4xx")
    ('4XX', '4XX')
    """
    return f"{status[:1]}XX"


class Header(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="header"):
    """A response header, named in lower case; its schema's fields stand below its address."""

    name: str
    required: bool = False
    deprecated: bool = False
    style: str = ""
    explode: bool = False


class Link(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="link"):
    """What a response says can be called next, and with which of its values."""

    name: str
    target: str = ""
    """The id of the operation, or else where it stands: `GET /v1/videos/{id}`, a URL."""
    parameters: dict[str, Json] = {}
    """Expressions or values, by parameter."""
    request_body: Json | UnsetType = UNSET
    server: str = ""


class _Nothing(dict[str, Any]):
    """The empty object that all fields have in common which say nothing there: five each would take half their memory.

    It is written as nothing because it is this one: whoever makes a field names no empty object.
    """

    __slots__ = ()

    def __reduce__(self) -> str:
        return "NOTHING"  # the same one in another process


NOTHING: Final[Mapping[str, Any]] = _Nothing()


class Field(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="field", gc=False):
    """One node of a schema: a property, an item, a branch, or the root `$`.

    Keywords hold what this node states by itself; what it applies to sub-schemas are fields below it.
    """

    type: tuple[str, ...] = ()
    """Sorted; empty when the document states none. `null` stands here only when nothing else is allowed."""
    nullable: bool = False
    """Null is allowed besides `type`: `nullable: true`, `type: [x, "null"]` and a `{type: null}` branch alike."""
    required: bool = False
    """The parent object requires this property (or its absence makes no sense, as for a path parameter)."""
    ref: str = ""
    """Name of the schema it refers to, in the owner's scope; keywords beside a reference stand here as well."""
    format: str = ""
    enum: tuple[Json, ...] | UnsetType = UNSET
    extensible_enum: tuple[Json, ...] | UnsetType = UNSET
    const: Json | UnsetType = UNSET
    default: Json | UnsetType = UNSET
    minimum: Number | UnsetType = UNSET
    maximum: Number | UnsetType = UNSET
    exclusive_minimum: Number | UnsetType = UNSET
    """As a number, also where OpenAPI 3.0 writes `exclusiveMinimum: true`; `minimum` is then left out."""
    exclusive_maximum: Number | UnsetType = UNSET
    multiple_of: Number | UnsetType = UNSET
    min_length: int | UnsetType = UNSET
    max_length: int | UnsetType = UNSET
    pattern: str = ""
    min_items: int | UnsetType = UNSET
    max_items: int | UnsetType = UNSET
    unique_items: bool = False
    min_properties: int | UnsetType = UNSET
    max_properties: int | UnsetType = UNSET
    min_contains: int | UnsetType = UNSET
    max_contains: int | UnsetType = UNSET
    additional_properties: bool | UnsetType = UNSET
    """False or true as written; when it is a schema, true, and the schema is the field `.*` below."""
    unevaluated_properties: bool | UnsetType = UNSET
    unevaluated_items: bool | UnsetType = UNSET
    requires: tuple[str, ...] = ()
    """Names in `required` that this node itself does not declare as properties."""
    dependent_required: Mapping[str, tuple[str, ...]] = NOTHING
    content_encoding: str = ""
    content_media_type: str = ""
    xml: Mapping[str, Json] = NOTHING
    """How it is written in XML: `name`, `namespace`, `attribute`, `wrapped`, `nodeType`; only what changes the text."""
    value_names: Mapping[str, str] = NOTHING
    """What generated code calls the listed values, by value; one that is no text by its canonical text."""
    value_remarks: Mapping[str, str] = NOTHING
    """What is said of each listed value, in the same way."""
    discriminator: str = ""
    mapping: Mapping[str, str] = NOTHING
    """Discriminator value -> schema name or reference."""
    default_mapping: str = ""
    """Schema name or reference that is meant where a value names none (OpenAPI 3.2)."""
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    sunset: str = ""
    stability: str = ""
    title: str = ""
    impossible: bool = False
    """The schema `false`: no value fits."""


class Unresolved(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="unresolved"):
    """A part of a call, a path or security scheme of an API, or a named schema that is a reference to nothing known.

    What it says is unknown. What it stands for is the rest of its address: `unresolved · response · 200`.
    """

    reference: str
    known: bool = False
    """What it said when it was last known is carried over: it stands beside this."""


class SecurityScheme(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="security-scheme"):
    """How a caller proves who it is."""

    name: str
    type: str
    within: str = ""
    """For apiKey: query, header or cookie."""
    parameter: str = ""
    """For apiKey: the name of that header or parameter."""
    scheme: str = ""
    """For http: bearer, basic, ... in lower case."""
    bearer_format: str = ""
    open_id_connect_url: str = ""
    oauth2_metadata_url: str = ""
    flows: dict[str, dict[str, str]] = {}
    """OAuth2 flow -> {authorizationUrl, tokenUrl, refreshUrl, deviceAuthorizationUrl}."""
    scopes: dict[str, tuple[str, ...]] = {}
    """OAuth2 flow -> sorted scope names."""
    deprecated: bool = False


class Server(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="server"):
    """A base URL, without trailing slash.

    Variables stand in braces, with their defaults in `variables`; one of which only some values can be chosen is
    `{default, enum}` there.
    """

    url: str
    variables: dict[str, Json] = {}
    environment: str = ""
    """production, sandbox, preview, ... when the documentation says so."""


class Api(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="api"):
    """What a document says of the API as a whole."""

    title: str = ""
    version: str = ""
    openapi: str = ""
    security: tuple[tuple[Requirement, ...], ...] | UnsetType = UNSET
    tags: tuple[str, ...] = ()


class ErrorRule(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="error-rule"):
    """One row of what the docs say about a failure; the signal (`429`, `Path mistake`) is the address's last step."""

    signal: str
    status: int | None = None
    meaning: str = ""
    retry: Retry = "unspecified"
    action: str = ""


class Notice(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="notice"):
    """A statement about limits, billing, deprecation, availability, authentication or environment."""

    topic: Topic
    text: str
    amounts: tuple[str, ...] = ()
    """The quantities and days in it, normalised (`60/minute`, `USD 10`): a reader must react when they change."""
    names: tuple[str, ...] = ()
    """What of it stands in code, sorted: headers, events, models."""


class Values(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="values"):
    """A closed list in a table: model ids, sizes, statuses; case and spaces kept."""

    name: str
    values: tuple[str, ...]


class Statement(Record, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """What one place says, in a contradiction."""

    says: Json
    stated_by: StatedBy
    document: str = ""
    locator: str = field(name="place", default="")


class Contradiction(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="contradiction"):
    """Statements of one capture that cannot all be true; the schema's comes first."""

    aspect: str
    """type, required, enum, default, bounds, example, missing-in-example, undeclared-parameter, retry, ..."""
    subject: str
    """Address of the fact they are about."""
    statements: tuple[Statement, ...]

    @property
    def sayings(self) -> Mapping[str, Json]:
        """What is said by whom, the least trusted first: `{"table": ..., "schema 2": ..., "schema": ...}`.

        A statement that repeats another of its kind is left out; further ones of a kind are numbered.
        """
        kinds: dict[StatedBy, dict[str, Json]] = {}
        for statement in self.statements:
            kinds.setdefault(statement.stated_by, {}).setdefault(canonical(statement.says), statement.says)
        said = [
            (f"{kind} {number}" if number > 1 else kind, says)
            for kind, known in kinds.items()
            for number, says in enumerate(known.values(), start=1)
        ]
        return dict(reversed(said))

    @property
    def meaning(self) -> frozenset[tuple[str, str]]:
        """What is said, whatever the order: contradictions that say the same are the same."""
        return frozenset((statement.stated_by, canonical(statement.says)) for statement in self.statements)


AnyFact: TypeAlias = (
    Operation
    | Parameter
    | RequestBody
    | MediaType
    | Response
    | Header
    | Link
    | Field
    | Unresolved
    | SecurityScheme
    | Server
    | Api
    | ErrorRule
    | Notice
    | Values
    | Contradiction
)
ADDRESS: Final = attrgetter("at")
"""By which facts of an owner are sorted."""

_NOT_STATED: Final = frozenset({"fact", "at", "document", "place", "stated_by", "schemas", "api"})
"""Identity, evidence, and where the snapshot keeps what an operation refers to."""


def identity_of(fact: AnyFact | None) -> str:
    """Return what tells one reading of an address from another, evidence left out: 16 hex digits, "" for no fact."""
    if fact is None:
        return ""
    stated = canonical([type(fact).__name__, fact.at, content_of(fact)])
    return hashlib.sha256(stated.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def content_of(fact: AnyFact) -> Mapping[str, Json]:
    """Return what a fact states, by attribute, its address and evidence left out; defaults are not named.

    Python's own equality calls true and 1 equal: compare the `canonical` text.
    """
    return {key: value for key, value in to_builtins(fact).items() if key not in _NOT_STATED}
