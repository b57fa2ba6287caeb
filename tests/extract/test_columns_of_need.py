"""Columns of tables of fields that say by what is in them what they are."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.model.facts import Field
from driftwatch.platforms.pages.plain_page import operations_of_page
from tests.extract.test_field_tables import fields


@pytest.mark.parametrize("head", ["Requirement", "Flag", "M or O"])
def test_a_column_that_says_required_or_optional_in_every_cell_is_that_whatever_its_head(head: str) -> None:
    rows = "| `size` | string | Required |\n| `name` | string | Optional |\n| `lid` | string | |\n"
    found = fields(f"| Field | Type | {head} |\n|-|-|-|\n{rows}")
    assert [field.required for field in found] == [True, False, None]


def test_a_cell_of_need_may_say_more_behind_a_comma() -> None:
    rows = "| `size` | string | Required |\n| `tags` | string | optional, at most 10 items |\n"
    rows += "| `lid` | string | required, when there is one |\n"
    found = fields(f"| Field | Type | Contract |\n|-|-|-|\n{rows}")
    assert [field.required for field in found] == [True, False, None]


@pytest.mark.parametrize("cell", ["yes", "Required by the lid", "small"])
def test_a_column_that_may_say_something_else_is_none(cell: str) -> None:
    rows = f"| `size` | string | Required |\n| `name` | string | {cell} |\n"
    found = fields(f"| Field | Type | Flag |\n|-|-|-|\n{rows}")
    assert [field.required for field in found] == [None, None]


def test_a_badge_of_hugo_in_a_cell_is_what_it_says() -> None:
    required, optional = "{{<hint danger>}}Required {{</hint>}}", "{{< hint info >}}Optional{{< /hint >}}"
    rows = f"| `size` | string | {required} |\n| `name` | string | {optional} |\n"
    found = fields(f"| Field | Type | Required |\n|-|-|-|\n{rows}")
    assert [(field.name, field.required) for field in found] == [("size", True), ("name", False)]


@pytest.mark.parametrize(
    ("star", "needed"),
    [
        ('<mark style="color:red;">`*`</mark>', {"size"}),
        ('<span style="color: #ff0000">*</span>', {"size"}),
        ('<span class="field required">*</span>', {"size"}),
        ('<span class="note">*</span>', set()),
        ('<mark style="color:blue;">*</mark>', set()),
    ],
)
def test_a_star_that_is_set_in_red_needs_no_legend(star: str, needed: set[str]) -> None:
    table = f"| Key | Type | Description |\n|-|-|-|\n| `size`{star} | string | S |\n| `lid` | string | L |\n"
    either = f"| `red`{star} or `blue`{star} | string | One of them |\n"
    page = sections_of_markdown(f"# Widgets\n\n## POST /widgets\n\n### Body parameters\n\n{table}{either}")
    (operation,) = operations_of_page(page, "w")
    found = {fact.at.rpartition(" · ")[2] for fact in operation.facts if isinstance(fact, Field) and fact.required}
    assert found - {"$"} == needed


@pytest.mark.parametrize("head", ["Request parameters that the call accepts", "Request element", "Response elements"])
def test_a_head_may_say_more_of_the_names_below_it(head: str) -> None:
    found = fields(f"{head} | Description | Data type\n-|-|-\nsize | How large | int\n")
    assert [(field.name, field.type) for field in found] == [("size", "int")]


def test_rows_below_dashes_without_heads_name_a_call_and_what_it_takes() -> None:
    keys = "---- | ----\n**Request type** | POST\n**URL** | /make\n"
    rows = "Name | Parameter type | Data type | Required | Description\n-|-|-|-|-\nkey | query | string | Yes | Which\n"
    whole = "Request JSON | Body | JSON | Yes | [See Make Box JSON](#make-box-json)\n"
    shape = "Name | Data type | Required\n-|-|-\nsize | int | Yes\n"
    page = f"# Boxes\n\n### Make box\n\n{keys}\nRequest parameters\n\n{rows}{whole}\n### Make Box JSON\n\n{shape}"
    (operation,) = operations_of_page(sections_of_markdown(page), "w")
    assert (operation.method, operation.path) == ("POST", "/make")
    bodies = [fact for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith("request")]
    assert [fact.at.rpartition(" · ")[2] for fact in bodies] == ["$"]
    assert bodies[0].ref


def test_a_column_called_type_that_says_what_is_needed_leaves_types_to_the_other_one() -> None:
    rows = "| size | required | long |\n| lid | optional | string |\n"
    found = fields(f"| name | type | data type |\n|-|-|-|\n{rows}")
    assert [(field.name, schema_of_type(field.type), field.required) for field in found] == [
        ("size", {"type": "integer"}, True),
        ("lid", {"type": "string"}, False),
    ]


@pytest.mark.parametrize(("head", "says"), [("Field | |", "How large."), ("Field | Type | |", "string")])
def test_a_last_column_without_a_head_says_what_each_field_is(head: str, says: str) -> None:
    cells = "| How large. |" if head == "Field | |" else "| string | How large. |"
    rule = "|".join("-" * head.count("|"))
    found = fields(f"| {head}\n|{rule}|\n| `size` {cells}\n")
    assert [(field.name, field.says) for field in found] == [("size", "How large.")]
    assert [field.type for field in found] == ["" if says == "How large." else says]


def test_a_column_that_says_in_every_cell_where_a_field_travels_is_that_whatever_its_head() -> None:
    rows = (
        "| X-Key | header | string | required | Whose it is |\n| file | body | image | required | What it shows |\n"
        "| size | param | integer | optional | How large |\n"
    )
    found = fields(f"| Element | Description | Type | Required | Notes |\n|-|-|-|-|-|\n{rows}")
    assert [(field.name, field.within, field.required, field.says) for field in found] == [
        ("X-Key", "header", True, "Whose it is"),
        ("file", "body", True, "What it shows"),
        ("size", "url", False, "How large"),
    ]


def test_a_column_that_also_says_something_else_than_where_a_field_travels_is_none() -> None:
    found = fields("| Field | Type | Kind |\n|-|-|-|\n| `a` | string | body |\n| `b` | string | plain |\n")
    assert [field.within for field in found] == ["", ""]


@pytest.mark.parametrize("cell", ["left_x, left_y", "left_x / left_y"])
def test_a_cell_may_name_several_fields(cell: str) -> None:
    found = fields(f"| Field | Type |\n|-|-|\n| {cell} | integer |\n| lid_x, required | integer |\n")
    assert [field.name for field in found] == ["left_x", "left_y", "lid_x"]


@pytest.mark.parametrize("needed", ["", "| is required "])
def test_a_column_called_parameter_type_holds_types_where_it_names_no_place(needed: str) -> None:
    cell = "| yes " if needed else ""
    head = f"| parameter name | parameter type {needed}| parameter describe |\n|-|-|{'-|' if needed else ''}-|\n"
    found = fields(f"{head}| size | int {cell}| How long |\n| lids | array {cell}| Which |\n")
    assert [(field.name, field.type, field.required) for field in found] == [
        ("size", "int", True if needed else None),
        ("lids", "array", True if needed else None),
    ]


def test_a_column_called_parameter_type_that_names_places_holds_those() -> None:
    found = fields(
        "| parameter | param type | description |\n|-|-|-|\n| size | query | How long |\n| lid | path | Which |\n"
    )
    assert [(field.name, field.type, field.within) for field in found] == [("size", "", "query"), ("lid", "", "path")]


@pytest.mark.parametrize(
    ("description", "need"),
    [
        ("How large it is. This field is required.", True),
        ("How large it is. This is an optional parameter.", False),
        ("Not required. How large it is", False),
        ("Required field. How large it is", True),
        ("How large it is - required", True),
        ("How large it is. This field is required for boxes.", None),
        ("How large it is. It is not required by lids.", None),
        ("The required size", None),
        ("How large it is, when shut - required", None),
        ("One of name or id - required", None),
        ("Whether a lid is needed: true \u2013 required", None),
        ("If you send lids. This field is required.", None),
        ("When shut. It is required.", None),
        ("A map; the key is a name. The value is required.", None),
        ("How large it is. The property name is used; the value is required.", None),
    ],
)
def test_a_sentence_that_says_a_need_and_nothing_else(description: str, *, need: bool | None) -> None:
    (found,) = fields(f"| Field | Type | Description |\n|-|-|-|\n| `size` | integer | {description} |\n")
    assert found.required is need
