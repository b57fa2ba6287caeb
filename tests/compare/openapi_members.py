"""What objects of an OpenAPI document have as members, in 3.0, 3.1 and 3.2, and a document that states all of them.

Sources: https://spec.openapis.org/oas/v3.0.4, https://spec.openapis.org/oas/v3.1.1,
https://spec.openapis.org/oas/v3.2.0; the keywords of schemas are those of https://json-schema.org/draft/2020-12.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

Json = Any

_OPERATION = "tags summary description externalDocs operationId parameters:[]Parameter requestBody:RequestBody"
_METHODS = "get put post delete options head patch trace query"
_EXAMPLES = "example examples:{}Example"
_ENCODING = "encoding:{}Encoding prefixEncoding:[]Encoding itemEncoding:Encoding"
_SUBSCHEMAS = "items contains additionalProperties propertyNames if then else not contentSchema unevaluatedProperties"
_LISTS = "allOf anyOf oneOf prefixItems"
_NAMED = "properties patternProperties dependentSchemas"


def _members(*texts: str) -> dict[str, str]:
    """Read `name:kind` words; no kind is a plain value."""
    words = [word.partition(":") for text in texts for word in text.split()]
    return {name: kind for name, _, kind in words}


def _all(names: str, kind: str) -> str:
    return " ".join(f"{name}:{kind}" for name in names.split())


MEMBERS: dict[str, dict[str, str]] = {
    "OpenAPI": _members(
        "openapi $self info:Info jsonSchemaDialect servers:[]Server paths:{}PathItem webhooks:{}PathItem",
        "components:Components security tags:[]Tag externalDocs:ExternalDocs",
    ),
    "Info": _members("title summary description termsOfService contact license version"),
    "ExternalDocs": _members("description url"),
    "Server": _members("url description name variables:{}Variable"),
    "Variable": _members("enum default description"),
    "Tag": _members("name summary description externalDocs parent kind"),
    "Components": _members(
        "schemas:{}Schema responses:{}Response parameters:{}Parameter examples:{}Example requestBodies:{}RequestBody",
        "headers:{}Header securitySchemes:{}Scheme links:{}Link callbacks:{}Callback pathItems:{}PathItem",
        "mediaTypes:{}MediaType",
    ),
    "PathItem": _members(
        "summary description servers:[]Server parameters:[]Parameter additionalOperations:{}Operation",
        _all(_METHODS, "Operation"),
    ),
    "Operation": _members(_OPERATION, "responses:{}Response callbacks:{}Callback deprecated security servers:[]Server"),
    "Callback": _members("*:PathItem"),
    "Parameter": _members(
        "name in description required deprecated allowEmptyValue style explode allowReserved schema:Schema",
        "content:{}MediaType",
        _EXAMPLES,
    ),
    "RequestBody": _members("description content:{}MediaType required"),
    "MediaType": _members("schema:Schema itemSchema:Schema", _EXAMPLES, _ENCODING),
    "Encoding": _members("contentType headers:{}Header style explode allowReserved", _ENCODING),
    "Response": _members("summary description headers:{}Header content:{}MediaType links:{}Link"),
    "Header": _members("description required deprecated style explode schema:Schema content:{}MediaType", _EXAMPLES),
    "Link": _members("operationRef operationId parameters requestBody description server:Server"),
    "Example": _members("summary description dataValue serializedValue externalValue value"),
    "Scheme": _members(
        "type description name in scheme bearerFormat flows:Flows openIdConnectUrl oauth2MetadataUrl deprecated"
    ),
    "Flows": _members(_all("implicit password clientCredentials authorizationCode deviceAuthorization", "Flow")),
    "Flow": _members("authorizationUrl deviceAuthorizationUrl tokenUrl refreshUrl scopes"),
    "Discriminator": _members("propertyName mapping defaultMapping"),
    "XML": _members("nodeType name namespace prefix attribute wrapped"),
    "Schema": _members(
        "type format enum const default title description examples example deprecated readOnly writeOnly nullable",
        "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern minItems maxItems",
        "uniqueItems minProperties maxProperties minContains maxContains required dependentRequired",
        "contentEncoding contentMediaType discriminator:Discriminator xml:XML externalDocs unevaluatedItems:Schema",
        _all(_SUBSCHEMAS, "Schema"),
        _all(_LISTS, "[]Schema"),
        _all(_NAMED, "{}Schema"),
        "$id $schema $anchor $comment $defs $ref $dynamicRef $dynamicAnchor $vocabulary",
    ),
}
"""Object -> its members -> what each holds: an object, a list of them (`[]`), objects by name (`{}`), or a value."""


class Site(NamedTuple):
    """A member as it stands in a document."""

    path: tuple[str | int, ...]
    """The way to the object that has it."""
    kind: str
    """Which object that is."""
    name: str


def sites(document: Json) -> Iterator[Site]:
    """Yield every member that a document states, from the top."""
    waiting: list[tuple[tuple[str | int, ...], str]] = [((), "OpenAPI")]
    while waiting:
        path, kind = waiting.pop()
        node = at(document, path)
        if not isinstance(node, dict):
            continue
        for name, value in node.items():
            holds = MEMBERS[kind].get(name, MEMBERS[kind].get("*", ""))
            yield Site(path, kind, name)
            inner = (*path, name)
            if holds.startswith("[]"):
                waiting += [((*inner, index), holds[2:]) for index in range(len(value))]
            elif holds.startswith("{}"):
                waiting += [((*inner, key), holds[2:]) for key in value]
            elif holds:
                waiting.append((inner, holds))


def at(document: Json, path: tuple[str | int, ...]) -> Json:
    for step in path:
        document = document[step]
    return document
