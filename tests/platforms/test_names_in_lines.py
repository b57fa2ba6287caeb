"""Fields that stand in a line: alone above what they are, or several in a row behind a label or in a sentence."""

import pytest

from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import Field, Parameter
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page
from tests.platforms.test_binding import names


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "widgets")
    return {f"{item.method} {item.path}": item for item in found}


def parameters(operation: PageOperation) -> dict[str, tuple[str, bool]]:
    return {fact.name: (fact.within, fact.required) for fact in operation.facts if isinstance(fact, Parameter)}


def fields(operation: PageOperation, at: str) -> dict[str, Field]:
    found = [fact for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith(at)]
    return {fact.at.removeprefix(at): fact for fact in found if not fact.at.endswith("$")}


BODY = "request · application/json · "


def test_a_name_alone_on_a_line_below_a_heading_of_such_is_a_field() -> None:
    found = operations(
        "# Shop\n\n## GET /widgets\n\n### Request headers\n\n**X-Trace**\n\nWhat it is traced by.\n\n"
        "### Query parameters\n\n**size** (integer, optional)\n\nHow large. Defaults to 3.\n\n---\n\n"
        "`kind` required\n\nOne of `box` or `cart`.\n\n**order**\n\nHow they are sorted.\n"
    )
    assert parameters(found["GET /widgets"]) == {
        "X-Trace": ("header", False),
        "size": ("query", False),
        "kind": ("query", True),
        "order": ("query", False),
    }
    size = next(fact for fact in found["GET /widgets"].facts if isinstance(fact, Field) and "size" in fact.at)
    assert (size.type, size.default) == (("integer",), 3)


@pytest.mark.parametrize(
    "line", ["**Example**", "**optional**", "`GET /widgets`", "`none`", "**size** of the box", "**Note**", "`404`"]
)
def test_another_line_alone_is_none(line: str) -> None:
    found = operations(f"# Shop\n\n## GET /widgets\n\n### Query parameters\n\n{line}\n\nText of it.\n")
    assert parameters(found["GET /widgets"]) == {}


def test_a_name_alone_on_a_line_below_another_heading_is_none() -> None:
    found = operations("# Shop\n\n## GET /widgets\n\n### Remarks\n\n**size**\n\nMatters.\n")
    assert parameters(found["GET /widgets"]) == {}


@pytest.mark.parametrize(
    "row",
    [
        "*Body parameters*: `size` (integer), `kind` (optional) and `note`.",
        "Body parameters: `size` (integer), `kind` (optional) or `note`",
        "**Body parameters** `size` (integer), `kind` (optional), and `note`. All of `them` are kept.",
    ],
)
def test_a_label_may_have_its_fields_behind_it(row: str) -> None:
    found = operations(f"# Shop\n\n## POST /widgets\n\nMakes one.\n\n{row}\n")
    told = fields(found["POST /widgets"], BODY)
    assert {name: fact.type for name, fact in told.items()} == {"size": ("integer",), "kind": (), "note": ()}


@pytest.mark.parametrize("row", ["Returns: `Widget`.", "Parameters: `1`, `2`", "See also the parameters of `widget`."])
def test_what_stands_behind_another_label_is_no_field(row: str) -> None:
    found = operations(f"# Shop\n\n## POST /widgets\n\nMakes one.\n\n{row}\n")
    assert fields(found["POST /widgets"], BODY) == {}


def test_a_sentence_may_say_which_parameters_a_call_takes() -> None:
    found = operations(
        "# Shop\n\n## GET /widgets\n\nTakes the optional parameters `size` (in cm), `kind` and `note`. Without\n"
        "`kind` all.\n\n"
        "## GET /boxes\n\nTakes one mandatory parameter, `shelf`, and lists what is there.\n"
    )
    assert parameters(found["GET /widgets"]) == dict.fromkeys(("size", "kind", "note"), ("query", False))
    assert parameters(found["GET /boxes"]) == {"shelf": ("query", True)}


NOTE = "## Note attributes\n\n| Attribute | Type |\n|-|-|\n| `id` | integer |\n| `title` | string |\n\n"


