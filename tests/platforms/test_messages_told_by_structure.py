"""Fields below a heading that nobody knows, where the structure of the page says which message they are of."""

import pytest

from driftwatch.model.facts import Field
from tests.platforms.test_binding import names
from tests.platforms.test_fields_of_unknown_pages import operations

UNKNOWN = ["Ukuran", "What comes back", "Détail du colis"]
HEAD = "| Name | Type |\n|---|---|\n"
SENT = f"### Request body\n\n{HEAD}| size | string |\n\n"
ANSWER = '```json\n{"id": 1, "lid": "a"}\n```\n\n'
RETURNED = f"{HEAD}| id | integer |\n| lid | string |\n\n"


def page(*parts: str) -> str:
    return "# Boxes\n\n## New box\n\n`POST /boxes`\n\n" + "".join(parts)


def stated(*parts: str) -> set[str]:
    return names(page(*parts))["POST /boxes"]


@pytest.mark.parametrize("title", UNKNOWN)
def test_what_the_sample_of_an_answer_shows_is_returned_whatever_its_heading_says(title: str) -> None:
    sample = f"### Example response\n\n{ANSWER}"
    known = stated(SENT, sample, f"### Response\n\n{RETURNED}")
    assert stated(SENT, sample, f"### {title}\n\n{RETURNED}") == known >= {"response id", "response lid", "body size"}
    assert stated(SENT, f"### {title}\n\n{RETURNED}", sample) == known


@pytest.mark.parametrize("title", UNKNOWN)
def test_it_stands_in_the_object_that_the_sample_shows_and_has_the_status_of_the_sample(title: str) -> None:
    sample = '### Response 201\n\n```json\n{"box": {"id": 1, "lid": "a"}}\n```\n\n'
    (made,) = operations(page(SENT, sample, f"### {title}\n\n{RETURNED}")).values()
    assert "response · 201 · application/json · box.id" in {fact.at for fact in made.facts}


@pytest.mark.parametrize("title", UNKNOWN)
def test_what_the_sample_of_a_request_shows_is_sent(title: str) -> None:
    sample = '### Example request\n\n```json\n{"id": 1, "lid": "a"}\n```\n\n'
    assert stated(sample, f"### {title}\n\n{RETURNED}") >= {"body id", "body lid"}


@pytest.mark.parametrize(
    "parts",
    [
        ("### Example request\n\n", ANSWER, "### Example response\n\n", ANSWER),  # shown by both
        ("### Example response\n\n", ANSWER),  # what is sent may be the same
        (SENT, "### Example response\n\n", '```json\n{"id": 1, "lid": "a", "size": 2}\n```\n\n'),  # of another object
        (SENT, "### Example response\n\n", ANSWER, "### Response 400\n\n", ANSWER),  # two answers
        (SENT, "### Kotak\n\n", ANSWER),  # a sample of which nobody says what it is
    ],
)
def test_where_two_readings_are_possible_there_is_none(parts: tuple[str, ...]) -> None:
    table = f"### Ukuran\n\n{RETURNED}"
    assert not stated(*parts, table) & {"body id", "response id", "body lid", "response lid", "query id"}


def test_what_must_be_sent_is_not_returned() -> None:
    table = "### Ukuran\n\n| Name | Type | Required |\n|---|---|---|\n| id | integer | yes |\n| lid | string | no |\n\n"
    assert not {name for name in stated(SENT, "### Example response\n\n", ANSWER, table) if "response" in name}


def test_a_table_of_method_and_format_names_the_call_and_not_its_sample() -> None:
    text = (
        "# Boxes\n\n## Sizes\n\n### Overview\n\n| Method | URI Format |\n|---|---|\n"
        "| GET | /boxes/[boxId]?[query_params] |\n\n### Parameters\n\n"
        "| Parameter | Required |\n|---|---|\n| lid | No |\n\n### Response data details\n\n"
        f"```\ncurl https://api.example.com/boxes/BOX_1?lid=2\n```\n\n{RETURNED}"
    )
    assert names(text) == {"GET /boxes/{boxId}": {"query lid", "response id", "response lid"}}


def test_a_heading_that_is_but_the_address_of_the_call_is_no_subject_of_what_stands_below_it() -> None:
    address = "### HTTP request\n\n**POST**\n\n###### /boxes\n\n"
    answer = f"> JSON response example:\n\n{ANSWER}"
    text = f"# Boxes\n\n## New box\n\n{address}{answer}### Ukuran\n\n{RETURNED}"
    assert names(text)["POST /boxes"] == set()  # what is sent may be the same
    assert names(f"{text}{SENT}")["POST /boxes"] == {"response id", "response lid", "body size"}


RAW = 'HTTP/1.1 201 Created\nContent-Type: application/json\n\n{"id": 1, "lid": "a"}\n'
SENT_RAW = 'POST /boxes HTTP/1.1\nHost: api.example.com\n\n{"size": "a"}\n\n'


@pytest.mark.parametrize("above", ["", "Example\n\n", "### Example\n\n", "### Example request\n\n"])
@pytest.mark.parametrize("before", ["", SENT_RAW, "POST /boxes HTTP/1.1\n\n"])
def test_an_answer_that_is_shown_as_it_travels_says_itself_what_it_is(above: str, before: str) -> None:
    sample = f"{above}```http\n{before}{RAW}```\n\n"
    (made,) = operations(page(SENT, sample, f"### Ukuran\n\n{RETURNED}")).values()
    assert "response · 201 · application/json · lid" in {fact.at for fact in made.facts}


def test_a_request_that_is_shown_as_it_travels_does_as_well() -> None:
    sample = '```http\nPOST /boxes HTTP/1.1\nHost: api.example.com\n\n{"id": 1, "lid": "a"}\n```\n\n'
    assert stated(sample, f"### Ukuran\n\n{RETURNED}") >= {"body id", "body lid"}


@pytest.mark.parametrize("head", ["HTTP/1.1 201 Created\nmany words: none\n", "HTTP/2 is used here.\n"])
def test_what_only_resembles_a_message_shows_none(head: str) -> None:
    sample = f'```\n{head}\n{{"id": 1, "lid": "a"}}\n```\n\n'
    assert not {name for name in stated(SENT, sample, f"### Ukuran\n\n{RETURNED}") if "lid" in name}


@pytest.mark.parametrize(
    ("wrapped", "at"), [("{}", "$"), ('{{"total": 3, "resources": [{}]}}', "resources[]"), ("[{}]", "[]")]
)
def test_such_an_answer_shows_an_object_of_the_page(wrapped: str, at: str) -> None:
    sample = wrapped.format('{"id": 1, "lid": "a", "size": 2}')
    described = f"## The box object\n\n{RETURNED.rstrip()}\n| size | integer |\n\n"
    answer = f"```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{sample}\n```\n"
    (got,) = operations(f"# Boxes\n\n{described}## Get boxes\n\n`GET /boxes`\n\n{answer}").values()
    leading = {fact.at: fact.ref for fact in got.facts if isinstance(fact, Field) and fact.ref}
    assert leading == {f"response · 200 · application/json · {at}": "widgets#the-box-object"}


@pytest.mark.parametrize("title", ["Example of a box response for one lid", "Sample response on success"])
def test_a_heading_of_an_example_may_say_in_which_case_it_is_returned(title: str) -> None:
    assert stated(SENT, f"### {title}\n\n{ANSWER}", f"### Properties\n\n{RETURNED}") >= {"response id", "response lid"}
