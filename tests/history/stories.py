"""Documentation that drifts, captured into a repository: small OpenAPI documents of ours, one a day."""

import copy
import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from driftwatch.adapters.git.repository import GitRepository
from driftwatch.extract.data.json_text import read_json
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.review import review
from driftwatch.model.finding import Side
from driftwatch.model.snapshot import CaptureCounts, Snapshot
from driftwatch.rules.policy import Policy
from driftwatch.workflows.record import record_of

START = datetime(2026, 3, 15, 5, 17, tzinfo=UTC)
CONFIG = '[sources.clips]\nindex = "https://docs.example.com/openapi.json"\n'
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' {{7*7}} ]]> --> \u202e @octocat fixes #1"
MANIFEST = """\
driftwatch: 1
contract: POST /v1/clips
base_url: https://api.example.com
environment: production
docs: https://docs.example.com/openapi.json
accessed: 2026-03-15
auth: Bearer $KEY
request: [model, prompt]
response: [id]
owner: media-team
"""

ERROR = {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}}
CLIP = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "state": {"type": "string"}}}
BODY: dict[str, Any] = {
    "type": "object",
    "required": ["model"],
    "properties": {
        "model": {"type": "string", "enum": ["reel-1", "reel-2"]},
        "prompt": {"type": "string", "maxLength": 400},
        "seconds": {"type": "integer", "minimum": 4, "maximum": 15, "default": 5},
    },
}


def document() -> dict[str, Any]:
    """Return a small API: a clip can be made, looked at and removed."""
    answers = {
        "200": {"description": "ok", "content": json_body({"$ref": "#/components/schemas/Clip"})},
        "400": {"description": "bad", "content": json_body({"$ref": "#/components/schemas/Failure"})},
    }
    named = {"name": "clip", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Clips", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {
            "/v1/clips": {
                "post": {
                    "summary": "Make a clip",
                    "requestBody": {"required": True, "content": json_body(copy.deepcopy(BODY))},
                    "responses": answers,
                }
            },
            "/v1/clips/{clip}": {
                "get": {"summary": "Look at a clip", "parameters": [named], "responses": answers},
                "delete": {
                    "summary": "Remove a clip",
                    "parameters": [named],
                    "responses": {"204": {"description": "gone"}},
                },
            },
        },
        "components": {"schemas": {"Clip": copy.deepcopy(CLIP), "Failure": copy.deepcopy(ERROR)}},
    }


def json_body(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema as the content of a body."""
    return {"application/json": {"schema": schema}}


def story() -> list[dict[str, Any]]:
    """Return six days: two alike, a breaking change, an operation gone, additions, hostile text."""
    first = document()
    second = copy.deepcopy(first)
    third = copy.deepcopy(first)
    body = body_of(third)
    body["required"] = ["model", "prompt"]
    body["properties"]["model"]["enum"] = ["reel-2", "reel-3"]
    fourth = copy.deepcopy(third)
    del fourth["paths"]["/v1/clips/{clip}"]["delete"]
    fifth = copy.deepcopy(fourth)
    fifth["components"]["schemas"]["Clip"]["properties"]["length"] = {"type": "integer"}
    fifth["paths"]["/v1/reels"] = {"get": {"summary": "List reels", "responses": {"204": {"description": "none"}}}}
    sixth = copy.deepcopy(fifth)
    body_of(sixth)["properties"][HOSTILE] = {"type": "string", "enum": [HOSTILE], "pattern": HOSTILE}
    sixth["paths"]["/v1/clips"]["post"]["summary"] = HOSTILE
    return [first, second, third, fourth, fifth, sixth]


ACCEPTING = """
[[accept]]
rule = "new-optional-request-property"
field = "extra_1*"
reason = "we send none of them"
owner = "media-team"
expires = "2099-12-31"

[[accept]]
rule = "api-removed-*"
reason = "until the autumn"
owner = "platform"
expires = "2026-05-01"
"""


def eventful() -> list[dict[str, Any]]:
    """Return five days: drift that stands, that is taken back, that is accepted; names that change; a crowded day."""
    first = document()
    role = {"type": "string", "enum": ["user", "robot"]}
    body_of(first)["properties"]["messages"] = {"type": "array", "items": {"properties": {"role": role}}}
    second = copy.deepcopy(first)
    body_of(second)["required"] = ["model", "prompt"]
    third = copy.deepcopy(second)
    del third["paths"]["/v1/clips/{clip}"]["delete"]
    fourth = copy.deepcopy(third)
    body_of(fourth)["required"] = ["model"]
    fifth = copy.deepcopy(fourth)
    fifth["paths"]["/v2/clips/{id}"] = fifth["paths"].pop("/v1/clips/{clip}")
    fifth["paths"]["/v2/clips/{id}"]["get"]["parameters"][0]["name"] = "id"
    properties = body_of(fifth)["properties"]
    properties["messages"]["items"]["properties"]["role"]["enum"] = ["user"]
    properties |= {f"extra_{number}": {"type": "string"} for number in range(12)}
    properties["model"]["enum"] = [f"reel-{number}" for number in range(2, 60)]
    body_of(fifth)["required"] = ["model", *(f"extra_{number}" for number in range(20, 36))]
    properties |= {f"extra_{number}": {"type": "string"} for number in range(20, 36)}
    answer = {"get": {"summary": "List some", "responses": {"204": {"description": "none"}}}}
    fifth["paths"] |= {f"/v1/{name}": copy.deepcopy(answer) for name in ("reels", "cuts", "sounds", "voices")}
    return [first, second, third, fourth, fifth]


def body_of(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of what makes a clip."""
    schema: dict[str, Any] = spec["paths"]["/v1/clips"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return schema


def captured(root: Path, days: Sequence[dict[str, Any]]) -> GitRepository:
    """Commit one capture a day of the source `clips` in a new repository at `root`."""
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (root / "driftwatch.toml").write_text(CONFIG, encoding="utf-8")
    repository = GitRepository.discover(root)
    stored: dict[str, bytes] = {}
    before: Snapshot | None = None
    for day, spec in enumerate(days):
        snapshot = snapshot_of_openapi(read_json(json.dumps(spec).encode()), place="openapi", label="openapi")
        now = START + timedelta(days=20 * day)
        sides = (Side(label="before"), Side(label="now"))
        report = review(before or snapshot, snapshot, source="clips", policy=Policy(), sides=sides)
        counts = CaptureCounts(read=1)
        record = record_of(snapshot, stored=stored, counts=counts, report=report, now=now, first=before is None)
        changes = {f"snapshots/clips/{path}": content for path, content in record.snapshot_files.items()}
        repository.commit_files(changes, record.message, when=now, allow_empty=True)
        files = {**stored, **record.snapshot_files}
        stored = {path: content for path, content in files.items() if content is not None}
        before = snapshot
    return repository
