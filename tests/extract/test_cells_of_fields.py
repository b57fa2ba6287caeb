"""What cells say of a field: that it is required, that it goes on from the row above, that it is an array."""

import pytest

from driftwatch.extract.blocks import Table
from driftwatch.extract.field_tables import table_fields
from driftwatch.extract.fields import DocumentedField
from driftwatch.extract.sections import sections_of_markdown
from driftwatch.extract.type_words import schema_of_type


@pytest.mark.parametrize(
    ("row", "required"),
    [
        ("| **Required** | Its size. |", True),
        ("| Optional | Its size. |", False),
        ("| `5` | Its size. |", None),
        ("| | (optional) Its size. |", False),
        ("| | Optional, only for big ones. |", False),
        ("| | Required. Its size. |", True),
        ("| | Its size in inches. Optional. |", False),
        ("| | Its size (required) |", True),
        ("| | Optional if `a` is sent. |", None),
        ("| | Required if `a` is sent. |", None),
        ("| | Required fields of it |", None),
    ],
)
def test_defaults_and_descriptions_say_whether_a_field_is_required(row: str, *, required: bool | None) -> None:
    (field,) = fields_of_rows("| Field | Type | Default | Description |", f"| `x` | int {row}")
    assert field.required is required


def test_a_type_is_read_beside_what_is_required_under_a_condition() -> None:
    (field,) = fields_of_rows("| Field | Type |", "| `x` | Integer (required if `a` is set) |")
    assert (schema_of_type(field.type), field.required) == ({"type": "integer"}, None)


def test_the_column_of_what_is_required_may_be_abbreviated() -> None:
    (field,) = fields_of_rows("| Field | Req. |", "| `x` | **Yes** |")
    assert field.required is True


def test_a_line_that_goes_on_with_the_cell_above_is_no_field() -> None:
    found = fields_of_rows("| Field | Required | Description |", "| a | no | Its size.", "<br><br>Default: `10` |")
    assert [field.name for field in found] == ["a"]


@pytest.mark.parametrize("kind", ["[]string", "string\\[\\]"])
def test_arrays_are_written_as_go_does_or_as_c_does(kind: str) -> None:
    (field,) = fields_of_rows("| Field | Type |", f"| `x` | {kind} |")
    assert schema_of_type(field.type) == {"type": "array", "items": {"type": "string"}}


def fields_of_rows(*lines: str) -> tuple[DocumentedField, ...]:
    header, *rows = lines
    text = "\n".join([header, "|" + "-|" * (header.count("|") - 1), *rows])
    (table,) = sections_of_markdown(text).blocks
    assert isinstance(table, Table)
    return table_fields(table)
