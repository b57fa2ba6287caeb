"""Calls in further forms: a query as a list of names, labels in one paragraph, parameters in a host, examples."""

import pytest

import driftwatch
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Parameter
from driftwatch.model.paths import parts
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "widgets")
    return {f"{item.method} {item.path}": item for item in found}


def parameters(operation: PageOperation) -> dict[str, str]:
    return {fact.name: fact.within for fact in operation.facts if isinstance(fact, Parameter)}


@pytest.mark.parametrize(
    "written",
    [
        "## PUT /widgets/{id}{?keep,dry}\n",
        "## Import [PUT /widgets/{id}{?keep,dry*}]\n",
        "## Import\n\n    PUT /widgets/{id}{?keep,dry}\n",
        "## Import\n\n    PUT /widgets/[id]{?keep,dry}\n",
        "## Import\n\n```http\nPUT /widgets/{{ $id }}{?keep,dry}\n```\n",
        "## Import\n\n```console\nPUT /widgets/<id>{?keep,dry}\n```\n",
        "## Import\n\n`PUT /widgets/:id{?keep,dry}`\n",
    ],
)
def test_the_names_of_a_query_may_stand_in_braces(written: str) -> None:
    (call,) = operations(f"# Widgets\n\n{written}\nTakes them in.\n").items()
    assert call[0] == "PUT /widgets/{id}"
    assert parameters(call[1]) == {"keep": "query", "dry": "query"}


def test_what_a_call_has_in_its_query_is_no_field_of_its_body() -> None:
    told = "Parameters:\n\n* `keep`: what is there\n* `note`: why\n"
    (made,) = operations(f"# Widgets\n\n## Import\n\n    PUT /widgets{{?keep,dry}}\n\n{told}").values()
    assert parameters(made) == {"keep": "query", "dry": "query"}


def test_labels_of_one_paragraph_name_the_call() -> None:
    said = "**Endpoint**: `/widgets/{id}`  \n**Method:** `GET`  \n**Schema:** see below\n"
    assert list(operations(f"# Widgets\n\n## Show\n\n{said}\n")) == ["GET /widgets/{id}"]


@pytest.mark.parametrize(
    ("host", "server"),
    [
        ("http://<server>:8080", "http://{server}:8080"),
        ("https://$HOST", "https://$HOST"),
        ("https://{region}.example.com", "https://{region}.example.com"),
    ],
)
def test_a_host_may_be_a_parameter(host: str, server: str) -> None:
    (made,) = operations(f"# Widgets\n\n## Show\n\n    GET {host}/api/v1/widgets\n\nShows them.\n").values()
    assert (made.path, made.server) == ("/api/v1/widgets", server)


def test_a_call_without_a_slash_may_have_parameters_behind_colons() -> None:
    assert list(operations("# Widgets\n\n## Show\n\n    GET shelves/:shelf/widgets/:id\n\nShows one.\n")) == [
        "GET /shelves/{shelf}/widgets/{id}"
    ]


def test_two_samples_of_one_call_are_no_list_of_calls() -> None:
    samples = "    GET /shelves/red/export?ids=1,2\n    GET /shelves/red/export?ids=1&ids=2\n"
    told = "Optional parameters:\n\n* `ids` a list of what goes in\n* `all` true or false\n"
    found = operations(f"# Shelves\n\n## Export\n\n    GET /shelves/[SHELF]/export\n\n{told}\nExamples:\n\n{samples}")
    assert {call: parameters(made) for call, made in found.items()} == {
        "GET /shelves/{SHELF}/export": {"ids": "query", "all": "query"}
    }


def test_a_block_of_several_calls_hides_no_block_of_one() -> None:
    page = "# Shelves\n\n## Export\n\n    GET /shelves/{id}\n\nShows it.\n\n    PUT /shelves\n    POST /shelves\n"
    assert list(operations(page)) == ["GET /shelves/{id}", "PUT /shelves", "POST /shelves"]


