"""Lines that name a call in further ways: behind a word for the server, below signs of a heading, with wide braces."""

import pytest

import driftwatch
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Operation, Parameter, Response
from driftwatch.platforms.calls.call_lines import call_of_line
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "widgets")
    return {f"{item.method} {item.path}": item for item in found}


def parameters(operation: PageOperation) -> dict[str, str]:
    return {fact.name: fact.within for fact in operation.facts if isinstance(fact, Parameter)}


def body(operation: PageOperation) -> list[str]:
    at = "request · application/json · "
    found = [fact.at for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith(at)]
    return [each.removeprefix(at) for each in found if not each.endswith("$")]


def statuses(operation: PageOperation) -> list[str]:
    return [fact.status for fact in operation.facts if isinstance(fact, Response)]


@pytest.mark.parametrize(
    "base",
    ["BASE_URL", "SHOP_API_ROOT", "HOST", "<server>", "<your host name>", "<API_URL>", "<%= api_url %>", "{shop-host}"],
)
def test_a_call_may_begin_with_a_word_for_the_server(base: str) -> None:
    found = call_of_line(f"GET {base}/widgets/{{id}}")
    assert found is not None
    assert (found.method, found.path, found.server) == ("GET", "/widgets/{id}", "")


@pytest.mark.parametrize("base", ["https://https://api.a.example", "//api.a.example", "http://https://api.a.example"])
def test_a_host_behind_a_scheme_twice_or_none_is_no_step_of_the_path(base: str) -> None:
    found = call_of_line(f"GET {base}/widgets")
    assert found is not None
    assert (found.path, found.server) == ("/widgets", "https://api.a.example")


@pytest.mark.parametrize("other", ["WIDGETS", "widgets_of_mine", "<account>"])
def test_another_word_in_front_of_a_path_is_none_for_the_server(other: str) -> None:
    assert call_of_line(f"GET {other}/parts") is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/widgets/WIDGET_ID/parts/PART_NAME", "/widgets/{WIDGET_ID}/parts/{PART_NAME}"),
        ("/widgets/YOUR_WIDGET", "/widgets/{YOUR_WIDGET}"),
        ("/widgets/UUID", "/widgets/{UUID}"),
        ("/widgets/$WIDGET/parts", "/widgets/{WIDGET}/parts"),
        ("/widgets/$count", "/widgets/$count"),
        ("/reports/DAILY_REPORT", "/reports/DAILY_REPORT"),
        ("/widgets/WIDGET_ID_OF_MINE", "/widgets/WIDGET_ID_OF_MINE"),
    ],
)
def test_parameters_may_be_written_in_capitals(path: str, expected: str) -> None:
    found = call_of_line(f"GET {path}")
    assert found is not None
    assert found.path == expected


def test_parameters_may_have_blanks_inside_their_braces() -> None:
    found = operations(
        "# Widgets\n\n### GET /widgets/{ widget_id }\n\nShows one.\n\n"
        "### DELETE /widgets/{ widget_id }/parts/{ part }\n\nOut.\n"
    )
    assert list(found) == ["GET /widgets/{widget_id}", "DELETE /widgets/{widget_id}/parts/{part}"]


def test_a_heading_without_a_space_behind_its_signs_names_the_call_of_its_line() -> None:
    found = operations(
        "#Widgets\n\n####POST `/widgets`\nMakes one.\n\nParameters:\n\n- `size` (integer, required): How large.\n\n"
        "####GET /widgets/:id\n\nShows one.\n"
    )
    assert list(found) == ["POST /widgets", "GET /widgets/{id}"]
    assert body(found["POST /widgets"]) == ["size"]


def test_two_calls_side_by_side_share_what_follows_behind_a_word_for_the_server() -> None:
    found = operations(
        "# Widgets\n\n## Show\n\n`GET BASE_URL/widgets/<id>`<br>`GET BASE_URL/widgets/by-name/<name>`\n\n"
        "### Response codes\n\n200 OK\n:   There it is.\n\n404 Not Found\n:   There is none.\n"
    )
    assert {call: statuses(each) for call, each in found.items()} == {
        "GET /widgets/{id}": ["200", "404"],
        "GET /widgets/by-name/{name}": ["200", "404"],
    }


def test_an_address_for_a_heading_takes_its_method_from_a_label_below_it() -> None:
    found = operations(
        "# Shop\n\n## Widgets\n\n### /widgets/new\n\nMakes one.\n\n- **Method:** POST\n- **Request:** a widget\n\n"
        "### /widgets/{id}\n\n- **Method:** GET\n- **Response:** -\n\n"
        "### /widgets/{id} (Delete)\n\nOut.\n\n- **Response:** -\n"
    )
    assert list(found) == ["POST /widgets/new", "GET /widgets/{id}", "DELETE /widgets/{id}"]


