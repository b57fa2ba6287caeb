"""Whether a list below the name of a field holds what is in it: below one alone it may as well list its values."""

from collections.abc import Callable, Sequence
from typing import Final

from driftwatch.extract.fields.kinds_of_values import names_kind
from driftwatch.extract.fields.needs_in_words import need_said
from driftwatch.extract.text.blocks import List, Text
from driftwatch.extract.words import vocabulary
from driftwatch.extract.words.role_words import SAMPLES
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.extract.words.wording import word

_OF_ITSELF: Final = (
    vocabulary.TYPE_COLUMNS
    | vocabulary.REQUIRED_COLUMNS
    | vocabulary.DEFAULT_COLUMNS
    | vocabulary.DESCRIPTION_COLUMNS
    | SAMPLES
)
"""What an item says of the field above it: "`type`: integer", "`required`: yes"."""


def are_fields(
    name: str, nested: Sequence[List], states_type: Sequence[Callable[[Text], object]], *, kind: str, alone: bool
) -> bool:
    """Tell whether something says that lists below a name hold fields: that it is an object, by its `kind`.

    Below a name `alone` a type or a need does as well, or a list in one of them. One item alone is no choice between
    values either. Of what is called after a kind of thing, nothing says so.
    """
    items = [item for block in nested for item in block.items]
    heads = {word(item.text.runs[0].text) for item in items if item.text.runs}
    if items and (schema_of_type(kind) or {}).get("type") == "object":
        return not heads <= _OF_ITSELF
    if not alone or names_kind(name) or not heads.isdisjoint(_OF_ITSELF):
        return False
    return len(items) == 1 or any(
        need_said(Text(item.text.runs[1:])) is not None
        or any(states(item.text) for states in states_type)
        or any(isinstance(inner, List) for inner in item.blocks)
        for item in items
    )
