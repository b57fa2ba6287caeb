"""How the parts of a body are encoded, without what is only said about it.

Source: https://spec.openapis.org/oas/v3.2.0#encoding-object
"""

from collections.abc import Mapping
from typing import Final

from msgspec import UNSET, UnsetType

from driftwatch.extract.data import loose
from driftwatch.extract.openapi.references import Pointers
from driftwatch.model.json_values import Json

_REMARKS: Final = frozenset(("description", "example", "examples"))
"""Members that say nothing of what is sent."""
_PARTS: Final = "encoding"
_FIRST: Final = "prefixEncoding"
_FURTHER: Final = "itemEncoding"


def encodings_by_name(media: Mapping[str, Json], pointers: Pointers) -> dict[str, Json]:
    """Return the encodings of the parts that have names."""
    stated = loose.mapping(media.get(_PARTS))
    return {str(name): _encoding(stated[name], pointers) for name in sorted(stated, key=str)}


def encodings_of_first(media: Mapping[str, Json], pointers: Pointers) -> tuple[Json, ...]:
    """Return the encodings of the first parts of a body without names."""
    return tuple(_encoding(each, pointers) for each in loose.items(media.get(_FIRST)))


def encoding_of_further(media: Mapping[str, Json], pointers: Pointers) -> Json | UnsetType:
    """Return the encoding of each further part of such a body, UNSET when it is not stated."""
    return _encoding(media[_FURTHER], pointers) if _FURTHER in media else UNSET


def _encoding(node: Json, pointers: Pointers) -> Json:
    if not isinstance(node, dict):
        return node
    kept = {str(key): value for key, value in node.items() if not str(key).startswith("x-")}
    if "headers" in kept:
        headers = loose.mapping(kept["headers"])
        kept["headers"] = {str(name): _header(headers[name], pointers) for name in sorted(headers, key=str)}
    if _PARTS in kept:
        kept[_PARTS] = encodings_by_name(kept, pointers)
    if _FIRST in kept:
        kept[_FIRST] = list(encodings_of_first(kept, pointers))
    if _FURTHER in kept:
        kept[_FURTHER] = _encoding(kept[_FURTHER], pointers)
    return kept


def _header(node: Json, pointers: Pointers) -> Json:
    if not isinstance(node, dict):
        return node
    stated = node if pointers.dangling(node) else pointers.resolved(node)
    return {str(key): value for key, value in stated.items() if key not in _REMARKS}
