"""What words say of a field that a table states: no default where no value is told, an array without its type."""

import pytest
from msgspec import UNSET

from tests.extract.test_field_tables import facts, rows


@pytest.mark.parametrize(
    ("kind", "cell", "default"),
    [
        ("integer", "as many as fit", UNSET),
        ("number", "10 in winter", UNSET),
        ("boolean", "depends on the plan", UNSET),
        ("date", "begin of the month", UNSET),
        ("datetime", "one hour ago", UNSET),
        ("integer", "10", 10),
        ("boolean", "false", False),
        ("date", "now", "now"),
        ("date", "last monday", "last monday"),
        ("string", "as many as fit", "as many as fit"),
        ("", "as many as fit", "as many as fit"),
    ],
)
def test_words_are_no_default_of_a_number_a_flag_or_a_date(kind: str, cell: str, default: object) -> None:
    found = facts(rows("| Field | Type | Default | Description |", f"| a | {kind} | {cell} | What. |"))
    assert found["a"].default == default


@pytest.mark.parametrize(
    "said",
    ["Array of boxes", "A list of boxes", "\u7bb1\u5b50\u9663\u5217", "\u7bb1\u5b50\u6570\u7ec4\uff0c\u6240\u6709"],
)
def test_what_is_said_to_be_an_array_holds_the_rows_below_it_in_its_items(said: str) -> None:
    found = facts(rows("| Field | Description |", f"| a | {said} |", "| a.b | One of them. |"))
    assert (found["a"].type, found["a[]"].type) == (("array",), ("object",))
    assert "a[].b" in found


@pytest.mark.parametrize(("kind", "said"), [("", "Boxes in an array of shelves"), ("object", "Array of boxes")])
def test_other_words_and_another_type_say_none(kind: str, said: str) -> None:
    found = facts(rows("| Field | Type | Description |", f"| a | {kind} | {said} |", "| a.b | | One of them. |"))
    assert found["a"].type == ("object",)