@pytest.mark.parametrize(
    ("sample", "calls"),
    [
        ("GET /api/14/shelves/3/widgets", 1),
        ("GET /api/14/shelves/mine/widgets", 2),
        ("GET /api/15/shelves/{id}/widgets", 2),
        ("POST /api/14/shelves/3/widgets", 2),
    ],
)
def test_a_call_with_a_number_for_a_parameter_is_an_example_of_the_one_with_it(sample: str, calls: int) -> None:
    found = operations(f"# Shelves\n\n## List\n\n    GET /api/14/shelves/{{id}}/widgets\n\n### JSON\n\n    {sample}\n")
    assert len(found) == calls


HEADED = "| Query Parameters | Format | Expected |\n|-|-|-|\n| `since` | a date | what is newer |\n"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_head_of_a_column_may_say_where_its_names_travel(method: str) -> None:
    (made,) = operations(f"# Widgets\n\n## {method} /widgets\n\nAsk so:\n\n{HEADED}").values()
    assert parameters(made) == {"since": "query"}


def test_the_head_of_another_column_says_nothing_of_rows() -> None:
    rows = "| Tool | Query parameters |\n|-|-|\n| fill | `since` and `until` |\n"
    (made,) = operations(f"# Widgets\n\n## GET /widgets\n\n{rows}").values()
    assert parameters(made) == {}


@pytest.mark.parametrize(
    ("item", "is_field"),
    [
        ("`ids` a list of what goes in", True),
        ("`all` true/false, everything", True),
        ("`ids` and `all` exclude each other", False),
        ("`ids`, `all`: one of both", False),
        ("`ids`/`all`: one of both", False),
    ],
)
def test_a_list_below_a_label_of_parameters_needs_no_colons(item: str, *, is_field: bool) -> None:
    (made,) = operations(f"# Widgets\n\n## GET /widgets\n\nOptional parameters:\n\n* {item}\n").values()
    assert bool(parameters(made)) is is_field


def test_an_overview_may_call_its_methods_verbs() -> None:
    rows = "| API | Verb | Path |\n|-|-|-|\n| List | GET | /widgets |\n| Make | POST | /widgets |\n"
    assert list(operations(f"# Widgets\n\n{rows}")) == ["GET /widgets", "POST /widgets"]


FIELDS = "| Name | Type |\n|-|-|\n| `size` | integer |\n"


@pytest.mark.parametrize("lang", ["", "http", "text", "txt", "plaintext"])
@pytest.mark.parametrize("call", ["GET /widgets", "GET shelves/widgets"])
def test_a_line_that_is_a_call_is_one_whether_its_block_is_called_text_or_http(lang: str, call: str) -> None:
    (made,) = operations(f"# List widgets\n\n```{lang}\n{call}\n```\n\n{FIELDS}").values()
    assert list(parameters(made)) == ["size"]


@pytest.mark.parametrize(("title", "calls"), [("Endpoints", 2), ("How to do it", 1)])
def test_lines_in_another_language_are_samples_unless_the_heading_announces_calls(title: str, calls: int) -> None:
    page = f"# Widgets\n\n## {title}\n\nAll:\n\n```json\nGET /widgets\n```\n\nOne:\n\n```json\nPUT /widgets\n```\n"
    assert len(operations(page)) == calls


@pytest.mark.parametrize("lang", ["http", "text"])
def test_a_request_as_it_travels_shows_the_call_of_its_section(lang: str) -> None:
    sent = 'POST /shelves/7/widgets?dry=1 HTTP/1.1\nHost: x.example.com\nAccept: */*\n\n{"size": 1}'
    told = "### Path parameters\n\n| Name | Type |\n|-|-|\n| `shelf` | integer |\n"
    page = f"# API\n\n## Make a widget\n\n{told}\n### Example\n\n```{lang}\n{sent}\n```\n"
    assert {call: parameters(made) for call, made in operations(page).items()} == {
        "POST /shelves/{shelf}/widgets": {"shelf": "path"}
    }


