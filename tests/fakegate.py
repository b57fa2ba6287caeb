"""A gateway on loopback for the tests of `probe`: a correct chat and a correct job API, and all of the hostile ones.

    with FakeGate() as gate:                  # gate.origin + "/v1/chat/completions"
        gate.origin + "/header/v1/images"     # the key in `X-Api-Key`; also /query (`api_key`) and /two (two headers)
        gate.origin + "/echo-gzip/v1/..."     # and everything of driftwatch.testing.hostile

Correct means: the checks come in the order credential, JSON, fields, model; each failure has its own status and code.
"""

import base64
import json
from collections.abc import Iterator
from typing import Any

from driftwatch.testing.hostile import BEHAVIOURS, Call, HostileGateway, answered, refused

KEY = "sk-fake-Zq3vN8rT5kWm2XbY7cLd"
SECOND = "org-fake-Hj6pS9uQ4gFa1ReV0tKi"
BASIC = base64.b64encode(f"user:{KEY}".encode()).decode()
SCHEMES = ("header", "query", "two", "basic")


class FakeGate(HostileGateway):
    """Set `statuses[path]` to make a path fail from then on; `jobs` are those that were created, with their polls."""

    def __init__(self, *, polls: int = 2) -> None:
        super().__init__()
        self.statuses: dict[str, int] = {}
        self.jobs: dict[str, int] = {}
        self.billed = 0
        self._polls = polls

    def answer(self, call: Call) -> Iterator[bytes]:
        first, _, rest = call.path[1:].partition("/")
        if first in BEHAVIOURS:
            return super().answer(call)
        scheme, path = (first, f"/{rest}") if first in SCHEMES else ("bearer", call.path)
        return iter((self._answer(call, path, scheme),))

    def _answer(self, call: Call, path: str, scheme: str) -> bytes:
        if path in self.statuses:
            return failure(self.statuses[path], "server_error", "told to fail")
        if path == "/v1/chat/completions":
            return unauthorised(call, scheme) or self._chat(call)
        if path == "/v1/images":
            return unauthorised(call, scheme) or self._create(call)
        if path.startswith("/v1/images/"):
            return unauthorised(call, scheme) or self._poll(path.rpartition("/")[2])
        if path == "/v1/uploads":
            return unauthorised(call, scheme) or self._upload(call)
        return failure(404, "not_found", f"there is no {call.method} on this path")

    def _chat(self, call: Call) -> bytes:
        body = read(call)
        if isinstance(body, bytes):
            return body
        if "messages" not in body:
            return failure(400, "missing_field", "messages is required", param="messages")
        if body.get("model") != "fake-1":
            return failure(404, "model_not_found", "there is no such model", param="model")
        self.billed += 1
        if body.get("stream"):
            return events()
        message = {"role": "assistant", "content": "Hello"}
        usage = {"prompt_tokens": 3, "completion_tokens": 1, "total_tokens": 4}
        choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
        whole = {"id": "chat-1", "object": "chat.completion", "model": "fake-1", "choices": choices, "usage": usage}
        return answered(200, whole, x_request_id="req-0001", x_ratelimit_remaining_requests="59")

    def _create(self, call: Call) -> bytes:
        body = read(call)
        if isinstance(body, bytes):
            return body
        if "prompt" not in body:
            return failure(400, "missing_field", "prompt is required", param="prompt")
        self.billed += 1
        name = f"job-{len(self.jobs) + 1}"
        self.jobs[name] = 0
        return answered(202, {"id": name, "status": "queued"}, location=f"/v1/images/{name}", retry_after="1")

    def _poll(self, name: str) -> bytes:
        if name not in self.jobs:
            return failure(404, "job_not_found", "there is no such job")
        self.jobs[name] += 1
        if self.jobs[name] < self._polls:
            return answered(200, {"id": name, "status": "running"})
        return answered(200, {"id": name, "status": "done", "output": [{"url": "https://files.example/1.png"}]})

    def _upload(self, call: Call) -> bytes:
        kind, _, boundary = call.header("content-type").partition("; boundary=")
        if kind != "multipart/form-data" or not boundary or f"--{boundary}--".encode() not in call.body:
            return failure(400, "invalid_multipart", "the parts cannot be read")
        if b'name="file"' not in call.body:
            return failure(400, "missing_field", "file is required", param="file")
        return answered(200, {"id": "file-1", "bytes": len(call.body)})


def read(call: Call) -> Any:
    """The JSON object of a call, or the answer to what is none."""
    try:
        body = json.loads(call.body)
    except ValueError:
        return failure(400, "invalid_json", "the body is no JSON")
    return body if isinstance(body, dict) else failure(400, "invalid_json", "the body is no object")


def unauthorised(call: Call, scheme: str) -> bytes:
    """The refusal of a call without the right credential, b"" when it has it."""
    sent = {
        "bearer": (call.header("authorization").removeprefix("Bearer "),),
        "basic": (call.header("authorization"),),
        "header": (call.header("x-api-key"),),
        "query": (call.query.get("api_key", ""),),
        "two": (call.header("x-api-key"), call.header("x-organization")),
    }[scheme]
    expected = {"two": (KEY, SECOND), "basic": (f"Basic {BASIC}",)}.get(scheme, (KEY,))
    if sent == expected:
        return b""
    code = "invalid_api_key" if any(sent) else "missing_api_key"
    return failure(401, code, "the credential is missing or wrong", www_authenticate='Bearer realm="fake"')


def failure(status: int, code: str, message: str, *, param: str | None = None, **more: str) -> bytes:
    error = {"message": message, "type": "invalid_request_error", "code": code, "param": param}
    return answered(status, {"error": error}, x_request_id=f"req-{status}", **more)


def events() -> bytes:
    parts = [{"choices": [{"index": 0, "delta": {"content": word}}]} for word in ("Hel", "lo")]
    text = "".join(f"data: {json.dumps(part)}\n\n" for part in parts) + "data: [DONE]\n\n"
    return answered(200, text, kind="text/event-stream")


__all__ = ["BEHAVIOURS", "KEY", "SECOND", "Call", "FakeGate", "answered", "refused"]
