"""OpenAPI documents in files, viewers and exports."""

import base64
import html
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.extract.index.places import digest_of
from driftwatch.platforms import docusaurus, specs_in_html
from driftwatch.platforms.detection import links_of, platform_of, statements_of
from driftwatch.platforms.specs_in_html import embedded_openapi, linked_openapi
from tests.platforms.pages_of_ours import ROOT, operation, page, spec

DOCUMENT = operation({"prompt": {"type": "string", "description": 'a </tag> & "quotes"'}}, required=["prompt"])
TEXT = json.dumps(DOCUMENT)


def keys(statements):
    return [
        entry.owner.name
        for documentation in statements.documentations
        for entry in documentation.entries
        if entry.owner.kind == "operation"
    ]


def html_page(body, path="/reference"):
    return page(path, f"<!DOCTYPE html>\n<html><head><title>API</title></head><body>{body}</body></html>")


README = json.dumps({"document": {"api": {"schema": DOCUMENT}}})
EMBEDDED = {
    "redoc 2": f'<script>\n const __redoc_state = {{"menu":{{}},"spec":{{"data":{TEXT}}}}};\n Redoc.hydrate()</script>',
    "redoc 3": f"<script type='module'>const __redoc_definition = {TEXT};\nconst __redoc_options = {{}};</script>",
    "swagger ui inline": f"<script>window.ui = SwaggerUIBundle({{ spec: {TEXT}, dom_id: '#ui' }})</script>",
    "swagger ui express": f'<script>var options = {{\n  "swaggerDoc": {TEXT},\n  "customOptions": {{}}\n}}</script>',
    "scalar inline": f'<script id="api-reference" type="application/json">{TEXT}</script>',
    "scalar call": f"<script>Scalar.createApiReference('#app', {{ content: {TEXT} }})</script>",
    "rapidoc call": f"<rapi-doc id='it'></rapi-doc><script>it.loadSpec({TEXT});</script>",
    "elements property": f"<elements-api id='it'></elements-api><script>it.apiDescriptionDocument = {TEXT};</script>",
    "readme attribute": f'<script id="ssr-props" data-initial-props="{html.escape(README)}"></script>',
    "readme text": f'<script id="ssr-props" type="application/json">{json.dumps({"oasDefinition": DOCUMENT})}</script>',
}


@pytest.mark.parametrize("viewer", EMBEDDED)
def test_an_embedded_document_is_read(viewer):
    item = html_page(EMBEDDED[viewer])
    assert platform_of(item).name == "embedded"
    assert keys(statements_of(item)) == ["POST /v1/videos"]
    assert statements_of(item).documentations[0].form == "embedded"


LINKED = {
    '<redoc spec-url="/openapi.json"></redoc>': "/openapi.json",
    '<rapi-doc spec-url="specs/a.yaml"></rapi-doc>': "/specs/a.yaml",
    '<elements-api apiDescriptionUrl="/api.yaml" router="hash"></elements-api>': "/api.yaml",
    '<script id="api-reference" data-url="/openapi.json"></script>': "/openapi.json",
    '<script id="api-reference" data-configuration=\'{"url":"/openapi.json"}\'></script>': "/openapi.json",
    '<script>Scalar.createApiReference("#app", { url: "/openapi.json" })</script>': "/openapi.json",
    "<script>SwaggerUIBundle({ url: '/v3/api-docs', dom_id: '#ui' })</script>": "/v3/api-docs",
    '<script>SwaggerUIBundle({ urls: [{ url: "/a.json", name: "A" }] })</script>': "/a.json",
    '<script src="./swagger-initializer.js"></script>': "/swagger-initializer.js",
    '<iframe src="../swagger-1a2b3c4d.html"></iframe>': "/swagger-1a2b3c4d.html",
    '<swagger-ui src="./gateway.yaml"/>': "/gateway.yaml",
    "<script>Redoc.init('/openapi.json', {}, el)</script>": "/openapi.json",
    "<rapi-doc id='it'></rapi-doc><script>it.loadSpec('/openapi.json')</script>": "/openapi.json",
    "<elements-api id='it'></elements-api><script>it.apiDescriptionUrl = '/api.yaml'</script>": "/api.yaml",
}


@pytest.mark.parametrize("body", LINKED)
def test_a_linked_document_is_found(body):
    item = html_page(body)
    assert [link.url for link in links_of(item)] == [ROOT + LINKED[body]]


def test_a_page_with_scripts_and_pictures_links_to_nothing():
    assert linked_openapi('<script src="/app.js"></script><img src="/a.json.png"><div data-url="/x"></div>') == ()


CALL = "SwaggerUIBundle({ url: './openapi.json' })"
SAMPLE = f"```html\n<script>{CALL}</script>\n```\n"