def test_what_asks_for_the_head_takes_the_parameters_of_what_asks_for_it_all() -> None:
    page = "# Widgets\n\n## Endpoints\n\n    GET /widgets/{id}\n\nOr the head:\n\n    HEAD /widgets/{id}\n\n"
    found = operations(f"{page}## Query parameters\n\n{FIELDS}")
    assert [parameters(made).get("size") for made in found.values()] == ["query", "query"]


@pytest.mark.parametrize(
    "pointer", ["", "The fields are listed below:\n\n", "These fields are as follows:\n\n", "Where:\n\n"]
)
def test_a_label_that_only_points_below_leaves_the_one_above_it_in_force(pointer: str) -> None:
    told = f"**Conditional fields in widget responses**\n\nAt times only.\n\n{pointer}"
    rows = "| Field | Description | Shown |\n|-|-|-|\n| `shade` | Its shade | if it has one |\n"
    (made,) = operations(f"# Widgets\n\n## GET /widgets\n\n**Parameters:**\n\n{FIELDS}\n{told}{rows}").values()
    assert parameters(made) == {"size": "query"}
    assert any(fact.at == "response · 200 · application/json · shade" for fact in made.facts)


QUERY = f"### Query parameters\n\n{FIELDS}"


@pytest.mark.parametrize(
    "line",
    [
        '{{< endpoint method="GET" path="/widgets/{id}" >}}',
        '{{% api-call endpoint="/widgets/{id}" method="get" %}}',
        '{% endpoint method="GET" url="/widgets/{id}" %}',
        ':::endpoint{method="GET" path="/widgets/{id}"}\n:::',
        '{{% endpoint "GET" "/widgets/{id}" %}}',
        "{{< api-call GET /widgets/{id} >}}",
        "{% endpoint 'GET' '/widgets/{id}' %}",
    ],
)
def test_a_line_that_stands_for_an_element_names_a_call_by_its_attributes(line: str) -> None:
    (call,) = operations(f"# Show\n\n{line}\n\n{QUERY}").items()
    assert (call[0], parameters(call[1])) == ("GET /widgets/{id}", {"size": "query"})


def words(text: str) -> list[str]:
    page = driftwatch.Page(url="https://docs.example.com/show", path="show", text=text)
    snapshot = driftwatch.assemble_snapshot([driftwatch.extract_page(page)])
    found = (snapshot.text(place) for place in snapshot.texts)
    return [line.words for told in found if told is not None for line in told.lines]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{{< endpoint method="GET" path="/x" auth="token" >}}\n', ['auth="token"', "GET /x"]),
        ('{{< endpoint "GET" "/x" auth="token" >}}\n', ['auth="token"', "GET /x"]),
        (':::card{label="Keys" icon="key"}\nInside.\n:::\n', ["Keys", "Inside."]),
        ('::::grid\n:::card{label="Keys"}\nInside.\n:::\n::::\n\nBelow.\n', ["Keys", "Inside.", "Below."]),
        (":::card{}\nInside.\n\nBelow.\n", ["Inside.", "Below."]),
        (":::a\nOne.\n\n:::b\nTwo.\n:::\n\nBelow.\n", ["One.", "Two.", "Below."]),
    ],
)
def test_what_such_lines_show_is_words_of_the_page(text: str, shown: list[str]) -> None:
    assert words(text) == shown


@pytest.mark.parametrize(
    "front",
    ["method: get\npath: /widgets/{id}", "endpoint: GET /widgets/{id}", "api_method: GET\napi_path: /widgets/{id}"],
)
def test_front_matter_may_name_the_call_of_a_page(front: str) -> None:
    page = driftwatch.Page(
        url="https://docs.example.com/show", path="show", text=f"---\n{front}\n---\n\n# Show\n\n{QUERY}"
    )
    snapshot = driftwatch.assemble_snapshot([driftwatch.extract_page(page)])
    found = [entry.operation for entry in snapshot.entries.values() if entry.operation]
    assert [(each.method, each.path) for each in found] == [("GET", "/widgets/{id}")]


