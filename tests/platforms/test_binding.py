"""Which call of a page its fields belong to."""

import pytest

from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import Field, Parameter
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.pages.plain_page import operations_of_page
from driftwatch.platforms.platform import Page


def table(name: str) -> str:
    return f"\n| Field | Type | Required |\n|-|-|-|\n| {name} | string | yes |\n\n"


def names(markdown: str) -> dict[str, set[str]]:
    """Operation -> what is documented of it: `body a`, `query a`, `response a`."""
    found: dict[str, set[str]] = {}
    for operation in operations_of_page(sections_of_markdown(markdown), "p"):
        its = found.setdefault(f"{operation.method} {operation.path}", set())
        for fact in operation.facts:
            if isinstance(fact, Parameter):
                its.add(f"{fact.within} {fact.name}")
            elif isinstance(fact, Field) and not fact.at.endswith("$"):
                its.add(f"{'body' if fact.at.startswith('request') else 'response'} {fact.at.rpartition(' · ')[2]}")
    return found


def test_the_one_call_of_a_page_gets_all_whose_headings_say_what_it_is_for() -> None:
    page = f"# A\n\n## Input\n{table('a')}## Output\n{table('b')}## Somewhere\n\n### Deep\n\n`POST /x`\n"
    assert names(page) == {"POST /x": {"body a", "response b"}}


def test_parameters_above_the_example_of_the_one_call_of_a_page_are_those_of_it() -> None:
    call = "### Request\n\n    GET https://api.a.example/v1/boxes?size=3\n"
    page = f"# List\n\n    GET boxes\n\n## Parameters\n{table('a')}## Example\n\n{call}"
    assert names(page) == {"GET /v1/boxes": {"query a"}}


def test_parameters_above_a_call_in_a_section_of_its_own_are_not() -> None:
    call = "    GET https://api.a.example/v1/boxes\n"
    assert names(f"# List\n\n## Parameters\n{table('a')}## Boxes\n\n{call}") == {"GET /v1/boxes": set()}


def test_a_table_whose_heading_says_nothing_is_not_taken_from_afar() -> None:
    assert names(f"# A\n\n## Settings\n{table('a')}## Endpoint of it\n\n`POST /x`\n") == {"POST /x": set()}


def test_fields_belong_to_the_call_of_the_nearest_section_that_holds_both() -> None:
    one = f"## A\n\n### Body\n{table('a')}### Route\n\n`POST /a`\n\n"
    two = f"## B\n\n### Where\n\n#### Here\n\n`PUT /b`\n\n### Body\n{table('b')}"
    assert names(f"# P\n\n{one}{two}") == {"POST /a": {"body a"}, "PUT /b": {"body b"}}


def test_among_sections_side_by_side_the_call_named_last_before_counts() -> None:
    page = (
        f"# P\n\n## POST /a\n\n## Body\n{table('a')}## GET /b\n\n## Parameters\n{table('b')}## Response\n{table('c')}"
    )
    assert names(page) == {"POST /a": {"body a"}, "GET /b": {"query b", "response c"}}


def test_what_could_belong_to_several_calls_belongs_to_none() -> None:
    page = f"# P\n\n## Headers\n{table('a')}## One\n\n### POST /a\n\n## Two\n\n### GET /b\n"
    assert names(page) == {"POST /a": set(), "GET /b": set()}


def test_calls_of_one_method_that_stand_together_share_their_fields() -> None:
    page = f"# P\n\n## Endpoints\n\n- `POST /a`\n- `POST /b`\n\n## Body\n{table('a')}"
    assert names(page) == {"POST /a": {"body a"}, "POST /b": {"body a"}}


def test_one_call_that_a_page_spells_in_two_ways_is_one() -> None:
    page = "# P\n\n## Method\n\n`POST` https://a.example/boxes/{BOX}/lids\n\n## Request params\n\n"
    page += f"**Method**\n\n`POST` https://a.example/boxes/YOUR_BOX/lids\n\n## Response\n\n### 200\n{table('b')}"
    assert [name for of in names(page).values() for name in of] == ["response b"]


