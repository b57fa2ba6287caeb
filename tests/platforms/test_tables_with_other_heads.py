"""Tables of fields whose heads say less than usual, or more than one thing, and what their cells say instead."""

import pytest
from msgspec import UNSET

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter
from driftwatch.platforms.messages.page_objects import objects_of
from driftwatch.platforms.pages.plain_page import operations_of_page
from tests.platforms.test_binding import names


def facts(markdown: str) -> dict[str, tuple[tuple[str, ...], bool]]:
    found = operations_of_page(sections_of_markdown(markdown), "p")[0].facts
    fields = (fact for fact in found if isinstance(fact, Field))
    return {fact.at.removesuffix(" · $").rpartition(" · ")[2]: (fact.type, fact.required) for fact in fields}


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Property | Type / Optional", ("Integer", "String")),
        ("Field | Required/Optional", ("Integer - Required", "String - Optional")),
        ("Propretty | Required/Optional", ("Integer - Required", "String - Optional")),
        ("Element | Type", ("Integer", "String")),
    ],
)
def test_types_and_names_are_known_by_their_cells(head: str, cells: tuple[str, str]) -> None:
    table = f"| {head} | Description |\n|-|-|-|\n| `size` | {cells[0]} | Wide |\n| `note` | {cells[1]} | Said |\n"
    found = facts(f"# P\n\n## POST /boxes\n\n### Request body\n\n{table}")
    assert (found["size"][0], found["note"]) == (("integer",), (("string",), False))


def test_a_column_of_types_that_holds_places_says_where_fields_travel() -> None:
    table = (
        "| Type | Name | Description | Schema |\n|-|-|-|-|\n"
        "| **Header** | **X-Lid**  <br>*required* | Lid | integer |\n"
        "| **Query** | **page**  <br>*optional* | Page | string |\n"
        "| **Body** | **box**  <br>*required* | Box | [Box](#box) |\n"
    )
    page = (
        f"# P\n\n## POST /boxes\n\n### Parameters\n\n{table}\n### Box\n\n| Name | Schema |\n|-|-|\n| size | integer |\n"
    )
    found = operations_of_page(sections_of_markdown(page), "p")[0].facts
    assert {(fact.within, fact.name) for fact in found if isinstance(fact, Parameter)} == {
        ("header", "X-Lid"),
        ("query", "page"),
    }
    bodies = [fact for fact in found if isinstance(fact, Field) and fact.at.startswith("request")]
    assert [(fact.at.rpartition(" · ")[2], fact.ref) for fact in bodies] == [("$", "p#box")]


def test_parameters_beside_a_linked_body_are_kept() -> None:
    table = "| Name | In | Type |\n|-|-|-|\n| page | query | integer |\n| body | body | [Box](#schemabox) |\n"
    schema = "## Schemas\n\n### Box\n\n| Name | Type | Required |\n|-|-|-|\n| size | integer | true |\n"
    page = f"# P\n\n## POST /boxes\n\n### Parameters\n\n{table}\n{schema}"
    assert names(page) == {"POST /boxes": {"query page"}}
    tree = sections_of_markdown(page)
    bodies = {fact.ref for fact in operations_of_page(tree, "p")[0].facts if isinstance(fact, Field)}
    assert bodies - {""} == {"p#schemabox"}
    assert [fact.at for fact in objects_of(tree, "p")["schemabox"]] == ["schema · $", "schema · size"]


def test_what_can_be_read_and_written_is_a_resource_and_nothing_that_a_search_sends() -> None:
    rows = "size | Integer | Read | Wide\n---|---|---|---\nnote | String | Read/Write | Said\n"
    table = f"Name | Type | Read/Write | Description\n---|---|---|---\n{rows}"
    page = f"# Boxes\n\n## Overview\n\n### Parameters\n\n{table}\n## Find\n\n~~~\nGET /boxes\n~~~\n"
    assert names(page) == {"GET /boxes": {"response size", "response note"}}


@pytest.mark.parametrize("head", ["Range/Type", "Type / Range", "Type/Format", "Values / Type"])
def test_a_column_of_types_may_hold_ranges_as_well(head: str) -> None:
    table = f"| Field | {head} | Description |\n|-|-|-|\n| level | 0-100 | How full |\n| open | boolean | Whether |\n"
    (found,) = operations_of_page(sections_of_markdown(f"# P\n\n## POST /boxes\n\n### Body\n\n{table}"), "p")
    types = {fact.at.rpartition(" · ")[2]: fact.type for fact in found.facts if isinstance(fact, Field)}
    assert types["open"] == ("boolean",)
    assert types["level"] == ()


def test_none_among_words_is_one_of_them() -> None:
    table = "| Field | Required | Description |\n|-|-|-|\n| power | no | One of `mains`, `cell` or `none` |\n"
    (found,) = operations_of_page(sections_of_markdown(f"# P\n\n## POST /boxes\n\n### Body\n\n{table}"), "p")
    (power,) = [fact for fact in found.facts if isinstance(fact, Field) and fact.at.endswith("power")]
    assert power.enum == ("cell", "mains", "none")


