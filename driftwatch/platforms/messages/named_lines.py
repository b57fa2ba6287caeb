"""Fields whose names stand on lines of their own, with what they are on the next one."""

from collections.abc import Sequence
from typing import Final

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_lines import named_line
from driftwatch.extract.fields.field_tables import below
from driftwatch.extract.text.blocks import Block, List, Paragraph, Text
from driftwatch.extract.words.roles import aim_of, names_members, role_of_title
from driftwatch.extract.words.type_words import names_type
from driftwatch.patterns import lazy_regex

_PLACED: Final = lazy_regex(r"(\w{4,10}):\s?([A-Za-z_$@][\w$@.\[\]-]{0,80})\s([A-Za-z]\S{0,60})")
_PLACES: Final = {each: each for each in ("path", "query", "header", "cookie", "body")} | {"form": "body"}


def headed_field(
    blocks: Sequence[Block], at: int, text: Text, *, here: Sequence[str], head: str, place: str
) -> DocumentedField | None:
    """Return the field of a name that stands alone on a line, below a heading or label of such: `head`."""
    if not (text.runs and (text.runs[0].strong or text.runs[0].code)):
        return None
    if not (names_members(head) or role_of_title(head) == "header"):
        return None
    aim = aim_of(here)
    own, *behind = blocks[at : at + 2]
    is_own = isinstance(own, Paragraph) and own.text is text
    said = next((block.text for block in behind if is_own and isinstance(block, Paragraph)), None)
    return named_line(text, place=place, described=said) if aim.side and not aim.is_elsewhere else None


def placed_items(block: List, place: str) -> tuple[DocumentedField, ...]:
    """Return the fields of a list of which each item says where one travels: "Query: size Integer", then what it is.

    What all of a body is called is no field of it: "Body: box Box".
    """
    found: list[DocumentedField] = []
    for item in block.items:
        match = _PLACED.fullmatch(item.text.plain)
        within = _PLACES.get(match[1].lower(), "") if match is not None else ""
        is_field = match is not None and names_type(match[3])
        if match is None or not within or not (is_field or match[1].lower() == "body"):
            return ()
        if is_field:
            name = below(place, match[2])
            found.append(DocumentedField(name=match[2], type=match[3], within=within, locator=name))
    return tuple(found)