KEYS = "Request | Value\n-- | --\nMethod | `POST`\nURL | `{prefix}/racks/{rack}/find`\nNotes | none\n"
KEYS_OF_HTML = (
    "<table><tr><th>Request</th><th>Value</th></tr><tr><td>Method</td><td>\n\n`POST`\n\n</td></tr>"
    "<tr><td>URL</td><td>\n\n`{prefix}/racks/{rack}/find`\n\n</td></tr></table>\n"
)


@pytest.mark.parametrize("keys", [KEYS, KEYS_OF_HTML])
@pytest.mark.parametrize(
    "sample",
    [
        "Example:\n\n`POST {prefix}/racks/rack_name/find`\n",
        "`POST {prefix}/racks/rack_name/find?size=10`\n",
        "#### Example for a large rack\n\n`POST {prefix}/racks/rack_name/find`\n\n```json\n{}\n```\n",
        "#### Example\n\n`POST {prefix}/racks/rack_name/find`\n",
    ],
)
def test_lines_below_a_table_of_keys_are_examples_of_its_call(keys: str, sample: str) -> None:
    found = operations(f"# Racks\n\n## Calls\n\n### Find\n\nFinds widgets.\n\n{keys}\n{sample}\n")
    assert list(found) == ["POST /racks/{rack}/find"]


def test_an_example_of_another_call_is_none_of_the_call_around_it() -> None:
    found = operations(f"# Racks\n\n### Find\n\n{KEYS}\n#### Example of counting\n\n`GET /racks/{{rack}}/count`\n")
    assert list(found) == ["POST /racks/{rack}/find", "GET /racks/{rack}/count"]


@pytest.mark.parametrize(
    "path",
    [
        "/racks/:rack(/:shelf)/hash",
        "/racks/{rack}[/{shelf}]/hash",
        "/racks/<rack>[/<shelf>]/hash",
    ],
)
@pytest.mark.parametrize(
    "written",
    [
        "## POST {}\n",
        "## Hash\n\n`POST {}`\n",
        "## Hash\n\n```http\nPOST {}\n```\n",
        "## Hash\n\n| Method | Path |\n| --- | --- |\n| `POST` | `{}` |\n",
        "## Hash\n\n| Name | Value |\n| --- | --- |\n| Method | `POST` |\n| URL | `{}` |\n",
    ],
)
def test_steps_of_a_path_in_brackets_may_be_left_out(path: str, written: str) -> None:
    fields = "\n### Parameters\n\n- `rack` (string: <required>): where\n- `size` (int): how much\n"
    found = operations(f"# Racks\n\n{written.replace('{}', path)}\nDoes it.\n{fields}")
    assert list(found) == ["POST /racks/{rack}/{shelf}/hash", "POST /racks/{rack}/hash"]
    assert all({"rack", "size"} <= _names(operation) for operation in found.values())


def _names(operation: PageOperation) -> set[str]:
    return {parts(fact.at)[-1] for fact in operation.facts}


@pytest.mark.parametrize(
    ("path", "forms"),
    [
        ("/random(/:source)(/:bytes)", ["/random/{source}/{bytes}", "/random/{source}", "/random"]),
        ("/racks/[{rack}]", ["/racks/{rack}", "/racks"]),
        ("/racks/(:rack)", ["/racks/{rack}", "/racks"]),
        ("/racks/{rack}[/shelves/{shelf}]", ["/racks/{rack}/shelves/{shelf}", "/racks/{rack}"]),
        ("/racks/(rack or name)", ["/racks/{rack_or_name}"]),
        ("/racks/[rack][/{shelf}]", ["/racks/{rack}/{shelf}", "/racks/{rack}"]),
        ("/a(/:b)(/:c)(/:d)(/:e)", ["/a/{b}/{c}/{d}/{e}"]),
    ],
)
def test_a_path_has_a_form_for_each_number_of_steps(path: str, forms: list[str]) -> None:
    table = f"| Method | Path | What |\n| --- | --- | --- |\n| GET | `{path}` | one |\n| PUT | `/other` | two |\n"
    for page in (f"# Racks\n\n## Random\n\n`GET {path}`\n", f"# Racks\n\n{table}"):
        found = [call for call in operations(page) if call != "PUT /other"]
        assert found == [f"GET {form}" for form in forms]


