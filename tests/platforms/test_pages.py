"""Plain pages: what names a call, and what stands below it."""

import pytest

from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import AnyFact, Field, Operation, Parameter, Response
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page


def operations(markdown: str) -> tuple[PageOperation, ...]:
    return operations_of_page(sections_of_markdown(markdown), "widgets")


def calls(markdown: str) -> list[tuple[str, str, str]]:
    return [(item.method, item.path, item.server) for item in operations(markdown)]


def fields(operation: PageOperation) -> dict[str, Field]:
    return {fact.at: fact for fact in operation.facts if isinstance(fact, Field)}


def kinds(facts: tuple[AnyFact, ...], kind: type) -> list[str]:
    return [fact.at for fact in facts if isinstance(fact, kind)]


TABLE = "\n\n| Parameter | Type | Required |\n|-|-|-|\n| `name` | string | yes |\n"


@pytest.mark.parametrize(
    "heading",
    [
        "## POST /v1/widgets",
        "## `POST` `/v1/widgets`",
        "## `POST /v1/widgets`",
        "### [POST]/v1/widgets",
        "## Make a widget: POST /v1/widgets",
        "## 1. Make a widget - `POST /v1/widgets`",
        "## Make a widget\n\n`POST /v1/widgets`",
        "## Make a widget\n\n**post** `/v1/widgets`",
        "## Make a widget\n\n**Endpoint:** `POST /v1/widgets`",
        "## Make a widget\n\n```http\nPOST /v1/widgets HTTP/1.1\n```",
        "## Make a widget\n\n```\nPOST {{base_url}}/v1/widgets\n```",
        "## Make a widget\n\nPOST\n\n/\n\nv1\n\n/\n\nwidgets",
        "## Make a widget\n\n**Endpoint:** `/v1/widgets`\n\n**Method:** `POST`",
        "## Make a widget\n\n- Endpoint Path: `/v1/widgets`\n- Method: `POST`\n- Request: `application/json`",
        "## Make a widget\n\n- 请求方法\uff1aPOST\n- 请求地址\uff1a`/v1/widgets`",
        "## Make a widget\n\n| Key | Value |\n|-|-|\n| HTTP Method | POST |\n| URL | /v1/widgets |",
    ],
)
def test_a_call_is_named_in_many_ways(heading: str) -> None:
    (operation,) = operations(f"# Widgets\n\n{heading}{TABLE}")
    assert (operation.method, operation.path) == ("POST", "/v1/widgets")
    assert fields(operation)["request · application/json · name"].required


@pytest.mark.parametrize(
    "prose",
    [
        "Poll `GET /v1/widgets/{id}` until it is done.",
        "Get /in touch",
        "See POST /v1/widgets for more.",
        "```sh\ncurl -X POST https://a.test/v1/x\n```",
    ],
)
def test_a_call_that_is_only_mentioned_is_no_operation(prose: str) -> None:
    assert operations(f"# Widgets\n\n{prose}{TABLE}") == ()


def test_a_full_url_gives_the_server() -> None:
    assert calls("## GET https://api.example.test/v1/widgets?limit=1\n") == [
        ("GET", "/v1/widgets", "https://api.example.test")
    ]


def test_the_one_base_url_of_a_page_is_the_server() -> None:
    page = "# Widgets\n\nBase URL: `https://api.example.test/v1`\n\n## GET /widgets\n"
    assert calls(page) == [("GET", "/widgets", "https://api.example.test/v1")]


@pytest.mark.parametrize("path", ["/v1/widgets/:id", "/v1/widgets/<id>", "/v1/widgets/{id}"])
def test_path_parameters_have_one_spelling(path: str) -> None:
    assert calls(f"## GET `{path}`\n")[0][1] == "/v1/widgets/{id}"


