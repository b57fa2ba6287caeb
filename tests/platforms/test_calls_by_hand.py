"""Calls as people write them by hand: without a slash, with the parameters of their query, several in a block."""

import pytest

from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import Field, Parameter
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page

URL_TABLE = "**Widgets - URL parameters**\n\n| Parameter | Required | Value |\n|-|-|-|\n"


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "widgets")
    return {f"{item.method} {item.path}": item for item in found}


def parameters(operation: PageOperation) -> dict[str, str]:
    return {fact.name: fact.within for fact in operation.facts if isinstance(fact, Parameter)}


def body(operation: PageOperation) -> dict[str, Field]:
    at = "request · application/json · "
    found = [fact for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith(at)]
    return {fact.at.removeprefix(at): fact for fact in found if not fact.at.endswith("$")}


def test_a_call_without_a_slash_may_be_written_with_its_query() -> None:
    found = operations(
        "# Widgets\n\n## Fill\n\n    POST store/fill\n\n## Parts\n\n    GET store/widgets/{id}/parts?kind={kind}\n\n"
        f"{URL_TABLE}| id | Yes | String |\n| kind | No | String |\n"
    )
    assert list(found) == ["POST /store/fill", "GET /store/widgets/{id}/parts"]
    assert parameters(found["GET /store/widgets/{id}/parts"]) == {"id": "path", "kind": "query"}


def test_the_query_of_a_line_of_code_names_its_parameters_and_that_of_a_program_none() -> None:
    found = operations(
        "# Widgets\n\n## Show\n\n```\nGET /widgets/{id}?shade={shade}&in=cm\n```\n\nShows one.\n\n"
        "## Count\n\n```bash\nGET /widgets/count?since=2020\n```\n\nCounts them.\n\n"
        "## GET /widgets/sum\n\n```\nsum = get('/widgets/sum?since=2020')\n```\n\nSums them.\n"
    )
    assert parameters(found["GET /widgets/{id}"]) == {"shade": "query", "in": "query"}
    assert parameters(found["GET /widgets/count"]) == {"since": "query"}
    assert parameters(found["GET /widgets/sum"]) == {}


def test_calls_without_a_slash_may_share_a_block() -> None:
    assert list(operations("# Widgets\n\n## Fill\n\n    POST store/widgets\n\n    PUT store/widgets\n")) == [
        "POST /store/widgets",
        "PUT /store/widgets",
    ]


@pytest.mark.parametrize(("beside", "within"), [("", "query"), ("\nGET /parts/{widgetId}", None)])
def test_a_parameter_of_the_url_may_be_called_as_one_in_the_path_of_another_section(
    beside: str, within: str | None
) -> None:
    found = operations(
        f"# Widgets\n\n## Show\n\n```\nGET /widgets/{{widgetId}}\n```\n\n{URL_TABLE}| widgetId | Yes | String |\n\n"
        f"## Parts\n\n```\nGET /parts{beside}\n```\n\n{URL_TABLE}| widgetId | No | String |\n"
    )
    assert parameters(found["GET /parts"]).get("widgetId") == within


ROWS = "`size` | **Required**. How large it is.\n`shade`  | Its shade.\n"
BEFORE = "# Widgets\n\n## Make\n\n```\nPOST /widgets\n```\n\n"


@pytest.mark.parametrize("outer", [False, True])
def test_rows_need_no_line_of_dashes_where_they_begin_with_names_in_code(*, outer: bool) -> None:
    rows = "".join(f"| {line} |\n" for line in ROWS.splitlines()) if outer else ROWS
    (made,) = operations(f"{BEFORE}The following values should be passed as POST parameters:\n\n{rows}").values()
    assert {name: field.required for name, field in body(made).items()} == {"size": True, "shade": False}


def test_such_rows_may_have_a_head() -> None:
    rows = "| Field | Type | Description |\n| `size` | Integer | How large. |\n| `shade` | String | Its shade. |\n"
    (made,) = operations(f"{BEFORE}### Request body\n\n{rows}").values()
    assert {name: field.type for name, field in body(made).items()} == {"size": ("integer",), "shade": ("string",)}


@pytest.mark.parametrize(
    "rows",
    [
        "`size` | How large.\nAnd `shade` | other words.\n",
        "Either `a` | `b`, or\n`c` | `d` of them.\n",
        "`size` of it, or\n`shade` of it.\n",
    ],
)
def test_prose_with_pipes_is_no_table(rows: str) -> None:
    (made,) = operations(f"{BEFORE}### Request body\n\n{rows}").values()
    assert body(made) == {}


def test_rows_of_names_without_a_word_of_what_they_are_for_are_no_fields() -> None:
    (made,) = operations(f"{BEFORE}It fails with one of these codes:\n\n{ROWS}").values()
    assert body(made) == parameters(made) == {}


