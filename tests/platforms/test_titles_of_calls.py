"""Headings that are the names of calls, though the same words say elsewhere what the fields below them are for."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Parameter, Response
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


TITLES = ["Webhooks", "Responses", "Callbacks", "Errors", "Headers"]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("label", ["", "**Request body:**\n\n", "#### Body\n\n"])
def test_a_heading_around_a_call_whose_path_names_it_is_what_the_call_handles(title: str, label: str) -> None:
    path = f"/boxes/{{id}}/{title.lower()}"
    page = f"# Boxes\n\n## {title}\n\n### POST {path}\n\nMakes one.\n\n{label}{FIELDS}"
    assert sent(page, f"POST {path}") == (set(), {"request · application/json · size"})


def test_what_is_asked_for_there_is_no_answer() -> None:
    page = f"# Boxes\n\n## Responses\n\n### GET /boxes/{{id}}/responses\n\nAll of them.\n\n{FIELDS}"
    assert sent(page, "GET /boxes/{id}/responses")[0] == {"parameter · query · size"}


@pytest.mark.parametrize(
    "page",
    [
        f"# Boxes\n\n## Webhooks\n\n### POST /boxes/shut\n\nSent to you.\n\n{FIELDS}",
        f"# Boxes\n\n## Webhooks\n\n### POST /your-webhooks\n\nSent to you.\n\n{FIELDS}",
        f"# Boxes\n\n## Webhooks\n\n### POST https://shop.example/webhooks\n\nSent to you.\n\n{FIELDS}",
        f"# Boxes\n\n## Webhooks\n\n### POST /webhooks\n\nMakes one.\n\n#### Webhook payload\n\n{FIELDS}",
        f"# Boxes\n\n## POST /webhooks\n\nMakes one.\n\n### Webhooks\n\n{FIELDS}",
        f"# Boxes\n\n## Webhook payload\n\n### POST /webhooks\n\nSent to you.\n\n{FIELDS}",
        f"# Boxes\n\n## Responses\n\n### POST /boxes\n\nMade.\n\n{FIELDS}",
    ],
)
def test_it_still_says_that_others_send_or_return_what_stands_below_it(page: str) -> None:
    found = operations_of_page(sections_of_markdown(page), "w")
    assert not [fact.at for item in found for fact in item.facts if fact.at.startswith("request")]


def statuses(markdown: str) -> set[str]:
    found = operations_of_page(sections_of_markdown(markdown), "w")
    return {fact.status for item in found for fact in item.facts if isinstance(fact, Response)}


ANSWERS = "#### Responses\n\n| Code | Meaning |\n|-|-|\n| 200 | All |\n\n"
OTHERS = "### Models\n\n#### Lid\n\n| Name | Type |\n|-|-|\n| size | integer |\n"


@pytest.mark.parametrize("call", ["### GET /boxes\n\n", "### /boxes\n\n#### GET\n\n"])
def test_a_group_of_calls_that_is_called_default_is_no_answer(call: str) -> None:
    page = f"# Shop\n\n## default\n\n{call}{ANSWERS}{OTHERS}"
    assert statuses(page) == {"200"}
    assert sent(page, "GET /boxes") == (set(), set())


@pytest.mark.parametrize(
    "page",
    [
        f"# Shop\n\n## GET /boxes\n\n### 200\n\nAll.\n\n### default\n\n{FIELDS}",
        "# Shop\n\n## GET /boxes\n\n### Responses\n\n#### 200\n\nAll.\n\n#### default\n\nA problem.\n",
    ],
)
def test_below_a_call_it_is_the_answer_to_all_else(page: str) -> None:
    assert statuses(page) == {"200", "default"}
