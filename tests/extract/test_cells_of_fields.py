"""What cells say of a field: that it is required, that it goes on from the row above, that it is an array."""

import pytest
from msgspec import UNSET

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_tables import table_fields
from driftwatch.extract.text.blocks import Table
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.extract.words.type_words import schema_of_type


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
        ("| | **Required** Its size. |", True),
        ("| | **Optional** Its size. |", False),
        ("| | **Required** if `a` is sent. |", None),
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


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("**open** or **shut**", ("open", "shut")),
        ("*[Optional]* **open**, **ajar** or **shut** (default is **open**)", ("ajar", "open", "shut")),
        ("[Optional] `open`, `ajar`, or `shut` (default is `open`), see [states](#states).", ("ajar", "open", "shut")),
        ('How much of it to return:"none", "some" (only what is new), or "all"', ("all", "none", "some")),
        ("How it ends. Accepted values are OPEN, AJAR and SHUT_TIGHT. See below", ("AJAR", "OPEN", "SHUT_TIGHT")),
        ("**Required** or **optional**", ()),
        ("Either **open** or **shut**. Requires **latch** to be there", ("open", "shut")),
        ("*[Optional]* Either **open** or **shut**.", ("open", "shut")),
        ("How it is. **open** or **shut**", ("open", "shut")),
        ("How it is: **open**, **ajar** or **shut**", ("ajar", "open", "shut")),
        ("Valid values are **open** and **shut**.", ("open", "shut")),
        ("**Required.** `open` or `shut`", ("open", "shut")),
        ("Either **before** or **after** it is shut", ()),
        ("Must be **wide** and **high**.", ()),
        ("Which fields are sent: **latch** or **lid**", ()),
        ("Not **open** or **shut**", ()),
        ("**Note** and **open** or **shut**", ()),
        ("The door is **open** or **shut** by others.", ()),
        ("At least one of these fields: `width` or `depth`", ()),
        ('For example: "open" or "shut"', ()),
        ('Some words: "open it" or "shut it"', ()),
        ("Accepted values are OPEN and others.", ()),
    ],
)
def test_a_cell_lists_the_values_of_its_field_in_more_ways(said: str, values: tuple[str, ...]) -> None:
    (field,) = fields_of_rows("| Field | Type | Description |", f"| `x` | String | {said} |")
    assert field.enum == values


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("one of: `small`, `large`", ("large", "small")),
        ("0 or 1", ("0", "1")),
        ("true / false", ("false", "true")),
        ("name of a colour", ()),
        ("0-18", ()),
        ("1", ()),
    ],
)
def test_a_column_of_values_may_state_a_choice(said: str, values: tuple[str, ...]) -> None:
    (field,) = fields_of_rows("| Parameter | Value | Default |", f"| `x` | {said} | |")
    assert field.enum == values


@pytest.mark.parametrize("head", ["M/O/C", "Multiplicity", "Presence", "Use"])
@pytest.mark.parametrize(
    ("column", "required"),
    [(("M", "O", "C"), (True, False, None)), (("R", "O", "O"), (True, False, False))],
)
def test_letters_say_what_is_needed(head: str, column: tuple[str, ...], required: tuple[bool | None, ...]) -> None:
    rows = (f"| `x{number}` | int | {letter} |" for number, letter in enumerate(column))
    assert tuple(field.required for field in fields_of_rows(f"| Field | Type | {head} |", *rows)) == required


@pytest.mark.parametrize(
    ("said", "required"), [("1", True), ("0..1", False), ("0..*", False), ("1..n", True), ("0..n", False)]
)
@pytest.mark.parametrize("head", ["Multiplicity", "Occurrence"])
def test_a_multiplicity_says_whether_a_field_is_there(said: str, head: str, *, required: bool) -> None:
    (field,) = fields_of_rows(f"| Name | {head} | Type |", f"| `x` | {said} | string |")
    assert field.required is required


