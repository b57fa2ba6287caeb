"""JSON values inside facts: canonical text, equality that tells true from 1, a stable order, and pointers."""

from collections.abc import Iterable
from typing import Any, TypeAlias
from urllib.parse import unquote

import msgspec

from driftwatch.model.characters import all_seen, is_unseen, spelled
from driftwatch.patterns import lazy_regex

Json: TypeAlias = Any
"""What a JSON document can hold: null, a boolean, a number, a string, an array or an object."""

_encoder = msgspec.json.Encoder(order="sorted")
_WHOLE = lazy_regex(rb"[0-9]\.0(?![0-9])")
"""How a whole float below 2**53 is written, in a text or not."""


def canonical(value: Json) -> str:
    """Write a JSON value so that equal values give equal text: keys sorted, 1.0 written as 1.

    Python's own equality calls True and 1 equal; their canonical texts differ.
    """
    written = _encoder.encode(value)
    if b".0" in written and _WHOLE.search(written):  # perhaps 1.0: only such numbers need a second look
        written = _encoder.encode(_plain(value))
    return written.decode()


def as_text(value: Json) -> str:
    """Write a value as it stands on a page or travels in a parameter: a text without its quotes."""
    return value if isinstance(value, str) else canonical(value)


def indented(value: Json) -> str:
    """Write a JSON value for people and scripts: two spaces a level, keys as they come, one line end at the end.

    Characters that nobody sees or that pile up, and `##[`, which a runner of GitHub Actions obeys, are written as
    JSON's own escapes: the value stays the same, and neither a terminal nor a log is misled.
    """
    written = msgspec.json.format(msgspec.json.encode(value), indent=2)
    text = written.decode()
    if not (written.isascii() and b"\x7f" not in written):
        text = spelled(text, _escaped)
    return text.replace("##[", "#\\u0023[") + "\n"


def visible(written: bytes) -> bytes:
    """Write the characters that nobody sees as JSON's own escapes; line feeds between members stay."""
    if written.isascii() and b"\x7f" not in written:
        return written
    text = written.decode()
    if all_seen(text):
        return written
    return "".join(_escaped(character) if is_unseen(character) else character for character in text).encode()


def same_json(one: Json, other: Json) -> bool:
    """Tell whether two JSON values are the same value, with true and 1 apart."""
    if one is other:
        return True
    return canonical(one) == canonical(other)


def json_set(values: Iterable[Json]) -> tuple[Json, ...]:
    """Return the values without duplicates, in canonical order: order in the document means nothing."""
    listed = list(values)
    if len(listed) < 2:  # noqa: PLR2004 - there is nothing to be sorted
        return tuple(listed)
    written = _encoder.encode_lines(listed)  # one call for all: lists of values are long and many
    texts = map(canonical, listed) if b".0" in written else written.decode().split("\n")
    by_text = dict(zip(texts, listed, strict=False))  # the last line ends, too
    return tuple(by_text[text] for text in sorted(by_text))


def _escaped(character: str) -> str:
    """Write a character as JSON's escapes; the line feeds between members stay."""
    if character == "\n":
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _plain(value: Json) -> Json:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def pointer_parts(reference: str) -> tuple[str, ...]:
    """Split a JSON pointer (RFC 6901), also in a fragment: `#/a/b~1c` to ("a", "b/c")."""
    return tuple(unquote(part).replace("~1", "/").replace("~0", "~") for part in reference.lstrip("#").split("/")[1:])


def pointer_part(name: Json) -> str:
    """Write one step of a JSON pointer: `b~1c` for `b/c`."""
    return str(name).replace("~", "~0").replace("/", "~1")