def test_a_guide_that_shows_how_a_viewer_is_set_up_keeps_its_words_and_is_known_as_the_viewer_that_it_was():
    guide = page("/viewer.md", f"# Viewer\n\nPut it into a public folder.\n\n{SAMPLE}")
    statements = statements_of(guide)
    assert "Put it into a public folder." in [line.words for line in statements.text.lines]
    assert statements.document.format == "markdown"
    assert statements.document.has_digest(digest_of(guide.text))
    assert [link.url for link in links_of(guide)] == [ROOT + "/openapi.json"]


@pytest.mark.parametrize(
    ("path", "text"),
    {
        "/docs": f"<script>{CALL}</script>",
        "/docs.html": f'\n<link href="a.css"><div id=ui></div>\n<script>{CALL}</script>',
        "/template": f"{{% load static %}}\n<html><body><script>{CALL}</script></body></html>",
        "/swagger-ui-init": f"window.ui = {CALL};\n",
        "/init.mjs": f"window.ui = {CALL};\n",
        "/page.md": f'# API\n\n<div id="ui"></div>\n<script>\n{CALL}\n</script>\n',
        "/both.md": f"# API\n\n<script>{CALL}</script>\n\n{SAMPLE}",
        "/page.rst": f"API\n===\n\n.. code-block:: js\n\n   {CALL}\n",
        "/fence.rst": f"API\n===\n\n{SAMPLE}",
    }.items(),
)
def test_what_sets_a_viewer_up_leads_to_its_document(path, text):
    assert [link.url for link in links_of(page(path, text))] == [ROOT + "/openapi.json"]
    assert statements_of(page(path, text)).text is None


def test_a_page_in_markdown_states_the_document_that_its_script_holds():
    script = f"<script>\nSwaggerUIBundle({{spec: {TEXT}}})\n</script>\n"
    assert keys(statements_of(page("/page.md", f"# API\n\n{script}\n{SAMPLE}"))) == ["POST /v1/videos"]


def test_a_script_that_sets_a_viewer_up_leads_to_its_document():
    script = page("/swagger-initializer.js", "window.onload = () => SwaggerUIBundle({ url: '/openapi.json' });\n")
    assert [link.url for link in links_of(script)] == [ROOT + "/openapi.json"]
    assert statements_of(script).text is None


@pytest.mark.parametrize("text", [TEXT, "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses: {}\n"])
def test_files_are_read_in_json_and_yaml(text):
    item = page("/openapi.yaml", text)
    assert platform_of(item).name == "openapi"
    assert len(keys(statements_of(item))) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (TEXT[:-40], "not JSON"),
        ("openapi: 3.1.0\npaths: [\n", "not YAML"),
        ('{"openapi": "3.1.0", "openapi": "3.0.0", "paths": {}}', "duplicate key"),
        ("[1, 2]", "not an OpenAPI document"),
        ("a plain text", "not an OpenAPI document"),
    ],
)
def test_a_damaged_file_is_one_problem(text, reason):
    statements = statements_of(page("/openapi.json", text))
    (problem,) = statements.problems
    assert reason in problem.reason
    assert statements.documentations == ()


FERN = operation(None, method="get", path="/v1/models")
FERN["info"] = {"title": "List", "version": "endpoint_models.list"}
FERN["paths"]["/v1/models"]["get"]["tags"] = [["subpackage_models", "models"]]
del FERN["servers"], FERN["security"]
FERN_PAGE = (
    "# List models\n\nGET https://api.example.com/base/v1/models\n\nLists them.\n\n"
    "Reference: https://docs.example.com/models\n\n## OpenAPI Specification\n\n```yaml\nopenapi: 3.1.1\ninfo:\n"
    "  title: List\n  version: endpoint_models.list\npaths:\n  /v1/models:\n    get:\n      tags:\n"
    "        - - subpackage_models\n      responses:\n        '200': {description: Fine}\n```\n\n## SDK Code Examples\n"
)


def test_a_page_of_fern_has_its_server_from_the_line_above():
    item = page("/models/list.md", FERN_PAGE)
    assert platform_of(item).name == "markdown-export"
    statements = statements_of(item)
    assert keys(statements) == ["GET /v1/models"]
    entries = {entry.owner.kind: entry for entry in statements.documentations[0].entries}
    assert [fact.at for fact in entries["api"].facts] == ["api", "server · https://api.example.com/base"]
    assert entries["operation"].facts[0].tags == ("subpackage_models",)


def test_values_of_fern_are_unwrapped():
    block = (
        "      parameters:\n        - name: kind\n          in: query\n          schema:\n            type: string\n"
    )
    block += "            enum:\n              - value: SMALL\n              - value: LARGE\n"
    text = FERN_PAGE.replace("      responses:\n", block + "      responses:\n")
    facts = [
        fact
        for documentation in statements_of(page("/models/list.md", text)).documentations
        for entry in documentation.entries
        for fact in entry.facts
    ]
    assert [fact.enum for fact in facts if fact.at == "parameter · query · kind · $"] == [("LARGE", "SMALL")]


