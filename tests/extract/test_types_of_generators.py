"""How generators of AsciiDoc and HTML write types, needs and calls: containers behind what they hold, crosses."""

import pytest

from driftwatch.extract.fields.field_tables import table_fields
from driftwatch.extract.fields.named_types import named_type
from driftwatch.extract.text.blocks import Code
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.extract.text.tables import Table
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.platforms.pages.plain_page import operations_of_page


def fields(markdown: str) -> dict[str, tuple[str, bool | None]]:
    (table,) = (block for block in sections_of_markdown(markdown).blocks if isinstance(block, Table))
    return {field.name: (field.within, field.required) for field in table_fields(table)}


@pytest.mark.parametrize(
    ("said", "schema"),
    [
        ("< string > array", {"type": "array", "items": {"type": "string"}}),
        ("< Widget > array", {"type": "array"}),
        ("< < string > array > array", {"type": "array", "items": {"type": "array", "items": {"type": "string"}}}),
        ("< string, integer > map", {"type": "object", "additionalProperties": {"type": "integer"}}),
        (
            "< string, < integer(int32) > array > map",
            {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "integer"}}},
        ),
        ("enum (OPEN, CLOSED)", {"type": "string", "enum": ["OPEN", "CLOSED"]}),
        ("enum (OPEN)", {"type": "string", "enum": ["OPEN"]}),
        ("enum (string)", {"type": "string"}),
        ("< > array", None),
    ],
)
def test_containers_behind_what_they_hold(said: str, schema: dict[str, object] | None) -> None:
    assert schema_of_type(said) == schema


def test_names_in_containers_behind_them() -> None:
    assert named_type("< Widget > array") == ("Widget", "[]")
    assert named_type("< string, Widget > map") == ("Widget", ".*")


@pytest.mark.parametrize(
    ("cells", "needs"),
    [(("X", "-"), [True, False]), (("X", ""), [True, False]), (("X", "X"), [None, None]), (("X", "✓"), [False, True])],
)
def test_crosses_say_what_is_required(cells: tuple[str, str], needs: list[bool]) -> None:
    rows = "".join(f"| {name} | integer | {cell} |\n" for name, cell in zip(("size", "lids"), cells, strict=True))
    found = fields(f"| Name | Type | Required |\n|---|---|---|\n{rows}")
    assert [need for _, need in found.values()] == needs


def test_a_name_told_once_more_is_no_place() -> None:
    found = fields(
        "| Type | Name | Description | Schema |\n|---|---|---|---|\n| Query | path<br>required | path | string |\n"
    )
    assert found == {"path": ("query", True)}


def test_a_method_in_an_attribute_belongs_to_the_path() -> None:
    page = sections_of_html(
        "<main><h1>Boxes</h1><pre data-type='get' class='language-html'><code>/boxes</code></pre></main>"
    )
    assert [block for _, each in page.walk() for block in each.blocks] == [Code("", "GET", "/boxes")]
    page = sections_of_html("<main><h1>Boxes</h1><pre data-type='get'><code>boxes()</code></pre></main>")
    assert [block for _, each in page.walk() for block in each.blocks] == [Code("", "", "boxes()")]


def test_the_one_row_of_a_body_that_is_a_container_is_all_of_it() -> None:
    head = "| Type | Name | Schema |\n|---|---|---|\n| **Query** | **wide** | boolean |\n"
    page = f"# Boxes\n\n## POST /boxes\n\n### Parameters\n\n{head}| **Body** | **lids** | {{0}} |\n"

    def found(kind: str) -> set[str]:
        (operation,) = operations_of_page(sections_of_markdown(page.format(kind)), "boxes")
        return {fact.at.rpartition(" · ")[2] for fact in operation.facts if fact.at.startswith("request ·")}

    assert found("< string > array") == {"application/json", "$", "[]"}
    assert found("array") == {"application/json", "$", "lids"}
