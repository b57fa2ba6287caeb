"""A Swagger 2.0 document, rewrites of it that change nothing for anybody, and the same document in OpenAPI 3.0.

Sources: https://swagger.io/specification/v2/ and, for what each part is in OpenAPI 3.0,
https://swagger.io/specification/v3/ (parameter, request body, response, server and security scheme objects).
"""

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.compare.rewrites import Rewrite

Json = Any
METHODS = ("get", "put", "post", "delete", "patch")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
BODIES = ("body", "formData")
_OF_PARAMETERS = ("name", "in", "required", "description", "deprecated", "collectionFormat", "allowEmptyValue")
_STYLES = {
    "csv": lambda place: {"style": "form" if place == "query" else "simple", "explode": False},
    "multi": lambda _: {"style": "form", "explode": True},
    "ssv": lambda _: {"style": "spaceDelimited", "explode": False},
    "pipes": lambda _: {"style": "pipeDelimited", "explode": False},
}
_FLOWS = {"application": "clientCredentials", "accessCode": "authorizationCode"}

SPEC: Json = {
    "swagger": "2.0",
    "info": {"title": "Shelves", "version": "3.1"},
    "host": "api.shelf.example",
    "basePath": "/v3",
    "schemes": ["https", "http"],
    "consumes": ["application/json"],
    "produces": ["application/json"],
    "security": [{"key": []}],
    "securityDefinitions": {
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "login": {"type": "basic"},
        "grant": {
            "type": "oauth2",
            "flow": "accessCode",
            "authorizationUrl": "https://api.shelf.example/authorize",
            "tokenUrl": "https://api.shelf.example/token",
            "scopes": {"read": "See shelves.", "write": "Move shelves."},
        },
        "machine": {
            "type": "oauth2",
            "flow": "application",
            "tokenUrl": "https://api.shelf.example/token",
            "scopes": {"read": "See shelves."},
        },
    },
    "parameters": {
        "Page": {"name": "page", "in": "query", "type": "integer", "minimum": 1, "default": 1},
        "Shelf": {"name": "shelf", "in": "body", "required": True, "schema": {"$ref": "#/definitions/NewShelf"}},
    },
    "responses": {
        "Missing": {"description": "No such shelf.", "schema": {"$ref": "#/definitions/Failure"}},
        "Busy": {"description": "Later.", "headers": {"Retry-After": {"type": "integer", "minimum": 0}}},
    },
    "paths": {
        "/shelves": {
            "get": {
                "operationId": "listShelves",
                "tags": ["shelf"],
                "parameters": [
                    {"$ref": "#/parameters/Page"},
                    {
                        "name": "kind",
                        "in": "query",
                        "type": "array",
                        "items": {"type": "string", "enum": ["open", "shut"]},
                        "collectionFormat": "multi",
                    },
                    {"name": "X-Rooms", "in": "header", "type": "array", "items": {"type": "string"}, "minItems": 1},
                    {"name": "ids", "in": "query", "type": "array", "items": {"type": "integer"}},
                    {
                        "name": "sizes",
                        "in": "query",
                        "type": "array",
                        "items": {"type": "number"},
                        "collectionFormat": "pipes",
                        "maxItems": 4,
                    },
                    {"name": "X-Trace", "in": "header", "type": "string", "maxLength": 32},
                ],
                "responses": {
                    "200": {
                        "description": "Shelves.",
                        "schema": {"type": "array", "items": {"$ref": "#/definitions/Shelf"}},
                        "headers": {"X-Total": {"type": "integer"}},
                    },
                    "429": {"$ref": "#/responses/Busy"},
                    "default": {"description": "Anything else.", "schema": {"$ref": "#/definitions/Failure"}},
                },
            },
            "post": {
                "operationId": "addShelf",
                "parameters": [{"$ref": "#/parameters/Shelf"}],
                "security": [{"grant": ["read", "write"]}, {"login": []}],
                "responses": {
                    "201": {"description": "Added.", "schema": {"$ref": "#/definitions/Shelf"}},
                    "404": {"$ref": "#/responses/Missing"},
                },
            },
        },
        "/shelves/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "type": "string", "format": "uuid"}],
            "get": {
                "operationId": "readShelf",
                "produces": ["application/json", "application/xml"],
                "responses": {
                    "200": {"description": "A shelf.", "schema": {"$ref": "#/definitions/Shelf"}},
                    "404": {"$ref": "#/responses/Missing"},
                },
            },
            "patch": {
                "operationId": "moveShelf",
                "consumes": ["application/merge-patch+json"],
                "parameters": [
                    {
                        "name": "change",
                        "in": "body",
                        "schema": {"type": "object", "properties": {"room": {"type": "string", "x-nullable": True}}},
                    }
                ],
                "responses": {"200": {"description": "Moved.", "schema": {"$ref": "#/definitions/Shelf"}}},
            },
            "delete": {
                "operationId": "dropShelf",
                "deprecated": True,
                "security": [],
                "responses": {"204": {"description": "Gone."}, "404": {"$ref": "#/responses/Missing"}},
            },
        },
        "/shelves/{id}/photo": {
            "parameters": [{"name": "id", "in": "path", "required": True, "type": "string", "format": "uuid"}],
            "put": {
                "operationId": "setPhoto",
                "consumes": ["multipart/form-data"],
                "parameters": [
                    {"name": "photo", "in": "formData", "required": True, "type": "file"},
                    {"name": "title", "in": "formData", "type": "string", "maxLength": 60},
                ],
                "responses": {"204": {"description": "Set."}},
            },
            "get": {
                "operationId": "readPhoto",
                "produces": ["image/png"],
                "responses": {"200": {"description": "A photo.", "schema": {"type": "file"}}},
            },
        },
        "/search": {
            "post": {
                "operationId": "search",
                "consumes": ["application/x-www-form-urlencoded"],
                "parameters": [
                    {"name": "q", "in": "formData", "required": True, "type": "string", "minLength": 2},
                    {"name": "limit", "in": "formData", "type": "integer", "format": "int32", "default": 20},
                ],
                "responses": {"200": {"description": "Found.", "schema": {"$ref": "#/definitions/Found"}}},
            }
        },
    },
    "definitions": {
        "NewShelf": {
            "type": "object",
            "required": ["name", "kind"],
            "discriminator": "kind",
            "properties": {
                "name": {"type": "string", "minLength": 1},
                "kind": {"type": "string"},
                "rows": {"type": "integer", "minimum": 1, "maximum": 9, "exclusiveMaximum": True},
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            },
        },
        "Shelf": {
            "allOf": [
                {"$ref": "#/definitions/NewShelf"},
                {
                    "type": "object",
                    "required": ["id"],
                    "properties": {
                        "id": {"type": "string", "readOnly": True},
                        "room": {"type": "string", "x-nullable": True},
                        "state": {"$ref": "#/definitions/State"},
                    },
                },
            ]
        },
        "State": {"type": "string", "enum": ["new", "used"]},
        "Found": {
            "type": "object",
            "properties": {"hits": {"type": "array", "items": {"$ref": "#/definitions/Shelf"}}},
        },
        "Failure": {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}},
    },
}


