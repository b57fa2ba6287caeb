"""The form of a rule: one row of data that says which change it judges, under which id, at which level, and why.

A row needs no code anywhere else: the first row of the catalogue that fits a change judges it, its example runs as a
test, and `driftwatch rules ID` and docs/rules.md are made of its texts.
"""

import hashlib
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from msgspec import UNSET, Struct, UnsetType

from driftwatch.model.change import Role
from driftwatch.model.finding import Level, Strictness
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.snapshot import Owner

Area: TypeAlias = Literal[
    "request", "response", "operation", "security", "server", "errors", "notices", "values", "documents",
    "contradiction", "manifest",
]  # fmt: skip

BODIES: Final[tuple[Role, ...]] = ("request-body", "response-body")
PROPERTIES: Final[tuple[Role, ...]] = ("request-property", "response-property")
PARAMETERS: Final[tuple[Role, ...]] = ("request-parameter", "request-parameter-property")
HEADERS: Final[tuple[Role, ...]] = ("response-header", "response-header-property")
FLOWING: Final[tuple[Role, ...]] = (*BODIES, *PROPERTIES, *PARAMETERS, *HEADERS)
"""Every role through which values flow: one schema rule covers them all unless it names fewer."""
BELOW: Final[tuple[Role, ...]] = (*PROPERTIES, "request-parameter-property", "response-header-property")
"""The roles of properties: where there is a parent that can require or lose them."""
FIXED: Final[tuple[Role, ...]] = ("operation", "api", "page")
"""Where nothing flows."""

CHECK_DOCS: Final = (
    "If the tests against the live API still pass, look for behaviour that is being phased out before changing code."
)
CONTROLLED: Final = (
    "Change the parser on purpose and let it fail loudly; do not fall back in silence to an absent value."
)
LABEL: Final = (
    "The documentation is ambiguous here: label the line of the manifest as uncertain until a probe settles it."
)
SILENT: Final = (
    "The documentation is silent here: label the line of the manifest as an assumption until a probe settles it."
)
NOTHING: Final = "Nothing has to be done; use it when it helps."
UNRESOLVED: Final = "What is demanded there is unknown until the documentation is mended: it is not told as gone."
REFERENCES: Final = "oasdiff refuses a document with a reference that leads nowhere."
"""Why what is told of such references differs."""

TOLERATED: Final = (
    "A correct reader is taken to survive it, so that it is no more than this where `strictness` is `tolerant`; under "
    "`strict`, and for whoever relies on it, it is at the level that oasdiff gives it."
)
"""Why the level of a row that has another one for strict readers differs from oasdiff's."""

_SEND: Final = "Send what is documented now."
_HARMLESS: Final[Mapping[bool, str]] = {
    False: "What was sent before is still accepted.",
    True: "What comes is still what readers expect.",
}
"""Why nothing breaks in the direction in which a change is harmless; True is a response."""
_HARMFUL: Final[Mapping[bool, str]] = {
    False: "What was sent before may be refused.",
    True: "Something may come, or stay away, that no reader expects.",
}


class Levels(Struct, frozen=True, kw_only=True):
    """The level for each direction of flow. Both are required, so that no rule forgets its mirror."""

    request: Level
    response: Level


class Advice(Struct, frozen=True, kw_only=True):
    """What to do in each direction of flow, where both ask for something and not for the same."""

    request: str
    response: str


class Example(Struct, frozen=True, kw_only=True):
    """The smallest change that this row judges; a test puts it in every role of the row.

    `within` says what `before` and `after` are (JSON values in the notation of OpenAPI 3.1; UNSET means absent):

    - schema: a schema, put at the root of a body, parameter or header, or at the property `f` of one;
    - object: an object schema, of which the property `f` changes;
    - operation: an Operation Object, at `POST /things`;
    - document: an OpenAPI document, laid over a minimal one;
    - facts: facts of a page or of a call, as stored;
    - manifest: `before` is laid over a minimal manifest, `after` over a documentation that agrees with it;
    - observation: `before` as there, `after` has `documentation` as there, and `cases` as an observation holds them.
    """

    before: Json
    after: Json
    within: Literal["schema", "object", "operation", "document", "facts", "manifest", "observation"] = "schema"


