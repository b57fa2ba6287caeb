"""Which formats narrow what is sent, and which only say how to read it.

https://spec.openapis.org/registry/format/ and JSON Schema 2020-12, validation, section 7.
"""

from typing import Final

RANGES: Final[dict[str, tuple[int | None, int | None]]] = {
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "uint8": (0, 2**8 - 1),
    "uint16": (0, 2**16 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, None),
}
"""Formats of numbers that rule numbers out; each other one says in what to keep a number, not which may come."""

_ANNOTATIONS: Final = frozenset(
    {
        "commonmark", "decimal", "decimal128", "double", "double-int", "float", "html", "int64", "password",
        "string", "text", "unix-time", "unixtime",
    }
)  # fmt: skip
"""Formats of strings that rule no text out: hints how to show it, and names of number types in text."""

ALIASES: Final = {
    "byte": ("content_encoding", "base64"),
    "binary": ("content_media_type", "application/octet-stream"),
}
"""Formats that OpenAPI 3.1 writes as other keywords:
https://spec.openapis.org/oas/v3.1.1.html#migrating-binary-descriptions-from-oas-3-0"""


def narrows(format_: str, types: frozenset[str]) -> bool:
    """Tell whether a format rules out values of some types; with no types it may be about any of them.

    >>> narrows("int32", frozenset({"integer"})), narrows("int64", frozenset({"integer"}))
    (True, False)
    >>> narrows("date-time", frozenset({"string"})), narrows("password", frozenset({"string"}))
    (True, False)
    """
    if types and types <= {"integer", "number"}:
        return format_ in RANGES
    return format_ not in _ANNOTATIONS
