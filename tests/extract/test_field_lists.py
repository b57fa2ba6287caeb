"""Lists of fields that state no types: only where a heading or a sentence says that they are fields."""

import pytest
from msgspec import UNSET, UnsetType

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_lists import list_fields
from driftwatch.extract.text.blocks import List
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.extract.words.type_words import schema_of_type


def listed(markdown: str, *, untyped: bool = True) -> dict[str, DocumentedField]:
    (block,) = sections_of_markdown(markdown).blocks
    assert isinstance(block, List)
    return {field.name: field for field in list_fields(block, untyped=untyped)}


def test_bullets_without_types_are_fields_where_that_is_said() -> None:
    bullets = "- `model`: (required) which one\n- `seed` (optional): a number\n- `tags` - words\n"
    found = listed(bullets)
    assert list(found) == ["model", "seed", "tags"]
    assert [field.required for field in found.values()] == [True, False, None]
    assert {field.type for field in found.values()} == {""}
    assert listed(bullets, untyped=False) == {}


@pytest.mark.parametrize(
    ("bullet", "kind"),
    [
        ("`force` - Boolean (0/1). Leave at once, even as the last one.", "Boolean"),
        ("`since` - time of the first line (integer). Older ones are left out.", "integer"),
        ("`size`: integer, in inches", "integer"),
        ("`record`: Record, as it was read.", ""),
        ("`kind`: string or number of it", ""),
        ("`size` - how large (optional)", ""),
        ("`open` - Boolean value, whether it is open.", "Boolean"),
        ("`score` \u2013 An integer value containing how good it is", "integer"),
        ("`names` - A list of names in the form `a=b`.", "array"),
        ("`tags`: A map of tags to what they mean", "object"),
        ("`ids` - A comma separated list of ids", ""),
        ("`deep` - 1/True/true or 0/False/false, whether to look inside.", "boolean"),
        ("`deep`: true or false. Whether to look inside", "boolean"),
        ("`deep` - 0 or 1 (see below)", "boolean"),
        ("`deep` - true, and nothing else", ""),
        ("`depth` - 1 or 2, as deep as it goes", ""),
        ("`deep` - true or 2 of them", ""),
        ("`marks` - An object mapping names to what they mean", "object"),
        ("`marks` - Object of the sale", ""),
        ("`lid` - The key, passed as a number of seconds, in which it closes", ""),
        ("`lid` - Which lid is set as the top", ""),
        ("`kind` - String of pearls", ""),
    ],
)
def test_a_type_may_stand_in_the_words_of_a_description(bullet: str, kind: str) -> None:
    (field,) = listed(f"- {bullet}\n").values()
    assert field.type == kind
    assert listed(f"- {bullet}\n", untyped=False) == {}


@pytest.mark.parametrize(
    ("bullet", "kind", "required"),
    [
        ("`size` [optional]: How wide", "", None),
        ("`size` [required]: How wide", "", True),
        ("`size` [integer]: How wide", "integer", None),
        ("**size** [integer, required]: How wide", "integer", True),
        ("`size` [required] (integer) - How wide", "integer", True),
        ("`size` [required] [integer]", "integer", True),
    ],
)
def test_what_a_name_is_may_stand_in_square_brackets(bullet: str, kind: str, *, required: bool | None) -> None:
    (field,) = listed(f"- {bullet}\n").values()
    assert (kind in field.type, bool(field.type), field.required or None) == (True, bool(kind), required)


def test_a_note_in_square_brackets_says_nothing_of_a_name() -> None:
    assert listed("- `size` [1]: How wide\n") == {}


@pytest.mark.parametrize("bullet", ["`404`: not there", "`true`: on", "`null`: nothing", "`a b`: two", "`name` is odd"])
def test_a_value_or_a_sentence_is_no_field(bullet: str) -> None:
    assert listed(f"- {bullet}\n") == {}


def test_a_type_in_brackets_may_lead_to_what_it_is() -> None:
    found = listed("- `owner` ([user](#user) object, required): whose, see [there](#x)\n", untyped=False)
    assert (found["owner"].target, found["owner"].required) == ("#user", True)


def test_definitions_without_types_are_fields_where_that_is_said() -> None:
    definitions = "max_id\n: **Internal.** Take the link instead.\n"
    assert list(listed(definitions)) == ["max_id"]
    assert listed(definitions, untyped=False) == {}


def test_bullets_are_written_as_a_query_string_is() -> None:
    found = listed("- `size=<number>`: Its size.\n- `state=on|off`: Whether it runs. Optional.\n", untyped=False)
    assert (found["size"].type, found["size"].required) == ("number", None)
    assert (found["state"].enum, found["state"].required) == (("off", "on"), False)


