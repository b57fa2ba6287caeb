"""Pages that people write without a generator: calls in sentences and code lines, fields in items and in labels."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page


def operations(markdown: str) -> tuple[PageOperation, ...]:
    return operations_of_page(sections_of_markdown(markdown), "widgets")


def calls(markdown: str) -> list[tuple[str, str]]:
    return [(item.method, item.path) for item in operations(markdown)]


def parameters(operation: PageOperation) -> dict[str, tuple[str, bool]]:
    return {fact.name: (fact.within, fact.required) for fact in operation.facts if isinstance(fact, Parameter)}


def body(operation: PageOperation) -> dict[str, bool]:
    """Return the fields of the request's body and whether each is required."""
    at = "request · application/json · "
    found = [fact for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith(at)]
    return {fact.at.removeprefix(at): fact.required for fact in found if not fact.at.endswith("$")}


TABLE = """| Parameter | Type | Required |
  |-----------|------|----------|
  | size | Integer | yes |"""


def test_items_that_are_labels_hold_the_tables_below_them() -> None:
    (made,) = operations(
        f"## Make\n\n- Endpoint: `/v1/boxes/{{boxId}}/widgets`\n- Method: `POST`\n- Url-Parameters:\n  {TABLE}\n"
        f"- Parameters:\n  {TABLE.replace('size', 'color')}\n- Response: The widget.\n"
    )
    assert parameters(made) == {"size": ("path", True)}
    assert body(made) == {"color": True}


def test_a_heading_says_the_role_of_the_tables_in_items_beyond_its_section() -> None:
    page = f"## Address\n\nPOST /v1/boxes\n\n## {{}}\n\n- Request parameters:\n\n  {TABLE}\n"
    (told,) = operations(page.format("Request"))
    assert body(told) == {"size": True}
    (open_to_all,) = operations(page.format("Remarks"))
    assert body(open_to_all) == {}


def test_a_table_interrupts_the_paragraph_above_it() -> None:
    (made,) = operations(
        "## Make\n\n`POST /v1/widgets`\n\nSend these:\n| Parameter | Type |\n|-|-|\n| size | string |\n"
    )
    assert body(made) == {"size": False}


def test_parameters_of_the_url_are_no_path_where_it_has_none() -> None:
    (copied,) = operations("## Copy\n\n`POST /v1/widgets`\n\n### URL parameters\n\n- `from` (string): Which one.\n")
    assert parameters(copied) == {"from": ("query", False)}


def test_each_line_of_a_code_block_of_calls_is_a_call() -> None:
    found = operations(
        "## Find\n\n```\nGET /v1/find\nPOST /v1/find\n```\n\n"
        "URL query parameters:\n\n- `q=<string>`: Words. Optional.\n"
    )
    assert [(item.method, item.path) for item in found] == [("GET", "/v1/find"), ("POST", "/v1/find")]
    assert [parameters(item) for item in found] == [{"q": ("query", False)}] * 2


def test_code_with_other_lines_than_calls_names_its_first_call_alone() -> None:
    assert calls("## Find\n\n```\nGET /v1/find\nHost: example.com\n```\n") == [("GET", "/v1/find")]


SENTENCE = "## Show a widget\n\n* `GET /v1/widgets/1` will return one widget.\n\n"


@pytest.mark.parametrize(
    "below",
    [
        "_Optional parameters_:\n\n* `size` - in inches\n",
        '```json\n{"size": 3}\n```\n',
        "### Try it\n\n```sh\ncurl x\n```\n",
    ],
)
def test_a_sentence_that_begins_with_a_call_names_it_where_something_is_told_of_it(below: str) -> None:
    assert calls(f"# Widgets\n\n{SENTENCE}{below}") == [("GET", "/v1/widgets/1")]


@pytest.mark.parametrize(
    "page",
    [
        SENTENCE,
        f"# News\n\n{SENTENCE.replace('Show a widget', '1.4.0 (2026-02-03)')}```json\n{{}}\n```\n",
        f"# News\n\n{SENTENCE.replace('Show a widget', 'March 3, 2026')}```json\n{{}}\n```\n",
        "# Old\n\n## Moved\n\nThese still work.\n\n* `GET /v1/a` is now `GET /v2/a`\n\n```json\n{}\n```\n",
        "# Old\n\n## Moved\n\n* `GET /v1/a`: see `GET /v2/a`\n\n```json\n{}\n```\n",
    ],
)
def test_such_a_sentence_in_a_list_of_changes_names_none(page: str) -> None:
    assert calls(page) == []


