"""Tables below a label that names what a field of the same call holds, by its type or by the field itself.

"`Lid` fields:" may stand below `lids | Lid[]`, and "**Main lid**" below `main_lid | object`.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.named_types import named_type
from driftwatch.extract.words.role_words import OBJECTS
from driftwatch.extract.words.type_words import names_type, schema_of_type
from driftwatch.extract.words.wording import word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.messages.told import Path, Told

_LABEL: Final = lazy_regex(
    r"(?:(?:the|each|an?)\s)?`?(?P<name>[A-Za-z_][A-Za-z0-9_.]{1,60})`?"
    r"(?:\s?(?:objects?|fields|properties|attributes|members|type|structure|schema|items?|entry|entries|has|contains"
    r"|字段|对象|结构|参数|说明|オブジェクト|필드|объект|поля)){0,3}",
    re.IGNORECASE,
)
"""A label that is the name of a type, and says at most that members of it stand below."""
_LONGEST: Final = 100
_KINDS: Final = tuple(f" {kind}" for kind in (*OBJECTS, "fields", "properties", "attributes", "parameters"))
_MOST: Final = 2
"""Messages of a call in which one type is told: what it sends, and what it returns."""


def type_of_label(label: str) -> str:
    """Return the name that a label consists of, as types are called; "" for any other.

    >>> type_of_label("`Lid` fields"), type_of_label("Lid"), type_of_label("Lids of a box")
    ('Lid', 'Lid', '')
    """
    match = _LABEL.fullmatch(label) if len(label) <= _LONGEST else None
    return match["name"] if match is not None else ""


def of_labels(told: Sequence[Told]) -> Iterator[Told]:
    """Take what stands below the name of a type or of a field, and says nothing else, as told of what is called so."""
    if not any(each.label_said for each in told):
        yield from told
        return
    yield from _of_types(tuple(_of_fields(told)))


def _of_fields(told: Sequence[Told]) -> Iterator[Told]:
    """Yield what is told, with the field that a label names where the same section has told of it: "Main lid:"."""
    before: dict[tuple[Path, str], list[tuple[Told, DocumentedField]]] = {}
    for each in told:
        section, said = each.place[0], _one_word(each.label_said) if each.fields and not each.part else ""
        known = before.get((section, said), ()) if said else ()
        holders = [one for one in known if each.aim.side in ("", one[0].aim.side)]
        if len(holders) == 1 and _may_hold(holders[0][1], each.names):
            ((around, field),) = holders
            part = f"{field.name} {OBJECTS[0]}"
            yield replace(each, aim=around.aim, status=around.status, part=part, type_said="")
            continue
        yield each
        for field in each.fields:
            before.setdefault((section, _one_word(field.name)), []).append((each, field))


def _one_word(said: str) -> str:
    """Write a label and the name of a field in one way: "Main lid object", `main_lid` and `mainLid`."""
    plain = word(said[:_LONGEST])
    plain = next((plain.removesuffix(ending) for ending in _KINDS if plain.endswith(ending)), plain)
    return plain.replace("_", "").replace("-", "").replace(" ", "")


def _may_hold(field: DocumentedField, names: AbstractSet[str]) -> bool:
    """Tell whether a field may have members, and these may be all of them: none is called as the field itself.

    What has a type of its own name is described below that.
    """
    name = named_type(field.type)[0]
    if name and not names_type(name):
        return False
    schema = schema_of_type(field.type) if field.type else {"type": "object"}
    held = (schema.get("items") or {"type": "object"}) if schema and schema.get("type") == "array" else schema
    return isinstance(held, dict) and held.get("type") == "object" and field.name not in names and not field.children


def _of_types(told: Sequence[Told]) -> Iterator[Told]:
    """Take what stands below the name of a type, and says nothing else, as told of the fields that have that type."""
    holders: dict[str, dict[tuple[str, str], Told]] = {}
    for each in told:
        for field in each.fields if each.aim.side in ("request", "response") else ():
            name = named_type(field.type)[0] if field.type else ""
            if name and not names_type(name):
                holders.setdefault(name, {}).setdefault((each.aim.side, each.status), each)
    for each in told:
        is_open = each.type_said and each.fields and each.part in ("", f"{each.type_said} {OBJECTS[0]}")
        known = holders.get(each.type_said, {}).values() if is_open else ()
        found = [holder for holder in known if each.aim.side in ("", holder.aim.side)]
        if not 0 < len(found) <= _MOST:
            yield each
            continue
        for holder in found:
            yield replace(each, aim=holder.aim, status=holder.status, part=each.type_said)
