"""Calls that pages list: in tables with a column for each method, in blocks with remarks, by several methods."""

import pytest

import driftwatch
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import Field, Parameter, Response
from driftwatch.model.paths import split
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "widgets")
    return {f"{item.method} {item.path}": item for item in found}


def sent(operation: PageOperation) -> set[str]:
    found = (fact.at for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith("request"))
    return {split(at)[1] for at in found} - {"$"}


def places(operation: PageOperation) -> dict[str, str]:
    return {fact.name: fact.within for fact in operation.facts if isinstance(fact, Parameter)}


def test_marks_below_methods_say_which_each_path_takes() -> None:
    table = (
        "| GET | PUT | DELETE | Path | Description |\n|---|---|---|---|---|\n"
        "| X | | | /api/shelves | All of them |\n"
        "| | X | X | /api/shelves/{name}<br>/api/racks/{name} (older) | One |\n"
    )
    assert set(operations(f"# Reference\n\n{table}")) == {
        "GET /api/shelves",
        "PUT /api/shelves/{name}",
        "PUT /api/racks/{name}",
        "DELETE /api/shelves/{name}",
        "DELETE /api/racks/{name}",
    }


def test_a_cross_beside_ticks_is_none() -> None:
    table = "| GET | PUT | Path |\n|---|---|---|\n| ✓ | x | /shelves |\n| - | ✓ | /shelves/{id} |\n"
    assert set(operations(f"# Reference\n\n{table}")) == {"GET /shelves", "PUT /shelves/{id}"}


def test_one_column_named_get_lists_no_calls() -> None:
    table = "| Get | Path |\n|---|---|\n| X | /var/lib/shelves |\n"
    assert not operations(f"# Files\n\n{table}")


LISTED = """\
# Admin

## Shelf

### {title}

| Method | Request URI | Request body | Description |
| --- | --- | --- | --- |
| GET | /admin/shelves/{{id}} | NULL | Shows one. |
| PUT | /admin/shelves/{{id}} | {{...}} | Makes one. |

### URI request parameters

| Parameter | Required | Description |
| --- | --- | --- |
| ttl | False | When it ends. |

### Request body parameters

| Parameter | Required | Description |
| --- | --- | --- |
| name | True | What it is called. |
"""


@pytest.mark.parametrize("title", ["Request methods", "Endpoints", "Methods"])
def test_a_table_of_calls_has_the_fields_of_the_sections_beside_it(title: str) -> None:
    found = operations(LISTED.format(title=title))
    assert set(found) == {"GET /admin/shelves/{id}", "PUT /admin/shelves/{id}"}
    assert sent(found["PUT /admin/shelves/{id}"]) == {"name"}
    assert not sent(found["GET /admin/shelves/{id}"])


def test_what_may_be_left_out_of_an_address_is_in_its_query() -> None:
    assert places(operations(LISTED.format(title="Methods"))["PUT /admin/shelves/{id}"]) == {"ttl": "query"}


@pytest.mark.parametrize("parted", ["GET,POST", "GET, POST", "GET/POST", "GET | POST", "GET or POST"])
def test_methods_named_together_are_a_call_each(parted: str) -> None:
    expected = {"GET /shelves/flush", "POST /shelves/flush"}
    assert set(operations(f"# Shelves\n\n## Flush\n\n```\n{parted} /shelves/flush\n```\n\nFlushes.\n")) == expected
    assert set(operations(f"# Shelves\n\n## {parted} /shelves/flush\n\nFlushes.\n")) == expected


def test_what_follows_methods_named_together_is_sent_by_the_one_that_sends() -> None:
    found = operations("# Shelves\n\n## GET, POST /shelves\n\nBody:\n\n* `name` (string): its name\n")
    assert sent(found["POST /shelves"]) == {"name"}
    assert not sent(found["GET /shelves"])


def test_remarks_between_the_calls_of_a_block_are_none() -> None:
    code = "```\nPOST /api/shelves\n\n# Before version 2\nPOST /shelves\n```\n"
    assert set(operations(f"# Shelves\n\n## Push\n\n{code}\nTakes them in.\n")) == {
        "POST /api/shelves",
        "POST /shelves",
    }


