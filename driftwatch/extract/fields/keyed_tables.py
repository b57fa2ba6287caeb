"""Tables of nothing but `Key | Value`, below words that say that they are of fields."""

from typing import Final

from msgspec.structs import replace

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_tables import REFERENCE, table_fields
from driftwatch.extract.text.blocks import Run, Table, Text
from driftwatch.extract.words.vocabulary import HEADER_COLUMNS, NAME_COLUMNS, SENT_COLUMNS
from driftwatch.extract.words.wording import word

_DESCRIBED: Final = Text((Run("description"),))
_KEYS: Final = NAME_COLUMNS - HEADER_COLUMNS


def keyed_fields(table: Table, *, place: str = "") -> tuple[DocumentedField, ...]:
    """Return the fields of such a table, whatever it says of their values; () for any other one."""
    heads = tuple(word(cell.plain) for cell in table.header)
    is_keyed = len(heads) == len(("key", "value")) and heads[0] in _KEYS and heads[1] in SENT_COLUMNS
    if not is_keyed or not all(REFERENCE.match(row[0].plain.strip(" *")) for row in table.rows):
        return ()
    return table_fields(replace(table, header=(table.header[0], _DESCRIBED)), place=place, told=True)
