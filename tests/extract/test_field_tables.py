"""Tables, bullets and headings of fields."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from driftwatch.extract.fields.call_facts import Call, call_facts
from driftwatch.extract.fields.field import DocumentedField, field_facts
from driftwatch.extract.fields.field_headings import heading_field
from driftwatch.extract.fields.field_lists import list_fields
from driftwatch.extract.fields.field_tables import table_fields
from driftwatch.extract.fields.legends import stars_mean_required
from driftwatch.extract.text.blocks import List, Table
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import AnyFact, Field, Parameter


def fields(markdown: str) -> tuple[DocumentedField, ...]:
    (block,) = sections_of_markdown(markdown).blocks
    assert isinstance(block, Table | List)
    return table_fields(block) if isinstance(block, Table) else list_fields(block)


def facts(markdown: str) -> dict[str, Field]:
    return {
        fact.at.removeprefix("body · "): fact for fact in field_facts(fields(markdown), at="body", stated_by="table")
    }


def rows(header: str, *lines: str) -> str:
    return "\n".join([header, "|" + "-|" * (header.count("|") - 1), *lines]) + "\n"


def test_a_table_of_fields_is_read_by_its_header() -> None:
    found = facts(rows("| Parameter | Type | Required | Description |", "| `n` | int | Yes | How many. |"))
    assert (found["n"].type, found["n"].required) == (("integer",), True)


def test_a_label_right_below_a_table_is_no_row_of_it() -> None:
    table = "| Name | Type |\n|-|-|\n| size | integer |\n| **Response:** | |\n| **kind** | string |\n"
    assert [field.name for field in fields(table)] == ["size", "kind"]


@pytest.mark.parametrize(
    "header",
    [
        "| 参数 | 类型 | 是否必选 | 描述 |",
        "| Параметр | Тип | Обязательный | Описание |",
        "| Parametr | Typ | Wymagane | Opis |",
    ],
)
def test_headers_are_read_in_several_languages(header: str) -> None:
    found = facts(rows(header, "| `n` | int | ✅ | x |"))
    assert (found["n"].type, found["n"].required) == (("integer",), True)


def test_an_optional_column_says_the_contrary() -> None:
    assert facts(rows("| Field | Type | Optional |", "| a | string | No |"))["a"].required is True


def test_a_table_about_something_else_has_no_fields() -> None:
    assert fields(rows("| Name | Description |", "| Ada | wrote programs |")) == ()


def test_dots_and_brackets_nest() -> None:
    found = facts(
        rows(
            "| Field | Type |",
            "| `messages` | array |",
            "| `messages[0].role` | string |",
            "| `messages.content` | string |",
            "| `usage.total` | int |",
        )
    )
    assert sorted(found) == [
        "$",
        "messages",
        "messages[]",
        "messages[].content",
        "messages[].role",
        "usage",
        "usage.total",
    ]


def test_arrows_nest() -> None:
    found = facts(
        rows(
            "| Name | Type | Required |",
            "| » data | [object] | false |",
            "| »» id | string | true |",
            "| » page | int | false |",
        )
    )
    assert sorted(found) == ["$", "data", "data[]", "data[].id", "page"] or sorted(found) == [
        "$",
        "data",
        "data[]",
        "data[].id",
        "page",
    ]


def test_no_break_spaces_nest() -> None:
    found = facts(
        rows(
            "| Name | Type | Required |", "| `usage` | object | yes |", "| &nbsp;&nbsp;&nbsp;&nbsp;`total` | int | no |"
        )
    )
    assert sorted(found) == ["$", "usage", "usage.total"]


@pytest.mark.parametrize(
    ("description", "values"),
    [
        ("One of `a`, `b` or `c`.", ("a", "b", "c")),
        ("Allowed values: `a` | `b`", ("a", "b")),
        ("Must be either `a` or `b`", ("a", "b")),
        ('Possible values are `"a"`, `"b"`', ("a", "b")),
        ("可选值:`a`、`b`", ("a", "b")),
        ("可选项有 `a` 或 `b`", ("a", "b")),
        ("Available options: `a`", ("a",)),
        ("Such as `a`, `b`", None),
        ("For example `a` or `b`", None),
        ("One of `a`, `b`, etc.", None),
        ("Values `a` and `b` are reserved", None),
        ("See `a` and `b`", None),
        ('Options: "a", "b"', ("a", "b")),
        ('One of "a" or "b"', ("a", "b")),
        ('Called "a" or "b"', None),
        ("Either `a` or `b` is required.", None),
        ("One of `a`, `b` must be provided.", None),
        ("Either `a` or `b`. It is required.", ("a", "b")),
        ("Type of the box (`a`, `b`, or `c`)", ("a", "b", "c")),
        ("Status of the job: 'new', 'done'.", ("done", "new")),
        ("Format [`gif`, `mp4`]", ("gif", "mp4")),
        ("Allowed values: 'asc','desc'", ("asc", "desc")),
        ("The order it has. Will be `up` or `down`.", ("down", "up")),
        ("One of: `a`, `b` (since 1.2), `c`", ("a", "b", "c")),
        ("One of `a`, `b`. Since 1.2 you can also use `c`.", None),
        ("One of `a`, `b`. With `b` you must also send `c`.", ("a", "b")),
        ("How old. Available `age` values are:<br><br><li>`a`<li>`b`<br>Read on about `c`.", ("a", "b")),
        ("Its name (`id` or `slug`)", None),
        ("Which. <br> Valid values are: <br> - `a`: The first. <br> - `b`: Not `a`. <br> - `c` | 5 |", ("a", "b", "c")),
        ("Which. Valid values: <br> - `a`: The first. <br> - `b`: The other.", ("a", "b")),
        ("Type as in the example: `a`, `b`.", None),
        ("Default type: `a`, `b`.", None),
        ("Don't send 'a' or 'b'", None),
    ],
)
def test_only_closed_lists_are_enums(description: str, values: tuple[str, ...] | None) -> None:
    found = facts(
        rows("| Field | Type | Description |", f"| `x` | string | {description} |".replace(" | `b`", " \\| `b`"))
    )["x"]
    assert (found.enum or None) == values


@pytest.mark.parametrize(
    ("description", "default"),
    [
        ("Default: `5`", 5),
        ("(default: 20, max: 100)", 20),
        ("Defaults to 0.", 0),
        ("The default is `7`", 7),
        ("默认值为 `3`", 3),
        ("日志深度\uff0c默认值为9。", 9),
        ("验证码有效期\uff0c默认为60秒", 60),
        ("默认为2MB", None),
        ("domyślnie: `4`", 4),
        ("Default behaviour is fine", None),
        ("The default of 5 seconds is long", None),
        ("Default: `5` for images, `1` for video", None),
        ("Defaults to 5 when streaming", None),
        ("If streaming, defaults to `5`", None),
        ("When not given, defaults to `5`", 5),
        ("If omitted, the default is `5`.", 5),
        ("It applies if it is long. Defaults to 5.", 5),
        ("默认值为 `3`\uff0c如果是图片则为 `1`", None),
    ],
)
def test_defaults_are_read_where_they_are_stated(description: str, default: int | None) -> None:
    found = facts(rows("| Field | Type | Description |", f"| `x` | int | {description} |"))["x"]
    assert (found.default or None) == (default or None)


@pytest.mark.parametrize(("kind", "values"), [("`integer` or `string`", ()), ("`new` or `old`", ("new", "old"))])
def test_words_that_are_types_are_no_values(kind: str, values: tuple[str, ...]) -> None:
    (field,) = fields(rows("| Name | Type | Description |", f"| `a` | {kind} | Its number or name |"))
    assert field.enum == values


def test_what_is_not_stated_stays_unset() -> None:
    assert facts(rows("| Parameter | Description |", "| `x` | Something. |"))["x"] == Field(
        at="body · x", locator="x", stated_by="table"
    )


def test_two_names_in_a_cell_are_two_fields() -> None:
    assert sorted(facts(rows("| Field | Type |", "| `a`, `b` | int |"))) == ["$", "a", "b"]


def test_bullets_with_types_are_fields() -> None:
    found = facts(
        "- `top` (integer, optional): How many. Default: `5`\n"
        "- `user` (object)\n  - `id` (string, required)\n- `loose` text\n"
    )
    assert sorted(found) == ["$", "top", "user", "user.id"]
    assert (found["top"].default, found["user.id"].required) == (5, True)


def test_elided_types_are_completed_from_the_bullets_below() -> None:
    found = facts(
        '- `model: "a" or "b" or 2 more`\n  - `"a"`\n  - `"b"`\n  - `"c"`\n'
        "- `meta: optional object { id, 2 more }`\n  - `id: string`\n"
    )
    assert (found["model"].enum, found["model"].required, found["meta"].required) == (("a", "b", "c"), True, False)
    assert found["meta.id"].type == ("string",)


def test_the_bullet_of_a_body_itself_names_what_is_in_it() -> None:
    bullets = (
        "- `Widget = object { id, 1 more }`\n\n  - `id: string`\n\n"
        "  - `parts: array of object { name }`\n\n    - `name: string`\n"
    )
    found = facts(bullets)
    assert sorted(found) == ["$", "id", "parts", "parts[]", "parts[].name"]
    assert (found["$"].type, found["parts[].name"].type) == (("object",), ("string",))
    many = facts(bullets.replace("= object", "= array of object"))
    assert sorted(many) == ["$", "[]", "[].id", "[].parts", "[].parts[]", "[].parts[].name"]


def test_a_heading_with_bullets_is_a_field() -> None:
    page = sections_of_markdown(
        "#### `size`\n\n- Type: string\n- Required: Yes\n- Default: `1x1`\n- Allowed values: `1x1`, `2x2`\n"
    )
    field = heading_field(page.children[0])
    assert field == DocumentedField(
        name="size", type="string", required=True, default="1x1", enum=("1x1", "2x2"), locator="size"
    )


def test_a_heading_without_them_is_none() -> None:
    assert heading_field(sections_of_markdown("#### `size`\n\n- Small\n").children[0]) is None


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_means_nothing(random: Random) -> None:
    columns = ["Field", "Type", "Required", "Default"]
    table = [
        ["`a`", "string", "yes", "`x`"],
        ["`b`", "array", "no", ""],
        ["`b[].c`", "int", "yes", "3"],
        ["`b.d`", r"string \| null", "no", ""],
    ]
    plain = facts(written(columns, table))
    order = random.sample(range(4), 4)
    shuffled = [[row[index] for index in order] for row in random.sample(table, 4)]
    assert facts(written([columns[index] for index in order], shuffled)) == plain


def written(columns: list[str], table: list[list[str]]) -> str:
    return rows(f"| {' | '.join(columns)} |", *(f"| {' | '.join(row)} |" for row in table))


def test_fields_become_parameters_and_bodies() -> None:
    call = Call(
        request=(
            DocumentedField(name="X-Trace", within="header"),
            DocumentedField(name="id", within="path", type="uuid"),
            DocumentedField(name="filter.name", within="query", type="string"),
            DocumentedField(name="photo", within="body", type="file"),
        ),
        responses={"204": (), "200": (DocumentedField(name="", type="string[]"),)},
    )
    found = call_facts(call, stated_by="table")
    assert [fact.at for fact in found if not isinstance(fact, Field)] == [
        "parameter · header · x-trace",
        "parameter · path · id",
        "parameter · query · filter",
        "request",
        "request · multipart/form-data",
        "response · 200",
        "response · 200 · application/json",
        "response · 204",
    ]
    assert at(found, "response · 200 · application/json · []").type == ("string",)
    assert at(found, "parameter · query · filter · name").type == ("string",)
    assert next(fact for fact in found if isinstance(fact, Parameter) and fact.within == "path").required


def at(found: tuple[AnyFact, ...], address: str) -> Field:
    return next(fact for fact in found if isinstance(fact, Field) and fact.at == address)


@pytest.mark.parametrize(
    ("cell", "default"),
    [
        ("`5`", 5),
        ("5", 5),
        ("-", None),
        ("`5` if streaming", None),
        ("5 for images, 1 for video", None),
        ("**Required**", None),
        ("optional", None),
        ("See below", None),
    ],
)
def test_a_default_that_depends_on_something_is_none(cell: str, default: int | None) -> None:
    found = facts(rows("| Field | Type | Default |", f"| `x` | int | {cell} |"))["x"]
    assert (found.default or None) == default


@pytest.mark.parametrize(
    ("name", "stars", "required"),
    [
        ("x", True, None),
        ("x\\*", True, True),
        ("`x`*", True, True),
        ("x\\*", False, None),
        ("x?", True, False),
        ("x?\\*", True, False),
        ("x\\*?", True, False),
        ("x? \\*", True, False),
    ],
)
def test_a_star_means_required_where_a_legend_says_so_and_a_question_mark_wins(
    name: str,
    stars: bool,  # noqa: FBT001
    required: bool | None,  # noqa: FBT001
) -> None:
    page = sections_of_markdown(f"| Field | Type |\n|-|-|\n| {name} | string |\n")
    (table,) = [block for block in page.blocks if isinstance(block, Table)]
    assert [(field.name, field.required) for field in table_fields(table, stars=stars)] == [("x", required)]


@pytest.mark.parametrize(
    ("legend", "stars"),
    [
        ("\\* required", True),
        ("Fields marked with \\* are required.", True),
        ("Required fields are marked with an asterisk.", True),
        ("\\* = mandatory", True),
        ("带 \\* 的为必填", True),
        ("\\* обязательные поля", True),
        ("\\* A comma separated list of words.", False),
        ("The asterisk is a wildcard.", False),
        ("All of it is required.", False),
    ],
)
def test_legends_of_stars_are_read(legend: str, stars: bool) -> None:  # noqa: FBT001
    assert stars_mean_required(sections_of_markdown(f"# A\n\n{legend}\n")) is stars


@pytest.mark.parametrize(
    ("type_", "types", "form"),
    [
        ("?string", ("null", "string"), ""),
        ("nullable integer", ("integer", "null"), ""),
        ("string (nullable)", ("null", "string"), ""),
        ("string, nullable", ("null", "string"), ""),
        ("string, required", ("string",), ""),
        ("ISO8601 timestamp", ("string",), "date-time"),
        ("?ISO8601 timestamp", ("null", "string"), "date-time"),
        ("snowflake", ("string",), ""),
        ("array of snowflakes", ("array",), ""),
        ("?array of strings", ("array", "null"), ""),
        ("[user](#user) object", ("object",), ""),
        ("array of partial [user](#user) objects", ("array",), ""),
    ],
)
def test_types_are_read_as_vendors_write_them(type_: str, types: tuple[str, ...], form: str) -> None:
    found = facts(rows("| Field | Type |", f"| `x` | {type_} |"))["x"]
    named = ("null",) if found.nullable else ()
    assert (tuple(sorted({*found.type, *named})), found.format or "") == (types, form)


DEFINITIONS = [
    ("name", "{{<required>}} String. What it is called.", ("string",), True),
    ("name", "String, required. What it is called.", ("string",), True),
    ("name", "Integer, optional - how many", ("integer",), None),
    ("name", "String, required if it is long.", ("string",), None),
    ("`name`", "Boolean. Whether", ("boolean",), None),
    ("name", "String (Enumerable, oneOf `a` or `b`), required. What", ("string",), True),
    ("name[]", "Array of String. Some", ("array",), None),
]


@pytest.mark.parametrize(("term", "said", "types", "required"), DEFINITIONS)
def test_definitions_that_begin_with_a_type_are_fields(
    term: str,
    said: str,
    types: tuple[str, ...],
    required: bool | None,  # noqa: FBT001
) -> None:
    page = sections_of_markdown(f"# A\n\n{term}\n: {said}\n\nother\n: String. Other\n")
    (block,) = page.blocks
    assert isinstance(block, List)
    first, other = list_fields(block)
    assert (first.name, other.name) == ("name", "other")
    (field,) = [fact for fact in field_facts((first,), at="schema", stated_by="table") if fact.at == "schema · name"]
    assert (field.type, field.required) == (types, bool(required))


@pytest.mark.parametrize("said", ["When it is long.", "The name of it", "{{<optional>}} Whatever"])
def test_definitions_of_something_else_are_none(said: str) -> None:
    page = sections_of_markdown(f"# A\n\nERR_LONG\n: {said}\n")
    (block,) = page.blocks
    assert isinstance(block, List)
    assert list_fields(block) == ()


def test_definitions_say_the_same_in_html() -> None:
    html = "<h1>A</h1><dl><dt><code>name</code></dt><dd>String, required. What</dd><dt>n</dt><dd>Integer. How</dd></dl>"
    markdown = "# A\n\n`name`\n: String, required. What\n\nn\n: Integer. How\n"
    assert sections_of_html(html).blocks == sections_of_markdown(markdown).blocks


def test_a_colon_that_follows_more_than_a_term_is_prose() -> None:
    blocks = sections_of_markdown("# A\n\nTwo lines\nof prose\n: and a colon\n").blocks
    assert not any(isinstance(block, List) for block in blocks)


def test_question_marks_say_that_the_others_are_always_there() -> None:
    (block,) = sections_of_markdown(rows("| Field | Type |", "| a | int |", "| b? | int |", "| c? [1] | int |")).blocks
    assert isinstance(block, Table)
    assert [field.required for field in table_fields(block)] == [None, False, False]
    assert [field.required for field in table_fields(block, marked=True)] == [True, False, False]


def test_a_footnote_is_no_word_for_required() -> None:
    assert facts(rows("| Field | Type |", "| `a` [1] | string |"))["a"].required is False


def test_a_column_may_say_which_parameters_it_names() -> None:
    found = facts(rows("| Search parameter | Type | Default value |", "| **[`q`](#q)** | String | `x` |"))
    assert found["q"].default == "x"


@pytest.mark.parametrize(
    ("description", "values"),
    [
        ("Which one, options: 1m, 5m, 1h", ("1h", "1m", "5m")),
        ("Possible values: oak, ash or elm. See there.", ("ash", "elm", "oak")),
        ("can be set to: 60, 1440", (1440, 60)),
        ("\u53ef\u9009\u503c\uff1aoak\u3001ash", ("ash", "oak")),
        ("It can be `oak` or `ash`", ("ash", "oak")),
        ("Kind.<br></br><details><summary>**Possible values**</summary>- `oak`<br/>- `ash`</details>", ("ash", "oak")),
        ("It can be `oak` (hard), `ash` (soft) or `elm` (old)", ("ash", "elm", "oak")),
        ("Possible values - `oak`: a hard one<br/>- `ash`: a soft one, `x` at times<br/>It grows.", ("ash", "oak")),
        ("Allowed values:<br/>-`oak` (hard)<br/>-`ash`", ("ash", "oak")),
        ("Possible values - `oak`: a hard one, `x` and `y`", None),
        ("The order to sort in (`up` or `down`, default `up`)", ("down", "up")),
        ("Only those of a kind (`oak`, `ash` or `elm`)", None),
        ("Those of a kind (`oak`, `ash` or `elm`).", ("ash", "elm", "oak")),
        ("\u6811\u7684\u7c7b\u578b\uff08`oak`\u3001`ash` \u6216 `elm`\uff09", ("ash", "elm", "oak")),
        ("The widget (`oak`, `ash`)", None),
        ("Where it is planted, which is of use in some places (`oak` or `ash`)", None),
        ("either 0 (oak) or 1 (ash)", (0, 1)),
        ("either 0 or 10 percent", None),
        ("must be `a-z`, `0-9`, or `_` characters", None),
        ("Either `a` or `b` must be given", None),
        ("Text (Enumerable, oneOf `oak` or `ash`).", ("ash", "oak")),
        ("Supported values:<br>`oak` - a hard one, or `x`.<br>`ash ` - a soft one.<br>It grows.", ("ash", "oak")),
        ("Allowed values:<br/>`oak`, `ash`<br/>`elm` and `fir` are as before", ("ash", "oak")),
        ("Allowed values:<br/>`oak`<br/>`ash`", ("ash", "oak")),
        ("`oak` or `ash`", ("ash", "oak")),
        ("`oak` or `ash` that stands there", None),
        ("The widget: `oak`, `ash`", None),
        ("It can be `1` - `10`", None),
        ("It can be `true` or `false`", None),
        ("It can be a number or `auto`", None),
        ("Options: a big one, a small one", None),
        ("Values: oak, ash if it is new", None),
        ("neither `a` or `b` can be given", None),
        ("One of oak, ash", None),
    ],
)
def test_plain_words_behind_a_colon_are_values(description: str, values: tuple[object, ...] | None) -> None:
    kind = "integer" if values and isinstance(values[0], int) else "string"
    found = facts(rows("| Field | Type | Description |", f"| a | {kind} | {description} |"))["a"]
    assert (None if found.enum is UNSET else found.enum) == values


def test_names_in_brackets_are_parts_of_forms() -> None:
    found = facts(rows("| Field | Type |", "| poll[options][] | string |", "| poll[index] | int |", "| f[n] | int |"))
    assert {"poll.options[]", "poll[]", "f[]"} <= found.keys()


def test_an_asterisk_that_is_required_under_a_condition_is_no_legend() -> None:
    page = "\\* required for those that are round\n"
    assert not stars_mean_required(sections_of_markdown(page))
