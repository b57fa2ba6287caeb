"""Rules for what a caller must prove: requirements, scopes and security schemes."""

from typing import Final

from driftwatch.model.change import Place
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import CHECK_DOCS, NOTHING, Example, Rule

_OPERATION: Final[tuple[Place, ...]] = ("operation",)
_API: Final[tuple[Place, ...]] = ("api",)
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


def _oauth(*scopes: str, **flow: Json) -> Json:
    urls = {"authorizationUrl": "https://a.example.com/in", "tokenUrl": "https://a.example.com/token", **flow}
    return _schemes(
        login={"type": "oauth2", "flows": {"authorizationCode": {**urls, "scopes": dict.fromkeys(scopes, "-")}}}
    )


def _needs(*alternatives: Json) -> Json:
    return {"security": list(alternatives)}


def _requirement_rules(kind: str, prefix: str, places: tuple[Place, ...]) -> tuple[Rule, ...]:
    """Make the rows that are alike for one operation and for the API as a whole."""
    within = "operation" if places == _OPERATION else "document"
    key: Json = {"key": []}
    token: Json = {"token": []}
    reading: Json = {"login": ["read"]}
    writing: Json = {"login": ["read", "write"]}
    return (
        Rule(
            on=f"{kind}.requirement-added",
            id=f"{prefix}-added",
            places=places,
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
            places=places,
            level="info",
            title="Other credentials are accepted as well",
            why="What was accepted before stays accepted, unless another finding says otherwise.",
            advice=NOTHING,
            message="{owner} now accepts {name}.",
            example=Example(within=within, before=_needs(key), after=_needs(key, token)),
        ),
        Rule(
            on=f"{kind}.requirement-removed",
            id=f"{prefix}-removed",
            places=places,
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
            places=places,
            level="breaking",
            title="Credentials are no longer accepted",
            why="A caller that proves itself this way is refused.",
            advice=_PROVE,
            message="{owner} no longer accepts {name}.",
            deviation=_NARROWING,
            example=Example(within=within, before=_needs(key, token), after=_needs(key)),
        ),
        Rule(
            on=f"{kind}.became-required",
            id=f"{prefix}-became-required",
            places=places,
            level="breaking",
            title="Credentials became required",
            why="A call without credentials is refused.",
            advice=_PROVE,
            message="{owner} no longer accepts calls without credentials.",
            deviation=_WIRE,
            example=Example(within=within, before=_needs(key, {}), after=_needs(key)),
        ),
        Rule(
            on=f"{kind}.became-optional",
            id=f"{prefix}-became-optional",
            places=places,
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
            places=places,
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
            places=places,
            level="info",
            title="A scope is no longer needed",
            why="Tokens with it stay valid.",
            advice="Request fewer scopes.",
            message="{owner} no longer needs the scope {before} of {name}.",
            example=Example(within=within, before=_needs(writing), after=_needs(reading)),
        ),
    )  # fmt: skip


SECURITY_RULES: Final[tuple[Rule, ...]] = (
    *_requirement_rules("security", "api-security", _OPERATION),
    *_requirement_rules("global-security", "api-global-security", _API),
    Rule(
        on="security-scheme.added",
        id="api-security-component-added",
        places=_API,
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
        places=_API,
        level="info",
        title="A security scheme is gone",
        why="Which operations no longer accept it is told there.",
        advice=CHECK_DOCS,
        message="Security scheme {name} is no longer documented.",
        example=Example(within="document", before=_schemes(key=_KEY), after={}),
    ),
    Rule(
        on="security-scheme.renamed",
        id="api-security-component-renamed",
        places=_API,
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
        places=_API,
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
        places=_API,
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
        places=_API,
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
        places=_API,
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
        places=_API,
        level="info",
        title="The format of the token is described differently",
        why="The format is a hint: tokens are passed on as they are.",
        advice="Nothing has to be done unless the client reads its own tokens.",
        message="The token of security scheme {name} is now {after} (was {before}).",
        deviation="oasdiff says nothing.",
        example=Example(
            within="document", before=_schemes(key=_BEARER), after=_schemes(key={**_BEARER, "bearerFormat": "JWT"})
        ),
    ),
    Rule(
        on="security-scheme.openid-url.changed",
        id="api-security-component-openid-url-changed",
        places=_API,
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
        on="security-scheme.authorization-url.changed",
        id="api-security-component-oauth-url-changed",
        places=_API,
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
        places=_API,
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
        places=_API,
        level="breaking",
        title="Tokens are renewed elsewhere",
        why="The old address may stop answering.",
        advice=_CONFIGURE,
        message="Security scheme {name} now renews tokens at {after} (was {before}).",
        deviation=_WIRE,
        example=Example(
            within="document", before=_oauth("r"), after=_oauth("r", refreshUrl="https://b.example.com/again")
        ),
    ),
    Rule(
        on="security-scheme.flow.added",
        id="api-security-component-oauth-flow-added",
        places=_API,
        level="info",
        title="Another OAuth flow is offered",
        why="The flows used so far stay.",
        advice=NOTHING,
        message="Security scheme {name} now offers the flow {after}.",
        deviation="oasdiff says nothing.",
        example=Example(
            within="document",
            before=_oauth("r"),
            after=_schemes(
                login={"flows": {"clientCredentials": {"tokenUrl": "https://a.example.com/token", "scopes": {}}}}
            ),
        ),
    ),
    Rule(
        on="security-scheme.flow.removed",
        id="api-security-component-oauth-flow-removed",
        places=_API,
        level="breaking",
        title="An OAuth flow is no longer offered",
        why="Clients that use it get no token.",
        advice=_PROVE,
        message="Security scheme {name} no longer offers the flow {before}.",
        deviation=_WIRE,
        example=Example(
            within="document",
            before=_schemes(
                login={"flows": {"clientCredentials": {"tokenUrl": "https://a.example.com/token", "scopes": {}}}}
            ),
            after=_oauth("r"),
        ),
    ),
    Rule(
        on="security-scheme.scope.added",
        id="api-security-component-oauth-scope-added",
        places=_API,
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
        places=_API,
        level="breaking",
        title="A scope of a security scheme is gone",
        why="A client that asks for it gets no token.",
        advice="Stop asking for the scope, and find what replaces it.",
        message="Security scheme {name} no longer has the scope {before}.",
        deviation=_NARROWING,
        example=Example(within="document", before=_oauth("r", "w"), after=_oauth("r")),
    ),
)
