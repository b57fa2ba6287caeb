"""Which formats narrow what is sent, and which only say how to read it: those that no registry lists are remarks.

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

_NARROWING: Final = frozenset(
    {
        "base64url", "binary", "byte", "char", "date", "date-time", "date-time-local", "duration", "email", "hostname",
        "http-date", "idn-email", "idn-hostname", "ipv4", "ipv6", "iri", "iri-reference", "json-pointer",
        "media-range", "regex", "relative-json-pointer", "sf-binary", "sf-boolean", "sf-decimal", "sf-integer",
        "sf-string", "sf-token", "time", "time-local", "uri", "uri-reference", "uri-template", "uuid", *RANGES,
    }
)  # fmt: skip
"""Formats that rule texts out; those of numbers are about the number that a text is."""

_SILENT: Final = frozenset(
    {
        "commonmark", "decimal", "decimal128", "double", "double-int", "float", "html", "int64", "password",
        "string", "text", "unix-time", "unixtime",
    }
)  # fmt: skip
"""Formats of strings that rule no text out and mean no other one: how to show it, names of number types in text."""

_OF_TEXTS_OF_NUMBERS: Final = {
    **dict.fromkeys(("bigint", "biginteger", "int64", "integer", "long"), frozenset({"integer"})),
    **dict.fromkeys(
        ("decimal", "decimal128", "double", "float", "number", "numeric"), frozenset({"integer", "number"})
    ),
}
"""Formats of texts that are numbers written out, with the types of numbers all of which they take."""

_NUMBERS: Final = frozenset({"integer", "number"})
_SILENT_OF_NUMBERS: Final = frozenset(
    {"double-int", "int", "unix-time", "unixtime", *RANGES, *_OF_TEXTS_OF_NUMBERS}
)  # fmt: skip
"""Formats of numbers that say in what to keep one; a moment as seconds is a registered one."""

SPELLINGS: Final = {"datetime": "date-time", "guid": "uuid", "url": "uri"}
"""Other names under which people mean a format that is registered."""
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
    return format_ in (RANGES if types and types <= _NUMBERS else _NARROWING)


def is_of_texts(format_: str) -> bool:
    """Tell whether only texts are of a format: of others a page that names no type tells none.

    >>> is_of_texts("date"), is_of_texts("url"), is_of_texts("uint32"), is_of_texts("cents")
    (True, True, False, False)
    """
    known = SPELLINGS.get(format_, format_)
    return known == "password" or (known in _NARROWING and known not in RANGES and not known.startswith("sf-"))


def is_remark(format_: str, types: frozenset[str]) -> bool:
    """Tell whether a format says in words of its own which texts or numbers are meant: nothing refuses others.

    >>> is_remark("currency", frozenset({"string"})), is_remark("password", frozenset({"string"}))
    (True, False)
    >>> is_remark("cents", frozenset({"integer"})), is_remark("int64", frozenset({"integer"}))
    (True, False)
    """
    if types and types <= _NUMBERS:
        return bool(format_) and format_ not in _SILENT_OF_NUMBERS
    return bool(format_) and "string" in types and format_ not in _NARROWING and format_ not in _SILENT


def takes_numbers(format_: str, types: frozenset[str]) -> bool:
    """Tell whether texts of a format are numbers written out, and every number of some types is one of them.

    >>> takes_numbers("int64", frozenset({"integer"})), takes_numbers("int64", frozenset({"number"}))
    (True, False)
    """
    return bool(types) and types <= _OF_TEXTS_OF_NUMBERS.get(format_, frozenset())