def _operations(document: Json) -> Iterator[Json]:
    for item in document["paths"].values():
        yield from (node for method, node in item.items() if method in METHODS)


def _nodes(node: Json) -> Iterator[Json]:
    for inner in list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _nodes(inner)
    if isinstance(node, dict):
        yield node


def _at(document: Json, reference: str) -> Json:
    found = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return copy.deepcopy(found)


def _write_out(document: Json, kind: str) -> Json:
    for node in _nodes(document["paths"]):
        reference = node.get("$ref", "")
        if reference.startswith(f"#/{kind}/"):
            del node["$ref"]
            node.update(_at(document, reference))
    return document


def write_out_parameters(document: Json, _: Random) -> Json:
    written = _write_out(document, "parameters")
    written.pop("parameters", None)
    return written


def write_out_responses(document: Json, _: Random) -> Json:
    written = _write_out(document, "responses")
    written.pop("responses", None)
    return written


def write_out_definitions(document: Json, _: Random) -> Json:
    """Write the schema of each body where it is used; what it refers to itself keeps its name."""
    for operation in _operations(document):
        holders = [*operation.get("parameters", ()), *operation["responses"].values()]
        for holder in (one for one in holders if "$ref" in one.get("schema", {})):
            holder["schema"] = _at(document, holder["schema"]["$ref"])
    return document