def test_parameters_of_a_path_stand_behind_their_types() -> None:
    html = (
        "<h1>Shelves</h1><h2>One</h2><dl class='http get'><dt><span>GET </span><span>/api/shelves/</span>"
        "<span>(</span><span>int: </span><em>id</em><span>)</span><span>/rows/</span><span>(</span><em>row</em>"
        "<span>)</span></dt><dd><p>Shows it.</p></dd></dl>"
    )
    found = operations_of_page(sections_of_html(html), "shelves")
    assert [(item.method, item.path) for item in found] == [("GET", "/api/shelves/{id}/rows/{row}")]


def test_labels_in_one_line_name_the_call() -> None:
    said = "**URL:** `/api/{shelf}?q={words}`\n**Method:** GET\n"
    assert list(operations(f"# Search\n\n## Structure\n\n{said}")) == ["GET /api/{shelf}"]


FRONT = """\
---
name: Show rows
url: https://shelves.example.com
method: GET
route: /api/shelves/{shelf}/rows?size={size}
parameters:
  path:
    - name: shelf
      type: integer
      required: true
  query:
    - name: size
      type: string
      enum: [small, large]
      default: small
---
Shows the rows.

**Example request**:

```plain
GET https://shelves.example.com/api/shelves/409/rows
```
"""


def test_front_matter_names_the_call_and_its_parameters() -> None:
    page = driftwatch.Page(url="https://docs.example.com/rows.md", path="rows", text=FRONT)
    entries = driftwatch.assemble_snapshot([driftwatch.extract_page(page)]).entries.values()
    (made,) = [entry for entry in entries if entry.operation]
    assert made.owner.name == "GET /api/shelves/{}/rows"
    found = {fact.name: (fact.within, fact.required) for fact in made.facts if isinstance(fact, Parameter)}
    assert found == {"shelf": ("path", True), "size": ("query", False)}
    (size,) = [fact for fact in made.facts if isinstance(fact, Field) and "size" in fact.at]
    assert (size.enum, size.default) == (("large", "small"), "small")


@pytest.mark.parametrize("front", ["parameters: [", "parameters: 3", "parameters:\n  query: [1, {x: y}]\n", "a: b"])
def test_front_matter_without_parameters_states_none(front: str) -> None:
    page = driftwatch.Page(
        url="https://docs.example.com/a.md", path="a", text=f"---\n{front}\n---\n\n# A\n\n## GET /a\n"
    )
    entries = driftwatch.assemble_snapshot([driftwatch.extract_page(page)]).entries.values()
    assert not [fact for entry in entries for fact in entry.facts if isinstance(fact, Parameter)]


RETURNED = """\
# Shelves

## GET /shelves/status

{sentence}

* `count`{colon} how many there are
* `state`{colon} how they are
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "Says how they are. Returns an object with:",
        "Success returns `200 OK`, and an object that contains the following key-value pairs:",
        "The response is a JSON object containing:",
    ],
)
@pytest.mark.parametrize("colon", [":", ". This is"])
def test_a_list_below_what_is_returned_is_of_its_members(sentence: str, colon: str) -> None:
    (made,) = operations(RETURNED.format(sentence=sentence, colon=colon)).values()
    found = {split(fact.at)[1] for fact in made.facts if isinstance(fact, Field) and fact.at.startswith("response")}
    assert found == {"$", "count", "state"}


def test_a_list_below_the_supported_parameters_is_of_these() -> None:
    told = (
        "Tests whether it can be reached. Supported parameters are:\n\n* `host`: of it. Mandatory.\n* `port`: of it.\n"
    )
    (made,) = operations(f"# Shelves\n\n## POST /shelves/test\n\n{told}").values()
    assert sent(made) == {"host", "port"}
    (host,) = [fact for fact in made.facts if isinstance(fact, Field) and fact.at.endswith("host")]
    assert host.required


ROWS = (
    "<table><tr><th>Name</th><th>Multiplicity</th><th>Type</th></tr>"
    "<tr><td><code>shelves</code></td><td>0..*</td><td>string</td></tr></table>"
)


@pytest.mark.parametrize("anchor", ["label-of-it", "its-own", "shelf-list"])
def test_what_is_returned_is_named_behind_a_link_to_the_meaning_of_its_status(anchor: str) -> None:
    html = (
        "<html><body><h1>Shelves</h1><h2>GET /shelves</h2>"
        f"<p>Returns a <a href='https://status.example/200'>200 OK</a> with a <a href='#{anchor}'>list</a>.</p>"
        "<h2>Data model</h2><section id='its-own'><span id='label-of-it'></span><h3>Shelf list</h3>"
        f"{ROWS}</section></body></html>"
    )
    page = driftwatch.Page(url="https://docs.example.com/shelves.html", path="shelves", text=html)
    snapshot = driftwatch.assemble_snapshot([driftwatch.extract_page(page)])
    (made,) = [entry for entry in snapshot.entries.values() if entry.operation]
    (whole,) = [fact for fact in made.facts if isinstance(fact, Field) and fact.at.startswith("response")]
    (schema,) = [entry for entry in snapshot.entries.values() if entry.owner.name == whole.ref]
    assert [fact.at for fact in schema.facts] == ["schema · $", "schema · shelves"]


@pytest.mark.parametrize(
    ("heading", "call"),
    [
        ("GET api/shelves/all", "GET /api/shelves/all"),
        ("POST api/shelves/[verb]", "POST /api/shelves/{verb}"),
        ("GET - `/api/shelves/[SHELF NAME].(json|yaml)`", "GET /api/shelves/{SHELF_NAME}.{format}"),
        ("DELETE /api/shelves/<:id>", "DELETE /api/shelves/{id}"),
    ],
)
def test_headings_name_calls_in_more_ways(heading: str, call: str) -> None:
    assert list(operations(f"# Shelves\n\n### {heading}\n\nDoes it.\n")) == [call]


@pytest.mark.parametrize("heading", ["GET it/them now", "Get api/shelves", "Getting api/shelves"])
def test_words_with_a_slash_are_no_path(heading: str) -> None:
    assert not operations(f"# Shelves\n\n### {heading}\n\nDoes it.\n")


def test_a_method_and_an_address_may_be_sections_of_their_own() -> None:
    page = "# Shelves\n\n## Add\n\nAdds one.\n\n### Method\n\n> POST\n\n### Request\n\n> http://[host]:[port]/api/v1/shelves\n"
    assert list(operations(f"{page}\n### Body\n\n* `name` (string): its name\n")) == ["POST /api/v1/shelves"]


SENT = """\
# Shelves

