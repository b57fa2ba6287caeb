"""Recorded traffic as calls, one after the other: HAR 1.2 files of any size, and NDJSON, a JSON object a line.

A line of NDJSON has `method`, `url` (or `path`), `status`, and as far as it knows `request` and `response` (decoded
JSON), `headers` of the answer, `sent_headers` (names of those of the request), `at`, and `n`: of how many calls it
tells. Counts out of a log or a metric have `code` in place of a response: by what the API names the failure.
"""

import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct

from driftwatch.errors import ManifestError
from driftwatch.manifests.recordings import decoded
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex
from driftwatch.redaction import looks_secret

MAX_CALL: Final = 32_000_000
"""Characters of one call; what is longer is refused."""
_CHUNK: Final = 1 << 16
_BEGINNING: Final = 200
"""Characters that tell what a file is; the name of a list and its bracket are shorter."""
_ENTRIES: Final = lazy_regex(r'(?<!\\)"entries"\s*:\s*\[')
_BETWEEN: Final = lazy_regex(r"[\s,]*")
_METHOD: Final = lazy_regex(r"[A-Z]{1,20}")
_MEDIA_TYPE: Final = lazy_regex(r"[a-z]{1,20}/[a-z0-9.+-]{1,60}")
_LEAST_PRIVATE: Final = 8
"""Characters of a value that tell it from a word that may stand anywhere."""
_SPEAKING: Final = frozenset(
    {"accept", "accept-encoding", "accept-language", "content-type", "content-length", "host", "user-agent"}
)
"""Headers of a request whose values are nobody's."""
_STATUS: Final = range(100, 600)
_MOST_CALLS: Final = 10**12
"""Of which a line may tell."""
_HINT: Final = "record a HAR file, or NDJSON with method, url, status, request and response"


class Call(Struct, frozen=True, kw_only=True):
    """One recorded call, or several of a kind. Bodies are decoded JSON, None when there is none, or none in JSON."""

    method: str
    url: str
    status: int
    request: Json = None
    response: Json = None
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    """Of the answer, names in lower case."""
    at: str = ""
    count: int = 1
    code: str = ""
    """By what the API names a failure, where its body was not recorded; it is never kept."""
    sent_headers: tuple[str, ...] | None = None
    """Names of the headers of the request, in lower case; None: not recorded."""
    private: tuple[str, ...] | None = None
    """Values of headers and of the query of the request, which nothing that is kept may repeat; None: not recorded."""


def calls_of(read: "Callable[[int], str]", *, file: str) -> Iterator[Call]:
    """Yield the calls of recorded traffic; no more than one is held in memory.

    Args:
        read: returns the next characters of the file, at most so many; "" at its end.
        file: its name, for messages.

    Raises:
        ManifestError: it is neither HAR nor NDJSON, or is cut off.
    """
    text = _Text(read, file)
    if text.is_har:
        yield from (call for entry in text.entries() if (call := _of_har(entry)) is not None)
        return
    for number, line in enumerate(text.lines(), start=1):
        yield _of_line(line, file=file, number=number)


class _Text:
    """The text of a file, read as far as it is needed."""

    def __init__(self, read: "Callable[[int], str]", file: str) -> None:
        self._read = read
        self._file = file
        self._held = read(_CHUNK)
        while len(self._held.lstrip()) < _BEGINNING and (more := read(_CHUNK)):
            self._held += more
        self._held = self._held.removeprefix("\ufeff")
        self._at = 0
        """Where what was not yielded yet begins."""

    @property
    def is_har(self) -> bool:
        """Whether it is one JSON object with a log; a line of NDJSON is a call."""
        return re.match(r'\s*\{\s*"log"\s*:', self._held) is not None

    def entries(self) -> Iterator[Mapping[str, Json]]:
        self._seek_entries()
        decoder = json.JSONDecoder()
        more = _CHUNK
        while True:
            self._at = _end(_BETWEEN, self._held, self._at)
            if self._held.startswith("]", self._at):
                return
            try:
                entry, end = decoder.raw_decode(self._held, self._at)
            except (ValueError, RecursionError) as error:
                self._fill(more, error)
                # What is not whole yet is decoded again: twice as much each time, so that the work stays linear.
                more *= 2
                continue
            more = _CHUNK
            self._at = end
            if isinstance(entry, dict):
                yield entry

    def _seek_entries(self) -> None:
        while (found := _ENTRIES.search(self._held)) is None:
            more = self._read(_CHUNK)
            self._held = self._held[-_BEGINNING:] + more
            if not more:
                raise ManifestError(f"{self._file}: a HAR file without entries", hint=_HINT)
        self._at = found.end()

    def _fill(self, size: int, error: Exception) -> None:
        self._drop()
        is_number = isinstance(error, ValueError) and not isinstance(error, json.JSONDecodeError)
        if is_number or isinstance(error, RecursionError) or len(self._held) > MAX_CALL:
            raise ManifestError(f"{self._file}: a call is too large or nested too deeply", hint=_HINT) from None
        more = self._read(size)
        if not more:
            raise ManifestError(f"{self._file}: is cut off, or not JSON", hint=_HINT) from None
        self._held += more

    def _drop(self) -> None:
        """Let go of what was yielded; only when more is read, since it moves all that is held."""
        self._held = self._held[self._at :]
        self._at = 0

    def lines(self) -> Iterator[str]:
        while True:
            end = self._held.find("\n", self._at)
            if end >= 0:
                line = self._held[self._at : end]
                self._at = end + 1
                if line.strip():
                    yield line
                continue
            self._drop()
            if len(self._held) > MAX_CALL:
                raise ManifestError(f"{self._file}: a line is too long", hint=_HINT)
            more = self._read(max(_CHUNK, len(self._held)))
            if not more:
                if self._held.strip():
                    yield self._held
                return
            self._held += more


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def _of_har(entry: Mapping[str, Json]) -> Call | None:
    request, response = _mapping(entry.get("request")), _mapping(entry.get("response"))
    status = response.get("status")
    if not isinstance(status, int) or status not in _STATUS:
        return None
    content = _mapping(response.get("content"))
    url = str(request.get("url", ""))
    return Call(
        method=_method(request.get("method")),
        url=url,
        status=status,
        request=_sent(_mapping(request.get("postData"))),
        response=_content(content),
        content_type=media_type(content.get("mimeType")),
        headers=_headers(response),
        at=str(entry.get("startedDateTime", "")),
        sent_headers=tuple(name for name, _ in _headers(request)) if isinstance(request.get("headers"), list) else None,
        private=_private(_headers(request), url),
    )


