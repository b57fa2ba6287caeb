"""OpenAPI documents that pages show in other forms, and what no reader sees."""

import json

import pytest

from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import operations_of

SPEC = {
    "openapi": "3.0.3",
    "info": {"title": "Widgets", "version": "1"},
    "paths": {"/v1/widgets": {"get": {"responses": {"200": {"description": "All of them"}}}}},
}
YAML = 'openapi: 3.0.3\ninfo: {title: Widgets, version: "1"}\npaths:\n  /v1/widgets:\n    get:\n      responses: {}\n'


def operations(text: str, kind: str = "text/markdown") -> list[str]:
    read = statements_of(Page(url="https://docs.example.com/w", path="w", text=text, content_type=kind))
    assert read.problems == ()
    return [key for found in read.documentations for key in operations_of(found)]


def test_the_one_line_document_of_a_gitbook_export_is_read() -> None:
    line = json.dumps(SPEC, separators=(",", ":"))
    assert operations(f"# Widgets\n\n## List them\n\n> All of them.\n\n```json\n{line}\n```\n") == ["GET /v1/widgets"]


def test_a_sample_of_openapi_over_many_lines_is_none() -> None:
    assert operations(f"# Upload your API\n\n```json\n{json.dumps(SPEC, indent=2)}\n```\n") == []


@pytest.mark.parametrize(
    "pre", [f"<code>{YAML}</code>", "".join(f"<span>{line}\n</span>" for line in YAML.split("\n"))]
)
def test_a_document_in_a_pre_is_read_below_a_heading_that_says_so(pre: str) -> None:
    page = "<html><body><main><h1>Widgets</h1><h2 id='o'>{}</h2><pre class='x'>{}</pre></main></body></html>"
    assert operations(page.format("<a>OpenAPI</a>", pre), "text/html") == ["GET /v1/widgets"]
    assert operations(page.format("A sample", pre), "text/html") == []


def test_the_members_of_a_document_in_a_pre_may_stand_in_any_order() -> None:
    head, paths = YAML.partition("paths:")[::2]
    page = f"<html><body><h1>Widgets</h1><h2>OpenAPI</h2><pre>paths:{paths.rstrip()}\n{head}</pre></body></html>"
    assert operations(page, "text/html") == ["GET /v1/widgets"]
    indented = "\n".join(f"  {line}" for line in YAML.split("\n"))
    sample = f"<html><body><h1>Widgets</h1><h2>OpenAPI</h2><pre>sample:\n{indented}</pre></body></html>"
    assert operations(sample, "text/html") == []


@pytest.mark.parametrize("audience", ['"agents"', "{'llms'}"])
def test_what_only_machines_are_shown_documents_nothing(audience: str) -> None:
    hidden = f"<Visibility for={audience}>\n\n`POST /hidden`\n\n</Visibility>\n\n"
    shown = '<Visibility for="humans">\n\n`POST /shown`\n\n</Visibility>\n'
    assert operations(f"# Widgets\n\n{hidden}{shown}") == ["POST /shown"]
