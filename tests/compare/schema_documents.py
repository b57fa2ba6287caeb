"""OpenAPI documents with one schema in one place, and what comparing two of them tells."""

from typing import Any

from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.change import Change, Role

FORM = "application/x-www-form-urlencoded"
ROOTS: dict[str, Role] = {
    "request-property": "request-body",
    "request-parameter-property": "request-parameter",
    "response-property": "response-body",
    "response-header-property": "response-header",
}


def document(operation: dict[str, Any], **components: Any) -> dict[str, Any]:
    """An OpenAPI 3.1 document with one operation, `POST /things`."""
    operation = {"responses": {"200": {"description": "Done."}}, **operation}
    head = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1.0.0"},
        "paths": {"/things": {"post": operation}},
    }
    return {**head, "components": {"schemas": components}}


def put(
    place: str,
    schema: Any,
    *,
    whole: bool = False,
    media: str = "application/json",
    header: bool = False,
    in_json: bool = False,
) -> dict[str, Any]:
    """Put a schema at a place; with `whole` it is the object whose property is at the place.

    With `in_json` a parameter is a text of JSON.
    """
    if place in ROOTS:
        schema = schema if whole else {"type": "object", "properties": {"f": schema}}
        place = ROOTS[place]
    if place == "request-body":
        return {"requestBody": {"required": True, "content": {media: {"schema": schema}}}}
    if place == "response-body":
        return {"responses": {"200": {"description": "Done.", "content": {media: {"schema": schema}}}}}
    if place == "response-header":
        return {"responses": {"200": {"description": "Done.", "headers": {"X-Thing": {"schema": schema}}}}}
    holder = {"content": {"application/json": {"schema": schema}}} if in_json else {"schema": schema}
    return {"parameters": [{"name": "thing", "in": "header" if header else "query", **holder}]}


def changes(old: dict[str, Any], new: dict[str, Any]) -> tuple[Change, ...]:
    """What differs between two documents."""
    return compare(
        snapshot_of_openapi(old, place="old", label="old"), snapshot_of_openapi(new, place="old", label="new")
    )


def body_changes(
    old: Any, new: Any, *, place: str = "request-body", components: Any = None, after: Any = None
) -> tuple[Change, ...]:
    """What differs between two schemas of a body; `components` are the named schemas, `after` those of the new side."""
    named = components or {}
    return changes(document(put(place, old), **named), document(put(place, new), **(named if after is None else after)))


def said(found: tuple[Change, ...]) -> list[tuple[str, str | None]]:
    """Kinds and fields, sorted."""
    return sorted(((change.kind, change.field) for change in found), key=str)