@pytest.mark.parametrize(
    ("bullet", "required"),
    [("`x` - optional, its size", False), ("`x`: Required. Its size", True), ("`x`: required if big", None)],
)
def test_a_description_says_whether_its_field_is_required(bullet: str, *, required: bool | None) -> None:
    assert listed(f"- {bullet}\n")["x"].required is required


def test_patterns_below_words_of_values_are_no_values() -> None:
    bullets = "- `filters`: a map. Available filters:\n  - `lid=<name>`: one\n  - `state=`(`a`|`b`)\n"
    assert (listed(bullets)["filters"].enum, listed(bullets)["filters"].children) == ((), ())
    assert listed(bullets.replace("=<name>", "").replace("=`(", "`("))["filters"].enum == ("lid", "state")


@pytest.mark.parametrize(
    ("noted", "kind", "need", "default"),
    [
        ("string: <required>", "string", True, UNSET),
        ("string: <required for two>", "string", None, UNSET),
        ("string: <optional>", "string", False, UNSET),
        ('string: ""', "string", False, UNSET),
        ("bool: true", "bool", False, "true"),
        ("int: 30", "int", False, "30"),
        ('string: "json"', "string", False, '"json"'),
        ("list: []", "list", False, UNSET),
        ("array<string>: nil", "array<string>", False, UNSET),
        ("string: as long as it takes", "string", None, UNSET),
    ],
)
def test_a_type_in_brackets_may_have_its_default_behind_a_colon(
    noted: str, kind: str, *, need: bool | None, default: str | UnsetType
) -> None:
    (field,) = listed(f"- `size` `({noted})` - How large it is.\n", untyped=False).values()
    assert (field.type, field.required, field.default) == (kind, need, default)


def test_a_value_that_is_called_default_has_none_behind_it() -> None:
    (field,) = listed('- `sets` `(list: [])` - Adding "default" to it leaves out "default" and "root".\n').values()
    assert field.default is UNSET


@pytest.mark.parametrize(
    ("said", "enum"),
    [
        ('like "XY", where X is a number, and "Y" is one of:', ()),
        ("like `XY`, and `Y` must be one of the letters:", ()),
        ("how old, `since` is one of:", ("d", "h")),
        ("how old. It is one of:", ("d", "h")),
    ],
)
def test_values_of_a_part_of_a_value_are_none_of_the_field(said: str, enum: tuple[str, ...]) -> None:
    (field,) = listed(f"- `since`: {said}\n  - `h`: hours\n  - `d`: days\n").values()
    assert (field.enum, field.children) == (enum, ())


def test_an_item_that_is_indented_by_one_column_stands_beside_the_one_above_it() -> None:
    bullets = "- `parts` (object): what it has\n\n - `size` (int): how large\n  - `shade` (string): which colour\n"
    (block, *others) = sections_of_markdown(bullets).blocks
    assert isinstance(block, List)
    assert [field.name for field in list_fields(block)] == ["parts", "size", "shade"]
    assert not others
    nested = bullets.replace(" - `size`", "   - `size`").replace("  - `shade`", "   - `shade`")
    assert [child.name for child in listed(nested)["parts"].children] == ["size", "shade"]


def test_an_item_that_begins_with_empty_code_is_no_field() -> None:
    assert listed("- ` ` stands for a blank\n- `size`: how large\n") == {
        "size": listed("- `size`: how large\n")["size"]
    }


@pytest.mark.parametrize(
    ("bullets", "names"),
    [
        ("- `Content-Type: text/csv`, the rows as lines\n- `Accept: text/csv` for lines\n", []),
        ("- `Authorization: Bearer KEY`\n- `X-Request-Id: string`\n", []),
        ('- `content: string`\n- `Mode: optional "text/csv"`\n', ["content", "Mode"]),
    ],
)
def test_a_header_with_its_value_is_no_field_with_its_type(bullets: str, names: list[str]) -> None:
    assert list(listed(bullets, untyped=False)) == names


@pytest.mark.parametrize(
    ("definition", "kind", "required"),
    [
        ("size\n: (Required, integer) How large.\n", "integer", True),
        ("size\n: (integer, optional) How large.\n", "integer", False),
        ("size\n: (see below) How large.\n", "", None),
    ],
)
def test_a_definition_may_begin_with_a_type_in_brackets(definition: str, kind: str, *, required: bool | None) -> None:
    (field,) = listed(definition).values()
    assert (field.type, field.required) == (kind, required)


def test_what_stands_below_a_choice_and_explains_it_is_no_field() -> None:
    said = "- `lid`: one of `red`, `green` or `blue`:\n  - red: shut\n  - green: open\n  - blue: nobody knows\n"
    field = listed(f"{said}- `size`: how large\n")["lid"]
    assert (field.enum, field.children) == (("blue", "green", "red"), ())


