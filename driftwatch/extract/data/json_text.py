"""JSON text to JSON values, safely.

Duplicate keys are errors: the last one would hide the first. A document is held to bounds of its levels and of the
digits of its numbers.
"""

import json
import math
import sys
from typing import Any, Final

import msgspec
from msgspec import UNSET, UnsetType

from driftwatch.errors import DocumentError
from driftwatch.extract.data.lone_surrogates import spelled_halves
from driftwatch.model.json_values import Json

MAX_DIGITS: Final = 3_000
"""Digits of a whole number: Python neither reads nor writes more than 4,300 decimal ones, 3,571 hexadecimal ones."""
MAX_DEPTH: Final = 500
"""Levels of nesting in one document."""

_BOUNDED_JSON: Final = sys.version_info < (3, 12)
"""Python's own JSON reader stops at the recursion limit; later ones go ten times deeper."""


def read_json(text: str | bytes) -> Json:
    """Read one JSON document.

    Raises:
        DocumentError: it is not JSON, has a duplicate key or NaN, or is nested too deeply.
    """
    return read_weighed(text)[0]


def read_weighed(text: str | bytes) -> tuple[Json, str | bytes]:
    """Read one JSON document; with it comes the shortest text at hand that says the same, by which it can be weighed.

    Raises:
        DocumentError: as read_json.
    """
    value, compact = _faithful(text)
    if value is UNSET:
        value, compact = _read_with_care(text), b""
    return value if _BOUNDED_JSON else shallow(value), compact or text


def _read_with_care(text: str | bytes) -> Json:
    try:
        written = text if isinstance(text, str) else text.decode(json.detect_encoding(text))
        value: Json = json.loads(
            spelled_halves(written),
            object_pairs_hook=_object,
            parse_constant=no_constant,
            parse_int=whole,
            parse_float=finite,
        )
    except json.JSONDecodeError as error:
        raise DocumentError(f"line {error.lineno}: not JSON: {error.msg}") from None
    except (ValueError, UnicodeError) as error:
        raise DocumentError(f"not JSON: {one_line(str(error))}") from None
    except RecursionError:
        raise DocumentError("nested too deeply") from None
    return value


def _faithful(text: str | bytes) -> tuple[Json | UnsetType, bytes]:
    """Read JSON that is the same text when it is written again, and that text; UNSET when it is not.

    Such a text has no duplicate key and no number that another reader would take for another one. Reading, writing and
    holding the texts together takes half the time of looking at the keys of each object. Characters that are written
    as escapes come out otherwise; looking for them first would take a fifth of reading all texts that have none.
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    try:
        value = msgspec.json.decode(raw)
        compact = msgspec.json.encode(value)
        return (value if compact == msgspec.json.format(raw, indent=-1) else UNSET), compact
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return UNSET, b""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise DocumentError(f"duplicate key {key[:80]!r}")
            seen.add(key)
    return value


def no_constant(name: str) -> float:
    """Refuse NaN and infinities, which JSON does not have."""
    raise DocumentError(f"{name} is not JSON")


def shallow(value: Json) -> Json:
    """Return a value that is not nested too deeply.

    Raises:
        DocumentError: it is.
    """
    level = [value]
    for _ in range(MAX_DEPTH):
        below: list[Json] = []
        for node in level:
            items = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
            below.extend(item for item in items if isinstance(item, dict | list))
        if not below:
            return value
        level = below
    raise DocumentError("nested too deeply")


def whole(text: str) -> int:
    """Read a whole number, of decimal digits or after `0o` or `0x`."""
    if len(text) > MAX_DIGITS:
        raise ValueError(f"a number has more than {MAX_DIGITS:,} digits")
    return int(text, 0) if text.startswith(("0o", "0x")) else int(text)


def finite(text: str) -> float | str:
    """Read a number with a fraction or exponent; one that no float can hold stays text."""
    value = float(text)
    return value if math.isfinite(value) else text


def one_line(text: str) -> str:
    """Shorten what a parser says to one line."""
    return " ".join(text.split())[:200]