def test_each_call_has_what_stands_below_it() -> None:
    page = f"# Widgets\n\n## POST /v1/widgets{TABLE}\n\n## GET /v1/widgets{TABLE}"
    made, read = operations(page)
    assert kinds(made.facts, Parameter) == []
    assert kinds(read.facts, Parameter) == ["parameter · query · name"]


def test_a_section_that_is_called_endpoint_speaks_for_the_page() -> None:
    page = (
        f"# Make a widget\n\n## Endpoint\n\n`POST /v1/widgets`\n\n"
        f"## Request body{TABLE}\n\n## Response\n\n| Field | Type |\n|-|-|\n| `id` | int |\n"
    )
    (operation,) = operations(page)
    assert kinds(operation.facts, Response) == ["response · 200"]
    assert isinstance(operation.facts[0], Operation)
    assert operation.facts[0].summary == "Make a widget"


def test_labels_and_headings_place_the_tables_below_them() -> None:
    table = "| Field | Type |\n|-|-|\n| `x` | int |\n"
    page = (
        f"## PUT /v1/widgets/{{id}}\n\n**Headers:**\n\n{table}\n"
        f"**Query parameters:**\n\n{table}\n### Path parameters\n\n"
        f"{table.replace('x', 'id')}\n### Body\n\n{table}\n### Response 201\n\n"
        f"{table}\n**Error Responses:**\n\n- `404 Not Found`\n"
    )
    (operation,) = operations(page)
    assert sorted(fields(operation)) == [
        "parameter · header · x · $",
        "parameter · path · id · $",
        "parameter · query · x · $",
        "request · application/json · $",
        "request · application/json · x",
        "response · 201 · application/json · $",
        "response · 201 · application/json · x",
    ]
    assert kinds(operation.facts, Response) == ["response · 201", "response · 404"]


def test_a_column_places_its_row() -> None:
    page = (
        "## GET /v1/widgets\n\n| Name | In | Type | Required | Description |\n|-|-|-|-|-|\n"
        "| trace | header | string | false | x |\n| page | query | integer | true | y |\n"
    )
    assert kinds(operations(page)[0].facts, Parameter) == ["parameter · header · trace", "parameter · query · page"]


WIDDERSHINS = """
# Widgets

## make

`POST /v1/widgets`

<h3 id="make-parameters">Parameters</h3>

|Name|In|Type|Required|Description|
|---|---|---|---|---|
|trace|query|boolean|false|none|
|body|body|[Widget](#schemawidget)|true|none|
{rows}
<h3 id="make-responses">Responses</h3>

|Status|Meaning|Description|Schema|
|---|---|---|---|
|201|[Created](https://example.test)|Made|[Widget](#schemawidget)|
|default|Default|Any fault|None|

# Schemas

<h2 id="tocS_Widget">Widget</h2>
<a id="schemawidget"></a>

|Name|Type|Required|Restrictions|Description|
|---|---|---|---|---|
|name|string|true|none|none|
|parts|[string]|false|none|none|

#### Enumerated Values

|Property|Value|
|---|---|
|name|small|
|name|large|
"""


def test_widdershins_bodies_are_read_from_rows() -> None:
    rows = "|» name|body|string|true|none|\n|» parts|body|[string]|false|none|\n"
    (operation,) = operations(WIDDERSHINS.replace("{rows}\n", rows))
    found = fields(operation)
    assert found["request · application/json · name"].required
    assert found["request · application/json · parts[]"].type == ("string",)
    assert kinds(operation.facts, Response) == ["response · 201", "response · default"]


def test_values_in_a_table_of_their_own_belong_to_their_field() -> None:
    rows = (
        "|» name|body|string|true|none|\n\n#### Enumerated Values\n"
        "\n|Parameter|Value|\n|---|---|\n|» name|a|\n|» name|b|\n"
    )
    (operation,) = operations(WIDDERSHINS.replace("{rows}\n", rows))
    assert fields(operation)["request · application/json · name"].enum == ("a", "b")