def test_a_name_in_plain_words_may_have_its_need_in_brackets_alone() -> None:
    bullets = "* size (optional)\n\n  How large.\n\n* lid (required)\n\n  Which.\n"
    (block,) = sections_of_markdown(bullets).blocks
    assert isinstance(block, List)
    found = list_fields(block, untyped=True, named=True)
    assert [(field.name, field.required) for field in found] == [("size", False), ("lid", True)]
    assert not list_fields(block)


@pytest.mark.parametrize(
    ("noted", "required"),
    [
        ("bool, default `true`", None),
        ("bool, default true", None),
        ("bool, default: yes", None),
        ("bool, true", None),
        ("int, default 5, required", True),
        ("int, optional, default 5", False),
        ("int, \u9ed8\u8ba4 1", None),
    ],
)
def test_the_value_of_a_default_says_nothing_of_a_need(noted: str, *, required: bool | None) -> None:
    assert listed(f"- `lid` ({noted}): Whether it has one\n- `size` (integer): How large\n")["lid"].required is required


@pytest.mark.parametrize("aside", ["(default `/`)", "(optional)", "(required)", "(default `5`, at most `9`)"])
def test_a_default_or_need_in_brackets_may_be_all_that_is_said(aside: str) -> None:
    assert list(listed(f"- `lid` {aside}\n")) == ["lid"]
    assert listed("- `lid` (box)\n") == {}


@pytest.mark.parametrize(
    ("noted", "kind", "required"),
    [
        ("optional string", "string", False),
        ("required integer", "integer", True),
        ("integer, min 1, max 5", "integer", None),
        ("integer, max: 100", "integer", None),
    ],
)
def test_a_need_may_stand_before_the_type_and_a_bound_is_none(noted: str, kind: str, *, required: bool | None) -> None:
    field = listed(f"- `lid` ({noted}): What it is\n- `size` (integer): How large\n")["lid"]
    assert schema_of_type(field.type) == {"type": kind}
    assert (field.required, field.default) == (required, UNSET)


@pytest.mark.parametrize("bullet", ["`lid`: string - How", "`lid` - string - How", "**lid**: string \u2014 How"])
def test_a_type_may_stand_between_a_name_and_a_dash(bullet: str) -> None:
    assert listed(f"- {bullet}\n- `size` (integer): How large\n")["lid"].type == "string"


@pytest.mark.parametrize(
    "noted", ["string, one of: oak, ash", "string, one of `oak`, `ash`", "enum: oak, ash", "`oak | ash`, optional"]
)
def test_values_may_stand_in_the_brackets_of_the_type(noted: str) -> None:
    assert listed(f"- `lid` ({noted}): Kind\n- `size` (integer): How large\n")["lid"].enum == ("ash", "oak")


VALUED = "- `fold: true` - to fold it\n- `most: 10` - not more\n- `lid: null` - without one\n"


@pytest.mark.parametrize("untyped", [False, True])
def test_a_name_with_one_of_its_values_states_neither_a_type_nor_a_need(*, untyped: bool) -> None:
    found = listed(VALUED, untyped=untyped)
    assert [(name, field.type, field.required) for name, field in found.items()] == [
        (name, "", None) for name in ("fold", "most", "lid")
    ]
    assert all(field.default is UNSET and not field.enum for field in found.values())


@pytest.mark.parametrize(
    ("bullet", "kind", "required"),
    [
        ("`fold: true`", "true", True),  # as generators write what can be nothing else, and what it is below
        ("`fold: boolean` - whether to fold it", "boolean", True),
        ("`fold: optional boolean` - whether to fold it", "boolean", False),
        ("`fold: true or string` - whether to fold it", "true or string", True),
        ("`trueness: number` - how true it is", "number", True),
        ("`shade: 2xx or number` - which of them", "2xx or number", True),
    ],
)
def test_a_type_behind_a_name_still_says_what_it_says(bullet: str, kind: str, *, required: bool) -> None:
    (field,) = listed(f"- {bullet}\n", untyped=False).values()
    assert (field.type, field.required) == (kind, required)


@pytest.mark.parametrize(
    "bullet",
    [
        "`fold: true` means that it is folded",
        "`fold: true` and `lid: null` exclude each other",
        "`200: true` - not a name",
        "`true: 1` - not one either",
        "`fold: true`/`false`",
    ],
)
def test_a_value_of_which_a_sentence_speaks_makes_no_field(bullet: str) -> None:
    assert listed(f"- {bullet}\n", untyped=False) == {}


@pytest.mark.parametrize(("need", "required"), [("required", True), ("optional", False)])
def test_a_need_behind_a_name_with_a_value_says_that_it_is_a_field(need: str, *, required: bool) -> None:
    (field,) = listed(f"- `fold: true` ({need}) Folds it.\n", untyped=False).values()
    assert (field.name, field.type, field.required) == ("fold", "", required)


