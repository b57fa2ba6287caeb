"""A documentation site in which one attack stands wherever documentation can say something, a corner for each attack.

The corner of the attack number 17 is all that has `a017` in its path; the corner `a000` says nothing bad.
"""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

CALM = "calm words"
EVERYTHING = "/all/things"
"""The path of an operation that all attacks share."""


def corner(number: int) -> str:
    """Name the corner of an attack; letters around the digits keep it from being part of another number."""
    return f"a{number:03d}z"


def specification(payloads: Iterable[str], *, hostile: bool) -> dict[str, Any]:
    """Return the OpenAPI document of the site: before an attack came, or with all of them in it."""
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {},
        "components": {"schemas": {"Failure": _object({"code": {"type": "string"}})}, "securitySchemes": {}},
    }
    payloads = list(payloads)
    document["paths"][EVERYTHING] = {"post": _everything(payloads if hostile else [CALM])}
    for number, payload in enumerate(payloads):
        here = corner(number)
        document["paths"][f"/{here}/things"] = {"post": _call(here, payload, hostile=hostile)}
        if hostile:
            document["paths"][f"/{here}/{payload}"] = {"get": {"responses": {"204": {"description": payload}}}}
            document["components"]["schemas"][f"{here} {payload}"] = _object({payload: {"type": "string"}})
            document["components"]["securitySchemes"][f"{here} {payload}"] = {
                "type": "apiKey", "in": "query", "name": payload, "description": payload,
            }  # fmt: skip
    return document


def _call(here: str, payload: str, *, hostile: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "kind": {"type": "string", "enum": ["a", "b"]},
        "mode": {"type": "string", "default": "x"},
    }
    call: dict[str, Any] = {
        "summary": "Make a thing",
        "parameters": [],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _object(fields, "kind")}}},
        "responses": {"200": _answer({"id": {"type": "string"}, "old": {"type": "string"}})},
    }
    if not hostile:
        return call
    fields["kind"]["enum"] = ["a", payload]
    fields["mode"]["default"] = payload
    fields[payload] = {
        "type": "string", "enum": [payload, "b"], "default": payload, "pattern": payload, "title": payload,
        "description": payload, "examples": [payload],
    }  # fmt: skip
    fields["whole"] = {"$ref": f"#/components/schemas/{_pointer(f'{here} {payload}')}"}
    call["requestBody"]["content"]["application/json"]["schema"] = _object(fields, "kind", payload)
    call["requestBody"]["content"][payload] = {"schema": {"type": "string"}}
    said = {"type": "string", "default": payload}
    call["parameters"] = [
        {"name": payload, "in": place, "required": True, "description": payload, "schema": said}
        for place in ("query", "header", "cookie")
    ]
    answer = _answer({"id": {"type": "string"}, payload: {"const": payload}})
    answer["headers"] = {payload: {"description": payload, "schema": said}}
    call["responses"] = {"200": answer, payload: {"description": payload}, "default": {"description": payload}}
    call |= {"summary": payload, "description": payload, "operationId": f"{here} {payload}", "tags": [payload]}
    call |= {"deprecated": True, "security": [{f"{here} {payload}": [payload]}]}
    call["servers"] = [{"url": f"https://{here}.example.com/{payload}", "description": payload}]
    return call


def _everything(payloads: list[str]) -> dict[str, Any]:
    fields = {each: {"type": "string", "enum": [each], "default": each, "description": each} for each in payloads}
    values = {"type": "string", "enum": payloads, "pattern": payloads[-1], "title": payloads[-1]}
    return {
        "summary": " ".join(payloads),
        "tags": payloads,
        "requestBody": {"content": {"application/json": {"schema": _object({**fields, "values": values}, *payloads)}}},
        "responses": {"200": _answer({each: {"const": each} for each in payloads})},
    }


def pages(payloads: Iterable[str], *, hostile: bool) -> dict[str, str]:
    """Return the site's Markdown pages by path: failures, limits, and one operation on two pages for each attack."""
    payloads = list(payloads)
    failures = ["# Errors\n\n| Status | Code | Meaning | Retry |\n|---|---|---|---|"]
    limits = ["# Limits\n"]
    made: dict[str, str] = {}
    for number, payload in enumerate(payloads):
        here = corner(number)
        said = " ".join(payload.split()) if hostile else "Something is wrong."
        failures.append(f"| {400 + number % 90} | {here} | {said} | {'no' if hostile else 'yes'} |")
        limits.append(f"## {here}\n\nUp to {9 if hostile else 5} requests per minute for {said}\n")
        for kind in ("one", "two"):
            made[f"/{here}/{kind}.md"] = _page(here, kind, payload if hostile else CALM)
    return {"/errors.md": "\n".join(failures) + "\n", "/limits.md": "\n".join(limits), **made}


def index(root: str, payloads: Iterable[str], *, hostile: bool) -> str:
    """Return llms.txt of the site at `root`: what there is, and lines of which nobody asked what they mean."""
    payloads = list(payloads)
    lines = ["# Things", "", "## Docs", "", f"- [API]({root}/openapi.json)"]
    lines += [f"- [{path}]({root}{path})" for path in pages(payloads, hostile=hostile)]
    if hostile:
        lines += [f"- [{' '.join(payload.split())}]({root}/errors.md): {payload}" for payload in payloads]
        lines += [f"- [strange]({root}/{quote(payload, safe='/:@?=&')})" for payload in payloads]
    return "\n".join(lines) + "\n"


def manifest(here: str, payload: str) -> str:
    """Return the manifest of a team that relies on a corner; JSON is YAML."""
    return json.dumps(
        {
            "driftwatch": 1,
            "contract": f"POST /{here}/things",
            "title": payload,
            "base_url": "https://api.example.com",
            "environment": "production",
            "docs": "https://docs.example.com/openapi.json",
            "accessed": "2026-03-15",
            "auth": "Bearer $KEY",
            "request": ["kind", "mode"],
            "response": ["id", "old"],
            "owner": payload,
        },
        ensure_ascii=False,
    )


def _page(here: str, kind: str, payload: str) -> str:
    title = " ".join(payload.split())
    return (
        f"# {title}\n\n{payload}\n\n`POST /{here}/paged`\n\n## Request body\n\n"
        "| Name | Type | Required | Description |\n|---|---|---|---|\n"
        f"| {kind} | string | yes | {title} |\n| `{title}` | string | no | {title} |\n"
    )


def _answer(properties: dict[str, Any]) -> dict[str, Any]:
    return {"description": "ok", "content": {"application/json": {"schema": _object(properties)}}}


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


def _pointer(name: str) -> str:
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~")
