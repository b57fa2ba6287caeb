"""Headings that are the names of calls, though the same words say elsewhere what the fields below them are for."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Parameter
from driftwatch.platforms.pages.plain_page import operations_of_page

FIELDS = "| Name | Type | Required |\n|-|-|-|\n| size | integer | yes |\n"


def sent(markdown: str, call: str) -> tuple[set[str], set[str]]:
    """Return the parameters of a call, and the addresses of all else that it takes."""
    (found,) = (
        item for item in operations_of_page(sections_of_markdown(markdown), "w") if f"{item.method} {item.path}" == call
    )
    parameters = {fact.at for fact in found.facts if isinstance(fact, Parameter)}
    return parameters, {fact.at for fact in found.facts if fact.at.endswith("· size")} - parameters


@pytest.mark.parametrize("title", ["Query", "query", "Webhooks", "Path", "Headers", "Result"])
@pytest.mark.parametrize("label", ["", "**Parameters:**\n\n", "#### Request parameters\n\n"])
def test_a_heading_that_the_path_ends_in_is_the_name_of_its_call(title: str, label: str) -> None:
    page = (
        f"# Boxes\n\n### Fold\n\n`POST /boxes/fold`\n\n### {title}\n\n`POST /boxes/{title.lower()}`\n\n{label}{FIELDS}"
    )
    found = sent(page, f"POST /boxes/{title.lower()}")
    assert found == (set(), {"request · application/json · size"})


def test_it_says_what_fields_are_for_inside_the_section_of_a_call() -> None:
    page = f"# Boxes\n\n### Find\n\n`POST /boxes/query`\n\n#### Query\n\n`POST /boxes/query`\n\n{FIELDS}"
    assert sent(page, "POST /boxes/query")[0] == {"parameter · query · size"}


def test_it_says_so_where_the_path_ends_otherwise() -> None:
    page = f"# Boxes\n\n### Fold\n\n`POST /boxes/fold`\n\n### Query\n\n`POST /boxes/find`\n\n{FIELDS}"
    assert sent(page, "POST /boxes/find")[0] == {"parameter · query · size"}
