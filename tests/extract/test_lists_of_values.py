"""Which cells list the values of their field without words that say so, and which seem to."""

import pytest
from msgspec import UNSET

from driftwatch.extract.fields.field import DocumentedField, field_facts
from driftwatch.extract.fields.statements import enum_in
from driftwatch.extract.text.blocks import Run, Text
from tests.extract.test_field_lists import listed
from tests.extract.test_field_tables import facts, rows


def test_a_choice_of_fields_lists_no_values() -> None:
    found = facts(rows("| Field | Type | Description |", "| a | string | One of `a` or `b` |", "| b | string | |"))
    assert found["a"].enum is UNSET


@pytest.mark.parametrize(
    ("description", "values"),
    [
        ("The kind: `oak`, `ash`, `elm`", ("ash", "elm", "oak")),
        ("What it is. `oak`, `ash`, or `elm`; `fir` is gone.", ("ash", "elm", "oak")),
        ("As `oak` or `ash` do", UNSET),
        ("See `oak`", UNSET),
        ("How long: `1m`, `2m`....`59m`", UNSET),
    ],
)
def test_what_has_the_type_of_an_enumeration_lists_its_values_without_more_words(
    description: str, values: object
) -> None:
    found = facts(rows("| Field | Type | Description |", f"| a | ENUM | {description} |"))["a"]
    assert found.enum == values


@pytest.mark.parametrize(
    ("description", "values"),
    [
        ("What to do when it fails. Values are `go` and `stop`.", ("go", "stop")),
        ("How old it is. One of: `>= 1`, `< 1`", ("< 1", ">= 1")),
        ("Its age. Possible values: `>= 1` and `<= 9`", UNSET),
        ("Its name. Possible values: `non-empty` and `<= 64 characters`", UNSET),
        ("What to do when it fails. Default values are `go` and `stop`.", UNSET),
        ("Condition for another try (`none`, `on-failure`, or `any`).", ("any", "none", "on-failure")),
        ("Availability of the box (`full` or `empty`)", ("empty", "full")),
        ("Depends on the condition", UNSET),
        ("A condition on it, such as one of size (`width` or `depth` are measured)", UNSET),
        ("One of [oak, ash, elm]. It says how it grows.", ("ash", "elm", "oak")),
        ("One of the forests [oak, ash]", UNSET),
        ("Filters by it. Valid kinds are: `oak, ash, elm`", ("ash", "elm", "oak")),
        ('Possible values: `{ "oak", "ash" }`; the kind of it', ("ash", "oak")),
        ("How it is sorted. Can be `oak, ash`", UNSET),
        ("可選值\uff1aoak, ash", ("ash", "oak")),
        ("類型\uff0c可選值\uff1a`oak`、`ash`", ("ash", "oak")),
        ("One of the following: oak, ash, elm", ("ash", "elm", "oak")),
        ("Send one of the following: name, size", UNSET),
        ("Valid values are oak, ash and elm.", ("ash", "elm", "oak")),
        ("Valid values are letters, digits and dashes.", UNSET),
        ("Choices: oak, ash", ("ash", "oak")),
        ("It can either be `oak`, `ash` or `elm`.", ("ash", "elm", "oak")),
        ("Possible statuses: OK, Shut, Lost.", ("Lost", "OK", "Shut")),
        ("Possible names: Anna, Bert", UNSET),
        ("The kind of it; Enum: [ OAK, ASH ]", ("ASH", "OAK")),
        ("`up` / `down`. Default `up`", ("down", "up")),
    ],
)
def test_words_that_say_what_the_values_are(description: str, values: object) -> None:
    found = facts(rows("| Field | Type | Description |", f"| a | string | {description} |"))["a"]
    assert found.enum == values


@pytest.mark.parametrize(
    ("description", "values"),
    [
        (
            "By what. Prepend with `-` to turn it round. Valid values are `oak` and `ash`.",
            ("-ash", "-oak", "ash", "oak"),
        ),
        ("Valid values are `oak`, `ash`. Each may be prefixed with a minus.", ("-ash", "-oak", "ash", "oak")),
        ("Valid values are `oak` and `ash`. The name is prefixed with `x-`.", ("ash", "oak")),
    ],
)
def test_values_that_may_have_a_sign_before_them_are_values_with_it_as_well(
    description: str, values: tuple[str, ...]
) -> None:
    assert facts(rows("| Field | Type | Description |", f"| a | string | {description} |"))["a"].enum == values


