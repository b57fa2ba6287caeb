"""Flat tables of fields in which one row says that it holds others."""

import pytest

from tests.extract.test_field_tables import fields

HEAD = "| Name | Type | Description |\n|-|-|-|\n"


def names(*rows: str) -> list[str]:
    return [field.name for field in fields(HEAD + "".join(f"| {row} |\n" for row in rows))]


def test_rows_stand_in_the_row_that_names_them() -> None:
    assert names(
        "`box` | container | What to fold. Contains the `lid`, `base`, and `id` parameters.",
        "`lid` | container | On top. Contains the `id` and `size` parameters.",
        "`id` | string | Of the lid",
        "`size` | integer | How large",
        "`base` | string | Below",
        "`id` | string | Of the box",
        "`when` | string | Not in it",
    ) == ["box", "box.lid", "box.lid.id", "box.lid.size", "box.base", "box.id", "when"]


@pytest.mark.parametrize(
    "says",
    [
        "Contains the `lid` array and optional `base` object.",
        "What to fold. It contains `lid` and `base`",
        "Includes the following fields: `lid`, `base`",
        "Contains the `lid`. and `base` parameters.",
        "Contains the `lid`, `base`, and `gone` parameters.",
        "An object containing `lid`, `base`.",
        "Contains what to fold, including `lid`, `base` parameters.",
    ],
)
def test_what_a_row_holds_may_be_said_in_other_words(says: str) -> None:
    found = names(f"`box` | object | {says} |", "`lid` | array | x", "`base` | string | y", "`when` | string | z")
    assert found == ["box", "box.lid", "box.base", "when"]


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