def test_a_call_by_another_method_beside_it_is_no_second_way_of_sending() -> None:
    page = f"# P\n\n## Make\n\n`POST /a`\n\nThen ask for it:\n\n`GET /a/{{id}}`\n\n### Body\n{table('a')}"
    assert names(page)["POST /a"] == set()
    assert names(page)["GET /a/{id}"] == {"body a"}


def test_two_calls_in_one_section_have_the_tables_below_each() -> None:
    page = f"# P\n\n## Widgets\n\n`POST /a`\n{table('a')}`GET /b`\n{table('b')}"
    assert names(page) == {"POST /a": {"body a"}, "GET /b": {"query b"}}


def test_an_object_in_the_section_of_a_call_is_not_its_request() -> None:
    page = f"# P\n\n## GET /a\n\n### Query parameters\n{table('a')}### Widget object\n{table('b')}"
    assert names(page) == {"GET /a": {"query a"}}


@pytest.mark.parametrize("title", ["Widget object", "`a`", "Widget-Objekt", "a"])
def test_an_object_inside_a_body_is_not_the_body(title: str) -> None:
    page = f"# P\n\n## GET /x\n\n### Response\n{table('a')}#### {title}\n{table('b')}"
    assert names(page) == {"GET /x": {"response a"}}


@pytest.mark.parametrize("title", ["Advanced", "Optional parameters", "For images"])
def test_groups_of_fields_inside_a_body_are_its_own(title: str) -> None:
    page = f"# P\n\n## POST /x\n\n### Request body\n{table('a')}#### {title}\n{table('b')}"
    assert names(page) == {"POST /x": {"body a", "body b"}}


def test_an_object_that_is_all_that_is_told_of_a_body_is_the_body() -> None:
    assert names(f"# P\n\n## GET /x\n\n### Response\n\n#### Widget object\n{table('a')}") == {"GET /x": {"response a"}}


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("This endpoint takes a JSON array of parameters in the following format:", "body [].a"),
        ("The body is an array of objects:", "body [].a"),
        ("Array of:", "body [].a"),
        ("List of objects:", "body [].a"),
        ("Array of lids:", "body a"),
        ("Takes these fields:", "body a"),
        ("It is an array of words: see above.", "body a"),
    ],
)
def test_a_sentence_says_that_the_body_is_an_array(sentence: str, body: str) -> None:
    found = names(f"# P\n\n## POST /x\n\n### Request body\n\n{sentence}\n{table('a')}")["POST /x"]
    assert found - {"body []"} == {body}
    above = names(f"# P\n\n## POST /x\n\n{sentence}\n\n### Request body\n{table('a')}")["POST /x"]
    assert above - {"body []"} == {body}


def test_a_page_called_query_sends_no_query() -> None:
    assert names(f"# Query\n\n`POST /query`\n\n## Parameters\n{table('a')}") == {"POST /query": {"body a"}}


@pytest.mark.parametrize("side", ["## Webhook payload", "## Response headers", "## Response\n\n### Headers"])
def test_what_is_neither_sent_nor_in_a_response_is_no_field_of_them(side: str) -> None:
    assert names(f"# P\n\n`POST /x`\n\n## Body\n{table('a')}{side}\n{table('b')}") == {"POST /x": {"body a"}}


def test_the_call_in_the_front_matter_gets_the_fields_of_its_tables() -> None:
    text = f"---\ntitle: A\napi: POST https://api.example.com/v1/x\n---\n\n## Body\n{table('a')}"
    page = Page(url="https://docs.example.com/a.md", path="a", text=text, content_type="text/markdown")
    (found,) = statements_of(page).documentations
    (entry,) = found.entries
    assert (entry.owner.name, found.server) == ("POST /v1/x", "https://api.example.com")
    assert "request · application/json · a" in {fact.at for fact in entry.facts}


