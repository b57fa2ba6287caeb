"""Names of fields on one line behind a label, in a cell of a table of calls, and statuses that sentences name."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Operation, Parameter, Response
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "boxes")
    return {f"{item.method} {item.path}": item for item in found}


def parameters(operation: PageOperation) -> dict[str, str]:
    return {fact.name: fact.within for fact in operation.facts if isinstance(fact, Parameter)}


def sent(operation: PageOperation) -> dict[str, tuple[tuple[str, ...], bool]]:
    at = "request · application/json · "
    found = [fact for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith(at)]
    return {fact.at.removeprefix(at): (fact.type, fact.required) for fact in found if not fact.at.endswith("$")}


def statuses(operation: PageOperation) -> set[str]:
    return {fact.status for fact in operation.facts if isinstance(fact, Response)}


STRING = (("string",), False)
BY_LABELS = "## Find boxes\n\n- **URL:** `/boxes`\n- **Method:** GET\n"


@pytest.mark.parametrize(
    "row",
    [
        "- **Query parameters:** `shelf`, `size`",
        "- **Query params**: shelf, size",
        "- Query: `shelf`, `size`",
        "- **Query string:** `?shelf=3&size=`",
        "- Parameters: `shelf` (integer), `size` (optional)",
        "- **Filters:** `shelf` and `size`",
    ],
)
def test_an_item_that_is_a_label_with_names_behind_it_lists_parameters(row: str) -> None:
    found = operations(f"# Shop\n\n{BY_LABELS}{row}\n")
    assert parameters(found["GET /boxes"]) == {"shelf": "query", "size": "query"}


@pytest.mark.parametrize(
    "row",
    [
        "- **Parameters:** none",
        "- **Parameters**: see below",
        "- **Query:** `none`",
        "- **Query params**: red (the colour), size (of the box)",
        "- **Input:** images, audio",
        "- **Query parameters:** shelf, size, as in:",
        "- **Request:** `FindBoxes`",
        "- **Remarks:** `shelf`, `size`",
    ],
)
def test_an_item_that_says_something_else_behind_a_label_lists_none(row: str) -> None:
    assert parameters(operations(f"# Shop\n\n{BY_LABELS}{row}\n")["GET /boxes"]) == {}


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ("Body: `{ name, size? }`", {"name": ((), False), "size": ((), False)}),
        (
            '**Body:** `{ "name": "string", "size": number }`',
            {"name": (("string",), False), "size": (("number",), False)},
        ),
        ("Body: `name` (string, required), `size`", {"name": (("string",), True), "size": ((), False)}),
        ('Body: `{ "name": "red box", "size": 3 }`', {}),
        ("Body: `CreateBox`", {}),
        ("Body: `json`", {}),
        ("**Body:** multipart", {}),
    ],
)
def test_a_line_behind_a_label_lists_the_members_of_a_body(row: str, fields: dict[str, object]) -> None:
    assert sent(operations(f"# Shop\n\n## POST /boxes\n\n{row}\n")["POST /boxes"]) == fields


def test_columns_of_a_table_of_calls_say_what_each_takes() -> None:
    found = operations(
        "# Shop\n\n| Method | Path | Query params | Body | Authorization |\n|-|-|-|-|-|\n"
        "| GET | `/boxes` | shelf, size | - | user |\n"
        "| POST | `/boxes` | | `{ name, size? }` | admin |\n"
        "| PUT | `/boxes/:id` | | `name`, `size` (integer) | admin |\n"
        "| DELETE | `/boxes/:id` | force | none | admin |\n"
        "| PATCH | `/boxes/:id` | | `ChangeBox`<br>(name, date) | admin |\n"
        "| GET | `/boxes/find?word=&kind=` | | | |\n"
        "| | `/boxes/seek` | | | |\n"
    )
    assert parameters(found["GET /boxes"]) == {"shelf": "query", "size": "query"}
    assert sent(found["POST /boxes"]) == {"name": ((), False), "size": ((), False)}
    assert sent(found["PUT /boxes/{id}"]) == {"name": ((), False), "size": (("integer",), False)}
    assert parameters(found["DELETE /boxes/{id}"]) == {"force": "query"}
    assert sent(found["PATCH /boxes/{id}"]) == {}
    assert parameters(found["GET /boxes/find"]) == {"word": "query", "kind": "query"}
    assert "GET /boxes/seek" in found


def test_names_in_quotes_are_names() -> None:
    table = "Parameter | Description\n-|-\n\"name\" | What it is called\n'size' | How large\n"
    found = operations(f"# Shop\n\n## POST /boxes\n\n### JSON body parameters\n\n{table}")
    assert set(sent(found["POST /boxes"])) == {"name", "size"}


@pytest.mark.parametrize(
    "said",
    [
        'If the name is taken, an error with the message "not free", and status code `409` is thrown.',
        "If the name is not free, a 409 is returned.",
        "If the name is not free, returns 409.",
        "A 409 error is returned if the name is not free.",
        "`409` will be returned if the name is taken.",
        "A 409 Conflict is sent without a free name.",
        "Fails with 409 if the name is taken.",
        'What has the message "never heard of it" is handled with status code 409.',
        "On retrieval of the box the response will have a status code of `409`.",
        "### Response\n\nHeaders: `Status: 409 Conflict`",
        "> Response (409)\n\n```json\n{}\n```",
    ],
)
def test_a_sentence_says_what_comes_as_an_answer(said: str) -> None:
    assert statuses(operations(f"# Shop\n\n## PUT /boxes/red\n\n{said}\n")["PUT /boxes/red"]) == {"409"}


@pytest.mark.parametrize(
    "said",
    [
        "A 409 is not returned here.",
        "Instead of a 409 status code the box is returned.",
        "A maximum of 409 is returned.",
        "The 409 boxes are sent.",
        "If this does not return 409, the name was free.",
        "Boxes with status 409 are sent to the shelf.",
    ],
)
def test_another_sentence_says_nothing_of_an_answer(said: str) -> None:
    assert statuses(operations(f"# Shop\n\n## PUT /boxes/red\n\n{said}\n")["PUT /boxes/red"]) == set()


ASKED = "```shell\ncurl -H 'X-Key: 3' https://shop.example/v1/boxes\n```\n\n"
MADE = '```shell\ncurl -XPOST -d \'{"name": "red"}\' \\\nhttps://shop.example/v1/boxes\n```\n\n'
ANSWER = '```json\n{"name": "red"}\n```\n\n'


def test_a_reference_may_show_its_calls_and_what_they_answer_and_say_nothing_of_them() -> None:
    found = operations(f"# Shop\n\n## List boxes\n\n{ASKED}{ANSWER}## Make a box\n\n{MADE}{ANSWER}")
    assert found.keys() == {"GET /v1/boxes", "POST /v1/boxes"}
    (stated,) = {fact.stated_by for each in found.values() for fact in each.facts if isinstance(fact, Operation)}
    assert stated == "example"


@pytest.mark.parametrize(
    "page",
    [
        f"## List boxes\n\n{ASKED}{ANSWER}",
        f"## List boxes\n\n{ASKED}## Make a box\n\n{MADE}",
        f"## List boxes\n\n{ASKED}{ANSWER}## Make a box\n\n{MADE.replace('shop.', 'other.')}{ANSWER}",
        f"## List boxes\n\n{ASKED}{ANSWER}## Get a box\n\n{ASKED.replace('boxes', 'boxes/3')}{ANSWER}",
        f"## List boxes\n\n{ASKED}{ANSWER}## Get a box\n\n{ASKED.replace('boxes', 'boxes/Red')}{ANSWER}",
    ],
)
def test_one_sample_alone_is_no_reference(page: str) -> None:
    assert operations(f"# Shop\n\n{page}") == {}


@pytest.mark.parametrize(
    ("row", "call"),
    [
        ("POST /boxes/open : Opens it", "POST /boxes/open"),
        ("GET /boxes/{id} - Shows one", "GET /boxes/{id}"),
        ("PUT /boxes/:id \u2192 Changes one", "PUT /boxes/{id}"),
        ("DELETE /boxes/:id", "DELETE /boxes/{id}"),
    ],
)
def test_a_list_may_name_its_calls_in_plain_words(row: str, call: str) -> None:
    assert operations(f"# Shop\n\n1. GET /boxes : Lists them\n2. {row}\n").keys() == {"GET /boxes", call}


@pytest.mark.parametrize("row", ["GET /boxes lists them", "Get it done: now", "GET / POST: both", "Use GET /boxes"])
def test_a_list_of_sentences_names_none(row: str) -> None:
    assert operations(f"# Shop\n\n1. {row}\n2. {row}\n") == {}


def test_a_choice_may_stand_in_place_of_a_type() -> None:
    found = operations("# Shop\n\n## GET /boxes\n\n### Query\n\n- `kind` (`red | blue`): of which colour\n")
    (kind,) = [fact for fact in found["GET /boxes"].facts if isinstance(fact, Field)]
    assert kind.enum == ("blue", "red")


def test_what_a_call_returns_is_no_field_of_it() -> None:
    found = operations(
        "# Shop\n\n## Boxes\n\n```\nGET /boxes\n```\n\n- **returns** `string[]`\n- `size` is how large\n"
    )
    assert parameters(found["GET /boxes"]) == {}


def test_a_label_names_its_status_in_brackets() -> None:
    found = operations("# Shop\n\n## PUT /boxes\n\n**Successful Response (201 Created):**\n\n```json\n{}\n```\n")
    assert statuses(found["PUT /boxes"]) == {"201"}


@pytest.mark.parametrize("head", ["Query/Body", "Body / query", "Params or body"])
def test_a_column_of_several_places_is_of_each_as_its_cells_write_it(head: str) -> None:
    rows = (
        "| `/boxes` | GET | `?shelf=` (optional) |\n| `/boxes` | POST | `{size, lid}` |\n"
        "| `/lids` | GET | `page`, `colour` |\n| `/lids` | POST | `colour` |\n| `/lids/{id}` | GET | - |\n"
    )
    found = operations(f"# P\n\n| Route | Method | {head} |\n|-|-|-|\n{rows}")
    assert parameters(found["GET /boxes"]) == {"shelf": "query"}
    assert sent(found["POST /boxes"]).keys() == {"size", "lid"}
    assert parameters(found["GET /lids"]) == {"page": "query", "colour": "query"}
    assert not parameters(found["POST /lids"])  # nobody says which
    assert not sent(found["POST /lids"])


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("404 for a closed room", {"404"}),
        ("One room. 409 when it is full; 403: not yours", {"409", "403"}),
        ("500 for all, 400 for one", set()),
        ("At most 404 of them", set()),
    ],
)
def test_a_cell_of_a_list_of_calls_may_say_when_one_fails(cell: str, found: set[str]) -> None:
    table = f"| Method | Path | Notes |\n|-|-|-|\n| GET | `/rooms` | All |\n| GET | `/rooms/{{id}}` | {cell} |\n"
    assert statuses(operations(f"# P\n\n{table}")["GET /rooms/{id}"]) == found


@pytest.mark.parametrize("head", ["Request body", "Body", "Payload"])
@pytest.mark.parametrize(
    ("method", "cell", "asked", "body"),
    [
        ("GET", "`?shelf=`", {"shelf": "query"}, set()),
        ("POST", "`?shelf=&page=`", {"shelf": "query", "page": "query"}, set()),
        ("POST", "`{ shelf }`", {}, {"shelf"}),
        ("POST", "`shelf`", {}, {"shelf"}),
        ("POST", "? `shelf`", {}, set()),
        ("POST", "?", {}, set()),
        ("POST", "`?`", {}, set()),
    ],
)
def test_what_is_written_as_a_query_is_one_in_any_column(
    head: str, method: str, cell: str, asked: dict[str, str], body: set[str]
) -> None:
    rows = f"| `/boxes` | {method} | {cell} |\n| `/lids` | GET | |\n"
    found = operations(f"# P\n\n| Route | Method | {head} |\n|-|-|-|\n{rows}")[f"{method} /boxes"]
    assert (parameters(found), set(sent(found))) == (asked, body)
