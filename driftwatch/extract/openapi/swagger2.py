"""Swagger 2.0 documents in the terms of OpenAPI 3.0, so that both are read by the same code.

Only what the reader looks at is turned; everything else stays, so that JSON pointers into the document hold.
Source: https://swagger.io/specification/v2/
"""

from collections.abc import Mapping
from typing import Any, Final

from driftwatch.extract.data import loose
from driftwatch.extract.openapi.references import Pointers
from driftwatch.model import address
from driftwatch.model.json_values import Json

_FORM: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_STYLES: Final = {
    "csv": ("", False),
    "ssv": ("spaceDelimited", False),
    "pipes": ("pipeDelimited", False),
    "multi": ("form", True),
}
_OF_FIELDS: Final = ("string", "number", "integer", "boolean", "array")
_SCHEMA_KEYWORDS: Final = (
    "type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength",
    "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "enum", "multipleOf", "x-nullable",
    "x-extensible-enum",
)  # fmt: skip


def upgraded(document: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return the document in terms of OpenAPI 3; one that is OpenAPI 3 already is returned as it is."""
    if str(document.get("swagger", "")) != "2.0":
        return document
    pointers = Pointers(document, siblings=False)
    return {
        **document,
        "openapi": "3.0.0",
        "servers": _servers(document),
        "components": {
            "schemas": loose.mapping(document.get("definitions")),
            "securitySchemes": {
                name: _scheme(scheme)
                for name, scheme in loose.mapping(document.get("securityDefinitions")).items()
                if isinstance(scheme, Mapping)
            },
        },
        "paths": {
            path: _path_item(item, document, pointers) for path, item in loose.mapping(document.get("paths")).items()
        },
    }


def _servers(document: Mapping[str, Json]) -> list[Json]:
    host = document.get("host")
    base = document.get("basePath", "")
    if not isinstance(host, str):
        return [{"url": base}] if isinstance(base, str) and base.strip("/") else []
    schemes = document.get("schemes")
    names = schemes if isinstance(schemes, list) and schemes else ["https"]
    return [{"url": f"{scheme}://{host}{base if isinstance(base, str) else ''}"} for scheme in names]


def _scheme(scheme: Mapping[str, Json]) -> Mapping[str, Json]:
    kind = scheme.get("type")
    if kind == "basic":
        return {"type": "http", "scheme": "basic"}
    if kind != "oauth2":
        return scheme
    flow = {"application": "clientCredentials", "accessCode": "authorizationCode"}.get(
        str(scheme.get("flow")), str(scheme.get("flow"))
    )
    urls = {key: scheme[key] for key in ("authorizationUrl", "tokenUrl") if key in scheme}
    return {"type": "oauth2", "flows": {flow: {**urls, "scopes": scheme.get("scopes", {})}}}


def _path_item(item: Json, document: Mapping[str, Json], pointers: Pointers) -> Json:
    resolved = pointers.resolved(item)
    shared = loose.items(resolved.get("parameters"))
    return {
        method: _operation(node, shared, document, pointers)
        for method, node in resolved.items()
        if method in address.METHODS and isinstance(node, Mapping)
    }


def _operation(
    node: Mapping[str, Json], shared: list[Json], document: Mapping[str, Json], pointers: Pointers
) -> Mapping[str, Json]:
    consumes = loose.names(node.get("consumes", document.get("consumes"))) or ["application/json"]
    produces = loose.names(node.get("produces", document.get("produces"))) or ["application/json"]
    merged: dict[tuple[str, str], Mapping[str, Json]] = {}
    for item in (*shared, *loose.items(node.get("parameters"))):
        parameter = pointers.resolved(item)
        merged[str(parameter.get("name")), str(parameter.get("in"))] = parameter
    turned: dict[str, Any] = {key: value for key, value in node.items() if key not in ("parameters", "responses")}
    turned["parameters"] = [_parameter(each) for each in merged.values() if each.get("in") not in ("body", "formData")]
    body = _body([each for each in merged.values() if each.get("in") in ("body", "formData")], consumes)
    if body:
        turned["requestBody"] = body
    turned["responses"] = {
        status: _response(pointers.resolved(response), produces)
        for status, response in loose.mapping(node.get("responses")).items()
    }
    if "schemes" in node and isinstance(document.get("host"), str):
        turned["servers"] = _servers({**document, "schemes": node["schemes"]})
    return turned


def _parameter(parameter: Mapping[str, Json]) -> Mapping[str, Json]:
    kept = {key: value for key, value in parameter.items() if key not in _SCHEMA_KEYWORDS}
    style, explode = _STYLES.get(str(parameter.get("collectionFormat", "csv")), ("", False))
    if parameter.get("type") == "array":
        kept = {**kept, "explode": explode} | ({"style": style} if style else {})
    return {**kept, "schema": _schema(parameter)}


def _schema(node: Mapping[str, Json]) -> Mapping[str, Json]:
    schema = {key: node[key] for key in _SCHEMA_KEYWORDS if key in node}
    return {**schema, "type": "string", "format": "binary"} if schema.get("type") == "file" else schema


def _body(parameters: list[Mapping[str, Json]], consumes: list[str]) -> Mapping[str, Json]:
    if not parameters:
        return {}
    bodies = [each for each in parameters if each.get("in") == "body"]
    if bodies:
        schema, required = _whole(bodies)
        return {"required": required, "content": {name: {"schema": schema} for name in consumes}}
    form = _object(parameters)
    names = [name for name in consumes if name in _FORM]
    if not names:
        names = ["multipart/form-data" if any(each.get("type") == "file" for each in parameters) else _FORM[0]]
    return {"required": bool(form["required"]), "content": {name: {"schema": form} for name in names}}


def _whole(bodies: list[Mapping[str, Json]]) -> tuple[Json, bool]:
    """Return what is sent by the parameters that are called the body, and whether it has to be.

    The standard knows one alone. Whoever writes down several of simple types writes down the fields that it is made of;
    of several others each may be it.
    """
    if len(bodies) > 1 and all(map(_is_field, bodies)):
        form = _object([{**loose.mapping(each.get("schema")), **each} for each in bodies])
        return form, bool(form["required"])
    schemas = [schema for each in bodies if (schema := each.get("schema"))] or [bodies[0].get("schema", {})]
    required = all(each.get("required") is True for each in bodies)
    return (schemas[0] if len(schemas) == 1 else {"anyOf": schemas}), required


def _is_field(parameter: Mapping[str, Json]) -> bool:
    schema = parameter.get("schema", parameter)
    return isinstance(schema, Mapping) and schema.get("type") in _OF_FIELDS


def _object(parameters: list[Mapping[str, Json]]) -> Mapping[str, Json]:
    """Make one schema of parameters that travel together, by their names."""
    return {
        "type": "object",
        "properties": {str(each.get("name")): _schema(each) for each in parameters},
        "required": [str(each.get("name")) for each in parameters if each.get("required") is True],
    }


def _response(response: Mapping[str, Json], produces: list[str]) -> Mapping[str, Json]:
    turned: dict[str, Any] = {"description": response.get("description", "")}
    if isinstance(response.get("schema"), Mapping):
        turned["content"] = {name: {"schema": _schema_of(response["schema"])} for name in produces}
    headers = loose.mapping(response.get("headers"))
    turned["headers"] = {
        name: {"schema": _schema(header)} for name, header in headers.items() if isinstance(header, Mapping)
    }
    return turned


def _schema_of(schema: Mapping[str, Json]) -> Mapping[str, Json]:
    return {"type": "string", "format": "binary"} if schema.get("type") == "file" else schema