@pytest.mark.parametrize("mark", [":", " -"])
def test_form_fields_may_be_named_in_plain_words(mark: str) -> None:
    (made,) = operations(
        f"{BEFORE}**Request body:**\n\nOne file. Besides it, the following additional form-fields can be present:\n\n"
        f"- name{mark} Required name of it.\n\n- shade{mark} Its shade, see `shades`.\n"
    ).values()
    assert set(body(made)) == {"name", "shade"}


def test_items_of_which_one_names_nothing_are_no_fields() -> None:
    (made,) = operations(
        f"{BEFORE}### Request parameters\n\n- name: Its name.\n- All of it is sent as JSON.\n"
    ).values()
    assert body(made) == {}


@pytest.mark.parametrize(
    ("title", "within"),
    [("Query parameters and metadata options", "query"), ("Query parameters and request body", None)],
)
def test_a_heading_may_name_something_besides_the_parameters(title: str, within: str | None) -> None:
    found = operations(
        f"# Widgets\n\n## Find\n\n`POST /find`\n\n## {title}\n\n| Parameter | Type |\n|-|-|\n| size | int |\n"
    )
    assert parameters(found["POST /find"]).get("size") == within


def made_and_changed(said: str, *, method: str = "PATCH") -> dict[str, bool]:
    rows = "| size | integer | **Required**. |\n| shade | string | |\n"
    made = f"### Input\n\n| Name | Type | Description |\n|-|-|-|\n{rows}"
    found = operations(
        f"# Widgets\n\n## Make a widget\n\n```\nPOST /widgets\n```\n\n{made}\n"
        f"## Change a widget\n\n```\n{method} /widgets/{{id}}\n```\n\n### Input\n\n{said}\n\n### Response\n"
    )
    return {name: field.required for name, field in body(found[f"{method} /widgets/{{id}}"]).items()}


@pytest.mark.parametrize(
    "said",
    ["See [make](#make).", "See [Make a widget](#make-a-widget).", "The same as [making one](#make-a-widget)"],
)
def test_what_a_call_sends_may_be_that_of_another_one(said: str) -> None:
    assert made_and_changed(said) == {"size": False, "shade": False}
    assert made_and_changed(said, method="PUT") == {"size": True, "shade": False}


@pytest.mark.parametrize(
    "said",
    [
        "See [the guide](#make-a-widget) before you begin.",
        "See [errors](#errors).",
        "See [make](/other#make-a-widget).",
        "Not the same as [make](#make-a-widget).",
    ],
)
def test_a_link_to_something_else_gives_a_call_nothing(said: str) -> None:
    assert made_and_changed(said) == {}


LISTED = (
    "## List the widgets\n\n```\nGET /widgets\n```\n\n| Parameter | Type |\n|-|-|\n| size | int |\n| shade | string |\n"
)


def searched(said: str) -> dict[str, str]:
    page = f"# Widgets\n\n{LISTED}\n## Search\n\n```\nPOST /search\n```\n\n{said}\n\n### Response\n"
    found = operations(page)["POST /search"]
    return {**dict.fromkeys(body(found), "body"), **parameters(found)}


BOTH = {"size": "body", "shade": "body"}


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("The request body can contain all possible filters that can be used in the [list](#list-the-widgets).", BOTH),
        (
            "All fields are the same as the parameters found for [a list](widgets.md#list-the-widgets), but as body.",
            BOTH,
        ),
        (
            "> Refer to the parameters of [the list](#list-thewidgets), sent in the body. More of it is told there.",
            BOTH,
        ),
        ("Its body has all the parameters of the [list](#list-the-widgets) (except for `shade`).", {"size": "body"}),
        ("Its body has the same fields as the [list](#list-the-widgets), except for byShade.", BOTH),
        ("Its body has the same fields as the [list](#list-the-widgets), except the last.", {}),
        ("Its body has not all the parameters of the [list](#list-the-widgets).", {}),
        ("Its body has all the parameters of the [list](other.md#list-the-widgets).", {}),
        ("Its body has all the parameters of the [list](#something-else).", {}),
        ("For the body see [the list](#list-the-widgets).", {}),
        ("It takes the same parameters as the [list](#list-the-widgets).", {"size": "query", "shade": "query"}),
    ],
)
def test_a_sentence_may_take_the_fields_of_another_call(said: str, taken: dict[str, str]) -> None:
    assert searched(said) == taken


def test_what_another_call_has_in_its_body_is_nothing_for_one_without() -> None:
    made = "## Make\n\n```\nPOST /widgets\n```\n\n### Body\n\n| Name | Type |\n|-|-|\n| size | int |\n"
    found = operations(f"# W\n\n{made}\n## Find\n\n```\nGET /found\n```\n\nTakes the same fields as for [it](#make).\n")
    assert (parameters(found["GET /found"]), body(found["GET /found"])) == ({}, {})