def test_fields_below_a_name_with_a_value_are_in_it() -> None:
    page = "- `fold: true` Folds it:\n  - `deep` (string): How deep\n- `lid` (string): Which\n"
    found = listed(page, untyped=False)
    assert list(found) == ["fold", "lid"]
    assert [child.name for child in found["fold"].children] == ["deep"]


def test_a_list_below_a_name_alone_says_what_is_in_it() -> None:
    bullets = "- `id`: which one\n- `sizes`:\n  - `inner`: how large inside\n  - `lids`:\n    - `top`: of the lid\n"
    found = listed(bullets)
    assert list(found) == ["id", "sizes"]
    assert [child.name for child in found["sizes"].children] == ["inner", "lids"]
    assert [child.name for child in found["sizes"].children[1].children] == ["top"]
    assert listed(bullets, untyped=False) == {}


@pytest.mark.parametrize(
    "bullet",
    [
        "- `status`:\n  - `open`: it is open\n  - `shut`: it is shut\n",
        "- `lidType`\n  - `flat`: like a plate\n  - `round`: like a ball\n",
        "- `lid`: one of\n  - `flat`: like a plate\n  - `round`: like a ball\n",
        "- `lid`: how it is shut\n  - `flat`: like a plate\n  - `round`: like a ball\n",
        "- `lid`:\n  - 404: there is none\n  - see below\n",
    ],
)
def test_below_a_kind_or_what_is_said_of_a_field_it_may_be_its_values(bullet: str) -> None:
    ((_, field),) = listed(bullet).items()
    assert field.children == ()


@pytest.mark.parametrize(
    "bullet",
    [
        "- `colour`\n  - `red` - the warm one\n  - `blue` - the cold one\n",
        "- `shape`\n  - `round`\n  - `square`\n",
        "- `permissions`:\n  - `read`: may look into it\n  - `write`: may open it\n",
        "- `size`:\n  - `type`: integer\n  - `description`: how wide\n  - `example`: 3\n",
        "- `lid`\n  - `required`: yes\n  - `default`: none\n",
        "- `lid`\n  - `default`: flat\n",
    ],
)
def test_a_list_of_values_or_of_what_a_field_is_holds_no_fields(bullet: str) -> None:
    ((_, field),) = listed(bullet).items()
    assert field.children == ()


@pytest.mark.parametrize(
    "inner",
    [
        "  - `inner`: how large\n  - `outer` (integer): how large\n",
        "  - `inner`: how large\n  - `outer` (required): how large\n",
        "  - `inner`: how large\n  - `outer` `integer`\n",
        "  - `inner`: how large\n  - `outer`: integer, in cm\n",
    ],
)
def test_one_that_states_a_type_or_a_need_says_of_all_of_them_that_they_are_fields(inner: str) -> None:
    ((_, field),) = listed(f"- `sizes`\n{inner}").items()
    assert [child.name for child in field.children] == ["inner", "outer"]


@pytest.mark.parametrize(
    "said", ["One of these kinds:", "What is in it, one of the following types:", "Can be one of:", "One of these:"]
)
@pytest.mark.parametrize("kinds", ["- `Tin`: of tin\n  - `Wood`: of wood", "- [Tin](#tin)\n  - [Wood](#wood)"])
def test_kinds_of_an_object_are_neither_its_members_nor_values(said: str, kinds: str) -> None:
    found = listed(f"- `size` (integer): How large.\n- `metadata` (object): {said}\n  {kinds}\n")
    assert (found["metadata"].children, found["metadata"].enum) == ((), ())


@pytest.mark.parametrize(
    "members",
    [
        "- `tin` (string): of tin\n  - `wood` (string): of wood",
        "- `tin` `string` - of tin\n  - `wood` `string` - of wood",
        "- `tin` string - of tin\n  - `wood` string - of wood",
        "- `Tin` `string` - of tin\n  - `Wood` `string` - of wood",
        "- `tin` - of tin\n  - `wood` - of wood",
    ],
)
@pytest.mark.parametrize("said", ["One of these:", "One of the following options:"])
def test_what_states_a_type_or_is_written_as_a_field_below_an_object_is_a_member(said: str, members: str) -> None:
    found = listed(f"- `size` (integer): How large.\n- `metadata` (object): {said}\n  {members}\n")
    assert [field.name.lower() for field in found["metadata"].children] == ["tin", "wood"]


def test_a_note_among_several_names_is_one_of_them() -> None:
    names = [f"- {name}: `string`. Said of it.\n" for name in ("size", "label", "note", "owner")]
    assert list(listed("".join(names))) == ["size", "label", "note", "owner"]
    assert listed("".join(names[1:3])) == {}
    assert listed("".join((names[0], names[2], names[1], names[2]))) == {}
