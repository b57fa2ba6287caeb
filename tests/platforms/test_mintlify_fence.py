"""Fences of Mintlify pages: both dialects come to the same OpenAPI document."""

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.extract.data.yaml import read_yaml
from driftwatch.extract.openapi.document import entries_of_openapi
from driftwatch.platforms.mintlify_fence import cut_fences, is_older, openapi_of_fence, openapi_of_older

NEWER = """\
openapi: 3.1.0
info: {title: Tasks, version: 1.0.0}
servers:
  - url: https://api.example.com
paths:
  /v1/tasks/{task_id}:
    post:
      parameters:
        - {name: task_id, in: path, required: true, schema: {type: string}}
        - {name: tier, in: query, required: false, schema: {type: string, enum: [fast, slow], default: slow}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/TaskRequest'
      responses:
        '200':
          content:
            application/json:
              schema:
                type: object
                required: [id]
                properties:
                  id: {type: string}
                  owner: {$ref: '#/components/schemas/Owner'}
      security:
        - bearerAuth: []
components:
  schemas:
    TaskRequest:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 40}
        kind: {type: string, enum: [a, b]}
        upload: {type: string, format: binary}
        parent:
          anyOf: [{type: string}, {type: integer}]
    Owner:
      type: object
      properties: {login: {type: string}}
  securitySchemes:
    bearerAuth: {type: http, scheme: bearer}
"""

OLDER = """\
paths:
  path: /v1/tasks/{task_id}
  method: post
  servers:
    - url: https://api.example.com
  request:
    security:
      - title: bearerAuth
        parameters:
          query: {}
          header:
            Authorization: {type: http, scheme: bearer, description: Bearer it is.}
          cookie: {}
    parameters:
      path:
        task_id:
          schema:
            - {type: string, required: true}
      query:
        tier:
          schema:
            - {type: enum<string>, enum: [fast, slow], required: false, default: slow}
      header: {}
      cookie: {}
    body:
      application/json:
        schemaArray:
          - type: object
            properties:
              name:
                allOf:
                  - {type: string, maxLength: 40}
              kind:
                - {type: enum<string>, enum: [a, b], required: false}
              upload:
                - {type: file, required: false}
              parent:
                - {type: string}
                - {type: integer}
            required: true
            refIdentifier: '#/components/schemas/TaskRequest'
            requiredProperties: [name]
        examples:
          example:
            value: {name: <string>}
  response:
    '200':
      application/json:
        schemaArray:
          - type: object
            properties:
              id:
                - {type: string, required: true}
              owner:
                allOf:
                  - $ref: '#/components/schemas/Owner'
        examples:
          example: {value: {id: <string>}}
        description: Fine
  deprecated: false
  type: path
components:
  schemas:
    Owner:
      type: object
      properties: {login: {type: string}}
"""


def facts_of(document):
    entries = entries_of_openapi(document, place="p")
    return {
        (entry.owner.kind, entry.owner.name): {(type(fact).__name__, fact.at): fact for fact in entry.facts}
        for entry in entries
        if entry.owner.kind != "api"
    }


def test_the_older_dialect_comes_to_the_same_facts():
    assert facts_of(openapi_of_older(read_yaml(OLDER))) == facts_of(read_yaml(NEWER))


def test_the_dialects_are_told_apart():
    assert [is_older(read_yaml(text)) for text in (NEWER, OLDER)] == [False, True]
    assert [is_older(value) for value in (None, [], "paths", {"paths": {"path": {}}})] == [False] * 4


def test_security_of_the_older_dialect_is_kept():
    document = openapi_of_older(read_yaml(OLDER))
    assert document["components"]["securitySchemes"] == {"bearerAuth": {"type": "http", "scheme": "bearer"}}
    assert document["paths"]["/v1/tasks/{task_id}"]["post"]["security"] == [{"bearerAuth": []}]