@pytest.mark.parametrize(
    ("said", "type_"),
    [
        ("- **Body**: a [note](#note-attributes) resource\n", ()),
        ("- **Body**: note (see section [Note attributes](#note-attributes)), example:\n", ()),
        ("- **Body**: list of notes (see [Note attributes](#note-attributes)), example see [above](#x)\n", ("array",)),
        ('The <a href="#note-attributes">note</a>.\n', ()),
    ],
)
def test_an_item_or_an_anchor_says_what_all_of_a_body_is(said: str, type_: tuple[str, ...]) -> None:
    found = operations(f"# Shop\n\n{NOTE}## GET /notes/{{id}}\n\n### Response\n\n#### 200 OK\n\n{said}")
    told = [
        fact for fact in found["GET /notes/{id}"].facts if isinstance(fact, Field) and fact.at.startswith("response")
    ]
    assert (told[0].type, told[-1].ref) == (type_, "widgets#note-attributes")


@pytest.mark.parametrize(
    "said", ["- **Body**: some or all notes (see [Settings](#note-attributes))", "- **Note**: [note](#a)"]
)
def test_another_item_with_a_link_says_nothing_of_it(said: str) -> None:
    found = operations(f"# Shop\n\n{NOTE}## GET /notes/{{id}}\n\n### Response\n\n#### 200 OK\n\n{said}\n")
    assert not [fact for fact in found["GET /notes/{id}"].facts if isinstance(fact, Field)]


def test_an_anchor_in_markdown_is_the_link_that_it_is_in_html() -> None:
    line = 'The <a href="#a">first</a> and <a name="x">other</a> one.'
    runs = [sections_of_markdown(line).blocks[0].text.runs, sections_of_html(f"<p>{line}</p>").blocks[0].text.runs]
    assert [(run.text, run.href) for run in runs[0]] == [(run.text, run.href) for run in runs[1]]


def test_a_role_alone_on_a_line_is_a_label() -> None:
    found = operations(
        f"# Shop\n\n{NOTE}## GET /notes/{{id}}\n\n<p class='head'>Returns</p>\n\nA [note](#note-attributes).\n"
    )
    assert any(isinstance(fact, Field) and fact.ref for fact in found["GET /notes/{id}"].facts)


def test_a_link_alone_on_a_line_is_no_label_of_itself() -> None:
    found = operations(
        "# Shop\n\n## DELETE /notes/{id}\n\n### Possible errors\n\n[403 Forbidden](errors.md#403)\n\n"
        "[404 Not Found](errors.md#404)\n"
    )
    assert not [fact for fact in found["DELETE /notes/{id}"].facts if isinstance(fact, Field)]


def test_names_of_a_list_may_stand_in_quotes() -> None:
    found = operations(
        "# Shop\n\n## GET /widgets\n\nReturns a document with the following fields:\n\n"
        '* "size": how large\n* "kind": what it is, "box" or so\n\n## GET /boxes\n\nSays:\n\n* "size": matters\n'
    )
    assert list(fields(found["GET /widgets"], "response · 200 · application/json · ")) == ["kind", "size"]
    assert not [fact for fact in found["GET /boxes"].facts if isinstance(fact, Field)]


def test_those_quotes_may_be_curly_as_generators_of_html_make_them() -> None:
    found = operations(
        "# Shop\n\n## GET /widgets\n\nReturns a document with the following fields:\n\n"
        "* \u201csize\u201d: how large\n* \u2018kind\u2019: what it is\n"
    )
    assert list(fields(found["GET /widgets"], "response · 200 · application/json · ")) == ["kind", "size"]


def test_a_table_of_keys_and_remarks_is_one_of_fields_where_its_label_says_so() -> None:
    table = "| Key | Remarks |\n|-|-|\n| size | how large |\n| kind | what it is |\n"
    found = operations(
        f"# Shop\n\n## GET /widgets\n\n***Response***\n\n```\n{{}}\n```\n\n{table}\n## GET /boxes\n\nAll.\n\n{table}"
    )
    assert list(fields(found["GET /widgets"], "response · 200 · application/json · ")) == ["kind", "size"]
    assert not [fact for fact in found["GET /boxes"].facts if isinstance(fact, Field)]


def test_the_type_of_a_body_in_the_brackets_of_its_label_is_no_field() -> None:
    table = "| Field | Type | Required |\n|-|-|-|\n| size | int | yes |\n"
    found = operations(f"# Shop\n\n## POST /widgets\n\n**Request body (`shop.Widget`)**:\n\n{table}")
    assert list(fields(found["POST /widgets"], BODY)) == ["size"]


def test_dots_may_stand_between_names() -> None:
    said = "Query params: `size` (at most 3, default 2) \u00b7 `kind` \u2022 `lid` (which one)."
    assert names(f"# P\n\n## GET /boxes\n\n{said}\n") == {"GET /boxes": {"query size", "query kind", "query lid"}}
