"""What references say as text: those that stand in a JSON text, and the schema that one names."""

from functools import lru_cache
from typing import Final

import msgspec

from driftwatch.model.json_values import pointer_parts
from driftwatch.patterns import lazy_regex

_SCHEMA_HOMES: Final = ("#/components/schemas/", "#/definitions/")
_REFERENCE: Final = lazy_regex(rb'"\$ref":"([^"\\]*(?:\\.[^"\\]*)*)"')


def references_in(text: bytes) -> frozenset[str]:
    """Return the references in a JSON text without white space, each once."""
    return frozenset(map(_read, set(_REFERENCE.findall(text))))


@lru_cache(maxsize=10_000)
def _read(written: bytes) -> str:
    """Return a reference as it is meant: most stand in a document again and again, and are one object then."""
    return written.decode() if b"\\" not in written else msgspec.json.decode(b'"' + written + b'"', type=str)


@lru_cache(maxsize=10_000)
def named_schema(reference: str) -> str:
    """Name the schema when the reference is one to a named schema of the same document, else "".

    >>> named_schema("#/components/schemas/Error"), named_schema("#/components/schemas/Error/properties/code")
    ('Error', '')
    """
    for home in _SCHEMA_HOMES:
        if reference.startswith(home) and "/" not in reference[len(home) :]:
            return pointer_parts(reference)[-1]
    return ""
