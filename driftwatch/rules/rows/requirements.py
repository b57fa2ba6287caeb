"""Rules for what a caller must prove: alternatives of security requirements and their scopes."""

from typing import Final, Literal

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import NOTHING, Example, Rule

_OPERATION: Final[tuple[Role, ...]] = ("operation",)
_API: Final[tuple[Role, ...]] = ("api",)
_NARROWING: Final = "oasdiff says info. A caller that proves what was enough before is refused."
_SILENT: Final = "oasdiff says nothing. A caller that follows the old documentation is refused."
_PROVE: Final = "Get the new credentials first, then deploy; calls without them are refused."

_PUBLIC: Final = frozenset({"stays-public"})
_NO_NEED: Final = "Calls without any credentials were accepted, and are."


def _needs(*alternatives: Json) -> Json:
    return {"security": list(alternatives)}


def with_key_listed(*, secured: bool, listed: bool = True) -> Json:
    """Write a document whose call requires a header, sends it as credentials, or both."""
    header: Json = {"name": "X-Key", "in": "header", "required": True, "schema": {"type": "string"}}
    call: Json = {"responses": {"204": {"description": "-"}}}
    call |= ({"parameters": [header]} if listed else {}) | (_needs({"key": []}) if secured else {})
    scheme: Json = {"type": "apiKey", "name": "X-Key", "in": "header"}
    return {"paths": {"/things": {"get": call}}, "components": {"securitySchemes": {"key": scheme}}}