def test_a_step_of_a_guide_is_no_part_of_a_message() -> None:
    (asked,) = operations(
        "# Sign in\n\n### Step 1 - Authorization\n\n```\nGET /sign-in\n```\n\n"
        f"The following values should be passed as GET parameters:\n\n{ROWS}\n"
        "If all went well, these are found in the address to which the user comes back:\n\n`code` | To use.\n"
        "`state` | As sent.\n"
    ).values()
    assert parameters(asked) == {"size": "query", "shade": "query"}


def test_rows_without_a_head_in_html_are_all_rows() -> None:
    rows = "".join(f"<tr><td><code>{name}</code></td><td>What it is.</td></tr>" for name in ("size", "shade"))
    page = sections_of_html(
        f"<main><h1>Widgets</h1><h2>Make</h2><p><code>POST /widgets</code></p><h3>Request body</h3>"
        f"<table><tbody>{rows}</tbody></table></main>"
    )
    (made,) = operations_of_page(page, "widgets")
    assert set(body(made)) == {"size", "shade"}


def test_a_table_of_properties_names_the_call_and_a_sample_of_it_none() -> None:
    rows = "| Resource URL | `/widgets/{id}` |\n| Method | PUT |\n| Body | None |\n"
    table = f"| **Property** | **Description** |\n|-|-|\n{rows}"
    found = operations(
        f"# Widgets\n\n### Change a widget\n\n{table}\n#### Sample Request\n\n```\nPUT /widgets/5e39 HTTP/1.1\n"
        'Host: localhost\n```\n\n#### Sample Response\n\n```\n{"id": "5e39"}\n```\n'
    )
    assert list(found) == ["PUT /widgets/{id}"]
    assert parameters(found["PUT /widgets/{id}"]).keys() <= {"id"}
    assert body(found["PUT /widgets/{id}"]) == {}


def test_a_parameter_of_the_path_may_be_named_in_its_braces() -> None:
    rows = "| Name | Type |\n|-|-|\n| `{WIDGET_ID}` | string |\n"
    found = operations(f"# Widgets\n\n## Show\n\n```\nGET /widgets/{{WIDGET_ID}}\n```\n\n## Path parameters\n\n{rows}")
    assert parameters(found["GET /widgets/{WIDGET_ID}"]) == {"WIDGET_ID": "path"}


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/api/{{ $apiVersion }}/widgets/[ID]", "/api/{apiVersion}/widgets/{ID}"),
        ("/widgets/[WIDGET ID]/parts", "/widgets/{WIDGET_ID}/parts"),
        ("/{{version}}/widgets?all=1", "/{version}/widgets"),
        ("/:widget-store/:id", "/{widget-store}/{id}"),
    ],
)
def test_a_parameter_may_be_written_as_templates_and_forms_do(written: str, path: str) -> None:
    assert list(operations(f"# Widgets\n\n## Show\n\n    GET {written}\n\nShows it.\n")) == [f"GET {path}"]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("The following parameters can also be used to find some of them.", "query"),
        ("Parameters for finding old ones:", "query"),
        ("Parameters for the environment:", None),
        ("The following parameters were renamed.", None),
    ],
)
def test_a_sentence_without_a_colon_may_say_that_parameters_stand_below_it(said: str, place: str | None) -> None:
    page = f"# Widgets\n\n## List\n\n    GET /widgets\n\nLists them.\n\n{said}\n\n* `size`: how large they are\n"
    assert parameters(operations(page)["GET /widgets"]).get("size") == place


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (["key"], {"id": "path"}),  # the one parameter that the path has, whatever it is called there
        (["id", "kind"], {"id": "path", "kind": "query"}),
        (["kind", "size"], {"id": "path", "kind": "query", "size": "query"}),
    ],
)
def test_no_more_fields_of_an_address_stand_in_its_path_than_it_has_parameters(
    rows: list[str], places: dict[str, str]
) -> None:
    table = "".join(f"| {name} | No | String |\n" for name in rows)
    (call,) = operations(f"# W\n\n## Find\n\n    GET /widgets/{{id}}\n\n{URL_TABLE}{table}").values()
    assert {name: within for name, within in parameters(call).items() if name != "key"} | {"id": "path"} == places


