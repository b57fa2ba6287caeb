"""Rules for an API as a whole: base URLs, its version, its named schemas."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import CHECK_DOCS, CONTROLLED, NOTHING, REFERENCES, UNRESOLVED, Example, Rule

_OPERATION: Final[tuple[Role, ...]] = ("operation",)
_API: Final[tuple[Role, ...]] = ("api",)
_BOX: Final[Json] = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Box"}}}}
_SENDS_A_BOX: Final[Json] = {"/things": {"post": {"requestBody": _BOX}}}

_ELSEWHERE: Final[Json] = {"paths": {"/boxes": {"$ref": "./boxes.yaml"}}}

API_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="api.version.lowered",
        id="api-version-decreased",
        roles=_API,
        level="info",
        title="The version of the API went down",
        why="An older description may have been published by mistake.",
        advice=CHECK_DOCS,
        message="The API now has version {after} (was {before}).",
        example=Example(within="document", before={"info": {"version": "2.0.0"}}, after={"info": {"version": "1.9.0"}}),
    ),
    Rule(
        on="schema.removed",
        id="api-schema-removed",
        roles=_API,
        level="info",
        sdk="breaking",
        title="A named schema is gone",
        why="Generated clients lose a type; what is sent and received is judged where the schema was used.",
        advice="Regenerate the client, if it is generated.",
        message="Schema names no longer documented: {before}.",
        example=Example(within="document", before={"components": {"schemas": {"Box": {"type": "object"}}}}, after={}),
    ),
    Rule(
        on="schema.added",
        id="api-schema-added",
        roles=_API,
        level="info",
        title="A named schema is new that no operation refers to",
        why="It may be the payload of an event, one more that extends what is used, or what will be used next.",
        advice="Nothing has to be done.",
        message="Schema names that no operation refers to and that are documented now: {after}.",
        deviation="oasdiff looks at schemas where they are used.",
        example=Example(within="document", before={}, after={"components": {"schemas": {"Box": {"type": "object"}}}}),
    ),
    Rule(
        on="schema.renamed",
        id="api-schema-renamed",
        roles=_API,
        level="info",
        sdk="breaking",
        title="A named schema has another name",
        why="Generated clients name the type differently; what is sent and received stays the same.",
        advice="Regenerate the client, if it is generated.",
        message="Schema names: {before} became {after}.",
        deviation="oasdiff reports a removal.",
        example=Example(
            within="document",
            before={"components": {"schemas": {"Box": {"type": "object", "title": "A box"}}}},
            after={"components": {"schemas": {"Crate": {"type": "object", "title": "A box"}}}},
        ),
    ),
    Rule(
        on="schema.unresolved",
        id="reference-unresolved",
        roles=_API,
        level="warning",
        title="A reference leads nowhere",
        why=UNRESOLVED,
        advice=CHECK_DOCS,
        message="Schema {name} is still referred to, but no longer defined; what it says is unknown.",
        deviation=REFERENCES,
        example=Example(
            within="document",
            before={"paths": _SENDS_A_BOX, "components": {"schemas": {"Box": {"type": "object"}}}},
            after={"paths": _SENDS_A_BOX},
        ),
    ),
    Rule(
        on="schema.resolved",
        id="reference-resolved",
        roles=_API,
        level="info",
        title="A reference that led nowhere is defined now",
        why="What it demands may have held all along: until now nobody could read it.",
        advice="Read it once.",
        message="Schema {name}, which was referred to before, is defined now.",
        deviation=REFERENCES,
        example=Example(
            within="document",
            before={"paths": _SENDS_A_BOX},
            after={"paths": _SENDS_A_BOX, "components": {"schemas": {"Box": {"title": "A box"}}}},
        ),
    ),
)

REFERENCE_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="reference.unresolved",
        id="reference-unresolved",
        roles=("operation", "api"),
        level="warning",
        title="A reference leads nowhere",
        why=UNRESOLVED,
        advice=CHECK_DOCS,
        message="What {owner} says of its {name} is unknown: the reference {after} leads nowhere.",
        deviation=REFERENCES,
        example=Example(within="document", before={}, after=_ELSEWHERE),
    ),
    Rule(
        on="reference.resolved",
        id="reference-resolved",
        roles=("operation", "api"),
        level="info",
        title="A reference that led nowhere is defined now",
        why="What it demands may have held all along: until now nobody could read it.",
        advice="Read it once.",
        message="What {owner} says of its {name} is known now: the reference {before} led nowhere.",
        deviation=REFERENCES,
        example=Example(within="document", before=_ELSEWHERE, after={}),
    ),
)


def _of_regions(*regions: str) -> Json:
    """Write what a document says of a base URL of which the region can be chosen."""
    region: Json = {"default": regions[0], "enum": list(regions)}
    return {"servers": [{"url": "https://{region}.example.com", "variables": {"region": region}}]}


def _regional(region: str) -> Json:
    return {"servers": [{"url": "https://{region}.example.com", "variables": {"region": {"default": region}}}]}


SERVER_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="server.changed",
        id="server-changed",
        roles=("api", "page"),
        when=frozenset({"same-by-default"}),
        level="warning",
        title="A base URL is put together otherwise, and is the same by default",
        why="Who chose other values for its variables may come to another address.",
        advice="Check the address that your values make now.",
        message="The base URL is now {after} (was {before}).",
        deviation="oasdiff says nothing of servers. By default calls go where they went.",
        example=Example(
            within="document",
            before={"servers": [{"url": "https://api.example.com/{path}", "variables": {"path": {"default": ""}}}]},
            after={"servers": [{"url": "https://api.example.com{path}", "variables": {"path": {"default": ""}}}]},
        ),
    ),
    Rule(
        on="server.changed",
        id="server-changed",
        roles=("api", "page"),
        when=frozenset({"inner"}),
        level="warning",
        title="A base URL to which hardly a call goes gave way to another one",
        why="What is served there is of the caller's own making or of its builders, and at example.com nothing is.",
        advice=CHECK_DOCS,
        message="The base URL is now {after} (was {before}).",
        deviation="oasdiff says nothing of servers. Hardly a caller depends on it, but a tool may start there.",
        example=Example(
            within="document",
            before={"servers": [{"url": "http://localhost:8080/v1"}]},
            after={"servers": [{"url": "/v1"}]},
        ),
    ),
    Rule(
        on="server.changed",
        id="server-changed",
        roles=("api", "page"),
        when=frozenset({"host-unknown"}),
        level="warning",
        title="A base URL names its host by now, or does so no longer",
        why="A path alone is one of the host where the document lies: that may be the same address.",
        advice=CHECK_DOCS,
        message="The base URL is now {after} (was {before}): that may be the same address.",
        deviation="oasdiff says nothing of servers. Nobody says that calls go elsewhere.",
        example=Example(
            within="document",
            before={"servers": [{"url": "https://api.example.com/v1"}]},
            after={"servers": [{"url": "/v1"}]},
        ),
    ),
    Rule(
        on="server.changed",
        id="server-changed",
        roles=("api", "page"),
        level="breaking",
        title="A base URL changed",
        why="Calls go to the old address, which may stop answering.",
        advice="Check that the new address is the provider's own, then change the configuration of the client.",
        message="The base URL is now {after} (was {before}).",
        deviation="oasdiff says nothing of servers. Every call depends on the address.",
        example=Example(
            within="document",
            before={"servers": [{"url": "https://api.example.com/v1"}]},
            after={"servers": [{"url": "https://api.example.com/v2"}]},
        ),
    ),
    Rule(
        on="server.parametrized",
        id="server-parametrized",
        roles=("api", "page"),
        level="info",
        title="A base URL has variables now",
        why="By default they make the address that was documented before.",
        advice=NOTHING,
        message="The base URL is now {after} (was {before}): by default that is the same address.",
        deviation="oasdiff says nothing of servers.",
        example=Example(
            within="document",
            before={"servers": [{"url": "https://eu.example.com"}]},
            after={"servers": [{"url": "https://{region}.example.com", "variables": {"region": {"default": "eu"}}}]},
        ),
    ),
    Rule(
        on="server.offered",
        id="server-parametrized",
        roles=("api", "page"),
        level="info",
        title="A base URL has variables now",
        why="One of their values makes the address that was documented before.",
        advice=NOTHING,
        message="The base URL is now {after} (was {before}): with other values than the default that is the same "
        "address.",
        deviation="oasdiff says nothing of servers.",
        example=Example(
            within="document",
            before={"servers": [{"url": "https://eu.example.com"}]},
            after={
                "servers": [
                    {
                        "url": "https://{region}.example.com",
                        "variables": {"region": {"default": "us", "enum": ["eu", "us"]}},
                    }
                ]
            },
        ),
    ),
    Rule(
        on="server.removed",
        id="server-removed",
        roles=("api", "page"),
        when=frozenset({"inner"}),
        level="warning",
        title="One of several base URLs, where the API is built, is no longer documented",
        why="What is served there is of the caller's own making, or of its builders; the other addresses stay.",
        advice=CHECK_DOCS,
        message="The base URL {before} is no longer documented.",
        deviation="oasdiff says nothing of servers. Hardly a caller depends on it, but a tool may start there.",
        example=Example(
            within="document",
            before={"servers": [{"url": "http://localhost:8080"}, {"url": "https://api.example.com"}]},
            after={"servers": [{"url": "https://api.example.com"}]},
        ),
    ),
    Rule(
        on="server.removed",
        id="server-removed",
        roles=("api", "page"),
        level="breaking",
        title="A base URL is no longer documented",
        why="Calls to it may stop being answered.",
        advice=CHECK_DOCS,
        message="The base URL {before} is no longer documented.",
        deviation="oasdiff says nothing of servers. Every call depends on the address.",
        example=Example(within="document", before={"servers": [{"url": "https://api.example.com"}]}, after={}),
    ),
    Rule(
        on="server.added",
        id="server-added",
        roles=("api", "page"),
        level="info",
        title="A base URL was added",
        why="The API can be reached at one more address.",
        advice=NOTHING,
        message="The base URL {after} is now documented.",
        deviation="oasdiff says nothing of servers.",
        example=Example(within="document", before={}, after={"servers": [{"url": "https://api.example.com"}]}),
    ),
    Rule(
        on="server.prefix.moved",
        id="server-path-prefix-moved",
        roles=("api",),
        level="info",
        title="A part of the path moved between base URLs and paths",
        why="The URLs that are called stay; a client that joins its own base URL and the documented paths does not.",
        advice="Check where your client takes its base URL from.",
        message="Base URLs and paths are now cut elsewhere: the paths begin with {after} (was {before}).",
        deviation="oasdiff says nothing of servers, and tells every path as removed and added.",
        example=Example(
            within="document",
            before={"servers": [{"url": "https://api.example.com/v1"}]},
            after={
                "servers": [{"url": "https://api.example.com"}],
                "paths": {"/v1/things": {"post": {"responses": {"204": {"description": "Done."}}}}, "/things": None},
            },
        ),
    ),
    Rule(
        on="server.environment.changed",
        id="server-environment-changed",
        roles=("api", "page"),
        level="warning",
        title="A base URL is of another environment",
        why="What was a test may now be real, or the other way round.",
        advice=CHECK_DOCS,
        message="The base URL is now documented as {after} (was {before}).",
        deviation="Only documentation names environments.",
        example=Example(
            within="facts",
            before=[{"fact": "server", "at": "server · https://a.example.com", "url": "https://a.example.com"}],
            after=[
                {
                    "fact": "server",
                    "at": "server · https://a.example.com",
                    "url": "https://a.example.com",
                    "environment": "sandbox",
                }
            ],
        ),
    ),
    Rule(
        on="server.variables.renamed",
        id="server-variables-renamed",
        roles=("api", "page"),
        level="info",
        sdk="warning",
        title="The variables of a base URL have other names",
        why="The same values make the same addresses; generated clients take them by name.",
        advice="Use the new names, if the client is generated.",
        message="The variables of a base URL have other names: it is {after} (was {before}).",
        deviation="oasdiff says nothing of servers.",
        example=Example(
            within="document",
            before={"servers": [{"url": "https://{region}.example.com", "variables": {"region": {"default": "eu"}}}]},
            after={"servers": [{"url": "https://{place}.example.com", "variables": {"place": {"default": "eu"}}}]},
        ),
    ),
    Rule(
        on="server.variables.widened",
        id="server-variables-widened",
        roles=("api", "page", "operation"),
        level="info",
        title="The variables of a base URL take more values",
        why="The addresses that they make so far stay.",
        advice=NOTHING,
        message="The variables of a base URL now take more values: {after} (were {before}).",
        deviation="oasdiff says nothing of servers.",
        example=Example(within="document", before=_of_regions("eu"), after=_of_regions("eu", "us")),
    ),
    Rule(
        on="server.variables.changed",
        id="server-variables-changed",
        roles=("api", "page"),
        level="warning",
        title="The variables of a base URL changed",
        why="The address that the variables make by default may be another one.",
        advice=CONTROLLED,
        message="The variables of a base URL are now {after} (were {before}).",
        deviation="oasdiff says nothing of servers.",
        example=Example(
            within="document",
            before={"servers": [{"url": "https://{region}.example.com", "variables": {"region": {"default": "eu"}}}]},
            after={"servers": [{"url": "https://{region}.example.com", "variables": {"region": {"default": "us"}}}]},
        ),
    ),
    Rule(
        on="server.variables.changed",
        id="operation-server-variables-changed",
        roles=_OPERATION,
        level="warning",
        title="The variables of an operation's own base URL changed",
        why="The address that the variables make by default may be another one.",
        advice=CONTROLLED,
        message="The variables of the base URL of {owner} are now {after} (were {before}).",
        deviation="oasdiff says nothing of servers.",
        example=Example(within="operation", before=_regional("eu"), after=_regional("us")),
    ),
    Rule(
        on="server.overridden",
        id="operation-server-added",
        roles=_OPERATION,
        when=frozenset({"widening"}),
        level="info",
        title="An operation can be reached at one more address",
        why="The addresses used so far stay.",
        advice=NOTHING,
        message="{owner} is now documented at {after} (was {before}).",
        deviation="oasdiff says nothing of servers.",
        example=Example(
            within="operation",
            before={"servers": [{"url": "https://a.example.com"}]},
            after={"servers": [{"url": "https://a.example.com"}, {"url": "https://b.example.com"}]},
        ),
    ),
    Rule(
        on="server.overridden",
        id="operation-server-changed",
        roles=_OPERATION,
        when=frozenset({"inner"}),
        level="warning",
        title="An address of an operation where the API is built gave way to another one",
        why="What is served there is of the caller's own making, or of its builders: hardly a call goes there.",
        advice=CHECK_DOCS,
        message="{owner} is now documented at {after} (was {before}).",
        deviation="oasdiff says nothing of servers. Hardly a caller depends on it, but a tool may start there.",
        example=Example(
            within="operation",
            before={"servers": [{"url": "https://localhost"}]},
            after={"servers": [{"url": "https://api.example.com"}]},
        ),
    ),
    Rule(
        on="server.overridden",
        id="operation-server-changed",
        roles=_OPERATION,
        level="breaking",
        title="An operation is reached at another address",
        why="Calls to the address used so far may stop being answered.",
        advice="Check that the new address is the provider's own, then change the configuration of the client.",
        message="{owner} is now documented at {after} (was {before}).",
        deviation="oasdiff says nothing of servers. Every call depends on the address.",
        example=Example(
            within="operation",
            before={"servers": [{"url": "https://a.example.com"}]},
            after={"servers": [{"url": "https://b.example.com"}]},
        ),
    ),
)