def test_the_number_of_a_footnote_behind_a_name_in_bold_is_no_index() -> None:
    found = facts(rows("| Name | Type |", "| **size**<sup>[1]</sup> | integer |", "| **lids[0]** | string |"))
    assert {name: fact.type for name, fact in found.items()} == {
        "$": ("object",),
        "size": ("integer",),
        "lids": ("array",),
        "lids[]": ("string",),
    }


@pytest.mark.parametrize(
    ("description", "values"),
    [
        ("The wood: **oak**, **ash**, **elm**", ("ash", "elm", "oak")),
        ("The wood of the box: **oak**, **ash** or **elm**, default is **oak**.", ("ash", "elm", "oak")),
        ("The wood of the box: `oak`, `ash` or `elm`, default is `oak`.", ("ash", "elm", "oak")),
        ("The fields: **oak**, **ash** or **elm**", UNSET),
        ("See **oak**, **ash** for more", UNSET),
    ],
)
def test_values_in_bold_may_stand_behind_what_they_are_of(description: str, values: object) -> None:
    assert facts(rows("| Field | Type | Description |", f"| a | string | {description} |"))["a"].enum == values


@pytest.mark.parametrize(
    ("description", "values"),
    [
        ('The way in which the rows are sorted, "up" or "down".', ("down", "up")),
        ("Which box, `red`, `green` or `blue`, default `red`", ("blue", "green", "red")),
        ("Must be either 'red', 'green' or 'blue'", ("blue", "green", "red")),
        ("If it is open, `red` or `blue`", ()),
        ("A colour of your choice, for example `red` or `blue`", ()),
        ("Sorts by a field, `size` or `lid`", ()),
        ("List of boxes, `string` or `null`", ()),
    ],
)
def test_a_choice_may_stand_behind_what_it_is_of_as_an_apposition(description: str, values: object) -> None:
    found = facts(rows("| Field | Type | Description |", f"| a | string | {description} |"))["a"]
    assert found.enum == (values or UNSET)


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("Filter by status: open, shut", ("open", "shut")),
        ("The status (NEW, DONE)", ("DONE", "NEW")),
        ("Sort order (asc or desc)", ("asc", "desc")),
        ("Its kind: lid/box/shelf", ("box", "lid", "shelf")),
        ("How it goes. Level: low, mid, or high (default: low)", ("high", "low", "mid")),
    ],
)
def test_plain_words_behind_a_kind_of_thing_are_its_values(said: str, values: tuple[str, ...]) -> None:
    assert enum_in(Text((Run(said),))) == values


@pytest.mark.parametrize(
    "said",
    [
        "Filter by category (exact, fuzzy)",
        "Filter by status: open, shut, etc.",
        "Filter by status: open, shut, ...",
        "Status (optional, string)",
        "Such as a mode: open, shut",
        "The fields of the type: name, size",
        "Search by name (title, text)",
        "Status: see below, or ask",
        "Order (10, 20)",
    ],
)
def test_other_lists_in_plain_words_are_no_values(said: str) -> None:
    assert enum_in(Text((Run(said),))) == ()


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("oak | ash | elm", ("ash", "elm", "oak")),
        ("oak | all (default: all)", ("all", "oak")),
        ("The wood (oak|ash, default oak)", ("ash", "oak")),
        ("The wood: oak | ash", ("ash", "oak")),
        ("One of oak, ash, elm", ("ash", "elm", "oak")),
        ("Must be one of oak, ash or elm.", ("ash", "elm", "oak")),
        ("The wood, one of oak/ash/elm", ("ash", "elm", "oak")),
        ("The reason it broke (heat, damp, or age)", ("age", "damp", "heat")),
        ("Its kind: views, links, clicks", ("clicks", "links", "views")),
        ("Valid values: `oak` (hard), `ash` (light).", ("ash", "oak")),
    ],
)
def test_a_choice_in_plain_words_lists_the_values(said: str, values: tuple[str, ...]) -> None:
    assert enum_in(Text((Run(said),))) == values


@pytest.mark.parametrize(
    "said",
    [
        "string | null",
        "The next page (Null | String)",
        "One of oak, ash",
        "One of the woods, boxes, lids",
        "The second line (flat, house, or hall)",
        "Its kind: string or list",
        "a || b",
    ],
)
def test_types_and_other_words_between_strokes_or_commas_are_no_values(said: str) -> None:
    assert enum_in(Text((Run(said),))) == ()


