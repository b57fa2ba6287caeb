"""Fields whose names stand on lines of their own, with what they are on the next one."""

from collections.abc import Sequence

from driftwatch.extract.blocks import Block, Paragraph, Text
from driftwatch.extract.field_lines import named_line
from driftwatch.extract.fields import DocumentedField
from driftwatch.extract.named_types import named_type
from driftwatch.extract.needed_names import NeededName, needed_name
from driftwatch.extract.roles import aim_of, names_members, role_of_title
from driftwatch.platforms.page_objects import target_of_type
from driftwatch.platforms.whole_bodies import REQUEST, Whole


def headed_field(
    blocks: Sequence[Block], at: int, text: Text, *, here: Sequence[str], head: str, place: str
) -> DocumentedField | None:
    """Return the field of a name that stands alone on a line, below a heading or label of such: `head`."""
    if not (text.runs and (text.runs[0].strong or text.runs[0].code)):
        return None
    if not (names_members(head) or role_of_title(head) == "header"):
        return None
    aim = aim_of(here)
    own, *below = blocks[at : at + 2]
    is_own = isinstance(own, Paragraph) and own.text is text
    said = next((block.text for block in below if is_own and isinstance(block, Paragraph)), None)
    return named_line(text, place=place, described=said) if aim.side and not aim.is_elsewhere else None


def needed_below(blocks: Sequence[Block], at: int, *, here: Sequence[str], head: str, place: str) -> NeededName | None:
    """Return the field of a name with its need, where headings say that it is sent or returned: `size (optional)`.

    Where the heading names no parameters, such a line may be a label: "Colours (optional)".
    """
    aim = aim_of(here)
    found = needed_name(blocks, at, place=place) if aim.side and not aim.is_elsewhere else None
    is_told = found is not None and (found.is_explained or names_members(head) or role_of_title(head) == "header")
    return found if is_told else None


def whole_of(found: NeededName, page: str) -> Whole | None:
    """Return what all of a body is, which such a line calls by a name of its own: `body [Box](#box) (required)`."""
    step = named_type(found.field.type)[1]
    if not found.field.target or step == ".*":
        return None
    return Whole(target_of_type(found.field.target, page), step == "[]", REQUEST)
