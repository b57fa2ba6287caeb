"""Sentences in any words above fields: of which message these are, or no more than that they stand below."""

import pytest

from tests.platforms.test_binding import names

ROWS = "* `lid`: string - The lid.\n* `size`: integer - Its size.\n"
RETURNED = {"response lid", "response size"}
SENT = {"body lid", "body size"}


def told(below: str, call: str = "POST /boxes") -> set[str]:
    return names(f"# Store\n\n## Do it\n\n`{call}`\n\nIt is done.\n\n{below}\n\n{ROWS}").get(call, set())


@pytest.mark.parametrize(
    "lead",
    [
        "The following fields are returned in the JSON response body:",
        "The following attributes are part of the response:",
        "These properties are returned by the server in its reply:",
        "The following fields are returned by the API:",
        "A response may contain any of these top-level members:",
        "**Response**\n\nAn object containing the following parameters:",
        "**Response**\n\nA JSON object with the following fields:",
        "**Response**\n\nThe following fields are returned in the response:",
        "### Response body\n\nThe fields of the object are as follows:",
    ],
)
def test_what_is_returned_may_be_said_in_any_words(lead: str) -> None:
    assert told(lead) == RETURNED


@pytest.mark.parametrize(
    "lead",
    ["**Request body**\n\nA JSON object with these fields:", "### Payload\n\nAn object with the following keys:"],
)
def test_a_sentence_that_only_points_below_keeps_what_stands_above_it(lead: str) -> None:
    assert told(lead) == SENT


def test_what_is_added_to_the_address_is_a_query() -> None:
    lead = "To find some of them you can add the optional params to the request URL:"
    assert told(lead, "GET /boxes") == {"query lid", "query size"}


def test_headers_that_are_required_are_those_of_the_call() -> None:
    below = "The required headers are:\n\n* `X-Lid`: string - The lid.\n* `X-Size`: string - Its size.\n"
    assert {"header x-lid", "header x-size"} <= {each.lower() for each in told(below)}


@pytest.mark.parametrize(
    "lead",
    [
        "The following fields are returned if the request fails:",
        "Errors have the following fields in the response:",
        "Each of the following fields may be absent from the response:",
        "**Response**\n\nA lid has the following fields:",
        "The following values are part of the response:",
        "The following parameters control the response:",
        "Use the following parameters to page through the response:",
        "These parameters limit the number of items returned:",
        "You can use the following parameters to control the fields that are returned:",
        "The following fields are omitted from the response:",
        "The following fields are hidden in the response:",
        "The following fields are missing from the response:",
        "The following fields were returned until 2024:",
        "The following attributes affect the response:",
        "The API keys below are returned:",
        "**Response**\n\nThe following parameters are available:",
        "The response fields following the lid are no longer returned: " + "x " * 200 + ":",
    ],
)
def test_a_sentence_about_a_case_or_a_part_says_nothing_of_all(lead: str) -> None:
    assert not told(lead) & RETURNED


def test_a_table_of_members_is_one_of_fields_where_its_heading_says_so() -> None:
    table = "| Element | Description |\n|---|---|\n| lid | The lid. |\n| size | Its size. |\n"
    page = "# Store\n\n`GET /boxes`\n\n## Response fields\n\n"
    assert names(page + table)["GET /boxes"] == RETURNED
    assert not names(page.replace("Response fields", "Parts of a box") + table).get("GET /boxes")
    assert not names(page + table.replace("| lid |", "| The lid of it |")).get("GET /boxes")


def test_what_a_reader_is_told_to_send_is_sent() -> None:
    assert told("In your request, include:") == SENT
    assert told("To change it, use the endpoint. In the body, send the following fields:") == SENT