@pytest.mark.parametrize("noted", ["", " (string)", " (string, required)", " `string`", " (optional)"])
@pytest.mark.parametrize("sign", [":", " -", " \u2014"])
@pytest.mark.parametrize(
    "said",
    [
        "Kind of wood (`oak`, `ash`)",
        "Kind of wood: `oak` / `ash`",
        "`oak` or `ash`",
        "`oak` | `ash` (default: `oak`)",
        "oak | ash",
        "Kind (oak, ash)",
    ],
)
def test_a_list_item_says_its_values_as_a_cell_does_behind_its_type(noted: str, sign: str, said: str) -> None:
    field = listed(f"- `wood`{noted}{sign} {said}\n- `size` (integer): How large\n")["wood"]
    assert field.enum == ("ash", "oak")
    cell = facts(rows("| Field | Type | Description |", f"| wood | string | {said.replace('|', '/')} |"))["wood"]
    assert cell.enum == ("ash", "oak") or " | " in said


@pytest.mark.parametrize(
    ("description", "values"),
    [
        ("State of the box: 0 = shut, 1 = open.", ("0", "1")),
        ("Whether it is open. 0 - No, 1 - Yes", ("0", "1")),
        ("Kind of box (1: old; 2: new, or as new). Default 1", ("1", "2")),
        ("Kind of box. 2: new (default); 1: old", ("1", "2")),
        ("Mark: 0 = worst, 1 = better ... 9 = best", UNSET),
        ("Marks that are summed: 1 = lid, 2 = bolt", UNSET),
        ("0 = no limit", UNSET),
        ("Type 1: old, 2: new", UNSET),
        ("0 = shut, 2 = open", UNSET),
        ("1 = shut, 2 : open", UNSET),
        ("0 = none, 1 = one, etc.", UNSET),
        ("状态\uff1a0-禁用\uff0c1-启用", ("0", "1")),
        ("订单状态\uff080\uff1a待支付\uff1b1\uff1a已支付\uff1b2\uff1a已取消\uff09", ("0", "1", "2")),
        ("订单状态\uff1a0\uff1a待支付 1\uff1a已支付 2\uff1a已取消", ("0", "1", "2")),
        ("订单状态\uff1a0\uff1a待支付\uff0c1\uff1a已支付\uff0c2\uff1a其他", UNSET),
        ("优先级\uff1a0\uff1a最低\uff0c1\uff1a最高", UNSET),
        ("状态\uff1a0\uff1a失败\uff0c1\uff1a成功\uff0c更多见文档", UNSET),
    ],
)
def test_numbers_counted_up_with_their_meanings_are_all_the_values(description: str, values: object) -> None:
    assert facts(rows("| Field | Type | Description |", f"| a | string | {description} |"))["a"].enum == values


@pytest.mark.parametrize(
    ("kind", "held"),
    [
        ("object", {}),
        ("JSON", {}),
        ("array of objects", {}),
        ("object or string", {"lid": ("blue", "red")}),
        ("string", {"lid": ("blue", "red")}),
        ("array", {"lid[]": ("blue", "red")}),
        ("array of strings", {"lid[]": ("blue", "red")}),
    ],
)
@pytest.mark.parametrize("default", ["", " Default: `red`."])
def test_plain_values_are_of_what_an_array_holds_and_none_of_an_object(
    kind: str, held: dict[str, tuple[str, ...]], default: str
) -> None:
    field = DocumentedField(name="lid", type=kind, enum=("red", "blue"), default="red" if default else UNSET)
    facts = field_facts((field,), at="schema", stated_by="table")
    assert {fact.at.removeprefix("schema · "): fact.enum for fact in facts if fact.enum is not UNSET} == held


@pytest.mark.parametrize(
    "lead", ["Common values", "Example values", "Typical box options are", "Suggested values", "Samples of values"]
)
@pytest.mark.parametrize("values", ["`oak`, `ash`", "oak, ash, elm", '"oak", "ash"'])
def test_values_that_are_some_of_them_or_refused_are_no_list(lead: str, values: str) -> None:
    described = f"The kind of wood. {lead}: {values}."
    assert facts(rows("| Field | Type | Description |", f"| a | string | {described} |"))["a"].enum is UNSET
    assert enum_in(Text((Run("Possible values: "), Run("a", code=True), Run(", "), Run("b", code=True)))) == ("a", "b")


@pytest.mark.parametrize(("lead", "values"), [("Common", ()), ("Possible", ("ash", "oak"))])
def test_nor_are_they_where_they_stand_in_a_list_below(lead: str, values: tuple[str, ...]) -> None:
    field = listed(f"- `wood` (string): What kind. {lead} values:\n  - `oak`\n  - `ash`\n")["wood"]
    assert (field.enum, field.children) == (values, ())
