"""A specification of many operations, in which one edit of its author reaches several of them."""

from collections.abc import Callable, Mapping
from typing import Any

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.review import findings_between
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Snapshot

PATHS = ("/boxes", "/crates", "/jars", "/lids", "/sacks")
Edit = Callable[[str, dict[str, Any]], None]
"""Takes the path of an operation and the operation, which it may change."""


def spec(*paths: str, edit: Edit = lambda _path, _operation: None, **components: Any) -> dict[str, Any]:
    """Write a specification with one operation a path, each edited."""
    written: dict[str, Any] = {}
    for path in paths or PATHS:
        operation: dict[str, Any] = {
            "operationId": f"list{path.rpartition('/')[2].title()}",
            "responses": {status: _response() for status in ("200", "401", "403")},
        }
        edit(path, operation)
        written[path] = {"get": operation}
    info = {"title": "Store", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": written, "components": components}


def _response() -> dict[str, Any]:
    schema = {"type": "object", "properties": {"code": {"type": "string"}}}
    return {"description": "-", "content": {"application/json": {"schema": schema}}}


def snapshot(document: Mapping[str, Any]) -> Snapshot:
    return snapshot_of_openapi(dict(document), place="store", label="store", url="https://store.example.com/api.json")


def between(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return what differs, each by itself, before any policy."""
    return findings_between(snapshot(old), snapshot(new), today="2026-11-01")


def documents(status: str) -> Edit:
    """Document an error in every operation."""

    def edit(_path: str, operation: dict[str, Any]) -> None:
        operation["responses"][status] = {"description": "-"}

    return edit


def error_field(path: str, operation: dict[str, Any]) -> None:
    """Give the bodies of errors one more field."""
    for status in ("401", "403"):
        schema = operation["responses"][status]["content"]["application/json"]["schema"]
        schema["properties"]["trace"] = {"type": "string"}
