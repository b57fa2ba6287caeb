"""Tables below the name of a type that a field of the same call refers to: "`Lid` fields:" below `lids | Lid[]`."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.fields.named_types import named_type
from driftwatch.extract.words.role_words import OBJECTS
from driftwatch.extract.words.type_words import names_type
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.messages.told import Told

_LABEL: Final = lazy_regex(
    r"(?:(?:the|each|an?)\s)?`?(?P<name>[A-Za-z_][A-Za-z0-9_.]{1,60})`?"
    r"(?:\s?(?:objects?|fields|properties|attributes|members|type|structure|schema|items?|entry|entries|has|contains"
    r"|字段|对象|结构|参数|说明|オブジェクト|필드|объект|поля)){0,3}",
    re.IGNORECASE,
)
"""A label that is the name of a type, and says at most that members of it stand below."""
_LONGEST: Final = 100
_MOST: Final = 2
"""Messages of a call in which one type is told: what it sends, and what it returns."""


def type_of_label(label: str) -> str:
    """Return the name that a label consists of, as types are called; "" for any other.

    >>> type_of_label("`Lid` fields"), type_of_label("Lid"), type_of_label("Lids of a box")
    ('Lid', 'Lid', '')
    """
    match = _LABEL.fullmatch(label) if len(label) <= _LONGEST else None
    return match["name"] if match is not None else ""


def of_types(told: Sequence[Told]) -> Iterator[Told]:
    """Take what stands below the name of a type, and says nothing else, as told of the fields that have that type."""
    if not any(each.type_said for each in told):
        yield from told
        return
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