def test_two_keys_needed_together_are_two_schemes():
    value = read_yaml(OLDER)
    value["paths"]["request"]["security"] = [
        {"title": "Id & Secret", "parameters": {"header": {"x-id": {"type": "apiKey"}, "x-secret": {"type": "apiKey"}}}}
    ]
    document = openapi_of_older(value)
    assert document["components"]["securitySchemes"]["Secret"] == {"type": "apiKey", "in": "header", "name": "x-secret"}
    assert document["paths"]["/v1/tasks/{task_id}"]["post"]["security"] == [{"Id": [], "Secret": []}]


def test_rendered_examples_are_dropped_and_written_ones_stay():
    value = read_yaml(OLDER)
    value["paths"]["response"]["200"]["application/json"]["examples"]["a finished one"] = {"value": {"id": "t1"}}
    content = openapi_of_older(value)["paths"]["/v1/tasks/{task_id}"]["post"]["responses"]["200"]["content"]
    assert content["application/json"]["examples"] == {"a finished one": {"value": {"id": "t1"}}}


def test_unfolded_schemas_of_one_name_that_differ_stay_apart():
    value = read_yaml(OLDER)
    array = value["paths"]["response"]["200"]["application/json"]["schemaArray"]
    array[0]["refIdentifier"] = "#/components/schemas/TaskRequest"
    operation = openapi_of_older(value)["paths"]["/v1/tasks/{task_id}"]["post"]
    contents = (operation["requestBody"]["content"], operation["responses"]["200"]["content"])
    schemas = [content["application/json"]["schema"] for content in contents]
    assert sorted("$ref" in schema for schema in schemas) == [False, True]


def page(info, body=NEWER, marks="````", indent=""):
    return textwrap.indent(f"# Title\n\n## OpenAPI\n\n{marks}yaml {info}\n{body}\n{marks}\n", indent)


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        (
            "api/openapi/post-task.openapi.json POST /v1/tasks",
            ("api/openapi/post-task.openapi.json", "POST", "/v1/tasks"),
        ),
        ("/public.json post /v1/tasks", ("/public.json", "POST", "/v1/tasks")),
        ("https://x.example.com/a.yaml get /v1/{id}", ("https://x.example.com/a.yaml", "GET", "/v1/{id}")),
        ("post /contents", ("", "POST", "/contents")),
        ("DELETE /v1/tasks theme={null}", ("", "DELETE", "/v1/tasks")),
        ("", ("", "", "")),
    ],
)
def test_the_info_string_is_read_in_every_form(info, expected):
    (fence,) = cut_fences(page(info)).fences
    assert (fence.spec, fence.method, fence.path) == expected


@pytest.mark.parametrize(("marks", "indent"), [("```", ""), ("````", "  "), ("~~~~", "")])
def test_fences_of_other_marks_and_indented_ones_are_read(marks, indent):
    (fence,) = cut_fences(page("post /v1/tasks", marks=marks, indent=indent)).fences
    assert read_yaml(fence.text) == read_yaml(NEWER)
    assert fence.closed


def test_what_is_cut_leaves_the_lines_where_they_are():
    text = page("post /v1/tasks") + "\n# Next\n"
    cut = cut_fences(text)
    assert cut.text.splitlines()[len(text.splitlines()) - 1] == "# Next"
    assert "openapi: 3.1.0" not in cut.text
    assert text.splitlines()[cut.fences[0].line - 1].startswith("````yaml")


def test_sample_code_in_yaml_is_no_fence():
    text = "# Write a description\n\n## A sample\n\n```yaml\nopenapi: 3.1.0\n```\n\n```yaml\nname: get things\n```\n"
    assert cut_fences(text).fences == ()
    assert cut_fences(text).text == text