def test_a_heading_of_words_takes_no_method_from_a_label() -> None:
    assert operations("# Shop\n\n### Widgets and more\n\n- **Method:** by hand\n- **Method:** GET\n") == {}


SENT = '{"size": 3, "kind": "box"}'


def sample(method: str, path: str, status: str, sent: str = "") -> str:
    heads = f"{method} {path} HTTP/1.1\nHost: shop.example.com\n" + ("Content-Type: application/json\n" if sent else "")
    return f"Example request:\n\n```\n{heads}\n{sent}\n```\n\nExample response:\n\n```\nHTTP/1.1 {status}\n```\n"


def test_where_samples_show_all_calls_one_that_sends_a_body_is_the_sample_of_its_section() -> None:
    found = operations(
        f"# Shop\n\n## Find\n\n{sample('GET', '/widgets/', '200 OK')}\n"
        f"## Make\n\n{sample('POST', '/widgets/', '201 CREATED', SENT)}\n"
    )
    assert {call: statuses(each) for call, each in found.items()} == {
        "GET /widgets/": ["200"],
        "POST /widgets/": ["201"],
    }


def test_beside_calls_that_are_named_such_a_sample_is_an_example() -> None:
    found = operations(
        f"# Shop\n\n## GET /widgets\n\nAll.\n\n## First steps\n\n{sample('POST', '/parts/', '201 CREATED', SENT)}\n"
    )
    assert list(found) == ["GET /widgets"]


def test_two_commands_of_one_section_are_two_ways_to_do_what_it_says() -> None:
    at = "https://shop.example.com"
    found = operations(
        "# Shop\n\n## Make a part\n\n"
        f'```bash\ncurl -X POST "{at}/widgets/{{widget}}/parts" -d \'{{"size": 3}}\'\n```\n\n'
        f'Or by its box:\n\n```bash\ncurl -X POST "{at}/boxes/{{box}}/parts" -d \'{{"size": 3}}\'\n```\n\n'
        "Request body fields:\n\n| Field | Type |\n|-|-|\n| `size` | integer |\n\nSuccess response: `201 Created`\n"
    )
    assert {call: (body(each), statuses(each)) for call, each in found.items()} == {
        "POST /widgets/{widget}/parts": (["size"], ["201"]),
        "POST /boxes/{box}/parts": (["size"], ["201"]),
    }


CALLS = "|{} | {} |\n|-|-|\n| `POST /widgets` | {} |\n| `GET /widgets/{{id}}` | {} |\n"


@pytest.mark.parametrize("head", ["Endpoint", "方法与路径", "Call"])
def test_a_column_of_whole_calls_lists_them_whatever_it_is_called(head: str) -> None:
    assert list(operations("# Shop\n\n" + CALLS.format(head, "What", "Makes one", "Shows one"))) == [
        "POST /widgets",
        "GET /widgets/{id}",
    ]


def test_two_columns_of_calls_list_none() -> None:
    assert operations("# Shop\n\n" + CALLS.format("Before", "Now", "`POST /boxes`", "`GET /boxes/{id}`")) == {}


@pytest.mark.parametrize(
    "items",
    [
        "- **POST** `/widgets` - Makes one\n- **GET** `/widgets/{id}` - Shows one\n",
        "- `POST /widgets`: Makes one\n- `GET /widgets/{id}`\n",
        "* POST `/widgets` → Makes one\n* GET `/widgets/{id}` (for all)\n",
    ],
)
def test_a_list_may_name_the_calls_of_a_page_that_documents_none(items: str) -> None:
    assert list(operations(f"# Shop\n\n## Calls\n\n{items}")) == ["POST /widgets", "GET /widgets/{id}"]
    assert operations(f"# Shop\n\n## Version 1.2\n\n{items}") == {}
    assert list(operations(f"# Shop\n\n{items}\n## PUT /boxes\n\nTakes a box.\n")) == ["PUT /boxes"]


def test_a_list_that_goes_on_with_sentences_lists_no_calls() -> None:
    assert operations("# Shop\n\n## Calls\n\n- use `GET /widgets` for all\n- `GET /widgets/{id}`: one\n") == {}


