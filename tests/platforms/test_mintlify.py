"""Mintlify's pages: banner, several pages in one file, components without a fence, HTML twins."""

import pytest

from driftwatch.assemble.assembly import assemble
from driftwatch.platforms.detection import links_of, platform_of, statements_of
from driftwatch.platforms.markdown_pages import call_of_front_matter, parts_of
from driftwatch.platforms.mintlify import call_of_html
from tests.platforms.pages_of_ours import BANNER, ROOT, facts, fenced, operation, owners, page

CREATE = operation({"prompt": {"type": "string"}}, required=["prompt"])
QUERY = operation(method="get", path="/v1/videos/{id}")


def keys(statements):
    return sorted(
        entry.owner.name
        for documentation in statements.documentations
        for entry in documentation.entries
        if entry.owner.kind == "operation"
    )


@pytest.mark.parametrize(
    "text",
    [
        BANNER + "# Title\n",
        "> ## Agent Instructions\n> Be brief.\n\n# Title\n",
        "# Title\n\n## OpenAPI\n\ntext\n",
        "# Title\n\n```python theme={null}\nx = 1\n```\n",
        '# Title\n\n  <ParamField body="a" type="string" required>\n  A.\n  </ParamField>\n',
        '<!DOCTYPE html><html><head><meta name="generator" content="Mintlify"></head></html>',
        '<html><body><div data-component-part="field-name">a</div></body></html>',
    ],
)
def test_pages_are_recognised_by_content(text):
    assert platform_of(page("/x", text)).name == "mintlify"


@pytest.mark.parametrize("text", ["# Title\n\nText.\n", "<html><body><h1>Title</h1></body></html>", ""])
def test_other_pages_are_not(text):
    assert platform_of(page("/x", text)).name == "pages"


def test_the_banner_states_nothing():
    text = "# Title\n\n> About it.\n\nPlain words.\n"
    plain = statements_of(page("/x.md", text))
    assert statements_of(page("/x.md", BANNER + text)).facts == plain.facts
    assert statements_of(page("/x.md", BANNER + text)).document.title == "Title"
    assert statements_of(page("/x.md", BANNER + text)).document.digest == plain.document.digest


def test_the_fence_names_the_file_that_it_is_cut_from():
    item = fenced("/api/create", CREATE, spec_path="api/openapi/post-create.openapi.json")
    assert [(link.url, link.kind) for link in links_of(item)] == [
        (ROOT + "/api/openapi/post-create.openapi.json", "openapi")
    ]
    assert statements_of(item).documentations[0].spec == "api/openapi/post-create.openapi.json"


def test_several_pages_in_one_file_are_read_apart():
    other = fenced("/b", QUERY, title="Query a video").text
    item = page("/a.md", fenced("/a", CREATE, title="Create a video").text + other)
    parts = parts_of(item)
    assert [part.path for part in parts] == ["a", "a#query-a-video"]
    assert keys(statements_of(item)) == ["GET /v1/videos/{}", "POST /v1/videos"]


def test_pages_of_one_title_have_short_names_of_their_own_however_many_they_are():
    text = fenced("/a", CREATE, title="Create").text * 300
    places = [part.path for part in parts_of(page("/a.md", text))]
    assert len(set(places)) == 300
    assert places[:4] == ["a", "a#create", "a#create~", "a#create~~"]
    assert max(map(len, places)) <= len("a#create") + 20


def test_every_fence_of_a_file_belongs_to_its_page():
    texts = [fenced(f"/{number}", CREATE, title=f"Page {number}").text + "\ntext\n" for number in range(30)]
    parts = parts_of(page("/a.md", "".join(texts)))
    assert [len(part.fences) for part in parts] == [1] * 30
    lines = [fence.line for part in parts for fence in part.fences]
    assert lines == sorted(lines)
    assert [part.path for part in parts] == ["a", *(f"a#page-{number}" for number in range(1, 30))]


def test_the_same_call_on_two_pages_of_one_file_is_two_variants():
    other = operation({"image": {"type": "string"}}, required=["image"])
    item = page("/a.md", fenced("/a", CREATE, title="Sora").text + fenced("/b", other, title="Veo").text)
    assert owners(assemble([statements_of(item)]), "operation") == [
        ("a", "POST /v1/videos"),
        ("a#veo", "POST /v1/videos"),
    ]