@pytest.mark.parametrize(
    "tag",
    [
        '<Route method="POST">/x</Route>',
        '<Route method="POST">/[x](#x)</Route>',
        '<APIEndpoint method="post" url="/x" />',
        "<Endpoint path={'/x'} method={'POST'}>Makes it.</Endpoint>",
        '<api-call method="POST" path="/x"/>',
    ],
)
def test_an_element_names_a_call_whatever_it_is_called(tag: str) -> None:
    assert names(f"# P\n\n## Make\n\n{tag}\n\n### Body\n{table('a')}") == {"POST /x": {"body a"}}


def test_an_element_of_html_names_a_call() -> None:
    page = sections_of_html('<h1>P</h1><div method="POST" data-path="/x"><code>/x</code></div>')
    assert [(item.method, item.path) for item in operations_of_page(page, "p")] == [("POST", "/x")]


@pytest.mark.parametrize(
    "tag", ['<Chart method="monte-carlo" path="/x" />', '<Route method="GET">Words of it</Route>', '<A method="GET"/>']
)
def test_an_element_without_method_and_path_names_none(tag: str) -> None:
    assert names(f"# P\n\n{tag}\n{table('a')}") == {}


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ('<Route method="SHOW">/x</Route>', {"SHOW", "/x"}),
        ('<Endpoint method="{verb}" url="/x" />', {"/x"}),
        ('<Chart method="monte-carlo" path="/x" />', {"monte-carlo", "/x"}),
    ],
)
def test_what_names_no_call_that_is_known_is_still_shown(tag: str, shown: set[str]) -> None:
    page = watched([sections_of_markdown(f"# P\n\n{tag}\n")]).text
    assert shown <= {word for line in page.lines for word in line.cells}


@pytest.mark.parametrize(
    ("fence", "query"),
    [
        ("GET /x (signed with HMAC)", set()),
        ("GET https://api.example.com/x HTTP/1.1", set()),
        ("GET /x?limit=1", {"query limit"}),
    ],
)
def test_a_fence_names_a_call(fence: str, query: set[str]) -> None:
    assert names(f"# P\n\n```\n{fence}\n```\n\n**Parameters**\n{table('a')}") == {"GET /x": {"query a", *query}}


ROWS = "| Method | Path |\n|-|-|\n"
SHOW = "## Show\n\n| Method | Path |\n|-|-|\n| GET | `/shown` |\n\n### Parameters\n"


def test_calls_of_one_table_share_what_the_section_says_of_their_fields() -> None:
    sent = f"## Fill\n\n{ROWS}| POST | `/a/:b` |\n| POST | `/c` |\n| PATCH | `/c` |\n\n### Parameters\n{table('a')}"
    assert names(f"# Widgets\n\n{SHOW}{table('d')}{sent}") == {
        "GET /shown": {"query d"},
        "POST /a/{b}": {"body a"},
        "POST /c": {"body a"},
        "PATCH /c": {"body a"},
    }


def test_of_calls_that_read_and_write_only_those_that_write_have_the_fields() -> None:
    sent = f"## Fill\n\n{ROWS}| POST | `/a` |\n| GET | `/a` |\n| DELETE | `/a` |\n\n### Parameters\n{table('a')}"
    found = names(f"# Widgets\n\n{SHOW}{table('d')}{sent}")
    assert {call: its for call, its in found.items() if its} == {"GET /shown": {"query d"}, "POST /a": {"body a"}}
    assert {"GET /a", "DELETE /a"} <= found.keys()


