"""A recorded request as the bytes that are sent: JSON, a form, or a form with files."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from driftwatch.model.json_values import Json

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"
MARK: Final = "@"
"""How a recorded value begins that names a file to send, as for curl."""
_TYPES: Final = {
    "csv": "text/csv", "gif": "image/gif", "jpeg": "image/jpeg", "jpg": "image/jpeg", "json": "application/json",
    "jsonl": "application/jsonl", "m4a": "audio/mp4", "mp3": "audio/mpeg", "mp4": "video/mp4", "ogg": "audio/ogg",
    "pdf": "application/pdf", "png": "image/png", "txt": "text/plain", "wav": "audio/wav", "webm": "video/webm",
    "webp": "image/webp",
}  # fmt: skip
"""Registered media types (https://www.iana.org/assignments/media-types) by the extension of a file."""
_BROKEN_JSON: Final = b'{"model": "x", '


class Encoded(Struct, frozen=True):
    """A body and the value of its `Content-Type`."""

    body: bytes
    media_type: str


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON, or one on top of it."""
    name = media_type.partition(";")[0].strip().lower()
    return name == JSON or name.endswith("+json")


def files_named(value: Json) -> Iterator[str]:
    """Yield the files that a recorded request names: `{"image": "@tests/contract/cat.png"}`."""
    listed = value.values() if isinstance(value, dict) else ()
    for item in (each for one in listed for each in (one if isinstance(one, list) else [one])):
        if isinstance(item, str) and item.startswith(MARK) and len(item) > len(MARK):
            yield item.removeprefix(MARK)


def encoded(value: Json, media_type: str, files: Mapping[str, bytes]) -> Encoded:
    """Return a body in its form; the names of files in it stand for their content where files are sent."""
    name = media_type.partition(";")[0].strip().lower()
    if name == MULTIPART:
        return _multipart(_pairs(value), files)
    if name == FORM:
        return Encoded(urlencode(_pairs(value)).encode(), media_type)
    return Encoded(msgspec.json.encode(value), media_type)


def broken(value: Json, media_type: str, files: Mapping[str, bytes]) -> Encoded | None:
    """Return a body that cannot be read: JSON that ends early, parts with another boundary; None elsewhere."""
    if is_json(media_type):
        return Encoded(_BROKEN_JSON, media_type)
    if media_type.partition(";")[0].strip().lower() != MULTIPART:
        return None
    whole = _multipart(_pairs(value), files)
    return Encoded(whole.body, f"{MULTIPART}; boundary=driftwatch-another-boundary")


def query_pairs(name: str, value: Json) -> tuple[tuple[str, str], ...]:
    """Write a value for a query or a form: a list as often as it has items."""
    return tuple((name, _text(item)) for item in (value if isinstance(value, list) else [value]))


def _pairs(value: Json) -> list[tuple[str, str]]:
    fields = value.items() if isinstance(value, dict) else ()
    return [pair for name, item in fields for pair in query_pairs(name, item)]


def _text(value: Json) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _multipart(pairs: list[tuple[str, str]], files: Mapping[str, bytes]) -> Encoded:
    parts = [_part(name, text, files) for name, text in pairs]
    boundary = f"driftwatch-{sha256(b''.join(parts)).hexdigest()[:32]}"  # no part can hold the digest of itself
    edge = boundary.encode()
    body = b"".join(b"--" + edge + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + edge + b"--\r\n"
    return Encoded(body, f"{MULTIPART}; boundary={boundary}")


def _part(name: str, text: str, files: Mapping[str, bytes]) -> bytes:
    head = f'Content-Disposition: form-data; name="{_escaped(name)}"'
    path = text.removeprefix(MARK)
    if not text.startswith(MARK) or path not in files:
        return f"{head}\r\n\r\n{text}".encode()
    file = path.rpartition("/")[2]
    kind = _TYPES.get(file.rpartition(".")[2].lower(), "application/octet-stream")
    return f'{head}; filename="{_escaped(file)}"\r\nContent-Type: {kind}\r\n\r\n'.encode() + files[path]


def _escaped(name: str) -> str:
    """Write a name as HTML does (https://html.spec.whatwg.org/#multipart-form-data)."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
