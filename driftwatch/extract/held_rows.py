"""Flat tables of fields in which one row says that it holds others: "Contains the `size`, `lid`, and `rim` fields."."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.fields import DocumentedField
from driftwatch.extract.type_words import schema_of_type
from driftwatch.patterns import lazy_regex

_GATES: Final = ("ontain", "nclude", "onsist", "old")
_HOLDS: Final = lazy_regex(
    r"\b(?:contain(?:s|ing)?|include(?:s)?|including|consist(?:s|ing)?\sof|hold(?:s|ing)?)\s(?:the\s|these\s)?(?:following\s)?"
    r"(?:(?:parameters|fields|properties|attributes|members|keys)[:\uff1a]?\s)?"
    r"(?P<names>[A-Za-z_]\w{0,60}(?:(?:,\sand\s|,\s|\sand\s|\.\sand\s)[A-Za-z_]\w{0,60}){0,40})\s"
    r"(?:parameters?|fields?|propert(?:y|ies)|attributes?|members?|keys?|subfields|values)\b",
    re.IGNORECASE,
)
_BETWEEN: Final = lazy_regex(r",\sand\s|\.\sand\s|,\s|\sand\s")
_DEEPEST: Final = 8


class _Holder:
    """A row that says which others it holds."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        self.name = name
        self.left = list(names)


def in_holders(fields: Sequence[DocumentedField]) -> tuple[DocumentedField, ...]:
    """Put the fields of a table below that row above them which says by their names that it holds them.

    What no row above says that it holds stands where it did. Where the next row is none of those that a row names, the
    names are those of something else.
    """
    found: list[DocumentedField] = []
    holders: list[_Holder] = []
    for number, field in enumerate(fields):
        at = next((at for at in range(len(holders) - 1, -1, -1) if field.name in holders[at].left), -1)
        placed = field
        if at >= 0:
            del holders[at + 1 :]
            holders[at].left.remove(field.name)
            placed = replace(field, name=f"{holders[at].name}.{field.name}")
        found.append(placed)
        names = _names_held(field) if len(holders) < _DEEPEST else ()
        if names and any(each.name in names for each in fields[number + 1 : number + 2]):
            holders.append(_Holder(placed.name, names))
    return tuple(found)


def _names_held(field: DocumentedField) -> tuple[str, ...]:
    """Return the names of the fields that a row says it holds."""
    if not any(gate in field.says for gate in _GATES) or not _may_hold(field):
        return ()
    match = _HOLDS.search(field.says)
    return tuple(name for name in _BETWEEN.split(match["names"]) if name != field.name) if match else ()


def _may_hold(field: DocumentedField) -> bool:
    kind = (schema_of_type(field.type) or {}).get("type", "object")
    return bool({"object", "array"} & set([kind] if isinstance(kind, str) else map(str, kind or ())))