@pytest.mark.parametrize(
    "below",
    [
        f"### `POST /a`\n\nFills.\n\n#### Parameters\n{table('a')}",  # each has a section of its own
        f"### Notes\n\nBoth are slow.\n\n### Limits\n{table('a')}",  # nothing says that it documents them
    ],
)
def test_a_table_that_only_lists_calls_shares_nothing(below: str) -> None:
    found = names(f"# Widgets\n\n{SHOW}{table('d')}## All\n\n{ROWS}| POST | `/a` |\n| POST | `/c` |\n\n{below}")
    assert not found.get("POST /c")


def test_more_calls_than_a_few_in_one_table_are_a_list_of_what_there_is() -> None:
    rows = "".join(f"| POST | `/a{number}` |\n" for number in range(9))
    found = names(f"# Widgets\n\n{SHOW}{table('d')}## All\n\n{ROWS}{rows}\n### Parameters\n{table('a')}")
    assert not found.get("POST /a0")


def test_a_call_that_shows_how_to_send_a_header_returns_nothing_that_other_sections_describe() -> None:
    sample = "```http\nGET /boxes HTTP/1.1\nHost: api.example.com\nAuthorization: Bearer x\n```"
    page = f"# General\n\n## Authorization\n\n### Header\n\n{sample}\n\n## Responses\n\n### Lists\n{table('lid')}"
    assert names(page) in ({}, {"GET /boxes": set()})


def test_a_call_below_a_heading_of_authorization_has_the_fields_of_its_own_section() -> None:
    page = f"# General\n\n## Authorization\n\n### Log in\n\n`POST /login`\n\n### Request body\n{table('lid')}"
    assert names(page) == {"POST /login": {"body lid"}}


@pytest.mark.parametrize(
    "line", ["    POST /api/v2/boxes/{id}/lids", "`POST https://api.example.com/api/v2/boxes/{box}/lids`"]
)
def test_a_request_writes_out_the_call_that_the_heading_names_in_short(line: str) -> None:
    body = f"## Request body\n{table('lid')}## Response\n{table('rim')}"
    page = f"# `POST /boxes/{{id}}/lids`\n\nMakes one.\n\n## Request\n\n{line}\n\n{body}"
    ((name, told),) = names(page).items()
    assert name.startswith("POST /api/v2/boxes/")
    assert told == {"body lid", "response rim"}


def test_a_call_with_another_end_is_another_one() -> None:
    page = f"# Boxes\n\n## POST /boxes\n{table('lid')}### Request\n\n`POST /lids`\n\n### Request body\n{table('rim')}"
    assert set(names(page)) == {"POST /boxes", "POST /lids"}


LISTED = "| Method | Path | What |\n|-|-|-|\n| GET | `/lids` | All lids |\n| GET | `/lids/old` | Old ones |\n\n"
SHOWN = "## Boxes\n\nLists them:\n\n```bash\ncurl https://api.example.com/boxes?size=1\n```\n\n"


def test_what_a_section_says_that_lists_calls_is_not_of_the_one_that_a_sample_shows() -> None:
    page = f"# P\n\n## Lids\n\n{LISTED}Query parameters: `colour`, `age`.\n\n{SHOWN}"
    assert all("query colour" not in its for its in names(page).values())


def test_what_a_page_says_that_lists_calls_is_not_of_the_one_that_a_sample_shows() -> None:
    keys = "## Keys\n\n```bash\ncurl -X POST https://api.example.com/keys\n```\n\n"
    pages = "## Pages\n\nAll take these.\n\nQuery parameters:\n- `page`: The page\n- `of`: How many\n\n"
    found = names(
        f"# P\n\n## Lids\n\n{LISTED}{keys}{pages}{SHOWN}Common parameters:\n- `size`: How many\n- `by`: The order\n"
    )
    assert found["GET /boxes"] == {"query size", "query by"}
    assert all("query page" not in its for its in found.values())


def test_a_page_that_lists_no_calls_speaks_of_the_one_that_a_sample_shows() -> None:
    assert "query page" in names(f"# P\n\n## Query parameters\n{table('page')}{SHOWN}")["GET /boxes"]
