"""Lists that say what the members of the sample above them are: of the message that the sample is, or of none."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field
from driftwatch.platforms.pages.plain_page import operations_of_page
from tests.platforms.test_binding import names

SAMPLE = '```\n{\n  "size": 3,\n  "made": 1735861944,\n  "kind": "flat"\n}\n```\n'
LIST = "- `size`: How wide it is (integer, in cm)\n- `made`: When it was made, 0 if nobody knows (integer, UNIX time)\n"


@pytest.mark.parametrize("lead", ["Where:\n", "", "Each box has:\n"])
def test_a_get_returns_what_its_sample_shows(lead: str) -> None:
    page = f"# P\n\n### GET /boxes\n\nAll boxes, each like this:\n{SAMPLE}{lead}\n{LIST}"
    assert names(page) == {"GET /boxes": {"response size", "response made"}}
    facts = operations_of_page(sections_of_markdown(page), "boxes")[0].facts
    kinds = {fact.at.rpartition(" ")[2]: fact.type for fact in facts if isinstance(fact, Field)}
    assert (kinds["size"], kinds["made"]) == (("integer",), ("integer",))


def test_a_sentence_says_that_the_sample_is_what_is_sent() -> None:
    said = "The request body is JSON, and must be in the following format:"
    page = f"# P\n\n### PUT /boxes\n\n{said}\n{SAMPLE}Where:\n{LIST}"
    assert names(page) == {"PUT /boxes": {"body size", "body made"}}


@pytest.mark.parametrize("label", ["**Fields:**", "Field descriptions:", "\u5b57\u6bb5\uff1a"])
def test_a_label_below_a_labelled_sample_says_of_what_it_shows(label: str) -> None:
    sent = f"**Request body:**\n\n{SAMPLE}\n{label}\n\n- `size` (required): How wide it is\n- `lid`: Another thing\n"
    returned = f"**Response:** (201 Created)\n{SAMPLE}\n{label}\n\n- `id`: Which one it is\n- `made`: When\n"
    page = f"# P\n\n### POST /boxes\n\n{sent}\n{returned}"
    assert names(page) == {"POST /boxes": {"body size", "body lid", "response id", "response made"}}
    facts = operations_of_page(sections_of_markdown(page), "boxes")[0].facts
    assert [fact.at.partition(" \u00b7 ")[2][:3] for fact in facts if fact.at.endswith("made")] == ["201"]


@pytest.mark.parametrize(
    "told",
    [
        f"{SAMPLE}Where:\n{LIST}",  # it may be sent as well as returned
        f"Accepts a box:\n{SAMPLE}\nThe errors are:\n{LIST}",
        f"{SAMPLE}Where:\n- `lid`: Another thing\n- `size`: How wide\n",
        f"{SAMPLE}Where:\n- `size`: How wide it is\n",
        f"**Note:**\n\n{SAMPLE}\n**Fields:**\n\n- `size`: How wide it is\n- `lid`: Another thing\n",
        f"**Response:**\n\n{SAMPLE}\nThese are others.\n\n**Fields:**\n\n- `size`: How wide\n- `lid`: Another thing\n",
    ],
)
def test_nothing_is_said_of_a_message_that_nobody_names(told: str) -> None:
    assert names(f"# P\n\n### PUT /boxes\n\n{told}") == {"PUT /boxes": set()}


def test_a_sample_of_a_part_of_the_body_is_not_the_body() -> None:
    page = f"# P\n\n## PUT /boxes\n\n### Body\n\n#### First way\n\n{SAMPLE}\n{LIST.replace('(integer', '- (as')}"
    assert names(page) == {"PUT /boxes": set()}


@pytest.mark.parametrize(("label", "found"), [("**Validation rules**:", {"body size"}), ("**Hints**:", set[str]())])
def test_a_list_of_rules_may_be_of_one_member(label: str, found: set[str]) -> None:
    page = f"# P\n\n### POST /boxes\n\n**Request body**:\n\n{SAMPLE}\n{label}\n\n- `size`: At most 9 wide\n"
    assert names(page).get("POST /boxes", set()) == found


SENT = f"**Request body:**\n\n{SAMPLE}\n"
ANSWER = '**Response:**\n\n```json\n{"id": "b-1", "again": false}\n```\n\n'
TABLE = "| Field | Type |\n|---|---|\n| `size` | integer |\n| `made` | integer |\n| `kind` | string |\n"


@pytest.mark.parametrize("fields", [TABLE, "- `size`: How wide\n- `made`: When\n- `kind`: Which one\n"])
def test_fields_below_an_answer_that_shows_none_of_them_are_those_of_what_is_sent(fields: str) -> None:
    page = f"# P\n\n### POST /boxes\n\n{SENT}{ANSWER}**Fields:**\n\n{fields}"
    assert names(page) == {"POST /boxes": {"body size", "body made", "body kind"}}


@pytest.mark.parametrize(
    "told",
    [
        f"{SENT}{ANSWER}**Fields:**\n\n{TABLE}| `id` | string |\n",  # of both, and so of what they stand below
        f"{SENT}{ANSWER}**Response fields:**\n\n{TABLE}",
        f"{ANSWER}**Fields:**\n\n{TABLE}",
        f"{SENT}### Response\n\n```\nOK\n```\n\n**Fields:**\n\n{TABLE}",
    ],
)
def test_nothing_is_sent_for_that_of_which_something_else_is_said(told: str) -> None:
    assert not {name for name in names(f"# P\n\n### POST /boxes\n\n{told}")["POST /boxes"] if "body" in name}


CUT = '**Response:**\n\n```json\n{"data": [ ... ], "next": null}\n```\n\n'


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("sent", ["", '**Request body:**\n\n```json\n{"lid": true}\n```\n\n'])
@pytest.mark.parametrize("fields", [TABLE, "- `size` (integer): How wide\n- `made` (integer): When\n"])
def test_fields_that_no_sample_of_the_call_shows_are_those_of_the_answer_above(
    method: str, sent: str, fields: str
) -> None:
    other = f"### POST /lids\n\n{SENT}"  # what another call shows says nothing here
    found = names(f"# P\n\n{other}### {method} /boxes\n\n{sent}{CUT}**Fields:**\n\n{fields}")[f"{method} /boxes"]
    assert {"response size", "response made"} <= found
    assert not {"body size", "parameter size", "query size"} & found


QUERY = "**Query parameters:**\n\n- `page` - Which page\n- `most` - How many\n\n"
ROWS = "**Query parameters:**\n\n| Name | Description |\n|---|---|\n| page | Which page |\n| most | How many |\n\n"
SHOWN = "| Name | Type | Description |\n|---|---|---|\n| size | integer | How wide |\n| made | integer | When |\n"


@pytest.mark.parametrize("query", [QUERY, ROWS])
@pytest.mark.parametrize("members", ["- `size` - How wide\n- `made` - When\n", SHOWN])
def test_what_a_sample_shows_is_no_parameter_of_a_list_before_it(query: str, members: str) -> None:
    page = f"# P\n\n### GET /boxes\n\n{query}{SAMPLE}\n{members}"
    assert names(page) == {"GET /boxes": {"query page", "query most", "response size", "response made"}}


@pytest.mark.parametrize(
    "between",
    [
        "```\nGET /boxes?page=2&most=9\n```\n\n",  # shows how they are sent
        "```bash\ncurl https://api.example.com/boxes?page=2\n```\n\n",
        "Some more:\n\n",
        "",
    ],
)
def test_parameters_go_on_behind_what_shows_no_message(between: str) -> None:
    page = f"# P\n\n### GET /boxes\n\n{QUERY}{between}- `kind` - Which kind\n- `lid` - With it\n"
    assert {"query page", "query most"} <= names(page)["GET /boxes"]
    assert not {name for name in names(page)["GET /boxes"] if name.startswith("response")}


def test_a_sample_right_below_a_label_is_of_what_that_says() -> None:
    page = f"# P\n\n### POST /boxes\n\n**Headers:**\n\n{SAMPLE}\n- `size` - How wide\n- `made` - When\n"
    assert not {name for name in names(page)["POST /boxes"] if name.startswith("response")}


@pytest.mark.parametrize("said", ["`fold: true` Folds it:", "`fold: true` - Folds it:", "`fold` (boolean): Folds it:"])
def test_what_stands_below_a_name_with_a_value_is_in_it_alone(said: str) -> None:
    page = f"# P\n\n### POST /boxes\n\n#### Request body\n\n- {said}\n  - `deep` (string): How deep\n"
    assert names(page) == {"POST /boxes": {"body fold", "body fold.deep"}}