def test_a_page_of_apidog_is_read_from_its_block():
    text = FERN_PAGE.replace("version: endpoint_models.list", "version: 1.0.0").replace(
        "        - - sub", "        - sub"
    )
    statements = statements_of(page("/api-1.md", text + "\n<!-- x-run-in-apifox -->\n"))
    assert keys(statements) == ["GET /v1/models"]


def test_blocks_of_gitbook_link_without_their_signature():
    signed = "https://specs.example.com/raw/a.json?X-Amz-Credential=AAAA&X-Amz-Signature=0123456789abcdef"
    text = (
        '# Videos\n\n{% openapi-operation spec="a" path="/v1" method="post" %}\n'
        f"[OpenAPI a]({signed})\n{{% endopenapi-operation %}}\n\n"
        '{% openapi src="<https://specs.example.com/b.yaml?alt=media>" path="/b" method="get" %}\n{% endopenapi %}\n'
        '{% swagger src="./c.yaml" path="/c" method="get" %}{% endswagger %}\n'
        '{% openapi-operation spec="d" path="/d" method="get" %}\n[Broken link](broken-reference)\n'
        "{% endopenapi-operation %}\n"
    )
    item = page("/videos.md", text)
    assert platform_of(item).name == "gitbook"
    assert [link.url for link in links_of(item)] == [
        ROOT + "/c.yaml",
        "https://specs.example.com/b.yaml?alt=media",
        "https://specs.example.com/raw/a.json",
    ]
    assert keys(statements_of(item)) == ["POST /v1", "GET /b", "GET /c", "GET /d"]


def packed(value):
    return base64.b64encode(zlib.compress(json.dumps(value).encode())).decode()


OPERATION = {
    "method": "post",
    "path": "/v1/videos",
    "operationId": "create",
    "servers": [{"url": "https://api.example.com"}],
    "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
    "security": [{"key": []}],
    "requestBody": {
        "content": {"application/json": {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}
    },
    "responses": {"200": {"description": "Fine"}},
}


def test_front_matter_of_docusaurus_is_inflated():
    item = page("/create.mdx", f"---\nid: create\napi: {packed(OPERATION)}\nsidebar: x\n---\n\n# Create\n\nText.\n")
    assert platform_of(item).name == "docusaurus"
    assert keys(statements_of(item)) == ["POST /v1/videos"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A" * 80, "not base64 of deflated JSON"),
        (base64.b64encode(zlib.compress(b"x" * 11_000_000)).decode(), "inflates to more than"),
        (packed(OPERATION)[:-40] + "====", "front matter"),
        (packed({"path": "/" + "abcdefghijklmnopqrstuvwxyz0123456789"}), "names no method"),
    ],
)
def test_damaged_front_matter_is_a_problem(text, reason):
    (problem,) = statements_of(page("/create.mdx", f"---\napi: {text}\n---\n\n# Create\n")).problems
    assert reason in problem.reason


@pytest.mark.slow
def test_nothing_is_inflated_beyond_the_limit():
    with pytest.raises(docusaurus.DocumentError):
        docusaurus.inflated(base64.b64encode(zlib.compress(b"0" * 50_000_000)).decode())


@given(st.text(alphabet="{}[]\"':,<>=/ specontdfiurlapg", max_size=300))
def test_junk_embeds_nothing(text):
    assert embedded_openapi(f"<html>SwaggerUIBundle({text}") == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "junk",
    ["<div " * 200_000, "<script id='ssr-props' " * 45_000, "spec: {" * 140_000, '"url": "' * 120_000, "[{" * 400_000],
)
def test_a_megabyte_of_junk_is_no_trouble(junk):
    assert embedded_openapi("<html>SwaggerUIBundle(" + junk) == ()
    linked_openapi("<html>SwaggerUIBundle(" + junk)


@pytest.mark.parametrize("value", [{"asyncapi": "3.0.0", "channels": {}}, {"info": {"_postman_id": "1"}, "item": []}])
def test_descriptions_of_another_kind_are_no_problem(value):
    statements = statements_of(page("/events.json", json.dumps(value)))
    assert (statements.problems, statements.documentations) == ((), ())


def test_a_file_says_what_it_is_titled():
    assert statements_of(spec("/a.json", DOCUMENT)).document.title == "post /v1/videos"


@pytest.mark.parametrize("place", ['<script id="ssr-props">[', "__redoc_state = [", '<div id="__NEXT_DATA__">{"a":'])
def test_a_page_is_searched_for_its_state_in_a_few_places(place, monkeypatch):
    looked = []
    monkeypatch.setattr(specs_in_html, "_json_at", lambda _, at: looked.append(at))
    embedded_openapi("<html>" + place * 2000)
    assert len(looked) <= 80
