"""Tables whose heads are empty: where a column says how each field is sent, its cells say what the others hold."""

import pytest

from driftwatch.extract.blocks import Table
from driftwatch.extract.field_tables import table_fields
from driftwatch.extract.sections import sections_of_html
from driftwatch.model.facts import Parameter, Response
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


def test_columns_without_names_are_known_by_where_their_fields_travel():
    assert fields_of(ROWS) == [("box_id", "path", "string", True), ("lid", "query", "object", None)]


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
    assert {fact.name: fact.within for fact in facts if isinstance(fact, Parameter)} == {
        "box_id": "path",
        "lid": "query",
    }