@pytest.mark.parametrize("head", ["Rule", "Constraints", "Validation rules", "Regra", "制約", "Ограничения"])
def test_rules_describe_fields_where_no_other_column_does(head: str) -> None:
    rows = "| `size` | Required and must be whole |\n| `kind` | One of: `flat`, `deep` |\n"
    found = facts(f"# P\n\n## POST /boxes\n\n### Request body\n\n| Field | {head} |\n|-|-|\n{rows}")
    assert (found["size"][1], found["kind"][1]) == (True, False)
    described = rows.replace(" |\n", " | Required |\n")
    both = f"| Field | {head} | Description |\n|-|-|-|\n{described}"
    assert facts(f"# P\n\n## POST /boxes\n\n### Request body\n\n{both}")["kind"][1] is True


@pytest.mark.parametrize(
    ("said", "needed"),
    [
        ("Required integer", True),
        ("Required and has to be new", True),
        ("Mandatory string, 3 letters", True),
        ("Required number of lids", False),
        ("Required and so on", False),
    ],
)
def test_a_need_may_stand_right_before_a_type_or_a_rule(said: str, needed: object) -> None:
    table = f"| Field | Description |\n|-|-|\n| `size` | {said} |\n| `lid` | Optional |\n"
    assert facts(f"# P\n\n## POST /boxes\n\n### Request body\n\n{table}")["size"][1] is needed


def test_what_a_table_names_below_header_is_one_and_those_of_an_answer_are_no_fields() -> None:
    headers = "| Header | Value | Required |\n|-|-|-|\n| `X-Lid` | `<lid>` | Yes |\n| `Locale` | `en` | No |\n"
    body = "| Body field | Type |\n|-|-|\n| `size` | integer |\n"
    page = "# P\n\n## POST /boxes\n\n### {}\n\n{}"
    assert names(page.format("Request", f"{headers}\n{body}"))["POST /boxes"] == {
        "header X-Lid",
        "header Locale",
        "body size",
    }
    assert names(page.format("Response", headers))["POST /boxes"] == set()


@pytest.mark.parametrize(
    ("values", "enum"), [("`red`, `blue`", ("blue", "red")), ("Format: `dd/mm`", ()), ("Max `9`", ())]
)
def test_a_column_of_values_may_say_how_they_look(values: str, enum: tuple[str, ...]) -> None:
    table = f"| Parameter | Type | Valid values |\n|-|-|-|\n| `kind` | string | {values} |\n"
    found = operations_of_page(sections_of_markdown(f"# P\n\n## POST /boxes\n\n### Request body\n\n{table}"), "p")[0]
    kinds = [fact.enum for fact in found.facts if isinstance(fact, Field) and fact.at.endswith("kind")]
    assert [() if kind is UNSET else tuple(sorted(map(str, kind))) for kind in kinds] == [enum]


@pytest.mark.parametrize("rows", [("`page`", "`size`"), ("`date`", "`name`"), ("`date`",)])
def test_names_in_code_may_stand_below_type_beside_what_is_needed(rows: tuple[str, ...]) -> None:
    table = "| Type | Description | Required |\n|-|-|-|\n" + "".join(f"| {row} | Said | NO |\n" for row in rows)
    page = f"# P\n\n## GET /boxes\n\n### Optional query parameters\n\n{table}"
    assert names(page) == {"GET /boxes": {f"query {row.strip('`')}" for row in rows}}


@pytest.mark.parametrize("title", ["Request body", "Body", "Content blocks", "Request"])
@pytest.mark.parametrize("rows", [("`picture`", "`tool_use`"), ("`date`", "`uuid`")])
def test_names_below_type_are_kinds_where_no_heading_says_that_they_are_of_fields(
    title: str, rows: tuple[str, ...]
) -> None:
    table = "| Type | Required | Description |\n|-|-|-|\n" + "".join(f"| {row} | yes | Said |\n" for row in rows)
    assert names(f"# P\n\n## POST /boxes\n\n### {title}\n\n{table}") == {"POST /boxes": set()}


@pytest.mark.parametrize(
    "table",
    [
        "| Type | Description | Required |\n|-|-|-|\n| `string` | Said | NO |\n| `page` | Said | NO |\n",  # a type
        "| Type | Description | Required |\n|-|-|-|\n| passport | Said | YES |\n| bill | Said | NO |\n",  # not in code
        "| Type | Description |\n|-|-|\n| `box` | Said |\n| `lid` | Said |\n",  # kinds of something
        "| Type | Description | Default |\n|-|-|-|\n| `box` | Said | 3 |\n",
        "| Type | Description | Required |\n|-|-|-|\n| `a lid` | Said | NO |\n",
    ],
)
def test_other_cells_below_type_are_no_names(table: str) -> None:
    assert not any(names(f"# P\n\n## GET /boxes\n\n### Query parameters\n\n{table}").values())
