"""Flat tables of fields in which one row says that it holds others: "Contains the `size`, `lid`, and `rim` fields."."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.extract.words.vocabulary import words
from driftwatch.patterns import lazy_regex

_GATES: Final = ("ontain", "nclude", "onsist", "old")
_HOLDS: Final = lazy_regex(
    r"(?<!not )\b(?:contain(?:s|ing)?|includes?|including|consist(?:s|ing)?\sof|hold(?:s|ing)?)\s", re.IGNORECASE
)
_HELD: Final = lazy_regex(r"[^.;(\uff08]{1,400}(?:\.\sand\s[^.;(\uff08]{1,200})?")
_VERBS: Final = 4
_NAME: Final = lazy_regex(r"[A-Za-z_$@][\w$-]*|[^\s,:.`]")
_FILLERS: Final = words(
    """
    the | these | this | a | an | its | and | or | as | well | of | following | optional | required | both | all |
    parameter | parameters | field | fields | property | properties | attribute | attributes | member | members |
    key | keys | value | values | array | arrays | object | objects | list | lists | string | strings | container |
    containers | element | elements | subfields
    """
)
"""Words beside the names of rows in a sentence that says only which of them a row holds."""
_LIST: Final = lazy_regex(
    r"(?:the\s|these\s)?(?:following\s)?[A-Za-z_][\w-]{0,60}(?:(?:,\sand\s|,\s|\.?\sand\s)[A-Za-z_][\w-]{0,60}){1,40}\s"
    r"(?:parameters|fields|properties|attributes|members|keys)",
    re.IGNORECASE,
)
"""A sentence that lists nothing but names, of which one may have no row, or another name there."""
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
    last = {field.name: number for number, field in enumerate(fields)}
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
        names = _names_held(field, last, number) if len(holders) < _DEEPEST else ()
        if names and any(each.name in names for each in fields[number + 1 : number + 2]):
            holders.append(_Holder(placed.name, names))
    return tuple(found)


def _names_held(field: DocumentedField, last: Mapping[str, int], number: int) -> tuple[str, ...]:
    """Return the names of rows below the one of this number that it says it holds, in a sentence of nothing else."""
    if not any(gate in field.says for gate in _GATES) or not _may_hold(field):
        return ()
    for verb in reversed(list(islice(_HOLDS.finditer(field.says), _VERBS))):
        match = _HELD.match(field.says, verb.end())
        said = dict.fromkeys(_NAME.findall(match.group())) if match else {}
        names = tuple(each for each in said if last.get(each, -1) > number and each != field.name)
        others = [each for each in said if each not in names and each.lower() not in _FILLERS]
        is_list = match is not None and len(others) < len(names) and _LIST.fullmatch(match.group().strip())
        if names and (not others or is_list):
            return names
    return ()


def _may_hold(field: DocumentedField) -> bool:
    kind = (schema_of_type(field.type) or {}).get("type", "object")
    return bool({"object", "array"} & set([kind] if isinstance(kind, str) else map(str, kind or ())))
