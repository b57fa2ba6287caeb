"""Pages of Spring REST Docs: calls that samples alone show, paths in captions, fields in a column called "Path"."""

from driftwatch.extract.text.blocks import Run, Text
from driftwatch.extract.text.columns import columns_of
from driftwatch.model.page import Page
from driftwatch.platforms.calls.captions import path_of_caption
from driftwatch.platforms.detection import statements_of

SHELF = """
<div id="content">
<h2>Shelves</h2>
<h3>Change a shelf</h3>
<h4>HTTP request</h4>
<pre><code class="language-http">PUT /shelves/7?_token=a1 HTTP/1.1
Content-Type: application/json
Host: example.com

{"colour": "red",
 "width": 3}</code></pre>
<table><caption>Table 1. /shelves/{shelfId}</caption>
<thead><tr><th>Parameter</th><th>Description</th></tr></thead>
<tbody><tr><td><code>shelfId</code></td><td>The shelf.</td></tr></tbody></table>
<table><thead><tr><th>Path</th><th>Type</th><th>Description</th></tr></thead>
<tbody><tr><td><code>colour</code></td><td><code>String</code></td><td>Its colour.</td></tr>
<tr><td><code>parts[].width</code></td><td><code>Number</code></td><td>In metres.</td></tr></tbody></table>
<h4>HTTP response</h4>
<pre><code class="language-http">HTTP/1.1 202 Accepted
Content-Type: application/json

{"id": 7}</code></pre>
<table><thead><tr><th>Path</th><th>Type</th><th>Description</th></tr></thead>
<tbody><tr><td><code>id</code></td><td><code>Number</code></td><td>Of the shelf.</td></tr></tbody></table>
<h3>Find a shelf</h3>
<h4>HTTP request</h4>
<pre><code class="language-http">GET /shelves/7 HTTP/1.1
Host: example.com</code></pre>
<table><caption>Table 2. /shelves/{shelfId}</caption>
<thead><tr><th>Parameter</th><th>Description</th></tr></thead>
<tbody><tr><td><code>shelfId</code></td><td>The shelf.</td></tr></tbody></table>
</div>
"""


def documented(text: str) -> dict[str, set[str]]:
    page = Page(url="https://docs.example.com/shelves.html", path="shelves.html", text=text)
    entries = (entry for each in statements_of(page).documentations for entry in each.entries)
    return {entry.owner.name: {fact.at for fact in entry.facts} for entry in entries}


def test_the_caption_of_a_table_is_the_path_of_which_the_sample_shows_values() -> None:
    assert documented(SHELF).keys() == {"PUT /shelves/{}", "GET /shelves/{}"}


def test_what_stands_below_such_a_caption_is_in_the_path() -> None:
    found = documented(SHELF)["GET /shelves/{}"]
    assert "parameter · path · shelfId" in found
    assert not any("query" in at for at in found)


def test_fields_named_by_their_paths_are_those_of_the_request_that_stands_above_them() -> None:
    found = documented(SHELF)["PUT /shelves/{}"]
    assert {"request · application/json · colour", "request · application/json · parts[].width"} <= found


def test_fields_of_an_answer_have_the_one_status_that_its_sample_shows() -> None:
    found = documented(SHELF)["PUT /shelves/{}"]
    assert "response · 202 · application/json · id" in found
    assert "response · 200" not in found


def test_each_part_in_a_section_of_its_own_is_of_the_call_around_them() -> None:
    said = """
<div id="content">
<h2>Lamps</h2>
<h3>Add a lamp</h3>
<p>A <code>POST</code> request adds a lamp.</p>
<h4>Path parameters</h4>
<table><caption>Table 1. /{room}/lamps/{place}</caption>
<thead><tr><th>Parameter</th><th>Description</th></tr></thead>
<tbody><tr><td><code>room</code></td><td>Where it hangs.</td></tr>
<tr><td><code>place</code></td><td>On which wall.</td></tr></tbody></table>
<h4>Request fields</h4>
<table><thead><tr><th>Path</th><th>Type</th><th>Description</th></tr></thead>
<tbody><tr><td><code>watt</code></td><td><code>Number</code></td><td>What it takes.</td></tr></tbody></table>
<h4>Example request</h4>
<pre><code class="language-bash">$ curl 'http://localhost:8080/kitchen/lamps/north' -i -X POST \\
    -H 'Content-Type: application/json' \\
    -d '{"watt": 5}'</code></pre>
</div>
"""
    found = documented(said)
    assert found.keys() == {"POST /{}/lamps/{}"}
    expected = {
        "parameter · path · room",
        "parameter · path · place",
        "request · application/json · watt",
    }
    assert expected <= found["POST /{}/lamps/{}"]


def test_a_column_of_paths_names_the_fields_of_a_table_with_types_that_has_no_other_names() -> None:
    def head(*cells: str) -> tuple[Text, ...]:
        return tuple(Text((Run(cell),)) for cell in cells)

    assert columns_of(head("Path", "Type", "Description"))["name"] == 0
    assert columns_of(head("Path", "Field", "Type"))["name"] == 1
    assert "name" not in columns_of(head("Path", "Description"))
    assert "name" not in columns_of(head("Method", "Path", "Type"))


def test_a_page_in_korean_shows_its_calls_and_answers_in_sections_of_their_own() -> None:
    said = """
<!doctype html><body><div id="content">
<h2>상자 수정</h2>
<h3>요청 필드</h3>
<table><thead><tr><th>필드명</th><th>타입</th><th>필수여부</th><th>설명</th></tr></thead>
<tbody><tr><td><code>width</code></td><td><code>Number</code></td><td>true</td><td>너비</td></tr></tbody></table>
<h3>요청</h3>
<pre><code class="language-http">PATCH /boxes/red HTTP/1.1
Content-Type: application/json
Host: example.com

{"width": 3}</code></pre>
<h3>응답</h3>
<pre><code class="language-http">HTTP/1.1 200 OK</code></pre>
<h2>상자 삭제</h2>
<h3>요청</h3>
<pre><code class="language-http">DELETE /boxes/red HTTP/1.1
Authorization: Bearer x
Accept: application/json
Host: example.com</code></pre>
<h3>응답</h3>
<pre><code class="language-http">HTTP/1.1 204 No Content</code></pre>
</div></body>
"""
    found = documented(said)
    assert found.keys() == {"PATCH /boxes/red", "DELETE /boxes/red"}
    assert "request · application/json · width" in found["PATCH /boxes/red"]
    assert "response · 204" in found["DELETE /boxes/red"]


def test_a_caption_in_words_is_no_path() -> None:
    def caption(said: str) -> str:
        return path_of_caption(Text((Run(said, strong=True),)))

    assert caption("Table 12. /boxes/{id}/lids") == "/boxes/{id}/lids"
    assert caption("/boxes/{id}") == "/boxes/{id}"
    assert caption("Table 2. Sizes of /boxes/{id}") == ""
    assert caption("Table 2. /boxes") == ""


def test_a_whole_message_right_above_a_table_says_of_which_body_its_fields_are() -> None:
    found = documented(
        SHELF.replace("<h4>HTTP request</h4>", "")
        .replace("<h4>HTTP response</h4>", "")
        .replace("id</code>", "no</code>")
    )["PUT /shelves/{}"]
    assert {"request · application/json · colour", "response · 202 · application/json · no"} <= found
    assert not any("unstated" in at for at in found)