def overview(*paths: str) -> list[str]:
    rows = "".join(f"| GET | `{path}` |\n" for path in paths)
    return list(operations(f"# Racks\n\n| Verb | Path |\n| --- | --- |\n{rows}"))


def test_paths_of_an_overview_may_begin_without_a_slash() -> None:
    assert overview("v2", "v2/racks/<rack>[/shelves/<shelf>]") == [
        "GET /v2",
        "GET /v2/racks/{rack}/shelves/{shelf}",
        "GET /v2/racks/{rack}",
    ]


@pytest.mark.parametrize("other", ["listRacks", "api.example.com/racks", "see below", ""])
def test_what_an_overview_says_in_words_is_no_path(other: str) -> None:
    assert overview(other, "other") == []


def test_words_beside_paths_with_a_slash_are_none() -> None:
    assert overview("/racks", "other") == ["GET /racks"]


@pytest.mark.parametrize("name", ["id", "`<id>`", "{id}", "widget-id"])
def test_a_form_of_a_call_without_a_place_for_it_has_no_parameter_in_its_path(name: str) -> None:
    calls = "```http\nGET /widgets\nGET /widgets/{id}\n```\n"
    told = f"### Path parameters\n\n| Parameter | Type | Description |\n|-|-|-|\n| {name} | string | Which one. |\n"
    found = operations(f"# Widgets\n\n## Endpoints\n\n{calls}\n{told}")
    assert parameters(found["GET /widgets"]) == {}
    assert set(parameters(found["GET /widgets/{id}"]).values()) == {"path"}


@pytest.mark.parametrize(
    "written", ["## Move `PUT /widgets?id=<widget id>&to=<shelf>`", "## Move\n\n    PUT /widgets?id=<widget id>"]
)
def test_what_a_reader_fills_into_a_query_may_be_in_words(written: str) -> None:
    (call,) = operations(f"# Widgets\n\n{written}\n\nMoves it.\n").items()
    assert call[0] == "PUT /widgets"
    assert parameters(call[1])["id"] == "query"


def test_what_is_explained_below_the_sample_of_an_answer_is_returned() -> None:
    sample = 'The response format:\n\n```json\n{"state": "ok", "lids": 1}\n```\n\nWhere:\n\n'
    told = "- `state`: how it is\n- `lids`: how many\n"
    (made,) = operations(f"# Boxes\n\n## Health\n\n```http\nGET /health\n```\n\n{sample}{told}").values()
    assert not parameters(made)
    assert any(fact.at == "response · 200 · application/json · state" for fact in made.facts)


@pytest.mark.parametrize(
    ("last", "calls"),
    [
        ("Gone, use [`GET:/widgets/{id}`](https://a.example/g)", ["GET /widgets/{id}", "POST /widgets"]),
        ("Gone, use `GET /gadgets`", []),
        ("Soon", []),
    ],
)
def test_a_row_of_an_overview_may_point_to_another_one(last: str, calls: list[str]) -> None:
    head = "| What | Call |\n|-|-|\n| Make | [`POST:/widgets`](https://a.example/p) |\n| Show | `GET:/widgets/{id}` |\n"
    assert sorted(operations(f"# Widgets\n\n## Calls\n\n{head}| State | {last} |\n")) == calls


@pytest.mark.parametrize("step", ["{id: String}", "{id:int}", "{id:guid?}", "<int:id>", "<string:id>", "{int:id}"])
def test_a_parameter_of_a_path_may_say_its_type(step: str) -> None:
    assert list(operations(f"# Widgets\n\n## Show\n\n    GET /widgets/{step}/lid\n")) == ["GET /widgets/{id}/lid"]