@pytest.mark.parametrize("said", ["8%", "Title", "often", "3 times", "PUT"])
def test_what_else_stands_below_occurrence_needs_nothing(said: str) -> None:
    (field,) = fields_of_rows("| Name | Occurrence | Type |", f"| `x` | {said} | string |")
    assert field.required is None


@pytest.mark.parametrize(
    ("first", "second"), [("0..1", "often"), ("1..1", "Once"), ("optional", "required field missing")]
)
def test_occurrence_says_what_is_needed_only_where_each_cell_does(first: str, second: str) -> None:
    rows = (f"| `x` | {first} | string |", f"| `y` | {second} | string |")
    assert [field.required for field in fields_of_rows("| Name | Occurrence | Type |", *rows)] == [None, None]


@pytest.mark.parametrize("head", ["Event", "Code"])
@pytest.mark.parametrize("cells", [("Once", "Multiple"), ("required field missing", "optional"), ("0..1", "1..n")])
def test_when_a_thing_happens_makes_no_field_of_it(head: str, cells: tuple[str, ...]) -> None:
    rows = "".join(f"| `box_{cell[0]}` | {cell} | Said. |\n" for cell in cells)
    (table,) = sections_of_markdown(f"| {head} | Occurrence | Description |\n|-|-|-|\n{rows}").blocks
    assert isinstance(table, Table)
    assert table_fields(table, place="Request body", told=True) == ()


def test_a_letter_that_all_rows_have_may_be_a_unit() -> None:
    fields = fields_of_rows("| Field | Type | Unit |", "| `x` | int | m |", "| `y` | int | m |")
    assert [field.required for field in fields] == [None, None]


@pytest.mark.parametrize("said", ["_unset_", "not set", "-", "none"])
def test_words_for_nothing_are_no_default(said: str) -> None:
    (field,) = fields_of_rows("| Parameter | Type | Default |", f"| `x` | int | {said} |")
    assert field.default is UNSET


def fields_of_rows(*lines: str) -> tuple[DocumentedField, ...]:
    header, *rows = lines
    text = "\n".join([header, "|" + "-|" * (header.count("|") - 1), *rows])
    (table,) = sections_of_markdown(text).blocks
    assert isinstance(table, Table)
    return table_fields(table)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("string/decimal", {"type": "string"}),
        ("string/int64", {"type": "string"}),
        ("string/uuid", {"type": "string", "format": "uuid"}),
        ("string/date-time", {"type": "string", "format": "date-time"}),
        ("string/timestamp", {"type": "string"}),
        ("string/scopes", {"type": "string"}),
        ("number/double", {"type": "number"}),
        ("string/number", {"type": ["number", "string"]}),
        ("string / null", {"type": ["null", "string"]}),
        ("object/string", {"type": ["object", "string"]}),
        ("widget/decimal", None),
    ],
)
def test_a_format_stands_behind_the_stroke_of_a_type(written: str, kind: object) -> None:
    assert schema_of_type(written) == kind


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("The state. Possible values: `0: open`, `1: shut`, `2: gone`", ("0", "1", "2")),
        ("Possible values:<br>`open: it can be used`<br>`shut: it cannot`", ("open", "shut")),
        ("State of the box (open|shut|gone).", ("gone", "open", "shut")),
        ("Which of them. `open`, `shut` or `gone`. Defaults to `open`.", ("gone", "open", "shut")),
        ("`open`, `shut` or `gone`. For more see the lids.", ("gone", "open", "shut")),
        ("Order of the boxes: ASC for ascending, DESC for descending.", ("ASC", "DESC")),
        ("`1` for a box, `2` for a lid", ("1", "2")),
        ("0 for a box or 1 for a lid", ("0", "1")),
        ("OPEN or SHUT", ("OPEN", "SHUT")),
        ("Which lids. Available ones: `lid=<name>`; -- of a name; `size=`(`a`|`b`)", ()),
        ("Supported values are `lid=<name>` and `size=<size>`", ()),
        ("A letter or `ctrl-<value>` where `<value>` is one of: `a-z`, `@` or `_`.", ()),
        ("See `open`, `shut` or `gone` of the lid.", ()),
        ("Wait 5 for the box, 6 for the lid and see.", ()),
        ("US or the like", ()),
        ("Finds by it. For example. `lid`, `box` or `size`.", ()),
        ("Finds by it. `lid:!=red one` or `id:!=[1, 2]`.", ()),
        ("The boxes (and|or lids) of it", ()),
        ("Any of them (string|number).", ()),
    ],
)
def test_values_stand_in_more_forms_than_behind_their_words(said: str, found: tuple[str, ...]) -> None:
    (field,) = fields_of_rows(
        "| Name | Type | Description |", f"| state | string | {said.replace('|', chr(92) + '|')} |"
    )
    assert field.enum == found


