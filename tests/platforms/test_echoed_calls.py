"""Calls that a page shows again as they are sent, below the heading that names them or beside a table of them."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Response
from driftwatch.platforms.pages.plain_page import operations_of_page


def statuses(markdown: str) -> dict[str, set[str]]:
    found = operations_of_page(sections_of_markdown(markdown), "boxes")
    return {
        f"{item.method} {item.path}": {fact.status for fact in item.facts if isinstance(fact, Response)}
        for item in found
    }


def as_sent(path: str) -> str:
    request = f"### Request\n\n```\nGET {path}\nAuthorization: Bearer 3\n```\n\n"
    return f"{request}### Response \u2014 200\n\n```json\n{{}}\n```\n\n"


def test_a_request_below_an_example_gives_no_call_another_name() -> None:
    """Whole sets of operations would be called otherwise, and what was said of them would be read no longer."""
    page = "# Make one\n\n    POST shops/:shop_id/boxes\n\n## Example\n\n### Request\n\n"
    page += "    POST https://api.a.example/v1/shops/5/boxes\n\n"
    assert "POST /shops/{shop_id}/boxes" in statuses(page)


def test_a_request_below_a_call_is_the_call_as_it_is_sent() -> None:
    page = f"# Shop\n\n## List\n\n**GET** `/boxes`\n\n{as_sent('/v1/boxes')}"
    page += f"## One\n\n**GET** `/boxes/:id`\n\n{as_sent('/v1/boxes/5')}"
    page += "## Make\n\n**POST** `/boxes`\n"
    assert statuses(page) == {"GET /v1/boxes": {"200"}, "GET /v1/boxes/{id}": {"200"}, "POST /v1/boxes": set()}


def test_a_request_leaves_a_call_as_it_is_that_a_table_lists_so() -> None:
    page = "# Shop\n\n| Method | Path |\n|-|-|\n| GET | /boxes/{id} |\n\n"
    page += f"## One\n\n**GET** `/boxes/{{id}}`\n\n{as_sent('/v1/boxes/5')}"
    assert statuses(page) == {"GET /boxes/{id}": {"200"}}


def test_requests_say_with_what_the_paths_of_a_page_begin_that_names_its_root() -> None:
    page = f"# Shop\n\n## GET /\n\n{as_sent('/v1/boxes/')}## GET /{{id}}/lids\n\n{as_sent('/v1/boxes/5/lids')}"
    page += "## DELETE /{id}\n\nTakes one away.\n"
    assert statuses(page) == {
        "GET /v1/boxes": {"200"},
        "GET /v1/boxes/{id}/lids": {"200"},
        "DELETE /v1/boxes/{id}": set(),
    }


@pytest.mark.parametrize("path", ["/v1/lids", "/v1/boxes/5/lids"])
def test_another_call_below_one_is_a_further_one(path: str) -> None:
    page = f"# Shop\n\n## List\n\n**GET** `/boxes`\n\n{as_sent(path)}"
    assert set(statuses(page)) == {"GET /boxes", f"GET {path}"}


def test_requests_that_begin_otherwise_leave_the_paths_of_a_page_as_they_are() -> None:
    page = f"# Shop\n\n## GET /\n\n{as_sent('/v1/boxes')}## GET /lids\n\n{as_sent('/v2/lids')}"
    page += "## POST /lids\n\nMakes one.\n"
    assert set(statuses(page)) == {"GET /v1/boxes", "GET /v2/lids", "POST /lids"}


def test_a_call_with_a_number_is_an_example_of_one_that_a_table_lists() -> None:
    page = "# Shop\n\n## Calls\n\n| Method | Path |\n|-|-|\n| GET | /v1/boxes |\n| GET | /v1/boxes/{id} |\n\n"
    page += "### One box\n\n```http\nGET https://shop.example/v1/boxes/5\n```\n"
    assert set(statuses(page)) == {"GET /v1/boxes", "GET /v1/boxes/{id}"}


SHOWN = "## Sign in\n\n### Sessions\n\n```\nPOST /sessions\n```\n\n"
QUERY = "**Query parameters:**\n\n- `size` (integer) - How many\n"


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("#### POST /sessions\n\nBegins one.\n\n", ["POST /sessions", "GET /boxes"]),
        ("#### Sessions\n\nOf these it is said above.\n\n", ["GET /boxes"]),
        ("", ["GET /boxes"]),
    ],
)
def test_a_call_that_a_heading_names_is_documented_wherever_it_is_shown_before(own: str, found: list[str]) -> None:
    calls = f"## Calls\n\n### All\n\n{own}#### GET /boxes\n\nAll boxes.\n\n{QUERY}"
    page = sections_of_markdown(f"# Shop\n\n{SHOWN}{calls}")
    assert [f"{item.method} {item.path}" for item in operations_of_page(page, "shop")] == found