def test_a_label_names_fields_in_its_own_line() -> None:
    (made,) = operations(
        "## Make\n\n`POST /v1/widgets`\n\n"
        "**Required parameters**: `name`, and `kind` of the widget, which is `big`.\n\n"
        "_Optional parameters_:\n\n* `size` - in inches\n"
    )
    assert body(made) == {"kind": True, "name": True, "size": False}
    assert {at.rpartition(" · ")[2] for at in made.denied} >= {"size"}


@pytest.mark.parametrize("heading", ["Required parameters", "Mandatory body parameters", "Parameters (required)"])
def test_a_heading_says_that_all_below_it_is_required(heading: str) -> None:
    (made,) = operations(f"## Make\n\n`POST /v1/widgets`\n\n### {heading}\n\n- `name` (string): Its name.\n")
    assert body(made) == {"name": True}


@pytest.mark.parametrize(
    ("legend", "required"),
    [
        ("Unless otherwise specified, all parameters are mandatory.", True),
        ("All parameters are required unless stated otherwise.", True),
        ("All parameters are optional unless marked otherwise.", False),
        ("All parameters are required when a key is sent.", False),
    ],
)
def test_a_legend_says_that_all_that_is_sent_is_required(legend: str, *, required: bool) -> None:
    (made,) = operations(
        f"# API\n\n## General\n\n- {legend}\n\n## Make\n\n`POST /v1/widgets`\n\n### Body\n\n"
        "| Field | Type | Description |\n|-|-|-|\n| name | string | Its name. |\n"
        "| note | string | (optional) A note. |\n\n"
        "### Response\n\n| Field | Type |\n|-|-|\n| id | string |\n"
    )
    assert body(made) == {"name": required, "note": False}
    returned = [fact for fact in made.facts if isinstance(fact, Field) and fact.at.endswith("json · id")]
    assert [fact.required for fact in returned] == [False]


def test_a_label_that_names_a_path_speaks_of_that_call() -> None:
    found = operations(
        "## Find\n\n```\nGET /v1/find/names\nGET /v1/find/values\n```\n\nMore parameters of `/v1/find/names`:\n\n"
        "- `deep=<bool>`: All of them.\n"
    )
    assert [parameters(item) for item in found] == [{"deep": ("query", False)}, {}]


def test_an_address_that_the_page_is_called_after_is_its_call() -> None:
    page = (
        "---\ntitle: makeWidget\n---\n\n`http://your-host/rest/makeWidget` Since 1.2\n\n## Parameters\n\n"
        "| Parameter | Req. | Default |\n|-|-|-|\n| `size` | **Yes** | |\n\n## Example\n\n`{}`\n"
    )
    (opened,) = operations(page.format("http://your-host/rest/makeWidget?size=3"))
    assert (opened.method, opened.path, parameters(opened)) == ("GET", "/rest/makeWidget", {"size": ("query", True)})
    (any_method,) = operations(page.format("none"))
    assert (any_method.method, any_method.path) == ("ANY", "/rest/makeWidget")
    assert operations(page.format("none").replace("title: makeWidget", "title: Notes")) == ()


def test_a_path_may_have_an_optional_part() -> None:
    assert calls("## Scan\n\n`POST /v1/widgets/<ID>/scan/<Part?>`\n\n- `deep` (bool): All.\n") == [
        ("POST", "/v1/widgets/{ID}/scan/{Part}")
    ]


def test_what_a_label_announces_is_a_call_of_the_page() -> None:
    page = (
        "# A\n\n## One\n\n### Deep\n\n`GET /v1/a`\n\n- `n` (string): N.\n\n## Two\n\n**Definition**\n\n`DELETE /v1/a`\n"
    )
    assert ("DELETE", "/v1/a") in calls(page)