## tidy-up

{sentence}

| Parameter | Type | Description |
| --- | --- | --- |
| author | String | **Required.** Who. |
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "Send a `POST` request to the URL endpoint `/v1/actions/tidy-up`.",
        "To do so, have your program `POST` to the `https://shelves.example.com/v1/actions/tidy-up` endpoint.",
        "Tidies up. Send a POST request to `/v1/actions/tidy-up`.",
    ],
)
def test_a_sentence_says_where_a_request_is_sent(sentence: str) -> None:
    assert list(operations(SENT.format(sentence=sentence))) == ["POST /v1/actions/tidy-up"]


def test_a_sentence_of_which_nothing_is_told_is_a_mention() -> None:
    assert not operations("# Shelves\n\n## Notes\n\nBefore that, send a `POST` request to `/v1/login`.\n")


CURL = """\
# Shelves

## List them

```bash
curl -X GET "https://api.example.com/v2/rooms/{room.slug}/shelves"
```

## Add one

```bash
curl -X POST "https://api.example.com/v2/rooms/{room.slug}/shelves" -d '{ "name": "red" }'
```

Required [request body properties](/docs#properties):

<table><tbody>
  <tr><th><code>name</code></th><td>What it is called.</td></tr>
  <tr><th><code>size</code></th><td>How large it is.</td></tr>
</tbody></table>
"""


def test_commands_with_parameters_in_their_addresses_document_calls() -> None:
    found = operations(CURL)
    assert set(found) == {"GET /v2/rooms/{room.slug}/shelves", "POST /v2/rooms/{room.slug}/shelves"}
    assert sent(found["POST /v2/rooms/{room.slug}/shelves"]) == {"name", "size"}


def test_heads_of_rows_are_no_heads_of_columns() -> None:
    page = driftwatch.Page(url="https://docs.example.com/a.md", path="a", text=CURL)
    facts = [fact for entry in driftwatch.extract_page(page).documentations for e in entry.entries for fact in e.facts]
    assert not [fact for fact in facts if type(fact).__name__ == "Values"]


def test_a_request_with_its_headers_and_body_names_the_call() -> None:
    code = '    POST /v1/shelves\n    Content-Type: application/json\n\n    {\n        "name": "red"\n    }\n'
    told = "Required fields:\n\n- `name`: its name (string)\n\nOptional fields:\n\n- `size` (int)\n"
    (made,) = operations(f"# Shelves\n\n## Add\n\nRequest:\n\n{code}\n{told}").values()
    assert (made.method, made.path, sent(made)) == ("POST", "/v1/shelves", {"name", "size"})
    required = {fact.at.rpartition(" ")[2] for fact in made.facts if isinstance(fact, Field) and fact.required}
    assert required == {"name"}