@pytest.mark.parametrize(
    ("line", "path", "query"),
    [
        ("GET /widgets/<widget id>/parts", "/widgets/{widget_id}/parts", {}),
        ("GET api/v1/<widget id>/search?query=red", "/api/v1/{widget_id}/search", {"query": "query"}),
        ("GET /widgets/{widget id}/parts", "/widgets/{widget_id}/parts", {}),
    ],
)
def test_a_parameter_in_brackets_may_be_of_words(line: str, path: str, query: dict[str, str]) -> None:
    table = "| Variable | Type | Description |\n|-|-|-|\n| `widget id` | string | Which one |\n"
    found = operations(
        f"# Shop\n\n## Find\n\n```\n{line}\n```\n\n### Path variables\n\n{table}\n"
        "## Make\n\n```\nPOST api/v1/widgets\n```\n"
    )
    assert parameters(found[f"GET {path}"]) == {"widget_id": "path"} | query


def test_front_matter_may_name_the_call_by_its_title() -> None:
    text = (
        "---\ntitle: POST /widgets\n---\n\nMakes one.\n\n### Arguments\n\n"
        "The request body has the following fields:\n\n"
        "| Field | Description |\n|-|-|\n| `size` | how large |\n"
    )
    page = driftwatch.Page(url="https://docs.example.com/make", path="make", text=text)
    entries = driftwatch.assemble_snapshot([driftwatch.extract_page(page)]).entries
    facts = [fact for each in entries.values() for fact in each.facts]
    assert [fact.call for fact in facts if isinstance(fact, Operation)] == ["POST /widgets"]
    assert "request · application/json · size" in [fact.at for fact in facts]


def test_an_element_may_name_a_call_with_a_parameter_in_angle_brackets() -> None:
    found = operations(
        '# Shop\n\n## All\n\n<Call path="/widgets" method="get">\n\nLists all.\n\n```\n[]\n```\n\nMore of it.\n\n'
        "And more.\n\n</Call>\n\n"
        '<Call path="/widgets/<widget>" method="get">\n\nQuery parameters:\n\n'
        "- `in` (string): unit\n\n</Call>\n"
    )
    assert {call: parameters(each) for call, each in found.items()} == {
        "GET /widgets": {},
        "GET /widgets/{widget}": {"in": "query"},
    }


HEADERS = "{} | Value\n-|-\n`Authorization` | `Bearer [token]`\n`X-Kind` | `all`, `some` or `few`\n"


@pytest.mark.parametrize(
    ("title", "head"), [("Headers", "Header"), ("Request headers", "Name"), ("Call", "Header Name")]
)
def test_a_table_may_say_what_is_sent_in_each_header(title: str, head: str) -> None:
    items = "The `X-Kind` header says how much is done.\n\n- `all` - every one\n- `some` - but a few\n"
    found = operations(f"# Shop\n\n## POST /widgets\n\n### {title}\n\n{HEADERS.format(head)}\n{items}")
    assert parameters(found["POST /widgets"]) == {"Authorization": "header", "X-Kind": "header"}
    told = next(
        each for each in found["POST /widgets"].facts if isinstance(each, Field) and "x-kind" in each.at.lower()
    )
    assert told.enum == ("all", "few", "some")


@pytest.mark.parametrize(("title", "head"), [("Response headers", "Header"), ("Settings", "Name")])
def test_another_table_of_values_names_no_header_that_is_sent(title: str, head: str) -> None:
    found = operations(f"# Shop\n\n## POST /widgets\n\n### {title}\n\n{HEADERS.format(head)}")
    assert parameters(found["POST /widgets"]) == {}


def test_what_a_sentence_tells_apart_from_the_next_call_shares_no_fields_with_it() -> None:
    found = operations(
        "# Shop\n\n## Calls\n\n`POST /widgets/start`\n\nStarts them.\n\n`POST /widgets/stop`\n\nStops them.\n\n"
        "Body parameters:\n\n- `now` (boolean): at once\n\n`POST /widgets/open`\n\n`POST /widgets/shut`\n\n"
        "Body parameters:\n\n- `wide` (boolean): all of it\n"
    )
    assert {call.rpartition("/")[2]: body(each) for call, each in found.items()} == {
        "start": [],
        "stop": ["now"],
        "open": ["wide"],
        "shut": ["wide"],
    }


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Returns 204 when successful.", ["204"]),
        ("The call responds with 201 and the new widget.", ["201"]),
        ("Makes one (returns 202).", ["202"]),
        ("It returns a 404 if there is none.", ["404"]),
        ("Returns 200 widgets at most.", []),
        ("Returns 250 and more of them.", []),
        ("Never returns 204 when it is closed.", []),
    ],
)
def test_a_number_right_behind_what_a_call_does_is_its_status(said: str, found: list[str]) -> None:
    assert statuses(operations(f"# Shop\n\n## POST /widgets\n\n{said}\n")["POST /widgets"]) == found