def test_parameters_named_after_an_object_stand_in_the_field_of_that_type() -> None:
    (made,) = operations(
        "## Make\n\n`POST /v1/boxes`\n\n### Parameters\n\n| Field | Type | Default |\n|-|-|-|\n"
        "| `name` | String | **Required** |\n| `options` | [Box Options](#x) Object | See below |\n\n"
        "#### Box Options Parameters\n\n| Field | Type |\n|-|-|\n| `lid` | Boolean |\n"
    )
    assert body(made) == {"name": True, "options": False, "options.lid": False}
    assert not [fact for fact in made.facts if isinstance(fact, Field) and isinstance(fact.default, str)]


def test_the_query_that_a_call_is_written_with_names_its_parameters() -> None:
    (listed, copied) = operations(
        "# Widgets\n\n## List\n\n- Endpoint: `/v1/widgets[?kind=big]`\n- Method: `GET`\n\n"
        "## Make\n\n`POST /v1/widgets`\n\n- `name` (string, optional): N.\n- `size` (string, optional): S.\n\n"
        "## Copy\n\n`POST /v1/widgets?from={widgetId}&size=3`\n\n- `name` (string, optional): N.\n"
    )
    assert parameters(listed) == {"kind": ("query", False)}
    assert parameters(copied) == {"from": ("query", False)}
    assert body(copied) == {"name": False, "size": False}


def test_items_of_a_list_speak_of_no_call_that_only_a_sample_makes() -> None:
    assert not operations(
        "# A guide\n\n```sh\ncurl -X POST https://api.example.com/flows -d '{}'\n```\n\n## Tools\n\n"
        "- **Parameters**:\n  - `order` (string, required): Its number.\n"
    )


def test_fields_without_a_word_of_their_place_stand_where_samples_send_them_and_x_names_in_headers() -> None:
    found = operations(
        "## Save\n\n`POST /v1/save`\n\n```sh\ncurl -X POST 'https://api.example.com/v1/save?path=x'\n```\n\n"
        "| Parameter | Type |\n|-|-|\n| path | string |\n| X-Box-Key | string |\n\n"
        "## Make\n\n`POST /v1/make`\n\n```sh\ncurl -X POST https://api.example.com/v1/make -d '{\"name\": 1}'\n```\n\n"
        "| Parameter | Type |\n|-|-|\n| name | string |\n"
    )
    assert parameters(found[0]) == {"path": ("query", False), "X-Box-Key": ("header", False)}
    assert body(found[1]) == {"name": False}


def test_a_default_speaks_against_the_legend() -> None:
    (made,) = operations(
        "## Make\n\n`POST /v1/widgets`\n\nAll parameters are required.\n\n"
        "| Parameter | Type | Default |\n|-|-|-|\n| a | string | |\n| b | string | x |\n"
    )
    assert body(made) == {"a": True, "b": False}


def test_what_a_label_says_is_returned_in_its_own_line_is_no_field() -> None:
    (found,) = operations("## Stream\n\n`GET /v1/stream`\n\n**Returns:** `update`, `delete`\n")
    assert len(found.facts) == 1


def test_bullets_below_a_heading_of_parameters_need_no_colon() -> None:
    (made,) = operations("## Make\n\n`POST /v1/w`\n\n**Required parameters**:\n\n* `name` of the widget.\n* `a b` c\n")
    assert body(made) == {"name": True}


def test_parameters_of_a_longer_path_are_none_of_the_shorter_one() -> None:
    short, long = operations(
        "## State\n\n```\nGET /_state\nGET /_state/<metric>\n```\n\n### Path parameters\n\n"
        "| Parameter | Type |\n|-|-|\n| metric | string |\n"
    )
    assert (parameters(short), parameters(long)) == ({}, {"metric": ("path", True)})


def test_lines_of_one_code_block_are_ways_to_send_the_same_fields() -> None:
    found = operations(
        "## Count\n\n```json\nGET  /_count\nPOST /_count\nGET  /{index}/_count\nPOST /{index}/_count\n```\n\n"
        "## Query parameters\n\n| Parameter | Type |\n|-|-|\n| df | string |\n"
    )
    assert [parameters(item) for item in found] == [{"df": ("query", False)}] * 4


