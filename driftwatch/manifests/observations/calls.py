"""Recorded traffic as calls, one after the other: HAR 1.2 files of any size, and NDJSON, a JSON object a line.

A line of NDJSON has `method`, `url` (or `path`), `status`, and as far as it knows `request` and `response` (decoded
JSON), `headers` of the answer, `at`, and `n`: of how many calls it tells.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from driftwatch.errors import DocumentError, ManifestError
from driftwatch.extract.yaml import read_json
from driftwatch.model.json_values import Json

MAX_CALL: Final = 32_000_000
"""Characters of one call; what is longer is refused."""
_CHUNK: Final = 1 << 16
_BEGINNING: Final = 200
"""Characters that tell what a file is; the name of a list and its bracket are shorter."""
_ENTRIES: Final = re.compile(r'(?<!\\)"entries"\s*:\s*\[')
_BETWEEN: Final = re.compile(r"[\s,]*")
_STATUS: Final = range(100, 600)
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

    @property
    def is_har(self) -> bool:
        """Whether it is one JSON object with a log; a line of NDJSON is a call."""
        return re.match(r'\s*\{\s*"log"\s*:', self._held) is not None

    def entries(self) -> Iterator[Mapping[str, Json]]:
        self._seek_entries()
        decoder = json.JSONDecoder()
        more = _CHUNK
        while True:
            self._held = self._held[_matched(_BETWEEN, self._held) :]
            if self._held.startswith("]"):
                return
            try:
                entry, end = decoder.raw_decode(self._held)
            except (json.JSONDecodeError, RecursionError) as error:
                self._fill(more, error)
                # What is not whole yet is decoded again: twice as much each time, so that the work stays linear.
                more *= 2
                continue
            more = _CHUNK
            self._held = self._held[end:]
            if isinstance(entry, dict):
                yield entry

    def _seek_entries(self) -> None:
        while (found := _ENTRIES.search(self._held)) is None:
            more = self._read(_CHUNK)
            self._held = self._held[-_BEGINNING:] + more
            if not more:
                raise ManifestError(f"{self._file}: a HAR file without entries", hint=_HINT)
        self._held = self._held[found.end() :]

    def _fill(self, size: int, error: Exception) -> None:
        if isinstance(error, RecursionError) or len(self._held) > MAX_CALL:
            raise ManifestError(f"{self._file}: a call is too large or nested too deeply", hint=_HINT) from None
        more = self._read(size)
        if not more:
            raise ManifestError(f"{self._file}: is cut off, or not JSON", hint=_HINT) from None
        self._held += more

    def lines(self) -> Iterator[str]:
        while True:
            line, newline, rest = self._held.partition("\n")
            if newline:
                self._held = rest
                if line.strip():
                    yield line
                continue
            if len(self._held) > MAX_CALL:
                raise ManifestError(f"{self._file}: a line is too long", hint=_HINT)
            more = self._read(max(_CHUNK, len(self._held)))
            if not more:
                if self._held.strip():
                    yield self._held
                return
            self._held += more


def _matched(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def _of_har(entry: Mapping[str, Json]) -> Call | None:
    request, response = _mapping(entry.get("request")), _mapping(entry.get("response"))
    status = response.get("status")
    if not isinstance(status, int) or status not in _STATUS:
        return None
    content = _mapping(response.get("content"))
    pairs = response.get("headers")
    headers = [_mapping(each) for each in pairs] if isinstance(pairs, list) else []
    return Call(
        method=str(request.get("method", "")).upper(),
        url=str(request.get("url", "")),
        status=status,
        request=_decoded(_mapping(request.get("postData")).get("text")),
        response=None if content.get("encoding") else _decoded(content.get("text")),
        content_type=_media_type(content.get("mimeType")),
        headers=tuple(sorted((str(each.get("name", "")).lower(), str(each.get("value", ""))) for each in headers)),
        at=str(entry.get("startedDateTime", "")),
    )


def _of_line(line: str, *, file: str, number: int) -> Call:
    value = _decoded(line)
    where = f"{file}:{number}"
    if not isinstance(value, dict):
        raise ManifestError(f"{where}: is no JSON object", hint=_HINT)
    method, url, status = value.get("method"), value.get("url") or value.get("path"), value.get("status")
    if not (isinstance(method, str) and isinstance(url, str)):
        raise ManifestError(f"{where}: method and url are missing", hint=_HINT)
    if not isinstance(status, int) or status not in _STATUS:
        raise ManifestError(f"{where}: status is no HTTP status", hint=_HINT)
    headers = {str(name).lower(): str(text) for name, text in _mapping(value.get("headers")).items()}
    count = value.get("n", 1)
    return Call(
        method=method.upper(),
        url=url,
        status=status,
        request=value.get("request"),
        response=value.get("response"),
        content_type=_media_type(headers.get("content-type")),
        headers=tuple(sorted(headers.items())),
        at=str(value.get("at", "")),
        count=count if isinstance(count, int) and count > 0 else 1,
    )


def _media_type(value: Json) -> str:
    return str(value or "").partition(";")[0].strip().lower()[:100]


def _mapping(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _decoded(text: Json) -> Json:
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        return read_json(text)
    except DocumentError:
        return None
