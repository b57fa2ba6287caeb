"""What references say as text: those that stand in a JSON text, the schema that one names, the steps of a pointer."""

from functools import lru_cache
from typing import Final
from urllib.parse import unquote

import msgspec

from driftwatch.patterns import lazy_regex

_SCHEMA_HOMES: Final = ("#/components/schemas/", "#/definitions/")
_REFERENCE: Final = lazy_regex(rb'"\$ref":"([^"\\]*(?:\\.[^"\\]*)*)"')


def refers(text: bytes) -> bool:
    """Tell whether a JSON text without white space holds a reference."""
    return _REFERENCE.search(text) is not None


def references_in(text: bytes) -> frozenset[str]:
    """Return the references in a JSON text without white space, each once."""
    return frozenset(
        match.decode() if b"\\" not in match else msgspec.json.decode(b'"' + match + b'"', type=str)
        for match in set(_REFERENCE.findall(text))
    )


@lru_cache(maxsize=10_000)
def named_schema(reference: str) -> str:
    """Name the schema when the reference is one to a named schema of the same document, else "".

    >>> named_schema("#/components/schemas/Error"), named_schema("#/components/schemas/Error/properties/code")
    ('Error', '')
    """
    for home in _SCHEMA_HOMES:
        if reference.startswith(home) and "/" not in reference[len(home) :]:
            return _unescaped(reference[len(home) :])
    return ""


def pointer_parts(reference: str) -> tuple[str, ...]:
    """Split `#/a/b~1c` to ("a", "b/c")."""
    return tuple(_unescaped(part) for part in reference.lstrip("#").split("/")[1:])


def _unescaped(part: str) -> str:
    return unquote(part).replace("~1", "/").replace("~0", "~")
