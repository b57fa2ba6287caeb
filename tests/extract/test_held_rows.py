"""Flat tables of fields: what the words of one row say of others moves none of them."""

import pytest

from tests.extract.test_field_tables import fields

HEAD = "| Name | Type | Description |\n|-|-|-|\n"


def names(*rows: str) -> list[str]:
    return [field.name for field in fields(HEAD + "".join(f"| {row} |\n" for row in rows))]


@pytest.mark.parametrize(
    ("row", "next_row"),
    [
        ("`box` | string | Contains the `lid` and `base` fields.", "`lid` | string | x"),  # text holds no field
        ("`box` | object | Contains the `lid` and `base` fields.", "`when` | string | x"),
        ("`box` | object | Contains the `lid`, if there is one.", "`lid` | string | x"),
        ("`box` | object | See the `lid` field.", "`lid` | string | x"),
        ("`box` | object | Contains details of the `lid`.", "`lid` | string | x"),
        ("`box` | object | Does not have the `lid` field.", "`lid` | string | x"),
    ],
)
def test_rows_that_no_row_above_says_to_hold_stand_beside_it(row: str, next_row: str) -> None:
    assert names(row, next_row, "`lid` | string | y")[1:] == [next_row.split("`")[1], "lid"]
