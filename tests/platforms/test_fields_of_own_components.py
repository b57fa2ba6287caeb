"""Components that a site made for itself, which state a field by attributes below a heading that says its role."""

import pytest

from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter
from driftwatch.platforms.pages.plain_page import operations_of_page
from tests.platforms.test_binding import names

SIZE = '<ApiParam name="size" type="integer" {0}>\n\nHow wide.\n\n</ApiParam>\n\n'


@pytest.mark.parametrize(
    ("need", "required"),
    [
        (':required="true"', True),
        ("required={true}", True),
        ("required", True),
        (':required="false"', False),
        ("", False),
    ],
)
def test_attributes_say_what_a_field_is(need: str, *, required: bool) -> None:
    page = f"# P\n\n## GET /boxes\n\n### Query Parameters\n\n<div>\n\n{SIZE.format(need)}</div>\n"
    facts = operations_of_page(sections_of_markdown(page), "p")[0].facts
    assert [(fact.within, fact.name, fact.required) for fact in facts if isinstance(fact, Parameter)] == [
        ("query", "size", required)
    ]
    assert [fact.type for fact in facts if isinstance(fact, Field)] == [("integer",)]


def test_what_stands_inside_describes_the_field_and_is_none_itself() -> None:
    inner = "Sorts. One of `wide`, `flat`.\n\n* **wide**\n* **flat**\n"
    page = f"# P\n\n## POST /boxes\n\n### Body\n\n<ApiParam name='sort' type='string'>\n\n{inner}\n</ApiParam>\n"
    assert names(page) == {"POST /boxes": {"body sort"}}
    facts = operations_of_page(sections_of_markdown(page), "p")[0].facts
    assert [fact.enum for fact in facts if isinstance(fact, Field) and fact.at.endswith("sort")] == [("flat", "wide")]


def test_fields_inside_of_a_field_are_its_members() -> None:
    inner = f"What it holds.\n\n<>\n{SIZE.format('')}</>\n"
    box = f"<ParentAttribute name='box' type='object'>\n{inner}</ParentAttribute>\n"
    page = f"# P\n\n## GET /boxes\n\n### Response\n\n{box}"
    assert names(f"{page}\n<ApiField name='next' type='string'>Next.</ApiField>\n") == {
        "GET /boxes": {"response box", "response box.size", "response next"}
    }


@pytest.mark.parametrize(
    "tag",
    [
        '<Card name="size" type="integer">x</Card>',
        '<ApiParam name="size" type="fancy">x</ApiParam>',
        '<ApiParam name="How wide" type="integer">x</ApiParam>',
    ],
)
def test_others_state_nothing(tag: str) -> None:
    assert names(f"# P\n\n## GET /boxes\n\n### Query Parameters\n\n{tag}\n") == {"GET /boxes": set()}


def test_no_heading_says_what_it_is_for() -> None:
    assert names(f"# P\n\n## GET /boxes\n\n### Props\n\n{SIZE.format('')}") == {"GET /boxes": set()}


def test_its_words_are_the_lines_that_they_were() -> None:
    page = sections_of_markdown(f"# P\n\n### Query Parameters\n\n{SIZE.format('')}")
    lines = [line.cells for line in watched((page,), ()).text.lines]
    assert lines == [("P",), ("Query Parameters",), ("size",), ("integer",), ("How wide.",)]


def test_spaces_around_a_name_are_no_part_of_it() -> None:
    field = "<ApiParam name=' size' type='integer'>\nHow wide.\n</ApiParam>\n"
    page = f"# P\n\n## GET /boxes\n\n### Query Parameters\n\n{field}"
    assert names(page) == {"GET /boxes": {"query size"}}