@pytest.mark.parametrize(
    ("said", "command", "call"),
    [
        (
            "The endpoint is `https://api.example.com/v1/widgets`",
            "`curl 'https://api.example.com/v1/widgets?q=a'`",
            "GET",
        ),
        ("The URL for finding them is: `/v1/widgets`.", "`curl -X POST https://api.example.com/v1/widgets`", "POST"),
        ("The endpoint is `/[version]/widgets`", "`curl https://api.example.com/v1/widgets`", "GET"),
        ("The endpoint is `/v1/widgets`", "", "ANY"),
        ("The endpoint is not `/v1/widgets`", "`curl https://api.example.com/v1/widgets`", ""),
        ("The endpoint is like that of `/v1/boxes`", "", ""),
    ],
)
def test_a_sentence_below_endpoint_names_the_address_and_a_command_its_method(
    said: str, command: str, call: str
) -> None:
    found = operations(
        f"# Widgets\n\n### Endpoint\n\n{said}\n\nYou can try it:\n\n{command}\n\n### Parameters\n\n"
        "| Parameter | Default | Description |\n|-|-|-|\n| q | - | What to look for |\n"
    )
    assert [key.partition(" ")[0] for key in found] == ([call] if call else [])
    assert all(key.endswith("/widgets") for key in found)


@pytest.mark.parametrize(
    ("names", "sent"),
    [
        (["name", "size", "weight"], {"name", "size", "weight"}),
        (["name", "depth"], set()),  # one name alone may be like that of anything
        (["depth", "hue", "name", "size", "width"], set()),
    ],
)
def test_a_table_without_a_word_of_its_purpose_is_of_what_the_sample_sends(names: list[str], sent: set[str]) -> None:
    rows = "".join(f"| `{name}` | string | no |\n" for name in names)
    found = operations(
        "# Widgets\n\n## Overview\n\n```sh\ncurl -X POST https://api.example.com/v1/widgets "
        '-d \'{"name": "a", "size": 3}\'\n```\n\n| Field | Type | Required |\n|-|-|-|\n' + rows
    )
    assert {name for call in found.values() for name in body(call)} == sent


ITALIC = (
    "# Widgets\n\nWhat there is:\n\n| GET | DELETE | Path |\n|-|-|-|\n| X | | /v2/widgets |\n"
    "| X | X | /v2/widgets/{0} |\n| X | | /v2/widgets/{0}/parts/{1} |\n| X | | /{2}/lots |\n"
)


@pytest.mark.parametrize("form", ["*{}*", "_{}_", "<i>{}</i>", "<em>{}</em>", "<var>{}</var>"])
def test_a_step_of_a_path_in_italics_is_a_parameter_and_a_version_is_none(form: str) -> None:
    found = operations(ITALIC.format(*map(form.format, ("shelf", "part-id", "v2"))))
    assert list(found) == [
        "GET /v2/widgets",
        "GET /v2/widgets/{shelf}",
        "DELETE /v2/widgets/{shelf}",
        "GET /v2/widgets/{shelf}/parts/{part-id}",
        "GET /v2/lots",
    ]


def test_steps_in_italics_are_parameters_in_html_as_well() -> None:
    row = (
        "<tr><td>X</td><td>X</td><td>/widgets/<i>shelf</i>/parts/<em>part</em><br></td><td>Takes <i>one</i>.</td></tr>"
    )
    page = f"<h1>Widgets</h1><table><tr><th>GET</th><th>PUT</th><th>Path</th><th>Description</th></tr>{row}</table>"
    found = operations_of_page(sections_of_html(page), "widgets")
    assert {f"{item.method} {item.path}" for item in found} == {
        "GET /widgets/{shelf}/parts/{part}",
        "PUT /widgets/{shelf}/parts/{part}",
    }


@pytest.mark.parametrize(
    "said",
    [
        "## GET /widgets/*shelf*/parts",
        "## Parts\n\nGET /widgets/*shelf*/parts",
        "## Parts\n\n**GET** `/widgets/`*shelf*`/parts`",
    ],
)
def test_a_call_of_its_own_may_have_a_parameter_in_italics(said: str) -> None:
    assert list(operations(f"# Widgets\n\n{said}\n\nShows them.\n")) == ["GET /widgets/{shelf}/parts"]


REQUESTS = (
    "# Shop\n\n## Boxes\n\n### Lids\n\n#### Count lids\n\n```http\nGET /lids/count\n```\n\n**Response:** A number\n\n"
    "#### Fit lid\n\n```http\nPUT /lids/{id}\nContent-Type: application/json\n```\n\n"
    "#### One lid\n\n```http\nGET /lids/7/of/9\n```\n\n## Widgets\n\n"
)


def test_a_call_that_is_written_as_one_that_is_documented_is_none_that_a_text_mentions() -> None:
    """However deep its section lies; with a value in its path it is an example."""
    found = operations(
        f"{REQUESTS}### List\n\n```http\nGET /widgets\n```\n\nQuery parameters:\n\n- `kind` - Of which\n"
    )
    assert list(found) == ["GET /lids/count", "PUT /lids/{id}", "GET /widgets"]
    named = operations(f"{REQUESTS}### GET /widgets\n\nQuery parameters:\n\n- `kind` - Of which\n")
    assert list(named) == ["GET /widgets"]