class Rule(Struct, frozen=True, kw_only=True):
    """One row. The first row in table order whose kind, roles, `when` and `unless` fit a change judges it."""

    on: str
    """Kind of change: `field.maximum.lowered`."""
    id: str
    """Id of the finding; `{role}` stands for the role of the change: `{role}-max-decreased`."""
    ids: dict[Role, str] = {}
    """Ids of roles where the usual one does not fit."""
    level: Levels | Level
    """By direction; one level where nothing flows. That of a tolerant reader, where `strict` is given as well."""
    strict: Levels | Level | None = None
    """For a reader that bears nothing unknown, where it is another level."""
    sdk: Levels | Level | None = None
    """For code that is generated from the documentation, where that feels more than a strict reader: names."""
    roles: tuple[Role, ...] = FLOWING
    when: frozenset[str] = frozenset()
    """Traits that the change must have."""
    unless: frozenset[str] = frozenset()
    """Traits that it must not have."""
    title: str
    why: str
    """What breaks, and for whom."""
    advice: str | Advice
    naming_advice: Advice | None = None
    """The same of one finding, with `{before}` and `{after}`: what to do about these."""
    message: str
    """With `{subject}`, `{owner}`, `{name}`, `{field}`, `{former}` (its path before a renaming), `{before}`, `{after}`,
    `{instead}` (": it is ... now", where something else came), `{condition}` (": it holds ... now, before ..."),
    `{status}`, `{with_status}` (" with status ...", of an answer), `{media}`, `{sunset}`; of pages `{excerpt}`:
    how the first line that differs reads, before and now; of sections `{section}`: the same, where more than the
    heading differs; of notices `{notice}`: what they say, before and now; of captures `{counts}`: what was seen."""
    deviation: str = ""
    """Why id or level differ from oasdiff's; "" when they do not."""
    sides_tell_apart: bool = True
    """Whether before and after are part of a finding's identity; else it is the same finding whatever they are."""
    example: Example

    def id_at(self, role: Role) -> str:
        """Return the id of a finding at `role`."""
        return self.ids.get(role) or self.id.format(role=role)

    def level_at(self, role: Role, strictness: Strictness = "tolerant") -> Level:
        """Return the level of a finding at `role`, for readers of a kind."""
        level = self.level
        if strictness != "tolerant" and self.strict is not None:
            level = self.strict
        if strictness == "sdk" and self.sdk is not None:
            level = self.sdk
        if isinstance(level, Levels):
            return level.response if role.startswith("response") else level.request
        return level

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why id or level differ from oasdiff's, where they do."""
        tolerated = (TOLERATED,) if self.strict is not None else ()
        return (*((self.deviation,) if self.deviation else ()), *tolerated)

    def why_at(self, role: Role) -> str:
        """Return why it matters at `role`: a row tells what breaks in one direction, the other is said in general."""
        if self._is_told_for(role):
            return self.why
        return (_HARMLESS if self.level_at(role, "strict") == "info" else _HARMFUL)[role.startswith("response")]

    def advice_at(self, role: Role) -> str:
        """Return what to do about it at `role`."""
        if isinstance(self.advice, Advice):
            if self.level_at(role, "strict") == "info":
                return NOTHING
            return self.advice.response if role.startswith("response") else self.advice.request
        if self._is_told_for(role):
            return _SEND if self.advice == CONTROLLED and role.startswith("request") else self.advice
        if self.level_at(role, "strict") == "info":
            return NOTHING
        return CONTROLLED if role.startswith("response") else _SEND

    def naming_advice_at(self, role: Role) -> str:
        """Return what to do at `role` about that which a finding names; "" where no more can be said than of all."""
        if self.naming_advice is None:
            return ""
        return self.naming_advice.response if role.startswith("response") else self.naming_advice.request

    def _is_told_for(self, role: Role) -> bool:
        """Tell whether reason and advice are about the direction of `role`: that in which something is to be done.

        A strict reader decides: what a tolerant one bears may be somebody's trouble all the same.
        """
        levels = self.strict or self.level
        if not isinstance(levels, Levels) or "info" not in {levels.request, levels.response} or role in FIXED:
            return True
        if levels.request == levels.response or self.on.startswith("manifest."):
            return True
        return (self.level_at(role, "strict") == "info") == (self.advice == NOTHING)

    def fits(self, role: Role, traits: frozenset[str]) -> bool:
        """Tell whether this row judges a change of its kind at `role` with `traits`."""
        return role in self.roles and self.when <= traits and not self.unless & traits


class Waiver(Struct, frozen=True, kw_only=True):
    """Something that has no rule on purpose, with the reason."""

    what: str
    reason: str


def fingerprint(
    rule: str,
    owner: Owner,
    *,
    where: tuple[str | None, ...],
    before: Json | UnsetType = UNSET,
    after: Json | UnsetType = UNSET,
) -> str:
    """Return 12 hex digits that name what happened and where, whatever the wording of the message.

    `where` is location, media type, status, name, field, and the identity that a change has besides. Operations reached
    by a shared schema take no part: a finding stays the same when one more operation uses it.
    """
    parts = [rule, owner.kind, owner.name, owner.variant, owner.scope, *(step or "" for step in where)]
    sides = ["" if value is UNSET else canonical(value) for value in (before, after)]
    text = canonical([*parts, *sides])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
