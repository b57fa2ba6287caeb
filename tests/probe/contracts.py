"""Manifests of what the fake gateway serves."""

from typing import Any, Final

HEAD: Final = """\
base_url: https://api.example.com
environment: production
docs: https://docs.example.com/api
accessed: 2026-11-20
owner: llm
"""
ERRORS: Final = """\
errors:
  content_type: application/json
  fields: {error.code: {type: string}, error.message: {type: string}}
  cases:
    auth-missing: {status: 401, retry: never, evidence: documented}
    auth-invalid: {status: 401, retry: never, evidence: documented}
    malformed-json: {status: 400, retry: never, evidence: documented}
    missing-required-field: {status: [400, 404], retry: never, evidence: documented}
    unknown-resource: {status: 404, body: {error.code: model_not_found}, retry: never, evidence: documented}
    path-mistake: {status: 404, retry: never, evidence: documented}
    timeout: {retry: once, evidence: documented}
    rate-limited: {status: 429, retry: after-header, evidence: documented}
    upstream-5xx: {status: 5xx, retry: backoff, evidence: documented}
"""
CHAT: Final = f"""\
driftwatch: 1
contract: POST /v1/chat/completions
{HEAD}auth: Bearer $FAKE_KEY
request:
  minimal: fixtures/chat.min.json
  production: fixtures/chat.prod.json
  fields:
    model: string
    messages: array
    max_tokens: {{type: integer, required: optional}}
    temperature: {{type: number, required: optional}}
response:
  status: 200
  content_type: application/json
  fields:
    id: {{type: string}}
    choices.*.message.content: {{type: string}}
    usage.total_tokens: {{type: integer}}
{ERRORS}"""
IMAGES: Final = f"""\
driftwatch: 1
contract: POST /v1/images
{HEAD}auth: Bearer $FAKE_KEY
request: {{minimal: fixtures/images.json, fields: {{prompt: string, n: {{type: integer, required: optional}}}}}}
response: {{status: 202, fields: {{id: {{type: string}}, status: {{type: string}}}}}}
probe: {{poll: {{path: "/v1/images/{{id}}", until: [done, failed], every_s: 0.05}}, billable: opt-in}}
{ERRORS}"""
UPLOADS: Final = f"""\
driftwatch: 1
contract: POST /v1/uploads
{HEAD}auth: Bearer $FAKE_KEY
request: {{content_type: multipart/form-data, minimal: fixtures/upload.json, fields: {{file: string}}}}
response: [id]
{ERRORS}"""
CHAT_MINIMAL: Final[dict[str, Any]] = {"model": "fake-1", "messages": [{"role": "user", "content": "hi"}]}
CHAT_PRODUCTION: Final[dict[str, Any]] = {**CHAT_MINIMAL, "max_tokens": 900, "temperature": 0.2}