def _rules(kind: str, prefix: str, roles: tuple[Role, ...]) -> tuple[Rule, ...]:
    """Make the rows that are alike for one operation and for the API as a whole."""
    within: Literal["operation", "document"] = "operation" if roles == _OPERATION else "document"
    key: Json = {"key": []}
    token: Json = {"token": []}
    reading: Json = {"login": ["read"]}
    writing: Json = {"login": ["read", "write"]}
    return (
        Rule(
            on=f"{kind}.requirement-added",
            id=f"{prefix}-added",
            roles=roles,
            when=frozenset({"narrowing"}),
            level="breaking",
            title="Calls that were public now need credentials",
            why="A call without credentials is refused.",
            advice=_PROVE,
            message="{owner} now needs {name}; it needed nothing before.",
            deviation=_NARROWING,
            example=Example(within=within, before={}, after=_needs(key)),
        ),
        Rule(
            on=f"{kind}.requirement-added",
            id=f"{prefix}-added",
            roles=roles,
            level="info",
            title="Other credentials are accepted as well",
            why="What was accepted before stays accepted, unless another finding says otherwise.",
            advice=NOTHING,
            message="{owner} now accepts {name}.",
            example=Example(within=within, before=_needs(key), after=_needs(key, token)),
        ),
        Rule(
            on=f"{kind}.requirement-weakened",
            id=f"{prefix}-weakened",
            roles=roles,
            level="info",
            title="Some of the credentials are enough",
            why="A caller that proves more than is needed is still accepted.",
            advice="Stop sending credentials where they are not needed.",
            message="{owner} now needs {name} alone.",
            deviation="oasdiff reports a requirement removed and another one added.",
            example=Example(within=within, before=_needs({"key": [], "token": []}), after=_needs(key)),
        ),
        Rule(
            on=f"{kind}.requirement-strengthened",
            id=f"{prefix}-strengthened",
            roles=roles,
            when=_PUBLIC,
            level="info",
            title="Further credentials are needed besides, where none are needed at all",
            why=_NO_NEED,
            advice=NOTHING,
            message="{owner} now accepts {name}, where less was enough before; it needs no credentials.",
            deviation="oasdiff reports a requirement removed and another one added.",
            example=Example(
                within=within, before=_needs(key, {}), after=_needs({"key": [], "token": []}, {})
            ),
        ),
        Rule(
            on=f"{kind}.requirement-strengthened",
            id=f"{prefix}-strengthened",
            roles=roles,
            level="breaking",
            title="Further credentials are needed besides",
            why="A call that proves only what was enough before is refused.",
            advice=_PROVE,
            message="{owner} now needs {name}; less was enough before.",
            deviation="oasdiff reports a requirement removed and another one added.",
            example=Example(within=within, before=_needs(key), after=_needs({"key": [], "token": []})),
        ),
        Rule(
            on=f"{kind}.requirement-removed",
            id=f"{prefix}-removed",
            roles=roles,
            when=frozenset({"became-public"}),
            level="info",
            title="Calls need no credentials any more",
            why="A call with credentials stays valid; they need not be sent.",
            advice="Stop sending credentials where they are not needed.",
            message="{owner} no longer needs {name}.",
            example=Example(within=within, before=_needs(key), after=_needs()),
        ),
        Rule(
            on=f"{kind}.requirement-removed",
            id=f"{prefix}-removed",
            roles=roles,
            when=_PUBLIC,
            level="info",
            title="Credentials are no longer accepted where none are needed",
            why=_NO_NEED,
            advice="Stop sending credentials where they are not needed.",
            message="{owner} no longer accepts {name}{instead}; it needs no credentials.",
            example=Example(within=within, before=_needs(key, token, {}), after=_needs(key, {})),
        ),
        Rule(
            on=f"{kind}.requirement-removed",
            id=f"{prefix}-removed",
            roles=roles,
            when=frozenset({"needless"}),
            level="info",
            title="Credentials are no longer listed of which a part was enough",
            why="A caller that proves more than is needed is still accepted.",
            advice="Stop sending credentials where they are not needed.",
            message="{owner} no longer lists {name}: a part of it was enough, and still is.",
            deviation="oasdiff reports a requirement removed.",
            example=Example(within=within, before=_needs(key, {"key": [], "token": []}), after=_needs(key)),
        ),
        Rule(
            on=f"{kind}.requirement-removed",
            id=f"{prefix}-removed",
            roles=roles,
            level="breaking",
            title="Credentials are no longer accepted",
            why="A caller that proves itself this way is refused.",
            advice=_PROVE,
            message="{owner} no longer accepts {name}{instead}.",
            deviation=_NARROWING,
            example=Example(within=within, before=_needs(key, token), after=_needs(key)),
        ),
        Rule(
            on=f"{kind}.became-required",
            id=f"{prefix}-became-required",
            roles=roles,
            level="breaking",
            title="Credentials became required",
            why="A call without credentials is refused.",
            advice=_PROVE,
            message="{owner} no longer accepts calls without credentials.",
            deviation=_SILENT,
            example=Example(within=within, before=_needs(key, {}), after=_needs(key)),
        ),
        Rule(
            on=f"{kind}.became-optional",
            id=f"{prefix}-became-optional",
            roles=roles,
            level="info",
            title="Credentials became optional",
            why="Calls with credentials stay valid.",
            advice=NOTHING,
            message="{owner} now accepts calls without credentials as well.",
            deviation="oasdiff says nothing; it widens who may call.",
            example=Example(within=within, before=_needs(key), after=_needs(key, {})),
        ),
        Rule(
            on=f"{kind}.scope-added",
            id=f"{prefix}-scope-added",
            roles=roles,
            when=_PUBLIC,
            level="info",
            title="Another scope is needed, where no credentials are",
            why=_NO_NEED,
            advice=NOTHING,
            message="{owner} now needs the scope {after} of {name} from whoever sends credentials; it needs none.",
            example=Example(within=within, before=_needs(reading, {}), after=_needs(writing, {})),
        ),
        Rule(
            on=f"{kind}.scope-added",
            id=f"{prefix}-scope-added",
            roles=roles,
            when=frozenset({"exchanged"}),
            level="breaking",
            title="Another scope is needed in place of one",
            why="A token without the scope is refused.",
            advice="Request the scope and renew the tokens before the next release.",
            message="{owner} now needs the scope {after} of {name}, before {before}.",
            deviation="oasdiff reports a scope removed and another one added, both as info. Tokens are refused.",
            example=Example(within=within, before=_needs(reading), after=_needs({"login": ["write"]})),
        ),
        Rule(
            on=f"{kind}.scope-added",
            id=f"{prefix}-scope-added",
            roles=roles,
            level="breaking",
            title="Another scope is needed",
            why="A token without the scope is refused.",
            advice="Request the scope and renew the tokens before the next release.",
            message="{owner} now needs the scope {after} of {name}.",
            deviation=_NARROWING,
            example=Example(within=within, before=_needs(reading), after=_needs(writing)),
        ),
        Rule(
            on=f"{kind}.scope-removed",
            id=f"{prefix}-scope-removed",
            roles=roles,
            level="info",
            title="A scope is no longer needed",
            why="Tokens with it stay valid.",
            advice="Request fewer scopes.",
            message="{owner} no longer needs the scope {before} of {name}.",
            example=Example(within=within, before=_needs(writing), after=_needs(reading)),
        ),
    )  # fmt: skip


_LISTED_BEFORE: Final = Rule(
    on="security.requirement-added",
    id="api-security-added",
    roles=_OPERATION,
    when=frozenset({"narrowing", "as-credentials"}),
    level="info",
    title="What had to be sent as a parameter is stated as credentials",
    why="Calls that send what was required before are accepted.",
    advice=NOTHING,
    message="{owner} now states {name}; a parameter that it required before sends that.",
    deviation="oasdiff says info whatever was required before.",
    example=Example(within="document", before=with_key_listed(secured=False), after=with_key_listed(secured=True)),
)

REQUIREMENT_RULES: Final[tuple[Rule, ...]] = (
    _LISTED_BEFORE,
    *_rules("security", "api-security", _OPERATION),
    *_rules("global-security", "api-global-security", _API),
)
