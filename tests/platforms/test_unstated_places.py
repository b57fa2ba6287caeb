"""A field of which a page does not say where it travels is of no stated place: nothing is guessed."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter
from driftwatch.platforms.pages.plain_page import operations_of_page

ROWS = "| `colour` | string | The colour |\n| `id` | string | The id |\n"
FIELDS = f"| Field | Type | Description |\n|-|-|-|\n{ROWS}"
PARAMETERS = f"| Parameter | Type | Description |\n|-|-|-|\n{ROWS}"
NEEDED = "| Field | Type | Required |\n|-|-|-|\n| `colour` | string | yes |\n| `id` | string | no |\n"


def addresses(markdown: str) -> list[str]:
    (operation,) = operations_of_page(sections_of_markdown(f"# Widgets\n\n{markdown}"), "widgets")
    roots = (fact.at for fact in operation.facts if isinstance(fact, Parameter | Field))
    return [at for at in roots if not at.endswith("$")]


def unstated(*names: str) -> list[str]:
    return [f"parameter · unstated · {name}" for name in names]


def in_body(*names: str) -> list[str]:
    return [f"request · application/json · {name}" for name in names]


def in_query(*names: str) -> list[str]:
    return [f"parameter · query · {name}" for name in names]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_fields_below_a_call_of_which_nothing_says_whether_they_are_sent_have_no_stated_place(method: str) -> None:
    assert addresses(f"## {method} /v1/widgets\n\n{FIELDS}") == unstated("colour", "id")


@pytest.mark.parametrize("table", [PARAMETERS, NEEDED, f"### Parameters\n\n{FIELDS}", f"### Request\n\n{FIELDS}"])
def test_what_is_said_to_be_sent_goes_where_the_method_sends_it(table: str) -> None:
    assert addresses(f"## GET /v1/widgets\n\n{table}") == in_query("colour", "id")
    assert addresses(f"## POST /v1/widgets\n\n{table}") == in_body("colour", "id")


def test_where_the_method_is_not_known_no_place_is() -> None:
    assert addresses(f"## Make a widget\n\n**Endpoint:** `/v1/widgets`\n\n{PARAMETERS}") == unstated("colour", "id")


def test_what_samples_send_in_the_query_and_in_the_body_has_no_stated_place() -> None:
    samples = (
        "```sh\ncurl -X POST 'https://api.example.test/v1/widgets?colour=red&id=7'\n```\n\n"
        "```sh\ncurl -X POST 'https://api.example.test/v1/widgets?shade=dark' -d 'colour=red' -d 'id=7'\n```\n"
    )
    assert addresses(f"## POST /v1/widgets\n\n### Parameters\n\n{FIELDS}\n{samples}") == unstated("colour", "id")


def test_a_field_that_samples_send_in_one_place_is_of_that_place() -> None:
    sample = "```sh\ncurl -X POST 'https://api.example.test/v1/widgets?id=7' -d '{\"colour\": \"red\"}'\n```\n"
    found = addresses(f"## POST /v1/widgets\n\n### Parameters\n\n{FIELDS}\n{sample}")
    assert found == in_query("id") + in_body("colour")


def test_a_field_that_no_sample_sends_goes_with_the_others_of_its_table() -> None:
    rows = f"{FIELDS}| `size` | string | The size |\n"
    query = "```sh\ncurl -X POST 'https://api.example.test/v1/widgets?key=K' -d 'colour=red'\n```\n"
    found = addresses(f"## POST /v1/widgets\n\n### Parameters\n\n{rows}\n{query}")
    assert found == in_body("colour", "id", "size")
    both = "```sh\ncurl -X POST 'https://api.example.test/v1/widgets?id=7' -d 'colour=red'\n```\n"
    found = addresses(f"## POST /v1/widgets\n\n### Parameters\n\n{rows}\n{both}")
    assert found == in_query("id") + unstated("size") + in_body("colour")


def test_what_is_in_a_field_of_no_stated_place_stands_below_it() -> None:
    rows = "| Field | Type | Description |\n|-|-|-|\n| `tags` | array | All |\n| `tags[].name` | string | One |\n"
    assert addresses(f"## POST /v1/widgets\n\n{rows}") == [*unstated("tags"), *unstated("tags · []", "tags · [].name")]


def test_what_a_sample_of_the_request_shows_is_in_the_body_though_nobody_names_the_method() -> None:
    sample = '```json\n{"size": 3, "lid": {"size": 1}}\n```'
    rows = "| size | integer | yes |\n| lid.size | integer | no |\n| dry | boolean | no |"
    request = f"`[ServerAddress]/fold`\n\n{sample}\n\n| Field | Type | Required |\n|-|-|-|\n{rows}"
    page = f'# P\n\n## Fold\n\n### Request\n\n{request}\n\n### Response\n\n```json\n{{"dry": 1}}\n```\n'
    (operation,) = operations_of_page(sections_of_markdown(page), "p")
    at = {fact.at for fact in operation.facts if isinstance(fact, Field) and fact.stated_by == "table"}
    assert {"request · application/json · size", "request · application/json · lid.size"} < at
    assert "parameter · unstated · dry · $" in at


def test_a_sample_below_a_quotation_is_one_that_a_generator_made_and_no_list_of_what_is_sent() -> None:
    sample = '```json\n{"boxes": [{"id": "string"}], "next": "string"}\n```\n'
    table = "|Name|In|Type|\n|---|---|---|\n|wide|query|boolean|\n"
    head = "# Boxes\n\n## List\n\n`GET /boxes`\n\n### Parameters\n\n"
    page = f"{head}{table}\n> Example responses\n\n> 200 Response\n\n{sample}"
    (found,) = operations_of_page(sections_of_markdown(page), "p")
    assert {fact.name for fact in found.facts if isinstance(fact, Parameter)} == {"wide"}


def headers(method: str, rows: str, more: str = "") -> set[str]:
    head = f"# Shop\n\n## {method} /boxes\n\n### Parameters\n\n| Name | Type | Description |\n|-|-|-|\n"
    (made,) = operations_of_page(sections_of_markdown(f"{head}{rows}\n{more}"), "boxes")
    return {fact.name for fact in made.facts if isinstance(fact, Parameter) and fact.within == "header"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_requests_call_their_headers_is_one_where_nothing_says_where_it_travels(method: str) -> None:
    rows = "| If-None-Match | | |\n| accept | string | text/csv |\n| Span | string | What the Span header is |\n"
    words = "| Authorization | string | A bearer token |\n| Accept | string | `text/csv` |\n"
    assert headers(method, rows + words) == {"Authorization", "If-None-Match", "Accept"}
    others = "| Authorization | string | Code of the card |\n| Accept | string | The terms |\n"
    assert headers(method, others + "| Content-Type | object | text/csv |\n") == set()


BODY = '{"Content-Type": "a", "Signature": "b"}'


@pytest.mark.parametrize("sample", [
    f"### Sample\n\n```\ncurl -X POST https://x.example/mails -d '{BODY}'\n```\n",
    f"Example request body:\n\n```json\n{BODY}\n```\n",
])  # fmt: skip
def test_what_a_sample_sends_in_the_body_or_another_message_has_is_no_header(sample: str) -> None:
    rows = "| Content-Type | string | Of the letter |\n| Signature | string | What the Signature header of hooks is |\n"
    table = f"| Name | Type | Description |\n|-|-|-|\n{rows}| Accept | boolean | Whether terms are accepted |\n"
    page = f"# Shop\n\n## POST /mails\n\n### Request parameters\n\n{table}\n{sample}"
    (made,) = operations_of_page(sections_of_markdown(page), "mails")
    assert not [fact for fact in made.facts if isinstance(fact, Parameter)]
    assert "request · application/json · Content-Type" in {fact.at for fact in made.facts}


@pytest.mark.parametrize("sample", [
    "```sh\ncurl https://api.example.test/boxes -d 'BODY'\n```\n",
    "```json\nBODY\n```\n",
    "```http\nPOST /boxes HTTP/1.1\nIf-Match: a\n\nBODY\n```\n",
    "```\nHTTP/1.1 200 OK\n\nBODY\n```\n",
])  # fmt: skip
def test_what_a_body_of_the_page_has_as_a_key_is_no_header(sample: str) -> None:
    rows = "| Content-Type | string | Of the mail |\n| If-Match | string | Of the box |\n"
    assert headers("POST", rows, sample.replace("BODY", '{"Content-Type": "text/csv"}')) == {"If-Match"}
