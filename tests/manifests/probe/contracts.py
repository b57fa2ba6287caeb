"""Manifests and recordings of our own for the tests of a probe."""

from typing import Any

from driftwatch.manifests.file.lint import lint
from driftwatch.manifests.probe.budget import Budget
from driftwatch.manifests.probe.cases import Choice
from driftwatch.manifests.probe.place import place_of
from driftwatch.manifests.probe.plan import Recorded, plan_of
from driftwatch.model.manifest import Manifest
from driftwatch.model.probing import ContractPlan, PlannedCall

CHAT = """\
driftwatch: 1
contract: POST /v1/chat/completions
base_url: https://api.example.com
environment: production
docs: https://docs.example.com/chat
accessed: 2026-11-20
auth: Bearer $CHAT_KEY
headers: {X-Version: "2"}
request:
  content_type: application/json
  minimal: chat.minimal.json
  production: chat.production.json
  fields: {model: string, messages: array, max_tokens: {type: integer, required: optional}}
response:
  status: 200
  content_type: application/json
  fields: {id: {type: string}, choices.*.message.content: {type: string}}
errors:
  content_type: application/json
  fields: {error.code: {type: string}, error.message: {type: string}}
  cases:
    auth-missing: {status: 401, retry: never, evidence: documented}
    auth-invalid: {status: 401, retry: never, evidence: documented}
    malformed-json: {status: 400, retry: never, evidence: documented}
    missing-required-field: {status: 400, retry: never, evidence: documented}
    unknown-resource: {status: [400, 404], retry: never, evidence: documented}
    path-mistake: {status: 404, retry: never, evidence: documented}
    timeout: {retry: once, evidence: documented}
    rate-limited: {status: 429, retry: after-header, evidence: documented}
    upstream-5xx: {status: 5xx, retry: backoff, evidence: documented}
owner: llm
"""
GET = """\
driftwatch: 1
contract: GET /v1/jobs/{job_id}/files
base_url: https://api.example.com
environment: production
docs: https://docs.example.com/jobs
accessed: 2026-11-20
auth: {query: api_key, env: JOBS_KEY}
request:
  fields:
    job_id: {type: string, in: path}
    limit: {type: integer, in: query, value: 5}
    api_key: {in: query, required: optional}
response: [id]
identifiers: [{field: job_id, value: job/7, source: "https://docs.example.com/jobs", evidence: documented}]
owner: llm
"""
MINIMAL: dict[str, Any] = {"model": "small-1", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 900}
PRODUCTION: dict[str, Any] = {**MINIMAL, "n": 4, "stream": True, "temperature": 0.5}
RECORDED = Recorded(
    minimal=MINIMAL,
    production=PRODUCTION,
    digests={"chat.minimal.json": "sha256:aa", "chat.production.json": "sha256:bb"},
)


def manifest_of(text: str = CHAT, **more: str) -> Manifest:
    """Read a manifest; sections are added, and take the place of what is there."""
    lines = [line for line in text.splitlines() if line.partition(":")[0] not in more]
    whole = "\n".join([*lines, *(f"{key}: {value}" for key, value in more.items())])
    linted = lint(whole.encode(), file="contracts/chat.yaml")
    assert not linted.errors, linted.errors
    return linted.manifests[0]


def plan(
    manifest: Manifest | None = None,
    recorded: Recorded = RECORDED,
    *,
    budget: Budget | None = None,
    variant: str = "",
    **choice: Any,
) -> ContractPlan:
    manifest = manifest or manifest_of()
    wanted = Choice(**choice)
    budget = budget or Budget(requests=wanted.max_requests, tokens=wanted.max_output_tokens)
    mine = budget.within(manifest.probe.max_requests)
    claims = dict(manifest.used_claims)[variant]
    place = place_of(manifest, None, {})
    return plan_of(manifest, variant, claims, place=place, recorded=recorded, choice=wanted, budget=mine)


def calls(found: ContractPlan, case: str) -> list[PlannedCall]:
    return [call for call in found.calls if call.case == case]


def one(found: ContractPlan, case: str) -> PlannedCall:
    (call,) = calls(found, case)
    return call