def test_source_lines_name_the_pages_of_a_collection():
    pages = ("api/one", "api/two")
    text = "".join(f"# Source: {ROOT}/{path}.md\n\n# Page\n\n## Heading\n\nText.\n\n" for path in pages)
    assert [part.path for part in parts_of(page("/api/one.md", text))] == ["api/one", "api/two"]


def test_a_heading_in_the_page_begins_no_page():
    item = page("/a.md", "# One\n\ntext\n\n# Two\n\n" + fenced("/a", CREATE).text.split("\n\n", 1)[1])
    assert len(parts_of(item)) == 1


COMPONENTS = """\
---
title: Create
api: 'POST https://api.example.com/v1/tasks'
---

<ParamField header="X-Tier" type="string" default="slow">
  How fast.
</ParamField>

<ParamField body="name" type="string" required>
  What to call it.
</ParamField>

<ResponseField name="id" type="string" required>
  Its identity.
</ResponseField>
"""


def test_a_page_of_components_documents_the_call_of_its_front_matter():
    found = assemble([statements_of(page("/api/create.mdx", COMPONENTS))])
    assert owners(found, "operation") == [("", "POST /v1/tasks")]
    known = facts(found, "POST /v1/tasks")
    assert known["Field", "request · application/json · name"].required
    assert ("Parameter", "parameter · header · x-tier") in known
    assert owners(found, "api") == [("", "")]


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("openapi: post /v1/videos", ("POST", "/v1/videos")),
        ('openapi: "openapi.json GET /v1/videos/{id}"', ("GET", "/v1/videos/{id}")),
        ("api: 'DELETE https://api.example.com/v1/a'", ("DELETE", "https://api.example.com/v1/a")),
        ("openapi-schema: Task", ("", "")),
        ("title: openapi", ("", "")),
    ],
)
def test_front_matter_names_the_call(line, call):
    assert call_of_front_matter(f"---\ntitle: T\n{line}\n---\n\n# T\n") == call


CALL = (
    '<div class="method">POST</div><div><span>/</span><span>v1</span><span>/</span>'
    "<span>videos</span><span>/</span><span>{id}</span></div><button>Try it</button>"
)


@pytest.mark.parametrize(
    ("body", "call"),
    [
        (CALL, ("POST", "/v1/videos/{id}")),
        ("<nav><a>POST Create a video</a></nav>" + CALL, ("POST", "/v1/videos/{id}")),
        ('<script>self.__next_f.push([1,"{\\"openapi\\":\\"a.json post /v1/b\\"}"])</script>', ("POST", "/v1/b")),
        ('<script>{"api":"GET https://api.example.com/v1/c"}</script>', ("GET", "https://api.example.com/v1/c")),
        ("<p>Use POST to send and GET to read.</p>", ("", "")),
    ],
)
def test_html_shows_the_call_in_pieces(body, call):
    assert call_of_html(f"<!DOCTYPE html><html><body>{body}</body></html>") == call


HTML = f"""<!DOCTYPE html><html><head><meta name="generator" content="Mintlify"><title>Create</title></head><body><main>
<h1>Create</h1>{CALL.replace("<span>/</span><span>{id}</span>", "")}
<div class="api-section"><h4>Body</h4><div id="body-seed"><div data-component-part="field-name">seed</div>
<div data-component-part="field-meta"><div data-component-part="field-info-pill"><span>integer</span></div></div>
<div data-component-part="field-content"><p>A number.</p></div></div></div></main></body></html>"""


def test_html_is_trusted_least():
    found = assemble([statements_of(page("/api/create", HTML)), statements_of(fenced("/api/create", CREATE))])
    known = facts(found, "POST /v1/videos")
    assert known["Field", "request · multipart/form-data · prompt"].stated_by == "schema"
    assert [document.format for document in found.documents] == ["markdown"]


def test_an_html_page_points_to_its_markdown_twin():
    assert [link.url for link in links_of(page("/api/create", HTML))] == [ROOT + "/api/create.md"]


def test_html_alone_is_read():
    assert keys(statements_of(page("/api/create", HTML))) == ["POST /v1/videos"]


def test_what_stands_beside_components_says_with_what_their_call_answers():
    said = "\n## Response\n\nThis call returns\n- 200 if it is made.\n- 409 if there are too many\n"
    found = assemble([statements_of(page("/api/create.mdx", COMPONENTS + said))])
    known = facts(found, "POST /v1/tasks")
    assert known["Response", "response · 409"].status == "409"
    assert ("Field", "response · 200 · application/json · id") in known
