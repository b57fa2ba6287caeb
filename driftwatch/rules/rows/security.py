"""Rules for security schemes: how a caller proves who it is."""

from collections.abc import Iterator
from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import CHECK_DOCS, NOTHING, Example, Rule

_API: Final[tuple[Role, ...]] = ("api",)
_NARROWING: Final = "oasdiff says info. A caller that proves what was enough before is refused."
_PROVE: Final = "Get the new credentials first, then deploy; calls without them are refused."
_WIRE: Final = "oasdiff says info, or nothing. A caller that follows the old documentation is refused."
_CONFIGURE: Final = (
    "Change where and how the client sends its credentials; check that the address is the provider's own."
)

_KEY: Final = {"type": "apiKey", "in": "header", "name": "X-Key"}
_BEARER: Final = {"type": "http", "scheme": "bearer"}


def _schemes(**schemes: Json) -> Json:
    return {"components": {"securitySchemes": schemes}}


def _oauth(*scopes: str, **urls: str) -> Json:
    """Write an OAuth scheme with one flow."""
    flow = {"authorizationUrl": "https://a.example.com/in", "tokenUrl": "https://a.example.com/token", **urls}
    return _flows(authorizationCode={**flow, "scopes": dict.fromkeys(scopes, "-")})


def _flows(**flows: Json) -> Json:
    return _schemes(login={"type": "oauth2", "flows": flows})


def _stated_on_one_side() -> Iterator[Rule]:
    """Yield the rules about addresses that only one side states: whoever knows one goes on with it."""
    for what, said, does, url in _ADDRESSES:
        bare, stated = _addressed(what), _addressed(what, **{url: "https://a.example.com/in"})
        yield Rule(
            on=f"security-scheme.{what}-url.changed",
            id=f"api-security-component-{said}url-changed",
            roles=_API,
            level="info",
            when=frozenset({"came"}),
            title="An address of a security scheme is documented for the first time",
            why="Nobody was told another one.",
            advice=NOTHING,
            message=f"Security scheme {{name}} says now that it {does} {{after}}.",
            deviation=_FIRST,
            example=Example(within="document", before=bare, after=stated),
        )
        yield Rule(
            on=f"security-scheme.{what}-url.changed",
            id=f"api-security-component-{said}url-changed",
            roles=_API,
            level="warning",
            when=frozenset({"went"}),
            title="An address of a security scheme is no longer documented",
            why="It may stop answering.",
            advice=CHECK_DOCS,
            message=f"Security scheme {{name}} no longer says that it {does} {{before}}.",
            deviation=_FIRST,
            example=Example(within="document", before=stated, after=bare),
        )


def _addressed(what: str, **url: str) -> Json:
    """Write a scheme with the address of one kind, or without any."""
    if what in {"openid", "metadata"}:
        return _schemes(key={"type": "openIdConnect" if what == "openid" else "oauth2", **url})
    return _flows(authorizationCode={"scopes": {}, **url})


_FIRST: Final = "oasdiff tells it like another address, or not at all. Nobody was sent to another one."
_ADDRESSES: Final = (
    ("openid", "openid-", "is discovered at", "openIdConnectUrl"),
    ("metadata", "oauth-metadata-", "is described at", "oauth2MetadataUrl"),
    ("authorization", "oauth-", "authorizes at", "authorizationUrl"),
    ("token", "oauth-token-", "issues tokens at", "tokenUrl"),
    ("refresh", "oauth-refresh-", "renews tokens at", "refreshUrl"),
    ("device", "oauth-device-", "authorizes devices at", "deviceAuthorizationUrl"),
)
"""Kind of an address, how ids and messages speak of it, and the keyword."""
_CODE: Final = {"authorizationUrl": "https://a.example.com/in", "tokenUrl": "https://a.example.com/token", "scopes": {}}
_MACHINE: Final = {"tokenUrl": "https://a.example.com/token", "scopes": {}}

