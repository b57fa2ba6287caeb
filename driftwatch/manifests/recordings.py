"""Sanitised recordings as exchanges: JSON bodies, HAR files (HTTP Archive 1.2) and VCR cassettes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from driftwatch.errors import DocumentError, ManifestError
from driftwatch.extract.data.json_text import read_json
from driftwatch.extract.data.structured_text import read_structured
from driftwatch.model.json_values import Json
from driftwatch.model.paths import ANY, Claimed
from driftwatch.redaction import looks_secret

MAX_VALUES: Final = 100_000


class Exchange(Struct, frozen=True, kw_only=True):
    """One recorded call. `request` and `response` are decoded JSON bodies; None when there is none, or none in JSON."""

    method: str = ""
    url: str = ""
    status: int = 0
    request: Json = None
    response: Json = None

    @property
    def path(self) -> str:
        """The path of the URL."""
        return urlsplit(self.url).path


def exchanges_of(text: str, *, file: str) -> tuple[Exchange, ...]:
    """Read the exchanges of a HAR file or VCR cassette; anything else in JSON is one response body.

    Raises:
        ManifestError: it is none of these, or holds what looks like a credential.
    """
    try:
        value = read_structured(text)
    except DocumentError as error:
        raise ManifestError(f"{file}: {error.message}", hint="record JSON, a HAR file or a VCR cassette") from None
    if isinstance(value, dict) and isinstance(value.get("log"), dict):
        found = tuple(_har(value["log"]))
    elif isinstance(value, dict) and isinstance(value.get("interactions"), list):
        found = tuple(_vcr(value["interactions"]))
    else:
        found = (Exchange(response=value),)
    for exchange in found:
        refuse_secrets(exchange.request, file=file)
        refuse_secrets(exchange.response, file=file)
    return found


def body_of(text: str, *, file: str) -> Json:
    """Read one JSON body.

    Raises:
        ManifestError: it is not JSON, or holds what looks like a credential.
    """
    try:
        value = read_json(text)
    except DocumentError as error:
        raise ManifestError(f"{file}: {error.message}", hint="a recording is one JSON body") from None
    refuse_secrets(value, file=file)
    return value


def refuse_secrets(value: Json, *, file: str) -> None:
    """Refuse a recording that holds what looks like a credential; the value is not repeated.

    Raises:
        ManifestError: it does.
    """
    for steps, item in values_of(value):
        if isinstance(item, str) and looks_secret(item):
            where = ".".join(steps) or "its root"
            raise ManifestError(
                f"{file}: the value at {where} looks like a credential (value hidden)", hint="sanitise the recording"
            )


def values_of(value: Json) -> Iterator[tuple[Claimed, Json]]:
    """Yield every value inside a JSON value with its path, `ANY` for the items of lists; the root first."""
    todo: list[tuple[Claimed, Json]] = [((), value)]
    seen = 0
    while todo and seen < MAX_VALUES:
        steps, item = todo.pop()
        seen += 1
        yield steps, item
        if isinstance(item, dict):
            todo.extend(((*steps, str(key)), below) for key, below in reversed(item.items()))
        elif isinstance(item, list):
            todo.extend(((*steps, ANY), below) for below in reversed(item))


def leaves(types: Mapping[Claimed, Iterable[str]]) -> dict[Claimed, tuple[str, ...]]:
    """Return the types of what has no named field below it, sorted by path: of a list of texts the list itself."""
    named = {_without_items(steps) for steps in types}
    above = {steps[:length] for steps in named for length in range(len(steps))}
    return {steps: tuple(sorted(types[steps])) for steps in sorted(named - above) if steps}


def _without_items(steps: Claimed) -> Claimed:
    while steps and steps[-1] == ANY:
        steps = steps[:-1]
    return steps


def types_at(value: Json, steps: Claimed) -> tuple[tuple[str, ...], bool]:
    """Return the types found at a path, sorted, and whether the path is missing somewhere on the way.

    An empty list on the way leaves nothing to look at: no types, and nothing missing.
    """
    current: list[Json] = [value]
    missing = False
    for step in steps:
        following: list[Json] = []
        for item in current:
            if step == ANY and isinstance(item, list):
                following.extend(item)
            elif step == ANY and isinstance(item, dict):
                following.extend(item.values())
            elif isinstance(item, dict) and step in item:
                following.append(item[step])
            else:
                missing = True
        current = following
    return tuple(sorted({type_of(item) for item in current})), missing


def type_of(value: Json) -> str:
    """Name the type of a JSON value."""
    if value is None:
        return "null"
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", tuple: "array"}
    return names.get(type(value), "object")


def _har(log: Json) -> Iterator[Exchange]:
    for entry in log.get("entries") or ():
        if not isinstance(entry, dict):
            continue
        request, response = _mapping(entry, "request"), _mapping(entry, "response")
        yield Exchange(
            method=str(request.get("method", "")).upper(),
            url=str(request.get("url", "")),
            status=_number(response.get("status")),
            request=decoded(_mapping(request, "postData").get("text")),
            response=decoded(_mapping(response, "content").get("text")),
        )


def _vcr(interactions: Json) -> Iterator[Exchange]:
    for entry in interactions:
        if not isinstance(entry, dict):
            continue
        request, response = _mapping(entry, "request"), _mapping(entry, "response")
        status = response.get("status")
        code = status.get("code") if isinstance(status, dict) else status or response.get("status_code")
        yield Exchange(
            method=str(request.get("method", "")).upper(),
            url=str(request.get("uri", request.get("url", ""))),
            status=_number(code),
            request=decoded(_body(request.get("body"))),
            response=decoded(_body(response.get("body") or response.get("content"))),
        )


def _body(value: Json) -> Json:
    """Return the text of a cassette's body: a string, or {string: ...} (vcrpy), or {encoding, string} (VCR)."""
    return value.get("string", value.get("text")) if isinstance(value, dict) else value


def _mapping(value: Json, key: str) -> dict[str, Json]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _number(value: Json) -> int:
    text = str(value)
    return int(text) if re.fullmatch(r"\d{3}", text) else 0


def decoded(text: Json) -> Json:
    """Return what a text holds in JSON; None where it is none, or empty."""
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        return read_json(text)
    except DocumentError:
        return None