def share_parameters(document: Json, _: Random) -> Json:
    for operation in _operations(document):
        for number, parameter in enumerate(operation.get("parameters", [])):
            if "$ref" not in parameter:
                name = f"{operation['operationId']}.{parameter['name']}"
                document.setdefault("parameters", {})[name] = parameter
                operation["parameters"][number] = {"$ref": f"#/parameters/{name}"}
    return document


def share_responses(document: Json, _: Random) -> Json:
    for operation in _operations(document):
        for status, response in operation["responses"].items():
            if "$ref" not in response:
                name = f"{operation['operationId']}.{status}"
                document.setdefault("responses", {})[name] = response
                operation["responses"][status] = {"$ref": f"#/responses/{name}"}
    return document


def name_schemas(document: Json, _: Random) -> Json:
    """Give every schema of a body that is written in place a name."""
    for operation in _operations(document):
        holders = [(one, f"In{number}") for number, one in enumerate(operation.get("parameters", ()))]
        holders += [(one, f"Out{status}") for status, one in operation["responses"].items()]
        for holder, role in holders:
            schema = holder.get("schema", {})
            if "type" in schema and schema["type"] != "file":
                name = operation["operationId"] + role
                document["definitions"][name] = schema
                holder["schema"] = {"$ref": f"#/definitions/{name}"}
    return document


def lower_media_types(document: Json, _: Random) -> Json:
    """State at each operation what holds for all."""
    for keyword in ("consumes", "produces"):
        stated = document.pop(keyword, None)
        for operation in _operations(document) if stated else ():
            operation.setdefault(keyword, copy.deepcopy(stated))
    return document


def raise_media_types(document: Json, _: Random) -> Json:
    """State for all what the first operation states, and at the others what is otherwise."""
    for keyword in ("consumes", "produces"):
        lower_media_types(document, _)
        operations = list(_operations(document))
        if all(keyword in operation for operation in operations):
            document[keyword] = copy.deepcopy(operations[0][keyword])
            for operation in operations:
                if operation[keyword] == document[keyword]:
                    del operation[keyword]
    return document


def lower_path_parameters(document: Json, _: Random) -> Json:
    for item in document["paths"].values():
        shared = item.pop("parameters", [])
        for operation in (node for method, node in item.items() if method in METHODS):
            operation["parameters"] = [*copy.deepcopy(shared), *operation.get("parameters", [])]
    return document


def raise_path_parameters(document: Json, _: Random) -> Json:
    """Write at the path what its only operation takes."""
    for item in document["paths"].values():
        operations = [node for method, node in item.items() if method in METHODS]
        if len(operations) == 1:
            item["parameters"] = [*item.get("parameters", []), *operations[0].pop("parameters", [])]
    return document


def lower_schemes(document: Json, _: Random) -> Json:
    for operation in _operations(document):
        operation.setdefault("schemes", copy.deepcopy(document["schemes"]))
    return document


def lower_security(document: Json, _: Random) -> Json:
    stated = document.pop("security", None)
    for operation in _operations(document) if stated else ():
        operation.setdefault("security", copy.deepcopy(stated))
    return document


def base_into_paths(document: Json, _: Random) -> Json:
    base = document.pop("basePath", "")
    document["paths"] = {base + path: item for path, item in document["paths"].items()}
    return document


def name_the_default_of_lists(document: Json, _: Random) -> Json:
    for node in _nodes(document):
        if node.get("type") == "array" and node.get("in") in ("query", "header", "path", "formData"):
            node.setdefault("collectionFormat", "csv")
    return document


def spell_the_port(document: Json, _: Random) -> Json:
    if document.get("schemes") == ["https"]:
        document["host"] += ":443"
    return {**document, "host": document["host"].upper()}


def shuffle(document: Json, random: Random) -> Json:
    if isinstance(document, dict):
        return {key: shuffle(document[key], random) for key in random.sample(list(document), len(document))}
    return document


SILENT: tuple[Rewrite, ...] = (
    write_out_parameters,
    write_out_responses,
    write_out_definitions,
    share_parameters,
    share_responses,
    name_schemas,
    lower_media_types,
    raise_media_types,
    lower_path_parameters,
    raise_path_parameters,
    lower_schemes,
    lower_security,
    name_the_default_of_lists,
    spell_the_port,
    shuffle,
)