SECURITY_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="security-scheme.added",
        id="api-security-component-added",
        roles=_API,
        level="info",
        title="A security scheme was added",
        why="Which operations accept it is told there.",
        advice=NOTHING,
        message="Security scheme {name} is new.",
        example=Example(within="document", before={}, after=_schemes(key=_KEY)),
    ),
    Rule(
        on="security-scheme.removed",
        id="api-security-component-removed",
        roles=_API,
        level="info",
        title="A security scheme is gone",
        why="Which operations no longer accept it is told there.",
        advice=CHECK_DOCS,
        message="Security scheme {name} is no longer documented{instead}.",
        example=Example(within="document", before=_schemes(key=_KEY), after={}),
    ),
    Rule(
        on="security-scheme.renamed",
        id="api-security-component-renamed",
        roles=_API,
        level="info",
        title="A security scheme has another name",
        why="The name is the documentation's own; what is sent stays the same.",
        advice=NOTHING,
        message="Security scheme {before} is now called {after}.",
        deviation="oasdiff reports a removal and an addition.",
        example=Example(within="document", before=_schemes(key=_KEY), after=_schemes(secret=_KEY)),
    ),
    Rule(
        on="security-scheme.type.changed",
        id="api-security-component-type-changed",
        roles=_API,
        when=frozenset({"same-header"}),
        level="warning",
        title="What goes in the header `Authorization` is written down in another way",
        why="Swagger 2.0 knows no bearer: a key there is often one. What stands before it in the header may differ.",
        advice=CHECK_DOCS,
        message="Security scheme {name} is now {after} (was {before}), which goes in the same header.",
        deviation=_WIRE,
        example=Example(
            within="document",
            before=_schemes(key={"type": "apiKey", "name": "Authorization", "in": "header"}),
            after=_schemes(key=_BEARER),
        ),
    ),
    Rule(
        on="security-scheme.type.changed",
        id="api-security-component-type-changed",
        roles=_API,
        level="breaking",
        title="A security scheme is of another type",
        why="Credentials are proved in another way.",
        advice=_CONFIGURE,
        message="Security scheme {name} is now {after} (was {before}).",
        deviation=_WIRE,
        example=Example(within="document", before=_schemes(key=_KEY), after=_schemes(key=_BEARER)),
    ),
    Rule(
        on="security-scheme.parameter.changed",
        id="api-security-component-name-changed",
        roles=_API,
        level="breaking",
        title="The key goes under another name",
        why="A key under the old name is not read.",
        advice=_CONFIGURE,
        message="The key of security scheme {name} is now sent as {after} (was {before}).",
        deviation=_WIRE,
        example=Example(within="document", before=_schemes(key=_KEY), after=_schemes(key={**_KEY, "name": "X-Secret"})),
    ),
    Rule(
        on="security-scheme.within.changed",
        id="api-security-component-in-changed",
        roles=_API,
        level="breaking",
        title="The key goes to another place",
        why="A key in the old place is not read.",
        advice=_CONFIGURE,
        message="The key of security scheme {name} now goes in the {after} (was {before}).",
        deviation=_WIRE,
        example=Example(within="document", before=_schemes(key=_KEY), after=_schemes(key={**_KEY, "in": "query"})),
    ),
    Rule(
        on="security-scheme.scheme.changed",
        id="api-security-component-scheme-changed",
        roles=_API,
        level="breaking",
        title="Another HTTP authentication scheme is used",
        why="Credentials in the old form are refused.",
        advice=_CONFIGURE,
        message="Security scheme {name} now uses {after} (was {before}).",
        deviation=_WIRE,
        example=Example(
            within="document", before=_schemes(key={"type": "http", "scheme": "basic"}), after=_schemes(key=_BEARER)
        ),
    ),
    Rule(
        on="security-scheme.bearer-format.changed",
        id="api-security-component-bearer-format-changed",
        roles=_API,
        level="info",
        title="The format of the token is described differently",
        why="The format is a hint: tokens are passed on as they are.",
        advice="Nothing has to be done unless the client reads its own tokens.",
        message="The format of the token of security scheme {name} is now documented as {after}, before as {before}.",
        deviation="oasdiff says nothing.",
        example=Example(
            within="document", before=_schemes(key=_BEARER), after=_schemes(key={**_BEARER, "bearerFormat": "JWT"})
        ),
    ),
    *_stated_on_one_side(),
    Rule(
        on="security-scheme.openid-url.changed",
        id="api-security-component-openid-url-changed",
        roles=_API,
        level="breaking",
        title="OpenID Connect is discovered elsewhere",
        why="Tokens are issued by another address.",
        advice=_CONFIGURE,
        message="Security scheme {name} is now discovered at {after} (was {before}).",
        deviation=_WIRE,
        example=Example(
            within="document",
            before=_schemes(key={"type": "openIdConnect", "openIdConnectUrl": "https://a.example.com"}),
            after=_schemes(key={"type": "openIdConnect", "openIdConnectUrl": "https://b.example.com"}),
        ),
    ),
    Rule(
        on="security-scheme.metadata-url.changed",
        id="api-security-component-oauth-metadata-url-changed",
        roles=_API,
        level="breaking",
        title="What an authorization server can do is documented elsewhere",
        why="Clients learn from that address where tokens are issued.",
        advice=_CONFIGURE,
        message="Security scheme {name} is now described at {after} (was {before}).",
        deviation=_WIRE,
        example=Example(
            within="document",
            before=_schemes(key={"type": "oauth2", "oauth2MetadataUrl": "https://a.example.com"}),
            after=_schemes(key={"type": "oauth2", "oauth2MetadataUrl": "https://b.example.com"}),
        ),
    ),
    *(
        Rule(
            on=f"security-scheme.{what}-url.changed",
            id=f"api-security-component-oauth-{said}url-changed",
            roles=_API,
            level="warning",
            when=frozenset({"no-address"}),
            title="An address of OAuth is a word that is filled in elsewhere",
            why="The document does not say where that leads: it may be where it was.",
            advice=CHECK_DOCS,
            message=f"Security scheme {{name}} now {does} {{after}} (was {{before}}): one is filled in elsewhere.",
            deviation="oasdiff compares the text.",
            example=Example(
                within="document",
                before=_oauth("r", **{key: "https://a.example.com/go"}),
                after=_oauth("r", **{key: "OAUTH_URL"}),
            ),
        )
        for what, said, does, key in (
            ("authorization", "", "authorizes at", "authorizationUrl"),
            ("token", "token-", "issues tokens at", "tokenUrl"),
            ("refresh", "refresh-", "renews tokens at", "refreshUrl"),
        )
    ),
    Rule(
        on="security-scheme.authorization-url.changed",
        id="api-security-component-oauth-url-changed",
        roles=_API,
        level="breaking",
        title="Users are sent elsewhere to authorize",
        why="The old address may stop answering.",
        advice=_CONFIGURE,
        message="Security scheme {name} now authorizes at {after} (was {before}).",
        deviation=_WIRE,
        example=Example(
            within="document", before=_oauth("r"), after=_oauth("r", authorizationUrl="https://b.example.com/in")
        ),
    ),
    Rule(
        on="security-scheme.token-url.changed",
        id="api-security-component-oauth-token-url-changed",
        roles=_API,
        level="breaking",
        title="Tokens are got elsewhere",
        why="The old address may stop answering; a secret sent to a wrong one is lost.",
        advice=_CONFIGURE,
        message="Security scheme {name} now issues tokens at {after} (was {before}).",
        deviation=_WIRE,
        example=Example(
            within="document", before=_oauth("r"), after=_oauth("r", tokenUrl="https://b.example.com/token")
        ),
    ),
    Rule(
        on="security-scheme.refresh-url.changed",
        id="api-security-component-oauth-refresh-url-changed",
        roles=_API,
        level="breaking",
        title="Tokens are renewed elsewhere",
        why="The old address may stop answering.",
        advice=_CONFIGURE,
        message="Security scheme {name} now renews tokens at {after} (was {before}).",
        deviation=_WIRE,
        example=Example(
            within="document",
            before=_oauth("r", refreshUrl="https://a.example.com/again"),
            after=_oauth("r", refreshUrl="https://b.example.com/again"),
        ),
    ),
    Rule(
        on="security-scheme.device-url.changed",
        id="api-security-component-oauth-device-url-changed",
        roles=_API,
        level="breaking",
        title="Devices are authorized elsewhere",
        why="The old address may stop answering.",
        advice=_CONFIGURE,
        message="Security scheme {name} now authorizes devices at {after} (was {before}).",
        deviation="oasdiff 1.27 does not know deviceAuthorizationUrl, which is new in OpenAPI 3.2.",
        example=Example(
            within="document",
            before=_flows(deviceAuthorization={**_MACHINE, "deviceAuthorizationUrl": "https://a.example.com/device"}),
            after=_flows(deviceAuthorization={**_MACHINE, "deviceAuthorizationUrl": "https://b.example.com/device"}),
        ),
    ),
    Rule(
        on="security-scheme.deprecated",
        id="api-security-component-deprecated",
        roles=_API,
        level="warning",
        title="A security scheme was deprecated",
        why="Credentials of this kind will be refused some day.",
        advice="Move to another scheme that the operations accept before it is gone.",
        message="Security scheme {name} is now deprecated.",
        deviation="oasdiff 1.27 does not know that schemes can be deprecated, which is new in OpenAPI 3.2.",
        example=Example(within="document", before=_schemes(key=_KEY), after=_schemes(key={**_KEY, "deprecated": True})),
    ),
    Rule(
        on="security-scheme.reactivated",
        id="api-security-component-reactivated",
        roles=_API,
        level="info",
        title="A security scheme is no longer deprecated",
        why="It will stay.",
        advice=NOTHING,
        message="Security scheme {name} is no longer deprecated.",
        deviation="oasdiff 1.27 does not know that schemes can be deprecated, which is new in OpenAPI 3.2.",
        example=Example(within="document", before=_schemes(key={**_KEY, "deprecated": True}), after=_schemes(key=_KEY)),
    ),
    Rule(
        on="security-scheme.flow.added",
        id="api-security-component-oauth-flow-added",
        roles=_API,
        level="info",
        title="Another OAuth flow is offered",
        why="The flows used so far stay.",
        advice=NOTHING,
        message="Security scheme {name} now offers the flow {after}.",
        deviation="oasdiff says nothing.",
        example=Example(
            within="document",
            before=_flows(authorizationCode=_CODE),
            after=_flows(authorizationCode=_CODE, clientCredentials=_MACHINE),
        ),
    ),
    Rule(
        on="security-scheme.flow.removed",
        id="api-security-component-oauth-flow-removed",
        roles=_API,
        level="breaking",
        title="An OAuth flow is no longer offered",
        why="Clients that use it get no token.",
        advice=_PROVE,
        message="Security scheme {name} no longer offers the flow {before}.",
        deviation=_WIRE,
        example=Example(
            within="document",
            before=_flows(authorizationCode=_CODE, clientCredentials=_MACHINE),
            after=_flows(authorizationCode=_CODE),
        ),
    ),
    Rule(
        on="security-scheme.scope.added",
        id="api-security-component-oauth-scope-added",
        roles=_API,
        level="info",
        title="A scope was added to a security scheme",
        why="It can be asked for; where it is needed is told there.",
        advice=NOTHING,
        message="Security scheme {name} now has the scope {after}.",
        example=Example(within="document", before=_oauth("r"), after=_oauth("r", "w")),
    ),
    Rule(
        on="security-scheme.scope.removed",
        id="api-security-component-oauth-scope-removed",
        roles=_API,
        level="breaking",
        title="A scope of a security scheme is gone",
        why="A client that asks for it gets no token.",
        advice="Stop asking for the scope, and find what replaces it.",
        message="Security scheme {name} no longer has the scope {before}{instead}.",
        deviation=_NARROWING,
        example=Example(within="document", before=_oauth("r", "w"), after=_oauth("r")),
    ),
)