def test_a_sentence_says_where_a_request_is_sent_behind_a_word_for_the_host() -> None:
    said = "Makes one. Requires POST to `${SHOP_URL}/shop/make`. The following query parameters are required:"
    (made,) = operations(f"# Shop\n\n## `make`\n\n{said}\n\n* `size`: how wide\n").items()
    assert (made[0], parameters(made[1])) == ("POST /shop/make", {"size": "query"})


def test_a_heading_may_be_the_path_of_a_call_that_a_sample_makes() -> None:
    sample = "```console\n$ curl http://127.0.0.1:7000/state.json\n```\n"
    found = operations(
        f"# Shop\n\n## `state.json`\n\n* Method: `GET`\n* Parameters:\n\n  * `size` - how wide\n\n{sample}"
    )
    assert {name: parameters(call) for name, call in found.items()} == {"GET /state.json": {"size": "query"}}
    assert not operations("# Shop\n\n## `state.json`\n\n* Method: `GET`\n")


@pytest.mark.parametrize("heading", ["`POST` `/lids/:id` makes one", "`POST /lids/:id` 만들기"])
def test_a_heading_may_begin_with_a_call_in_code(heading: str) -> None:
    assert list(operations(f"# Shop\n\n### {heading}\n\nMakes it.\n")) == ["POST /lids/{id}"]


def test_a_heading_about_two_calls_is_none_of_them() -> None:
    assert not operations("# Shop\n\n### `GET /lids` or `GET /rims`, and why\n\nWhich to take.\n")


def test_an_address_above_an_example_says_what_is_a_parameter() -> None:
    found = operations(
        "# Shop\n\n## One lid\n\n`/v2/lids/<lid>`\n\nReturns it.\n\n### Example request\n\n`GET /v2/lids/0x12ab`\n\n"
        "## No lid\n\n`/v2/lids/<lid>`\n\n### Example request\n\n`DELETE /v2/lids/0x12ab`\n"
    )
    assert list(found) == ["GET /v2/lids/{lid}", "DELETE /v2/lids/{lid}"]


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("`[PlatformAddress]/api/v1/widgets/add`", "ANY /api/v1/widgets/add"),
        ("`[ApiBaseUrl]/widgets`", "ANY /widgets"),
        ("`GET [Server address]/widgets/{id}`", "GET /widgets/{}"),
        ("`[Widget]/widgets`", ""),  # what the brackets stand for, nobody says
        ("`[1, 2]/widgets`", ""),
    ],
)
def test_a_call_may_begin_with_a_word_for_the_server_in_brackets(line: str, call: str) -> None:
    table = "| Field | Type | Required |\n|-|-|-|\n| size | string | yes |\n"
    page = f"# Widgets\n\n## Add a widget\n\n### Request\n\n{line}\n\n{table}"
    snapshot = driftwatch.assemble_snapshot(
        [driftwatch.extract_page(driftwatch.Page(url="https://docs.example.com/w", path="w", text=page))]
    )
    assert [each.name for each in snapshot.entries if each.kind == "operation"] == ([call] if call else [])


@pytest.mark.parametrize(
    "heading",
    [
        "4.3. GET `/boxes/{id}` \u2014 one of them (A2)",
        "5. `GET /boxes/{id}` \u2014 one",
        "(2) GET /boxes/{id} - one",
        "\u4e00\u3001GET /boxes/{id} \u83b7\u53d6\u7bb1\u5b50",
        "GET /boxes/{id} Получить коробку",
        "1) `GET` `/boxes/{id}` shows it",
    ],
)
def test_a_heading_with_a_number_names_its_call_and_says_what_it_does(heading: str) -> None:
    assert list(operations(f"# Boxes\n\n## {heading}\n\nText.\n")) == ["GET /boxes/{id}"]


@pytest.mark.parametrize("heading", ["4. Boxes of `GET /boxes/{id}` and others", "3 boxes", "1. GET"])
def test_other_headings_with_numbers_name_no_call(heading: str) -> None:
    assert not operations(f"# Boxes\n\n## {heading}\n\nText.\n")
