"""Names of fields in square brackets, as manuals write what may be left out: "[`size`] (integer): How large"."""

from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Run, Text

_PAIR: Final = 2
"""The name, and what follows it."""


def in_square_brackets(text: Text) -> Text | None:
    """Return an item whose name stands in square brackets, as what may be left out does, without them: "[`size`]"."""
    first, *rest = text.runs or (Run(""),)
    if first.text != "[" or len(rest) < _PAIR or not rest[0].code or not rest[1].text.startswith("]"):
        return None
    return Text((rest[0], replace(rest[1], text=rest[1].text[1:]), *rest[2:]))