@pytest.mark.parametrize(
    ("heading", "body", "count"),
    [
        ("## Using OpenAPI extensions", "components:\n  securitySchemes:\n    box: {type: apiKey}", 0),
        ("## The OpenAPI of boxes", "paths:\n  /boxes:\n    get: {}", 1),
        ("## The OpenAPI of boxes", '{\n  "openapi": "3.1.0"\n}', 1),
        ("## OpenAPI", "components:\n  schemas: {}", 1),
    ],
)
def test_a_lesson_on_openapi_that_shows_what_a_document_can_hold_has_no_fence(heading: str, body: str, count: int):
    assert len(cut_fences(f"# Boxes\n\n{heading}\n\n```yaml\n{body}\n```\n").fences) == count


@pytest.mark.parametrize("first", ["security: []", "servers: []", "tags:\n  - name: a", "x-a: 1"])
def test_the_order_of_keys_means_nothing(first):
    text = f"## OpenAPI Specification\n\n```yaml\n{first}\n{NEWER}\n```\n"
    assert len(cut_fences(text).fences) == 1
    assert len(cut_fences(text.replace("\n", "\n  ").replace("\n  ##", "\n##")).fences) == 1


@pytest.mark.parametrize(
    ("heading", "body", "count"),
    [
        ("# OpenAPI definition", '{\n  "components": {},\n  "openapi": "3.1.0",\n  "paths": {}\n}', 1),
        ("## OpenAPI", '{"swagger":"2.0","paths":{}}', 1),
        ("## OpenAPI", '{"openapi": "/openapi.json"}', 0),
        ("## OpenAPI", '{"paths": []}', 0),
        ("## How to write OpenAPI", '{"openapi": "3.1.0", "paths": {}}', 0),
        ("## Answer", '{"openapi": "3.1.0", "paths": {}}', 0),
    ],
)
def test_json_below_the_heading_of_readme_is_a_fence(heading, body, count):
    assert len(cut_fences(f"# Widgets\n\n{heading}\n\n```json\n{body}\n```\n").fences) == count


PART = """paths:
  /boxes/{box}:
    get:
      description: |
        Answers with one box:

        ```json
        {"lid": true}
        ```
      parameters:
        - {name: box, in: path, required: true, schema: {type: string}}
      responses: {"200": {description: The box.}}
"""


@pytest.mark.parametrize("above", ["", "---\nsince: [v2]\n---\n"])
def test_the_part_of_a_document_in_a_block_called_openapi_is_read(above: str):
    page = f"# Boxes\n\n## Get a box\n\n```openapi\n{above}{PART}```\n\nIt is quick.\n"
    cut = cut_fences(page)
    (fence,) = cut.fences
    assert openapi_of_fence(read_yaml(fence.text)) == {"openapi": "3.1.0", **read_yaml(PART)}
    assert "It is quick." in cut.text
    assert "lid" not in cut.text
    assert len(cut.text.splitlines()) == len(page.splitlines())


@pytest.mark.parametrize(
    "block",
    [
        f"```openapi\nopenapi: 3.1.0\ninfo: {{}}\n{PART}```\n",
        f"```openapi-box\n{PART}```\n",
        "```openapi\n$ref: boxes.yaml\n```\n",
        f"```yaml\n{PART}```\n",
    ],
)
def test_a_whole_document_and_what_is_called_otherwise_are_samples(block: str):
    assert cut_fences(f"# Describe a box\n\n{block}").fences == ()


def test_a_fence_without_its_end_is_marked():
    (fence,) = cut_fences("## OpenAPI\n\n````yaml post /v1/tasks\n" + NEWER).fences
    assert not fence.closed


WORDS = re.findall(
    r"\S+",
    "paths path method request response body schemaArray properties items allOf type required parameters query "
    "application/json 200 refIdentifier security",
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(WORDS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@pytest.mark.slow
@given(JSON)
def test_any_value_translates(value):
    document = openapi_of_older({"paths": {"path": "/a", "method": "get", "request": value, "response": value}})
    assert document["openapi"] == "3.1.0"