def test_fields_named_after_the_field_that_holds_them_stand_in_it() -> None:
    (found,) = operations(
        "## Explain\n\n`GET /v1/explain`\n\n### Response body fields\n\n| Field | Type |\n|-|-|\n"
        "| box_decisions | Array of objects |\n\n#### Box decision fields\n\n"
        "| Field | Type |\n|-|-|\n| why | string |\n"
    )
    assert [fact.at.rpartition(" · ")[2] for fact in found.facts if isinstance(fact, Field)] == [
        "$",
        "box_decisions",
        "box_decisions[]",
        "box_decisions[].why",
    ]


@pytest.mark.parametrize("title", ["The `items` array", "Items object", "The items array"])
def test_a_heading_may_say_which_array_it_speaks_of(title: str) -> None:
    (found,) = operations(
        "## Explain\n\n`GET /v1/explain`\n\n### Response\n\n| Field | Type |\n|-|-|\n| items | Array of objects |\n"
        f"| took | int |\n\n#### {title}\n\n| Field | Type |\n|-|-|\n| why | string |\n"
    )
    assert "items[].why" in {fact.at.rpartition(" · ")[2] for fact in found.facts if isinstance(fact, Field)}


def test_common_parameters_are_those_of_all_calls_of_the_section() -> None:
    found = operations(
        "## Search\n\nNames:\n\n```\nGET /v1/names\nPOST /v1/names\n```\n\nValues:\n\n```\nGET /v1/values\n"
        "POST /v1/values\n```\n\nCommon query parameters:\n\n- `q=<string>`: Words.\n\n"
        "Additional parameters:\n\n- `deep=<bool>`: All.\n"
    )
    assert [list(parameters(item)) for item in found] == [["q"], ["q"], ["deep", "q"], ["deep", "q"]]
    assert not [fact for item in found for fact in item.facts if fact.at.startswith("request")]


BY_LINES = (
    "# Boxes\n\nBoxes are kept.\n\n```\nGET /<shelf>/boxes\n```\n\nLists them.\n\n"
    "| Parameter | Description |\n| --- | --- |\n| limit | How many (100 by default) |\n\n"
    "```\nGET /<shelf>/boxes/<name>\n```\n\nFetches one.\n\n```\nPOST /<shelf>/boxes\n```\n\nAdds one.\n\n"
    "| Parameter | Description |\n| --- | --- |\n| width | In cm |\n\n"
)


def test_lines_of_calls_without_headings_are_each_a_call_with_what_stands_below_it() -> None:
    found = {(each.method, each.path): each for each in operations(BY_LINES)}
    assert set(found) == {("GET", "/{shelf}/boxes"), ("GET", "/{shelf}/boxes/{name}"), ("POST", "/{shelf}/boxes")}
    named = {call: {fact.name for fact in each.facts if isinstance(fact, Parameter)} for call, each in found.items()}
    assert "limit" in named["GET", "/{shelf}/boxes"]
    assert "limit" not in named["GET", "/{shelf}/boxes/{name}"] | named["POST", "/{shelf}/boxes"]


def test_samples_in_a_language_are_no_lines_of_calls() -> None:
    said = BY_LINES.replace("```\nGET", "```json\nGET").replace("```\nPOST", "```json\nPOST")
    assert ("POST", "/{shelf}/boxes") not in calls(said)


BASE = "# Overview\n\n## URL\n\nEach address has the version.\n\n    https://api.widgets.example/v2/\n\n## Errors\n\n"
CODES = "| Status | Meaning |\n|-|-|\n| 404 | None such |\n"


def test_an_address_of_a_version_alone_is_what_calls_begin_with_and_no_call() -> None:
    assert operations(BASE + CODES) == ()
    assert operations(BASE.replace("/v2/", "/api/v2.1") + CODES) == ()
    (call,) = operations(BASE.replace("/v2/", "/v2/widgets") + CODES)
    assert (call.method, call.path) == ("ANY", "/v2/widgets")


def test_an_address_of_a_version_that_a_sample_calls_is_a_call() -> None:
    sample = "## Example\n\n```sh\ncurl -X POST https://api.widgets.example/v2/ -d size=3\n```\n"
    assert [(call.method, call.path.rstrip("/")) for call in operations(BASE + CODES + sample)] == [("POST", "/v2")]