def test_stainless_bullets_are_read() -> None:
    page = (
        '# Create a message\n\n**post** `/v1/messages`\n\n### Body Parameters\n\n- `model: "a" or "b" or 1 more`\n\n'
        '  - `"a"`\n  - `"b"`\n  - `"c"`\n\n- `max_tokens: optional number`\n\n'
        "  Most.\n\n### Returns\n\n- `id: string`\n"
    )
    found = fields(operations(page)[0])
    assert found["request · application/json · model"].enum == ("a", "b", "c")
    assert not found["request · application/json · max_tokens"].required
    assert found["response · 200 · application/json · id"].type == ("string",)


def test_headings_of_fields_are_read() -> None:
    page = (
        "# Draw\n\n`POST /v1/draw`\n\n## Body\n\n#### `size`\n\n"
        "- Type: string\n- Required: Yes\n\n#### `n`\n\n- Type: integer\n"
    )
    found = fields(operations(page)[0])
    assert found["request · application/json · size"].required
    assert found["request · application/json · n"].type == ("integer",)


def test_gitbook_blocks_are_operations_of_their_own() -> None:
    block = (
        '{% swagger method="METHOD" path="/v1/x" %}\n'
        '{% swagger-parameter in="query" name="q" type="string" required="true" %}\n'
        "Text.\n{% endswagger-parameter %}\n{% endswagger %}\n"
    )
    found = operations("# X\n\n" + block.replace("METHOD", "get") + "\n" + block.replace("METHOD", "delete"))
    assert [(item.method, kinds(item.facts, Parameter)) for item in found] == [
        ("GET", ["parameter · query · q"]),
        ("DELETE", ["parameter · query · q"]),
    ]


def test_a_content_type_line_names_the_media_type() -> None:
    (operation,) = operations(f"## POST /v1/widgets\n\n**Content-Type:** `multipart/form-data`{TABLE}")
    assert "request · multipart/form-data · name" in fields(operation)


def test_a_call_without_fields_counts_beside_others_and_below_a_heading_that_names_it() -> None:
    full = "## Make\n\n**POST** `/v1/widgets`" + TABLE
    assert [path for _, path, _ in calls(f"# X\n\n{full}\n## List\n\n**GET** `/v1/all`\n\nEvery one.\n")] == [
        "/v1/widgets",
        "/v1/all",
    ]
    assert len(calls(f"# X\n\n## POST /v1/widgets{TABLE}\n### GET /v1/widgets/{{id}}\n\nOne.\n")) == 2
    below = f"# X\n\n`POST /v1/widgets`{TABLE}\n## Wait for it\n\n`GET /v1/tasks/{{id}}`\n\nAsk until it is done.\n"
    assert [path for _, path, _ in calls(below)] == ["/v1/widgets"]


def test_a_call_documented_twice_is_told_once() -> None:
    assert calls(f"# X\n\n## GET /v1/x\n\n## Again: GET /v1/x{TABLE}") == [("GET", "/v1/x", "")]


def test_a_page_in_html_gives_the_same_operation() -> None:
    html = (
        "<main><h1>Widgets</h1><h2>Make</h2><p><code>POST "
        "/v1/widgets</code></p><table><tr><th>Parameter</th><th>Type</th>"
        "<th>Required</th></tr><tr><td><code>name</code></td><td>string</td><td>yes</td></tr></table></main>"
    )
    markdown = f"# Widgets\n\n## Make\n\n`POST /v1/widgets`{TABLE}"
    assert operations_of_page(sections_of_html(html), "widgets") == operations(markdown)


def test_front_matter_that_begins_with_a_call_makes_no_specification_of_a_page():
    text = "---\nopenapi: post /v1/chat\n---\n\n# Chat\n\nWords.\n"
    page = Page(url="https://docs.example.com/chat", path="chat", text=text)
    assert statements_of(page).document.format == "markdown"