def test_a_column_of_values_that_holds_types_says_the_type() -> None:
    made = fields_of_rows(
        "| Parameter | Required | Value | Description |",
        "| size | No | Integer | Its size. |",
        "| sort | No | 'id' (default), 'name', 'size' or 'lid' | Sorts by it. |",
        "| at | No | Date | When. |",
    )
    assert [(field.name, schema_of_type(field.type), field.enum) for field in made] == [
        ("size", {"type": "integer"}, ()),
        ("sort", None, ("id", "lid", "name", "size")),
        ("at", {"type": "string", "format": "date"}, ()),
    ]
    (other,) = fields_of_rows("| Parameter | Required | Value |", "| size | No | 12 |")
    assert other.type == ""


def test_a_column_says_what_may_be_null() -> None:
    made = fields_of_rows(
        "| Attribute | Type | Nullable |", "| a | string | Yes |", "| b | string | No |", "| c | Box | Yes |"
    )
    assert [schema_of_type(field.type) for field in made] == [{"type": ["null", "string"]}, {"type": "string"}, None]


def test_a_key_of_any_name_may_be_named_in_words() -> None:
    assert [field.name for field in fields_of_rows("| Field | Type |", "| `rows.<row id>` | int |")] == [
        "rows.<row id>"
    ]


def test_a_type_may_say_that_a_field_is_a_header() -> None:
    (field,) = fields_of_rows("| Parameter | Type |", "| `If-Match` | HTTP header, optional |")
    assert (field.within, field.required) == ("header", False)


@pytest.mark.parametrize("name", ["`?lid`", "`&lid`", "?lid"])
def test_a_name_may_be_written_as_in_a_query(name: str) -> None:
    (block,) = sections_of_markdown(f"| Parameter | Type |\n|-|-|\n| {name} | string |\n").blocks
    assert isinstance(block, Table)
    assert [field.name for field in table_fields(block)] == ["lid"]


@pytest.mark.parametrize(
    ("description", "kind"),
    [("**string** <br>How it is called.", "string"), ("**Note** <br>Wide.", ""), ("**string** of letters", "")],
)
def test_a_type_in_bold_alone_on_the_first_line_of_a_cell_is_that_of_the_field(description: str, kind: str) -> None:
    page = f"| Name | Description |\n|-|-|\n| `lid` | {description} |\n"
    (table,) = sections_of_markdown(page).blocks
    assert isinstance(table, Table)
    assert [field.type for field in table_fields(table, told=True)] == [kind]


def test_a_column_of_values_beside_types_says_neither_what_is_needed_nor_a_default() -> None:
    said = "Not required where it is told. Each: `width` - Default is 240."
    rows = f"| `id` | string (required) | {said} |\n| `o` | object | {said} |\n"
    (table,) = sections_of_markdown(f"| Property | Type | Value |\n|-|-|-|\n{rows}").blocks
    assert isinstance(table, Table)
    known, other = table_fields(table)
    assert (known.required, known.default, other.type, other.default) == (True, UNSET, "object", UNSET)