def test_labels_of_a_section_without_a_call_are_of_no_other_call() -> None:
    told = "Required fields:\n\n- `name`: its name (string)\n"
    calls = "## List\n\n    GET /shelves\n\nShows them.\n\n## Count\n\n    GET /shelves/count\n\nCounts them.\n"
    found = operations(f"# Shelves\n\n{calls}\n## Add\n\nAdds one.\n\n{told}")
    assert not any(map(places, found.values()))


def test_filters_are_passed_by_query_string() -> None:
    told = "You may pass filtering arguments by query string:\n\n* `limit`: at most so many\n"
    (made,) = operations(f"# Shelves\n\n### `GET /shelves`\n\n{told}").values()
    assert places(made) == {"limit": "query"}


def test_fields_in_the_post_body_are_so_though_the_sentence_before_names_the_call() -> None:
    said = (
        "Have it `POST` to the `https://x.example.com/hooks` endpoint. The following fields are required in the body:"
    )
    found = operations(SENT.format(sentence=said))
    assert sent(found["POST /hooks"]) == {"author"}


@pytest.mark.parametrize("sign", ["-", "\u2013", ":", "|"])
def test_a_heading_may_go_on_with_what_a_call_does(sign: str) -> None:
    page = (
        f"# Shelves\n\n### POST /shelves {sign} Make a new shelf\n\n#### Request body\n\n* `name` (string): its name\n"
    )
    (made,) = operations(page).values()
    assert (made.method, made.path, sent(made)) == ("POST", "/shelves", {"name"})


def test_what_is_unsupported_is_not_sent() -> None:
    told = "#### Parameters\n\n* `size`: how large\n\n#### Unsupported parameters\n\n* `shade`\n"
    (made,) = operations(f"# Shelves\n\n### GET /shelves\n\n{told}").values()
    assert places(made) == {"size": "query"}


@pytest.mark.parametrize("label", ["Error responses:", "Status codes:", "Responses:"])
def test_rows_that_begin_with_statuses_are_answers_of_the_call(label: str) -> None:
    rows = "<tr><th><code>422 Unprocessable Entity</code></th><td>Why.</td></tr>" * 2
    (made,) = operations(f"# Shelves\n\n## DELETE /shelves/{{id}}\n\n{label}\n\n<table>{rows}</table>\n").values()
    assert [fact.status for fact in made.facts if isinstance(fact, Response)] == ["422"]


def test_a_reason_may_be_that_of_another_status() -> None:
    told = (
        "Return codes:\n\n* 204: if it is done\n* 401 Forbidden - if signed out\n* 403 Unauthorized - if not allowed\n"
    )
    (made,) = operations(f"# Shelves\n\n## DELETE /shelves/{{id}}\n\n{told}").values()
    assert [fact.status for fact in made.facts if isinstance(fact, Response)] == ["204", "401", "403"]


def test_a_heading_below_response_begins_with_its_status() -> None:
    (made,) = operations(
        "# Shelves\n\n### DELETE /shelves/{id} - Remove it\n\n#### Response\n\n##### 200 Success\n"
    ).values()
    assert [fact.status for fact in made.facts if isinstance(fact, Response)] == ["200"]


def test_a_bold_word_for_the_body_is_no_field() -> None:
    told = "#### Request parameters\n\n- **Body**: some or all attributes of it\n- **query**: words to look for\n"
    (made,) = operations(f"# Shelves\n\n### Make one (`POST /shelves`)\n\n{told}").values()
    assert sent(made) == {"query"}


def test_beside_lists_of_calls_one_call_is_a_list_as_well() -> None:
    mode, events = "1. `GET /mode`\n2. `POST /mode`\n", "1. `GET /events` (SSE)\n"
    page = f"# P\n\n### Control\n\n1. `POST /call`\n\n### Mode\n\n{mode}\n### Events\n\n{events}"
    found = operations_of_page(sections_of_markdown(page), "p")
    assert [f"{each.method} {each.path}" for each in found] == ["POST /call", "GET /mode", "POST /mode", "GET /events"]
    assert operations_of_page(sections_of_markdown("# P\n\n### Control\n\n1. `POST /call`\n"), "p") == ()


