"""Calls as the pages of Swagger Codegen and OpenAPI Generator tell of them, and the OpenAPI document that they make."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from driftwatch.extract.data import loose
from driftwatch.extract.words.codegen_types import schema_named
from driftwatch.model.json_values import Json
from driftwatch.platforms.generated.shown_values import value_of

BODY: Final = "application/json"
"""The form of a body of which a page does not say it."""
_FORM: Final = "application/x-www-form-urlencoded"
_FILES: Final = "multipart/form-data"


class CodegenParameter(Struct):
    """What a call takes: `role` is path, query, header, cookie or form."""

    name: str
    role: str
    type: str = ""
    format: str = ""
    enum: tuple[str, ...] = ()
    required: bool = False
    default: str | None = None


class CodegenCall(Struct):
    """A call while it is read; `body` and `responses` are as in OpenAPI, or as in its second version."""

    method: str
    path: str
    parameters: list[CodegenParameter] = []
    responses: dict[str, Json] = {}
    body: Json = None
    words: list[str] = []
    """What scripts of the page say of it."""


def document_of_calls(calls: Iterable[CodegenCall], schemas: Mapping[str, Json]) -> dict[str, Json]:
    """Return the OpenAPI document that a page tells of."""
    paths: dict[str, Json] = {}
    for call in calls:
        paths[call.path] = {**loose.mapping(paths.get(call.path)), call.method: _operation(call, schemas)}
    return {"openapi": "3.0.3", "paths": paths, "components": {"schemas": {**schemas}}}


def _operation(call: CodegenCall, schemas: Mapping[str, Json]) -> Json:
    form = [each for each in call.parameters if each.role == "form"]
    body = _carried(loose.mapping(call.body)) if call.body is not None else _form(form, schemas)
    parameters: list[Json] = [
        {"name": each.name, "in": each.role, "required": each.required, "schema": schema_of(each, schemas)}
        for each in call.parameters
        if each.role != "form"
    ]
    responses: dict[str, Json] = {status: _carried(loose.mapping(said)) for status, said in call.responses.items()}
    return {"parameters": parameters, "responses": responses, **({"requestBody": body} if body else {})}


def _carried(said: Mapping[str, Json]) -> dict[str, Json]:
    """Return a body or an answer in terms of OpenAPI 3: older pages show the one schema of any form of it."""
    if "$ref" in said:  # of a script that could not be read
        return {"$ref": said["$ref"]}
    if "schema" not in said or "content" in said:
        return {key: said[key] for key in ("description", "required", "content", "headers") if key in said}
    required: dict[str, Json] = {"required": said["required"]} if "required" in said else {}
    return {"description": "", "content": {BODY: {"schema": said["schema"]}}, **required}


def _form(fields: Sequence[CodegenParameter], schemas: Mapping[str, Json]) -> dict[str, Json]:
    if not fields:
        return {}
    needed: list[Json] = [each.name for each in fields if each.required]
    form: dict[str, Json] = {
        "type": "object",
        "properties": {each.name: schema_of(each, schemas) for each in fields},
        **({"required": needed} if needed else {}),
    }
    has_file = any(each.type.strip() == "File" for each in fields)
    return {"required": bool(needed), "content": {_FILES if has_file else _FORM: {"schema": form}}}


def schema_of(parameter: CodegenParameter, schemas: Container[str]) -> Json:
    """Return the schema of what is told of a parameter or a field."""
    found = schema_named(parameter.type, schemas, parameter.format)
    listed = _listing(found, parameter.enum) if parameter.enum else found
    if parameter.default is None:
        return listed
    return {**listed, "default": value_of(parameter.default, found)}


def _listing(schema: Mapping[str, Json], values: Sequence[str]) -> dict[str, Json]:
    """Return a schema with the values that are listed: of a container they are those of what it holds."""
    inner = "items" if schema.get("type") == "array" else "additionalProperties"
    if inner == "items" or inner in schema:
        return {**schema, inner: _listing(loose.mapping(schema.get(inner)), values)}
    return {**schema, "enum": list(values)}


def status_of(written: str) -> str:
    """Return the status of an answer; these pages write 0 for the answer to all other ones."""
    return "default" if written == "0" else written
