"""The API that the bundled site documents, as it answers on loopback: true to the documentation but for two drifts.

What a version documents is what there is: its operations, their required fields, and for a model or an id every name
that stands on any page. Nothing is kept between calls but their number, so that the same calls get the same answers.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import msgspec

from driftwatch.demo.bodies import body_of, fault_in
from driftwatch.demo.build import published, site_files
from driftwatch.demo.loopback import Answer, Asked, Loopback
from driftwatch.demo.samples import operation_of, resolved, sample
from driftwatch.demo.source import source_of
from driftwatch.patterns import lazy_regex

KEY_VARIABLE: Final = "DRIFTWATCH_DEMO_KEY"
"""The environment variable with the one key that is good; it is nobody's but the demo's."""
NEVER_SENT: Final = MappingProxyType({"POST /v1/chat/completions": ("choices", "finish_reason")})
"""First drift: where a list is documented to hold a required field, and the field never comes."""
WRONG_KEY: Final = 403
"""Second drift: what a wrong key is answered with; documented is 401."""
_NAME: Final = lazy_regex(r"[\w.-]+")
_PARAMETER: Final = lazy_regex(r"\\\{[^}]*\\\}")
_JSON: Final = "application/json"


class _Operation(msgspec.Struct, frozen=True):
    """What one OpenAPI file documents."""

    key: str
    pattern: re.Pattern[str]
    spec: Mapping[str, Any]
    documented: Mapping[str, Any]


class _RefusedError(Exception):
    """A request that is answered with a failure."""

    def __init__(self, status: int, message: str, *, param: str = "", code: str = "invalid_request") -> None:
        super().__init__(message)
        self.status, self.param, self.code = status, param, code


class DemoApi(Loopback):
    """The API of one version on a port of its own; a context manager. `key` is the credential that it takes."""

    def __init__(self, version: str, key: str, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__(host, port)
        self._version = version
        self._key = key

    def reply(self, asked: Asked) -> Answer:
        """Answer a call as it is documented."""
        number = f"{self._version.replace('-', '')}{len(self.requests) + 1:06}"
        try:
            answer = self._served(asked)
        except _RefusedError as refusal:
            error = {
                "message": f"{refusal} (request id: {number})",
                "type": "comet_api_error",
                "param": refusal.param,
                "code": refusal.code,
            }
            answer = _json({"error": error}, refusal.status)
        return Answer(answer.status, answer.body, {**answer.headers, "X-Request-Id": number})

    def _served(self, asked: Asked) -> Answer:
        known = [each for each in _operations(self._version) if each.pattern.fullmatch(f"{asked.method} {asked.path}")]
        if not known:
            raise _RefusedError(404, f"Invalid URL ({asked.method} {asked.path})")
        credential = asked.headers.get("Authorization")
        if credential is None:
            raise _RefusedError(401, "No token was given")
        if credential != f"Bearer {self._key}":
            raise _RefusedError(WRONG_KEY, "Invalid token")
        match = known[0].pattern.fullmatch(f"{asked.method} {asked.path}")
        self._named(match.groups() if match else ())
        if not any("requestBody" in each.documented for each in known):
            return _success(known[0], streams=False)
        try:
            body = body_of(asked.headers, asked.body, documented=_media_of(known[0]))
        except ValueError as error:
            raise _RefusedError(400, str(error)) from None
        faults = [fault_in(body, _schema_of(each), each.spec) for each in known]
        if all(faults):
            raise _RefusedError(400, f"{faults[0]} is missing or wrong", param=str(faults[0]))
        if isinstance(body.get("model"), str):
            self._named((body["model"],), param="model")
        return _success(known[faults.index("")], streams=body.get("stream") is True)

    def _named(self, names: tuple[str, ...], *, param: str = "") -> None:
        for name in names:
            if name not in _names(self._version):
                raise _RefusedError(404, "There is no such model or task", param=param, code="not_found")


@cache
def _operations(version: str) -> tuple[_Operation, ...]:
    source = source_of(version)
    found = []
    for path in source.specs:
        spec = published(source, path)
        method, template, documented = operation_of(spec)
        key = f"{method.upper()} {template}"
        found.append(_Operation(key, re.compile(_PARAMETER.sub("([^/]+)", re.escape(key))), spec, documented))
    return tuple(found)


@cache
def _names(version: str) -> frozenset[str]:
    return frozenset(name for text in site_files(version).values() for name in _NAME.findall(text.decode()))


def _media_of(operation: _Operation) -> str:
    return str(next(iter(operation.documented["requestBody"]["content"])))


def _schema_of(operation: _Operation) -> Mapping[str, Any]:
    schema: Mapping[str, Any] = operation.documented["requestBody"]["content"][_media_of(operation)]["schema"]
    return schema


def _success(operation: _Operation, *, streams: bool) -> Answer:
    status, answer = min(operation.documented["responses"].items())
    contents = answer.get("content", {})
    if not contents:
        return Answer(int(status))
    media, content = next(iter(contents.items()))
    if media != _JSON:
        return Answer(int(status), b"\0demo", {"Content-Type": media})
    body = content.get("example") or sample(resolved(content["schema"], operation.spec), operation.spec, enums=True)
    if operation.key in NEVER_SENT:
        items, name = NEVER_SENT[operation.key]
        body = {**body, items: [{key: value for key, value in one.items() if key != name} for one in body[items]]}
    if streams:
        events = f"data: {json.dumps(body)}\n\ndata: [DONE]\n\n".encode()
        return Answer(int(status), events, {"Content-Type": "text/event-stream"})
    return _json(body, int(status))


def _json(body: Any, status: int) -> Answer:
    return Answer(status, json.dumps(body).encode(), {"Content-Type": _JSON})