def test_methods_of_an_overview_may_have_names_beside_them() -> None:
    table = "| Method | URI Format |\n|-|-|\n| GET `index` | /tags |\n| POST `create` | /tags |\n"
    found = operations_of_page(sections_of_markdown(f"# P\n\n{table}"), "p")
    assert [f"{each.method} {each.path}" for each in found] == ["GET /tags", "POST /tags"]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_call_above_the_body_that_it_sends_is_shown(between: str) -> None:
    found = operations_of_page(
        sections_of_markdown(f"# P\n\n## Hide\n\n```\nPUT /boxes/:id{between}{{\n  hidden : 1\n}}\n```\n"), "p"
    )
    assert [f"{each.method} {each.path}" for each in found] == ["PUT /boxes/{id}"]


LISTING = "GET    /boxes          List them all\nPOST   /boxes          Make one\n"


@pytest.mark.parametrize(
    "block",
    [
        f"```\n{LISTING}```\n",
        f"    Method  Path    Description\n\n    {LISTING.replace(chr(10), chr(10) + '    ')}",
        "```text\n# Boxes\nGET /boxes - List them all\nPOST /boxes # Make one\n```\n",
    ],
)
def test_a_block_of_code_that_lists_calls_is_an_overview(block: str) -> None:
    found = operations_of_page(sections_of_markdown(f"# Server\n\n## API\n\nIt serves:\n\n{block}"), "p")
    assert [f"{each.method} {each.path}" for each in found] == ["GET /boxes", "POST /boxes"]


@pytest.mark.parametrize(
    "block", [f"```python\n{LISTING}```\n", f"```\n{LISTING}curl it\n```\n", "```\nGET /boxes  List them\n```\n"]
)
def test_code_of_other_kinds_lists_no_calls(block: str) -> None:
    assert operations_of_page(sections_of_markdown(f"# Server\n\n## API\n\nIt serves:\n\n{block}"), "p") == ()


def test_a_method_may_stand_in_brackets_before_its_path() -> None:
    page = "# Users\n\n### [ POST ] `/user/validate`\n\nOne.\n\n### [PUT] `/user/[i:id]/password`\n\nTwo.\n"
    found = operations_of_page(sections_of_markdown(page), "p")
    assert [f"{each.method} {each.path}" for each in found] == ["POST /user/validate", "PUT /user/{id}/password"]


@pytest.mark.parametrize("label", ["Endpoint: ", "**Endpoint**: ", "**URL:** "])
def test_items_with_a_label_name_the_calls_of_their_section(label: str) -> None:
    lids = f"- {label}`GET /lids/{{id}}`\n- {label}`PUT /lids/{{id}}`\n- Path parameters:\n  - `id`: which one\n"
    box = f"- {label}`POST /boxes`\n- Query parameters:\n  - `dry`: only try\n"
    found = operations(f"# Things\n\n## Lids\n\n{lids}\nOne.\n\n## Boxes\n\n{box}\nMakes one.\n")
    assert {call: places(operation) for call, operation in found.items()} == {
        "GET /lids/{id}": {"id": "path"},
        "PUT /lids/{id}": {"id": "path"},
        "POST /boxes": {"dry": "query"},
    }


def test_an_item_that_shows_a_request_names_no_call_of_its_own() -> None:
    found = operations("# Things\n\n## Boxes\n\n`GET /boxes/{id}`\n\n- Request: `GET /boxes/3`\n- Response: one box\n")
    assert list(found) == ["GET /boxes/{id}"]


def test_members_of_a_sample_that_may_be_left_out_stand_in_no_query() -> None:
    sample = (
        '```json\n{"lid": "l", "note": "n"}\n```\n\nThe keys are:\n\n- `lid`: which one\n- `note`: optional remark\n'
    )
    (found,) = operations(f"# Things\n\n## Lids\n\n`GET /lids/{{id}}`\n\nSo they look:\n\n{sample}").values()
    assert "note" not in places(found)
    assert "lid" not in places(found)


@pytest.mark.parametrize(
    "said", ["[/boxes/open, /boxes/shut](#lid)", "`/boxes/open` or `/boxes/shut`", "/boxes/open | /boxes/shut"]
)
def test_one_cell_may_name_several_paths(said: str) -> None:
    cell = said.replace("|", chr(92) + "|")
    rows = f"| Method | Endpoint | Description |\n|-|-|-|\n| PUT | {cell} | Its lid |\n| GET | /boxes | All |\n"
    assert set(operations(f"# P\n\n{rows}")) == {"PUT /boxes/open", "PUT /boxes/shut", "GET /boxes"}