TABLE = "| Field | Type |\n|-|-|\n| `size` | integer |\n"


@pytest.mark.parametrize(
    ("above", "title", "is_returned"),
    [
        ("Response:", "#### Widget found", True),
        ("Response:\n\nSome words of it.", "#### Widget found", False),
        ("Remarks:", "#### Widget found", False),
        ("Response:", "### Widget found", False),
    ],
)
def test_a_label_right_above_a_heading_says_what_is_below_it(above: str, title: str, *, is_returned: bool) -> None:
    found = operations(f"# Shop\n\n### Find one\n\n```\nGET /widgets/{{id}}\n```\n\n{above}\n\n{title}\n\n{TABLE}")
    told = [fact.at for fact in found["GET /widgets/{id}"].facts if isinstance(fact, Field)]
    assert ("response · 200 · application/json · size" in told) is is_returned


WAYS = "### {}\n\n| {} | Type | Required |\n|-|-|-|\n| `text` | string | yes |\n| `{}` | string | yes |\n\n"


@pytest.mark.parametrize("head", ["Parameter", "Field"])
def test_sections_below_a_call_may_describe_ways_to_send_it(head: str) -> None:
    ways = WAYS.format("Warning", "Parameter", "color") + WAYS.format("Notice notification", head, "icon")
    told = operations(f"# Shop\n\n## POST /messages\n\nSends one.\n\n{ways}")["POST /messages"]
    assert body(told) == ["color", "icon", "text"]
    assert not any(fact.required for fact in told.facts if isinstance(fact, Field))


@pytest.mark.parametrize(
    ("call", "more", "head"),
    [
        ("GET /messages", "", "Parameter"),
        ("GET /messages", "", "Field"),
        ("POST /messages", "### Request body\n\n| Parameter | Type |\n|-|-|\n| `all` | string |\n\n", "Parameter"),
    ],
)
def test_other_sections_below_a_call_describe_none(call: str, more: str, head: str) -> None:
    told = operations(f"# Shop\n\n## {call}\n\nSends one.\n\n{more}{WAYS.format('Warning', head, 'color')}")[call]
    assert {*body(told), *parameters(told)} <= {"all"}


@pytest.mark.parametrize(
    "title", ["Message object", "File format", "Message model", "Response template", "TemporaryKey"]
)
def test_what_a_heading_calls_an_object_or_a_format_is_no_way_to_send(title: str) -> None:
    told = operations(f"# Shop\n\n## POST /messages\n\nSends one.\n\n{WAYS.format(title, 'Field', 'color')}")
    assert not body(told["POST /messages"])


def test_what_is_the_same_as_of_another_call_is_no_body() -> None:
    page = (
        "# Shop\n\n## Show {#show}\n\n`GET /widgets`\n\n## Make\n\n`PUT /widgets`\n\n### Response\n\n"
        "The response is the same as a [show](#show).\n"
    )
    assert not [fact for fact in operations(page)["PUT /widgets"].facts if isinstance(fact, Field)]


def test_a_phrase_in_brackets_is_one_of_a_status() -> None:
    found = operations("# Shop\n\n## POST /widgets\n\nResponds with an empty 204 (No Content) response.\n")
    assert statuses(found["POST /widgets"]) == ["204"]


def test_labels_of_one_word_are_those_of_a_call_and_of_what_it_takes_and_answers() -> None:
    table = "| Field | Type |\n|---|---|\n| {0} | integer |\n"
    page = (
        "# Boxes\n\n## Box\n\n**URL:** https://api.example.com/boxes\n\n**Type:** POST\n\n"
        f"**Body-parameters:**\n\n{table.format('size')}\n**Request-example:**\n\n```\ncurl x\n```\n\n"
        f"**Response-fields:**\n\n{table.format('made')}\n**Response-example:**\n\n```\n{{}}\n```\n"
    )
    (found,) = operations_of_page(sections_of_markdown(page), "p")
    assert (found.method, found.path) == ("POST", "/boxes")
    fields = {fact.at for fact in found.facts if isinstance(fact, Field) and not fact.at.endswith("$")}
    assert fields == {"request · application/json · size", "response · 200 · application/json · made"}


@pytest.mark.parametrize(
    "line",
    [
        "Endpoint - POST /boxes/:id",
        "Endpoint - `POST /boxes/:id`",
        "**Endpoint** - POST /boxes/{id}",
        "URL \u2013 POST /boxes/{id}",
        "Request path \u2014 POST /boxes/{id}",
    ],
)
def test_a_dash_sets_a_call_apart_from_a_word_for_addresses_as_a_colon_does(line: str) -> None:
    assert operations(f"# Make a box\n\n{line}\n\nMakes it.\n").keys() == {"POST /boxes/{id}"}