def converted(document: Json) -> Json:
    """Return a document of Swagger 2.0 as one of OpenAPI 3.0, part by part as the later specification has it."""
    document = write_out_responses(write_out_parameters(copy.deepcopy(document), Random(0)), Random(0))  # noqa: S311
    bases = [f"{scheme}://{document['host']}{document.get('basePath', '')}" for scheme in document["schemes"]]
    return _pointed(
        {
            "openapi": "3.0.3",
            "info": document["info"],
            "servers": [{"url": url} for url in bases],
            **({"security": document["security"]} if "security" in document else {}),
            "paths": {path: _item(item, document) for path, item in document["paths"].items()},
            "components": {
                "schemas": {name: _schema(schema) for name, schema in document["definitions"].items()},
                "securitySchemes": {name: _scheme(one) for name, one in document["securityDefinitions"].items()},
            },
        }
    )


def _pointed(document: Json) -> Json:
    for node in _nodes(document):
        if isinstance(node.get("$ref"), str):
            node["$ref"] = node["$ref"].replace("#/definitions/", "#/components/schemas/")
    return document


def _scheme(scheme: Json) -> Json:
    if scheme["type"] == "basic":
        return {"type": "http", "scheme": "basic"}
    if scheme["type"] != "oauth2":
        return scheme
    flow = {key: scheme[key] for key in ("authorizationUrl", "tokenUrl", "scopes") if key in scheme}
    return {"type": "oauth2", "flows": {_FLOWS.get(scheme["flow"], scheme["flow"]): flow}}


def _item(item: Json, document: Json) -> Json:
    shared = item.get("parameters", [])
    plain = [_parameter(one) for one in shared if one["in"] not in BODIES]
    turned = {method: _operation(node, shared, document) for method, node in item.items() if method in METHODS}
    return {**turned, **({"parameters": plain} if plain else {})}


def _operation(node: Json, shared: list[Json], document: Json) -> Json:
    own = node.get("parameters", [])
    kept = {key: node[key] for key in ("operationId", "tags", "deprecated", "security") if key in node}
    body = _body(
        [one for one in (*shared, *own) if one["in"] in BODIES], node.get("consumes", document.get("consumes"))
    )
    media = node.get("produces", document.get("produces"))
    responses = {status: _response(one, media) for status, one in node["responses"].items()}
    plain = [_parameter(one) for one in own if one["in"] not in BODIES]
    return {**kept, **({"parameters": plain} if plain else {}), **body, "responses": responses}


def _parameter(parameter: Json) -> Json:
    kept = {key: parameter[key] for key in ("name", "in", "required", "deprecated") if key in parameter}
    listed = parameter.get("type") == "array"
    style = _STYLES[parameter.get("collectionFormat", "csv")](parameter["in"]) if listed else {}
    return {**kept, **style, "schema": _of_parameter(parameter)}


def _of_parameter(parameter: Json) -> Json:
    return _schema({key: value for key, value in parameter.items() if key not in _OF_PARAMETERS})


def _schema(schema: Json) -> Json:
    """Return a schema with what is written otherwise: files, null, and the name of a discriminator."""
    if isinstance(schema, list):
        return [_schema(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    turned = {"nullable" if key == "x-nullable" else key: _schema(value) for key, value in schema.items()}
    if turned.get("type") == "file":
        turned |= {"type": "string", "format": "binary"}
    if isinstance(turned.get("discriminator"), str):
        turned["discriminator"] = {"propertyName": turned["discriminator"]}
    return turned


def _body(parameters: list[Json], media: Json) -> Json:
    if not parameters:
        return {}
    if parameters[0]["in"] == "body":
        (body,) = parameters
        content = {name: {"schema": _schema(body["schema"])} for name in media}
        return {"requestBody": {"content": content, "required": body.get("required", False)}}
    required = [one["name"] for one in parameters if one.get("required")]
    properties = {one["name"]: _of_parameter(one) for one in parameters}
    schema = {"type": "object", "properties": properties, **({"required": required} if required else {})}
    content = {name: {"schema": schema} for name in media if name in FORMS}
    return {"requestBody": {"content": content, "required": bool(required)}}


def _response(response: Json, media: Json) -> Json:
    turned: Json = {"description": response["description"]}
    if "schema" in response:
        turned["content"] = {name: {"schema": _schema(response["schema"])} for name in media}
    if "headers" in response:
        turned["headers"] = {name: {"schema": _of_parameter(one)} for name, one in response["headers"].items()}
    return turned
