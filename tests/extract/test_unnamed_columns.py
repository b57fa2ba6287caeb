"""Tables whose heads are empty: where a column says how each field is sent, its cells say what the others hold."""

import pytest

from driftwatch.extract.fields.field_tables import table_fields
from driftwatch.extract.text.blocks import Table
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import Response
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Page

HEADS = "".join(f'<th class="box-{name}"></th>' for name in ("name", "about", "kind", "data", "note"))
ROWS = (("box_id", "Which box.", "path", "string", "required"), ("lid", "How it shuts.", "query", "object", ""))


def table_of(rows: tuple[tuple[str, ...], ...]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{HEADS}</tr></thead><tbody>{body}</tbody></table>"


def fields_of(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, str, str, bool | None]]:
    (table,) = (block for block in sections_of_html(table_of(rows)).blocks if isinstance(block, Table))
    return [(field.name, field.within, field.type, field.required) for field in table_fields(table)]


@pytest.mark.parametrize(
    "row",
    [
        ("Two words", "Which box.", "path", "string", ""),  # no name
        ("size", "Which box.", "anywhere", "string", ""),  # no place
        ("size", "path", "path", "string", ""),  # one of two columns, and nobody knows which
    ],
)
def test_columns_without_names_are_none_of_fields_where_their_cells_do_not_say_so(row: tuple[str, ...]):
    assert fields_of((row, row)) == []


def test_statuses_with_their_phrases_below_a_call_are_its_answers():
    terms = "<dl><dt>200 OK</dt><dd><p>The box.</p></dd><dt>404 Not Found</dt><dd><p>It is gone.</p></dd></dl>"
    html = f"<html><body><main><h1>Boxes</h1><h3>GET /boxes/{{box_id}}</h3>{table_of(ROWS)}{terms}</main></body></html>"
    found = statements_of(Page(url="https://docs.example.com/boxes.html", path="boxes.html", text=html))
    facts = [fact for part in found.documentations for entry in part.entries for fact in entry.facts]
    assert [fact.status for fact in facts if isinstance(fact, Response)] == ["200", "404"]


def stacked(*rows: tuple[str, str], heads: tuple[str, ...] = ("Name", "Description")) -> list[tuple[object, ...]]:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = f"<table><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>{cells}</table>"
    (table,) = (block for block in sections_of_html(page).blocks if isinstance(block, Table))
    return [(field.name, field.type, field.required, field.says) for field in table_fields(table)]


def test_descriptions_that_all_begin_with_a_line_for_the_type_are_columns_of_their_own():
    wide = ("width*", "<div><span>Integer</span><div>How wide, required by few.</div><div>Required</div></div>")
    wood = ("wood", "<div>String</div>")
    assert stacked(wide, wood) == [
        ("width", "Integer", True, "How wide, required by few."),
        ("wood", "String", None, ""),
    ]
    assert stacked(wood) == []  # nothing says that it is one of fields


def test_a_column_of_needs_stays_one_beside_such_descriptions():
    row = ("width", "integer<br>How wide.<br>Optional", "yes")
    assert stacked(row, heads=("Name", "Description", "Required")) == [("width", "integer", True, "How wide. Optional")]


def test_descriptions_of_which_one_begins_with_other_words_stay_whole():
    assert not any(kind for _, kind, *_ in stacked(("a", "string<br>How."), ("b", "How<br>often.")))


def test_a_column_of_descriptions_that_holds_types_alone_is_one_of_types():
    rows = [(name, "string") for name in ("wood", "label", "owner", "place")]
    kinds = [kind for _, kind, *_ in stacked(*rows, ("lid", "Lid"))]
    assert kinds == ["string"] * 4 + ["Lid"]
    assert stacked(rows[0], ("lid", "Lid")) == []  # a word of its own may describe it


def test_what_stands_in_code_below_types_of_two_kinds_is_a_value_of_neither():
    page = "Name | Description\n-- | --\n`made` | **datetime** <br>`eq`, `after`\n`id` | **uuid** <br>`eq`, `in`\n"
    (table,) = (block for block in sections_of_markdown(page).blocks if isinstance(block, Table))
    assert [(each.name, each.type, each.enum) for each in table_fields(table)] == [
        ("made", "datetime", ()),
        ("id", "uuid", ()),
    ]


@pytest.mark.parametrize(
    ("said", "read"),
    [(("userId", "boxSize"), []), (("userId", "integer"), [])],
)
def test_one_head_above_two_columns_of_names_is_none_of_fields(said: tuple[str, str], read: list[str]) -> None:
    rows = "".join(f"| `{name}` | `{other}` |\n" for name, other in zip(("user_id", "box_size"), said, strict=True))
    (table,) = sections_of_markdown(f"| Field | Field |\n|-|-|\n{rows}").blocks
    assert isinstance(table, Table)
    assert [field.name for field in table_fields(table)] == read