@pytest.mark.parametrize(
    "line",
    [
        "Removed - POST /boxes/{id}",
        "Old endpoint - POST /boxes/{id}",
        "Endpoint - POST /boxes/{id} is gone",
        "Endpoint-POST /boxes/{id}",
        "The endpoint, URL - POST /boxes/{id}",
        "Endpoint - see POST /boxes/{id}",
        "Endpoint - post a box/lid",
    ],
)
def test_other_words_before_a_dash_and_more_behind_the_call_name_none(line: str) -> None:
    assert operations(f"# Make a box\n\n{line}\n\nMakes it.\n") == {}


def test_sentences_beside_parameters_say_what_they_may_be_below_a_heading_that_calls_them_so() -> None:
    rows = "Parameter | Value\n-|-\nmode | How it is done, either `fast` or `slow`\nsize | Its size\n"
    found = operations(f"# Shop\n\n## PUT /widgets\n\n**Query parameters**\n\n{rows}")["PUT /widgets"]
    assert parameters(found) == {"mode": "query", "size": "query"}
    assert {each.enum for each in found.facts if isinstance(each, Field) and "mode" in each.at} == {("fast", "slow")}
    typed = "Parameter | Type\n-|-\nmode | string\n"
    values = "Parameter | Value\n-|-\nmode | slow\nmode | fast\n"
    found = operations(f"# Shop\n\n## PUT /widgets\n\n### Query parameters\n\n{typed}\n{values}")["PUT /widgets"]
    assert {each.enum for each in found.facts if isinstance(each, Field) and "mode" in each.at} == {("fast", "slow")}
    values = "Parameter | Value\n-|-\nmode | `slow`\nmode | `fast` (default)\nother | both `slow` and `fast`\n"
    found = operations(f"# Shop\n\n## PUT /widgets\n\n### Query parameters\n\n{typed}\n{values}")["PUT /widgets"]
    assert {each.enum for each in found.facts if isinstance(each, Field) and "mode" in each.at} == {("fast", "slow")}


def test_each_line_below_a_response_may_be_a_status_with_its_reason() -> None:
    lines = "Returns no data.\n\n`201 (CREATED)`: It is there.<br/>\n`409 (CONFLICT)`: It was there before.\n"
    found = operations(f"# Shop\n\n## POST /widgets\n\n__Response__\n\n{lines}")["POST /widgets"]
    assert {each.status for each in found.facts if isinstance(each, Response)} == {"201", "409"}


@pytest.mark.parametrize(
    ("line", "calls"),
    [
        ('`GET "{shop-host}/api/widgets"`', {"GET /api/widgets"}),
        ("`POST 'https://api.a.example/widgets?dry=true'`", {"POST /widgets"}),
        ('`GET "/widgets`', set()),
        ('`GET "widgets of yesterday"`', set()),
        ('It answers a `GET "/widgets"` with all of them.', set()),
        ('`PATCH "<shop-ip>/v1/widgets/{id}"`', {"PATCH /v1/widgets/{id}"}),
        ('`GET "<shelf>/widgets/{id}"`', set()),
    ],
)
def test_the_address_of_a_call_may_stand_in_quotes(line: str, calls: set[str]) -> None:
    assert set(operations(f"## Widgets\n\n{line}\n\nAll of them.\n")) == calls


TAKEN = "## Make a widget\n\n`POST /widgets`\n\n**Request Headers**:\n\n"


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("- **X-Shop-Key** \u2013 The key.\n- **Authorization:** The token.\n", ["Authorization", "X-Shop-Key"]),
        ("- **Content-Type** \u2013 JSON.\n", []),
        ("- **X-Shop-Key** \u2013 The key.\n- **Note** \u2013 Keep it.\n", []),
        ("- **X-Shop-Key** \u2013 The key.\n- **Retry-After** \u2013 When to ask again.\n", []),
    ],
)
def test_names_in_bold_that_only_headers_have_are_headers(listed: str, names: list[str]) -> None:
    found = parameters(operations(TAKEN + listed)["POST /widgets"])
    assert sorted(found) == names
    assert set(found.values()) <= {"header"}


def test_headers_in_bold_of_an_answer_are_not_sent() -> None:
    page = TAKEN.replace("**Request Headers**", "### Response\n\n#### Headers") + "- **X-Shop-Key** \u2013 The key.\n"
    assert parameters(operations(page)["POST /widgets"]) == {}
