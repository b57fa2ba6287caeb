"""Tables of a body with one row for all of it: what that is called is no field of it."""

import pytest

from driftwatch.extract.text.blocks import Table
from driftwatch.extract.text.inline import text_of
from driftwatch.platforms.messages.schema_cells import names_whole

HEADS = ("Name", "Description")


def table(*rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> Table:
    return Table(tuple(map(text_of, heads)), tuple(tuple(map(text_of, row)) for row in rows))


@pytest.mark.parametrize("row", [("lid *", "Lid object that is added"), ("body", "The lid"), ("payload", "")])
def test_one_row_may_name_all_of_a_body(row: tuple[str, str]) -> None:
    assert names_whole(table(row))


@pytest.mark.parametrize(
    "found",
    [
        table(("lid", "What shuts the box")),
        table(("body", "Of the letter"), ("to", "Whom")),
        table(("body", "string"), heads=("Name", "Type")),
        table(("body", "string", "The text"), heads=("Name", "Type", "Description")),
    ],
)
def test_fields_are_none(found: Table) -> None:
    assert not names_whole(found)
