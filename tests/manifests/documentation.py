"""A minimal manifest, and a documentation that agrees with it; tests lay what they are about over both."""

import copy
from hashlib import sha256
from typing import Any

import msgspec
import yaml

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.manifests.file.lint import lint
from driftwatch.model.facts import AnyFact, Operation
from driftwatch.model.manifest import Manifest
from driftwatch.model.snapshot import Document, Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of

TODAY = "2026-11-24"
PAGE = "https://docs.example.com/things"
MANIFEST: dict[str, Any] = {
    "driftwatch": 1,
    "contract": "POST /things",
    "base_url": "https://api.example.com",
    "environment": "production",
    "docs": PAGE,
    "accessed": "2026-11-01",
    "auth": "Bearer $KEY",
    "request": [],
    "response": ["id"],
    "owner": "things-team",
}
OPERATION: dict[str, Any] = {
    "requestBody": {
        "content": {"application/json": {"schema": {"type": "object", "properties": {"name": {"type": "string"}}}}}
    },
    "responses": {
        "200": {
            "description": "ok",
            "content": {
                "application/json": {
                    "schema": {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}
                }
            },
        }
    },
}


def laid_over(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = copy.deepcopy(base)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = laid_over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def text_of(parts: dict[str, Any] | None = None) -> bytes:
    return yaml.safe_dump({**MANIFEST, **(parts or {})}, sort_keys=False).encode()


def manifest(parts: dict[str, Any] | None = None, *, file: str = "contracts/things.yaml") -> Manifest:
    linted = lint(text_of(parts), file=file, today="")
    assert not linted.errors, "\n".join(map(str, linted.errors))
    return linted.manifests[0]


def snapshot(
    operation: dict[str, Any] | None = None,
    *,
    path: str = "/things",
    url: str = PAGE,
    pages: list[dict[str, Any]] | None = None,
    variant: dict[str, Any] | None = None,
    components: dict[str, Any] | None = None,
    replace: bool = False,
    beside: list[dict[str, Any]] | None = None,
) -> Snapshot:
    """Make the snapshot of one page that documents one operation, of one more page, and perhaps of another variant.

    `beside` are facts that are stated of the operation as well.
    """
    described = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "security": [{"key": []}],
        "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}, **(components or {})},
        "paths": {path: {"post": (operation or {}) if replace else {**OPERATION, **(operation or {})}}},
    }
    place = url.partition("://")[2].partition("/")[2]
    read = snapshot_of_openapi(described, place=place, label="docs", url=url)
    entries = list(read.entries.values())
    if beside:
        more = msgspec.convert(beside, tuple[AnyFact, ...])
        entries = [
            entry_of(each.owner, each.documents, (*each.facts, *more)) if each.owner.kind == "operation" else each
            for each in entries
        ]
    documents = [
        Document(
            path=place,
            url=url,
            format="markdown",
            digest=_digest(described, special=bool(operation or components or replace)),
        )
    ]
    if pages:
        facts = msgspec.convert(pages, tuple[AnyFact, ...])
        entries.append(entry_of(Owner("page", "limits"), ("limits",), facts))
        documents.append(Document(path="limits", url="https://docs.example.com/limits", format="markdown"))
    if variant:
        entries, more = _varied(entries, variant, path)
        documents.append(more)
    return Snapshot(entries, documents, label="docs")


def _digest(described: dict[str, Any], *, special: bool) -> str:
    """Return the digest of the page's words: that of the plain page is what pins in manifests name."""
    return sha256(repr(described).encode()).hexdigest() if special else "1" * 64


def _varied(entries: list[Entry], properties: dict[str, Any], path: str) -> tuple[list[Entry], Document]:
    """Turn the operation into one of two variants; the other one has further properties in both bodies."""
    schema = {"type": "object", "properties": properties}
    content = {"content": {"application/json": {"schema": schema}}}
    other = {"requestBody": content, "responses": {"200": {"description": "ok", **content}}}
    described = {"openapi": "3.1.0", "info": {"title": "O", "version": "1"}, "paths": {path: {"post": other}}}
    read = snapshot_of_openapi(described, place="other", label="docs", url="https://docs.example.com/other")
    kept = [_named(entry, "first") for entry in entries]
    kept += [_named(entry, "other") for entry in read.entries.values() if entry.owner.kind == "operation"]
    return kept, Document(path="other", url="https://docs.example.com/other", format="markdown")


def _named(entry: Entry, variant: str) -> Entry:
    if entry.owner.kind != "operation":
        return entry
    scoped = tuple(
        msgspec.structs.replace(fact, schemas="") if isinstance(fact, Operation) else fact for fact in entry.facts
    )
    return entry_of(Owner("operation", entry.owner.name, variant), entry.documents, scoped)