def _of_line(line: str, *, file: str, number: int) -> Call:
    value = decoded(line)
    where = f"{file}:{number}"
    if not isinstance(value, dict):
        raise ManifestError(f"{where}: is no JSON object", hint=_HINT)
    method, url, status = value.get("method"), value.get("url") or value.get("path"), value.get("status")
    if not (isinstance(method, str) and isinstance(url, str)):
        raise ManifestError(f"{where}: method and url are missing", hint=_HINT)
    if not isinstance(status, int) or status not in _STATUS:
        raise ManifestError(f"{where}: status is no HTTP status", hint=_HINT)
    headers = {str(name).lower(): str(text) for name, text in _mapping(value.get("headers")).items()}
    count, sent, code = value.get("n", 1), value.get("sent_headers"), value.get("code")
    return Call(
        method=_method(method),
        url=url,
        status=status,
        request=value.get("request"),
        response=value.get("response"),
        content_type=media_type(headers.get("content-type")),
        headers=tuple(sorted(headers.items())),
        at=str(value.get("at", "")),
        sent_headers=tuple(sorted(str(name).lower() for name in sent)) if isinstance(sent, list) else None,
        count=count if isinstance(count, int) and 0 < count <= _MOST_CALLS else 1,
        code=code if isinstance(code, str) and value.get("response") is None else "",
    )


def _sent(data: Mapping[str, Json]) -> Json:
    """Return the body of a request; of a form its fields, of `a[b]` the field `a`."""
    if "form" not in media_type(data.get("mimeType")):
        return decoded(data.get("text"))
    listed = data.get("params")
    pairs = [
        (str(one.get("name", "")), one.get("value"))
        for one in map(_mapping, listed if isinstance(listed, list) else [])
    ]
    if not pairs and isinstance(data.get("text"), str) and "urlencoded" in media_type(data.get("mimeType")):
        pairs = parse_qsl(data["text"], keep_blank_values=True)
    return {name.partition("[")[0]: {} if "[" in name else str(value or "") for name, value in pairs} or None


def _content(content: Mapping[str, Json]) -> Json:
    """Return the body of an answer; proxies write JSON in base64 as well."""
    text = content.get("text")
    if not content.get("encoding"):
        return decoded(text)
    if content.get("encoding") != "base64" or not isinstance(text, str):
        return None
    try:
        return decoded(b64decode(text, validate=True).decode())
    except ValueError:
        return None


def _headers(message: Mapping[str, Json]) -> tuple[tuple[str, str], ...]:
    listed = message.get("headers")
    pairs = [_mapping(each) for each in listed] if isinstance(listed, list) else []
    return tuple(sorted((str(each.get("name", "")).lower(), str(each.get("value", ""))) for each in pairs))


def _private(headers: Iterable[tuple[str, str]], url: str) -> tuple[str, ...]:
    """Return the values with which a call may have said who makes it, each word of them."""
    values = [value for name, value in headers if name not in _SPEAKING]
    try:
        values += [value for _, value in parse_qsl(urlsplit(url).query)]
    except ValueError:
        values.append(url)
    words = {word for value in values for word in re.split(r"[\s,;=]+", value)}
    return tuple(sorted(word for word in words if len(word) >= _LEAST_PRIVATE))


def _method(value: Json) -> str:
    """Return a method, "" for what is none: it is told of calls that no manifest is about."""
    method = str(value or "").upper()
    return method if _METHOD.fullmatch(method) else ""


def media_type(value: Json) -> str:
    """Return a media type, "" for what is none and may be anything."""
    name = str(value or "").partition(";")[0].strip().lower()
    return name if _MEDIA_TYPE.fullmatch(name) and not looks_secret(name) else ""


def _mapping(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
